"""What a figure counts."""

# ruff: noqa: E501, SIM300 - the codes in the codebook's order

import pytest

from pipelines.parser.figures.measures import MEASURES
from tests.pipelines.parser.figure_samples import figures, one


def measures(text: str, code: str = "proactive") -> list[str]:
    return [f.measure for f in figures(text, code)]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("主页发布通知12条。", "items"),
        ("推送图文12期。", "items"),
        ("公众号推送内容288次。", "items"),
        ("本年度发布12条信息。", "items"),
        ("发布党委会会议纪要39次。", "items"),
        ("公示评奖结果33次。", "items"),
        ("制作短视频3部。", "items"),
        ("公开规章制度26件。", "items"),
        ("公布预算表6张。", "items"),
        ("印发校级公文170份。", "items"),
        ("发布招标公告48个。", "items"),
        ("年鉴出版1部。", "items"),
        ("媒体刊发报道56篇次。", "items"),
        ("工程类32条。", "items"),
        ("公众号拥有粉丝5.6万人。", "followers"),
        ("关注者1.8万人。", "followers"),
        ("订阅用户9.8万。", "followers"),
        ("粉丝较上一年度增加0.5万人。", "followers_gained"),
        ("新增粉丝6.5万。", "followers_gained"),
        ("阅读量96万次。", "reads"),
        ("页面点击27万次。", "reads"),
        ("累计观看11万人次。", "reads"),
        ("播放量达3.2亿次。", "reads"),
        ("获赞343万。", "likes"),
        ("点赞数3万余次。", "likes"),
        ("点赞增加2万次。", "likes_gained"),
        ("校报出版21期。", "issues"),
        ("编印《校务通讯》11期。", "issues"),
        ("简报编印31期。", "issues"),
        ("发布《领导听课情况通报》5次。", "issues"),
        ("全书85万字。", "words"),
        ("广播台播音280小时。", "airtime"),
        ("召开党委会42次。", "sessions"),
        ("举办座谈会6场。", "sessions"),
        ("广播站播出节目48期。", "sessions"),
        ("通过通报会公开信息31场次。", "sessions"),
        ("举办“校长有约”3期。", "sessions"),
        ("书记院长接待日9次。", "sessions"),
        ("回答考生提问4100余个。", "questions"),
        ("接听咨询电话9300余次。", "questions"),
        ("受理电话咨询1500余人次。", "questions"),
        ("在线答疑近10000条提问。", "questions"),
        ("校长信箱收到来信114封。", "letters_received"),
        ("校长信箱回复来信114封。", "letters_handled"),
        ("征集提案52件。", "proposals_received"),
        ("确定立案40件。", "proposals_accepted"),
        ("提案办复率100%。", "response_rate"),
        ("师生满意率97.5%。", "satisfaction_rate"),
        ("总体满意度为88.3分。", "satisfaction_rate"),
        ("清单事项公开信息共计389条。", "inventory_items"),
        ("收到信息公开申请2件。", "requests"),
        ("现有官方微博1个。", "other"),
        ("开通13部咨询电话。", "other"),
        ("每天12小时接听。", "other"),
        ("听取意见建议43条。", "other"),
        ("接待师生214人次。", "other"),
        ("转发9万余次。", "other"),
        ("公众号收到评论1.2万条。", "other"),
        ("信息数比上一学年增加81条。", "other"),
        ("校报发行26万份。", "other"),
        ("废止文件4件。", "other"),
        ("信息公开专栏设有栏目12个。", "other"),
        ("参评率为85%。", "other"),
        ("审查信息2600条。", "other"),
        ("公布31个省的招生计划。", "other"),
        ("举行信息公开专题培训3期。", "sessions"),
        ("张贴公示公告205期次。", "items"),
        ("疑难咨询解答率100%。", "response_rate"),
        ("表示不满意的占2%。", "other"),
        ("现场答复问题129个。", "questions"),
        ("校长信箱答复问题129个。", "letters_handled"),
        ("在线解答1.9万次。", "questions"),
        ("阳光服务平台接到来信来电94件。", "letters_received"),
        ("热线接受来信、来电咨询94次。", "questions"),
        ("12345热线转办件63件。", "letters_received"),
        ("编印《东山信息》26期。", "issues"),
        ("建有咨询QQ群15个。", "other"),
        ("校园广播台播出节目320档。", "sessions"),
        ("校电视台制作《一周要闻》34期。", "sessions"),
        ("公示人才引进、职称评审等33次。", "items"),
        ("小红书获赞与收藏17万次。", "likes"),
        ("小红书收藏17万次。", "other"),
        ("主页独立访客8万。", "reads"),
        ("学校年鉴出版2卷。", "items"),
        ("开通招生咨询热线10条。", "other"),
        ("院长接待日安排12期。", "sessions"),
        ("座谈会收集问题建议61条。", "other"),
        ("12345热线转办工单63件。", "letters_received"),
        ("公众号发文解决师生急难愁盼问题32个。", "other"),
        ("网站清理过期信息120条。", "other"),
        ("专题网站28个。", "other"),
        ("来自20个国家的用户访问主页。", "other"),
        ("宣传橱窗更换18期。", "issues"),
        ("电子屏发布通知18期。", "items"),
        ("公布学术不端调查结果2起。", "items"),
        ("办公系统发布周会议安排40期。", "issues"),
    ],
)
def test_measure(text: str, measure: str) -> None:
    assert one(text).measure == measure


