"""Opening a record: made, recognised, brought up to date, or refused with what to do."""

from __future__ import annotations

import importlib
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, create_engine, make_url, text

from dateline.errors import InputError, StoreError
from dateline.store import Store, open_store
from dateline.store.dialects import make_engine
from dateline.store.opening import alembic_config
from dateline.store.schema import HEAD, VERSION_TABLE, metadata
from tests import factory


def engine_of(target: str):
    if target.startswith("postgresql"):
        return create_engine(make_url(target).set(drivername="postgresql+psycopg"))
    return make_engine(URL.create("sqlite", database=target))


def test_record_outlives_its_store(target: str) -> None:
    with open_store(target) as store:
        store.add_record(factory.record())
    with open_store(target, create=False) as store:
        assert store.report("marwa").text == factory.TEXT


def test_migrations_make_the_tables_that_the_program_uses(target: str) -> None:
    open_store(target).close()
    engine = engine_of(target)
    with engine.connect() as connection:
        options = {"version_table": VERSION_TABLE, "compare_type": True, "include_object": is_ours}
        found = compare_metadata(MigrationContext.configure(connection, opts=options), metadata)
        heads = ScriptDirectory.from_config(alembic_config(connection)).get_heads()
    engine.dispose()
    assert found == []
    assert heads == [HEAD]


def is_ours(_object, name, type_, _reflected, _compare_to) -> bool:
    return not (type_ == "table" and "_words" in name) and not (type_ == "index" and "words" in str(name))


def test_up_to_date_record_opens_without_the_migration_library(sqlite_file: Path) -> None:
    open_store(sqlite_file).close()
    program = (
        "import sys; from dateline.store import open_store; open_store(sys.argv[1]).stats();"
        "sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program, str(sqlite_file)], check=False).returncode == 0


def test_newer_record_is_refused(target: str) -> None:
    open_store(target).close()
    engine = engine_of(target)
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StoreError, match=r"a newer Dateline made it .* upgrade Dateline"):
        open_store(target)


def test_database_of_another_program_is_refused_and_left_alone(sqlite_file: Path) -> None:
    with sqlite3.connect(sqlite_file) as other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")
    other.close()
    with pytest.raises(StoreError, match="another program"):
        open_store(sqlite_file)
    other = sqlite3.connect(sqlite_file)
    assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("bookmarks",)]
    other.close()


def test_file_that_is_no_database_is_refused(sqlite_file: Path) -> None:
    sqlite_file.write_text("A report about a convoy. " * 50)
    with pytest.raises(StoreError, match=rf"{re.escape(str(sqlite_file))}: it is not a Dateline record"):
        open_store(sqlite_file)
    assert sqlite_file.read_text().startswith("A report")


def test_empty_file_becomes_a_record(sqlite_file: Path) -> None:
    sqlite_file.touch()
    with pytest.raises(InputError, match="holds nothing yet"):
        open_store(sqlite_file, create=False)
    with open_store(sqlite_file) as store:
        assert store.stats().reports == 0


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("missing.db", "there is none"),
        (".", "this is a folder"),
        ("mysql://host/db", "not mysql://"),
        ("postgresql://host:port/db", "no database address"),
    ],
)
def test_target_that_cannot_be_read_is_refused(tmp_path: Path, name: str, problem: str) -> None:
    target = name if "://" in name else str(tmp_path / name)
    with pytest.raises(InputError, match=problem):
        open_store(target, create=False)


@pytest.mark.parametrize("name", ["a b?mode=ro&c.db", "100%20.db", "#.db", "عرسال.db", "record"])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    open_store(tmp_path / name).close()
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"the folder .*nowhere does not exist"):
        open_store(tmp_path / "nowhere" / "record.db")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_folder_that_may_not_be_written_to_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(StoreError, match="may be written to"):
            open_store(tmp_path / "record.db")
    finally:
        tmp_path.chmod(0o700)


def test_server_that_does_not_answer_is_named_without_its_password(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StoreError, match="no server answers") as raised:
        open_store(f"postgresql://someone:secret@/records?host={tmp_path}")
    assert "secret" not in str(raised.value)


def test_server_without_its_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r"pip install 'dateline\[postgresql\]'"):
        open_store("postgresql://localhost/records")


def test_locked_record_says_so(sqlite_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_store(sqlite_file).close()
    dialects = importlib.import_module("dateline.store.dialects")
    monkeypatch.setattr(dialects, "BUSY_SECONDS", 0)
    monkeypatch.setattr(dialects, "_SQLITE_PRAGMAS", ())
    other = sqlite3.connect(sqlite_file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with open_store(sqlite_file) as store, pytest.raises(StoreError, match="another program is writing"):
        store.add_snapshot(factory.snapshot())
    other.execute("ROLLBACK")
    other.close()


def test_pragmas_are_set_on_every_connection(sqlite_file: Path) -> None:
    open_store(sqlite_file).close()
    engine = make_engine(URL.create("sqlite", database=str(sqlite_file)))
    with engine.connect() as connection:
        settings = [
            connection.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "foreign_keys", "synchronous")
        ]
        assert settings == ["wal", 1, 1]
        assert connection.scalar(text("PRAGMA application_id")) == 0x444C4E45
    engine.dispose()


@pytest.mark.parametrize("statement", ["UPDATE {0} SET {1} = 'x'", "DELETE FROM {0}"])
@pytest.mark.parametrize("table", ["snapshots sha256", "captures source", "texts text", "log hash"])
def test_append_only_tables_refuse_changes(target: str, table: str, statement: str) -> None:
    with open_store(target) as store:
        store.add_record(factory.record())
    engine = engine_of(target)
    name, column = table.split()
    with pytest.raises(Exception, match=f"{name} is append-only"), engine.begin() as connection:
        connection.execute(text(statement.format(name, column)))
    engine.dispose()


def test_several_programs_may_make_a_record_at_once(target: str) -> None:
    program = "import sys; from dateline.store import open_store; open_store(sys.argv[1]).close()"
    makers = [subprocess.Popen([sys.executable, "-c", program, target]) for _ in range(3)]
    assert [maker.wait(60) for maker in makers] == [0, 0, 0]


def test_store_is_what_the_protocol_says(sqlite_file: Path) -> None:
    """mypy checks the types; this checks that no method of the protocol is missing."""
    with open_store(sqlite_file) as store:
        public = {name for name in vars(Store) if not name.startswith("_")}
        assert all(callable(getattr(store, name)) for name in public)
        assert store.name == str(sqlite_file)
