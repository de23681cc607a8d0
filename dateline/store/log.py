"""The append-only log: each row holds the hash of the row before it, so that no past row can be changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import Connection, select

from dateline.store.dialects import insert_rows
from dateline.store.schema import log

GENESIS = "0" * 64
"""What stands for the previous hash in the first row."""


class LogKind(StrEnum):
    """What a row of the log says was added."""

    SNAPSHOT = "snapshot"
    CAPTURE = "capture"
    RUN = "run"
    REPORT = "report"
    READING = "reading"


class LogTail:
    """The end of the log within one transaction; rows noted here are written together by `flush`."""

    def __init__(self, connection: Connection) -> None:
        """Read the last row; the transaction must already keep other writers out."""
        self._connection = connection
        last = connection.execute(select(log.c.seq, log.c.hash).order_by(log.c.seq.desc()).limit(1)).first()
        self._seq: int = last.seq if last else 0
        self._hash: str = last.hash if last else GENESIS
        self._rows: list[dict[str, object]] = []
        self.at = now()

    def note(self, kind: LogKind, subject: str, digest: str) -> None:
        """Add a row that says that `subject`, whose content has this digest, was added now."""
        self._seq += 1
        hash_ = chain_hash(self._seq, self.at, kind, subject, digest, self._hash)
        self._rows.append(
            {
                "seq": self._seq,
                "at": self.at,
                "kind": kind.value,
                "subject": subject,
                "digest": digest,
                "previous": self._hash,
                "hash": hash_,
            }
        )
        self._hash = hash_

    def flush(self) -> None:
        """Write the rows."""
        if self._rows:
            insert_rows(self._connection, log, self._rows)
            self._rows = []


def chain_hash(*row: object) -> str:
    """SHA-256 over a row: number, time, kind, subject, digest and the previous row's hash."""
    return digest_of(row)


def digest_of(parts: Iterable[object]) -> str:
    """SHA-256 over the parts as one JSON array, hexadecimal."""
    canonical = json.dumps(list(parts), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def now() -> str:
    """The time, UTC, ISO 8601 with microseconds."""
    return datetime.now(UTC).isoformat(timespec="microseconds")
