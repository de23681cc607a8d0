"""Who says so: the chain of holders for what stands at each token of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.codebook import EventType
from dateline.model.analysis import Analysis
from dateline.model.claims import Ground, Party
from dateline.model.evidence import cite
from dateline.model.reports import Report
from dateline.reading.clauses import base, children, lemma, lower
from dateline.reading.cue_words import Cue, CueKind, lexicon
from dateline.reading.cues import find_cues
from dateline.reading.presupposition import presupposes, tells_when
from dateline.reading.speakers import Speakers
from dateline.reading.speech import Speech
from dateline.reading.voices import outer_speech

if TYPE_CHECKING:
    from dateline.reading.parties import Names

_BINDING = frozenset({CueKind.DEMAND, CueKind.PROMISE, CueKind.THREATEN})
_MERE = frozenset({CueKind.REPORT, CueKind.BELIEVE, CueKind.PERCEIVE, CueKind.SHOW})


class Attribution:
    """The holders of every token of a report, found by climbing its trees through cues and quotations."""

    def __init__(
        self, analysis: Analysis, cues: tuple[Cue, ...], holders: dict[int, tuple[Party, ...]], speech: Speech
    ) -> None:
        """Index the cues by their contents; `holders` are by the cue's token."""
        self._analysis = analysis
        self._holders = holders
        self._speech = speech
        self.found = cues
        """Every cue of the report in text order."""
        self._contents: dict[int, list[Cue]] = {}
        for cue in cues:
            for content in cue.contents:
                self._contents.setdefault(content, []).append(cue)
        self.anchors = {anchor.token: anchor for anchor in analysis.anchors}
        """What the heads say of a token as an event's anchor."""
        self._chains: dict[int, tuple[tuple[Party, ...], Ground | None]] = {}
        outer = ((cue.token, outer_speech(analysis, cue.token)) for cue in cues)
        self._moved = {token: above for token, above in outer if above is not None}
        self.cues = frozenset(cue.token for cue in cues if _merely_reports(analysis, cue))
        """Tokens that merely report speech or belief: no events of their own."""

    def chain(self, token: int, event_type: EventType | None = None) -> tuple[Party, ...]:
        """Holders for what stands at the token, nearest to the report first; empty is the report's own voice.

        A request made by saying "should" or "must" is the speaker's own act, which the report states itself.
        """
        chain = self._read(token)[0]
        if chain and event_type is EventType.REQUEST and _urges(self._analysis, token):
            return chain[:-1]
        return chain

    def ground(self, token: int) -> Ground | None:
        """The cue that made the token's chain; None where the report speaks itself."""
        return self._read(token)[1]

    def governing(self, token: int) -> tuple[Cue, ...]:
        """The cues above a token, innermost first."""
        return tuple(self._climb(token))

    def _read(self, token: int) -> tuple[tuple[Party, ...], Ground | None]:
        known = self._chains.get(token)
        if known is None:
            known = self._chains[token] = self._build(token)
        return known

    def _build(self, token: int) -> tuple[tuple[Party, ...], Ground | None]:
        chain: list[Party] = []
        ground: Ground | None = None
        for cue in () if self._is_granted(token) else self._climb(token):
            for party in reversed(self._holders.get(cue.token, ())):
                if not chain or not same_holder(chain[-1], party):
                    chain.append(party)
            if ground is None and chain:
                ground = self._ground(cue)
        return tuple(reversed(chain)), ground

    def _is_granted(self, token: int) -> bool:
        """True for what a sentence takes for granted inside indirect speech: it is the report's own claim."""
        analysis = self._analysis
        region = self._speech.region[token]
        if region >= 0 and region in self._speech.spoken:
            return False
        at = token
        while at >= 0 and at not in self._contents:
            if presupposes(analysis, at, token):
                return True
            at = analysis.tokens[at].head
        return False

    def _ground(self, cue: Cue) -> Ground:
        word = self._analysis.tokens[cue.token]
        rule = f"cue:{lemma(self._analysis, cue.token)}"
        return Ground("attribution", rule, cite(self._analysis.text, word.start, word.end))

    def _climb(self, token: int) -> list[Cue]:
        """The cues whose content the token stands in, innermost first."""
        used: list[Cue] = []
        path: set[int] = set()
        at = token
        while at >= 0 and at not in path:
            path.add(at)
            jump = self._jump(at, path, used)
            if jump is not None:
                at = jump
                continue
            head = self._moved.get(at, self._analysis.tokens[at].head)
            here = self._speech.region[at]
            leaves = here >= 0 and (head < 0 or self._speech.region[head] != here)
            cue = self._speech.spoken.get(here) if leaves else None
            if cue is not None and cue not in used and cue.token not in path:
                used.append(cue)
                head = cue.token
            at = head
        return used

    def _jump(self, at: int, path: set[int], used: list[Cue]) -> int | None:
        """Take in the cues that have `at` for content; where to go on, if not at its head."""
        target = None
        for cue in self._contents.get(at, ()):
            if cue in used or (cue.token in path and not cue.inside):
                continue
            if cue.inside:
                shut_out = cue.shut in path and not self._goes_with(cue, path)
                if not shut_out and not self._left_behind(cue, at, path):
                    used.append(cue)
                    # Whoever is cited for the cue itself stands outside it ("..., he said, according to X").
                    used += [outer for outer in self._contents.get(cue.token, ()) if outer not in used]
            else:
                if not (cue.kind in _BINDING and tells_when(self._analysis, path, at)):
                    used.append(cue)
                target = cue.token
        return target

    def _left_behind(self, cue: Cue, at: int, path: set[int]) -> bool:
        """True for a clause that follows a source in mid sentence ("..., according to X, but ...")."""
        if cue.kind is not CueKind.SOURCE or cue.token < at:
            return False
        return any(
            top > cue.token
            and self._analysis.tokens[top].head == at
            and base(self._analysis.tokens[top].deprel) in ("conj", "advcl")
            for top in path
        )

    def _goes_with(self, cue: Cue, path: set[int]) -> bool:
        """True for a "with" clause that parses hang on a cue in mid sentence ("..., he said, with two killed")."""
        analysis = self._analysis
        return any(
            analysis.tokens[top].head == cue.shut
            and top > cue.shut
            and base(analysis.tokens[top].deprel) == "advcl"
            and any(lower(analysis, at) == "with" for at in range(cue.shut + 1, top))
            for top in path
        )


