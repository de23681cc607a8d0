"""Everything of a report as one JSON object: its metadata, text and claims with every span."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from enum import Enum
from typing import Any

from dateline.model.civilians import read_civilians
from dateline.model.claims import Claim
from dateline.model.reports import Report

FORM = 1
"""Version of this form; raised when a key changes its meaning or goes."""


def to_json(report: Report, claims: Iterable[Claim], *, indent: int | None = None) -> str:
    """One JSON object; spans are code points, half-open, in `report.text`; times are ISO 8601."""
    claims = tuple(claims)
    civilians = read_civilians(claims)
    whole = {
        "form": FORM,
        "report": asdict(report),
        "civilians": {"harm": civilians.harm, "presence": civilians.presence},
        "claims": [{"id": claim.id, "kind": claim.kind.value, **_claim(claim)} for claim in claims],
    }
    return json.dumps(whole, ensure_ascii=False, indent=indent, default=_plain)


def _claim(claim: Claim) -> dict[str, Any]:
    values = asdict(claim)
    values.pop("id")
    return values


def _plain(value: object) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")
