"""Each row of the table of numbers, with its look-alike beside it."""

import pytest

from index.language.numbering import Kind, line_mark, mark_at


@pytest.mark.parametrize(
    ("line", "kind", "num", "rest"),
    [
        ("一、总体要求", Kind.HAN, "一、", "总体要求"),
        ("十二．保障措施", Kind.HAN, "十二、", "保障措施"),
        ("（二）加大资金支持", Kind.HAN_PAREN, "（二）", "加大资金支持"),
        ("(十一)加大培养力度", Kind.HAN_PAREN, "（十一）", "加大培养力度"),
        ("（五）项目实施过程中不得擅自变更", Kind.HAN_PAREN, "（五）", "项目实施过程中不得擅自变更"),
        ("（三）款项拨付", Kind.HAN_PAREN, "（三）", "款项拨付"),
        ("（四）目标任务", Kind.HAN_PAREN, "（四）", "目标任务"),
        ("㈢强化监督", Kind.HAN_PAREN, "（三）", "强化监督"),
        ("（ 四 ） 加强领导", Kind.HAN_PAREN, "（四）", "加强领导"),
        ("1.支持研发", Kind.NUM, "1.", "支持研发"),
        ("2 .建立机制", Kind.NUM, "2.", "建立机制"),
        ("3．强化监管", Kind.NUM, "3.", "强化监管"),
        ("4、申报材料", Kind.NUM, "4.", "申报材料"),
        ("5﹒加大信贷支持", Kind.NUM, "5.", "加大信贷支持"),
        ("⒌资金来源", Kind.NUM, "5.", "资金来源"),
        ("（1）国家级", Kind.NUM_PAREN, "（1）", "国家级"),
        ("(12)其他", Kind.NUM_PAREN, "（12）", "其他"),
        ("3）省级", Kind.NUM_PAREN, "（3）", "省级"),
        ("⑵市级", Kind.NUM_PAREN, "（2）", "市级"),
        ("③县级", Kind.CIRCLE, "③", "县级"),
        ("第一编 总则", Kind.PART, "第一编", "总则"),
        ("第三章 支持措施", Kind.CHAPTER, "第三章", "支持措施"),
        ("第 二 节 程序", Kind.SECTION, "第二节", "程序"),
        ("第十二条 申请人应当在本市注册", Kind.ARTICLE, "第十二条", "申请人应当在本市注册"),
        ("第一百二十条本办法由市科技局解释", Kind.ARTICLE, "第一百二十条", "本办法由市科技局解释"),
        ("第8条 附则", Kind.ARTICLE, "第八条", "附则"),
        ("第七条条约和协定", Kind.ARTICLE, "第七条", "条约和协定"),
        ("第四十条 第一次会议应当召开", Kind.ARTICLE, "第四十条", "第一次会议应当召开"),
        ("第五条项目负责人应当报告", Kind.ARTICLE, "第五条", "项目负责人应当报告"),
        ("第六条执行本单位的任务", Kind.ARTICLE, "第六条", "执行本单位的任务"),
        ("2.1 申报条件", Kind.DECIMAL, "2.1", "申报条件"),
        ("3.2.4 材料清单", Kind.SUBDECIMAL, "3.2.4", "材料清单"),
        ("附件1", Kind.ANNEX, "附件1", ""),
        ("附件：", Kind.ANNEX, "附件", ""),
        ("附 件 二", Kind.ANNEX, "附件2", ""),
    ],
)
def test_numbers(line, kind, num, rest):
    mark = line_mark(line, 0)
    assert mark is not None
    assert (mark.kind, mark.num, line[mark.end :]) == (kind, num, rest)


@pytest.mark.parametrize(
    "line",
    [
        "1.5亿元以上的项目",
        "1．5万元",
        "2019.03.26",
        "2019年工作要点",
        "第二十次全国代表大会",
        "一、二、三等奖",
        "三、四线城市",
        "一是加强领导",
        "第三条规定的申请人",
        "第五条、第六条的规定",
        "第三条第二款",
        "第十条第（一）项",
        "第十条 第一款",
        "第十条款项",
        "（一）项所列情形",
        "（一）至（三）项",
        "（2019—2021）",
        "（2023）225号",
        "（一带一路）",
        "1:1配套",
        "5%以上",
        "附件1：申报书、承诺书",
        "附件材料应当齐全",
    ],
)
def test_look_alikes(line):
    assert line_mark(line, 0) is None


@pytest.mark.parametrize(
    ("text", "weak"),
    [
        ("1支持研发平台建设", True),
        ("2条件建设", True),
        ("3大力发展", True),
        ("3D打印产业", False),
        ("5个园区", False),
        ("10家企业", False),
        ("2月前完成", False),
        ("3支队伍", False),
        ("3至5年", False),
    ],
)
def test_a_number_without_a_mark(text, weak):
    assert mark_at(text, 0) is None
    assert (mark_at(text, 0, weak=True) is not None) is weak


def test_a_number_inside_digits_is_none():
    assert mark_at("21.支持", 1) is None
