"""The sections on applications and complaints, with the counts that they state."""

from typing import Any

from tests.accuracy.generator.scribe import Scribe
from tests.accuracy.generator.words import words

WAYS = ("email", "letter", "in_person", "online", "phone", "fax")
ANSWERS = ("granted", "partly_granted", "refused", "not_held", "already_public")


def no_requests() -> dict[str, Any]:
    """Nothing stated."""
    counts: dict[str, Any] = dict.fromkeys(("received", "answered", *ANSWERS, "other"))
    return {**counts, "by_channel": dict.fromkeys(WAYS), "fee_charged": None, "fee_waived": None}


def write_requests(scribe: Scribe, way: str) -> dict[str, Any]:
    """Write the body of 依申请公开; return the gold of `requests`."""
    gold = no_requests()
    scribe.prose(scribe.pick("matters", "requests", "lead"))
    if way == "counted":
        _counted(scribe, gold)
    else:
        gold["received"] = 0
        scribe.given["received"] = 0
        scribe.sentence(scribe.pick("matters", "requests", "zero" if way == "zero" else "denied"))
    _fees(scribe, gold, way)
    return gold


def _counted(scribe: Scribe, gold: dict[str, Any]) -> None:
    rng, table = scribe.rng, words("matters")["requests"]
    total = rng.choice((1, 2, 3, 5, 8, 12, 27, 64))
    scribe.given.update(received=total, rate=100)
    gold["received"] = total
    sentence = scribe.pick("matters", "requests", "counted")
    if rng.random() < 0.6:
        shares = _shares(scribe, total, WAYS)
        scribe.given.update(shares)
        gold["by_channel"].update(shares)
        joined = "，".join(str(rng.choice(table["channels"][k])) for k in shares)
        sentence += str(rng.choice(table["channels_lead"])) + joined
        scribe.sentence(sentence + "。")
        sentence = ""
    answered = total
    if total >= 5 and rng.random() < 0.3:
        answered = total - rng.randrange(1, 3)
        scribe.given.update(answered=answered, carried=total - answered)
        sentence += str(rng.choice(table["answered"])) + "，" + str(table["carried"])
    elif rng.random() < 0.4:
        scribe.given["answered"] = answered
        sentence += str(rng.choice(table["answered"]))
    else:
        sentence += str(rng.choice(table["all_answered"]))
        sentence += "，" + str(table["rate"]) if rng.random() < 0.3 else ""
    gold["answered"] = answered
    scribe.sentence(sentence + "。")
    if rng.random() < 0.6:
        shares = _shares(scribe, answered, ANSWERS)
        scribe.given.update(shares)
        gold.update(shares)
        joined = "，".join(str(rng.choice(table["dispositions"][k])) for k in shares)
        scribe.sentence(str(rng.choice(table["dispositions_lead"])) + joined + "。")


def _shares(scribe: Scribe, total: int, names: tuple[str, ...]) -> dict[str, int]:
    """Split a count over some of the names, each at least one."""
    count = min(total, scribe.rng.randrange(1, 5), len(names))
    drawn = scribe.rng.sample(names, count)
    chosen = [n for n in names if n in drawn]
    cuts = sorted(scribe.rng.sample(range(1, total), count - 1)) if count > 1 else []
    bounds = [0, *cuts, total]
    return {name: bounds[i + 1] - bounds[i] for i, name in enumerate(chosen)}


def _fees(scribe: Scribe, gold: dict[str, Any], way: str) -> None:
    kinds = ["none", "none", "none_charged", "", ""] + (["charged"] if way == "counted" else [])
    kind = scribe.rng.choice(kinds)
    if not kind:
        return
    if kind == "charged":
        scribe.given["fee"] = scribe.rng.choice((20, 45, 120, 360.5))
        gold["fee_charged"] = scribe.given["fee"]
    else:
        gold["fee_charged"] = 0
        gold["fee_waived"] = 0 if kind == "none" else None
    scribe.sentence(scribe.pick("matters", "fees", kind))


def write_complaints(scribe: Scribe, way: str) -> dict[str, int | None]:
    """Write the body on complaints; return the gold of `complaints`."""
    gold: dict[str, int | None] = dict.fromkeys(("reports", "reconsiderations", "lawsuits"), 0)
    frame = scribe.pick("matters", "complaints", "denied" if way == "merged" else way)
    if way == "counted":
        scribe.given.update(reports=scribe.rng.randrange(1, 5), reconsiderations=0, lawsuits=0)
        if "=reconsiderations" in frame:
            scribe.given["reconsiderations"] = scribe.rng.randrange(0, 3)
        if "=lawsuits" in frame:
            scribe.given["lawsuits"] = scribe.rng.randrange(0, 2)
        gold = {k: int(scribe.given[k]) for k in gold}
    elif way == "reports_denied":
        gold.update(reconsiderations=None, lawsuits=None)
    scribe.sentence(frame)
    return gold


def no_complaints() -> dict[str, int | None]:
    """Nothing mentioned."""
    return dict.fromkeys(("reports", "reconsiderations", "lawsuits"))
