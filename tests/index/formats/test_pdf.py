"""What a reader sees on the pages of a PDF, and nothing else."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pytest
from reportlab.lib.colors import white
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from index.formats.lines import Loaded
from index.formats.pdf.document import read_pdf

SONG = "STSong-Light"
TITLE = "江州市孵化器扶持办法"
PARAGRAPH = [
    "　　为贯彻落实国家有关精神，加快推进科技企业孵化器高质量发展，结合我市",
    "实际，制定本办法。对新认定的国家级孵化器，给予一次性奖励最高不超过200",
    "万元；对新认定的省级孵化器，给予奖励50万元。",
]
WHOLE = "".join(PARAGRAPH).strip("　")

Draw = Callable[[Canvas, int], None]


def pdf_of(draw: Draw, pages: int = 1) -> bytes:
    """Pages that `draw` fills, each by its number from 0."""
    pdfmetrics.registerFont(UnicodeCIDFont(SONG))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for number in range(pages):
        draw(canvas, number)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def read(draw: Draw, pages: int = 1) -> Loaded:
    return read_pdf(pdf_of(draw, pages), "a.pdf")


def put(canvas: Canvas, left: float, bottom: float, text: str, size: float = 13, font: str = SONG) -> float:
    """Text at a place; gives its right end."""
    canvas.setFont(font, size)
    canvas.drawString(left, bottom, text)
    return left + canvas.stringWidth(text, font, size)


def paragraph(canvas: Canvas, bottom: float, lines: Sequence[str] = PARAGRAPH) -> float:
    """Set lines with a first line that is indented; gives the place below them."""
    for line in lines:
        put(canvas, 80 + 26 * line.startswith("　　"), bottom, line.strip("　"))
        bottom -= 22
    return bottom


def test_fonts_of_one_line_are_one_line_by_their_baseline():
    def draw(canvas, _):
        right = put(canvas, 80, 700, "给予最高", 14)
        right = put(canvas, right, 700, "2000", 14, "Helvetica")
        right = put(canvas, right, 700.6, "万元奖励，支持", 14)
        right = put(canvas, right, 700, "OPC", 14, "Times-Roman")
        put(canvas, right, 700, "，期限不超过3年。", 14)
        put(canvas, 80, 683, "江科发〔", 14)
        put(canvas, 136, 683, "2026", 14, "Courier")
        put(canvas, 170, 683, "〕4号", 14)

    assert read(draw).text == "给予最高2000万元奖励，支持OPC，期限不超过3年。\n江科发〔2026〕4号"


@pytest.mark.parametrize(("times", "across", "down"), [(2, 0.3, 0.0), (2, 1.4, 0.2), (3, 0.4, 0.1), (7, 0.3, 0.1)])
@pytest.mark.parametrize("by_letter", [False, True])
def test_bold_by_printing_again(times, across, down, by_letter):
    text = "给予一次性1100万元奖励，占比11.11%，第11条 illness。"

    def draw(canvas, _):
        left = 80.0
        for part in text if by_letter else [text]:
            for n in range(times):
                right = put(canvas, left + n * across, 700 - n * down, part, 14)
            left = right - (times - 1) * across

    assert read(draw).text == text


def slanted(canvas: Canvas) -> None:
    canvas.saveState()
    canvas.translate(150, 550)
    canvas.rotate(35)
    canvas.setFillGray(0.8)
    put(canvas, 0, 0, "内部资料20万元", 40)
    canvas.restoreState()


def huge(canvas: Canvas) -> None:
    canvas.saveState()
    canvas.setFillGray(0.85)
    put(canvas, 60, 690, "内部资料", 90)
    canvas.restoreState()


def repeated(canvas: Canvas) -> None:
    canvas.saveState()
    canvas.setFillColorRGB(0.9, 0.8, 0.8)
    for bottom in (748, 600, 400):
        put(canvas, 120, bottom, "江州市政府网", 12)
    canvas.restoreState()


def transparent(canvas: Canvas) -> None:
    canvas.saveState()
    canvas.setFillAlpha(0.15)
    put(canvas, 60, 690, "内部资料", 90)
    for bottom in (748, 600, 400):
        put(canvas, 120, bottom, "江州市政府网", 12)
    canvas.restoreState()


def dark(canvas: Canvas) -> None:
    put(canvas, 60, 690, "严禁外传", 90)


@pytest.mark.parametrize(
    ("mark", "warned"), [(slanted, True), (huge, False), (repeated, False), (transparent, False), (dark, False)]
)
def test_watermarks_are_not_read(mark, warned):
    def draw(canvas, _):
        mark(canvas)
        paragraph(canvas, 740)

    found = read(draw, 2)
    assert found.text == f"{WHOLE}\n{WHOLE}"
    assert [code for code, _ in found.warnings] == ["pdf_slanted"] * warned


def test_a_large_red_title_stays():
    def draw(canvas, _):
        canvas.setFillColorRGB(1, 0, 0)
        put(canvas, 120, 640, "江州市人民政府文件", 40)
        canvas.setFillGray(0)
        paragraph(canvas, 560)

    assert read(draw).text.startswith("江州市人民政府文件\n")


def test_a_page_that_lies_on_its_side_is_turned():
    def draw(canvas, number):
        canvas.saveState()
        canvas.translate(*((595, 0) if number == 0 else (0, 842)))
        canvas.rotate(90 if number == 0 else -90)
        put(canvas, 60, 500, "国家级100万元，省级50万元。")
        put(canvas, 60, 480, "市级10万元。")
        canvas.restoreState()

    assert read(draw, 2).text.split("\n") == ["国家级100万元，省级50万元。", "市级10万元。"] * 2


def test_what_is_not_painted_is_not_read_but_for_recognised_text():
    def draw(canvas, number):
        if number == 0:
            paragraph(canvas, 740)
            canvas.setFillColor(white)
            put(canvas, 80, 500, "白色的300万元")
            canvas.setFillGray(0)
            canvas.rect(70, 390, 200, 30, fill=1)
            canvas.setFillColor(white)
            put(canvas, 80, 400, "深色底上的400万元")
        else:
            from PIL import Image

            canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "white")), 0, 0, *A4)
        text = canvas.beginText(80, 300)
        text.setFont(SONG, 14)
        text.setTextRenderMode(3)
        text.textOut("识别出的500万元")
        canvas.drawText(text)

    assert read(draw, 2).text.split("\n") == [WHOLE, "深色底上的400万元", "识别出的500万元"]


def test_raised_and_lowered_digits_are_none_of_a_figure():
    def draw(canvas, _):
        text = canvas.beginText(80, 700)
        for part, size, rise in [
            ("年产值10", 14, 0),
            ("7", 8, 6),
            ("元以上的，每年10", 14, 0),
            ("[2]", 7, 6),
            ("万元，排放CO", 14, 0),
            ("2", 8, -3),
            ("每100m", 14, 0),
            ("2", 8, 6),
            ("。", 14, 0),
        ]:
            text.setFont(SONG, size)
            text.setRise(rise)
            text.textOut(part)
        canvas.drawText(text)
        right = put(canvas, 80, 660, "每家补助20", 14)
        right = put(canvas, right, 666, "3", 8)
        put(canvas, right, 660, "万元。", 14)

    assert read(draw).text == "年产值10⁷元以上的，每年10⁽²⁾万元，排放CO₂每100m²。\n每家补助20³万元。"


def test_letters_that_were_spaced_out_stand_together():
    def draw(canvas, _):
        def spaced(left, bottom, text, more):
            for char in text:
                left = put(canvas, left, bottom, char, 14) + more

        spaced(80, 700, "四、构建人才“引育用留”体系，最高20万元，共3年。", 4.5)
        spaced(300, 660, "武汉市人民政府", 14)
        spaced(300, 640, "2026年3月1日", 7)
        put(canvas, 80, 600, "目 录")
        put(canvas, 80, 580, "第一章 总则")
        put(canvas, 80, 560, "张三 李四 2025 2026 ISO 9001")
        put(canvas, 80, 540, "给予2 000万元")

    assert read(draw).text.split("\n") == [
        "四、构建人才“引育用留”体系，最高20万元，共3年。",
        "武汉市人民政府",
        "2026年3月1日",
        "目录",
        "第一章 总则",
        "张三 李四 2025 2026 ISO 9001",
        "给予2 000万元",  # the words around it tell that it is one: index.spaced
    ]


def test_lines_of_their_own_stay_so_and_paragraphs_are_joined():
    def draw(canvas, _):
        put(canvas, 90, 760, "江州市人民政府办公室关于印发江州市孵化器扶持办法的通知", 16)
        put(canvas, 230, 730, "江政办发〔2025〕4号")
        put(canvas, 80, 700, "各县（市、区）人民政府，市政府各部门、各直属机构，各开发区管委会：")
        bottom = paragraph(canvas, 670, PARAGRAPH * 2)
        put(canvas, 388, bottom, "江州市人民政府办公室")
        put(canvas, 440, bottom - 22, "2025年3月1日")
        put(canvas, 80, bottom - 44, "附件1")
        put(canvas, 80, bottom - 66, "材料清单")

    assert read(draw).text.split("\n") == [
        "江州市人民政府办公室关于印发江州市孵化器扶持办法的通知",
        "江政办发〔2025〕4号",
        "各县（市、区）人民政府，市政府各部门、各直属机构，各开发区管委会：",
        WHOLE,
        WHOLE,
        "江州市人民政府办公室",
        "2025年3月1日",
        "附件1",
        "材料清单",
    ]


def test_short_lines_are_no_paragraph():
    lines = [TITLE, "江科发〔2025〕49号", "一、支持标准", "对新认定的机构给予一次性50万元奖励。", "江州市科学技术局"]

    def draw(canvas, _):
        for n, line in enumerate(lines):
            put(canvas, 80, 700 - 26 * n, line, 14)

    assert read(draw).text.split("\n") == lines


def test_text_that_hangs_below_its_number_is_joined():
    def draw(canvas, _):
        bottom = paragraph(canvas, 740, PARAGRAPH * 3)
        put(canvas, 80, bottom, "1.")
        put(canvas, 106, bottom, "对新认定的国家级科技企业孵化器，给予一次性奖励二百万元，分两年拨")
        put(canvas, 106, bottom - 22, "付，每年一百万元，按考核结果执行，考核不合格的取消后续拨付资格并收")
        put(canvas, 106, bottom - 44, "回资金。")
        put(canvas, 80, bottom - 66, "2.")
        put(canvas, 106, bottom - 66, "省级五十万元。")

    last = read(draw).text.split("\n")[-2:]
    assert last[0].endswith("分两年拨付，每年一百万元，按考核结果执行，考核不合格的取消后续拨付资格并收回资金。")
    assert last[1] == "2. 省级五十万元。"


def test_lines_that_begin_together_off_the_margin_are_joined_where_a_sentence_breaks():
    """Points whose marks are drawn, and text beside a list of links."""

    def draw(canvas, _):
        bottom = paragraph(canvas, 740)
        put(canvas, 106, bottom, "对新认定的国家级科技企业孵化器，给予一次性奖励二百万元，分两年拨付，")
        put(canvas, 106, bottom - 22, "每年一百万元。")
        for n, link in enumerate(("首页", "政务公开", "政策文件", "办事服务")):
            put(canvas, 30, bottom - 70 - 22 * n, link)
        for n in range(5):
            put(canvas, 210 + 26 * (n % 2 == 0), bottom - 80 - 22 * n, "按照年度考核结果给予补助，优秀的"[: 20 - n % 2])

    lines = read(draw).text.split("\n")
    assert lines[:2] == [WHOLE, "对新认定的国家级科技企业孵化器，给予一次性奖励二百万元，分两年拨付，每年一百万元。"]
    assert {"首页", "政务公开", "政策文件", "办事服务"} < set(lines)


def test_lines_of_contents_stand_alone():
    def draw(canvas, _):
        for n, head in enumerate(("第一章 总则", "第二章 支持标准", "第三章 附则")):
            right = put(canvas, 80, 740 - 22 * n, head)
            put(canvas, right, 740 - 22 * n, "." * int((495 - right) / 3.25))
            put(canvas, 497, 740 - 22 * n, str(n + 1))

    lines = read(draw).text.split("\n")
    assert [(line[:3], line[-1]) for line in lines] == [("第一章", "1"), ("第二章", "2"), ("第三章", "3")]


@pytest.mark.parametrize(
    ("heads", "foot"),
    [
        (["江州市人民政府公报"], "- {} -"),
        (["江州市人民政府公报"], "— {} —"),
        (["江州市人民政府公报", "2025年第3期"], "第{}页 共5页"),
        (
            ["2025/3/1 10:20    关于印发办法的通知_江州市政府"],
            "https://www.example.gov.cn/art/2025/3/1/art_1_4.html   {}/5",
        ),
    ],
)
def test_page_furniture_is_dropped(heads, foot):
    def draw(canvas, number):
        put(canvas, 200, 800, heads[number % len(heads)], 9)
        put(canvas, 80, 770, f"附件{number + 1}")
        paragraph(canvas, 740)
        put(canvas, 200, 30, foot.format(number + 1), 9)

    found = read(draw, 5)
    assert found.text.split("\n") == [part for n in range(1, 6) for part in (f"附件{n}", WHOLE)]
    assert len(found.pages) == 5


def test_a_title_that_later_heads_repeat_stays():
    def draw(canvas, number):
        put(canvas, 200, 800, TITLE, 9 if number else 20)
        paragraph(canvas, 740)

    assert read(draw, 3).text.split("\n") == [TITLE, WHOLE, WHOLE, WHOLE]


def test_a_paragraph_over_the_page_goes_before_the_note_below_it():
    def draw(canvas, number):
        if number == 0:
            paragraph(canvas, 170, PARAGRAPH[:2])
            put(canvas, 80, 120, "① 所称国家级孵化器，是指科技部认定的孵化器，最高300万元。", 9)
        else:
            paragraph(canvas, 760, [*PARAGRAPH[2:], *PARAGRAPH * 4])

    lines = read(draw, 2).text.split("\n")
    assert lines[:2] == [WHOLE, "① 所称国家级孵化器，是指科技部认定的孵化器，最高300万元。"]


COLUMN = "对新认定的省级科技企业孵化器给予一次性五十万元奖励对运营满一年的孵化器按照考核结果给予补助"


@pytest.mark.parametrize("shift", [0, 8])
@pytest.mark.parametrize("columns", [2, 3])
def test_columns_are_read_from_the_left(shift, columns):
    """Baselines beside each other may differ; what stands above and below goes over the page."""
    length = 15 if columns == 2 else 11
    texts = [f"（{n}）{COLUMN[5 * i :]}。" for i, n in enumerate("一二三"[:columns])]

    def draw(canvas, _):
        put(canvas, 200, 780, TITLE, 18)
        for at, text in enumerate(texts):
            for n in range(0, len(text), length):
                left = 60 + at * 480 / columns
                put(canvas, left, 720 - 20 * n / length - shift * (at % 2), text[n : n + length], 13)
        put(canvas, 60, 560, "以上各项由江州市科学技术局负责解释并自印发之日起施行有效期为三年整")

    assert read(draw).text.split("\n") == [
        TITLE,
        *texts,
        "以上各项由江州市科学技术局负责解释并自印发之日起施行有效期为三年整",
    ]


def test_offices_beside_each_other_and_labels_are_no_columns():
    rows = [
        ("江州市科学技术局", "江州市财政局"),
        ("江州市发展和改革委员会", "江州市人力资源和社会保障局"),
        ("江州市市场监督管理局", "江州市税务局"),
        ("发文机关：", "江州市人民政府办公室"),
        ("标题：", "江州市人民政府办公室关于印发办法的通知"),
    ]

    def draw(canvas, _):
        bottom = paragraph(canvas, 740)
        for n, (left, right) in enumerate(rows):
            put(canvas, 100, bottom - 30 - 25 * n, left)
            put(canvas, 320, bottom - 30 - 25 * n, right)

    assert read(draw).text.split("\n")[1:] == [f"{left} {right}" for left, right in rows]


def test_the_unit_of_a_table_over_pages_is_no_running_head():
    def draw(canvas, _):
        put(canvas, 420, 780, "单位：万元")
        paragraph(canvas, 740)

    assert read(draw, 3).text.split("\n") == ["单位：万元", WHOLE] * 3
