"""Arguments: the actors and recipients of an event, from the tree around its anchor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dateline.codebook import EventType
from dateline.model.analysis import Analysis, EntityKind
from dateline.reading.anchors import Trigger, Words
from dateline.reading.lemmas import forms
from dateline.reading.parties import Names

_LIGHT = frozenset(
    "carry launch conduct mount stage begin start wage continue make hold commit undertake give issue impose "
    "announce perform execute plan plot order orchestrate mastermind organise organize resume declare do have "
    "face lead direct perpetrate join claim open initiate call demand propose reach sign broker lodge file "
    "pursue intensify escalate step prepare attempt suffer receive pay express offer extend voice fight win "
    "lose use exert put".split()
)
_TAKING_PART = frozenset("part involve participate engage responsible behind accuse take involved".split())
_SUBJECT_CONTROL = frozenset("promise vow threaten pledge agree refuse swear".split())
_ASKING = frozenset("call appeal prevail".split())
_SENDING = frozenset(
    "hire send use deploy order pay train recruit arm help allow force back dispatch persuade ask urge press "
    "pressure tell enable encourage invite permit".split()
)
_CLAIMS = frozenset("claim admit accept take confess deny".split())
_BLAMES = frozenset(
    "accuse blame condemn suspect convict charge criticise criticize denounce prevent stop arrest sentence "
    "indict implicate bar ban acquit fault jail detain".split()
)
_MODIFYING = frozenset(("compound", "amod", "nmod:unmarked", "nmod:desc", "nmod"))
_CONTAINERS = frozenset(
    "series wave spate string number barrage campaign kind round part act type lot dozens hundreds scores "
    "acts cycle surge burst flurry escalation resumption outbreak".split()
)
_HARMS = frozenset(
    "killing wounding injuring targeting hitting destroying striking maiming leaving hurting killed wounded "
    "injured targeted hit destroyed causing".split()
)
_UNDERGOING = frozenset(
    form
    for verb in (
        "face suffer witness see report describe condemn criticize criticise denounce fear prevent avoid stop end "
        "halt reject deny repel thwart foil survive escape flee investigate discuss support welcome watch mark "
        "follow include cover confirm mention know film celebrate hear document monitor record blame cause "
        "trigger spark prompt mean say tell deplore decry oppose protest resist repulse encounter expect"
    ).split()
    for form in forms(verb)
)
_HAPPENINGS = frozenset(
    "break broke erupt erupted take took occur occurred continue continued rage raged begin began start "
    "started flare flared breaking erupting happen happened hold held intensify intensified".split()
)
_PREDICATES = frozenset(("VERB", "AUX", "ADJ", "NOUN", "PROPN"))


@dataclass(frozen=True, slots=True)
class Argument:
    """A token that fills a role of an event, the rule that found it, and how surely it does."""

    token: int
    rule: str
    score: float
    alone: bool = False
    """True where the words coordinated with it fill another role."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """Who acts and who is acted on, likeliest first."""

    actors: tuple[Argument, ...] = ()
    recipients: tuple[Argument, ...] = ()


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
            if trigger is None or trigger.type not in _FORCEFUL:
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
        relations = {self.analysis.tokens[d].deprel for d in self.analysis.dependents[verb]}
        if "aux:pass" in relations:
            return True
        if "nsubj:pass" in relations:
            return token.xpos not in ("VBD", "VBZ", "VBP") or "obj" not in relations
        if token.xpos != "VBN" and not (token.upos == "ADJ" and token.form.endswith("ed")):
            return False
        if token.deprel in ("acl", "amod", "advcl", "acl:relcl") and "aux" not in relations:
            return "obj" not in relations
        if token.deprel == "conj" and token.head >= 0 and not relations & {"aux", "nsubj", "obj"}:
            return self.is_passive(token.head)
        if token.upos == "ADJ":
            return True
        return token.deprel in ("xcomp", "ccomp", "root") and not relations & {"aux", "obj", "nsubj"}

    def subject(self, verb: int, depth: int = 0) -> tuple[int, str] | None:
        """The surface subject of a predicate and the rule that found it; None where there is none."""
        tokens = self.analysis.tokens
        for dependent in self.analysis.dependents[verb]:
            if tokens[dependent].deprel in ("nsubj", "nsubj:pass", "nsubj:outer"):
                return dependent, "subject"
        head, relation = tokens[verb].head, tokens[verb].deprel
        if head < 0 or depth > 4:
            return None
        if relation == "conj" and tokens[head].upos in _PREDICATES:
            return self._shared(verb, head, depth)
        if relation in ("xcomp", "ccomp", "advcl", "obl", "parataxis"):
            return self._controller(verb, head, depth)
        if relation in ("acl", "amod", "acl:relcl") and tokens[head].upos in ("NOUN", "PROPN", "PRON", "NUM"):
            return self._noun_subject(verb, head, depth)
        return None

    def _shared(self, verb: int, head: int, depth: int) -> tuple[int, str] | None:
        found = self.subject(head, depth + 1)
        return (found[0], "conjunct") if found else None

    def _controller(self, verb: int, head: int, depth: int) -> tuple[int, str] | None:
        tokens = self.analysis.tokens
        governor = tokens[head]
        relation = tokens[verb].deprel
        if governor.upos not in _PREDICATES:
            return None
        lemma = governor.lemma.lower()
        if relation == "xcomp" and lemma not in _SUBJECT_CONTROL:
            controlled = self._objects(head) or list(self.governed(head, ("on", "upon", "for")))
            if controlled and lemma not in ("take", "make"):
                return controlled[0], "control"
        if relation == "advcl" and lemma in _BLAMES and self._marked(verb, ("of", "for", "from", "with")):
            blamed = self._objects(head)
            if blamed:
                return blamed[0], "blamed"
            if self.is_passive(head):
                found = self.subject(head, depth + 1)
                return (found[0], "blamed") if found else None
        if relation == "advcl" and self._marked(verb, ("to",)):
            asked = list(self.governed(head, ("on", "upon"))) if lemma in _ASKING else []
            asked = asked or (self._objects(head) if lemma in _SENDING else [])
            if asked:
                return asked[0], "control"
        if relation in ("ccomp", "parataxis") and not self._marked(verb, ("to",)):
            return None
        found = self.subject(head, depth + 1)
        return (found[0], "raised") if found else None

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
        return [d for d in self.analysis.dependents[verb] if self.analysis.tokens[d].deprel in ("obj", "iobj")]

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
        tokens = self.analysis.tokens
        for dependent in self.analysis.dependents[verb]:
            if tokens[dependent].deprel == "obl:agent":
                yield dependent
            elif tokens[dependent].deprel in ("obl", "nmod") and self._marked(dependent, ("by",)):
                yield dependent
            elif tokens[dependent].form.lower() == "hands" and self._marked(dependent, ("at",)):
                yield from self.words.governed(dependent, "of")
        token = tokens[verb]
        if token.deprel == "conj" and token.head >= 0 and tokens[token.head].upos == token.upos:
            yield from (d for d in self.analysis.dependents[token.head] if tokens[d].deprel == "obl:agent")

    def holders(self, noun: int, depth: int = 0) -> Iterator[Argument]:
        """Who has, does or makes what a noun names: possessor, modifier, agent, subject of its light verb."""
        tokens = self.analysis.tokens
        for agent in self.agents(noun):
            yield Argument(agent, "by", 0.9)
        for dependent in self.analysis.dependents[noun]:
            token = tokens[dependent]
            if token.deprel == "nmod:poss":
                yield Argument(dependent, "possessor", 0.85)
            elif token.deprel in _MODIFYING and dependent < noun and self._acts(dependent):
                yield Argument(dependent, "modifier", 0.75)
            elif token.form.lower() == "led" and dependent < noun:
                yield from (Argument(d, "leader", 0.75) for d in self.analysis.dependents[dependent] if self._acts(d))
            elif token.deprel in ("acl", "acl:relcl"):
                yield from (Argument(agent, "participle", 0.8) for agent in self.agents(dependent))
                if token.deprel == "acl:relcl" and tokens[dependent].lemma.lower() in _LIGHT:
                    yield from self._relative_subject(dependent)
        if depth < 4:
            yield from self._verb_holders(noun, depth)

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
        if self.analysis.tokens[token].upos == "ADJ":
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
        elif relation == "obj" and governor.upos == "VERB" and governor.form.lower() not in _UNDERGOING:
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
            and tokens[tokens[noun].head].form.lower() in _CONTAINERS
            and self._marked(noun, ("of",))
        ):
            noun = tokens[noun].head
        return noun

    def siblings(self, noun: int) -> Iterator[int]:
        """Objects of the participles beside a noun's light verb ("launched strikes, targeting X")."""
        tokens = self.analysis.tokens
        noun = self.container(noun)
        verb = tokens[noun].head
        if verb < 0 or tokens[verb].upos != "VERB" or tokens[noun].deprel not in ("obj", "nsubj:pass", "nsubj"):
            return
        yield from self.results(verb)

    def results(self, verb: int) -> Iterator[int]:
        """Objects of the participles that tell a verb's harm or aim ("detonated, killing two")."""
        tokens = self.analysis.tokens
        places = [verb, *(d for d in self.analysis.dependents[verb] if tokens[d].deprel == "obj")]
        for place in places:
            for dependent in self.analysis.dependents[place]:
                if tokens[dependent].deprel in ("advcl", "acl", "conj", "acl:relcl"):
                    if tokens[dependent].form.lower() in _HARMS and not self.is_passive(dependent):
                        yield from self.objects(dependent)

    def clause_subjects(self, verb: int) -> Iterator[int]:
        """Subjects of the clauses that a verb takes ("alleges that X", "welcomed X keeping")."""
        tokens = self.analysis.tokens
        for dependent in self.analysis.dependents[verb]:
            if tokens[dependent].deprel == "ccomp":
                for below in self.analysis.dependents[dependent]:
                    if tokens[below].deprel in ("nsubj", "nsubj:pass"):
                        yield below

    def _is_light(self, verb: int) -> bool:
        lemma = self.analysis.tokens[verb].lemma.lower()
        return lemma in _LIGHT or lemma + "e" in _LIGHT or lemma.rstrip("e") in _LIGHT

    def _oblique_holders(self, noun: int, head: int, lemma: str, depth: int) -> Iterator[Argument]:
        tokens = self.analysis.tokens
        if lemma in _TAKING_PART:
            yield from self._doers(head, depth, "taking-part", 0.8)
        elif lemma == "responsibility" and tokens[head].head >= 0:
            if tokens[tokens[head].head].lemma.lower() in _CLAIMS:
                yield from self._doers(tokens[head].head, depth, "responsibility", 0.85)
        elif lemma in _BLAMES and self._marked(noun, ("of", "for", "over", "with")):
            blamed = self._objects(head)
            if blamed:
                yield Argument(blamed[0], "blamed", 0.75)
            elif self.is_passive(head):
                yield from self._doers(head, depth, "blamed", 0.75)

    def _doers(self, verb: int, depth: int, rule: str, score: float) -> Iterator[Argument]:
        if self.is_passive(verb) and self.analysis.tokens[verb].lemma.lower() not in _BLAMES | _TAKING_PART:
            yield from (Argument(agent, rule, score) for agent in self.agents(verb))
            return
        found = self.subject(verb, depth + 1)
        if found is not None:
            yield Argument(found[0], rule, score)


