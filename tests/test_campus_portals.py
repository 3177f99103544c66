"""The campus's portals of each system, carrier and wall: do they behave as their systems do?"""

import base64
import contextlib
import http.client
import io
import json
import re
import ssl
import urllib.parse
import zipfile
from collections.abc import Iterator

import pytest

from tests.campus import Campus, ExpectedSchool
from tests.campus import portal as portals
from tests.campus.assemble import build, hosts_of
from tests.campus.client import PORTALS
from tests.campus.documents import format_of
from tests.campus.homepage import CLONE_HOST
from tests.campus.series import expand, friends
from tests.campus.site import Site
from tests.campus.style import STYLES
from tests.test_campus import Client, check_document, links_of

GROUPS = ("families", "carriers", "walls", "homepages", "unseen")
FOLDERS = {p.parent.name: p.parent for p in PORTALS.rglob("portal.toml") if p.parent.parent.name in GROUPS}
HOMEPAGES = sorted(slug for slug, folder in FOLDERS.items() if folder.parent.name == "homepages")
DETAILS = {
    "danyexiangqing": "api/content/detail?id=",
    "jiekouliebiao": "api/cms/article/info?articleId=",
}
"""Where the text of an article is, whose page only fetches it."""
ASKED = {"referer": "https://www.example.edu.cn/", "cookie": "COLLCK=1"}
SYSTEMS = {
    *("vsb", "webplus", "gpower", "trs", "jcms", "drupal", "jeecms", "wordpress", "empirecms"),
    *("dedecms", "phpcms", "siteserver", "thinkphp", "aspnet", "asp", "generic"),
}


@pytest.fixture(scope="module")
def campus() -> Iterator[Campus]:
    with Campus() as running:
        yield running


@pytest.fixture
def client(campus: Campus) -> Iterator[Client]:
    with contextlib.closing(Client(campus)) as made:
        yield made


def load(slug: str) -> tuple[dict[str, Site], ExpectedSchool]:
    """Build one of the portals."""
    return build(portals.load(FOLDERS[slug]))


