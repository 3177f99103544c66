"""Addresses: safe joining, one key a page, and whether a host is public."""

import ipaddress
import re
import socket
from functools import lru_cache
from typing import Literal
from urllib.parse import unquote, urljoin, urlsplit

import tldextract

from xxgk_spiders.discovery.tables import any_of, table

MAX_URL_CHARS = 2_000

_DATA = table("urls")
_DEFAULT_PAGES: frozenset[str] = frozenset(_DATA["default_pages"])
_TRACKING: frozenset[str] = frozenset(_DATA["tracking_keys"])
_PRIVATE_SUFFIXES: tuple[str, ...] = tuple(_DATA["private_suffixes"])
_PAGES = (".htm", ".html", ".shtml")
_DOWNLOAD = re.compile(any_of(_DATA["download_paths"]))
_KINDS: dict[str, Literal["document", "picture", "media"]] = {
    **dict.fromkeys(_DATA["document_extensions"], "document"),
    **dict.fromkeys(_DATA["picture_extensions"], "picture"),
    **dict.fromkeys(_DATA["media_extensions"], "media"),
}

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]{0,30}):")
_SESSION = re.compile(r";(?:jsessionid|phpsessid)=[^;/?#]*", re.IGNORECASE)
_DYNAMIC_LIST = re.compile(r"/list(\d{0,6})\.(?:psp|htm)$")
_SITE_PREFIX = re.compile(r"^/_s\d{1,6}(?=/)")
_TEMPLATE_PREFIX = re.compile(r"/_t\d{1,6}(?=/)")
_ARTICLE = re.compile(r"/c\d{1,10}a\d{1,10}/page\.(?:psp|htm)$")
_HOST = re.compile(r"[A-Za-z0-9_.\-]{1,253}|\[[0-9A-Fa-f:.]{2,60}\]")
_PLAIN_RELATIVE = re.compile(r"((?:\.\./){0,8})([A-Za-z0-9_\-/]{1,300}(?:\.[A-Za-z]{1,5})?)")
_PLAIN_PATH = re.compile(r"/[A-Za-z0-9_\-./?=&]{0,500}")
# VSB's editor copies addresses of its own workshop: …/system/_owners/<site>/_webprj/<path of the site>
_BUILD = "/system/_owners/"
_BUILT = re.compile(r"^/system/_owners/[\w\-]{1,60}/_webprj/?")
_PORT = re.compile(r"\d{1,5}")
_DOCUMENT_NAME = re.compile(r"\." + any_of(_DATA["document_extensions"]) + r"$", re.IGNORECASE)

# The bundled suffix list only: nothing is fetched, nothing is cached on disk.
_extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


