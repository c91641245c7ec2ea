"""The referral to the recteur: begun, acknowledged, proposed, answered, closed; undone, met by another desk, read by
who may.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.rows.saisine_lue import SaisineLue
from scolarite_desk.models.rules.criteres import INCONNU, NON_REMPLI, REMPLI
from scolarite_desk.models.rules.papiers import ACCUSE_SAISINE, ATTESTATION
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Centre, Formation
from scolarite_desk.models.tables.saisine import PlaceProposee, RefusVu, Saisine
from scolarite_desk.services.acts import do
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.documents import issue_courrier, issue_letter
from scolarite_desk.services.dossiers import add_item, correct, restore_item, withdraw_item
from scolarite_desk.services.fusions import merge_persons
from scolarite_desk.services.listes import listing
from scolarite_desk.services.listes.choix import Chosen
from scolarite_desk.services.lookup import row_named
from scolarite_desk.services.reglages import change_setting
from scolarite_desk.services.saisine_lue import concerned, read_saisine
from scolarite_desk.services.saisines import (
    acknowledge_saisine,
    answer_proposition,
    begin_saisine,
    close_saisine,
    propose_place,
    take_refus,
    withdraw_saisine,
)
from scolarite_desk.services.undo import undo
from scolarite_desk.store.queries.divergences import divergences
from tests.services.comptes import colleague
from tests.services.conftest import Desk, Founded
from tests.services.test_documents import words
from tests.sync.conftest import opened, share

ANNEE = "2026-2027"
LE = date(2026, 7, 1)


@pytest.fixture
def dossier(desk: Desk) -> str:
    return desk.home(desk.person(civilite="Mme"))


@pytest.fixture
def refused(desk: Desk, dossier: str) -> str:
    """A candidature to a master that was refused on Monday; it is Thursday."""
    key = desk.apply(dossier, desk.master)
    desk(enter_avis, key, "DE", motif="resultats")
    desk(validate_avis, key)
    desk.later(days=3)
    return key


@pytest.fixture
def saisine(desk: Desk, dossier: str) -> str:
    key: str = desk(begin_saisine, desk.owner(dossier), ANNEE)
    return key


def _read(desk: Desk, dossier: str) -> SaisineLue:
    found = desk.read(read_saisine, desk.owner(dossier), ANNEE)
    assert isinstance(found, SaisineLue)
    return found


def _etats(desk: Desk, dossier: str) -> dict[str, str]:
    return {one.code: one.etat for one in _read(desk, dossier).constats}


def test_a_referral_is_read_of_who_asked_a_master(desk: Desk, dossier: str) -> None:
    assert not desk.read(concerned, desk.owner(dossier), ANNEE)
    desk.apply(dossier, desk.master)
    assert desk.read(concerned, desk.owner(dossier), ANNEE)
    assert desk.read(read_saisine, desk.owner(dossier), ANNEE) is None


def test_there_is_one_referral_a_person_and_year(desk: Desk, dossier: str, saisine: str) -> None:
    with pytest.raises(Refused, match="déjà une saisine"):
        desk(begin_saisine, desk.owner(dossier), ANNEE)
    with pytest.raises(Refused, match="2026-2027"):
        desk(begin_saisine, desk.owner(dossier), "2026")
    desk(begin_saisine, desk.owner(dossier), "2027-2028")
    assert _etats(desk, dossier)["unique"] == NON_REMPLI


def test_a_referral_withdrawn_comes_back_whole(desk: Desk, dossier: str, saisine: str) -> None:
    desk(propose_place, saisine, "Université de Rennes", "Master Histoire", LE)
    desk(withdraw_saisine, saisine)
    assert desk.read(read_saisine, desk.owner(dossier), ANNEE) is None
    assert desk(begin_saisine, desk.owner(dossier), ANNEE, LE) == saisine
    assert (desk.row(Saisine, saisine).le, len(_read(desk, dossier).propositions)) == (LE, 1)


def test_nothing_is_answered_under_a_referral_in_the_trash(desk: Desk, saisine: str) -> None:
    proposed = desk(propose_place, saisine)
    desk(withdraw_saisine, saisine)
    with pytest.raises(Refused, match="est à la corbeille"):
        desk(answer_proposition, proposed, "refusee")


def test_the_refusals_of_this_base_are_taken_once(desk: Desk, dossier: str, refused: str, saisine: str) -> None:
    assert _read(desk, dossier).reprendre == 1
    assert desk(take_refus, saisine) == 1
    [one] = _read(desk, dossier).refus
    row = desk.row(RefusVu, one.key)
    assert (row.candidature_id, row.etablissement, row.refuse_le, row.preuve) == (
        refused, "Université d’Armorique", date(2026, 7, 6), "base",
    )  # fmt: skip
    assert _read(desk, dossier).reprendre == 0
    with pytest.raises(Refused, match="Aucun refus validé"):
        desk(take_refus, saisine)


def test_what_is_typed_is_judged_and_holds_nothing(desk: Desk, dossier: str, saisine: str) -> None:
    assert set(_etats(desk, dossier).values()) == {REMPLI, INCONNU, NON_REMPLI}
    for name, value in (("licence", "nationale"), ("licence_le", LE), ("releve_vu", LE), ("region", "53"),
                        ("attente", False), ("le", LE)):  # fmt: skip
        desk(correct, f"saisine.{name}", saisine, value)
    for number in range(5):
        values = {"saisine_id": saisine, "etablissement": f"Université {number}", "mention": f"Mention {number}",
                  "refuse_le": LE, "preuve": "lettre"}  # fmt: skip
        desk(add_item, "refus_vus", values)
    assert set(_etats(desk, dossier).values()) == {REMPLI}
    assert _read(desk, dossier).limite == date(2026, 7, 16)
    desk(correct, "saisine.licence", saisine, "a_venir")
    assert (_etats(desk, dossier)["licence"], _etats(desk, dossier)["delai"]) == (INCONNU, INCONNU)


def test_it_is_acknowledged_proposed_answered_and_closed(desk: Desk, dossier: str, saisine: str) -> None:
    desk(correct, "saisine.le", saisine, LE)
    for day, said in ((date(2026, 7, 30), "à venir"), (date(2026, 6, 1), "précède la saisine")):
        with pytest.raises(Refused, match=said):
            desk(acknowledge_saisine, saisine, day)
    desk(acknowledge_saisine, saisine)
    assert desk.row(Saisine, saisine).accuse_le == date(2026, 7, 6)
    first, second, third = (desk(propose_place, saisine, "Rennes", f"Master {n}", date(2026, 7, n)) for n in (2, 3, 5))
    assert [one.limite for one in _read(desk, dossier).propositions] == [date(2026, 7, 20)] * 3
    assert [one.values["rang"] for one in _read(desk, dossier).propositions] == [1, 2, 3]
    with pytest.raises(Refused, match="Choisissez"):
        desk(answer_proposition, first, "")
    with pytest.raises(Refused, match="précède la proposition"):
        desk(answer_proposition, third, "refusee", LE)
    desk(answer_proposition, first, "acceptee")
    with pytest.raises(Refused, match="déjà acceptée"):
        desk(answer_proposition, second, "acceptee")
    desk(answer_proposition, second, "refusee")
    assert [one.limite is None for one in _read(desk, dossier).propositions] == [True, True, False]
    with pytest.raises(Refused, match="Choisissez l’issue"):
        desk(close_saisine, saisine, "")
    desk(correct, "saisine.le", saisine, date(2026, 7, 2))
    with pytest.raises(Refused, match="La clôture précède la saisine"):
        desk(close_saisine, saisine, "inscription", date(2026, 7, 1))
    desk(close_saisine, saisine, "inscription")
    row = desk.row(Saisine, saisine)
    assert (row.issue, row.close_le) == ("inscription", date(2026, 7, 6))
    undo(desk.store)
    assert desk.row(Saisine, saisine).issue is None


def test_a_field_and_an_act_keep_the_same_rules(desk: Desk, dossier: str, saisine: str) -> None:
    desk(correct, "saisine.le", saisine, LE)
    for champ, day, said in (
        ("accuse_le", date(2026, 7, 30), "à venir"),
        ("accuse_le", date(2026, 6, 1), "précède la saisine"),
        ("close_le", LE, "a une issue"),
        ("le", date(2026, 7, 30), "à venir"),
    ):
        with pytest.raises(Refused, match=said) as refused:
            desk(correct, f"saisine.{champ}", saisine, day)
        assert refused.value.champ == f"saisine.{champ}"
    desk(acknowledge_saisine, saisine, LE)
    with pytest.raises(Refused, match="précède la saisine"):
        desk(correct, "saisine.le", saisine, date(2026, 7, 3))
    first, second = (desk(propose_place, saisine, le=date(2026, 7, 3)) for _ in range(2))
    with pytest.raises(Refused, match="Choisissez d’abord la réponse"):
        desk(correct, "propositions.reponse_le", first, LE)
    desk(correct, "propositions.reponse", first, "acceptee")
    with pytest.raises(Refused, match="précède la proposition"):
        desk(correct, "propositions.reponse_le", first, LE)
    with pytest.raises(Refused, match="déjà acceptée"):
        desk(correct, "propositions.reponse", second, "acceptee")
    desk(withdraw_item, "propositions", first)
    desk(correct, "propositions.reponse", second, "acceptee")
    with pytest.raises(Refused, match="déjà acceptée"):
        desk(restore_item, "propositions", first)


def test_a_proposal_that_came_with_its_days_out_of_order_is_listed_and_holds_nothing_else(
    desk: Desk, saisine: str
) -> None:
    place = desk(propose_place, saisine, "Rennes", "Master Histoire", LE)
    assert not desk.read(divergences)
    with desk.store.work("fonder") as work:
        row = work.get(PlaceProposee, place)
        row.reponse, row.reponse_le = "refusee", date(2026, 6, 1)
    [one] = desk.read(divergences)
    assert kept(one.phrase) == "Master Histoire\u00a0: La réponse précède la proposition\u00a0: corrigez ce jour."
    desk(correct, "propositions.formation", place, "Master Archives")
    desk(correct, "propositions.reponse", place, "acceptee")
    desk(correct, "propositions.reponse_le", place, LE)
    assert not desk.read(divergences)
    desk.started = desk.number()


def test_a_referral_and_a_proposal_have_acts_of_their_own(desk: Desk, dossier: str, saisine: str) -> None:
    for thing in ("saisine", "propositions"):
        with pytest.raises(Refused, match="propre acte"):
            desk(add_item, thing, {})


def test_the_command_line_names_it_by_its_dossier(desk: Desk, dossier: str, saisine: str) -> None:
    assert desk.read(row_named, "saisine", desk.row(Dossier, dossier).numero) == saisine
    other = desk.row(Dossier, desk.person("RIOU")).numero
    with pytest.raises(Refused, match="n’a pas saisi"):
        desk.read(row_named, "saisine", other)


def test_the_attestation_tells_every_refusal_in_both_languages(desk: Desk, dossier: str, refused: str) -> None:
    desk(change_setting, "anglais", "toujours")
    issued = desk(issue_courrier, refused, ATTESTATION)
    said = words(issued.rendu.octets)
    assert "admission de Madame Maëlle KERMAREC en première année de master a été refusée" in said
    assert "– Master 1 Biologie : refus du 6 juillet 2026" in said
    assert "refused on 6 July 2026" in said
    assert [kept(one)[:29] for one in issued.rendu.remarques][:1] == ["Aucun service d’orientation ("]
    desk(change_setting, "orientation", "SCUIO-BAIP, 02 99 00 10 30")
    issued = desk(issue_courrier, refused, ATTESTATION)
    assert "Pour faire le point sur votre projet : SCUIO-BAIP, 02 99 00 10 30." in words(issued.rendu.octets)
    assert not any("service d’orientation" in kept(one) for one in issued.rendu.remarques)


def test_a_centre_that_has_its_own_orientation_service_names_it(desk: Desk, refused: str) -> None:
    desk(change_setting, "orientation", "SCUIO-BAIP")
    with desk.store.work("fonder") as work:
        centre = work.add(Centre(libelle="Sciences", orientation="BAIP de Beaulieu, bureau 3"))
        work.get(Formation, desk.master).centre_id = centre.id
    for act, given in ((issue_letter, ()), (issue_courrier, (ATTESTATION,))):
        assert "votre projet : BAIP de Beaulieu, bureau 3." in words(desk(act, refused, *given).rendu.octets)


def test_the_attestation_names_the_letter_that_announced_the_refusal(desk: Desk, refused: str) -> None:
    letter = desk(issue_letter, refused)
    assert any("SCUIO-BAIP" in kept(one) for one in letter.rendu.remarques), "a refusal of a master names nobody"
    said = words(desk(issue_courrier, refused, ATTESTATION).rendu.octets)
    assert f"refus du 6 juillet 2026, lettre {letter.numero}" in said


def test_a_letter_that_would_say_what_is_not_so_is_refused(desk: Desk, dossier: str) -> None:
    key = desk.apply(dossier, desk.master)
    with pytest.raises(Refused, match="n’est refusée"):
        desk(issue_courrier, key, ATTESTATION)
    with pytest.raises(Refused, match="Aucune saisine"):
        desk(issue_courrier, key, ACCUSE_SAISINE)
    saisine = desk(begin_saisine, desk.owner(dossier), ANNEE)
    with pytest.raises(Refused, match="jour de la saisine"):
        desk(issue_courrier, key, ACCUSE_SAISINE)
    desk(correct, "saisine.le", saisine, LE)
    assert "saisi le recteur de région académique le 1er juillet 2026" in words(
        desk(issue_courrier, key, ACCUSE_SAISINE).rendu.octets
    )


def test_two_desks_that_begin_one_speak_of_the_same_row(tmp_path: Path, founded: Founded) -> None:
    a, b = (opened(tmp_path / f"{name}.sdesk", founded, rank) for rank, name in enumerate("ab"))
    personne = a.owner(a.person())
    share(a, b)
    [saisine] = {each(begin_saisine, personne, ANNEE) for each in (a, b)}
    a(acknowledge_saisine, saisine, LE)
    b(correct, "saisine.licence", saisine, "nationale")
    share(a, b)
    for each in (a, b):
        row = each.row(Saisine, saisine)
        assert (row.accuse_le, row.licence) == (LE, "nationale")
        assert each.read(divergences) == ()
        each.store.close()


def test_two_persons_found_to_be_one_have_two_referrals_and_that_is_told(desk: Desk) -> None:
    one, two = (desk.owner(desk.person()) for _ in range(2))
    for personne in (one, two):
        desk(begin_saisine, personne, ANNEE)
    desk(merge_persons, one, two, "la même")
    assert [each.regle for each in desk.read(divergences) if each.regle == "saisine"] == ["saisine"]


def test_an_account_keeps_to_its_perimeter(desk: Desk, dossier: str, refused: str, saisine: str) -> None:
    limited = colleague(desk.store, "gestionnaire", {"formation": [desk.licence]})
    with pytest.raises(Refused, match="périmètre"):
        do(limited, None, acknowledge_saisine, saisine)
    assert listing(limited, "saisines", Chosen()) == []


def test_a_referral_goes_on_after_the_campaign_is_archived(
    desk: Desk, dossier: str, refused: str, saisine: str
) -> None:
    """It is of the person and of a year, like the delays of the recteur."""
    desk.archive()
    desk(acknowledge_saisine, saisine)
    desk(take_refus, saisine)
    place = desk(propose_place, saisine, "Brest", "Master Informatique")
    desk(answer_proposition, place, "acceptee")
    desk(close_saisine, saisine, "inscription")
    assert desk.row(Saisine, saisine).issue == "inscription"
