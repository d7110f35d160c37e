"""What a document says it is; little documents, one value each, with the look-alike beside it."""

from __future__ import annotations

from datetime import date

import pytest

from index.document import read_text
from index.facts.catalog import CatalogFacts

BODY = "为支持企业创新，结合兰州市实际，制定本办法。\n第一条 支持企业开展技术攻关，给予补助。\n第二条 "
"本办法由市科技局解释。"
TODAY = date(2026, 1, 1)


def read(text, name="某文件.txt", facts=None):
    return read_text(text, name, facts, TODAY)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"兰州市科技创新券管理办法(试行)\n{BODY}", "兰州市科技创新券管理办法（试行）"),
        (
            f"兰州市建立“四棒接力”工作机制\n促进科技成果转化的实施方案\n(送审稿)\n{BODY}",
            "兰州市建立“四棒接力”工作机制促进科技成果转化的实施方案（送审稿）",
        ),
        (f"兰州市人民政府办公厅\n关于支持科技创新的通知\n{BODY}", "兰州市人民政府办公厅关于支持科技创新的通知"),
        # the plan wins over the notice that carries it
        (
            f"兰州市人民政府关于印发兰州市科技创新办法的通知\n各区人民政府：\n现印发给你们，请认真执行。\n"
            f"兰州市人民政府\n2024年1月5日\n"
            f"兰州市科技创新办法\n{BODY}",
            "兰州市科技创新办法",
        ),
        # a remark in brackets is no part of the title, a stage is
        *(
            (
                f"兰州市人民政府关于印发兰州市科技创新办法的通知\n各区人民政府：\n现印发给你们，请认真执行。\n"
                f"兰州市人民政府\n2024年1月5日\n{remark}\n兰州市科技创新办法\n{BODY}",
                "兰州市科技创新办法",
            )
            for remark in ("（此件公开发布）", "(此件主动公开)", "（信息公开形式：主动公开）")
        ),
        *(
            (f"兰州市科技创新办法\n{line}\n{BODY}", title)
            for line, title in (
                ("（此件公开发布）", "兰州市科技创新办法"),
                ("（2021年3月1日市政府会议通过）", "兰州市科技创新办法"),
                ("（2018年5月30日）", "兰州市科技创新办法"),
                ("（2021年修订）", "兰州市科技创新办法（2021年修订）"),
                ("（公开征求意见稿）", "兰州市科技创新办法（公开征求意见稿）"),
            )
        ),
        # a page's menu above it: its words name kinds, too
        *(
            (
                f"手机版\n无障碍\n{menu}\n基本信息\n文 号： 兰科发〔2024〕3号\n兰州市科技创新办法\n分享到\n{BODY}",
                "兰州市科技创新办法",
            )
            for menu in ("搜索\n政策解读", "长者助手\n通知公告", "首页 · 政务公开\n办事指南")
        ),
        # a title that goes on in the next line, though its first part ends like one
        (
            f"兰州市科学技术局\n关于印发《兰州市支持科技成果转化政策\n实施方案》的通知\n各区县科技局：\n{BODY}",
            "兰州市科学技术局关于印发《兰州市支持科技成果转化政策实施方案》的通知",
        ),
        (
            f"兰州市科学技术局 兰州市财政局\n关于印发兰州市科技创新券管理办法\n实施细则的通知\n各区县科技局：\n{BODY}",
            "兰州市科学技术局 兰州市财政局关于印发兰州市科技创新券管理办法实施细则的通知",
        ),
        # a title that breaks inside a word, or before its kind
        (
            f"兰州市人民政府关于推进创新创业的指导意\n见\n兰政发〔2024〕3号\n{BODY}",
            "兰州市人民政府关于推进创新创业的指导意见",
        ),
        (f"《兰州市科技创新实施方案》\n政策解读\n{BODY}", "《兰州市科技创新实施方案》政策解读"),
        # the way to a page
        (
            f"首页 > 信息公开 > 公开目录\n首页省政府要闻政策\n兰州市科技创新办法\n{BODY}",
            "兰州市科技创新办法",
        ),
        # a title that names no place gets the issuer's
        (f"关于支持科技创新的若干措施\n{BODY}\n兰州市科学技术局\n2024年1月5日", "兰州市 关于支持科技创新的若干措施"),
        # marks that were lost are taken from the other printing
        (
            f"兰州市人民政府关于印发兰州市科技创新计划(2021—2025年)的通知\n各区人民政府：\n现印发给你们，"
            f"请认真执行。\n兰州市人民政府\n"
            f"2024年1月5日\n兰州市科技创新计划20212025年)\n{BODY}",
            "兰州市科技创新计划（2021—2025年）",
        ),
        # the day behind it is none of it
        (f"兰州市科技创新办法（2023年4月28日）\n{BODY}", "兰州市科技创新办法"),
        (f"兰州市支持科技创新若干措\n施（2023年5月30日）\n{BODY}", "兰州市支持科技创新若干措施"),
        # a page that prints it twice in a row
        (
            f"兰州市科技创新计划(2021—2025年)的通知兰州市科技创新计划（2021-2025年）的通知\n兰科发〔2024〕3号\n{BODY}",
            "兰州市科技创新计划（2021—2025年）的通知",
        ),
        # what the notice names, over several lines, or with another last word
        *(
            (
                f"兰州市人民政府关于印发{inner}的通知\n各区人民政府：\n现印发给你们，请认真执行。\n兰州市人民政府\n"
                f"2024年1月5日\n{lines}\n{BODY}",
                title,
            )
            for inner, lines, title in (
                (
                    "试点对接国际标准推进开放若干措施",
                    "试点对接国际标准\n推进开放的若干措施",
                    "试点对接国际标准推进开放的若干措施",
                ),
                ("优化营商环境六项机制", "兰州市优化营商环境六项机制", "兰州市优化营商环境六项机制"),
            )
        ),
        # its note of annexes is no title
        (
            "关于印发兰州市科技创新方案的通知\n各区：\n现将方案印发给你们。\n附件：1.兰州市科技创新方案\n2.任务表\n"
            f"兰州市科学技术局\n2024年1月5日\n附件1\n兰州市科技创新方案\n{BODY}",
            "兰州市科技创新方案",
        ),
        # a notice that carries two documents names them both
        (
            "兰州市人民政府关于印发甲区办法和乙区办法的通知\n各区：\n《甲区创新管理办法》和《乙区创新管理办法》已经同意，现印发给你们。\n"
            f"兰州市人民政府\n2024年1月5日\n甲区创新管理办法\n{BODY}",
            "兰州市人民政府关于印发甲区办法和乙区办法的通知",
        ),
        # one that is handed on without its notice
        (
            "兰州市人民政府印发《关于支持科技创新的意见》（2023年5月21日）\n近日，市政府印发了《关于支持科技创新的意见》。\n"
            f"《关于支持科技创新的意见》主要内容如下。\n{BODY}",
            "兰州市 关于支持科技创新的意见",
        ),
        # a letter that names no office is cited as it is printed
        (
            "兰州市科学技术局文件\n兰科发〔2024〕3号\n关于同意设立科技园的批复\n市高新区：\n同意。\n兰州市科学技术局\n2024年1月5日",
            "关于同意设立科技园的批复",
        ),
        # no title is printed: the file's name
        (BODY, "某文件"),
        # it runs into number and addressees
        (
            f"兰州市科学技术局关于征集项目的通知兰科发〔2024〕3号各区科技局：\n{BODY}",
            "兰州市科学技术局关于征集项目的通知",
        ),
    ],
)
def test_title(text, title):
    assert read(text).title == title


