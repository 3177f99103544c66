"""The tables: what was crawled, what was found, what it says.

Every column carries a description in English and Chinese, so that the
database explains itself. Times are UTC; hashes are SHA-256 in hexadecimal.
The fields of a parse are those of the codebook (docs/codebook.md).
"""

from datetime import UTC, date, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    Boolean,
    Date,
    DateTime,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
SHA256 = String(64)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC: SQLite forgets time zones, so they are put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Refuse naive moments."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Read what is stored as UTC; some databases give the session's zone."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """All tables."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar = {datetime: UtcDateTime, dict[str, Any]: JSON, list[Any]: JSON}


def described(text: str, *args: Any, **kwargs: Any) -> Any:
    """Make a column with its description `English / 中文`."""
    return mapped_column(*args, comment=text, **kwargs)


class Institution(Base):
    """A university or college of the ministry's list (高等学校)."""

    __tablename__ = "institution"

    code: Mapped[str] = described("ministry's ten-digit code / 学校标识码", String(10), primary_key=True)
    name: Mapped[str] = described("current name / 学校名称", index=True)
    authority: Mapped[str | None] = described("supervising body / 主管部门")
    province: Mapped[str | None] = described("province / 省份", index=True)
    city: Mapped[str | None] = described("city / 所在地")
    level: Mapped[str | None] = described("本科 or 专科 / 办学层次")
    ownership: Mapped[str | None] = described("公办 or 民办 / 办学性质")
    kind: Mapped[str | None] = described("regular or adult / 普通或成人")
    homepage: Mapped[str | None] = described("home page / 学校主页")
    domain: Mapped[str | None] = described("registered domain, a hint / 注册域名")


class FormerName(Base):
    """A name that a school had before (曾用名)."""

    __tablename__ = "former_name"

    id: Mapped[int] = mapped_column(primary_key=True)
    institution_code: Mapped[str] = described("school / 学校", ForeignKey("institution.code"))
    name: Mapped[str] = described("former name / 曾用名", index=True)
    __table_args__ = (UniqueConstraint("institution_code", "name"),)


class Portal(Base):
    """The disclosure portal of a school, and what is known of it (信息公开网)."""

    __tablename__ = "portal"

    id: Mapped[int] = mapped_column(primary_key=True)
    institution_code: Mapped[str] = described("school / 学校", ForeignKey("institution.code"), index=True)
    url: Mapped[str] = described("address / 网址")
    grade: Mapped[str | None] = described(
        "evidence: A seen, B listed, C guessed, D unreachable / 依据等级", String(1)
    )
    source: Mapped[str] = described("seed, given or discovered / 来源", default="seed")
    annual_report_list_url: Mapped[str | None] = described("its column of annual reports / 年度报告栏目")
    derived: Mapped[bool] = described(
        "an address that nobody linked / 网址系推得", Boolean, default=False, server_default=false()
    )
    evidence: Mapped[dict[str, Any] | None] = described("how it is known / 依据")
    __table_args__ = (UniqueConstraint("institution_code", "url"),)


class PortalSearch(Base):
    """One search for a school's portal, what was tried, and how it ended (一次查找)."""

    __tablename__ = "portal_search"

    id: Mapped[int] = mapped_column(primary_key=True)
    crawl_run_id: Mapped[int] = described("run / 运行", ForeignKey("crawl_run.id"), index=True)
    institution_code: Mapped[str] = described("school / 学校", ForeignKey("institution.code"), index=True)
    outcome: Mapped[str] = described("how it ended / 结果")
    detail: Mapped[str | None] = described("why, in a few words / 说明")
    portal_url: Mapped[str | None] = described("what was found / 找到的网址")
    requests: Mapped[int] = described("requests sent, robots.txt included / 请求数", default=0)
    tried: Mapped[list[Any]] = described(
        "{url, text, why, on, kind, reason, title, signs} / 候选网址及判断", default=list
    )
    searched_at: Mapped[datetime] = described("when / 时间")


