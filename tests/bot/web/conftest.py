"""The site over a fake assistant: in the process for tests of responses, served once a session for the browser."""

from __future__ import annotations

import contextlib
import http.server
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest
import uvicorn
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, sync_playwright
from starlette.types import ASGIApp

from bot.settings import Settings
from bot.web.service import Service
from bot.web.site import create_site
from tests.bot.web.browser import FLAGS, PATIENCE, SIZES
from tests.bot.web.fake_assistant import QUESTION, FakeAssistant, WideIndex

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
def service(assistant):
    service = Service(lambda: assistant, check_every=3600)
    service.start()
    assert service.wait(5)
    yield service
    service.stop()


@pytest.fixture
def make_site(tmp_path):
    """The site over a service, with these settings; it keeps its files in a folder of the test."""

    def making(service, **settings):
        settings.setdefault("rate_per_minute", 1000)
        return create_site(Settings(conversations=tmp_path / "conversations.sqlite", **settings), service)

    return making


@pytest.fixture
def client(service, make_site):
    """The site without its lifespan: the Gradio chat is not loaded."""
    return TestClient(make_site(service), raise_server_exceptions=False)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def host() -> Iterator[str]:
    """A site on another origin with our bubble on it, in its address `ours` and the attributes `with` of the script."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = re.search(r"ours=((https?://[\w:.]+)[\w/]*)", self.path)
            if not found:  # /favicon.ico
                self.send_error(404)
                return
            ours, origin = found.groups()
            given = parse_qs(urlsplit(self.path).query).get("with", [f'data-question="{QUESTION}"'])[0]
            script = f'<script src="{ours}/widget.js" data-title="政策问答" {given} async></script>'
            body = f'<!doctype html><meta charset="utf-8"><h1>某局</h1><a href="/other?ours={ours}">下一页</a>{script}'
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.send_header("content-security-policy", f"style-src 'self'; script-src {origin}; frame-src {origin}")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@contextlib.contextmanager
def serving(app: ASGIApp) -> Iterator[str]:
    """The address of an app that is served in a thread of its own."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="session")
def slow_assistant() -> FakeAssistant:
    """The assistant behind `url` and `proxied`; a question that holds 慢 waits for its `gate`."""
    return FakeAssistant()


@pytest.fixture(scope="session")
def serve_site(host, slow_assistant, tmp_path_factory) -> Iterator:
    """Serves the site over the fake assistant, with these settings, for the whole session."""
    with contextlib.ExitStack() as stack:

        def making(assistant=slow_assistant, **settings) -> str:
            service = Service(lambda: assistant, check_every=3600)
            service.start()
            conversations = tmp_path_factory.mktemp("web") / "conversations.sqlite"
            chosen = Settings(rate_per_minute=10_000, frame_ancestors=(host,), conversations=conversations, **settings)
            return stack.enter_context(serving(create_site(chosen, service)))

        yield making


@pytest.fixture(scope="session")
def url(serve_site) -> str:
    """The site."""
    return serve_site()


@pytest.fixture(scope="session")
def wide_url(serve_site) -> str:
    """The site over an index with long lists, sums and a city of the past."""
    return serve_site(FakeAssistant(WideIndex()))


@pytest.fixture(scope="session")
def proxied(serve_site, tmp_path_factory) -> Iterator[str]:
    """The site behind nginx with the configuration of deploy/, below /kjj."""
    folder = tmp_path_factory.mktemp("nginx")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    site = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    for line, other in (
        ("server 127.0.0.1:7860;", f"server {serve_site(root_path='/kjj').removeprefix('http://')};"),
        ("listen 443 ssl;", f"listen 127.0.0.1:{port};"),
        ("ssl_certificate     /etc/nginx/tls/site.crt;", ""),
        ("ssl_certificate_key /etc/nginx/tls/site.key;", ""),
    ):
        assert line in site
        site = site.replace(line, other)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    http = ["access_log off;", *(f"{kind}_temp_path {folder}/{kind};" for kind in kinds), site]
    main = ["daemon off;", f"pid {folder}/pid;", "error_log stderr warn;", "events {}", "http {", *http, "}"]
    (folder / "nginx.conf").write_text("\n".join(main), encoding="utf-8")
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    process = subprocess.Popen([program, "-p", str(folder), "-c", str(folder / "nginx.conf")])
    yield f"http://127.0.0.1:{port}/kjj"
    process.terminate()
    process.wait(10)


@pytest.fixture
def open_page(browser) -> Iterator:
    """Opens pages that report what must not happen: requests to other hosts, errors, blocked content."""
    contexts, outside, problems = [], [], []

    def opening(url: str, size: str = "desktop", allowed: tuple[str, ...] = (), **options) -> Page:
        context = browser.new_context(locale="zh-CN", viewport=SIZES[size], reduced_motion="reduce", **options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        origins = (re.match(r"https?://[^/]+", url)[0], *allowed, "data:", "blob:")
        page.on("request", lambda r: outside.append(r.url) if not r.url.startswith(origins) else None)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda m: problems.append(m.text) if "Content Security Policy" in m.text else None)
        page.goto(url)
        return page

    yield opening
    for context in contexts:
        context.close()
    assert outside == []
    assert problems == []


@pytest.fixture(scope="session")
def real_url(built_store, models_dir, tmp_path_factory) -> Iterator[str]:
    """The app itself, over the index of the repository's documents."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("app")
    env = os.environ | {
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "POLICY_STORE": str(built_store),
        "POLICY_MODELS": str(models_dir.resolve()),
        "POLICY_CONVERSATIONS": str(folder / "conversations.sqlite"),
    }
    process = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=env, stderr=subprocess.PIPE)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.communicate(timeout=20)


@pytest.fixture(scope="session")
def wait_until_ready():
    """Waits until the server at an address answers /readyz and its first page."""

    def waiting(url: str) -> None:
        ready = threading.Event()

        def probe() -> None:
            while not ready.is_set():
                try:
                    urlopen(f"{url}/readyz", timeout=5)
                    urlopen(url, timeout=5)
                    ready.set()
                except OSError:
                    ready.wait(0.2)

        threading.Thread(target=probe, daemon=True).start()
        assert ready.wait(90)

    return waiting