@pytest.mark.parametrize(
    ("front", "number", "warned"),
    [
        ("兰政办发〔2017〕145号", "兰政办发〔2017〕145号", False),
        ("兰政办发[2017]145号", "兰政办发〔2017〕145号", False),
        ("（兰政办发〔2017〕145号）", "兰政办发〔2017〕145号", False),
        ("发文字号：兰科发〔2024〕3号", "兰科发〔2024〕3号", False),
        ("索引号: A/1 文件编号: 兰科发〔2024〕3号 公开范围: 全部", "兰科发〔2024〕3号", False),
        ("兰政办发〔201729", "兰政办发〔2017〕29号", True),
        ("兰政办发〔2017〕29", "兰政办发〔2017〕29号", True),
        ("兰政办发〔217〕29号", None, True),
        # a number in the text is another document's
        ("", None, False),
        ("【字 号】", None, False),
        # of offices that count by years
        ("商服贸函2026年第322号", "商服贸函2026年第322号", False),
        ("财政部 税务总局公告2023年第7号", "财政部 税务总局公告2023年第7号", False),
        ("国家税务总局公告\n2023年第7号", "国家税务总局公告2023年第7号", False),
        ("发文字号：商服贸函2026年第322号", "商服贸函2026年第322号", False),
        # of an order or of a congress, on several lines, or in the note below the title
        ("兰州市人民政府令\n第5号", "兰州市人民政府令第5号", False),
        ("甘肃省第十四届人民代表大会第一次会议\n公告\n第7号", "甘肃省第十四届人民代表大会第一次会议公告第7号", False),
        ("（2021年7月27日国务院令第746号公布）", "国务院令第746号", False),
    ],
)
def test_number(front, number, warned):
    document = read(f"兰州市科技创新办法\n{front}\n为落实《某意见》（甘办发〔2018〕65号），{BODY}")
    assert document.doc_number == number
    assert ("number_uncertain" in {w.code for w in document.warnings}) is warned


