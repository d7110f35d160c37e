"""What holds of any text: random ones made of the pieces of official documents, and mutations of the real ones."""

from __future__ import annotations

import random
import re
import unicodedata
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.document import read_text
from index.folder import document_id
from index.models import PolicyDocument
from index.reading.clauses import MAX_CLAUSE, parse
from index.reading.clean import clean
from index.reading.layout import lay_out

DOCUMENTS = Path(__file__).parents[2] / "documents"
TODAY = date(2026, 1, 1)

PIECES = (
    "一、", "二、", "（一）", "(二)", "1.", "2 .", "3、", "（1）", "①", "第一章 ", "第一条 ", "第三条规定",
    "附件1\n", "附件：", "\n", "\n\n", "  ", "\u3000", "。", "；", "：", "，", "《", "》", "〔2017〕145号",
    "〔201929", "217年", "2019年7月4日", "201974", "自2020年1月1日起施行", "有效期5年", "同时废止", "兰州市",
    "历下", "总体要求", "支持企业研发，给予100万元奖励", "责任单位：市科技局",
    "（责任单位：市科技局、市财政局）", "关于印发某某办法的通知", "某市实施方案", "（征求意见稿）",
    "【时效性】现行有效", "发布时间：2020-01-01", "打印本页", "ICP备1号", "産業創新發展", "\x00", "\u200b",
    "\ufeff", "\ud800", "a b", "100%", "1.5亿元", "①②", "十", "第",
)  # fmt: skip


def check(text: str, name: str = "某.txt") -> PolicyDocument:
    """Everything that is guaranteed of a document that was read."""
    document = read_text(text, name, today=TODAY)
    assert read_text(text, name, today=TODAY) == document
    clean_text = document.clean_text
    for clause in document.clauses:
        assert clean_text[clause.start : clause.end] == clause.text
        assert clause.text == clause.text.strip() != ""
        assert clause.clause_id.startswith(document.doc_id + ".")
        assert re.fullmatch(r"[A-Za-z0-9._-]+", clause.clause_id)
        assert len(clause.text) <= MAX_CLAUSE or not re.search(r"[。；！\n]", clause.text[:-1])
    ids = [clause.clause_id for clause in document.clauses]
    assert len(set(ids)) == len(ids)
    spans = sorted((clause.start, clause.end) for clause in document.clauses)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    for item in document.evidence:
        if item.start is not None:
            assert 0 <= item.start < item.end <= len(text)
    document.model_dump_json()
    return document


def lost(text: str) -> str:
    """What of the clean text is neither in a clause nor a heading nor front or back matter."""
    clean_text = clean(text).text
    parsed = parse(clean_text, lay_out(clean_text), "d")
    kept = [False] * len(clean_text)
    for start, end in [*((c.start, c.end) for c in parsed.clauses), *parsed.headings, *parsed.matter]:
        kept[start:end] = [True] * (end - start)
    return "".join(c for c, keep in zip(clean_text, kept, strict=True) if not keep and not c.isspace())


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
@settings(max_examples=1000, deadline=None)
def test_texts_made_of_pieces(text):
    check(text)
    assert lost(text) == ""


@given(st.text(max_size=400))
@settings(max_examples=500, deadline=None)
def test_any_text(text):
    check(text)
    assert lost(text) == ""


def mutated(text: str, rng: random.Random) -> str:
    """The text with a few of the harms that web pages do."""
    for _ in range(rng.randint(1, 6)):
        a = rng.randrange(len(text))
        b = min(len(text), a + rng.choice((1, 2, 5, 40, 400)))
        match rng.randrange(7):
            case 0:
                text = text[:a] + text[b:]
            case 1:
                text = text[:a] + text[a:b].replace("\n", "") + text[b:]
            case 2:
                text = text[:a] + "\n" + text[a:]
            case 3:
                text = text[:a] + text[a:b] + text[a:]
            case 4:
                text = text[:b] if b > 200 else text
            case 5:
                text = text[:a] + unicodedata.normalize("NFKC", text[a:b]) + text[b:]
            case 6:
                text = text[:a] + rng.choice(PIECES[:-6]) + text[a:]
        if not text:
            return "空"
    return text


@pytest.mark.parametrize("path", sorted(DOCUMENTS.glob("*.txt")), ids=lambda path: path.stem[:12])
def test_mutations_of_real_documents(path):
    text = path.read_text("utf-8")
    rng = random.Random(7)
    for _ in range(120):
        changed = mutated(text, rng)
        check(changed, path.name)
        assert lost(changed) == ""


@given(st.text(min_size=1, max_size=80).filter(lambda name: "/" not in name and "\x00" not in name))
def test_a_document_id_is_plain_and_depends_on_the_name_alone(name):
    doc_id = document_id(name)
    assert re.fullmatch(r"[a-z0-9-]{1,48}-[0-9a-f]{6}", doc_id)
    assert doc_id == document_id(unicodedata.normalize("NFD", name))


def test_the_ids_of_clauses_do_not_depend_on_other_clauses_texts():
    text = (DOCUMENTS / "panjin-2019-29-innovation-opinions.txt").read_text("utf-8")
    before = {c.clause_id: c.path for c in read_text(text, "a.txt").clauses}
    after = {c.clause_id: c.path for c in read_text(text.replace("20萬元", "30萬元"), "a.txt").clauses}
    assert before == after
