"""How reports write quantities: 286条, 2,784条, 29.5万人, 80余万字, 十七期, 近50场, 超过300篇."""

import random
from dataclasses import dataclass

DIGITS = "零一二三四五六七八九"
WAN, YI = 10_000, 100_000_000
RATE = "%"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A written quantity: `number` is the number with its unit, between the words around it."""

    before: str
    number: str
    after: str
    value: float
    qualifier: str


@dataclass(frozen=True, slots=True)
class Hand:
    """A report's habits: the thousands separator, Chinese numerals, spaces around numbers."""

    separator: str
    chinese: bool
    gap: str


def chinese(value: int) -> str:
    """A count under 1000 in Chinese numerals; two is 两 alone, 二 within."""
    if value == 2:
        return "两"
    hundreds, tens, ones = value // 100, value // 10 % 10, value % 10
    text = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{DIGITS[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (DIGITS[ones] if ones or not value else "")


def plain(value: float, hand: Hand) -> str:
    """Digits, with separators where the hand uses them."""
    if value == int(value):
        return f"{int(value):,}".replace(",", hand.separator)
    return f"{value:g}"


def exact(value: float, unit: str, hand: Hand, rng: random.Random) -> Quantity:
    """The value as it is, unqualified."""
    if hand.chinese and value == int(value) and 2 <= value <= 99 and unit not in ("", RATE):
        return Quantity("", chinese(int(value)) + unit, "", value, "exact")
    digits, value = _large(value, unit, hand, rng)
    return Quantity(hand.gap, _join(digits, unit, hand), "", value, "exact")


def qualified(value: float, unit: str, hand: Hand, rng: random.Random) -> Quantity:
    """A rounded value with a word that says so."""
    value = rounded(value, 1 if value < 100 else rng.choice((1, 1, 2)))
    qualifier = rng.choice(("over", "over", "about", "nearly"))
    digits, value = _large(value, unit, hand, rng)
    if qualifier == "over":
        form = rng.choice(("余", "余", "多", "以上", "超过", "逾", "超"))
        if form in ("余", "多"):
            return Quantity(hand.gap, _inside(digits, form, unit, hand, rng), "", value, qualifier)
        before, after = ("", form) if form == "以上" else (form, "")
    elif qualifier == "about":
        before, after = rng.choice((("约", ""), ("", "左右"), ("约", "")))
    else:
        before, after = rng.choice((("近", ""), ("近", ""), ("接近", "")))
    return Quantity(before + hand.gap, _join(digits, unit, hand), after, value, qualifier)


def rounded(value: float, figures: int) -> float:
    """The value to so many significant digits."""
    return float(f"{value:.{figures}g}")


def _large(value: float, unit: str, hand: Hand, rng: random.Random) -> tuple[str, float]:
    """Digits with 万 or 亿 where the value is large, and the value they say."""
    if unit == RATE or value < WAN or (unit not in ("", "字") and rng.random() < 0.4):
        return plain(value, hand), value
    base, word = (YI, "亿") if value >= YI else (WAN, "万")
    short = float(f"{value / base:.1f}" if value / base < 1000 else f"{value / base:.0f}")
    return f"{short:g}{word}", round(short * base)


def _inside(digits: str, form: str, unit: str, hand: Hand, rng: random.Random) -> str:
    """80余万字 or 80万余字; a decimal goes before 万 only (5.1万余名)."""
    if digits[-1] in "万亿" and "." not in digits and rng.random() < 0.5 and form == "余":
        return f"{digits[:-1]}{form}{digits[-1]}{unit}"
    return f"{digits}{hand.gap}{form}{unit}"


def _join(digits: str, unit: str, hand: Hand) -> str:
    """The number and its unit; 万 and 亿 stand by the unit (43.8 万字)."""
    if unit == RATE:
        return digits + unit
    large = digits[-1] if digits[-1] in "万亿" else ""
    return digits.removesuffix(large) + (hand.gap if large or unit else "") + large + unit