class CrawlRun(Base):
    """One start of the crawler or of the nightly run (一次运行)."""

    __tablename__ = "crawl_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    command: Mapped[str] = described("what was run / 命令")
    state: Mapped[str] = described("running, done, interrupted or failed / 状态", default="running")
    host: Mapped[str] = described("machine / 主机")
    pid: Mapped[int] = described("process / 进程号")
    started_at: Mapped[datetime] = described("start / 开始时间")
    finished_at: Mapped[datetime | None] = described("end / 结束时间")
    summary: Mapped[dict[str, Any] | None] = described("what was new, changed, failing / 摘要")


class SiteRun(Base):
    """One school in one run, and how it ended (一校一次)."""

    __tablename__ = "site_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    crawl_run_id: Mapped[int] = described("run / 运行", ForeignKey("crawl_run.id"), index=True)
    institution_code: Mapped[str] = described("school / 学校", ForeignKey("institution.code"), index=True)
    portal_url: Mapped[str | None] = described("where it started / 起始网址")
    state: Mapped[str] = described("pending, running or done / 状态", default="pending")
    outcome: Mapped[str | None] = described("how it ended / 结果", index=True)
    whole: Mapped[bool] = described(
        "from the portal, not only the known lists / 是否完整", Boolean, default=True
    )
    detail: Mapped[str | None] = described("why, in a few words / 说明")
    requests: Mapped[int] = described("requests sent, robots.txt included / 请求数", default=0)
    pages: Mapped[int] = described("pages read / 页面数", default=0)
    unchanged: Mapped[int] = described("pages that had not changed / 未变页面数", default=0)
    downloads: Mapped[int] = described("documents downloaded / 下载文件数", default=0)
    bytes: Mapped[int] = described("bytes received / 字节数", default=0)
    reports: Mapped[int] = described("reports found / 报告数", default=0)
    started_at: Mapped[datetime | None] = described("start / 开始时间")
    finished_at: Mapped[datetime | None] = described("end / 结束时间")
    trail: Mapped[dict[str, Any] | None] = described(
        "pages looked at, why, what came of it, where it stopped / 访问路径"
    )
    hosts: Mapped[dict[str, Any] | None] = described(
        "what was learned of hosts: TLS, certificate, pace / 主机情况"
    )


class Page(Base):
    """An address that was asked for, and its present state (网页)."""

    __tablename__ = "page"

    id: Mapped[int] = mapped_column(primary_key=True)
    institution_code: Mapped[str] = described("school / 学校", ForeignKey("institution.code"))
    url: Mapped[str] = described("address / 网址")
    final_url: Mapped[str | None] = described("address after redirects, if another / 跳转后网址")
    is_hub: Mapped[bool] = described(
        "its list has led to reports: seen every night / 列表页", Boolean, default=False
    )
    status: Mapped[int] = described("HTTP status of the last full answer / 状态码")
    content_type: Mapped[str | None] = described("Content-Type header / 内容类型")
    etag: Mapped[str | None] = described("ETag header / 实体标签")
    last_modified: Mapped[str | None] = described("Last-Modified header / 最后修改")
    sha256: Mapped[str] = described("hash of the present body / 内容哈希", SHA256)
    checked_at: Mapped[datetime] = described("last answered / 最近检查")
    changed_at: Mapped[datetime] = described("last seen to differ / 最近变化")
    __table_args__ = (UniqueConstraint("institution_code", "url"),)


class Capture(Base):
    """A body that an address had at a moment; the bytes are in the archive (快照)."""

    __tablename__ = "capture"

    id: Mapped[int] = mapped_column(primary_key=True)
    institution_code: Mapped[str] = described("school / 学校", ForeignKey("institution.code"))
    url: Mapped[str] = described("address / 网址")
    sha256: Mapped[str] = described("hash of the bytes / 内容哈希", SHA256, index=True)
    size: Mapped[int] = described("bytes / 字节数")
    status: Mapped[int] = described("HTTP status / 状态码")
    headers: Mapped[dict[str, Any]] = described("headers that matter / 响应头")
    captured_at: Mapped[datetime] = described("when / 时间")
    __table_args__ = (UniqueConstraint("institution_code", "url", "sha256"),)


class Document(Base):
    """Distinct bytes that hold, or may hold, a report (文件)."""

    __tablename__ = "document"

    sha256: Mapped[str] = described("hash of the bytes / 文件哈希", SHA256, primary_key=True)
    size: Mapped[int] = described("bytes / 字节数")
    content_type: Mapped[str | None] = described("Content-Type header / 内容类型")
    first_seen_at: Mapped[datetime] = described("first archived / 首次归档")


