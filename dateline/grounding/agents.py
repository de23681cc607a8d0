"""Parties named by what they are ("Lebanese soldiers", "police in Hama", "members of the group") grounded by rule."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from dateline.codebook import ActorKind
from dateline.grounding.parties import Parties, PartyRow, inter_of, load_parties, read_table
from dateline.grounding.party_names import normalise_name, slug
from dateline.model.claims import ActorLink

_PREPOSITIONS = frozenset(
    "in from of at near on to for with by inside outside around against loyal allied backed linked belonging under "
    "affiliated aligned close wearing armed who that across along over within working fighting living fleeing based "
    "stationed commanded led supported sympathetic opposed held controlled trapped suspected accused".split()
)
_SPONSOR = frozenset(
    "backed led linked aligned trained funded supported allied run controlled held born based affiliated inspired "
    "sponsored dominated brokered occupied administered mediated armed imposed made friendly installed".split()
)
_CIVIL = frozenset({"civilians", "refugees", "medics", "schools", "businesses", "media", "activists", "aid_workers", "protesters"})
_MEMBERS = frozenset(
    "member leader fighter soldier spokesman spokeswoman spokesperson officer commander chief head official troop "
    "representative group element unit branch convoy hundreds dozens number thousands leadership combatant cell "
    "brigade division battalion militant gunmen gunman founder deputy emir wing arm force personnel remnant column "
    "faction delegation delegate minister ambassador envoy operative agent guard part detachment squad patrol head "
    "jet warplane aircraft artillery leaders lieutenant veteran recruit follower terrorist guerrilla rebel militiaman "
    "militiamen politburo negotiator security army police military government ministry team affiliate units bulk rest "
    "source director secretary general president chairman negotiators crew contingent general chieftain rank".split()
)
_PEOPLE = frozenset({"people", "person", "citizen", "national", "man", "men", "woman", "women", "civilian", "public", "population"})
_STATE_BRANCHES = frozenset(
    "government foreign_ministry defence_ministry interior_ministry health_ministry embassy parliament judiciary "
    "military air_force navy police security_forces intelligence".split()
)
_BRANCH_NAMES = {"judiciary": "courts", "security_forces": "security forces", "air_force": "air force"}
_PLAIN = re.compile(r"[^a-z]")


@dataclass(frozen=True, slots=True)
class Agent:
    """What a role noun says of the party that it names."""

    kind: ActorKind
    role: str
    branch: str


@dataclass(frozen=True, slots=True)
class _Scope:
    """Whose a role noun is: a country, or a known party, and the words that say so."""

    country: str | None = None
    party: str | None = None
    words: str = ""


@cache
def load_agents() -> dict[str, Agent]:
    """Role nouns in normalised singular form; read once a process."""
    folder = files("dateline.grounding").joinpath("data/actors")
    found: dict[str, Agent] = {}
    for row in read_table(folder.joinpath("agents.tsv")):
        agent = Agent(ActorKind(row["kind"]), row["role"], row["branch"])
        for noun in row["nouns"].split("|"):
            found.setdefault(normalise_name(noun), agent)
    return found


@cache
def load_peoples() -> dict[str, str | None]:
    """Adjectives of peoples and movements, with the country that they alone tell."""
    folder = files("dateline.grounding").joinpath("data/actors")
    return {
        normalise_name(word): row["country"] or None
        for row in read_table(folder.joinpath("peoples.tsv"))
        for word in row["adjectives"].split("|")
    }


def ground_agent(name: str, *, country: str | None, party_rows: dict[str, PartyRow]) -> ActorLink | None:
    """The party that a role noun and the words around it name, or None where the name holds no role noun.

    `country` is where the claim is placed; it serves only where the words themselves name no country. `party_rows`
    holds, for each known party, the row that is valid on the day.
    """
    words = normalise_name(name).split()
    parties = load_parties()
    if (demonym := parties.demonyms.get(" ".join(words))) is not None:
        return _people(demonym, parties)
    parsed = _split(words)
    if parsed is None:
        return None
    modifiers, noun, complement = parsed
    agent = load_agents()[noun]
    scope = _find_scope(modifiers, parties)
    if complement:
        outer = _find_scope(complement, parties)
        if noun.split()[-1] in _MEMBERS and agent.branch not in _CIVIL:
            inner = None if outer.country or outer.party else ground_agent(
                " ".join(complement), country=country, party_rows=party_rows
            )
            if inner is not None and inner.score >= 0.6 and not scope.country and not scope.party:
                return replace(inner, score=min(inner.score, 0.8), reason=f"{noun} of: {inner.reason}")
        if not scope.party and not scope.country:
            scope = outer
    return _link(name, noun, agent, scope, _Setting(country, party_rows, parties, modifiers))


@dataclass(frozen=True, slots=True)
class _Setting:
    country: str | None
    party_rows: dict[str, PartyRow]
    parties: Parties
    modifiers: list[str]


def _link(name: str, noun: str, agent: Agent, scope: _Scope, setting: _Setting) -> ActorLink:
    row = setting.party_rows.get(scope.party) if scope.party else None
    if row is not None and row.kind is ActorKind.PERSON:
        scope, row = _Scope(country=row.country, words=row.name), None
    if row is not None and row.kind is ActorKind.STATE and row.country:
        scope, row = _Scope(country=row.country, words=row.name), None
    if row is not None:
        if agent.branch in _CIVIL and row.kind is not ActorKind.MEDIA and not (
            agent.branch in ("aid_workers", "activists") and row.kind in (ActorKind.NGO, ActorKind.INTERGOVERNMENTAL)
        ):
            return _by_branch(name, agent, row.country, 0.7, f"{noun} near {row.name}")
        return _to_party(row, setting.parties, 0.9, f"{noun} of {row.name}")
    if scope.country:
        return _of_country(agent, scope, noun, setting, 0.9)
    unknown = [word for word in setting.modifiers if word not in load_peoples() and word not in load_agents()]
    people = [word for word in setting.modifiers if word in load_peoples()]
    if people:
        return _of_people(name, agent, people[-1], noun, setting.country)
    if setting.country:
        return _of_country(agent, _Scope(setting.country), noun, setting, 0.6)
    score = 0.6 if unknown else 0.7
    return _by_branch(name, agent, None, score, f"role noun {noun!r}")


def _of_country(agent: Agent, scope: _Scope, noun: str, setting: _Setting, score: float) -> ActorLink:
    """A branch of a state, or people of a country."""
    assert scope.country is not None
    parties = setting.parties
    state = parties.states.get(scope.country)
    if state is None:
        return ActorLink(
            f"act_{scope.country.lower()}_{agent.branch}", noun, agent.kind, scope.country, agent.role or None,
            inter_of(agent.kind), score, "role noun and country",
        )  # fmt: skip
    party = f"{state.id}_{agent.branch}"
    where = f"{scope.words!r}" if scope.words else "the place"
    if (row := setting.party_rows.get(party)) is not None:
        return _to_party(row, parties, score, f"{noun} of {where}")
    branch = _BRANCH_NAMES.get(agent.branch, agent.branch.replace("_", " "))
    adjective = state.adjectives[0] if state.adjectives else state.name
    return ActorLink(
        f"act_{party}",
        f"{adjective} {branch}",
        agent.kind,
        scope.country,
        f"{state.alpha3}{agent.role}",
        inter_of(agent.kind),
        score,
        f"{noun} of {where}",
    )


def _of_people(name: str, agent: Agent, people: str, noun: str, country: str | None) -> ActorLink:
    """Forces and civilians of a people: armed ones count as an identity militia unless they are called rebels."""
    kind = agent.kind
    if agent.branch in ("military", "fighters", "militia", "gunmen") or kind is ActorKind.STATE_FORCE:
        kind = ActorKind.IDENTITY_MILITIA
    if kind is ActorKind.STATE:
        kind = ActorKind.OTHER
    own = load_peoples()[people] or country
    alpha3 = load_parties().alpha3(own)
    role = "UAF" if kind is ActorKind.IDENTITY_MILITIA else agent.role
    label = "forces" if kind is ActorKind.IDENTITY_MILITIA else agent.branch
    return ActorLink(
        f"act_{slug(people)}_{label}", f"{people.title()} {label.replace('_', ' ')}", kind, own,
        f"{alpha3}{role}" or None, inter_of(kind), 0.7, f"{noun} of a people: {people}",
    )  # fmt: skip


def _by_branch(name: str, agent: Agent, country: str | None, score: float, reason: str) -> ActorLink:
    parties = load_parties()
    specific = score < 0.7
    return ActorLink(
        f"act_{slug(name) if specific else agent.branch}",
        name if specific else agent.branch.replace("_", " "),
        agent.kind,
        country,
        f"{parties.alpha3(country)}{agent.role}" or None,
        inter_of(agent.kind),
        score,
        reason,
    )


def _people(country: str, parties: Parties) -> ActorLink:
    state = parties.states[country]
    return ActorLink(
        f"act_{state.id}_civilians", f"{state.adjectives[0]} civilians", ActorKind.CIVILIANS, country,
        f"{state.alpha3}CVL", inter_of(ActorKind.CIVILIANS), 0.8, "name of a people",
    )  # fmt: skip


def _to_party(row: PartyRow, parties: Parties, score: float, reason: str) -> ActorLink:
    return link_of(row, parties, score, reason)


def link_of(row: PartyRow, parties: Parties, score: float, reason: str) -> ActorLink:
    """A known party as a claim's link."""
    code = f"{parties.alpha3(row.country)}{row.role}" if row.role != "-" else None
    inter = inter_of(row.kind)
    if row.kind is ActorKind.PERSON:
        inter = "State forces" if row.role in ("GOV", "MIL", "COP", "SPY") else "Rebel group" if row.role == "REB" else None
    return ActorLink(f"act_{row.id}", row.name, row.kind, row.country, code or None, inter, score, reason)


