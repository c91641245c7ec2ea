"""CVEC of a year: recorded with its certificate, doubted, verified, proposed, and who still lacks one."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.models.tables.dossier import Cvec, Dossier
from scolarite_desk.models.tables.reglage import Reglage
from scolarite_desk.services.cvec import (
    CvecTaken,
    amount,
    missing,
    propose,
    record_cvec,
    verify_cvec,
    withdraw_cvec,
)
from scolarite_desk.services.dossiers import correct
from scolarite_desk.services.portrait import describe
from scolarite_desk.services.recu import receipt_of
from scolarite_desk.services.reglages import change_setting
from scolarite_desk.store.referentiel import referentiel
from tests.services.conftest import Desk

ANNEE = "2026-2027"
NUMERO = "BRE6-ABCDEF-42"


@pytest.fixture
def maelle(desk: Desk) -> str:
    return desk.owner(desk.person(nom_usage="LE GOFF"))


def _record(desk: Desk, personne: str, situation: str = "payee", numero: str = NUMERO, **values: Any) -> Cvec:
    found: Cvec = desk.row(Cvec, desk(record_cvec, personne, ANNEE, situation, numero, **values))
    return found


def test_a_number_is_kept_as_typed_without_what_follows_the_slash(desk: Desk, maelle: str) -> None:
    row = _record(desk, maelle, numero="bre6 abcdef-42 / KERMA")
    assert (row.numero, row.montant, row.annee) == ("BRE6 ABCDEF-42", Decimal(108), ANNEE)


def test_an_odd_number_is_doubted_never_refused(desk: Desk, maelle: str) -> None:
    assert _record(desk, maelle, numero="X-1").numero == "X-1"


def test_an_odd_number_bears_its_doubt_until_its_certificate_is_seen(desk: Desk, maelle: str) -> None:
    row = _record(desk, maelle, numero="X-1")
    dossier = desk.rows(select(Dossier).where(Dossier.personne_id == maelle))[0]

    def said() -> tuple[bool, bool]:
        receipt = desk.read(receipt_of, dossier.id, "x", desk.now, "Claire").cvec
        return receipt.douteuse, bool(desk.read(describe, dossier.numero, referentiel())["etat"]["cvec"]["doute"])

    assert said() == (True, True)
    desk(verify_cvec, row.id)
    assert said() == (False, False)


@pytest.mark.parametrize(
    ("situation", "numero", "motif", "said"),
    [
        ("payee", "", "", "Tapez le numéro"),
        ("payee", NUMERO, "boursier", "effacez-le"),
        ("exoneree", "", "boursier", "Tapez le numéro"),
        ("exoneree", NUMERO, "", "Choisissez le motif"),
        ("non_concernee", NUMERO, "continue", "effacez le numéro"),
        ("non_concernee", "", " ", "Choisissez le motif"),
        ("gratuite", NUMERO, "", "valeur de la liste"),
    ],
)
def test_each_situation_asks_for_its_own(
    desk: Desk, maelle: str, situation: str, numero: str, motif: str, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        _record(desk, maelle, situation, numero, motif=motif)


def test_who_is_exempt_has_a_number_and_a_reason_and_pays_nothing(desk: Desk, maelle: str) -> None:
    row = _record(desk, maelle, "exoneree", motif="boursier")
    assert (row.numero, row.motif, row.montant) == (NUMERO, "boursier", None)


def test_who_is_not_concerned_has_no_number(desk: Desk, maelle: str) -> None:
    row = _record(desk, maelle, "non_concernee", "", motif="echange")
    assert (row.numero, row.motif) == (None, "echange")


@pytest.mark.parametrize("annee", ["2026", "2026-2028", "", "année-pro"])
def test_a_year_is_two_years_in_a_row(desk: Desk, maelle: str, annee: str) -> None:
    with pytest.raises(Refused, match="comme 2026-2027"):
        desk(record_cvec, maelle, annee, "payee", NUMERO)


def test_the_number_of_another_person_shows_that_person(desk: Desk, maelle: str) -> None:
    other = desk.owner(desk.person("RIOU", "Anna", "2003-01-02"))
    _record(desk, other)
    with pytest.raises(CvecTaken, match="RIOU Anna") as refused:
        _record(desk, maelle, numero="BRE6ABCDEF42")
    assert refused.value.personne == other
    assert (
        _record(desk, maelle, reserve="attestation vue, erreur du CROUS").reserve == "attestation vue, erreur du CROUS"
    )


@pytest.mark.parametrize(
    "typed", ["bre6abcdef42", "BRE6\u2014ABCDEF\u221242", "\u200eBRE6-ABC\u200bDEF-42\ufeff", "BRE6 ABCDEF 42 / RIOU"]
)
def test_one_number_however_it_is_written_is_asked_a_reason(desk: Desk, maelle: str, typed: str) -> None:
    _record(desk, desk.owner(desk.person("RIOU", "Anna", "2003-01-02")))
    with pytest.raises(CvecTaken, match="RIOU Anna"):
        _record(desk, maelle, numero=typed)


@pytest.mark.parametrize("typed", ["https://cvec.example.fr/api/BRE6-ABCDEF-42?etudiant=KERMA", "B" * 41])
def test_an_address_or_a_sentence_is_no_number(desk: Desk, maelle: str, typed: str) -> None:
    with pytest.raises(Refused, match="tapez le numéro seul"):
        _record(desk, maelle, numero=typed)


def test_the_same_number_with_other_dashes_stays_verified(desk: Desk, maelle: str) -> None:
    desk(verify_cvec, _record(desk, maelle).id)
    row = _record(desk, maelle, numero="BRE6ABCDEF42")
    assert (row.numero, row.verifie_par) == ("BRE6ABCDEF42", "Claire")


def test_the_number_of_another_year_is_doubted_too(desk: Desk, maelle: str) -> None:
    desk(record_cvec, maelle, "2025-2026", "payee", NUMERO)
    with pytest.raises(CvecTaken, match="2025-2026"):
        _record(desk, maelle)


def test_a_number_that_was_withdrawn_is_free_again(desk: Desk, maelle: str) -> None:
    other = desk.owner(desk.person("RIOU", "Anna", "2003-01-02"))
    desk(withdraw_cvec, _record(desk, other).id)
    assert _record(desk, maelle).numero == NUMERO


def test_the_certificate_bears_the_birth_or_the_usage_name(desk: Desk, maelle: str) -> None:
    for nom in ("Kermarec", "LE GOFF", "le-goff"):
        assert _record(desk, maelle, nom=nom, prenom="MAELLE", ne_le="2004-03-07").nom == nom


@pytest.mark.parametrize("attestation", [{"nom": "RIOU"}, {"prenom": "Anna"}, {"ne_le": "2004-07-03"}])
def test_a_certificate_of_someone_else_asks_a_reason(desk: Desk, maelle: str, attestation: dict[str, str]) -> None:
    with pytest.raises(Refused, match="sur l’attestation"):
        _record(desk, maelle, **attestation)
    assert _record(desk, maelle, **attestation, reserve="livret de famille vu").reserve


def test_one_row_a_year_whose_verification_falls_when_the_number_changes(desk: Desk, maelle: str) -> None:
    row = _record(desk, maelle)
    desk(verify_cvec, row.id)
    assert desk.row(Cvec, row.id).verifie_par == "Claire"
    with pytest.raises(Refused, match="déjà vérifiée par Claire"):
        desk(verify_cvec, row.id)
    assert _record(desk, maelle, nom="Kermarec").verifie_par == "Claire"
    again = _record(desk, maelle, numero="BRE6-ABCDEF-43")
    assert (again.id, again.verifie_le) == (row.id, None)


@pytest.mark.parametrize(
    ("annee", "euros"), [("2026-2027", "108"), ("2025-2026", "105"), ("2019-2020", "91"), ("2031-2032", None)]
)
def test_the_amount_comes_from_the_settings_then_from_a_source(desk: Desk, annee: str, euros: str | None) -> None:
    assert desk.read(amount, annee) == (Decimal(euros) if euros else None)


def test_an_amount_that_no_longer_reads_is_as_if_nobody_had_chosen(desk: Desk) -> None:
    with desk.store.work("change_setting") as work:
        work.session.scalars(select(Reglage).where(Reglage.cle == "cvec_montant_2026-2027")).one().valeur = "cent"
    assert desk.read(amount, "2026-2027") is None


def test_an_amount_nobody_gave_stays_empty(desk: Desk, maelle: str) -> None:
    desk(change_setting, "cvec_montant_2026-2027", "")
    assert _record(desk, maelle).montant is None


def test_the_situation_is_proposed_by_rule_with_its_explanation(desk: Desk) -> None:
    dossier = desk.person()
    assert desk.read(propose, dossier).situation is None
    for regime, motif in (
        ("continue", "continue"),
        ("professionnalisation", "professionnalisation"),
        ("echange", "echange"),
    ):
        desk(correct, "dossier.regime", dossier, regime)
        found = desk.read(propose, dossier)
        assert (found.situation, found.motif) == ("non_concernee", motif)
        assert found.explication
    desk(correct, "dossier.regime", dossier, "initiale")
    desk(correct, "dossier.boursier", dossier, "attente")
    assert desk.read(propose, dossier).situation is None
    desk(correct, "dossier.boursier", dossier, "oui")
    assert desk.read(propose, dossier).motif == "boursier"


def test_a_vapp_leaves_out_only_by_setting_and_when_it_is_the_only_way_in(desk: Desk) -> None:
    dossier = desk.person()
    desk.apply(dossier, desk.master, genre="vapp")
    assert desk.read(propose, dossier).situation is None
    desk(change_setting, "cvec_vapp_non_concernee", "oui")
    assert desk.read(propose, dossier).situation == "non_concernee"
    desk.apply(dossier)
    assert desk.read(propose, dossier).situation is None


def test_who_still_lacks_one_is_listed_by_name(desk: Desk, maelle: str) -> None:
    anna = desk.person("ÉLIÈS", "Anna", "2003-01-02")
    trainee = desk.person("ZOLA", "Émile", "1980-04-02")
    desk(correct, "dossier.regime", trainee, "continue")
    assert [row.nom for row in desk.read(missing, desk.campagne)] == ["ÉLIÈS", "KERMAREC"]
    row = desk.read(missing, desk.campagne)[0]
    assert (row.dossier, row.prenom, row.ne_le, row.proposition) == (anna, "Anna", "2003-01-02", "")
    _record(desk, maelle)
    assert [row.nom for row in desk.read(missing, desk.campagne)] == ["ÉLIÈS"]
    desk(correct, "dossier.boursier", trainee, "oui")
    assert [row.nom for row in desk.read(missing, desk.campagne)] == ["ÉLIÈS", "ZOLA"]
    desk(correct, "dossier.regime", trainee, "lycee")
    assert [row.nom for row in desk.read(missing, desk.campagne)] == ["ÉLIÈS"]


def test_no_cvec_is_of_before_there_was_one(desk: Desk) -> None:
    with pytest.raises(Refused, match="due depuis"):
        desk(record_cvec, desk.owner(desk.person()), "1990-1991", "payee", "VER0-ABCDEF-42")
