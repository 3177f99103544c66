"""Where something was published: own clause, sentence, paragraph, heading; totals and parts."""

# ruff: noqa: E501, SIM300 - the codes in the codebook's order

import pytest

from pipelines.parser.figures.channels import CODES, mentions
from tests.pipelines.parser.figure_samples import figures, one


def channels(text: str, code: str = "proactive") -> list[str | None]:
    return [f.channel for f in figures(text, code)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("学校主页发布消息30条。", "website"),
        ("门户网站发布消息30条。", "website"),
        ("校园网发布消息30条。", "website"),
        ("信息公开专栏发布消息30条。", "portal"),
        ("信息公开网站发布消息30条。", "portal"),
        ("校务公开网发布消息30条。", "portal"),
        ("人事处网页发布消息30条。", "unit_sites"),
        ("本科招生信息网发布消息30条。", "unit_sites"),
        ("各二级单位网站发布消息30条。", "unit_sites"),
        ("研究生院官网发布消息30条。", "unit_sites"),
        ("高原农业研究院网站发布消息30条。", "unit_sites"),
        ("学院网站发布消息30条。", "website"),
        ("白杨职业学院网站发布消息30条。", "website"),
        ("马克思主义学院网站发布消息30条。", "unit_sites"),
        ("第一附属医院网站发布消息30条。", "unit_sites"),
        ("开展果园现场教学30场。", "event"),
        ("网站群发布消息30条。", "unit_sites"),
        ("学校新闻网发布消息30条。", "news_site"),
        ("OA系统发布消息30条。", "oa"),
        ("协同办公平台发布消息30条。", "oa"),
        ("官方微博发布消息30条。", "weibo"),
        ("微信公众号推送30条。", "wechat"),
        ("微信视频号推送30条。", "channels"),
        ("抖音号发布作品30条。", "douyin"),
        ("快手账号发布作品30条。", "kuaishou"),
        ("官方 B 站发布视频30条。", "bilibili"),
        ("小红书发布笔记30条。", "xiaohongshu"),
        ("今日头条发布消息30条。", "toutiao"),
        ("移动校园APP推送提醒30条。", "app"),
        ("校园广播站播出消息30条。", "broadcast"),
        ("校报刊发稿件30篇。", "newspaper"),
        ("编印《东山大学报》30期。", "newspaper"),
        ("印发《督查通报》30期。", "bulletin"),
        ("编印工作简报30期。", "bulletin"),
        ("发布《教学质量报告》6期。", "bulletin"),
        ("年鉴收录照片30张。", "yearbook"),
        ("电子屏播放通知30条。", "board"),
        ("公告栏张贴通知30条。", "board"),
        ("通过电子邮件发送通知30条。", "email"),
        ("中央媒体刊发报道30篇。", "media"),
        ("《东山日报》刊发报道30篇。", "media"),
        ("政府采购网发布公告30条。", "procurement_site"),
        ("学校招标管理系统平台发布公告30条。", "procurement_site"),
        ("采购与招标中心网站发布公告30条。", "procurement_site"),
        ("召开座谈会30次。", "meeting"),
        ("校长信箱收到来信30封。", "mailbox"),
        ("阳光服务平台受理诉求30件。", "mailbox"),
        ("服务热线受理咨询30次。", "hotline"),
        ("举行现场宣讲30场。", "event"),
        ("通过短信发送通知30条。", "other"),
        ("修订制度30件。", None),
        ("政府采购云平台公示意向30项。", "procurement_site"),
        ("12345政务服务便民热线转办30件。", "hotline"),
        ("“接诉即办”热线受理来电30个。", "hotline"),
        ("12345平台受理诉求30件。", "mailbox"),
        ("《东山理工报》出版30期。", "newspaper"),
        ("《东山师大报》刊发稿件30篇。", "newspaper"),
        ("《山教之声报》编印30期。", "newspaper"),
        ("编印《山教之声报》30期。", "newspaper"),
        ("《山教之声报》刊发稿件30篇。", None),
        ("在“信息公开”专栏发布消息30条。", "portal"),
        ("院系（部门）网站发布消息30条。", "unit_sites"),
        ("各单位在各自网站公布收费标准30项。", "unit_sites"),
        ("校电视台制作《一周要闻》30期。", "broadcast"),
        ("电视台录制专题片30部。", "broadcast"),
        ("省电视台制作专题片30部。", "media"),
        ("学校官网信息公开专栏发布消息30条。", "portal"),
        ("学校网站的“信息公开”专栏发布消息30条。", "portal"),
        ("通过校园网办公系统发布通知30条。", "oa"),
        ("学校主页开设的校长信箱收到来信30封。", "mailbox"),
        ("学校网站、信息公开网发布消息30条。", "website"),
        ("阳光高考平台公示名单30份。", "other"),
        ("阳光高考平台、本科招生网发布消息30条。", "unit_sites"),
        ("校园BBS解答提问30个。", "other"),
        ("易班平台发布消息30条。", "other"),
        ("《校务公报》编印30期。", "bulletin"),
        ("校外媒体报道学校，头版头条30篇。", "media"),
        ("电视台报道学校新闻30条。", "media"),
        ("在《中国石油大报》刊发报道30篇。", None),
        ("《东山简讯》30期。", "bulletin"),
        ("编发《信息公开工作提示》30期。", "bulletin"),
        ("在《东山简讯》发表文章30篇。", None),
        ("召开新闻通气会30次。", "meeting"),
        ("召开网站改版研讨评估会30次。", "meeting"),
        ("发布学术讲座预告30条。", None),
        ("“学术讲座”栏目发布信息30条。", None),
        ("通过其他方式公开30条。", "other"),
    ],
)
def test_own_clause(text: str, code: str | None) -> None:
    assert one(text).channel == code


