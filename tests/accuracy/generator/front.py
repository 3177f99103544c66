"""What stands before the first section and after the last: letter, title, preamble, signature."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.accuracy.generator.scribe import Scribe
from tests.accuracy.generator.styles import Style, Window
from tests.accuracy.generator.words import words

CN_DIGITS = "〇一二三四五六七八九"


@dataclass(slots=True)
class Front:
    """The gold of the head: each value as the codebook normalises it."""

    title: str | None = None
    document_number: str | None = None
    addressee: str | None = None
    signed_by: str | None = None
    signed_on: date | None = None
    portal_url: str | None = None
    contact: dict[str, str | None] = field(
        default_factory=lambda: dict.fromkeys(("office", "address", "postcode", "phone", "email"))
    )
    basis: list[dict[str, str | None]] = field(default_factory=list)


def title_lines(scribe: Scribe, style: Style, span: Window) -> list[str]:
    """The title on its lines; none where the text has lost it."""
    name, school, label = scribe.pick("words", "title", "name"), style.school, span.printed
    if style.title == "year":
        return [f"{label}{school}{name}"]
    if style.title == "middle":
        return [f"{label}{school}{name}"] if scribe.rng.random() < 0.5 else [f"{school}关于{label}{name}"]
    if style.title == "bracket":
        years = label if scribe.rng.random() < 0.5 else label.rstrip("学年度")
        return [f"{school}{name}（{years}）" if scribe.rng.random() < 0.7 else f"{school}{name}({years})"]
    if style.title == "about":
        return [f"关于{school}{label}信息公开工作情况的报告"]
    if style.title == "split":
        return [school, f"{label}{name}"] if scribe.rng.random() < 0.5 else [f"{school}{label}", name]
    return [f"{school}{label}{name}"] if style.title == "first" else []


def write_number(scribe: Scribe, style: Style, span: Window, front: Front) -> None:
    """The document's own number, on a line."""
    rng, pair = scribe.rng, scribe.pick("words", "brackets")
    n, gap = rng.randrange(2, 120), rng.choice(("", "", " "))
    issuer = (
        style.place[:1] + rng.choice(("大校", "院", "校", "学院")) + rng.choice(("报", "发", "字", "办函"))
    )
    scribe.paper.write(f"{issuer}{pair[0]}{span.year}{pair[1]}{gap}{n}{gap}号\n", keep=True)
    front.document_number = f"{issuer}〔{span.year}〕{n}号"


def write_address(scribe: Scribe, front: Front) -> None:
    """The line of the addressee."""
    front.addressee = scribe.pick("words", "addressees")
    scribe.paper.write(front.addressee + scribe.rng.choice(("：", ":")) + "\n", keep=True)


def write_letter(scribe: Scribe, style: Style, front: Front, day: date) -> None:
    """A covering letter with its own signature."""
    write_address(scribe, front)
    scribe.paper.write(scribe.pick("words", "letter", "frame") + "\n")
    scribe.paper.write(scribe.pick("words", "letter", "close") + "\n")
    write_signature(scribe, style.school, day)


def write_basis(scribe: Scribe, span: Window, front: Front) -> None:
    """The sentence that cites the rules."""
    rng, table = scribe.rng, words("words")["basis"]
    pair = scribe.pick("words", "brackets")
    inner = rng.choice(("〈〉", "〈〉", "《》", "<>"))
    named = {
        "b": pair[0], "e": pair[1], "l": inner[0], "r": inner[1], "Y": str(span.year),
        "n": str(rng.randrange(5, 90)), "issuer": scribe.pick("words", "issuers"),
        "authority": scribe.pick("words", "authorities"),
    }  # fmt: skip
    kinds = [k for k in ("law", "rule", "list", "ministry", "province") if k == "rule" or rng.random() < 0.6]
    cited = []
    for kind in kinds:
        text = str(rng.choice(table[kind]))
        for key, value in named.items():
            text = text.replace("{" + key + "}", value)
        cited.append(text)
        front.basis.append(cited_as(text))
    listed = "、".join(cited[:-1]) + ("和" if len(cited) > 1 else "") + cited[-1]
    scribe.fill["basis"] = listed
    scribe.prose(scribe.pick("words", "basis", "frame"), keep=True)


def cited_as(text: str) -> dict[str, str | None]:
    """A citation in the codebook's form: title without its outer 《》, number with 〔〕."""
    if not text.startswith("《"):
        number, _, title = text.partition("《")
        return cited_as(f"《{title}（{number}）")
    end = (
        text.rindex("》（") if "》（" in text else text.rindex("》(") if "》(" in text else text.rindex("》")
    )
    title, rest = text[1:end], text[end + 1 :].replace(" ", "")
    for one in "《<":
        title = title.replace(one, "〈")
    for one in "》>":
        title = title.replace(one, "〉")
    if "号" not in rest:
        return {"title": title, "number": None}
    number = rest[1 : rest.rindex("号") + 1]
    for one in "﹝[［(（【":
        number = number.replace(one, "〔")
    for one in "﹞]］)）】":
        number = number.replace(one, "〕")
    return {"title": title, "number": number}