class TextBody(Base):
    """Distinct extracted text; all offsets refer to it (正文)."""

    __tablename__ = "text"

    sha256: Mapped[str] = described("hash of the UTF-8 text / 正文哈希", SHA256, primary_key=True)
    text: Mapped[str] = described("the text / 正文", Text)
    characters: Mapped[int] = described("length / 字符数")
    han_share: Mapped[float] = described("share of Han characters, 0 to 1 / 汉字比例", Float)


class Extraction(Base):
    """What one version of the extractor made of one document (文字提取)."""

    __tablename__ = "extraction"

    document_sha256: Mapped[str] = described(
        "document / 文件", ForeignKey("document.sha256"), primary_key=True
    )
    extractor_version: Mapped[str] = described("extractor / 提取器版本", primary_key=True)
    outcome: Mapped[str] = described("read, or why not / 结果")
    detail: Mapped[str | None] = described("why, in a few words / 说明")
    format: Mapped[str | None] = described("what the bytes are / 格式")
    pages: Mapped[int | None] = described("pages of the document / 页数")
    title: Mapped[str | None] = described("the format's own title / 文件标题")
    text_sha256: Mapped[str | None] = described("its text / 正文", ForeignKey("text.sha256"), index=True)
    warnings: Mapped[list[Any]] = described("codes / 警告")
    links: Mapped[list[Any]] = described(
        "[start, end, address] of what links in its text / 正文中的链接", default=list, server_default="[]"
    )
    quality: Mapped[float | None] = described(
        "share of its characters that were read with certainty, 0 to 1 / 文字可信度（0至1）", Float
    )
    readings: Mapped[list[Any]] = described(
        "[how it was read, where it begins in the text], a page each / 各页读法及其在正文中的起点",
        default=list,
        server_default="[]",
    )
    confidence: Mapped[list[Any]] = described(
        "[start, end, 0 to 1] of what was read from pictures / 识别文字的置信度",
        default=list,
        server_default="[]",
    )
    chosen: Mapped[str | None] = described("member that its text begins with / 正文取自的成员文件")
    members: Mapped[list["Member"]] = relationship(cascade="all, delete-orphan", order_by="Member.position")


class Member(Base):
    """A file within a document: an archive's, a PDF's attachment, a picture in a page (成员文件)."""

    __tablename__ = "member"

    document_sha256: Mapped[str] = described("document / 文件", SHA256, primary_key=True)
    extractor_version: Mapped[str] = described("extractor / 提取器版本", primary_key=True)
    position: Mapped[int] = described("order from 1, the likeliest first / 次序", primary_key=True)
    name: Mapped[str] = described("its name with folders / 文件名（含目录）")
    size: Mapped[int] = described("bytes / 字节数")
    sha256: Mapped[str | None] = described(
        "hash of its bytes; null where not unpacked / 内容哈希", SHA256, index=True
    )
    format: Mapped[str | None] = described("what its bytes are / 格式")
    outcome: Mapped[str] = described("read, or why not / 结果")
    start: Mapped[int | None] = described(
        "where it begins in the text; null where it is beside it / 在正文中的起点"
    )
    end: Mapped[int | None] = described("where it ends, exclusive / 在正文中的终点（不含）")
    __table_args__ = (
        ForeignKeyConstraint(
            ["document_sha256", "extractor_version"],
            ["extraction.document_sha256", "extraction.extractor_version"],
        ),
    )


