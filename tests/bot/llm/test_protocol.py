"""Servers as they are: whatever one sends, the visitor keeps a good answer in time, the operator reads one line."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from bot.answer.texts import Texts
from bot.llm.chat_model import OpenAIGenerator
from bot.llm.writing import Writer
from bot.settings import Settings
from tests.bot.llm.test_chat_model import PROMPTS, RIGHT, composed

SECONDS = 0.7  # that a model has in these tests: the visitor waits for nothing, and the final answer comes within them


@dataclass
class Reply:
    """What a server sends: its status, headers, and body in pieces; after a piece that is a number it waits so long."""

    pieces: list[bytes | float]
    status: int = 200
    kind: str = "text/event-stream"
    headers: dict[str, str] = field(default_factory=dict)


def chunk(text: str | None = None, finish: str | None = None, **fields: object) -> dict:
    delta = {"role": "assistant", "content": text} | fields
    return {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m",
            "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}  # fmt: skip


def events(*found: dict | str, line: str = "\n", lead: str = "data: ", done: bool = True) -> list[bytes | float]:
    said = [f"{lead}{json.dumps(e, ensure_ascii=False)}" if isinstance(e, dict) else e for e in found]
    return [f"{text}{line}{line}".encode() for text in [*said, *([f"{lead}[DONE]"] if done else [])]]


def stream(*found: dict | str, **how: object) -> Reply:
    return Reply(events(*found, **how))


def spoken(text: str, finish: str | None = "stop") -> Reply:
    """A text in small pieces."""
    return stream(*(chunk(text[i : i + 5]) for i in range(0, len(text), 5)), chunk("", finish))


def whole(message: dict | None, finish: str | None = "stop", **fields: object) -> Reply:
    choices = [{"index": 0, "message": message, "finish_reason": finish}] if message is not None else []
    return Reply([json.dumps({"id": "1", "choices": choices} | fields).encode()], kind="application/json")


def refusal(status: int, body: str = '{"error": {"message": "not today"}}', kind: str = "application/json", **headers):
    return Reply([body.encode()], status, kind, headers)


def in_halves(reply: Reply) -> Reply:
    """The same bytes, cut within characters."""
    body = b"".join(piece for piece in reply.pieces if isinstance(piece, bytes))
    return Reply([body[i : i + 7] for i in range(0, len(body), 7)])


BARE = "bare"  # turns down whatever has a system message
COOL = "cool"  # turns down whatever has a temperature
ELSEWHERE = "elsewhere"  # sends on to another address

READ = {
    "finish stop": spoken(RIGHT),
    "finish eos": spoken(RIGHT, "eos"),
    "finish STOP": spoken(RIGHT, "STOP"),
    "finish end_turn": spoken(RIGHT, "end_turn"),
    "finish stop_sequence": spoken(RIGHT, "stop_sequence"),
    "no finish but DONE": spoken(RIGHT, None),
    "one piece as JSON": whole({"role": "assistant", "content": RIGHT}),
    "one piece without finish": whole({"role": "assistant", "content": RIGHT}, None),
    "one piece with usage": whole({"role": "assistant", "content": RIGHT}, usage={"total_tokens": 3}),
    "one piece as one event": stream(chunk(RIGHT, "stop")),
    "finish with the last words": stream(chunk(RIGHT[:20]), chunk(RIGHT[20:], "stop")),
    "CRLF": stream(chunk(RIGHT), chunk("", "stop"), line="\r\n"),
    "no blank after data:": stream(chunk(RIGHT), chunk("", "stop"), lead="data:"),
    "pings": stream(": ping", chunk(RIGHT), ": OPENROUTER PROCESSING", chunk("", "stop"), ": bye"),
    "named events": stream(chunk(RIGHT), chunk("", "stop"), lead="event: message\ndata: "),
    "ids and retry": stream(chunk(RIGHT), chunk("", "stop"), lead="id: 7\nretry: 100\ndata: "),
    "an empty event": stream("data: " + json.dumps(chunk(None)), chunk(RIGHT), chunk("", "stop")),
    "a first event without choices": stream({"id": "1", "choices": []}, chunk(RIGHT), chunk("", "stop")),
    "a last event of usage": stream(chunk(RIGHT), chunk("", "stop"), {"choices": [], "usage": {"total_tokens": 9}}),
    "usage null": stream(chunk(RIGHT) | {"usage": None}, chunk("", "stop")),
    "a fingerprint": stream(chunk(RIGHT) | {"system_fingerprint": "fp", "x": [1]}, chunk("", "stop")),
    "reasoning_content": stream(chunk(None, reasoning_content="是30万还是50万？"), chunk(RIGHT), chunk("", "stop")),
    "reasoning": stream(chunk("", reasoning="50万元"), chunk(RIGHT), chunk("", "stop")),
    "thoughts": spoken(f"<think>30万还是50万？</think>\n\n{RIGHT}"),
    "a lone end of thoughts": spoken(f"30万还是50万？</think>{RIGHT}"),
    "empty thoughts": spoken(f"<think>\n\n</think>\n\n{RIGHT}"),
    "bytes cut within characters": in_halves(spoken(RIGHT)),
    "a charset": Reply(spoken(RIGHT).pieces, kind="text/event-stream; charset=utf-8"),
    "no content type": Reply(spoken(RIGHT).pieces, kind=""),
    "after DONE more": Reply([*spoken(RIGHT).pieces, b"data: {}\n\n"]),
    "a slow first word": Reply([0.2, *spoken(RIGHT).pieces]),
    "markers of footnotes": spoken(RIGHT.replace("[1]", "[^1]")),
    "markers as sources": spoken(RIGHT.replace("[1]", "（资料[1]）")),
    "black brackets": spoken(RIGHT.replace("[1]", "【1】")),
    "a heading and bold": spoken("### 回答\n**" + RIGHT.replace("[1]。", "[1]。**", 1)),
    "no system role": BARE,
    "no temperature": COOL,
    "another address": ELSEWHERE,
}  # fmt: skip
FAILED = {
    "400 with a sentence": (refusal(400, '{"error": {"message": "max_tokens too large"}}'), "max_tokens too large"),
    "401": (refusal(401), "the key is not accepted: see LLM_API_KEY"),
    "403": (refusal(403), "the key is not accepted: see LLM_API_KEY"),
    "404": (refusal(404), "no such address or model: see LLM_BASE_URL, LLM_MODEL"),
    "404 as a page": (refusal(404, "<html>nginx</html>", "text/html"), "no such address or model"),
    "413": (refusal(413, '{"detail": "prompt too long"}'), "HTTP 413: .*prompt too long"),
    "422": (refusal(422, '{"detail": [{"msg": "field required"}]}'), "HTTP 422: .*field required"),
    "429": (refusal(429), "HTTP 429: too many requests"),
    "429 with a pause": (refusal(429, **{"Retry-After": "90"}), "HTTP 429: too many requests"),
    "500": (refusal(500), "HTTP 500: not today"),
    "502 as a page": (refusal(502, "<html><h1>Bad Gateway</h1></html>", "text/html"), "HTTP 502"),
    "503 with nothing": (refusal(503, "", "text/plain"), "HTTP 503"),
    "a page": (Reply([b"<html>login</html>"], kind="text/html"), "holds no text: see LLM_BASE_URL"),
    "nothing at all": (Reply([]), "holds no text"),
    "only DONE": (stream(), "holds no text"),
    "JSON without choices": (whole(None), "garbled"),
    "JSON with choices null": (Reply([b'{"choices": null}'], kind="application/json"), "garbled"),
    "an error in a JSON of 200": (Reply([b'{"error": {"message": "no GPU"}}'], kind="application/json"), "garbled"),
    "an error in an event": (stream({"error": {"message": "no GPU"}}), "no GPU|garbled|connection failed"),
    "half an event": (Reply([b'data: {"choices": [{"del\n\n']), "garbled"),
    "no event at all": (Reply([b"hello\n\n"]), "holds no text"),
    "cut at the length": (spoken(RIGHT, "length"), "broke off .finish reason length"),
    "filtered": (spoken(RIGHT, "content_filter"), "broke off .finish reason content_filter"),
    "a call of a tool": (spoken("", "tool_calls"), "broke off .finish reason tool_calls"),
    "gone in the middle": (Reply(events(chunk(RIGHT[:20]), done=False)), "broke off"),
    "gone at the end": (Reply(events(chunk(RIGHT), done=False)), "broke off"),
    "never": (Reply([5.0]), "not done within"),
    "on and on": (Reply([*events(chunk("孵化器"), done=False), 0.05] * 90), "not done within"),
    "empty": (spoken(""), "only 0 of 0"),
    "blanks": (spoken("   \n\n "), "only 0 of 0"),
    "null": (whole({"role": "assistant", "content": None}), "only 0 of 0|garbled"),
    "thoughts without end": (spoken("<think>30万还是50万？" + RIGHT), "only 0 of 0"),
    "a lie": (spoken(RIGHT.replace("30万", "50万")), "goes with other words"),
    "prose without markers": (spoken("市级中试基地补助30万元。"), "carries no marker"),
    "round and round": ("round", "connection failed|redirect"),
}  # fmt: skip


@dataclass
class Server:
    address: str = ""
    reply: Reply | str = BARE


@contextmanager
def serving() -> Iterator[Server]:
    server = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            reply = server.reply
            if isinstance(reply, str):
                reply = self._told(reply, request)
            self.send_response(reply.status)
            if reply.kind:
                self.send_header("Content-Type", reply.kind)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(OSError):  # the client has gone
                for piece in reply.pieces:
                    if isinstance(piece, float):
                        time.sleep(piece)
                    else:
                        self.wfile.write(piece)
                        self.wfile.flush()

        def _told(self, how: str, request: dict) -> Reply:
            if how in (ELSEWHERE, "round") and (how == "round" or "there" not in self.path):
                return Reply([], 307, "", {"Location": f"{server.address}/there/chat/completions"})
            system = any(message["role"] == "system" for message in request["messages"])
            if (how == BARE and system) or (how == COOL and "temperature" in request):
                return refusal(400)
            return spoken(RIGHT)

        def log_message(self, *_: object) -> None:
            """Nothing on the terminal."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads, http.block_on_close = True, False
    server.address = f"http://127.0.0.1:{http.server_port}/v1"
    Thread(target=http.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()


@pytest.fixture(scope="module")
def server():
    with serving() as running:
        list(
            OpenAIGenerator(settings_of(running)).generate("说明", "问题")
        )  # the first client takes its time to import
        yield running


def settings_of(server: Server) -> Settings:
    return Settings(llm_base_url=server.address, llm_model="m", llm_timeout=2.0)


def write(server: Server, reply: Reply | str, caplog: pytest.LogCaptureFixture):
    """The final answer, the seconds until it was there, and the lines that an operator reads of it."""
    server.reply = reply
    caplog.set_level("WARNING")
    generator = OpenAIGenerator(settings_of(server))
    writer = Writer(generator, Texts(PROMPTS), PROMPTS)
    started = time.monotonic()
    answer = writer.write(composed(), SECONDS)
    return answer, time.monotonic() - started, [r.getMessage() for r in caplog.records if r.name.startswith("bot")]


@pytest.mark.filterwarnings("ignore:Pydantic serializer")
@pytest.mark.parametrize("case", READ)
def test_a_text_is_read_however_a_server_sends_it(server, caplog, case):
    answer, seconds, lines = write(server, READ[case], caplog)
    assert answer.generated
    assert RIGHT.split("[1]")[0] in answer.text
    assert "50万元？" not in answer.text.replace(composed().text, "")
    assert lines == []
    assert seconds < 1


@pytest.mark.filterwarnings("ignore:Pydantic serializer")
@pytest.mark.parametrize("case", FAILED)
def test_what_is_no_answer_leaves_the_composed_one_and_one_clear_line(server, caplog, case):
    reply, why = FAILED[case]
    answer, seconds, lines = write(server, reply, caplog)
    assert answer == composed()
    assert len(lines) == 1
    assert re.search(why, lines[0]), lines
    assert len(lines[0]) < 400
    assert seconds < 1


def test_there_are_sixty_cases():
    assert len(READ) + len(FAILED) >= 60
