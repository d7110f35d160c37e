"""Serves the assistant: settings → assistant → web. One process, because Gradio's queue lives in one."""

from __future__ import annotations

import logging
import os
import socket
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import uvicorn

from bot.settings import Settings, load_settings
from bot.web.service import Assistant, Service
from bot.web.site import create_site
from index.embedding.offline import stay_offline
from index.errors import PolicyError

if TYPE_CHECKING:
    from bot.conversation import Conversations
    from bot.local_models import LocalModels

log = logging.getLogger("app")


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there.

    Raises:
        PolicyError: the port is taken or the address is not one of this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise PolicyError(f"cannot listen on {host}:{port} ({reason}): set HOST and PORT, e.g. PORT=7861") from error
    return listening


def opener(settings: Settings) -> Callable[[], Assistant]:
    """Opens the assistant over the index in force. The model and the conversations are opened once and kept."""
    kept: list[tuple[LocalModels, Conversations]] = []

    def open_assistant() -> Assistant:
        from bot.conversation import Conversations
        from bot.local_models import LocalModels
        from bot.pipeline import Assistant as Pipeline  # torch: seconds
        from index.store.policy_index import PolicyIndex

        index = PolicyIndex.open(settings.store, settings.embedding_model)
        if not kept:
            kept.append((LocalModels.load(settings), Conversations(settings.conversations, settings.session_hours)))
        assistant = Pipeline(settings, index, *kept[0])
        if not assistant.proposals.check_example():  # model and dictionaries warm up with the first question: seconds
            assistant.ask(assistant.proposals.example())
        return assistant

    return open_assistant


def serve(settings: Settings) -> None:
    """Serve until stopped.

    Raises:
        PolicyError: the port is taken, or index or model cannot be loaded.
    """

    listening = listen(settings.host, settings.port)
    service = Service(opener(settings))
    config = uvicorn.Config(
        create_site(settings, service), log_level="warning", server_header=False, timeout_graceful_shutdown=3
    )
    server = uvicorn.Server(config)

    host, port = listening.getsockname()[:2]

    def settled() -> None:
        if service.ready:
            log.info("serving on http://%s:%s", f"[{host}]" if ":" in host else host, port)
        else:
            server.should_exit = True

    service.start(settled)
    with listening:
        server.run(sockets=[listening])
    if service.failure:
        raise service.failure
    if service.failed:
        raise PolicyError("the assistant could not be loaded: see the log above, and report it as a defect")


def main() -> int:
    """Run the server; the exit status."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    for noisy in ("httpx", "chromadb", "sentence_transformers", "jieba"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    try:
        settings = load_settings()
        stay_offline(settings.embedding_model, settings.reader)
        serve(settings)
    except PolicyError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
