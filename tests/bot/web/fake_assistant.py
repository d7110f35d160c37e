"""An assistant of two small documents, for tests of the pages that need neither index nor model."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

from bot.errors import QuestionError
from bot.models import Answer, AnswerStatus, Citation, Composed, Contact, NextStep, SearchHit
from index.models import Clause, Evidence, PolicyDocument, PolicyWarning, SupportItem, Validity

PLAN_TEXT = """榆川市支持科技成果转化的实施方案
一、总体要求
坚持企业为主体，健全成果转化机制。
二、重点任务
（一）建设载体
1.培育孵化器。鼓励社会力量建设孵化器。对新认定的国家级、省级、市级孵化器分别给予一次性80万元、40万元、20万元的扶持资金。（市科技局牵头）
2.建设众创空间。支持众创空间专业化发展。
三、保障措施
加强组织领导，明确责任分工。"""
QUOTE = "对新认定的国家级、省级、市级孵化器分别给予一次性80万元、40万元、20万元的扶持资金。"
QUESTION = "新认定的市级孵化器给多少扶持资金？"
NEXT = NextStep(label="怎么申请？", question="榆川市新认定的孵化器怎么申请？")
WARNING = PolicyWarning(code="not_in_force", message="本文件为送审稿，尚未正式施行，内容可能调整。")


def _clause(number: int, num: str, path: str, text: str) -> Clause:
    start = PLAN_TEXT.index(text)
    return Clause(
        clause_id=f"plan-{number}",
        doc_id="plan",
        num=num,
        heading=path.split(" › ")[-1],
        path=path,
        text=text,
        start=start,
        end=start + len(text),
        responsible_units=("市科技局",) if "市科技局" in text else (),
    )


_LINES = PLAN_TEXT.split("\n")
PLAN = PolicyDocument(
    doc_id="plan",
    title="榆川市支持科技成果转化的实施方案",
    doc_number="榆政办发〔2024〕8号",
    issuers=("榆川市人民政府办公室",),
    jurisdiction="某省/榆川市",
    issued_on="2024-03-05",
    validity=Validity.DRAFT,
    source_file="plan.txt",
    sha256="0" * 64,
    warnings=(WARNING,),
    evidence=(Evidence(field="issued_on", value="2024-03-05", text="2024年3月5日", source="text", start=1, end=9),),
    clean_text=PLAN_TEXT,
    clauses=(
        _clause(1, "一、", "一、总体要求", _LINES[2]),
        _clause(2, "1.", "二、重点任务 › （一）建设载体 › 1.培育孵化器", _LINES[5]),
        _clause(3, "2.", "二、重点任务 › （一）建设载体 › 2.建设众创空间", _LINES[6]),
        _clause(4, "三、", "三、保障措施", _LINES[8]),
    ),
)
HOSTILE = PolicyDocument(
    doc_id="hostile",
    title="<script>window.hacked=1</script>通知",
    jurisdiction="某省",
    validity=Validity.UNKNOWN,
    source_file="<img src=x onerror=window.hacked=1>.txt",
    source_url="javascript:window.hacked=1",
    sha256="1" * 64,
    clean_text="<img src=x onerror=window.hacked=1>",
    clauses=(
        Clause(
            clause_id="hostile-1",
            doc_id="hostile",
            num="",
            heading="",
            path="<b>一</b>",
            text="<img src=x onerror=window.hacked=1>",
            start=0,
            end=35,
        ),
    ),
)
SUPPORT = SupportItem(
    item_id="plan-2-s3",
    clause_id="plan-2",
    doc_id="plan",
    title=PLAN.title,
    kind="subsidy",
    beneficiary="新认定的孵化器",
    tier="市级",
    amount_cny=200000,
    per="一次性",
    responsible_units=("市科技局",),
    quote=QUOTE,
    jurisdiction=PLAN.jurisdiction,
    validity=PLAN.validity,
)


class FakeIndex:
    """`current` turns False when a test says that the index was rebuilt."""

    def __init__(self) -> None:
        self.current = True
        self.closed = False

    def close(self) -> None:
        self.closed = True

    def documents(self) -> tuple[PolicyDocument, ...]:
        return (PLAN, HOSTILE)

    def document(self, doc_id: str) -> PolicyDocument | None:
        return next((d for d in self.documents() if d.doc_id == doc_id), None)

    def clause(self, clause_id: str) -> Clause | None:
        return next((c for d in self.documents() for c in d.clauses if c.clause_id == clause_id), None)

    def supports(self, doc_id: str | None = None) -> tuple[SupportItem, ...]:
        return (SUPPORT,) if doc_id in {None, "plan"} else ()

    def jurisdictions(self) -> tuple[str, ...]:
        return ("某省/榆川市",)

    def is_current(self) -> bool:
        return self.current


EVENT = "对承办相关赛事的企事业单位，按照活动费用实际发生总额的50%，给予最高50万元的费用补贴。"
PAST = PLAN.model_copy(
    update={"doc_id": "past", "title": "旧城市的办法", "jurisdiction": "旧省/旧城市", "validity": Validity.EXPIRED}
)


class WideIndex(FakeIndex):
    """Long lists, a support that depends on a sum, and a city whose only document has lapsed."""

    def documents(self) -> tuple[PolicyDocument, ...]:
        many = [HOSTILE.model_copy(update={"doc_id": f"d{n}", "title": f"第{n}号通知"}) for n in range(45)]
        return (PLAN, PAST, *many)

    def supports(self, doc_id: str | None = None) -> tuple[SupportItem, ...]:
        other = {
            "beneficiary": "承办相关赛事的企事业单位",
            "tier": None,
            "amount_cny": None,
            "per": None,
            "quote": EVENT,
        }
        event = SUPPORT.model_copy(update={"item_id": "event", "ratio": 0.5, "cap_cny": 500000, **other})
        past = [
            SUPPORT.model_copy(
                update={
                    "item_id": f"past-{n}",
                    "doc_id": "past",
                    "jurisdiction": "旧省/旧城市",
                    "validity": PAST.validity,
                }
            )
            for n in range(45)
        ]
        return (SUPPORT, event, *past)

    def jurisdictions(self) -> tuple[str, ...]:
        return ("旧省/旧城市", "某省/榆川市")


TABLE = f"| 地区 | 文件 | 规定 |\n| --- | --- | --- |\n| 榆川市 | 《{PLAN.title}》 | **20万元**；“{QUOTE}” [1] |"
OFFICE_TEXT = "责任单位：市科技局。[1]\n\n市级孵化器一次性给予**20万元**扶持资金。[1]"
CONTACT = Contact(
    named="市科技局",
    name="榆川市科学技术局",
    place=PLAN.jurisdiction,
    phone="0999-1234567转801、12345",
    address="榆川市东大街1号",
    hours="工作日 8:30—12:00",
    web="https://kjj.example.cn",
)


def answer(question: str, text: str = "市级孵化器一次性给予**20万元**扶持资金。[1]") -> Answer:
    clause = PLAN.clauses[1]
    citation = Citation(
        marker="[1]",
        clause_id=clause.clause_id,
        doc_id=PLAN.doc_id,
        title=PLAN.title,
        doc_number=PLAN.doc_number,
        jurisdiction=PLAN.jurisdiction,
        issued_on=PLAN.issued_on,
        validity=PLAN.validity,
        clause_path=clause.path,
        quote=QUOTE,
        clause_text=clause.text,
        url=f"/policies/{PLAN.doc_id}#{clause.clause_id}",
        warnings=PLAN.warnings,
    )
    return Answer(
        id="a1",
        question=question,
        status=AnswerStatus.ANSWERED,
        text=text,
        citations=(citation,),
        warnings=(WARNING,),
    )


FINAL = "市级孵化器可以得到一次性20万元的扶持资金。[1]"


class FakeAssistant:
    """Answers every question with the same clause; one that holds 故障 breaks it, one with 慢 waits for the gate.

    One that holds 核对 is answered by a language model behind the composed answer, once the gate opens; 坏 breaks that.
    The answer to one that holds 长 is longer than two screens, to one with 归谁管 has a contact, with 比较 a table.
    """

    def __init__(self, index: FakeIndex | None = None) -> None:
        self.gate = threading.Event()
        self.index = index or FakeIndex()
        self.asked: list[tuple[str, str | None, str | None]] = []
        self.forgotten: list[str] = []
        self.unchecked = 2
        self.led_on: list[str] = []

    @property
    def proposals(self) -> FakeAssistant:
        return self

    def ask(self, question: str, *, session_id: str | None = None, jurisdiction: str | None = None) -> Answer:
        if not question.strip():
            raise QuestionError("empty_question", "请输入问题。")
        if len(question) > 500:
            raise QuestionError("question_too_long", "问题过长，请控制在500字以内。")
        if "故障" in question:
            raise RuntimeError("broken on purpose")
        self.asked.append((question, session_id, jurisdiction))
        if "归谁管" in question:
            return answer(question, OFFICE_TEXT).model_copy(update={"contacts": (CONTACT,)})
        if "比较" in question:
            return answer(question, TABLE)
        return answer(
            question, *(["\n\n".join(["市级孵化器一次性给予**20万元**扶持资金。[1]"] * 60)] if "长" in question else [])
        )

    def stream(
        self, question: str, *, session_id: str | None = None, jurisdiction: str | None = None
    ) -> Iterator[str | Composed | Answer]:
        whole = self.ask(question, session_id=session_id, jurisdiction=jurisdiction)
        if "核对" in question:
            yield whole.text
            yield Composed(answer=whole)
            self.gate.wait(20)
            if "坏" in question:
                raise RuntimeError("broken on purpose")
            yield whole.model_copy(update={"text": FINAL, "generated": True})
            return
        yield whole.text[:8]
        if "慢" in question:
            self.gate.wait(20)
        yield whole.text[8:]
        yield whole

    def forget(self, session_id: str) -> None:
        self.forgotten.append(session_id)

    def search(self, query: str, k: int) -> list[SearchHit]:
        return [SearchHit(clause_id="plan-2", doc_id="plan", source_id=None, score=1.0)][:k]

    def examples(self) -> list[str]:
        return [QUESTION, "有哪些支持众创空间的措施？"]

    def check_example(self) -> bool:
        """One more was asked; `unchecked` are left."""
        self.unchecked -= 1
        return self.unchecked >= 0

    def next_steps(self, answer: Answer, quiet: Callable[[], bool]) -> tuple[NextStep, ...]:
        """One under each answer but the one to a question that holds 长."""
        self.led_on.append(answer.question)
        return (NEXT,) if quiet() and "长" not in answer.question else ()