@pytest.mark.parametrize(
    "text",
    ["网络安全", "学院报送材料", "通报了情况", "会议纪要", "微信群", "媒体中心", "部分信息在学校", "新媒体"],
)
def test_words_that_name_no_channel(text: str) -> None:
    assert {m.code for m in mentions(text, 0, len(text)) if not m.manner} <= {"other"}


def test_the_first_specific_of_several() -> None:
    assert channels("通过主页、信息公开网、微信发布消息52条。") == ["website"]


def test_a_list_goes_on_where_its_last_figure_was() -> None:
    text = "纸质载体：校报18期、简报24期、年鉴1部（150万字）。"
    assert channels(text) == ["newspaper", "bulletin", "yearbook", "yearbook"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("信息公开专题网站改版。全年更新信息80条，网站总访问量9万次。", ["portal", "portal"]),
        ("招生网发布信息80条，网站访问量9万次。", ["unit_sites", "unit_sites"]),
        ("招生网发布信息80条，学校网站访问量9万次。", ["unit_sites", "website"]),
        ("招生网、新闻网分别发布信息80条、90条，网站访问量9万次。", ["unit_sites", "news_site", "website"]),
        ("公众号推送80条，网站访问量9万次。", ["wechat", "website"]),
    ],
)
def test_which_site_is_visited(text: str, expected: list[str]) -> None:
    assert channels(text) == expected


def test_online_names_no_site_for_all_applications() -> None:
    assert channels("受理申请9件，均为网上申请。", "on_request") == [None]
    assert channels("受理申请9件，均通过学校网站提交。", "on_request") == ["website"]
    assert channels("受理申请9件，均以电子邮件提出。", "on_request") == ["email"]


def test_as_many_places_as_figures() -> None:
    text = "主页、微信、微博分别发布信息120条、85条、66条。"
    assert channels(text) == ["website", "wechat", "weibo"]


def test_as_many_figures_as_places_before_them() -> None:
    text = "微信粉丝30万人、微博粉丝20万人、抖音粉丝9万人，比上学年分别增长3万人、2万人和0.9万人。"
    assert channels(text) == ["wechat", "weibo", "douyin"] * 2
    assert channels("微信粉丝30万人，微博粉丝20万人，分别增长3万人、2万人。") == ["wechat", "weibo"] * 2


def test_three_that_happen_to_add_up_are_no_total() -> None:
    assert channels("微信、微博、抖音分别发布信息300条、200条、100条。") == ["wechat", "weibo", "douyin"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("主页发布200条，微信发布100条，共计300条。", ["website", "wechat", None]),
        ("主页发布200条，微信发布100条，共300条。", ["website", "wechat", None]),
        ("主页发布通知200条、新闻100条，合计300条。", ["website"] * 3),
        ("公告栏公示143条，总计发布信息4000条。", ["board", None]),
        ("主页发布200条，微信发布100条，共召开座谈会8次。", ["website", "wechat", "meeting"]),
        ("主页发布300条。微信推送200条。全年共计发布900条。", ["website", "wechat", None]),
        ("微信推送200条。视频号发布30条。微信平台共计推送900条。", ["wechat", "channels", "wechat"]),
        ("主页发布信息300条。其中要闻共计200条。", ["website"] * 2),
        (
            "全校网站公开信息800条。其中，学校主页300条，包括要闻100条、公告200条；新闻网200条；信息公开网300条。",
            [None, "website", "website", "website", "news_site", "portal"],
        ),
        (
            "抖音、快手发布视频80部，播放9万次，其中抖音50部、快手30部。",
            [None, "douyin", "douyin", "kuaishou"],
        ),
    ],
)
def test_a_total_behind_its_parts(text: str, expected: list[str | None]) -> None:
    assert channels(text) == expected


