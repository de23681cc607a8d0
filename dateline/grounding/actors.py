"""Names of parties grounded to known actors, to agents by rule, or kept by name; dates decide between rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial

from dateline.codebook import ActorKind
from dateline.grounding.agents import ground_agent, link_of
from dateline.grounding.parties import Parties, PartyRow, load_parties, load_spellings
from dateline.grounding.party_names import fold_name, normalise_name
from dateline.grounding.unlisted import keep_by_name, keep_person, split_title
from dateline.model.analysis import EntityKind
from dateline.model.claims import (
    ActorLink,
    Agreement,
    Claim,
    Content,
    Count,
    Custody,
    Event,
    Movement,
    Party,
    Presence,
    Silence,
)

_BEFORE = (
    "so called",
    "self styled",
    "self proclaimed",
    "self declared",
    "suspected",
    "alleged",
    "banned",
    "outlawed",
    "proscribed",
)
_AFTER_WORDS = (
    "militant group|militant organization|terror group|terrorist group|terrorist organization|terror organization|"
    "rebel group|rebel movement|jihadist group|islamist group|extremist group|armed group|insurgent group|"
    "guerrilla group|separatist group|rights group|aid group|monitoring group|militia group|news agency|"
    "news channel|newspaper|news website|television|network|group|movement|organization|militia|alliance|party|"
    "faction|affiliate|rebels|terrorists|militants|guerrillas|insurgents"
)
_AFTER = tuple(f" {words}" for words in _AFTER_WORDS.split("|"))
_NO_PERSON = (ActorKind.MEDIA, ActorKind.NGO, ActorKind.POLITICAL_PARTY, ActorKind.OTHER)
_NO_PERSON_ENTITY = (EntityKind.ORGANISATION, EntityKind.FORCE, EntityKind.PLACE)
_QUOTES = " \t\n\"'“”‘’«»"
_BRACKETS = re.compile(r"\(([^)]*)\)")


@dataclass(frozen=True, slots=True)
class Actors:
    """The known parties as they are on one day."""

    parties: Parties
    on: date | None
    rows: Mapping[str, PartyRow]
    """The row of each party that holds on the day, or the nearest one."""

    def find(self, normalised: str, country: str | None) -> tuple[PartyRow, float, str] | None:
        """The row that bears the name, a score, and why; None where no known party bears it."""
        bearers = self.parties.names.get(normalised)
        if not bearers:
            return None
        rows = [self.rows[bearer] for bearer in bearers]
        if len(rows) == 1:
            return rows[0], self._score(rows[0], normalised), "alias"
        valid = [row for row in rows if row.holds(self.on)] or rows
        if len(valid) == 1:
            return valid[0], 0.95, "alias, by date"
        local = [row for row in valid if country and row.country == country]
        if len(local) == 1:
            return local[0], 0.9, "alias, by country"
        return (local or valid)[0], 0.6, "alias of " + ", ".join(row.id for row in valid)

    def _score(self, row: PartyRow, normalised: str) -> float:
        if row.kind is ActorKind.PERSON and " " not in normalised:
            return 0.8
        return 1.0 if self.on is None or row.holds(self.on) else 0.9


@lru_cache(maxsize=64)
def load_actors(on: date | None = None) -> Actors:
    """The known parties as of a day; without one, as they are now. Read once a process, kept for each day."""
    parties = load_parties()
    return Actors(parties, on, {party: _row_on(rows, on) for party, rows in parties.rows.items()})


def ground_party(
    name: str, *, on: date | None, country: str | None = None, entity: EntityKind | None = None
) -> ActorLink:
    """The actor behind a party's name, with score and reason.

    Known parties are found by alias (case, punctuation, diacritics, articles and usual transliterations aside), with
    the kind, name and country they had `on` the day. Names by role ("Lebanese soldiers", "police in Hama") go by
    rule; `country`, where the claim is placed, helps where the words name none. Anything else is kept under an id
    made from its name, as a person, outlet, organisation or OTHER, as its words and `entity` tell; never dropped.
    """
    actors = load_actors(on)
    name = name.strip(_QUOTES) or name
    return (
        _known(name, actors, country, entity)
        or _titled(name, actors, country)
        or (
            ground_agent(name, country=country, party_rows=actors.rows)
            if entity is not EntityKind.PERSON
            else None
        )
        or _respelled(name, actors)
        or keep_by_name(name, entity, actors.parties)
    )


def ground_parties(
    claims: Iterable[Claim],
    *,
    published: date | None,
    entities: Mapping[tuple[int, int], EntityKind] | None = None,
) -> tuple[Claim, ...]:
    """The claims with an actor on every party: doers, recipients, holders, counted, moving and agreeing parties.

    `published` dates the parties where a claim has no date of its own; `entities` gives the language stage's kind for
    spans (code points, half-open) that it knows.
    """
    known: dict[tuple[str, date | None, str | None, EntityKind | None], ActorLink] = {}

    def ground(party: Party, on: date | None, country: str | None) -> Party:
        entity = entities.get((party.evidence.start, party.evidence.end)) if entities else None
        at = (party.name, on, country, entity)
        if at not in known:
            known[at] = ground_party(party.name, on=on, country=country, entity=entity)
        return replace(party, actor=known[at])

    grounded = []
    for claim in claims:
        on = claim.when.last if claim.when and claim.when.last else published
        country = (claim.place.country if claim.place else None) or claim.country
        place = partial(ground, on=on, country=country)
        # A holder speaks on the day of the report, and from wherever it is.
        holder = partial(ground, on=published, country=None)
        grounded.append(
            replace(
                claim,
                content=_ground_content(claim.content, place),
                attribution=tuple(map(holder, claim.attribution)),
            )
        )
    return tuple(grounded)


def _ground_content(content: Content, ground: Callable[[Party], Party]) -> Content:
    """The content with an actor on each of its parties."""

    def maybe(party: Party | None) -> Party | None:
        return ground(party) if party is not None else None

    match content:
        case Event():
            return replace(
                content,
                actors=tuple(map(ground, content.actors)),
                recipients=tuple(map(ground, content.recipients)),
            )
        case Count() | Movement():
            return replace(content, who=maybe(content.who))
        case Agreement():
            return replace(
                content,
                parties=tuple(map(ground, content.parties)),
                guarantors=tuple(map(ground, content.guarantors)),
            )
        case Presence():
            return replace(content, who=ground(content.who), among=maybe(content.among))
        case Custody():
            return replace(content, who=ground(content.who), by=maybe(content.by))
        case Silence():
            return replace(content, who=ground(content.who))


def _row_on(rows: tuple[PartyRow, ...], on: date | None) -> PartyRow:
    """The row that holds on the day, else the nearest one."""
    for row in rows:
        if row.holds(on):
            return row
    if on is None:
        return rows[-1]
    return min(
        rows, key=lambda row: abs(((row.last if row.last and row.last < on else row.first) or on) - on)
    )


def _known(name: str, actors: Actors, country: str | None, entity: EntityKind | None) -> ActorLink | None:
    """A known party by its name as it stands, without brackets, or without words such as "militant group"."""
    for candidate in _candidates(name):
        if name == name.lower() and candidate not in actors.parties.common:
            continue
        found = actors.find(candidate, country)
        if found is not None and _fits(entity, found[0].kind):
            row, score, reason = found
            return link_of(row, score, reason)
    state = actors.parties.metonyms.get(normalise_name(name))
    if state is not None and name[:1].isupper():
        row = actors.rows[actors.parties.states[state].id]
        return link_of(row, 0.8, "seat of its government")
    return None


def _fits(entity: EntityKind | None, kind: ActorKind) -> bool:
    """False where the language stage sees a person in the name of an outlet or party, or the other way about."""
    if entity is EntityKind.PERSON:
        return kind not in _NO_PERSON
    return kind is not ActorKind.PERSON or entity not in _NO_PERSON_ENTITY


def _candidates(name: str) -> Iterator[str]:
    whole = normalise_name(name)
    yield whole
    if "(" in name:
        yield normalise_name(_BRACKETS.sub(" ", name))
        yield from (normalise_name(inner) for inner in _BRACKETS.findall(name) if inner.strip())
    core = whole
    if whole.startswith(_BEFORE):
        for word in _BEFORE:
            core = core.removeprefix(f"{word} ")
        yield core
    if core.endswith(_AFTER):
        yield from (core.removesuffix(word) for word in _AFTER if core.endswith(word))


def _titled(name: str, actors: Actors, country: str | None) -> ActorLink | None:
    """A person with titles: the known one of that name, else one kept by name."""
    titled = split_title(name, actors.parties)
    if titled is None:
        return None
    found = actors.find(normalise_name(titled.name), titled.country or country)
    if found is not None and found[0].kind is ActorKind.PERSON:
        return link_of(found[0], min(found[1], 0.95), f"title and {found[2]}")
    return keep_person(titled, actors.parties) if found is None else None


def _respelled(name: str, actors: Actors) -> ActorLink | None:
    """A known party by a spelling that differs from its aliases only as transliterations do."""
    folded = fold_name(normalise_name(name))
    bearer = load_spellings().get(folded) if len(folded) > 4 and name != name.lower() else None
    return link_of(actors.rows[bearer], 0.85, "spelling of an alias") if bearer else None