def resolve(base: str, href: str) -> str | None:
    """Join a link to its page's base: an absolute http(s) URL without a fragment, else None.

    None for other schemes (javascript:, mailto:, data:), an empty reference, a
    malformed one, control characters inside, or more than 2,000 characters.
    """
    href = href.strip()
    if not href or href[0] == "#" or len(href) > MAX_URL_CHARS:
        return None
    # Menus repeat on all pages of a site: what they give depends on the site or folder only.
    if href[0] == "/" and href[1:2] not in ("/", "\\"):
        site = _site(base)
        if site and _PLAIN_PATH.fullmatch(href) and "/." not in href:
            return site + href
        return _join(site or base, href)
    if href[0] == "?":
        return _join(base, href)
    folder = _folder(base)
    plain = _PLAIN_RELATIVE.fullmatch(href)
    if plain and folder.endswith("/") and _site(folder):
        for _ in range(len(plain[1]) // 3):  # `../` stops at the root
            parent = folder.rfind("/", 0, len(folder) - 1) + 1
            folder = folder[:parent] if parent > len("https://") else folder
        return folder + plain[2]
    return _join(folder, href)


@lru_cache(maxsize=4_096)
def _site(url: str) -> str:
    """Return the scheme, host and port of a sound http(s) URL, else nothing."""
    joined = _join(url, "/")
    return joined[:-1] if joined and joined.endswith("/") else ""


@lru_cache(maxsize=4_096)
def _folder(url: str) -> str:
    """Return what relative references refer to: the URL up to its last slash."""
    head = url.partition("?")[0].partition("#")[0]
    place = head.rfind("/")
    return head[: place + 1] if place > len("https://") else url


@lru_cache(maxsize=8_192)
def _join(base: str, href: str) -> str | None:
    # Editors break long addresses over lines; browsers drop such breaks.
    if _CONTROL.search(href):
        href = href.replace("\n", "").replace("\r", "").replace("\t", "")
        if _CONTROL.search(href):
            return None
    scheme = _SCHEME.match(href)
    if scheme and scheme[1].lower() not in ("http", "https"):
        return None
    try:
        joined = urljoin(base, href.replace("\\", "/"))
        parts = urlsplit(joined)
        host = parts.hostname or ""
        if parts.scheme not in ("http", "https") or not host:
            return None
        _ = parts.port  # raises on a port that is none
        host = _ascii_host(host)
    except (ValueError, UnicodeError):
        return None
    if not host:
        return None
    rest = joined.partition("#")[0][len(parts.scheme) :].replace(" ", "%20")
    if ";" in rest:
        rest = _SESSION.sub("", rest)  # somebody else's visit
    if _BUILD in rest:
        return _published(base, rest)
    url = parts.scheme + rest
    if (parts.hostname != host or "@" in parts.netloc) and not host.startswith("["):
        url = _with_host(url, parts.netloc, host)
    return url if len(url) <= MAX_URL_CHARS else None


def _published(base: str, rest: str) -> str | None:
    """The public address of what an editor linked on the machine that builds the site."""
    path = _BUILT.sub("", rest[rest.index(_BUILD) :])
    return _join(base, f"/{path}") if _BUILD not in path else None


def _ascii_host(host: str) -> str:
    """The host as DNS writes it; empty when no name can be this."""
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    if ":" in host:
        host = f"[{host}]"
    return host if _HOST.fullmatch(host) and host.strip(".") else ""


def _with_host(url: str, netloc: str, host: str) -> str:
    """Replace the network part by the plain ASCII host and its port."""
    port = netloc.rpartition(":")[2]
    return url.replace(netloc, f"{host}:{port}" if _PORT.fullmatch(port) else host, 1)


@lru_cache(maxsize=8_192)
def canonical(url: str) -> str:
    """A key for "the same page": never an address to fetch.

    http and https, with and without `www.`, default pages, trailing slash,
    session ids, tracking keys, the fragment and the dynamic twins of Webplus
    (`list.psp`, `/_t12/`) fall together. Meaningful query keys keep their order.
    """
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").rstrip(".")
        port = parts.port
    except ValueError:
        return url.strip()
    if not host:
        return url.strip()
    host = host.removeprefix("www.")
    if port not in (None, 80, 443):
        host = f"{host}:{port}"
    path = _SESSION.sub("", parts.path) if ";" in parts.path else parts.path
    path = _canonical_path(path)
    query = _canonical_query(parts.query) if parts.query else ""
    return f"{host}{path}?{query}" if query else f"{host}{path}"


def _canonical_path(path: str) -> str:
    if "/_" in path:
        path = _TEMPLATE_PREFIX.sub("", path)
        if _ARTICLE.search(path):
            path = _SITE_PREFIX.sub("", path)
    if path.endswith("page.psp"):
        path = path[:-3] + "htm"
    listing = _DYNAMIC_LIST.search(path)
    if listing:
        number = listing[1] if listing[1] not in ("0", "1") else ""
        path = f"{path[: listing.start()]}/list{number}.htm"
    folder, _, name = path.rpartition("/")
    if name.lower() in _DEFAULT_PAGES:
        path = folder
    while "//" in path:
        path = path.replace("//", "/")
    return path.rstrip("/")


def _canonical_query(query: str) -> str:
    kept = []
    for pair in query.split("&"):
        key = pair.partition("=")[0].lower()
        if pair and key not in _TRACKING:
            kept.append(_SESSION.sub("", pair))
    return "&".join(kept)


@lru_cache(maxsize=8_192)
def registered_domain(host: str) -> str:
    """The part of a host that is registered (`xxgk.abc.edu.cn` -> `abc.edu.cn`).

    By the bundled public suffix list, without the network. A literal address
    and a name without a known suffix come back as they are, in lower case.
    """
    name = host.strip().lower().rstrip(".")
    try:
        extracted = _extract(name)
    except (ValueError, UnicodeError):
        return name
    if not extracted.domain or not extracted.suffix:
        return name
    return f"{extracted.domain}.{extracted.suffix}"


@lru_cache(maxsize=8_192)
def is_public_suffix(host: str) -> bool:
    """Whether names are registered right under a host (`edu.cn`), by the bundled list."""
    try:
        return bool(host) and not _extract(host.strip().lower().rstrip(".")).domain
    except (ValueError, UnicodeError):
        return False


@lru_cache(maxsize=8_192)
def is_public_address(host: str) -> bool:
    """Whether a host may be asked at all, judged by its name or literal address only.

    False for private, loopback, link-local, reserved and multicast addresses in
    any notation (`127.1`, `0x7f000001`), for localhost and for names of local
    networks. A name's DNS answer is for the caller to check.
    """
    name = host.strip().lower().rstrip(".").strip("[]")
    if not name or len(name) > 253:
        return False
    address = _literal(name.partition("%")[0])
    if address is not None:
        mapped = getattr(address, "ipv4_mapped", None)
        if mapped is not None:
            address = mapped
        return address.is_global and not address.is_multicast
    return "." in name and not name.endswith(_PRIVATE_SUFFIXES)


def _literal(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        pass
    # What a resolver accepts beyond dotted quads: one to four numbers, hex, octal.
    if name[:1].isdigit():
        try:
            return ipaddress.IPv4Address(socket.inet_aton(name))
        except (OSError, ValueError, UnicodeError):
            return None
    return None


@lru_cache(maxsize=8_192)
def kind_of(url: str) -> Literal["page", "document", "picture", "media"]:
    """What an address promises, by extension and path only: bytes decide later."""
    if url.endswith(_PAGES):
        return "page"
    path, _, query = url.partition("?")
    lowered = path.lower()
    if _DOWNLOAD.search(lowered):
        return _KINDS.get(lowered.rpartition(".")[2], "document")
    name = lowered.rpartition("/")[2]
    if "." in name and lowered.count("/") > 2:
        kind = _KINDS.get(name.rpartition(".")[2])
        if kind:
            return kind
    if query and ("." in query) and _DOCUMENT_NAME.search(unquote(query)):
        return "document"
    return "page"


def is_document_name(text: str) -> bool:
    """Whether a label reads like a file's name (`….pdf`)."""
    return "." in text and _DOCUMENT_NAME.search(text.strip()) is not None
