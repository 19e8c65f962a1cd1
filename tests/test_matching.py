"""The matcher: how texts are cut into words, and how phrases are found among them."""

from __future__ import annotations

import pickle
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlib.errors import ModelError
from seedlib.matching import WORD, Entry, Match, Phrases, Words, fold
from seedlib.model import Spans
from tests import strategies
from tests.growth import assert_linear


def words_of(text: str) -> Words:
    """Return a text's words as the built-in segmenter cuts them."""
    return Words(text, Spans(found.span() for found in WORD.finditer(text)))


def found(phrases: list[str], text: str) -> list[str]:
    """Return the phrases that are found in a text, as the text has them, with the phrase meant in brackets where it differs."""
    words = words_of(text)
    answers = []
    for match in Phrases([Entry(phrase=phrase) for phrase in phrases]).find(words):
        there, meant = " ".join(words.texts[match.first : match.last]), match.entries[0].phrase
        answers.append(there if there == meant else f"{there} ({meant})")
    return answers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. and the U.K. agree.", "The|U.S.|and|the|U.K.|agree|."),
        ("Putin’s and PUTIN'S and the boys’", "Putin|’s|and|PUTIN|'S|and|the|boys|’"),
        ("O’Neill didn't; rock’n’roll", "O’Neill|didn't|;|rock’n’roll"),
        ("O’Sullivan’s", "O’Sullivan|’s"),
        ("1,000.5 on 75th at 10:30, 2024.", "1,000.5|on|75th|at|10:30|,|2024|."),
        ("US-led North Korea–Russian", "US|-|led|North|Korea|–|Russian"),
        ("“Yes,” he said", "“|Yes|,|”|he|said"),
        ("Mu\u0308ller naïve", "Mu\u0308ller|naïve"),
        ("김정은은 😀 $5m", "김정은은|😀|$|5m"),
        ("a.b", "a|.|b"),
        ("e.g. i.e.", "e.g.|i.e."),
        (" \t\r\n ", ""),
    ],
)
def test_words(text: str, expected: str) -> None:
    """Abbreviations, possessives, numbers and hyphens, as in the pattern's comments."""
    assert "|".join(WORD.findall(text)) == expected


@given(strategies.texts)
def test_every_sign_is_in_one_word(text: str) -> None:
    """White space is what stands between words, and nothing else is."""
    rest = list(text)
    for match in WORD.finditer(text):
        assert match.end() > match.start()
        rest[match.start() : match.end()] = [" "] * (match.end() - match.start())
    assert "".join(rest).replace("\x1c", " ").strip() == ""


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("said", "He said, SAID, Said", ["said", "SAID (said)", "Said (said)"]),
        ("US", "US and us and Us", ["US"]),
        ("Xi", "Xi, xi and XI", ["Xi"]),
        ("Kim", "KIM", []),
        ("Putin", "Putin, putin, PUTIN and PuTiN", ["Putin", "PUTIN (Putin)"]),
        ("South Korea", "south korea, South Korea, SOUTH KOREA, South korea", ["South Korea", "SOUTH KOREA (South Korea)"]),
        ("Bank of England", "BANK OF ENGLAND, Bank Of England", ["BANK OF ENGLAND (Bank of England)", "Bank Of England (Bank of England)"]),
        ("New US rule", "NEW US RULE", []),
        ("iPhone", "iPhone, IPHONE, Iphone", ["iPhone", "IPHONE (iPhone)"]),
        ("Straße", "STRASSE, Straße", ["STRASSE (Straße)", "Straße"]),
        ("école", "École", ["École (école)"]),
    ],
)
def test_capitals(phrase: str, text: str, expected: list[str]) -> None:
    """Small letters match whatever; capitals match themselves, and four or more of them in capitals."""
    assert found([phrase], text) == expected


