"""The gazetteer: places by name, from the index that comes along and from what was imported beside it."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from dateline.errors import StoreError
from dateline.grounding.gazetteer_build import FORMAT, Progress, build_index, source_digest
from dateline.grounding.spellings import exact_number, fold, loose_number, sound

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows
    fcntl = None  # type: ignore[assignment]

IMPORTED = "imported-places.sqlite"
_REMEMBERED = 20_000
_MOST = 80
_COLUMNS = "p.ref, p.name, p.countries, p.admin1, p.latitude, p.longitude, p.feature, p.population, p.radius"
_NAMED = f"SELECT {_COLUMNS}, n.grade FROM names n JOIN places p ON p.id = n.place"  # noqa: S608 - constants
_BY_KEY = f"{_NAMED} WHERE n.key = ? ORDER BY p.population DESC, p.id LIMIT ?"
_PLAIN = f"SELECT {_COLUMNS}, 0 FROM places p"  # noqa: S608 - constants


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


def index_path(folder: Path | None = None) -> Path:
    """The index file of these sources, whether it is compiled yet or not."""
    return (folder or cache_folder()) / f"places-{FORMAT}-{source_digest()[:12]}.sqlite"


def build_gazetteer(*, force: bool = False, progress: Progress | None = None) -> tuple[Path, int]:
    """Compile the gazetteer where it is missing or outdated, or in any case with `force`; its path and size.

    Raises StoreError where the folder cannot be written.
    """
    path = index_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _alone(path.parent):
            if force or not path.exists():
                build_index(path, progress)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(
            f"{path}: the gazetteer cannot be compiled there ({error}). "
            "Set DATELINE_GAZETTEER to a folder that can be written."
        ) from error
    return path, len(Gazetteer(path))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one process compile while the others wait for it; without effect where files cannot be locked."""
    with (folder / "compiling.lock").open("w") as file:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def open_gazetteer(progress: Progress | None = None) -> Gazetteer:
    """The gazetteer with what was imported, compiled first where it is missing or outdated.

    Raises StoreError where it cannot be compiled or read.
    """
    path = index_path()
    if not path.exists():
        build_gazetteer(progress=progress)
    return Gazetteer(path, path.parent / IMPORTED)


def describe_gazetteer() -> str:
    """One line for people: how many places there are, and where the index lies."""
    gazetteer = open_gazetteer()
    own = f"{len(gazetteer):,} places in {gazetteer.path}"
    return f"{own}, with places imported from files" if gazetteer.has_imports else own


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
        self._connect()

    def __len__(self) -> int:
        """How many places the indexes hold, those in both counted twice."""
        with self._connected() as databases:
            return sum(
                database.execute("SELECT count(*) FROM places").fetchone()[0] for database in databases
            )

    @property
    def has_imports(self) -> bool:
        """True where places were imported beside those that come along."""
        return len(self._databases) > 1

    def __reduce__(self) -> tuple[type[Gazetteer], tuple[Path, Path | None]]:
        return Gazetteer, (self.path, self.imported)

    def _connect(self) -> None:
        paths = [path for path in (self.imported, self.path) if path is not None and path.exists()]
        try:
            self._databases = tuple(
                sqlite3.connect(
                    f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
                )
                for path in paths
            )
            meta = [dict(database.execute("SELECT name, value FROM meta")) for database in self._databases]
            self._boxes = {row[0]: row[1:] for row in self._databases[-1].execute("SELECT * FROM boxes")}
            self._divisions = self._read_divisions()
        except (sqlite3.Error, IndexError) as error:
            raise StoreError(
                f"{self.path}: no readable gazetteer ({error}). Delete the file to compile it anew."
            ) from error
        self.digest = hashlib.sha256(" ".join(found["digest"] for found in meta).encode()).hexdigest()
        self._process = os.getpid()

    def _read_divisions(self) -> dict[tuple[str | None, str], Place]:
        rows = self._databases[-1].execute(
            f"{_PLAIN} WHERE ref >= 'dl:' AND ref < 'dl;' AND admin1 <> '' AND feature IN ('admin1', 'autonomy')"
        )
        return {(place.country, place.admin1): place for place in map(_place, rows)}

    def _ask(self, database: sqlite3.Connection, query: str, *values: object) -> list[Place]:
        return [_place(row) for row in database.execute(query, values)]

    @contextmanager
    def _connected(self) -> Iterator[tuple[sqlite3.Connection, ...]]:
        """The open indexes, opened anew after a fork."""
        with self._lock:
            if self._process != os.getpid():
                self._connect()
            yield self._databases

    def find(self, name: str, *, loosely: bool = True) -> tuple[Place, ...]:
        """Places that bear the name, most populous first; by the loose key where the exact one finds none.

        With `loosely=False` by the exact key alone.
        """
        folded = fold(name)
        key = folded if loosely else f"={folded}"
        with self._connected():
            known = self._found.get(key)
            if known is not None:
                self._found.move_to_end(key)
                return known
            places = self._look_up(exact_number(folded))
            if loosely and not places:
                places = self._look_up(loose_number(sound(folded)))
            self._found[key] = places
            if len(self._found) > _REMEMBERED:
                self._found.popitem(last=False)
        return places

    def by_ref(self, ref: str) -> Place | None:
        """The entry of that id, or None."""
        with self._connected() as databases:
            for database in databases:
                if found := self._ask(database, f"{_PLAIN} WHERE p.ref = ?", ref):
                    return found[0]
        return None

    def box(self, country: str) -> tuple[float, float, float, float] | None:
        """South, west, north and east of the box that holds nine tenths of a country's places."""
        return self._boxes.get(country)

    def division(self, country: str | None, admin1: str) -> Place | None:
        """The first-order division of that GeoNames code, where the index knows it."""
        return self._divisions.get((country, admin1))

    def _look_up(self, key: int) -> tuple[Place, ...]:
        found: dict[str, Place] = {}
        for database in self._databases:
            for place in self._ask(database, _BY_KEY, key, _MOST):
                found.setdefault(place.ref, place)
        return tuple(sorted(found.values(), key=lambda place: (-place.population, place.grade, place.ref)))


def _place(row: tuple[object, ...]) -> Place:
    ref, name, countries, *rest = row
    return Place(ref, name, tuple(str(countries).split()), *rest)  # type: ignore[arg-type]  # SQLite keeps column types
