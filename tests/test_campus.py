"""The imitation campus itself, over real sockets: is it the web that other tests take it for?"""

import contextlib
import csv
import http.client
import io
import re
import socket
import ssl
import urllib.parse
import zipfile
from collections import deque
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import docx
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from tests.campus import Campus, ExpectedSchool, Publication, make_portal, wire
from tests.campus import portal as portals
from tests.campus.assemble import build
from tests.campus.client import PORTALS
from tests.campus.documents import docx_bytes, pdf_bytes, wrap
from tests.campus.prose import compose, period_values
from tests.campus.quirks import Quirk, QuirkError

ROSTER = Path(__file__).parent.parent / "seeds" / "universities.csv"
VSB = "xxgk.chengxilg.edu.cn"
WEBPLUS = "xxgk.lanchuansf.edu.cn"
MAIN = ("chengxi-ligong", "lanchuan-shifan", "yanzhou-yizhuan", "cangwu-caijing", "zeling-gongshang")


class Client:
    """One keep-alive connection through the proxy; certificates are not verified."""

    def __init__(self, campus: Campus) -> None:
        self.campus = campus
        self.open: dict[str, http.client.HTTPConnection] = {}

    def connection(self, url: str) -> tuple[http.client.HTTPConnection, str]:
        """Return a connection to the URL's host, and what to ask it for."""
        parts = urllib.parse.urlsplit(url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        key = f"{parts.scheme}://{parts.hostname}" if parts.scheme == "https" else "http"
        found = self.open.get(key)
        if parts.scheme == "http":
            found = found or http.client.HTTPConnection("127.0.0.1", self.campus.port, timeout=20)
            target = url
        elif found is None:
            context = ssl.create_default_context()
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            found = http.client.HTTPSConnection("127.0.0.1", self.campus.port, timeout=20, context=context)
            found.set_tunnel(str(parts.hostname), 443)
        self.open[key] = found
        return found, target

    def ask(
        self, url: str, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> tuple[http.client.HTTPResponse, bytes]:
        """Send one request and read its whole answer."""
        connection, target = self.connection(url)
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, target, body=body, headers=names)
        answer = connection.getresponse()
        return answer, answer.read()

    def get(self, url: str) -> bytes:
        """Return the body of a page that must be there."""
        answer, body = self.ask(url)
        assert answer.status == 200, url
        return body

    def close(self) -> None:
        for connection in self.open.values():
            connection.close()


@pytest.fixture(scope="module")
def campus() -> Iterator[Campus]:
    with Campus() as running:
        yield running


@pytest.fixture
def client(campus: Campus) -> Iterator[Client]:
    with contextlib.closing(Client(campus)) as made:
        yield made


def links_of(url: str, body: bytes) -> set[str]:
    """Return every address a page leads to, viewers included."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        text = body.decode("gb18030")
    if not text.strip():
        return set()
    tree = lxml_html.fromstring(text)
    found = [str(a.get("href")) for a in tree.iter("a") if a.get("href")]
    found += re.findall(r'(?:pdfsrc|embed src|object data)="([^"]+)"', text)
    found += re.findall(r'showVsbpdfIframe\("([^"]+)"', text)
    found += [urllib.parse.unquote(x) for x in re.findall(r'viewer\.html\?file=([^"]+)"', text)]
    wanted = (link for link in found if not link.startswith(("#", "javascript:")))
    return {urllib.parse.urljoin(url, link).partition("#")[0] for link in wanted}


def walk(client: Client, school: ExpectedSchool, skip: set[str]) -> dict[str, bytes | None]:
    """Follow every link within the school's hosts; None where an address was not asked."""
    waiting, seen = deque([school.homepage + "/"]), dict[str, bytes | None]()
    while waiting:
        url = waiting.popleft()
        if url in seen:
            continue
        seen[url] = None
        if url in skip:
            continue
        answer, body = client.ask(url)
        if answer.status != 200:
            continue
        seen[url] = body
        kind = answer.getheader("Content-Type") or ""
        if "html" in kind and not body.startswith((b"%PDF", b"PK")):
            inside = (u for u in links_of(url, body) if urllib.parse.urlsplit(u).hostname in school.hosts)
            waiting.extend(sorted(inside))
    return seen


# The proxy


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_page_arrives_by_both_schemes(client: Client, scheme: str) -> None:
    answer, body = client.ask(f"{scheme}://{VSB}/")
    assert answer.status == 200
    assert answer.getheader("Content-Length") == str(len(body))
    assert "Announced by Visual SiteBuilder" in body.decode()
    again, second = client.ask(f"{scheme}://{VSB}/index.htm")
    assert (again.status, second) == (200, body)


@pytest.mark.parametrize("minimum", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_tls_names_the_host(campus: Campus, minimum: ssl.TLSVersion) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.minimum_version = context.maximum_version = minimum
    with socket.create_connection(("127.0.0.1", campus.port)) as plain:
        plain.sendall(f"CONNECT {VSB}:443 HTTP/1.1\r\nHost: {VSB}:443\r\n\r\n".encode())
        assert plain.recv(4096).startswith(b"HTTP/1.1 200")
        with context.wrap_socket(plain, server_hostname=VSB) as secure:
            assert VSB.encode() in (secure.getpeercert(binary_form=True) or b"")
            secure.sendall(f"GET / HTTP/1.1\r\nHost: {VSB}\r\nConnection: close\r\n\r\n".encode())
            received = b"".join(iter(lambda: secure.recv(65536), b""))
    assert received.startswith(b"HTTP/1.1 200")
    assert received.rstrip().endswith(b"</html>")


def test_unknown_hosts_do_not_resolve(client: Client) -> None:
    answer, body = client.ask("http://www.no-such-school.edu.cn/")
    assert answer.status == 502
    assert b"resolved" in body
    with pytest.raises(OSError, match="502"):
        client.ask("https://www.no-such-school.edu.cn/")


def test_a_refused_scheme_is_refused_and_the_other_is_not(client: Client) -> None:
    assert client.get("http://gk.yanzhouyz.edu.cn/")
    with pytest.raises(OSError, match="502"):
        client.ask("https://gk.yanzhouyz.edu.cn/")


def test_broken_tls_fails_in_the_handshake(client: Client) -> None:
    with pytest.raises(ssl.SSLError):
        client.ask("https://xxgk.jiamixy.edu.cn/")


def test_etag_gives_304(client: Client) -> None:
    url = f"https://{VSB}/info/1083/2931.htm"
    first, body = client.ask(url)
    tag = first.getheader("ETag")
    assert tag
    assert first.getheader("Last-Modified") is None
    again, empty = client.ask(url, If_None_Match=tag)
    assert (again.status, empty) == (304, b"")
    other, full = client.ask(url, If_None_Match='"another"')
    assert (other.status, full) == (200, body)


def test_last_modified_gives_304(client: Client) -> None:
    url = f"http://{WEBPLUS}/2024/1031/c123a554559/page.htm"
    first, body = client.ask(url)
    assert first.getheader("ETag") is None
    moment = first.getheader("Last-Modified")
    assert moment == "Thu, 31 Oct 2024 09:30:00 GMT"
    again, empty = client.ask(url, If_Modified_Since=moment)
    assert (again.status, empty) == (304, b"")
    older, full = client.ask(url, If_Modified_Since="Wed, 30 Oct 2024 09:30:00 GMT")
    assert (older.status, full) == (200, body)
    odd, full = client.ask(url, If_Modified_Since="last week")
    assert (odd.status, full) == (200, body)


def test_no_validators_means_no_304(client: Client) -> None:
    url = "http://gk.yanzhouyz.edu.cn/show.asp?id=412"
    first, _ = client.ask(url)
    assert (first.getheader("ETag"), first.getheader("Last-Modified")) == (None, None)
    again, _ = client.ask(url, If_None_Match="*", If_Modified_Since="Thu, 31 Oct 2030 09:30:00 GMT")
    assert again.status == 200


def test_head_has_no_body(client: Client) -> None:
    url = f"https://{VSB}/index.htm"
    length = len(client.get(url))
    answer, body = client.ask(url, method="HEAD")
    assert (answer.status, body) == (200, b"")
    assert answer.getheader("Content-Length") == str(length)


def test_download_scripts_lie_to_head(campus: Campus, client: Client) -> None:
    [url] = [r.document_url for r in campus.school("chengxi-ligong").reports if r.period == "2021-2022"]
    head, _ = client.ask(url, method="HEAD")
    answer, body = client.ask(url)
    assert (head.getheader("Content-Type") or "").startswith("text/html")
    assert answer.getheader("Content-Type") == "application/octet-stream"
    assert "attachment" in (answer.getheader("Content-Disposition") or "")
    assert body.startswith(b"%PDF")


def test_post_and_its_body_leave_the_connection_usable(client: Client) -> None:
    url = f"https://{VSB}/index.htm"
    posted, _ = client.ask(url, method="POST", body=b"x" * 200_000)
    assert posted.status == 200
    assert client.get(url)


def test_requests_are_logged_before_they_are_answered(campus: Campus, client: Client) -> None:
    before = len(campus.log)
    body = client.get(f"http://{VSB}/xxgk/zxgk.htm")
    client.ask(f"http://{VSB}/not-there.htm")
    first, second = campus.log[before:]
    assert (first.method, first.url) == ("GET", f"http://{VSB}/xxgk/zxgk.htm")
    assert (first.status, first.bytes) == (200, len(body))
    assert second.status == 404


def test_soft_404_and_cookie_and_robots(client: Client) -> None:
    soft, body = client.ask(f"https://{WEBPLUS}/nothing/here.htm")
    assert soft.status == 200
    assert "访问地址无效" in body.decode()
    assert b"Disallow" in client.get(f"https://{WEBPLUS}/robots.txt")
    assert client.ask(f"https://{VSB}/robots.txt")[0].status == 404
    answer, _ = client.ask("http://gk.yanzhouyz.edu.cn/")
    assert (answer.getheader("Set-Cookie") or "").startswith("ASPSESSIONID")


# Misbehaviour


def test_truncated_body_is_announced_longer(campus: Campus, client: Client) -> None:
    url = document(campus, "huaiwenjian", "2021-2022")
    with pytest.raises(http.client.IncompleteRead):
        client.ask(url)


def test_files_that_are_cut_empty_or_something_else(campus: Campus, client: Client) -> None:
    cut = client.get(document(campus, "huaiwenjian", "2020-2021"))
    assert cut.startswith(b"%PDF")
    assert b"%%EOF" not in cut
    assert client.get(document(campus, "huaiwenjian", "2019-2020")) == b""
    answer, notice = client.ask(document(campus, "huaiwenjian", "2018-2019"))
    assert answer.getheader("Content-Type") == "application/pdf"
    assert "不存在" in notice.decode()
    assert "codeValue" in client.get(document(campus, "huaiwenjian", "2016-2017")).decode()
    assert client.ask(document(campus, "huaiwenjian", "2015-2016"))[0].status == 404
    assert client.ask(document(campus, "huaiwenjian", "2014-2015"))[0].status == 500
    answer, fine = client.ask(document(campus, "huaiwenjian", "2013-2014"))
    assert (answer.getheader("Content-Type") or "").startswith("text/html")
    assert fine.startswith(b"PK")


def test_a_huge_file_is_announced_whole_and_may_be_left(campus: Campus, client: Client) -> None:
    url = document(campus, "huaiwenjian", "2017-2018")
    connection, target = client.connection(url)
    connection.request("GET", target)
    answer = connection.getresponse()
    assert answer.getheader("Content-Length") == str(200 * 2**20)
    assert answer.read(4) == b"%PDF"
    answer.close()
    connection.close()
    assert client.get(f"http://{VSB}/")


def test_a_huge_page_arrives_whole(campus: Campus, client: Client) -> None:
    answer, body = client.ask(campus.school("juda").portal_url.replace("https", "http"))
    assert answer.status == 200
    assert len(body) == 50 * 2**20


def test_reset_and_hang(campus: Campus, client: Client) -> None:
    with pytest.raises(ConnectionResetError):
        client.ask(campus.school("chongzhi").portal_url)
    with socket.create_connection(("127.0.0.1", campus.port)) as plain:
        url = campus.school("tingdun").portal_url
        plain.sendall(f"GET {url} HTTP/1.1\r\n\r\n".encode())
        plain.settimeout(0.2)
        with pytest.raises(TimeoutError):
            plain.recv(1)


def test_redirects_and_lists_that_never_end(campus: Campus, client: Client) -> None:
    url, visited = campus.school("xunhuan").portal_url, set[str]()
    for _ in range(30):
        answer, _ = client.ask(url)
        assert answer.status == 302
        visited.add(url)
        url = urllib.parse.urljoin(url, answer.getheader("Location") or "")
    assert len(visited) == 30
    url, visited = "https://xxgk.wujinxy.edu.cn/zxgk/list.htm?page=1", set()
    for _ in range(30):
        visited.add(url)
        [url] = [u for u in links_of(url, client.get(url)) if "page=" in u]
    assert len(visited) == 30


def test_a_page_changes_after_the_first_visit(campus: Campus, client: Client) -> None:
    url = document(campus, "gengxin", "2023-2024")
    first, second, third = client.get(url), client.get(url), client.get(url)
    assert first != second
    assert second == third


def test_quirks_of_single_addresses(campus: Campus, tmp_path: Path) -> None:
    host = "quirks.made.edu.cn"
    folder = make_portal(tmp_path / "q", style="plain", host=host, school="某戊学院", filler=8)
    quirks = {
        "60000": 'kind = "delay"\nseconds = 0.01',
        "60001": 'kind = "headers"\nheaders = {X-Protected-By = "WebberRASP"}',
        "60002": 'kind = "charset"\nto = "gbk"',
        "60003": 'kind = "charset"',
        "60004": 'kind = "stall"\nkeep = 0.5',
        "60005": 'kind = "redirect"\nto = "/zxgk/"\nstatus = 301',
    }
    with (folder / "portal.toml").open("a", encoding="utf-8") as file:
        for id_, table in quirks.items():
            file.write(f'[[quirks]]\npath = "/zxgk/{id_}.html"\n{table}\n')
    campus.publish(folder)
    base = f"http://{host}/zxgk/"
    with contextlib.closing(Client(campus)) as client:
        assert client.get(base + "60000.html")
        assert client.ask(base + "60001.html")[0].getheader("X-Protected-By") == "WebberRASP"
        assert client.ask(base + "60002.html")[0].getheader("Content-Type") == "text/html; charset=gbk"
        assert client.ask(base + "60003.html")[0].getheader("Content-Type") == "text/html"
        moved, _ = client.ask(base + "60005.html")
        assert (moved.status, moved.getheader("Location")) == (301, "/zxgk/")
    with socket.create_connection(("127.0.0.1", campus.port)) as plain:
        plain.settimeout(0.5)
        plain.sendall(f"GET {base}60004.html HTTP/1.1\r\n\r\n".encode())
        received, ended = b"", False
        with contextlib.suppress(TimeoutError):
            while not ended:
                piece = plain.recv(65536)
                received, ended = received + piece, not piece
    assert not ended
    head, _, part = received.partition(b"\r\n\r\n")
    [length] = re.findall(rb"Content-Length: (\d+)", head)
    assert 0 < len(part) < int(length)


@pytest.mark.parametrize(
    ("slug", "status", "word"),
    [
        ("cuowu", 500, "服务器内部错误"),
        ("tiaozhan", 412, "$_ts"),
        ("yanzheng", 200, "验证码"),
        ("xiaonei", 200, "校内地址"),
        ("kongbai", 200, ""),
    ],
)
def test_portals_that_show_something_else(
    campus: Campus, client: Client, slug: str, status: int, word: str
) -> None:
    answer, body = client.ask(campus.school(slug).portal_url)
    assert answer.status == status
    assert word in body.decode()
    assert bool(body) == bool(word)


@given(st.binary(max_size=300))
def test_any_head_is_a_request_or_a_named_error(data: bytes) -> None:
    with contextlib.suppress(wire.BadRequestError):
        assert wire.parse(data, None).body_length >= 0


@pytest.mark.parametrize(
    "data", [b"\x16\x03\x01 hello\r\n\r\n", b"GET / HTTP/1.1\r\nno colon\r\n\r\n", b"x" * 70_000]
)
def test_what_is_not_http_is_refused(campus: Campus, data: bytes) -> None:
    with socket.create_connection(("127.0.0.1", campus.port)) as plain:
        plain.sendall(data)
        assert plain.recv(4096).startswith(b"HTTP/1.1 4")


def test_pipelined_requests_are_answered_in_order(campus: Campus) -> None:
    with socket.create_connection(("127.0.0.1", campus.port)) as plain:
        plain.sendall(
            f"HEAD http://{VSB}/ HTTP/1.1\r\n\r\n"
            f"POST http://{VSB}/nothing HTTP/1.1\r\nContent-Length: 5\r\n\r\n12345"
            f"HEAD http://no.such.host/ HTTP/1.1\r\nConnection: close\r\n\r\n".encode()
        )
        received = b"".join(iter(lambda: plain.recv(65536), b""))
    assert re.findall(rb"HTTP/1.1 (\d+)", received) == [b"200", b"404", b"502"]


# What is expected


@pytest.mark.parametrize("slug", [*MAIN, "huaiwenjian", "gengxin", "jinzhi"])
def test_all_that_is_expected_is_linked_and_served(campus: Campus, client: Client, slug: str) -> None:
    school = campus.school(slug)
    misbehaving = {r.document_url for r in school.reports if r.outcome != "read"}
    reached = walk(client, school, skip=misbehaving)
    assert school.portal_url in reached
    for report in school.reports:
        assert report.page_url in reached
        assert report.document_url in reached
        for page, file in report.alternates:
            assert reached[page]
            assert reached[file]
        if report.outcome == "read":
            check_document(reached[report.document_url] or b"", report.format, report.text)
    for other in school.must_not:
        body = reached.get(other.url) or client.get(other.url)
        assert body, other.url
        reports = {r.page_url for r in school.reports} | {r.document_url for r in school.reports}
        assert other.url not in reports


def check_document(body: bytes, format_: str, text: str) -> None:
    """Open a document as its format and find the report in it."""
    if format_ == "pdf":
        with contextlib.closing(pypdfium2.PdfDocument(body)) as pdf:
            read = ""
            for page in pdf:
                with contextlib.closing(page), contextlib.closing(page.get_textpage()) as text_page:
                    read += text_page.get_text_bounded()
            assert f"- {len(pdf)} -" in read
        # Page numbers stand between the lines.
        read = re.sub(r"- \d+ -", "", read)
    elif format_ == "docx":
        document = docx.Document(io.BytesIO(body))
        read = "".join(p.text for p in document.paragraphs)
        read += "".join(c.text for t in document.tables for c in t._cells)
    else:
        try:
            html = body.decode("utf-8")
        except UnicodeDecodeError:
            html = body.decode("gb18030")
        read = "".join(str(text) for text in lxml_html.fromstring(html).itertext())
    squeezed = re.sub(r"\s", "", read)
    for line in text.splitlines():
        if not line.startswith("|"):
            assert re.sub(r"\s", "", line) in squeezed, line


def document(campus: Campus, slug: str, period: str) -> str:
    """Return the address of the one document of a school and period, by plain HTTP."""
    [url] = [r.document_url for r in campus.school(slug).reports if r.period == period]
    return url.replace("https:", "http:")


@pytest.mark.parametrize("slug", MAIN[:4])
def test_each_school_has_years_formats_and_facts(campus: Campus, slug: str) -> None:
    school = campus.school(slug)
    assert 5 <= len(school.periods) <= 9
    assert {r.format for r in school.reports} == {"html", "pdf", "docx"}
    assert len({r.text for r in school.reports}) == len(school.periods)
    both = [p for p in school.periods if len({r.format for r in school.reports if r.period == p}) > 1]
    assert both
    for report in school.reports:
        assert 1000 <= len(report.text) <= 5000
        assert "{{" not in report.text
        assert "[[" not in report.text
        facts = report.facts
        assert facts is not None
        stated = re.findall(r"申请(\d+)件", report.text)
        assert int(stated[0] if stated else "0") == facts.applications
        stated = re.findall(r"举报(\d+)件", report.text)
        assert int(stated[0] if stated else "0") == facts.reports
        assert bool(stated) == any((facts.reports, facts.reconsiderations, facts.lawsuits))
        assert all(str(number) in report.text for number in facts.numbers.values())


@pytest.mark.parametrize("slug", MAIN)
def test_false_friends_speak_of_reports(campus: Campus, client: Client, slug: str) -> None:
    school = campus.school(slug)
    bodies = (client.get(other.url) for other in school.must_not)
    pages = (b.decode("gb18030" if slug.startswith("yanzhou") else "utf-8", "replace") for b in bodies)
    assert any("信息公开年度报告" in re.sub(r"(?s)<title>.*?</title>|<h\d.*?</h\d>", "", p) for p in pages)


def test_the_five_portals_are_what_they_are_meant_to_be(campus: Campus, client: Client) -> None:
    vsb = client.get(f"https://{VSB}/xxgk/jbxx/ndbg.htm").decode()
    assert 'class="p_next p_fun"><a href="ndbg/2.htm"' in vsb
    last = client.get(f"https://{VSB}/xxgk/jbxx/ndbg/1.htm").decode()
    assert "p_next_d" in last
    assert '<a href="2.htm">上页' in last
    assert re.search(r'title="[^"]*年度报告">[^<]*\.\.\.</a>', vsb)
    [player] = [r for r in campus.school("lanchuan-shifan").reports if r.period == "2020-2021"]
    page = client.get(player.page_url).decode()
    assert f'pdfsrc="{urllib.parse.urlsplit(player.document_url).path}"' in page
    assert not re.search(r"<a [^>]*\.pdf", page)
    gbk, body = client.ask("http://gk.yanzhouyz.edu.cn/list.asp?cid=3&page=2")
    assert gbk.getheader("Content-Type") == "text/html; charset=utf-8"
    assert "年度报告" in body.decode("gb18030")
    assert b"charset=gb2312" in body
    with pytest.raises(UnicodeDecodeError):
        body.decode("utf-8")
    assert campus.school("zeling-gongshang").outcome == "not_published"
    assert not campus.school("zeling-gongshang").reports


def test_the_same_file_under_two_columns_has_the_same_bytes(campus: Campus, client: Client) -> None:
    twice = [r.document_url for r in campus.school("lanchuan-shifan").reports if r.period == "2022-2023"]
    assert len(set(twice)) == 2
    assert len({client.get(url) for url in twice}) == 1


def test_schools_are_invented(campus: Campus) -> None:
    with ROSTER.open(encoding="utf-8", newline="") as file:
        real = list(csv.DictReader(file))
    taken = {row[key] for row in real for key in ("code", "name", "domain")}
    codes = [row["code"] for row in campus.roster_rows()]
    assert len(set(codes)) == len(codes)
    for row in campus.roster_rows():
        assert re.fullmatch(r"99\d{8}", row["code"])
        assert taken.isdisjoint((row["code"], row["name"], row["domain"]))


def test_seeds_have_the_columns_of_the_real_ones(campus: Campus, tmp_path: Path) -> None:
    campus.write_seeds(tmp_path)
    for name in ("universities.csv", "portals.csv"):
        with (ROSTER.parent / name).open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        with (tmp_path / name).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert rows
        assert list(rows[0]) == header
    urls = {row["portal_url"] for row in campus.portal_rows()}
    assert urls == {school.portal_url for school in campus.expected if school.portal_url and school.known}


# Making and publishing


@pytest.mark.parametrize("style", ["vsb", "vsb_old", "webplus", "gpower", "plain", "asp"])
def test_given_texts_are_published_as_they_are(campus: Campus, tmp_path: Path, style: str) -> None:
    host = f"xxgk.{style.replace('_', '-')}-made.edu.cn"
    texts = [
        Publication("2021-2022", "甲校2021-2022年报", "甲校报告\n一、概述\n共发布信息12条。", "html"),
        Publication("2022-2023", "甲校2022-2023年报", "甲校报告\n一、概述\n发布34条。" * 40, "pdf"),
        Publication("2023-2024", "甲校2023-2024年报", "甲校报告\n| 序号 | 事项 |\n| 1 | 章程 |", "docx"),
    ]
    folder = make_portal(tmp_path / host, style=style, host=host, school="某甲学院", reports=texts)
    school = campus.publish(folder)
    assert [r.format for r in school.reports] == ["html", "pdf", "docx"]
    with contextlib.closing(Client(campus)) as client:
        reached = walk(client, school, skip=set())
        for report, given_text in zip(school.reports, texts, strict=True):
            assert report.text == given_text.text
            check_document(reached[report.document_url] or b"", report.format, report.text)


def test_publishing_again_replaces_a_portal(campus: Campus, tmp_path: Path) -> None:
    host = "xxgk.again-made.edu.cn"
    for periods in (["2021-2022"], ["2021-2022", "2022-2023"]):
        folder = make_portal(
            tmp_path / "again", style="webplus", host=host, school="某乙学院", generated=periods
        )
        assert list(campus.publish(folder).periods) == periods
        with contextlib.closing(Client(campus)) as client:
            assert client.get(f"http://{host}/ndbg/list.htm").count(b'class="news n') == len(periods)


def test_a_big_portal_is_made_by_numbers(tmp_path: Path) -> None:
    folder = make_portal(
        tmp_path / "big", style="vsb", host="xxgk.big-made.edu.cn", school="某丙学院", filler=300, lists=2
    )
    sites, school = build(portals.load(folder))
    assert school.outcome == "not_published"
    assert len(sites["xxgk.big-made.edu.cn"].routes) > 2 * (300 + 300 // 15)


def test_a_thread_serves_as_a_process_does(tmp_path: Path) -> None:
    with Campus(tmp_path, mode="thread") as small:
        folder = make_portal(
            tmp_path / "new", style="plain", host="a.made.edu.cn", school="某丁学院", generated=["2022-2023"]
        )
        small.publish(folder)
        with contextlib.closing(Client(small)) as client:
            assert client.get("https://a.made.edu.cn/ndbg/")
        assert [entry.method for entry in small.log] == ["CONNECT", "GET"]
        port = small.port
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=5)


def test_a_taken_port_is_an_error_not_a_hang(campus: Campus, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), Campus(tmp_path, port=campus.port, mode="thread"):
        pass


def test_bytes_are_alike_at_every_run() -> None:
    lines = ("一、概述", "共发布信息12条。" * 90, "| 序号 | 事项 |", "| 1 | 章程及制度 |")
    for make in (pdf_bytes, docx_bytes):
        assert make("某校年报", lines) == make("某校年报", lines)
    with zipfile.ZipFile(io.BytesIO(docx_bytes("某校年报", lines))) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {2020}


@pytest.mark.parametrize("path", sorted(p.parent.name for p in PORTALS.rglob("portal.toml")))
def test_building_a_portal_twice_gives_the_same(path: str) -> None:
    [folder] = [p.parent for p in PORTALS.rglob("portal.toml") if p.parent.name == path]
    assert build(portals.load(folder))[1] == build(portals.load(folder))[1]


def test_composition_varies_by_year_and_by_facts() -> None:
    base = "{{school}}{{period}}年报\n共{{n:10-9000}}条，见{{n}}。\n[[if applications]]\n{{applications}}件\n"
    base += "[[else]]\n没有申请\n[[end]]\n完"

    def made(period: str, applications: int) -> list[str]:
        values = period_values(period) | {"school": "某校"}
        return compose(base, values, applications).text.splitlines()

    assert made("2021-2022", 0) != made("2022-2023", 0)
    assert made("2021-2022", 2)[2:] == ["2件", "完"]
    assert made("2021-2022", 0)[2:] == ["没有申请", "完"]
    number = re.findall(r"\d+", made("2021-2022", 0)[1])
    assert number[0] == number[1]


@given(st.text(max_size=80), st.integers(2, 40))
def test_wrapping_keeps_every_character(text: str, ems: int) -> None:
    assert "".join(wrap(text, ems)) == text


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace("[portal]", "[portl]"),
        lambda text: text.replace('style = "plain"', 'style = "plain"\nunknown = 1'),
        lambda text: text.replace('"direct:pdf"', '"by pigeon"'),
        lambda text: text.replace('code = "99', 'code = "x9'),
        lambda text: text + "=",
    ],
)
def test_a_wrong_folder_is_refused(tmp_path: Path, spoil: Callable[[str], str]) -> None:
    report = Publication("2021-2022", "年报", "年报\n一", "pdf", date(2022, 10, 1))
    folder = make_portal(tmp_path / "x", style="plain", host="x.edu.cn", school="某校", reports=[report])
    assert portals.load(folder).reports
    table = folder / "portal.toml"
    table.write_text(spoil(table.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(portals.PortalError):
        portals.load(folder)


def test_an_unknown_quirk_is_refused() -> None:
    with pytest.raises(QuirkError):
        Quirk.from_table({"kind": "dances"})
    with pytest.raises(QuirkError):
        Quirk.from_table({"kind": "delay", "minutes": 3})
