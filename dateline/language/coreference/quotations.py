"""Quotations of a report and who speaks them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.language.lexicon import load_words
from dateline.model.analysis import Analysis, Token

_OPENING, _CLOSING = frozenset("“„«‟"), frozenset("”»")
_SINGLE = frozenset("'‘’")
_LONGEST_SINGLE = 120
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "obl:agent"})
_CLIMBED = frozenset({"conj", "xcomp", "advcl", "ccomp", "parataxis", "acl"})


@dataclass(frozen=True, slots=True)
class Quotation:
    """A half-open range of tokens between quotation marks, and the token that heads its speaker."""

    first: int
    last: int
    speaker: int | None = None


def find_quotations(analysis: Analysis) -> list[Quotation]:
    """Quotations in text order, each with its speaker where one can be told."""
    ranges = list(_ranges(analysis))
    inside = bytearray(len(analysis.tokens))
    for first, last in ranges:
        inside[first:last] = b"\1" * (last - first)
    speakers: dict[int, list[tuple[int, int]]] = {}
    found: list[Quotation] = []
    for first, last in ranges:
        speaker = _speaker(analysis, (first, last), inside, speakers)
        if speaker is None and found:
            speaker = _continued(analysis, found[-1], first)
        if speaker is None:
            speaker = _introduced(analysis, first, inside, speakers)
        found.append(Quotation(first, last, speaker))
    return found


def _ranges(analysis: Analysis) -> Iterator[tuple[int, int]]:
    """Token ranges between the marks; one that is never closed ends with its paragraph."""
    tokens, sentences = analysis.tokens, analysis.sentences
    start: int | None = None
    single_end = 0
    for token in tokens:
        if start is not None and _is_left_open(analysis, token):
            yield start, token.index
            start = None
        if token.index < single_end:
            continue
        side = _side(analysis.text, token)
        if start is None and token.form in _SINGLE:
            closing = _single_end(analysis, token)
            if closing is not None:
                yield token.index + 1, closing
                single_end = closing + 1
        elif start is None:
            start = token.index + 1 if side in {"open", "either"} else None
        elif side in {"close", "either"}:
            if start < token.index:
                yield start, token.index
            start = None
    if start is not None and start < len(tokens) and sentences:
        yield start, sentences[tokens[start].sentence].last


def _single_end(analysis: Analysis, token: Token) -> int | None:
    """The token that closes the single quotation mark at `token`, in its paragraph; None for an apostrophe."""
    tokens, text = analysis.tokens, analysis.text
    before, after = text[max(0, token.start - 1) : token.start], text[token.end : token.end + 1]
    if token.form == "’" or before.strip() or not after.isalnum():
        return None
    paragraph = analysis.sentences[token.sentence].paragraph
    for i in range(token.index + 2, min(len(tokens), token.index + _LONGEST_SINGLE)):
        other = tokens[i]
        if analysis.sentences[other.sentence].paragraph != paragraph or other.form in _OPENING:
            return None
        is_glued = tokens[i - 1].end == other.start
        if other.form in {"'", "’"} and is_glued and not text[other.end : other.end + 1].isalnum():
            return i
    return None


def _is_left_open(analysis: Analysis, token: Token) -> bool:
    """Whether a new paragraph begins here that does not go on with the open quotation."""
    sentence = analysis.sentences[token.sentence]
    if token.index != sentence.first or token.sentence == 0:
        return False
    if analysis.sentences[token.sentence - 1].paragraph == sentence.paragraph:
        return False
    if _side(analysis.text, token) == "open":
        return True
    for number in range(token.sentence, len(analysis.sentences)):
        other = analysis.sentences[number]
        if other.paragraph != sentence.paragraph:
            break
        sides = (_side(analysis.text, analysis.tokens[i]) for i in range(other.first, other.last))
        first = next(filter(None, sides), None)
        if first is not None:
            return first == "open"
    return True


def _side(text: str, token: Token) -> str:
    """Which side of a quotation a token stands at: open, close, either, or `` where it is no double mark."""
    form = token.form
    if form in _OPENING:
        return "open"
    if form in _CLOSING:
        return "close"
    if form not in {'"', "''", "``"}:
        return ""
    before = text[token.start - 1 : token.start]
    after = text[token.end : token.end + 1]
    is_open = not before or before.isspace() or before in "([{—–-"
    is_close = not after or not after.isalnum()
    if is_open and not is_close:
        return "open"
    return "close" if is_close and not is_open else "either"


def _speaker(
    analysis: Analysis, span: tuple[int, int], inside: Sequence[int], known: dict[int, list[tuple[int, int]]]
) -> int | None:
    """The speaker named nearest to the quotation in its first and last sentences."""
    first, last = span
    tokens = analysis.tokens
    numbers = {tokens[first].sentence, tokens[last - 1].sentence}
    found = [pair for number in sorted(numbers) for pair in _speakers(analysis, number, inside, known)]
    if not found:
        return None

    def distance(pair: tuple[int, int]) -> tuple[int, int]:
        verb = pair[0]
        return (min(abs(first - verb), abs(verb - last)), -verb)

    return min(found, key=distance)[1]


def _speakers(
    analysis: Analysis, number: int, inside: Sequence[int], known: dict[int, list[tuple[int, int]]]
) -> list[tuple[int, int]]:
    """(verb, speaker) pairs of one sentence outside quotations."""
    if number not in known:
        sentence = analysis.sentences[number]
        pairs: list[tuple[int, int]] = []
        for token in analysis.tokens[sentence.first : sentence.last]:
            if inside[token.index]:
                continue
            speaker = _subject(analysis, token, inside) if _is_speech(token) else _according(analysis, token)
            if speaker is not None:
                pairs.append((token.index, speaker))
        known[number] = pairs
    return known[number]


def _is_speech(token: Token) -> bool:
    return token.upos == "VERB" and token.lemma.lower() in load_words("speech_verbs")


def _subject(analysis: Analysis, verb: Token, inside: Sequence[int]) -> int | None:
    """The subject of a verb, or of the verb that it shares its subject with."""
    tokens = analysis.tokens
    at = verb
    for _ in range(4):
        for i in analysis.dependents[at.index]:
            if tokens[i].deprel in _SUBJECTS and not inside[i]:
                return _antecedent(analysis, i)
        if at.head < 0 or at.deprel not in _CLIMBED:
            return None
        at = tokens[at.head]
    return None


def _antecedent(analysis: Analysis, subject: int) -> int:
    """The noun that a relative pronoun stands for, else the subject itself."""
    tokens = analysis.tokens
    if tokens[subject].form.lower() not in {"who", "which", "that"}:
        return subject
    clause = tokens[tokens[subject].head]
    return clause.head if clause.deprel == "acl:relcl" and clause.head >= 0 else subject


def _according(analysis: Analysis, token: Token) -> int | None:
    if token.form.lower() != "according" or token.head < 0:
        return None
    above = analysis.tokens[token.head]
    return above.index if above.upos in {"NOUN", "PROPN", "PRON"} else None


def _continued(analysis: Analysis, previous: Quotation, first: int) -> int | None:
    """The previous quotation's speaker where this one follows at once."""
    tokens = analysis.tokens
    here, there = tokens[first].sentence, tokens[previous.last - 1].sentence
    is_near = here - there <= 1
    same = analysis.sentences[here].paragraph == analysis.sentences[there].paragraph
    goes_on = first - previous.last <= 2
    return previous.speaker if is_near and (same or goes_on) else None


def _introduced(
    analysis: Analysis, first: int, inside: Sequence[int], known: dict[int, list[tuple[int, int]]]
) -> int | None:
    """The speaker of the sentence before, where it leads up to the quotation."""
    number = analysis.tokens[first].sentence
    if number == 0:
        return None
    before, here = analysis.sentences[number - 1], analysis.sentences[number]
    ends = analysis.tokens[before.last - 1].form
    if before.paragraph != here.paragraph and ends != ":":
        return None
    pairs = _speakers(analysis, number - 1, inside, known)
    return pairs[0][1] if pairs else None
