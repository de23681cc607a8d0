"""Every evidence that a claim holds, found by the types of the model, so that a new field cannot be missed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from operator import attrgetter
from typing import Any

from dateline.errors import EvidenceError
from dateline.model.claims import Claim
from dateline.model.evidence import Evidence, check

Collector = Callable[[Any, list[Evidence]], None]
_COLLECTORS: dict[type, Collector] = {}


def collect_evidence(claim: Claim) -> list[Evidence]:
    """All evidence of the claim, the same span as often as it is cited."""
    found: list[Evidence] = []
    _collect(claim, found)
    return found


def check_evidence(text: str, claim: Claim) -> int:
    """The number of quotes that were compared with the text; raises EvidenceError at the first that differs."""
    found = collect_evidence(claim)
    for evidence in found:
        if text[evidence.start : evidence.end] != evidence.quote:
            try:
                check(text, evidence)
            except EvidenceError as error:
                raise EvidenceError(f"{claim.kind} claim {claim.id}: {error}") from error
    return len(found)


def _collect(value: Any, found: list[Evidence]) -> None:
    type_ = type(value)
    collector = _COLLECTORS.get(type_)
    if collector is None:
        collector = _COLLECTORS[type_] = _make_collector(type_)
    collector(value, found)


def _make_collector(type_: type) -> Collector:
    if type_ is Evidence:
        return lambda evidence, found: found.append(evidence)
    if issubclass(type_, tuple):
        return _collect_each
    if is_dataclass(type_):
        names = [field.name for field in fields(type_)]
        values = attrgetter(*names)
        return lambda value, found: _collect_each(values(value), found)
    return _collect_nothing


def _collect_each(values: tuple[Any, ...], found: list[Evidence]) -> None:
    for value in values:
        if value is not None:
            _collect(value, found)


def _collect_nothing(_value: Any, _found: list[Evidence]) -> None:
    return
