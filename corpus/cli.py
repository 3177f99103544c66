"""xxgk: the command line. Thin; each command's work is in the module of its name."""

import io
import os
import sys
from pathlib import Path
from typing import Annotated, Literal, NoReturn

import typer
from sqlalchemy.exc import DBAPIError

from corpus.options import (
    DEFAULT_ARCHIVE,
    DEFAULT_DATABASE,
    ArchiveOption,
    DatabaseOption,
    JsonOption,
    open_existing,
    open_workspace,
)
from pipelines.archive import Archive, ArchiveError
from pipelines.store.database import DatabaseError
from pipelines.store.schools import UnknownSchool
from pipelines.store.seeds import SeedError
from xxgk_spiders.terminal import console

FAILED, USAGE = 1, 2

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Chinese universities' annual information disclosure reports: found, archived, read, citable.",
)


@app.callback()
def everywhere(
    db: Annotated[str, typer.Option("--db", help="Database address, for any command.")] = "",
    archive: Annotated[str, typer.Option("--archive", help="Archive, for any command.")] = "",
) -> None:
    """Chinese universities' annual information disclosure reports: found, archived, read, citable."""
    for name, value in (("XXGK_DATABASE_URL", db), ("XXGK_ARCHIVE_URL", archive)):
        if value:
            os.environ[name] = value  # where every command looks that is given none of its own


@app.command()
def crawl(
    school: Annotated[str, typer.Argument(help="Names or codes, joined by commas.")] = "",
    portal: Annotated[str, typer.Option(help="Address of the school's portal.")] = "",
    since: Annotated[str, typer.Option(help="First year that is wanted.")] = "",
    province: Annotated[str, typer.Option(help="All schools of a province.")] = "",
    every: Annotated[bool, typer.Option("--all", help="All schools.")] = False,
    as_scrapy: Annotated[
        list[str] | None,
        typer.Option("-a", metavar="NAME=VALUE", help="An argument as scrapy crawl takes it."),
    ] = None,
    delay: Annotated[
        float | None, typer.Option(min=0, max=600, help="Seconds between requests to a site.")
    ] = None,
    db: DatabaseOption = DEFAULT_DATABASE,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
) -> None:
    """Find, download and read the reports of schools."""
    from corpus.crawl import crawl_schools

    given = dict(argument.partition("=")[::2] for argument in as_scrapy or ())
    arguments = {
        "school": school,
        "portal": portal,
        "since": since,
        "province": province,
        "all": every and "1",
    }
    raise typer.Exit(crawl_schools({k: v for k, v in arguments.items() if v} | given, db, archive, delay))


@app.command()
def nightly(
    delay: Annotated[
        float | None, typer.Option(min=0, max=600, help="Seconds between requests to a site.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Also schools that are not due yet.")] = False,
    db: DatabaseOption = DEFAULT_DATABASE,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
) -> None:
    """Look at every due school; print what is new, changed, failing."""
    from corpus.nightly import nightly_run

    raise typer.Exit(nightly_run(db, archive, delay=delay, everything=every))


@app.command()
def show(
    school: Annotated[str, typer.Argument(help="Name or code.")],
    period: Annotated[str, typer.Argument(help="2022-2023 or 2023.")] = "",
    db: DatabaseOption = DEFAULT_DATABASE,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
) -> None:
    """Show a school, or one report with the evidence of each value."""
    from corpus.show import show_school

    raise typer.Exit(show_school(console(), open_existing(db), Archive(archive), school, period or None))


@app.command()
def explain(
    school: Annotated[str, typer.Argument(help="Name or code.")],
    pages: Annotated[bool, typer.Option("--pages", help="Every page that was looked at, too.")] = False,
    json: JsonOption = False,
    db: DatabaseOption = DEFAULT_DATABASE,
) -> None:
    """Show how a school's reports were found, and where and why the crawl gave up."""
    from corpus.explain import explain_school

    raise typer.Exit(explain_school(console(), open_existing(db), school, pages=pages, as_json=json))


@app.command()
def status(json: JsonOption = False, db: DatabaseOption = DEFAULT_DATABASE) -> None:
    """Show what the database holds and how the last runs ended."""
    from corpus.status import print_status

    print_status(console(), open_existing(db), as_json=json)


