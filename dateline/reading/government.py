"""Government: the status that what stands above a word imposes on it."""

from __future__ import annotations

from collections.abc import Callable

from dateline.codebook import EventType, Status
from dateline.model.analysis import Analysis
from dateline.reading.assertions import judge_truth, read_assertion
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
from dateline.reading.nominals import OPEN, Nominals, Verdict
from dateline.reading.signs import HARM, IRREAL, SPEECH, Sign, Signs

_IMPOSING = frozenset({Status.PLANNED, Status.HYPOTHETICAL, Status.THREATENED, Status.NOT_OCCURRED})
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
        self._nominals = Nominals(analysis, signs, event_type, read)
        self._lists = modality()

    def over(self, at: int) -> Verdict:
        """What the head of a word makes of it."""
        token = self._analysis.tokens[at]
        relation = base(token.deprel)
        if token.head < 0:
            return OPEN
        if relation == "conj":
            return self._conjunct(at, token.head)
        if relation in ("xcomp", "ccomp", "csubj"):
            return self._complement(at, token.head)
        if relation in ("advcl", "acl"):
            loose = self._infinitive if is_infinitive(self._analysis, at) else self._loose_clause
            return loose(at, token.head)
        if is_predicate(self._analysis, at) and relation != "nmod":
            return OPEN
        return self._nominals.over(at, token.head, relation)

    def _conjunct(self, at: int, head: int) -> Verdict:
        """A conjunct without a subject shares the modal, the mark and the governor of the first."""
        analysis = self._analysis
        clash = analysis.tokens[at].xpos == "VBG" and analysis.tokens[head].xpos == "VB"
        if clash or self._is_finite(at):
            return OPEN
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
        if (judged := judge_truth(analysis, self._signs, head)) is not None:
            return judged, None
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
        special = self._told_to(at, head, name)
        if special is not None:
            return special, None
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

    def _told_to(self, at: int, head: int, name: str) -> Sign | None:
        """As in "is said to have", "told his men to", "stopped short of", "vowed to strike"."""
        analysis, classes = self._analysis, self._lists.classes
        if name in classes["telling"] and is_passive(analysis, head) and is_infinitive(analysis, at):
            return Sign(Status.POSSIBLE, f"hearsay:{name}", head)
        if name == "stop" and any(lower(analysis, c) == "short" for c in children(analysis, head, "advmod")):
            return Sign(Status.NOT_OCCURRED, "stopped short", head)
        if name in ("vow", "swear") and self._type in HARM and self._signs.negation(head, above=True) is None:
            return self._signs.negation(at) or Sign(Status.THREATENED, f"verb:{name}", head)
        doer = child(analysis, head, "nsubj")
        if name == "tell" and doer is not None and lemma(analysis, doer) in classes["commanding"]:
            return self._signs.negation(at) or Sign(Status.PLANNED, f"verb:{name}", head)
        return None

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
        negated = self._signs.negation(head, above=True) is not None
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
        negated = self._signs.negation(head, above=True) is not None
        told = child(self._analysis, head, "nsubj")
        if told is not None and (doubt := read_assertion(self._analysis, self._signs, told)) is not None:
            return doubt
        asked = marker(self._analysis, at, "mark").startswith(("whether", "if"))
        if asked or (Status.UNVERIFIED in statuses and negated):
            return Sign(Status.UNVERIFIED, rule, head)
        if Status.NOT_OCCURRED in statuses:
            above = self._read(head)
            if above is not None and above.status is Status.NOT_OCCURRED and not negated:
                # A denial that is denied: nobody says that it did not happen.
                return Sign(Status.POSSIBLE, f"{rule}:denied", head)
            return self._undenied(head, rule) if negated else Sign(Status.NOT_OCCURRED, rule, head)
        if Status.THREATENED in statuses and (self._type in HARM or self._is_own_measure(at)):
            modal = self._signs.modal(at)
            weak = modal is not None and modal.status is Status.POSSIBLE
            return modal if weak else Sign(Status.THREATENED, rule, head)
        return self._by_attitude(at, head, name, negated)

    def _undenied(self, head: int, rule: str) -> Sign:
        """Who cannot deny it admits it; who does not deny it leaves it open."""
        able = any(
            lower(self._analysis, aux) in ("can", "could") for aux in children(self._analysis, head, "aux")
        )
        return Sign(Status.OCCURRED if able else Status.POSSIBLE, f"{rule}:negated", head)

    def _is_own_measure(self, at: int) -> bool:
        """True where somebody warns of a sanction or of troops of their own ("we will cut all ties")."""
        if self._type not in (EventType.SANCTION, EventType.MOBILIZE):
            return False
        doer = child(self._analysis, at, "nsubj")
        return doer is not None and lower(self._analysis, doer) in ("we", "i", "it", "they", "he", "she")

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
            return (Sign(noun, f"noun:{name}", head), None) if noun else OPEN
        status = self._lists.governing[word]
        if word == "unable":
            return Sign(Status.NOT_OCCURRED, "adjective:unable", head), None
        if status is None:
            return None, head
        if status in (Status.PLANNED, Status.POSSIBLE) and self._signs.negation(head, above=True) is not None:
            return Sign(Status.NOT_OCCURRED, f"adjective:not {word}", head), None
        return Sign(status, f"adjective:{word}", head), None

    def _infinitive(self, at: int, head: int) -> Verdict:
        """An infinitive that hangs on loosely: what a noun, an adjective or a verb is for."""
        analysis = self._analysis
        name = lemma(analysis, head)
        if analysis.tokens[head].upos == "NOUN" and name in self._lists.nouns:
            above, _ = self.over(head)
            if self._fails(head):
                above = Sign(Status.NOT_OCCURRED, f"{name} failed", head)
            foiled = above is not None and above.status is Status.NOT_OCCURRED
            return above if foiled else Sign(self._lists.nouns[name], f"noun:{name}", head), None
        if lower(analysis, head) in self._lists.governing:
            return self._predicate(head)
        statuses = self._lists.verbs.get(name, ())
        if statuses and statuses[0] in _IMPOSING and analysis.tokens[head].upos == "VERB":
            return self._by_infinitive(at, head)
        given = (
            Sign(Status.NOT_OCCURRED, "yet to", at) if self._is_yet_to(at, name) else self._given(head, name)
        )
        if given is not None:
            return given, None
        above = self._read(head) if is_predicate(analysis, head) else None
        if above is not None and above.status in IRREAL:
            return above, None
        return self._purpose(at, head, name)

    def _given(self, head: int, name: str) -> Sign | None:
        """As in "gave an ultimatum to", "issued an order to", "made a promise to"."""
        for at in (
            children(self._analysis, head, "obj")
            if name in ("give", "issue", "deliver", "make", "send")
            else ()
        ):
            noun = lemma(self._analysis, at)
            if noun in self._lists.nouns:
                return Sign(self._lists.nouns[noun], f"noun:{noun}", at)
        return None

    def _fails(self, noun: int) -> bool:
        token = self._analysis.tokens[noun]
        return token.deprel == "nsubj" and lemma(self._analysis, token.head) in self._lists.classes["failing"]

    def _purpose(self, at: int, head: int, name: str) -> Verdict:
        if self._type in SPEECH:
            return OPEN
        if name in self._lists.classes["instrumental"] or self._type is EventType.PROTEST:
            return None, head
        return Sign(Status.PLANNED, "purpose:to", at), None

    def _loose_clause(self, at: int, head: int) -> Verdict:
        """A clause after a preposition: "without firing", "of planning", "from entering"."""
        mark = marker(self._analysis, at, "mark")
        if mark == "without" and self._is_denied(head):
            return Sign(Status.OCCURRED, "clause:not without", at), None
        if mark in self._lists.marks and mark not in ("before", "should"):
            return Sign(self._lists.marks[mark], f"clause:{mark}", at), None
        name = lemma(self._analysis, head)
        if self._analysis.tokens[head].upos == "NOUN":
            return self._clause_of_noun(mark, head, name)
        if mark in ("for", "of", "over") and name in self._lists.classes["factive"]:
            return Sign(Status.OCCURRED, f"factive:{name}", head), None
        status = self._lists.forbidding.get(name) if mark in ("from", "against") else None
        if status is None and mark == "from" and Status.NOT_OCCURRED in self._lists.verbs.get(name, ()):
            status = Status.NOT_OCCURRED
        if status is None and mark == "of" and name in self._lists.classes["doubting"]:
            status = Status.POSSIBLE
        return (Sign(status, f"verb:{name}", head), None) if status is not None else OPEN

    def _clause_of_noun(self, mark: str, head: int, name: str) -> Verdict:
        """As in "reports that", "no confirmation that", "no sign of them leaving", "plan for entering"."""
        told = read_assertion(self._analysis, self._signs, head)
        if told is None and name in self._lists.classes["confirmations"] and self._signs.is_nothing(head):
            told = Sign(Status.UNVERIFIED, f"no {name}", head)
        if told is not None:
            return told, None
        if name in self._lists.classes["evidence"] and self._signs.is_nothing(head):
            return self._under_noun(head, name)
        if name == "doubt":
            sure = self._signs.is_nothing(head) or self._is_little(head)
            return Sign(
                Status.OCCURRED if sure else Status.POSSIBLE, f"doubt:{'no' if sure else 'some'}", head
            ), None
        if name == "point" and marker(self._analysis, head, "case") == "on":
            return Sign(Status.PLANNED, "on the point of", head), None
        if not mark and marker(self._analysis, head, "case") == "of":
            # "No sign of them leaving": the clause hangs on whoever is not seen to do it.
            head = self._analysis.tokens[head].head
            above = lemma(self._analysis, head)
            return self._under_noun(head, above) if self._signs.is_nothing(head) else OPEN
        return self._under_noun(head, name) if mark == "that" or mark in _OBLIQUE else OPEN

    def _is_little(self, noun: int) -> bool:
        return any(
            lower(self._analysis, c) == "little" for c in children(self._analysis, noun, "amod", "det")
        )

    def _is_denied(self, head: int) -> bool:
        """True of "hardly a day passes" and "never left"."""
        analysis = self._analysis
        if self._signs.negation(head, above=True) is not None:
            return True
        words = (w for c in children(analysis, head, "nsubj") for w in analysis.subtree(c))
        return any(
            lower(analysis, w) in ("hardly", "scarcely", "barely", "rarely", "no", "not") for w in words
        )

    def _under_noun(self, head: int, name: str) -> Verdict:
        if name in self._lists.classes["evidence"] and self._signs.is_nothing(head):
            return Sign(Status.NOT_OCCURRED, f"no {name}", head), None
        status = self._lists.nouns.get(name)
        return (Sign(status, f"noun:{name}", head), None) if status is not None else OPEN
