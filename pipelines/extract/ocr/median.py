"""The middle of measurements that do not weigh the same."""

from collections.abc import Iterable


def weighted_median(measured: Iterable[tuple[float, float]], *, none: float) -> float:
    """Return the value at which half of the weight of (value, weight) is passed; `none` without any."""
    rising = sorted(measured)
    half, passed = sum(weight for _, weight in rising) / 2, 0.0
    for value, weight in rising:
        passed += weight
        if passed >= half:
            return value
    return none