class Parse(Base):
    """The codebook's fields, as one parser version read one text (解析)."""

    __tablename__ = "parse"

    id: Mapped[int] = mapped_column(primary_key=True)
    text_sha256: Mapped[str] = described("text / 正文", ForeignKey("text.sha256"))
    parser_version: Mapped[str] = described("version+vocabulary of the parser / 解析器版本+词表")
    institution_code: Mapped[str | None] = described(
        "school it was found at / 来源学校", ForeignKey("institution.code")
    )
    context_title: Mapped[str] = described("title known from the page or list / 列表标题", default="")
    kind: Mapped[str] = described("kind of document / 文件类别", index=True)
    school_name: Mapped[str | None] = described("name as printed / 学校名称")
    school_code: Mapped[str | None] = described("code of that name / 学校标识码")
    title: Mapped[str | None] = described("own title / 标题")
    period_kind: Mapped[str | None] = described("academic_year or calendar_year / 期间类别")
    period_label: Mapped[str | None] = described("2022-2023 or 2023 / 期间")
    period_start: Mapped[date | None] = described("window start / 统计起始", Date)
    period_end: Mapped[date | None] = described("window end / 统计截止", Date)
    period_declared: Mapped[bool | None] = described("stated as dates / 明示日期")
    document_number: Mapped[str | None] = described("document number / 发文字号")
    addressee: Mapped[str | None] = described("addressee / 主送机关")
    signed_by: Mapped[str | None] = described("signing body / 落款单位")
    signed_on: Mapped[date | None] = described("signing date / 落款日期", Date)
    contact_office: Mapped[str | None] = described("contact office / 联系部门")
    contact_address: Mapped[str | None] = described("address / 地址")
    contact_postcode: Mapped[str | None] = described("postcode / 邮编")
    contact_phone: Mapped[str | None] = described("phone / 电话")
    contact_email: Mapped[str | None] = described("email / 邮箱")
    portal_url: Mapped[str | None] = described("portal named in the report / 信息公开网址")
    requests_received: Mapped[int | None] = described("applications received / 收到申请")
    requests_answered: Mapped[int | None] = described("answered / 已答复")
    requests_granted: Mapped[int | None] = described("granted / 予以公开")
    requests_partly_granted: Mapped[int | None] = described("granted in part / 部分公开")
    requests_refused: Mapped[int | None] = described("refused / 不予公开")
    requests_not_held: Mapped[int | None] = described("not held / 信息不存在")
    requests_already_public: Mapped[int | None] = described("already public / 已主动公开")
    requests_other: Mapped[int | None] = described("other answers / 其他")
    requests_by_email: Mapped[int | None] = described("came by email / 电子邮件申请")
    requests_by_letter: Mapped[int | None] = described("came by letter / 信函申请")
    requests_by_in_person: Mapped[int | None] = described("came in person / 当面申请")
    requests_by_online: Mapped[int | None] = described("came online / 网络申请")
    requests_by_phone: Mapped[int | None] = described("came by phone / 电话申请")
    requests_by_fax: Mapped[int | None] = described("came by fax / 传真申请")
    fee_charged: Mapped[float | None] = described("fees charged, CNY / 收费（元）")
    fee_waived: Mapped[float | None] = described("fees waived, CNY / 减免（元）")
    complaints_reports: Mapped[int | None] = described("complaints 举报 / 举报")
    complaints_reconsiderations: Mapped[int | None] = described("reconsiderations 复议 / 复议")
    complaints_lawsuits: Mapped[int | None] = described("lawsuits 诉讼 / 诉讼")
    evidence: Mapped[dict[str, Any]] = described("field to [start, end) in the text / 依据位置")

    sections: Mapped[list["Section"]] = relationship(
        cascade="all, delete-orphan", order_by="Section.position"
    )
    legal_basis: Mapped[list["LegalBasis"]] = relationship(
        cascade="all, delete-orphan", order_by="LegalBasis.position"
    )
    figures: Mapped[list["Figure"]] = relationship(cascade="all, delete-orphan", order_by="Figure.position")
    points: Mapped[list["Point"]] = relationship(cascade="all, delete-orphan", order_by="Point.position")
    inventory: Mapped[list["InventoryItem"]] = relationship(
        cascade="all, delete-orphan", order_by="InventoryItem.position"
    )
    warnings: Mapped[list["ParseWarning"]] = relationship(
        cascade="all, delete-orphan", order_by="ParseWarning.position"
    )
    __table_args__ = (UniqueConstraint("text_sha256", "parser_version", "institution_code", "context_title"),)


