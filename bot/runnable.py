"""The assistant as a LangChain `Runnable`: a question → a message (docs/langchain.md)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from langchain_core.messages import AIMessage, AIMessageChunk
from langchain_core.runnables import Runnable, RunnableConfig, ensure_config

from bot.models import Answer, Composed

if TYPE_CHECKING:
    from bot.pipeline import Assistant


class AnswerRunnable(Runnable[str, AIMessage]):
    """`Assistant.ask` and `Assistant.stream`.

    A message's content is the answer's text; the whole Answer is `response_metadata["answer"]`. Of the config's
    `configurable`, `session_id` names the session that follow-ups belong to, which the assistant keeps, and
    `jurisdiction` the home place.
    """

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def invoke(self, input: str, config: RunnableConfig | None = None, **kwargs: Any) -> AIMessage:  # noqa: ANN401
        """Raises QuestionError: see `Assistant.ask`."""
        config = ensure_config(config)
        return self._call_with_config(lambda question: self._message(question, config), input, config, **kwargs)

    def stream(
        self,
        input: str,
        config: RunnableConfig | None = None,
        **kwargs: Any,  # noqa: ANN401
    ) -> Iterator[AIMessage]:
        """The message in pieces that end with the whole text: behind a language model's, if it differs, the final one.

        Raises QuestionError: see `Assistant.ask`.
        """
        config = ensure_config(config)

        def pieces(questions: Iterator[str]) -> Iterator[AIMessage]:
            for question in questions:
                yield from self._pieces(question, config)

        yield from self._transform_stream_with_config(iter([input]), pieces, config, **kwargs)

    def _message(self, question: str, config: RunnableConfig) -> AIMessage:
        answer = self._assistant.ask(question, **_asked_in(config))
        return AIMessage(answer.text, response_metadata=_whole(answer))

    def _pieces(self, question: str, config: RunnableConfig) -> Iterator[AIMessage]:
        said = ""
        for piece in self._assistant.stream(question, **_asked_in(config)):
            if isinstance(piece, Composed):
                continue  # its pieces came already
            if isinstance(piece, str):
                said += piece
                yield AIMessageChunk(content=piece)
            elif piece.text.startswith(said):
                yield AIMessageChunk(content=piece.text.removeprefix(said), response_metadata=_whole(piece))
            else:
                rest = "" if said.strip() == piece.text.strip() else f"\n\n{piece.text}"
                yield AIMessageChunk(content=rest, response_metadata=_whole(piece))


def _asked_in(config: RunnableConfig) -> dict[str, Any]:
    configurable = config.get("configurable", {})
    return {name: configurable.get(name) for name in ("session_id", "jurisdiction")}


def _whole(answer: Answer) -> dict[str, Any]:
    return {"answer": answer.model_dump(mode="json")}
