"""Supports read out of clauses: real forms of giving, and beside each what looks like it and gives nothing."""

from __future__ import annotations

import json
import random
import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.supports import read_items, score
from index.document import read_document
from index.facts.responsible import responsible_units
from index.folder import document_files
from index.language.figures import FigureKind, find_figures
from index.language.sentences import clause_sentences
from index.models import Clause, PolicyDocument, SupportItem
from index.supports.extract import extract_supports, is_giving

ROOT = Path(__file__).parents[3]
GOLD = ROOT / "tests" / "gold"


def document(*texts: str, heading: str = "", path: str = "第一条") -> PolicyDocument:
    """A document of one clause a text, under one heading."""
    clauses = tuple(
        Clause(clause_id=f"d.{n}", doc_id="d", num="", heading=heading, path=path, text=text, start=0, end=len(text))
        for n, text in enumerate(texts)
    )
    return PolicyDocument(doc_id="d", title="某办法", source_file="d.txt", sha256="", clauses=clauses)


def items(text: str, heading: str = "", path: str = "第一条") -> tuple[SupportItem, ...]:
    return extract_supports(document(text, heading=heading, path=path))


def figures(text: str) -> list[tuple[str | None, float | None, float | None, float | None]]:
    """Tier, amount in 万元, ratio and cap in 万元 of each item."""
    return [
        (i.tier, i.amount_cny and i.amount_cny / 10_000, i.ratio, i.cap_cny and i.cap_cny / 10_000) for i in items(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # amounts, and thresholds beside them
        ("对新认定的高新技术企业给予20万元奖励。", [(None, 20, None, None)]),
        ("企业年销售收入首次达到1亿元的，给予20万元奖励。", [(None, 20, None, None)]),
        (
            "对年度技术交易额达到2000万元、1亿元的技术转移机构，分别给予15万元、40万元奖补。",
            [("达到2000万元", 15, None, None), ("达到1亿元", 40, None, None)],
        ),
        ("技术交易额500万元以上、不足2000万元的，奖补5万元。", [(None, 5, None, None)]),
        (
            "按年度技术交易额分段奖补：500万元以上、不足2000万元的，奖补5万元。",
            [("500万元以上、不足2000万元", 5, None, None)],
        ),
        (
            "对先行投入的企业，年度研发投入在300万元以下的部分按6%补助，超过300万元的部分按4%补助，单个企业年度补助总额最高90万元。",
            [("300万元以下", None, 0.06, 90), ("超过300万元", None, 0.04, 90)],
        ),
        ("给予单项10万元至50万元支持。", [(None, 10, None, 50)]),
        # a cap for others does not keep the range of the first
        (
            "对入选团队给予100万元至500万元资助，特别优秀的团队最高可给予2000万元支持。",
            [(None, 100, None, 500), ("优秀", None, None, 2000)],
        ),
        ("对企业给予5万元奖励，合作银行放大信贷规模，单户贷款余额最高800万元。", [(None, 5, None, None)]),
        ("给予10万美元奖励。", [(None, None, None, None)]),
        # caps; a loan is not what is given
        ("给予最高50万元的资助。", [(None, None, None, 50)]),
        ("给予单个项目不超过50万元的经费支持。", [(None, None, None, 50)]),
        ("对获得最高1000万元贷款的企业，按利息的50%给予贴息，最高30万元。", [(None, None, 0.5, 30)]),
        ("按6%给予补助，单个合同最高30万元，每家企业每年最高80万元。", [(None, None, 0.06, 30)]),
        # shares, and conditions that are shares
        ("按照交易额的0.2%给予奖励。", [(None, None, 0.002, None)]),
        ("按照国家拨付经费1:0.5的比例给予配套，单个项目最高200万元。", [(None, None, 0.5, 200)]),
        ("给予不低于省级补助资金50%的配套支持。", [(None, None, 0.5, None)]),
        ("对研发投入占比不低于5%的企业，给予10万元奖励。", [(None, 10, None, None)]),
        ("对研发费用占营业收入5%以上的企业，按新增部分的10%给予补助。", [(None, None, 0.1, None)]),
        ("对评价优秀的，给予20万元奖励，优秀占比不超过20%。", [("优秀", 20, None, None)]),
        ("经认定的高新技术企业，减按15%的税率征收企业所得税。", [(None, None, 0.15, None)]),
        ("净收入80%以上可用于科技人员奖励。", [(None, None, 0.8, None)]),
        # an item a member, when members and figures can be paired
        (
            "对新认定的国家、省级、市级孵化器分别给予一次性100万元、50万元、30万元的扶持资金。",
            [("国家级", 100, None, None), ("省级", 50, None, None), ("市级", 30, None, None)],
        ),
        ("对A类、B类人才，分别给予50万元、20万元。", [("A类", 50, None, None), ("B类", 20, None, None)]),
        ("评价为优秀、良好的，分别给予50万元、20万元奖励。", [("优秀", 50, None, None), ("良好", 20, None, None)]),
        (
            "对取得初级、中级、高级职称的人员，分别给予1万元、2万元、3万元补贴。",
            [("初级", 1, None, None), ("中级", 2, None, None), ("高级", 3, None, None)],
        ),
        (
            "获一、二、三等奖的，分别奖励30万元、20万元、10万元。",
            [("一等奖", 30, None, None), ("二等奖", 20, None, None), ("三等奖", 10, None, None)],
        ),
        (
            "考核第1名以奖代补30万元，第2名至第3名各20万元。",
            [("第1名", 30, None, None), ("第2名至第3名", 20, None, None)],
        ),
        (
            "给予运行补助，逐年递减，第一年50%、第二年30%、第三年20%。",
            [("第一年", None, 0.5, None), ("第二年", None, 0.3, None), ("第三年", None, 0.2, None)],
        ),
        (
            "第一年按2%贴息，第二年按1%贴息，每家企业累计最高45万元。",
            [("第一年", None, 0.02, 45), ("第二年", None, 0.01, 45)],
        ),
        (
            "对举办国家级、省级展会的，按支出的40%给予补助，分别最高60万元、40万元。",
            [("国家级", None, 0.4, 60), ("省级", None, 0.4, 40)],
        ),
        (
            "按照投入的20%给予补助，综合型累计最高1000万元，专业型累计最高500万元。",
            [("综合型", None, 0.2, 1000), ("专业型", None, 0.2, 500)],
        ),
        (
            "重大项目每项资助500万元，面上项目每项资助10万元，青年项目每项资助20万元。",
            [("重大项目", 500, None, None), ("面上项目", 10, None, None), ("青年项目", 20, None, None)],
        ),
        ("支持标准：国家级100万元、省级50万元。", [("国家级", 100, None, None), ("省级", 50, None, None)]),
        ("级别：国家级；支持对象：孵化器；奖励标准：100万元。", [("国家级", 100, None, None)]),
        # no certain pair: no tier
        (
            "对国家级、省级孵化器和众创空间，分别给予200万元、100万元和60万元、30万元补助。",
            [(None, 200, None, None), (None, 100, None, None), (None, 60, None, None), (None, 30, None, None)],
        ),
    ],
)  # fmt: skip
def test_figures_and_tiers(
    text: str, expected: list[tuple[str | None, float | None, float | None, float | None]]
) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "年技术市场成交合同金额达到70亿元以上。",
        "每年安排预算资金2000万元，对科技创新重点支出予以优先保障。",
        "首期1亿元创新发展基金。",
        "设立10亿元科技创新基金，重点投向初创期企业。",
        "积极培育年销售收入5000万元以上的科技小巨人企业。",
        "市级财政三年内统筹安排12亿元。",
        "奖补资金由市、区按1:1的比例共同承担，其中甲市由市级承担60%。",
        "抽查比例不低于获补企业总数的10%。",
        "单个企业同一年度获得存量奖补、增量奖补的总额最高60万元。",
        "同一企业同一年度最高不超过30万元。",
        "立项后先行拨付40%，验收合格后拨付其余60%。",
        "高校院所应当提供不低于1:1的自筹经费。",
        "违反规定的，追回补助资金，并处1万元以上5万元以下罚款。",
        "上年度研发费用不低于50万元，且占销售收入的比例不低于6%。",
        "所称科技型企业，是指年销售收入不超过2亿元、资产总额不超过2亿元的企业。",
        "为科技企业年减税降费150亿元以上。",
        "评价结果为C类的，不予补贴。",
        "已按规定向税务部门申报研发费用税前加计扣除。",
        "市税务局负责提供企业研发费用加计扣除数据。",
        "申报时应上传研发费用加计扣除优惠明细表。",
        "各级各部门要给予高度重视。",
        "10.科技贷款贴息。\n由市科技局负责解释。",
        "申报单位应当具备下列条件：\n（一）研发投入占比不低于5%；\n（二）享受过税收优惠。",
        "",
        "元%",
    ],
)
def test_what_gives_nothing(text: str) -> None:
    assert items(text, heading="科技贷款贴息" if text.startswith("10.") else "") == ()


