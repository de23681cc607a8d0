"""Every evidence that a claim holds, found by the types of the model, so that a new field cannot be missed."""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import partial
from typing import Any, Union, get_args, get_origin, get_type_hints

from dateline.errors import EvidenceError
from dateline.model.claims import Claim
from dateline.model.evidence import Evidence, check

Collector = Callable[[Any, list[Evidence]], None]
_COLLECTORS: dict[Any, Collector | None] = {}
"""Collectors by type; None for the types that can hold no evidence."""


def collect_evidence(claim: Claim) -> list[Evidence]:
    """All evidence of the claim, the same span as often as it is cited."""
    found: list[Evidence] = []
    collect = _collector(Claim)
    if collect:
        collect(claim, found)
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


def _collector(type_: Any) -> Collector | None:
    if type_ not in _COLLECTORS:
        _COLLECTORS[type_] = _make_collector(type_)
    return _COLLECTORS[type_]


def _make_collector(type_: Any) -> Collector | None:
    origin = get_origin(type_)
    if origin is tuple:
        one = _collector(get_args(type_)[0])
        return partial(_collect_each, one) if one else None
    if origin in (Union, types.UnionType):
        arms = [arm for arm in get_args(type_) if arm is not types.NoneType]
        return _collector(arms[0]) if len(arms) == 1 else _collect_of_its_type
    if type_ is Evidence:
        return lambda evidence, found: found.append(evidence)
    return _dataclass_collector(type_) if is_dataclass(type_) else None


def _dataclass_collector(type_: Any) -> Collector | None:
    hints = get_type_hints(type_)
    holding = [(field.name, one) for field in fields(type_) if (one := _collector(hints[field.name]))]
    if not holding:
        return None

    def collect(value: Any, found: list[Evidence]) -> None:
        for name, one in holding:
            part = getattr(value, name)
            if part is not None:
                one(part, found)

    return collect


def _collect_each(one: Collector, values: tuple[Any, ...], found: list[Evidence]) -> None:
    for value in values:
        one(value, found)


def _collect_of_its_type(value: Any, found: list[Evidence]) -> None:
    one = _collector(type(value))
    if one:
        one(value, found)
