"""Every exception of Dateline, each with its exit code and HTTP status.

DatelineError
├── InputError              what was given cannot be used                  exit 2, 400
│   ├── UnreadableDocument  one document is empty, binary, broken, too big exit 2, 422
│   ├── UnsafeAddress       an address that may not be fetched             exit 2, 400
│   └── UnknownName         an id or name that the record does not hold    exit 2, 404
├── SourceError             a source did not answer as it should           exit 1, 502
├── EvidenceError           a value whose words are not in its report      exit 1, 500
├── StoreError              the record cannot be read or written           exit 1, 503
│   └── TamperError         a hash, quote or link of the record is wrong   exit 1, 500
└── ModelError              the language model cannot be loaded or run     exit 1, 500
"""

from __future__ import annotations

from typing import ClassVar


class DatelineError(Exception):
    """The root of the tree. The message says what is wrong, where, and what to do."""

    exit_code: ClassVar[int] = 1
    http_status: ClassVar[int] = 500


class InputError(DatelineError):
    """What the caller gave cannot be used as it is."""

    exit_code = 2
    http_status = 400


class UnreadableDocument(InputError):
    """One document is empty, binary, broken or too large; the rest of its batch goes on."""

    http_status = 422

    def __init__(self, item: str, problem: str, remedy: str) -> None:
        """Name the item, what is wrong with it, and what would mend it."""
        super().__init__(f"{item}: {problem}. {remedy}")
        self.item = item
        self.problem = problem
        self.remedy = remedy

    def __reduce__(self) -> tuple[type[UnreadableDocument], tuple[str, str, str]]:
        """Workers send it to their parent: it is made anew from its parts, not from its message."""
        return type(self), (self.item, self.problem, self.remedy)


class UnsafeAddress(InputError):
    """An address that Dateline refuses to fetch: private, link-local, or no web address."""


class UnknownName(InputError):
    """An id or name that the record or gazetteer does not hold."""

    http_status = 404


class SourceError(DatelineError):
    """A source did not answer, or answered with a failure."""

    http_status = 502


class EvidenceError(DatelineError):
    """A value whose words are not at the stated place of its report; it is never stored."""


class StoreError(DatelineError):
    """The record cannot be opened, read or written."""

    http_status = 503


class TamperError(StoreError):
    """A hash, a quote or a link of the log does not hold: the record was changed outside Dateline."""

    http_status = 500


class ModelError(DatelineError):
    """The language model is missing, broken, or not the one that was asked for."""
