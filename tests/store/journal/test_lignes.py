"""The body of a line, read back: what no desk writes is told from what a newer one may write."""

from __future__ import annotations

import pytest

from scolarite_desk.store.journal.lignes import SALT, Malformed, Newer, content

MADE = '{"prenom":[null,{"prenom":"Anne"},[]]}'
HEAD = f"{'a' * 32}:7"


def _body(told: str) -> bytes:
    return bytes(SALT) + told.encode()


def test_a_line_says_what_it_wrote_before_and_after_and_what_it_replaces() -> None:
    read = content("personne", _body(f'{{"prenom":[{{"prenom":"Ane"}},{{"prenom":"Anne"}},["{HEAD}"]]}}'))
    assert (read.made, dict(read.groups)["prenom"].before, list(read.named)) == (
        False,
        {"prenom": "Ane"},
        [("a" * 32, 7)],
    )
    assert content("personne", _body(MADE)).made


@pytest.mark.parametrize(
    ("genre", "told"),
    [
        ("rendez_vous", MADE),
        ("personne", '{"pronom":[null,{"pronom":"iel"},[]]}'),
        ("personne", '{"prenom":[{"pronom":"iel"},{"prenom":"Anne"},[]]}'),
    ],
)
def test_a_table_or_a_column_of_a_newer_version_waits(genre: str, told: str) -> None:
    with pytest.raises(Newer):
        content(genre, _body(told))


@pytest.mark.parametrize(
    "told",
    [
        "",
        "[]",
        '{"prenom":{}}',
        '{"prenom":[null,{"prenom":"Anne"}]}',
        '{"prenom":[null,{},[]]}',
        '{"prenom":["",{"prenom":"Anne"},[]]}',
        '{"prenom":[null,{"prenom":7},[]]}',
        '{"prenom":[null,{"prenom":"Anne","ne_le":"2004"},[]]}',
        '{"ne_le":[{"prenom":"Anne"},{"ne_le":"2004"},[]]}',
        '{"prenom":[null,{"prenom":"Anne"},{}]}',
        '{"prenom":[null,{"prenom":"Anne"},["a:1"]]}',
        '{"prenom":[null,{"prenom":"Anne"},[7]]}',
        '{"prenom":[null,{"prenom":"Anne"},[]],"ne_le":[{},{"ne_le":"2004"},[]]}',
        '{"un":[null,{"prenom":"Anne"},[]],"deux":[null,{"prenom":"Anna"},[]]}',
    ],
)
def test_what_no_desk_writes_is_malformed(told: str) -> None:
    with pytest.raises(Malformed):
        content("personne", _body(told))
