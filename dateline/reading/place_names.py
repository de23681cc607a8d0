"""Place names: the words of a phrase that name a place, and how a clause hangs together with them."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.model.analysis import Analysis, Entity, EntityKind, Token
from dateline.model.claims import Location
from dateline.model.evidence import cite
from dateline.reading.lemmas import by_form, lemma_of

Span = tuple[int, int]

_CLIMBS = 4
_LISTED = 16
"""Words that a list of places may have to be one."""
"""How many words up the tree an event may find its place."""
_TOWN_CASES = frozenset({"in", "near", "outside", "inside", "around"})
_DONE_TO = frozenset({"obj", "nsubj:pass"})
_UPWARD = frozenset(
    ("xcomp", "advcl", "conj", "acl", "acl:relcl", "obl", "obl:agent", "obj", "nsubj", "nsubj:pass", "nmod")
) | {"appos", "compound", "amod"}


@dataclass(frozen=True, slots=True)
class _Words:
    locative: frozenset[str]
    scene: frozenset[str]
    generic: frozenset[str]
    facilities: frozenset[str]
    anaphors: frozenset[str]
    parties: frozenset[str]
    states: frozenset[str]
    wide: frozenset[str]
    directions: frozenset[str]
    lemmas: dict[str, str]


@cache
def _words() -> _Words:
    table = tomllib.loads((files("dateline.reading") / "data" / "places.toml").read_text("utf-8"))
    lists = {name: frozenset(words.split()) for name, words in table.items()}
    lemmas = by_form([*lists["generic"], *lists["facilities"], *lists["anaphors"]])
    return _Words(**lists, lemmas=lemmas)


def location(analysis: Analysis, span: Span) -> Location:
    """The location that a half-open range of tokens names."""
    start, end = analysis.span(*span)
    evidence = cite(analysis.text, start, end)
    return Location(evidence.quote, evidence)


def place_span(analysis: Analysis, token: int, climbs: int = _CLIMBS) -> Span | None:
    """The tokens of the place named for the word at `token` in its own clause and those it hangs from."""
    at, came = token, -1
    for _ in range(climbs):
        for child in _locatives(analysis, at, came, token):
            span = named_place(analysis, child)
            if span is not None:
                return span
        word = analysis.tokens[at]
        if word.head < 0 or word.deprel not in _UPWARD:
            return None
        came, at = at, word.head
    return None


def _locatives(analysis: Analysis, at: int, came: int, token: int) -> Iterator[int]:
    """Dependents of a word that may say where, those of the word's own phrase first."""
    tokens = analysis.tokens
    children = [c for c in analysis.dependents[at] if c != came]
    if at == token:
        # "captured the village of Marea in northern Syria": what it is done to is nearer than where.
        yield from (c for c in children if tokens[c].deprel in _DONE_TO and _is_place_noun(analysis, c))
    for child in children:
        relation = tokens[child].deprel
        if relation.startswith(("obl", "nmod")) and relation != "obl:agent" and is_locative(analysis, child):
            yield child
    if at == token:
        yield from _arguments(analysis, children)


def _arguments(analysis: Analysis, children: list[int]) -> Iterator[int]:
    """What an event is done to or named after, and where that is ("hit a school in Donetsk", "the Raqqa offensive")."""
    tokens = analysis.tokens
    for child in children:
        relation = tokens[child].deprel
        if relation in _DONE_TO or (relation in {"nmod:poss", "compound"} and not _is_state(analysis, child)):
            yield child
    for child in children:
        if tokens[child].deprel in {*_DONE_TO, "nmod", "obl"}:
            for inner in analysis.dependents[child]:
                if tokens[inner].deprel.startswith("nmod") and preposition(analysis, inner) in _words().scene:
                    yield inner


def _is_place_noun(analysis: Analysis, token: int) -> bool:
    return (
        lemma_of(analysis.tokens[token], _words().lemmas) in _words().generic
        or place_entity(analysis, token) is not None
    )


def is_scene(analysis: Analysis, entity: Entity) -> bool:
    """Whether a name stands after a preposition that tells where something happens."""
    return phrase_preposition(analysis, entity) in _words().scene


def is_locative(analysis: Analysis, token: int) -> bool:
    """Whether a preposition of place stands before a noun phrase."""
    return preposition(analysis, token) in _words().locative


def preposition(analysis: Analysis, token: int) -> str:
    """The first preposition of a noun phrase in lower case; empty where it has none."""
    for child in analysis.dependents[token]:
        word = analysis.tokens[child]
        if word.deprel == "case" and word.upos != "PART":
            return word.form.lower()
    return ""