def test_numbers_in_brackets_behind_their_places() -> None:
    text = "主页（620条）、公众号（365条）、微博（48条）发布了信息。"
    assert channels(text) == ["website", "wechat", "weibo"]
    assert channels("基本信息（6项）、招生考试信息（8项）全部公布。") == []


def test_cells_of_a_table_on_lines_of_their_own() -> None:
    text = "渠道\n数量\n信息公开专栏\n206条\n主网站\n1,532条\n公告栏\n143条\n合计\n1881条"
    assert channels(text) == ["portal", "website", "board", None]
    assert [f.measure for f in figures(text)] == ["items"] * 4
    meetings = figures("会议\n次数\n人数\n教代会\n2次\n120余人\n座谈会\n3次\n90人")
    assert [(f.value, f.measure) for f in meetings] == [
        (2, "sessions"), (120, "other"), (3, "sessions"), (90, "other"),
    ]  # fmt: skip


def test_a_number_alone_on_a_line_of_running_text() -> None:
    text = "主页发布\n206条\n信息，其中要闻\n32条\n，公告174条。"
    assert channels(text) == ["website"] * 3


def test_rows_of_a_table_without_rules() -> None:
    text = "渠道　数量\n主网站　1532条\n信息公开专栏　206条\n公告栏　143条\n合计　1881条"
    assert channels(text) == ["website", "portal", "board", None]
    assert [f.measure for f in figures(text)] == ["items"] * 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "通过现场、电话等方式接受咨询36人次，其中现场咨询10人次，电话咨询26人次。",
            [None, "event", "hotline"],
        ),
        ("接受来电、来信、网络咨询合计340人次，其中来电210人次，网络咨询98人次。", [None, "hotline", None]),
        ("热线受理诉求300件，其中现场答复30件，转办40件。", ["hotline"] * 3),
        ("校长信箱收到来信300件，其中网络类100件，来电反映50件。", ["mailbox"] * 3),
    ],
)
def test_parts_that_each_came_in_their_own_way(text: str, expected: list[str | None]) -> None:
    assert channels(text) == expected


def test_a_part_named_for_an_event_moves_nothing_behind_it() -> None:
    text = "学校主页发布信息500条，其中新闻400条、讲座100条，总访问量达1860万次。"
    assert channels(text) == ["website"] * 4


def test_nearest_earlier_clause_of_the_sentence() -> None:
    text = "官方微博有粉丝5万人，全年发博260条；公众号有粉丝6万人，全年推文420条，阅读量9万次。"
    assert channels(text) == ["weibo", "weibo", "wechat", "wechat", "wechat"]


def test_points_of_an_enumeration_are_apart() -> None:
    text = "一是网站公开，主页发布信息30条；二是会议公开，召开座谈会2次；三是修订制度12件。"
    assert channels(text) == ["website", "meeting", None]
    text = "通过主页公开信息：一是制度，共12件；二是新闻，共30条。"
    assert channels(text) == ["website", "website"]


def test_a_later_clause_without_a_figure() -> None:
    assert channels("全年编写问答12条，随后在主页公布。") == ["website"]


def test_earlier_sentence_of_the_paragraph() -> None:
    text = "采购信息在省政府采购网公布。全年发布意向公告17条，中标公告12条。"
    assert channels(text) == ["procurement_site"] * 2


def test_another_paragraph_is_not_asked() -> None:
    assert channels("采购信息在省政府采购网公布。\n全年发布制度17件。") == [None]


def test_a_heading_of_its_own_line() -> None:
    assert channels("（一）微信公众号\n全年推送图文391期，阅读量超过96万次。\n") == ["wechat"] * 2
    assert channels("（一）网站、微信和微博\n全年推送图文391期。\n") == [None]


def test_parts_inherit_their_total() -> None:
    text = "学校主页发布信息1481条，其中会议通知884条、媒体聚焦515条，公文82条。"
    assert channels(text) == ["website"] * 4


