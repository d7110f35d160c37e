"""The language of the pages' own words: Chinese, or English for a browser that prefers it. Documents stay Chinese."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from jinja2 import pass_context

from bot.web.language.english import ENGLISH

CHINESE, ENGLISH_CODE = "zh-CN", "en"


def language(accept: str) -> str:
    """The code of the language to serve, by an Accept-Language header (RFC 9110, 12.5.4)."""
    preferred: list[tuple[float, int, str]] = []
    for number, part in enumerate(accept.lower().split(",")[:20]):
        name, _, quality = part.strip().partition(";")
        weight = re.fullmatch(r"\s*q=([01](?:\.\d{0,3})?)\s*", quality)
        if name[:2] in {"zh", "en"}:
            preferred.append((-float(weight[1]) if weight else -1.0, number, name))
    return ENGLISH_CODE if preferred and min(preferred)[2].startswith("en") else CHINESE


def translated(text: str, lang: str) -> str:
    """`text` in a language; as it is where nobody translated it."""
    return ENGLISH.get(text, text) if lang == ENGLISH_CODE else text


@pass_context
def in_page(context: Mapping[str, Any], text: str, **values: object) -> str:
    """`_("共 {n} 项", n=3)` in a template, in the language of the page."""
    return translated(text, context["lang"]).format(**values) if values else translated(text, context["lang"])
