"""python -m tests.campus.breadth_first SLUG …: the crawler that knows nothing, to compare with.

It follows every link in the order of the pages, within the same domains and the
same number of requests as ours, and reads files as well.
"""

import argparse
import http.client
import ssl
from collections import deque
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import etree
from lxml import html as lxml_html

from tests.campus.client import Campus
from tests.campus.expect import ExpectedSchool
from xxgk_spiders.discovery.urls import canonical, registered_domain

BUDGET = 300
PATIENCE = 3.0
PAGE_BYTES = 8_000_000
SOURCES = ("href", "src", "data", "pdfsrc")
TAGS = ("a", "area", "iframe", "frame", "embed", "object", "div", "option")
FAILURES = (OSError, http.client.HTTPException, ValueError)


@dataclass(slots=True)
class Walk:
    """What a crawl of one school came to: requests sent, addresses that answered."""

    requests: int = 0
    seen: set[str] = field(default_factory=set)

    def found(self, school: ExpectedSchool) -> set[str]:
        """The periods of which a document was fetched, generously: nothing has to be recognised."""
        found = set()
        for report in school.readable:
            documents = [report.document_url, *(document for _, document in report.alternates)]
            if self.seen & set(map(canonical, documents)):
                found.add(report.period)
        return found


def crawl(campus: Campus, school: ExpectedSchool, budget: int = BUDGET) -> Walk:
    """Crawl one school from its portal, or from its home page where the portal is not known."""
    start = school.portal_url if school.known and school.portal_url else school.homepage + "/"
    hosts = filter(None, (urlsplit(address).hostname for address in (start, school.homepage)))
    domains = {registered_domain(host) for host in hosts}
    walk, waiting, known = Walk(), deque([start]), {canonical(start)}
    connections: dict[str, http.client.HTTPConnection] = {}
    while waiting and walk.requests < budget:
        url = waiting.popleft()
        walk.requests += 1
        try:
            location, body = _fetch(campus, connections, url)
        except FAILURES:
            connections.clear()
            continue
        walk.seen.add(canonical(url))
        for link in [location] if location else _links(url, body):
            key, host = canonical(link), urlsplit(link).hostname or ""
            if key not in known and registered_domain(host) in domains:
                known.add(key)
                waiting.append(link)
    for connection in connections.values():
        connection.close()
    return walk


def _fetch(campus: Campus, connections: dict[str, http.client.HTTPConnection], url: str) -> tuple[str, bytes]:
    """Ask for one address; returns where it redirects to, and its body. Errors are empty bodies."""
    parts = urlsplit(url)
    host, target = str(parts.hostname), (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection = connections.get(parts.scheme + host)
    if connection is None and parts.scheme == "https":
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        connection = http.client.HTTPSConnection("127.0.0.1", campus.port, timeout=PATIENCE, context=context)
        connection.set_tunnel(host, 443)
    elif connection is None:
        connection = http.client.HTTPConnection("127.0.0.1", campus.port, timeout=PATIENCE)
    connections[parts.scheme + host] = connection
    connection.request("GET", target if parts.scheme == "https" else url)
    answer = connection.getresponse()
    body = answer.read(PAGE_BYTES)
    if not answer.isclosed():
        connection.close()
    location = answer.getheader("Location")
    return (urljoin(url, location) if location else "", body if answer.status == 200 else b"")


def _links(url: str, body: bytes) -> list[str]:
    """Return every link of a page, in its order."""
    if not body.strip() or body[:4] in (b"%PDF", b"PK\x03\x04", b"\x89PNG"):
        return []
    try:
        tree = lxml_html.fromstring(body)
    except (etree.LxmlError, ValueError):
        return []
    found = []
    for element in tree.iter(*TAGS):
        for source in SOURCES:
            value = str(element.get(source) or "").strip()
            if value and not value.startswith(("#", "javascript:", "mailto:", "data:")):
                try:
                    found.append(urldefrag(urljoin(url, value)).url)
                except ValueError:
                    continue
    return [link for link in found if link.startswith(("http://", "https://"))]


def main() -> None:
    """Crawl the named schools and print what it took."""
    parser = argparse.ArgumentParser(prog="python -m tests.campus.breadth_first", description=__doc__)
    parser.add_argument("schools", nargs="+")
    options = parser.parse_args()
    with Campus() as campus:
        for slug in options.schools:
            school = campus.school(slug)
            walk = crawl(campus, school)
            found = len(walk.found(school))
            print(f"{slug}: {walk.requests} requests, {found} of {len(school.periods)} reports")


if __name__ == "__main__":
    main()
