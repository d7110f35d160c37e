"""`python -m bot ask | search | evaluate`: the assistant on the command line."""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from tqdm import tqdm

from bot.answer.contacts import lines
from bot.answer.texts import Texts
from bot.errors import QuestionError
from bot.models import Answer, AnswerStatus
from bot.settings import load_settings
from index.embedding.offline import stay_offline
from index.errors import PolicyError

if TYPE_CHECKING:
    from bot.pipeline import Assistant


T = TypeVar("T")
_log = logging.getLogger(__name__)


class UnexpectedError(Exception):
    """Something that no code expected; `str()` is one line about it."""


def main(argv: list[str] | None = None) -> int:
    args = _parser().parse_args(argv)
    try:
        return _caught(lambda: _run(args))
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has enough; Python would complain at exit
        return 1
    except KeyboardInterrupt:
        print("error: interrupted", file=sys.stderr)
        return 1
    except (PolicyError, OSError, UnicodeError, UnexpectedError) as error:
        print(f"error: {' '.join(str(error).split())}", file=sys.stderr)
        return 1


def _run(args: argparse.Namespace) -> int:
    settings = load_settings(store=args.store)
    stay_offline(settings.embedding_model, settings.reader)
    from bot.pipeline import Assistant  # after the environment is set: imports the model's libraries

    return int(args.run(Assistant.open(settings, remember=False), args))


def _caught(action: Callable[[], T]) -> T:
    """What `action` gives. Raises UnexpectedError for what nobody expected; with `python -X dev` that itself."""
    try:
        return action()
    except (PolicyError, QuestionError, OSError, UnicodeError, UnexpectedError):
        raise
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        reason = (str(error).splitlines() or [""])[0]
        raise UnexpectedError(f"{type(error).__name__}: {reason} (python -X dev -m bot … shows where)") from error


def _ask(assistant: Assistant, args: argparse.Namespace) -> int:
    if args.batch:
        for row in _rows(args.batch):
            answer = _row_answer(assistant, row, args.jurisdiction)
            print(answer.model_copy(update={"id": str(row["id"])}).model_dump_json(), flush=True)
        return 0
    answer = _answer(assistant, args.question, None, args.jurisdiction)
    if answer.status is AnswerStatus.ERROR and not args.json:
        print(f"error: {answer.text}", file=sys.stderr)
    else:
        print(answer.model_dump_json() if args.json else _readable(answer, assistant.texts))
    return 1 if answer.status is AnswerStatus.ERROR else 0


def _row_answer(assistant: Assistant, row: dict[str, Any], jurisdiction: str | None) -> Answer:
    """The answer to a row of a batch after its earlier questions; one with status `error` where something fails."""
    session, question = f"batch-{row['id']}", str(row.get("q", row.get("text", "")))
    try:
        for earlier in row.get("history", []):
            _answer(assistant, earlier, session, jurisdiction)
        return _answer(assistant, question, session, jurisdiction)
    except UnexpectedError as error:
        _log.error("question %s failed: %s", row["id"], error)
        return Answer(question=question[:200], status=AnswerStatus.ERROR, text=assistant.texts("question.failed"))


def _answer(assistant: Assistant, question: str, session: str | None, jurisdiction: str | None) -> Answer:
    """The answer; for a question that cannot be read one with status `error`. Raises UnexpectedError."""
    try:
        return _caught(lambda: assistant.ask(question, session_id=session, jurisdiction=jurisdiction))
    except QuestionError as error:
        return Answer(question=question[:200], status=AnswerStatus.ERROR, text=error.message)


def _readable(answer: Answer, texts: Texts) -> str:
    sources = [f"{c.marker} {c.title} {c.clause_path} ({c.validity})  {c.url}" for c in answer.citations]
    label = [texts("label.generated")] if answer.generated else []
    return "\n".join([f"({answer.status})", answer.text, *lines(texts, answer), *label, "", *sources])


def _search(assistant: Assistant, args: argparse.Namespace) -> int:
    for row in _rows(args.batch):
        text = row.get("q") or row.get("text") or ""
        hits = assistant.search(text, args.k) if text.strip() else []
        data = {"id": row["id"], "hits": [hit.model_dump() for hit in hits]}
        print(json.dumps(data, ensure_ascii=False), flush=True)
    return 0


