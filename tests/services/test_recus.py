"""What no act of ours refused (received, of an older version): applied, listed, held where it prints, never raising."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from scolarite_desk.langue import kept
from scolarite_desk.models.rules.ine import provisional_ine
from scolarite_desk.models.tables.formation import Campagne, Formation
from scolarite_desk.models.tables.personne import Identifiant, Personne
from scolarite_desk.progress import Progress
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.documents import preflight
from scolarite_desk.services.dossiers import add_item, correct, withdraw_item
from scolarite_desk.services.lettre import letter_of
from scolarite_desk.services.reglages import settings
from scolarite_desk.store.queries.candidature_lue import candidatures_lues
from scolarite_desk.store.queries.divergences import divergences
from scolarite_desk.store.queries.illisibles import unread
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.queries.retenues import held
from tests.garbage import GARBAGE, spoil
from tests.services.conftest import Desk, Founded
from tests.store.damage import faults
from tests.sync.conftest import opened, send, share


@pytest.fixture
def deux(tmp_path: Path, founded: Founded) -> Iterator[list[Desk]]:
    """Two desks, the second one of an older version that refuses nothing."""
    desks = [opened(tmp_path / f"{name}.sdesk", founded, rank) for rank, name in enumerate("ab")]
    yield desks
    for desk in desks:
        desk.store.close()


def _told(desk: Desk) -> list[tuple[str, str, str]]:
    return [(one.regle, one.groupe, kept(one.phrase)) for one in desk.read(divergences)]


def _received(deux: list[Desk], cls: type, key: str, **values: object) -> None:
    """A work of the other desk that wrote these values, received."""
    a, b = deux
    share(a, b)
    b.later(minutes=5)
    with b.store.work("correct") as work:
        for name, value in values.items():
            setattr(work.get(cls, key), name, value)
    assert send(b, a).recus == 1


def test_a_received_value_that_does_not_read_is_applied_listed_verified_and_held_where_it_prints(
    deux: list[Desk],
) -> None:
    a, _ = deux
    dossier = a.person()
    candidature = a.apply(dossier)
    _received(deux, Personne, a.owner(dossier), portable="zzz", civilite="Sir")
    assert a.row(Personne, a.owner(dossier)).portable == "zzz"
    assert {(regle, colonne) for regle, colonne, _ in _told(a)} == {("lecture", "civilite"), ("lecture", "portable")}
    assert any("«\u00a0Téléphone\u00a0»\u00a0: «\u00a0zzz\u00a0» ne se lit pas." in said for *_, said in _told(a))
    assert len(a.read(divergences, [a.owner(dossier)])) == 2
    assert a.read(divergences, [dossier]) == ()
    assert len([one for one in faults(a.store) if "ne se lit pas" in one]) == 2
    assert list(a.read(held)) == [candidature]
    a(correct, "identite.civilite", a.owner(dossier), "Mme")
    assert list(a.read(held)) == [candidature]
    assert a.read(lambda session: held(session, letter=True)) == {}  # a letter prints no phone
    a(correct, "identite.portable", a.owner(dossier), "0612345678")
    assert _told(a) == []
    assert a.read(held) == {}


def test_a_base_that_never_met_another_holds_what_an_older_version_let_in(desk: Desk) -> None:
    candidature = desk.apply(desk.person())
    with desk.store.work("correct") as work:
        work.get(Formation, desk.licence).libelle = "é" * 501
    assert list(desk.read(held)) == [candidature]


def test_a_motive_in_the_trash_still_says_what_it_meant(desk: Desk) -> None:
    row = desk(add_item, "nomenclature", {"liste": "motif_avis", "code": "quota", "libelle": "Quota atteint"})
    candidature = desk.apply(desk.home(desk.person()))
    desk(enter_avis, candidature, "DE", motif="quota")
    desk(validate_avis, candidature)
    desk(withdraw_item, "nomenclature", row)
    assert desk.read(letter_of, candidature, desk.now).motif == "Quota atteint"
    assert list(desk.read(unread)) == []


def test_days_out_of_order_and_what_is_required_and_blank_are_listed(deux: list[Desk]) -> None:
    a, _ = deux
    candidature = a.apply(a.person())
    _received(deux, Campagne, a.campagne, debut=date(2026, 9, 1), fin=date(2026, 2, 1))
    _received(deux, Formation, a.licence, libelle=None)
    assert _told(a) == [
        ("ordre", "fin", "Licence et Master 2026-2027\u00a0: La campagne finit avant de commencer."),
        ("vide", "libelle", "Formation L2INF\u00a0: «\u00a0Libellé\u00a0» est vide."),
    ]
    assert list(a.read(held)) == [candidature]


def test_twin_formations_of_two_desks_are_listed_and_their_candidatures_held(deux: list[Desk]) -> None:
    a, b = deux
    new = {"code": "L3MAT", "libelle": "Licence 3", "genre": "licence", "mode": "presentiel", "traitement": "AC"}
    keys = [one(add_item, "formation", {**new, "campagne_id": one.campagne}) for one in deux]
    share(a, b)
    candidature = a.apply(a.person(), keys[0])
    ((regle, _, said),) = _told(a)
    assert (regle, said) == ("unique", "Formation\u00a0: «\u00a0L3MAT\u00a0» existe plusieurs fois.")
    assert list(a.read(held)) == [candidature]
    a(withdraw_item, "formation", keys[1])
    assert _told(a) == []


def test_a_provisional_ine_kept_as_a_definitive_one_is_listed_and_leaves_in_its_own_column(deux: list[Desk]) -> None:
    a, b = deux
    dossier = a.person()
    candidature = a.apply(dossier)
    valeur = provisional_ine("0999999F", "P", 7)
    share(a, b)
    with b.store.work("record_ine") as work:
        work.add(Identifiant(personne_id=a.owner(dossier), genre="INE", valeur=valeur, nature="definitif"))
    share(a, b)
    ((regle, colonne, _),) = _told(a)
    assert (regle, colonne) == ("ine_provisoire", "valeur")
    assert any(valeur in one for one in faults(a.store))
    with a.store.reading() as session:
        (read,) = candidatures_lues(session, [candidature], lists(session), settings(session))
    assert (read.personne.numeros.ine, read.personne.numeros.ine_provisoire) == (None, valeur)
    assert list(a.read(held)) == [candidature]


@pytest.mark.parametrize("value", GARBAGE)
def test_every_column_that_a_field_shows_says_the_value_that_it_does_not_read(deux: list[Desk], value: str) -> None:
    a, b = deux
    a.apply(a.person())
    share(a, b)
    spoil(b.store, value)
    send(b, a)
    a.read(divergences)
    a.read(held)
    faults(a.store)
    assert a.read(lambda session: preflight(session, list(held(session)), Progress(), a.store.clock()))
