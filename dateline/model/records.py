"""What is stored for one report by one run, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.model.claims import Claim
from dateline.model.reports import Report, Snapshot


@dataclass(frozen=True, slots=True)
class Run:
    """What read a report: the version, the model and the settings; its id is derived from the three."""

    id: str
    version: str
    model: str
    """SHA-256 of the model file."""
    settings: str
    """SHA-256 of the settings that change what is read."""


@dataclass(frozen=True, slots=True)
class ReportRecord:
    """A report, the snapshot it was read from, and the claims one run read in it."""

    snapshot: Snapshot
    report: Report
    run: Run
    claims: tuple[Claim, ...]
    embedding: bytes = b""
    """Mean sentence embedding, 384 little-endian float16 values of length one; empty where not read."""