def test_what_grew_is_said_before() -> None:
    text = "抖音号发布作品256条，累计粉丝数11.8万人，增长0.7万，累计获赞数343万，较上一年增长38万。"
    assert measures(text) == ["items", "followers", "followers_gained", "likes", "likes_gained"]
    text = "公众号推文389条，粉丝较上年增加0.9万人，累计2.3万人。"
    assert measures(text) == ["items", "followers_gained", "followers"]


def test_grown_to_is_no_growth() -> None:
    assert measures("微博粉丝数增长到8.6万人。") == ["followers"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("微信粉丝由0.8万人增加到1.5万人。", ["followers"] * 2),
        ("微博粉丝从2.1万增长至3.4万。", ["followers"] * 2),
        ("粉丝新增3万人，增加到12万人。", ["followers_gained", "followers"]),
        ("信息公开栏目由30个增加到45个。", ["other"] * 2),
        ("满意率由92%提高到95%。", ["satisfaction_rate"] * 2),
    ],
)
def test_what_became_of_a_state(text: str, expected: list[str]) -> None:
    assert measures(text) == expected


def test_a_total_behind_its_parts() -> None:
    assert measures("微博粉丝8万，微信粉丝12万，合计20万。") == ["followers"] * 3
    assert measures("召开教代会1次、校务委员会3次，共4次。") == ["sessions"] * 3
    assert measures("召开校务会3次，走访学生会5次。") == ["sessions", "other"]


def test_parts_of_followers_and_readers() -> None:
    text = "总粉丝量86.4万人，其中微信30.2万人、微博39.5万人，比上年分别增长3万人、0.9万人。"
    assert measures(text) == ["followers"] * 3 + ["followers_gained"] * 2
    assert measures("阅读量300万次，其中主页200万次，微信100万次。") == ["reads"] * 3


def test_persons_are_not_published() -> None:
    assert measures("干部任用公示12批58人次。") == ["items", "other"]


def test_proposals_and_what_became_of_them() -> None:
    text = "教代会收到提案72件，其中立案36件，不予受理6件，办复提案36件。"
    assert measures(text) == ["proposals_received", "proposals_accepted", "other", "other"]


def test_a_sort_of_accepted_proposals() -> None:
    text = "教代会收到提案52件，立案40件，其中重点提案6件。"
    assert measures(text) == ["proposals_received", "proposals_accepted", "proposals_accepted"]


def test_the_pages_of_a_paper() -> None:
    assert measures("校报全年出版20期80版。") == ["issues", "other"]


def test_letters_and_their_answers() -> None:
    text = "书记信箱收到来信114封，回复15封，办结99封，办结率86.8%。"
    assert measures(text) == ["letters_received", "letters_handled", "letters_handled", "response_rate"]


def test_a_second_number_of_the_same() -> None:
    assert measures("满意率分别为92.7%和94.1%。", "evaluation") == ["satisfaction_rate"] * 2
    assert measures("微信和微博的粉丝分别为12.5万、8.6万。") == ["followers"] * 2
    assert measures("主页点击量1000万次，平均每天2.7万次。") == ["reads"] * 2


def test_parts_count_what_their_total_counts() -> None:
    assert measures("清单公开信息80项，其中招生12项、财务9项。") == ["inventory_items"] * 3
    assert measures("校长信箱受理邮件436件，其中咨询类233件，建议类203件。") == ["letters_received"] * 3
    assert measures("公开信息80项，其中招生12项、财务9项。") == ["items"] * 3
    assert measures("发布视频80部，播放9万次，其中抖音50部、快手30部。") == [
        "items",
        "reads",
        "items",
        "items",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收到申请12件。其中，同意公开6件，不予公开1件，信息不存在5件。", ["requests"] * 4),
        ("2件申请皆属于主动公开内容。", ["requests"]),
        ("收到申请9件，其中网上7件，来信2件。", ["requests"] * 3),
        ("收取复印费用18.5元。", ["other"]),
        ("接到咨询电话420余个。", ["questions"]),
    ],
)
def test_in_the_section_on_requests(text: str, expected: list[str]) -> None:
    assert measures(text, "on_request") == expected


def test_complaints_are_no_letters() -> None:
    assert measures("收到举报3件，其中1件属实；行政复议0件。", "complaints") == ["other"] * 3


def test_the_codes_are_the_codebooks() -> None:
    assert MEASURES == {
        "items", "followers", "followers_gained", "reads", "likes", "likes_gained", "issues", "words", "airtime",
        "sessions", "questions", "letters_received", "letters_handled", "proposals_received", "proposals_accepted",
        "response_rate", "satisfaction_rate", "inventory_items", "requests", "other",
    }  # fmt: skip
