"""Each step of cleaning: before → after."""

import pytest

from index.reading.clean import clean


def steps(text):
    cleaned = clean(text)
    return cleaned.text, set(cleaned.steps)


BODY = "为支持企业创新，根据有关规定，结合本市实际，制定本办法，请各有关单位认真遵照执行。"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("一行\r\n二行\r三行", "一行\n二行\n三行"),
        ("\ufeff甲\u200b乙\x00丙", "甲乙丙"),
        ("\u3000\u3000甲\xa0\xa0乙\t丙", "甲 乙 丙"),
        ("甲\n\n \n\n乙", "甲\n乙"),
        ("", ""),
        (" \n\u3000", ""),
    ],
)
def test_characters_and_blanks(before, after):
    assert steps(before) == (after, set())


def test_traditional_script_becomes_simplified():
    text, done = steps("盤錦市科學技術局關於支持企業創新發展的實施辦法")
    assert text == "盘锦市科学技术局关于支持企业创新发展的实施办法"
    assert done == {"script_converted"}


def test_radicals_and_compatibility_letters_are_ordinary_ones():
    original = "⼀、⽀持对象\n⾼新技术企业、⼩微企业，2025年4⽉1⽇起施⾏。⻓期、⻋辆、⼈⺠、\uf9b5外"
    text, done = steps(original)
    assert text == "一、支持对象\n高新技术企业、小微企业，2025年4月1日起施行。长期、车辆、人民、例外"
    assert done == set()
    assert clean(original).tracked.original_span(0, 2) == (0, 2)


def test_simplified_script_is_left_alone():
    # t2s would turn 乾 and 瞭, which are right here, into 干 and 了.
    assert steps("乾县科技局应瞭解企业需求，著名企业优先。") == ("乾县科技局应瞭解企业需求，著名企业优先。", set())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # broken inside a word, the next line not indented
        (f"  {BODY[:-1]}具有自主知\n识产权的。", f"{BODY[:-1]}具有自主知识产权的。"),
        # a closing mark never begins a line
        ("依据（甘办发〔2018\n〕65号）要求", "依据（甘办发〔2018〕65号）要求"),
        # an ended sentence, a heading, an indented line stay apart
        (f"{BODY}\n{BODY}", f"{BODY}\n{BODY}"),
        (f"{BODY[:-1]}\n一、总体要求\n{BODY}", f"{BODY[:-1]}\n一、总体要求\n{BODY}"),
        (f"  {BODY[:-1]}\n  第二段。", f"{BODY[:-1]}\n第二段。"),
        ("短行\n短行", "短行\n短行"),
    ],
)
def test_wrapped_lines(before, after):
    assert steps(before)[0] == after


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        # label：value
        (
            (
                "业务咨询：兰州市科学技术局成果转化处，0931-00006681、0931-00006682",
                "技术支持：兰州市科技项目服务中心，电话0931-00006690，工作日上午九时至下午五时",
            ),
            False,
        ),
        (
            (
                "A类 120万元 每月8000元 创业资金500万元 免租入住人才公寓",
                "B类 60万元 每月5000元 创业资金300万元 缴纳租金的百分之三十",
            ),
            False,
        ),
        # the text below a table
        (
            (
                "B类 60万元 每月5000元 创业资金300万元 缴纳市场租金的百分之三十",
                "市级支持经费不超过项目新增总投入的25%，重大项目立项后先行拨付，验收合格后拨付其余部分。",
            ),
            False,
        ),
        # a sentence that breaks off before a label, or holds a blank
        (
            (
                "为支持企业开展技术攻关，按照项目实际投入给予补助，申请补助的企业应当符合以下",
                "具体要求：在本市注册，具有独立法人资格，财务制度健全，依法纳税，信用良好。",
            ),
            True,
        ),
        (
            (
                "为支持企业开展 CNAS 认可，按照项目实际投入给予补助，申请补助的企业应当在本市",
                "注册，具有独立法人资格，财务制度健全，依法纳税，信用良好，没有失信记录。",
            ),
            True,
        ),
    ],
)
def test_lines_of_a_list_stay_apart(lines, joined):
    assert (clean("\n".join(lines)).text.count("\n") == 0) is joined


