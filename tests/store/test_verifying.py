"""Verification: whoever changes the record outside Dateline is found out, and the first fault is named."""

from __future__ import annotations

import re
import shutil
import sqlite3
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, NullPool, create_engine, text

from dateline.store import open_store
from dateline.store.log import chain_hash
from tests import factory

Tampering = Callable[[sqlite3.Connection], None]


@pytest.fixture
def record(sqlite_file: Path, empty_file: Path) -> Path:
    """A record of three reports, one of them read by two runs."""
    shutil.copy(empty_file, sqlite_file)
    with open_store(sqlite_file) as store:
        for given_id in ("a", "b", "c"):
            store.add_record(factory.record(given_id=given_id))
        store.add_record(factory.record(given_id="a", of=factory.claims()[3:5], by=factory.run("2.0.0")))
        assert store.verify().holds
    return sqlite_file


def tamper(path: Path, change: Tampering) -> str:
    """What verification says after a change that no trigger and no foreign key stood in the way of."""
    connection = sqlite3.connect(path)
    triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    change(connection)
    connection.commit()
    connection.close()
    with open_store(path) as store:
        verification = store.verify()
    assert not verification.holds
    return verification.fault or ""


def sql(statement: str) -> Tampering:
    """A change by one statement."""
    return lambda connection: connection.execute(statement)


def reversed_bytes(connection: sqlite3.Connection) -> None:
    """Other bytes, packed as they should be."""
    (content,) = connection.execute("SELECT content FROM snapshots").fetchone()
    other = zlib.compress(zlib.decompress(content)[::-1])
    connection.execute("UPDATE snapshots SET content = ?", (other,))


def flipped_byte(connection: sqlite3.Connection) -> None:
    """One byte of the packed bytes."""
    (content,) = connection.execute("SELECT content FROM snapshots").fetchone()
    middle = len(content) // 2
    changed = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
    connection.execute("UPDATE snapshots SET content = ?", (changed,))


def forged_log(connection: sqlite3.Connection) -> None:
    """A row whose own hash fits, though the next row's `previous` does not."""
    row = list(
        connection.execute(
            "SELECT seq, at, kind, subject, digest, previous FROM log WHERE seq = 4"
        ).fetchone()
    )
    row[1] = "2001-01-01T00:00:00+00:00"
    connection.execute("UPDATE log SET at = ?, hash = ? WHERE seq = 4", (row[1], chain_hash(*row)))


FIRST = factory.record(given_id="a")
SHA = FIRST.snapshot.sha256
CLAIM = FIRST.claims[3].id


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (flipped_byte, rf"snapshot {SHA}: its bytes (cannot be unpacked|have the hash)"),
        (reversed_bytes, rf"snapshot {SHA}: its bytes have the hash"),
        (sql("UPDATE snapshots SET size = 1"), rf"snapshot {SHA}: its content is not what the log holds"),
        (sql("UPDATE captures SET source = 'reports/z.txt' WHERE source = 'reports/a.txt'"), rf"capture {SHA}"),
        (sql("UPDATE texts SET text = replace(text, 'denied', 'boasts')"), r"text \w{64} \(of report rpt_\w+\)"),
        (sql("UPDATE runs SET model = 'x' WHERE version = '2.0.0'"), r"run run_\w+: version, model or settings"),
        (sql("UPDATE reports SET given_id = 'z' WHERE given_id = 'b'"), r"report rpt_\w+: its snapshot or given id"),
        (sql("UPDATE reports SET published = '2001-01-01'"), r"the column published was changed to '2001-01-01'"),
        (sql("UPDATE reports SET outlet_key = 'x'"), r"the column outlet_key was changed to 'x'"),
        (sql("UPDATE reports SET reading = 1 WHERE given_id = 'a'"), r"report rpt_\w+: what is shown of it is not"),
        (sql("UPDATE readings SET record = replace(record, 'Daily', 'Weekly')"), r"text, metadata or run were changed"),
        (sql("UPDATE readings SET record = 'x'"), r"its metadata cannot be read"),
        (sql("UPDATE readings SET embedding = x'00' WHERE row = 2"), r"reading rdg_\w+: its content is not what"),
        (sql("UPDATE readings SET claims = 1 WHERE row = 2"), r"1 claims were read, 9 are there"),
        (sql(f"UPDATE claims SET record = replace(record, '\"shelled\"', '\"praised\"') WHERE id = '{CLAIM}'"),
         rf"claim {CLAIM} \(report {FIRST.report.id}, reading rdg_\w+\): .*'praised' does not stand at \d+:\d+"),
        (sql(f"UPDATE claims SET record = replace(record, 'not_occurred', 'occurred'), status = 'occurred' "
             f"WHERE id = '{CLAIM}'"), rf"claim {CLAIM} .*: its content does not give this id"),
        (sql(f"UPDATE claims SET status = 'occurred' WHERE id = '{CLAIM}'"),
         rf"claim {CLAIM} .*: the column status was changed to 'occurred'"),
        (sql("UPDATE claims SET record = replace(record, 'Northern Front\",\"kind\"', 'Southern Front\",\"kind\"')"),
         r"reading rdg_\w+: its content is not what the log holds of it"),
        (sql(f"UPDATE claims SET record = '{{}}' WHERE id = '{CLAIM}'"), rf"claim {CLAIM} .* no claim in the JSON"),
        (sql("UPDATE claims SET low = 18 WHERE low = 17"), r"the column low was changed to 18"),
        (sql("DELETE FROM claim_names WHERE role = 'holder'"), r"claim_names: these are not the links"),
        (sql("UPDATE claim_places SET role = 'via' WHERE role = 'destination'"), r"claim_places: these are not the links"),
        (sql("UPDATE log SET subject = 'x' WHERE seq = 3"), r"log: row 3 \(\w+ x, 20[^)]+\) was changed"),
        (sql("DELETE FROM log WHERE seq = 3"), r"log: row 3 is gone; row 4 stands in its place"),
        (sql("DELETE FROM log WHERE seq > 10"), r"the log knows nothing of it"),
        (forged_log, r"log: row 5 does not follow row 4"),
        (sql("INSERT INTO claim_words (claim_words) VALUES ('delete-all')"), r"claim_words: the search index holds 0"),
        (sql("INSERT INTO report_words (rowid, title) VALUES (99, 'x')"), r"report_words: the search index holds 4"),
    ],
)  # fmt: skip
def test_tampering_is_named(record: Path, change: Tampering, fault: str) -> None:
    found = tamper(record, change)
    assert re.search(fault, found), found