def body_of(sites: dict[str, Site], url: str) -> bytes:
    """Ask a site for an address until it stops being busy."""
    parts = urllib.parse.urlsplit(url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    for _ in range(3):
        answer, _ = sites[str(parts.hostname)].respond(target, ASKED)
        if answer.status == 200:
            return answer.body
    raise AssertionError(f"{answer.status} {url}")


def found_in(body: bytes, format_: str) -> tuple[bytes, str]:
    """Return the document that an answer is, or holds: in an archive, or spelt out in a script."""
    if format_ == "zip":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            [name] = archive.namelist()
            return archive.read(name), "pdf"
    spelt = re.search(rb'atob\("([A-Za-z0-9+/=]+)"\)', body)
    return (base64.b64decode(spelt[1]), "pdf") if spelt else (body, format_)


# What is expected is there


def test_there_are_portals_of_every_system() -> None:
    made = [portals.load(p.parent) for p in PORTALS.rglob("portal.toml")]
    assert len(made) >= 40
    assert {build(portal)[1].platform for portal in made if portal.settings.style} == SYSTEMS
    used = {portal.settings.style for portal in made}
    assert {path.parent.name for path in STYLES.rglob("style.toml")} - used <= {"generic_cms"} | used


@pytest.mark.parametrize("slug", sorted(FOLDERS))
def test_every_readable_document_says_what_is_expected(slug: str) -> None:
    sites, school = load(slug)
    for report in school.readable:
        body = body_of(sites, report.document_url)
        if api := DETAILS.get(school.slug):
            number = re.findall(r"\d+", report.document_url)[-1]
            content = json.loads(body_of(sites, f"{school.portal_url}{api}{number}"))["data"]["content"]
            body = content.encode()
        if school.slug == "fenzhang":
            chapters = [report.document_url.replace("index.html", f"{number}.html") for number in range(1, 8)]
            body = b"".join([body, *(body_of(sites, chapter) for chapter in chapters)])
            body = body.replace(b"</body></html>", b"")  # a parser stops there
        if school.slug == "danyexuanran" and format_of(body) == "html":
            body = unveiled(body)
        check_document(*found_in(body, report.format), report.text)
        assert body_of(sites, report.page_url)


@pytest.mark.parametrize("slug", sorted(FOLDERS))
def test_what_is_no_report_is_there_as_well(slug: str) -> None:
    sites, school = load(slug)
    documents = {report.document_url for report in school.reports}
    for other in school.must_not:
        assert other.url not in documents
        if other.why not in ("wechat", "netdisk", "clone"):
            assert body_of(sites, other.url)


@pytest.mark.parametrize("slug", sorted(p.parent.name for p in PORTALS.rglob("portal.toml")))
def test_the_hosts_are_known_before_a_portal_is_built(slug: str) -> None:
    [folder] = [p.parent for p in PORTALS.rglob("portal.toml") if p.parent.name == slug]
    portal = portals.load(folder)
    assert hosts_of(portal) == set(build(portal)[0])


@pytest.mark.parametrize("slug", ["dedecms", "drupal", "vsb-dongtai", "vsb-jiuban", "kuangjia", "wordpress"])
def test_reports_are_reached_by_links(slug: str) -> None:
    sites, school = load(slug)
    waiting, seen = [school.portal_url], set[str]()
    while waiting:
        url = waiting.pop()
        site = sites.get(str(urllib.parse.urlsplit(url).hostname))
        if url in seen or site is None or len(seen) > 2000:
            continue
        seen.add(url)
        parts = urllib.parse.urlsplit(url)
        answer, _ = site.respond(parts.path + (f"?{parts.query}" if parts.query else ""), ASKED)
        if answer.status == 200 and answer.content_type.startswith("text/html"):
            text = answer.body.decode("gb18030" if slug == "kuangjia" else "utf-8")
            links = links_of(url, answer.body)
            frames = {urllib.parse.urljoin(url, x) for x in re.findall(r'<frame src="([^"]+)"', text)}
            waiting += [re.sub(";jsessionid=[0-9A-F]+", "", link) for link in sorted(links | frames)]
    for report in school.reports:
        assert {report.page_url, report.document_url} <= seen


# Lists that are not in the page


def test_records_come_in_groups(campus: Campus, client: Client) -> None:
    school = campus.school("jcms")
    page = client.get("https://xxgk.yibinnongye.edu.cn/col/col41740/index.html").decode()
    assert page.count("<record>") == 9
    assert "<nextgroup><![CDATA[<a href=" in page
    same = client.get("https://xxgk.yibinnongye.edu.cn/col/col41740/index.html?uid=741740&pageNum=2")
    assert same.decode() == page
    form = "startrecord=10&endrecord=18&perpage=3&columnid=41740&webid=9"
    url = "https://xxgk.yibinnongye.edu.cn/module/web/jpage/dataproxy.jsp"
    posted, rest = client.ask(url, method="POST", body=form.encode())
    assert posted.status == 200
    assert client.get(f"{url}?{form}") == rest
    assert rest.count(b"<record>") == len(school.reports) - 9
    assert b"<nextgroup>" not in rest
    assert client.get(f"{url}?startrecord=1&columnid=7").count(b"<record>") == 0


def test_a_query_fills_the_column(client: Client) -> None:
    base = "https://xxgk.jinlingdaxue-gk.edu.cn"
    assert "{标题内容}" in client.get(f"{base}/xxgkndbg/list.htm").decode()
    form = b"siteId=124&columnId=16401&pageIndex=2&rows=5"
    _, body = client.ask(f"{base}/_wp3services/generalQuery?queryObj=articles", method="POST", body=form)
    answer = json.loads(body)
    assert (answer["total"], answer["pageCount"], len(answer["data"])) == (8, 2, 3)
    assert client.get(base + answer["data"][0]["url"])


def test_a_single_page_fetches_its_lists_and_articles(client: Client) -> None:
    base = "https://xxgk.puchuandx.edu.cn"
    page = client.get(f"{base}/list/ndbg").decode()
    [api] = re.findall(r"'(/api/[^']+)'", page)
    data = json.loads(client.get(base + api))["data"]
    assert (data["total"], len(data["list"])) == (6, 6)
    shell = client.get(base + data["list"][0]["url"]).decode()
    [detail] = re.findall(r"'(/api/[^']+)'", shell)
    assert "概述" not in shell
    assert "概述" in json.loads(client.get(base + detail))["data"]["content"]


def test_a_page_is_posted_back(client: Client) -> None:
    url = "http://xxgk.siyangwy.edu.cn/List.aspx?cid=7"
    page = client.get(url).decode()
    [state] = re.findall(r'name="__VIEWSTATE"[^>]*value="([^"]+)"', page)
    assert "__doPostBack('ctl00$Main$AspNetPager1','2')" in page
    form = {"__EVENTTARGET": "ctl00$Main$AspNetPager1", "__EVENTARGUMENT": "3", "__VIEWSTATE": state}
    answer, body = client.ask(url, method="POST", body=urllib.parse.urlencode(form).encode())
    assert answer.status == 200
    assert body.decode().count('target="_blank" title=') == 2
    form["__VIEWSTATE"] = "wrong"
    answer, _ = client.ask(url, method="POST", body=urllib.parse.urlencode(form).encode())
    assert answer.status == 500


def test_the_pager_of_trs_is_drawn_by_a_script(client: Client) -> None:
    base = "https://xxgk.luoyuanzf.edu.cn/gkml/ndbg"
    page = client.get(f"{base}/index.html").decode()
    assert 'createPageHTML(3, 0, "index", "html")' in page
    assert "index_1.html" not in page
    assert client.get(f"{base}/index_2.html").count(b'target="_blank"') == 3


def unveiled(page: bytes) -> bytes:
    """Run a page's script, so to speak."""
    [spelt] = re.findall(r"var s=`(.*?)`,t=", page.decode(), flags=re.DOTALL)
    plain = re.sub(r"\\(.)", r"\1", spelt, flags=re.DOTALL)
    return "".join(chr(ord(char) - 1) for char in plain).encode()


def test_a_veiled_page_shows_nothing_by_itself(client: Client) -> None:
    page = client.get("https://xxgk.lantianduxy.edu.cn/ndbg/")
    assert "年度报告" not in page.decode().partition("<body>")[2]
    assert "href" not in page.decode().partition("<body>")[2]
    assert "2023-2024学年信息公开年度报告" in unveiled(page).decode()


# Walls


def test_a_download_asks_where_one_comes_from(campus: Campus, client: Client) -> None:
    [url, *_] = [
        r.document_url for r in campus.school("vsb-dongtai").reports if "download.jsp" in r.document_url
    ]
    assert "codeValue" in client.get(url).decode()
    _, body = client.ask(url, Referer="https://xxgk.tangxidx.edu.cn/content.jsp")
    assert format_of(body) == "pdf"


def test_a_captcha_with_another_way_in(campus: Campus, client: Client) -> None:
    school = campus.school("vsb-yanzhengma")
    [report] = [r for r in school.reports if r.period == "2022-2023"]
    page = client.get(report.page_url).decode()
    [first] = re.findall(r'href="([^"]*virtual_attach[^"]*)"', page)
    walled = client.get(urllib.parse.urljoin(report.page_url, first.replace("&amp;", "&")))
    assert "验证码" in walled.decode()
    assert urllib.parse.urlsplit(report.document_url).path in page
    assert format_of(client.get(report.document_url)) == "pdf"
    assert [r.outcome for r in school.reports if r.period == "2017-2018"] == ["captcha"]


def test_a_cookie_must_come_back(client: Client) -> None:
    url = "https://xxgk.quyangxueyuan.edu.cn/ndbg.htm"
    first, _ = client.ask(url)
    assert (first.status, first.getheader("Location")) == (302, "/ndbg.htm")
    assert (first.getheader("Set-Cookie") or "").startswith("COLLCK=")
    again, _ = client.ask(url, Cookie="COLLCK=1")
    assert again.status == 200


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("https://xxgk.pingzhouxueyuan.edu.cn/ndbg.htm", 503),
        ("https://xxgk.yunduxueyuan.edu.cn/__first__", 429),
    ],
)
def test_the_busy_say_when_to_come_again(campus: Campus, client: Client, url: str, status: int) -> None:
    if url.endswith("__first__"):
        url = campus.school("xianliu").reports[0].document_url
    first, _ = client.ask(url)
    assert (first.status, first.getheader("Retry-After")) == (status, "1")
    assert client.ask(url)[0].status == 200


