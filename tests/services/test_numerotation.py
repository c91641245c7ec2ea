"""A list put in order, then numbered: what it would give is seen before, and nothing is written."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from scolarite_desk.langue import kept
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.personne import Bac
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.depot import create
from scolarite_desk.services.dossiers import add_item, correct
from scolarite_desk.services.numerotation import ORDRES, Numerotation, in_order, numbering, to_number
from scolarite_desk.services.rangs import at_rank, beside, move_rank
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.queries.seance import LigneSeance, lignes_of
from tests.services.conftest import Desk
from tests.statements import counted

# Name, average of the bac, of two years elsewhere (mark, scale), as they were typed.
PEOPLE = (
    ("ABGRALL", "12,5", (("11", None), ("70", 100))),
    ("BIHAN", "3,4/4", (("B+", None),)),
    ("CLOAREC", None, (("16", 20),)),
    ("DERRIEN", "12.5", ()),
)


@pytest.fixture
def listed(desk: Desk) -> list[str]:
    """Four on the list of the licence, ranks 1 to 4, in the order of their names."""
    keys = []
    for rank, (nom, bac, years) in enumerate(PEOPLE, 1):
        dossier = desk.person(nom)
        owner = desk.owner(dossier)
        [row] = desk.rows(select(Bac).where(Bac.personne_id == owner))
        desk.together(correct, ("bac.situation", row.id, "obtenu"), ("bac.moyenne", row.id, bac))
        for year, (note, bareme) in enumerate(years, 2022):
            desk(add_item, "cursus_externes", {"personne_id": owner, "annee": year, "note": note, "bareme": bareme})
        keys.append(desk.apply(dossier))
        desk(enter_avis, keys[-1], "LC", rang=rank)
    return keys


def _rows(desk: Desk, keys: list[str]) -> list[LigneSeance]:
    return list(desk.read(lignes_of, keys))


def _seen(desk: Desk, keys: list[str], code: str, premier: int | None = None) -> Numerotation:
    return numbering(desk.store, _rows(desk, keys), code, premier)


def _names(rows: list[LigneSeance]) -> list[str]:
    return [row.nom.partition(" ")[0] for row in rows]


@pytest.mark.parametrize(
    ("code", "order"),
    [
        ("tableau", ["DERRIEN", "CLOAREC", "BIHAN", "ABGRALL"]),
        ("bac", ["BIHAN", "DERRIEN", "ABGRALL", "CLOAREC"]),
        ("annee", ["CLOAREC", "ABGRALL", "DERRIEN", "BIHAN"]),
        ("nom", ["ABGRALL", "BIHAN", "CLOAREC", "DERRIEN"]),
        ("depot", ["DERRIEN", "CLOAREC", "BIHAN", "ABGRALL"]),
    ],
)
def test_each_order_and_who_has_no_value_comes_last(desk: Desk, listed: list[str], code: str, order: list[str]) -> None:
    rows = _rows(desk, listed[::-1])
    assert _names(in_order(rows, code)) == order
    assert all(ORDRES[code].dit(row) is not None for row in rows)


def test_what_would_be_numbered_is_read_at_once(desk: Desk, listed: list[str]) -> None:
    taken = set[int]()
    for keys in (listed[:1], listed):
        rows = _rows(desk, keys)
        with counted(desk.store) as statements:
            assert len(numbering(desk.store, rows, "tableau").lignes) == len(keys)
        taken.add(len(statements))
    assert len(taken) == 1


def test_equal_averages_and_missing_ones_are_told_and_nothing_is_written(desk: Desk, listed: list[str]) -> None:
    before = desk.number()
    seen = _seen(desk, listed, "bac")
    assert kept(seen.remarques) == (
        "1 sans moyenne comparable\u00a0: en dernier. 2 ex æquo\u00a0: dans l’ordre du tableau."
    )
    assert [(one.rang, one.valeur) for one in seen.lignes] == [(1, "17,00"), (2, "12,50"), (3, "12,50"), (4, "")]
    assert (seen.change, desk.number()) == (4, before)
    assert kept(_seen(desk, listed, "depot").remarques) == "4 sans date\u00a0: en dernier."


def test_a_selection_takes_the_ranks_that_follow_those_before_it(desk: Desk, listed: list[str]) -> None:
    assert [one.rang for one in _seen(desk, listed[2:], "nom").lignes] == [3, 4]
    assert [one.rang for one in _seen(desk, listed[2:], "nom", 7).lignes] == [7, 8]
    assert "Le rang 1 est déjà donné" in kept(_seen(desk, listed[2:], "nom", 1).refus)


def test_a_validated_rank_is_named_and_stays_out_of_the_whole_list(desk: Desk, listed: list[str]) -> None:
    desk(validate_avis, listed[0])
    assert "ABGRALL" in kept(_seen(desk, listed[::-1], "tableau").refus)
    shown = _rows(desk, [listed[3], listed[0], listed[1]])  # one of them is not shown
    assert _names(desk.read(to_number, shown)) == ["DERRIEN", "BIHAN", "CLOAREC"]


def test_two_lists_are_not_numbered_together_and_nobody_without_a_rank(desk: Desk, listed: list[str]) -> None:
    other = desk.apply(desk.person("EVEN"), desk.master)
    assert "Aucun rang à numéroter" in kept(_seen(desk, [other], "nom").refus)
    assert desk.read(to_number, _rows(desk, [other])) == []
    desk(enter_avis, other, "LC", rang=1)
    assert "Chaque liste" in kept(_seen(desk, [*listed, other], "nom").refus)


def test_a_move_by_a_place_or_to_a_rank_is_before_somebody_of_the_list(desk: Desk, listed: list[str]) -> None:
    a, b, c, d = listed
    assert [desk.read(beside, c, by) for by in (-9, -1, 1, 9)] == [a, b, None, None]
    assert (desk.read(beside, a, -1), desk.read(beside, d, 1)) == (a, d), "at the end already"
    assert [desk.read(at_rank, d, rang) for rang in (1, 3, 4, 99)] == [a, c, d, d]
    assert [desk.read(at_rank, a, rang) for rang in (2, 3, 99)] == [c, d, None]
    desk(move_rank, a, desk.read(at_rank, a, 3))
    assert [one.rang for one in _rows(desk, listed)] == [3, 1, 2, 4]


def test_averages_come_in_with_a_dossier_as_they_are_typed(desk: Desk) -> None:
    numero = create(
        desk.store,
        {
            "identite": {"nom_naissance": "EVEN"},
            "bac": {"situation": "obtenu", "moyenne": "14.5 / 20"},
            "cursus_externes": [{"annee": 2024, "libelle": "L2", "note": "B+"}],
        },
        desk.read(lists),
    )
    [dossier] = [one.id for one in desk.rows(select(Dossier).where(Dossier.numero == numero))]
    [row] = _rows(desk, [desk.apply(dossier)])
    assert [str(one) for one in row.moyennes] == ["14,50", "B+"]
    [bac] = desk.rows(select(Bac).where(Bac.personne_id == desk.owner(dossier)))
    assert bac.moyenne == "14,5"