@pytest.mark.parametrize("heading", ["申报条件", "五、申报材料", "监督管理", "适用范围与职责"])
def test_conditions_and_duties_give_nothing(heading: str) -> None:
    assert items("单位给予过50万元资助，享受税收优惠政策。", path=f"{heading} › （一）") == ()
    assert items("对企业免征滞纳金。", heading="延长企业税款缴纳期限")
    assert items("对符合条件的单位给予50万元资助。", path="支持条件与标准 › （一）")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("对培育高新技术企业的，给予孵化器运营机构5万元奖励。", "孵化器运营机构"),
        ("按照项目投资额的15%给予场景建设单位补助。", "场景建设单位"),
        ("用人单位每引进1名A类人才奖励50万元。", "用人单位（A类）"),
        ("经认定的高新技术企业，给予5万元奖励。", "经认定的高新技术企业"),
        ("每家企业每年可申领创新券10万元。", "企业"),
        ("对科技型企业1000万元以内的贷款，按2%贴息。", "科技型企业"),
        ("高校院所科研人员经备案到企业任职的，每人每年给予5万元津贴。", "高校院所科研人员"),
        ("对首次取得甲证书、乙证书的检测机构，分别给予20万元、10万元奖励。", "首次取得甲证书的检测机构"),
        ("给予企业与高校共建的研发机构和成果转化基地一次性30万元、20万元资助。", "研发机构"),
        ("将不低于70%的收益奖励给成果完成人。", "成果完成人"),
        ("给予30万元补助。", "符合条件者"),
        ("对增长部分再给予8%的补助。", "符合条件者"),
        ("级别：国家级；支持对象：孵化器；奖励标准：100万元。", "孵化器（国家级）"),
        ("支持事项：载体认定；支持对象：省级、市级孵化器；支持标准：省级奖励9万元，市级奖励4万元。", "省级孵化器"),
    ],
)
def test_beneficiary(text: str, expected: str) -> None:
    found = items(text)[0].beneficiary
    assert found == expected or (found.endswith(expected) and "共建的" in text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("对新认定的中试平台，一次性奖补100万元；年度考核前3名的，再给予10万元。", ["新认定的中试平台"] * 2),
        ("对首次认定的企业，奖励20万元；对重新认定的，奖励10万元。", ["首次认定的企业", "重新认定的企业"]),
        ("对优秀的众创空间给予20万元补助，良好的给予10万元补助。", ["优秀的众创空间", "良好的众创空间"]),
        ("用人单位每引进1名A类人才奖励50万元，每引进1名B类人才奖励20万元。", ["用人单位（A类）", "用人单位（B类）"]),
        ("每年对孵化器开展评价，评价为A类、B类的，分别给予5万元、2万元补贴。", ["孵化器（A类）", "孵化器（B类）"]),
        ("给予安家费：顶尖人才200万元，领军人才100万元。", ["顶尖人才", "领军人才"]),
    ],
)  # fmt: skip
def test_a_beneficiary_goes_on(text: str, expected: list[str]) -> None:
    assert [i.beneficiary for i in items(text)] == expected


