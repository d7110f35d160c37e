"""What is one clause, which offices it names, where a long one is cut."""

import pytest

from index.document import read_text
from index.facts.responsible import responsible_units
from index.reading.clauses import MAX_CLAUSE, parse
from index.reading.clean import clean
from index.reading.layout import lay_out


def clauses(text):
    clean_text = clean(text).text
    return parse(clean_text, lay_out(clean_text), "d").clauses


SHORT = "（1）国家级100万元；\n（2）省级50万元；\n（3）市级30万元。"
LONG_ITEM = "对新认定的孵化器按照实际投入给予补助，" * 5


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (f"某市措施\n1.支持孵化器。按下列标准奖励：\n{SHORT}\n2.支持企业。给予奖励。", 2),
        (
            f"某市措施\n1.支持孵化器。按下列标准奖励：\n（1）{LONG_ITEM}。\n（2）{LONG_ITEM}。\n2.支持企业。给予奖励。",
            4,
        ),
        ("某市措施\n一、支持对象\n（一）企业；\n（二）高校；\n（三）院所。\n二、支持方式\n一次性奖励。", 2),
        ("某市措施\n一、支持政策\n（一）给予企业补助。\n（二）给予高校补助。\n二、附则\n自发布之日起施行。", 3),
        (
            f"某市办法\n第一条 具备下列条件：\n（一）{LONG_ITEM}；\n（二）{LONG_ITEM}。\n第二条 本办法由市科技局解释。",
            2,
        ),
    ],
)
def test_short_items_stay_with_their_lead_in(text, count):
    assert len(clauses(text)) == count


def test_a_list_of_long_items_has_its_lead_in_in_the_path():
    found = clauses(f"某市措施\n1.申请人应当符合下列条件：\n（1）{LONG_ITEM}。\n（2）{LONG_ITEM}。")
    assert [c.path for c in found] == [
        "1.申请人应当符合下列条件 › （1）",
        "1.申请人应当符合下列条件 › （2）",
    ]


def test_the_introduction_of_a_part_is_a_clause_of_its_own():
    found = clauses(
        f"某市意见\n（一）实施平台工程。重点打造平台。\n1.引进研究院。{LONG_ITEM}。\n2.建设工作站。{LONG_ITEM}。"
    )
    assert [c.heading for c in found] == ["实施平台工程", "引进研究院", "建设工作站"]
    assert found[0].text == "（一）实施平台工程。重点打造平台。"


def test_a_long_clause_is_cut_at_sentence_ends_with_its_heading_kept():
    sentence = "支持企业开展技术攻关并按照项目实际投入给予补助。"
    found = clauses("某市意见\n一、支持政策\n" + sentence * 130)
    assert len(found) == 3
    assert {c.path for c in found} == {"一、支持政策"}
    assert all(c.text.endswith("。") and len(c.text) <= MAX_CLAUSE for c in found)
    assert [c.clause_id for c in found] == ["d.s1", "d.s1_2", "d.s1_3"]


