"""What Word shows is read, what it does not show is not, and no figure is made of two."""

from __future__ import annotations

import pytest

from index.language.figures import find_figures
from tests.index.formats.word_files import cell, codes, item, level, lines, links, numbering, p, packed, part, row, run
from tests.index.formats.word_files import table as grid

STYLES = (
    '<w:style w:type="character" w:styleId="off"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="struck"><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="mark"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="note"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="below"><w:basedOn w:val="note"/></w:style>'
)


@pytest.mark.parametrize(
    ("properties", "code"),
    [
        ("<w:strike/>", "struck_text"),
        ('<w:strike w:val="true"/>', "struck_text"),
        ("<w:dstrike/>", "struck_text"),
        ('<w:rStyle w:val="struck"/>', "struck_text"),
        ("<w:vanish/>", "hidden_text"),
        ('<w:rStyle w:val="off"/>', "hidden_text"),
        ('<w:color w:val="FFFFFF"/>', "hidden_text"),
        ('<w:color w:val="fefefe"/>', "hidden_text"),
        ('<w:color w:val="FF0000"/><w:shd w:val="clear" w:fill="FF0000"/>', "hidden_text"),
        ('<w:sz w:val="2"/>', "hidden_text"),
        ('<w:strike w:val="0"/>', None),
        ('<w:dstrike w:val="false"/>', None),
        ('<w:rStyle w:val="off"/><w:vanish w:val="0"/>', None),
        ('<w:rStyle w:val="struck"/><w:strike w:val="off"/>', None),
        ('<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="C00000"/>', None),
        ('<w:color w:val="FFFFFF"/><w:highlight w:val="red"/>', None),
        ('<w:color w:val="auto"/>', None),
    ],
)
def test_struck_and_hidden_text_is_not_read(properties, code):
    data = packed(p("一次性", run("100", properties), "50万元奖励。"), styles=STYLES)
    assert lines(data) == ["一次性50万元奖励。" if code else "一次性10050万元奖励。"]
    assert codes(data) == ([code] if code else [])


@pytest.mark.parametrize("style", ["note", "below"])
def test_a_style_may_hide_a_paragraph_and_a_run_may_show_itself(style):
    told = f'<w:pStyle w:val="{style}"/>'
    hidden = p("不读", run("给予50万元。", '<w:vanish w:val="0"/>'), properties=told)
    data = packed(p("甲。") + hidden + p("乙。"), styles=STYLES)
    assert lines(data) == ["甲。", "给予50万元。乙。"]  # its end is hidden too
    assert codes(data) == ["hidden_text"]


def test_two_styles_that_hide_cancel_out():
    shown = p(run("给予50万元。", '<w:rStyle w:val="off"/>'), properties='<w:pStyle w:val="note"/>')
    assert lines(packed(shown + p("甲。"), styles=STYLES)) == ["给予50万元。甲。"]


def test_white_letters_on_a_dark_cell_are_read():
    white = p(run("级别", '<w:color w:val="FFFFFF"/>'))
    style = (
        '<w:style w:type="table" w:styleId="t"><w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" '
        'w:fill="4472C4"/></w:tcPr></w:tblStylePr></w:style>'
    )
    rows = (row(cell(white), "奖励标准"), row("国家级", "50万元"))
    dark = row(cell(white, properties='<w:shd w:val="clear" w:fill="1F3864"/>'), "奖励标准")
    expected = ["级别：国家级；奖励标准：50万元。"]
    assert lines(packed(grid(dark, rows[1]))) == expected
    assert lines(packed(grid(*rows, properties='<w:tblStyle w:val="t"/>'), styles=style)) == expected
    assert codes(packed(grid(*rows))) == ["hidden_text"]


@pytest.mark.parametrize(
    "deleted",
    [
        "<w:del><w:r><w:delText>100</w:delText></w:r></w:del>",
        "<w:del><w:r><w:t>100</w:t></w:r></w:del>",
        "<w:moveFrom><w:r><w:t>100</w:t></w:r></w:moveFrom>",
    ],
)
def test_deleted_text_is_not_read_and_inserted_text_is(deleted):
    data = packed(p("一次性", deleted, "<w:ins><w:r><w:t>50</w:t></w:r></w:ins>", "万元。"))
    assert (lines(data), codes(data)) == (["一次性50万元。"], ["tracked_changes"])


def test_paragraphs_are_joined_where_the_end_of_one_was_deleted():
    first = p("给予50", properties="<w:rPr><w:del/></w:rPr>")
    assert lines(packed(first + p("万元奖励。"))) == ["给予50万元奖励。"]


def test_a_hidden_end_joins_a_heading_with_its_text():
    levels = numbering(level(0, "decimal", "%1."))
    head = item("支持标准。", more="<w:rPr><w:vanish/><w:specVanish/></w:rPr>")
    assert lines(packed(head + p("给予50万元。"), numbering=levels)) == ["1.支持标准。给予50万元。"]