def test_a_condition_is_no_beneficiary() -> None:
    item = items("孵化器每培育1家高新技术企业的，给予运营机构5万元奖励，期限不超过3年。")[0]
    assert item.conditions == ("孵化器每培育1家高新技术企业的", "期限不超过3年")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("给予一次性30万元资助。", "一次性"),
        ("给予3年期3.6万元/年的薪酬补贴。", "每年"),
        ("每份合同奖1万元。", "每份"),
        ("每促成一项合同给予1万元奖励，每人每年累计不超过10万元。", "每项"),
        ("按照每平方米每月15元的标准给予房租补贴。", "每平方米每月"),
        ("每人每年给予5万元工作津贴。", "每人每年"),
        ("按5%给予补助，每家企业每年最高80万元。", "每家每年"),
        ("给予单个项目不超过50万元的支持。", "单个项目"),
        ("按5%给予补助，最高80万元，每年不超过10个。", None),
    ],
)
def test_per(text: str, expected: str | None) -> None:
    assert items(text)[0].per == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("给予10万元奖励。", "reward"),
        ("采取以奖代补方式，给予10万元。", "reward"),
        ("给予10万元课题经费。", "subsidy"),
        ("可申领创新券10万元。", "subsidy"),
        ("按1:1给予配套。", "matching_fund"),
        ("按利息的50%给予贴息。", "loan_interest"),
        ("给予安家费30万元。", "housing"),
        ("第一年免收租金。", "housing"),
        ("给予5万元工作津贴。", "salary"),
        ("按实际发生额的100%在税前加计扣除。", "tax"),
        ("按加计扣除研发费用的3%给予补助。", "subsidy"),
        ("免征房产税。", "tax"),
        ("书立的合同免征印花税。", "tax"),
        ("按企业上年度缴纳保险费的50%予以返还。", "subsidy"),
        ("给予企业贷款最优惠利率支持。", "loan_interest"),
        ("举报属实的，给予重奖。", "reward"),
        ("减半征收企业所得税。", "tax"),
        ("为项目落地提供全程代办服务。", "service"),
        ("对研究院的项目予以重点支持。", "other"),
    ],
)
def test_kind(text: str, expected: str) -> None:
    assert [i.kind for i in items(text)] == [expected]


def test_a_heading_that_promises() -> None:
    heading = "继续实施贷款贴息政策"
    assert [i.quote for i in items(f"3.{heading}。\n引导投资。", heading=heading)] == [f"{heading}。"]
    assert items(f"3.{heading}。\n给予企业贴息50%。", heading=heading)[0].quote == "给予企业贴息50%。"


def test_a_table_in_plain_text() -> None:
    text = "支持标准如下表：\n项目类别 支持方式 最高支持金额 实施周期\n重大项目 后补助 500万元 不超过36个月"
    assert figures(text) == [("重大项目", None, None, 500)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("给予企业奖励。", True), ("按50%给予补贴", True), ("给予高度重视。", False), ("召开会议。", False)],
)
def test_is_giving(text: str, expected: bool) -> None:
    assert is_giving(text) is expected


@pytest.mark.parametrize(
    ("gold", "documents"),
    [("supports.jsonl", "documents"), ("other/supports.jsonl", "tests/gold/other/documents")],
)
def test_gold(gold: str, documents: str) -> None:
    rows = [json.loads(line) for line in (GOLD / gold).read_text().splitlines()]
    result = score(rows, read_items(ROOT / documents))
    assert result.precision >= 0.95
    assert result.recall >= 0.95


def test_the_gold_is_of_the_documents() -> None:
    """A score that finds everything is worth nothing when rows fit any item."""
    rows = [json.loads(line) for line in (GOLD / "supports.jsonl").read_text().splitlines()]
    found = read_items(ROOT / "documents")
    spoilt = [row | {"cap_cny": 1.0} for row in rows]
    assert score(spoilt, found).right == 0
    assert score(rows, []).recall == 0


# What holds of any text.

_PIECES = (
    "对", "给予", "予以", "的", "，", "。", "；", "：", "、", "（", "）", "\n", " ", "分别", "最高", "不超过",
    "每年", "每家", "国家级", "省级", "A类", "第一年", "优秀", "企业", "孵化器", "人才", "奖励", "补助", "贴息",
    "配套", "10万元", "1亿元", "50%", "1:0.5", "以上", "达到", "按照", "标准", "一次性", "再", "条件", "级别：",
    "金额：", "1.", "（一）", "\U000f0001", "0:0", "3‰",
)  # fmt: skip


def check(read: PolicyDocument) -> None:
    found = extract_supports(read)
    assert extract_supports(read) == found
    assert len({i.item_id for i in found}) == len(found)
    clauses = {c.clause_id: c for c in read.clauses}
    for item in found:
        assert item.quote in clause_sentences(clauses[item.clause_id])
        assert item.beneficiary.strip()
        stand = find_figures(item.quote)
        money = {f.value for f in stand if f.kind is FigureKind.MONEY}
        assert {v for v in (item.amount_cny, item.cap_cny) if v is not None} <= money
        assert item.ratio is None or item.ratio in {f.value for f in stand if f.kind is FigureKind.RATIO}


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=40).map("".join), st.sampled_from(["", "支持标准", "给予奖励"]))
def test_any_text(text: str, heading: str) -> None:
    check(document(*filter(None, [text.strip()]), heading=heading))


