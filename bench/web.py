"""Weight, requests, first text and usable field of each page: python -m bench.web [http://127.0.0.1:7860].

Each page is opened `RUNS` times in a new browser with an empty cache, on a desktop at full speed and on a phone at
50 KB/s; the table shows the medians. Bytes are those over the wire (compressed). First text is the browser's first
contentful paint; a page is usable when its field can be typed into (of a document: when its text is there).
"""

from __future__ import annotations

import statistics
import sys
import time
from dataclasses import dataclass

from playwright.sync_api import Browser, CDPSession, Error, ViewportSize, sync_playwright

FIELDS = {
    "/": "#first-question:visible, #question textarea:visible",
    "/embed": "#question",
    "/policies": "main h1",
    "/supports": "main h1",
    "/match": "#match select",
}
_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


@dataclass(frozen=True)
class Line:
    """A connection and the screen that is at its end."""

    name: str
    runs: int
    viewport: ViewportSize
    bytes_a_second: int = -1  # no limit
    latency: int = 0  # ms


FAST = Line("full speed", 5, {"width": 1280, "height": 800})
SLOW = Line("50 KB/s", 3, {"width": 360, "height": 640}, 50_000, 300)


@dataclass(frozen=True)
class Visit:
    """One visit to a page: bytes over the wire, number of requests, seconds until first text and until usable."""

    received: float
    requests: float
    text: float
    usable: float


def _count(session: CDPSession) -> tuple[list[float], list[str]]:
    received: list[float] = []
    requests: list[str] = []
    session.on("Network.loadingFinished", lambda event: received.append(float(event["encodedDataLength"])))
    session.on("Network.requestWillBeSent", lambda event: requests.append(str(event["request"]["url"])))
    session.send("Network.enable")
    return received, requests


def throttle(session: CDPSession, line: Line) -> None:
    """Make a page's connection as slow as `line`."""
    limits = {"downloadThroughput": line.bytes_a_second, "uploadThroughput": line.bytes_a_second}
    session.send("Network.emulateNetworkConditions", {"offline": False, "latency": line.latency, **limits})


def visit(browser: Browser, url: str, field: str, line: Line) -> Visit:
    """Open `url` with an empty cache."""
    context = browser.new_context(locale="zh-CN", viewport=line.viewport)
    context.set_default_timeout(120_000)
    page = context.new_page()
    session = context.new_cdp_session(page)
    received, requests = _count(session)
    throttle(session, line)
    started = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.wait_for_selector(field, state="visible")
    seen = time.perf_counter() - started
    page.wait_for_load_state("load")
    known = -1
    while known < len(received):  # what comes after the page is usable counts as well
        known = len(received)
        page.wait_for_timeout(1500)
    text = page.wait_for_function(_PAINT).json_value() / 1000
    context.close()
    return Visit(sum(received), len(requests), text, max(text, seen))


def main() -> int:
    """Print the table."""
    base = (sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:7860").rstrip("/")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--headless=new", "--no-sandbox", "--disable-gpu"]
        )
        try:
            documents = browser.new_context().request.get(f"{base}/api/documents").json()
        except Error:
            print(f"error: nothing answers at {base}: start the server with make run, or name another", file=sys.stderr)
            return 1
        pages = {**FIELDS, f"/policies/{documents[0]['doc_id']}": ".document h1"} if documents else FIELDS
        print(f"{'page':<40} {'line':<10} {'KB':>6} {'requests':>8} {'text s':>7} {'usable s':>8}")
        for path, field in pages.items():
            for line in (FAST, SLOW):
                visits = [visit(browser, base + path, field, line) for _ in range(line.runs)]
                size, number, text, usable = (
                    statistics.median(values)
                    for values in zip(*((v.received, v.requests, v.text, v.usable) for v in visits), strict=True)
                )
                print(
                    f"{path[:40]:<40} {line.name:<10} {size / 1000:>6.0f} {number:>8.0f} {text:>7.2f} {usable:>8.2f}",
                    flush=True,
                )
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