def sup(text: str) -> str:
    return run(text, '<w:vertAlign w:val="superscript"/>')


@pytest.mark.parametrize(
    ("inside", "line"),
    [
        (("不超过10", sup("7"), "元"), "不超过10⁷元"),
        (("面积100m", sup("2"), "以上"), "面积100m² 以上".replace(" ", "")),
        (("CO", run("2", '<w:vertAlign w:val="subscript"/>'), "减排"), "CO₂减排"),
        (("每年10", run("2", '<w:rStyle w:val="mark"/>'), "万元。"), "每年10²万元。"),
        (("每年10", run("2", '<w:position w:val="8"/><w:sz w:val="12"/>'), "万元。"), "每年10²万元。"),
        (("每年10", run("2", '<w:rStyle w:val="mark"/><w:vertAlign w:val="baseline"/>'), "万元。"), "每年102万元。"),
    ],
)
def test_raised_and_lowered_digits_stay_so(inside, line):
    assert lines(packed(p(*inside), styles=STYLES)) == [line]


def test_no_figure_is_made_of_a_raised_digit():
    assert find_figures("不超过10⁷元") == []


@pytest.mark.parametrize(
    ("body", "first"),
    [
        (p("每年10", sup("2"), "万元。") + p("2 已享受的除外。"), "每年10万元。"),
        (p("每年10", sup("[1]"), "万元。") + p(sup("1"), "已享受的除外。"), "每年10万元。"),
        (p("每年10万元。", sup("1")) + p("[", sup("1"), "]已享受的除外。"), "每年10万元。"),
        (p("每年10", sup("2"), "万元。") + p("1 总则") + p("2 标准"), "每年10²万元。"),
        (p("10", sup("2"), "元和", "10", sup("2"), "万元。") + p("2 已享受的除外。"), "10²元和10²万元。"),
        (p("每100m", sup("2"), "10元。") + p("2 已享受的除外。"), "每100m²10元。"),
    ],
)
def test_a_mark_of_a_note_set_by_hand_is_no_part_of_a_figure(body, first):
    assert lines(packed(body))[0] == first


NOTE = '<w:footnote w:id="3"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> 已享受的除外。</w:t></w:r></w:p></w:footnote>'


def reference(kind: str = "footnote", more: str = "") -> str:
    return f'<w:r><w:{kind}Reference w:id="3"{more}/></w:r>'


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_notes_belong_to_their_paragraph(kind):
    data = packed(p("每家10", reference(kind), "万元。"), **{f"{kind}s": NOTE.replace("footnote", kind)})
    assert lines(data) == ["每家10万元。（注：已享受的除外。）"]


def test_a_mark_of_ones_own_for_a_note_is_no_text():
    own = '<w:r><w:footnoteReference w:id="3" w:customMarkFollows="1"/><w:t>2</w:t></w:r>'
    assert lines(packed(p("每家10", own, "万元。"), footnotes=NOTE)) == ["每家10万元。（注：已享受的除外。）"]


def test_the_note_of_a_heading_stands_below_it_and_one_in_a_cell_in_it():
    assert lines(packed(p("扶持办法", reference()) + p("甲。"), footnotes=NOTE)) == [
        "扶持办法",
        "（注：已享受的除外。）",
        "甲。",
    ]
    rows = grid(row("级别", "奖励标准"), row("国家级", cell(p("50万元", reference()))))
    assert lines(packed(rows, footnotes=NOTE)) == ["级别：国家级；奖励标准：50万元（注：已享受的除外。）。"]


def test_a_note_that_is_not_there_or_refers_to_itself_is_told():
    assert codes(packed(p("每家10万元", reference(), "。"))) == ["part_not_read"]
    itself = NOTE.replace("</w:p>", f"{reference()}</w:p>")
    assert lines(packed(p("甲", reference(), "。"), footnotes=itself)) == ["甲。（注：已享受的除外。）"]


