"""English for 政策匹配: its page, its outcomes and what it asks about."""

from __future__ import annotations

_PAGE = {
    "填写有误": "There is a mistake",
    "错误": "Error",
    "“{typed}”不是金额。": "“{typed}” is no sum.",
    "请填写数字，单位为万元，如 80；也可以写八十万、1.2亿元": (
        "Please enter a number in 万元 (10,000 yuan), such as 80; 80万元 and 1.2亿元 do as well"
    ),
    "所填内容": "What was entered",
    "（文件均已失效）": " (all documents lapsed)",
    "文件已失效": "Document lapsed",
    "文件已经失效或废止，不再受理，仅供了解。": (
        "The document has lapsed or was repealed: no applications, for information."
    ),
    "{place}收录的文件均已失效或废止，不再受理，所以不需要填写；原来的规定列在下面，仅供了解。": (
        "All documents on file for {place} have lapsed or were repealed, so there is nothing to fill in; "
        "what they gave is listed below for information."
    ),
    "{place}收录的文件都是草案、时效不明或已失效的，所以任何单位的“符合”都是 0；条件相符的见“待核实”。": (
        "None of the documents on file for {place} is known to be in force (drafts, lapsed, or of unknown validity), "
        "so “Fits” is 0 for everybody; where the conditions are met, it stands under “To be verified”."
    ),
    "条文提到、没有写明标准": "Mentioned, without a figure",
    "条文说要支持或者推进，没有写明给谁、给多少，不判断是否符合；详情请向责任单位咨询。": (
        "This is supported without a word on whom or how much, and nothing is judged; ask the office."
    ),
}
_OUTCOMES = {
    "符合": "Fits",
    "待核实": "To be verified",
    "不符合": "Does not fit",
    "相符": "Met",
    "不相符": "Not met",
    "条款写明的条件都相符；是否给予，由责任单位审核决定。": "All stated conditions are met; the office decides.",
    "待核实：条件相符，文件效力未定": "To be verified: conditions met, but the document is uncertain",
    "所填情况与条款相符，但文件为草案、时效不明或有缺损，不能作为申报依据。": (
        "What you entered fits, but the document is a draft, of unknown validity or damaged, "
        "and no basis for an application."
    ),
    "待核实：还有条件没有确认": "To be verified: some conditions are open",
    "补充上面的问题可以进一步判断；标明由主管部门认定的，请向责任单位咨询。": (
        "Answer more of the questions above; what only the office can judge, ask the office."
    ),
    "至少有一项条件不相符，或者文件已经失效。": "At least one condition is not met, or the document has lapsed.",
}
_FACETS = {
    "单位类型": "Kind of organisation",
    "总部所在地": "Headquarters",
    "企业": "Company",
    "高校": "University",
    "科研院所": "Research institute",
    "科技服务机构": "Technology service organisation",
    "其他事业单位": "Other public institution",
    "金融或担保机构": "Bank, insurer or guarantor",
    "个人或团队": "Person or team",
    "本地": "Here",
    "省内其他地区": "Elsewhere in the province",
    "外省": "Another province",
    "境外": "Abroad",
    "今年首次认定或新建": "New or first recognised this year",
    "今年重新认定": "Recognised again this year",
    "以前已有": "Before this year",
    "正在申请或计划": "Applied for or planned",
    "国家级": "National",
    "省级": "Provincial",
    "市级": "City",
    "区县级": "District or county",
    "没有定级": "No level",
    "都不属于": "None of these",
    "是": "Yes",
    "否": "No",
}
_TRAITS = {
    "孵化器或加速器": "Incubator or accelerator",
    "众创空间": "Makerspace",
    "研发机构": "R&D centre",
    "研发中心、工程研究中心、企业技术中心、联合实验室等": (
        "An engineering research centre, enterprise technology centre, joint laboratory and the like"
    ),
    "重点实验室": "Key laboratory",
    "产业技术研究院或新型研发机构": "Industrial research institute",
    "院士专家工作站": "Academician workstation",
    "概念验证中心": "Proof-of-concept centre",
    "中试平台或中试基地": "Pilot-scale platform",
    "技术转移机构": "Technology transfer organisation",
    "成果转化基地": "Technology commercialisation base",
    "创新联合体或产业技术创新联盟": "Innovation consortium or alliance",
    "高新技术企业": "High-tech enterprise (高新技术企业)",
    "科技型中小（小微）企业": "Technology SME",
    "规模以上企业": "Enterprise above designated size",
    "领军企业、小巨人、专精特新企业": "Leading or specialised enterprise",
    "与高校院所合作研发或共建": "Joint work with universities or institutes",
    "承担科研攻关或科技计划项目": "Research projects of government programmes",
    "承办或举办赛事、论坛、展会": "Hosting contests, forums or fairs",
    "引进、培养或奖励科技人才、团队": "Bringing in, training or rewarding talent",
    "首次创业、大学生创业": "First start-up, student start-up",
    "用知识产权质押贷款": "Loan on intellectual property",
    "向银行贷款（含担保贷款）": "Bank loan",
    "购买技术成果或专利": "Buying technology or patents",
    "转化科技成果或交易技术": "Commercialising or trading technology",
    "有研发投入": "R&D spending",
    "租用、购买用房或入驻园区": "Renting or buying premises",
    "上市或挂牌": "Going public",
    "投保科技保险或贷款保证保险": "Technology or loan guarantee insurance",
    "使用科技创新券": "Innovation vouchers",
    "申请或运用专利": "Patents",
}
_DATED = {f"{zh}的级别": f"{en}: level" for zh, en in _TRAITS.items()} | {
    f"{zh}何时认定或建成": f"{en}: since when" for zh, en in _TRAITS.items()
}

MATCHING: dict[str, str] = _PAGE | _OUTCOMES | _FACETS | _TRAITS | _DATED
