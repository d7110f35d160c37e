"""The command line of the index: build, status, show, supports, check. Figures and JSON fields: README.md."""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
import tomllib
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from pydantic import ValidationError
from tqdm import tqdm

from index import printing
from index.embedding.offline import stay_offline
from index.errors import PolicyError, SettingsError, StoreError
from index.facts.validity import validity_on
from index.models import PolicyDocument, SupportItem
from index.settings import IndexSettings

if TYPE_CHECKING:
    from index.build import Step
    from index.embedding.embed import SentenceEmbedder

_STEPS = {"read": "reading", "embed": "embedding", "words": "indexing words"}
_SUPPORT_COLUMNS = {
    "title": "扶持事项",
    "kind": "类别",
    "beneficiary": "对象",
    "tier": "级别",
    "amount_cny": "金额（元）",
    "ratio": "比例",
    "cap_cny": "上限（元）",
    "per": "方式",
    "conditions": "条件",
    "responsible_units": "责任单位",
    "quote": "原文",
    "jurisdiction": "地区",
    "validity": "时效",
    "doc_id": "文件标识",
    "clause_id": "条款标识",
    "item_id": "事项标识",
}


class _Progress:
    """A bar on a terminal, else a line at each tenth; always on stderr."""

    def __init__(self) -> None:
        self._bar: tqdm[NoReturn] | None = None
        self._step = ""
        self._tenth = -1

    def __call__(self, step: Step, done: int, total: int) -> None:
        if not total:
            return
        if sys.stderr.isatty():
            if step != self._step:
                self.close()
                self._bar = tqdm(total=total, desc=_STEPS[step], file=sys.stderr)
            if self._bar:
                self._bar.update(done - self._bar.n)
        elif step != self._step or done * 10 // total > self._tenth:
            print(f"{_STEPS[step]}: {done}/{total}", file=sys.stderr)
            self._tenth = done * 10 // total
        self._step = step

    def close(self) -> None:
        if self._bar:
            self._bar.close()


def _build(args: argparse.Namespace, settings: IndexSettings) -> None:
    from index.reading_process import reading_process

    reading_process().start()  # it is ready when the imports below are done
    from index.build import build
    from index.store.sources import folder_sources, jsonl_sources

    def load() -> SentenceEmbedder:
        from index.embedding.embed import load_embedder

        print(f"loading {settings.embedding_model}", file=sys.stderr)
        return load_embedder(settings.embedding_model, settings.models)

    sources = jsonl_sources(args.jsonl) if args.jsonl else folder_sources(settings.documents)
    progress = _Progress()
    try:
        report = build(sources, settings.store, settings.embedding_model, load, progress)
    finally:
        progress.close()
    news = report.added or report.changed or report.removed
    for warning in report.warnings:
        if news or warning.code == "unreadable":  # the others are known, and index status shows them
            print(f"warning: {warning.source}: {warning.message}", file=sys.stderr)
    for item in report.superseded:
        print(f"repealed: {item.title} ({len(item.clauses)} clauses) by {item.by}", file=sys.stderr)
    print(report.model_dump_json())


def _status(args: argparse.Namespace, settings: IndexSettings) -> None:
    from index.store.generations import current_generation, read_info
    from index.store.records import Records

    folder = current_generation(settings.store)
    info = read_info(folder)
    records = Records(folder / "records.sqlite")
    documents = [validity_on(document, date.today()) for document in records.documents()]
    records.close()
    if args.json:
        head = {"store": str(settings.store), **info.model_dump(exclude={"documents"})}
        print(json.dumps(head | {"documents": [_json(d) for d in documents]}, ensure_ascii=False))
        return
    print(f"{settings.store}: built {info.built_at} with {info.embedding_model} ({info.dimension} dimensions)")
    print(f"{info.documents} documents, {info.clauses} clauses, {info.passages} passages, {info.supports} supports")
    for document in documents:
        print()
        print(printing.head(document))


def _show(args: argparse.Namespace, settings: IndexSettings) -> None:
    from index.store.generations import current_generation
    from index.store.records import Records

    records = Records(current_generation(settings.store) / "records.sqlite")
    document = records.document(args.doc_id)
    records.close()
    if document is None:
        raise StoreError(f"there is no document {args.doc_id}: python -m index status lists them")
    document = validity_on(document, date.today())
    if args.json:
        print(json.dumps(_json(document, whole=True), ensure_ascii=False))
        return
    print(printing.head(document))
    print(printing.clauses(document))