def char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def instruction(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


@pytest.mark.parametrize(
    ("inside", "line"),
    [
        ((char("begin"), instruction("REF a 100"), char("separate"), "50", char("end")), "给予50万元"),
        (('<w:fldSimple w:instr="REF a"><w:r><w:t>50</w:t></w:r></w:fldSimple>',), "给予50万元"),
        (
            (
                *(char("begin"), instruction("IF "), char("begin"), instruction("X"), char("separate"), "100"),
                *(char("end"), instruction("=1"), char("separate"), "50", char("end")),
            ),
            "给予50万元",
        ),
        ((char("begin"), instruction("eq \\f(1,2)"), char("end")), "给予1/2万元"),
        ((char("begin"), instruction(" eq \\o\\ac(○,1)"), char("end")), "给予①万元"),
        ((char("begin"), instruction("XE 索引"), char("end")), "给予万元"),
        (('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "50"), "给予≥50万元"),
        (('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>',), "给予☑万元"),
        (("<w:r><w:ruby><w:rt><w:r><w:t>9</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>五十</w:t></w:r></w:rubyBase></w:ruby>"
          "</w:r>",), "给予五十万元"),
        (('<w:hyperlink r:id="rId9"><w:r><w:t>50</w:t></w:r></w:hyperlink>',), "给予50万元"),
        (('<w:smartTag w:element="x"><w:r><w:t>50</w:t></w:r></w:smartTag>',), "给予50万元"),
        (('<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>50</w:t></w:r></w:sdtContent></w:sdt>',), "给予50万元"),
        (('<w:commentRangeStart w:id="0"/>', "50", '<w:r><w:commentReference w:id="0"/></w:r>'), "给予50万元"),
    ],
)  # fmt: skip
def test_what_stands_in_a_line_besides_runs(inside, line):
    assert lines(packed(p("给予", *inside, "万元"))) == [line]


def m(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("inside", "line"),
    [
        (f"<m:f><m:num>{m('1')}</m:num><m:den>{m('2')}</m:den></m:f>", "补助=1/2。"),
        (f"<m:f><m:num>{m('a+b')}</m:num><m:den>{m('2')}</m:den></m:f>", "补助=(a+b)/2。"),
        (f"<m:sSup><m:e>{m('10')}</m:e><m:sup>{m('7')}</m:sup></m:sSup>", "补助=10⁷。"),
        (f"<m:sSup><m:e>{m('10')}</m:e><m:sup>{m('x')}</m:sup></m:sSup>", "补助=10^x。"),
        (f"{m('投入×')}<m:d><m:e>{m('1+20%')}</m:e></m:d>", "补助=投入×(1+20%)。"),
        (f"<m:rad><m:deg/><m:e>{m('4')}</m:e></m:rad>", "补助=√4。"),
        (f"<w:del>{m('9')}</w:del>{m('5')}", "补助=5。"),
    ],
)
def test_formulas(inside, line):
    assert lines(packed(p("补助=", f"<m:oMath>{inside}</m:oMath>", "。"))) == [line]


BOX = "<w:txbxContent>{}</w:txbxContent>"


def test_text_boxes_are_read_once_and_boxes_in_boxes_too():
    inner = f"<w:r><w:pict><v:shape><v:textbox>{BOX.format(p('内框给予10万元。'))}</v:textbox></v:shape></w:pict></w:r>"
    text = BOX.format(p("外框给予50万元。", inner))
    both = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{text}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{text}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert lines(packed(p("甲。", both))) == ["甲。", "外框给予50万元。", "内框给予10万元。"]
    rows = grid(row("级别", "奖励"), row("国家级", cell(p(both))))
    assert "外框给予50万元。 内框给予10万元" in lines(packed(rows))[0]
    assert lines(packed(p("甲。", both.replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>", 1)))) == ["甲。"]


def test_a_new_character_has_its_fallback():
    new = "<w:r><mc:AlternateContent><mc:Choice/><mc:Fallback><w:t>50</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    assert lines(packed(p("给予", new, "万元"))) == ["给予50万元"]


def chunk(name: str, data: str | bytes) -> bytes:
    more = {"word/_rels/document.xml.rels": links(("rId7", "aFChunk", name)), f"word/{name}": data}
    return packed(p("一、支持标准") + '<w:altChunk r:id="rId7"/>' + p("甲局"), more=more)


HTML = "<html><head><meta charset='utf-8'></head><body><p>给予50万元。</p></body></html>"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", HTML),
        ("a.txt", "给予50万元。"),
        ("a.docx", packed(p("给予50万元。"))),
        (
            "a.mht",
            f"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{HTML}",
        ),
    ],
)
def test_embedded_documents_are_read_in_their_place(name, data):
    assert lines(chunk(name, data)) == ["一、支持标准", "给予50万元。", "甲局"]
    assert codes(chunk(name, data)) == []


@pytest.mark.parametrize("data", ["{\\rtf1 50}", b"PK\x03\x04 broken", "", b"\x00\x01\x02"])
def test_an_embedded_document_that_cannot_be_read_is_told(data):
    assert lines(chunk("a.bin", data)) == ["一、支持标准", "甲局"]
    assert codes(chunk("a.bin", data)) == ["part_not_read"]


def picture(width: int, height: int) -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{width}" cy="{height}"/><a:graphic><a:graphicData><pic:pic/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def test_large_pictures_are_told():
    assert codes(packed(p("通知") + p(picture(6_000_000, 5_000_000)))) == ["picture_not_read"]
    assert codes(packed(p("通知") + p(picture(600_000, 500_000)))) == []
    assert codes(packed(p("给予奖励。" * 200) + p(picture(6_000_000, 5_000_000)))) == []
    assert codes(packed(p("给予奖励。" * 200) + p(picture(7_000_000, 9_000_000)))) == ["picture_not_read"]
    assert codes(packed(p("通知", "<w:r><w:object/></w:r>"))) == ["part_not_read"]


def test_a_part_that_holds_nothing_is_no_error():
    assert lines(packed(p("甲"), more={"word/footnotes.xml": part("footnotes", "")})) == ["甲"]
