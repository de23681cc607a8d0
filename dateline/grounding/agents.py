"""Parties named by what they are ("Lebanese soldiers", "police in Hama", "members of the group") grounded by rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dateline.codebook import ActorKind
from dateline.grounding.agent_parts import (
    SPONSORED,
    Agent,
    Parts,
    Scope,
    find_party_beside_role,
    find_scope,
    load_agents,
    load_coalitions,
    load_peoples,
    split_parts,
)
from dateline.grounding.parties import PartyRow, inter_of, load_parties
from dateline.grounding.party_names import name_words, slug
from dateline.model.claims import ActorLink

_CIVIL_BRANCHES = (
    "civilians refugees medics schools businesses media activists aid_workers protesters opposition rioters"
)
_MEMBER_WORDS = (
    "member leader fighter soldier spokesman spokeswoman spokesperson officer commander chief head official troop "
    "representative group element unit branch convoy leadership combatant cell brigade division battalion militant "
    "gunmen gunman founder deputy wing force personnel remnant column faction delegation minister ambassador envoy "
    "operative agent guard detachment squad patrol jet warplane aircraft lieutenant veteran recruit follower "
    "terrorist guerrilla rebel militiaman militiamen negotiator affiliate source director secretary general "
    "president chairman crew contingent command"
)
_COMMON_WORDS = (
    "local senior several many some known suspected unidentified armed young elderly former foreign angry other more "
    "most all both two three hundreds thousands dozens scores first new old top high leading regional provincial "
    "federal national central northern southern eastern western international masked unknown heavily wounded injured "
    "fleeing trapped displaced innocent female male opposition government rebel anti pro ruling military joint elite "
    "special allied state public private plainclothes uniformed off duty on retired newly extremist radical rival "
    "warring opposing various different loyal hardline peaceful violent democracy student human rights aid medical "
    "rescue health hospital witness junior ranking mid level fellow nearby security police army defense so called "
    "a an one this that these those its their his her our own an every each no any such further additional"
)
_CIVIL = frozenset(_CIVIL_BRANCHES.split())
_MEMBERS = frozenset(_MEMBER_WORDS.split())
_COMMON = frozenset(_COMMON_WORDS.split())
_FOREIGN_WORDS = (
    "leader diplomat envoy delegation delegate mediator negotiator ambassador spokesman spokeswoman spokesperson "
    "representative statesman mission drone warplane jet aircraft helicopter airstrike embassy consulate emissary"
)
_FOREIGN = frozenset(_FOREIGN_WORDS.split())
"""Role nouns that the place of a claim says nothing about: they come from anywhere."""
_ARMED = ("military", "fighters", "militia", "gunmen")
_SIDED = ("protesters", "rioters", "militia", "criminals")
_REBELS = Agent(ActorKind.REBEL_GROUP, "REB", "rebels")
_MUNICIPAL = ("police", "security_forces", "judiciary", "medics", "civilians")
_ANYWHERE = ("coalition", "embassy", "international_community", "peacekeepers")
_STATES = (ActorKind.STATE, ActorKind.STATE_FORCE)
_LOCAL = (ActorKind.STATE, ActorKind.STATE_FORCE, ActorKind.CIVILIANS)
_PEOPLE = Agent(ActorKind.CIVILIANS, "CVL", "civilians")
_STAFF = {
    ActorKind.MEDIA: ("media",),
    ActorKind.NGO: ("aid_workers", "activists", "medics", "civilians", "media"),
    ActorKind.INTERGOVERNMENTAL: ("aid_workers", "activists", "medics", "civilians"),
}
"""Civil roles that, named with such a party, are the party itself ("Red Cross workers", "CNN reporter")."""


@dataclass(frozen=True, slots=True)
class _Setting:
    """What a role noun stands in: the name, its parts, the claim's country and the parties of the day."""

    name: str
    parts: Parts
    agent: Agent
    capitals: frozenset[str]
    country: str | None
    party_rows: Mapping[str, PartyRow]


def ground_agent(name: str, *, country: str | None, party_rows: Mapping[str, PartyRow]) -> ActorLink | None:
    """The party that a role noun and the words around it name, or None where the name holds no role noun.

    `country` is where the claim is placed; it serves only where the words themselves name no country. `party_rows`
    holds, for each known party, the row that is valid on the day.
    """
    words, capitals = name_words(name)
    found = _named_people(words, country, party_rows) if capitals else None
    found = found or _beside_role(words, capitals, party_rows)
    parts = split_parts(words) if found is None else None
    if parts is None:
        return found
    return _link(_Setting(name, parts, load_agents()[parts.noun], capitals, country, party_rows))


def link_of(row: PartyRow, score: float, reason: str) -> ActorLink:
    """A known party as a claim's link."""
    code = f"{load_parties().alpha3(row.country)}{row.role}"
    inter = inter_of(row.kind)
    if row.kind is ActorKind.PERSON:
        inter = {
            "GOV": "State forces",
            "MIL": "State forces",
            "COP": "State forces",
            "REB": "Rebel group",
        }.get(row.role)
    return ActorLink(f"act_{row.id}", row.name, row.kind, row.country, code or None, inter, score, reason)


