"""Page weight, requests and time to a usable input, of a server that runs: python bench/web.py [http://127.0.0.1:7860].

Each page is opened `RUNS` times in a new browser with an empty cache; the table shows the median. Bytes are those over
the wire (compressed). A page is usable when its field can be typed into (of a document: when its text is there).
"""

from __future__ import annotations

import statistics
import sys
import time
from dataclasses import dataclass

from playwright.sync_api import Browser, CDPSession, Error, sync_playwright

RUNS = 5
FIELDS = {
    "/": "#question textarea",
    "/embed": "#question",
    "/policies": "main h1",
    "/supports": "main h1",
    "/match": "#match select",
}


@dataclass(frozen=True)
class Visit:
    """One visit to a page: bytes over the wire, number of requests, seconds until it is usable."""

    received: float
    requests: int
    seconds: float


def _count(session: CDPSession) -> tuple[list[float], list[str]]:
    received: list[float] = []
    requests: list[str] = []
    session.on("Network.loadingFinished", lambda event: received.append(float(event["encodedDataLength"])))
    session.on("Network.requestWillBeSent", lambda event: requests.append(str(event["request"]["url"])))
    session.send("Network.enable")
    return received, requests


def visit(browser: Browser, url: str, field: str) -> Visit:
    """Open `url` with an empty cache."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    received, requests = _count(context.new_cdp_session(page))
    started = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.wait_for_selector(field, state="visible")
    seconds = time.perf_counter() - started
    page.wait_for_load_state("load")
    page.wait_for_timeout(500)  # what comes after the page is usable counts as well
    context.close()
    return Visit(sum(received), len(requests), seconds)


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
        print(f"{'page':<48} {'KB':>8} {'requests':>9} {'seconds':>8}")
        for path, field in pages.items():
            visits = [visit(browser, base + path, field) for _ in range(RUNS)]
            size, number, seconds = (
                statistics.median(values)
                for values in zip(*((v.received, v.requests, v.seconds) for v in visits), strict=True)
            )
            print(f"{path:<48} {size / 1000:>8.0f} {number:>9.0f} {seconds:>8.2f}")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
