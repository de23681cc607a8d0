"""Verification (being built)."""

from collections.abc import Callable

from sqlalchemy import Connection

from dateline.store.results import Verification


def verify(connection: Connection, progress: Callable[[int, int], None] | None) -> Verification:
    return Verification((), "")
