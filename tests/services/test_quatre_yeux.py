"""Four eyes: who entered an avis does not validate it, by whatever way, when the office asks for another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from scolarite_desk.errors import Refused
from scolarite_desk.services.acts import do
from scolarite_desk.services.avis import correct_avis, enter_avis, unvalidate_avis, validate_avis
from scolarite_desk.services.candidatures import set_traitement, validate_traitement
from scolarite_desk.services.divergences import settle
from scolarite_desk.services.reglages import change_setting
from scolarite_desk.services.undo import redo, undo
from scolarite_desk.services.vapp import decide_vapp, give_opinion, withdraw_decision
from scolarite_desk.store.courant import current_avis
from scolarite_desk.store.queries.divergences import divergences
from scolarite_desk.store.queries.dossiers import candidatures_of
from scolarite_desk.store.store import Store
from tests.services.comptes import colleague
from tests.services.conftest import Desk, Founded
from tests.services.recits import asked_vapp
from tests.sync.conftest import opened, share

SOI, PROFIL = "Vous avez saisi cet avis", "Un compte de votre profil"


@pytest.fixture
def office(desk: Desk) -> Iterator[Desk]:
    """The small office, whose works are not all taken back: others lean on them."""
    yield desk
    desk.started = desk.number()


def _offered(store: Store, dossier: str) -> bool:
    with store.reading() as session:
        [one] = candidatures_of(session, dossier)
    return one.offers("validate_avis")


@pytest.mark.parametrize(("choix", "profil"), [("personne", "administrateur"), ("profil", "responsable")])
def test_who_entered_does_not_validate_and_is_offered_nothing(office: Desk, choix: str, profil: str) -> None:
    dossier = office.person()
    key = office.apply(dossier)
    other = colleague(office.store, profil)
    office(enter_avis, key, "FA")
    assert _offered(office.store, dossier)
    office(change_setting, "quatre_yeux", choix)
    assert not _offered(office.store, dossier)
    with pytest.raises(Refused, match=SOI):
        office(validate_avis, key)
    assert _offered(other, dossier)
    do(other, None, validate_avis, key)


def test_with_another_profile_asked_two_of_one_profile_do_not_do(office: Desk) -> None:
    key = office.apply(office.person())
    other = colleague(office.store, "administrateur")
    office(change_setting, "quatre_yeux", "profil")
    office(enter_avis, key, "FA")
    with pytest.raises(Refused, match=PROFIL):
        do(other, None, validate_avis, key)
    office(change_setting, "quatre_yeux", "personne")
    do(other, None, validate_avis, key)


def test_neither_undoing_nor_redoing_validates_what_one_entered(office: Desk) -> None:
    key = office.apply(office.person())
    other = colleague(office.store, "administrateur")
    office(enter_avis, key, "FA")
    office(validate_avis, key)
    undo(office.store)
    do(other, None, change_setting, "quatre_yeux", "personne")
    with pytest.raises(Refused, match=SOI):
        redo(office.store)
    do(other, None, change_setting, "quatre_yeux", "non")
    redo(office.store)
    office(unvalidate_avis, key)
    do(other, None, change_setting, "quatre_yeux", "personne")
    with pytest.raises(Refused, match=SOI):
        undo(office.store)


def test_who_corrects_does_not_validate_the_correction(office: Desk) -> None:
    key = office.apply(office.person())
    other = colleague(office.store, "responsable")
    office(change_setting, "quatre_yeux", "personne")
    office(enter_avis, key, "FA")
    do(other, None, validate_avis, key)
    do(other, None, correct_avis, key, "LA", "Erreur de saisie")
    with pytest.raises(Refused, match=SOI):
        do(other, None, validate_avis, key)
    office(validate_avis, key)


def test_direct_access_is_a_right_and_nobody_s_judgement(office: Desk) -> None:
    key = office.apply(office.person())
    office(change_setting, "quatre_yeux", "personne")
    office(set_traitement, key, "AD")
    office(validate_traitement, key)

    def valid() -> bool:
        avis = office.read(current_avis, key)
        return avis is not None and avis.valide_le is not None

    assert valid()
    undo(office.store)
    assert not valid()
    redo(office.store)
    assert valid()


def test_settling_does_not_validate_what_one_entered(tmp_path: Path, founded: Founded) -> None:
    a, b = (opened(tmp_path / f"{name}.sdesk", founded, rank) for rank, name in enumerate("ab"))
    key = a.apply(a.person())
    a(enter_avis, key, "FA")
    share(a, b)
    a(validate_avis, key)
    b(validate_avis, key)
    b.later(minutes=5)
    b(unvalidate_avis, key)
    b(change_setting, "quatre_yeux", "personne")
    share(a, b)
    [one] = a.read(divergences)
    [validated] = (version for version in one.versions if version.valeurs.get("valide_le"))
    with pytest.raises(Refused, match=SOI):
        a(settle, "avis", one.fiches[0][1], "validation", validated.code)
    for desk in (a, b):
        desk.store.close()


@pytest.mark.parametrize("choix", ["personne", "profil"])
def test_who_recorded_the_opinion_on_a_vapp_does_not_record_the_decision(office: Desk, choix: str) -> None:
    key = asked_vapp(office)
    office(change_setting, "quatre_yeux", choix)
    office(give_opinion, key, "favorable", "Dix ans de pratique.")
    with pytest.raises(Refused, match="Vous avez enregistré l’avis de la commission"):
        office(decide_vapp, key, "FA")
    like, other = colleague(office.store, "administrateur"), colleague(office.store, "responsable")
    if choix == "profil":
        with pytest.raises(Refused, match="un autre profil décide"):
            do(like, None, decide_vapp, key, "FA")
    do(other if choix == "profil" else like, None, decide_vapp, key, "FA")


def test_neither_undoing_nor_redoing_decides_on_the_opinion_that_one_recorded(office: Desk) -> None:
    key = asked_vapp(office)
    other = colleague(office.store, "administrateur")
    office(give_opinion, key, "favorable", "Dix ans de pratique.")
    office(decide_vapp, key, "FA")
    undo(office.store)
    do(other, None, change_setting, "quatre_yeux", "personne")
    with pytest.raises(Refused, match="Vous avez enregistré l’avis de la commission"):
        redo(office.store)
    do(other, None, change_setting, "quatre_yeux", "non")
    redo(office.store)
    office(withdraw_decision, key)
    do(other, None, change_setting, "quatre_yeux", "personne")
    with pytest.raises(Refused, match="Vous avez enregistré l’avis de la commission"):
        undo(office.store)
    do(other, None, decide_vapp, key, "FA")
    do(other, None, withdraw_decision, key)
    undo(other)


def test_settling_does_not_decide_on_the_opinion_that_one_recorded(tmp_path: Path, founded: Founded) -> None:
    a, b = (opened(tmp_path / f"{name}.sdesk", founded, rank) for rank, name in enumerate("ab"))
    key = asked_vapp(a)
    a(give_opinion, key, "favorable", "Dix ans de pratique.")
    share(a, b)
    a(decide_vapp, key, "FA")
    b.later(minutes=5)
    b(decide_vapp, key, "DE")
    b(change_setting, "quatre_yeux", "personne")
    share(a, b)
    one = next(one for one in a.read(divergences) if (one.fiches[0][0], one.groupe) == ("vapp", "decision"))
    [other] = (version for version in one.versions if version.valeurs.get("decision") == "FA")
    with pytest.raises(Refused, match="Vous avez enregistré l’avis de la commission"):
        a(settle, "vapp", one.fiches[0][1], "decision", other.code)
    for desk in (a, b):
        desk.store.close()
