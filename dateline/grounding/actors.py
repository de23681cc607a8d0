"""Names of parties grounded to known actors, to agents by rule, or kept by name; dates decide between rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files

from dateline.codebook import ActorKind
from dateline.grounding.agents import ground_agent, link_of
from dateline.grounding.parties import Parties, PartyRow, inter_of, load_parties, read_table
from dateline.grounding.party_names import fold_name, normalise_name, slug
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

_BEFORE = ("so called", "self styled", "self proclaimed", "self declared", "suspected", "alleged", "banned", "outlawed", "proscribed")
_AFTER = tuple(
    "militant group|militant organization|terror group|terrorist group|terrorist organization|terror organization|"
    "rebel group|rebel movement|jihadist group|islamist group|extremist group|armed group|insurgent group|"
    "guerrilla group|separatist group|rights group|aid group|monitoring group|militia group|news agency|news channel|"
    "newspaper|news website|television|network|group|movement|organization|militia|alliance|party|faction|affiliate|"
    "rebels|terrorists|militants|guerrillas|insurgents|group militants".split("|")
)
_PARTICLES = frozenset("al el bin ibn ben abu umm de da del der di dos du la le van von den ul ur ud mc o ould ag wa y e".split())
_SHORT = frozenset({"who", "us", "is", "it", "un", "au", "eu", "ap", "car", "hts", "sf"})


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
            return rows[0], 1.0 if rows[0].holds(self.on) or self.on is None else 0.9, "alias"
        valid = [row for row in rows if row.holds(self.on)] or rows
        if len(valid) == 1:
            return valid[0], 0.95, "alias, by date"
        local = [row for row in valid if country and row.country == country]
        if len(local) == 1:
            return local[0], 0.9, "alias, by country"
        chosen = (local or valid)[0]
        return chosen, 0.6, "alias of " + ", ".join(row.id for row in valid)


@cache
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
    found = _known(name, actors, country)
    if found is not None:
        return found
    if (person := _titled(name, actors, country)) is not None:
        return person
    if entity is not EntityKind.PERSON:
        agent = ground_agent(name, country=country, party_rows=actors.rows)  # type: ignore[arg-type]
        if agent is not None:
            return agent
    folded = fold_name(normalise_name(name))
    if len(folded) > 4 and (bearer := actors.parties.folded.get(folded)) is not None:
        return link_of(actors.rows[bearer], actors.parties, 0.85, "spelling of an alias")
    return _kept(name, entity, actors.parties)


def ground_parties(
    claims: Iterable[Claim], *, published: date | None, entities: Mapping[tuple[int, int], EntityKind] | None = None
) -> tuple[Claim, ...]:
    """The claims with an actor on every party: doers, recipients, holders, counted, moving and agreeing parties.

    `published` dates the parties where a claim has no date of its own; `entities` gives the language stage's kind for
    spans (code points, half-open) that it knows.
    """
    kinds = entities or {}
    known: dict[tuple[str, date | None, str | None, EntityKind | None], Party | ActorLink] = {}

    def ground(party: Party, claim: Claim) -> Party:
        on = claim.when.last if claim.when and claim.when.last else published
        country = (claim.place.country if claim.place else None) or claim.country
        entity = kinds.get((party.evidence.start, party.evidence.end))
        at = (party.name, on, country, entity)
        link = known.get(at)
        if link is None:
            link = known[at] = ground_party(party.name, on=on, country=country, entity=entity)
        assert isinstance(link, ActorLink)
        return replace(party, actor=link)

    return tuple(
        replace(
            claim,
            content=_ground_content(claim, ground),
            attribution=tuple(ground(party, claim) for party in claim.attribution),
        )
        for claim in claims
    )
