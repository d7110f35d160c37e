"""Any OpenAI-compatible server through langchain. The only importer of langchain_openai: imported for a model."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import suppress

import httpx
from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage
from langchain_openai import ChatOpenAI
from openai import APIStatusError, APITimeoutError, BadRequestError, OpenAIError
from pydantic import SecretStr

from bot.llm.generation import GenerationError
from bot.settings import Settings
from index.errors import SettingsError

# What the client and langchain raise on answers that are not what the protocol says, besides their own errors.
_GARBLED = (ValueError, TypeError, KeyError, IndexError, AttributeError)
_ENDS = frozenset({"stop", "eos", "end_turn", "stop_sequence"})  # finish reasons of a whole text, in lower case
_DONE = b"[DONE]"
_SENTENCE = 200  # characters of what a server says itself of a failure
_STATUS = {
    401: "the key is not accepted: see LLM_API_KEY",
    403: "the key is not accepted: see LLM_API_KEY",
    404: "there is no such address or model: see LLM_BASE_URL, LLM_MODEL",
    429: "too many requests",
}


class OpenAIGenerator:
    """A `Generator` over `LLM_BASE_URL`. Nothing but plain chat completions, streamed, is asked of the server.

    A server that turns a request down is asked once more without temperature and system message, and so from then on if
    it takes that; one that answers in one piece is read as well.
    """

    def __init__(self, settings: Settings) -> None:
        """The server is not asked before the first question.

        Raises:
            SettingsError: the address is none, or no model is named.
        """
        if not settings.llm_base_url.startswith(("http://", "https://")):
            raise SettingsError(
                f"LLM_BASE_URL must be an address such as http://host:8000/v1: {settings.llm_base_url!r}"
            )
        if not settings.llm_model:
            raise SettingsError("LLM_BASE_URL is set without LLM_MODEL: name the model that the server has")
        self._seen = (
            threading.local()
        )  # of the response that this thread reads: whether [DONE] came, whether it is JSON
        self._chat = ChatOpenAI(
            base_url=settings.llm_base_url,
            model=settings.llm_model,
            api_key=SecretStr(settings.llm_api_key or "none"),  # else the client looks for other variables
            timeout=settings.llm_timeout,
            max_retries=0,
            temperature=settings.llm_temperature,
            extra_body=settings.llm_extra_body or None,
            streaming=True,
            stream_usage=False,
            use_responses_api=False,
            http_client=httpx.Client(
                timeout=settings.llm_timeout, follow_redirects=True, event_hooks={"response": [self._watch]}
            ),
        )
        self._bare = False

    def generate(self, system: str, user: str) -> Iterator[str]:
        """See `Generator`."""
        try:
            if not self._bare:
                try:
                    yield from self._pieces([SystemMessage(system), HumanMessage(user)], self._chat)
                    return
                except BadRequestError:
                    pass
            bare = self._chat.model_copy(update={"temperature": None})
            yield from self._pieces([HumanMessage(f"{system}\n\n{user}")], bare)
            self._bare = True
        except APIStatusError as error:
            raise GenerationError(_refused(error), _pause(error)) from error
        except (OpenAIError, httpx.HTTPError, OSError) as error:
            raise GenerationError(_unreachable(error)) from error
        except _GARBLED as error:
            raise GenerationError(f"the server's answer is garbled ({type(error).__name__})") from error

    def _pieces(self, messages: list[BaseMessage], chat: ChatOpenAI) -> Iterator[str]:
        self._seen.done = self._seen.json = False
        reason, came = None, False
        try:
            for chunk in chat.stream(messages):
                came = True
                reason = chunk.response_metadata.get("finish_reason") or reason
                if text := chunk.text:
                    yield str(text)
        except _GARBLED as error:
            if not self._seen.json and not came and type(error) is ValueError:
                raise GenerationError("the server's answer holds no text: see LLM_BASE_URL") from error
            if not self._seen.json:
                raise
            message = chat.model_copy(update={"streaming": False}).invoke(messages)
            yield str(message.text)
            reason = message.response_metadata.get("finish_reason") or "stop"
        if str(reason).lower() not in _ENDS and not (reason is None and self._seen.done):
            raise GenerationError(f"the text broke off (finish reason {reason})")

    def _watch(self, response: httpx.Response) -> None:
        """Notes what the protocol's client does not tell of a response."""
        self._seen.json = "json" in response.headers.get("content-type", "")
        if isinstance(response.stream, httpx.SyncByteStream):
            response.stream = _Watched(response.stream, self._seen)


class _Watched(httpx.SyncByteStream):
    """A body that notes whether [DONE] came by."""

    def __init__(self, stream: httpx.SyncByteStream, seen: threading.local) -> None:
        self._stream, self._seen = stream, seen

    def __iter__(self) -> Iterator[bytes]:
        tail = b""
        for part in self._stream:
            tail = tail[-len(_DONE) :] + part
            self._seen.done = self._seen.done or _DONE in tail
            yield part

    def close(self) -> None:
        self._stream.close()


def _refused(error: APIStatusError) -> str:
    """What a status says, in the server's own words where it is none that is known."""
    known = _STATUS.get(error.status_code)
    own = str(error.message).removeprefix(f"Error code: {error.status_code}").removeprefix(" - ")
    own = " ".join((own or error.response.text).split())[:_SENTENCE]
    return f"the server answered with HTTP {error.status_code}: {known or own}"


def _pause(error: APIStatusError) -> float:
    """The seconds after which the server wants to be asked again; 0 where it does not say."""
    with suppress(ValueError):
        return max(0.0, float(error.response.headers.get("retry-after", "0")))
    return 0.0


def _unreachable(error: BaseException) -> str:
    """Why a server cannot be reached: the first known cause in the chain of an error."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, socket.gaierror):
            return "the connection failed: the name of the server is not known (DNS)"
        if isinstance(cause, ConnectionRefusedError):
            return "the connection failed: it is refused, nothing listens at the address"
        if isinstance(cause, ssl.SSLError):
            return f"the connection failed: TLS ({cause.reason or 'no certificate that is trusted'})"
        if isinstance(cause, (APITimeoutError, httpx.TimeoutException)):
            return "the connection failed: no answer in time"
        cause = cause.__cause__ or cause.__context__
    return f"the connection failed ({type(error).__name__})"
