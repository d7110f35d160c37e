"""Contacts on a page: numbers that a telephone dials, and the block beside the office that they are of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from bot.answer.contacts import NUMBER
from bot.models import Contact

_PARAGRAPH = re.compile(r"<p\b.*?</p>", re.DOTALL)
_TAG = re.compile(r"(<[^>]*>)")


def dialled(phone: str) -> Markup:
    """What is on file as telephone, each number a link (RFC 3966); an extension is dialled by hand."""
    return Markup(NUMBER.sub(lambda m: _link(m["dialled"]) + m[0][len(m["dialled"]) :], str(escape(phone))))


def linked(html: str, contacts: Iterable[Contact]) -> str:
    """`html` with the numbers of these contacts that its text says as links."""
    numbers = {m["dialled"] for contact in contacts for m in NUMBER.finditer(contact.phone)}
    if not numbers:
        return html
    said = re.compile("|".join(rf"(?<!\d){re.escape(number)}(?!\d)" for number in numbers))
    pieces = _TAG.split(html)
    return "".join(p if i % 2 else said.sub(lambda m: _link(m[0]), p) for i, p in enumerate(pieces))


def beside(html: str, block: str, names: Sequence[str]) -> str:
    """`html` with `block` behind its last paragraph that says one of `names`, or at its end."""
    named = [m.end() for m in _PARAGRAPH.finditer(html) if any(str(escape(name)) in m[0] for name in names)]
    at = named[-1] if named else len(html)
    return html[:at] + block + html[at:]


def _link(number: str) -> str:
    return f'<a class="tel" href="tel:{re.sub("[^0-9+]", "", number)}">{number}</a>'
