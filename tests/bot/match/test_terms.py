from __future__ import annotations

from bot.match.terms import terms_of


def test_terms_of_documents(others):
    terms = {d.doc_id.split("-")[0]: terms_of(d) for d in others}
    assert [t.quote for t in terms["wuhou"].once_only] == ["【限制条款】同一企业同一事项不重复享受本区同类扶持政策。"]
    assert [len(t.cases) for t in terms["xian"].shut_out] == [3]
    assert terms["wuhou"].for_whom
    assert not terms["zhejiang"].once_only
