"""Invented schools, their seeds and reports, and rows made of them."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from pipelines.archive import sha256_of
from pipelines.extract import VERSION as EXTRACTOR_VERSION
from pipelines.extract.text import Text
from pipelines.outcomes import DocumentOutcome
from pipelines.parser import parse
from pipelines.store import renditions
from pipelines.store.models import Rendition
from pipelines.store.renditions import Candidate

YUNLING, HEZHOU, JIANGAN, GUTANG = "4199010001", "4199010002", "4199010003", "4199010004"
NAMES = {
    YUNLING: "云岭理工学院",
    HEZHOU: "河洲师范大学",
    JIANGAN: "江岸大学（东湖校区）",
    GUTANG: "古塘职业技术学院",
}
UNIVERSITIES = [
    {"code": code, "name": name, "province": province, "level": "本科", "homepage": "", "domain": ""}
    for (code, name), province in zip(NAMES.items(), ("云江省", "云江省", "河北滨省", "古塘市"), strict=True)
]
RENAMED = [
    {"change": "renamed", "code": YUNLING, "old_name": "云岭工业专科学校"},
    {"change": "renamed", "code": YUNLING, "old_name": "滨海职工大学"},
    {"change": "renamed", "code": HEZHOU, "old_name": "滨海职工大学"},
    {"change": "merged", "code": HEZHOU, "old_name": "河洲教育学院"},
    {"change": "renamed", "code": "4199019999", "old_name": "不在册学校"},
]
PORTALS = [
    {"code": YUNLING, "portal_url": "http://xxgk.ylit.example.cn/", "grade": "B"},
    {"code": YUNLING, "portal_url": "http://www.ylit.example.cn/xxgk/", "grade": "C"},
    {"code": HEZHOU, "portal_url": "http://xxgk.hznu.example.cn/", "grade": "A"},
]
SECTIONS = (
    "概述",
    "主动公开情况",
    "依申请公开和不予公开情况",
    "对信息公开的评议情况",
    "因学校信息公开工作受到举报、复议、诉讼的情况",
    "信息公开工作的主要经验、问题和改进措施",
    "清单事项公开情况",
)


def write_csv(path: Path, rows: Sequence[dict[str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def write_seeds(folder: Path) -> Path:
    """Write the invented schools as a folder of seeds and return it."""
    write_csv(folder / "universities.csv", UNIVERSITIES)
    write_csv(folder / "renamed.csv", RENAMED)
    write_csv(folder / "portals.csv", PORTALS)
    return folder


def report_lines(code: str = YUNLING, start: int = 2021, received: int = 5, sections: int = 7) -> list[str]:
    """A whole report: the title first, one paragraph a line."""
    school = NAMES[code]
    bodies = (
        "学校把信息公开作为依法治校的基础工作，党政办公室牵头，各部门指定一名信息员，全年召开协调会三次。",
        f"本学年通过学校网站发布信息{1200 + start}条，通过官方微信推送图文418篇，编印工作简报12期。",
        f"本学年共收到信息公开申请{received}件，均已按期答复。没有不予公开的情况，未收取任何费用。",
        "学校发放问卷八百份，师生总体满意，对办事流程的说明提出了改进意见，已转交有关部门。",
        "本学年未发生因信息公开工作受到举报、申请行政复议或者提起行政诉讼的情况。",
        "主要经验是责任到人。存在的问题是个别部门更新不够及时。下一步将每季度通报一次。",
        "学校已对照清单逐项公开，详见信息公开网清单栏目。",
    )
    lines = [
        f"{school}{start}-{start + 1}学年信息公开工作年度报告",
        "根据《高等学校信息公开办法》（教育部令第29号）的要求，编制本报告。"
        f"报告所列数据的统计期限自{start}年9月1日起至{start + 1}年8月31日止。",
    ]
    for number, heading, body in zip("一二三四五六七", SECTIONS, bodies, strict=True):
        if "一二三四五六七".index(number) < sections:
            lines += [f"{number}、{heading}", body]
    return [*lines, school, f"{start + 1}年10月28日"]


def report_text(code: str = YUNLING, start: int = 2021, received: int = 5, sections: int = 7) -> str:
    return "\n".join(report_lines(code, start, received, sections))


def candidate(code: str | None, url: str, **changes: Any) -> Candidate:
    """A candidate at an address, as discovery hands it over."""
    fields = {"page_url": url, "document_url": url, "title": "信息公开年度报告", "carrier": "file"} | changes
    return Candidate(institution_code=code, **fields)


def add_document(session: Session, data: bytes) -> str:
    """Store a document's row and return its hash."""
    one = candidate(None, "x", sha256=sha256_of(data), size=len(data))
    renditions.save_document(session, one)
    return str(one.sha256)


def add_parse(session: Session, code: str | None, text: str, **record: Any) -> Any:
    """Store a text and its parse, fields of the record put in as given."""
    text_sha256 = renditions.save_text(session, Text(text, "txt"))
    return renditions.save_parse(session, text_sha256, "1", code, "", parse(text).to_dict() | record)


def add_rendition(
    session: Session, code: str, url: str, text: str, carrier: str = "file", **record: Any
) -> Rendition:
    """Store a rendition that was read, with its document, extraction, text and parse."""
    sha256 = add_document(session, text.encode())
    one = candidate(code, url, carrier=carrier, sha256=sha256, outcome=DocumentOutcome.READ)
    extraction = renditions.save_extraction(session, sha256, EXTRACTOR_VERSION, Text(text, "txt"))
    body = str(extraction.text_sha256)
    known = renditions.known_parse(session, body, "1", code, "")
    return renditions.save_rendition(session, one, known or add_parse(session, code, text, **record))
