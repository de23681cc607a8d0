"""Speech: the quotations of a report and the cues by which they are spoken."""

from __future__ import annotations

from dateline.model.analysis import Analysis
from dateline.model.claims import Party
from dateline.reading.cue_words import Cue, CueKind
from dateline.reading.quotations import read_quotations


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