def test_removed_claim_is_missed(record: Path) -> None:
    def remove(connection: sqlite3.Connection) -> None:
        (row,) = connection.execute("SELECT max(row) FROM claims WHERE reading = 2").fetchone()
        for table, column in (("claim_names", "claim"), ("claim_places", "claim"), ("claims", "row")):
            connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (row,))

    assert "9 claims were read, 8 are there" in tamper(record, remove)


def test_removed_report_is_missed(record: Path) -> None:
    """With all that belongs to it, so that no foreign key tells."""

    def remove(connection: sqlite3.Connection) -> None:
        rows = "(SELECT row FROM claims WHERE reading = 2)"
        for statement in (
            f"DELETE FROM claim_names WHERE claim IN {rows}",
            f"DELETE FROM claim_places WHERE claim IN {rows}",
            "DELETE FROM claims WHERE reading = 2",
            "DELETE FROM readings WHERE row = 2",
            "DELETE FROM reports WHERE given_id = 'b'",
        ):
            connection.execute(statement)

    assert tamper(record, remove).endswith("the log holds it, but it is gone")


def test_dangling_row_is_named(record: Path) -> None:
    fault = tamper(record, sql("DELETE FROM runs WHERE version = '2.0.0'"))
    assert "of readings points to a row of runs that is not there" in fault


def test_damaged_file_is_a_finding(record: Path) -> None:
    connection = sqlite3.connect(record)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    size = connection.execute("PRAGMA page_size").fetchone()[0]
    root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'claims'").fetchone()[0]
    connection.close()
    data = bytearray(record.read_bytes())
    data[(root - 1) * size : root * size] = b"\xff" * size
    record.write_bytes(data)
    with open_store(record) as store:
        fault = store.verify().fault or ""
    assert "damaged" in fault


def test_what_was_checked_before_the_fault_is_counted(record: Path) -> None:
    connection = sqlite3.connect(record)
    connection.execute("UPDATE claims SET low = 18 WHERE low = 17 AND reading = 3")
    connection.commit()
    connection.close()
    with open_store(record) as store:
        verification = store.verify()
    checked = dict(verification.checked)
    assert (checked["snapshots"], checked["reports"], checked["readings"]) == (1, 3, 2)
    assert 18 <= checked["claims"] < 27
    assert verification.head == store.stats().head


def test_server_that_was_tampered_with_is_found_out(server: Engine, database: str) -> None:
    url = server.url.set(database=database)
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {database}"))
    engine = create_engine(url, poolclass=NullPool)

    def change(*statements: str) -> None:
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement))

    with open_store(url.set(drivername="postgresql").render_as_string(hide_password=False)) as store:
        store.add_record(factory.record(given_id="a"))
        change("UPDATE claims SET record = replace(record, '\"shelled\"', '\"praised\"')")
        assert "'praised' does not stand at" in (store.verify().fault or "")
        change("ALTER TABLE log DISABLE TRIGGER ALL", "UPDATE log SET subject = 'x' WHERE seq = 2")
        assert "log: row 2 (capture x" in (store.verify().fault or "")
