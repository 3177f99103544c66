"""Automatic numbers as the reader of a document sees them (一、 （二） 3. iv)."""

from collections.abc import Callable

_DIGITS = "零一二三四五六七八九"
_IDEOGRAPHS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LIMIT = 9999


def chinese(number: int, digits: str = _DIGITS, units: str = "十百千") -> str:
    """Write 0 to 9999 in Chinese: 10 is 十, 15 十五, 105 一百零五."""
    if number == 0:
        return digits[0]
    out, gap = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit == 0:
            gap = bool(out)
            continue
        out += (digits[0] if gap else "") + digits[digit] + (units[power - 1] if power else "")
        gap = False
    leading = digits[1] + units[0]
    return out[1:] if out.startswith(leading) and number < 20 else out


def _letters(number: int) -> str:
    """Word's letters: z is followed by aa, bb, not by aa, ab."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number < 200 else ""


def _ideographs(number: int) -> str:
    return "".join(_IDEOGRAPHS[int(digit)] for digit in str(number))


def _roman(number: int) -> str:
    out = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        out += letters * count
    return out


def _block(first: int, size: int) -> Callable[[int], str]:
    """Return numbers that are single code points, plain digits beyond them."""
    return lambda n: chr(first + n - 1) if 1 <= n <= size else str(n)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda n: signs[n - 1] if n <= len(signs) else str(n)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02d}",
    "decimalFullWidth": lambda n: "".join(chr(ord(d) + 0xFEE0) for d in str(n)),
    "decimalFullWidth2": lambda n: "".join(chr(ord(d) + 0xFEE0) for d in str(n)),
    "numberInDash": lambda n: f"- {n} -",
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerLetter": _letters,
    "upperRoman": lambda n: _roman(n).upper(),
    "lowerRoman": _roman,
    "chineseCounting": lambda n: chinese(n) if n < 100 else _ideographs(n),
    "taiwaneseCounting": lambda n: chinese(n) if n < 100 else _ideographs(n),
    "chineseCountingThousand": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "ideographDigital": _ideographs,
    "japaneseDigitalTenThousand": _ideographs,
    "taiwaneseDigital": _ideographs,
    "chineseLegalSimplified": lambda n: chinese(n, _LEGAL, "拾佰仟"),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "decimalEnclosedCircle": _block(0x2460, 20),
    "decimalEnclosedCircleChinese": _block(0x2460, 20),
    "decimalEnclosedParen": _block(0x2474, 20),
    "decimalEnclosedFullstop": _block(0x2488, 20),
    "ideographEnclosedCircle": _block(0x3280, 10),
}
_SILENT = frozenset({"bullet", "none"})


def render(number: int, fmt: str) -> str:
    """Write `number` in a format named as in OOXML's ST_NumberFormat.

    Bullets and "none" give nothing; an unknown format, or a number out of
    range, plain digits.
    """
    if fmt in _SILENT:
        return ""
    if not 0 < number <= _LIMIT:
        return str(number)
    return _FORMATS.get(fmt, str)(number)
