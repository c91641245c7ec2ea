"""The file of a VAPP: filled, the commission's opinion, the president's decision, which makes the avis."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.papers.anglais import ANGLAIS
from scolarite_desk.exchange.papers.lettres import render
from scolarite_desk.exchange.papers.reperes import filled, shipped, slots
from scolarite_desk.langue import kept
from scolarite_desk.models.rules.criteres import TIENT
from scolarite_desk.models.rules.droits import Droits
from scolarite_desk.models.rules.filtre import Condition
from scolarite_desk.models.rules.vapp import ETAPES
from scolarite_desk.models.tables.dossier import Dossier, Reserve
from scolarite_desk.models.tables.vapp import Acquis, Vapp
from scolarite_desk.services.acts import do
from scolarite_desk.services.appels import call
from scolarite_desk.services.avis import validate_avis
from scolarite_desk.services.completude import lacking
from scolarite_desk.services.dossiers import add_item, correct, withdraw_item
from scolarite_desk.services.effacements import erase_person
from scolarite_desk.services.lettre import letter_of
from scolarite_desk.services.listes import LISTES
from scolarite_desk.services.listes.choix import Chosen
from scolarite_desk.services.portrait import describe
from scolarite_desk.services.recu import receipt_of
from scolarite_desk.services.reglages import change_setting
from scolarite_desk.services.undo import undo, undo_work
from scolarite_desk.services.vapp import (
    AVIS_REPRIS,
    SANS_AVIS,
    decide_vapp,
    fill_vapp,
    give_opinion,
    key_of_file,
    tarifs,
    vapp_of,
    withdraw_decision,
    withdraw_opinion,
)
from scolarite_desk.store.courant import current_avis
from scolarite_desk.store.queries.conditions import of_candidatures
from scolarite_desk.store.queries.divergences import divergences
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.queries.retenues import held
from tests.services.comptes import colleague
from tests.services.conftest import FRENCH, Desk, Founded
from tests.services.recits import asked_vapp
from tests.store.damage import faults
from tests.sync.conftest import opened, share

WHY = "Dix ans de pratique."


@pytest.fixture
def vapp(desk: Desk) -> str:
    return asked_vapp(desk, civilite="Mme")


def _file(desk: Desk, candidature: str) -> Vapp:
    found: Vapp = desk.row(Vapp, key_of_file(candidature))
    return found


def test_a_candidature_that_is_no_vapp_has_no_file(desk: Desk) -> None:
    with pytest.raises(Refused, match="n’est pas une VAPP"):
        desk(fill_vapp, desk.apply(desk.person()), {"titre_vise": "Licence 3 de droit"})


def test_the_file_is_begun_by_its_first_field_and_comes_back_after_undoing(desk: Desk, vapp: str) -> None:
    key = desk(fill_vapp, vapp, {"titre_vise": "Licence 3 de droit"})
    assert key == key_of_file(vapp)
    undo(desk.store)
    assert desk.row(Vapp, key).retire_le is not None
    desk(fill_vapp, vapp, {"titre_vise": "Licence 2 de droit", "bachelier": "non", "fin_etudes": "2019"})
    row = _file(desk, vapp)
    assert (row.titre_vise, row.bachelier, row.fin_etudes, row.retire_le) == ("Licence 2 de droit", "non", "2019", None)
    with pytest.raises(Refused, match="n’existe pas"):
        desk(fill_vapp, vapp, {"opinion": "favorable"})


def test_the_president_decides_on_the_opinion_and_makes_the_avis(desk: Desk, vapp: str) -> None:
    desk(give_opinion, vapp, "favorable", WHY, dispenses="Anglais", remise="Droit des contrats.")
    key = desk(decide_vapp, vapp, "FA", signataire="La présidente")
    avis, row = desk.read(current_avis, vapp), _file(desk, vapp)
    assert avis is not None
    assert avis.id == key == row.decision_avis_id
    assert (avis.avis, avis.valide_le, row.decision_par) == ("FA", None, "Claire")
    assert avis.condition == "dispense (Anglais)\u00a0; remise à niveau (Droit des contrats)"
    desk(validate_avis, vapp)
    assert not desk.read(divergences)


def test_an_avis_entered_outside_the_file_is_told_whose_decision_it_is(desk: Desk, vapp: str) -> None:
    assert "décision du président" in kept(
        call(desk.store, "enter_avis", {"candidature": vapp, "avis": "FA"}).doutes[0]
    )


def test_the_signatory_of_the_decision_is_one_of_the_office_or_somebody_else(desk: Desk, vapp: str) -> None:
    desk(add_item, "signataire", {"prenom": "Anne", "nom": "Le Goff", "qualite": "présidente"})
    desk(give_opinion, vapp, "favorable", WHY)
    for typed, said in (("anne le goff", "Anne LE GOFF, présidente"), ("Jean Riou, directeur", "Jean Riou, directeur")):
        desk(decide_vapp, vapp, "FA", signataire=typed)
        assert _file(desk, vapp).decision_signataire == said


def test_a_refusal_says_why_as_the_commission_or_in_words_of_its_own(desk: Desk, vapp: str) -> None:
    desk(give_opinion, vapp, "defavorable", "Acquis trop éloignés.")
    for motif, told in (("", "Acquis trop éloignés."), ("Effectif atteint.", "Effectif atteint.")):
        desk(decide_vapp, vapp, "DE", motif=motif)
        avis = desk.read(current_avis, vapp)
        assert (avis.avis, avis.motif_texte, avis.condition) == ("DE", told, None)


def test_a_decision_before_any_opinion_asks_for_a_reason_which_is_kept(desk: Desk, vapp: str) -> None:
    with pytest.raises(Refused, match="n’a pas rendu d’avis"):
        desk(decide_vapp, vapp, "FA")
    desk(decide_vapp, vapp, "FA", raison="Commission annulée")
    [kept_one] = desk.rows(select(Reserve).where(Reserve.objet_id == vapp, Reserve.regle == SANS_AVIS))
    assert kept_one.motif == "Commission annulée"
    assert not desk.read(divergences)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"opinion": "peut-être"}, "liste"),
        ({"motif": " "}, "est motivé"),
        ({"opinion": "defavorable", "dispenses": "Anglais"}, "vont avec un avis favorable"),
        ({"le": date(2026, 7, 30)}, "à venir"),
    ],
)
def test_an_opinion_that_cannot_be_is_refused(desk: Desk, vapp: str, given: dict[str, object], why: str) -> None:
    with pytest.raises(Refused, match=why):
        desk(give_opinion, vapp, **({"opinion": "favorable", "motif": WHY} | given))


def test_a_decision_that_cannot_be_is_refused(desk: Desk, vapp: str) -> None:
    day = desk.now.date()
    desk(give_opinion, vapp, "favorable", WHY, le=day)
    for given, why in (
        ({"decision": "LC"}, "liste"),
        ({"decision": "FA", "le": day - timedelta(days=1)}, "précède l’avis"),
        ({"decision": "FA", "le": day + timedelta(days=9)}, "à venir"),
    ):
        with pytest.raises(Refused, match=why):
            desk(decide_vapp, vapp, **given)
    other = desk.apply(desk.person(nom="BIHAN"))
    with pytest.raises(Refused, match="pas une VAPP"):
        desk(give_opinion, other, "favorable", WHY)


def test_what_was_recorded_by_mistake_is_taken_back_the_decision_first(desk: Desk, vapp: str) -> None:
    with pytest.raises(Refused, match="n’a pas rendu d’avis"):
        desk(withdraw_opinion, vapp)
    desk(give_opinion, vapp, "favorable", WHY, remise="Anglais")
    with pytest.raises(Refused, match="Aucune décision"):
        desk(withdraw_decision, vapp)
    desk(decide_vapp, vapp, "FA")
    with pytest.raises(Refused, match="retirez d’abord sa décision"):
        desk(withdraw_opinion, vapp)
    desk(withdraw_decision, vapp)
    assert desk.read(current_avis, vapp) is None
    desk(withdraw_opinion, vapp)
    row = _file(desk, vapp)
    assert (row.opinion, row.remise, row.decision, row.decision_vu) == (None, None, None, None)


def test_an_opinion_given_after_the_decision_asks_why_and_the_decision_is_taken_again(desk: Desk, vapp: str) -> None:
    desk(give_opinion, vapp, "favorable", WHY)
    desk(decide_vapp, vapp, "FA")
    desk(validate_avis, vapp)
    with pytest.raises(Refused, match="donnez la raison"):
        desk(give_opinion, vapp, "defavorable", "Pièce fausse.")
    desk(give_opinion, vapp, "defavorable", "Pièce fausse.", raison="Contrôle des preuves")
    assert [one.motif for one in desk.rows(select(Reserve).where(Reserve.regle == AVIS_REPRIS))] == [
        "Contrôle des preuves"
    ]
    [one] = desk.read(divergences)
    assert (one.genre, one.regle) == ("etats", "vapp_decision")
    assert "sur un autre avis" in kept(desk.read(held)[vapp])
    assert not desk.read(vapp_of, vapp).a_jour
    with pytest.raises(Refused, match="rectifiez-le, avec sa raison"):
        desk(decide_vapp, vapp, "DE")
    desk(decide_vapp, vapp, "DE", raison="Contrôle des preuves")
    assert not desk.read(divergences)
    avis = desk.read(current_avis, vapp)
    assert (avis.avis, avis.corrige_motif, avis.motif_texte) == ("DE", "Contrôle des preuves", "Pièce fausse.")


def test_a_decision_taken_on_a_correction_that_waits_says_its_own_reason(desk: Desk, vapp: str) -> None:
    desk(give_opinion, vapp, "favorable", WHY)
    desk(decide_vapp, vapp, "FA")
    desk(validate_avis, vapp)
    given = {"candidature": vapp, "avis": "DE", "raison": "Erreur", "motif_texte": "Vu trop vite"}
    assert "décision du président" in kept(call(desk.store, "correct_avis", given).doutes[0])
    desk(decide_vapp, vapp, "DE", motif="Dossier relu", raison="Preuve fausse")
    avis = desk.read(current_avis, vapp)
    assert (avis.motif_texte, avis.corrige_motif) == ("Dossier relu", "Preuve fausse")


def test_undoing_the_decision_takes_its_avis_back_and_the_opinion_is_sealed_by_it(desk: Desk, vapp: str) -> None:
    desk(give_opinion, vapp, "favorable", WHY)
    opinion = desk.number()
    desk(decide_vapp, vapp, "FA")
    with pytest.raises(Refused):
        undo_work(desk.store, opinion)
    undo(desk.store)
    assert desk.read(current_avis, vapp) is None
    assert _file(desk, vapp).decision is None
    undo_work(desk.store, opinion)
    assert _file(desk, vapp).retire_le is not None


def test_the_commission_and_the_president_are_two_rights(desk: Desk, vapp: str) -> None:
    desk(give_opinion, vapp, "favorable", WHY)
    for profil in ("commission", "gestionnaire"):
        assert Droits(profil).may("avis")
        with pytest.raises(Refused, match="décision de VAPP"):
            do(colleague(desk.store, profil), None, decide_vapp, vapp, "FA")
    assert Droits("responsable").may("decision_vapp")


def test_a_file_is_kept_to_its_perimeter(desk: Desk, vapp: str) -> None:
    other = colleague(desk.store, "responsable", {"formation": [desk.master]})
    key = desk(add_item, "acquis", {"candidature_id": vapp, "genre": "pro"})
    for act, given in (
        (fill_vapp, (vapp, {"titre_vise": "L3"})),
        (give_opinion, (vapp, "favorable", WHY)),
        (decide_vapp, (vapp, "FA")),
        (correct, ("acquis.intitule", key, "Comptable")),
    ):
        with pytest.raises(Refused, match="périmètre"):
            do(other, None, act, *given)
    with other.reading() as session:
        assert list(LISTES["vapp"].lire(session, other, Chosen())) == []


def test_completeness_reads_the_file_and_what_was_learnt(desk: Desk, vapp: str) -> None:
    def missing() -> set[str]:
        return {one.where for one in desk.read(lacking, vapp) if one.where.startswith(("vapp", "acquis"))}

    assert {"vapp.titre_vise", "vapp.bachelier", "acquis"} <= missing()
    desk(fill_vapp, vapp, {"titre_vise": "L3", "niveau": "6", "diplome_manquant": "L2", "bachelier": "non",
                           "reprise_le": date(2026, 9, 1)})  # fmt: skip
    assert missing() == {"vapp.fin_etudes", "acquis"}
    desk(fill_vapp, vapp, {"fin_etudes": "2019"})
    key = desk(add_item, "acquis", {"candidature_id": vapp, "genre": "pro"})
    assert missing() == {"acquis.intitule"}
    desk(correct, "acquis.intitule", key, "Comptable")
    assert not missing()
    desk(withdraw_item, "acquis", key)
    assert missing() == {"acquis"}


def test_the_criteria_read_the_person_the_file_and_the_settings(desk: Desk, vapp: str) -> None:
    known = {etat: tient for tient, etat in TIENT.items()}

    def stands() -> dict[str, bool | None]:
        return {one.code: known[one.etat] for one in desk.read(vapp_of, vapp).constats}

    assert stands() == {"age": None, "interruption": None, "echec": True, "acquis": False}
    desk(fill_vapp, vapp, {"bachelier": "non", "fin_etudes": "06/2025", "reprise_le": date(2026, 9, 1)})
    desk(add_item, "acquis", {"candidature_id": vapp, "genre": "perso", "intitule": "Trésorière"})
    assert stands() == {"age": True, "interruption": False, "echec": True, "acquis": True}
    desk(change_setting, "vapp_interruption", "1")
    desk(change_setting, "vapp_tarif_emploi", "30,00")
    assert stands()["interruption"]
    assert desk.read(tarifs) == {"salarie": "", "emploi": "30,00", "etudiant": ""}


@pytest.mark.parametrize("decision", ["FA", "DE"])
def test_the_letter_says_the_opinion_and_the_decision_in_both_languages(desk: Desk, vapp: str, decision: str) -> None:
    said = {"dispenses": "Anglais"} if decision == "FA" else {}
    desk(give_opinion, vapp, "favorable", WHY, le=date(2026, 7, 3), **said)
    desk(decide_vapp, vapp, decision)
    desk(validate_avis, vapp)
    letter = desk.read(letter_of, vapp, desk.now, anglais=True)
    assert letter.anglais is not None
    texts = [
        " ".join(text for bloc in shipped(one).blocs if (text := filled(bloc, slots(one, langue), langue)))
        for one, langue in ((letter, FRENCH), (letter.anglais, ANGLAIS))
    ]
    assert "Réunie le 3\u00a0juillet\u00a02026, elle a rendu un avis favorable." in texts[0]
    assert "a favourable opinion" in texts[1]
    assert ("assortie de ce qui suit\u00a0: dispense (Anglais)." in texts[0]) is (decision == "FA")
    assert ("cet établissement, cette formation et cette année" in texts[0]) is (decision == "FA")
    assert render(letter, FRENCH).pages


def test_the_list_says_where_each_file_stands_and_views_find_it(desk: Desk, vapp: str) -> None:
    def step() -> str:
        [line] = desk.read(lambda session: list(LISTES["vapp"].lire(session, desk.store, Chosen())))
        found = [
            code
            for code in ETAPES
            if desk.read(
                lambda session, code=code: (
                    session.connection()
                    .exec_driver_sql(f"SELECT 1 FROM candidature c WHERE {of_candidatures(Condition('vapp', (code,)))}")
                    .all()
                )
            )
        ]
        assert [line["etape"]] == found
        return str(line["etape"])

    assert step() == "avis_attendu"
    desk(give_opinion, vapp, "favorable", WHY)
    assert step() == "decision_attendue"
    desk(decide_vapp, vapp, "FA")
    assert step() == "decidee"


def test_the_receipt_says_the_tariff_that_was_told(desk: Desk, vapp: str) -> None:
    [dossier] = desk.rows(select(Dossier))

    def told() -> str:
        return str(desk.read(receipt_of, dossier.id, "", desk.now, "Claire").demandes[0].tarif)

    assert told() == ""
    desk(fill_vapp, vapp, {"tarif": "110"})
    assert told() == "110,00"
    desk(correct, "candidatures.genre", vapp, "candidature")
    assert told() == ""


def test_what_is_told_of_a_dossier_has_the_file_and_what_was_learnt(desk: Desk, vapp: str) -> None:
    desk(fill_vapp, vapp, {"titre_vise": "Licence 3 de droit"})
    desk(add_item, "acquis", {"candidature_id": vapp, "genre": "pro", "intitule": "Comptable"})
    desk(give_opinion, vapp, "favorable", WHY)
    [dossier] = desk.rows(select(Dossier))
    whole = desk.read(lambda session: describe(session, dossier.numero, lists(session)))
    [file], [told] = ([one["vapp"] for one in whole["candidatures"]], whole["etat"]["candidatures"])
    assert file["titre_vise"] == "Licence 3 de droit"
    assert (told["vapp"]["opinion"], told["vapp"]["commission_le"]) == ("favorable", "2026-07-06")
    assert file["acquis"] == [{"genre": "pro", "intitule": "Comptable"}]


def test_two_desks_fill_one_file_and_a_decision_on_another_opinion_is_listed(tmp_path: Path, founded: Founded) -> None:
    a, b = (opened(tmp_path / f"{name}.sdesk", founded, rank) for rank, name in enumerate("ab"))
    key = asked_vapp(a)
    share(a, b)
    a(fill_vapp, key, {"titre_vise": "Licence 3 de droit"})
    b(fill_vapp, key, {"niveau": "6"})
    share(a, b)
    for desk in (a, b):
        assert (_file(desk, key).titre_vise, _file(desk, key).niveau) == ("Licence 3 de droit", "6")
    a(give_opinion, key, "favorable", WHY)
    share(a, b)
    a(give_opinion, key, "favorable", WHY, remise="Anglais")
    b(decide_vapp, key, "FA")
    share(a, b)
    for desk in (a, b):
        assert "vapp_decision" in {one.regle for one in desk.read(divergences)}
        assert key in desk.read(held)
    b(decide_vapp, key, "FA")
    share(a, b)
    assert a.read(divergences) == ()
    for desk in (a, b):
        desk.store.close()


def test_the_file_and_what_was_learnt_go_with_the_person(desk: Desk, vapp: str) -> None:
    desk(add_item, "acquis", {"candidature_id": vapp, "genre": "pro", "intitule": "Comptable"})
    desk(give_opinion, vapp, "favorable", WHY)
    [dossier] = desk.rows(select(Dossier))
    desk(erase_person, dossier.id, dossier.numero, "À sa demande")
    assert desk.rows(select(Vapp)) == desk.rows(select(Acquis)) == []
    assert faults(desk.store) == []


@pytest.mark.parametrize(("du", "au"), [("09/2019", "2018"), ("2019", "12/2018"), ("09/2019", "08/2019")])
def test_an_acquis_does_not_end_before_it_begins_as_far_as_both_are_known(
    desk: Desk, vapp: str, du: str, au: str
) -> None:
    with pytest.raises(Refused, match="finit avant de commencer"):
        desk(add_item, "acquis", {"candidature_id": vapp, "genre": "pro", "du": du, "au": au})
    key = desk(add_item, "acquis", {"candidature_id": vapp, "genre": "pro", "intitule": "Comptable", "du": du})
    with pytest.raises(Refused, match="finit avant de commencer"):
        desk(correct, "acquis.au", key, au)
    desk(correct, "acquis.au", key, "2019")


def test_an_acquis_that_came_with_its_days_the_wrong_way_round_is_listed_and_holds_nothing_else(
    desk: Desk, vapp: str
) -> None:
    key = desk(add_item, "acquis", {"candidature_id": vapp, "genre": "pro", "intitule": "Comptable", "du": "2019"})
    assert not desk.read(divergences)
    with desk.store.work("fonder") as work:
        work.get(Acquis, key).au = "2018-06"
    [one] = desk.read(divergences)
    assert kept(one.phrase) == "Comptable\u00a0: L’acquis finit avant de commencer."
    desk(correct, "acquis.organisme", key, "Mairie")
    desk(correct, "acquis.au", key, "2020")
    assert not desk.read(divergences)
    desk.started = desk.number()