def test_the_letter_of_a_notice_is_one_clause_without_addressees_and_signature():
    found = clauses(
        "某市人民政府关于印发某市科技创新办法的通知\n各区人民政府，市政府各部门：\n"
        "《某市科技创新办法》已经同意，现印发给你们。\n"
        "请认真贯彻执行。\n附件：某市科技创新办法\n某市人民政府\n2024年1月5日\n某市科技创新办法\n为支持创新，"
        "制定本办法。\n"
        "第一条 支持企业创新。"
    )
    assert [(c.clause_id, c.path, c.text) for c in found] == [
        ("d.letter", "印发通知", "《某市科技创新办法》已经同意，现印发给你们。\n请认真贯彻执行。"),
        ("d.p1", "引言", "为支持创新，制定本办法。"),
        ("d.a1", "第一条", "第一条 支持企业创新。"),
    ]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("给予奖励。（责任单位：市科技局、市财政局）", ("市科技局", "市财政局")),
        (
            "(牵头单位:市科协;责任单位:市科技局,各县区政府、经济区管委会)",
            ("市科协", "市科技局", "各县区政府", "经济区管委会"),
        ),
        ("（市科技局牵头，市发改委、市工信局配合）", ("市科技局", "市发改委", "市工信局")),
        ("（市科技局、市发改委按职责分工负责）", ("市科技局", "市发改委")),
        ("（兰州新区、高新区、经济区管委会牵头）", ("兰州新区", "高新区", "经济区管委会")),
        ("责任单位：区科技局，各乡镇、街道和工业园区管委会", ("区科技局", "各乡镇", "街道", "工业园区管委会")),
        ("（责任单位：市人力资源和社会保障局、市工业和信息化局）", ("市人力资源和社会保障局", "市工业和信息化局")),
        ("所需资金由市财政局负责安排。", ("市财政局",)),
        ("由市科技局会同市财政局制定细则。", ("市科技局", "市财政局")),
        ("由市科技局会同市财政局负责解释。", ("市科技局", "市财政局")),
        ("由市科技局会同有关部门负责解释。", ("市科技局",)),
        ("本细则由长沙市科学技术局会同长沙市财政局解释。", ("长沙市科学技术局", "长沙市财政局")),
        ("市住房城乡建设局负责第4条的受理；市国资委负责第12条的落实。", ("市住房城乡建设局", "市国资委")),
        ("13.市人力资源和社会保障局、市工业和信息化局共同负责受理。", ("市人力资源和社会保障局", "市工业和信息化局")),
        ("第三条 市科技局统筹全市工作，市场景创新促进中心具体承担发布和对接。", ("市科技局", "市场景创新促进中心")),
        (
            "市发展改革委、市经信局、市应急管理局按照各自职责做好相关工作。",
            ("市发展改革委", "市经信局", "市应急管理局"),
        ),
        ("（二）区县（市）科技局会同税务部门在20个工作日内完成核查。", ("区县（市）科技局", "税务部门")),
        ("企业提出申请，由所在园区管委会、市委金融办审核。", ("所在园区管委会", "市委金融办")),
        ("资金由武侯区新经济和科技局安排。", ("武侯区新经济和科技局",)),
        ("13.市科技局负责人才认定和第3条的受理。", ("市科技局",)),
        ("市人民政府办公厅负责督查。", ("市人民政府办公厅",)),
        ("由人民政府人力资源社会保障部门会同科技主管部门给予支持。", ("人民政府人力资源社会保障部门", "科技主管部门")),
        ("县级以上人民政府科学技术主管部门负责组织实施。", ("县级以上人民政府科学技术主管部门",)),
        ("由区政府会同科技部门审定。", ("区政府", "科技部门")),
        ("1、市科技局负责受理。", ("市科技局",)),
        ("发展改革、财政等部门按照各自职责做好工作。", ()),
        ("4.受理部门：科技创新局。", ("科技创新局",)),
        ("咨询单位：市科技局成果科；初审单位：园区管委会", ("市科技局成果科", "园区管委会")),
        ("办理窗口：市政务服务中心。", ("市政务服务中心",)),
        ("（责任单位：市科技局、各县（市、区）人民政府）", ("市科技局", "各县（市、区）人民政府")),
        # what only looks like an office, or is not responsible
        ("科研诚信承诺书（由申报单位、项目负责人双签章）。", ()),
        ("已由某市人民代表大会常务委员会第三次会议通过。", ()),
        ("由主管部门负责推荐，由行业主管部门审核。", ()),
        ("本措施所称创新联合体，是指由龙头企业牵头，联合高校组建的组织。", ()),
        ("本办法所称载体，是指由市科技局负责认定的机构。", ()),
        ("由龙头企业牵头组建联合体。", ()),
        ("对由市科技局认定的孵化器给予奖励。", ()),
        ("市政府负责同志召集会议，项目负责人参加。", ()),
        ("申报单位对材料负责，评委负责打分，大赛由企业承办。", ()),
        ("形成新格局，统筹发展。", ()),
        ("风险由企业自主负责。", ()),
        ("申请人应当对材料负责。", ()),
    ],
)
def test_responsible_units(text, units):
    assert responsible_units(text) == units


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("某局关于印发《某市科技创新办法（征求意见稿）》的通知", "印发通知"),
        ("某局关于征求《某市科技创新办法（征求意见稿）》意见的通知", "通知"),
        ("某局关于公开征求《某市科技创新办法（征求意见稿）》意见的公告", "公告"),
    ],
)
def test_a_letter_is_called_what_it_is(title, name):
    text = (
        f"{title}\n现征求意见，请于2024年6月1日前反馈。\n某局\n2024年5月1日\n某市科技创新办法（征求意见稿"
        f"）\n第一条 为支持创新，制定本办法。"
    )
    assert [c.path for c in read_text(text, "a.txt").clauses] == [name, "第一条"]


def test_offices_for_several_measures():
    text = (
        "某市措施\n一、平台\n（一）建设平台。对新认定的平台给予补助。（责任单位：市发改委）\n"
        "（二）建设载体。对新认定的载体给予补助。\n（三）评价载体。每年开展评价。（第二条至第三条责任单位：市科技局、市财政局）\n"
        "（四）其他。按规定执行，遵守第二条至第三条。"
    )
    units = [c.responsible_units for c in read_text(text, "a.txt").clauses]
    both = ("市科技局", "市财政局")
    assert units == [("市发改委",), both, both, ()]


def test_the_words_that_send_a_document_without_a_notice_are_its_letter():
    sent = "经市政府同意，现将《某市创新措施》印发给你们，请认真实施。"
    head = "某市创新措施\n某政发〔2024〕3号\n各县区人民政府："
    text = f"{head}\n{sent}\n为支持创新，制定本措施。\n一、奖励平台。\n二、奖励载体。"
    clauses = read_text(text, "a.txt").clauses
    assert [(c.path, c.text) for c in clauses[:2]] == [("印发通知", sent), ("引言", "为支持创新，制定本措施。")]
    other = text.replace("《某市创新措施》印发", "《某省创新条例》转发")
    assert read_text(other, "a.txt").clauses[0].path == "引言"
