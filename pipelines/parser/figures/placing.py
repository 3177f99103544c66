"""Which channel a figure belongs to: its clause's, its sentence's, its paragraph's, its heading's."""

import re
from bisect import bisect_left
from itertools import groupby, pairwise

from pipelines.parser.figures.channels import Mention, mentions
from pipelines.parser.figures.passages import Paragraph
from pipelines.parser.figures.surroundings import Found
from pipelines.parser.vocab import load

# A total of these was received in one place, and handled there by whatever means.
_ROOMS = frozenset({"mailbox", "hotline"})
# How applications came in: by what they say, not by where the procedure is published.
_MANNER = re.compile(r"提出|提交|申请|方式|形式|渠道|途径|寄|发来")
_SITES = frozenset({"website", "portal", "unit_sites", "news_site", "procurement_site"})
_VISITED = re.compile(r"网站(?:的)?(?:总|累计|全年|日均|年均|月均|年){0,3}(?:访问|点击|浏览)")
_FAR = 400
# Enough for any sentence; keeps the work linear in a text that is none.
_MANY = 40
_SHORT = 16
_COUNTED = re.compile(r"\d|[一二两三四五六七八九十百千]{1,6}[件条份篇个次期项]|;")
_POINT = re.compile(r"(?:^|(?<=[,;:。\n]))(?:[一二三四五六七八九]是|首先|其次|再次|最后|其[一二三四五六])")
_WITH = re.compile("[^,、]{0,4}[、和及与或][^,、]{0,4}")
_SUMMED = re.compile(load("figures")["hang"]["summed"])
_ALL = re.compile(r"(?:其)?(?:均|皆|都|全部|全都)")


