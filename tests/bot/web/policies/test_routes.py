from __future__ import annotations

from urllib.parse import unquote

import pytest
from fastapi.testclient import TestClient

from tests.bot.web.fake_assistant import PLAN_TEXT, QUOTE, WARNING


def test_list_of_documents(client):
    html = client.get("/policies").text
    assert 'href="/policies/plan"' in html
    assert "草案（未正式施行）" in html
    assert "时效未注明" in html
    assert "榆政办发〔2024〕8号" in html


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({}, 2),
        ({"place": "某省/榆川市"}, 1),
        ({"validity": "draft"}, 1),
        ({"validity": "repealed"}, 0),
        ({"year": "2024"}, 1),
        ({"issuer": "榆川市人民政府办公室"}, 1),
        ({"year": "2024", "validity": "unknown"}, 0),
    ],
)
def test_documents_by_facts(client, query, titles):
    html = client.get("/policies", params=query).text
    assert html.count('<h2 lang="zh-CN">') == titles
    assert ("没有符合条件的文件" in html) == (titles == 0)


def test_documents_by_words(client):
    html = client.get("/policies", params={"q": "市级孵化器"}).text
    assert QUOTE in html  # the sentence of the clause that holds the words
    assert "/policies/plan?mark=" in html
    assert "没有符合条件的文件" in client.get("/policies", params={"q": "孵化器", "validity": "unknown"}).text
    assert client.get("/policies", params={"q": "x" * 201}).status_code == 422


def test_document(client):
    html = client.get("/policies/plan", params={"mark": QUOTE}).text
    assert "榆川市支持科技成果转化的实施方案</h1>" in html
    assert 'id="plan-2"' in html
    assert f"<mark>{QUOTE}</mark>" in html
    assert "2024年3月5日" in html
    assert "尚未正式施行" in html
    assert "正文：2024年3月5日" in html  # where the date was read from


def test_clause_for_the_panel(client):
    html = client.get("/clause", params={"id": "plan-2", "mark": QUOTE}).text
    assert f"<mark>{QUOTE}</mark>" in html
    assert "二、重点任务 › （一）建设载体 › 1.培育孵化器" in html
    assert "责任单位：市科技局" in html
    assert client.get("/clause?id=nothing").status_code == 404
    assert client.get("/clause").status_code == 422


@pytest.mark.parametrize(
    "url", ["/policies", "/policies/hostile", "/clause?id=hostile-1", "/policies/plan?mark=<script>x"]
)
def test_script_in_documents_and_addresses_is_text(client, url):
    html = client.get(url).text
    assert "<script>" not in html
    assert "<img" not in html
    assert 'href="javascript:' not in html


def test_under_a_prefix(service, make_site):
    client = TestClient(make_site(service), root_path="/kjj")
    html = client.get("/kjj/policies/plan").text
    assert 'href="/kjj/ui/base.css?v=' in html
    assert 'href="/kjj/policies"' in html
    assert 'href="/kjj/policies/plan' in client.get("/kjj/clause?id=plan-2").text


def test_the_text_to_keep(client):
    response = client.get("/policies/plan.txt")
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert "榆川市支持科技成果转化的实施方案.txt" in unquote(response.headers["content-disposition"])
    head, _, body = response.content.decode("utf-8-sig").partition("-" * 40)
    for line in ("以正式文件为准", "文号：榆政办发〔2024〕8号", "成文日期：2024年3月5日", "时效：草案（未正式施行）"):
        assert line in head
    assert f"提示：{WARNING.message}" in head
    assert body.replace("\r\n", "\n").strip() == PLAN_TEXT
    assert client.get("/policies/nothing.txt").status_code == 404
    assert "<script>" not in client.get("/policies/hostile.txt").headers["content-disposition"]
