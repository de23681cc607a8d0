"""Whether it happened: the status of what a word tells."""

from __future__ import annotations

from dateline.codebook import EventType, Status
from dateline.model.analysis import Analysis
from dateline.model.claims import Ground
from dateline.model.evidence import cite
from dateline.reading.attribution import Attribution
from dateline.reading.clauses import base, is_predicate, lemma, marker
from dateline.reading.government import Government
from dateline.reading.modality import modality
from dateline.reading.presupposition import is_definite
from dateline.reading.signs import IRREAL, Sign, Signs
from dateline.reading.standing import Standing

_INTEGRAL = frozenset({"advcl", "xcomp", "ccomp", "conj", "obj", "obl", "nsubj", "acl", "nmod"})
_SHARING_CASES = frozenset({"to", "for", "with", "of"})
_DEPTH = 3
"""How often the status of a governing verb is asked for in turn."""
_STRONG = frozenset({Status.UNVERIFIED, Status.NOT_OCCURRED, Status.HYPOTHETICAL})
"""What holds of plans and beliefs as well: they are denied, asked for, being checked."""


_SURE = 0.7
"""Below it the status head is outvoted by what most reports tell: that it occurred."""


def read_status(
    analysis: Analysis, token: int, attribution: Attribution, event_type: EventType | None = None
) -> tuple[Status, Ground]:
    """The status of what the token tells, from tense, modals, negation and what governs it.

    Where no word decides, the status head's own reading is taken if it is sure; without one, that it occurred.
    """
    reading = _Reading(analysis, attribution, event_type)
    sign = reading.decide(token)
    anchor = attribution.anchors.get(token)
    head = anchor.statuses[0] if anchor is not None and anchor.statuses else None
    if sign is None and head is not None and (head[1] >= _SURE or head[0] == Status.OCCURRED):
        return Status(head[0]), Ground("status", "head:status", score=head[1])
    sign = sign or reading.guess(token)
    if sign is None:
        return Status.OCCURRED, Ground("status", "default", score=0.5)
    word = analysis.tokens[sign.token]
    return sign.status, Ground("status", sign.rule, cite(analysis.text, word.start, word.end))


class _Reading:
    """Reads one anchor's status."""

    def __init__(self, analysis: Analysis, attribution: Attribution, event_type: EventType | None) -> None:
        self._analysis = analysis
        self._signs = Signs(analysis, attribution, event_type)
        self._standing = Standing(analysis, event_type)
        self._government = Government(analysis, self._signs, event_type, self._read_above)
        self._depth = 0

    def decide(self, token: int) -> Sign | None:
        """The sign that decides for the anchor; None where no word does."""
        lexical = self._signs.lexical(token)
        if lexical is not None:
            outer, _ = self._government.over(token)
            return outer if outer is not None and outer.status in _STRONG else lexical
        return self._read(token) or self._standing.read(token)

    def guess(self, token: int) -> Sign | None:
        """What the word alone suggests, where neither another word nor the head decides."""
        return self._standing.lasting_noun(token)

    def _read_above(self, token: int) -> Sign | None:
        if self._depth >= _DEPTH:
            return None
        self._depth += 1
        sign = self._read(token)
        self._depth -= 1
        return sign

    def _read(self, token: int) -> Sign | None:
        """The sign that decides; inside a condition plans are only imagined."""
        sign = self._climb(token)
        if sign is not None and sign.status in (Status.PLANNED, Status.ONGOING):
            return self._condition(token) or sign
        return sign

    def _climb(self, token: int) -> Sign | None:
        """Climb from the word through what leaves its status open."""
        at = token
        for _ in range(12):
            own = self._signs.own(at, token)
            outer, target = self._government.over(at)
            denied = own is not None and own.status is Status.NOT_OCCURRED
            if outer is not None and not (denied and outer.status is Status.POSSIBLE):
                return outer
            if own is not None:
                return own
            if target is None:
                return self._shared(at) or (self._done(at) if at != token else None)
            at = target
        return None

    def _done(self, at: int) -> Sign | None:
        """The past tense of a verb that carries the act out ("launched an offensive", "managed to flee")."""
        word = self._analysis.tokens[at]
        return (
            Sign(Status.OCCURRED, f"carried:{lemma(self._analysis, at)}", at) if word.xpos == "VBD" else None
        )

    def _condition(self, token: int) -> Sign | None:
        """The "if" of a clause that the token is part of."""
        at = token
        for _ in range(8):
            word = self._analysis.tokens[at]
            relation = base(word.deprel)
            sign = self._signs.mark(at) if relation == "advcl" else None
            if sign is not None and sign.status is Status.HYPOTHETICAL:
                return sign
            if relation not in _INTEGRAL or word.head < 0:
                return None
            at = word.head
        return None

    def _shared(self, at: int) -> Sign | None:
        """An indefinite object or an adjunct shares the doubt of its verb ("must seek a truce")."""
        analysis = self._analysis
        token = analysis.tokens[at]
        if token.head < 0 or not is_predicate(analysis, token.head):
            return None
        relation = base(token.deprel)
        mark = marker(analysis, at)
        gerund = relation == "advcl" and token.xpos == "VBG" and mark in ("by", "in", "")
        nominal = (
            token.upos == "NOUN"
            and (relation == "obj" or (relation == "obl" and mark in _SHARING_CASES))
            and not is_definite(analysis, at)
            and lemma(analysis, token.head) not in modality().classes["presupposing"]
        )
        if not nominal and not gerund:
            return None
        sign = self._read_above(token.head)
        return sign if sign is not None and sign.status in IRREAL else None
