"""One document in every format: the same clauses come out of each. Then what each format has of its own."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import docx
import pytest

from index.document import read_document
from index.errors import DocumentError
from index.folder import document_files
from tests.index.makers import (
    Grid,
    add_numbered,
    add_numbering,
    add_text_box,
    docx_bytes,
    make_docx,
    make_html,
    make_pdf,
    make_scan,
)

TITLE = "兰州市科技创新券管理办法（试行）"
TABLE = Grid([["类别", "年度额度", "兑付比例"], ["初创企业", "10万元", "50%"], ["高新技术企业", "20万元", "30%"]])
ARTICLES = [
    "第一章 总则",
    "第一条 为规范科技创新券的使用和管理，根据《甘肃省科技创新券管理办法》（甘科计〔2020〕3号）等有关规定，"
    "结合兰州市实际，制定本办法。",
    "第二条 本办法所称科技创新券，是指由市财政安排，用于支持科技型中小企业购买科技服务的凭证，额度按照第四条规定执行。",
    "第二章 支持标准",
    "第三条 申领创新券的企业应当符合下列条件：",
    "（一）在本市注册的科技型中小企业；",
    "（二）上年度研发投入不低于50万元；",
    "（三）未列入失信名单。",
    "第四条 支持标准按照下表执行。",
    TABLE,
    "同一企业同一年度最高不超过30万元。",
    "第三章 附则",
    "第五条 本办法自2021年3月1日起施行，有效期三年。原《兰州市科技创新券暂行办法》（兰科发〔2018〕12号）同时废止。",
    "兰州市科学技术局",
    "2021年2月20日",
    "附件1",
    "兑付材料清单",
    "（一）合同复印件；",
    "（二）发票复印件。",
]
PLAIN = "\n".join(b if isinstance(b, str) else "\n".join("\t".join(row) for row in b.rows) for b in [TITLE, *ARTICLES])
MARKDOWN = "\n\n".join(
    (f"## {b}" if b[2:3] == "章" else b)
    if isinstance(b, str)
    else "\n".join(["|".join(["", *b.rows[0], ""]), "|---|---|---|", *("|".join(["", *r, ""]) for r in b.rows[1:])])
    for b in ARTICLES
)

FILES = {
    "a.txt": PLAIN.encode("utf-8"),
    "bom.txt": PLAIN.encode("utf-8-sig"),
    "gb.txt": PLAIN.encode("gb18030"),
    "utf16.txt": PLAIN.encode("utf-16"),
    "utf16le.txt": PLAIN.encode("utf-16-le"),
    "crlf.txt": PLAIN.replace("\n", "\r\n").encode("gb18030"),
    "a.md": f"# **{TITLE}**\n\n{MARKDOWN}".encode(),
    "a.html": make_html(ARTICLES, title=TITLE),
    "gb.htm": make_html(ARTICLES, title=TITLE, charset="gb2312"),
    "a.docx": make_docx([TITLE, *ARTICLES]),
    "a.pdf": make_pdf([TITLE, *ARTICLES], header="兰州市科技创新券管理办法"),
    "narrow.pdf": make_pdf([TITLE, *ARTICLES], width=400),
    "mislabelled.txt": make_pdf([TITLE, *ARTICLES]),
}


def read(tmp_path: Path, name: str, data: bytes):
    (tmp_path / name).write_bytes(data)
    return read_document(tmp_path / name, tmp_path, today=date(2022, 1, 1))


EXPECTED = [
    ("a1", "第一章 总则 › 第一条", ARTICLES[1]),
    ("a2", "第一章 总则 › 第二条", ARTICLES[2]),
    ("a3", "第二章 支持标准 › 第三条", "\n".join(ARTICLES[4:8])),
    ("a4", "第二章 支持标准 › 第四条", ARTICLES[8]),
    ("a4.t1", "第二章 支持标准 › 第四条 支持标准按照下表执行", "类别：初创企业；年度额度：10万元；兑付比例：50%。"),
    ("a4.t2", "第二章 支持标准 › 第四条 支持标准按照下表执行", "类别：高新技术企业；年度额度：20万元；兑付比例：30%。"),
    ("a4.t3", "第二章 支持标准 › 第四条 支持标准按照下表执行", "同一企业同一年度最高不超过30万元。"),
    ("a5", "第三章 附则 › 第五条", ARTICLES[12]),
    ("att1", "附件1 兑付材料清单", "\n".join(ARTICLES[15:])),
]


@pytest.mark.parametrize("name", FILES)
def test_every_format_reads_the_same(tmp_path, name):
    document = read(tmp_path, name, FILES[name])
    keys = [clause.clause_id.split(".", 1)[1] for clause in document.clauses]
    assert [(k, c.path, c.text) for k, c in zip(keys, document.clauses, strict=True)] == EXPECTED
    assert document.title == TITLE
    assert document.issuers == ("兰州市科学技术局",)
    assert document.jurisdiction == "甘肃省/兰州市"
    assert (document.issued_on, document.effective_on, document.expires_on) == (
        "2021-02-20",
        "2021-03-01",
        "2024-02-29",
    )
    assert document.repeals == ("兰州市科技创新券暂行办法",)
    codes = {warning.code for warning in document.warnings}
    assert codes <= {"furniture_removed", "mislabelled"}
    assert ("mislabelled" in codes) is name.startswith("mislabelled")


def test_a_page_gives_its_date(tmp_path):
    assert read(tmp_path, "a.html", FILES["a.html"]).published_on == "2024-03-05"


def test_a_table_of_labels_on_a_page_is_read_as_fields(tmp_path):
    fields = Grid(
        [
            ["索引号：", "A/2024-1", "发文机关：", "兰州市科学技术局"],
            ["发文字号：", "兰科发〔2024〕3号", "成文日期：", "2024年1月5日"],
        ]
    )
    document = read(tmp_path, "a.html", make_html([fields, "兰州市创新办法", *ARTICLES[:3]], title=""))
    assert document.doc_number == "兰科发〔2024〕3号"
    assert document.issuers == ("兰州市科学技术局",)
    assert document.issued_on == "2024-01-05"


def test_a_page_without_a_title_in_its_text_has_that_of_the_page(tmp_path):
    page = make_html(["补贴条件：在校及毕业5年内。", "补贴标准：10000元。"], title="")
    page = page.replace(b"<title>-", "<title>毕业生创业补贴，请查收-".encode())
    document = read(tmp_path, "15.html", page)
    assert document.title == "毕业生创业补贴，请查收"
    assert "title_uncertain" in {w.code for w in document.warnings}


def test_known_labels_of_a_table_need_no_colon(tmp_path):
    fields = Grid(
        [["索引号", "A/2024-1", "发文字号", "兰科发〔2024〕3号"], ["有效性", "有效", "失效日期", "2029-01-31"]]
    )
    document = read(tmp_path, "a.html", make_html([fields, "兰州市创新办法", *ARTICLES[:3]], title=""))
    assert (document.doc_number, document.expires_on) == ("兰科发〔2024〕3号", "2029-01-31")
    header = Grid([["名称", "奖励标准"], ["孵化器", "10万元"]])
    document = read(tmp_path, "b.html", make_html(["兰州市创新办法", *ARTICLES[:3], header], title=""))
    assert document.clauses[-1].text == "名称：孵化器；奖励标准：10万元。"


def test_rows_below_an_item_of_an_article_are_clauses(tmp_path):
    table = Grid([["级别", "奖励标准"], ["国家级", "60万元"], ["省级", "20万元"]])
    blocks = ["兰州市创新办法", "第一条 为支持创新，制定本办法。", "第二条 给予下列奖励：", "（一）平台奖励", table]
    document = read(tmp_path, "a.docx", make_docx([*blocks, "第三条 本办法自公布之日起施行。"]))
    assert [c.text for c in document.clauses[1:3]] == [
        "级别：国家级；奖励标准：60万元。",
        "级别：省级；奖励标准：20万元。",
    ]


def test_lines_of_a_markdown_paragraph_that_stand_apart(tmp_path):
    text = (
        "兰州市科学技术局关于印发《兰州市创新细则》的通知\n\n现将《兰州市创新细则》印发给你们。\n\n兰州市科学技术局\n2024年1月5日\n\n"
        "兰州市创新细则\n\n支持对象：新认定的孵化器。\n支持标准：10万元。\n\n这一段在编辑器里\n换了行。"
    )
    document = read(tmp_path, "a.md", text.encode())
    assert (document.title, document.issued_on) == ("兰州市创新细则", "2024-01-05")
    assert [c.text for c in document.clauses[1:]] == [
        "支持对象：新认定的孵化器。",
        "支持标准：10万元。",
        "这一段在编辑器里换了行。",
    ]


def test_a_hidden_or_linked_line_of_a_page_is_not_read(tmp_path):
    page = make_html([*ARTICLES[:3], "<span style='display:none'>隐藏的一句话。</span>"], title=TITLE)
    text = read(tmp_path, "a.html", page).clean_text
    assert "隐藏" not in text
    assert "脚本" not in text
    assert "上一篇" not in text
    assert "ICP" not in text


def test_automatic_numbers_of_word(tmp_path):
    document = docx.Document()
    number = add_numbering(document, [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")])
    long = "支持企业开展技术攻关，按照项目实际投入给予补助，具体标准由市科技局会同市财政局另行制定并向社会公布，"
    "以公告为准。"
    document.add_paragraph("兰州市科技创新方案")
    for level, text in [
        (0, "总体要求"),
        (0, "重点任务"),
        (1, "加强研发"),
        (2, f"支持平台。{long}"),
        (2, f"支持人才。{long}"),
        (1, "加强转化"),
        (2, f"建设市场。{long}"),
    ]:
        add_numbered(document, text, number, level)
        if text == "总体要求":
            document.add_paragraph(long)
    found = read(tmp_path, "a.docx", docx_bytes(document))
    assert [clause.path for clause in found.clauses] == [
        "一、总体要求",
        "二、重点任务 › （一）加强研发 › 1.支持平台",
        "二、重点任务 › （一）加强研发 › 2.支持人才",
        "二、重点任务 › （二）加强转化 › 1.建设市场",
    ]


def test_headings_and_text_boxes_of_word(tmp_path):
    document = docx.Document()
    document.add_paragraph("兰州市科技项目申报指南")
    document.add_heading("支持方向，以及有关要求", level=1)
    document.add_paragraph("重点支持新材料、生物医药等领域的技术攻关项目，每个项目给予补助。")
    add_text_box(document, "咨询由市科技局政策法规处负责，地址在兰州市城关区。")
    found = read(tmp_path, "a.docx", docx_bytes(document))
    assert found.clauses[0].path == "支持方向，以及有关要求"
    assert "咨询由市科技局政策法规处负责" in found.clauses[-1].text


def test_merged_cells(tmp_path):
    document = docx.Document()
    document.add_paragraph("兰州市奖励办法")
    document.add_paragraph("第一条 奖励标准如下。")
    table = document.add_table(rows=3, cols=3)
    for row, cells in zip(
        table.rows, [["载体", "级别", "标准"], ["孵化器", "国家级", "100万元"], ["", "省级", "50万元"]], strict=True
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    rows = [c.text for c in read(tmp_path, "a.docx", docx_bytes(document)).clauses if ".t" in c.clause_id]
    assert rows == ["载体：孵化器；级别：国家级；标准：100万元。", "载体：孵化器；级别：省级；标准：50万元。"]


def test_pages_of_a_pdf_are_kept_and_their_furniture_is_not(tmp_path):
    long = "支持企业开展技术攻关，按照项目实际投入给予补助，" * 6 + "以公告为准。"
    pdf = make_pdf(
        [TITLE, f"第一条 {long}", None, f"第二条 {long}", None, f"第三条 {long}"], header="兰州市人民政府公报"
    )
    found = read(tmp_path, "a.pdf", pdf)
    assert [(c.num, c.page, c.text.count("\n")) for c in found.clauses] == [
        ("第一条", 1, 0),
        ("第二条", 2, 0),
        ("第三条", 3, 0),
    ]
    assert "公报" not in found.clean_text
    assert "— 2 —" not in found.clean_text


def test_a_paragraph_across_pages_is_one_line(tmp_path):
    long = "支持企业开展技术攻关，按照项目实际投入给予补助，" * 28 + "以公告为准。"
    articles = [f"第{n}条 {long}" for n in "一二三"]
    found = read(tmp_path, "a.pdf", make_pdf([TITLE, *articles], header="兰州市人民政府公报"))
    assert [(c.text, c.page) for c in found.clauses] == list(zip(articles, (1, 1, 2), strict=True))


def test_provisions_that_are_split_already(tmp_path):
    rows = [{"id": f"法#{n}", "title": f"某法第{n}条", "text": f"第{n}条的内容。"} for n in "一二三"]
    document = read(tmp_path, "a.jsonl", "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode())
    assert [(c.source_id, c.path, c.text) for c in document.clauses] == [(r["id"], r["title"], r["text"]) for r in rows]
    assert all(document.clean_text[c.start : c.end] == c.text for c in document.clauses)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b"  \n\n ", "empty"),
        ("a.txt", b"\x00\x01\x02binary\x00\x00\x00", "not a text file"),
        ("a.txt", b"\xff\xd8\xff\xe0" + bytes(range(128, 255)) * 20, "neither UTF-8 nor GB18030"),
        ("a.pdf", make_pdf([TITLE, *ARTICLES[:3]], password="secret"), "encrypted"),
        ("a.pdf", make_scan(2), "OCR"),
        ("a.pdf", b"%PDF-1.4 broken", "not a readable PDF"),
        ("a.pdf", b"plain text", "not a pdf file"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "encrypted or an old .doc"),
        ("a.docx", b"PK\x03\x04 word/ broken", "not a Word document"),
        ("a.docx", b"PK\x03\x04 other", "zip file"),
        ("a.html", b"<html><body><script>1</script></body></html>", "no text"),
        ("a.jsonl", b'{"id": 1}\n', "line 1"),
        ("a.doc", b"text", "not a doc file"),
        ("a.exe", b"text", "not a known format"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_mend(tmp_path, name, data, words):
    with pytest.raises(DocumentError) as error:
        read(tmp_path, name, data)
    assert words in str(error.value)
    assert str(error.value).startswith(name)
    assert "\n" not in str(error.value)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr("index.formats.load.MAX_BYTES", 10)
    with pytest.raises(DocumentError, match="split it"):
        read(tmp_path, "a.txt", "超过十个字节的文件".encode())


def test_document_files(tmp_path):
    for name in ("b.txt", "a.md", "sub/c.PDF", "catalog.toml", ".hidden.txt", "~$a.docx", "d.exe", ".git/e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert [path.relative_to(tmp_path).as_posix() for path in document_files(tmp_path)] == [
        "a.md",
        "b.txt",
        "sub/c.PDF",
    ]


# Lists of what is given, as bureaus hand them out: rows under groups, with or without numbers, and notes below.
GROUPED = {
    "numbered groups": (
        ["序号", "奖补事项", "奖补对象", "奖补标准", "责任科室及电话"],
        [
            "一、主体培育",
            ["1", "小升规奖励", "首次升规的工业企业", "一次性奖励8万元", "运行科 0931-8668821"],
            "二、贷款支持",
            ["2", "贷款贴息", "获得知识产权质押贷款的企业", "按LPR的40%贴息，每家企业每年最高20万元", "市金融办"],
        ],
        {"一、主体培育": ("运行科",), "二、贷款支持": ("市金融办",)},
    ),
    "groups without numbers": (
        ["政策名称", "支持对象", "支持内容", "受理部门"],
        [
            "平台建设类",
            [
                "中试基地补助",
                "新认定的中试基地",
                "按设备投入的30%补助；运行良好的，每年补助10万元",
                "市科技局、市财政局",
            ],
            "人才引育类",
            ["安家补贴", "全职引进的博士", "每人给予安家补贴15万元，分三年发放", "市人社局"],
        ],
        {"平台建设类": ("市科技局", "市财政局"), "人才引育类": ("市人社局",)},
    ),
    "one group": (
        ["项目名称", "申报单位", "补助标准", "牵头单位"],
        ["创新券", ["研发服务券", "科技型中小企业", "按实际支出的50%补助，每家企业每年最高5万元", "市科技局"]],
        {"创新券": ("市科技局",)},
    ),
}


@pytest.mark.parametrize("suffix", [".txt", ".docx", ".html"])
@pytest.mark.parametrize("name", GROUPED)
def test_groups_of_rows_are_headings_and_rows_stand_alone(tmp_path, name, suffix):
    header, body, offices = GROUPED[name]
    body = [*body, ["9", *["某"] * (len(header) - 2), "某"]] if name == "one group" else body
    rows = [row if isinstance(row, list) else [row] + [""] * (len(header) - 1) for row in body]
    notes = ["备注：", "1.同一企业同一事项按照就高原则享受。", "2.政策由市科技局负责解释。"]
    blocks = ["丙市科技奖补政策一览表（2024年版）", Grid([header, *rows]), *notes]
    plain = "\n".join(
        b if isinstance(b, str) else "\n".join("\t".join(row).rstrip("\t") for row in b.rows) for b in blocks
    )
    make = {".txt": lambda: plain.encode(), ".docx": lambda: make_docx(blocks), ".html": lambda: make_html(blocks)}
    found = read(tmp_path, f"a{suffix}", make[suffix]())
    assert all(found.clean_text[c.start : c.end] == c.text for c in found.clauses)
    table = [c for c in found.clauses if ".t" in c.clause_id]
    full = [row for row in rows if row[1]]
    assert [c.text for c in table] == [
        "；".join(f"{h}：{v}" for h, v in zip(header, row, strict=True)) + "。" for row in full
    ]
    assert {c.path: c.responsible_units for c in table if "某。" not in c.text} == offices
    assert (found.clauses[-1].path, found.clauses[-1].text) == ("备注", "\n".join(notes))
    assert found.title == "丙市科技奖补政策一览表（2024年版）"


@pytest.mark.parametrize("name", ["注", "备注", "说明"])
def test_notes_below_a_table_are_headed_and_end_with_the_next_chapter(tmp_path, name):
    table = "某市补助办法\n一、补助标准\n级别\t标准\n国家级\t100万元\n省级\t50万元\n"
    notes = f"{name}：\n1.以上均为一次性。\n2.不重复享受。\n二、附则\n本办法自2024年1月1日起施行。"
    found = read(tmp_path, "a.txt", (table + notes).encode())
    assert [c.path for c in found.clauses] == ["一、补助标准"] * 2 + [f"一、补助标准 › {name}", "二、附则"]
