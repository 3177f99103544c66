"""Headings below the top-level ones, as a tree."""

from pipelines.parser.model import Section
from pipelines.parser.view import Document


def read_subheadings(doc: Document, sections: list[Section]) -> None:
    """Set each section's tree of subheadings."""