@pytest.mark.parametrize(
    ("signature", "issuers"),
    [
        ("兰州市科学技术局\n2024年1月5日", ("兰州市科学技术局",)),
        ("兰州市科学技术局\n兰州市财政局\n2024年1月5日", ("兰州市科学技术局", "兰州市财政局")),
        ("兰州市科学技术局 兰州市财政局\n2024年1月5日", ("兰州市科学技术局", "兰州市财政局")),
        ("兰 州 市 科 学 技 术 局\n2024年1月5日", ("兰州市科学技术局",)),
        ("兰州市科学技术局 2024年1月5日", ("兰州市科学技术局",)),
        ("", ()),
    ],
)
def test_issuers(signature, issuers):
    document = read(f"兰州市科技创新办法\n{BODY}\n{signature}")
    assert document.issuers == issuers
    assert document.issued_on == ("2024-01-05" if signature else None)


@pytest.mark.parametrize(
    ("line", "issuers"),
    [
        ("（兰州市科学技术局 兰州市财政局 2024年1月5日印发）", ("兰州市科学技术局", "兰州市财政局")),
        ("(兰州市科学技术局、兰州市财政局2024年1月5日发布)", ("兰州市科学技术局", "兰州市财政局")),
        ("（2024年1月5日市政府第3次常务会议通过）", ()),
    ],
)
def test_issuers_in_brackets_below_the_title(line, issuers):
    document = read(f"创新创业办法\n{line}\n{BODY}")
    assert document.issuers == issuers
    assert document.title == "创新创业办法"


def test_the_red_head_is_no_part_of_the_title():
    document = read(f"兰州市科学技术局文件\n兰州市科技园区办法\n兰科发〔2024〕3号\n{BODY}")
    assert (document.title, document.issuers) == ("兰州市科技园区办法", ("兰州市科学技术局",))


def test_a_signature_is_no_part_of_the_title_below_it():
    for gap in ("\n", "", " "):
        document = read(
            "兰州市科学技术局关于印发《兰州市中试基地细则》的通知\n各县区科技局：\n现将《兰州市中试基地细则》印发给你们。\n"
            f"兰州市科学技术局{gap}2024年1月5日\n兰州市中试基地细则\n{BODY}"
        )
        assert (document.title, document.issued_on) == ("兰州市中试基地细则", "2024-01-05")
        assert document.issuers == ("兰州市科学技术局",)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"历下区创新办法\n{BODY}", "山东省/济南市/历下区"),
        (f"国务院关于支持创新的意见\n{BODY}", "全国"),
        (f"甘肃省科学技术厅关于支持创新的通知\n{BODY}", "甘肃省"),
        (f"关于支持创新的意见\n{BODY}\n盘锦市人民政府\n2024年1月5日", "辽宁省/盘锦市"),
        ("创新办法\n为支持创新，结合历下区实际，制定本办法。", "山东省/济南市/历下区"),
        (f"城关区创新办法\n{BODY}", "甘肃省/兰州市/城关区"),
        ("创新办法\n学习上海张江、深圳等地的经验。", ""),
        # whose rules it cites, where it names no other place
        ("人才入户指南\n根据《广州市人才入户办法》，在广州就业的可以申请。", "广东省/广州市"),
        ("人才入户指南\n根据《广州市人才入户办法》，参照深圳市的做法。", ""),
        # the city that made it is part of another since
        (
            "济南市建筑条例\n（2016年9月21日莱芜市第十七届人民代表大会常务委员会第三次会议通过）\n第一条 制定。",
            "山东省/济南市",
        ),
        ("入统奖励办事指南\n申报单位的注册地在广州市南沙区范围内。", "广东省/广州市/南沙区"),
        # a table of many cities is of none of them
        ("补贴汇总\n深圳市南山区人民政府：1万元。\n杭州市萧山区：2万元。\n南京市江宁区：3万元。\n武汉市：4万元。", ""),
    ],
)
def test_place(text, place):
    assert read(text).jurisdiction == place