def _split(words: list[str]) -> tuple[list[str], str, list[str]] | None:
    """Modifiers, the role noun in the form of the list, and what follows it; None without role noun."""
    agents = load_agents()
    cuts = [at for at, word in enumerate(words) if at > 0 and word in _PREPOSITIONS]
    for end in (*cuts, len(words)):
        for first in range(max(0, end - 4), end):
            phrase = " ".join(words[first:end])
            noun = phrase if phrase in agents else _singular(phrase)
            if noun in agents:
                whole = _whole_noun(words, first, end)
                if whole is not None:
                    return words[:first], whole[0], words[whole[1] :]
                return words[:first], noun, words[end + 1 :] if end < len(words) else []
    return None


def _whole_noun(words: list[str], first: int, end: int) -> tuple[str, int] | None:
    """A listed noun that holds a preposition ("ministry of defence"), with its end."""
    agents = load_agents()
    for last in range(min(len(words), first + 5), end, -1):
        phrase = " ".join(words[first:last])
        for noun in (phrase, _singular(phrase)):
            if noun in agents:
                return noun, last
    return None


def _singular(phrase: str) -> str:
    agents = load_agents()
    for ending, put in (("ies", "y"), ("ches", "ch"), ("sses", "ss"), ("s", "")):
        if phrase.endswith(ending) and (found := phrase[: -len(ending)] + put) in agents:
            return found
    return phrase


def _find_scope(words: list[str], parties: Parties) -> _Scope:
    """The last known party, nationality or state among the words that is not merely a sponsor or an enemy."""
    found = _Scope()
    at = 0
    while at < len(words):
        for length in range(min(6, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + length])
            scope = _scope_of(phrase, parties)
            if scope is None:
                continue
            after = words[at + length] if at + length < len(words) else ""
            before = words[at - 1] if at else ""
            if after not in _SPONSOR and before not in ("anti", "pro", "non", "ex", "suspected"):
                found = scope
            at += length - 1
            break
        at += 1
    return found


def _scope_of(phrase: str, parties: Parties) -> _Scope | None:
    if (country := parties.adjectives.get(phrase)) is not None:
        return _Scope(country=country, words=phrase)
    bearers = parties.names.get(phrase)
    if bearers and (len(phrase) > 2 or phrase in ("is", "un", "eu", "au")):
        return _Scope(party=bearers[0], words=phrase)
    if (country := parties.demonyms.get(phrase)) is not None:
        return _Scope(country=country, words=phrase)
    return None
