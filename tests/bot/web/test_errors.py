"""Errors, as a page for a browser."""

from __future__ import annotations


def test_a_page_that_is_not_there(client):
    for url in ("/policies/nothing", "/nothing"):
        response = client.get(url, headers={"accept": "text/html"})
        assert response.status_code == 404
        assert '<html lang="zh-CN">' in response.text
        assert "没有" in response.text
