"""Whether it happened: the status of what a word tells."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.codebook import EventType, Status
from dateline.model.analysis import Analysis
from dateline.model.claims import Ground
from dateline.model.evidence import cite
from dateline.reading.attribution import Attribution
from dateline.reading.clauses import base, child, children, is_infinitive, is_predicate, lemma, lower, marker
from dateline.reading.modality import modality
from dateline.reading.presupposition import is_definite

SPEECH = frozenset(
    {EventType.REQUEST, EventType.ACCUSE, EventType.THREATEN, EventType.REJECT, EventType.SUPPORT}
)
"""Types whose events are done with words: "must" and "will not" do them rather than put them in doubt."""
HARM = frozenset({EventType.ASSAULT, EventType.COERCE})

# Verbs with which a noun of action happens: their own status is the noun's.
# Of no weight where somebody is named who says so.
_HEARSAY = frozenset({"reportedly", "allegedly", "purportedly", "supposedly"})
_HAPPENING = frozenset(
    [
        "occur",
        "happen",
        "take",
        "begin",
        "start",
        "continue",
        "go",
        "erupt",
        "break",
        "unfold",
        "rage",
        "resume",
        "ensue",
        "follow",
        "remain",
        "last",
        "end",
        "be",
        "intensify",
        "escalate",
        "spread",
        "come",
        "kill",
        "injure",
        "wound",
        "leave",
        "target",
        "hit",
        "destroy",
    ]
)
_MASS = frozenset(
    [
        "series",
        "wave",
        "spate",
        "number",
        "string",
        "round",
        "threat",
        "report",
        "series",
        "day",
        "night",
        "hour",
        "week",
        "month",
        "year",
    ]
)


@dataclass(frozen=True, slots=True)
class Sign:
    """A word that tells a status, and the name of the rule that takes it so."""

    status: Status
    rule: str
    token: int


def read_status(
    analysis: Analysis, token: int, attribution: Attribution, event_type: EventType | None = None
) -> tuple[Status, Ground]:
    """The status of what the token tells, from tense, modals, negation and what governs it.

    Where no word decides, the status head's own reading is taken; without one, that it occurred.
    """
    reading = _Reading(analysis, attribution, event_type)
    sign = reading.read(token) or reading.standing(token)
    if sign is None:
        return _by_head(attribution, token)
    word = analysis.tokens[sign.token]
    return sign.status, Ground("status", sign.rule, cite(analysis.text, word.start, word.end))


def _by_head(attribution: Attribution, token: int) -> tuple[Status, Ground]:
    anchor = attribution.anchors.get(token)
    if anchor is None or not anchor.statuses:
        return Status.OCCURRED, Ground("status", "default", score=0.5)
    name, score = anchor.statuses[0]
    return Status(name), Ground("status", "head:status", score=score)


class _Reading:
    """Reads one anchor's status."""

    def __init__(self, analysis: Analysis, attribution: Attribution, event_type: EventType | None) -> None:
        self._analysis = analysis
        self._attribution = attribution
        self._type = event_type
        self._lists = modality()
        self._depth = 0

    def read(self, token: int, depth: int = 0) -> Sign | None:
        """The sign that decides; inside a condition plans are only imagined."""
        sign = self._read(token, depth)
        if (
            sign is not None
            and sign.status in (Status.PLANNED, Status.ONGOING)
            and (mark := self._condition(token))
        ):
            return mark
        return sign

    def _condition(self, token: int) -> Sign | None:
        at = token
        for _ in range(8):
            relation = base(self._analysis.tokens[at].deprel)
            if (
                relation == "advcl"
                and (sign := self._mark(at)) is not None
                and sign.status is Status.HYPOTHETICAL
            ):
                return sign
            if relation not in _INTEGRAL or self._analysis.tokens[at].head < 0:
                return None
            at = self._analysis.tokens[at].head
        return None

    def _read(self, token: int, depth: int = 0) -> Sign | None:
        """Climb from the word through what leaves its status open."""
        self._depth = depth
        if depth == 0 and (sign := self._lexical(token)) is not None:
            return sign
        at = token
        for _ in range(12):
            own = self._own(at, token)
            outer, target = self._outer(at)
            if outer is not None and not (
                own and own.status is Status.NOT_OCCURRED and outer.status is Status.POSSIBLE
            ):
                return outer
            if own is not None:
                return own
            if target is None:
                return self._projected(at) if depth < 3 else None
            at = target
        return None

    def standing(self, token: int) -> Sign | None:
        """States and acts that go on: "are held", "under siege", "the war", "fleeing families"."""
        if self._type in SPEECH:
            return None
        for rule in (self._present_state, self._participle, self._standing_noun):
            if (sign := rule(token)) is not None:
                return sign
        return None

    def _present_state(self, at: int) -> Sign | None:
        analysis = self._analysis
        word = analysis.tokens[at]
        auxiliaries = {lower(analysis, aux) for aux in children(analysis, at, "aux", "cop")}
        if word.xpos == "VBN" and auxiliaries & _PRESENT and not auxiliaries & {"been", "have", "has"}:
            return Sign(Status.ONGOING, "state:present passive", at)
        if any(lower(analysis, adverb) in _HABITUAL for adverb in children(analysis, at, "advmod")):
            return Sign(Status.ONGOING, "adverb:habitual", at)
        if word.xpos in ("VBZ", "VBP") and self._type in _STANDING_TYPES:
            return Sign(Status.ONGOING, "state:present", at)
        return None

    def _participle(self, at: int) -> Sign | None:
        word = self._analysis.tokens[at]
        if word.upos != "VERB" or children(self._analysis, at, "aux"):
            return None
        relation = base(word.deprel)
        if word.xpos == "VBG" and relation == "amod":
            return Sign(Status.ONGOING, "state:participle", at)
        if word.form.lower() in ("besieged", "occupied", "blockaded") and relation == "amod":
            return Sign(Status.ONGOING, "state:participle", at)
        return None

    def _standing_noun(self, at: int) -> Sign | None:
        analysis = self._analysis
        if analysis.tokens[at].upos != "NOUN":
            return None
        case = marker(analysis, at, "case")
        form = lower(analysis, at)
        if case in ("under", "in") and form in _STATES:
            return Sign(Status.ONGOING, f"state:{case} {form}", at)
        if form not in self._lists.standing or form.endswith("s"):
            return None
        for modifier in analysis.subtree(at):
            word = analysis.tokens[modifier]
            if (word.xpos == "CD" and len(word.form) == 4) or word.form.lower() in (
                "last",
                "previous",
                "ended",
                "former",
            ):
                return None
        return Sign(Status.ONGOING, f"noun:{form}", at)

    def _lexical(self, token: int) -> Sign | None:
        """An anchor that is itself a word of planning or believing ("planned attacks on", "were believed to")."""
        if self._type in SPEECH:
            return None
        word = self._analysis.tokens[token]
        name = lemma(self._analysis, token)
        if word.upos == "ADJ" and self._lists.governing.get(name) is Status.PLANNED:
            return Sign(Status.PLANNED, f"anchor:{name}", token)
        status = _ANCHORS.get(name)
        if name == "prepare" and child(self._analysis, token, "xcomp") is not None:
            status = Status.PLANNED
        if status is None or (word.upos == "NOUN" and name not in _PLANS):
            return None
        return Sign(status, f"anchor:{name}", token)

    def _projected(self, at: int) -> Sign | None:
        """An indefinite object or an adjunct without a subject shares the doubt of its verb ("must seek a truce")."""
        token = self._analysis.tokens[at]
        head = token.head
        if head < 0 or not is_predicate(self._analysis, head):
            return None
        relation = base(token.deprel)
        nominal = token.upos == "NOUN" and relation in ("obj", "obl") and not is_definite(self._analysis, at)
        gerund = (
            relation == "advcl" and token.xpos == "VBG" and marker(self._analysis, at) in ("by", "in", "")
        )
        if not nominal and not gerund:
            return None
        sign = self.read(head, self._depth + 1)
        return sign if sign is not None and sign.status in _IRREAL else None

    # What the word itself and its own dependents say.

    def _own(self, at: int, token: int) -> Sign | None:
        if not is_predicate(self._analysis, at):
            return self._noun(at)
        for rule in (self._negation, self._mark, self._modal, self._adverb, self._aspect):
            sign = rule(at)
            if sign is not None:
                return sign
        return self._noun(at) if self._analysis.tokens[at].upos == "NOUN" and at == token else None

    def _noun(self, at: int) -> Sign | None:
        for word in self._analysis.dependents[at]:
            token = self._analysis.tokens[word]
            relation = base(token.deprel)
            if relation == "det" and token.form.lower() == "no":
                return Sign(Status.NOT_OCCURRED, "negation:no", word)
            if relation in ("amod", "compound", "advmod"):
                status = self._lists.adjectives.get(token.form.lower())
                if status is Status.NOT_OCCURRED and lemma(self._analysis, at) in ("attempt", "bid", "coup"):
                    continue
                if status is not None:
                    return Sign(status, f"adjective:{token.form.lower()}", word)
        return None

    def _negation(self, at: int) -> Sign | None:
        if self._type is EventType.REJECT:
            return None
        for word in self._analysis.dependents[at]:
            token = self._analysis.tokens[word]
            relation = base(token.deprel)
            form = token.form.lower()
            if relation in ("advmod", "aux", "cc") and self._lists.adverbs.get(form) is Status.NOT_OCCURRED:
                if form == "not" and self._is_only(word):
                    continue
                return self._negated(at, word)
            if relation in ("nsubj", "obj") and self._is_nothing(word):
                return Sign(Status.NOT_OCCURRED, "negation:no", word)
        return None

    def _negated(self, at: int, word: int) -> Sign | None:
        modal = self._modal(at)
        if modal is not None and modal.status is Status.HYPOTHETICAL and modal.rule != "modal:would":
            return modal
        return Sign(Status.NOT_OCCURRED, f"negation:{lower(self._analysis, word)}", word)

    def _is_only(self, word: int) -> bool:
        """As in "Not only" negates nothing."""
        return word + 1 < len(self._analysis.tokens) and lower(self._analysis, word + 1) in (
            "only",
            "just",
            "least",
        )

    def _is_nothing(self, word: int) -> bool:
        if lower(self._analysis, word) in ("nobody", "nothing", "none", "neither"):
            return True
        return any(
            lower(self._analysis, at) in ("no", "neither", "not")
            for at in children(self._analysis, word, "det", "advmod")
        )

    def _mark(self, at: int) -> Sign | None:
        for word in children(self._analysis, at, "mark", "advmod"):
            form = lower(self._analysis, word)
            status = self._lists.marks.get(form)
            if status is None or base(self._analysis.tokens[at].deprel) not in (
                "advcl",
                "ccomp",
                "acl",
                "parataxis",
            ):
                continue
            if form == "before" and not self._able(at):
                continue
            return Sign(status, f"clause:{form}", word)
        return None

    def _able(self, at: int) -> bool:
        """As in "Before they could", "before they were able to"."""
        head = self._analysis.tokens[at].head
        words = [lower(self._analysis, word) for word in children(self._analysis, at, "aux")]
        return (
            "could" in words
            or lower(self._analysis, at) == "able"
            or (head >= 0 and lower(self._analysis, head) == "able")
        )

    def _modal(self, at: int) -> Sign | None:
        for word in children(self._analysis, at, "aux"):
            status = self._lists.modals.get(lower(self._analysis, word))
            if status is not None:
                return self._modal_sign(at, word, status)
        if (going := self._going(at)) is not None:
            return Sign(Status.PLANNED, "modal:going to", going)
        return None

    def _modal_sign(self, at: int, word: int, status: Status) -> Sign | None:
        analysis = self._analysis
        form = lower(analysis, word)
        rule = f"modal:{form}"
        perfect = any(lower(analysis, aux) == "have" for aux in children(analysis, at, "aux"))
        if self._type in (EventType.REQUEST, EventType.REJECT) and status is not Status.POSSIBLE:
            return Sign(Status.OCCURRED, f"speech:{form}", word)
        conditional = self._has_condition(at)
        if (doubt := self._adverb(at)) is not None and status is not Status.POSSIBLE:
            return doubt
        if form in ("would", "'d", "’d"):
            if not perfect and not conditional and self._attribution.governing(at):
                return Sign(Status.PLANNED, rule, word)
            return Sign(Status.HYPOTHETICAL, rule, word)
        if form == "could" and perfect and conditional:
            return Sign(Status.HYPOTHETICAL, rule, word)
        if status is Status.PLANNED:
            if self._type in HARM and self._speaks_of_self(at):
                return Sign(Status.THREATENED, rule, word)
        return Sign(status, rule, word)

    def _speaks_of_self(self, at: int) -> bool:
        subject = child(self._analysis, at, "nsubj")
        return subject is not None and lower(self._analysis, subject) in ("we", "i")

    def _has_condition(self, at: int) -> bool:
        return any(
            marker(self._analysis, clause, "mark").startswith(("if", "unless", "until"))
            for clause in children(self._analysis, at, "advcl")
        )

    def _going(self, at: int) -> int | None:
        head = self._analysis.tokens[at].head
        if (
            head >= 0
            and base(self._analysis.tokens[at].deprel) == "xcomp"
            and lower(self._analysis, head) == "going"
        ):
            return head
        return None

    def _adverb(self, at: int) -> Sign | None:
        for word in children(self._analysis, at, "advmod"):
            form = lower(self._analysis, word)
            if self._lists.adverbs.get(form) is Status.POSSIBLE:
                if form in _HEARSAY and self._attribution.chain(at):
                    continue
                return Sign(Status.POSSIBLE, f"adverb:{form}", word)
        return None

    def _aspect(self, at: int) -> Sign | None:
        """Progressive and "being done": under way, in the present or in the time of somebody's speech."""
        analysis = self._analysis
        auxiliaries = [lower(analysis, word) for word in children(analysis, at, "aux")]
        progressive = analysis.tokens[at].xpos == "VBG" or "being" in auxiliaries
        if not progressive or not auxiliaries:
            return None
        present = bool(
            {"is", "are", "'re", "’re", "am", "'s", "’s", "'m", "’m", "has", "have"} & set(auxiliaries)
        )
        past = bool({"was", "were"} & set(auxiliaries)) and bool(self._attribution.governing(at))
        if (present or past) and self._type not in (EventType.REJECT,):
            return Sign(Status.ONGOING, "aspect:progressive", at)
        return None

    # What governs the word.

    def _outer(self, at: int) -> tuple[Sign | None, int | None]:
        """The status that the head of `at` imposes, or the word whose status is that of `at`."""
        token = self._analysis.tokens[at]
        relation = base(token.deprel)
        if token.head < 0:
            return None, None
        if relation == "conj":
            return (None, None) if self._is_finite(at) else self._shared(at, token.head)
        if relation in ("xcomp", "ccomp", "csubj"):
            return self._complement(at, token.head)
        if relation in ("advcl", "acl") and is_infinitive(self._analysis, at):
            return self._infinitive(at, token.head)
        if relation in ("advcl", "acl"):
            return self._loose_clause(at, token.head)
        if is_predicate(self._analysis, at):
            return None, None
        return self._nominal(at, token.head, relation)

    def _is_finite(self, at: int) -> bool:
        if child(self._analysis, at, "nsubj", "expl") is not None:
            return True
        xpos = self._analysis.tokens[at].xpos
        return xpos in ("VBD", "VBZ", "VBP") or child(self._analysis, at, "cop") is not None

    def _shared(self, at: int, head: int) -> tuple[Sign | None, int | None]:
        """A conjunct without a subject shares the modal, the negation and the governor of the first."""
        own = self._modal(head) or self._mark(head)
        if own is not None and child(self._analysis, at, "aux") is None and is_predicate(self._analysis, at):
            return own, None
        outer, target = self._outer(head)
        if outer is None and not is_predicate(self._analysis, at):
            outer = self._noun(head)
        return outer, target

    def _complement(self, at: int, head: int) -> tuple[Sign | None, int | None]:
        analysis = self._analysis
        name = lemma(analysis, head)
        statuses = self._lists.verbs.get(name, ())
        if analysis.tokens[head].upos not in ("VERB", "AUX"):
            return self._predicate(at, head)
        gerund = analysis.tokens[at].xpos == "VBG" and child(analysis, at, "aux", "nsubj") is None
        if is_infinitive(analysis, at) or gerund:
            return self._by_infinitive(at, head, statuses)
        return self._by_clause(at, head, name, statuses), None

    def _by_infinitive(
        self, at: int, head: int, statuses: tuple[Status | None, ...]
    ) -> tuple[Sign | None, int | None]:
        if not statuses:
            return None, head if not is_infinitive(self._analysis, at) else None
        status = statuses[0]
        if status is None:
            return None, head
        name = lemma(self._analysis, head)
        if name == "go":
            return Sign(
                Status.HYPOTHETICAL if self._mark(head) else Status.PLANNED, "modal:going to", head
            ), None
        if (name == "want" and child(self._analysis, head, "obj") is not None) or name in _LIKING:
            status = Status.HYPOTHETICAL
        if status is Status.UNVERIFIED:
            return None, None
        negated = self._negation(head) is not None
        if status is Status.NOT_OCCURRED:
            return Sign(Status.OCCURRED if negated else status, f"verb:{name}", head), None
        if negated and status in (Status.PLANNED, Status.ONGOING):
            return Sign(Status.NOT_OCCURRED, f"verb:not {name}", head), None
        if status is Status.THREATENED and self._type not in HARM and name == "warn":
            status = Status.HYPOTHETICAL
        return Sign(status, f"verb:{name}", head), None

    def _by_clause(self, at: int, head: int, name: str, statuses: tuple[Status | None, ...]) -> Sign | None:
        rule = f"verb:{name}"
        mark = marker(self._analysis, at, "mark")
        negated = self._negation(head) is not None
        if mark.startswith(("whether", "if")) or (Status.UNVERIFIED in statuses and negated):
            return Sign(Status.UNVERIFIED, rule, head)
        if Status.NOT_OCCURRED in statuses:
            return Sign(Status.NOT_OCCURRED, rule, head)
        if Status.THREATENED in statuses and self._type in HARM:
            return Sign(Status.THREATENED, rule, head)
        if name in _WISHING:
            return Sign(Status.HYPOTHETICAL, rule, head)
        if name in ("ensure", "guarantee") and self._depth < 3:
            sign = self.read(head, self._depth + 1)
            return sign if sign is not None and sign.status in _IRREAL else None
        if Status.POSSIBLE in statuses and name in _DOUBTING:
            own = self._negation(at)
            if negated and own is None:
                return Sign(Status.NOT_OCCURRED, f"verb:not {name}", head)
            return own or Sign(Status.POSSIBLE, rule, head)
        return None

    def _predicate(self, at: int, head: int) -> tuple[Sign | None, int | None]:
        """A clause under an adjective or noun: "is likely to", "it is vital that", "it is unclear whether"."""
        word = lower(self._analysis, head)
        if word in self._lists.governing:
            status = self._lists.governing[word]
            if status is None:
                return (
                    (Sign(Status.NOT_OCCURRED, f"adjective:{word}", head), None)
                    if word == "unable"
                    else (None, head)
                )
            if self._negation(head) is not None and status in (Status.PLANNED, Status.POSSIBLE):
                return Sign(Status.NOT_OCCURRED, f"adjective:not {word}", head), None
            return Sign(status, f"adjective:{word}", head), None
        noun = self._lists.nouns.get(lemma(self._analysis, head))
        return (Sign(noun, f"noun:{lemma(self._analysis, head)}", head), None) if noun else (None, None)

    def _infinitive(self, at: int, head: int) -> tuple[Sign | None, int | None]:
        """An infinitive that hangs on loosely: what a noun, an adjective or a verb is for."""
        analysis = self._analysis
        name = lemma(analysis, head)
        noun = self._lists.nouns.get(name) if analysis.tokens[head].upos == "NOUN" else None
        if noun is not None:
            return Sign(noun, f"noun:{name}", head), None
        word = lower(analysis, head)
        if word in self._lists.governing:
            return self._predicate(at, head)
        statuses = self._lists.verbs.get(name, ())
        if statuses and analysis.tokens[head].upos == "VERB" and statuses[0] in _IMPOSING:
            return self._by_infinitive(at, head, statuses)
        if (
            at > 1
            and "yet" in (lower(analysis, i) for i in range(max(0, at - 3), at))
            and name in ("have", "be")
        ):
            return Sign(Status.NOT_OCCURRED, "yet to", at), None
        governing = (
            self.read(head, self._depth + 1) if self._depth < 3 and is_predicate(analysis, head) else None
        )
        if governing is not None and governing.status in _IRREAL:
            return governing, None
        if self._type in SPEECH:
            return None, None
        return Sign(Status.PLANNED, "purpose:to", at), None

    def _loose_clause(self, at: int, head: int) -> tuple[Sign | None, int | None]:
        """A clause after a preposition: "without firing", "of planning", "from entering"."""
        analysis = self._analysis
        mark = marker(analysis, at, "mark")
        if mark in self._lists.marks and mark not in ("before", "should"):
            return Sign(self._lists.marks[mark], f"clause:{mark}", at), None
        if mark == "that":
            noun = self._lists.nouns.get(lemma(analysis, head))
            if noun is not None and analysis.tokens[head].upos == "NOUN":
                return Sign(noun, f"noun:{lemma(analysis, head)}", head), None
        if mark in ("from", "against", "of", "for", "to", "on", "about"):
            name = lemma(analysis, head)
            if analysis.tokens[head].upos == "NOUN":
                noun = self._lists.nouns.get(name)
                if name in _EVIDENCE and self._is_nothing(head):
                    return Sign(Status.NOT_OCCURRED, f"no {name}", head), None
                return (Sign(noun, f"noun:{name}", head), None) if noun else (None, None)
            statuses = self._lists.verbs.get(name, ())
            if (mark == "from" and Status.NOT_OCCURRED in statuses) or (
                name in _FORBIDDING and mark in ("from", "against")
            ):
                return Sign(_FORBIDDING.get(name, Status.NOT_OCCURRED), f"verb:{name}", head), None
            if name in _DOUBTING and mark == "of":
                return Sign(Status.POSSIBLE, f"verb:{name}", head), None
        return None, None

    def _nominal(self, at: int, head: int, relation: str) -> tuple[Sign | None, int | None]:
        analysis = self._analysis
        upos = analysis.tokens[head].upos
        name = lemma(analysis, head)
        if relation == "nmod" and upos in ("NOUN", "PROPN"):
            status = self._lists.nouns.get(name) if name not in _INFINITE_ONLY else None
            case = marker(analysis, at, "case")
            if name in _EVIDENCE and self._is_nothing(head):
                return Sign(Status.NOT_OCCURRED, f"no {name}", head), None
            if case == "of" and (sign := self._noun(head)) is not None:
                return sign, None
            if status is not None and case in ("of", "for", "to", "on", "against", "about"):
                return Sign(status, f"noun:{name}", head), None
            return None, (head if name in _MASS and case == "of" else None)
        if upos != "VERB":
            if relation in ("nsubj", "obl") and is_predicate(analysis, head) and relation == "nsubj":
                return self._predicate_of(at, head), None
            return None, None
        if relation in ("obj", "obl") or analysis.tokens[at].deprel == "nsubj:pass":
            return self._argument(at, head, name, relation)
        if relation == "nsubj" and name in _HAPPENING:
            return self._happening(head, name)
        return None, None

    def _predicate_of(self, at: int, head: int) -> Sign | None:
        """As in "The strike remains a possibility", "an attack is likely"."""
        word = lower(self._analysis, head)
        status = self._lists.governing.get(word) or self._lists.nouns.get(lemma(self._analysis, head))
        if status is not None:
            return Sign(status, f"predicate:{word}", head)
        negation = self._negation(head)
        return negation if lower(self._analysis, at) not in ("it",) and word in ("underway", "way") else None

    def _happening(self, head: int, name: str) -> tuple[Sign | None, int | None]:
        if name == "remain":
            obj = child(self._analysis, head, "xcomp", "obj")
            if obj is not None:
                word = lemma(self._analysis, obj)
                status = self._lists.nouns.get(word) or self._lists.governing.get(word)
                if status is not None:
                    return Sign(status, f"predicate:{word}", obj), None
        if name in ("continue", "rage", "go", "remain"):
            negation = self._negation(head)
            return negation or Sign(Status.ONGOING, f"verb:{name}", head), None
        return None, head

    def _argument(self, at: int, head: int, name: str, relation: str) -> tuple[Sign | None, int | None]:
        """A noun of action as object: "launched an attack", "called for talks", "prevented a massacre"."""
        statuses = self._lists.verbs.get(name, ())
        case = marker(self._analysis, at, "case") if relation == "obl" else ""
        rule = f"verb:{name}"
        if case and not _fits(name, case):
            return None, None
        if Status.NOT_OCCURRED in statuses:
            return (None, None) if name in ("deny", "miss") else (Sign(Status.NOT_OCCURRED, rule, head), None)
        if name in _NOMINAL and (status := _NOMINAL[name]) is not None:
            return Sign(status, rule, head), None
        if (None in statuses or name in _DOING) and relation != "obl":
            return None, head
        if self._negation(head) is not None and relation == "obj":
            return Sign(Status.NOT_OCCURRED, f"{rule}:negated", head), None
        return None, None


