import pytest

from xxgk_spiders.discovery.urls import canonical, is_public_address, kind_of, registered_domain, resolve

BASE = "http://xxgk.jiangzhou.edu.cn/a/list.htm"


@pytest.mark.parametrize(
    "twins",
    [
        (
            "http://www.jiangzhou.edu.cn/",
            "https://jiangzhou.edu.cn",
            "http://jiangzhou.edu.cn/index.htm",
            "http://www.jiangzhou.edu.cn:80/main.htm",
        ),
        (
            "http://x.edu.cn/gk/",
            "https://x.edu.cn/gk",
            "http://x.edu.cn/gk/index.html",
            "http://x.edu.cn/gk/Default.asp",
        ),
        (
            "http://x.edu.cn/99/list.htm",
            "http://x.edu.cn/99/list1.htm",
            "http://x.edu.cn/99/list.psp",
            "http://x.edu.cn/_t12/99/list.psp",
        ),
        ("http://x.edu.cn/99/list3.htm", "https://www.x.edu.cn/99/list3.psp"),
        ("http://x.edu.cn/2024/1031/c27a55/page.htm", "http://x.edu.cn/_s13/_t13/2024/1031/c27a55/page.psp"),
        (
            "http://x.edu.cn/info/1/2.htm",
            "http://x.edu.cn/info/1/2.htm;jsessionid=AB12;jsessionid=CD34",
            "http://x.edu.cn/info/1/2.htm#top",
        ),
        (
            "http://x.edu.cn/show.asp?id=7",
            "http://x.edu.cn/show.asp?id=7&utm_source=w&_=123",
            "http://x.edu.cn/show.asp?spm=1.2&id=7",
        ),
    ],
)
def test_twins_are_one_page(twins: tuple[str, ...]) -> None:
    assert len({canonical(url) for url in twins}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://x.edu.cn/99/list2.htm", "http://x.edu.cn/99/list.htm"),
        ("http://x.edu.cn/show.asp?id=7", "http://x.edu.cn/show.asp?id=8"),
        ("http://x.edu.cn/l?a=1&b=2", "http://x.edu.cn/l?b=2&a=1"),
        ("http://x.edu.cn/A.htm", "http://x.edu.cn/a.htm"),
        ("http://x.edu.cn:8080/", "http://x.edu.cn/"),
        ("http://xxgk.x.edu.cn/", "http://www.x.edu.cn/"),
        ("http://wp.x.edu.cn/_s1/main.psp", "http://wp.x.edu.cn/_s2/main.psp"),
        ("http://x.edu.cn/index/1.htm", "http://x.edu.cn/index.htm"),
    ],
)
def test_different_pages_stay_apart(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("../info/1.htm", "http://xxgk.jiangzhou.edu.cn/info/1.htm"),
        ("/b.htm#x", "http://xxgk.jiangzhou.edu.cn/b.htm"),
        ("//files.x.edu.cn/报告.pdf", "http://files.x.edu.cn/报告.pdf"),
        ("HTTPS://X.edu.cn/a b.pdf", "https://X.edu.cn/a%20b.pdf"),
        (" b.htm\n", "http://xxgk.jiangzhou.edu.cn/a/b.htm"),
        ("b\\c.htm", "http://xxgk.jiangzhou.edu.cn/a/b/c.htm"),
        ("http://u:p@x.edu.cn:81/a", "http://x.edu.cn:81/a"),
        ("http://江州.cn/", "http://xn--6rtt63a.cn/"),
        ("javascript:void(0)", None),
        ("JavaScript:go('/a')", None),
        ("mailto:a@b.cn", None),
        ("data:text/html,x", None),
        ("ftp://x.edu.cn/a", None),
        ("file:///etc/passwd", None),
        ("#", None),
        ("", None),
        ("a\x00b", None),
        ("a\x1bb", None),
        ("http://[::1", None),
        ("http://x.edu.cn:99999/", None),
        ("http://a b.cn/", None),
        ("x" * 2_001, None),
    ],
)
def test_resolve(href: str, url: str | None) -> None:
    assert resolve(BASE, href) == url


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("xxgk.jiangzhou.edu.cn", "jiangzhou.edu.cn"),
        ("WWW.Jiangzhou.EDU.cn", "jiangzhou.edu.cn"),
        ("www.jzxy.com", "jzxy.com"),
        ("10.0.0.1", "10.0.0.1"),
        ("localhost", "localhost"),
        ("", ""),
    ],
)
def test_registered_domain(host: str, domain: str) -> None:
    assert registered_domain(host) == domain


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "0x7f000001",
        "2130706433",
        "017700000001",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "[::1]",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:10.0.0.1",
        "%",
        "%eth0",
        "localhost",
        "LOCALHOST.",
        "a.localhost",
        "printer.local",
        "oa.internal",
        "intranet",
        "",
        "x" * 300,
    ],
)
def test_not_public(host: str) -> None:
    assert not is_public_address(host)


@pytest.mark.parametrize("host", ["jiangzhou.edu.cn", "202.113.16.1", "2001:da8::1", "3com.cn", "163.com"])
def test_public(host: str) -> None:
    assert is_public_address(host)


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("http://x.edu.cn/a/b.htm", "page"),
        ("http://x.edu.cn/a/b.PDF", "document"),
        ("http://x.edu.cn/a/b.docx?e=.docx", "document"),
        (
            "http://x.edu.cn/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1&wbfileid=2",
            "document",
        ),
        ("http://x.edu.cn/virtual_attach_file.vsb?afc=1&e=.pdf", "document"),
        ("http://x.edu.cn/down.asp?f=%E6%8A%A5%E5%91%8A.doc", "document"),
        ("http://x.edu.cn/a.jpg", "picture"),
        ("http://x.edu.cn/a.mp4", "media"),
        ("http://x.edu.cn", "page"),
        ("http://x.com", "page"),
        ("http://x.zip/", "page"),
        ("", "page"),
    ],
)
def test_kinds(url: str, kind: str) -> None:
    assert kind_of(url) == kind


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("/info/1/2.htm;jsessionid=AB12?x=1", "http://xxgk.jiangzhou.edu.cn/info/1/2.htm?x=1"),
        ("2.htm;jsessionid=AB;JSESSIONID=CD", "http://xxgk.jiangzhou.edu.cn/a/2.htm"),
        (
            "http://10.1.2.3:8080/system/_owners/gkw/_webprj/info/1/2.htm",
            "http://xxgk.jiangzhou.edu.cn/info/1/2.htm",
        ),
        ("http://10.1.2.3:8080/system/_owners/gkw/_webprj/", "http://xxgk.jiangzhou.edu.cn/"),
        ("/x;y=1/2.htm", "http://xxgk.jiangzhou.edu.cn/x;y=1/2.htm"),
    ],
)
def test_what_is_asked_for_is_the_public_address(href: str, url: str) -> None:
    """No visit of somebody else's, no machine that only the editors reach."""
    assert resolve(BASE, href) == url


def test_the_workshop_inside_the_workshop_is_no_address() -> None:
    inner = "/system/_owners/a/_webprj"
    assert resolve(BASE, f"http://10.1.2.3{inner}{inner}{inner}/x.htm") is None
