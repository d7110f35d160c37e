"""The gold set answered by the local reader, by the language model, and by both: `python -m bot evaluate --model`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bot.conversation import Conversations
from bot.evaluation.evaluate import run
from bot.evaluation.judge import Fault, GoldQuestion
from bot.evaluation.replay import Replay
from bot.evaluation.scores import Scores, score
from bot.evidence.read import Reader
from bot.llm.generation import Breaker
from bot.llm.model import DEPTH
from bot.llm.reading import ChatReader, TwoReaders
from bot.pipeline import PROMPTS, Assistant
from index.errors import SettingsError

_SECONDS = 60.0  # for a choice out of a file


def by_model(
    assistant: Assistant, questions: Sequence[GoldQuestion], documents: Path, replay: Path | None = None
) -> dict[str, Scores]:
    """Scores by who reads: `local`, `model`, `both`. No model words an answer, and none rewrites a follow-up.

    The model is the configured one, or what one chose once: the file `replay`.

    Raises:
        SettingsError: no model is configured, or it did not pass the exam.
        PolicyError: `replay` cannot be read.
    """
    chat = ChatReader(Replay.load(replay), PROMPTS, Breaker(), _SECONDS) if replay else _examined(assistant)
    both = TwoReaders(assistant.models.reader, chat, lambda: True)
    readers: dict[str, Reader | None] = {"local": None, "model": chat, "both": both}
    return {
        name: score(list(run(_reading(assistant, reader), questions, documents, ranked=False)))
        for name, reader in readers.items()
    }


def _examined(assistant: Assistant) -> ChatReader:
    model = assistant.model
    if model is None:
        raise SettingsError("evaluate --model needs a language model: set LLM_BASE_URL and LLM_MODEL, or give --replay")
    if not model.examiner.wait():
        raise SettingsError("the language model may not read answers: the line above says why")
    return model.alone


def _reading(assistant: Assistant, reader: Reader | None) -> Assistant:
    """An assistant over the same index that asks no model behind the answer: `reader` reads at once."""
    settings = assistant.settings.model_copy(update={"llm_base_url": "", "llm_model": ""})
    models = replace(assistant.models, reader=reader, depth=DEPTH) if reader else assistant.models
    return Assistant(settings, assistant.index, models, Conversations(None, settings.session_hours))


def model_table(scores: dict[str, Scores]) -> str:
    """A row a reader, for the terminal."""
    lines = ["reader  right          refused  answered  p50 ms  p95 ms"]
    for name, s in scores.items():
        wrong = s.faults
        lines.append(
            f"{name:6}  {s.right:4}/{s.questions:4} {s.right_share:.2f}  {wrong[Fault.FALSE_REFUSAL]:7}  "
            f"{wrong[Fault.FALSE_ANSWER]:8}  {s.p50:6.0f}  {s.p95:6.0f}"
        )
    return "\n".join(lines)