_INFINITE_ONLY = frozenset(
    {
        "responsibility",
        "right",
        "effort",
        "order",
        "decision",
        "question",
        "mission",
        "agreement",
        "condition",
        "duty",
        "concern",
    }
)
_EVIDENCE = frozenset({"sign", "evidence", "indication", "report", "proof", "record"})
_PRESENT = frozenset({"is", "are", "'re", "’re", "am", "'m", "’m", "remain", "remains"})
_HABITUAL = frozenset(
    {
        "regularly",
        "often",
        "always",
        "continually",
        "constantly",
        "routinely",
        "frequently",
        "repeatedly",
        "usually",
    }
)
_STANDING_TYPES = frozenset({EventType.AID, EventType.COERCE, EventType.MOBILIZE, EventType.COOPERATE})
_STATES = frozenset(
    {
        "siege",
        "custody",
        "jail",
        "prison",
        "detention",
        "captivity",
        "fire",
        "attack",
        "bombardment",
        "arrest",
        "blockade",
        "occupation",
    }
)
_INTEGRAL = frozenset({"advcl", "xcomp", "ccomp", "conj", "obj", "obl", "nsubj", "acl", "nmod"})
_LIKING = frozenset({"like", "love", "prefer"})
_IRREAL = frozenset({Status.HYPOTHETICAL, Status.PLANNED, Status.POSSIBLE, Status.THREATENED})
_PLANS = frozenset({"plan", "plot", "threat"})
_ANCHORS = {
    "plan": Status.PLANNED,
    "plot": Status.PLANNED,
    "intend": Status.PLANNED,
    "aim": Status.PLANNED,
    "set": Status.PLANNED,
    "believe": Status.POSSIBLE,
    "suspect": Status.POSSIBLE,
    "appear": Status.POSSIBLE,
    "seem": Status.POSSIBLE,
    "fear": Status.POSSIBLE,
    "threaten": Status.THREATENED,
    "threat": Status.THREATENED,
}
_IMPOSING = frozenset({Status.PLANNED, Status.HYPOTHETICAL, Status.THREATENED, Status.NOT_OCCURRED})
_WISHING = frozenset(
    {
        "demand",
        "hope",
        "wish",
        "urge",
        "insist",
        "propose",
        "recommend",
        "request",
        "want",
        "require",
        "imagine",
    }
)
_DOUBTING = frozenset(
    [
        "believe",
        "suspect",
        "think",
        "fear",
        "suppose",
        "presume",
        "assume",
        "speculate",
        "doubt",
        "expect",
        "anticipate",
        "predict",
        "guess",
        "reckon",
        "worry",
        "feel",
        "seem",
        "appear",
        "imply",
        "hint",
    ]
)
_FORBIDDING = {
    "prevent": Status.NOT_OCCURRED,
    "stop": Status.NOT_OCCURRED,
    "ban": Status.HYPOTHETICAL,
    "bar": Status.HYPOTHETICAL,
    "warn": Status.HYPOTHETICAL,
    "discourage": Status.HYPOTHETICAL,
    "deter": Status.NOT_OCCURRED,
    "keep": Status.NOT_OCCURRED,
    "block": Status.NOT_OCCURRED,
}
# What verbs make of a noun of action that is their object, or that follows their own preposition.
_NOMINAL: dict[str, Status] = {
    "plan": Status.PLANNED,
    "order": Status.PLANNED,
    "promise": Status.PLANNED,
    "pledge": Status.PLANNED,
    "prepare": Status.PLANNED,
    "schedule": Status.PLANNED,
    "threaten": Status.THREATENED,
    "fear": Status.POSSIBLE,
    "suspect": Status.POSSIBLE,
    "expect": Status.POSSIBLE,
    "consider": Status.POSSIBLE,
    "discuss": Status.POSSIBLE,
    "contemplate": Status.POSSIBLE,
    "weigh": Status.POSSIBLE,
    "risk": Status.POSSIBLE,
    "predict": Status.POSSIBLE,
    "demand": Status.HYPOTHETICAL,
    "call": Status.HYPOTHETICAL,
    "urge": Status.HYPOTHETICAL,
    "seek": Status.HYPOTHETICAL,
    "request": Status.HYPOTHETICAL,
    "propose": Status.HYPOTHETICAL,
    "appeal": Status.HYPOTHETICAL,
    "ask": Status.HYPOTHETICAL,
    "advocate": Status.HYPOTHETICAL,
    "plead": Status.HYPOTHETICAL,
    "press": Status.HYPOTHETICAL,
    "push": Status.HYPOTHETICAL,
    "want": Status.HYPOTHETICAL,
    "need": Status.HYPOTHETICAL,
    "require": Status.HYPOTHETICAL,
    "warn": Status.THREATENED,
    "hope": Status.HYPOTHETICAL,
}
_DOING = frozenset(
    [
        "launch",
        "conduct",
        "carry",
        "stage",
        "hold",
        "begin",
        "start",
        "resume",
        "continue",
        "wage",
        "mount",
        "commit",
        "perform",
        "perpetrate",
        "undertake",
        "make",
    ]
)


def _fits(name: str, case: str) -> bool:
    """True where the preposition belongs to the verb."""
    return case in {
        "call": ("for",),
        "appeal": ("for",),
        "ask": ("for",),
        "plead": ("for",),
        "press": ("for",),
        "push": ("for",),
        "prepare": ("for",),
        "plan": ("for", "on"),
        "hope": ("for",),
        "warn": ("of", "against"),
        "threaten": ("with",),
        "carry": (),
    }.get(name, ())
