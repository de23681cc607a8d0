"""Nominals: the status that what stands above a noun of action imposes on it."""

from __future__ import annotations

from collections.abc import Callable

from dateline.codebook import EventType, Status
from dateline.model.analysis import Analysis
from dateline.reading.assertions import read_assertion
from dateline.reading.clauses import children, is_passive, is_predicate, lemma, lower, marker
from dateline.reading.modality import modality
from dateline.reading.signs import Sign, Signs

Verdict = tuple[Sign | None, int | None]
"""The sign that decides, or the word whose status is also that of the word below; neither where all is open."""

OPEN: Verdict = (None, None)
"""Nothing above decides."""
_CASES = frozenset({"of", "for", "to", "on", "against", "about"})


class Nominals:
    """Reads what governs a noun of action, for one event type."""

    def __init__(
        self,
        analysis: Analysis,
        signs: Signs,
        event_type: EventType | None,
        read: Callable[[int], Sign | None],
    ) -> None:
        """Read in one report; `read` gives the sign of a governing word as if it were the anchor."""
        self._analysis = analysis
        self._signs = signs
        self._type = event_type
        self._read = read
        self._lists = modality()

    def over(self, at: int, head: int, relation: str) -> Verdict:
        """What the head of a noun of action, another noun, a predicate or a verb, makes of it."""
        upos = self._analysis.tokens[head].upos
        name = lemma(self._analysis, head)
        if relation == "nmod" and upos in ("NOUN", "PROPN"):
            return self._modifier(at, head, name)
        if upos != "VERB":
            states = relation == "nsubj" and is_predicate(self._analysis, head)
            return (self._stated(at, head), None) if states else OPEN
        passive = self._analysis.tokens[at].deprel == "nsubj:pass" and is_passive(self._analysis, head)
        if relation in ("obj", "obl") or passive:
            return self._argument(at, head, name, relation)
        if relation == "nsubj" and name in self._lists.classes["happening"]:
            return self._happening(head, name)
        return OPEN

    def _modifier(self, at: int, head: int, name: str) -> Verdict:
        """As in "the possibility of a strike", "a wave of attacks"."""
        classes = self._lists.classes
        case = marker(self._analysis, at)
        if case == "of" and (told := read_assertion(self._analysis, self._signs, head)) is not None:
            return told, None
        if name in classes["evidence"] and self._signs.is_nothing(head):
            return Sign(Status.NOT_OCCURRED, f"no {name}", head), None
        if case == "of" and (sign := self._signs.of_noun(head)) is not None:
            return sign, None
        status = self._lists.nouns.get(name)
        if status is not None and name not in classes["infinitive_only"] and case in _CASES:
            return Sign(status, f"noun:{name}", head), None
        return None, (head if name in classes["mass"] and case == "of" else None)

    def _stated(self, at: int, head: int) -> Sign | None:
        """As in "an attack is likely", "the strike is a possibility"."""
        word = lower(self._analysis, head)
        status = self._lists.governing.get(word) or self._lists.nouns.get(lemma(self._analysis, head))
        if status is not None:
            return Sign(status, f"predicate:{word}", head)
        under_way = word in ("underway", "way") and lower(self._analysis, at) != "it"
        return self._signs.negation(head, above=True) if under_way else None

    def _happening(self, head: int, name: str) -> Verdict:
        """As in "the attack took place", "the strike remains a possibility", "the fighting continued"."""
        for at in children(self._analysis, head, "xcomp", "obj") if name == "remain" else ():
            word = lemma(self._analysis, at)
            status = self._lists.nouns.get(word) or self._lists.governing.get(word)
            if status is not None:
                return Sign(status, f"predicate:{word}", at), None
        if name in ("come", "take", "go") and self._is_in_force(head):
            return self._signs.negation(head, above=True) or Sign(
                Status.ONGOING, "came into force", head
            ), None
        if name in self._lists.classes["lasting"]:
            said = self._signs.negation(head, above=True) or self._signs.modal(head)
            return said or Sign(Status.ONGOING, f"verb:{name}", head), None
        return None, head

    def _is_in_force(self, verb: int) -> bool:
        analysis = self._analysis
        return analysis.tokens[verb].xpos in ("VBD", "VBN") and any(
            lower(analysis, c) in ("force", "effect", "hold") for c in children(analysis, verb, "obl", "obj")
        )

    def _argument(self, at: int, head: int, name: str, relation: str) -> Verdict:
        """A noun of action as object: "launched an attack", "called for talks", "prevented a massacre"."""
        statuses = self._lists.verbs.get(name, ())
        case = marker(self._analysis, at, "case") if relation == "obl" else ""
        rule = f"verb:{name}"
        negated = self._signs.negation(head, above=True)
        if case == "by" and name == "follow" and negated is not None:
            return Sign(Status.NOT_OCCURRED, "not followed by", head), None
        if (case and case not in self._lists.prepositions.get(name, ())) or self._is_charged(head):
            return OPEN
        if (sign := self._special(head, name, relation)) is not None:
            return (None if negated and sign.status is Status.NOT_OCCURRED else sign), None
        if Status.NOT_OCCURRED in statuses:
            gerund = self._analysis.tokens[at].form.endswith("ing") and not children(
                self._analysis, at, "det"
            )
            return (
                OPEN
                if name in ("deny", "miss") and not gerund
                else (Sign(Status.NOT_OCCURRED, rule, head), None)
            )
        if name in self._lists.objects:
            above = self._read(head)
            denied = above is not None and above.status in (Status.NOT_OCCURRED, Status.UNVERIFIED)
            return above if denied else Sign(self._lists.objects[name], rule, head), None
        return self._shared(head, name, relation, negated=negated is not None)

    def _special(self, head: int, name: str, relation: str) -> Sign | None:
        """As in "ruled out talks", "is verifying deaths", "announced the deployment"."""
        analysis = self._analysis
        if name == "rule" and any(lower(analysis, c) == "out" for c in children(analysis, head, "compound")):
            return Sign(Status.NOT_OCCURRED, "ruled out", head)
        if name == "verify" and analysis.tokens[head].xpos in ("VB", "VBG") and relation == "obj":
            return Sign(Status.UNVERIFIED, f"verb:{name}", head)
        if name == "announce" and self._type in (EventType.MOBILIZE, EventType.AID):
            return Sign(Status.PLANNED, f"verb:{name}", head)
        return None

    def _shared(self, head: int, name: str, relation: str, *, negated: bool) -> Verdict:
        """The object of a verb that carries it out is as real as the verb; that of a negated one is not."""
        transparent = None in self._lists.verbs.get(name, ()) or name in self._lists.classes["doing"]
        if relation != "obl" and transparent:
            return None, head
        if relation == "obj" and negated:
            return Sign(Status.NOT_OCCURRED, f"verb:{name}:negated", head), None
        return OPEN

    def _is_charged(self, verb: int) -> bool:
        """True of "accused of ordering the shooting": what they ordered was done."""
        token = self._analysis.tokens[verb]
        if token.xpos != "VBG" or token.head < 0:
            return False
        above = (token.head, self._analysis.tokens[token.head].head)
        return any(at >= 0 and lemma(self._analysis, at) in self._lists.classes["charging"] for at in above)