# Names that have no adjective: "US strikes" is done by the US, while "Iraq war" and "London bombings" name places.
_ADJECTIVAL = frozenset("US U.S. UK U.K. EU UN U.N. Nato NATO".split())
_ACTING = frozenset(
    (
        EntityKind.PERSON,
        EntityKind.ORGANISATION,
        EntityKind.FORCE,
        EntityKind.NATIONALITY,
    )
)


def find_arguments(trigger: Trigger, clauses: Clauses) -> Arguments:
    """The tokens that the tree around an anchor gives its roles, before they are named and filtered."""
    token = clauses.analysis.tokens[trigger.token]
    if token.upos in ("NOUN", "PROPN") and token.xpos[:1] != "V":
        actors, recipients = _of_noun(trigger, clauses)
    else:
        actors, recipients = _of_verb(trigger, clauses)
    return Arguments(tuple(actors), tuple(recipients))


_FORCEFUL = frozenset((EventType.ASSAULT, EventType.COERCE))
_ABOUT = frozenset(
    (EventType.ACCUSE, EventType.REQUEST, EventType.SUPPORT, EventType.THREATEN, EventType.REJECT)
)
_Roles = tuple[list[Argument], list[Argument]]


def _of_verb(trigger: Trigger, clauses: Clauses) -> _Roles:
    verb, kind = trigger.token, trigger.frame.kind
    passive = clauses.is_passive(verb)
    subject = clauses.subject(verb)
    surface = [Argument(subject[0], subject[1], 0.9 if subject[1] == "subject" else 0.75)] if subject else []
    agents = [Argument(a, "by", 0.9) for a in clauses.agents(verb)]
    objects = [Argument(o, "object", 0.9) for o in clauses.objects(verb)]
    harmed = [Argument(o, "harmed", 0.75) for o in clauses.results(verb)] if trigger.type is EventType.ASSAULT else []
    obliques = [Argument(o, "oblique", 0.8) for o in clauses.governed(verb, trigger.frame.prepositions)]
    if not agents and trigger.type in _FORCEFUL and (passive or kind == "die"):
        agents = list(clauses.within(verb))
    if kind in ("die", "idie"):
        return agents, (surface if kind == "die" else harmed) + obliques
    if kind == "rev":
        return obliques, agents if passive else surface
    if kind == "move":
        return (surface or objects), []
    if passive:
        return _passive(trigger, surface, agents, obliques + harmed)
    recipients = obliques if kind in ("iact", "imutual") else objects + obliques
    recipients += harmed
    if not recipients and trigger.type in _ABOUT:
        recipients = [Argument(o, "clause subject", 0.65) for o in clauses.clause_subjects(verb)]
    if kind in ("mutual", "imutual") and not recipients:
        return _split(surface, clauses)
    return surface, recipients


