"""The record's tables, as the program writes and queries them; `migrations` makes them.

Row numbers (`row`) are internal: what leaves the record is ids. Days and times are ISO 8601 text, so that
both databases compare them alike. Names and places are small vocabularies that claims point to: a search
by part of a name reads the vocabulary, never the claims.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

HEAD = "0001"
"""The migration that this program's tables stand at."""

VERSION_TABLE = "dateline_version"
APPLICATION_ID = 0x444C4E45
"""`DLNE`: what SQLite's header says of the file's owner."""

# Ids and days sort by code point on both databases, whatever the server's collation.
KEY = Text().with_variant(Text(collation="C"), "postgresql")
ROW = BigInteger().with_variant(Integer(), "sqlite")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# A report's text and metadata are those of its current reading: `reports.reading` says which that is. It is
# no foreign key, because the two tables would then wait for each other.
snapshots = Table(
    "snapshots",
    metadata,
    Column("sha256", KEY, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

captures = Table(
    "captures",
    metadata,
    Column("snapshot", KEY, ForeignKey("snapshots.sha256"), primary_key=True),
    Column("source", KEY, primary_key=True),
    Column("media_type", Text, nullable=False),
    Column("captured_at", KEY),
    Column("headers", Text, nullable=False),
)

texts = Table(
    "texts",
    metadata,
    Column("sha256", KEY, primary_key=True),
    Column("text", Text, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("row", ROW, primary_key=True, autoincrement=False),
    Column("id", KEY, nullable=False, unique=True),
    Column("given_id", KEY, nullable=False, index=True),
    Column("snapshot", KEY, ForeignKey("snapshots.sha256"), nullable=False),
    Column("outlet_key", KEY, nullable=False, index=True),
    Column("published", KEY, nullable=False),
    Column("language", KEY, nullable=False),
    Column("first_seen_at", KEY, nullable=False),
    Column("reading", ROW, nullable=False),
    Index("ix_reports_published_id", "published", "id"),
)

runs = Table(
    "runs",
    metadata,
    Column("row", ROW, primary_key=True, autoincrement=False),
    Column("id", KEY, nullable=False, unique=True),
    Column("version", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("settings", Text, nullable=False),
    Column("first_at", KEY, nullable=False),
)

readings = Table(
    "readings",
    metadata,
    Column("row", ROW, primary_key=True, autoincrement=False),
    Column("id", KEY, nullable=False, unique=True),
    Column("report", ROW, ForeignKey("reports.row"), nullable=False, index=True),
    Column("run", ROW, ForeignKey("runs.row"), nullable=False, index=True),
    Column("text", KEY, ForeignKey("texts.sha256"), nullable=False),
    Column("record", Text, nullable=False),
    Column("status", KEY, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("embedding", LargeBinary, nullable=False),
    Column("at", KEY, nullable=False),
)

claims = Table(
    "claims",
    metadata,
    Column("row", ROW, primary_key=True, autoincrement=False),
    Column("id", KEY, nullable=False),
    Column("reading", ROW, ForeignKey("readings.row"), nullable=False),
    Column("report", ROW, ForeignKey("reports.row"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", KEY, nullable=False),
    Column("type", KEY, nullable=False),
    Column("mode", KEY),
    Column("status", KEY, nullable=False),
    Column("evidence_start", Integer, nullable=False),
    Column("evidence_end", Integer, nullable=False),
    Column("passage_start", Integer, nullable=False),
    Column("passage_end", Integer, nullable=False),
    Column("first", KEY),
    Column("last", KEY),
    Column("country", KEY),
    Column("low", BigInteger),
    Column("high", BigInteger),
    Column("approx", Boolean),
    Column("confidence", Double, nullable=False),
    Column("record", Text, nullable=False),
    UniqueConstraint("reading", "position"),
    Index("ix_claims_id", "id"),
    Index("ix_claims_type_status", "type", "status"),
    Index("ix_claims_status", "status"),
    Index("ix_claims_country", "country"),
    Index("ix_claims_first_last", "first", "last"),
    Index("ix_claims_kind_report_reading", "kind", "report", "reading"),
)

names = Table(
    "names",
    metadata,
    Column("key", ROW, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("folded", KEY, nullable=False),
    Column("actor_id", KEY, nullable=False, index=True),
    Column("actor_folded", KEY, nullable=False),
)

claim_names = Table(
    "claim_names",
    metadata,
    Column("name", ROW, ForeignKey("names.key"), primary_key=True),
    Column("claim", ROW, ForeignKey("claims.row"), primary_key=True),
    Column("role", KEY, primary_key=True),
    Column("position", Integer, primary_key=True),
    sqlite_with_rowid=False,
)

places = Table(
    "places",
    metadata,
    Column("key", ROW, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("folded", KEY, nullable=False),
    Column("place_id", KEY, nullable=False, index=True),
    Column("entry_folded", KEY, nullable=False),
    Column("country", KEY, nullable=False),
    Column("latitude", Double),
    Column("longitude", Double),
)

claim_places = Table(
    "claim_places",
    metadata,
    Column("place", ROW, ForeignKey("places.key"), primary_key=True),
    Column("claim", ROW, ForeignKey("claims.row"), primary_key=True),
    Column("role", KEY, primary_key=True),
    Column("position", Integer, primary_key=True),
    sqlite_with_rowid=False,
)

log = Table(
    "log",
    metadata,
    Column("seq", ROW, primary_key=True, autoincrement=False),
    Column("at", KEY, nullable=False),
    Column("kind", KEY, nullable=False),
    Column("subject", KEY, nullable=False),
    Column("digest", KEY, nullable=False),
    Column("previous", KEY, nullable=False),
    Column("hash", KEY, nullable=False),
    Index("ix_log_kind_subject", "kind", "subject"),
)
