"""The command tree and the one place where errors become messages and exit codes."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from dateline import __version__
from dateline.cli import doctor, export, gazetteer, read, search, show, verify
from dateline.errors import DatelineError

app = typer.Typer(
    name="dateline",
    help="Read reports of armed conflict and keep the record: who did what to whom, and who says so.",
    no_args_is_help=True,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)
app.command("read")(read.read)
app.command("show")(show.show)
app.command("search")(search.search)
app.command("export")(export.export)
app.command("verify")(verify.verify)
app.add_typer(gazetteer.app, name="gazetteer")
app.command("doctor")(doctor.doctor)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"dateline {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and leave.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Read reports of armed conflict and keep the record: who did what to whom, and who says so."""


def main() -> None:
    """Run the program; DatelineError becomes one line on standard error and its exit code."""
    try:
        app()
    except DatelineError as error:
        sys.stderr.write(f"dateline: {error}\n")
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.stderr.write("dateline: stopped; what was recorded stays, run the same command to go on\n")
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): nothing is wrong, and nobody is left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