def test_slices_of_a_sharing_site():
    long = "推动科技成果就地转化，" * 12
    text, done = steps(f"某办法\n1、{long}企业\n2、技术中心{long}建设\n3、工程{long}完成。\n4、第二部分{long}")
    assert "slices_removed" in done
    assert "企业技术中心" in text
    assert "建设工程" in text


def test_the_documents_own_list_is_no_slices():
    long = "推动科技成果就地转化，" * 12
    text, done = steps(f"某办法\n1、{long}完成。\n2、{long}完成。\n3、{long}完成。")
    assert done == set()
    assert text.count("、") == 3


@pytest.mark.parametrize(
    ("page", "kept"),
    [
        # menu before the title, footer after the end
        (
            f"首页 新闻 政策 服务 互动\n某市科技创新办法\n第一条 {BODY}\n打印本页 关闭窗口\n主办：某市政府\n"
            f"版权所有 ICP备1号",
            f"某市科技创新办法\n第一条 {BODY}",
        ),
        # weak footer lines go only beside strong ones
        (f"某市科技创新办法\n第一条 {BODY}\n技术支持：某公司\nICP备1号", f"某市科技创新办法\n第一条 {BODY}"),
        (
            f"某市科技创新办法\n第一条 {BODY}\n技术支持：由企业提供。\n第二条 {BODY}",
            f"某市科技创新办法\n第一条 {BODY}\n技术支持：由企业提供。\n第二条 {BODY}",
        ),
        # what a page says of the document stays, as evidence
        (
            f"网站导航\n发文字号：某政发〔2020〕1号\n某市科技创新办法\n第一条 {BODY}",
            f"发文字号：某政发〔2020〕1号\n某市科技创新办法\n第一条 {BODY}",
        ),
        # a menu above the fields of a page whose notice has no title of its own
        (
            f"今天是2023年4月9日 星期日 无障碍浏览\n首页>文件\n发文字号：某政发〔2020〕1号\n成文日期：2020-01-02\n"
            f"{BODY * 2}\n某市科技创新办法\n第一条 {BODY}",
            f"发文字号：某政发〔2020〕1号\n成文日期：2020-01-02\n{BODY * 2}\n某市科技创新办法\n第一条 {BODY}",
        ),
        # links side by side; what a clause says of printing is its own
        (f"某市科技创新办法\n第一条 {BODY}\n【关闭】【打印】", f"某市科技创新办法\n第一条 {BODY}"),
        (f"某市科技创新办法\n第一条 {BODY}\n打印申请表。", f"某市科技创新办法\n第一条 {BODY}\n打印申请表。"),
        # a note of annexes that names files is the document's, and what stands below it; links are the page's
        (
            f"某市科技创新办法\n第一条 {BODY}\n附件：1.申请书.doc\n2.汇总表.xls\n某市科技局\n2024年3月1日\n版权所有",
            f"某市科技创新办法\n第一条 {BODY}\n附件：1.申请书.doc\n2.汇总表.xls\n某市科技局\n2024年3月1日",
        ),
        (f"某市科技创新办法\n第一条 {BODY}\n申请书.doc\n汇总表.xls", f"某市科技创新办法\n第一条 {BODY}"),
        # page numbers of a copied PDF
        (f"某市科技创新办法\n第一条 {BODY}\n- 2 -\n第二条 {BODY}", f"某市科技创新办法\n第一条 {BODY}\n第二条 {BODY}"),
    ],
)
def test_furniture(page, kept):
    assert steps(page)[0] == kept


def test_an_advertisement_goes():
    text, done = steps(f"代开各类发票 办证刻章 加微信：fapiao8888\n\n某市科技创新办法\n第一条 {BODY}")
    assert text == f"某市科技创新办法\n第一条 {BODY}"
    assert "spam_removed" in done


@pytest.mark.parametrize(
    "law",
    [
        "第五十条 禁止制作、传播含有淫秽、赌场、迷信等内容的图书。",
        "查处代开增值税发票的行为，依法追究责任。",
    ],
)
def test_a_law_about_such_things_stays(law):
    assert law in steps(f"某市管理办法\n第一条 {BODY}\n{law}")[0]


