"""Any OpenAI-compatible server through langchain. The only importer of langchain_openai: imported for a model."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
from langchain_core.messages import HumanMessage, SystemMessage
from langchain_openai import ChatOpenAI
from openai import APIStatusError, OpenAIError
from pydantic import SecretStr

from bot.llm.generation import GenerationError
from bot.settings import Settings
from index.errors import SettingsError

# What the client and langchain raise on answers that are not what the protocol says, besides their own errors.
_GARBLED = (ValueError, TypeError, KeyError, IndexError, AttributeError)


class OpenAIGenerator:
    """A `Generator` over `LLM_BASE_URL`. Nothing but plain chat completions, streamed, is asked of the server."""

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
        self._chat = ChatOpenAI(
            base_url=settings.llm_base_url,
            model=settings.llm_model,
            api_key=SecretStr(settings.llm_api_key or "none"),  # else the client looks for other variables
            timeout=settings.llm_timeout,
            max_retries=1,
            temperature=0.0,
            streaming=True,
            stream_usage=False,
            use_responses_api=False,
        )

    def generate(self, system: str, user: str) -> Iterator[str]:
        """See `Generator`."""
        reason = None
        try:
            for chunk in self._chat.stream([SystemMessage(system), HumanMessage(user)]):
                reason = chunk.response_metadata.get("finish_reason") or reason
                if text := chunk.text:
                    yield str(text)
        except APIStatusError as error:
            raise GenerationError(f"the server answered with HTTP {error.status_code}") from error
        except (OpenAIError, httpx.HTTPError, OSError) as error:
            raise GenerationError(f"the connection failed ({type(error).__name__})") from error
        except _GARBLED as error:
            raise GenerationError(f"the server's answer is garbled ({type(error).__name__})") from error
        if reason != "stop":
            raise GenerationError(f"the text broke off (finish reason {reason})")