@given(st.text(max_size=200))
def test_any_characters(text: str) -> None:
    check(document(text))


@pytest.mark.parametrize("seed", range(12))
def test_mutated_documents(seed: int) -> None:
    rng = random.Random(seed)
    for root in (ROOT / "documents", GOLD / "other" / "documents"):
        for path in document_files(root):
            read = read_document(path, root)
            clauses = []
            for clause in read.clauses:
                chars = list(clause.text)
                for _ in range(rng.randint(1, 8)):
                    at = rng.randrange(len(chars) + 1)
                    chars[at : at + rng.randint(0, 3)] = rng.choice(_PIECES) * rng.randint(0, 2)
                clauses.append(clause.model_copy(update={"text": "".join(chars)}))
            check(read.model_copy(update={"clauses": tuple(clauses)}))


def test_ids_of_a_clause_stand_by_themselves() -> None:
    texts = ["对甲企业给予1万元。", "对乙企业给予2万元。"]
    whole = extract_supports(document(*texts))
    assert whole[1] == extract_supports(document("没有。", texts[1]))[0]
    assert all(a.item_id != b.item_id for a, b in pairwise(whole))


@pytest.mark.parametrize("piece", ["对企业", "给予", "10万元、", "国家级、", "的", "（", "每年最高", "按50%，", "1"])
def test_long_lines_take_no_time(piece: str) -> None:
    read = document(piece * (6000 // len(piece)))
    start = time.perf_counter()
    extract_supports(read)
    assert time.perf_counter() - start < 2


ROWS = [
    (
        "序号：3；奖补事项：链主企业奖励；奖补对象：新认定的国家级制造业单项冠军企业、省级制造业单项冠军企业"
        "；奖补标准：分别奖励60万元、"
        "20万元；责任科室：产业科。",
        [
            ("新认定的国家级制造业单项冠军企业", "国家级", 600_000, None),
            ("新认定的省级制造业单项冠军企业", "省级", 200_000, None),
        ],
    ),
    (
        "政策名称：中试基地补助；支持对象：新认定的中试基地；支持内容：建设补助40万元；正常运营的，每年补助1"
        "0万元；受理时间：每年4月。",
        [("新认定的中试基地", None, 400_000, None), ("新认定的中试基地", None, 100_000, None)],
    ),
    (
        "项目名称：上市培育奖励；补助对象：在境内上市的企业；补助标准：分阶段奖励共计300万元：股改完成奖励10"
        "0万元，成功上市奖励200万元。",
        [("在境内上市的企业", None, 1_000_000, None), ("在境内上市的企业", None, 2_000_000, None)],
    ),
    (
        "项目名称：人才资助；支持对象：入选英才计划的团队；资助标准：A类80万元、B类40万元。",
        [("入选英才计划的团队（A类）", "A类", 800_000, None), ("入选英才计划的团队（B类）", "B类", 400_000, None)],
    ),
    # figures in the column of those who get it are thresholds
    (
        "政策事项：研发奖励；支持对象：研发投入500万元以上的规上企业；支持标准：按研发费用的2%奖励，最高50万元。",
        [("研发投入500万元以上的规上企业", None, None, 500_000)],
    ),
]


@pytest.mark.parametrize(("row", "expected"), ROWS)
def test_a_row_that_tells_in_words_what_it_gives(row, expected):
    found = items(row)
    assert [(i.beneficiary, i.tier, i.amount_cny, i.cap_cny) for i in found] == expected
    assert {i.quote for i in found} == {row}


@pytest.mark.parametrize(
    ("row", "kind", "per"),
    [
        ("政策事项：入孵企业房租补贴；支持对象：入孵企业；支持标准：第二年补贴50%。", "housing", None),
        (
            "政策事项：技术合同奖励；支持对象：技术卖方；支持标准：按成交额的1%奖励，单个企业年度最高5万元。",
            "reward",
            "单个企业每年",
        ),
        (
            "政策事项：保证险补偿；支持对象：合作银行；支持标准：按本金损失的30%给予补助，单笔最高50万元。",
            "subsidy",
            "单笔",
        ),
    ],
)
def test_kind_and_measure_of_a_row(row, kind, per):
    assert [(i.kind, i.per) for i in items(row)] == [(kind, per)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # 其 goes on with whom 对 names; a sum that is reached is no target
        (
            "对登记的技术合同，其成交额累计达到300万元以上的技术吸纳方，按成交额的2%给予奖励，每家企业每年最高30万元。",
            ["的技术吸纳方"],
        ),
        ("到2027年，技术合同成交额累计达到30亿元，技术输出方达到50家。", []),
        # what is newly named gets it, whatever it is called; a part of something does not
        ("对新认定的飞地苗圃，给予15万元奖励。", ["新认定的飞地苗圃"]),
        ("对首次入选的“育种小院”，给予5万元补助。", ["首次入选的“育种小院”"]),
        ("对新获批的科普驿站，一次性给予3万元补助。", ["新获批的科普驿站"]),
        # the one who serves gets it, not the one who is served
        ("加速器为入驻企业减免租金的，按照减免额的20%给予补助。", ["加速器"]),
        ("检测机构为中小企业提供检测服务的，按照服务收入的5%给予奖励。", ["检测机构"]),
        # tiers by who named it; the one it is given to by name
        ("对通过国家、省认定的新药，分别给予研发单位90万元、40万元奖励。", ["研发单位", "研发单位"]),
        # another win is another's
        (
            "获得国家级奖项一等奖的单位，给予80万元奖励。获得市级奖项一等奖的，给予8万元奖励。",
            ["国家级", "市级奖项一等奖的单位"],
        ),
        # each of a list under its own act, level or name
        ("对首次备案、再次备案的企业，分别给予6万元、3万元奖励。", ["首次备案的企业", "再次备案的企业"]),
        ("对新认定的省级加速器、众创空间，分别给予60万元、30万元奖励。", ["省级加速器", "省级众创空间"]),
        ("对新认定的省级加速器、市级众创空间，分别给予60万元、30万元奖励。", ["省级加速器", "市级众创空间"]),
        ("对入选“旗舰”“种子”名录的企业，分别给予50万元、5万元奖励。", ["“旗舰”名录的企业", "“种子”名录的企业"]),
        # who does it gets it, whatever it is that is bought or registered; a thing that was bought is a thing
        ("企业购买院所的专利并在本区转化的，按支付额的5%给予补助，最高8万元。", ["企业"]),
        ("对企业首次应用中试成果的，给予6万元奖励。", ["企业"]),
        ("对企业购买的首台套产品，给予6万元奖励。", ["首台套产品"]),
        ("合作社创办、领办加工企业的，一次性补助7万元。", ["合作社"]),
        # another case of the same kind, without a 对
        (
            "对首次备案的加工企业，给予5万元奖励；从市外整体迁入的，给予9万元奖励。",
            ["首次备案的加工企业", "从市外整体迁入的加工企业"],
        ),
        # what is judged every year
        ("市级技术创新中心每两年评估一次。评估结果为优秀的，给予40万元补助。", ["市级技术创新中心（优秀）"]),
        ("对绩效评价为优秀的市级联盟，给予40万元补助。", ["绩效评价为优秀的市级联盟"]),
        ("建设林下经济示范基地，面积50亩以上的，一次性奖补8万元。", ["林下经济示范基地"]),
        ("对新认定的省级加速器奖补16万元，市级加速器奖补8万元。", ["新认定的省级加速器", "市级加速器"]),
        (
            "自主培育并通过国家鉴定、省级鉴定的苗木新品种，每个分别奖补9万元、3万元。",
            ["通过国家鉴定的苗木新品种", "通过省级鉴定的苗木新品种"],
        ),
        # the bank bears the loss; whose fund pays is no tier
        ("对小微企业提供最高300万元的信用贷款，由市级风险池按照损失的35%给予合作银行补偿。", ["合作银行"]),
        # the last part says who gets it
        ("对入选的示范应用，按照投入的25%，给予建设单位最高80万元支持。", ["建设单位"]),
    ],
)
def test_whose_it_is(text, expected):
    found = items(text)
    assert len(found) == len(expected)
    assert all(who in item.beneficiary for item, who in zip(found, expected, strict=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a share that is raised or capped by name
        (
            "对购买成果的企业，按交易额的8%给予补助，最高50万元，其中首次购买的，补助比例提高至12%，最高80万元。",
            [(0.08, 50), (0.12, 80)],
        ),
        ("每家企业每年申领创新券不超过8万元，抵扣服务费用的比例不超过40%。", [(0.4, 8)]),
        ("研发投入占营业收入的比例提高至3%，获得补助的企业占比不超过40%。", []),
        # of two that are named together, each with a cap of its own
        (
            "对企业、团队购买服务的，按照费用的30%给予补助，企业每年最高10万元，团队每年最高3万元。",
            [(0.3, 10), (0.3, 3)],
        ),
        ("对企业、团队购买服务的，按照费用的30%给予补助，单项最高10万元，每家企业每年最高30万元。", [(0.3, 10)]),
        ("对参加展会的企业给予补助，新兴市场的支持比例可提高到70%。", [(0.7, None)]),
        ("受灾农户的住房，按照损失的70%补偿。", [(0.7, None)]),
        ("对机构给予奖励，将风险补偿比例由20%提升至40%。", [(None, None)]),
        # a budget, and a share of it
        ("每年安排1亿元设立专项资金，其中30%用于基础研究。", []),
        ("市级创新券每年发放总额不超过500万元。", []),
        ("每年安排资金总额不超过1000万元。", []),
    ],
)
def test_shares_and_budgets(text, expected):
    assert [(i.ratio, i.cap_cny and i.cap_cny / 10_000) for i in items(text)] == expected


def test_a_matching_fund_is_not_told_on():
    found = items("对省实验室，按省拨经费1:1给予配套支持；对市实验室，给予20万元支持。")
    assert [i.kind for i in found] == ["matching_fund", "subsidy"]


@pytest.mark.parametrize(
    ("objects", "who"),
    [("申报对象", "符合条件的企业"), ("支持对象和范围", "符合条件的企业"), ("总体要求", "基础补助")],
)
def test_a_document_tells_whom_it_is_for_in_a_clause_of_its_own(objects, who):
    made = [
        Clause(clause_id=f"d.{n}", doc_id="d", num="", heading=heading, path=heading, text=text, start=0, end=len(text))
        for n, (heading, text) in enumerate(
            [
                (objects, "在本市注册、已办理加计扣除的企业。"),
                ("基础补助", "对研发费用在500万元以下的部分，按3%的比例给予补助。"),
            ]
        )
    ]
    found = extract_supports(
        PolicyDocument(doc_id="d", title="某办法", source_file="d.txt", sha256="", clauses=tuple(made))
    )
    assert [i.beneficiary for i in found] == [who]
    assert found[0].conditions == ("研发费用在500万元以下的部分",)


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        ("对在省级以上孵化器内创业的毕业生，给予2万元补助。", None),
        ("对经省级认定的首台套产品，给予20万元奖励。", None),
        ("对新认定的省级孵化器，给予20万元奖励。", "省级"),
        ("对新认定的孵化器，由市级财政资金给予20万元奖励。", None),
        ("企业登记省级成果的，每项奖励1000元。", "省级"),
    ],
)
def test_a_tier_is_of_whom_it_names(text, tier):
    assert [i.tier for i in items(text)] == [tier]


