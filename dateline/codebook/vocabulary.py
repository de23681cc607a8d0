"""Closed vocabularies of the record, as string enumerations whose values are what is stored and exported."""

from __future__ import annotations

from enum import StrEnum


class EventType(StrEnum):
    """PLOVER's sixteen event types (manual, 2022) and MOVE."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"
    MOVE = "MOVE"


class Status(StrEnum):
    """Whether a claim's content is presented as having happened (GUIDE's eight values)."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    PLANNED = "planned"
    THREATENED = "threatened"
    POSSIBLE = "possible"
    NOT_OCCURRED = "not_occurred"
    UNVERIFIED = "unverified"
    HYPOTHETICAL = "hypothetical"


class Measure(StrEnum):
    """What a count counts."""

    KILLED = "killed"
    WOUNDED = "wounded"
    CAPTURED = "captured"
    MISSING = "missing"
    DISPLACED = "displaced"
    EVACUATED = "evacuated"
    FIGHTERS = "fighters"
    CIVILIANS = "civilians"
    PEOPLE = "people"
    VEHICLES = "vehicles"
    WEAPONS = "weapons"
    ATTACKS = "attacks"
    OTHER = "other"


class AgreementKind(StrEnum):
    """Kinds of deals between parties."""

    CEASEFIRE = "ceasefire"
    SAFE_PASSAGE = "safe_passage"
    PRISONER_EXCHANGE = "prisoner_exchange"
    SURRENDER = "surrender"
    ACCESS = "access"
    WITHDRAWAL = "withdrawal"
    PEACE = "peace"
    OTHER = "other"


class ClaimKind(StrEnum):
    """The kinds of claims, one for each content type of the model."""

    EVENT = "event"
    COUNT = "count"
    MOVEMENT = "movement"
    AGREEMENT = "agreement"
    PRESENCE = "presence"
    CUSTODY = "custody"
    SILENCE = "silence"


class CustodyState(StrEnum):
    """What became of people who are missing or held."""

    MISSING = "missing"
    HELD = "held"
    RELEASED = "released"
    FOUND = "found"
    DEAD = "dead"


class SilenceKind(StrEnum):
    """How a party stayed silent."""

    NOT_COMMENTED = "not_commented"
    DECLINED = "declined"
    UNREACHABLE = "unreachable"


class ActorKind(StrEnum):
    """Kinds of parties, after ACLED's interaction classes with organisations added."""

    STATE = "state"
    STATE_FORCE = "state_force"
    REBEL_GROUP = "rebel_group"
    POLITICAL_MILITIA = "political_militia"
    IDENTITY_MILITIA = "identity_militia"
    RIOTERS = "rioters"
    PROTESTERS = "protesters"
    CIVILIANS = "civilians"
    EXTERNAL_FORCE = "external_force"
    COALITION = "coalition"
    INTERGOVERNMENTAL = "intergovernmental"
    NGO = "ngo"
    MEDIA = "media"
    PERSON = "person"
    POLITICAL_PARTY = "political_party"
    OTHER = "other"


class Granularity(StrEnum):
    """How fine a resolved time is."""

    DAY = "day"
    DAYS = "days"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    YEARS = "years"


class Precision(StrEnum):
    """How fine a resolved place is; never finer than the words."""

    POINT = "point"
    SETTLEMENT = "settlement"
    NEAR = "near"
    DISTRICT = "district"
    REGION = "region"
    COUNTRY = "country"
    AREA = "area"
