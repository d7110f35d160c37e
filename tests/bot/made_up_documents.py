"""Made-up documents, and a store of them."""

from __future__ import annotations

from pathlib import Path

from index.build import build
from index.embedding.embed import SentenceEmbedder
from index.store.sources import folder_sources

HOME = "甘肃省/兰州市"
DOCUMENTS = {
    "lanzhou.txt": """兰州市支持创新载体建设若干措施
兰政办发〔2024〕31号
各县、区人民政府，市政府各部门：
一、支持孵化器建设。对新认定的国家级、省级、市级孵化器分别给予一次性90万元、60万元、20万元的扶持资金。（责任单位：市科技局）
二、支持众创空间建设。鼓励高校、院所建设众创空间，完善创业服务，营造创业氛围。（责任单位：市人社局）
三、支持创新赛事。企业承办创新赛事的，按照活动费用实际发生总额的40%，给予最高45万元的费用补贴。（责任单位：市工信局）
四、申报条件。申请扶持资金的单位应当符合下列条件：
（一）在兰州市注册满1年；
（二）有500平方米以上的固定场所；
（三）3年内没有违法记录。
五、支持科研人员兼职。科研人员经单位同意可以到企业兼职，并按规定取得报酬。
六、规范资金使用。扶持资金不得用于购买理财产品。
七、发展目标。到2026年，全市孵化器达到35家，高新技术企业达到1200家。
八、本措施自2024年3月1日起施行，有效期5年，由市科技局负责解释。
兰州市人民政府办公室
2024年2月20日
""",
    "panjin.txt": """盘锦市引进高层次人才实施办法
盘政发〔2018〕9号
各县、区人民政府：
第一条 为引进高层次人才，制定本办法。
第二条 新引进的全日制博士在盘锦购买首套住房的，给予最高12万元购房补贴。
第三条 市级众创空间给予15万元补助。
第四条 本办法自2018年5月1日起施行，有效期至2021年4月30日。
盘锦市人民政府
2018年4月20日
""",
    "suzhou.txt": """苏州市概念验证中心建设管理办法
（征求意见稿）
第一条 概念验证中心，是指依托高校、院所设立，为早期成果提供验证服务的机构。
第二条 经认定的概念验证中心，给予80万元建设补助。
第三条 市科学技术局负责概念验证中心的认定和管理。
第四条 意见请于2026年12月20日前反馈市科学技术局。
""",
    "liangzhou.txt": """凉州区促进科技成果转化实施方案
凉政办发〔216〕64号
各乡镇人民政府：
一、主要目标。到22年，引进技术转移人才1名，转化科技成果2项左右，企业研发投入占比达到5%以上。
二、支持技术转移机构。对新认定的技术转移机构给予5万元奖励。
三、加强组织领导。各部门要密切配合。
凉州区人民政府办公室
217年2月23日
""",
}


def build_store(folder: Path, documents: dict[str, str], embedder: SentenceEmbedder) -> Path:
    """A store of these texts in `folder`, and the texts as files in `folder`/documents."""
    (folder / "documents").mkdir()
    for name, text in documents.items():
        (folder / "documents" / name).write_text(text, "utf-8")
    build(folder_sources(folder / "documents"), folder / "index", embedder.name, lambda: embedder)
    return folder / "index"
