"""What differs between SQLite and PostgreSQL: connections, locks, word indexes, and how errors are told."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache

from sqlalchemy import (
    CTE,
    URL,
    BigInteger,
    Connection,
    Double,
    Engine,
    Table,
    create_engine,
    event,
    exc,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.compiler import SQLCompiler

from dateline.errors import InputError, StoreError
from dateline.store.words import Term

BUSY_SECONDS = 30
"""How long a writer waits for another one before it gives up."""

_MAX_POSITION = 16383
_MAX_VECTOR_BYTES = 900_000
"""PostgreSQL's limits for a tsvector: the last position, and a megabyte in all."""

_SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    # In WAL mode a commit is in the file (in the operating system's hands) before it is reported, so a killed
    # process loses nothing, and a log page is never taken for whole unless its checksum fits. NORMAL leaves
    # out only the flush to the disk at every commit: a power cut may undo the last commits, as a whole, and
    # reading the same input again restores them.
    "PRAGMA synchronous=NORMAL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}",
    "PRAGMA cache_size=-32768",
    "PRAGMA temp_store=MEMORY",
)

_COMPLAINTS = (
    (r"file is not a database", "it is not a Dateline record (not an SQLite file at all)"),
    (r"database is locked|database table is locked", "another program is writing to it; try again when it has ended"),
    (r"readonly database|read-only", "it may not be written to; check the rights of the file and its folder"),
    (r"unable to open database file", "it cannot be opened; check that its folder exists and may be written to"),
    (r"disk is full|No space left", "the disk is full; nothing of this report was stored"),
    (r"malformed|disk image", "the file is damaged; restore it from a copy"),
    (r"disk I/O error", "the disk does not answer as it should"),
    (r"password authentication failed|no password supplied", "the server refuses user or password"),
    (r"database \"[^\"]*\" does not exist", "the server has no such database; create it with `createdb`"),
    (r"connection .*failed|could not connect|Connection refused|could not translate", "no server answers there"),
    (r"is append-only", "a row of an append-only table was to be changed; nothing was"),
)  # fmt: skip


def is_sqlite(connection: Connection | Engine) -> bool:
    """True on SQLite, False on PostgreSQL."""
    return connection.dialect.name == "sqlite"


def make_engine(url: URL) -> Engine:
    """An engine whose transactions are explicit; `write=True` among the options locks out other writers."""
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # Python's driver would otherwise begin transactions of its own, and never before a SELECT or a CREATE.
    connection.isolation_level = None
    for pragma in _SQLITE_PRAGMAS:
        connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    # A writer that begins as a reader could not wait for another writer: its view would be out of date.
    is_write = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_write else "BEGIN")


def begin_reading(engine: Engine) -> Connection:
    """A connection that sees the record as it is at its first query, whatever is written meanwhile."""
    connection = engine.connect()
    return (
        connection if is_sqlite(engine) else connection.execution_options(isolation_level="REPEATABLE READ")
    )


def lock_writers(connection: Connection) -> None:
    """Keep other writers out until the transaction ends; on SQLite its beginning has done so."""
    if not is_sqlite(connection):
        connection.exec_driver_sql("LOCK TABLE log IN EXCLUSIVE MODE")


def insert_rows(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, object]], *, is_new: bool = True
) -> None:
    """Insert rows that name every column; where they need not be new, those whose key is there are left alone.

    The statement is compiled once and the values handed to the driver as they are: with a hundred rows for
    each report, SQLAlchemy's own preparation of every value would cost more than the database does.
    """
    if not rows:
        return
    sql, order = _insert_of(connection.dialect, table, is_new)
    if order is None:
        connection.exec_driver_sql(sql, list(rows))
    else:
        connection.exec_driver_sql(sql, [tuple([row[name] for name in order]) for row in rows])


@cache
def _insert_of(dialect: Dialect, table: Table, is_new: bool) -> tuple[str, tuple[str, ...] | None]:
    """The driver's SQL, and the order of its parameters where it takes them by position."""
    kind = sqlite if dialect.name == "sqlite" else postgresql
    statement = kind.insert(table)
    compiled = (statement if is_new else statement.on_conflict_do_nothing()).compile(dialect=dialect)
    positions = compiled.positiontup if isinstance(compiled, SQLCompiler) else None
    return str(compiled), tuple(positions) if positions else None


@contextmanager
def told_as_store_errors(where: str) -> Iterator[None]:
    """Raise StoreError with the record's name and a remedy for what the database complains of.

    Raises InputError where a value is no text at all, such as a name with half a surrogate pair.
    """
    try:
        yield
    except UnicodeEncodeError as error:
        raise InputError(f"{error.object!r} is no text that a record could hold") from error
    except exc.DBAPIError as error:
        raise StoreError(f"record {where}: {_complaint(str(error.orig))}") from error


def _complaint(message: str) -> str:
    for pattern, remedy in _COMPLAINTS:
        if re.search(pattern, message, re.IGNORECASE | re.DOTALL):
            return remedy
    return message.strip().splitlines()[0] if message.strip() else "the database gives no reason"


