"""Scores → a table on the terminal, and a report in JSON and HTML that is compared with the one before."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pydantic import ValidationError

from bot.evaluation.judge import TRUTH, Fault
from bot.evaluation.scores import DEPTHS, Outcome, Scores, by_kind, reliability, score
from bot.evidence.decide import FILE
from index.models import Model

_TEMPLATES = Path(__file__).resolve().parent / "templates"
_NAME = re.compile(r"evaluation-\d{8}-\d{6}-\d{6}\.json")


class Report(Model):
    """One run over a gold set. Reports of the same `questions` (the file, as it was named) can be compared."""

    questions: str
    store: str
    embedding_model: str
    made_at: str
    overall: Scores
    kinds: dict[str, Scores]
    outcomes: tuple[Outcome, ...]


class Change(Model):
    """What has changed since the report before: ids of questions that both have."""

    since: str
    newly_right: tuple[str, ...]
    newly_wrong: tuple[str, ...]
    right_before: float


def make_report(questions: str, store: str, embedding_model: str, outcomes: Sequence[Outcome]) -> Report:
    return Report(
        questions=questions,
        store=store,
        embedding_model=embedding_model,
        made_at=datetime.now().astimezone().isoformat(timespec="microseconds"),
        overall=score(outcomes),
        kinds={cat: score(found) for cat, found in by_kind(outcomes).items()},
        outcomes=tuple(outcomes),
    )


def last_report(folder: Path, questions: str) -> Report | None:
    """The latest report in `folder` over the same questions; one that cannot be read is passed over."""
    for path in sorted(folder.glob("evaluation-*.json"), reverse=True):
        if not _NAME.fullmatch(path.name):
            continue
        try:
            report = Report.model_validate_json(path.read_text("utf-8"))
        except (ValidationError, UnicodeDecodeError):  # of an older form, or cut short
            continue
        if report.questions == questions:
            return report
    return None


def changes(before: Report, after: Report) -> Change:
    """What `after` has gained and lost against `before`."""
    was = {o.id: o.is_right for o in before.outcomes}
    return Change(
        since=before.made_at,
        newly_right=tuple(o.id for o in after.outcomes if o.is_right and was.get(o.id) is False),
        newly_wrong=tuple(o.id for o in after.outcomes if not o.is_right and was.get(o.id) is True),
        right_before=before.overall.right_share,
    )


def write_report(report: Report, change: Change | None, folder: Path) -> Path:
    """Writes the JSON and the HTML beside it; the path of the HTML."""
    folder.mkdir(parents=True, exist_ok=True)
    stamp = datetime.fromisoformat(report.made_at).strftime("%Y%m%d-%H%M%S-%f")
    path = folder / f"evaluation-{stamp}.html"
    path.with_suffix(".json").write_text(report.model_dump_json(indent=1), "utf-8")
    env = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined)
    html = env.get_template("evaluation.html").render(report=report, change=change, truth=TRUTH, depths=DEPTHS)
    path.write_text(html, "utf-8")
    return path


_COLUMNS = (
    ("figure", Fault.WRONG_FIGURE),
    ("quote", Fault.FOREIGN_QUOTE),
    ("state", Fault.STATE_UNNAMED),
    ("amount", Fault.AMOUNT_NOT_GIVEN),
    ("refused", Fault.FALSE_REFUSAL),
    ("answered", Fault.FALSE_ANSWER),
)


def table(report: Report) -> str:
    """A row a kind of question, for the terminal. The columns of faults count questions that have them."""
    head = ["kind", "right", "recall", "precision", *(name for name, _ in _COLUMNS)]
    head += [*(f"R@{k}" for k in DEPTHS), "MRR", "p50 ms", "p95 ms"]
    rows = [head]
    for name, scores in [*report.kinds.items(), ("all", report.overall)]:
        row = [name, f"{scores.right}/{scores.questions}", _two(scores.clause_recall), _two(scores.clause_precision)]
        row += [str(scores.faults[fault] or "·") for _, fault in _COLUMNS]
        row += [_two(scores.search_recall[k] if scores.search_recall else None) for k in DEPTHS]
        rows.append([*row, _two(scores.search_mrr), f"{scores.p50:.0f}", f"{scores.p95:.0f}"])
    widths = [max(len(row[i]) for row in rows) for i in range(len(head))]
    return "\n".join(
        "  ".join([row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))])
        for row in rows
    )


def reliability_table(report: Report) -> str:
    """How often what was said with a confidence is right, a line a bin; a refusal's clauses are not cited."""
    lines = ["confidence  questions  mean  right"]
    lines += [f"{low:.1f}–{low + 0.2:.1f}  {n:13}  {mean:.2f}  {right:.2f}"
              for low, n, mean, right in reliability(report.outcomes)]  # fmt: skip
    return "\n".join(lines)


def left_out_table() -> str:
    """The shipped decision on sets that the reader was not trained on, each judged by the others' coefficients."""
    lines = []
    for name, scores in json.loads(FILE.read_text("utf-8")).get("scores", {}).items():
        shares = ", ".join(f"{100 * float(k[3:]):.0f} %: {v[1]:.2f}" for k, v in scores.items() if k.startswith("at_"))
        lines.append(f"left out {name}: {scores['answerable']} answerable, {scores['unanswerable']} not; "
                     f"AUC {scores.get('auc', 0):.2f}; right first at false {shares}")  # fmt: skip
    return "\n".join(lines)


def _two(share: float | None) -> str:
    return "·" if share is None else f"{share:.2f}"