class Section(Base):
    """A top-level section of a report (章节)."""

    __tablename__ = "section"

    parse_id: Mapped[int] = described("parse / 解析", ForeignKey("parse.id"), primary_key=True)
    position: Mapped[int] = described("order from 1 / 次序", primary_key=True)
    code: Mapped[str] = described("code of the ministry's outline / 章节代码", index=True)
    ordinal: Mapped[int] = described("its number / 序号", Integer)
    heading: Mapped[str] = described("heading without number / 标题")
    start: Mapped[int] = described("where it begins in the text / 在正文中的起点")
    end: Mapped[int] = described("where the next one begins / 下一章的起点")
    subheadings: Mapped[list[Any]] = described(
        "tree of {ordinal, heading, start, end, children} / 下级标题", default=list, server_default="[]"
    )


class LegalBasis(Base):
    """A rule, notice or law that the report cites (依据)."""

    __tablename__ = "legal_basis"

    parse_id: Mapped[int] = described("parse / 解析", ForeignKey("parse.id"), primary_key=True)
    position: Mapped[int] = described("order from 1 / 次序", primary_key=True)
    title: Mapped[str] = described("title without outer 《》 / 名称")
    number: Mapped[str | None] = described("document number / 文号")


class Figure(Base):
    """A published quantity (数据)."""

    __tablename__ = "figure"

    parse_id: Mapped[int] = described("parse / 解析", ForeignKey("parse.id"), primary_key=True)
    position: Mapped[int] = described("order from 1 / 次序", primary_key=True)
    value: Mapped[float] = described("number in base units / 数值")
    unit: Mapped[str | None] = described("unit or counter as printed, without 万 and 亿 / 单位（不含万、亿）")
    qualifier: Mapped[str] = described("exact, over, about, nearly / 修饰")
    channel: Mapped[str | None] = described("where, a code; null where none applies / 渠道代码")
    measure: Mapped[str | None] = described("what is counted, a code / 计量代码")
    section: Mapped[str] = described("section code / 章节")
    label: Mapped[str | None] = described("noun phrase that is counted, as printed / 对象（原文）")
    as_of: Mapped[date | None] = described("cut-off, where it is not the period's end / 截至日期", Date)
    quote: Mapped[str] = described("shortest clause that says it / 原文分句")
    start: Mapped[int] = described("where the number begins in the text / 数值在正文中的起点")
    end: Mapped[int] = described("where it ends with its unit, exclusive / 数值与单位的终点（不含）")


class Point(Base):
    """A practice, problem or measure (做法、问题、措施)."""

    __tablename__ = "point"

    parse_id: Mapped[int] = described("parse / 解析", ForeignKey("parse.id"), primary_key=True)
    position: Mapped[int] = described("order from 1 / 次序", primary_key=True)
    kind: Mapped[str] = described("practice, problem or measure / 类别")
    text: Mapped[str] = described("the point / 内容", Text)
    start: Mapped[int | None] = described("where it begins in the text / 在正文中的起点")
    end: Mapped[int | None] = described("where it ends, exclusive / 在正文中的终点（不含）")


class InventoryItem(Base):
    """A row of the 50-item list (清单事项)."""

    __tablename__ = "inventory_item"

    parse_id: Mapped[int] = described("parse / 解析", ForeignKey("parse.id"), primary_key=True)
    position: Mapped[int] = described("order from 1 / 次序", primary_key=True)
    number: Mapped[int | None] = described(
        "ministry's number 1 to 50, by the item's wording / 教育部清单序号（按事项名称）"
    )
    category: Mapped[str | None] = described("category / 类别")
    item: Mapped[str | None] = described("item / 公开事项")
    department: Mapped[str | None] = described("department / 责任部门")
    url: Mapped[str | None] = described("address / 公开网址")
    start: Mapped[int | None] = described("where it begins in the text / 在正文中的起点")
    end: Mapped[int | None] = described("where it ends, exclusive / 在正文中的终点（不含）")


class ParseWarning(Base):
    """What did not add up in a report (警告)."""

    __tablename__ = "warning"

    parse_id: Mapped[int] = described("parse / 解析", ForeignKey("parse.id"), primary_key=True)
    position: Mapped[int] = described("order from 1 / 次序", primary_key=True)
    code: Mapped[str] = described("stable code, with values after a colon / 代码", index=True)


