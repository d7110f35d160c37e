"""Outcomes → scores → limits, reports and what has changed."""

from __future__ import annotations

import re

import pytest

from bot.evaluation.judge import Fault
from bot.evaluation.report import changes, last_report, make_report, table, write_report
from bot.evaluation.scores import LIMITS, Limits, Outcome, by_kind, percentile, read_limits, score, truth_drops
from index.errors import SettingsError


def an_outcome(name="1", *faults: Fault, **values) -> Outcome:
    fields = {
        "id": name,
        "cat": "amount",
        "question": "给多少？<b>",
        "status": "answered",
        "text": "30万元 <script>alert(1)</script>",
        "faults": tuple((fault, "什么") for fault in faults),
        "gold": 1,
        "gold_cited": 1,
        "cited": 2,
        "cited_gold": 1,
        "ranks": (1,),
        "milliseconds": 10.0,
    }
    return Outcome(**(fields | values))


def test_score():
    found = score(
        [
            an_outcome("1"),
            an_outcome("2", Fault.NOT_CITED, Fault.UNSAID, gold=2, ranks=(2, None), milliseconds=30.0),
            an_outcome("3", Fault.WRONG_FIGURE, Fault.WRONG_FIGURE, ranks=(None,), milliseconds=20.0),
            an_outcome("4", gold=0, gold_cited=0, cited=1, cited_gold=0, ranks=()),
        ]
    )
    assert (found.questions, found.right, found.right_share) == (4, 2, 0.5)
    assert found.clause_recall == pytest.approx(3 / 4)
    assert found.clause_precision == pytest.approx(3 / 6)
    assert found.faults[Fault.WRONG_FIGURE] == 1
    assert found.faults[Fault.FALSE_ANSWER] == 0
    assert found.search_recall == pytest.approx({1: 1 / 3, 5: 1.5 / 3, 10: 1.5 / 3})
    assert found.search_mrr == pytest.approx((1 + 1 / 2 + 0) / 3)
    assert (found.p50, found.p95) == (20.0, 30.0)


def test_score_of_nothing():
    found = score([])
    assert (found.questions, found.right_share, found.clause_recall, found.search_mrr) == (0, 0.0, None, None)


@pytest.mark.parametrize(
    ("values", "share", "expected"), [([], 0.5, 0), ([3], 0.95, 3), ([1, 2, 3, 4], 0.5, 3), (range(100), 0.95, 95)]
)
def test_percentile(values, share, expected):
    assert percentile(list(values), share) == expected


@pytest.mark.parametrize(
    ("fault", "drops"),
    [
        (Fault.WRONG_FIGURE, True),
        (Fault.FOREIGN_QUOTE, True),
        (Fault.STATE_UNNAMED, True),
        (Fault.AMOUNT_NOT_GIVEN, True),
        (Fault.FALSE_REFUSAL, False),
        (Fault.FALSE_ANSWER, False),
        (Fault.UNSAID, False),
    ],
)
def test_truth_drops(fault, drops):
    found = truth_drops(score([an_outcome("1", fault), an_outcome("2")]), Limits())
    assert bool(found) is drops


def test_a_ceiling_for_amounts_alone():
    scores = score([an_outcome("1", Fault.AMOUNT_NOT_GIVEN)])
    assert truth_drops(scores, Limits(amounts=1)) == []
    assert truth_drops(score([an_outcome("1", Fault.WRONG_FIGURE)]), Limits(amounts=9)) != []


def test_limits(tmp_path):
    assert read_limits(tmp_path) == Limits()
    (tmp_path / LIMITS).write_text("right = 0.9\namounts = 2\n")
    assert read_limits(tmp_path) == Limits(right=0.9, amounts=2)


@pytest.mark.parametrize("text", ["rihgt = 1", "right = 2", "amounts = -1", "["])
def test_broken_limits(tmp_path, text):
    (tmp_path / LIMITS).write_text(text)
    with pytest.raises(SettingsError, match=LIMITS):
        read_limits(tmp_path)


# reports


def a_report(*outcomes, questions="q.jsonl"):
    return make_report(questions, "var/index", "model", outcomes or (an_outcome(),))


def test_by_kind_keeps_the_order():
    outcomes = [an_outcome("1", cat="b"), an_outcome("2", cat="a"), an_outcome("3", cat="b")]
    assert {cat: [o.id for o in found] for cat, found in by_kind(outcomes).items()} == {"b": ["1", "3"], "a": ["2"]}


def test_changes():
    before = a_report(an_outcome("1"), an_outcome("2", Fault.UNSAID), an_outcome("3"))
    after = a_report(an_outcome("1", Fault.SAID), an_outcome("2"), an_outcome("4", Fault.SAID))
    change = changes(before, after)
    assert (change.newly_right, change.newly_wrong) == (("2",), ("1",))
    assert change.right_before == pytest.approx(2 / 3)


def test_the_last_report_over_the_same_questions(tmp_path):
    assert last_report(tmp_path / "none", "q.jsonl") is None
    first = a_report(an_outcome("first"))
    second = a_report(an_outcome("second"))
    for report in (second, first, a_report(an_outcome("other"), questions="other.jsonl")):
        write_report(report, None, tmp_path)
    (tmp_path / "evaluation-99990101-000000-000000.json").write_text('{"cut')
    (tmp_path / "evaluation-notes.json").write_text("{}")
    assert last_report(tmp_path, "q.jsonl") == second


def test_the_page_needs_nothing_from_outside_and_runs_nothing(tmp_path):
    report = a_report(an_outcome("1"), an_outcome("2", Fault.WRONG_FIGURE, cat="list"))
    html = write_report(report, changes(report, report), tmp_path).read_text("utf-8")
    assert html.count("<svg") == 2
    assert "&lt;script&gt;alert" in html and "<script" not in html and "给多少？<b>" not in html
    assert not re.search(r"(?:src|href)\s*=|@import|url\(|https?://", html)
    assert "数字无出处" in html


def test_table():
    lines = table(a_report(an_outcome("1"), an_outcome("2", Fault.WRONG_FIGURE, cat="list", ranks=()))).splitlines()
    assert [line.split()[0] for line in lines] == ["kind", "amount", "list", "all"]
    assert lines[1].split()[1:5] == ["1/1", "1.00", "0.50", "·"]
    assert lines[2].split()[1:5] == ["0/1", "1.00", "0.50", "1"]
    assert len({len(line) for line in lines}) == 1