IndexRow = tuple[int, Sequence[str]]
"""A row's number and, for every column of the index, words folded and parted by blanks."""


def add_words(connection: Connection, table: str, rows: Sequence[IndexRow]) -> None:
    """Index rows."""
    if not rows:
        return
    if is_sqlite(connection):
        columns = _FTS_COLUMNS[table]
        holes = ", ".join("?" * (len(columns) + 1))
        statement = f"INSERT INTO {table} (rowid, {', '.join(columns)}) VALUES ({holes})"  # noqa: S608
        connection.exec_driver_sql(statement, [(row, *words) for row, words in rows])
    else:
        statement = f'INSERT INTO {table} ("row", words) VALUES (%s, CAST(%s AS tsvector))'  # noqa: S608
        connection.exec_driver_sql(statement, [(row, _vector(words)) for row, words in rows])


def remove_words(connection: Connection, table: str, rows: Sequence[IndexRow]) -> None:
    """Take rows out of the index; the words must be those they were added with."""
    if not rows:
        return
    if is_sqlite(connection):
        columns = _FTS_COLUMNS[table]
        holes = ", ".join("?" * (len(columns) + 1))
        names = f"{table}, rowid, {', '.join(columns)}"
        statement = f"INSERT INTO {table} ({names}) VALUES ('delete', {holes})"  # noqa: S608
        connection.exec_driver_sql(statement, [(row, *words) for row, words in rows])
    else:
        statement = f'DELETE FROM {table} WHERE "row" = %s'  # noqa: S608
        connection.exec_driver_sql(statement, [(row,) for row, _ in rows])


_FTS_COLUMNS = {"report_words": ("title", "outlet", "body"), "claim_words": ("passage", "names")}
_FTS_WEIGHTS = {"report_words": "5.0, 2.0, 1.0", "claim_words": "1.0, 0.4"}
"""How much a word counts in each column: about as the weights A, B and C of PostgreSQL's `ts_rank`."""


def _vector(columns: Sequence[str]) -> str:
    """A tsvector's text form, its columns weighted A, B and C in turn."""
    parts: list[str] = []
    position = size = 0
    for weight, words in zip("ABC", columns, strict=False):
        for word in words.split():
            position = min(position + 1, _MAX_POSITION)
            size += len(word.encode()) + 4
            if size > _MAX_VECTOR_BYTES:
                return " ".join(parts)
            parts.append(f"'{word}':{position}{weight}")
        # A gap, so that no phrase reaches from one column into the next.
        position = min(position + 1, _MAX_POSITION)
    return " ".join(parts)


def found_words(connection: Connection, table: str, terms: Iterable[Term]) -> CTE:
    """The rows of an index that hold the words, as `row` and `score`; the least score fits best."""
    if is_sqlite(connection):
        found = text(
            f'SELECT rowid AS "row", bm25({table}, {_FTS_WEIGHTS[table]}) AS score '  # noqa: S608
            f"FROM {table} WHERE {table} MATCH :words"
        )
        query = found.bindparams(words=_fts5(tuple(terms)))
    else:
        found = text(
            'SELECT "row", -ts_rank(words, CAST(:words AS tsquery)) AS score '  # noqa: S608
            f"FROM {table} WHERE words @@ CAST(:words AS tsquery)"
        )
        query = found.bindparams(words=_tsquery(tuple(terms)))
    # Scores are made before anything is joined: SQLite has them only there.
    return query.columns(row=BigInteger, score=Double).cte(f"found_{table}").prefix_with("MATERIALIZED")


def _fts5(terms: tuple[Term, ...]) -> str:
    def one(term: Term) -> str:
        some = [f'"{" ".join(words)}"{" *" if term.is_prefix else ""}' for words in term.alternatives]
        return f"({' OR '.join(some)})"

    wanted = " AND ".join(one(term) for term in terms if term.is_wanted)
    unwanted = "".join(f" NOT {one(term)}" for term in terms if not term.is_wanted)
    return f"({wanted}){unwanted}"


def _tsquery(terms: tuple[Term, ...]) -> str:
    def one(term: Term) -> str:
        some = []
        for words in term.alternatives:
            quoted = [f"'{word}'" for word in words]
            quoted[-1] += ":*" if term.is_prefix else ""
            some.append(f"({' <-> '.join(quoted)})")
        return f"{'' if term.is_wanted else '!'}({' | '.join(some)})"

    return " & ".join(one(term) for term in terms)


def database_faults(connection: Connection) -> Iterator[str]:
    """What SQLite's own checks find wrong with the file; PostgreSQL sees to its own."""
    if not is_sqlite(connection):
        return
    for finding in connection.scalars(text("PRAGMA quick_check(1)")):
        if finding != "ok":
            yield str(finding)
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield f"row {row[1]} of {row[0]} points to a row of {row[2]} that is not there"
