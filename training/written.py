"""Reports written for training, with their records: the plain form they are kept in, and its checker."""

import re
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from training.inventory import STATUSES, TYPES

FOLDER = Path(__file__).parent / "written"
MEASURES = frozenset(
    [
        "killed",
        "wounded",
        "captured",
        "missing",
        "displaced",
        "evacuated",
        "fighters",
        "civilians",
        "people",
        "vehicles",
        "weapons",
        "attacks",
        "other",
    ]
)
DEALS = frozenset(
    ("ceasefire", "safe_passage", "prisoner_exchange", "surrender", "access", "withdrawal", "peace", "other")
)
_FIELDS = {"E": 9, "C": 7, "M": 7, "A": 6}
_LISTS = {"E": "events", "C": "counts", "M": "movements", "A": "agreements"}
_BOUNDS = re.compile(r"(~?)(?:(\d+)\.\.(\d+)|(\d+)\.\.|\.\.(\d+)|(\d+))")
_DATES = re.compile(r"\d{4}-\d\d-\d\d(?:\.\.\d{4}-\d\d-\d\d)?")


class WrittenError(ValueError):
    """A written report that is not in its form; the message says where and what."""


def read_written(folder: Path = FOLDER) -> list[dict[str, Any]]:
    """Every written report with its record, in the form of the gold files. Raises WrittenError."""
    return [report for path in sorted(folder.glob("*.txt")) for report in read_reports(path)]


def read_reports(path: Path) -> Iterator[dict[str, Any]]:
    """The reports of one file."""
    for block in re.split(r"(?m)^=== ", path.read_text(encoding="utf-8"))[1:]:
        head, _, rest = block.partition("\n")
        try:
            yield _report(head, rest)
        except ValueError as error:
            raise WrittenError(f"{path.name}: {head.split('|')[0].strip()}: {error}") from error


def _report(head: str, rest: str) -> dict[str, Any]:
    name, published, outlet = (part.strip() for part in head.split("|"))
    date.fromisoformat(published)
    body, divider, lines = rest.partition("\n---\n")
    if not divider:
        raise WrittenError("no line --- between text and record")
    report: dict[str, Any] = {"doc_id": name, "published": published, "outlet": outlet, "text": body.strip()}
    report |= {key: [] for key in _LISTS.values()}
    for line in lines.strip().splitlines():
        if line.strip():
            kind, _, row = line.strip().partition(" ")
            if kind not in _FIELDS:
                raise WrittenError(f"line begins with none of E, C, M, A: {line}")
            fields = [field.strip() for field in row.split(" | ")]
            if len(fields) != _FIELDS[kind]:
                raise WrittenError(f"{len(fields)} fields, not {_FIELDS[kind]}: {line}")
            report[_LISTS[kind]].append(_READERS[kind](fields, report["text"]))
    return report


def _event(fields: list[str], text: str) -> dict[str, Any]:
    anchor, kind, status, actors, recipients, place, country, when, said_by = fields
    if not 1 <= len(anchor.partition("#")[0].split()) <= 6:
        raise WrittenError(f"anchor is not one to four words: {anchor}")
    return {
        **_quoted("anchor", anchor, text),
        "type": _one_of(kind, TYPES[1:], "type"),
        "status": _one_of(status, STATUSES, "status"),
        "actors": _verbatim(_list(actors), text),
        "recipients": _verbatim(_list(recipients), text),
        "place": _named(place, text),
        "country": _country(country),
        "date": _dates(when),
        "said_by": _verbatim(_list(said_by, " > "), text),
    }


def _count(fields: list[str], text: str) -> dict[str, Any]:
    quote, measure, who, bounds, place, status, said_by = fields
    return {
        **_quoted("quote", quote, text),
        "measure": _one_of(measure, MEASURES, "measure"),
        "who": _named(who, text),
        **_bounds(bounds),
        "place": _named(place, text),
        "status": _one_of(status, STATUSES, "status"),
        "said_by": _verbatim(_list(said_by, " > "), text),
    }


