"""Named outcomes: how every school and every document ends, in English and Chinese.

Silence is a failure, so nothing ends without one of these. The codes are
stored in the database and printed in tables; they are stable.
"""

from enum import StrEnum


class SiteOutcome(StrEnum):
    """How the crawl of one school ended."""

    FOUND = "found"
    NOT_PUBLISHED = "not_published"
    NO_PORTAL = "no_portal"
    BLOCKED = "blocked"
    CAMPUS_ONLY = "campus_only"
    ROBOTS = "robots"
    UNREACHABLE = "unreachable"
    CAPTCHA = "captcha"
    UNREADABLE = "unreadable"
    OVER_BUDGET = "over_budget"
    INTERRUPTED = "interrupted"
    ERROR = "error"

    @property
    def failed(self) -> bool:
        """Whether the school counts as failed for the exit code."""
        return self not in (SiteOutcome.FOUND, SiteOutcome.NOT_PUBLISHED)


class DocumentOutcome(StrEnum):
    """What became of one document that may hold a report."""

    READ = "read"
    PENDING = "pending"
    # The bytes arrived, but give no text.
    EMPTY = "empty"
    TRUNCATED = "truncated"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    UNSUPPORTED = "unsupported"
    AWAITS_OCR = "awaits_ocr"
    NO_TEXT = "no_text"
    NOT_A_DOCUMENT = "not_a_document"
    TIMEOUT = "timeout"
    WORKER_KILLED = "worker_killed"
    # The bytes did not arrive.
    TOO_LARGE = "too_large"
    GONE = "gone"
    FORBIDDEN = "forbidden"
    SERVER_ERROR = "server_error"
    UNREACHABLE = "unreachable"
    ROBOTS = "robots"
    CAPTCHA = "captcha"
    OUT_OF_SCOPE = "out_of_scope"

    @property
    def failed(self) -> bool:
        """Whether the document could not be read (or not yet fetched)."""
        return self is not DocumentOutcome.READ


LABELS_ZH: dict[str, str] = {
    "found": "已找到",
    "not_published": "未发布",
    "no_portal": "未知信息公开网",
    "blocked": "被拦截",
    "campus_only": "仅限校内",
    "robots": "robots.txt 禁止",
    "unreachable": "无法访问",
    "captcha": "需要验证码",
    "unreadable": "无法读取",
    "over_budget": "超出预算",
    "interrupted": "已中断",
    "error": "出错",
    "read": "已读取",
    "pending": "待处理",
    "empty": "空文件",
    "truncated": "不完整",
    "encrypted": "已加密",
    "broken": "已损坏",
    "unsupported": "格式不支持",
    "awaits_ocr": "待文字识别",
    "no_text": "无文字",
    "not_a_document": "不是文件",
    "timeout": "超时",
    "worker_killed": "处理进程被终止",
    "too_large": "过大",
    "gone": "已不存在",
    "forbidden": "禁止访问",
    "server_error": "服务器出错",
    "out_of_scope": "不在范围内",
}
"""Chinese label of each code of `SiteOutcome` and `DocumentOutcome`."""
