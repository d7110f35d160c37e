"""An OpenAI-compatible server on loopback that answers as a test wants it to: right, late, never, half, garbage."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class StubModel:
    """`behaviour` is `text`, `half`, `garbage`, `shapeless`, `error` (HTTP 500), `drip` or `silent` (never done).

    `requests` are the bodies it was sent, oldest first.
    """

    address: str = ""
    text: str = ""
    behaviour: str = "text"
    requests: list[dict] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)

    @property
    def sent(self) -> str:
        """All that was ever sent to the model."""
        return json.dumps(self.requests, ensure_ascii=False)

    def reset(self) -> None:
        """As new; what still waits is let go."""
        self.released.set()
        self.text, self.behaviour, self.requests, self.released = "", "text", [], threading.Event()


@contextmanager
def stub_model() -> Iterator[StubModel]:
    """A running stub; it is stopped, and what waits in it let go, at the end."""
    stub = StubModel()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            stub.requests.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            if stub.behaviour == "error":
                self.send_error(500)
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            with suppress(OSError):  # the client has gone
                self._stream()

        def _stream(self) -> None:
            released = stub.released
            if stub.behaviour == "silent":
                released.wait(30)
            elif stub.behaviour == "garbage":
                self._write('data: {"choices": [{"del\n\n')
            elif stub.behaviour == "shapeless":
                self._write('data: {"choices": "none", "id": 7}\n\ndata: [1, 2]\n\ndata: [DONE]\n\n')
            elif stub.behaviour == "drip":  # each piece in time, the whole never
                while not released.wait(0.05):
                    self._piece("孵化器")
            else:
                cut = len(stub.text) // 2 if stub.behaviour == "half" else len(stub.text)
                for start in range(0, cut, 7):
                    self._piece(stub.text[start : min(start + 7, cut)])
                if stub.behaviour == "text":
                    self._piece("", "stop")
                    self._write("data: [DONE]\n\n")

        def _piece(self, text: str, finish: str | None = None) -> None:
            delta = {"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": finish}
            chunk = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "stub", "choices": [delta]}
            self._write(f"data: {json.dumps(chunk)}\n\n")

        def _write(self, text: str) -> None:
            self.wfile.write(text.encode())
            self.wfile.flush()

        def log_message(self, *_: object) -> None:
            """Nothing on the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    stub.address = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        stub.released.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
