"""What a visitor of the web reads, apart from what the templates and scripts hold themselves."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bot.answer.contacts import lines
from bot.answer.texts import Texts
from bot.models import Answer
from index.models import Validity

TITLE = "科技政策问答"
REFERENCE_LABEL = "本回答由程序根据公开政策文件自动整理，为参考回答，以正式文件为准。"
EVERY_LABEL = "所有回答均为参考回答，以正式文件为准。"  # under the field; each answer has its own as well

THIS_DOCUMENT = "这份文件"  # in place of the title that the list of sources gives
ANY_PLACE = "全部地区（本地优先）"

STARTING = "问答系统正在启动，请稍候再问。"
FAILED = "抱歉，系统暂时无法回答，请稍后再试。"
TOO_MANY = "操作过于频繁，请稍候一分钟再试。"

VALIDITY: dict[Validity, str] = {
    Validity.IN_FORCE: "现行有效",
    Validity.NOT_YET_EFFECTIVE: "尚未施行",
    Validity.AMENDED: "已修改",
    Validity.DRAFT: "草案（未正式施行）",
    Validity.EXPIRED: "已失效",
    Validity.REPEALED: "已废止",
    Validity.UNKNOWN: "时效未注明",
}

SUPPORT_KIND: dict[str, str] = {
    "reward": "奖励",
    "subsidy": "补助",
    "matching_fund": "配套资金",
    "loan_interest": "贷款贴息",
    "housing": "住房保障",
    "salary": "薪酬津贴",
    "tax": "税收优惠",
    "service": "服务",
    "other": "其他",
}

OUTCOME: dict[str, str] = {"fits": "符合", "to_verify": "待核实", "does_not_fit": "不符合"}
OUTCOME_LAPSED = "文件已失效"  # in place of 不符合, which would be said of the enterprise
STATE: dict[str, str] = {"met": "相符", "unmet": "不相符", "unknown": "待核实"}

# Warnings that say that a figure or a provision may be wrong or missing.
DOUBTS = frozenset({"digits_lost", "truncated", "figure_broken"})
# Warnings that only say how a page was tidied: shown with a document, not with each of its clauses.
TIDIED = frozenset({"furniture_removed", "slices_removed", "figures_joined", "hidden_text", "struck_text"})

EVIDENCE_FIELD: dict[str, str] = {
    "title": "标题",
    "doc_number": "文号",
    "issuers": "发文机关",
    "jurisdiction": "适用地区",
    "level": "层级",
    "issued_on": "成文日期",
    "published_on": "公布日期",
    "effective_on": "施行日期",
    "expires_on": "失效日期",
    "validity": "时效",
    "repeals": "废止或取代",
    "based_on": "制定依据",
    "topic": "主题",
}

EVIDENCE_SOURCE: dict[str, str] = {
    "catalog": "人工核对",
    "text": "正文",
    "page": "发布网页",
    "inferred": "推断",
}

# Status of a page that shows an error → what stands over the sentence.
HEADINGS: dict[int, str] = {
    400: "无法打开这一页",
    404: "没有找到",
    429: "请稍候",
    500: "系统暂时出错",
    503: "正在启动",
}

# Error code → the sentence that goes with it.
ERRORS: dict[str, str] = {
    "bad_request": "请求的内容不正确。",
    "invalid_json": "请求的内容不是有效的 JSON。",
    "body_too_large": "请求的内容过长。",
    "not_found": "没有找到所请求的内容。",
    "document_not_found": "没有这份文件，它可能已被更名或移除。",
    "answer_not_found": "这条回答已不在记录中，请重新提问。",
    "method_not_allowed": "不支持这种请求方法。",
    "unsupported_media_type": "请以 application/json 提交。",
    "too_many_requests": TOO_MANY,
    "starting": STARTING,
    "internal": FAILED,
}


@cache
def _prompts() -> Texts:
    return Texts(Path(__file__).resolve().parents[3] / "prompts")


def related() -> str:
    """What stands over the further clauses of an answer."""
    return _prompts()("answer.related")


def contacts(answer: Answer) -> list[str]:
    """A line for each contact that the text of an answer does not say itself."""
    return lines(_prompts(), answer)


def label(generated: bool) -> str:
    """What a reader must know of an answer; `generated` by a language model in the words of prompts/texts.toml."""
    if not generated:
        return REFERENCE_LABEL
    return _prompts()("label.generated")