@pytest.mark.parametrize("host", ["xxgk.guchengdaxy.edu.cn", "xxgk.digangxueyuan.edu.cn"])
def test_old_tls_needs_a_lower_level(campus: Campus, host: str) -> None:
    client = Client(campus)
    with contextlib.closing(client), pytest.raises(ssl.SSLError):
        client.ask(f"https://{host}/")
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    connection = http_connection(campus, host, context)
    with contextlib.closing(connection):
        connection.request("GET", "/")
        assert connection.getresponse().status == 200


def http_connection(campus: Campus, host: str, context: ssl.SSLContext) -> http.client.HTTPSConnection:
    """Return a connection through the proxy with a context of one's own."""
    made = http.client.HTTPSConnection("127.0.0.1", campus.port, timeout=20, context=context)
    made.set_tunnel(host, 443)
    return made


def test_one_page_has_many_addresses(campus: Campus, client: Client) -> None:
    school = campus.school("vsb-jiuban")
    page = client.get(school.portal_url).decode()
    sessions = set(re.findall(r";jsessionid=([0-9A-F]{32})", page))
    assert len(sessions) == 1
    plain = school.reports[0].page_url
    assert client.get(f"{plain};jsessionid={'0' * 32}") == client.get(plain)
    twins = campus.school("shuangsheng")
    home = client.get(twins.portal_url).decode()
    starts = set(re.findall(r"href=\"(https?://(?:www\.)?xxgk\.changpuxy)", home))
    assert len(starts) >= 3
    host = urllib.parse.urlsplit(twins.portal_url).hostname
    bodies = {client.get(f"{s}://{w}{host}/ndbg.htm") for s in ("http", "https") for w in ("", "www.")}
    assert len(bodies) == 1