def _passive(
    trigger: Trigger, surface: list[Argument], agents: list[Argument], obliques: list[Argument]
) -> _Roles:
    if trigger.frame.kind in ("iact", "imutual"):
        if trigger.type is EventType.MOBILIZE and not agents:
            return surface, obliques
        return agents, obliques
    return agents, surface + obliques


def _split(surface: list[Argument], clauses: Clauses) -> _Roles:
    """Parties that do something with each other: the first against the rest."""
    if not surface:
        return [], []
    joined = [surface[0].token]
    for at in joined:
        joined.extend(
            d for d in clauses.analysis.dependents[at] if clauses.analysis.tokens[d].deprel == "conj"
        )
    rest = [Argument(token, "with each other", 0.8) for token in sorted(joined)[1:]]
    return ([replace(surface[0], alone=True)] if rest else surface), rest


def _of_noun(trigger: Trigger, clauses: Clauses) -> _Roles:
    noun, kind = trigger.token, trigger.frame.kind
    holders = list(clauses.holders(noun))
    obliques = [
        Argument(o, "oblique", 0.85)
        for o in clauses.governed(noun, (p for p in trigger.frame.prepositions if p not in ("between", "among")))
    ]
    of = [Argument(o, "of", 0.8) for o in clauses.governed(noun, ("of",))]
    between = [Argument(o, "between", 0.9) for o in clauses.governed(noun, ("between", "among"))]
    if not between and not obliques:
        between, obliques = _beside(trigger, clauses)
    victims = _victims(noun, clauses) if trigger.type is EventType.ASSAULT else []
    if between:
        return _split(between, clauses)
    if kind == "suffer":
        own = [h for h in holders if h.rule in ("possessor", "modifier")]
        others = [h for h in holders if h.rule not in ("possessor", "modifier")]
        if of:
            return own + others, of + obliques
        return others, own + obliques + victims
    if kind == "strike":
        return holders, of + obliques + victims
    if kind == "mutual" and not obliques:
        actors, recipients = _split(holders or of, clauses)
        return actors, recipients
    if kind == "move":
        return holders + of, []
    return holders + of, obliques + victims


