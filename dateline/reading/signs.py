"""Signs: what a word and its own dependents say about whether it happened."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.codebook import EventType, Status
from dateline.model.analysis import Analysis
from dateline.reading.attribution import Attribution
from dateline.reading.clauses import base, child, children, is_infinitive, is_predicate, lemma, lower, marker
from dateline.reading.modality import modality

SPEECH = frozenset(
    {EventType.REQUEST, EventType.ACCUSE, EventType.THREATEN, EventType.REJECT, EventType.SUPPORT}
)
"""Types whose events are done with words: "must" and "will not" do them rather than put them in doubt."""
HARM = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.THREATEN})
"""Types that "we will" threatens."""
IRREAL = frozenset({Status.HYPOTHETICAL, Status.PLANNED, Status.POSSIBLE, Status.THREATENED})
"""Statuses that a verb hands on to what it governs."""

PRESENT = frozenset({"is", "are", "'re", "’re", "am", "'m", "’m", "remain", "remains"})
"""Auxiliaries of what is so now."""
_PRESENT_OR_PERFECT = PRESENT | {"'s", "’s", "has", "have"}
_NOBODY = frozenset({"nobody", "nothing", "none", "neither"})
_THEMSELVES = ("they", "it", "he", "she")
_ANYONE = frozenset({"any", "anyone", "anybody", "whoever", "everyone"})
_MENACE = 12
"""How many words before a verb "anyone" may stand."""
_CALENDAR = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "tomorrow",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)
_WOULD = frozenset({"would", "'d", "’d"})


@dataclass(frozen=True, slots=True)
class Sign:
    """A word that tells a status, and the name of the rule that takes it so."""

    status: Status
    rule: str
    token: int


class Signs:
    """Reads the signs that words carry themselves, for one event type."""

    def __init__(self, analysis: Analysis, attribution: Attribution, event_type: EventType | None) -> None:
        """Read in one report, for an event of the given type."""
        self._analysis = analysis
        self._attribution = attribution
        self._type = event_type
        self._lists = modality()

    def own(self, at: int, token: int) -> Sign | None:
        """The sign of a word on the way up from `token`: negation, mark, modal, adverb, aspect, adjective."""
        if not is_predicate(self._analysis, at):
            return self.of_noun(at)
        rules = (
            self._affirmed,
            self.negation,
            self.mark,
            self.modal,
            self.choice,
            self._presumed,
            self._adverb,
            self._doer,
            self._scheduled,
            self._aspect,
        )
        for rule in rules:
            sign = rule(at)
            if sign is not None:
                return sign
        return self.of_noun(at) if self._analysis.tokens[at].upos == "NOUN" and at == token else None

    def lexical(self, token: int) -> Sign | None:
        """An anchor that is itself a word of planning or believing ("were believed to have")."""
        if self._type in SPEECH:
            return None
        word = self._analysis.tokens[token]
        name = lemma(self._analysis, token)
        if word.upos == "ADJ" and self._lists.governing.get(name) is Status.PLANNED:
            return Sign(Status.PLANNED, f"anchor:{name}", token)
        if name in ("set", "aim", "plan") and not self._is_intent(token):
            return None
        status = self._lists.anchors.get(name)
        if self._type is EventType.AID and name in ("promise", "pledge"):
            status = Status.PLANNED
        if name == "prepare" and child(self._analysis, token, "xcomp") is not None:
            status = Status.PLANNED
        if status is None or (word.upos == "NOUN" and name not in self._lists.classes["plans"]):
            return None
        return Sign(status, f"anchor:{name}", token)

    def _is_intent(self, token: int) -> bool:
        """True for "set to" and plans, not for "set up" and the planning that is itself the event."""
        clauses = children(self._analysis, token, "xcomp", "acl", "advcl")
        if any(is_infinitive(self._analysis, at) for at in clauses):
            return True
        return lemma(self._analysis, token) == "plan" and self._type is not EventType.MOBILIZE

    def of_noun(self, at: int) -> Sign | None:
        """The sign of a noun's own determiner or adjective: "no attack", "a possible attack"."""
        for word in self._analysis.dependents[at]:
            token = self._analysis.tokens[word]
            relation = base(token.deprel)
            form = token.form.lower()
            if (relation == "det" and form == "no") or (relation == "case" and form == "without"):
                return Sign(Status.NOT_OCCURRED, f"negation:{form}", word)
            if relation == "det" and form == "any":
                return Sign(Status.HYPOTHETICAL, "any", word)
            status = self._lists.adjectives.get(form) if relation in ("amod", "compound", "advmod") else None
            if status is Status.NOT_OCCURRED and lemma(self._analysis, at) in self._lists.classes["attempts"]:
                continue
            if status is not None:
                return Sign(status, f"adjective:{form}", word)
        return None

    def negation(self, at: int, *, above: bool = False) -> Sign | None:
        """The sign of "not", "never", "no one" at a verb; refusing is done by saying no, unless it stands `above`."""
        # A denial that is denied was not made; "would not accept" is a refusal.
        denying = lemma(self._analysis, at) in self._lists.classes["rejecting"]
        refusing = self._type is EventType.REJECT and not above and not denying
        if refusing or lemma(self._analysis, at) in self._lists.classes["sparing"]:
            return None
        for word in self._analysis.dependents[at]:
            token = self._analysis.tokens[word]
            relation = base(token.deprel)
            form = token.form.lower()
            if relation in ("advmod", "aux", "cc") and self._lists.adverbs.get(form) is Status.NOT_OCCURRED:
                if not (form == "not" and self._is_only(word)):
                    return self._negated(at, word)
            elif relation == "advmod" and form == "longer" and lower(self._analysis, word - 1) == "no":
                return self._negated(at, word)
            elif relation in ("nsubj", "obj") and self.is_nothing(word):
                return Sign(Status.NOT_OCCURRED, "negation:no", word)
        return self._nobody_outside(at)

    def _affirmed(self, at: int) -> Sign | None:
        """`Spared no one`, "no fewer than 40 were killed": a "no" that affirms."""
        sparing = lemma(self._analysis, at) in self._lists.classes["sparing"]
        for word in children(self._analysis, at, "nsubj", "obj"):
            if sparing and self.is_nothing(word):
                return Sign(Status.OCCURRED, "affirmed:spared nobody", at)
            first = min(self._analysis.subtree(word))
            fewer = first + 1 < at and lower(self._analysis, first + 1) in ("fewer", "less")
            if fewer and lower(self._analysis, first) in ("no", "not"):
                plain = self.modal(at) is None and self.mark(at) is None and self._aspect(at) is None
                return Sign(Status.OCCURRED, "affirmed:no fewer", first) if plain else None
        return None

    def _nobody_outside(self, at: int) -> Sign | None:
        """A "nobody" that the tree hangs beside its verb or above it: "Nobody," he said, "has surrendered"."""
        tokens = self._analysis.tokens
        head = tokens[at].head
        if head < 0 or not self._is_verb(at) or child(self._analysis, at, "nsubj", "csubj") is not None:
            return None
        if tokens[at].deprel == "acl:relcl" and lower(self._analysis, head) in _NOBODY:
            return Sign(Status.NOT_OCCURRED, "negation:none", head)
        if base(tokens[at].deprel) != "ccomp":
            return None
        for word in children(self._analysis, head, "ccomp", "parataxis", "dep"):
            if word < at and lower(self._analysis, word) in _NOBODY:
                return Sign(Status.NOT_OCCURRED, "negation:nobody", word)
        return None

    def _negated(self, at: int, word: int) -> Sign:
        modal = self.modal(at)
        if modal is not None and modal.status is Status.HYPOTHETICAL and modal.rule != "modal:would":
            return modal
        return Sign(Status.NOT_OCCURRED, f"negation:{lower(self._analysis, word)}", word)

    def _is_only(self, word: int) -> bool:
        """True for "not only", which negates nothing."""
        after = word + 1
        return after < len(self._analysis.tokens) and lower(self._analysis, after) in (
            "only",
            "just",
            "least",
        )

    def is_nothing(self, word: int) -> bool:
        """True for "nobody", "no soldier" and "not one of them"."""
        if lower(self._analysis, word) in _NOBODY:
            return True
        for at in children(self._analysis, word, "det", "advmod"):
            form = lower(self._analysis, at)
            if form in ("no", "neither"):
                return True
            if form == "not" and lower(self._analysis, at + 1) in ("one", "a", "any", "single"):
                return True
        return False

    def mark(self, at: int) -> Sign | None:
        """The sign of what opens a clause: "if", "whether", "without"."""
        if base(self._analysis.tokens[at].deprel) not in ("advcl", "ccomp", "acl", "parataxis"):
            return None
        for word in children(self._analysis, at, "mark", "advmod"):
            form = lower(self._analysis, word)
            status = self._lists.marks.get(form)
            if status is not None and (form != "before" or self._is_able(at)):
                return Sign(status, f"clause:{form}", word)
        return self._inverted(at)

    def _inverted(self, at: int) -> Sign | None:
        """A condition without "if": "had the bridge fallen", "should the talks fail"."""
        subject = child(self._analysis, at, "nsubj")
        for word in children(self._analysis, at, "aux"):
            first = (
                subject is not None
                and word < subject
                and lower(self._analysis, word) in ("had", "should", "were")
            )
            if first and base(self._analysis.tokens[at].deprel) == "advcl":
                return Sign(Status.HYPOTHETICAL, f"inverted:{lower(self._analysis, word)}", word)
        return None

    def _presumed(self, at: int) -> Sign | None:
        """`Presumed captured`, `feared dead`: a participle of belief right before the word."""
        before = self._analysis.tokens[at - 1]
        if at == 0 or before.xpos != "VBN" or self._analysis.tokens[at].sentence != before.sentence:
            return None
        if lemma(self._analysis, at - 1) not in self._lists.classes["doubting"]:
            return None
        return Sign(Status.POSSIBLE, f"presumed:{before.form.lower()}", at - 1)

    def _scheduled(self, at: int) -> Sign | None:
        """`Takes effect on Monday`: the present tense of a verb of beginning or ending with a day."""
        word = self._analysis.tokens[at]
        if (
            word.xpos not in ("VBZ", "VBP")
            or lemma(self._analysis, at) not in self._lists.classes["scheduled"]
        ):
            return None
        for when in children(self._analysis, at, "obl"):
            if any(self._analysis.tokens[w].form.lower() in _CALENDAR for w in self._analysis.subtree(when)):
                return Sign(Status.PLANNED, "present with a day", when)
        return None

    def choice(self, at: int) -> Sign | None:
        """The sign of "either": one of two things, or of two doers, nobody knows which."""
        for doer in children(self._analysis, at, "nsubj"):
            for word in children(self._analysis, doer, "cc"):
                if lower(self._analysis, word) == "either":
                    return Sign(Status.POSSIBLE, "choice:either", word)
        if self._analysis.tokens[at].xpos != "VB":
            return None
        for word in children(self._analysis, at, "cc", "advmod"):
            if lower(self._analysis, word) == "either":
                return Sign(Status.POSSIBLE, "choice:either", word)
        return None

    def _is_able(self, at: int) -> bool:
        """True in "before they could" and "before they were able to"."""
        head = self._analysis.tokens[at].head
        words = [lower(self._analysis, word) for word in children(self._analysis, at, "aux")]
        words += [lower(self._analysis, word) for word in (at, head) if word >= 0]
        return "could" in words or "able" in words

    def modal(self, at: int) -> Sign | None:
        """The sign of a modal or of "going to"."""
        for word in children(self._analysis, at, "aux"):
            status = self._lists.modals.get(lower(self._analysis, word))
            if status is not None:
                return self._modal_sign(at, word, status)
        if (order := self._is_to(at)) is not None:
            return order
        head = self._analysis.tokens[at].head
        going = base(self._analysis.tokens[at].deprel) == "xcomp" and lower(self._analysis, head) == "going"
        if going and lower(self._analysis, head + 1) == "to":
            return Sign(Status.PLANNED, "modal:going to", head)
        return None

    def _is_to(self, at: int) -> Sign | None:
        """`France is to send troops`."""
        if not is_infinitive(self._analysis, at):
            return None
        for word in children(self._analysis, at, "cop", "aux"):
            after = word + 1 < at and lower(self._analysis, word + 1) == "to"
            if after and lower(self._analysis, word) in PRESENT | {"was", "were", "'s", "’s"}:
                return Sign(Status.PLANNED, "modal:is to", word)
        return None

    def _modal_sign(self, at: int, word: int, status: Status) -> Sign:
        analysis = self._analysis
        form = lower(analysis, word)
        if self._type in (EventType.REQUEST, EventType.REJECT) and status is not Status.POSSIBLE:
            return Sign(Status.OCCURRED, f"speech:{form}", word)
        if status is not Status.POSSIBLE and (doubt := self._adverb(at)) is not None:
            return doubt
        perfect = any(lower(analysis, aux) == "have" for aux in children(analysis, at, "aux"))
        conditional = self._has_condition(at)
        if form in _WOULD:
            # "Said it would leave" is a plan told afterwards.
            told = not perfect and bool(self._attribution.governing(at))
            status = Status.PLANNED if told and not conditional else Status.HYPOTHETICAL
            if told and conditional and self._type in HARM and self._speaks_of_self(at, *_THEMSELVES):
                status = Status.THREATENED
        elif form == "must" and perfect:
            status = Status.POSSIBLE
        elif form == "could" and perfect and conditional:
            status = Status.HYPOTHETICAL
        elif (
            status is Status.PLANNED
            and self._type in HARM
            and (self._speaks_of_self(at) or self._menaces_any(at) or self._is_warned(at))
        ):
            status = Status.THREATENED
        if status is Status.PLANNED and self._type is EventType.ASSAULT and self._foretells(at):
            status = Status.POSSIBLE
        return Sign(status, f"modal:{form}", word)

    def _speaks_of_self(self, at: int, *others: str) -> bool:
        subject = child(self._analysis, at, "nsubj")
        return subject is not None and lower(self._analysis, subject) in ("we", "i", *others)

    def _is_warned(self, at: int) -> bool:
        """True of what somebody warns or threatens will be done."""
        return any(
            lemma(self._analysis, cue.token) in ("warn", "threaten")
            for cue in self._attribution.governing(at)
        )

    def _menaces_any(self, at: int) -> bool:
        """`Any ship that enters will be sunk`, "anyone caught will be shot"."""
        first = max(self._analysis.sentences[self._analysis.tokens[at].sentence].first, at - _MENACE)
        return self._analysis.tokens[at].xpos == "VBN" and any(
            lower(self._analysis, word) in _ANYONE for word in range(first, at)
        )

    def _foretells(self, at: int) -> bool:
        """True where somebody says that another will do it: a forecast, no plan."""
        subject = child(self._analysis, at, "nsubj")
        if subject is None or not self._attribution.governing(at):
            return False
        return self._analysis.tokens[subject].upos in ("NOUN", "PROPN")

    def _has_condition(self, at: int) -> bool:
        return any(
            marker(self._analysis, clause, "mark").startswith(("if", "unless", "until"))
            for clause in children(self._analysis, at, "advcl")
        )

    def _adverb(self, at: int) -> Sign | None:
        for word in children(self._analysis, at, "advmod"):
            form = lower(self._analysis, word)
            if self._lists.adverbs.get(form) is not Status.POSSIBLE:
                continue
            if form not in self._lists.classes["hearsay"] or not self._attribution.chain(at):
                return Sign(Status.POSSIBLE, f"adverb:{form}", word)
        return None

    def _doer(self, at: int) -> Sign | None:
        """The sign of a doer who is only suspected: the act is certain, whose it is not."""
        for who in children(self._analysis, at, "nsubj", "obl") if self._is_verb(at) else ():
            if self._analysis.tokens[who].deprel not in ("nsubj", "obl:agent"):
                continue
            for word in children(self._analysis, who, "amod"):
                form = lower(self._analysis, word)
                if form in self._lists.classes["doubtful_doers"]:
                    return Sign(Status.POSSIBLE, f"doer:{form}", word)
        return None

    def _is_verb(self, at: int) -> bool:
        return self._analysis.tokens[at].upos == "VERB"

    def _aspect(self, at: int) -> Sign | None:
        """Progressive and "being done": under way in the present; in the past the head judges."""
        analysis = self._analysis
        helpers = {lower(analysis, word) for word in children(analysis, at, "aux")}
        progressive = analysis.tokens[at].xpos == "VBG" or "being" in helpers
        present = bool(helpers & _PRESENT_OR_PERFECT)
        told = (
            "being" in helpers and bool(helpers & {"was", "were"}) and bool(self._attribution.governing(at))
        )
        if progressive and (present or told) and self._type is not EventType.REJECT:
            return Sign(Status.ONGOING, "aspect:progressive", at)
        return None
