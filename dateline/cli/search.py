"""`dateline search`: reports and claims by words and fields."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.options import DEFAULT_RECORD, JsonOption, RecordOption

if TYPE_CHECKING:
    from dateline.store import SearchQuery


def search(
    words: Annotated[
        list[str] | None,
        typer.Argument(help='Words to find; "quoted words" stand together.', show_default=False),
    ] = None,
    record: RecordOption = DEFAULT_RECORD,
    type_: Annotated[
        str | None, typer.Option("--type", help="Event type: ASSAULT, MOVE, ...", show_default=False)
    ] = None,
    status: Annotated[
        str | None, typer.Option(help="occurred, possible, threatened, ...", show_default=False)
    ] = None,
    actor: Annotated[
        str | None, typer.Option(help="A party's name: actor, recipient or speaker.", show_default=False)
    ] = None,
    place: Annotated[str | None, typer.Option(help="A place's name.", show_default=False)] = None,
    country: Annotated[
        str | None, typer.Option(help="ISO code of a country: SY, LB, ...", show_default=False)
    ] = None,
    outlet: Annotated[str | None, typer.Option(help="Outlet of the report.", show_default=False)] = None,
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], show_default=False, help="Published or happened on or after."),
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], show_default=False, help="Published or happened on or before."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="Hits to show.")] = 20,
    json_: JsonOption = False,
) -> None:
    """Search the record; each hit shows the words that matched."""
    from dateline.store import SearchQuery, open_store

    query = SearchQuery(
        words=" ".join(words or ()),
        type=type_.upper() if type_ else None,
        status=status,
        actor=actor,
        place=place,
        country=country.upper() if country else None,
        outlet=outlet,
        since=since.date() if since else None,
        until=until.date() if until else None,
        limit=limit,
    )
    _print_hits(record, query, json_, open_store)


def _print_hits(record: str, query: SearchQuery, json_: bool, open_store) -> None:  # type: ignore[no-untyped-def]
    from dateline.cli.console import output
    from dateline.cli.search_view import hits_json, render_hits

    with open_store(record, create=False) as store:
        hits = store.search(query)
        if json_:
            sys.stdout.write(hits_json(hits))
        else:
            output().print(render_hits(hits, query))