def _beside(trigger: Trigger, clauses: Clauses) -> _Roles:
    """What stands under a noun's prepositions beside its verb ("clashes broke out between", "put blame on")."""
    tokens = clauses.analysis.tokens
    noun = clauses.container(trigger.token)
    head = tokens[noun].head
    if head < 0 or tokens[head].upos != "VERB":
        return [], []
    if tokens[head].form.lower() in _HAPPENINGS:
        between = [Argument(o, "between", 0.85) for o in clauses.governed(head, ("between", "among"))]
        return between, [Argument(o, "oblique", 0.75) for o in clauses.governed(head, ("against", "with"))]
    if tokens[noun].deprel not in ("obj", "nsubj:pass"):
        return [], []
    kept = [p for p in trigger.frame.prepositions if p not in ("between", "among", "in", "at", "by")]
    return [], [Argument(o, "oblique", 0.7) for o in clauses.governed(head, kept) if o > noun]


def _victims(noun: int, clauses: Clauses) -> list[Argument]:
    """Who the verb that an attack is the subject of is done to ("the attack killed", "a strike that hit")."""
    tokens = clauses.analysis.tokens
    found: list[Argument] = [Argument(o, "harmed", 0.7) for o in clauses.siblings(noun)]
    noun = clauses.container(noun)
    head = tokens[noun].head
    if tokens[noun].deprel == "nsubj" and head >= 0 and tokens[head].upos == "VERB":
        found.extend(Argument(o, "victim", 0.75) for o in clauses.objects(head))
    for dependent in clauses.analysis.dependents[noun]:
        if tokens[dependent].deprel in ("acl:relcl", "acl") and not clauses.is_passive(dependent):
            found.extend(Argument(o, "victim", 0.75) for o in clauses.objects(dependent))
    return found


def named(arguments: Iterable[Argument], names: Names) -> Iterator[Argument]:
    """Each argument with those coordinated with it."""
    seen: set[int] = set()
    for argument in arguments:
        for token in [argument.token] if argument.alone else names.conjuncts(argument.token):
            if token not in seen:
                seen.add(token)
                yield Argument(token, argument.rule, argument.score)
