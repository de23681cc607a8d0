"""`dateline search`: reports and claims by words and fields."""

from __future__ import annotations

import sys
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.options import DEFAULT_RECORD, JsonOption, RecordOption
from dateline.codebook import AgreementKind, EventType, Measure, Status
from dateline.errors import InputError

if TYPE_CHECKING:
    from dateline.store import SearchQuery


def search(
    words: Annotated[
        list[str] | None,
        typer.Argument(help='Words to find; "quoted words" stand together.', show_default=False),
    ] = None,
    record: RecordOption = DEFAULT_RECORD,
    type_: Annotated[
        str | None, typer.Option("--type", help="ASSAULT, MOVE, killed, ceasefire, ...", show_default=False)
    ] = None,
    status: Annotated[
        str | None, typer.Option(help="occurred, possible, threatened, ...", show_default=False)
    ] = None,
    actor: Annotated[
        str | None, typer.Option(help="A party that acts or is acted on, by name.", show_default=False)
    ] = None,
    speaker: Annotated[
        str | None, typer.Option(help="Whose claim it is, by name.", show_default=False)
    ] = None,
    place: Annotated[str | None, typer.Option(help="A place's name.", show_default=False)] = None,
    country: Annotated[
        str | None, typer.Option(help="ISO code of a country: SY, LB, ...", show_default=False)
    ] = None,
    outlet: Annotated[str | None, typer.Option(help="Outlet of the report.", show_default=False)] = None,
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], show_default=False, help="Happened on or after this day."),
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], show_default=False, help="Happened on or before this day."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="Hits to show.")] = 20,
    json_: JsonOption = False,
) -> None:
    """Search the record; each hit shows the words that matched."""
    from dateline.store import ReportFilter, SearchQuery

    query = SearchQuery(
        words=" ".join(words or ()),
        types=(_choice(type_.upper(), EventType, Measure, AgreementKind),) if type_ else (),
        statuses=(Status(_choice(status.lower(), Status)),) if status else (),
        actor=actor,
        holder=speaker,
        place=place,
        country=country.upper() if country else None,
        first=since.date() if since else None,
        last=until.date() if until else None,
        reports=ReportFilter(outlet=outlet),
        limit=limit,
    )
    _print_hits(record, query, json_)


def _choice(value: str, *vocabularies: type[StrEnum]) -> str:
    """The value as the vocabularies write it; raises InputError naming what there is."""
    known = [member.value for vocabulary in vocabularies for member in vocabulary]
    for member in known:
        if member.lower() == value.lower().replace(" ", "_"):
            return member
    raise InputError(f"{value}: no such value. Choose one of: {', '.join(known)}.")


def _print_hits(record: str, query: SearchQuery, json_: bool) -> None:
    from dateline.cli.console import output
    from dateline.cli.search_view import hits_json, render_hits
    from dateline.store import open_store

    with open_store(record, create=False) as store:
        hits = store.search(query)
        if json_:
            sys.stdout.write(hits_json(hits))
        else:
            output().print(render_hits(hits))