class Places:
    """The channels that a paragraph names."""

    def __init__(self, paragraph: Paragraph, heading: str | None) -> None:
        self.text = paragraph.text
        self.paragraph = paragraph
        self.heading = heading
        self._sentences: dict[tuple[int, int], tuple[list[Mention], list[int]]] = {}
        self._bounds = paragraph.sentences
        self._points: dict[tuple[int, int], list[int]] = {}
        self._each: dict[int, Mention] = {}
        self._apart: set[int] = set()
        self._ways: dict[int, str] = {}

    def named(self, sentence: tuple[int, int]) -> tuple[list[Mention], list[int]]:
        """The mentions of a sentence in order, and where they begin."""
        if sentence not in self._sentences:
            found = mentions(self.text, *sentence)
            self._sentences[sentence] = found, [m.start for m in found]
        return self._sentences[sentence]

    def pair(self, found: list[Found]) -> None:
        """主页、微信分别发布信息120条、85条: as many places as figures, one each."""
        first_at = 0
        for _, group in groupby(found, key=lambda f: (f.sentence, f.clause)):
            rows = list(group)
            first = rows[0]
            if len(rows) > 1 and "分别" in self.text[first.clause : first.q.start]:
                named = self._between(first, first.clause, first.q.start)
                places = [m for m in named if not m.weak and not m.manner]
                before = found[max(0, first_at - len(rows)) : first_at]
                if not places and all(f.sentence == first.sentence for f in before):
                    # 微信3万人、微博2万人,分别增长0.3万人和0.1万人
                    places = [m for f in before if (m := self.own(f)) and not m.weak]
                if len(places) == len(rows):
                    for f, m in zip(rows, places, strict=True):
                        self._each[id(f)], f.listed = m, True
            first_at += len(rows)
        self._break_down(found)

    def _break_down(self, found: list[Found]) -> None:
        """接受现场、电话咨询36人次,其中现场咨询10人次,电话咨询26人次: each part came in its own way."""
        parts = _parts(found)
        for whole in found if parts else ():
            own = parts.get(id(whole), [])
            if len(own) < 2 or self.own(own[0], manner=True) is None:
                continue
            ways = [(f, self.own(f, manner=True)) for f in own]
            said = [m for _, m in ways if m is not None]
            if len({self._key(m) for m in said}) < 2 or all(m.weak for m in said):
                continue
            among = [m for m in self._between(whole, whole.start, whole.q.start) if not m.weak]
            if among and not any(_WITH.fullmatch(self.text, a.end, b.start) for a, b in pairwise(among)):
                continue
            self._apart.add(id(whole))
            for f, m in ways:
                if m is None or m.manner:
                    self._apart.add(id(f))
                else:
                    self._each.setdefault(id(f), m)

    def _key(self, m: Mention) -> str:
        """What tells one way from another: its code, or its word where that has none of its own."""
        return m.code if m.code not in ("", "other") else self.text[m.start : m.end]

    def own(self, f: Found, manner: bool = False) -> Mention | None:
        """The mention in the figure's own clause; `manner` lets 当面 and 信函 count."""
        if each := self._each.get(id(f)):
            return each
        end = f.next if f.next is not None else f.end
        return _best([m for m in self._between(f, f.start, end) if m.end <= end], manner)

    def _between(self, f: Found, start: int, end: int) -> list[Mention]:
        """The mentions of a figure's sentence that begin in a stretch; the nearest to its end, if many."""
        named, starts = self.named(f.sentence)
        if not named:
            return named
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        return named[max(first, last - _MANY) : last]

    def place(self, f: Found) -> tuple[str | None, str]:
        """The channel and how far away it was found: own, total, sentence, later, paragraph, heading."""
        if id(f) in self._apart:
            return None, "own"
        mine = self._meant(f, self.own(f))
        f.own = mine.code if mine and not mine.weak else None
        whole = f.total
        if whole is not None and whole.channel and (whole.channel in _ROOMS or self._stays(whole, f)):
            f.own = None
            return whole.channel, "total"
        if mine:
            return mine.code, "own"
        listed = f.previous
        if listed is not None and listed.clause == f.clause and listed.channel:
            return listed.channel, "sentence"
        if m := self._earlier(f):
            return self._of_its_figure(f, m), "sentence"
        if code := self._later(f):
            return code, "later"
        here = bisect_left(self._bounds, f.sentence)
        for sentence in reversed(self._bounds[max(0, here - _MANY) : here]):
            m = _best(self.named(sentence)[0][:_MANY])
            if m and m.code != "other":
                return m.code, "paragraph"
        return (self.heading, "heading") if self.heading else (None, "none")

    def _meant(self, f: Found, m: Mention | None) -> Mention | None:
        """The site that 网站 alone speaks of, if one sort was named: 招生网…,网站访问量9万次."""
        if m is None or m.code != "website" or not _VISITED.match(self.text, m.start):
            return m
        here = bisect_left(self._bounds, f.sentence)
        for sentence in reversed(self._bounds[max(0, here - _MANY) : here + 1]):
            sites = [x for x in self.named(sentence)[0][:_MANY] if x.end <= m.start and x.code in _SITES]
            if sites:
                return sites[-1] if len({x.code for x in sites}) == 1 else m
        return m

    def _stays(self, whole: Found, f: Found) -> bool:
        """Whether no other place was named between a total and its part."""
        return not f.own and all(m.weak or m.manner for m in self._between(f, whole.q.end, f.q.start))

    def published(self, f: Found) -> str | None:
        """The channel of something published that follows a count of events: not the event."""
        segment = self.paragraph.plain.rfind(";", f.sentence[0], f.start) + 1
        m = self._nearest(f, [m for m in self._between(f, segment, f.start) if not m.weak])
        return m.code if m else None

    def _of_its_figure(self, f: Found, m: Mention) -> str | None:
        """Where the figure of a mention's clause is, if that mention did not place it."""
        g = f.previous
        for _ in range(_MANY if m.weak else 0):
            if g is None or g.start <= m.start:
                break
            g = g.previous
        held = m.weak and g is not None and g.total is not None and g.start <= m.start and m.end <= g.end
        return g.channel if g is not None and held else m.code

    def _earlier(self, f: Found) -> Mention | None:
        """The nearest clause before the figure's in its sentence that names a channel; there the first."""
        before = self._between(f, 0, f.start)
        if not before:
            return None
        first, last = self._other_points(f)
        return self._nearest(f, [m for m in before if not first <= m.start < last])

    def _other_points(self, f: Found) -> tuple[int, int]:
        """Where the points of an enumeration stand that end before the figure's own: 一是…；二是…"""
        if f.sentence not in self._points:
            self._points[f.sentence] = [p.start() for p in _POINT.finditer(self.paragraph.plain, *f.sentence)]
        points = self._points[f.sentence]
        at = bisect_left(points, f.q.start)
        return (points[0], points[at - 1]) if at else (0, 0)

    def _nearest(self, f: Found, before: list[Mention]) -> Mention | None:
        before = [m for m in before if not m.manner and m.end <= f.start]
        if not before:
            return None
        edge = max(self.paragraph.plain.rfind(c, f.sentence[0], before[-1].start) for c in ",;:") + 1
        return _best([m for m in before if m.start >= edge])

    def _later(self, f: Found, manner: bool = False) -> str | None:
        """A clause behind the figure that has no figure of its own, or speaks of all: …12条，均在主页公布."""
        named, starts = self.named(f.sentence)
        first = bisect_left(starts, f.q.end)
        after = named[first : first + _MANY]
        if not after:
            return None
        plain, stop = self.paragraph.plain, f.sentence[1]
        if number := _COUNTED.search(plain, f.q.end, stop):
            stop = max(f.q.end, plain.rfind(",", f.q.end, number.start()))
        if manner:
            # 均为网上申请 names no site.
            after = [m for m in after if not m.manner or m.code != "website"]
        near = [
            m for m in after if m.end <= stop or _ALL.match(plain, plain.rfind(",", f.q.end, m.start) + 1)
        ]
        best = _best(near, manner)
        return best.code if best else None

    def way_in(self, f: Found) -> str | None:
        """How an application came in, as its own clause or one that speaks of all says."""
        if mine := self.own(f, manner=True):
            return mine.code
        code = self._later(f, manner=True)
        return (
            code if code and _MANNER.search(self.text, f.q.end, min(f.sentence[1], f.q.end + _FAR)) else None
        )