@pytest.mark.parametrize(
    ("phrases", "text", "expected"),
    [
        (["Korea", "South Korea", "South Korean Army"], "South Korea and South Korean", ["South Korea"]),
        (["of", "out of", "out of the"], "out of them, out of the", ["out of", "out of the"]),
        (["a b", "b c"], "a b c b c", ["a b", "b c"]),
        (["a a"], "a a a a a", ["a a", "a a"]),
        (["according to"], "according\n   to and accordingto", ["according to"]),
        (["US", "us"], "US us", ["US", "us"]),
        (["May", "may"], "May may MAY", ["May", "may", "MAY (may)"]),
    ],
)
def test_longest_phrase_wins(phrases: list[str], text: str, expected: list[str]) -> None:
    """From the left, without overlaps, whatever the white space; the phrase whose capitals agree before the one without."""
    assert found(phrases, text) == expected
    assert found(phrases[::-1], text) == expected


def test_an_ambiguous_phrase_has_all_its_entries() -> None:
    """In the lexicon's order; signs that are one to the matcher make one phrase."""
    entries = [
        Entry(phrase="won’t", value="b"),
        Entry(phrase="won't", value="a"),
        Entry(phrase="won ’t"),
        Entry(phrase="Georgia", value="GEO"),
    ]
    entries.append(Entry(phrase="Georgia", value="US-GA"))
    found_ = [[entry.value for entry in match.entries] for match in Phrases(entries).find(words_of("Georgia won't and won’t"))]
    assert found_ == [["GEO", "US-GA"], ["b", "a"], ["b", "a"]]


@pytest.mark.parametrize(
    ("phrase", "text"), [("O'Neill", "O’Neill"), ("O’Neill", "O'Neill"), ("O’Neill", "O’NEILL"), ("don’t know", "Don't know")]
)
def test_apostrophes_are_one_sign(phrase: str, text: str) -> None:
    """Typographic or not, in the lexicon or in the text."""
    assert len(found([phrase], text)) == 1


@pytest.mark.parametrize("phrase", ["Côte d’Ivoire", "Co\u0302te d'Ivoire"])
@pytest.mark.parametrize("text", ["In Côte d'Ivoire", "In Co\u0302te d’Ivoire", "In CO\u0302TE D'IVOIRE"])
def test_composed_and_decomposed_letters_are_one(phrase: str, text: str) -> None:
    """A letter and its mark are one letter; the span has the text's own code points."""
    words = words_of(text)
    (match,) = Phrases([Entry(phrase=phrase)]).find(words)
    assert (words.tokens.starts[match.first], words.tokens.ends[match.last - 1]) == (3, len(text))


def test_find_keeps_to_a_range_of_words() -> None:
    """A phrase that reaches beyond the range is not in it; a shorter one that fits is."""
    words, phrases = words_of("x South Korea South Korea"), Phrases([Entry(phrase="South Korea"), Entry(phrase="South")])
    assert [(match.first, match.last) for match in phrases.find(words)] == [(1, 3), (3, 5)]
    assert [(match.first, match.last) for match in phrases.find(words, 2, 4)] == [(3, 4)]
    assert list(phrases.find(words, 5)) == []


def test_at_looks_at_one_word() -> None:
    """None if no phrase begins there, or none that ends in time."""
    words = words_of("in South Korea")
    phrases = Phrases([Entry(phrase="South Korea", value="iso3166:KOR", data={"kind": "country"})])
    assert phrases.at(words, 0) is None
    assert phrases.at(words, 1, 2) is None
    match = phrases.at(words, 1)
    assert match == Match(1, 3, phrases.entries)
    assert match is not None
    assert match.entries[0].data["kind"] == "country"


def test_ending_is_the_longest_phrase_before_a_word() -> None:
    """It ends right there, and begins not before the word that is given."""
    phrases = Phrases([Entry(phrase="prime minister"), Entry(phrase="minister"), Entry(phrase="minister of")])
    words = words_of("the prime minister of Wibble")
    ends = [
        (words.folded[held.first : held.last] if (held := phrases.ending(words, stop, start)) else None)
        for stop, start in [(3, -4), (3, 2), (4, 0), (5, 0), (2, 0), (0, 0)]
    ]
    assert ends == [["prime", "minister"], ["minister"], ["minister", "of"], None, None, None]


