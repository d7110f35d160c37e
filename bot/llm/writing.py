"""A composed answer in a language model's words: only sentences that hold are shown, else the composed answer stays."""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.answer.texts import Texts
from bot.llm.generation import Breaker, GenerationError, Generator, said, within
from bot.llm.prompts import Prompt
from bot.llm.verify_draft import DraftCheck, tidy, without_orders
from bot.models import Answer, AnswerStatus, Citation
from bot.question.masking import masked
from index.language.figures import FigureKind, find_figures

_LIMIT = 20_000  # characters of a draft, thoughts of a reasoning model among them
_CLAUSE = 1500  # characters of a clause that the model is shown
_ANSWER_VARIABLES = frozenset({"fence", "evidence", "draft", "question"})
_REWRITE_VARIABLES = frozenset({"fence", "history", "question"})
# A sentence with the markers that follow its end, once something else follows.
_SENTENCE = re.compile(
    r"\s*(.+?(?:[。！？!?]+[”’」』）)]*[ \t]*(?:[\[【［][\d^,，、 ]*[\]】］][ \t]*)*|\n))(?=[^ \t\[【［])", re.DOTALL
)
_log = logging.getLogger(__name__)


class Withheld(Exception):  # noqa: N818
    """A draft that cannot be trusted; `str()` is the reason in English."""


@dataclass(frozen=True)
class _Frame:
    """The blocks of a composed answer around the draft: what comes before and after, and the leads it replaces."""

    before: tuple[str, ...]
    leads: tuple[str, ...]
    after: tuple[str, ...]


class Writer:
    """Writes answers and rewrites follow-ups with a `Generator`. Thread-safe."""

    def __init__(
        self,
        generator: Generator,
        texts: Texts,
        folder: Path,
        breaker: Breaker | None = None,
    ) -> None:
        """`folder` holds the prompts.

        Raises:
            SettingsError: a prompt cannot be read or lacks or adds a variable.
        """
        self._generator = generator
        self._texts = texts
        self._answer = Prompt.load(folder / "answer.md", _ANSWER_VARIABLES)
        self._rewrite = Prompt.load(folder / "rewrite.md", _REWRITE_VARIABLES)
        self._breaker = breaker or Breaker()

    def write(self, answer: Answer, seconds: float) -> Answer:
        """The answer in the model's words, `generated`; `answer` itself when those do not hold or come too late."""
        frame = _frame(answer)
        if frame is None or self._breaker.is_open or seconds <= 0:
            return answer
        check = DraftCheck(answer)
        stood: list[str] = []
        withheld = 0
        try:
            for sentence in _sentences(self._said(self._answer, seconds, **self._material(answer))):
                finding = check.check(sentence)
                if finding is None:
                    stood.append(check.restore(sentence))
                elif finding.material:
                    raise Withheld(finding.reason)
                else:
                    withheld += 1
                    _log.info("a sentence of the model is withheld: %s", finding.reason)
            written = _whole(answer, frame, stood, withheld)
        except GenerationError as error:
            self._breaker.failed(error.pause)
            _log.warning("the composed answer stands in for the model's: %s", error)
            return answer
        except Withheld as error:
            self._breaker.succeeded()
            _log.warning("the composed answer stands in for the model's: %s", error)
            return answer
        self._breaker.succeeded()
        return written

    def rewrite(self, question: str, earlier: Sequence[str], seconds: float) -> str | None:
        """A follow-up as a question that stands alone, unchecked; None when the model gives none."""
        if self._breaker.is_open or seconds <= 0:
            return None
        history = "\n".join(masked(text) for text in earlier)
        try:
            text = self._said(self._rewrite, seconds, history=history, question=masked(question)).strip()
        except GenerationError as error:
            self._breaker.failed(error.pause)
            _log.warning("a follow-up is read by the rules alone: %s", error)
            return None
        self._breaker.succeeded()
        return text if text and "\n" not in text and len(text) <= 4 * len(question) + 60 else None

    def _said(self, prompt: Prompt, seconds: float, **values: str) -> str:
        # The fence changes with every call: no document can close it.
        user = prompt.fill(fence=secrets.token_hex(4), **values)
        return said(within(seconds, lambda: self._generator.generate(prompt.system, user), _LIMIT))

    def _material(self, answer: Answer) -> dict[str, str]:
        return {
            "evidence": "\n\n".join(self._evidence(citation) for citation in answer.citations),
            "draft": without_orders(answer.text),
            "question": masked(answer.question),
        }

    def _evidence(self, citation: Citation) -> str:
        """What the model sees of a clause: its marker and no id."""
        state = self._texts(f"validity.{citation.validity}")
        place = citation.jurisdiction.replace("/", "")
        head = f"{citation.marker} 《{citation.title}》（{place}，{state}）{citation.clause_path}"
        return f"{head}\n{without_orders(citation.clause_text)[:_CLAUSE]}"


def takes(answer: Answer) -> bool:
    """Whether prose may take the place of anything in an answer."""
    return _frame(answer) is not None


def _frame(answer: Answer) -> _Frame | None:
    """Where a draft belongs; None for what no prose should replace: tables, cards, refusals, English."""
    blocks = answer.text.split("\n\n")
    if answer.status not in (AnswerStatus.ANSWERED, AnswerStatus.PARTIAL) or "|" in {b[:1] for b in blocks}:
        return None
    if not re.search(r"[一-鿿]", answer.question):
        return None
    place = next((i for i, block in enumerate(blocks) if block.startswith(("**", "“"))), None)
    if place is None:
        return None
    leads = tuple(b for b in blocks if b.startswith("**"))
    return _Frame(tuple(blocks[:place]), leads, tuple(b for b in blocks[place:] if b not in leads))


def _whole(answer: Answer, frame: _Frame, stood: Sequence[str], withheld: int) -> Answer:
    """The answer with the draft in it.

    Raises:
        Withheld: too little of the draft stands, or it leaves out a figure that answers.
    """
    if not stood or withheld > len(stood):
        raise Withheld(f"only {len(stood)} of {len(stood) + withheld} sentences stand")
    said = {f.key for f in find_figures(" ".join(stood))}
    for figure in find_figures(" ".join(frame.leads)):
        if figure.kind in (FigureKind.MONEY, FigureKind.RATIO) and figure.key not in said:
            raise Withheld("the draft leaves out a figure that answers")
    text = "\n\n".join([*frame.before, "".join(stood), *frame.after])
    return answer.model_copy(update={"text": text, "generated": True})


def _sentences(text: str) -> Iterator[str]:
    """Whole sentences with their markers, tidied."""
    while match := _SENTENCE.match(text):
        text = text[match.end() :]
        if sentence := tidy(match[1]):
            yield sentence
    if sentence := tidy(text):
        yield sentence
