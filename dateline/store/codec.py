"""The record's JSON form of claims and reports: lossless, canonical, without third-party imports.

A field that is None or an empty tuple is left out; what is absent is read back as the one or the other
by its type, never as a default that a later version might change. Evidence is written as
`[start, end, quote]`, dates as ISO 8601; a claim's `kind` tells the type of its content.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

from dateline.errors import EvidenceError, StoreError
from dateline.model.claims import KINDS, Claim
from dateline.model.evidence import Evidence
from dateline.model.reports import Report

Coder = Callable[[Any], Any]

_ENCODERS: dict[Any, Coder | None] = {}
_DECODERS: dict[Any, Coder] = {}
"""Coders by type, compiled from the model's dataclasses at first use."""

_CONTENTS = {kind.value: content for content, kind in KINDS.items()}
_REQUIRED = object()
_dump = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), allow_nan=False, check_circular=False
).encode


def to_json(value: Claim | Report) -> str:
    """The canonical JSON of a claim or report; raises StoreError on a number that is not finite.

    A report's text is left out: it is kept once, beside its hash.
    """
    try:
        encoder = _encoder(type(value))
        return _dump(encoder(value) if encoder else value)
    except ValueError as error:
        raise StoreError(f"{type(value).__name__.lower()} {value.id} cannot be written: {error}") from error


def to_claim(encoded: str) -> Claim:
    """The claim that `to_json` wrote; raises StoreError where it is no claim's JSON."""
    claim: Claim = _read(Claim, encoded, {})
    return claim


def to_report(encoded: str, text: str) -> Report:
    """The report that `to_json` wrote, with its text given back; raises StoreError as above."""
    report: Report = _read(Report, encoded, {"text": text})
    return report


def _read(type_: type, encoded: str, given: Mapping[str, str]) -> Any:
    try:
        return _decoder(type_)(json.loads(encoded) | given)
    except (ValueError, TypeError, KeyError, EvidenceError) as error:
        raise StoreError(f"no {type_.__name__.lower()} in the JSON {encoded[:80]!r}: {error!r}") from error


def _encoder(type_: Any) -> Coder | None:
    """What makes a value of this type ready for JSON; None where it is so already."""
    if type_ not in _ENCODERS:
        _ENCODERS[type_] = _make_encoder(type_)
    return _ENCODERS[type_]


def _make_encoder(type_: Any) -> Coder | None:
    origin = get_origin(type_)
    if origin is tuple:
        one = _encoder(get_args(type_)[0])
        return (lambda values: [one(value) for value in values]) if one else list
    if origin in (Union, types.UnionType):
        return _encoder(_only_arm(type_))
    if type_ is Evidence:
        return lambda evidence: [evidence.start, evidence.end, evidence.quote]
    if issubclass(type_, date):
        return date.isoformat
    return _dataclass_encoder(type_) if is_dataclass(type_) else None


def _dataclass_encoder(type_: Any) -> Coder:
    hints = get_type_hints(type_)
    parts = [(field.name, _field_encoder(type_, field.name, hints[field.name])) for field in fields(type_)
             if (type_, field.name) != (Report, "text")]  # fmt: skip

    def encode(value: Any) -> dict[str, Any]:
        encoded: dict[str, Any] = {}
        for name, encoder in parts:
            part = getattr(value, name)
            if part is not None:
                if encoder is None:
                    encoded[name] = part
                elif part:
                    encoded[name] = encoder(part)
        return encoded

    return (lambda claim: {"kind": claim.kind, **encode(claim)}) if type_ is Claim else encode


def _field_encoder(type_: Any, name: str, hint: Any) -> Coder | None:
    return _encode_content if (type_, name) == (Claim, "content") else _encoder(hint)


def _encode_content(content: Any) -> Any:
    encoder = _encoder(type(content))
    return encoder(content) if encoder else content


def _decoder(type_: Any) -> Coder:
    coder = _DECODERS.get(type_)
    if coder is None:
        coder = _DECODERS[type_] = _make_decoder(type_)
    return coder


def _make_decoder(type_: Any) -> Coder:
    origin = get_origin(type_)
    if origin is tuple:
        one = _decoder(get_args(type_)[0])
        return lambda values: tuple([one(value) for value in values])
    if origin in (Union, types.UnionType):
        return _decoder(_only_arm(type_))
    if type_ is Evidence:
        return lambda value: Evidence(*value)
    if issubclass(type_, Enum):
        return dict(type_._value2member_map_).__getitem__
    if issubclass(type_, date):
        return date.fromisoformat
    return _dataclass_decoder(type_) if is_dataclass(type_) else _same


def _dataclass_decoder(type_: Any) -> Coder:
    hints = get_type_hints(type_)
    parts = [(field.name, _field_decoder(type_, field.name, hints[field.name]), _empty(hints[field.name]))
             for field in fields(type_)]  # fmt: skip

    def decode(value: dict[str, Any]) -> Any:
        made = []
        for name, decoder, empty in parts:
            part = value.get(name)
            if part is not None:
                made.append(decoder(part))
            elif empty is _REQUIRED:
                raise KeyError(name)
            else:
                made.append(empty)
        return type_(*made)

    return _with_content(decode) if type_ is Claim else decode


def _field_decoder(type_: Any, name: str, hint: Any) -> Coder:
    return _decode_content if (type_, name) == (Claim, "content") else _decoder(hint)


def _with_content(decode: Coder) -> Coder:
    return lambda value: decode(value | {"content": (value["kind"], value["content"])})


def _decode_content(tagged: tuple[str, dict[str, Any]]) -> Any:
    kind, content = tagged
    return _decoder(_CONTENTS[kind])(content)


def _only_arm(hint: Any) -> Any:
    """`X` of `X | None`, the only kind of union there is beside a claim's content."""
    (arm,) = (arm for arm in get_args(hint) if arm is not types.NoneType)
    return arm


def _empty(hint: Any) -> Any:
    """What an absent field of this type stands for."""
    if get_origin(hint) is tuple:
        return ()
    return None if get_origin(hint) in (Union, types.UnionType) else _REQUIRED


def _same(value: Any) -> Any:
    return value
