"""Composes reports with their gold, varied by seed and damaged as extraction damages texts.

Written from the codebook alone, not from the parser: gold comes from what was
meant when a sentence was written, not from reading it back.
"""

from tests.accuracy.generator.compose import Composed, compose
from tests.accuracy.generator.damage import DAMAGES

__all__ = ["DAMAGES", "Composed", "compose"]
