"""The values of a document while they are gathered, each with its evidence."""

from __future__ import annotations

from dataclasses import dataclass, field

from index.facts.catalog import CatalogFacts
from index.facts.validity import Source
from index.language.spans import Span
from index.models import Evidence, PolicyWarning, Validity
from index.reading.clean import Cleaned


@dataclass(slots=True)
class Facts:
    """What `PolicyDocument` says of a document. `catalog` is what a person has checked: it wins everywhere."""

    cleaned: Cleaned
    catalog: CatalogFacts
    title: str = ""
    doc_number: str | None = None
    issuers: tuple[str, ...] = ()
    jurisdiction: str = ""
    issued_on: str | None = None
    published_on: str | None = None
    effective_on: str | None = None
    expires_on: str | None = None
    validity: Validity = Validity.UNKNOWN
    topic: str | None = None
    repeals: tuple[str, ...] = ()
    based_on: tuple[str, ...] = ()
    warnings: list[PolicyWarning] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    spans: dict[str, Span] = field(default_factory=dict)  # of the clean text, by the field read from there

    @property
    def text(self) -> str:
        return self.cleaned.text

    def prove(self, name: str, value: str, span: Span, source: Source) -> None:
        """`value` of the field `name` was read from this span of the clean text; kept as a span of the original."""
        start, end = self.spans[name] = span
        a, b = self.cleaned.tracked.original_span(start, end)
        words = self.text[start:end]
        self.evidence.append(Evidence(field=name, value=value, text=words, source=source, start=a, end=b))

    def prove_without_span(self, name: str, value: str, words: str, source: Source) -> None:
        self.evidence.append(Evidence(field=name, value=value, text=words, source=source))

    def from_catalog(self, name: str, value: str) -> None:
        self.prove_without_span(name, value, value, "catalog")

    def is_inferred(self, name: str) -> bool:
        return any(item.field == name and item.source == "inferred" for item in self.evidence)

    def forget(self, name: str) -> None:
        """Drop a value again, with its evidence."""
        setattr(self, name, None)
        self.evidence[:] = [item for item in self.evidence if item.field != name]

    def warn(self, code: str, message: str) -> None:
        self.warnings.append(PolicyWarning(code=code, message=message))
