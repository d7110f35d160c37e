from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from bot.web.guard import MAX_BODY, WORK, RateLimit
from tests.bot.web.fake_assistant import QUESTION


def test_bucket_refills_evenly_and_keeps_addresses_apart():
    now = [0.0]
    limit = RateLimit(3, clock=lambda: now[0])
    assert [limit.wait("a") for _ in range(3)] == [0, 0, 0]
    assert limit.wait("a") == pytest.approx(20)
    assert limit.wait("b") == 0
    now[0] = 20.0
    assert limit.wait("a") == 0
    assert limit.wait("a") == pytest.approx(20)


def test_bucket_forgets_the_oldest_address():
    limit = RateLimit(1, clock=lambda: 0.0, addresses=2)
    assert limit.wait("a") == 0
    assert limit.wait("b") == 0
    assert limit.wait("c") == 0  # forgets a
    assert limit.wait("a") == 0
    assert limit.wait("c") > 0


def test_flood_is_refused_on_counted_paths_only(service, make_site):
    client = TestClient(make_site(service, rate_per_minute=2))
    codes = [client.get("/api/documents").status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    page = client.post("/", data={"question": QUESTION})
    assert page.status_code == 429
    assert QUESTION in page.text  # still in its field
    refused = client.post("/gradio_api/queue/join", json={})
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) >= 1
    assert refused.json()["error"]["code"] == "too_many_requests"
    assert client.get("/healthz").status_code == 200
    assert client.get("/policies").status_code == 200


def test_pages_that_work_something_out_have_a_larger_bucket(service, make_site):
    client = TestClient(make_site(service, rate_per_minute=1))
    codes = [client.post("/match", content=b"place=x").status_code for _ in range(WORK)]
    assert codes == [200] * WORK
    for path in ("/match", "/supports", "/supports.csv", "/policies?q=x"):
        assert client.get(path).status_code == 429, path
    page = client.get("/supports", headers={"accept": "text/html"})
    assert "<h1>请稍候</h1>" in page.text
    assert int(page.headers["retry-after"]) >= 1
    for path in ("/policies/plan", "/clause?id=plan-2", "/ui/base.css"):  # what is merely read
        assert client.get(path).status_code == 200, path
    assert client.get("/api/documents").status_code == 200  # questions have their own


@pytest.mark.parametrize("chunked", [False, True])
def test_long_body_is_refused(client, chunked):
    body = b'{"question":"' + b"x" * MAX_BODY + b'"}'
    content = iter([body[:1000], body[1000:]]) if chunked else body
    response = client.post("/api/ask", content=content, headers={"content-type": "application/json"})
    assert response.status_code == 413
    assert response.json()["error"]["code"] == "body_too_large"


@pytest.mark.parametrize(
    ("path", "parents"),
    [("/embed", "frame-ancestors 'self' https://kjj.example.cn"), ("/policies", "frame-ancestors 'self'")],
)
def test_headers(service, make_site, path, parents):
    site = make_site(service, frame_ancestors=("https://kjj.example.cn",))
    headers = TestClient(site).get(path).headers
    policy = headers["content-security-policy"].split("; ")
    assert parents in policy
    assert "script-src 'self'" in policy  # no inline script
    assert "default-src 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert ("x-frame-options" in headers) == (path != "/embed")


@pytest.mark.parametrize("path", ["/kjj/policies", "/policies"])  # one that a proxy hands on, and one that it strips
def test_below_a_prefix(service, make_site, path):
    client = TestClient(make_site(service, root_path="/kjj"))
    html = client.get(path).text
    assert 'href="/kjj/policies/plan"' in html
    assert 'href="/kjj/ui/pages.css?v=' in html
    assert client.get("/kjj/healthz").json() == client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/kjjx/policies").status_code == 404
