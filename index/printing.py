"""What the command line of the index shows a person."""

from __future__ import annotations

from collections.abc import Iterable

from index.models import PolicyDocument, SupportItem


def head(document: PolicyDocument) -> str:
    lines: list[str] = []
    lines.append(f"{document.doc_id}  {document.title}")
    facts = {
        "文号": document.doc_number,
        "发文机关": "、".join(document.issuers),
        "地区": document.jurisdiction,
        "成文": document.issued_on,
        "发布": document.published_on,
        "施行": document.effective_on,
        "失效": document.expires_on,
        "时效": document.validity.value,
        "来源": document.source_file,
    }
    lines.append("  " + "  ".join(f"{name} {value}" for name, value in facts.items() if value))
    for warning in document.warnings:
        lines.append(f"  ! {warning.code}: {warning.message}")
    return "\n".join(lines)


def clauses(document: PolicyDocument) -> str:
    lines: list[str] = []
    lines.append(f"  {len(document.clauses)} clauses")
    for clause in document.clauses:
        units = f"  [{'、'.join(clause.responsible_units)}]" if clause.responsible_units else ""
        lines.append(f"\n  {clause.clause_id}  {clause.path}{units}")
        for line in clause.text.splitlines():
            lines.append(f"    {line}")
    return "\n".join(lines)


def supports(items: Iterable[SupportItem]) -> str:
    lines: list[str] = []
    for item in items:
        figures = {
            "金额": item.amount_cny and f"{item.amount_cny:,.0f}元",
            "比例": item.ratio and f"{item.ratio * 100:.4g}%",
            "上限": item.cap_cny and f"{item.cap_cny:,.0f}元",
            "方式": item.per,
        }
        shown = "  ".join(f"{name} {value}" for name, value in figures.items() if value)
        lines.append(f"{item.title}  {item.kind}  {item.beneficiary}  {item.tier or ''}  {shown}\n    {item.quote}")
    return "\n".join(lines)
