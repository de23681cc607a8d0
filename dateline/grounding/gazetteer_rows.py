"""Rows of place files: GeoNames' two dump formats and TSV with a header, each read into one shape."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dateline.grounding.gazetteer_build import Entry
from dateline.grounding.spellings import is_written_name

_CODES = {
    "PPLC": "capital", "PPLX": "neighbourhood", "PCLI": "country", "ADM1": "admin1",
    "AIRP": "airport", "AIRB": "airport", "AIRF": "airport", "AIRH": "airport", "CMPRF": "camp", "CMP": "camp",
    "PRN": "prison", "DAM": "dam", "BDG": "bridge", "OILF": "oilfield", "MILB": "base", "INSM": "base",
    "PRT": "port", "BDCP": "crossing", "DSRT": "desert", "VAL": "valley", "ISL": "island", "ISLS": "island",
    "SEA": "sea", "GULF": "sea", "OCN": "sea", "STRT": "strait", "RGN": "region", "RGNE": "region", "FRST": "forest",
    "CONT": "continent",
}  # fmt: skip
_CLASSES = {
    "A": "district",
    "P": "village",
    "S": "site",
    "R": "site",
    "H": "water",
    "T": "terrain",
    "L": "terrain",
}
_CLASSES |= {"U": "water", "V": "terrain"}
_KINDS = {
    "country": "country", "dependency": "country", "region": "admin1", "macroregion": "region", "county": "district",
    "macrocounty": "district", "localadmin": "district", "district": "district", "locality": "village",
    "borough": "neighbourhood", "neighbourhood": "neighbourhood", "macrohood": "neighbourhood",
    "microhood": "neighbourhood", "campus": "site", "venue": "site", "city": "city", "town": "town",
    "village": "village", "camp": "camp", "crossing": "crossing", "admin1": "admin1", "admin2": "district",
}  # fmt: skip
_NO_NAMES = frozenset(
    {"link", "wkdt", "post", "iata", "icao", "faac", "tcid", "unlc", "phon", "piny", "abbr"}
)


class BadRow(ValueError):
    """Why a row cannot be used."""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place and its other names."""

    entry: Entry
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameRow:
    """Another name of the place with that id."""

    ref: str
    name: str


RowReader = Callable[[Sequence[str]], PlaceRow | NameRow | None]
"""Reads a row's cells; None where the row is no place for us; raises BadRow."""


def choose_reader(cells: Sequence[str]) -> tuple[RowReader, bool] | None:
    """The reader for a file by its first row, and whether that row is a header; None for no known form."""
    if len(cells) == 19 and cells[0].isdigit():
        return read_geonames_place, False
    if len(cells) in {8, 10} and cells[0].isdigit() and cells[1].isdigit():
        return read_geonames_name, False
    header = _Header.of(cells)
    return (header.read, True) if header else None


def read_geonames_place(cells: Sequence[str]) -> PlaceRow | None:
    """A row of allCountries.txt or a country's file (19 columns, as GeoNames' readme lists them)."""
    if len(cells) != 19:
        raise BadRow(f"{len(cells)} columns instead of 19")
    if not cells[0].isdigit():
        raise BadRow(f"{cells[0]!r} is no GeoNames id")
    population = int(cells[14]) if cells[14].isdigit() else 0
    if cells[7].endswith("H") and cells[7] != "PPLH" and cells[6] in "AP":
        return None  # abolished divisions
    feature = _CODES.get(cells[7]) or _CLASSES.get(cells[6], "site")
    if feature == "village":
        feature = _settlement(population)
    entry = _entry(
        f"gn:{cells[0]}", cells[1], (cells[8], cells[10]), (cells[4], cells[5]), feature, population
    )
    return PlaceRow(entry, _written(cells[3].split(",")))