def write_window(scribe: Scribe, span: Window) -> None:
    """The sentence with the statistics window."""
    if span.stated is None:
        return
    gap = scribe.hand.gap
    days = [f"{d.year}{gap}年{gap}{d.month}{gap}月{gap}{d.day}{gap}日" for d in span.stated]
    frame = scribe.pick("words", "window", "frame").replace("{lead}", scribe.pick("words", "window", "lead"))
    scribe.paper.write(frame.replace("{from}", days[0]).replace("{to}", days[1]), keep=True)


def write_contact(scribe: Scribe, style: Style, front: Front) -> None:
    """Where the report can be had and whom to ask."""
    rng, table = scribe.rng, words("words")["contact"]
    host = "".join(rng.choice("bcdfghjklmnp") + rng.choice("aeiou") for _ in range(3)) + ".edu.cn"
    site = ""
    if rng.random() < 0.7:
        front.portal_url = rng.choice(
            (f"http://xxgk.{host}", f"https://xxgk.{host}/main.htm", f"http://www.{host}/xxgk/")
        )
        site = (
            str(rng.choice(table["site"]))
            .replace("{url}", front.portal_url)
            .replace("{school}", style.school)
        )
    area = scribe.pick("words", "area_codes")
    number = f"{rng.randrange(2, 9)}{rng.randrange(10**6, 10**7)}"
    values: dict[str, str] = {
        "address": scribe.pick("words", "cities") + scribe.pick("words", "streets"),
        "postcode": f"{rng.randrange(1, 9)}{rng.randrange(0, 10**5):05}",
        "phone": area + rng.choice(("-", "-", "—", "－", "")) + number,
        "email": f"{rng.choice(('xxgk', 'office', 'dzb', 'xb01'))}@{host}",
    }
    chosen = [k for k in values if k == "phone" or rng.random() < 0.6]
    if chosen[-1] == "email" and rng.random() < 0.2:
        parts = [str(rng.choice(table[k])) + values[k] for k in chosen[:-2]]
        parts.append(f"电话：{values['phone']}E-mail：{values['email']}")  # as pages lose what stood between
    else:
        parts = [str(rng.choice(table[k])) + values[k] for k in chosen]
    office = rng.choice(("学校", style.school, "")) + scribe.pick("words", "offices").split("、")[0]
    front.contact["office"] = office
    front.contact.update({k: values[k] for k in chosen})
    details = rng.choice(("，", "，", "；")).join(parts)
    frame = str(rng.choice(table["frame"])).replace("{office}", office).replace("{details}", details)
    order = [site, frame] if rng.random() < 0.6 else [frame, site]
    scribe.paper.write("".join(order), keep=True)


def write_announcement(scribe: Scribe, headings: list[str], wrong: bool) -> None:
    """The list of parts that the preamble announces."""
    count = len(headings) + (scribe.rng.choice((-1, 1)) if wrong else 0)
    frame = scribe.pick("words", "announce", "frame")
    listed = scribe.rng.choice(("、", "，")).join(h.replace("　", "") for h in headings)
    names = "零一二三四五六七八九十"
    number = names[count] if count <= 10 else f"十{names[count - 10]}"
    scribe.paper.write(frame.replace("{list}", listed).replace("{count}", number), keep=True)


def write_signature(scribe: Scribe, body: str, day: date) -> None:
    """The body that signs and the day under it."""
    rng = scribe.rng
    chinese = "".join(CN_DIGITS[int(d)] for d in str(day.year))
    if rng.random() < 0.3:
        chinese = chinese.replace("〇", rng.choice("○〇O" if rng.random() < 0.1 else "○〇"))
    month, number = _count(day.month), _count(day.day)
    printed = rng.choice(
        (
            f"{day.year}年{day.month}月{day.day}日",
            f"{day.year}年{day.month}月{day.day}日",
            f"{day.year} 年 {day.month} 月 {day.day} 日",
            f"{chinese}年{month}月{number}日",
        )
    )
    scribe.paper.end_line()
    scribe.paper.write(body + rng.choice(("\n", "\n", "　", " ")) + printed + "\n", keep=True)


def _count(value: int) -> str:
    tens, ones = divmod(value, 10)
    word = ("", "十", "二十", "三十")[tens]
    return word + (CN_DIGITS[ones] if ones else "")


def as_gold(front: Front) -> dict[str, Any]:
    """The head's fields under their names in the codebook."""
    return {
        "title": front.title,
        "document_number": front.document_number,
        "addressee": front.addressee,
        "signed_by": front.signed_by,
        "signed_on": front.signed_on.isoformat() if front.signed_on else None,
        "contact": front.contact,
        "portal_url": front.portal_url,
        "legal_basis": front.basis,
    }
