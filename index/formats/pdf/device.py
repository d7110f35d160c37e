"""The pages of a PDF with what pdfminer leaves out of its letters, and with limits to how much is drawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import atan2, degrees
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextSeq
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager, PDFStackT, PDFTextState
from pdfminer.pdftypes import resolve1
from pdfminer.psparser import literal_name
from pdfminer.utils import Matrix, PathSegment, Rect, translate_matrix
from pdfplumber.page import Page

from index.errors import DocumentError

MAX_CHARS, MAX_FIGURES, MAX_PATHS = 100_000, 10_000, 100_000
"""Of one page; a full page of small print has 5,000 letters."""
UNKNOWN = "\ufffd"
"""A letter of a font that does not say what its letters are."""
HIDDEN = "hidden"
"""The colour of letters that are not painted."""


class _Device(PDFPageAggregator):
    """Letters with what pdfminer leaves out: a raised letter's baseline, and whether it is painted at all."""

    chars = figures = paths = 0
    alpha = 1.0

    def render_string(
        self, textstate: PDFTextState, seq: PDFTextSeq, ncs: PDFColorSpace, graphicstate: PDFGraphicState
    ) -> None:
        state = graphicstate.copy()
        if textstate.render in (3, 7):
            state.ncolor = (HIDDEN,)  # type: ignore[assignment]
        elif self.alpha < 0.5:
            state.ncolor = (1 - 0.4 * self.alpha,) * 3
        elif textstate.render == 1:
            state.ncolor = state.scolor
        super().render_string(textstate, seq, ncs, state)

    def render_char(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> float:
        self.chars = self._count(self.chars, MAX_CHARS, "letters")
        raised = translate_matrix(matrix, (0, rise))
        return super().render_char(raised, font, fontsize, scaling, 0, cid, ncs, graphicstate)

    def handle_undefined_char(self, font: PDFFont, cid: int) -> str:  # noqa: ARG002
        return UNKNOWN

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:
        self.figures = self._count(self.figures, MAX_FIGURES, "figures")
        super().begin_figure(name, bbox, matrix)

    def paint_path(
        self, gstate: PDFGraphicState, stroke: bool, fill: bool, evenodd: bool, path: Sequence[PathSegment]
    ) -> None:
        self.paths = self._count(self.paths, MAX_PATHS, "lines")
        super().paint_path(gstate, stroke, fill, evenodd, path)

    def _count(self, seen: int, most: int, what: str) -> int:
        if seen >= most:
            raise DocumentError(f"page {self.pageno} has more than {most} {what}; print it again as another PDF")
        return seen + 1


class _Interpreter(PDFPageInterpreter):
    """Tells the device how transparent the letters are, which pdfminer leaves out."""

    device: _Device

    def __init__(self, rsrcmgr: PDFResourceManager, device: _Device) -> None:
        super().__init__(rsrcmgr, device)
        self._alphas: list[float] = []

    def do_gs(self, name: PDFStackT) -> None:
        states = resolve1(self.resources.get("ExtGState"))
        state = resolve1(states.get(literal_name(name))) if isinstance(states, dict) else None
        alpha = resolve1(state.get("ca")) if isinstance(state, dict) else None
        if isinstance(alpha, int | float):
            self.device.alpha = float(alpha)

    def do_q(self) -> None:
        super().do_q()
        self._alphas.append(self.device.alpha)

    def do_Q(self) -> None:  # noqa: N802
        super().do_Q()
        if self._alphas:
            self.device.alpha = self._alphas.pop()

    def do_Do(self, xobjid_arg: PDFStackT) -> None:  # noqa: N802
        alpha = self.device.alpha
        super().do_Do(xobjid_arg)
        self.device.alpha = alpha


def lay_out(page: Page) -> Page:
    """The page with its letters and lines; turned where most of its letters lie on their side."""
    _draw(page)
    turns: defaultdict[int, int] = defaultdict(int)
    for char in page.chars:
        turns[round(angle(char) / 90) * 90 % 360] += 1
    turn = max(turns, key=lambda angle: turns[angle], default=0)
    if turn == 0:
        return page
    source = page.page_obj
    source.rotate = (source.rotate + turn) % 360
    source.attrs["Rotate"] = source.rotate
    turned = Page(page.pdf, source, page.page_number)
    _draw(turned)
    return turned


def _draw(page: Page) -> None:
    device = _Device(page.pdf.rsrcmgr, pageno=page.page_number)
    _Interpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    page._layout = device.get_result()  # what pdfplumber would draw itself, without the above


def angle(char: dict[str, Any]) -> float:
    return degrees(atan2(char["matrix"][1], char["matrix"][0]))
