"""The names of the exported graph's inputs and outputs, in its order."""

INPUTS = ["ids", "case", "mask", "first"]
OUTPUTS = [
    "arc",
    "rel",
    "upos",
    "xpos",
    "lemma",
    "entity",
    "content",
    "source",
    "cue",
    "anchor",
    "status",
    "fact",
    "role",
    "embed",
]