def read_geonames_name(cells: Sequence[str]) -> NameRow | None:
    """A row of alternateNamesV2.txt or alternateNames.txt."""
    if len(cells) not in {8, 10}:
        raise BadRow(f"{len(cells)} columns instead of 10")
    if not cells[1].isdigit():
        raise BadRow(f"{cells[1]!r} is no GeoNames id")
    if cells[2] in _NO_NAMES or not is_written_name(cells[3]):
        return None
    return NameRow(f"gn:{cells[1]}", cells[3])


@dataclass(frozen=True, slots=True)
class _Header:
    """Which column of a TSV file holds what; -1 where none does."""

    width: int
    name: int
    latitude: int
    longitude: int
    geonames: int
    wof: int
    own: int
    country: int
    admin1: int
    kind: int
    population: int
    names: int
    current: int

    @classmethod
    def of(cls, cells: Sequence[str]) -> _Header | None:
        low = [cell.strip().lower() for cell in cells]

        def column(*names: str) -> int:
            return next((low.index(name) for name in names if name in low), -1)

        header = cls(
            width=len(cells),
            name=column("name"),
            latitude=column("lat", "latitude"),
            longitude=column("lon", "lng", "long", "longitude"),
            geonames=column("gn_id", "geonameid", "geonames_id"),
            wof=column("wof_id"),
            own=column("id", "place_id"),
            country=column("country", "iso2", "country_code"),
            admin1=column("admin1", "admin1_code"),
            kind=column("placetype", "kind", "feature", "type"),
            population=column("population", "pop"),
            names=column("names", "aliases", "alternatenames", "alternate_names"),
            current=column("current", "is_current"),
        )
        return header if min(header.name, header.latitude, header.longitude) >= 0 else None

    def read(self, cells: Sequence[str]) -> PlaceRow | None:
        if len(cells) != self.width:
            raise BadRow(f"{len(cells)} columns instead of {self.width}")
        if self.current >= 0 and cells[self.current] == "0":
            return None
        population = self._cell(cells, self.population)
        people = int(population) if population.isdigit() else 0
        feature = _KINDS.get(self._cell(cells, self.kind).lower(), "village" if self.kind < 0 else "site")
        names = self._cell(cells, self.names)
        entry = _entry(
            self._ref(cells),
            cells[self.name],
            (self._cell(cells, self.country), self._cell(cells, self.admin1)),
            (cells[self.latitude], cells[self.longitude]),
            _settlement(people) if feature == "village" else feature,
            people,
        )
        return PlaceRow(entry, _written(names.split("|" if "|" in names else ",")))

    def _cell(self, cells: Sequence[str], at: int) -> str:
        return cells[at].strip() if at >= 0 else ""

    def _ref(self, cells: Sequence[str]) -> str:
        for prefix, at in (("gn", self.geonames), ("wof", self.wof), ("own", self.own)):
            if found := self._cell(cells, at):
                return f"{prefix}:{found}"
        return "own:" + "/".join(cells[at].strip() for at in (self.name, self.latitude, self.longitude))


def _entry(
    ref: str, name: str, area: tuple[str, str], point: tuple[str, str], feature: str, people: int
) -> Entry:
    """An entry of checked cells; `area` is country and first-order division, `point` latitude and longitude."""
    if not name.strip():
        raise BadRow("no name")
    country = area[0].strip().upper()
    if country and not (len(country) == 2 and country.isalpha()):
        raise BadRow(f"{country!r} is no ISO 3166-1 alpha-2 code")
    latitude, longitude = _degrees(point[0], 90), _degrees(point[1], 180)
    return Entry(ref, name.strip(), country, area[1].strip(), latitude, longitude, feature, people)


def _degrees(cell: str, most: int) -> float:
    try:
        value = float(cell)
    except ValueError:
        raise BadRow(f"{cell!r} is no coordinate") from None
    if not -most <= value <= most:
        raise BadRow(f"coordinate {cell} is out of range")
    return value


def _settlement(population: int) -> str:
    return "city" if population >= 100_000 else "town" if population >= 10_000 else "village"


def _written(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in names if is_written_name(name.strip()))
