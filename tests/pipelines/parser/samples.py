"""Invented reports in pieces: one sentence can be changed and the rest left alone."""

OUTLINE = (
    "概述",
    "主动公开情况",
    "依申请公开和不予公开情况",
    "对信息公开的评议情况",
    "因学校信息公开工作受到举报、复议、诉讼的情况",
    "信息公开工作的主要经验、问题和改进措施",
    "其他需要报告的事项",
    "清单事项公开情况",
)
CODES = (
    "overview", "proactive", "on_request", "evaluation",
    "complaints", "experience", "other", "inventory",
)  # fmt: skip
BODIES = (
    "学校按月检查各单位的公开情况。\n（一）健全制度\n学校修订了办法。\n1.明确分工。各单位分工负责。",
    "学校主页发布信息820条。\n（二）新媒体\n公众号推送文章210篇。",
    "本学年未收到信息公开申请。",
    "师生评议良好。",
    "未发生上述情况。",
    "一是提前公布计划，二是按期检查。",
    "无。",
    "见学校信息公开网。",
)
TITLE = "东山大学2021-2022学年信息公开年度报告"


def report(
    *,
    title: str = TITLE,
    preamble: str = "本报告由东山大学信息公开办公室编制。",
    requests: str = BODIES[2],
    complaints: str = BODIES[4],
    signature: str = "东山大学\n2022年10月28日",
) -> str:
    """A whole report with the given parts."""
    bodies = [*BODIES[:2], requests, BODIES[3], complaints, *BODIES[5:]]
    parts = [
        f"{'一二三四五六七八'[i]}、{heading}\n{body}"
        for i, (heading, body) in enumerate(zip(OUTLINE, bodies, strict=True))
    ]
    return "\n".join([title, preamble, *parts, signature])
