"""Look-alike code points to the ordinary characters that a reader means.

PDF writers map glyphs to Kangxi radicals (U+2F00-2FDF), the radicals
supplement (U+2E80-2EFF) or compatibility ideographs (U+F900-FAFF). Unicode's
compatibility decomposition covers the first and the last; glyphs.toml the rest.
"""

import re
import tomllib
import unicodedata
from pathlib import Path

_RANGE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")


def _table() -> dict[int, str]:
    data = tomllib.loads(Path(__file__).with_name("glyphs.toml").read_text(encoding="utf-8"))
    table: dict[int, str] = {}
    for code in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00)):
        folded = unicodedata.normalize("NFKC", chr(code))
        if folded != chr(code):
            table[code] = folded
    supplement: dict[str, str] = data["radicals_supplement"]
    table |= {ord(radical): usual for radical, usual in supplement.items()}
    return table


_ORDINARY = _table()


def ordinary(text: str) -> str:
    """Replace radicals and compatibility ideographs; other text is untouched."""
    return text.translate(_ORDINARY) if _RANGE.search(text) else text
