"""The first tables of the record: archive, reports, readings, claims, vocabularies, log, search."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

APPEND_ONLY = ("snapshots", "captures", "texts", "log")
"""Tables whose rows are never changed or removed."""


def upgrade() -> None:
    """Make every table, the search index and the guards."""
    _archive()
    _reports()
    _claims()
    _vocabularies()
    _log()
    if op.get_bind().dialect.name == "sqlite":
        _search_on_sqlite()
        _guards_on_sqlite()
    else:
        _search_on_postgresql()
        _guards_on_postgresql()


def _archive() -> None:
    """Bytes, where they were captured, and the texts drawn from them."""
    op.create_table(
        "snapshots",
        sa.Column("sha256", KEY, primary_key=True),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "captures",
        sa.Column("snapshot", KEY, sa.ForeignKey("snapshots.sha256"), primary_key=True),
        sa.Column("source", KEY, primary_key=True),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("captured_at", KEY),
        sa.Column("headers", sa.Text, nullable=False),
    )
    op.create_table(
        "texts",
        sa.Column("sha256", KEY, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
    )


def _reports() -> None:
    """Reports, runs, and what was read by which."""
    op.create_table(
        "reports",
        sa.Column("row", ROW, primary_key=True, autoincrement=False),
        sa.Column("id", KEY, nullable=False, unique=True),
        sa.Column("given_id", KEY, nullable=False),
        sa.Column("snapshot", KEY, sa.ForeignKey("snapshots.sha256"), nullable=False),
        sa.Column("outlet_key", KEY, nullable=False),
        sa.Column("published", KEY, nullable=False),
        sa.Column("language", KEY, nullable=False),
        sa.Column("first_seen_at", KEY, nullable=False),
        sa.Column("reading", ROW, nullable=False),
    )
    op.create_index("ix_reports_given_id", "reports", ["given_id"])
    op.create_index("ix_reports_outlet_key", "reports", ["outlet_key"])
    op.create_index("ix_reports_published_id", "reports", ["published", "id"])
    op.create_table(
        "runs",
        sa.Column("row", ROW, primary_key=True, autoincrement=False),
        sa.Column("id", KEY, nullable=False, unique=True),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("settings", sa.Text, nullable=False),
        sa.Column("first_at", KEY, nullable=False),
    )
    op.create_table(
        "readings",
        sa.Column("row", ROW, primary_key=True, autoincrement=False),
        sa.Column("id", KEY, nullable=False, unique=True),
        sa.Column("report", ROW, sa.ForeignKey("reports.row"), nullable=False),
        sa.Column("run", ROW, sa.ForeignKey("runs.row"), nullable=False),
        sa.Column("text", KEY, sa.ForeignKey("texts.sha256"), nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("status", KEY, nullable=False),
        sa.Column("claims", sa.Integer, nullable=False),
        sa.Column("embedding", sa.LargeBinary, nullable=False),
        sa.Column("at", KEY, nullable=False),
    )
    op.create_index("ix_readings_report", "readings", ["report"])
    op.create_index("ix_readings_run", "readings", ["run"])


def _claims() -> None:
    """Claims with the columns that searches filter by."""
    op.create_table(
        "claims",
        sa.Column("row", ROW, primary_key=True, autoincrement=False),
        sa.Column("id", KEY, nullable=False),
        sa.Column("reading", ROW, sa.ForeignKey("readings.row"), nullable=False),
        sa.Column("report", ROW, sa.ForeignKey("reports.row"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("type", KEY, nullable=False),
        sa.Column("mode", KEY),
        sa.Column("status", KEY, nullable=False),
        sa.Column("evidence_start", sa.Integer, nullable=False),
        sa.Column("evidence_end", sa.Integer, nullable=False),
        sa.Column("passage_start", sa.Integer, nullable=False),
        sa.Column("passage_end", sa.Integer, nullable=False),
        sa.Column("first", KEY),
        sa.Column("last", KEY),
        sa.Column("country", KEY),
        sa.Column("low", sa.BigInteger),
        sa.Column("high", sa.BigInteger),
        sa.Column("approx", sa.Boolean),
        sa.Column("confidence", sa.Double, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.UniqueConstraint("reading", "position"),
    )
    op.create_index("ix_claims_id", "claims", ["id"])
    op.create_index("ix_claims_type_status", "claims", ["type", "status"])
    op.create_index("ix_claims_status", "claims", ["status"])
    op.create_index("ix_claims_country", "claims", ["country"])
    op.create_index("ix_claims_first_last", "claims", ["first", "last"])
    op.create_index("ix_claims_kind_report_reading", "claims", ["kind", "report", "reading"])


def _vocabularies() -> None:
    """Names and places, and the claims that hold them."""
    op.create_table(
        "names",
        sa.Column("key", ROW, primary_key=True, autoincrement=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("folded", KEY, nullable=False),
        sa.Column("actor_id", KEY, nullable=False),
        sa.Column("actor_folded", KEY, nullable=False),
    )
    op.create_index("ix_names_actor_id", "names", ["actor_id"])
    op.create_table(
        "claim_names",
        sa.Column("name", ROW, sa.ForeignKey("names.key"), primary_key=True),
        sa.Column("claim", ROW, sa.ForeignKey("claims.row"), primary_key=True),
        sa.Column("role", KEY, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "places",
        sa.Column("key", ROW, primary_key=True, autoincrement=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("folded", KEY, nullable=False),
        sa.Column("place_id", KEY, nullable=False),
        sa.Column("entry_folded", KEY, nullable=False),
        sa.Column("country", KEY, nullable=False),
        sa.Column("latitude", sa.Double),
        sa.Column("longitude", sa.Double),
    )
    op.create_index("ix_places_place_id", "places", ["place_id"])
    op.create_table(
        "claim_places",
        sa.Column("place", ROW, sa.ForeignKey("places.key"), primary_key=True),
        sa.Column("claim", ROW, sa.ForeignKey("claims.row"), primary_key=True),
        sa.Column("role", KEY, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sqlite_with_rowid=False,
    )


def _log() -> None:
    """The hash-chained log."""
    op.create_table(
        "log",
        sa.Column("seq", ROW, primary_key=True, autoincrement=False),
        sa.Column("at", KEY, nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("subject", KEY, nullable=False),
        sa.Column("digest", KEY, nullable=False),
        sa.Column("previous", KEY, nullable=False),
        sa.Column("hash", KEY, nullable=False),
    )
    op.create_index("ix_log_kind_subject", "log", ["kind", "subject"])


def _search_on_sqlite() -> None:
    """Word indexes without a copy of the text; words come folded and parted, so the tokenizer only splits."""
    options = "content='', tokenize='unicode61 remove_diacritics 0'"
    op.execute(f"CREATE VIRTUAL TABLE report_words USING fts5(title, outlet, body, {options})")
    op.execute(f"CREATE VIRTUAL TABLE claim_words USING fts5(passage, names, {options})")


def _search_on_postgresql() -> None:
    """The same as tsvectors made by the program, so that no text-search configuration has a say."""
    for table in ("report_words", "claim_words"):
        op.execute(f'CREATE TABLE {table} ("row" BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)')
        op.execute(f"CREATE INDEX ix_{table}_words ON {table} USING gin (words)")


def _guards_on_sqlite() -> None:
    """Triggers that refuse what an append-only table may not suffer."""
    for table in APPEND_ONLY:
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_refuse_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def _guards_on_postgresql() -> None:
    """The same, TRUNCATE included."""
    op.execute(
        "CREATE FUNCTION dateline_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION dateline_refuse()"
        )
