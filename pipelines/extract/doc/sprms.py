"""Property modifiers of Word 97 to 2003 ([MS-DOC] 2.6): the few that change a text."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

# Operand sizes by the upper three bits of a modifier; 6 says its own.
_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)
_FLAGS = {0x2416: "in_table", 0x2417: "row_end", 0x244B: "inner_cell", 0x244C: "inner_row_end"}
_NUMBERS = {0x4600: "style", 0x260A: "list_level", 0x460B: "list_id", 0x2640: "outline", 0x6649: "depth"}
_P_HUGE = (0x6645, 0x6646)
_P_CHANGE_TABS = 0xC615
_T_TABLE, _T_VERTICAL_MERGE = 0xD608, 0xD62B
_C_DELETED, _C_HIDDEN, _C_SPECIAL = 0x0800, 0x083C, 0x0855
_MAX_COLUMNS = 64
_TC_BYTES = 20


@dataclass(slots=True)
class ParagraphProperties:
    """What the modifiers say of one paragraph; None where they say nothing.

    `list_id` is 0 for "no list"; `edges` are a row's cell edges in twips and
    `merged` whether each of its cells continues one beside or above it.
    """

    style: int = 0
    list_id: int | None = None
    list_level: int | None = None
    outline: int | None = None
    in_table: bool = False
    row_end: bool = False
    depth: int | None = None
    inner_cell: bool = False
    inner_row_end: bool = False
    edges: tuple[int, ...] = ()
    merged: list[bool] = field(default_factory=list)

    @property
    def level(self) -> int:
        """How deep in tables the paragraph stands, 0 outside of any."""
        if self.depth is not None:
            return max(0, min(self.depth, 20))
        return int(self.in_table)


def modifiers(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield (modifier, operand) until the end or the first that is cut."""
    at = 0
    while at + 2 <= len(data):
        code = data[at] | data[at + 1] << 8
        at += 2
        size = _SIZES[code >> 13]
        if not size:
            if at >= len(data):
                return
            size, skip = data[at], 1
            if code == _T_TABLE:
                # Two bytes of length, which counts one of them.
                size, skip = int.from_bytes(data[at : at + 2], "little") - 1, 2
            elif code == _P_CHANGE_TABS and size == 255:
                deleted = data[at + 1] if at + 1 < len(data) else 0
                added_at = at + 2 + 4 * deleted
                added = data[added_at] if added_at < len(data) else 0
                size = 2 + 4 * deleted + 3 * added
            at += skip
        if size < 0 or at + size > len(data):
            return
        yield code, data[at : at + size]
        at += size


def apply_paragraph(out: ParagraphProperties, data: bytes, huge: bytes = b"") -> None:
    """Apply paragraph and table modifiers; `huge` is the Data stream, where long ones are kept."""
    for code, operand in modifiers(data):
        if code in _FLAGS:
            setattr(out, _FLAGS[code], bool(operand[0]))
        elif code in _NUMBERS:
            setattr(out, _NUMBERS[code], int.from_bytes(operand, "little", signed=len(operand) > 1))
        elif code in _P_HUGE and huge:
            at = int.from_bytes(operand, "little")
            size = int.from_bytes(huge[at : at + 2], "little")
            apply_paragraph(out, huge[at + 2 : at + 2 + size])
        elif code == _T_TABLE:
            _define_row(out, operand)
        elif code == _T_VERTICAL_MERGE and len(operand) >= 2 and operand[0] < len(out.merged):
            out.merged[operand[0]] = operand[1] == 1


def _define_row(out: ParagraphProperties, operand: bytes) -> None:
    count = operand[0] if operand else 0
    if not 0 < count < _MAX_COLUMNS or len(operand) < 1 + 2 * (count + 1):
        return
    out.edges = struct.unpack_from(f"<{count + 1}h", operand, 1)
    out.merged = []
    for number in range(count):
        at = 3 + 2 * count + _TC_BYTES * number
        flags = int.from_bytes(operand[at : at + 2], "little")
        across = bool(flags & 2) and not flags & 1
        down = bool(flags & 0x20) and not flags & 0x40
        out.merged.append(across or down)


@dataclass(frozen=True, slots=True)
class RunProperties:
    """Whether a run was deleted by a tracked change, is hidden, or stands for an object."""

    deleted: bool = False
    hidden: bool = False
    special: bool = False


def run_properties(data: bytes) -> RunProperties:
    """Read the modifiers of a run."""
    deleted = hidden = special = False
    for code, operand in modifiers(data):
        if code == _C_DELETED:
            deleted = operand[0] == 1
        elif code == _C_HIDDEN:
            hidden = operand[0] == 1
        elif code == _C_SPECIAL:
            special = operand[0] == 1
    return RunProperties(deleted, hidden, special)
