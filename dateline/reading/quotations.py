"""Quotations: which tokens stand inside quotation marks, as regions in text order."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.model.analysis import Analysis

_OPEN = {"“": "”", "«": "»", "„": "“”", "‘": "’", "``": "''"}
_CLOSE = frozenset("”»")
_STRAIGHT = frozenset({'"', "''", "'"})


@dataclass(frozen=True, slots=True)
class Quotation:
    """A half-open range of tokens between two quotation marks, marks left out."""

    first: int
    last: int
    goes_on: bool = False
    """True where the marks were opened again at the next paragraph without having been closed."""


def read_quotations(analysis: Analysis) -> tuple[Quotation, ...]:
    """The outermost quotations of a text; one that is never closed ends with its paragraph."""
    found: list[Quotation] = []
    opened, mark = -1, ""
    paragraph_end = _paragraph_ends(analysis)
    for token in analysis.tokens:
        at, form = token.index, token.form
        if opened < 0:
            if _opens(analysis, at):
                opened, mark = at + 1, form
        elif _closes(analysis, at, mark):
            _add(found, opened, at)
            opened = -1
        elif form == mark and _opens(analysis, at):
            # The closing mark was forgotten: the earlier quotation ends with the sentence before.
            _add(found, opened, analysis.sentences[analysis.tokens[at].sentence].first)
            opened = at + 1
        if opened >= 0 and at + 1 == paragraph_end[analysis.tokens[at].sentence]:
            _add(found, opened, at + 1, goes_on=_reopens(analysis, at + 1))
            opened = -1
    if opened >= 0:
        _add(found, opened, len(analysis.tokens))
    return tuple(found)


def _add(found: list[Quotation], first: int, last: int, *, goes_on: bool = False) -> None:
    if first < last:
        found.append(Quotation(first, last, goes_on))


def _paragraph_ends(analysis: Analysis) -> list[int]:
    """For each sentence the token at which its paragraph ends."""
    ends = [0] * len(analysis.sentences)
    end, paragraph = len(analysis.tokens), -1
    for sentence in reversed(analysis.sentences):
        if sentence.paragraph != paragraph:
            end, paragraph = sentence.last, sentence.paragraph
        ends[sentence.index] = end
    return ends


def _space_before(analysis: Analysis, at: int) -> bool:
    start = analysis.tokens[at].start
    return start == 0 or analysis.text[start - 1] in " \n\t\u00a0([—–-"


def _space_after(analysis: Analysis, at: int) -> bool:
    end = analysis.tokens[at].end
    return end >= len(analysis.text) or not analysis.text[end].isalnum()


def _opens(analysis: Analysis, at: int) -> bool:
    form = analysis.tokens[at].form
    if form in _OPEN:
        return form != "‘" or _space_before(analysis, at)
    if form in _STRAIGHT:
        end = analysis.tokens[at].end
        spaced = end >= len(analysis.text) or analysis.text[end].isspace()
        return _space_before(analysis, at) and not (spaced and form == "'")
    return False


def _closes(analysis: Analysis, at: int, mark: str) -> bool:
    form = analysis.tokens[at].form
    if mark in _OPEN:
        return form in _OPEN[mark] and (form != "’" or _space_after(analysis, at))
    if form != mark:
        return False
    # A straight mark with space before and none after opens, everything else closes.
    end = analysis.tokens[at].end
    after = analysis.text[end : end + 1]
    return not (_space_before(analysis, at) and after and not after.isspace() and after.isalnum())


def _reopens(analysis: Analysis, at: int) -> bool:
    return at < len(analysis.tokens) and _opens(analysis, at)