@pytest.mark.parametrize(
    ("article", "effective", "expires"),
    [
        ("本办法自2024年3月1日起施行。", "2024-03-01", None),
        ("本办法自2024年3月1日起施行，有效期五年。", "2024-03-01", "2029-02-28"),
        ("本办法自2024年3月1日起施行，有效期至2027年12月31日。", "2024-03-01", "2027-12-31"),
        ("本办法自发布之日起施行，有效期3年。", "2024-01-05", "2027-01-04"),
        ("本办法自印发之日起施行，试行期两年。", "2024-01-05", "2026-01-04"),
        ("本办法自印发之日起30日后施行。", "2024-02-04", None),
        ("本办法自印发之日起满三十日施行，有效期2年。", "2024-02-04", "2026-02-03"),
        ("本办法自公布之日起一个月后施行。", "2024-02-05", None),
        ("本办法自公布之日起30个工作日后施行。", None, None),
        # the first and the last day in one
        ("政策执行期限为2023年7月1日至2026年6月30日。", "2023-07-01", "2026-06-30"),
        ("本措施执行期限：2024年1月1日—2026年12月31日。", "2024-01-01", "2026-12-31"),
        ("有效期自2023年5月1日起至2028年4月30日止。", "2023-05-01", "2028-04-30"),
        ("所需资金由市财政列支，有效期限为2023年5月1日到2025年4月30日。", "2023-05-01", "2025-04-30"),
        ("本政策实施期限自2024年1月1日起至2026年12月31日止，由市科技局解释。", "2024-01-01", "2026-12-31"),
        ("本细则自2024年1月1日至2026年12月31日止施行。", "2024-01-01", "2026-12-31"),
        # other words for a term
        ("本办法自2024年3月1日起执行，至2027年2月28日止。", "2024-03-01", "2027-02-28"),
        ("本办法自2024年3月1日起试行，试行2年。", "2024-03-01", "2026-02-28"),
        ("本办法自发布之日起施行，暂定3年。", "2024-01-05", "2027-01-04"),
        ("本办法自印发之日起实施，实施期三年。", "2024-01-05", "2027-01-04"),
        # the term of a project, a call, a support, a paper
        ("项目执行期限为2024年1月1日至2026年12月31日。", None, None),
        ("（三）执行期限：2024年1月1日至2026年12月31日。", None, None),
        ("申报期限自2024年3月1日至2024年4月30日。", None, None),
        ("补贴有效期限为2024年1月1日至2026年12月31日。", None, None),
        ("证书有效期自2024年1月1日至2026年12月31日的企业可以申请。", None, None),
        ("对新建基地，建设期暂定3年。", None, None),
        ("上述政策实施时间为2024年1月1日至2024年12月31日。", None, None),
        ("该项政策执行期限为2024年1月1日至2024年12月31日。", None, None),
        # planned only
        ("本办法拟自2024年3月1日起施行。", None, None),
        # of something else
        ("高新技术企业证书有效期三年。", None, None),
        ("《某条例》自2008年1月1日起施行后，企业可以申请。", None, None),
        ("项目实施期限为2年。", None, None),
    ],
)
def test_effective_and_expiry(article, effective, expires):
    document = read(f"兰州市创新办法\n{BODY}\n第三条 {article}\n兰州市科学技术局\n2024年1月5日")
    assert (document.effective_on, document.expires_on) == (effective, expires)


@pytest.mark.parametrize(
    ("article", "signed", "source"),
    [
        ("自2024年3月1日起施行", "2024年1月5日", "text"),
        ("自印发之日起施行", "2024年1月5日", "text"),
        ("自印发之日起30日后施行", "2024年1月5日", "inferred"),
        ("自印发之日起施行", "224年1月5日", "inferred"),
    ],
)
def test_a_day_that_follows_from_another_is_inferred(article, signed, source):
    document = read(f"兰州市创新办法\n{BODY}\n第三条 本办法{article}。\n兰州市科学技术局\n{signed}")
    assert [item.source for item in document.evidence if item.field == "effective_on"] == [source]


@pytest.mark.parametrize(
    "line",
    [
        "发布日期：2024-06-12 09:30   来源：兰州市科技局",
        "来源：兰州市科技局  发布日期：2024-06-12  浏览次数：12 字体：[ 大 中 小 ]",
        "索引号：XA/2024　　发布日期：2024年6月12日　　有效性：有效",
        "【发布时间】2024-06-12【来源】兰州市科技局",
        "发布时间：2024/06/12 09:30:11 | 来源：兰州市科技局 | 作者：办公室",
        "时间：2024-06-12 09:30 来源：兰州市科技局",
        "日期：2024-06-12　来源：兰州市科技局　【字体：大 中 小】",
        "发文日期：2024-06-05 发布日期：2024-06-12",
    ],
)
@pytest.mark.parametrize("above", [True, False])
def test_published_on_a_line_of_several_fields(line, above):
    head = f"{line}\n兰州市创新办法" if above else f"首页 > 政策文件\n兰州市创新办法\n{line}"
    document = read(f"{head}\n{BODY}")
    assert (document.title, document.published_on) == ("兰州市创新办法", "2024-06-12")