def _named_people(
    words: list[str], country: str | None, party_rows: Mapping[str, PartyRow]
) -> ActorLink | None:
    """People called by their nation or people alone: "Syrians", "Kurds"."""
    demonyms, called = load_parties().demonyms, " ".join(words)
    nation = demonyms.get(called) or demonyms.get(f"{called}s")
    if nation is not None:
        return _of_country(_PEOPLE, Scope(nation, words=words[-1]), 0.8, party_rows)
    people = words[-1].removesuffix("s") if words else ""
    if len(words) == 1 and people in load_peoples():
        return _of_people(_PEOPLE, people, words[-1], country)
    return None


def _beside_role(
    words: list[str], capitals: frozenset[str], party_rows: Mapping[str, PartyRow]
) -> ActorLink | None:
    beside = find_party_beside_role(words, capitals)
    if beside is None:
        return None
    row, role_first = party_rows[beside[0]], beside[1]
    if not role_first:
        parts = split_parts(words)
        if row.kind is ActorKind.PERSON or parts is None or not _is_own(load_agents()[parts.noun], row):
            return None
    return link_of(row, 0.9, f"names {row.name}")


def _link(setting: _Setting) -> ActorLink | None:
    parts, agent = setting.parts, setting.agent
    scope, several = find_scope(parts.modifiers, setting.capitals)
    seat = load_parties().metonyms.get(scope.words)
    if seat and agent.branch in _MUNICIPAL and setting.country not in (None, seat):
        # "London police" in Canada are not those of the United Kingdom.
        return _named(setting)
    if several:
        return _by_name(agent, setting, "several parties")
    people = _people_in(parts.modifiers)
    if people is not None and scope.party is None:
        return _of_people(agent, people, parts.noun, scope.country or setting.country)
    inner = None
    if parts.modifiers[-1:] == ["anti"] and agent.branch in ("coalition", *_ARMED):
        setting = replace(setting, agent=_REBELS)
    if parts.complement and not scope.is_known:
        scope, _ = find_scope(parts.complement, setting.capitals)
        inner = None if scope.is_known else _of_members(setting)
        people = _people_in(parts.complement)
        if people and scope.party is None and (inner is None or inner.kind is ActorKind.OTHER):
            inner = _of_people(agent, people, parts.noun, scope.country or setting.country)
    return inner or _of_scope(setting, scope)


def _of_scope(setting: _Setting, scope: Scope) -> ActorLink | None:
    noun, agent = setting.parts.noun, setting.agent
    row = setting.party_rows[scope.party] if scope.party else None
    if row is not None and row.country and (row.kind is ActorKind.PERSON or _is_state(row)):
        scope, row = Scope(row.country, words=row.name), None
    if row is not None:
        own = _is_own(agent, row)
        return link_of(row, 0.9, f"{noun} of {row.name}") if own else _near(setting, row)
    if scope.country:
        return _of_country(agent, scope, 0.9, setting.party_rows)
    return _without_scope(setting)


def _near(setting: _Setting, row: PartyRow) -> ActorLink:
    """Civilians who are named with a party: its victims, families, opponents."""
    reason = f"{setting.parts.noun} near {row.name}"
    place = row.country or setting.country
    if place is None:
        return _by_branch(setting.agent, None, reason)
    found = _of_country(setting.agent, Scope(place, words=row.name), 0.7, setting.party_rows)
    return replace(found, reason=reason)


def _of_members(setting: _Setting) -> ActorLink | None:
    """What stands behind "members of", "spokesman for", where that is a role too."""
    noun = setting.parts.noun
    if noun.split()[-1] not in _MEMBERS or setting.agent.branch in _CIVIL:
        return None
    complement = " ".join(
        word.capitalize() if word in setting.capitals else word for word in setting.parts.complement
    )
    inner = ground_agent(complement, country=setting.country, party_rows=setting.party_rows)
    if inner is None or inner.score < 0.6:
        return None
    return replace(inner, score=min(inner.score, 0.8), reason=f"{noun} of: {inner.reason}")


def _is_own(agent: Agent, row: PartyRow) -> bool:
    """True where a role beside a party's name is the party itself, not people near it or against it."""
    return agent.branch not in _CIVIL or agent.branch in _STAFF.get(row.kind, ())


def _is_state(row: PartyRow) -> bool:
    state = load_parties().states.get(row.country or "")
    return state is not None and state.id == row.id