ARTICLE = (
    "第五条 中试基地补助\n1.支持对象：新备案的国家级、省级中试基地的建设单位。\n2.申报条件：设备原值不低于300万元。\n"
    "3.支持标准：国家级补助60万元，省级补助25万元；当年绩效优秀的，再给予5万元奖励。\n"
    "4.申报材料：申请书、给予补助10万元的凭证。\n5.受理部门：科技创新局。"
)


def test_an_article_under_labels() -> None:
    found = items(ARTICLE, heading="中试基地补助")
    assert [(i.beneficiary, i.tier, i.amount_cny) for i in found] == [
        ("新备案的国家级中试基地的建设单位", "国家级", 600_000),
        ("新备案的省级中试基地的建设单位", "省级", 250_000),
        ("新备案的国家级、省级中试基地的建设单位（优秀）", "优秀", 50_000),
    ]
    assert all("设备原值不低于300万元" in i.conditions for i in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a label that leads in a list; an item that goes on after a label
        (
            "1.申报条件：\n（1）在本区注册；\n（2）营业收入不低于500万元。\n2.支持对象：软件企业。\n3.支持标准：一次性补助6万元。",
            [("软件企业", 60_000, ("在本区注册", "营业收入不低于500万元"))],
        ),
        (
            "1.支持标准：对新认定的加速器，奖励9万元。\n2.每引进1家企业，给予加速器运营单位1万元奖励。",
            [("新认定的加速器", 90_000, ()), ("加速器运营单位", 10_000, ())],
        ),
        # a name under the standard wins
        ("1.支持对象：各类企业。\n2.支持标准：对领军企业奖励30万元。", [("领军企业", 300_000, ())]),
        # parts with labels of their own
        (
            "（一）甲类支持\n1.支持对象：设计中心。\n2.支持条件：在册。\n3.支持标准：奖励2万元。\n"
            "（二）乙类支持\n1.支持对象：检测机构。\n2.支持标准：奖励3万元。",
            [("设计中心", 20_000, ("在册",)), ("检测机构", 30_000, ())],
        ),
        # labels without anything given
        ("1.支持对象：各类企业。\n2.办理时限：5个工作日。\n3.咨询电话：0000000。", []),
    ],
)
def test_labels(text: str, expected: list[tuple[str, float, tuple[str, ...]]]) -> None:
    assert [(i.beneficiary, i.amount_cny, i.conditions) for i in items(text, heading="某项支持")] == expected