def test_a_notice_says_when_a_meeting_is():
    document = read("关于召开会议的通知\n时间：2024年6月12日上午9时\n地点：市科技局\n请准时参加。")
    assert document.published_on is None


@pytest.mark.parametrize(
    ("article", "repeals"),
    [
        ("《兰州市旧办法》同时废止。", ("兰州市旧办法",)),
        ("原《兰州市旧办法》（兰科发〔2018〕1号）、《旧细则（试行）》同时废止。", ("兰州市旧办法", "旧细则（试行）")),
        ("兰科发〔2018〕12号文件同时废止。", ("兰科发〔2018〕12号",)),
        ("此前印发的《兰州市旧办法》予以废止。", ("兰州市旧办法",)),
        ("按照《某条例》执行。", ()),
        ("《某条例》未废止前从其规定。", ()),
    ],
)
def test_repeals(article, repeals):
    assert read(f"兰州市创新办法\n{BODY}\n第三条 本办法自2024年3月1日起施行。{article}").repeals == repeals


def test_based_on():
    preamble = (
        "为落实《甘肃省甲意见》（甘发〔2020〕1号）和《甘肃省乙办法》，根据《甘肃省丙条例》（以下简称《条例》），"
        "制定本办法。"
    )
    based_on = read(f"兰州市创新办法\n{preamble}\n第一条 支持企业，参照《甘肃省丁细则》办理。").based_on
    assert based_on == ("甘肃省甲意见", "甘肃省乙办法", "甘肃省丙条例")


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        (f"【主题分类】科技成果与知识产权\n兰州市创新办法\n{BODY}", "科技成果与知识产权"),
        (f"兰州市科技企业孵化器管理办法\n{BODY}", "创新创业载体"),
        (f"兰州市会议管理办法\n{BODY}", None),
    ],
)
def test_topic(text, topic):
    assert read(text).topic == topic


def test_the_catalog_wins_over_everything():
    facts = CatalogFacts.model_validate(
        {
            "title": "核对过的标题",
            "doc_number": "兰科发〔2024〕9号",
            "issuers": ["兰州市科学技术局"],
            "jurisdiction": "甘肃省",
            "issued_on": date(2024, 1, 31),
            "effective_on": "2024-03-01",
            "validity": "in_force",
            "source_url": "https://example.org/1",
        }
    )
    document = read(f"【时效性】失效\n兰州市创新办法（草案）\n{BODY}\n盘锦市科技局\n2020年1月5日", facts=facts)
    assert document.title == "核对过的标题"
    assert document.doc_number == "兰科发〔2024〕9号"
    assert document.issuers == ("兰州市科学技术局",)
    assert document.jurisdiction == "甘肃省"
    assert (document.issued_on, document.effective_on) == ("2024-01-31", "2024-03-01")
    assert document.validity == "in_force"
    assert document.source_url == "https://example.org/1"
    assert {e.field for e in document.evidence if e.source == "catalog"} >= {"title", "doc_number", "validity"}


@pytest.mark.parametrize(
    ("note", "issuers", "days"),
    [
        ("（2021年7月27日国务院令第746号公布）", ("国务院",), ("2021-07-27", "2021-07-27", "2021-07-27")),
        ("2022年6月6日 中华人民共和国国家安全部令第2号公布", ("国家安全部",), ("2022-06-06",) * 3),
        (
            "（2026年1月26日经部务会议通过 2026年2月2日民政部令第83号公布\n自公布之日起施行）",
            ("民政部",),
            ("2026-01-26", "2026-02-02", "2026-02-02"),
        ),
        # of a passage or an approval no day of promulgation is known
        (
            "2019年2月24日 景宁畲族自治县第九届人民代表大会第三次会议审议通过\n"
            "2019年5月31日 浙江省第十三届人民代表大会常务委员会第十二次会议批准",
            ("景宁畲族自治县人民代表大会",),
            ("2019-02-24", None, None),
        ),
    ],
)
def test_the_note_below_a_title_says_who_made_the_document_and_when(note, issuers, days):
    document = read(f"公民举报奖励办法\n{note}\n第一条 制定本办法。\n第二条 本办法自公布之日起施行。")
    assert document.issuers == issuers
    assert (document.issued_on, document.published_on, document.effective_on) == days
    assert document.clauses[0].text == "第一条 制定本办法。"


