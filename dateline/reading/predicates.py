"""Predicates: who does what a verb or noun names, through voice, control, raising, sharing and light verbs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from dateline.codebook import EventType
from dateline.model.analysis import Analysis, EntityKind
from dateline.reading.agency import read_agents
from dateline.reading.anchors import Trigger
from dateline.reading.patterns import Words
from dateline.reading.wordlists import word_classes

FORCEFUL = frozenset((EventType.ASSAULT, EventType.COERCE))
"""Types that name whom they were done to by a verb and who did it in a phrase beside it."""

_MODIFYING = frozenset(("compound", "amod", "nmod:unmarked", "nmod:desc", "nmod"))
_HELPERS = frozenset(("aux", "aux:pass", "cop"))
_PREDICATES = frozenset(("VERB", "AUX", "ADJ", "NOUN", "PROPN"))
# Names that have no adjective: "US strikes" is done by the US, while "Iraq war" and "London bombings" name places.
_ADJECTIVAL = frozenset(["US", "U.S.", "UK", "U.K.", "EU", "UN", "U.N.", "Nato", "NATO"])
_ACTING = frozenset(
    (
        EntityKind.PERSON,
        EntityKind.ORGANISATION,
        EntityKind.FORCE,
        EntityKind.NATIONALITY,
    )
)


@dataclass(frozen=True, slots=True)
class Argument:
    """A token that fills a role of an event, the rule that found it, and how surely it does."""

    token: int
    rule: str
    score: float
    alone: bool = False
    """True where the words coordinated with it fill another role."""


class Clauses:
    """Subjects, objects and agents of the predicates of one analysis, through control, raising and sharing."""

    def __init__(self, analysis: Analysis, words: Words) -> None:
        """Hold the analysis; everything is looked up on demand."""
        self.analysis = analysis
        self.words = words
        self.triggers: dict[int, Trigger] = {}
        """The report's anchors by token, so that an event can take its parties from one inside its clause."""

    def within(self, verb: int) -> Iterator[Argument]:
        """Who acts in the event that a verb's victims suffered it in ("killed in a raid by X", "in clashes with X")."""
        for token in self._settings(verb):
            trigger = self.triggers.get(token)
            if trigger is None or trigger.type not in FORCEFUL:
                continue
            if trigger.frame.kind == "mutual":
                for other in self.governed(token, ("with", "between", "against")):
                    yield Argument(other, "within", 0.7)
            for holder in self.holders(token):
                yield Argument(holder.token, "within", 0.75)

    def _settings(self, verb: int) -> Iterator[int]:
        for token in self.governed(verb, ("in", "during", "by", "after", "along", "with")):
            yield token
            yield from self.governed(token, ("in", "during", "of"))

    def is_passive(self, verb: int) -> bool:
        """True where a verb's surface subject is acted on."""
        token = self.analysis.tokens[verb]
        relations = {
            self.analysis.tokens[d].deprel for d in self.analysis.dependents[verb] if not self._is_misread(d)
        }
        if "aux:pass" in relations:
            return True
        if any(self._is_misread(d) for d in self.analysis.dependents[verb]):
            return False
        if "obl:agent" in relations and "obj" not in relations and token.xpos in ("VBD", "VBN"):
            # "Her brother was taken and her father shot by the militia": one auxiliary serves two verbs.
            return True
        if "nsubj:pass" in relations:
            # Parsers take "mobs burned 18 shops" for a passive at times.
            return token.xpos not in ("VBD", "VBZ", "VBP") or "obj" not in relations
        if token.upos == "ADJ":
            return token.form.endswith("ed")
        return token.xpos == "VBN" and self._is_bare_participle(verb, relations)

    def _is_bare_participle(self, verb: int, relations: set[str]) -> bool:
        token = self.analysis.tokens[verb]
        if token.deprel in ("acl", "amod", "advcl", "acl:relcl") and "aux" not in relations:
            return "obj" not in relations
        if token.deprel == "conj" and token.head >= 0 and not relations & {"aux", "nsubj", "obj"}:
            return self.is_passive(token.head)
        return token.deprel in ("xcomp", "ccomp", "root") and not relations & {"aux", "obj", "nsubj"}

    def subject(self, verb: int, depth: int = 0) -> tuple[int, str] | None:
        """The surface subject of a predicate and the rule that found it; None where there is none."""
        tokens = self.analysis.tokens
        own = next((d for d in self.analysis.dependents[verb] if self._is_subject(d)), None)
        if own is not None:
            return self._cleft(verb, own) or own, "subject"
        head, relation = tokens[verb].head, tokens[verb].deprel
        if head < 0 or depth > 4:
            return None
        if relation == "conj" and tokens[head].upos in _PREDICATES:
            return _by(self.subject(head, depth + 1), "conjunct")
        if relation in ("xcomp", "ccomp", "advcl", "obl", "parataxis"):
            return self._controller(verb, head, depth)
        if relation in ("acl", "amod", "acl:relcl") and tokens[head].upos in ("NOUN", "PROPN", "PRON", "NUM"):
            return self._noun_subject(verb, head, depth)
        return None

    def _cleft(self, verb: int, subject: int) -> int | None:
        """Russia in "it was not Turkey but Russia that bombed": what stands before a relative pronoun; None without one."""
        tokens = self.analysis.tokens
        head = tokens[verb].head
        if tokens[subject].form.lower() not in ("that", "who") or head < 0 or tokens[verb].deprel != "conj":
            return None
        below = self.analysis.dependents[head]
        if not any(tokens[d].deprel == "cop" for d in below):
            return None
        instead = (d for d in below if tokens[d].deprel == "conj" and head < d < verb)
        if any(tokens[d].form.lower() == "not" for d in below):
            return next(instead, None)
        return head

    def _is_subject(self, token: int) -> bool:
        relation = self.analysis.tokens[token].deprel
        return relation in ("nsubj", "nsubj:pass", "nsubj:outer") or self._is_misread(token)

    def _is_misread(self, token: int) -> bool:
        # "IS promised": the group's name read as a form of "be".
        return self.analysis.tokens[token].deprel in _HELPERS and self.words.kinds[token] in _ACTING

    def _controller(self, verb: int, head: int, depth: int) -> tuple[int, str] | None:
        tokens = self.analysis.tokens
        if tokens[head].upos not in _PREDICATES:
            return None
        lemma, relation = tokens[head].lemma.lower(), tokens[verb].deprel
        if relation == "xcomp":
            found = self._told(head, lemma)
        elif relation == "ccomp" and tokens[verb].xpos == "VBG":
            # "Described soldiers beating detainees".
            found = next(((o, "control") for o in self._objects(head) if head < o < verb), None)
        elif relation == "advcl":
            found = self._blamed(verb, head, lemma, depth) or self._sent(verb, head, lemma)
        else:
            found = None
        if found is not None:
            return found
        if relation in ("ccomp", "parataxis") and not self._marked(verb, ("to",)):
            return None
        return _by(self.subject(head, depth + 1), "raised")

    def _told(self, head: int, lemma: str) -> tuple[int, str] | None:
        """Whom a verb with an infinitive makes its subject ("urged the army to withdraw")."""
        if lemma in predicate_words("subject control") or lemma in ("take", "make"):
            return None
        controlled = self._objects(head) or list(self.governed(head, ("on", "upon", "for")))
        return (controlled[0], "control") if controlled else None

    def _blamed(self, verb: int, head: int, lemma: str, depth: int) -> tuple[int, str] | None:
        """Whom a verb says an act against ("accused the police of beating")."""
        if lemma not in predicate_words("blaming") or not self._marked(verb, ("of", "for", "from", "with")):
            return None
        blamed = self._objects(head)
        if blamed:
            return blamed[0], "blamed"
        return _by(self.subject(head, depth + 1), "blamed") if self.is_passive(head) else None

    def _sent(self, verb: int, head: int, lemma: str) -> tuple[int, str] | None:
        """Whom a verb asks or sends to do what an infinitive of purpose names."""
        if not self._marked(verb, ("to",)):
            return None
        asked = list(self.governed(head, ("on", "upon"))) if lemma in predicate_words("asking") else []
        if not asked and lemma in predicate_words("sending"):
            asked = self._objects(head)
        return (asked[0], "control") if asked else None

    def _noun_subject(self, verb: int, noun: int, depth: int) -> tuple[int, str] | None:
        if not self._marked(verb, ("to",)):
            return noun, "noun"
        found = next(iter(self.holders(noun, depth + 1)), None)
        return (found.token, "holder") if found else None

    def _marked(self, verb: int, marks: tuple[str, ...]) -> bool:
        tokens = self.analysis.tokens
        return any(
            tokens[d].deprel in ("mark", "case") and tokens[d].form.lower() in marks
            for d in self.analysis.dependents[verb]
        )

    def _objects(self, verb: int) -> list[int]:
        tokens = self.analysis.tokens
        below = self.analysis.dependents[verb]
        found = [d for d in below if tokens[d].deprel in ("obj", "iobj")]
        if not found and any(tokens[d].deprel == "nsubj" for d in below if d < verb):
            # Parsers give a verb of an active clause two subjects at times; the one behind it is its object.
            found = [d for d in below if tokens[d].deprel == "nsubj" and d > verb]
        return found

    def objects(self, verb: int) -> list[int]:
        """Objects of a verb, shared ones of its first conjunct included."""
        found = self._objects(verb)
        token = self.analysis.tokens[verb]
        if not found and token.deprel == "conj" and token.head >= 0:
            head = self.analysis.tokens[token.head]
            if head.upos == token.upos and head.index < verb:
                found = [d for d in self._objects(token.head) if d > verb]
        if not found:
            # UD hangs the object of "shot and killed a man" on the last verb in some parsers.
            found = [
                o
                for d in self.analysis.dependents[verb]
                if self.analysis.tokens[d].deprel == "conj" and d - verb == 2
                for o in self._objects(d)
                if self.analysis.tokens[d].upos == token.upos
            ]
        return found

    def governed(self, token: int, prepositions: Iterable[str]) -> Iterator[int]:
        """What stands under some prepositions below a token."""
        for preposition in prepositions:
            yield from self.words.governed(token, preposition)

    def agents(self, verb: int) -> Iterator[int]:
        """Who a passive verb or a noun is done by."""
        return read_agents(self.analysis, self.words, verb)

    def holders(self, noun: int, depth: int = 0) -> Iterator[Argument]:
        """Who has, does or makes what a noun names: possessor, modifier, agent, subject of its light verb."""
        for agent in self.agents(noun):
            yield Argument(agent, "by", 0.9)
        for dependent in self.analysis.dependents[noun]:
            yield from self._phrase_holders(noun, dependent)
        if any(self.analysis.tokens[d].deprel == "cop" for d in self.analysis.dependents[noun]):
            found = self.subject(noun, depth + 1)
            if found is not None:
                yield Argument(found[0], "predicate", 0.6)
        elif depth < 4:
            yield from self._verb_holders(noun, depth)

    def _phrase_holders(self, noun: int, dependent: int) -> Iterator[Argument]:
        token = self.analysis.tokens[dependent]
        if token.deprel == "nmod:poss":
            yield Argument(dependent, "possessor", 0.85)
        elif token.deprel in ("acl", "acl:relcl"):
            yield from (Argument(agent, "participle", 0.8) for agent in self.agents(dependent))
            if token.deprel == "acl:relcl" and self._is_light(dependent):
                yield from self._relative_subject(dependent)
        elif dependent < noun and token.deprel in _MODIFYING and self._acts(dependent):
            yield Argument(dependent, "modifier", 0.75)
        elif dependent < noun and token.form.lower() == "led":
            leaders = (d for d in self.analysis.dependents[dependent] if self._acts(d))
            yield from (Argument(d, "leader", 0.75) for d in leaders)

    def _relative_subject(self, verb: int) -> Iterator[Argument]:
        for dependent in self.analysis.dependents[verb]:
            token = self.analysis.tokens[dependent]
            if token.deprel == "nsubj" and token.lemma.lower() not in ("that", "which", "who"):
                yield Argument(dependent, "light-verb", 0.8)

    def _acts(self, token: int) -> bool:
        """True where a modifier of a noun names who does it ("Israeli strikes", "rebel attack")."""
        kind = self.words.kinds[token]
        if kind is not None:
            return kind in _ACTING or self.analysis.tokens[token].form in _ADJECTIVAL
        if self.analysis.tokens[token].upos == "ADJ" or self.analysis.tokens[token].form == "terrorist":
            return False
        return self.words.is_force(token) or self.words.is_person(token)

    def _verb_holders(self, noun: int, depth: int) -> Iterator[Argument]:
        tokens = self.analysis.tokens
        noun = self.container(noun)
        head, relation = tokens[noun].head, tokens[noun].deprel
        if head < 0:
            return
        governor = tokens[head]
        lemma = governor.lemma.lower()
        if relation == "conj":
            yield from (Argument(a.token, a.rule, a.score - 0.1) for a in self.holders(head, depth + 2))
        elif relation in ("obj", "nsubj:pass") and governor.upos in ("VERB", "AUX") and self._is_light(head):
            yield from self._doers(head, depth, "light-verb", 0.8)
        elif (
            relation == "obj"
            and governor.upos == "VERB"
            and governor.form.lower() not in predicate_words("undergoing")
        ):
            yield from self._doers(head, depth, "verb", 0.55)
        elif relation in ("obl", "nmod", "advcl"):
            yield from self._oblique_holders(noun, head, lemma, depth)
        elif relation == "xcomp" and governor.upos == "VERB":
            yield from self._doers(head, depth, "raised", 0.6)

    def container(self, noun: int) -> int:
        """The noun that stands in a sentence for another ("a series of strikes", "part of the offensive")."""
        tokens = self.analysis.tokens
        while (
            tokens[noun].deprel == "nmod"
            and tokens[tokens[noun].head].form.lower() in predicate_words("container")
            and self._marked(noun, ("of",))
        ):
            noun = tokens[noun].head
        return noun

    def siblings(self, noun: int) -> Iterator[int]:
        """Objects of the participles beside a noun's light verb ("launched strikes, targeting X")."""
        tokens = self.analysis.tokens
        noun = self.container(noun)
        verb = tokens[noun].head
        if (
            verb < 0
            or tokens[verb].upos != "VERB"
            or tokens[noun].deprel not in ("obj", "nsubj:pass", "nsubj")
        ):
            return
        yield from self.results(verb)

    def results(self, verb: int) -> Iterator[int]:
        """Objects of the participles that tell a verb's harm or aim ("detonated, killing two")."""
        tokens = self.analysis.tokens
        places = [verb, *(d for d in self.analysis.dependents[verb] if tokens[d].deprel == "obj")]
        for place in places:
            for dependent in self.analysis.dependents[place]:
                if self._is_harm(dependent):
                    yield from self.objects(dependent)

    def _is_harm(self, verb: int) -> bool:
        token = self.analysis.tokens[verb]
        if token.deprel not in ("advcl", "acl", "conj", "acl:relcl"):
            return False
        return token.form.lower() in predicate_words("harming") and not self.is_passive(verb)

    def clause_subjects(self, verb: int) -> Iterator[int]:
        """Subjects of the clauses that a verb takes ("alleges that X", "welcomed X keeping")."""
        tokens = self.analysis.tokens
        for dependent in self.analysis.dependents[verb]:
            if tokens[dependent].deprel == "ccomp":
                for below in self.analysis.dependents[dependent]:
                    if tokens[below].deprel in ("nsubj", "nsubj:pass"):
                        yield below

    def _is_light(self, verb: int) -> bool:
        return self.analysis.tokens[verb].form.lower() in predicate_words("light")

    def _oblique_holders(self, noun: int, head: int, lemma: str, depth: int) -> Iterator[Argument]:
        tokens = self.analysis.tokens
        if lemma in predicate_words("taking part"):
            yield from self._doers(head, depth, "taking-part", 0.8)
        elif lemma == "responsibility" and tokens[head].head >= 0:
            if tokens[tokens[head].head].lemma.lower() in predicate_words("claiming"):
                yield from self._doers(tokens[head].head, depth, "responsibility", 0.85)
        elif lemma in predicate_words("blaming") and self._marked(noun, ("of", "for", "over", "with")):
            blamed = self._objects(head)
            if blamed:
                yield Argument(blamed[0], "blamed", 0.75)
            elif self.is_passive(head):
                yield from self._doers(head, depth, "blamed", 0.75)

    def _doers(self, verb: int, depth: int, rule: str, score: float) -> Iterator[Argument]:
        if self.is_passive(verb) and self.analysis.tokens[verb].lemma.lower() not in predicate_words(
            "blaming"
        ) | predicate_words("taking part"):
            yield from (Argument(agent, rule, score) for agent in self.agents(verb))
            return
        found = self.subject(verb, depth + 1)
        if found is not None:
            yield Argument(found[0], rule, score)


def _by(found: tuple[int, str] | None, rule: str) -> tuple[int, str] | None:
    return (found[0], rule) if found else None


@cache
def predicate_words(name: str) -> frozenset[str]:
    """The words of a class of `data/predicate_words.txt` in all their forms."""
    return word_classes("predicate_words.txt")[name]
