"""The table of words is built from WordNet's database; a small one in its format stands for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.catalogue.words.build.__main__ import Kinship, as_text
from engine.catalogue.words.build.wordnet import WordNet

OBJECT, BIRD, OWL, HAWK, OSPREY, BARN_OWL, SPEECH, OWLET_TALK = (
    "00002684",
    "00000010",
    "00000011",
    "00000012",
    "00000013",
    "00000014",
    "00000015",
    "00000016",
)


def data(offset: str, words: list[str], above: str | None = None) -> str:
    pointers = f"001 @ {above} n 0000" if above else "000"
    return (
        f"{offset} 05 n {len(words):02x} {' '.join(f'{word} 0' for word in words)} {pointers} | .\n"
    )


def index(word: str, *offsets: str) -> str:
    count = len(offsets)
    return f"{word} n {count} 1 @ {count} {count} {' '.join(offsets)}\n"


@pytest.fixture
def wordnet(tmp_path: Path) -> WordNet:
    texts = {
        "data.noun": "  1 The licence.\n"
        + data(OBJECT, ["object"])
        + data(BIRD, ["bird", "fowl"], OBJECT)
        + data(OWL, ["owl"], BIRD)
        + data(HAWK, ["hawk"], BIRD)
        + data(OSPREY, ["osprey"], HAWK)
        + data(BARN_OWL, ["barn_owl"], OWL)
        + data(SPEECH, ["speech"])
        + data(OWLET_TALK, ["owl"], SPEECH),
        "index.noun": index("owl", OWLET_TALK, OWL)
        + index("barn_owl", BARN_OWL)
        + index("hawk", SPEECH, SPEECH, HAWK)
        + index("bird", SPEECH, SPEECH, BIRD),
        "cntlist.rev": "hawk%1:05:00:: 1 9\nhawk%1:05:01:: 3 1\nhawk%2:35:00:: 3 90\n"
        "bird%1:05:00:: 3 9\nbird%1:05:01:: 1 9\n",
        "noun.exc": "owlen owl\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="ascii")
    return WordNet(tmp_path)


def kinship(wordnet: WordNet, *, alike: list[str]) -> Kinship:
    return Kinship(wordnet, classes=[OWL, HAWK], alike=alike)


def test_the_database_is_read(wordnet: WordNet) -> None:
    assert wordnet.synsets[BIRD].words == ("bird", "fowl")
    assert wordnet.above(BARN_OWL) == [BARN_OWL, OWL, BIRD, OBJECT]
    assert wordnet.plurals == {"owlen": "owl"}
    assert wordnet.licence == ("The licence.",)


def test_rare_meanings_are_not_thought_of(wordnet: WordNet) -> None:
    assert wordnet.senses["hawk"] == (SPEECH, SPEECH)  # 1 use of 10; verbs do not count
    assert wordnet.senses["bird"] == (SPEECH, SPEECH, BIRD)


def test_a_kind_leads_to_all_of_it_and_a_narrower_word_to_its_class(wordnet: WordNet) -> None:
    leads = kinship(wordnet, alike=[])
    assert leads.of_word((BIRD,)) == {0, 1}
    assert leads.of_word((BARN_OWL,)) == {0}
    assert leads.of_word((OSPREY,)) == {1}


def test_what_is_no_thing_is_passed_over(wordnet: WordNet) -> None:
    leads = kinship(wordnet, alike=[])
    assert leads.of_word(wordnet.senses["owl"]) == {0}
    assert leads.of_word((SPEECH,)) == set()


def test_kin_stands_for_it_only_where_the_members_of_a_kind_look_alike(wordnet: WordNet) -> None:
    def leads(*alike: str) -> frozenset[int]:
        return Kinship(wordnet, classes=[OWL], alike=alike).of_word((OSPREY,))

    assert leads(BIRD) == {0}
    assert leads() == set()


def test_the_table_has_a_line_for_each_set_of_classes() -> None:
    few = frozenset({0, 1, 5})
    words = {"xx": few, "xy": few, "retriever": few, "owl": frozenset({1})}
    table = "0-1 5\txx|xy\n=0-1 5\tretriever\n1\towl\n"
    assert as_text(words, licence=["Free."]) == "# Free.\n" + table