def _without_scope(setting: _Setting) -> ActorLink | None:
    agent, parts, country = setting.agent, setting.parts, setting.country
    if agent.branch == "members":
        return None
    coalition = load_coalitions().get(country or "") if agent.branch == "coalition" else None
    if coalition is not None:
        return link_of(setting.party_rows[coalition], 0.7, "the coalition of the place")
    sided = _side_country(setting)
    if not sided and _is_named(setting):
        return _named(setting)
    foreign = agent.branch in ("government", "military") and parts.noun.split()[-1] in _FOREIGN
    if sided or (country and not foreign and agent.branch not in _ANYWHERE):
        return _of_country(agent, Scope(sided or country), 0.6, setting.party_rows)
    return _by_branch(agent, None, f"role noun {parts.noun!r}")


def _side_country(setting: _Setting) -> str | None:
    """The country that "pro-Mubarak" or "anti-Houthi" tells of protesters and militias."""
    if setting.agent.branch not in _SIDED or not {"pro", "anti"} & set(setting.parts.modifiers):
        return None
    sides = [word for word in setting.parts.modifiers if word not in ("pro", "anti")]
    scope, _ = find_scope(sides, setting.capitals)
    return setting.party_rows[scope.party].country if scope.party else scope.country


def _named(setting: _Setting) -> ActorLink | None:
    """A party with a name of its own beside the role noun; None where other rules tell more of it."""
    agent, parts = setting.agent, setting.parts
    if any(word in SPONSORED for word in parts.modifiers[1:]) and agent.kind in _STATES:
        return _by_name(Agent(ActorKind.OTHER, "UAF", agent.branch), setting, f"{parts.noun} with a sponsor")
    is_person = agent.branch == "civilians" and parts.noun in setting.capitals
    if is_person or parts.noun in ("brigade", "battalion", "division", "regiment"):
        return None
    return _by_name(agent, setting, f"role noun {parts.noun!r}")


def _is_named(setting: _Setting) -> bool:
    """True where a capitalised word that is no role and no common adjective stands before the role noun."""
    return any(
        word in setting.capitals and word not in _COMMON and word not in load_agents()
        for word in setting.parts.modifiers
    )


def _of_country(agent: Agent, scope: Scope, score: float, party_rows: Mapping[str, PartyRow]) -> ActorLink:
    """A branch of a state, or people of a country."""
    parties = load_parties()
    where = repr(scope.words) if scope.words else "the place"
    state = parties.states.get(scope.country or "")
    party = f"{state.id if state else (scope.country or '').lower()}_{agent.branch}"
    if (row := party_rows.get(party)) is not None:
        return link_of(row, score, f"{agent.branch} of {where}")
    adjective = state.adjectives[0] if state else scope.country
    return ActorLink(
        f"act_{party}",
        f"{adjective} {agent.branch.replace('_', ' ')}",
        agent.kind,
        scope.country,
        f"{parties.alpha3(scope.country)}{agent.role}" or None,
        inter_of(agent.kind),
        score,
        f"{agent.branch} of {where}",
    )


def _of_people(agent: Agent, people: str, noun: str, country: str | None) -> ActorLink:
    """Forces and civilians of a people: armed ones count as an identity militia unless they are called rebels."""
    kind, role, branch = agent.kind, agent.role, agent.branch
    if branch in _ARMED or kind is ActorKind.STATE_FORCE:
        kind, role, branch = ActorKind.IDENTITY_MILITIA, "UAF", "forces"
    elif kind is ActorKind.STATE:
        kind, role, branch = ActorKind.OTHER, "", "leaders"
    named = load_peoples()[people]
    own = named.country or country
    state = load_parties().states.get(own or "")
    label = f"{named.name} {branch.replace('_', ' ')}"
    if state is not None and named.country is None:
        label = f"{state.adjectives[0]} {label}"
    return ActorLink(
        f"act_{state.id}_{slug(named.name)}_{branch}" if state else f"act_{slug(named.name)}_{branch}",
        label,
        kind,
        own,
        f"{load_parties().alpha3(own)}{role}" or None,
        inter_of(kind),
        0.7,
        f"{noun} of a people: {named.name}",
    )


def _by_branch(agent: Agent, country: str | None, reason: str) -> ActorLink:
    """A party known by its role alone."""
    code = f"{load_parties().alpha3(country)}{agent.role}" or None
    name = agent.branch.replace("_", " ")
    return ActorLink(
        f"act_{agent.branch}", name, agent.kind, country, code, inter_of(agent.kind), 0.7, reason
    )


def _by_name(agent: Agent, setting: _Setting, reason: str) -> ActorLink:
    """A party of its own, whose kind the role noun tells."""
    country = setting.country if agent.kind in _LOCAL else None
    code = f"{load_parties().alpha3(country)}{agent.role}" or None
    party = f"act_{slug(setting.name)}"
    return ActorLink(party, setting.name, agent.kind, country, code, inter_of(agent.kind), 0.6, reason)


def _people_in(words: list[str]) -> str | None:
    """The people that words name, by a pair of them before a single one."""
    pairs = (" ".join(words[at : at + 2]) for at in range(len(words) - 1))
    return next((phrase for phrase in (*pairs, *reversed(words)) if phrase in load_peoples()), None)
