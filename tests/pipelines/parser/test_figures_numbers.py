"""Values, counters and qualifiers, as reports write them."""

import pytest

from tests.pipelines.parser.figure_samples import figures, one, warnings


@pytest.mark.parametrize(
    ("text", "value", "unit", "printed"),
    [
        ("主页发布消息817条。", 817, "条", "817条"),
        ("主页发布消息 2 046 条。", 2046, "条", "2 046 条"),
        ("主页发布消息12,308条。", 12308, "条", "12,308条"),
        ("主页发布消息１，５０６条。", 1506, "条", "１，５０６条"),
        ("主页发布消息1.6万条。", 16000, "条", "1.6万条"),
        ("页面浏览量4.05亿次。", 405_000_000, "次", "4.05亿次"),
        ("成交金额2,118.4万元。", 21_184_000, "元", "2,118.4万元"),
        ("办结率为96.25%。", 96.25, "%", "96.25%"),
        ("办结率为96.25 ％。", 96.25, "%", "96.25 ％"),
        ("办结率为百分之九十六点五。", 96.5, "%", "百分之九十六点五"),
        ("办结率为百分之百。", 100, "%", "百分之百"),
        ("听取汇报两次。", 2, "次", "两次"),
        ("编印简报十二期。", 12, "期", "十二期"),
        ("张贴通知三百二十张。", 320, "张", "三百二十张"),
        ("张贴通知一千零六张。", 1006, "张", "一千零六张"),
        ("全书一百二十万字。", 1_200_000, "字", "一百二十万字"),
        ("访问量三亿二千万次。", 320_000_000, "次", "三亿二千万次"),
        ("公示结果7批次。", 7, "批次", "7批次"),
        ("接待校友340人次。", 340, "人次", "340人次"),
        ("举行通报会9场次。", 9, "场次", "9场次"),
        ("其他公告0条。", 0, "条", "0条"),
        ("满意率比上年提高1.2个百分点。", 1.2, "个百分点", "1.2个百分点"),
    ],
)
def test_value_unit_and_place(text: str, value: float, unit: str, printed: str) -> None:
    found = one(text)
    assert (found.value, found.unit) == (value, unit)
    assert text[found.start : found.end] == printed
    assert found.qualifier == "exact"


@pytest.mark.parametrize(
    ("text", "value", "qualifier", "printed"),
    [
        ("推送文章三百余篇。", 300, "over", "三百余篇"),
        ("推送文章1200多篇。", 1200, "over", "1200多篇"),
        ("粉丝8万余人。", 80_000, "over", "8万余人"),
        ("粉丝80余万人。", 800_000, "over", "80余万人"),
        ("粉丝十余万人。", 100_000, "over", "十余万人"),
        ("推送文章百余篇。", 100, "over", "百余篇"),
        ("推送文章300篇以上。", 300, "over", "300篇"),
        ("推送文章超过300篇。", 300, "over", "300篇"),
        ("推送文章突破了300篇。", 300, "over", "300篇"),
        ("粉丝逾15万人。", 150_000, "over", "15万人"),
        ("阅读上万人次。", 10_000, "over", "万人次"),
        ("推送文章约300篇。", 300, "about", "300篇"),
        ("推送文章大约有300篇。", 300, "about", "300篇"),
        ("推送文章300篇左右。", 300, "about", "300篇"),
        ("推送文章近300篇。", 300, "nearly", "300篇"),
        ("粉丝接近11万人。", 110_000, "nearly", "11万人"),
        ("浏览近万人次。", 10_000, "nearly", "万人次"),
        ("公开附近3个站点的信息。", 3, "exact", "3个"),
        ("节约20万元。", 200_000, "exact", "20万元"),
        ("与企业签约15家。", 15, "exact", "15家"),
        ("其余9项另行公布。", 9, "exact", "9项"),
    ],
)
def test_qualifier(text: str, value: float, qualifier: str, printed: str) -> None:
    found = one(text)
    assert (found.value, found.qualifier) == (value, qualifier)
    assert text[found.start : found.end] == printed


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("获赞343万，转发量大。", 3_430_000),
        ("粉丝10万+。", 100_000),
        ("粉丝突破100万大关。", 1_000_000),
        ("总阅读量2.1亿；另有评论。", 210_000_000),
        ("关注人数36127。", 36127),
        ("收到申请的数量为0。", 0),
        ("粉丝数由6.2万增长到。", 62_000),
    ],
)
def test_no_unit_is_printed(text: str, value: float) -> None:
    found = one(text)
    assert found.unit is None
    assert found.value == value


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("每学期召开3至5次例会。", "figure_range:3-5次"),
        ("每学期召开3-5次例会。", "figure_range:3-5次"),
        ("每学期召开3次~5次例会。", "figure_range:3-5次"),
        ("每学期召开三到五次例会。", "figure_range:三-五次"),
        ("每学期召开三四次例会。", "figure_range:三四"),
        ("网站发布信息1 2 3条。", "figure_unreadable:1 2 3"),
        ("网站发布信息1万2千条。", "figure_unreadable:1万2千条"),
        ("网站发布信息三百五条。", "figure_unreadable:三百五"),
    ],
)
def test_what_cannot_be_read_is_a_warning(text: str, warning: str) -> None:
    assert figures(text) == []
    assert warnings(text) == [warning]


def test_from_to_is_no_range() -> None:
    assert [f.value for f in figures("退回的稿件从14条降至3条。")] == [14, 3]


def test_a_full_width_comma_between_a_year_and_a_number() -> None:
    assert [f.value for f in figures("主页2021,130条。")] == [130]


def test_a_number_torn_by_the_page() -> None:
    text = "一年来主页和公众号共同发布各类通知公告和新闻稿件合计14\n83条，均注明来源。"
    found = one(text)
    assert found.value == 1483
    assert text[found.start : found.end] == "14\n83条"


def test_a_grouped_number_torn_by_the_page() -> None:
    assert one("一年来学校主页和新闻网共同发布的各类新闻稿件合计2,38\n0篇。").value == 2380
    assert one("一年来学校主页和新闻网共同发布的各类新闻稿件合计1 1\n20篇。").value == 1120


def test_a_unit_torn_from_its_number() -> None:
    found = one("公众号的粉丝到学年末达到了15\n万人。")
    assert (found.value, found.unit) == (150_000, "人")


def test_a_points_own_number_is_not_the_figures() -> None:
    assert [(f.value, f.unit) for f in figures("3.12件信访已办结。")] == [(12, "件")]
