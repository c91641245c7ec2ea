"""The access log: one line a look, one a file, chained, kept for its months and no longer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from scolarite_desk.errors import Unavailable
from scolarite_desk.langue import kept
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.msg import N_
from scolarite_desk.services.acces import consulted, exported, leaving, purge
from scolarite_desk.services.effacements import erase_person
from scolarite_desk.services.reglages import change_setting
from scolarite_desk.store import acces
from scolarite_desk.store.queries.acces import RechercheAcces, accesses
from tests.services.conftest import MORNING, Desk
from tests.store.damage import sql


def lines(office: Desk) -> list[Any]:
    """Number, what, about which row, rows, where to."""
    return [tuple(row) for row in sql(office.store, "SELECT id, quoi, cible, lignes, ou FROM acces ORDER BY id")]


def verified(office: Desk) -> list[str]:
    """What the chain says."""
    return [kept(fault) for fault in office.read(acces.verify)[1]]


def test_a_dossier_looked_at_again_within_the_quarter_is_one_line(office: Desk) -> None:
    first, second = office.person("KERMAREC"), office.person("LE GOFF")
    for dossier, after in ((first, 0), (second, 1), (first, 10), (first, 16), (first, 17)):
        office.now = MORNING + timedelta(minutes=after)
        office.store.clock = lambda: office.now
        consulted(office.store, dossier)
    assert [cible for _, _, cible, *_ in lines(office)] == [first, second, first]
    assert verified(office) == []


def test_another_account_that_looks_is_another_line(office: Desk) -> None:
    dossier = office.person("KERMAREC")
    consulted(office.store, dossier)
    office.store.auteur = "Ahmed B."
    consulted(office.store, dossier)
    assert len(lines(office)) == 2


def test_every_file_is_a_line_however_often_it_is_asked(office: Desk) -> None:
    for _ in range(2):
        exported(office.store, "decisions xlsx", 12, "/media/cle/decisions.xlsx")
    assert [one[1:] for one in lines(office)] == [("decisions xlsx", "", 12, "/media/cle/decisions.xlsx")] * 2


def test_a_line_names_nobody(office: Desk) -> None:
    dossier = office.person("KERMAREC")
    consulted(office.store, dossier)
    assert "KERMAREC" not in str(lines(office))


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "UPDATE acces SET compte = 'Autre' WHERE id = 2",
            "ligne 2 du 06/07/2026 à 9\u00a0h\u00a000\u00a0: elle a été changée",
        ),
        ("DELETE FROM acces WHERE id = 2", "il manque 1 ligne avant la ligne 3"),
        ("DELETE FROM acces WHERE id > 1", "la fin manque après la ligne 1 (3 écrites)"),
        ("DELETE FROM acces WHERE id < 3", "il manque 2 lignes avant la ligne 3"),
        ("UPDATE local SET valeur = 'non' WHERE cle = 'acces_bout'", "son départ ou sa fin ne se lit plus"),
    ],
)
def test_a_line_changed_or_taken_out_is_found(office: Desk, statement: str, said: str) -> None:
    for rows in (1, 2, 3):
        exported(office.store, "lettres", rows, "lettres.pdf")
    assert verified(office) == []
    sql(office.store, statement)
    (told,) = verified(office)
    assert said in told


def test_whole_months_beyond_the_setting_are_purged_and_it_is_said(office: Desk) -> None:
    for day in (datetime(2025, 6, 30, 12, tzinfo=UTC), datetime(2025, 7, 1, 12, tzinfo=UTC), MORNING):
        office.store.clock = lambda day=day: day  # type: ignore[misc]
        exported(office.store, "lettres", 1, "lettres.pdf")
    assert purge(office.store) == 1
    assert purge(office.store) == 0
    assert lines(office)[-1][1:] == ("purge", "", 1, "avant le 01/07/2025")
    assert [one[0] for one in lines(office)] == [2, 3, 4]
    assert verified(office) == []
    office(change_setting, "acces_mois", "6")
    assert purge(office.store) == 1
    exported(office.store, "lettres", 1, "lettres.pdf")
    assert verified(office) == []


def test_all_of_it_may_be_purged_and_the_chain_goes_on(office: Desk) -> None:
    office.store.clock = lambda: MORNING - timedelta(days=900)
    exported(office.store, "lettres", 1, "lettres.pdf")
    office.store.clock = lambda: MORNING
    assert purge(office.store) == 1
    assert [one[1] for one in lines(office)] == ["purge"]
    assert verified(office) == []


def test_an_erased_dossier_has_no_name_left_in_the_log(office: Desk) -> None:
    dossier = office.person("KERMAREC")
    consulted(office.store, dossier)
    (before,) = office.read(accesses, RechercheAcces())
    assert before.qui == "KERMAREC Maëlle"
    office(erase_person, dossier, office.row(Dossier, dossier).numero, "demande")
    assert [(one.qui, one.quoi) for one in office.read(accesses, RechercheAcces())] == [("", "consultation")]


def test_the_line_of_a_file_is_written_before_its_first_byte_or_nothing_leaves(
    office: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "decisions.csv"
    with leaving(office.store, "decisions csv", 12, out) as stream:
        assert [one[1] for one in lines(office)] == ["decisions csv"], "and a kill here leaves it"
        assert not out.exists()
        stream.write(b"x")
    assert out.read_bytes() == b"x"

    def full(*_: object, **__: object) -> None:
        raise Unavailable(N_("Le disque est plein."))

    monkeypatch.setattr(acces, "write", full)
    with pytest.raises(Unavailable), leaving(office.store, "decisions csv", 12, tmp_path / "autre.csv"):
        pytest.fail("something would leave without its line")
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".csv"] == ["decisions.csv"]
