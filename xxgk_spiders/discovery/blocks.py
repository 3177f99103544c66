"""Answers that are no content: captchas, challenges, walls, soft errors.

Such an answer is an outcome to record; it is never worked around.
"""

from collections.abc import Mapping
from typing import Any

from pipelines.outcomes import DocumentOutcome, SiteOutcome
from xxgk_spiders.discovery.model import Page
from xxgk_spiders.discovery.page import MANY_LINKS, SHORT_PAGE_CHARS, sentences, short_text
from xxgk_spiders.discovery.tables import table

TINY_BODY_CHARS = 200
"""Below this much text a page has no body of its own."""
LONG_TITLE_CHARS = 24
"""A title longer than this is an article's; it may quote anything."""
_ARTICLE = "关于"
"""So begin the titles of articles (关于开展安全检查的通知), and of no notice that stands in the way."""

Blocked = tuple[SiteOutcome | DocumentOutcome, str]

_RULES: list[dict[str, Any]] = table("blocks")["rule"]
_INSIDE_SITES = tuple({mark for rule in _RULES for mark in rule.get("html", ())})
_WORDS = tuple({word for rule in _RULES for word in (*rule["words"], *rule.get("title", ()))})
# A challenge that computes its cookies by script; also inside whole pages, so never proof alone.
_CHALLENGE_MARKS = (
    "$_ts=",
    "$_ts =",
    "__jsl_clearance",
    "acw_sc__v2",
    "_cf_chl_opt",
    "yunsuo_session",
    'r="m"',
    "r='m'",
)


def block_of(page: Page, status: int, headers: Mapping[str, Any]) -> Blocked | None:
    """Name what stands in the way of an answer's content; None when it is content.

    `status` is the HTTP status; `headers` need lower-case names to be found.
    The second value is a short stable code.
    """
    found = _by_status(page, status)
    if found is not None:
        return found
    title = page.title.lower()
    # With so many links it is a page of a site; only the download captcha stands inside such pages.
    is_site = page.html.count("</a") > MANY_LINKS and not any(mark in page.html for mark in _INSIDE_SITES)
    text = None if is_site else short_text(page, SHORT_PAGE_CHARS)
    if text is None:
        return _by_title(title)
    challenged = any(mark in page.html for mark in _CHALLENGE_MARKS)
    if (challenged or status == 202) and len(sentences(page)) < TINY_BODY_CHARS:
        if challenged and not _has_document(page):
            return SiteOutcome.BLOCKED, "challenge"
        if status == 202:
            return SiteOutcome.BLOCKED, "status_202"
    return _by_words(page, title, text.lower(), headers)


def _by_status(page: Page, status: int) -> Blocked | None:
    if status in (404, 410):
        return DocumentOutcome.GONE, f"status_{status}"
    if status in (412, 521, 429):
        return SiteOutcome.BLOCKED, f"status_{status}"
    if status in (401, 403, 405, 400):
        text = (short_text(page, SHORT_PAGE_CHARS) or "").lower()
        worded = _by_words(page, page.title.lower(), text, {})
        if worded is not None and worded[0] is not DocumentOutcome.GONE:
            return worded
        if any(mark in page.html for mark in _CHALLENGE_MARKS):
            return SiteOutcome.BLOCKED, "challenge"
        return DocumentOutcome.FORBIDDEN, f"status_{status}"
    if status >= 500:
        return DocumentOutcome.SERVER_ERROR, f"status_{status}"
    return None


def _has_document(page: Page) -> bool:
    """Whether a page without text shows a document in a viewer or a frame."""
    return any(mark in page.html for mark in ("pdfsrc", "showVsbpdfIframe", "<iframe", "<embed", "<object"))


def _by_title(title: str) -> Blocked | None:
    """A long page: only a short title that is nothing but the notice counts."""
    if not title or len(title) > LONG_TITLE_CHARS:
        return None
    for rule in _RULES:
        if any(
            title == word or title.startswith((f"{word}-", f"{word}_", f"{word} "))
            for word in _title_words(rule)
        ):
            return _outcome(rule)
    return None


def _title_words(rule: dict[str, Any]) -> list[str]:
    return [*rule.get("title", ()), *rule["words"]]


def _by_words(page: Page, title: str, text: str, headers: Mapping[str, Any]) -> Blocked | None:
    if not any(word in text or word in title for word in _WORDS):
        return None  # nearly every page: what a person reads need not be found out
    text = sentences(page).lower()
    if _has_document(page) or "attachment" in str(headers.get("content-disposition", "")):
        return None
    short_title = title if len(title) <= LONG_TITLE_CHARS else ""
    for rule in _RULES:
        needed = rule.get("html", ())
        if not any(mark in page.html for mark in needed) and (needed or title.startswith(_ARTICLE)):
            continue
        if any(word in text or word in title for word in rule["words"]) or any(
            short_title.startswith(word) or short_title.endswith(word) for word in rule.get("title", ())
        ):
            if _is_list(page, rule):
                continue
            return _outcome(rule)
    return None


def _is_list(page: Page, rule: dict[str, Any]) -> bool:
    """Whether a short page is a normal one that has a login link or the like among its links."""
    return rule["outcome"] != "document:captcha" and page.html.count("</a") > MANY_LINKS


def _outcome(rule: dict[str, Any]) -> Blocked:
    kind, _, value = rule["outcome"].partition(":")
    outcome = SiteOutcome(value) if kind == "site" else DocumentOutcome(value)
    return outcome, rule["code"]
