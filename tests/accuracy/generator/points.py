"""The section on experience: practices, problems and measures in every way of enumerating."""

from collections.abc import Iterator
from itertools import count

from tests.accuracy.generator.scribe import Scribe
from tests.accuracy.generator.words import words

NUMBERS = "一二三四五六七八九十"
WORDS = {
    "shi": [f"{n}是" for n in NUMBERS],
    "first": ["首先，", "其次，", "再次，", "最后，"],
    "ordinal": [f"第{n}，" for n in NUMBERS],
    "arabic": [f"{n}. " for n in range(1, 11)],
    "bracket": [f"（{n}）" for n in range(1, 11)],
}
KINDS = ("practices", "problems", "measures")
INLINE = ("shi", "first", "ordinal")


def sample(scribe: Scribe, kind: str, low: int = 2, high: int = 5) -> list[list[str]]:
    """Some points of a kind: heading and body each."""
    return scribe.rng.sample(words("points")[kind], scribe.rng.randrange(low, high))


def write_experience(scribe: Scribe, way: str, enumeration: str) -> None:
    """Write the whole section, all three kinds in it."""
    if way == "plain":
        for kind in KINDS:
            _plain(scribe, kind)
        return
    if way == "paragraphs":
        for kind in KINDS:
            write_list(scribe, kind, enumeration, lead=True)
        return
    heads = [("practices", scribe.pick("points", "heads_practices"))]
    if way == "paired":
        heads.append(("both", scribe.pick("points", "heads_both")))
    else:
        heads += [(kind, scribe.pick("points", f"heads_{kind}")) for kind in KINDS[1:]]
    inline = enumeration in INLINE and scribe.rng.random() < 0.5
    for number, (kind, head) in zip(NUMBERS, heads, strict=False):
        scribe.paper.end_line()
        scribe.paper.items.append(scribe.paper.length)
        scribe.paper.write(f"（{number}）", keep=True)
        scribe.paper.write(head + ("。" if inline else "\n"))
        if kind == "both":
            _paired(scribe, enumeration)
        else:
            write_list(scribe, kind, enumeration, lead=False)


def write_list(scribe: Scribe, kind: str, enumeration: str, *, lead: bool) -> None:
    """Write the points of one kind, after a sentence that leads in where the list has no heading."""
    chosen = sample(scribe, kind)
    text = scribe.pick("points", f"leads_{kind}")
    if lead and kind == "practices" and not text:
        text = "学校在工作中积累了以下经验："
    if lead or (kind != "practices" and scribe.rng.random() < 0.3):
        scribe.prose(text)
        if enumeration not in INLINE:
            scribe.paper.end_line()
    last = len(chosen) - 1
    headed = scribe.rng.random() < 0.5
    for i, (mark, (head, body)) in enumerate(zip(_marks(enumeration, len(chosen)), chosen, strict=True)):
        separate = enumeration not in INLINE
        stop = "。" if separate or headed or i == last else "；"
        _point(scribe, kind, mark, f"{head}。{body}" if headed else body, stop, separate)
    scribe.paper.end_line()


def _marks(enumeration: str, number: int) -> Iterator[str]:
    """The enumerators of a list; the last of 首先/其次 is 最后 where there are three."""
    marks = WORDS[enumeration]
    if enumeration == "first" and number == 3:
        marks = ["首先，", "其次，", "最后，"]
    return iter(marks[:number])


def _point(scribe: Scribe, kind: str, mark: str, text: str, stop: str, separate: bool) -> None:
    if separate:
        scribe.paper.end_line()
        scribe.paper.items.append(scribe.paper.length)
    scribe.paper.write(mark, keep=True)
    scribe.paper.points.append((kind, scribe.paper.write(text)))
    scribe.paper.write(stop + ("\n" if separate else ""))


def _paired(scribe: Scribe, enumeration: str) -> None:
    """Each point states a shortcoming and then its remedy."""
    pairs = list(zip(words("points")["problems"], words("points")["measures"], strict=True))
    chosen = scribe.rng.sample(pairs, scribe.rng.randrange(2, 4))
    separate = enumeration not in INLINE
    for mark, (problem, remedy), _ in zip(_marks(enumeration, len(chosen)), chosen, count(), strict=False):
        if separate:
            scribe.paper.end_line()
            scribe.paper.items.append(scribe.paper.length)
        scribe.paper.write(mark, keep=True)
        scribe.paper.points.append(("problems", scribe.paper.write(problem[1])))
        scribe.paper.write("。")
        scribe.paper.write(scribe.rng.choice(("下一步，学校将", "今后，学校将", "学校将")), keep=True)
        scribe.paper.points.append(("measures", scribe.paper.write(remedy[1])))
        scribe.paper.write("。" + ("\n" if separate else ""))
    scribe.paper.end_line()


def _plain(scribe: Scribe, kind: str) -> None:
    """A paragraph that enumerates nothing: a list of one."""
    bodies = [body for _, body in sample(scribe, kind, 1, 3)]
    lead = scribe.pick("points", "leads_plain" if kind == "practices" else f"leads_{kind}")
    scribe.prose(lead.replace("{n}个", "几个"))
    scribe.paper.points.append((kind, scribe.paper.write("；".join(bodies))))
    scribe.paper.write("。\n")
