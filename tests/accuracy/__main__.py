"""Prints the accuracy table: `python -m tests.accuracy --help` has its choices."""

import argparse

from tests.accuracy.run import FRESH, HELD_OUT, HERE, SHARED, score
from tests.accuracy.scorer import GROUPS, Score


def table(total: Score, groups: list[str]) -> list[str]:
    lines = [f"{'group':18} {'right':>6} {'wrong':>6} {'missed':>6} {'prec':>6} {'recall':>6} {'F1':>6}"]
    for group in groups:
        right, wrong, missed = total.right[group], total.wrong[group], total.missed[group]
        precision = right / (right + wrong) if right + wrong else 1.0
        recall = right / (right + missed) if right + missed else 1.0
        row = (
            f"{group:18} {right:6} {wrong:6} {missed:6} {precision:6.3f} {recall:6.3f} {total.f1(group):6.3f}"
        )
        lines.append(row)
    return [*lines, f"macro F1 {total.macro():.4f}"]


def main() -> None:
    ask = argparse.ArgumentParser(prog="python -m tests.accuracy", description="How well the parser reads.")
    ask.add_argument("--misses", action="store_true", help="list what was missed, wrong or invented")
    ask.add_argument("--only", metavar="GROUP", help=f"groups that begin so, of: {', '.join(GROUPS)}")
    corpus = ask.add_mutually_exclusive_group()
    corpus.add_argument(
        "--held-out", action="store_true", help="the reports that the rules were not written with"
    )
    corpus.add_argument("--fresh", action="store_true", help="the reports that came after the rules")
    corpus.add_argument("--shared", action="store_true", help="the real reports beside the project")
    args = ask.parse_args()
    groups = [g for g in GROUPS if g.startswith(args.only or "")]
    if not groups:
        ask.error(f"no group begins with {args.only!r}")
    total = score(SHARED if args.shared else HELD_OUT if args.held_out else FRESH if args.fresh else HERE)
    if args.misses:
        print("\n".join(n for n in total.notes if n.startswith(tuple(groups))))
    print("\n".join(table(total, groups)))


if __name__ == "__main__":
    main()
