"""A question for a number is not answered by a sentence without one of its kind."""

from __future__ import annotations

import pytest

from bot.evidence.asked_figure import is_missing


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("社保补贴能补几年", "对吸纳毕业生的企业，按规定给予社保补贴。"),
        ("手里至少要有几件专利", "对经评审确定的企业，给予一次性资助20万元。"),
        ("首付能低到几成", "落实最低购房首付比例，支持多孩家庭购房需求。"),
        ("违反了罚多少钱", "不得指定出具保函的金融机构。"),
        ("几天能批下来", "由市科技局组织专家评审后公示。"),
        ("补多少万", "给予适当资金支持。"),
        ("能拿百分之几", "给予一定比例的配套支持。"),
        ("产值要做到多少", "对达到一定规模的施工企业，在评优方面予以支持。"),
        ("举报打什么电话", "畅通举报渠道，依法查处。"),
        ("补几年", "自2023年1月1日起给予社保补贴。"),  # a date is no length
        ("首付几成", "支持科技成果转化，完成后给予补助。"),
        ("要干满多少年", "与企业签订劳动合同并缴纳社会保险。"),
    ],
)
def test_missing(question, said):
    assert is_missing(question, said)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("补几年", "补贴期限最长不超过3年。"),
        ("补几年", "补贴期限为三十六个月。"),
        ("首付几成", "首付比例不低于20%。"),
        ("罚多少钱", "处违法所得二倍以上的罚款，最高10万元。"),
        ("收多少钱", "对小微企业免收服务费。"),
        ("返几成", "全额返还。"),
        ("几天批下来", "自受理之日起十五个工作日内完成审核。"),
        ("哪几家银行能贷", "由市金融办确定的合作银行办理。"),  # asks which, not how many
        ("这几年还发吗", "继续执行。"),
        ("咨询电话是多少", "咨询电话：0931-1234567。"),
        ("怎么申请", "向市科技局提出申请。"),
        ("要达到多少", "入库科技型企业2万家。"),
    ],
)
def test_there(question, said):
    assert not is_missing(question, said)


@pytest.mark.parametrize(
    ("question", "said", "gives", "missing"),
    [
        ("招应届生一个人补多少", "面向应届毕业生的岗位不得低于40%。", False, True),
        ("办比赛补多少", "按活动费用的50%给予补贴。", True, False),
        ("招应届生一个人补多少", "按每人1500元的标准发放补贴。", False, False),
        ("利息补多少", "全额贴息。", False, False),
    ],
)
def test_a_share_that_is_no_support_is_no_amount(question, said, gives, missing):
    assert is_missing(question, said, money=True, gives=gives) is missing
