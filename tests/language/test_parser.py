"""What holds of every analysis: offsets, trees, determinism, hostile input."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.language import Parser
from dateline.model.analysis import Analysis, EntityKind

REPORT = (
    "BEIRUT (News Desk) - At least 12 people were killed when shells hit a market in Idlib on Tuesday, a rescue "
    "group said. “We pulled three children from the rubble,” said Samir Haddad, spokesman for the Civil Defence.\n\n"
    "The army denied that it had shelled the town. It said the rebels' claim was “a fabrication”.\n"
    "Mr. Haddad couldn't say who fired."
)
PIECES = [
    "The army",
    "Col. Smith",
    "said",
    "“we",
    "won't”",
    "U.S.",
    "3,500",
    "killed",
    "in",
    "al-Bab",
    ".",
    "!",
    "\n",
    "\n\n",
    "…",
    "(SDF)",
    "'",
    '"',
    "—",
    "غزة",
    "😀",
    "\u200b",
    "e\u0301",
]


def check(analysis: Analysis) -> None:
    """Raise AssertionError where an analysis breaks its contract."""
    text, tokens = analysis.text, analysis.tokens
    end = 0
    for i, token in enumerate(tokens):
        assert token.index == i
        assert token.start >= end
        assert text[token.start : token.end] == token.form != ""
        end = token.end
    last = 0
    for number, sentence in enumerate(analysis.sentences):
        assert (sentence.index, sentence.first) == (number, last)
        assert sentence.first < sentence.last
        assert (sentence.start, sentence.end) == analysis.span(sentence.first, sentence.last)
        last = sentence.last
        inside = range(sentence.first, sentence.last)
        roots = [i for i in inside if tokens[i].head < 0]
        assert len(roots) == 1
        assert tokens[roots[0]].deprel == "root"
        assert sorted(analysis.subtree(roots[0])) == list(inside)
    assert last == len(tokens)
    ranges = [(e.first, e.last) for e in analysis.entities]
    assert ranges == sorted(ranges)
    assert all(a < b for a, b in ranges)
    assert all(b <= c for (_, b), (c, _) in itertools.pairwise(ranges))
    for chain in analysis.chains:
        assert len(chain.mentions) > 1
        assert chain.name in chain.mentions
        assert [m.head for m in chain.mentions] == sorted({m.head for m in chain.mentions})
        assert all(0 <= m.first <= m.head < m.last <= len(tokens) for m in chain.mentions)
    heads = [m.head for chain in analysis.chains for m in chain.mentions]
    assert len(heads) == len(set(heads))


def test_a_report_keeps_the_contract(parser: Parser) -> None:
    analysis = parser.parse(REPORT)
    check(analysis)
    assert {s.paragraph for s in analysis.sentences} == {0, 1, 2}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join))
def test_any_mixture_of_words_keeps_the_contract(parser: Parser, text: str) -> None:
    check(parser.parse(text))


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_text_keeps_the_contract(parser: Parser, text: str) -> None:
    check(parser.parse(text))


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "\u200b", "\ufeff"])
def test_text_without_words_gives_an_empty_analysis(parser: Parser, text: str) -> None:
    analysis = parser.parse(text)
    assert (analysis.tokens, analysis.sentences, analysis.chains) == ((), (), ())


def test_the_same_text_gives_the_same_analysis(parser: Parser) -> None:
    assert parser.parse(REPORT) == parser.parse(REPORT)


def test_a_sentence_reads_the_same_among_any_others(parser: Parser) -> None:
    sentences = [
        "Shells hit the market on Tuesday.",
        "The minister flew to Geneva for talks with the rebels, who had refused to come before.",
        "Nobody claimed the attack.",
        "More than 200 families have fled the camp since then.",
    ]

    def read(order: list[str]) -> dict[str, tuple[object, ...]]:
        analysis = parser.parse("\n\n".join(order))
        found: dict[str, tuple[object, ...]] = {}
        for s in analysis.sentences:
            inside = analysis.tokens[s.first : s.last]
            tags = [
                (t.form, t.lemma, t.upos, t.head - s.first if t.head >= 0 else None, t.deprel) for t in inside
            ]
            anchors = [
                (
                    a.token - s.first,
                    a.score,
                    a.types,
                    a.statuses,
                    a.factuality,
                    [(r.token - s.first, r.role, r.score) for r in a.roles],
                )
                for a in analysis.anchors
                if s.first <= a.token < s.last
            ]
            found[analysis.text[s.start : s.end]] = (tags, anchors, s.embedding)
        return found

    expected = read(sentences)
    assert set(expected) == set(sentences)
    for seed in range(3):
        shuffled = random.Random(seed).sample(sentences, len(sentences))
        assert read(shuffled) == expected


def test_embeddings_have_length_one(parser: Parser) -> None:
    for sentence in parser.parse(REPORT).sentences:
        vector = np.frombuffer(sentence.embedding, "<f2").astype(np.float64)
        assert vector.shape == (384,)
        assert np.linalg.norm(vector) == pytest.approx(1.0, abs=2e-3)


def test_a_list_without_any_stop_is_read_in_windows(parser: Parser) -> None:
    analysis = parser.parse("Killed: " + ", ".join(f"Ahmad Number{i} of Aleppo" for i in range(150)))
    check(analysis)
    assert len(analysis.sentences) == 1
    assert len(analysis.tokens) > 600


@pytest.mark.parametrize(
    "text",
    [
        "x" * 5000,
        "? ! . , ; " * 40,
        "“" * 60 + "”" * 50,
        "\x00\x01\x02 killed \x7f",
        "ﷺ قتل خمسة جنود في دمشق " * 20,
        "👩‍👩‍👧‍👦 🇸🇾 " * 60,
        "a\nb\n\nc\n" * 25,
        "Name\tAge\tTown\nAli\t12\tHoms\n" * 60,
        "I " * 300,
    ],
    ids=["one word", "punctuation", "quotes", "control", "arabic", "emoji", "lines", "table", "no tree"],
)
def test_hostile_text_keeps_the_contract(parser: Parser, text: str) -> None:
    check(parser.parse(text))


def test_wrapped_lines_are_one_paragraph(parser: Parser) -> None:
    wrapped = (
        "The convoy left the valley on Monday after a deal that took three\n"
        "weeks to reach. Nobody could say how many fighters were on board.\n"
        "The army watched the buses\nleave. A spokesman said the road was open.\n\nThe coalition objected."
    )
    assert [s.paragraph for s in parser.parse(wrapped).sentences][-1] == 1


def test_anchors_tell_an_attack(parser: Parser) -> None:
    analysis = parser.parse("Rebels attacked a police station in Mosul on Sunday, killing four officers.")
    best = max(analysis.anchors, key=lambda anchor: anchor.score)
    assert best.types[0][0] == "ASSAULT"
    assert best.statuses[0][0] == "occurred"
    assert {role.role for role in best.roles} >= {"actor", "recipient"}


def test_attribution_spans_are_found(parser: Parser) -> None:
    analysis = parser.parse("The governor said on Friday that twelve villages had been evacuated.")
    assert any("governor" in analysis.words(*source) for source in analysis.sources)
    assert any("said" in analysis.words(*cue) for cue in analysis.cues)
    assert any("villages" in analysis.words(*content) for content in analysis.contents)


def test_kinds_of_entities(parser: Parser) -> None:
    analysis = parser.parse(
        "President Bashar al-Assad met Hezbollah leaders in Damascus on 3 May 2013, the BBC said."
    )
    found = {(analysis.words(e.first, e.last), e.kind) for e in analysis.entities}
    assert {
        ("Bashar al-Assad", EntityKind.PERSON),
        ("Hezbollah", EntityKind.FORCE),
        ("Damascus", EntityKind.PLACE),
        ("3 May 2013", EntityKind.TIME),
        ("BBC", EntityKind.ORGANISATION),
    } <= found


def test_report_embedding_is_the_unit_mean_of_its_sentences(parser):
    analysis = parser.parse("Rebels shelled the town on Monday. Two people were killed.")
    vectors = [np.frombuffer(sentence.embedding, "<f2").astype(np.float32) for sentence in analysis.sentences]
    mean = np.frombuffer(analysis.embedding, "<f2").astype(np.float32)
    assert np.linalg.norm(mean) == pytest.approx(1.0, abs=2e-3)
    assert float(mean @ (vectors[0] + vectors[1])) == pytest.approx(
        np.linalg.norm(vectors[0] + vectors[1]), abs=5e-3
    )
    assert parser.parse("").embedding == b""