def test_the_day_behind_a_title_stands_in_for_one_below_the_text():
    head = "兰州市科学技术局关于支持创新的通知（2023年4月28日）"
    assert read(f"{head}\n{BODY}").issued_on == "2023-04-28"
    assert read(f"{head}\n{BODY}\n兰州市科学技术局\n2023年4月20日").issued_on == "2023-04-20"


@pytest.mark.parametrize(
    ("head", "issuers"),
    [
        ("市工程审批改革工作领导小组关于支持创新的通知", ("市工程审批改革工作领导小组",)),
        ("天津市政务服务办关于支持创新的通知", ("天津市政务服务办",)),
        ("国家发展改革委等部门关于支持创新的通知", ("国家发展改革委",)),
        ("湖北省商务厅武汉海关关于支持创新的通知", ("湖北省商务厅", "武汉海关")),
        ("中共陕西省委陕西省人民政府关于支持创新的意见", ("中共陕西省委", "陕西省人民政府")),
        ("国家税务总局上海市税务局关于支持创新的通知", ("国家税务总局上海市税务局",)),
        ("中国银行保险监督管理委员会上海监管局关于支持创新的通知", ("中国银行保险监督管理委员会上海监管局",)),
    ],
)
def test_offices_at_the_head_of_a_title(head, issuers):
    assert read(f"{head}\n{BODY}").issuers == issuers


def test_the_first_term_is_the_documents_own():
    article = "第三条 本办法自印发之日起施行，有效期3年。\n兰州市科学技术局\n2024年1月5日\n兰州市另一办法\n"
    document = read(
        f"兰州市创新办法（2024年1月5日）\n{BODY}\n{article}第一条 本办法自印发之日起施行，有效期至2024年12月31日。"
    )
    assert document.expires_on == "2027-01-04"


def test_evidence_is_the_printed_text():
    text = f"发文字号：兰科发〔2024〕3号\n\n兰州市创新办法\n\n{BODY}\n兰州市科学技术局\n2024年1月5日"
    for item in read(text).evidence:
        if item.start is not None:
            assert text[item.start : item.end] == item.text


HEAD = "河北省天气管理规定\n河北省人民政府\n"
ORDER = "《河北省天气管理规定》已经省政府第76次常务会议通过，现予公布，自2011年2月1日起施行。"


@pytest.mark.parametrize(
    ("front", "number"),
    [
        (
            f"{HEAD}政府令〔2010〕第15号\n{ORDER}\n省长 某某\n二○一○年十二月二十五日\n河北省天气管理规定\n",
            "政府令〔2010〕第15号",
        ),
        (
            f"{HEAD}河北省天气管理规定\n河北省人民政府令\n第82号\n{ORDER}\n省长 某某\n二○一○年十二月二十五日\n",
            "河北省人民政府令第82号",
        ),
    ],
)
def test_a_regulation_with_the_order_that_makes_it_known(front, number):
    document = read(f"{front}第一章 总 则\n第一条 为加强管理，制定本规定。\n第二条 本规定所称天气，是指气象。")
    assert document.doc_number == number
    assert document.issuers == ("河北省人民政府",)
    assert (document.issued_on, document.effective_on) == ("2010-12-25", "2011-02-01")
    assert [(c.clause_id.split(".")[1], c.path) for c in document.clauses] == [
        ("letter", "来文"),
        ("a1", "第一章 总则 › 第一条"),
        ("a2", "第一章 总则 › 第二条"),
    ]
    assert document.clauses[0].text == ORDER


def test_fields_whose_values_stand_on_the_next_line():
    document = read(
        "兰州市工作规则\n  • 索引号:\n\n  6107/2024-1\n  • 主题分类:\n\n  • 发文机构:\n  兰州市人民政府\n  • "
        "发文字号:\n\n  兰政发〔2024〕7号\n"
        "  • 成文日期:\n  2024年04月06日 16:40\n  • 有效性:\n\n  • 发布日期:\n  2024年04月08日\n兰州市工作规则\n" + BODY
    )
    assert document.doc_number == "兰政发〔2024〕7号"
    assert document.issuers == ("兰州市人民政府",)
    assert (document.issued_on, document.published_on) == ("2024-04-06", "2024-04-08")
    assert document.topic is None
    assert document.validity == "unknown"


