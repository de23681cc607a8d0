"""Speech: the quotations of a report and the cues by which they are spoken."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.model.analysis import Analysis, EntityKind
from dateline.model.claims import Party
from dateline.reading.cue_words import Cue, CueKind
from dateline.reading.quotations import Quotation, read_quotations


class Speech:
    """The quotations of a report, and the cue by which each is spoken."""

    def __init__(self, analysis: Analysis, cues: tuple[Cue, ...]) -> None:
        """Find the quotations; who speaks them is settled by `assign`."""
        self._analysis = analysis
        self._cues = cues
        quotations = read_quotations(analysis)
        self.quotations = quotations + tuple(_unmarked_speech(analysis, cues, quotations))
        self.region = [-1] * len(analysis.tokens)
        """For each token the number of the quotation it stands in, -1 for none."""
        for number, quotation in enumerate(self.quotations):
            self.region[quotation.first : quotation.last] = [number] * (quotation.last - quotation.first)
        self.spoken: dict[int, Cue] = {}
        """The cue of each quotation that has a speaker, by its number."""

    def assign(self, holders: dict[int, tuple[Party, ...]]) -> None:
        """Give each quotation its speaker: the cue that reports it, or the one before it."""
        for cue in self._cues:
            for content in cue.contents:
                region = self.region[content]
                if region >= 0 and self.region[cue.token] != region and cue.kind is not CueKind.SOURCE:
                    self.spoken.setdefault(region, cue)
        for number, quotation in enumerate(self.quotations):
            if number not in self.spoken and _is_full(self._analysis, quotation):
                own = self._neighbour(number, holders)
                if own is not None:
                    self.spoken[number] = own

    def unspoken(self) -> Iterator[tuple[int, int]]:
        """Full quotations without a speaker whose next sentence is about a person: their numbers, and that subject."""
        people = {
            at
            for e in self._analysis.entities
            if e.kind is EntityKind.PERSON
            for at in range(e.first, e.last)
        }
        for number, quotation in enumerate(self.quotations):
            if number in self.spoken or not _is_full(self._analysis, quotation):
                continue
            here = self._analysis.sentences[self._analysis.tokens[quotation.last - 1].sentence]
            for following in self._analysis.sentences[here.index + 1 : here.index + 2]:
                subjects = (
                    token.index
                    for token in self._analysis.tokens[following.first : following.last]
                    if token.deprel == "nsubj" and self._analysis.tokens[token.head].head < 0
                )
                subject = next(subjects, None)
                if following.paragraph == here.paragraph and subject in people and subject is not None:
                    yield number, subject

    def _neighbour(self, number: int, holders: dict[int, tuple[Party, ...]]) -> Cue | None:
        """The speaker of a quotation without a cue: a bare cue next to it, or whoever spoke before."""
        quotation = self.quotations[number]
        sentence = self._analysis.tokens[quotation.first].sentence
        best: Cue | None = None
        for cue in self._cues:
            where = self._analysis.tokens[cue.token].sentence
            if where > sentence + 1:
                break
            if self.region[cue.token] >= 0 or not holders.get(cue.token) or cue.kind is CueKind.SOURCE:
                continue
            if where >= sentence and cue.token > quotation.last:
                return cue if best is None or cue.token - quotation.last < 4 else best
            if sentence - where <= 3:
                best = cue
        return best if best is not None else self.spoken.get(number - 1)


def _unmarked_speech(
    analysis: Analysis, cues: tuple[Cue, ...], quotations: tuple[Quotation, ...]
) -> Iterator[Quotation]:
    """Speech after "... said:" without quotation marks, as in press statements.

    It runs to the end of its paragraph and on through the paragraphs that speak in the first person.
    """
    for cue in cues:
        colon = _colon_after(analysis, cue)
        if colon is None or any(quotation.first - 2 <= colon <= quotation.last for quotation in quotations):
            continue
        last = _end_of_speech(analysis, analysis.tokens[colon].sentence)
        if not any(colon < quotation.first <= last for quotation in quotations):
            yield Quotation(colon + 1, last)
            return


def _end_of_speech(analysis: Analysis, sentence: int) -> int:
    paragraph = analysis.sentences[sentence].paragraph
    last = analysis.sentences[sentence].last
    for following in analysis.sentences[sentence + 1 :]:
        same = following.paragraph == paragraph
        if same or _has_first_person(analysis, following.first, following.last):
            last = following.last
    return last


def _colon_after(analysis: Analysis, cue: Cue) -> int | None:
    """The colon right after a cue of saying, or after its speaker where the cue stands first."""
    if cue.kind is not CueKind.REPORT:
        return None
    end = cue.token + 1
    while end < len(analysis.tokens) and end <= cue.token + 8 and analysis.tokens[end].form not in (":", "."):
        if analysis.tokens[end].upos == "VERB":
            return None
        end += 1
    if end >= len(analysis.tokens) - 1 or analysis.tokens[end].form != ":":
        return None
    return None if analysis.tokens[end + 1].form in _MARKS else end


_MARKS = frozenset({'"', "“", "‘", "'", "«", "„", "``"})
_FIRST_PERSON = frozenset({"i", "we", "us", "our", "my"})


def _has_first_person(analysis: Analysis, first: int, last: int) -> bool:
    return any(token.form.lower() in _FIRST_PERSON for token in analysis.tokens[first:last])


def _is_full(analysis: Analysis, quotation: Quotation) -> bool:
    """True for words spoken, not a borrowed phrase: the root of a sentence, or a verb after a capital letter."""
    tokens = analysis.tokens[quotation.first : quotation.last]
    if any(token.head < 0 for token in tokens):
        return True
    return len(tokens) > 5 and tokens[0].form[:1].isupper() and any(token.upos == "VERB" for token in tokens)