def with_conjuncts(analysis: Analysis, span: Span) -> Span:
    """The span with the places told together with it ("Mosul and Raqqa"), where only commas and "and" divide them."""
    tokens = analysis.tokens
    inside = range(*span)
    head = next((t for t in inside if tokens[t].head not in inside), span[0])
    last = span[1]
    for child in analysis.dependents[head]:
        if tokens[child].deprel == "conj" and child >= last:
            found = named_place(analysis, child)
            between = {tokens[t].form.lower() for t in range(last, found[0])} if found else {"none"}
            if found is None or not between <= {",", "and", "the"} or found[1] - span[0] > _LISTED:
                break
            last = found[1]
    return span[0], last


def place_entity(analysis: Analysis, token: int) -> Entity | None:
    """The place name that holds a token."""
    at = bisect_right(analysis.entities, token, key=lambda entity: entity.first) - 1
    if at < 0 or analysis.entities[at].last <= token:
        return None
    return analysis.entities[at] if is_place(analysis, analysis.entities[at]) else None


def is_place(analysis: Analysis, entity: Entity) -> bool:
    """Whether an entity names a place, and not a party that a tagger takes for one."""
    if entity.kind is not EntityKind.PLACE:
        return False
    return _name(analysis, entity) not in _words().parties


def _name(analysis: Analysis, entity: Entity) -> str:
    return "-".join(t.form.lower() for t in analysis.tokens[entity.first : entity.last])


def _is_state(analysis: Analysis, token: int) -> bool:
    entity = place_entity(analysis, token)
    return entity is not None and _name(analysis, entity) in _words().states


def trimmed(analysis: Analysis, entity: Entity) -> Span:
    """The name without what contains it ("Nairobi" of "Nairobi, Kenya", "Yaha" of "Yala's Yaha")."""
    first, last = entity.first, entity.last
    for at in range(entity.first, entity.last):
        form = analysis.tokens[at].form
        if form in {"'s", "’s"} and at + 1 < last:
            first = at + 1
        elif form == "," and at > first:
            last = at
            break
    return _with_direction(analysis, first), last


def _with_direction(analysis: Analysis, first: int) -> int:
    """The first token of a name with the half of a compound direction that stands before it ("north-" "east Syria")."""
    tokens, directions = analysis.tokens, _words().directions
    if first > 1 and tokens[first - 1].form == "-" and tokens[first].form.lower() in directions:
        return first - 2 if tokens[first - 2].form.lower() in directions else first
    return first


def core_name(analysis: Analysis, span: Span) -> str:
    """The name without directions, in lower case; empty where nothing else is left ("the north")."""
    words = [t.form.lower() for t in analysis.tokens[span[0] : span[1]]]
    return " ".join(w for w in words if w not in _words().directions and w not in {"-", "the"})


def anaphor(analysis: Analysis, token: int) -> int | None:
    """The word in an event's own clause that stands for a place named before: "the city", "there"."""
    for child in analysis.dependents[token]:
        word = analysis.tokens[child]
        if word.deprel == "advmod" and word.form.lower() in {"there", "here"}:
            return child
        if word.deprel in _DONE_TO or word.deprel.startswith(("obl", "nmod")):
            for at in (
                child,
                *(c for c in analysis.dependents[child] if analysis.tokens[c].deprel == "nmod"),
            ):
                if is_anaphor(analysis, at):
                    return at
    return None


def is_anaphor(analysis: Analysis, token: int) -> bool:
    """Whether a noun phrase is a definite word for a place, without a name of its own."""
    if lemma_of(analysis.tokens[token], _words().lemmas) not in _words().anaphors:
        return False
    children = [analysis.tokens[c] for c in analysis.dependents[token]]
    definite = any(c.form.lower() in {"the", "this", "that"} for c in children)
    return definite and named_place(analysis, token) is None


def named_place(analysis: Analysis, head: int) -> Span | None:
    """The tokens that name the place of a noun phrase, by its head; None where it names none."""
    entity = place_entity(analysis, head)
    if entity is not None:
        return trimmed(analysis, entity)
    word = analysis.tokens[head]
    if _is_lone_town(analysis, word):
        return head, head + 1
    name = lemma_of(word, _words().lemmas)
    if name in _words().facilities:
        phrase = _facility(analysis, word)
        if phrase is not None:
            return phrase
    if name in _words().generic or name in _words().facilities:
        own = next((c for c in analysis.dependents[head] if _names_district(analysis, c)), None)
        if own is not None:
            return trimmed(analysis, place_entity(analysis, own) or analysis.entities[0])
        return _inner_place(analysis, head, ("appos", "nmod", "compound", "flat", "nmod:poss", "amod"))
    return _inner_place(analysis, head, ("nmod",))