def test_labels_in_clauses_beside_each_other() -> None:
    parts = {
        "支持对象": "1.支持对象：新认定的设计中心。",
        "支持条件": "2.支持条件：在本市注册。",
        "支持标准": "3.支持标准：奖励20万元。",
        "主管部门": "4.主管部门：市工信局。",
    }
    clauses = tuple(
        Clause(clause_id=f"d.{n}", doc_id="d", num="", heading=heading, path=f"（一）设计中心 › {heading}", text=text,
               start=0, end=len(text), responsible_units=responsible_units(text))
        for n, (heading, text) in enumerate(parts.items())
    )  # fmt: skip
    whole = PolicyDocument(doc_id="d", title="某办法", source_file="d.txt", sha256="", clauses=clauses)
    item = extract_supports(whole)[0]
    assert (item.beneficiary, item.conditions) == ("新认定的设计中心", ("在本市注册",))
    assert (item.title, item.responsible_units) == ("设计中心", ("市工信局",))


@pytest.mark.parametrize(
    "text",
    [
        "有下列情形之一的，不予补助：\n（一）已获得其他专项资金支持的；\n（二）停产半年以上的。",
        "对下列主体按照附表标准给予支持。",
        "对入选企业按照下表给予奖励。",
    ],
)
def test_what_leads_to_somewhere_else_gives_nothing(text: str) -> None:
    assert not items(text)


def test_a_tier_of_what_is_done_is_not_that_of_who_does_it() -> None:
    assert items("企业登记省级成果的，每项奖励1000元。")[0].beneficiary == "企业"
    varieties = items("自主培育并通过国家鉴定、省级鉴定的苗木新品种，每个分别奖补9万元、3万元。")
    assert [i.beneficiary.endswith("）") for i in varieties] == [False, False]


def test_a_row_is_called_by_its_matter() -> None:
    item = items("序号：1；支持事项：设计中心认定；支持对象：新认定的设计中心；支持标准：一次性奖励6万元。")[0]
    assert item.title == "设计中心认定"
    assert items("级别：省级；奖励标准：一次性20万元；办理科室：农村科。")[0].per == "一次性"
    assert items("对单场赛事按照支出的30%给予补助，单场最高8万元。")[0].per == "单场"


