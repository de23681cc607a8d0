"""The gazetteer: places by name, from the index that comes along and from what was imported beside it."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from dateline.errors import StoreError
from dateline.grounding.gazetteer_build import FORMAT, Progress, build_gazetteer, source_digest
from dateline.grounding.spellings import exact_number, fold, loose_number

IMPORTED = "imported-places.sqlite"
_REMEMBERED = 20_000
_MOST = 80
_QUERY = (
    "SELECT p.ref, p.name, p.countries, p.admin1, p.latitude, p.longitude, p.feature, p.population, p.radius, n.grade"
    " FROM names n JOIN places p ON p.id = n.place WHERE n.key = ? ORDER BY p.population DESC, p.id LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A gazetteer entry that a name found."""

    ref: str
    name: str
    countries: tuple[str, ...]
    """ISO 3166-1 alpha-2; several for what lies across borders, none for seas and continents."""
    admin1: str
    """GeoNames code of the first-order division; empty where unknown."""
    latitude: float
    longitude: float
    feature: str
    population: int
    radius: float
    """Kilometres; 0 where unknown."""
    grade: int
    """How the name found it: 0 its own name, 1 another spelling, 2 and 3 the same by the loose key."""

    @property
    def country(self) -> str | None:
        """The one country that it lies in."""
        return self.countries[0] if len(self.countries) == 1 else None


def cache_folder() -> Path:
    """Where the index lies: DATELINE_GAZETTEER, else dateline/ in the user's cache folder."""
    given = os.environ.get("DATELINE_GAZETTEER")
    if given:
        return Path(given).expanduser()
    cache = os.environ.get("XDG_CACHE_HOME")
    return (Path(cache) if cache else Path.home() / ".cache") / "dateline"


def open_gazetteer(folder: Path | None = None, progress: Progress | None = None) -> Gazetteer:
    """The gazetteer of `folder` (default: `cache_folder()`), compiled first where it is missing or outdated.

    Raises StoreError where the folder cannot be written or the index cannot be read.
    """
    folder = folder or cache_folder()
    path = folder / f"places-{FORMAT}-{source_digest()[:12]}.sqlite"
    try:
        if not path.exists():
            build_gazetteer(path, progress)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(
            f"{path}: the gazetteer cannot be compiled there ({error}). "
            "Set DATELINE_GAZETTEER to a folder that can be written."
        ) from error
    return Gazetteer(path, folder / IMPORTED)


class Gazetteer:
    """Places by name; safe in many threads and processes, and cheap to pickle."""

    def __init__(self, path: Path, imported: Path | None = None) -> None:
        """Read the index at `path` and, where the file is there, the imported one beside it."""
        self.path = path
        self.imported = imported
        self._process = 0
        self._lock = Lock()
        self._databases: tuple[sqlite3.Connection, ...] = ()
        self._found: OrderedDict[str, tuple[Place, ...]] = OrderedDict()
        self._by_ref: dict[str, Place | None] = {}
        self._connect()

    def __reduce__(self) -> tuple[type[Gazetteer], tuple[Path, Path | None]]:
        return Gazetteer, (self.path, self.imported)

    def _connect(self) -> None:
        paths = [path for path in (self.imported, self.path) if path is not None and path.exists()]
        try:
            self._databases = tuple(
                sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
                for path in paths
            )
            meta = [dict(database.execute("SELECT name, value FROM meta")) for database in self._databases]
            self._boxes = {row[0]: row[1:] for row in self._databases[-1].execute("SELECT * FROM boxes")}
            self._divisions = self._read_divisions()
        except (sqlite3.Error, IndexError) as error:
            raise StoreError(f"{self.path}: no readable gazetteer ({error}). Delete the file to compile it anew.") from error
        self.digest = hashlib.sha256(" ".join(found["digest"] for found in meta).encode()).hexdigest()
        self._process = os.getpid()

    def _read_divisions(self) -> dict[tuple[str, str], str]:
        rows = self._databases[-1].execute(
            "SELECT countries, admin1, name FROM places WHERE ref >= 'dl:' AND ref < 'dl;' AND feature = 'admin1'"
        )
        return {(row[0], row[1]): row[2] for row in rows}

    def find(self, name: str, *, loosely: bool = True) -> tuple[Place, ...]:
        """Places that bear the name, most populous first; by the loose key where the exact one finds none.

        With `loosely=False` by the exact key alone.
        """
        folded = fold(name)
        key = folded if loosely else f"={folded}"
        with self._lock:
            if self._process != os.getpid():
                self._connect()
            known = self._found.get(key)
            if known is not None:
                self._found.move_to_end(key)
                return known
            places = self._look_up(exact_number(folded))
            if loosely and not places:
                places = self._look_up(loose_number(folded))
            self._found[key] = places
            if len(self._found) > _REMEMBERED:
                self._found.popitem(last=False)
        return places

    def by_ref(self, ref: str) -> Place | None:
        """The entry of that id, or None."""
        with self._lock:
            if ref not in self._by_ref:
                self._by_ref[ref] = self._read_ref(ref)
            return self._by_ref[ref]

    def _read_ref(self, ref: str) -> Place | None:
        for database in self._databases:
            row = database.execute(
                "SELECT ref, name, countries, admin1, latitude, longitude, feature, population, radius, 0"
                " FROM places WHERE ref = ?",
                (ref,),
            ).fetchone()
            if row:
                return _place(row)
        return None

    def box(self, country: str) -> tuple[float, float, float, float] | None:
        """South, west, north and east of the box that holds nine tenths of a country's places."""
        return self._boxes.get(country)

    def division(self, country: str, admin1: str) -> str | None:
        """The name of a first-order division by its GeoNames code, where the index knows it."""
        return self._divisions.get((country, admin1))

    def _look_up(self, key: int) -> tuple[Place, ...]:
        found: dict[str, Place] = {}
        for database in self._databases:
            for row in database.execute(_QUERY, (key, _MOST)):
                found.setdefault(row[0], _place(row))
        return tuple(sorted(found.values(), key=lambda place: (-place.population, place.grade, place.ref)))


def _place(row: tuple[object, ...]) -> Place:
    ref, name, countries, *rest = row
    return Place(ref, name, tuple(str(countries).split()), *rest)  # type: ignore[arg-type]  # SQLite keeps column types