def _names_district(analysis: Analysis, child: int) -> bool:
    """Whether a word before a noun of place is its name ("Afrin district"), and no state's ("US camp")."""
    relation = analysis.tokens[child].deprel
    return (
        relation in {"compound", "flat"}
        and place_entity(analysis, child) is not None
        and not _is_state(analysis, child)
    )


def _is_lone_town(analysis: Analysis, word: Token) -> bool:
    """A single capitalised name after "in" or "near" that a tagger takes for an organisation or a person."""
    if (
        word.upos != "PROPN"
        or not word.form.istitle()
        or preposition(analysis, word.index) not in _TOWN_CASES
    ):
        return False
    at = bisect_right(analysis.entities, word.index, key=lambda entity: entity.first) - 1
    if at < 0 or analysis.entities[at].last <= word.index:
        return False
    entity = analysis.entities[at]
    lone = entity.last - entity.first == 1 and entity.kind in {EntityKind.ORGANISATION, EntityKind.PERSON}
    return lone and is_town_like(analysis, entity)


def _inner_place(analysis: Analysis, head: int, order: tuple[str, ...]) -> Span | None:
    """The place among a noun's dependents, the closest relation first."""
    within = {"in", "at", "near", "outside", "between", "inside", "of"}
    for relation in order:
        for child in analysis.dependents[head]:
            if analysis.tokens[child].deprel != relation:
                continue
            if relation != "nmod":
                entity = place_entity(analysis, child)
                if entity is not None:
                    return trimmed(analysis, entity)
            elif preposition(analysis, child) in (within if len(order) > 1 else within - {"of"}):
                found = named_place(analysis, child)
                if found is not None:
                    return found
    return None


def _facility(analysis: Analysis, word: Token) -> Span | None:
    """The phrase of a facility that carries a name ("Damascus airport", "Tahrir Square")."""
    first, named = word.index, word.upos == "PROPN"
    for child in analysis.dependents[word.index]:
        inner = analysis.tokens[child]
        if inner.index < word.index and inner.deprel in {"compound", "flat", "nmod:desc"}:
            first = min(first, *analysis.subtree(child))
            named = named or inner.upos == "PROPN"
    return (first, word.index + 1) if named and first < word.index else None


def phrase_head(analysis: Analysis, token: int) -> int:
    """The facility that a name belongs to ("Kabul airport"), the first of places told together."""
    word = analysis.tokens[token]
    if word.head < 0:
        return token
    head = analysis.tokens[word.head]
    if word.deprel == "compound" and lemma_of(head, _words().lemmas) in _words().facilities:
        return head.index
    if word.deprel == "conj" and place_entity(analysis, head.index) is not None:
        return head.index
    return token


def phrase_preposition(analysis: Analysis, entity: Entity) -> str:
    """The preposition of the noun phrase that a place name stands in ("in the Yaha district")."""
    at = next(
        (
            t
            for t in range(entity.first, entity.last)
            if not entity.first <= analysis.tokens[t].head < entity.last
        ),
        entity.first,
    )
    for _ in range(3):
        found = preposition(analysis, at)
        if found and found != "of":
            return found
        word = analysis.tokens[at]
        if word.head < 0 or word.deprel not in {
            "compound",
            "nmod:poss",
            "flat",
            "appos",
            "nmod",
            "conj",
            "amod",
        }:
            return ""
        at = word.head
    return ""


def is_town_like(analysis: Analysis, entity: Entity) -> bool:
    """Whether a name is not one of the listed parties that are taken for places."""
    return _name(analysis, entity) not in _words().parties


def is_wide(analysis: Analysis, span: Span) -> bool:
    """Whether a name is that of a country or wider, or of a corner of one ("northern Syria")."""
    words = [t.form.lower() for t in analysis.tokens[span[0] : span[1]]]
    while len(words) > 1 and (words[0] in _words().directions or words[0] in {"-", "the"}):
        words.pop(0)
    return "-".join(words) in _words().wide


def core_of(analysis: Analysis, head: int) -> Span:
    """A noun with the modifiers before it."""
    first = head
    for child in analysis.dependents[head]:
        token = analysis.tokens[child]
        if (
            child < head
            and token.upos != "PRON"
            and token.deprel in {"amod", "compound", "nmod:poss", "flat"}
        ):
            first = min(first, *analysis.subtree(child))
    return first, head + 1