@app.command()
def parse(
    file: Annotated[Path, typer.Argument(help="One document of any format, a scan too.")],
    json: JsonOption = False,
    with_text: Annotated[bool, typer.Option(help="Add the text that the offsets refer to.")] = False,
) -> None:
    """Parse one document and print what it says; needs no database."""
    from corpus.parse import parse_file

    raise typer.Exit(parse_file(console(), file, as_json=json, with_text=with_text))


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders.")],
    school: Annotated[str, typer.Option(help="The school, where the documents do not name it.")] = "",
    db: DatabaseOption = DEFAULT_DATABASE,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
) -> None:
    """Take local files into the database, as if crawled."""
    from corpus.ingest import ingest_paths

    raise typer.Exit(ingest_paths(console(), open_workspace(db, archive), paths, school or None))


@app.command()
def process(
    ocr: Annotated[
        bool | None,
        typer.Option("--ocr/--no-ocr", help="Read scans too; by default unless XXGK_OCR is 0."),
    ] = None,
    school: Annotated[str, typer.Option(help="Only this school: name or code.")] = "",
    db: DatabaseOption = DEFAULT_DATABASE,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
) -> None:
    """Read archived documents that an earlier run left unread, scans among them."""
    from corpus.process import process_left

    workspace = open_workspace(db, archive)
    raise typer.Exit(process_left(console(), workspace, school=school or None, ocr=ocr))


@app.command()
def reparse(
    school: Annotated[str, typer.Option(help="Only this school: name or code.")] = "",
    changed_only: Annotated[
        bool, typer.Option("--changed-only", help="List only the texts that are read otherwise now.")
    ] = False,
    json: JsonOption = False,
    db: DatabaseOption = DEFAULT_DATABASE,
) -> None:
    """Read every stored text anew with the present parser; show what changed."""
    from corpus.reparse import reparse_texts

    done = reparse_texts(
        console(), open_existing(db), school or None, changed_only=changed_only, as_json=json
    )
    raise typer.Exit(done)


@app.command()
def verify(db: DatabaseOption = DEFAULT_DATABASE, archive: ArchiveOption = DEFAULT_ARCHIVE) -> None:
    """Check hashes, references, orphans; exit code 4 on a problem."""
    from corpus.verify import verify_all

    raise typer.Exit(verify_all(console(), open_existing(db), Archive(archive)))


@app.command()
def export(
    out: Annotated[Path, typer.Option(help="Folder to write to.")],
    form: Annotated[
        Literal["jsonl", "csv"], typer.Option("--format", help="A file a table, in this format.")
    ] = "jsonl",
    db: DatabaseOption = DEFAULT_DATABASE,
) -> None:
    """Write the corpus to files, one a table."""
    from corpus.export import export_tables

    export_tables(console(), open_existing(db), out, form)


@app.command()
def portals(
    school: Annotated[str, typer.Argument(help="Only this school, with all that was tried.")] = "",
    refresh_seeds: Annotated[
        Path | None, typer.Option(help="Write the seed file of portals anew, for review.")
    ] = None,
    json: JsonOption = False,
    db: DatabaseOption = DEFAULT_DATABASE,
) -> None:
    """Show the schools' portals and how they are known (scrapy crawl portals finds them)."""
    from corpus.portals import print_portals, write_seed_file

    if refresh_seeds is not None:
        raise typer.Exit(write_seed_file(console(), open_existing(db), refresh_seeds))
    raise typer.Exit(print_portals(console(), open_existing(db), school or None, as_json=json))


@app.command()
def dictionary(
    out: Annotated[Path, typer.Option(help="Folder to write to.")] = Path("docs"),
) -> None:
    """Write the data dictionary: every field, column, code and warning."""
    from corpus.dictionary import write_dictionary

    write_dictionary(console(), out)


def main() -> NoReturn:
    """Run the command line; an error is one line on stderr and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that knows no Chinese is no reason to fail
            stream.reconfigure(errors="backslashreplace")
    try:
        app(standalone_mode=True)
    except UnknownSchool as error:
        _complain(str(error))
        sys.exit(USAGE)
    except (DatabaseError, ArchiveError, SeedError) as error:
        _complain(str(error))
        sys.exit(FAILED)
    except DBAPIError as error:
        _complain(f"the database cannot be used: {error.orig}")
        sys.exit(FAILED)
    except BrokenPipeError:
        sys.exit(FAILED)
    except ValueError as error:
        if "null" not in str(error):
            raise
        _complain("a path with a NUL character is none")
        sys.exit(USAGE)
    except OSError as error:
        _complain(f"{error.strerror or error}: {error.filename}" if error.filename else str(error))
        sys.exit(FAILED)
    sys.exit(0)


def _complain(message: str) -> None:
    sys.stderr.write(f"xxgk: {' '.join(message.split())}\n")


if __name__ == "__main__":
    main()