def test_parts_of_a_mailbox_whatever_they_were_answered_by() -> None:
    text = "书记信箱收到来信114封，其中，通过网站回复15封，电话回复99封。"
    assert channels(text) == ["mailbox"] * 3


def test_a_total_broken_down_by_channel_has_none() -> None:
    text = "网站群发布信息6400条，其中主页1100条，信息公开网300条，二级单位网站5000条。"
    assert channels(text) == [None, "website", "portal", "unit_sites"]


def test_a_total_broken_down_in_the_next_sentences() -> None:
    text = "依托主页和办公平台公开信息900条。其中，通过主页公开600条。通过办公系统公开300条。"
    assert channels(text) == [None, "website", "oa"]


def test_another_site_after_a_total_takes_what_follows() -> None:
    text = "信息公开网发布487条，其中专题165条；学校主页发布新闻1033条、公告276条。"
    assert channels(text) == ["portal", "portal", "website", "website"]


def test_events_are_no_place_for_what_is_published() -> None:
    text = "借助省内主流媒体发布文案200篇，开展线上直播50场，发布动画1部。"
    assert channels(text) == ["media", "event", "media"]


def test_quantities_of_no_publication_take_no_far_channel() -> None:
    assert channels("详情见信息公开网。学校添置电脑30台。") == [None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收到申请3件，其中电子邮件申请2件，信函申请1件。", [None, "email", "other"]),
        ("收到申请3件，其中网上提交1件、当面提交1件、传真1件。", [None, "website", "other", "other"]),
        ("收到申请2件，均以书面信函方式提出，均已按时答复。", ["other"]),
        ("受理申请三件，一件结转自上学年，均为邮寄提出。三件申请均已答复。", ["other"] * 3),
        ("信息公开网公布了受理程序。收到申请2件，2件申请均已答复。", [None, None]),
        ("收到申请4件，其中3件以电子邮件提出。4件申请均已答复。", [None, "email", None]),
        ("受理信函申请4件、电子邮件申请7件，合计11件。", ["other", "email", None]),
        ("收到邮件申请3件，传真申请2件。已答复5件。", ["email", "other", None]),
        ("收到申请9件（含上年结转1件），其中邮件申请8件、信函申请1件。", [None, None, "email", "other"]),
    ],
)
def test_how_applications_came_in(text: str, expected: list[str | None]) -> None:
    assert channels(text, "on_request") == expected


def test_the_codes_are_the_codebooks() -> None:
    assert CODES == {
        "website", "portal", "unit_sites", "news_site", "oa", "weibo", "wechat", "douyin", "kuaishou", "bilibili",
        "channels", "xiaohongshu", "toutiao", "app", "broadcast", "newspaper", "bulletin", "yearbook", "board",
        "email", "media", "procurement_site", "meeting", "mailbox", "hotline", "event", "other",
    }  # fmt: skip


TABLE = "公开渠道\t数量\t说明\n" + "".join(
    f"{name}及有关各单位账号\t{n}条\t新闻、公告和讲座\n"
    for n, name in enumerate(("主页", "微信", "微博", "抖音", "快手", "校报"), 31)
)


@pytest.mark.parametrize("table", ["", TABLE])
def test_a_channel_ends_with_its_paragraph_beside_a_table(table: str) -> None:
    text = (
        "全年在学校招投标管理中心网站公布各类采购信息和成交结果，接受师生监督。\n"
        "审计处完成基建项目审计，按程序公示工程审计结果67项，并接受师生的监督。\n"
    )
    assert [f.channel for f in figures(table + text) if f.value == 67] == [None]


def test_headings_without_numbers_do_not_make_a_text_hard_wrapped() -> None:
    """Where every paragraph has one above it, the lines without a full stop are many, and short."""
    headings = (
        "完善机构设置并加强信息公开工作队伍建设",
        "校园门户网站和专题网站",
        "招生考试和毕业生就业信息公开的有关情况",
    )
    body = (
        "学校主页全年更新新闻310条，公告92条，并按照信息公开目录对栏目作了调整，方便师生和社会公众查阅。\n",
        "公文系统印发文件130份，全部按照规定的程序审核，涉及师生切身利益的在印发以前公开征求了意见。\n",
        "招生信息网发布招生章程、分省计划和录取查询等信息86条，同时通过宣讲和现场咨询解答考生的问题。\n",
    )
    text = "".join(f"{heading}\n{line}" for heading, line in zip(headings * 3, body * 3, strict=True))
    assert [f.channel for f in figures(text) if f.value == 130] == ["oa"] * 3
