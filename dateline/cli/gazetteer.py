"""`dateline gazetteer`: the places Dateline knows."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.options import JsonOption

app = typer.Typer(help="Build, extend and ask the gazetteer.", no_args_is_help=True)


@app.command()
def build(
    force: Annotated[
        bool, typer.Option("--force", help="Build it anew even where it is up to date.")
    ] = False,
) -> None:
    """Compile the gazetteer that comes along; reading does so by itself when it is missing."""
    from dateline.cli.progress import Steps
    from dateline.grounding import build_gazetteer

    with Steps("building the gazetteer") as steps:
        path, places = build_gazetteer(force=force, progress=steps.update)
    sys.stderr.write(f"gazetteer: {places:,} places in {path}\n")


@app.command("import")
def import_(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="GeoNames dumps (allCountries.txt, XX.txt, alternateNamesV2.txt) or TSV with a header; .gz too."
        ),
    ],
    json_: JsonOption = False,
) -> None:
    """Add places from files; bad rows are counted and named, the rest goes in."""
    from dateline.cli.progress import Steps
    from dateline.grounding import import_places

    for file in files:
        with Steps(f"importing {file.name}") as steps:
            summary = import_places(file, progress=steps.update)
        if json_:
            sys.stdout.write(json.dumps(asdict(summary), default=str) + "\n")
            continue
        sys.stderr.write(
            f"{file.name}: {summary.places:,} places, {summary.names:,} names; {summary.bad:,} bad rows\n"
        )
        for problem in summary.problems[:10]:
            sys.stderr.write(f"  {problem}\n")


@app.command()
def find(
    name: Annotated[str, typer.Argument(help="A place's name in any spelling.")],
    country: Annotated[str | None, typer.Option(help="ISO code of its country.", show_default=False)] = None,
    limit: Annotated[int, typer.Option(min=1, help="Entries to show.")] = 10,
    json_: JsonOption = False,
) -> None:
    """List the entries that a name may mean, likeliest first."""
    from rich.table import Table

    from dateline.cli.console import output
    from dateline.grounding import find_places

    found = find_places(name, country=country.upper() if country else None)[:limit]
    if json_:
        sys.stdout.writelines(json.dumps(asdict(place), ensure_ascii=False) + "\n" for place in found)
        return
    if not found:
        output().print(f"No entry for “{name}”. `dateline gazetteer import` adds places from GeoNames dumps.")
        raise typer.Exit(1)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("name", "country", "in", "kind", "population", "point", "id"):
        table.add_column(heading, header_style="dim")
    for place in found:
        point = f"{place.latitude:.3f}, {place.longitude:.3f}"
        population = f"{place.population:,}" if place.population else "—"
        table.add_row(
            place.name,
            place.country or "—",
            place.admin1 or "—",
            place.feature,
            population,
            point,
            place.place_id,
        )
    output().print(table)
