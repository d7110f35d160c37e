"""Makes OFD files for the tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def text(x: float, y: float, words: str, *, size: float = 5, about: str = "", code: str = "") -> str:
    steps = code or f'DeltaX="g {len(words) - 1} {size}"'
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y} 200 10" Size="{size}" {about}>'
        f'<ofd:TextCode X="0" Y="{size}" {steps}>{words}</ofd:TextCode></ofd:TextObject>'
    )


def make(
    pages: Sequence[str], templates: Mapping[str, str] | None = None, extra: Mapping[str, bytes] | None = None
) -> bytes:
    templates = templates or {}
    parts = {
        "OFD.xml": f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {NS}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        "</ofd:PhysicalBox></ofd:PageArea>"
        + "".join(f'<ofd:TemplatePage ID="{name}" BaseLoc="Tpls/{name}.xml"/>' for name in templates)
        + "</ofd:CommonData><ofd:Pages>"
        + "".join(f'<ofd:Page ID="{i}" BaseLoc="Pages/{i}.xml"/>' for i in range(len(pages)))
        + "</ofd:Pages></ofd:Document>",
    }
    for i, page in enumerate(pages):
        used = "".join(f'<ofd:Template TemplateID="{name}"/>' for name in templates)
        parts[f"Doc_0/Pages/{i}.xml"] = (
            f'<ofd:Page {NS}>{used}<ofd:Content><ofd:Layer ID="9">{page}</ofd:Layer></ofd:Content></ofd:Page>'
        )
    for name, page in templates.items():
        parts[f"Doc_0/Tpls/{name}.xml"] = (
            f'<ofd:Page {NS}><ofd:Content><ofd:Layer ID="8">{page}</ofd:Layer></ofd:Content></ofd:Page>'
        )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in {**parts, **(extra or {})}.items():
            package.writestr(name, data)
    return out.getvalue()