def test_a_query_may_be_written_in_any_order(client: Client) -> None:
    base = "https://xxgk.ludijt.edu.cn/index.php"
    one = client.get(f"{base}?m=content&c=index&a=lists&catid=52&page=2")
    assert client.get(f"{base}?page=2&catid=52&a=lists&c=index&m=content") == one
    assert client.ask(f"{base}?page=2&catid=52")[0].status == 404


# Carriers


def test_articles_that_only_lead_on(campus: Campus, client: Client) -> None:
    ways = {}
    for report in campus.school("zhuanzoutiaozhuan").reports:
        [(page, _)] = [pair for pair in report.alternates if pair[0] == pair[1]]
        answer, body = client.ask(page)
        to = answer.getheader("Location") or "".join(
            re.findall(r"url=([^\"]+)\"|location.href='([^']+)'", body.decode())[0]
        )
        assert urllib.parse.urljoin(page, to) == report.document_url
        ways[report.period] = answer.status
    assert set(ways.values()) == {200, 302}


def test_pictures_of_pages(campus: Campus, client: Client) -> None:
    [report, *_] = [r for r in campus.school("saomiaojian").reports if r.outcome == "awaits_ocr"]
    page = client.get(report.page_url).decode()
    images = [urllib.parse.urljoin(report.page_url, src) for src in re.findall(r'src="([^"]+\.png)"', page)]
    assert len(images) >= 3
    assert all(client.get(image).startswith(b"\x89PNG") for image in images if "__local" in image)


def test_long_articles_are_cut_into_blocks(campus: Campus, client: Client) -> None:
    [report, *_] = [r for r in campus.school("wp-fenduan").reports if r.format == "html"]
    page = client.get(report.page_url).decode()
    assert page.count("display:none") >= 3
    assert page.count('class="paging_content"') == 4


# Home pages


@pytest.mark.parametrize("slug", HOMEPAGES)
def test_home_pages_lead_to_their_portal_or_nowhere(campus: Campus, client: Client, slug: str) -> None:
    school = campus.school(slug)
    assert not school.known
    assert school.portal_url not in {row["portal_url"] for row in campus.portal_rows()}
    answer, body = client.ask(school.homepage + "/")
    if not school.right:
        assert school.outcome == "no_portal"
        assert answer.status == 500 or "信息公开" in body.decode()
        return
    assert school.right[0] in body.decode()
    assert client.get(school.portal_url)


def test_what_looks_like_a_portal_is_none(client: Client) -> None:
    base = "www.liyangduxy.edu.cn"
    page = client.get(f"http://{base}/").decode()
    assert "http://info.liyangduxy.edu.cn/" in page
    assert "学校概况" in client.get(f"http://{base}/xxgk/").decode()
    assert "信息化" in client.get("http://info.liyangduxy.edu.cn/").decode()
    assert "科研信息公开" in client.get("http://xxgk.kyc.liyangduxy.edu.cn/").decode()
    assert client.ask(f"http://{CLONE_HOST}/")[0].status == 502


# Rows that a few words stand for


def test_a_series_is_a_report_a_year() -> None:
    row = {"first": "2019-2020", "last": "2021-2022", "column": 9, "id": 100, "text": "t.txt"}
    reports, columns = expand(row | {"carriers": ["html", "html+direct:pdf"]}, "某校")
    assert [r["period"] for r in reports] == ["2021-2022", "2020-2021", "2019-2020"]
    assert [r["id"] for r in reports] == [100, 83, 66]
    assert [r["carriers"] for r in reports] == [["html"], ["html", "direct:pdf"], ["html"]]
    assert [r["published"].year for r in reports] == [2022, 2021, 2020]
    assert not columns
    calendar, columns = expand(row | {"first": "2020", "last": "2021", "carriers": ["html"]}, "某校")
    assert [(r["period"], r["published"].year) for r in calendar] == [("2021", 2022), ("2020", 2021)]
    each, columns = expand(row | {"carriers": ["html"], "column_path": "nb{y2}"}, "某校")
    assert [c["path"] for c in columns] == ["nb2022", "nb2021", "nb2020"]
    assert [r["column"] for r in each] == [c["id"] for c in columns] == [9, 10, 11]
    assert all(r["as_column"] for r in each)


def test_false_friends_by_name() -> None:
    made = friends({"column": 3, "kinds": ["notice", "college"], "year": 2022})
    assert [row["why"] for row in made] == ["notice", "college"]
    assert all("2021-2022" in row["title"] for row in made)
    assert len({row["id"] for row in made}) == 2
    assert friends({}) == []
