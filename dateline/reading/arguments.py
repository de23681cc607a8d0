"""Arguments: the actors and recipients of an event, from the tree around its anchor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dateline.codebook import EventType
from dateline.reading.anchors import Trigger
from dateline.reading.parties import Names
from dateline.reading.predicates import FORCEFUL, Argument, Clauses, predicate_words


@dataclass(frozen=True, slots=True)
class Arguments:
    """Who acts and who is acted on, likeliest first."""

    actors: tuple[Argument, ...] = ()
    recipients: tuple[Argument, ...] = ()


def find_arguments(trigger: Trigger, clauses: Clauses) -> Arguments:
    """The tokens that the tree around an anchor gives its roles, before they are named and filtered."""
    token = clauses.analysis.tokens[trigger.token]
    if token.upos in ("NOUN", "PROPN") and token.xpos[:1] != "V":
        actors, recipients = _of_noun(trigger, clauses)
    else:
        actors, recipients = _of_verb(trigger, clauses)
    return Arguments(tuple(actors), tuple(recipients))


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
    harmed = (
        [Argument(o, "harmed", 0.75) for o in clauses.results(verb)]
        if trigger.type is EventType.ASSAULT
        else []
    )
    obliques = [Argument(o, "oblique", 0.8) for o in clauses.governed(verb, trigger.frame.prepositions)]
    if not agents and trigger.type in FORCEFUL and (passive or kind == "die"):
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
        for o in clauses.governed(
            noun, (p for p in trigger.frame.prepositions if p not in ("between", "among"))
        )
    ]
    of = [Argument(o, "of", 0.8) for o in clauses.governed(noun, ("of",))]
    if kind in ("suffer", "strike"):
        # "the killing of two nurses by soldiers": the agent may hang on the victims.
        holders = [Argument(a, "by", 0.8) for o in of for a in clauses.agents(o.token)] + holders
    between = [Argument(o, "between", 0.9) for o in clauses.governed(noun, ("between", "among"))]
    if not between and not obliques:
        between, obliques = _beside(trigger, clauses)
    victims = _victims(noun, clauses) if trigger.type is EventType.ASSAULT else []
    if between:
        return _split(between, clauses)
    if kind == "suffer":
        return _suffered(holders, of, obliques + victims)
    if kind == "strike":
        return holders, of + obliques + victims
    if kind == "mutual" and not obliques:
        return _split(holders or of, clauses)
    return holders + of, [] if kind == "move" else obliques + victims


def _suffered(holders: list[Argument], of: list[Argument], others: list[Argument]) -> _Roles:
    """A noun like "killing": its `of` is acted on, and its possessor where nothing stands under `of`."""
    own = [h for h in holders if h.rule in ("possessor", "modifier")]
    doers = [h for h in holders if h.rule not in ("possessor", "modifier")]
    return (own + doers, of + others) if of else (doers, own + others)


def _beside(trigger: Trigger, clauses: Clauses) -> _Roles:
    """What stands under a noun's prepositions beside its verb ("clashes broke out between", "put blame on")."""
    tokens = clauses.analysis.tokens
    noun = clauses.container(trigger.token)
    head = tokens[noun].head
    if head < 0 or tokens[head].upos != "VERB":
        return [], []
    if tokens[head].form.lower() in predicate_words("happening"):
        between = [Argument(o, "between", 0.85) for o in clauses.governed(head, ("between", "among"))]
        return between, [Argument(o, "oblique", 0.75) for o in clauses.governed(head, ("against", "with"))]
    if tokens[noun].deprel not in ("obj", "nsubj:pass"):
        return [], []
    kept = [p for p in trigger.frame.prepositions if p not in ("between", "among", "in", "at", "by")]
    found = [Argument(o, "oblique", 0.7) for o in clauses.governed(head, kept) if o > noun]
    if not found and kept and tokens[noun].deprel == "obj":
        # "arranged passage for some 600 fighters": the preposition may hang on the numeral.
        found = [Argument(o, "oblique", 0.6) for o in clauses.objects(head) if o > noun]
    return [], found


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
