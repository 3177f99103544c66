"""The generator of composed reports: its gold agrees with its text, under every damage."""

import random
import re
import unicodedata
from datetime import date
from typing import Any

import pytest

from pipelines.parser import parse
from tests.accuracy.generator import DAMAGES, Composed, compose
from tests.accuracy.generator.numbers import Hand, chinese, exact, qualified
from tests.accuracy.generator.scribe import CHANNELS, MEASURES
from tests.accuracy.scorer import GROUPS, Score, compare
from tests.bench.hostile import KINDS, hostile

SEEDS = range(60)
DIGITS = "零一二三四五六七八九"
HOSTILE = 200_000


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def every(damage: str) -> list[Composed]:
    return [compose(seed, damage=damage) for seed in SEEDS]


def worth(number: str) -> float:
    """The value that a number with its unit says, read independently of who wrote it."""
    text = squeezed(number).replace(",", "").replace("余", "").replace("多", "")
    base = 10_000 if "万" in text else 100_000_000 if "亿" in text else 1
    found = re.match(r"\d+(?:\.\d+)?", text)
    if found:
        return float(found[0]) * base
    words = re.match(r"[一二三四五六七八九十两百零]+", text)
    assert words, number
    tens, _, ones = words[0].rpartition("十")
    if "十" not in words[0]:
        return 2 if words[0] == "两" else DIGITS.index(words[0])
    return (DIGITS.index(tens) if tens else 1) * 10 + (DIGITS.index(ones) if ones else 0)


def test_a_seed_gives_one_report() -> None:
    for damage in DAMAGES:
        assert compose(7, damage=damage) == compose(7, damage=damage)
    assert compose(7) == compose(7, damage="clean")
    assert len({compose(seed).text for seed in SEEDS}) == len(SEEDS)


def test_no_other_damage() -> None:
    with pytest.raises(ValueError, match="fire"):
        compose(1, damage="fire")


@pytest.mark.parametrize("damage", DAMAGES)
def test_figures_stand_in_the_text(damage: str) -> None:
    seen = 0
    for composed in every(damage):
        at = 0
        text = squeezed(composed.text)
        for figure in composed.gold["figures"]:
            number, quote = squeezed(figure["number"]), squeezed(figure["quote"])
            assert number in quote
            assert worth(number) == pytest.approx(figure["value"]), number
            assert number.endswith(squeezed(figure["unit"] or ""))
            assert figure["measure"] in MEASURES
            assert figure["channel"] is None or figure["channel"] in CHANNELS
            assert figure["as_of"] is None or date.fromisoformat(figure["as_of"])
            if damage != "paged":
                at = text.index(number, at)
            seen += 1
    assert seen > 500


@pytest.mark.parametrize("damage", DAMAGES)
def test_sections_follow_one_another(damage: str) -> None:
    for composed in every(damage):
        text, at = squeezed(composed.text), 0
        for ordinal, section in enumerate(composed.gold["sections"], 1):
            assert section["ordinal"] == ordinal
            at = text.index(squeezed(section["first"]), at)
            at = text.index(squeezed(section["last"]), at - len(squeezed(section["first"])))
        assert text.endswith(squeezed(composed.gold["sections"][-1]["last"]))


@pytest.mark.parametrize("damage", [d for d in DAMAGES if d != "paged"])
def test_points_and_values_stand_in_the_text(damage: str) -> None:
    for composed in every(damage):
        gold, text = composed.gold, squeezed(composed.text)
        for kind in ("practices", "problems", "measures"):
            assert all(squeezed(point) in text for point in gold[kind])
        values = [
            gold["title"],
            gold["school"]["name"],
            gold["addressee"],
            gold["signed_by"],
            gold["portal_url"],
        ]
        values += [*gold["contact"].values()]
        assert all(squeezed(value) in text for value in values if value)
        for row in gold["inventory"]:
            assert squeezed(row["item"]) in text
            assert row["url"] is None or row["url"] in text


