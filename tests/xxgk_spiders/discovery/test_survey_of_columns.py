# ruff: noqa: E501 (markup as it is)
"""What a column's page gives: files that say nothing, short reports, lists under unknown names."""

from tests.xxgk_spiders.discovery.pages import page
from xxgk_spiders.discovery.model import Judgement, Page, Verdict
from xxgk_spiders.frontier import Lead
from xxgk_spiders.survey import PAGER, Findings, survey

HOST = "http://xxgk.jiangzhou.edu.cn"
COLUMN = Judgement(Verdict.COLUMN, "column_exact")
OTHER = Judgement(Verdict.OTHER, "hint")
PARTS = ("概述", "主动公开情况", "依申请公开情况", "评议情况", "举报情况")


def look(read: Page, judgement: Judgement, text: str = "信息公开年度报告") -> Findings:
    lead = Lead(read.url, text, 0.9, judgement.reason, judgement)
    return survey(
        read,
        lead,
        school_code="1",
        school_name="江州大学",
        sha256="0" * 64,
        size=1,
        menu=set[tuple[str, str]](),
    )


def test_a_file_that_says_nothing_is_what_its_page_is_called() -> None:
    body = '<div class="content"><a href="/f/1.pdf"><img src="/cover.jpg"></a><a href="/f/2.pdf">申请表</a></div>'
    assert [c.document_url for c in look(page(body), COLUMN).candidates] == [f"{HOST}/f/1.pdf"]
    assert (
        look(page(body, title="年报"), Judgement(Verdict.COLUMN, "column_generic"), "年报").candidates == []
    )
    assert look(page(body, title="下载中心"), OTHER, "下载中心").candidates == []


def test_a_short_report_has_nearly_all_parts() -> None:
    def body(parts: tuple[str, ...]) -> str:
        return "".join(f"<p>{n}</p><p>{'学校按照要求开展了有关的各项工作。' * 6}</p>" for n in parts)

    read = page(f'<div class="content">{body(PARTS)}</div>')
    assert [c.carrier for c in look(read, COLUMN).candidates] == ["body"]
    assert look(page(f'<div class="content">{body(PARTS[:3])}</div>'), COLUMN).candidates == []
    assert (
        look(page(f'<div class="content">{body(PARTS)}</div>', title="下载中心"), OTHER, "x").candidates == []
    )


def test_a_list_of_reports_goes_on_whatever_it_is_called() -> None:
    def pagers(title: str) -> list[str]:
        body = f'<ul><li><a href="/1.htm">{title}</a></li></ul><a href="?p=2">下一页</a>'
        return [
            x.url for x in look(page(body, title="下载中心"), OTHER, "下载中心").leads if x.reason == PAGER
        ]

    scores = [pagers("江州大学2022-2023学年信息公开年度报告"), pagers("关于放假的通知")]
    assert scores[0] == [f"{HOST}/ndbg.htm?p=2"]


def test_the_number_of_the_first_page_is_the_list_itself() -> None:
    body = '<div class="list"><a href="/a.htm">关于年报的说明</a><a href="?p=1">1</a></div>'
    assert [x.url for x in look(page(body), COLUMN).leads] == [f"{HOST}/a.htm"]


def test_a_frame_of_an_empty_page_holds_what_its_link_promised() -> None:
    report = Judgement(Verdict.REPORT, "title", "2022-2023")
    frames = '<iframe src="/body/8.htm"></iframe><iframe src="http://share.example.com/x.htm"></iframe>'
    [lead, *_] = look(page(frames, title="正文"), report, "江州大学2022-2023学年信息公开年度报告").leads
    assert (lead.url, lead.judgement.period, lead.reason) == (f"{HOST}/body/8.htm", "2022-2023", "frame")
    body = f'<div class="content"><p>{"学校公开了各类信息。" * 30}</p></div>'
    whole = look(page(body + frames, title="正文"), report, "江州大学2022-2023学年信息公开年度报告")
    assert [c.carrier for c in whole.candidates] == ["body"]
    assert all(x.judgement.verdict is not Verdict.REPORT for x in whole.leads)


def test_reports_without_a_year_speak_against_the_rest_of_their_column() -> None:
    def items(*titles: str) -> list[str]:
        body = "".join(f'<li><a href="/{n}.htm">{title}</a></li>' for n, title in enumerate(titles))
        read = page(f"<ul>{body}</ul>", title="工作年报")
        return [
            lead.text for lead in look(read, Judgement(Verdict.COLUMN, "column_generic"), "工作年报").leads
        ]

    named = ["江州大学信息公开年报", "江州大学关于信息公开工作的报告"]
    assert items(*named, "招生考试信息") == named
    assert items(named[0], "招生考试信息") == [named[0], "招生考试信息"]


def test_what_a_report_without_a_year_says_of_its_period() -> None:
    text = "".join(f"<p>{n}</p><p>{'学校按照要求开展了有关的各项工作。' * 6}</p>" for n in PARTS)
    found = look(page(f'<div class="content"><p>统计自2021年9月1日至2022年8月31日</p>{text}</div>'), COLUMN)
    assert (found.candidates[0].period_hint, found.period) == (None, "2021-2022")
    assert look(page(f'<div class="content">{text}</div>'), COLUMN).period is None


def test_papers_beside_a_report_are_left_out() -> None:
    report = Judgement(Verdict.REPORT, "title", "2021-2022")
    files = "".join(
        f'<p><a href="/f/{n}.pdf">{name}</a></p>'
        for n, name in enumerate(("信息公开年度报告.pdf", "信息公开申请表", "附件2"))
    )
    found = look(page(f'<div class="content"><p>现予公布。</p>{files}</div>'), report)
    assert [c.document_url for c in found.candidates] == [f"{HOST}/f/0.pdf", f"{HOST}/f/2.pdf"]