def test_every_character_knows_where_it_stood():
    original = "\ufeff打印本页\n盤錦市科學辦法\r\n\r\n\u3000第一條 為支持創新，制定本辦法。"
    tracked = clean(original).tracked
    pairs = [(c, original[tracked.origin[i]]) for i, c in enumerate(tracked.text)]
    assert ("锦", "錦") in pairs
    assert ("条", "條") in pairs
    assert all(a == b or not b.isascii() or b.isspace() for a, b in pairs)


# Three documents as they come out of set pages: every full line breaks, whatever stands there.
SET_PAGES = {
    22: "第一条 为规范本市中试基地的认定和管理，促进科技成果熟化和产业化，根据《某省中试基地管理办法》等规定"
    "，结合本市实际，"
    "制定本办法。\n第二条 本办法所称中试基地，是指提供二次开发、小批量试制、检验检测等服务的开放型载体，由本"
    "市具有独立法人资格"
    "的单位建设和运营。\n第三条 对新认定的国家级、省级、市级中试基地，分别给予一次性200万元、100万元、30万元"
    "的建设补助，"
    "由低级别升为高级别的，补足差额部分。",
    28: "第一条 为加强市级科技计划项目经费管理，提高资金使用效益，依据国家和省有关规定，制定本办法。\n第二条"
    " 项目承担单位是"
    "经费管理的责任主体，应当建立健全内部控制制度，实行单独核算，专款专用，不得截留、挪用、挤占项目经费，不"
    "得将经费用于与项目"
    "无关的支出。\n第三条 项目实施期满后三个月内，项目承担单位应当提出验收申请，逾期未提出的，由市科技局责令限期改正。",
    36: "一、支持对象\n在本市注册、具有独立法人资格、财务制度健全、信用良好的企业、高等学校、科研院所和社会"
    "组织，以及符合条件的"
    "创新创业团队，均可以申请本办法规定的支持；已经获得市级其他财政资金支持的同一项目，不再重复给予支持。"
    "\n二、支持标准\n"
    "对首次认定的技术转移示范机构给予20万元奖励，对年度促成技术合同成交额达到1000万元以上的机构，按照成交额"
    "的千分之五给予奖励，"
    "单个机构每年最高不超过50万元，所需经费从市科技专项资金中列支。",
}


@pytest.mark.parametrize("width", SET_PAGES)
def test_lines_of_set_pages_are_joined(width):
    whole = SET_PAGES[width]
    lines = [line[i : i + width] for line in whole.split("\n") for i in range(0, len(line), width)]
    assert clean("\n".join(lines)).text == whole


@pytest.mark.parametrize(
    "page",
    [
        # paragraphs of a line each; names in a list; items that go on with a comma are joined by it, not by their width
        "\n".join(f"（{n}）对新认定的省级创新平台，一次性给予建设补助五十万元；" for n in "一二三四五六七八"),
        "\n".join(f"某市{n}区科学技术与工业信息化局创新平台管理科" for n in "甲乙丙丁戊己庚辛"),
        "\n".join(f"{n}．营业执照复印件加盖公章后扫描上传到申报系统" for n in range(1, 9)),
    ],
)
def test_lists_are_no_set_pages(page):
    assert clean(page).text.count("\n") == 7


def test_page_numbers_go_without_a_word():
    text, done = steps(
        f"某市科技局文件\n某科〔2021〕1号\n某市科技创新办法\n第一条 {BODY}\n— 1 —\n第二条 {BODY}\n第 2 页 共 2 页"
    )
    assert text == f"某市科技局文件\n某科〔2021〕1号\n某市科技创新办法\n第一条 {BODY}\n第二条 {BODY}"
    assert not done


@pytest.mark.parametrize(
    ("original", "gaps"),
    [
        ("对孵化器给予\n— 3 —\n一次性奖励。", True),
        ("对孵化器给予\n一次性奖励。", False),
        ("对孵化器 给予一次性奖励。", False),
    ],
)
def test_where_a_whole_line_was_left_out_is_known(original, gaps):
    import re

    from index.language.spans import Tracked

    tracked = Tracked.of(original).sub(re.compile(r"\n— 3 —"), "").sub(re.compile(r"\s"), "")
    assert bool(tracked.gaps(original, 0, len(tracked.text))) is gaps