def _best(found: list[Mention], manner: bool = False) -> Mention | None:
    """The first that has a specific code, else the first."""
    if not found:
        return None
    fit = [m for m in found if manner or not m.manner]
    return next((m for m in fit if m.code != "other"), fit[0] if fit else None)


def heading_channel(text: str) -> str | None:
    """The channel that a heading names, where it names only one."""
    codes = {m.code for m in mentions(text, 0, len(text)) if not m.manner}
    return codes.pop() if len(codes) == 1 else None


def _closes(found: list[Found], i: int, text: str) -> bool:
    """Whether a figure sums up those before it, which came in more than one way: …, 合计300条."""
    whole = found[i]
    if not i or whole.own is not None:
        return False
    summed = _SUMMED.search(text, max(whole.start, whole.q.start - _SHORT), whole.q.start)
    if summed is None:
        return False
    before = found[max(0, i - _MANY) : i]
    total, codes = 0.0, set()
    for f in reversed(before):
        if f.q.unit != whole.q.unit or f.total is not None:
            break
        total += f.q.value or 0
        codes.add(f.channel)
        if total >= (whole.q.value or 0):
            break
    value = whole.q.value or 0
    alike = [f for f in before if f.measure == whole.measure]
    if "计" in summed[0] and alike and alike[-1].sentence != whole.sentence:
        # 微信粉丝3万。微博粉丝2万。粉丝合计5万。
        return len({f.channel for f in alike}) > 1
    if summed[0].startswith("共") and not summed[0].startswith("共计"):
        return len(codes) > 1 and total == value
    return len(codes) > 1 or (len(codes) == 1 and 0 < total < value and before[-1].own is not None)


def release_totals(found: list[Found], text: str) -> None:
    """A total that is broken down by channel, before or after it, has no channel of its own."""
    parts = _parts(found)
    for i, whole in enumerate(found):
        own = parts.get(id(whole), [])
        by_channel = bool(own and own[0].own) and len({f.own for f in own if f.own}) >= 2
        after = not whole.listed and _adds_up(whole, found[i + 1 : i + 1 + _MANY])
        if by_channel or after or _closes(found, i, text):
            whole.channel = None


def _parts(found: list[Found]) -> dict[int, list[Found]]:
    """The parts of every total, by its identity."""
    parts: dict[int, list[Found]] = {}
    for f in found:
        if f.total is not None:
            parts.setdefault(id(f.total), []).append(f)
    return parts


def _adds_up(whole: Found, rest: list[Found]) -> bool:
    """Whether the figures that follow, each with a channel of its own, make up the total."""
    total, codes = 0.0, set()
    for f in rest:
        if f.q.unit != whole.q.unit:
            break
        inner = f.total is not None and f.total is not whole
        if inner and f.own in (None, f.total.own if f.total else None):
            continue
        if f.own is None:
            break
        total += f.q.value or 0
        codes.add(f.own)
        if total >= (whole.q.value or 0):
            break
    return len(codes) >= 2 and whole.q.value is not None and total == whole.q.value
