"""An OpenAI-compatible server on loopback that answers as a test wants it to: right, late, never, half, garbage."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

STATUS = {"error": 500, "busy": 429, "key": 401, "missing": 404, "refusing": 400}


@dataclass
class StubModel:
    """`behaviour` is `text`, `half`, `garbage`, `shapeless`, `drip` or `silent` (never done), one of `STATUS`, `whole`
    (in one piece), or `bare` (turns down a system message and a temperature). `finish` is the reason of a whole text.

    It says `text`, or what `reply` makes of the prompt. `requests` are the bodies it was sent, oldest first.
    """

    address: str = ""
    text: str = ""
    reply: Callable[[str], str] | None = None
    behaviour: str = "text"
    finish: str | None = "stop"
    requests: list[dict] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)

    @property
    def sent(self) -> str:
        """All that was ever sent to the model."""
        return json.dumps(self.requests, ensure_ascii=False)

    def reset(self) -> None:
        """As new; what still waits is let go."""
        self.released.set()
        self.text, self.reply, self.behaviour, self.finish = "", None, "text", "stop"
        self.requests, self.released = [], threading.Event()


@contextmanager
def stub_model() -> Iterator[StubModel]:
    """A running stub; it is stopped, and what waits in it let go, at the end."""
    stub = StubModel()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            stub.requests.append(request)
            self.text = stub.reply(request["messages"][-1]["content"]) if stub.reply else stub.text
            turned_down = request["messages"][0]["role"] == "system" or "temperature" in request
            status = 400 if stub.behaviour == "bare" and turned_down else STATUS.get(stub.behaviour, 200)
            if status != 200 or stub.behaviour == "whole":
                self._json(status)
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            with suppress(OSError):  # the client has gone
                self._stream()

        def _json(self, status: int) -> None:
            message = {"role": "assistant", "content": self.text}
            whole = {"choices": [{"index": 0, "message": message, "finish_reason": stub.finish}]}
            body = json.dumps(whole if status == 200 else {"error": {"message": "not today"}}).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            if status == 429:
                self.send_header("Retry-After", "90")
            self.end_headers()
            self.wfile.write(body)

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
                cut = len(self.text) // 2 if stub.behaviour == "half" else len(self.text)
                for start in range(0, cut, 7):
                    self._piece(self.text[start : min(start + 7, cut)])
                if stub.behaviour != "half":
                    self._piece("", stub.finish)
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
