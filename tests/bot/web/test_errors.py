"""Errors, as a page for a browser."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("url", "status", "heading", "sentence"),
    [
        ("/policies/nothing", 404, "没有找到", "没有这份文件，它可能已被更名或移除。"),
        ("/nothing", 404, "没有找到", "没有找到所请求的内容。"),
        ("/policies?page=x", 422, "无法打开这一页", "请求的内容不正确。"),
    ],
)
def test_a_page_says_what_is_wrong_and_leads_on(client, url, status, heading, sentence):
    response = client.get(url, headers={"accept": "text/html"})
    assert response.status_code == status
    assert '<html lang="zh-CN">' in response.text
    assert f"<h1>{heading}</h1>" in response.text
    assert f"<p>{sentence}</p>" in response.text
    assert 'href="/policies">查看全部政策文件' in response.text
