"""The filter of a saved view: one writing, read again as it was; what is not known is passed over with a word."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk.langue import kept
from scolarite_desk.models.rules.filtre import (
    DEPTH,
    LEAVES,
    TOUS,
    Arbre,
    Condition,
    Et,
    Lu,
    Non,
    Ou,
    Sorte,
    Tri,
    as_mapping,
    conditions,
    read,
    read_columns,
    read_order,
    write_columns,
    write_order,
    written,
)

KNOWN = {sorte.value: sorte for sorte in Sorte}
_CODES = st.lists(st.from_regex(r"[A-Za-z0-9_.-]{1,40}", fullmatch=True), min_size=1, max_size=4, unique=True)
_CLES = st.lists(st.from_regex("[0-9a-f]{32}", fullmatch=True), max_size=3, unique=True)
_DAY = st.dates().filter(lambda day: 1850 <= day.year < 2150).map(str)
_LEAVES = st.one_of(
    st.just(Condition("rien")),
    _CODES.map(lambda codes: Condition("codes", tuple(sorted(codes)))),
    _CLES.map(lambda keys: Condition("cles_ou_rien", tuple(sorted(keys)))),
    _CLES.filter(bool).map(lambda keys: Condition("cles", tuple(sorted(keys)))),
    st.lists(_DAY, min_size=2, max_size=2).map(lambda days: Condition("jours", tuple(sorted(days)))),
    st.integers(0, 9999).map(lambda number: Condition("nombre", (number,))),
)
TREES: st.SearchStrategy[Arbre] = st.recursive(
    _LEAVES,
    lambda inside: st.one_of(
        inside.map(Non),
        st.lists(inside, min_size=1, max_size=3).map(lambda found: Et(tuple(found))),
        st.lists(inside, min_size=1, max_size=3).map(lambda found: Ou(tuple(found))),
    ),
    max_leaves=6,
).filter(lambda tree: _depth(tree) <= DEPTH)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(st.sampled_from(["et", "ou", "non", "condition", "valeurs", "x"]), inside, max_size=3)
    ),
    max_leaves=8,
)


def _depth(tree: Arbre) -> int:
    if isinstance(tree, Condition):
        return 1
    return 1 + (_depth(tree.arbre) if isinstance(tree, Non) else max(map(_depth, tree.arbres), default=0))


@given(TREES)
def test_a_filter_is_read_as_it_was_written(tree: Arbre) -> None:
    assert read(written(tree), KNOWN) == Lu(tree)
    assert read(as_mapping(tree), KNOWN) == Lu(tree)
    assert json.loads(written(tree)) == as_mapping(tree)


@given(JSON)
def test_whatever_arrives_is_a_filter_or_passed_over_in_words(value: Any) -> None:
    for one in (value, json.dumps(value)):
        lu = read(one, KNOWN)
        assert read(written(lu.arbre), KNOWN).arbre == lu.arbre
        assert all(kept(word) for word in lu.passes)
    read_columns(value)
    read_order(value)


@given(TREES, st.integers(0, 1))
def test_a_condition_of_a_newer_version_is_as_if_it_were_not_there(tree: Arbre, place: int) -> None:
    newer = {"condition": "de_demain", "valeurs": ["x"]}
    for word, kind in (("et", Et), ("ou", Ou)):
        inside = [as_mapping(tree)]
        inside.insert(place, newer)
        lu = read({word: inside}, KNOWN)
        if _depth(tree) < DEPTH:
            assert lu.arbre == kind((tree,))
            assert "de_demain" in kept(lu.passes[0])
    assert read({"non": newer}, KNOWN).arbre == TOUS
    assert read({"ou": [{"et": [newer]}, {"non": {"non": newer}}]}, KNOWN).arbre == TOUS


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("rien", ["x"]), ("codes", []), ("codes", ["a'b"]), ("codes", ["FA", 3]), ("codes", "FA"), ("cles", []),
        ("cles", ["0"]), ("jours", ["2026-07-06"]), ("jours", ["", ""]), ("jours", ["2026-07-06", "2026-07-05"]),
        ("jours", ["0001-01-01", ""]), ("jours", ["20260706", ""]), ("jours", ["hier", ""]), ("jours", [3, ""]),
        ("nombre", []), ("nombre", [-1]), ("nombre", [True]), ("nombre", [1, 2]), ("nombre", ["7"]),
        ("codes", ["x"] * (LEAVES + 1)),
    ],
)  # fmt: skip
def test_a_value_that_its_condition_does_not_take_passes_it_over(name: str, values: Any) -> None:
    lu = read({"et": [{"condition": name, "valeurs": values}, {"condition": "rien"}]}, KNOWN)
    assert lu.arbre == Et((Condition("rien"),))
    assert len(lu.passes) == 1
    assert not lu.illisible


def test_a_filter_has_bounds_and_a_text_that_is_none_says_so() -> None:
    many = {"ou": [{"condition": "rien"}] * (LEAVES + 5)}
    assert len(list(conditions(read(many, KNOWN).arbre))) == LEAVES
    deep: dict[str, Any] = {"condition": "rien"}
    for _ in range(DEPTH):
        deep = {"non": deep}
    assert read(deep, KNOWN).arbre == TOUS
    for unreadable in ("{", "[" * 100_000, "3", [], "[]"):
        assert read(unreadable, KNOWN).illisible
    for blank in (None, "", {}):
        assert read(blank, KNOWN) == Lu(TOUS)
    assert read('{"et":[]}', KNOWN) == Lu(TOUS)
    for nobody in ({"ou": []}, {"non": {"et": []}}, {"et": [{"condition": "rien"}, {"ou": []}]}):
        assert read(nobody, KNOWN).passes, "never everybody without a word"
    assert len(read({"et": [{"condition": f"c{one}"} for one in range(5_000)]}, KNOWN).passes) == LEAVES
    for odd in ("\ud800", "a\0b", "\u202e", "x" * 41, 3):
        assert "«\u00a0?\u00a0»" in kept(read({"condition": odd}, KNOWN).passes[0]), "a sentence that can be written"


def test_columns_and_their_order_are_kept_once_each() -> None:
    assert read_columns(write_columns(["nom", "avis", "nom"])) == ("nom", "avis")
    assert read_columns('["nom",3,"a b"]') == ("nom",)
    assert read_columns("{") == read_columns(None) == ()
    order = (Tri("avis", descendant=True), Tri("nom"))
    assert read_order(write_order((*order, Tri("avis")))) == order
    assert read_order([["nom", "haut"], ["nom"], "nom", [3, "asc"], ["nom", "asc"], ["nom", "desc"]]) == (Tri("nom"),)


def test_every_condition_of_a_tree_is_told_in_order() -> None:
    tree = Et((Condition("a"), Non(Ou((Condition("b"), Condition("c"))))))
    assert [one.nom for one in conditions(tree)] == ["a", "b", "c"]
