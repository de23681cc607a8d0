"""The labels that are fixed by the codebook rather than by a treebank; their order is that of the heads' outputs."""

ENTITIES = ("PER", "ORG", "LOC", "NORP", "MISC", "DATE", "MONEY")
TYPES = [
    "NONE",
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
    "MOVE",
]
STATUSES = [
    "occurred",
    "ongoing",
    "planned",
    "threatened",
    "possible",
    "not_occurred",
    "unverified",
    "hypothetical",
]
ROLES = ["none", "actor", "recipient", "place"]