def test_a_call_for_comments_carries_a_draft():
    document = read(
        "关于《兰州市创新措施（征求意见稿）》公开征求意见的公告\n我局起草了《兰州市创新措施（征求意见稿）》，"
        "现公开征求意见。\n兰州市科学技术局\n"
        "2024年5月10日\n兰州市创新措施\n（征求意见稿）\n为支持创新，制定以下措施。\n一、加大投入\n给予补助。\n"
        "二、附则\n自2024年8月1日起施行。"
    )
    assert document.title == "兰州市创新措施（征求意见稿）"
    assert document.validity == "draft"
    assert [w.code for w in document.warnings] == ["not_in_force"]
    assert document.effective_on is None


def test_a_page_that_lost_all_its_line_ends():
    document = read(
        "德市科发〔2020〕49号德阳市科学技术局关于印发《德阳市孵化器管理办法》的通知各县(市、区),各有关单位:"
        "现将《德阳市孵化器管理办法》"
        "印发给你们,附件:德阳市孵化器管理办法德阳市科学技术局2020年6月18日附件德阳市孵化器管理办法第一章总则"
        "第一条为支持创新,制定本办法。"
        "第二条本办法所称孵化器,是指科技创业服务机构。"
        "第二章条件第三条申报应当具备以下条件:1、注册在德阳;2、有完善的制度。"
    )
    assert document.title == "德阳市孵化器管理办法"
    assert document.doc_number == "德市科发〔2020〕49号"
    assert document.issuers == ("德阳市科学技术局",)
    assert document.issued_on == "2020-06-18"
    assert [c.path for c in document.clauses] == [
        "第一章 总则 › 第一条",
        "第一章 总则 › 第二条",
        "第二章 条件 › 第三条",
    ]


@pytest.mark.parametrize(
    ("imprint", "issued"),
    [
        ("丙市发展和改革委员会办公室          2021年3月22日印发", "2021-03-18"),
        ("丙市人民政府办公室秘书科　2022年3月22日印发", "2021-03-18"),
        ("丙市科学技术局综合科 2021年3月18日印发", "2021-03-18"),
    ],
)
def test_the_office_that_prints_has_issued_nothing(imprint, issued):
    notice = (
        "丙市科学技术局关于印发《丙市中试基地管理办法》的通知\n各县、区科技主管部门，城东新区\n科技主管"
        "部门，各有关单位：\n"
    )
    letter = "现将《丙市中试基地管理办法》印发给你们，请遵照执行。\n丙市科学技术局\n2021年3月18日\n"
    text = (
        f"{notice}{letter}丙市中试基地管理办法\n第一条 为规范管理，制定本办法。\n第二条 本办法自印发之日"
        f"起施行。\n{imprint}"
    )
    read = read_text(text, "a.txt")
    assert (read.issuers, read.issued_on) == (("丙市科学技术局",), issued)
    assert read.clauses[0].text == letter.split("\n")[0]
    assert read.clauses[-1].text == "第二条 本办法自印发之日起施行。"


@pytest.mark.parametrize("suffix", ["（征求意见稿）", "\n（征求意见稿）", "\n(征求意见稿)"])
@pytest.mark.parametrize("marks", ["⒈⒉⒊", ["一、", "二、", "三、"], ["1.", "2.", "3."]])
def test_a_draft_stands_below_a_call_whose_ways_to_reply_are_numbered(suffix, marks):
    notice = "丙市科学技术局关于公开征求《丙市支持中试平台建设若干措施（征求意见稿）》意见的公告\n"
    ways = f"现公开征求意见。请于2024年6月10日前反馈：\n{marks[0]}电子邮箱：a@163.com；\n{marks[1]}信函：丙市科技局；\n"
    ways += f"{marks[2]}电话：0931-8668821。\n丙市科学技术局\n2024年5月10日\n"
    draft = (
        f"丙市支持中试平台建设若干措施{suffix}\n为支持创新，制定以下措施。\n一、加大投入\n给予补助。\n二"
        f"、附则\n由市科技局解释。"
    )
    read = read_text(notice + ways + draft, "a.txt")
    assert read.title == "丙市支持中试平台建设若干措施（征求意见稿）"
    assert [c.path for c in read.clauses] == ["公告", "引言", "一、加大投入", "二、附则"]
    assert (read.validity, read.issued_on) == ("draft", "2024-05-10")


def test_a_draft_that_is_only_announced_is_not_below():
    notice = (
        "丙市科学技术局关于公开征求《丙市支持中试平台建设若干措施（征求意见稿）》意见的公告\n请反馈："
        "\n1.邮箱：a@163.com。\n"
    )
    read = read_text(notice + "附件：丙市支持中试平台建设若干措施（征求意见稿）\n2024年5月10日", "a.txt")
    assert read.title.endswith("意见的公告")