def _evaluate(assistant: Assistant, args: argparse.Namespace) -> int:
    from bot.evaluation.evaluate import read_questions, run
    from bot.evaluation.report import (
        changes,
        last_report,
        left_out_table,
        make_report,
        reliability_table,
        table,
        write_report,
    )
    from bot.evaluation.scores import read_limits, truth_drops

    settings = assistant.settings
    questions = read_questions(args.questions)
    if args.model:
        from bot.evaluation.by_model import by_model, model_table

        print(model_table(by_model(assistant, questions, args.documents or settings.documents, args.replay)))
        return 0
    limits = read_limits(args.questions.parent)
    with tqdm(total=len(questions), unit="question", disable=None) as bar:
        outcomes = list(run(assistant, questions, args.documents or settings.documents, bar.update))
    report = make_report(args.questions.as_posix(), str(settings.store), settings.embedding_model, outcomes)
    before = last_report(args.report, report.questions)
    change = changes(before, report) if before else None
    print(table(report))
    print(reliability_table(report))
    print(left_out_table())
    if change:
        print(f"since {change.since[:19]}: right {change.right_before:.3f} → {report.overall.right_share:.3f}")
        print(f"newly right: {' '.join(change.newly_right) or '–'}; wrong: {' '.join(change.newly_wrong) or '–'}")
    print(f"report: {write_report(report, change, args.report)}")
    drops = truth_drops(report.overall, limits)
    for line in drops:
        print(f"error: truth: {line}; the report lists the questions", file=sys.stderr)
    return 1 if drops else 0


def _rows(path: str) -> Iterator[dict[str, Any]]:
    """The objects of a JSONL file; `-` is standard input. Raises PolicyError naming the line that is none."""
    with nullcontext(sys.stdin) if path == "-" else Path(path).open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                if problem := _problem(row):
                    raise ValueError(problem)
            except ValueError as error:
                raise PolicyError(f'{path}, line {number}: {error}; each line is {{"id", "q"}}') from error
            yield row


def _problem(row: object) -> str:
    """What a line of a batch lacks; empty when nothing."""
    if not isinstance(row, dict) or "id" not in row:
        return "not an object with an id"
    if not isinstance(row.get("q", row.get("text")), str):
        return "no question in it"
    earlier = row.get("history", [])
    return (
        ""
        if isinstance(earlier, list) and all(isinstance(q, str) for q in earlier)
        else "history is no list of questions"
    )


def _at_least_one(text: str) -> int:
    if (number := int(text)) < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    commands = parser.add_subparsers(required=True)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--store", type=Path, help="folder of the index")
    ask = commands.add_parser("ask", parents=[common], help="answer a question or a file of questions")
    what = ask.add_mutually_exclusive_group(required=True)
    what.add_argument("question", nargs="?")
    what.add_argument("--batch", metavar="FILE")
    ask.add_argument("--json", action="store_true")
    ask.add_argument("--jurisdiction", help="home place of the question, e.g. 甘肃省/兰州市")
    ask.set_defaults(run=_ask)
    search = commands.add_parser("search", parents=[common], help="find clauses")
    search.add_argument("--batch", metavar="FILE", required=True)
    search.add_argument("-k", type=_at_least_one, default=10)
    search.set_defaults(run=_search)
    evaluate = commands.add_parser("evaluate", parents=[common], help="answer a gold set, score it, write a report")
    evaluate.add_argument("--questions", type=Path, metavar="FILE", default=Path("tests/gold/questions.jsonl"))
    evaluate.add_argument("--documents", type=Path, metavar="DIR", help="folder of the originals, to look up quotes in")
    evaluate.add_argument("--report", type=Path, metavar="DIR", default=Path("var/reports"))
    evaluate.add_argument(
        "--model", action="store_true", help="answer it by the local reader, the language model, and both, and compare"
    )
    evaluate.add_argument("--replay", type=Path, metavar="FILE", help="with --model: choices that a model made once")
    evaluate.set_defaults(run=_evaluate)
    return parser


if __name__ == "__main__":
    sys.exit(main())
