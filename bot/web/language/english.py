"""English for the pages' own words. What stands in documents, and what is made of their words, stays Chinese."""

from __future__ import annotations

from bot.web.language.english_match import MATCHING

_PAGES = {
    "下载 CSV": "Download CSV",
    "下载 Excel": "Download Excel",
    "下载文本": "Download as text",
    "下载表格：": "Download: ",
    "不清楚": "Not sure",
    "与“{q}”相关的条款 {n} 条": "{n} clauses on “{q}”",
    "上一页": "Previous",
    "下一页": "Next",
    "主导航": "Main",
    "从政策文件条款中逐条整理的奖励、补助和服务。是否可以申报，请先看每一项的时效。": (
        "Rewards, grants and services, clause by clause. Look at the validity of each before you apply."
    ),
    "以上信息读自何处": "Where these facts were read",
    "使用提示": "Please note",
    "使用提示（{n}）": "Please note ({n})",
    "依据文件": "Documents considered",
    "全文检索": "Search the text",
    "全部": "All",
    "公布日期": "Published",
    "共 {n} 份": "{n} documents",
    "共 {n} 项": "{n} items",
    "关键词": "Words",
    "出处": "Sources",
    "匹配结果": "Results",
    "办公时间：": "Hours: ",
    "列表": "List",
    "原始文件": "Original file",
    "发文机关": "Issued by",
    "回答只依据公开的政策文件，每句话都注明出处，点击编号即可查看原文。": (
        "Answers rest on published policy documents alone; follow a number to the clause it cites."
    ),
    "回答所依据的全部公开文件。": "All documents that answers rest on.",
    "地址：": "Address: ",
    "电话：": "Phone: ",
    "网址：": "Web: ",
    "联系方式": "Contact",
    "在文件全文中查看": "Show in the whole document",
    "地区": "Place",
    "复制": "Copy",
    "失效日期": "Lapsed",
    "如：孵化器": "e.g. 孵化器",
    "对象": "For whom",
    "对话记录": "History",
    "就此文件提问": "Ask about this document",
    "年份": "Year",
    "您想了解哪项科技政策？": "Which science and technology policy would you like to know about?",
    "您的问题": "Your question",
    "成文日期": "Dated",
    "所在地区": "Place",
    "打印": "Print",
    "扶持事项": "Support",
    "打开原文": "Open the original",
    "导出": "Export",
    "目前收录的{place}文件都是草案或者已经失效，回答只供了解，不能作为申报依据。": (
        "All documents of {place} collected so far are drafts or have lapsed: answers are for information only and are "
        "no basis for an application."
    ),
    "按文件顺序": "By document",
    "排序": "Order",
    "提问": "Ask",
    "支持标准": "How much",
    "捕获的网页里可能混有广告和失效链接，因此不提供原网页，只提供清理后的文本。": (
        "The page as it was captured may hold advertisements and dead links, so only its cleaned text is offered."
    ),
    "政策匹配": "Check eligibility",
    "政策文件": "Documents",
    "文件": "Document",
    "文号": "Number",
    "新对话": "New chat",
    "施行日期": "In force from",
    "时效": "Validity",
    "有帮助": "Helpful",
    "有或者计划有（可多选）": "What you have or plan (tick all that apply)",
    "本地优先": "Local first",
    "所有回答均为参考回答，以正式文件为准。": "All answers are for reference; the official documents prevail.",
    "本站内容由程序根据公开政策文件自动整理，为参考信息，以正式文件为准。": (
        "Compiled by a program from published policy documents, for reference; the official documents prevail."
    ),
    "本条的链接": "Link to this clause",
    "本项的链接": "Link to this item",
    "条件": "Conditions",
    "条款": "Clause",
    "来源": "source",
    "查找": "Search",
    "查看全部政策文件": "All documents",
    "查看条款": "Show the clause",
    "查看结果": "Show results",
    "样式": "View",
    "正在启动": "Starting",
    "正在查阅政策文件…": "Looking through the documents…",
    "正在核对…": "Checking…",
    "没有帮助": "Not helpful",
    "没有符合条件的扶持事项，请减少筛选条件。": "Nothing fits: try fewer filters.",
    "没有符合条件的文件，请减少筛选条件。": "Nothing fits: try fewer filters.",
    "测算由程序按条款文字进行，为参考信息，以正式文件和责任单位的审核为准。": (
        "Worked out by a program from the words of the clauses, for reference; "
        "the official documents and the office's review prevail."
    ),
    "清空重填": "Start over",
    "由人才本人或团队享受": "Given to the person or team, not to the employer",
    "目录": "Contents",
    "相关条款": "Related clauses",
    "删除这段对话，开始新的": "Delete this conversation and start a new one",
    "科技政策的奖励、补助、条件和办法：直接提问，回答只依据公开的政策文件，每句话都注明出处。": (
        "Rewards, grants and conditions of science and technology policy: ask, and every sentence cites its clause."
    ),
    "直接提问": "Ask a question",
    "筛选": "Filter",
    "第 {n} 页，共 {count} 页": "page {n} of {count}",
    "类别": "Kind",
    "翻页": "Pages",
    "条款原文和条件": "Clause and conditions",
    "表格": "Table",
    "见原文": "see the clause",
    "说明贵单位的情况，看看哪些扶持事项可能适用。所填内容不保存。": (
        "Say what your organisation is and does, and see which support may apply. Nothing you enter is stored."
    ),
    "请再补充": "A few details",
    "请输入您的问题": "Type your question",
    "请选择": "Choose",
    "责任单位": "Office",
    "责任单位：": "Office: ",
    "语音输入": "Speak your question",
    "说明单位情况，逐项看是否符合条件": "Say what you are and see, item by item, what fits.",
    "贵单位": "Your organisation",
    "跳到正文": "Skip to content",
    "这一地区没有扶持事项。": "There is no support for this place.",
    "这一地区没有需要询问的事项。": "There is nothing to ask for this place.",
    "适用地区": "Place",
    "金额从高到低": "Largest first",
    "金额测算": "Amount, step by step",
    "问一问": "Ask",
    "问答": "Ask",
    "问答系统正在载入政策文件，通常不超过半分钟，本页会自动打开。": (
        "Documents are being loaded; this takes less than half a minute, and the page opens by itself."
    ),
    "问答记录": "Conversation",
}
_TEXTS = {
    "科技政策问答": "Policy assistant",
    "本回答由程序根据公开政策文件自动整理，为参考回答，以正式文件为准。": (
        "Compiled by a program from published policy documents, for reference; the official documents prevail."
    ),
    "内容由人工智能辅助生成、由程序逐句核对，为参考回答，以正式文件为准": (
        "Written by an AI model and checked by a program, for reference; the official documents prevail."
    ),
    "全部地区（本地优先）": "All places",
    "现行有效": "In force",
    "尚未施行": "Not yet in force",
    "已修改": "Amended",
    "草案（未正式施行）": "Draft, not in force",
    "已失效": "Lapsed",
    "已废止": "Repealed",
    "时效未注明": "Validity not stated",
    "奖励": "Reward",
    "补助": "Grant",
    "配套资金": "Matching funds",
    "贷款贴息": "Loan interest",
    "住房保障": "Housing",
    "薪酬津贴": "Salary",
    "税收优惠": "Tax",
    "服务": "Service",
    "其他": "Other",
}
_ERRORS = {
    "无法打开这一页": "This page cannot be opened",
    "没有找到": "Not found",
    "请稍候": "Please wait",
    "系统暂时出错": "Something went wrong",
    "请求的内容不正确。": "The request is not correct.",
    "没有找到所请求的内容。": "There is nothing at this address.",
    "没有这份文件，它可能已被更名或移除。": "There is no such document; it may have been renamed or removed.",
    "这条回答已不在记录中，请重新提问。": "This answer is no longer kept; please ask again.",
    "不支持这种请求方法。": "This method is not supported.",
    "提问过于频繁，请稍候一分钟再试。": "Too many questions at once; please try again in a minute.",
    "问答系统正在启动，请稍候再问。": "The assistant is starting; please try again in a moment.",
    "操作过于频繁，请稍候一分钟再试。": "Too many requests; please wait a minute and try again.",
    "抱歉，系统暂时无法回答，请稍后再试。": "Sorry, the assistant cannot answer at the moment; please try again later.",
}
ENGLISH: dict[str, str] = _PAGES | _TEXTS | _ERRORS | MATCHING