def _merely_reports(analysis: Analysis, cue: Cue) -> bool:
    eventful = lemma(analysis, cue.token) in lexicon().behaviour["eventful"]
    return cue.kind in _MERE and analysis.tokens[cue.token].upos != "NOUN" and not eventful


def _urges(analysis: Analysis, token: int) -> bool:
    return any(lower(analysis, at) in ("should", "must", "ought") for at in children(analysis, token, "aux"))


def same_holder(one: Party, other: Party) -> bool:
    """True where two holders are one party."""
    a, b = one.name.lower(), other.name.lower()
    return a == b or a.endswith(" " + b) or b.endswith(" " + a)


def read_attribution(analysis: Analysis, report: Report, names: Names) -> Attribution:
    """Who holds what: cues of saying and believing, quotations, running attribution, outlets citing outlets."""
    cues = find_cues(analysis)
    speech = Speech(analysis, cues)
    speakers = Speakers(analysis, report, names)
    told = _Told()
    holders = {cue.token: told.carry(analysis, cue, _holders(speakers, cue)) for cue in cues}
    speech.assign(holders)
    for number, subject in tuple(speech.unspoken()):
        cue = Cue(subject, CueKind.REPORT, (), subject)
        holders.setdefault(subject, _holders(speakers, cue))
        speech.spoken[number] = cue
    return Attribution(analysis, cues, holders, speech)


def _holders(speakers: Speakers, cue: Cue) -> tuple[Party, ...]:
    holders: list[Party] = []
    if cue.venue is not None and (venue := speakers.outlet(cue.venue)) is not None:
        holders.append(venue)
    for token in (cue.speaker, cue.source):
        if token is None:
            continue
        party = speakers.bare(token) if token == cue.token else speakers.party(token)
        if party is not None:
            holders.append(party)
            speakers.remember(token, party)
    return tuple(holders)


class _Told:
    """Whom a speaker told: the outlet stays a holder while the same speaker goes on."""

    def __init__(self) -> None:
        self._outlet: Party | None = None
        self._speaker: Party | None = None

    def carry(self, analysis: Analysis, cue: Cue, holders: tuple[Party, ...]) -> tuple[Party, ...]:
        """The holders of a cue, with the outlet in front that its speaker has just told."""
        if cue.kind is not CueKind.REPORT or not holders or analysis.tokens[cue.token].upos == "NOUN":
            return holders
        speaker = holders[-1]
        if len(holders) > 1 and cue.venue is not None:
            self._outlet, self._speaker = holders[0], speaker
        elif self._speaker is not None and not same_holder(speaker, self._speaker):
            self._outlet = self._speaker = None
        elif self._outlet is not None and cue.venue is None and len(holders) == 1:
            return (self._outlet, *holders)
        return holders
