"""Forms that a pager sends: ASP.NET post-backs and hidden page numbers."""

import re
from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

from lxml.html import HtmlElement

from xxgk_spiders.discovery.model import Page
from xxgk_spiders.discovery.urls import resolve

MAX_FORM_CHARS = 500_000
"""A view state may have 100 kB; what is beyond this is not sent."""
MAX_FIELDS = 300

_POST_BACK = re.compile(
    r"(?:__doPostBack|WebForm_DoPostBackWithOptions\(new WebForm_PostBackOptions)\(\s{0,5}"
    r"(?:&#39;|&quot;|[\"'])([\w$:.\-]{1,200})(?:&#39;|&quot;|[\"'])\s{0,5},\s{0,5}"
    r"(?:&#39;|&quot;|[\"'])([^\"'&]{0,100})(?:&#39;|&quot;|[\"'])"
)
_SENT = frozenset({"hidden", "text", "search", "number", ""})

Target = tuple[str, str]
"""An address and what is posted to it; empty where the address is simply asked for."""


def post_back(page: Page, element: HtmlElement, script: str) -> Target | None:
    """Return what `__doPostBack('control','argument')` in an element's script would send."""
    match = _POST_BACK.search(script[:2_000])
    if match is None:
        return None
    form = form_of(page, element)
    extra = {"__EVENTTARGET": match[1].replace("\\", ""), "__EVENTARGUMENT": match[2]}
    return send(page, form, extra) if form is not None else None


def form_of(page: Page, element: HtmlElement | None, name: str = "") -> HtmlElement | None:
    """Return the form that an element is in, or the one of a name, else the page's only one that posts."""
    if element is not None:
        inside = next(element.iterancestors("form"), None)
        if inside is not None:
            return inside
    forms: list[HtmlElement] = list(page.tree.iter("form"))
    if name:
        return next((form for form in forms if name in (form.get("name"), form.get("id"))), None)
    posting = [form for form in forms if (form.get("method") or "").lower() == "post"]
    return posting[0] if len(posting) == 1 else None


def send(page: Page, form: HtmlElement, extra: Mapping[str, str]) -> Target | None:
    """Return what submitting a form sends, with some fields set; None for another site's form."""
    url = resolve(page.base, form.get("action") or "") or page.url
    if urlsplit(url).hostname != urlsplit(page.url).hostname:
        return None
    fields = _fields(form)
    fields.update(extra)
    body = urlencode(list(fields.items()), encoding=page.encoding, errors="replace")
    if len(body) > MAX_FORM_CHARS:
        return None
    if (form.get("method") or "").lower() == "post":
        return url, body
    return f"{url.partition('?')[0]}?{body}", ""


def _fields(form: HtmlElement) -> dict[str, str]:
    """The fields that a form sends by itself: no buttons, no boxes that are not ticked."""
    fields: dict[str, str] = {}
    for element in form.iter("input", "select", "textarea"):
        name = element.get("name")
        if not name or len(fields) >= MAX_FIELDS:
            continue
        kind = (element.get("type") or "").lower()
        if element.tag == "input":
            ticked = kind in ("checkbox", "radio") and element.get("checked") is not None
            if kind in _SENT or ticked:
                fields[name] = element.get("value") or ("on" if ticked else "")
        elif element.tag == "textarea":
            fields[name] = element.text or ""
        else:
            options = list(element.iter("option"))
            chosen = next(
                (o for o in options if o.get("selected") is not None), options[0] if options else None
            )
            if chosen is not None:
                fields[name] = chosen.get("value", chosen.text or "")
    return fields
