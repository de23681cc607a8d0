"""Evidence: the exact words behind a value."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.errors import EvidenceError


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A half-open span of code points in a report's text, and the words that stand there."""

    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        """Raise EvidenceError where the span cannot hold the quote."""
        if self.start < 0 or self.end - self.start != len(self.quote) or not self.quote:
            raise EvidenceError(f"span {self.start}:{self.end} cannot hold the words {self.quote!r}")

    def overlaps(self, other: Evidence) -> bool:
        """True where the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end


def cite(text: str, start: int, end: int) -> Evidence:
    """The evidence of `text[start:end]`; raises EvidenceError outside the text or on an empty span."""
    if not 0 <= start < end <= len(text):
        raise EvidenceError(f"span {start}:{end} lies outside a text of {len(text)} code points")
    return Evidence(start, end, text[start:end])


def check(text: str, evidence: Evidence) -> None:
    """Raise EvidenceError unless the quote stands at its span of `text`."""
    if text[evidence.start : evidence.end] != evidence.quote:
        raise EvidenceError(f"{evidence.quote!r} does not stand at {evidence.start}:{evidence.end}")