@pytest.mark.parametrize(
    ("head", "title", "issuers"),
    [
        ("丙市惠企政策明细表\n丙市科学技术局 2024年5月编", "丙市惠企政策明细表", ("丙市科学技术局",)),
        ("丙市高新技术企业认定百问百答手册（2023年版）", "丙市高新技术企业认定百问百答手册（2023年版）", ()),
        (
            "丙县支持科技创新“十二条”\n丙县人民政府办公室\n2023年5月6日",
            "丙县支持科技创新“十二条”",
            ("丙县人民政府办公室",),
        ),
        ("丙市科技金融政策汇编2024版", "丙市科技金融政策汇编2024版", ()),
    ],
)
def test_titles_of_what_a_bureau_hands_out(head, title, issuers):
    document = read(f"{head}\n一、支持对象\n在本市注册的科技型中小企业。\n二、支持标准\n按实际支出的50%给予补助。")
    assert (document.title, document.issuers) == (title, issuers)
    assert [w.code for w in document.warnings if w.code == "title_uncertain"] == []
    assert [c.path for c in document.clauses] == ["一、支持对象", "二、支持标准"]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("丙市科技创新扶持资金兑现", "丙市科技创新扶持资金兑现"),
        ("丙市科技特派员工作有关情况", "丙市科技特派员工作有关情况"),
        ("科技型企业贷款贴息申请", "科技型企业贷款贴息申请"),
        # a sentence, a label, contacts and a heading are none: the file's name stands
        ("为支持企业创新，现就有关事项明确", "a"),
        ("支持对象：科技型中小企业", "a"),
        ("咨询电话 0931-8668821", "a"),
    ],
)
def test_a_first_line_without_a_kind_is_a_doubtful_title(line, title):
    document = read_text(
        f"{line}\n一、支持对象\n在本市注册的科技型中小企业。\n二、支持标准\n按支出的50%补助。", "a.txt"
    )
    assert document.title == title
    assert [w.code for w in document.warnings] == ["title_uncertain"]


LAW_PAGE = (
    "榆林市科技创新条例_地方性法规_某法规网\n\n【法规名称】 榆林市科技创新条例\n"
    "【颁布部门】 榆林市人民代表大会常务委员会\n【颁布时间】 2022-01-10\n【实施时间】 2022-03-01\n"
    "【效力属性】 有效\n【正  文】\n\n榆林市人民代表大会常务委员会公告\n第六号\n"
    "《榆林市科技创新条例》已于2021年11月30日通过，现予公布，自2022年3月1日起施行。\n"
    "榆林市人民代表大会常务委员会\n2022年1月8日\n榆林市科技创新条例\n"
    "（2021年11月1日榆林市人民代表大会常务委员会通过 2021年11月30日陕西省人民代表大会常务委员会批准）\n"
    "目录\n第一章 总则\n第二章 附则\n第一章 总则\n第一条 为了促进科技创新，制定本条例。\n"
    "第二章 附则\n第二条 本条例自2022年3月1日起施行。\n==========\n免责声明：本网站所收集的资料仅供参考。"
)


def test_a_page_of_a_law_library():
    document = read(LAW_PAGE)
    assert (document.title, document.validity) == ("榆林市科技创新条例", "in_force")
    assert document.doc_number == "榆林市人民代表大会常务委员会公告第六号"
    assert document.issuers == ("榆林市人民代表大会常务委员会",)
    dates = (document.issued_on, document.published_on, document.effective_on)
    assert dates == ("2022-01-08", "2022-01-10", "2022-03-01")
    assert [clause.path for clause in document.clauses] == ["公告", "第一章 总则 › 第一条", "第二章 附则 › 第二条"]
    assert document.clauses[0].responsible_units == ()
    assert document.clauses[-1].text.endswith("起施行。")
    # of a page that does not say that it is valid nothing is known
    assert read(LAW_PAGE.replace("【效力属性】 有效\n", "")).validity == "unknown"


def test_a_notice_of_an_office_alone_keeps_its_title():
    assert read(f"兰州市科学技术局公告\n{BODY}").title == "兰州市科学技术局公告"


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ("生成日期：2024-05-16 公开日期：2024-06-02", "2024-06-02"),
        ("生成日期：2024-05-16", "2024-05-16"),
    ],
)
def test_the_day_on_which_a_page_was_made_is_the_last_resort(fields, day):
    assert read(f"{fields}\n兰州市科技创新办法\n{BODY}").published_on == day
