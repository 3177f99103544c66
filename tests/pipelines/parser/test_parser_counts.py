"""Applications, fees and complaints as reports word them."""

# ruff: noqa: E501 - the samples are one a line

import pytest

from pipelines.parser import parse
from tests.pipelines.parser.samples import report

NONE = [
    "学校共收到信息公开申请0件。", "未收到要求信息公开的申请", "未收到依申请公开事项。",
    "学校未收到社会公众和师生员工的信息公开申请。", "未收到需受理或答复的信息公开申请。",
    "学校未接到任何公民、法人或其他组织的申请。", "没有收到依申请公开的事项。", "本学年无依申请公开。",
    "依申请公开和不予公开情况均为零。", "学校收到各类咨询120余次，未收到书面信息公开申请。", "无。",
    "无依申请公开和不予公开情况。", "依申请公开信息数量为0。", "学校依申请公开０件，不予公开０件。",
]  # fmt: skip


@pytest.mark.parametrize("sentence", NONE)
def test_no_applications(sentence: str) -> None:
    found = parse(report(requests=sentence)).to_dict()["requests"]
    channels = found.pop("by_channel")
    assert found.pop("received") == 0
    assert not any(v is not None for v in [*found.values(), *channels.values()])


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("收到信息公开申请2件，均已答复。", {"received": 2, "answered": 2}),
        ("受理信息公开申请25件，其中上年度结转2件，按时答复率100%。", {"received": 25, "answered": 25}),
        ("收到信息公开申请共计十二件，十件已答复，二件正在办理中。", {"received": 12, "answered": 10}),
        ("共收到网上申请5件、现场申请3件，共计8件，均已办结。", {"received": 8, "answered": 8, "online": 5, "in_person": 3}),
        (
            "共收到申请10件，其中：电子邮件申请6件，信函申请4件；同意公开5件，同意部分公开2件，不予公开1件，非本校信息2件。",
            {"received": 10, "email": 6, "letter": 4, "granted": 5, "partly_granted": 2, "refused": 1, "not_held": 2},
        ),
        (
            "收到申请一件，以传真方式提出，已按时答复，未收取费用。",
            {"received": 1, "answered": 1, "fax": 1, "fee_charged": 0},
        ),
        ("收到申请两件，均以信函方式提出。", {"received": 2, "letter": 2}),
        ("收到申请2件，2件申请通过电子邮件形式已全部按时答复申请人。", {"received": 2, "answered": 2}),
        ("受理申请6件，其中属于主动公开范围的4件，信息不存在的2件。", {"received": 6, "already_public": 4, "not_held": 2}),
        ("接收到3份信息公开申请，按照规定全部予以公开。", {"received": 3, "granted": 3}),
        ("收到申请4件，收取复印费18.5元，减免费用30元。", {"received": 4, "fee_charged": 18.5, "fee_waived": 30}),
        ("未收到申请，未发生收费情况、减免情况。", {"received": 0, "fee_charged": 0, "fee_waived": 0}),
        ("收到申请13件，办结13件：公开7件，部分公开1件，不予公开2件，不属于本校公开范围3件。", {"received": 13, "answered": 13, "granted": 7, "partly_granted": 1, "refused": 2, "other": 3}),
        ("收到申请3件，同意公开2件，不予同意公开1件。", {"received": 3, "granted": 2, "refused": 1}),
        ("学校对3件申请作出了答复：1件公开，2件部分公开。", {}),
        ("收到申请3件，1件不属于本校公开范围不予公开，2件予以公开。", {"received": 3, "refused": 1, "granted": 2}),
        ("收到申请9件，其中已主动公开、告知查询途径4件，提供相关信息3件，非本校掌握、告知向有关机关咨询2件。", {"received": 9, "already_public": 4, "granted": 3, "other": 2}),
        ("收到申请6件，其中按申请提供2件，未能提供相关信息4件。", {"received": 6, "granted": 2}),
        ("收到申请5件，其中非本校掌握2件，按要求提供材料3件。", {"received": 5, "not_held": 2, "granted": 3}),
        ("收到申请7件，其中信息不存在4件，非本机关掌握3件。", {"received": 7, "not_held": 7}),
        ("收到申请7件，其中补正4件，其中撤回3件。", {"received": 7, "other": 4}),
        ("收到申请6件，其中电子邮箱收到4件、信息公开网2件。", {"received": 6, "email": 4, "online": 2}),
        ("收到申请2件，均已答复，免收各项费用。", {"received": 2, "answered": 2, "fee_charged": 0}),
        ("收到网上申请5件、现场申请3件。", {"online": None, "received": None}),
        ("收到申请9件。当面申请：3件；电子邮件申请：6件。", {"received": 9, "in_person": 3, "email": 6}),
        ("收到申请9件。\n申请方式\n当面申请：3件\n电子邮件申请：4件\n传真申请：2件", {"received": 9, "in_person": 3, "email": 4, "fax": 2}),
        ("收到申请9件。\n申请方式\t数量（件）\n当面申请\t3\n信函申请\t6\n办理结果\t件数\n同意公开\t7\n不予公开\t2", {"received": 9, "in_person": 3, "letter": 6, "granted": 7, "refused": 2}),
        ("收到申请9件，数量较上年增加。网上申请系统于2021年开通。", {"received": 9}),
        ("学校公布了申请的受理机构和流程。", {}),
        ("学校制定了收费标准，未收到申请。", {"received": 0}),
    ],
)  # fmt: skip
def test_applications(sentence: str, values: dict[str, float | None]) -> None:
    found = parse(report(requests=sentence)).to_dict()["requests"]
    flat = {**found.pop("by_channel"), **found}
    assert {k: v for k, v in flat.items() if v is not None} == {
        k: v for k, v in values.items() if v is not None
    }


