"""ASGI middleware between the network and the routes: limits and headers."""

from __future__ import annotations

import re
import time
from collections import OrderedDict
from collections.abc import Callable
from urllib.parse import quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.errors import refuse
from bot.web.language.texts import ERRORS
from bot.web.pages.render import page

MAX_BODY = 64 * 1024  # bytes

# One request to one of these is one question.
COUNTED = re.compile(r"/api/|/gradio_api/(queue/join|call/|run/)")
FORMS = frozenset({"/", "/embed"})  # the chats; a POST to one of these is one question as well
TOO_MANY = "policy.wait"  # in the scope of a form's question that came too soon: seconds until it may come

# These search or work something out for every request; one that only fills in a form makes several a question.
WORKING = re.compile(r"/(match|supports|policies)(\.\w+)?$")
WORK = 6  # such requests for one question

STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)
# Gradio builds inline styles.
GRADIO = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; form-action 'self'; object-src 'none'; base-uri 'none'"
)
OURS = re.compile(
    r"/(policies|answers|supports|supports\.(?:csv|xlsx)|match|match\.(?:csv|xlsx)|embed|clause|ui|api|healthz|readyz|widget\.js)(/|$)"
)


def local_path(scope: Scope) -> str:
    """The path below the prefix that a proxy serves us under."""
    path: str = scope["path"]
    root: str = scope.get("root_path", "")
    return path[len(root) :] if root and path.startswith(root) else path


class Prefix:
    """Serves the site below `prefix`, whether the proxy in front hands the prefix on or strips it."""

    def __init__(self, app: ASGIApp, prefix: str) -> None:
        self._app = app
        self._prefix = prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._prefix and scope["type"] in {"http", "websocket"}:
            path: str = scope["path"]
            whole = path if f"{path}/".startswith(f"{self._prefix}/") else self._prefix + path
            scope = {**scope, "root_path": self._prefix, "path": whole, "raw_path": quote(whole).encode()}
        await self._app(scope, receive, send)


class RateLimit:
    """A token bucket an address: `per_minute` questions, which may come at once and refill evenly."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic, addresses: int = 10_000) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._addresses = addresses
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def times(self, factor: int) -> RateLimit:
        """Another bucket, `factor` times as large."""
        return RateLimit(self._per_minute * factor, self._clock)

    def wait(self, address: str) -> float:
        """Count one question. 0 when it may pass, else the seconds until one may."""
        now = self._clock()
        tokens, seen = self._buckets.pop(address, (float(self._per_minute), now))
        tokens = min(self._per_minute, tokens + (now - seen) * self._per_minute / 60)
        passes = tokens >= 1
        self._buckets[address] = (tokens - 1 if passes else tokens, now)
        if len(self._buckets) > self._addresses:
            self._buckets.popitem(last=False)
        return 0.0 if passes else (1 - tokens) * 60 / self._per_minute


class Guard:
    """Refuses long bodies and floods, and sets the security headers of every response."""

    def __init__(
        self, app: ASGIApp, *, limit: RateLimit, bureau: str = "", frame_ancestors: tuple[str, ...] = ()
    ) -> None:
        self._app = app
        self._limit = limit
        self._work = limit.times(WORK)
        self._bureau = bureau
        self._parents = " ".join(("'self'", *frame_ancestors))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = local_path(scope)
        send = self._with_headers(path, send)
        form = path in FORMS and scope["method"] == "POST"
        limit = self._limit if form or COUNTED.match(path) else self._work if WORKING.match(path) else None
        if limit and (seconds := limit.wait(scope["client"][0] if scope["client"] else "")):
            if not form:
                await self._too_many(scope, receive, send, {"retry-after": str(int(seconds) + 1)})
                return
            scope = {**scope, TOO_MANY: seconds}  # the page says so, and keeps the question
        if scope["method"] in {"POST", "PUT", "PATCH", "DELETE"}:
            messages = await _read(receive)
            if messages is None:
                await refuse(send, 413, "body_too_large", {"connection": "close"})
                return
            receive = _replay(messages, receive)
        await self._app(scope, receive, send)

    async def _too_many(self, scope: Scope, receive: Receive, send: Send, headers: dict[str, str]) -> None:
        given = Headers(scope=scope)
        if COUNTED.match(local_path(scope)) or "text/html" not in given.get("accept", ""):
            await refuse(send, 429, "too_many_requests", headers)
            return
        said = {"code": 429, "sentence": ERRORS["too_many_requests"]}
        shown = page(Request(scope), "error.html", bureau=self._bureau, status=429, here="", **said)
        shown.headers.update(headers)
        await shown(scope, receive, send)

    def _with_headers(self, path: str, send: Send) -> Send:
        policy = STRICT if OURS.match(path) else GRADIO
        parents = self._parents if path == "/embed" else "'self'"

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["content-security-policy"] = f"{policy}; frame-ancestors {parents}"
                headers["x-content-type-options"] = "nosniff"
                headers["referrer-policy"] = "same-origin"
                microphone = "(self)" if path in FORMS else "()"  # a question may be spoken
                headers["permissions-policy"] = f"camera=(), microphone={microphone}, geolocation=()"
                if path != "/embed":
                    headers["x-frame-options"] = "SAMEORIGIN"
            await send(message)

        return sending


async def _read(receive: Receive) -> list[Message] | None:
    """The messages of a whole body; None when it is longer than `MAX_BODY`."""
    messages: list[Message] = []
    size = 0
    while True:
        message = await receive()
        messages.append(message)
        size += len(message.get("body", b""))
        if size > MAX_BODY:
            return None
        if not message.get("more_body"):
            return messages


def _replay(messages: list[Message], receive: Receive) -> Receive:
    waiting = iter(messages)

    async def replaying() -> Message:
        message = next(waiting, None)
        return message if message is not None else await receive()

    return replaying
