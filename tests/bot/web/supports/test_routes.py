from __future__ import annotations


def test_page(client):
    html = client.get("/supports").text
    assert "一次性20万元" in html
    assert "草案（未正式施行）" in html
    assert "责任单位" in html
    assert 'href="/policies/plan?mark=' in html
    assert "没有符合条件" in client.get("/supports?kind=tax&q=%3Cscript%3E").text
    assert "<table" in client.get("/supports?view=table").text
    response = client.get("/supports.csv?place=某省/榆川市")
    assert response.headers["content-type"].startswith("text/csv")
    assert len(response.text.splitlines()) == 2
    response = client.get("/supports.xlsx?place=某省/榆川市")
    assert response.headers["content-disposition"] == 'attachment; filename="supports.xlsx"'
    assert response.content.startswith(b"PK")
    assert client.get("/supports.exe").status_code == 422