def test_requests_add_up() -> None:
    counted = 0
    for composed in every("clean"):
        requests = composed.gold["requests"]
        ways = [n for n in requests["by_channel"].values() if n is not None]
        answers = [
            requests[k] for k in ("granted", "partly_granted", "refused", "not_held", "already_public")
        ]
        stated = [n for n in answers if n is not None]
        assert not ways or sum(ways) == requests["received"]
        assert not stated or sum(stated) == requests["answered"]
        assert requests["received"] or not (ways or stated or requests["answered"])
        counted += bool(ways)
    assert counted > 3


def test_every_way_is_drawn() -> None:
    styles = [compose(seed).style for seed in range(400)]
    for key, least in {
        "period": 7, "title": 7, "numbering": 3, "letter": 3, "requests": 3, "complaints": 6,
        "experience": 5, "enumeration": 5, "inventory": 4, "announce": 3,
    }.items():  # fmt: skip
        assert len({style[key] for style in styles}) == least, key
    figures = [figure for seed in range(400) for figure in compose(seed).gold["figures"]]
    assert {f["measure"] for f in figures} == MEASURES
    assert {f["channel"] for f in figures} == {*CHANNELS, None} - {"other"}
    assert {f["qualifier"] for f in figures} == {"exact", "over", "about", "nearly"}
    assert {f["unit"] for f in figures} >= {
        "条",
        "篇",
        "件",
        "期",
        "次",
        "人",
        "人次",
        "场",
        "份",
        "%",
        "字",
        None,
    }
    assert {f["as_of"] is None for f in figures} == {True, False}


@pytest.mark.parametrize(
    ("value", "text"), [(2, "两"), (10, "十"), (12, "十二"), (20, "二十"), (63, "六十三"), (105, "一百零五")]
)
def test_chinese(value: int, text: str) -> None:
    assert chinese(value) == text


def test_hands() -> None:
    rng = random.Random(1)
    comma = Hand(separator=",", chinese=False, gap=" ")
    assert exact(1481, "条", comma, rng).number == "1,481 条"
    assert exact(97.5, "%", comma, rng).number == "97.5%"
    for _ in range(200):
        written = qualified(rng.randrange(20, 10**7), "人", comma, rng)
        assert worth(written.number) == pytest.approx(written.value)
        assert written.qualifier in {"over", "about", "nearly"}


def test_damage_damages() -> None:
    """Each class changes the text that it is given, or lacks what it should lack."""
    for seed in SEEDS:
        assert compose(seed, damage="untitled").gold["title"] is None
    joined = {d: "".join(c.text for c in every(d)) for d in DAMAGES}
    assert max(map(len, joined["wrapped"].split("\n"))) < max(map(len, joined["clean"].split("\n")))
    assert len(re.findall(r"[０-９]", joined["fullwidth"])) > 1000
    assert joined["spaced"].count(" ") > 3 * joined["clean"].count(" ")
    assert "己" in joined["ocr"] or "末" in joined["ocr"] or "倍" in joined["ocr"]
    assert "首页" in joined["web"]
    numbered = r"(?m)^（一）"
    assert len(re.findall(numbered, joined["unnumbered"])) < len(re.findall(numbered, joined["clean"]))
    assert re.search(r"(?m)^(?:- |• |· )", joined["dashes"])


def test_the_parser_reads_them() -> None:
    """A floor far below what is reached: the generator and the parser mean the same by the codebook."""
    total = Score()
    for composed in every("clean"):
        compare(total, "", composed.gold, parse(composed.text).to_dict(), composed.text)
    low = {group: round(total.f1(group), 3) for group in GROUPS if total.f1(group) < 0.85}
    assert low == {}


def test_gold_is_not_empty() -> None:
    gold: dict[str, Any] = compose(3).gold
    total = Score()
    compare(total, "", gold, parse("").to_dict(), "")
    assert total.macro() < 0.2


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_texts_parse(kind: str) -> None:
    text = hostile(kind, HOSTILE)
    assert len(text) >= HOSTILE
    report = parse(text)
    assert all(0 <= section.start <= section.end <= len(text) for section in report.sections)
    assert all(0 <= figure.start < figure.end <= len(text) for figure in report.figures)