class ReparseRun(Base):
    """One reading anew of the stored texts by another parser (重新解析)."""

    __tablename__ = "reparse_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    parser_version: Mapped[str] = described("version+vocabulary of the parser / 解析器版本+词表")
    institution_code: Mapped[str | None] = described(
        "the one school that was asked for / 限定学校", ForeignKey("institution.code")
    )
    started_at: Mapped[datetime] = described("start / 开始时间")
    finished_at: Mapped[datetime | None] = described("end; null where it was stopped / 结束时间")


class Reparsed(Base):
    """A parse that took another's place, and what changed by it; the earlier one stays (解析更替)."""

    __tablename__ = "reparsed"

    run_id: Mapped[int] = described("run / 运行", ForeignKey("reparse_run.id"), primary_key=True)
    earlier_id: Mapped[int] = described(
        "the earlier parse / 原解析", ForeignKey("parse.id"), primary_key=True
    )
    parse_id: Mapped[int] = described("the parse in its place / 新解析", ForeignKey("parse.id"), index=True)
    changes: Mapped[list[Any]] = described("{field, change, before, after}; empty where none / 变化")


class Report(Base):
    """One annual report: a school and a period; renditions carry it (年度报告)."""

    __tablename__ = "report"

    id: Mapped[int] = mapped_column(primary_key=True)
    institution_code: Mapped[str] = described("school / 学校", ForeignKey("institution.code"), index=True)
    period_label: Mapped[str | None] = described("2022-2023 or 2023; null where nothing says / 期间")
    parse_id: Mapped[int] = described("parse of its canonical rendition / 解析", ForeignKey("parse.id"))
    canonical_id: Mapped[int] = described(
        "rendition that is cited / 引用版本", ForeignKey("rendition.id", use_alter=True)
    )
    parse: Mapped[Parse] = relationship()
    canonical: Mapped["Rendition"] = relationship(foreign_keys=[canonical_id], post_update=True)
    __table_args__ = (Index("ix_report_school_period", "institution_code", "period_label"),)


class Rendition(Base):
    """One document at one address: a page, PDF or Word file of a report (版本)."""

    __tablename__ = "rendition"

    id: Mapped[int] = mapped_column(primary_key=True)
    institution_code: Mapped[str | None] = described(
        "school; null where a local file names none / 学校", ForeignKey("institution.code")
    )
    page_url: Mapped[str] = described("page that shows or links it / 所在网页")
    document_url: Mapped[str] = described("address of the bytes / 文件网址")
    title: Mapped[str] = described("fullest wording that led to it / 链接标题")
    carrier: Mapped[str] = described("body, file, viewer, frame, embedded, images, lead, local … / 载体")
    expects_file: Mapped[bool] = described(
        "an HTML answer would be a refusal / 应为文件", Boolean, default=False
    )
    period_hint: Mapped[str | None] = described("period that the wording names / 标题期间")
    outcome: Mapped[str] = described("read, or why not / 结果", index=True)
    detail: Mapped[str | None] = described("why, in a few words / 说明")
    kind: Mapped[str | None] = described("kind the parser found / 文件类别")
    document_sha256: Mapped[str | None] = described(
        "its bytes / 文件", ForeignKey("document.sha256"), index=True
    )
    parse_id: Mapped[int | None] = described("its parse / 解析", ForeignKey("parse.id"))
    report_id: Mapped[int | None] = described(
        "the report it carries / 报告", ForeignKey("report.id"), index=True
    )
    path: Mapped[list[Any]] = described("pages from the portal, and why each link was followed / 路径")
    found_at: Mapped[datetime] = described("first found / 首次发现")
    __table_args__ = (UniqueConstraint("institution_code", "document_url"),)


class PagePicture(Base):
    """A picture that a web page shows as one page of a report (页图)."""

    __tablename__ = "page_picture"

    rendition_id: Mapped[int] = described("rendition / 版本", ForeignKey("rendition.id"), primary_key=True)
    page: Mapped[int] = described("page of the report, from 1 / 页码", primary_key=True)
    url: Mapped[str | None] = described("address; null where the page itself holds it / 网址")
    sha256: Mapped[str | None] = described("hash of its bytes / 内容哈希", SHA256, index=True)
    outcome: Mapped[str] = described("read: it is in the document; or why not / 结果")
    detail: Mapped[str | None] = described("why, in a few words / 说明")
