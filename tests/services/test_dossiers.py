"""Dossiers: created, corrected field by field, given and deprived of what comes several times."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.models.rules.numeros import check_dossier_number
from scolarite_desk.models.tables.dossier import Dossier, Note
from scolarite_desk.models.tables.personne import Adresse, Bac, Personne, Stage
from scolarite_desk.models.tables.reglage import Signataire
from scolarite_desk.services.acts import do
from scolarite_desk.services.dossiers import (
    add_item,
    close_follow_up,
    correct,
    create_dossier,
    open_dossier,
    restore_item,
    withdraw_item,
    write_note,
)
from scolarite_desk.services.lookup import campaign_key
from scolarite_desk.services.undo import stacks, undo
from scolarite_desk.store.store import Store
from tests.services.conftest import Desk

NOBODY = "0" * 32


def test_a_dossier_is_born_with_its_person_address_and_bac(desk: Desk) -> None:
    dossier = desk.person()
    row = desk.row(Dossier, dossier)
    assert check_dossier_number(row.numero) == row.numero
    assert (row.profil, row.campagne_id) == ("etudiant", desk.campagne)
    for cls in (Adresse, Bac):
        assert len(desk.rows(select(cls).where(cls.personne_id == row.personne_id))) == 1


def test_two_dossiers_never_have_one_number_even_after_an_undo(desk: Desk) -> None:
    first = desk.row(Dossier, desk.person()).numero
    undo(desk.store, desk.started)
    assert desk.row(Dossier, desk.person()).numero != first


def test_a_field_that_does_not_exist_is_named(desk: Desk) -> None:
    with pytest.raises(Refused, match="pointure") as refused:
        desk(create_dossier, {"pointure": 38})
    assert refused.value.champ == "identite.pointure"
    with pytest.raises(Refused, match="retire_le"):
        desk(add_item, "stages", {"retire_le": desk.now}, personne=desk.owner(desk.person()))


def test_a_new_year_retypes_nothing(desk: Desk) -> None:
    dossier = desk.person()
    campagne = desk(add_item, "campagne", {"libelle": "2027-2028", "annee": "2027-2028", "etat": "ouverte"})
    second = desk(open_dossier, desk.owner(dossier))
    assert (desk.row(Dossier, second).campagne_id, desk.owner(second)) == (campagne, desk.owner(dossier))
    with pytest.raises(Refused, match=desk.row(Dossier, second).numero):
        desk(open_dossier, desk.owner(dossier))


def test_of_two_open_campaigns_none_is_chosen_for_the_office(desk: Desk) -> None:
    campagne = desk(add_item, "campagne", {"libelle": "Rentrée 2027", "annee": "2027-2028", "etat": "ouverte"})
    with pytest.raises(Refused, match="dites laquelle, Rentrée 2027, Licence et Master 2026-2027"):
        desk.person()
    dossier = desk(create_dossier, {"nom_naissance": "RIOU"}, campagne)
    assert desk.row(Dossier, dossier).campagne_id == campagne
    other = desk(add_item, "campagne", {"libelle": "Masters", "annee": "2027-2028", "etat": "preparation"})
    with pytest.raises(Refused, match="Plusieurs campagnes répondent à «\u00a02027-2028\u00a0»"):
        desk.read(campaign_key, "2027-2028")
    assert desk.read(campaign_key, "Masters") == other


@pytest.mark.parametrize("campagne", [None, NOBODY])
def test_a_person_or_a_campaign_that_the_base_does_not_hold_is_refused(desk: Desk, campagne: str | None) -> None:
    personne = desk.owner(desk.person()) if campagne else NOBODY
    with pytest.raises(Refused, match="n’existe pas dans cette base"):
        desk(open_dossier, personne, campagne)


def test_a_field_is_corrected_by_its_path(desk: Desk) -> None:
    personne = desk.owner(desk.person())
    desk(correct, "identite.nom_usage", personne, "LE GOFF")
    assert desk.row(Personne, personne).nom_usage == "LE GOFF"
    with pytest.raises(Refused, match=r"identite\.pointure"):
        desk(correct, "identite.pointure", personne, 38)
    with pytest.raises(Refused, match="n’existe pas dans cette base"):
        desk(correct, "identite.nom_usage", NOBODY, "LE GOFF")


def test_what_a_new_country_makes_meaningless_is_emptied_in_the_same_work(desk: Desk) -> None:
    born = {"pays_naissance": "99100", "departement_naissance": "029", "commune_naissance": "29232"}
    personne = desk.owner(desk.person(**born))
    desk(correct, "identite.pays_naissance", personne, "99109")
    row = desk.row(Personne, personne)
    assert (row.departement_naissance, row.commune_naissance) == (None, None)
    undo(desk.store, desk.started)
    assert desk.row(Personne, personne).commune_naissance == "29232"


def test_who_says_that_the_identity_paper_was_seen_is_who_saw_it(desk: Desk) -> None:
    personne = desk.owner(desk.person())
    desk(correct, "identite.piece_identite", personne, "cni")
    denis = Store(desk.store.engine, desk.store.path, "Denis", lambda: desk.now)
    for name, value, seen_by in (
        ("identite_valable", date(2031, 3, 7), "Claire"),
        ("identite_vue_le", date(2026, 7, 6), "Denis"),
        ("piece_identite", None, "Denis"),
        ("identite_vue_le", None, None),
    ):
        do(denis, None, correct, f"identite.{name}", personne, value)
        assert desk.row(Personne, personne).identite_vue_par == seen_by
    while stacks(denis, desk.started).done:
        undo(denis, desk.started)
    assert desk.row(Personne, personne).identite_vue_par == "Claire"


def test_a_row_of_a_list_comes_goes_and_comes_back(desk: Desk) -> None:
    personne = desk.owner(desk.person())
    stage = desk(add_item, "stages", {"annee": 2025, "organisme": "Mairie"}, personne=personne)
    desk(withdraw_item, "stages", stage)
    assert desk.row(Stage, stage).retire_le is not None
    desk(restore_item, "stages", stage)
    assert (desk.row(Stage, stage).retire_le, desk.row(Stage, stage).organisme) == (None, "Mairie")


def test_a_thing_that_does_not_exist_is_refused(desk: Desk) -> None:
    for function, args in ((add_item, [{}]), (withdraw_item, [NOBODY]), (restore_item, [NOBODY])):
        with pytest.raises(Refused, match="n’existe pas"):
            desk(function, "chaussures", *args)


def test_a_note_says_who_wrote_it_when_and_until_when_to_come_back(desk: Desk) -> None:
    personne = desk.owner(desk.person())
    long = "Elle rapporte le relevé.\n" * 400
    note = desk.row(Note, desk(write_note, personne, long, suivi_le=date(2026, 7, 10)))
    assert (note.texte, note.ecrite_par, note.ecrite_le) == (long.strip(), "Claire", desk.now)
    desk(close_follow_up, note.id)
    assert desk.row(Note, note.id).suivi_fait_le == date(2026, 7, 6)
    with pytest.raises(Refused, match="Écrivez la note"):
        desk(write_note, personne, " \n")
    with pytest.raises(Refused, match="n’existe pas dans cette base"):
        desk(write_note, NOBODY, "Bonjour")


def test_a_row_made_blank_is_journalled_and_can_be_filled_then_undone(desk: Desk) -> None:
    key = desk(add_item, "signataire", {}, a_remplir=True)
    desk(correct, "signataire.nom", key, "LE BIHAN")
    assert desk.row(Signataire, key).nom == "LE BIHAN"


def test_someone_has_a_surname_or_a_first_name(desk: Desk) -> None:
    with pytest.raises(Refused, match="un nom ou un prénom"):
        desk(create_dossier, {"ne_le": "2004-03-07"})


def test_a_person_keeps_a_name(desk: Desk) -> None:
    owner = desk.owner(desk.person())
    desk(correct, "identite.prenom", owner, None)
    with pytest.raises(Refused, match="au moins un nom ou un prénom"):
        desk(correct, "identite.nom_naissance", owner, None)