def _movement(fields: list[str], text: str) -> dict[str, Any]:
    quote, who, origin, destination, means, status, said_by = fields
    return {
        **_quoted("quote", quote, text),
        "who": _named(who, text),
        "origin": _named(origin, text),
        "destination": _named(destination, text),
        "means": _named(means, text),
        "status": _one_of(status, STATUSES, "status"),
        "said_by": _verbatim(_list(said_by, " > "), text),
    }


def _agreement(fields: list[str], text: str) -> dict[str, Any]:
    quote, kind, parties, terms, status, said_by = fields
    return {
        **_quoted("quote", quote, text),
        "kind": _one_of(kind, DEALS, "kind"),
        "parties": _verbatim(_list(parties), text),
        "terms": _verbatim(_list(terms), text),
        "status": _one_of(status, STATUSES, "status"),
        "said_by": _verbatim(_list(said_by, " > "), text),
    }


_READERS = {"E": _event, "C": _count, "M": _movement, "A": _agreement}


def _quoted(key: str, value: str, text: str) -> dict[str, Any]:
    quote, _, nth = value.partition("#")
    times = text.count(quote)
    if not times:
        raise WrittenError(f"not in the text: {quote}")
    if times > 1 and not nth:
        raise WrittenError(f"occurs {times} times, say which (#1 ...): {quote}")
    if nth and not 1 <= int(nth) <= times:
        raise WrittenError(f"occurs {times} times only: {value}")
    return {key: quote, "nth": int(nth)} if nth else {key: quote}


def _one_of(value: str, allowed: Any, what: str) -> str:
    if value not in allowed:
        raise WrittenError(f"no {what}: {value}")
    return value


def _list(field: str, divider: str = " ; ") -> list[str]:
    return [] if field in {"-", ""} else [part.strip() for part in field.split(divider)]


def _verbatim(names: list[str], text: str) -> list[str]:
    for name in names:
        if name not in text:
            raise WrittenError(f"not in the text: {name}")
    return names


def _named(field: str, text: str) -> str | None:
    return None if field in {"-", ""} else _verbatim([field], text)[0]


def _country(field: str) -> str | None:
    if field in {"-", ""}:
        return None
    if not re.fullmatch("[A-Z]{2}", field):
        raise WrittenError(f"no two-letter country: {field}")
    return field


def _dates(field: str) -> Mapping[str, str] | None:
    if field in {"-", ""}:
        return None
    if not _DATES.fullmatch(field):
        raise WrittenError(f"no date: {field}")
    first, _, last = field.partition("..")
    date.fromisoformat(first), date.fromisoformat(last or first)
    return {"from": first, "to": last or first}


def _bounds(field: str) -> dict[str, Any]:
    found = _BOUNDS.fullmatch(field)
    if not found:
        raise WrittenError(f"no bounds: {field}")
    approx, low, high, least, most, exact = found.groups()
    ends = (low or least or exact, high or most or exact)
    bounds: dict[str, Any] = {"low": ends[0] and int(ends[0]), "high": ends[1] and int(ends[1])}
    return {**bounds, "approx": True} if approx else bounds


def main() -> int:
    """Check every file and print how much there is."""
    wrong, counted = 0, dict.fromkeys(_LISTS.values(), 0)
    reports, names = 0, set()
    for path in sorted(FOLDER.glob("*.txt")):
        try:
            for report in read_reports(path):
                reports += 1
                if report["doc_id"] in names:
                    raise WrittenError(f"{path.name}: id twice: {report['doc_id']}")
                names.add(report["doc_id"])
                for key in counted:
                    counted[key] += len(report[key])
        except WrittenError as error:
            wrong += 1
            print(error, file=sys.stderr)
    print(f"{reports} reports, " + ", ".join(f"{n} {key}" for key, n in counted.items()))
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
