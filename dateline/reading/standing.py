"""Standing: states and acts that go on, and what an anchor's own word alone suggests."""

from __future__ import annotations

from dateline.codebook import EventType, Status
from dateline.model.analysis import Analysis
from dateline.reading.clauses import base, child, children, lemma, lower, marker
from dateline.reading.modality import modality
from dateline.reading.signs import PRESENT, SPEECH, Sign

_STANDING_TYPES = frozenset({EventType.AID, EventType.COERCE, EventType.MOBILIZE, EventType.COOPERATE})


class Standing:
    """Reads what goes on, for one event type."""

    def __init__(self, analysis: Analysis, event_type: EventType | None) -> None:
        """Read in one report, for an event of the given type."""
        self._analysis = analysis
        self._type = event_type
        self._lists = modality()

    def read(self, token: int) -> Sign | None:
        """States and acts that go on: "are held", "under siege", "fleeing families"."""
        if self._type in SPEECH:
            return None
        for rule in (self._present_state, self._participle, self._state):
            if (sign := rule(token)) is not None:
                return sign
        return None

    def _present_state(self, at: int) -> Sign | None:
        analysis = self._analysis
        word = analysis.tokens[at]
        helpers = {lower(analysis, aux) for aux in children(analysis, at, "aux", "cop")}
        # "Are wounded" tells a result, "are believed to" what is told: neither is a state in force.
        told = self._type is EventType.ASSAULT or child(analysis, at, "xcomp", "ccomp") is not None
        if word.xpos == "VBN" and helpers & PRESENT and not helpers & {"been", "have", "has"} and not told:
            return Sign(Status.ONGOING, "state:present passive", at)
        if word.xpos not in ("VBZ", "VBP"):
            return None
        habitual = self._lists.classes["habitual"]
        if any(lower(analysis, adverb) in habitual for adverb in children(analysis, at, "advmod")):
            return Sign(Status.ONGOING, "adverb:habitual", at)
        if self._type in _STANDING_TYPES and word.deprel == "acl:relcl":
            return Sign(Status.ONGOING, "state:present", at)
        return None

    def _participle(self, at: int) -> Sign | None:
        word = self._analysis.tokens[at]
        if word.upos != "VERB" or base(word.deprel) != "amod" or children(self._analysis, at, "aux"):
            return None
        if word.xpos == "VBG" or word.form.lower() in self._lists.classes["lasting_participles"]:
            return Sign(Status.ONGOING, "state:participle", at)
        return None

    def _state(self, at: int) -> Sign | None:
        if self._faced(at):
            return Sign(Status.THREATENED, "or face", at)
        case = marker(self._analysis, at, "case")
        form = lower(self._analysis, at)
        if case in ("under", "in") and form in self._lists.classes["states"]:
            return Sign(Status.ONGOING, f"state:{case} {form}", at)
        return None

    def lasting_noun(self, at: int) -> Sign | None:
        """A noun of action that lasts, "the war", neither dated nor ended: for want of a better judge."""
        analysis = self._analysis
        form = lower(analysis, at)
        if form not in self._lists.classes["standing"] or marker(analysis, at, "case") in (
            "after",
            "following",
        ):
            return None
        head = analysis.tokens[at].head
        if head >= 0 and lemma(analysis, head) in self._lists.classes["recalling"]:
            return None
        past = self._lists.classes["past"]
        for modifier in analysis.subtree(at):
            word = analysis.tokens[modifier]
            if (word.xpos == "CD" and len(word.form) == 4) or word.form.lower() in past:
                return None
        return Sign(Status.ONGOING, f"noun:{form}", at)

    def _faced(self, at: int) -> bool:
        """True of the arrest in "leave or face arrest"."""
        before = [lower(self._analysis, word) for word in range(max(0, at - 3), at)]
        return "face" in before and "or" in before[: before.index("face")]
