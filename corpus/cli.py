"""xxgk: the command line. Thin; each command's work is in the module of its name."""

import io
import os
import sys
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn

import typer
from sqlalchemy.exc import DBAPIError

from corpus.options import (
    DEFAULT_ARCHIVE,
    DEFAULT_DATABASE,
    ArchiveOption,
    DatabaseOption,
    DelayOption,
    JsonOption,
    OutOption,
    SchoolOption,
    open_existing,
    open_workspace,
    path,
)
from pipelines.archive import Archive, ArchiveError
from pipelines.store.database import DatabaseError
from pipelines.store.schools import UnknownSchool
from pipelines.store.seeds import SeedError
from xxgk_spiders.terminal import complain, console

FAILED, USAGE, INTERRUPTED = 1, 2, 130
USAGE_ERROR: type[Exception] = typer.BadParameter.__bases__[0]
"""What wrong arguments raise; typer does not export it."""

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
    school: Annotated[str, typer.Argument(help="Names or codes, with commas.")] = "",
    portal: Annotated[str, typer.Option(help="Address of the school's portal.")] = "",
    since: Annotated[str, typer.Option(help="First year that is wanted.")] = "",
    province: Annotated[str, typer.Option(help="All schools of a province.")] = "",
    every: Annotated[bool, typer.Option("--all", help="All schools.")] = False,
    as_scrapy: Annotated[
        list[str] | None,
        typer.Option("-a", metavar="NAME=VALUE", help="An argument as scrapy crawl takes it."),
    ] = None,
    delay: DelayOption = None,
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
    delay: DelayOption = None,
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
    period: Annotated[str, typer.Argument(help="2022-2023 or 2023; ? for a report that names none.")] = "",
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
    """Show how a school's reports were found, or why not."""
    from corpus.explain import explain_school

    raise typer.Exit(explain_school(console(), open_existing(db), school, pages=pages, as_json=json))


@app.command()
def status(json: JsonOption = False, db: DatabaseOption = DEFAULT_DATABASE) -> None:
    """Show what the database holds and how the last runs ended."""
    from corpus.status import print_status

    print_status(console(), open_existing(db), as_json=json)


@app.command()
def parse(
    file: Annotated[Path, typer.Argument(parser=path, help="One document of any format, a scan too.")],
    json: JsonOption = False,
    with_text: Annotated[
        bool, typer.Option("--with-text", help="Add the text that the offsets refer to.")
    ] = False,
) -> None:
    """Parse one document and print what it says; needs no database."""
    from corpus.parse import parse_file

    raise typer.Exit(parse_file(console(), file, as_json=json, with_text=with_text))


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(parser=path, help="Files and folders.")],
    school: Annotated[
        str | None, typer.Option(help="Name or code of the school, where the documents do not name it.")
    ] = None,
    db: DatabaseOption = DEFAULT_DATABASE,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
) -> None:
    """Take local files into the database, as if crawled."""
    from corpus.ingest import ingest_paths

    raise typer.Exit(ingest_paths(console(), open_workspace(db, archive), paths, school))


@app.command()
def process(
    ocr: Annotated[
        bool | None,
        typer.Option("--ocr/--no-ocr", help="Read scans too; by default unless XXGK_OCR is 0."),
    ] = None,
    school: SchoolOption = None,
    db: DatabaseOption = DEFAULT_DATABASE,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
) -> None:
    """Read documents that an earlier run left unread, scans too."""
    from corpus.process import process_left

    workspace = open_workspace(db, archive)
    raise typer.Exit(process_left(console(), workspace, school=school, ocr=ocr))


@app.command()
def reparse(
    school: SchoolOption = None,
    changed_only: Annotated[
        bool, typer.Option("--changed-only", help="List only the texts that are read otherwise now.")
    ] = False,
    json: JsonOption = False,
    db: DatabaseOption = DEFAULT_DATABASE,
) -> None:
    """Read every stored text anew; show what changed."""
    from corpus.reparse import reparse_texts

    done = reparse_texts(console(), open_existing(db), school, changed_only=changed_only, as_json=json)
    raise typer.Exit(done)


@app.command()
def verify(db: DatabaseOption = DEFAULT_DATABASE, archive: ArchiveOption = DEFAULT_ARCHIVE) -> None:
    """Check hashes, references, orphans; exit code 4 on a problem."""
    from corpus.verify import verify_all

    raise typer.Exit(verify_all(console(), open_existing(db), Archive(archive)))


@app.command()
def export(
    out: OutOption,
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
    school: Annotated[
        str | None, typer.Argument(help="Name or code: only this school, with all that was tried.")
    ] = None,
    refresh_seeds: Annotated[
        Path | None, typer.Option(parser=path, help="Write the seed file of portals anew, for review.")
    ] = None,
    json: JsonOption = False,
    db: DatabaseOption = DEFAULT_DATABASE,
) -> None:
    """Show the schools' portals and how they are known. They are found by scrapy crawl portals."""
    from corpus.portals import print_portals, write_seed_file

    if refresh_seeds is not None:
        raise typer.Exit(write_seed_file(console(), open_existing(db), refresh_seeds))
    raise typer.Exit(print_portals(console(), open_existing(db), school, as_json=json))


@app.command()
def dictionary(
    out: OutOption = Path("docs"),
) -> None:
    """Write the data dictionary: fields, columns, codes, warnings."""
    from corpus.dictionary import write_dictionary

    write_dictionary(console(), out)


def main() -> NoReturn:
    """Run the command line; an error is one line on stderr and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that knows no Chinese is no reason to fail
            stream.reconfigure(errors="backslashreplace")
    sys.exit(_ended())


def _ended() -> int:
    """Run the command that the arguments name and return its exit code."""
    try:
        return app(prog_name="xxgk", standalone_mode=False) or 0
    except USAGE_ERROR as error:
        return _misused(error)
    except typer.Abort:
        return INTERRUPTED
    except UnknownSchool as error:
        complain(str(error))
        return USAGE
    except (DatabaseError, ArchiveError, SeedError) as error:
        complain(str(error))
    except DBAPIError as error:
        complain(f"the database cannot be used: {error.orig}")
    except BrokenPipeError:
        pass
    except ValueError as error:
        if "XXGK_" in str(error):  # a variable of the environment, met while modules are imported
            complain(str(error))
        elif "null" in str(error):
            complain("a path with a NUL character is none")
            return USAGE
        else:
            raise
    except OSError as error:
        complain(f"{error.strerror or error}: {error.filename}" if error.filename else str(error))
    return FAILED


def _misused(error: Any) -> int:
    """Tell of wrong arguments in one line; where there are none at all, the help is shown."""
    if len(sys.argv) == 1:
        error.show()
    else:
        help_at = f": see {error.ctx.command_path} --help" if error.ctx else ""
        complain(f"{error.format_message().rstrip('.')}{help_at}")
    return USAGE


if __name__ == "__main__":
    main()