def _supports(args: argparse.Namespace, settings: IndexSettings) -> None:
    from index.store.generations import current_generation
    from index.store.records import Records

    records = Records(current_generation(settings.store) / "records.sqlite")
    validity = {d.doc_id: validity_on(d, date.today()).validity for d in records.documents()}
    items = [item.model_copy(update={"validity": validity[item.doc_id]}) for item in records.supports()]
    records.close()
    if args.csv:
        # With a byte order mark, by which spreadsheets know UTF-8.
        sys.stdout.reconfigure(encoding="utf-8-sig", newline="")  # type: ignore[union-attr]
        writer = csv.writer(sys.stdout)
        writer.writerow(_SUPPORT_COLUMNS.values())
        for item in items:
            values = item.model_dump(mode="json")
            writer.writerow(_cell(values[name]) for name in _SUPPORT_COLUMNS)
    elif args.json:
        for item in items:
            print(item.model_dump_json())
    else:
        print(printing.supports(items))


def _check(args: argparse.Namespace, settings: IndexSettings) -> None:
    """What would be read out of one file, without building."""
    from index.reading_process import reading_process

    reading_process().start()  # it is ready when the imports below are done
    from index.document import read_document, read_whole
    from index.facts.catalog import read_catalog
    from index.store.passages import passages

    path: Path = args.file
    root = settings.documents if path.resolve().is_relative_to(settings.documents.resolve()) else path.parent
    source = path.resolve().relative_to(root.resolve()).as_posix()
    facts = read_catalog(root).get(source)
    work = partial(read_whole, partial(read_document, root.absolute() / source, root.absolute(), facts), passages)
    # As a build would read it; with -X dev here, where an error shows its way.
    document, _, supports = work() if sys.flags.dev_mode else reading_process().run(source, work)
    if args.json:
        print(json.dumps(_json(document, whole=True) | {"supports": [_json(s) for s in supports]}, ensure_ascii=False))
        return
    print(printing.head(document))
    for evidence in document.evidence:
        place = "" if evidence.start is None else f" @{evidence.start}"
        print(f"  {evidence.field} = {evidence.value} ← {evidence.source}{place}: {evidence.text}")
    print(printing.clauses(document))
    print()
    print(printing.supports(supports))


def _json(value: PolicyDocument | SupportItem, *, whole: bool = False) -> dict[str, object]:
    hidden = set() if whole or isinstance(value, SupportItem) else {"clauses", "clean_text"}
    return value.model_dump(mode="json", exclude=hidden)


def _cell(value: object) -> str:
    """A cell that a spreadsheet shows as it is: text that looks like a formula is kept from being one."""
    text = "；".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m index", description="Documents → searchable clauses.")
    commands = parser.add_subparsers(dest="command", required=True)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--documents", type=Path, help="folder of documents (POLICY_DOCUMENTS)")
    common.add_argument("--store", type=Path, help="folder of the index (POLICY_STORE)")

    build = commands.add_parser("build", parents=[common], help="bring the index up to date with the documents")
    build.add_argument("--jsonl", type=Path, metavar="FILE", help='provisions, {"id", "title", "text"} a line')
    build.set_defaults(run=_build)
    status = commands.add_parser("status", parents=[common], help="what the index holds")
    status.add_argument("--json", action="store_true")
    status.set_defaults(run=_status)
    show = commands.add_parser("show", parents=[common], help="one document with its clauses")
    show.add_argument("doc_id")
    show.add_argument("--json", action="store_true")
    show.set_defaults(run=_show)
    supports = commands.add_parser("supports", parents=[common], help="every support that the documents give")
    form = supports.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one a line")
    form.add_argument("--csv", action="store_true", help="for a spreadsheet")
    supports.set_defaults(run=_supports)
    check = commands.add_parser("check", parents=[common], help="what would be read out of a file, without building")
    check.add_argument("file", type=Path)
    check.add_argument("--json", action="store_true")
    check.set_defaults(run=_check)
    return parser


def _settings(args: argparse.Namespace) -> IndexSettings:
    given = {name: value for name in ("documents", "store") if (value := getattr(args, name)) is not None}
    try:
        return IndexSettings(**given)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"settings.toml cannot be read: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise SettingsError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error


def main(argv: list[str] | None = None) -> int:
    """Run one command. 0, or 1 after one line on stderr that says what is wrong and how to mend it."""
    parser = _arguments()
    args = parser.parse_args(argv)
    if getattr(args, "jsonl", None) and args.store is None and "POLICY_STORE" not in os.environ:
        parser.error("--jsonl needs --store DIR: it would take the place of the documents' index")
    try:
        settings = _settings(args)
        stay_offline(settings.embedding_model)
        args.run(args, settings)
    except PolicyError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has enough; Python would complain at exit
        return 1
    except KeyboardInterrupt:
        print("error: interrupted; the index is as it was", file=sys.stderr)
        return 1
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        reason = (str(error).splitlines() or [""])[0]
        print(f"error: {type(error).__name__}: {reason} (python -X dev -m index … shows where)", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
