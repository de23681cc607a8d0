"""Government: the status that what stands above a word imposes on it."""

from __future__ import annotations

from collections.abc import Callable

from dateline.codebook import EventType, Status
from dateline.model.analysis import Analysis
from dateline.reading.clauses import (
    base,
    child,
    children,
    is_infinitive,
    is_passive,
    is_predicate,
    lemma,
    lower,
    marker,
)
from dateline.reading.modality import modality
from dateline.reading.signs import HARM, IRREAL, SPEECH, Sign, Signs

Verdict = tuple[Sign | None, int | None]
"""The sign that decides, or the word whose status is also that of the word below; neither where all is open."""

_OPEN: Verdict = (None, None)
_IMPOSING = frozenset({Status.PLANNED, Status.HYPOTHETICAL, Status.THREATENED, Status.NOT_OCCURRED})
_CASES = frozenset({"of", "for", "to", "on", "against", "about"})
_OBLIQUE = frozenset({"from", "against", "of", "for", "to", "on", "about"})


class Government:
    """Reads what governs a word, for one event type."""

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

    def over(self, at: int) -> Verdict:
        """What the head of a word makes of it."""
        token = self._analysis.tokens[at]
        relation = base(token.deprel)
        if token.head < 0:
            return _OPEN
        if relation == "conj":
            return self._conjunct(at, token.head)
        if relation in ("xcomp", "ccomp", "csubj"):
            return self._complement(at, token.head)
        if relation in ("advcl", "acl"):
            loose = self._infinitive if is_infinitive(self._analysis, at) else self._loose_clause
            return loose(at, token.head)
        if is_predicate(self._analysis, at):
            return _OPEN
        return self._nominal(at, token.head, relation)

    def _conjunct(self, at: int, head: int) -> Verdict:
        """A conjunct without a subject shares the modal, the mark and the governor of the first."""
        analysis = self._analysis
        clash = analysis.tokens[at].xpos == "VBG" and analysis.tokens[head].xpos == "VB"
        if clash or self._is_finite(at):
            return _OPEN
        predicate = is_predicate(analysis, at)
        shared = self._signs.modal(head) or self._signs.mark(head) or self._signs.choice(head)
        if shared is not None and predicate and child(analysis, at, "aux") is None:
            return shared, None
        outer, target = self.over(head)
        if outer is None and not predicate:
            outer = self._signs.of_noun(head)
        return outer, target

    def _is_finite(self, at: int) -> bool:
        if child(self._analysis, at, "nsubj", "expl", "cop") is not None:
            return True
        return self._analysis.tokens[at].xpos in ("VBD", "VBZ", "VBP")

    def _complement(self, at: int, head: int) -> Verdict:
        analysis = self._analysis
        ready = analysis.tokens[head].xpos == "VBN" and lower(analysis, head) in self._lists.governing
        if ready or analysis.tokens[head].upos not in ("VERB", "AUX"):
            return self._predicate(head)
        gerund = analysis.tokens[at].xpos == "VBG" and child(analysis, at, "aux", "nsubj") is None
        if is_infinitive(analysis, at) or gerund:
            return self._by_infinitive(at, head)
        return self._by_clause(at, head), None

    def _by_infinitive(self, at: int, head: int) -> Verdict:
        """As in "planned to", "failed to", "kept firing"."""
        name = lemma(self._analysis, head)
        statuses = self._lists.verbs.get(name, ())
        if self._is_yet_to(at, name):
            return Sign(Status.NOT_OCCURRED, "yet to", at), None
        if not statuses:
            return None, head if not is_infinitive(self._analysis, at) else None
        status = statuses[0]
        if name == "go":
            imagined = self._signs.mark(head) is not None
            return Sign(Status.HYPOTHETICAL if imagined else Status.PLANNED, "modal:going to", head), None
        asked = name == "want" and child(self._analysis, head, "obj") is not None
        if asked or name in self._lists.classes["liking"]:
            status = Status.HYPOTHETICAL
        if status is None:
            return None, head
        return self._imposed(at, head, name, status), None

    def _is_yet_to(self, at: int, name: str) -> bool:
        """True for "has yet to" and "is yet to"."""
        before = [lower(self._analysis, i) for i in range(max(0, at - 3), at)]
        return name in ("have", "be", "yet") and "yet" in before

    def _imposed(self, at: int, head: int, name: str, status: Status) -> Sign | None:
        if status is Status.UNVERIFIED:
            return None
        if status is Status.ONGOING and (modal := self._signs.modal(head)) is not None:
            return modal
        if status is Status.PLANNED and (own := self._signs.negation(at)) is not None:
            return own
        negated = self._signs.negation(head) is not None
        if negated and status is Status.NOT_OCCURRED:
            return Sign(Status.OCCURRED, f"verb:not {name}", head)
        if negated and status in (Status.PLANNED, Status.ONGOING):
            return Sign(Status.NOT_OCCURRED, f"verb:not {name}", head)
        if status is Status.THREATENED and self._type not in HARM and name == "warn":
            status = Status.HYPOTHETICAL
        return Sign(status, f"verb:{name}", head)

    def _by_clause(self, at: int, head: int) -> Sign | None:
        """As in "denied that", "could not say whether", "believe that"."""
        name = lemma(self._analysis, head)
        statuses = self._lists.verbs.get(name, ())
        rule = f"verb:{name}"
        negated = self._signs.negation(head) is not None
        asked = marker(self._analysis, at, "mark").startswith(("whether", "if"))
        if asked or (Status.UNVERIFIED in statuses and negated):
            return Sign(Status.UNVERIFIED, rule, head)
        if Status.NOT_OCCURRED in statuses:
            return Sign(Status.NOT_OCCURRED, rule, head)
        if Status.THREATENED in statuses and self._type in HARM:
            modal = self._signs.modal(at)
            weak = modal is not None and modal.status is Status.POSSIBLE
            return modal if weak else Sign(Status.THREATENED, rule, head)
        return self._by_attitude(at, head, name, negated)

    def _by_attitude(self, at: int, head: int, name: str, negated: bool) -> Sign | None:
        classes = self._lists.classes
        if name in classes["wishing"]:
            return Sign(Status.HYPOTHETICAL, f"verb:{name}", head)
        if name in classes["ensuring"]:
            sign = self._read(head)
            return sign if sign is not None and sign.status in IRREAL else None
        if name not in classes["doubting"]:
            return None
        own = self._signs.negation(at)
        if own is not None:
            return own
        return Sign(
            Status.NOT_OCCURRED if negated else Status.POSSIBLE, f"verb:{'not ' * negated}{name}", head
        )

    def _predicate(self, head: int) -> Verdict:
        """A clause under an adjective or noun: "is likely to", "it is vital that", "the plan to"."""
        word = lower(self._analysis, head)
        if word not in self._lists.governing:
            name = lemma(self._analysis, head)
            noun = self._lists.nouns.get(name)
            return (Sign(noun, f"noun:{name}", head), None) if noun else _OPEN
        status = self._lists.governing[word]
        if word == "unable":
            return Sign(Status.NOT_OCCURRED, "adjective:unable", head), None
        if status is None:
            return None, head
        if status in (Status.PLANNED, Status.POSSIBLE) and self._signs.negation(head) is not None:
            return Sign(Status.NOT_OCCURRED, f"adjective:not {word}", head), None
        return Sign(status, f"adjective:{word}", head), None

    def _infinitive(self, at: int, head: int) -> Verdict:
        """An infinitive that hangs on loosely: what a noun, an adjective or a verb is for."""
        analysis = self._analysis
        name = lemma(analysis, head)
        if analysis.tokens[head].upos == "NOUN" and name in self._lists.nouns:
            above, _ = self.over(head)
            foiled = above is not None and above.status is Status.NOT_OCCURRED
            return above if foiled else Sign(self._lists.nouns[name], f"noun:{name}", head), None
        if lower(analysis, head) in self._lists.governing:
            return self._predicate(head)
        statuses = self._lists.verbs.get(name, ())
        if statuses and statuses[0] in _IMPOSING and analysis.tokens[head].upos == "VERB":
            return self._by_infinitive(at, head)
        if self._is_yet_to(at, name):
            return Sign(Status.NOT_OCCURRED, "yet to", at), None
        above = self._read(head) if is_predicate(analysis, head) else None
        if above is not None and above.status in IRREAL:
            return above, None
        return self._purpose(at, head, name)

    def _purpose(self, at: int, head: int, name: str) -> Verdict:
        if self._type in SPEECH:
            return _OPEN
        if name in self._lists.classes["instrumental"] or self._type is EventType.PROTEST:
            return None, head
        return Sign(Status.PLANNED, "purpose:to", at), None

    def _loose_clause(self, at: int, head: int) -> Verdict:
        """A clause after a preposition: "without firing", "of planning", "from entering"."""
        analysis = self._analysis
        mark = marker(analysis, at, "mark")
        if mark in self._lists.marks and mark not in ("before", "should"):
            return Sign(self._lists.marks[mark], f"clause:{mark}", at), None
        name = lemma(analysis, head)
        if analysis.tokens[head].upos == "NOUN":
            if name in self._lists.classes["evidence"] and self._signs.is_nothing(head):
                return self._under_noun(head, name)
            if not mark and marker(analysis, head, "case") == "of":
                # "No sign of them leaving": the clause hangs on whoever is not seen to do it.
                head = analysis.tokens[head].head
                return (
                    self._under_noun(head, lemma(analysis, head)) if self._signs.is_nothing(head) else _OPEN
                )
            return self._under_noun(head, name) if mark == "that" or mark in _OBLIQUE else _OPEN
        if mark in ("for", "of", "over") and name in self._lists.classes["factive"]:
            return Sign(Status.OCCURRED, f"factive:{name}", head), None
        status = self._lists.forbidding.get(name) if mark in ("from", "against") else None
        if status is None and mark == "from" and Status.NOT_OCCURRED in self._lists.verbs.get(name, ()):
            status = Status.NOT_OCCURRED
        if status is None and mark == "of" and name in self._lists.classes["doubting"]:
            status = Status.POSSIBLE
        return (Sign(status, f"verb:{name}", head), None) if status is not None else _OPEN

    def _under_noun(self, head: int, name: str) -> Verdict:
        if name in self._lists.classes["evidence"] and self._signs.is_nothing(head):
            return Sign(Status.NOT_OCCURRED, f"no {name}", head), None
        status = self._lists.nouns.get(name)
        return (Sign(status, f"noun:{name}", head), None) if status is not None else _OPEN

    def _nominal(self, at: int, head: int, relation: str) -> Verdict:
        """A noun of action under another noun, a predicate or a verb."""
        upos = self._analysis.tokens[head].upos
        name = lemma(self._analysis, head)
        if relation == "nmod" and upos in ("NOUN", "PROPN"):
            return self._modifier(at, head, name)
        if upos != "VERB":
            states = relation == "nsubj" and is_predicate(self._analysis, head)
            return (self._stated(at, head), None) if states else _OPEN
        passive = self._analysis.tokens[at].deprel == "nsubj:pass" and is_passive(self._analysis, head)
        if relation in ("obj", "obl") or passive:
            return self._argument(at, head, name, relation)
        if relation == "nsubj" and name in self._lists.classes["happening"]:
            return self._happening(head, name)
        return _OPEN

    def _modifier(self, at: int, head: int, name: str) -> Verdict:
        """As in "the possibility of a strike", "a wave of attacks"."""
        classes = self._lists.classes
        case = marker(self._analysis, at, "case")
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
        return self._signs.negation(head) if under_way else None

    def _happening(self, head: int, name: str) -> Verdict:
        """As in "the attack took place", "the strike remains a possibility", "the fighting continued"."""
        for at in children(self._analysis, head, "xcomp", "obj") if name == "remain" else ():
            word = lemma(self._analysis, at)
            status = self._lists.nouns.get(word) or self._lists.governing.get(word)
            if status is not None:
                return Sign(status, f"predicate:{word}", at), None
        if name in self._lists.classes["lasting"]:
            return self._signs.negation(head) or Sign(Status.ONGOING, f"verb:{name}", head), None
        return None, head

    def _argument(self, at: int, head: int, name: str, relation: str) -> Verdict:
        """A noun of action as object: "launched an attack", "called for talks", "prevented a massacre"."""
        statuses = self._lists.verbs.get(name, ())
        case = marker(self._analysis, at, "case") if relation == "obl" else ""
        rule = f"verb:{name}"
        if case and case not in self._lists.prepositions.get(name, ()):
            return _OPEN
        if Status.NOT_OCCURRED in statuses:
            denied = name in ("deny", "miss")
            return _OPEN if denied else (Sign(Status.NOT_OCCURRED, rule, head), None)
        if name in self._lists.objects:
            return Sign(self._lists.objects[name], rule, head), None
        if relation != "obl" and (None in statuses or name in self._lists.classes["doing"]):
            return None, head
        if relation == "obj" and self._signs.negation(head) is not None:
            return Sign(Status.NOT_OCCURRED, f"{rule}:negated", head), None
        return _OPEN
