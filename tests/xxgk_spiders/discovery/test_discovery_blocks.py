import pytest

from pipelines.outcomes import DocumentOutcome, SiteOutcome
from tests.xxgk_spiders.discovery.pages import page
from xxgk_spiders.discovery.blocks import block_of

NEWS = (
    "<p>"
    + "学校召开信息公开工作推进会，强调统一身份认证平台与请先登录、请输入验证码、页面不存在等提示的规范。"
    * 40
    + "</p>"
)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (404, DocumentOutcome.GONE),
        (410, DocumentOutcome.GONE),
        (403, DocumentOutcome.FORBIDDEN),
        (401, DocumentOutcome.FORBIDDEN),
        (412, SiteOutcome.BLOCKED),
        (521, SiteOutcome.BLOCKED),
        (429, SiteOutcome.BLOCKED),
        (202, SiteOutcome.BLOCKED),
        (500, DocumentOutcome.SERVER_ERROR),
        (503, DocumentOutcome.SERVER_ERROR),
    ],
)
def test_statuses(status: int, outcome: object) -> None:
    found = block_of(page("<p>x</p>", title=""), status, {})
    assert found is not None
    assert found[0] is outcome


@pytest.mark.parametrize(
    ("title", "body", "outcome"),
    [
        (
            "附件下载",
            '<h1>请输入验证码下载附件</h1><input name="codeValue"><img src="/createimage.jsp?randnum=1">',
            DocumentOutcome.CAPTCHA,
        ),
        ("安全验证", "<p>请完成安全验证后继续</p>", SiteOutcome.CAPTCHA),
        (
            "提示信息",
            '<div class="wp_error_msg">访问地址无效，99找不到对应的栏目</div>',
            DocumentOutcome.GONE,
        ),
        (
            "提示信息",
            '<div class="wp_error_msg">您当前ip并非校内地址，该信息仅允许校内地址访问</div>',
            SiteOutcome.CAMPUS_ONLY,
        ),
        ("登录-江州大学", '<div>（校内网或VPN下登录）</div><a href="/cas">入口</a>', SiteOutcome.CAMPUS_ONLY),
        ("统一身份认证", '<form><input type="password"></form>', DocumentOutcome.FORBIDDEN),
        ("系统提示", "<p>请先登录后访问</p>", DocumentOutcome.FORBIDDEN),
        ("404错误提示", "<p>您访问的页面不存在</p>", DocumentOutcome.GONE),
        ("", "<p>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断</p>", SiteOutcome.BLOCKED),
        ("Just a moment...", "<p>Checking your browser</p>", SiteOutcome.BLOCKED),
        ("", "<script>$_ts=window['$_ts'];</script>", SiteOutcome.BLOCKED),
        ("", "<p>当前访问疑似黑客攻击，已被网站管理员设置为拦截</p>", SiteOutcome.BLOCKED),
        ("域名出售", "<p>该域名正在出售</p>", SiteOutcome.UNREACHABLE),
    ],
)
def test_notices(title: str, body: str, outcome: object) -> None:
    found = block_of(page(body, title=title), 200, {})
    assert found is not None
    assert found[0] is outcome, found


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("关于统一身份认证平台升级的通知-江州大学", NEWS),
        ("江州大学信息公开网", NEWS),
        ("江州大学信息公开网", f"<script>$_ts=window['$_ts'];</script>{NEWS}"),
        ("2022-2023学年信息公开年度报告", '<div pdfsrc="/a.pdf"></div>'),
        ("2022-2023学年信息公开年度报告", '<p>附件下载</p><a href="/a.pdf">报告</a>'),
        (
            "信息公开",
            "<ul>"
            + "".join(f'<li><a href="/{i}.htm">栏目{i}</a></li>' for i in range(20))
            + "</ul><p>用户登录</p>",
        ),
        ("", ""),
    ],
)
def test_content(title: str, body: str) -> None:
    assert block_of(page(body, title=title), 200, {}) is None


def test_long_error_page_by_its_title() -> None:
    found = block_of(page(NEWS, title="提示信息"), 200, {})
    assert found == (DocumentOutcome.GONE, "soft_404")
