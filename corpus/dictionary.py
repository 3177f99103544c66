"""xxgk dictionary: the data dictionary, in English and in Chinese."""

from pathlib import Path

from rich.console import Console

from pipelines.dictionary import FILES, page


def write_dictionary(console: Console, out: Path) -> None:
    """Write the pages to a folder and print what was written."""
    out.mkdir(parents=True, exist_ok=True)
    for name, language in FILES.items():
        path = out / name
        path.write_text(page(language), "utf-8", newline="\n")
        console.print(str(path), markup=False, highlight=False, soft_wrap=True)