@pytest.mark.parametrize(
    ("text", "heading", "who"),
    [
        # each has its own case, thing or market
        (
            "对在主板上市的科技型企业奖励200万元，在区域股权市场挂牌的奖励10万元。",
            "",
            ["在主板上市的科技型企业", "在区域股权市场挂牌的科技型企业"],
        ),
        (
            "对获得奖项的单位奖励10万元；对当年授权的发明专利，每件资助3000元。",
            "",
            ["获得奖项的单位", "当年授权的发明专利"],
        ),
        (
            "纳入风险补偿备案的企业，单户年度备案贷款最高900万元，对按期付息的，按利率的30%给予贴息。",
            "",
            ["纳入风险补偿备案的企业"],
        ),
        ("在孵企业首次被认定为高新技术企业的，按每家3万元奖励孵化器运营单位。", "", ["孵化器运营单位"]),
        ("聘期不少于2年，县财政按每人每年3万元标准给予企业工作补贴。", "", ["企业"]),
        ("每年实施不少于12个重大攻关项目，按研发投入的30%给予支持。", "", ["重大攻关项目"]),
        ("对获得国家示范企业、优势企业称号的分别奖励30万元、10万元。", "", ["获得国家示范企业", "优势企业"]),
    ],
)
def test_who_gets_it_in_calls_and_plans(text, heading, who):
    assert [item.beneficiary for item in items(text, heading)] == who


def test_the_project_above_a_label_gets_it():
    path = "一、项目类别 › （一）揭榜攻关项目 › 2.支持额度"
    (item,) = items("2.支持额度：采取前补助方式，每项支持80万元。", "支持额度", path)
    assert (item.beneficiary, item.kind, item.amount_cny, item.per) == ("揭榜攻关项目", "subsidy", 800_000, "每项")


def test_money_under_a_standard_is_a_subsidy():
    (item,) = items("支持额度为每项4万元。", "软课题研究项目")
    assert (item.beneficiary, item.kind) == ("软课题研究项目", "subsidy")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("对企业按研发投入的百分之八十五给予补助，最高一千万元。", [(None, 0.85, 10_000_000, None)]),
        ("对企业按千分之五给予奖励。", [(None, 0.005, None, None)]),
        ("对企业给予人民币伍拾万元整奖励。", [(500_000, None, None, None)]),
        ("对企业给予¥50,000.00奖励。", [(50_000, None, None, None)]),
        # a range is not two: its upper end is the cap
        ("对新引进人才给予5000-10000元生活补贴。", [(None, None, 10_000, None)]),
        ("对企业给予50～100万元奖励。", [(None, None, 1_000_000, None)]),
        ("对入库企业按投入的20%-30%给予补助。", [(None, 0.3, None, None)]),
        ("对入库企业按投入的20-30%给予补助。", [(None, 0.3, None, None)]),
        # the unit
        ("对入驻企业按20元/平方米/月给予租金补贴。", [(20, None, None, "每平方米每月")]),
        ("对入驻企业按不超过30元/㎡·天的标准给予租金补贴。", [(None, None, 30, "每平方米每天")]),
        ("对人才给予5000元/人·月的生活补贴。", [(5_000, None, None, "每人每月")]),
        ("对人才按3万元/年/人的标准给予津贴。", [(30_000, None, None, "每人每年")]),
        # a share and a cap in one breath
        (
            "对高新技术企业给予研发补助，不超过上年度研发投入的20%、最高500万元。",
            [(None, 0.2, 5_000_000, None)],
        ),
        # nothing is nothing
        ("对企业给予补助，企业承担0元。", [(None, None, None, None)]),
    ],
)
def test_figures_in_other_forms(text, expected):
    assert [(i.amount_cny, i.ratio, i.cap_cny, i.per) for i in items(text)] == expected
    assert not any(re.search(r"\d[-～%]$|\d[-～]", c) for i in items(text) for c in i.conditions)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "1亿元以下的企业，给予一次性财政补助100万元；5000万元（含）至1亿元（不含）/年的企业，给予一次性财政补助500万元；",
            [1_000_000, 5_000_000],
        ),
        ("对投资额达5000万元（含）至1亿元（不含）的企业，给予50万元奖励。", [500_000]),
        ("对投资项目分档奖励：5000万元-1亿元：20万元；1亿元以上：50万元。", [200_000, 500_000]),
        ("给予奖励，5000万元至1亿元的，奖励20万元；1亿元至5亿元的，奖励50万元。", [200_000, 500_000]),
        ("对获得100万元资助的企业，再给予50万元配套。", [500_000]),
        # a bound that is none
        ("补助标准：国家级100万元，省级50万元。", [1_000_000, 500_000]),
    ],
)
def test_thresholds_beside_awards(text, expected):
    assert [i.amount_cny for i in items(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("每年安排最高100万元经费支持某中心建设。", [("某中心建设", None, None, 1_000_000, "每年")]),
        (
            "国家级、省级、市级工程中心分别不少于60万元、40万元、5万元运营经费。",
            [
                ("国家级工程中心", 600_000, None, None, None),
                ("省级工程中心", 400_000, None, None, None),
                ("市级工程中心", 50_000, None, None, None),
            ],
        ),
        (
            "职工参保人员每人每月1,000元、居民参保人员每人每月500元。",
            [("职工参保人员", 1_000, None, None, "每人每月"), ("居民参保人员", 500, None, None, "每人每月")],
        ),
        (
            "给予高校毕业生每人每月800元、技校毕业生每人每月400元补贴。",
            [("高校毕业生", 800, None, None, "每人每月"), ("技校毕业生", 400, None, None, "每人每月")],
        ),
        # what is paid, told, reported or required
        ("参保人员每人每年缴纳380元。", []),
        ("个人缴费标准为每人每年380元。", []),
        ("全年累计发放补贴资金约4.92亿元。", []),
        ("2022年，全市累计发放稳岗补贴3.5亿元，惠及企业2万家。", []),
        ("已兑现奖励资金1.2亿元。", []),
        ("应不小于住宅建筑面积的11%。", []),
        ("对企业给予补助。应不小于住宅建筑面积的11%。", [("企业", None, None, None, None)]),
        ("每年安排不少于1000万元资金用于科普。", []),
        # the same words where something is given
        ("对企业一次性发放补贴5000元。", [("企业", 5_000, None, None, "一次性")]),
        ("对企业给予补贴，累计发放最高100万元。", [("企业", None, None, 1_000_000, None)]),
    ],
)
def test_supports_in_other_words(text, expected):
    assert [(i.beneficiary, i.amount_cny, i.ratio, i.cap_cny, i.per) for i in items(text)] == expected


