"""Entities: the model's names mended and sorted into kinds; forces, times and numbers by rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dateline.language.expressions import find_money, find_quantities, find_times
from dateline.language.lexicon import load_names, load_words, match_names, plain
from dateline.model.analysis import Analysis, Entity, EntityKind, Token

RawEntity = tuple[int, int, str, float]
"""Half-open token range, the model's label, score."""

_KINDS = {
    "PER": EntityKind.PERSON,
    "ORG": EntityKind.ORGANISATION,
    "LOC": EntityKind.PLACE,
    "NORP": EntityKind.NATIONALITY,
    "MISC": EntityKind.OTHER,
    "DATE": EntityKind.TIME,
    "MONEY": EntityKind.MONEY,
}
_NAMES = frozenset(
    {
        EntityKind.PERSON,
        EntityKind.ORGANISATION,
        EntityKind.FORCE,
        EntityKind.PLACE,
        EntityKind.NATIONALITY,
        EntityKind.OTHER,
    }
)

_FORCE_NOUNS = load_words("force")
_MEMBER_NOUNS = load_words("force_members")
_NAME_ENDS, _NAME_PARTS = load_words("force_name_ends"), load_words("force_name_parts")
_INNER, _NOT_FORCES = load_words("force_inner"), load_words("not_force")
_TITLES = load_words("titles")
_CONFUSED = frozenset({EntityKind.PLACE, EntityKind.ORGANISATION, EntityKind.OTHER})
_INFERRED = 0.5
"""Score of a name that was found only because the report has it elsewhere."""
_HYPHENS = frozenset("-‐‑")
# Arabic articles as they are written before a hyphen.
_PARTICLES = frozenset(
    {"al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "ez", "ed", "es", "er", "et", "ul"}
)
_EDGES = frozenset({"the", "a", "an", "'s", "’s", ",", '"', "“", "”", "'", "‘", "’", "(", ")", "."})


def find_entities(analysis: Analysis, raw: Sequence[RawEntity]) -> tuple[Entity, ...]:
    """Entities in text order, without overlaps, from a parser's own names (`raw`) and the rules."""
    tokens = analysis.tokens
    joined = (part for entity in _join(tokens, _mapped(raw)) for part in _split_places(tokens, entity))
    names = [_trim(tokens, entity) for entity in joined]
    names = _settle_persons(tokens, [entity for entity in names if entity.first < entity.last])
    listed = list(_listed_forces(tokens))
    kept = _overlay(len(tokens), listed, names)
    kept = [_as_force(tokens, entity) for entity in kept]
    forces = list(_described_forces(analysis, kept))
    return tuple(
        _overlay(
            len(tokens),
            forces,
            (entity for entity in kept if entity.kind in _NAMES - {EntityKind.OTHER}),
            find_money(analysis),
            find_times(analysis),
            kept,
            find_quantities(analysis),
        )
    )


def _mapped(raw: Iterable[RawEntity]) -> list[Entity]:
    return [
        Entity(first, last, _KINDS.get(label, EntityKind.OTHER), score)
        for first, last, label, score in sorted(raw)
    ]


def _overlay(size: int, *layers: Iterable[Entity]) -> list[Entity]:
    """All entities that do not overlap one of an earlier layer, in text order."""
    taken = [False] * size
    kept: list[Entity] = []
    for layer in layers:
        for entity in layer:
            if not any(taken[entity.first : entity.last]):
                taken[entity.first : entity.last] = [True] * (entity.last - entity.first)
                kept.append(entity)
    return sorted(kept, key=lambda entity: entity.first)


def _split_places(tokens: Sequence[Token], entity: Entity) -> Iterator[Entity]:
    """The places of "Afrin, northern Syria" apart; any other entity as it is."""
    first = entity.first
    if entity.kind is EntityKind.PLACE:
        for i in range(entity.first, entity.last):
            if tokens[i].form == ",":
                yield Entity(first, i, entity.kind, entity.score)
                first = i + 1
    yield Entity(first, entity.last, entity.kind, entity.score)


def _is_glued(tokens: Sequence[Token], index: int) -> bool:
    """True where no space stands before the token."""
    return 0 < index < len(tokens) and tokens[index - 1].end == tokens[index].start


def _join(tokens: Sequence[Token], entities: Sequence[Entity]) -> Iterator[Entity]:
    """Names that were cut at an Arabic article or hyphen, put together again."""
    pending: Entity | None = None
    for entity in entities:
        grown = _grow(tokens, entity) if entity.kind in _NAMES else entity
        if pending is None:
            pending = grown
        elif grown.first <= pending.last and _belongs(tokens, pending, grown):
            pending = Entity(
                pending.first, max(pending.last, grown.last), grown.kind, min(pending.score, grown.score)
            )
        elif grown.first >= pending.last:
            yield pending
            pending = grown
    if pending is not None:
        yield pending


def _belongs(tokens: Sequence[Token], left: Entity, right: Entity) -> bool:
    """Whether two touching or crossing spans are pieces of one name."""
    if not {left.kind, right.kind} <= _NAMES or EntityKind.NATIONALITY in {left.kind, right.kind}:
        return right.first < left.last
    if right.first < left.last:
        return True
    edge = tokens[left.last - 1].form
    if left.kind == right.kind == EntityKind.PERSON and len(edge) == 2 and edge.endswith("."):
        return True
    return edge in _HYPHENS or edge.lower() in _PARTICLES or tokens[right.first].form in _HYPHENS


def _grow(tokens: Sequence[Token], entity: Entity) -> Entity:
    """The span with an article that was cut off its front ("al-", "Deir ez-") or its end."""
    first, last = entity.first, entity.last
    if tokens[first].form in _HYPHENS and _is_glued(tokens, first):
        first -= 1
    elif (
        first >= 2
        and tokens[first - 1].form in _HYPHENS
        and _is_glued(tokens, first)
        and tokens[first - 2].form.lower() in _PARTICLES
    ):
        first -= 2
    while last < len(tokens) and _is_glued(tokens, last) and tokens[last - 1].form in _HYPHENS:
        if not tokens[last].form[:1].isalnum():
            break
        last += 1
    if last < len(tokens) and tokens[last - 1].form.lower() in _PARTICLES and last - first > 1:
        if tokens[last].form in _HYPHENS and last + 1 < len(tokens):
            last += 2
        elif tokens[last].form[:1].isupper():
            last += 1
    same = tokens[first].sentence == tokens[last - 1].sentence
    return Entity(first, last, entity.kind, entity.score) if same else entity


def _trim(tokens: Sequence[Token], entity: Entity) -> Entity:
    """The span without articles, quotes, possessive marks, and without titles before a person."""
    first, last = entity.first, entity.last
    while last > first and tokens[last - 1].form.lower() in _EDGES:
        last -= 1
    while first < last and tokens[first].form.lower() in _EDGES:
        # "The Hague" is no article and noun.
        if entity.kind is EntityKind.PLACE and tokens[first].form == "The":
            break
        first += 1
    if entity.kind is EntityKind.PERSON:
        while last > first and tokens[first].form.lower().rstrip(".") in _TITLES:
            if last - first == 1 and not tokens[first].form.endswith("."):
                break
            first += 1
    return Entity(first, last, entity.kind, entity.score)


def _settle_persons(tokens: Sequence[Token], names: Sequence[Entity]) -> list[Entity]:
    """The same with one sense in one report: the last word of a person's full name is that person everywhere."""
    lasts = {tokens[e.last - 1].form for e in names if e.kind is EntityKind.PERSON and e.last - e.first > 1}
    settled = [
        replace(e, kind=EntityKind.PERSON)
        if e.kind in _CONFUSED and e.last - e.first == 1 and tokens[e.first].form in lasts
        else e
        for e in names
    ]
    taken = {i for e in names for i in range(e.first, e.last)}
    settled.extend(
        Entity(token.index, token.index + 1, EntityKind.PERSON, _INFERRED)
        for token in tokens
        if token.form in lasts and token.upos == "PROPN" and token.index not in taken and len(token.form) > 2
    )
    return sorted(settled, key=lambda entity: entity.first)


def _listed_forces(tokens: Sequence[Token]) -> Iterator[Entity]:
    """Forces and armed groups that the list of forces names."""
    forms = [plain(token.form) for token in tokens]
    for first, last, alias in match_names(forms, load_names("forces")):
        if alias.is_weak and not _is_name(tokens, first, last):
            continue
        if tokens[first].sentence == tokens[last - 1].sentence:
            start = first + 1 if forms[first] == "the" else first
            yield Entity(start, last, EntityKind.FORCE)


def _is_name(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether an ambiguous word is a name: the tagger says so, or it is in capitals amid small letters."""
    if all(tokens[i].upos in {"PROPN", "X"} for i in range(first, last)):
        return True
    around = (*tokens[max(0, first - 2) : first], *tokens[last : last + 2])
    return any(t.form.islower() and t.sentence == tokens[first].sentence for t in around)


def _as_force(tokens: Sequence[Token], entity: Entity) -> Entity:
    """A name that ends in a force's noun is a force, whatever the model took it for."""
    if entity.kind not in _NAMES or entity.last - entity.first < 2:
        return entity
    end = tokens[entity.last - 1].form
    before = tokens[entity.last - 2].form
    is_force = (end.lower() in _FORCE_NOUNS | _MEMBER_NOUNS and before.lower() not in _NOT_FORCES) or (
        end in _NAME_ENDS and any(tokens[i].form in _NAME_PARTS for i in range(entity.first, entity.last))
    )
    return Entity(entity.first, entity.last, EntityKind.FORCE, entity.score) if is_force else entity


def _described_forces(analysis: Analysis, names: Sequence[Entity]) -> Iterator[Entity]:
    """Forces described by a name and a noun: "Lebanese army", "US-led coalition", "Kurdish rebels"."""
    tokens = analysis.tokens
    at = {i: entity for entity in names for i in range(entity.first, entity.last)}
    for token in tokens:
        noun = token.form.lower()
        if token.upos not in {"NOUN", "PROPN"} or tokens[token.index - 1].sentence != token.sentence:
            continue
        if noun in _FORCE_NOUNS or noun == "coalition":
            first = _modifiers_start(tokens, token.index, at)
            kinds = {at[i].kind for i in range(first, token.index) if i in at}
            is_led = any(tokens[i].form == "led" for i in range(first, token.index))
            if kinds & _NAMES and (noun != "coalition" or is_led):
                yield Entity(
                    first, at[token.index].last if token.index in at else token.index + 1, EntityKind.FORCE
                )
        elif noun in _MEMBER_NOUNS:
            entity = at.get(token.index - 1)
            if entity is not None and entity.kind is EntityKind.NATIONALITY and token.index not in at:
                yield Entity(entity.first, token.index + 1, EntityKind.FORCE)


def _is_compound(tokens: Sequence[Token], index: int, at: dict[int, Entity]) -> bool:
    """Whether "led" belongs to the name before it: "US-led", "America led"."""
    return index > 0 and (tokens[index - 1].form in _HYPHENS or index - 1 in at)


def _modifiers_start(tokens: Sequence[Token], noun: int, at: dict[int, Entity]) -> int:
    """Where the name begins that ends in the noun: names, hyphened words and a few adjectives before it."""
    first = noun
    while first > 0 and tokens[first - 1].sentence == tokens[noun].sentence:
        before = first - 1
        form = tokens[before].form
        entity = at.get(before)
        if entity is not None and entity.kind in _NAMES - {EntityKind.PERSON}:
            first = entity.first
        elif form.lower() in _INNER:
            first = before
        elif form in {"led", "backed", "allied", "trained", "linked"} and _is_compound(tokens, before, at):
            first = before - 1 if tokens[before - 1].form in _HYPHENS else before
        elif form in _HYPHENS and _is_glued(tokens, first):
            first = before
        else:
            break
    while first < noun and first not in at and tokens[first].form.lower() not in _INNER:
        first += 1
    return first