@pytest.mark.parametrize(
    ("sentence", "counts"),
    [
        ("未收到因信息公开工作的举报、复议、诉讼。", (0, 0, 0)),
        ("无因信息公开遭到举报的情况。", (0, None, None)),
        ("未出现。", (0, 0, 0)),
        ("本学年无此类情况。", (0, 0, 0)),
        ("上述各项均为零。", (0, 0, 0)),
        ("没有因信息公开受到举报、申请行政复议或者提起行政诉讼的情况。", (0, 0, 0)),
        ("收到举报两件，已办结；无复议和诉讼。", (2, 0, 0)),
        ("举报0件，复议0件，诉讼0件。", (0, 0, 0)),
        ("举报数为0，被申请行政复议数为0，被提起行政诉讼数为0。", (0, 0, 0)),
        ("收到与信息公开有关的举报、复议、诉讼各0件。", (0, 0, 0)),
        ("发生行政复议1起、行政诉讼1起，均维持学校答复，未收到举报。", (0, 1, 1)),
        ("设有举报电话。本学年未接到举报。", (0, None, None)),
        ("学校开通了监督举报邮箱，接受社会监督。", (None, None, None)),
        ("共收到投诉3件，均已处理，复议、诉讼均为0。", (3, 0, 0)),
    ],
)
def test_complaints(sentence: str, counts: tuple[int | None, ...]) -> None:
    found = parse(report(complaints=sentence)).complaints
    assert (found.reports, found.reconsiderations, found.lawsuits) == counts


def test_unmentioned_complaints_are_null() -> None:
    text = report().split("五、")[0]
    found = parse(text).complaints
    assert (found.reports, found.reconsiderations, found.lawsuits) == (None, None, None)


def test_more_by_channel_than_received_is_warned_of() -> None:
    found = parse(report(requests="共收到申请5件，其中电子邮件4件，信函3件。"))
    assert "sum_mismatch:requests.by_channel:5,7" in found.warnings