def test_each_share_of_a_pair_is_told_with_what_it_is_for():
    found = items("长期护理保险基金按机构护理75%、居家护理90%的比例支付。")
    assert [(i.ratio, i.conditions) for i in found] == [(0.75, ("机构护理",)), (0.9, ("居家护理",))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the figure first, alone, and behind it what gives it
        ("对认定为国家级研究院的，50万元，奖励给企业。", [("认定为国家级研究院", "国家级", 500_000)]),
        ("2. 20万元，奖励给新认定的省级工坊。", [("新认定的省级工坊", "省级", 200_000)]),
        (
            "对首次认定为国家级、省级加速器的，分别为90万元、40万元，奖励给运营机构。",
            [("运营机构（国家级）", "国家级", 900_000), ("运营机构（省级）", "省级", 400_000)],
        ),
        ("获得科技进步奖的，60万元，作为奖励发给完成单位。", [("完成单位", None, 600_000)]),
        ("对新引进的博士，30万元，一次性补贴给本人。", [("新引进的博士", None, 300_000)]),
        # what somebody has or spends, and what is given in figures of its own
        ("注册资本1000万元，奖励给予优先安排。", []),
        ("总投资：5000万元，由企业自行奖励职工。", []),
    ],
)
def test_a_figure_before_what_gives_it(text, expected):
    assert [(i.beneficiary, i.tier, i.amount_cny) for i in items(text) if i.amount_cny] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "国家级、省级重点实验室限额标准分别为100万元、50万元。",
            [("国家级重点实验室", "国家级", 1_000_000), ("省级重点实验室", "省级", 500_000)],
        ),
        (
            "国家级、市级平台建设补助限额标准分别为80万元、20万元。",
            [("国家级平台", "国家级", 800_000), ("市级平台", "市级", 200_000)],
        ),
        (
            "A类、B类人才住房补贴的最高限额分别为50万元、30万元。",
            [("A类人才", "A类", 500_000), ("B类人才", "B类", 300_000)],
        ),
        (
            "重大项目、重点项目资助上限分别为500万元、200万元。",
            [("重大项目", "重大项目", 5_000_000), ("重点项目", "重点项目", 2_000_000)],
        ),
        ("对入孵企业，30万元封顶给予补助。", [("入孵企业", None, 300_000)]),
        # a limit to loans and purchases
        ("创业担保贷款额度最高30万元。", []),
        ("货物、工程的招标限额标准分别为200万元、400万元。", []),
        ("政府采购限额标准为100万元。", []),
    ],
)
def test_limits(text, expected):
    assert [(i.beneficiary, i.tier, i.cap_cny) for i in items(text)] == expected
    assert {i.kind for i in items(text)} <= {"subsidy", "housing"}


@pytest.mark.parametrize(
    ("above", "late", "expected"),
    [
        # the row goes on with the level above: another cell tells the two apart
        (
            "级别：国家级；环节：认定；奖励标准：90万元。",
            "环节：复评；奖励标准：30万元。",
            ("国家级", "国家级", 300_000),
        ),
        (
            "序号：1；载体级别：省级；年度：第一年；补助金额：20万元。",
            "年度：第二年；补助金额：10万元。",
            ("省级", "省级", 100_000),
        ),
        (
            "类别：A类；对象：新引进人才；补贴标准：最高8万元。",
            "对象：在职人才；补贴标准：最高6万元。",
            ("在职人才（A类）", "A类", None),
        ),
        # nothing tells it from the row above: whose it is nobody knows
        (
            "级别：国家级；认定奖励：90万元；运营补助：30万元。",
            "认定奖励：50万元；运营补助：20万元。",
            ("符合条件者", None, 500_000),
        ),
        # the same columns from the first on: a row of its own
        ("级别：国家级；奖励标准：90万元。", "级别：省级；奖励标准：40万元。", ("省级", "省级", 400_000)),
        # another table
        ("档次：一档；奖励标准：90万元。", "环节：复评；奖励标准：40万元。", ("复评", None, 400_000)),
        # a row that starts with whom it is for is no label
        (
            "序号：1；奖补对象：加速器；奖补标准：90万元。",
            "奖补对象：工坊；奖补标准：20万元。",
            ("工坊", None, 200_000),
        ),
    ],
)
def test_a_row_that_starts_late(above, late, expected):
    found = [i for i in extract_supports(document(above, late, path="一、支持标准")) if i.clause_id == "d.1"]
    assert (found[0].beneficiary, found[0].tier, found[0].amount_cny) == expected


@pytest.mark.parametrize(
    "piece",
    [
        "对新认定的企业给予10万元奖励，",
        "国家级、省级企业分别给予10万元、5万元奖励；",
        "第一年10万元、",
        "予以重点支持，",
        "10万元和对企业的",
        "级别：国家级；标准：100万元；",
        "（一）企业免征房产税。\n",
    ],
)
def test_two_thousand_grants_in_a_clause_take_a_thousandfold_of_two(piece: str) -> None:
    def seconds(count: int) -> float:
        read = document(piece * count)
        start = time.process_time()
        extract_supports(read)
        return time.process_time() - start

    seconds(2)  # the tables are read once
    assert seconds(2000) < 8 * max(seconds(500), 0.05)