@given(
    st.lists(st.sampled_from(["a", "b", "A", "aa", "a b", "b a", "a b a", "A b", "ABCD", "Abcd"]), max_size=6),
    st.text("abAB d’'C", max_size=20),
)
def test_the_matcher_does_what_trying_every_phrase_does(phrases: list[str], text: str) -> None:
    """By table, the same as by hand."""
    words = words_of(text)
    expected, index = [], 0
    while index < len(words):
        fitting = [phrase for phrase in sorted(set(phrases), key=lambda p: (-len(p.split()), p)) if fits(phrase, words, index)]
        if fitting:
            expected.append((index, index + len(fitting[0].split()), fitting[0]))
        index += len(fitting[0].split()) if fitting else 1
    assert [
        (match.first, match.last, match.entries[0].phrase) for match in Phrases([Entry(phrase=p) for p in phrases]).find(words)
    ] == expected


def fits(phrase: str, words: Words, index: int) -> bool:
    """Say whether a phrase stands at a word, by the rules as they are told."""
    expected = phrase.split()
    there = words.texts[index : index + len(expected)]
    if [fold(word) for word in there] != [fold(word) for word in expected]:
        return False
    pairs = zip(expected, there, strict=True)
    return all(want.islower() or want == have or (have.isupper() and len(have) > 3) for want, have in pairs)


@pytest.mark.parametrize("phrase", ["", "  ", "\n", None, 5, ["a"]])
def test_entry_refuses_what_is_no_phrase(phrase: Any) -> None:
    """An entry has words."""
    with pytest.raises(ModelError, match="expected words") as caught:
        Entry(phrase=phrase)
    assert caught.value.where == "Entry.phrase"


@pytest.mark.parametrize(("more", "message"), [({"value": 5}, "Entry 'a': found the value 5"), ({"data": {"b": {1}}}, "found set")])
def test_entry_refuses_what_is_no_value(more: dict[str, Any], message: str) -> None:
    """A value is a string, data is JSON."""
    with pytest.raises(ModelError, match=message):
        Entry(phrase="a", **more)


def test_an_empty_lexicon_finds_nothing() -> None:
    """It is as good a lexicon as any."""
    assert (len(Phrases(())), list(Phrases(()).find(words_of("a b")))) == (0, [])
    assert list(Phrases([Entry(phrase="a")]).find(words_of(""))) == []


def test_a_lexicon_travels_to_other_processes() -> None:
    """With what it was compiled from."""
    phrases = pickle.loads(pickle.dumps(Phrases([Entry(phrase="South Korea", value="x")])))  # noqa: S301  # made here
    assert [match.entries[0].value for match in phrases.find(words_of("in South Korea"))] == ["x"]


@pytest.mark.parametrize("sign", ["a", ".", "a.", "’", "1,", "a ", "“", "'s", "a’", "\u0308", "1:a"])
def test_hostile_texts_take_linear_time(sign: str) -> None:
    """Four times the text takes about four times as long, not sixteen."""
    phrases = Phrases([Entry(phrase="a " * n) for n in range(1, 9)] + [Entry(phrase="a b")])

    def seconds(size: int) -> float:
        text = sign * (size // len(sign))
        began = time.process_time()
        for _ in phrases.find(words_of(text)):
            pass
        return time.process_time() - began

    assert_linear(seconds, 20_000)


def test_a_word_that_begins_many_phrases_costs_no_more() -> None:
    """Names that begin alike are looked up, not tried one by one."""
    text = words_of("New " * 5_000)

    def seconds(names: int) -> float:
        phrases = Phrases([Entry(phrase=f"New Town{n}") for n in range(names)])
        began = time.process_time()
        assert list(phrases.find(text)) == []
        return time.process_time() - began

    few = max(min(seconds(10) for _ in range(3)), 0.002)
    assert min(seconds(2_000) for _ in range(3)) < 10 * few
