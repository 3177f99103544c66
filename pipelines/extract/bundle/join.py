"""Several texts to one, in order: what they say of places and pages moves along."""

from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract.assembly.build import han_share
from pipelines.extract.assembly.links import MAX_LINKS
from pipelines.extract.text import Block, Link, Text


def join_texts(parts: Sequence[Text]) -> tuple[Text, list[tuple[int, int]]]:
    """Put texts one after the other; also says where each stands.

    Pages go on counting where both have pages. Format, title and warnings are
    the first's, with those warnings of the others that name no page.
    """
    blocks: list[Block] = []
    links: list[Link] = []
    spans: list[tuple[int, int]] = []
    awaits: list[int] = []
    warnings = list(parts[0].warnings)
    at = before = 0
    for part in parts:
        for block in part.blocks:
            page = None if block.page is None else block.page + before
            blocks.append(replace(block, start=block.start + at, end=block.end + at, page=page))
        links += [Link(link.start + at, link.end + at, link.url) for link in part.links]
        awaits += [page + before for page in part.awaits_ocr]
        warnings += [code for code in part.warnings if ":" not in code and code not in warnings]
        spans.append((at, at + len(part.text)))
        at += len(part.text) + 1
        before += part.pages or 0
    text = "\n".join(part.text for part in parts)
    joined = replace(
        parts[0],
        text=text,
        blocks=tuple(blocks),
        links=tuple(links[:MAX_LINKS]),
        pages=before or None,
        han_share=round(han_share(text), 4),
        warnings=tuple(warnings),
        readings=tuple(reading for part in parts for reading in part.readings),
        quality=_quality(parts),
        awaits_ocr=tuple(awaits),
    )
    return joined, spans


def _quality(parts: Sequence[Text]) -> float:
    """Mean by length."""
    size = sum(len(part.text) for part in parts)
    return round(sum(part.quality * len(part.text) for part in parts) / max(1, size), 4)
