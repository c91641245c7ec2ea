"""Avis: entered, validated by someone who may, corrected with a reason, the first one kept."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.of_dossier import AVIS as FIELDS
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.progress import Progress
from scolarite_desk.services.appels import call
from scolarite_desk.services.avis import correct_avis, enter_avis, unvalidate_avis, validate_avis, withdraw_avis
from scolarite_desk.services.candidatures import cancel_candidature, confirm, desist
from scolarite_desk.services.documents import issue_letter, preflight
from scolarite_desk.services.dossiers import add_item, withdraw_item
from scolarite_desk.services.undo import undo
from scolarite_desk.store.queries.regles import broken
from tests.services.conftest import Desk

PLACE = {"convocation_heure": "9h", "convocation_lieu": "Amphi 2"}
SUMMONS = {"convocation_le": "09/07/2026", "convocation_heure": "9h30", "convocation_lieu": "Amphi 2"}


@pytest.fixture
def licence(desk: Desk) -> str:
    return desk.apply(desk.person())


def _avis(desk: Desk, candidature: str) -> list[Avis]:
    """Newest first."""
    mine = select(Avis).where(Avis.candidature_id == candidature, Avis.retire_le.is_(None))
    return desk.rows(mine.order_by(Avis.id.desc()))


def _letter(desk: Desk, candidature: str) -> None:
    """A letter leaves: a register row, that no undo takes back."""
    with desk.store.work("issue_letter") as work:
        avis = _avis(desk, candidature)[0].id
        work.add(DocumentEmis(genre="lettre", numero="L1", avis_id=avis, emis_le=work.now, emis_par="Claire"))


def test_an_avis_is_entered_then_validated(desk: Desk, licence: str) -> None:
    desk(enter_avis, licence, "FA", commentaire="Très bon dossier")
    assert (_avis(desk, licence)[0].saisi_par, _avis(desk, licence)[0].valide_le) == ("Claire", None)
    desk(validate_avis, licence)
    assert _avis(desk, licence)[0].valide_par == "Claire"


def test_an_avis_not_validated_is_replaced_in_place(desk: Desk, licence: str) -> None:
    desk(enter_avis, licence, "DE", motif="resultats")
    desk(enter_avis, licence, "FA")
    assert [(row.avis, row.motif) for row in _avis(desk, licence)] == [("FA", None)]


def test_validating_twice_dates_nothing_again(desk: Desk, licence: str) -> None:
    with pytest.raises(Refused, match="pas d’avis à valider"):
        desk(validate_avis, licence)
    desk(enter_avis, licence, "FA")
    desk(validate_avis, licence)
    desk.later(days=1)
    with pytest.raises(Refused, match="déjà validé par Claire"):
        desk(validate_avis, licence)
    assert _avis(desk, licence)[0].valide_le == desk.now.replace(day=6)


@pytest.mark.parametrize(
    ("avis", "values", "said"),
    [
        ("DE", {}, "motif"),
        ("LC", {}, "rang"),
        ("LC", {"rang": 0}, "de 1 à 9999"),
        ("DE", {"motif": "nimporte"}, "valeur de la liste"),
        ("DE", {"motif": "autre"}, "Précisez le motif"),
        ("PR", {}, "jour, l’heure et le lieu"),
        ("PR", {"convocation_le": date(2026, 7, 9), "convocation_heure": "9h"}, "jour, l’heure et le lieu"),
        ("PR", {"convocation_le": date(2026, 7, 5)} | PLACE, "Ce jour est passé"),
        ("FA", {"rang": 3}, "«\u00a0Rang\u00a0» ne va pas avec l’avis «\u00a0Favorable\u00a0»"),
        ("FA", {"motif": "resultats"}, "ne va pas avec"),
        ("LA", {"convocation_le": date(2026, 7, 9)}, "Convocation, jour"),
        ("OUI", {}, "valeur de la liste"),
    ],
)
def test_each_avis_asks_for_what_it_needs(
    desk: Desk, licence: str, avis: str, values: dict[str, object], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        desk(enter_avis, licence, avis, **values)


WHOLE = {
    "DE": {"motif": "niveau", "motif_texte": None},
    "LC": {"rang": 1},
    "PR": {"convocation_le": date(2026, 9, 1), "convocation_heure": "09:30", "convocation_lieu": "Salle 12"},
    "FA": {},
    "LA": {},
}


@pytest.mark.parametrize("avis", WHOLE)
def test_the_form_marks_what_an_avis_needs_and_nothing_else(desk: Desk, licence: str, avis: str) -> None:
    known = {"avis": avis, **WHOLE[avis]}
    marked = {one.name for one in FIELDS if one.visible.holds(known) and one.required.holds(known)} - {"avis"}
    assert marked == {name for name, value in WHOLE[avis].items() if value}
    for name in marked:
        with pytest.raises(Refused) as refused:
            desk(enter_avis, licence, **{**known, name: None})
        assert refused.value.champ == f"avis.{name}"
    desk(enter_avis, licence, **known)


def test_a_motive_in_words_is_marked_when_the_list_has_none(desk: Desk, licence: str) -> None:
    by_name = {one.name: one for one in FIELDS}
    assert by_name["motif_texte"].required.holds({"avis": "DE", "motif": "autre"})
    assert not by_name["motif"].required.holds({"avis": "DE", "motif_texte": "Dossier trop juste"})
    with pytest.raises(Refused, match="ne se lit pas dans une lettre"):
        desk(enter_avis, licence, "DE", motif="autre")
    desk(enter_avis, licence, "DE", motif_texte="Dossier trop juste")


def test_a_rank_is_held_by_one_person_in_a_formation(desk: Desk, licence: str) -> None:
    other = desk.apply(desk.person("RIOU", "Anna", "2003-01-02"))
    elsewhere = desk.apply(desk.person("LE BRIS", "Yann", "2002-04-05"), desk.master)
    desk(enter_avis, licence, "LC", rang=1)
    with pytest.raises(Refused, match="rang 1 est déjà donné"):
        desk(enter_avis, other, "LC", rang=1)
    desk(enter_avis, elsewhere, "LC", rang=1)
    desk(enter_avis, licence, "FA")
    desk(enter_avis, other, "LC", rang=1)


def test_a_rank_is_free_once_its_holder_gave_up(desk: Desk, licence: str) -> None:
    desk(enter_avis, licence, "LC", rang=1)
    desk(cancel_candidature, licence, "autre choix")
    desk(enter_avis, desk.apply(desk.person("RIOU", "Anna", "2003-01-02")), "LC", rang=1)


def test_a_preselection_bears_its_day_hour_and_place_then_gives_way(desk: Desk, licence: str) -> None:
    when = {"convocation_le": date(2026, 7, 9), "convocation_heure": "14:30", "convocation_lieu": "Amphi 2"}
    desk(enter_avis, licence, "PR", **when)
    desk(validate_avis, licence)
    desk(enter_avis, licence, "FA")
    assert [row.avis for row in _avis(desk, licence)] == ["FA", "PR"]


def test_an_hour_is_read_whoever_gives_it(desk: Desk, licence: str) -> None:
    with pytest.raises(Refused, match="Heure illisible") as refused:
        desk(enter_avis, licence, "PR", convocation_heure="9h-10h")
    assert refused.value.champ == "avis.convocation_heure"
    with pytest.raises(Refused, match="Heure illisible"):
        call(desk.store, "enter_avis", {"candidature": licence, "avis": "PR", "convocation_heure": "9h-10h"})
    call(desk.store, "enter_avis", {"candidature": licence, "avis": "Présélection", **SUMMONS})
    assert _avis(desk, licence)[0].convocation_heure == "09:30"


def test_what_is_written_in_the_letter_has_one_limit(desk: Desk, licence: str) -> None:
    desk(enter_avis, licence, "DE", motif_texte="e" * 4000)
    with pytest.raises(Refused, match="4000 caractères au plus"):
        desk(enter_avis, licence, "DE", motif_texte="e" * 4001)


def test_a_final_avis_once_validated_is_only_corrected(desk: Desk, licence: str) -> None:
    desk(enter_avis, licence, "DE", motif="resultats")
    desk(validate_avis, licence)
    with pytest.raises(Refused, match="rectifiez-le"):
        desk(enter_avis, licence, "FA")
    with pytest.raises(Refused, match="raison"):
        desk(correct_avis, licence, "FA", " ")
    desk(correct_avis, licence, "FA", "Relevé mal lu")
    new, first = _avis(desk, licence)
    assert (new.avis, new.corrige_id, new.corrige_motif, new.valide_le) == ("FA", first.id, "Relevé mal lu", None)
    assert (first.avis, first.valide_par) == ("DE", "Claire")


def test_an_avis_not_validated_needs_no_correction(desk: Desk, licence: str) -> None:
    desk(enter_avis, licence, "FA")
    with pytest.raises(Refused, match="changez-le simplement"):
        desk(correct_avis, licence, "DE", "erreur", motif="resultats")


def test_a_corrected_decision_asks_the_person_again(desk: Desk, licence: str) -> None:
    desk(enter_avis, licence, "FA")
    desk(validate_avis, licence)
    desk(confirm, licence)
    desk(correct_avis, licence, "LC", "Capacité dépassée", rang=3)
    row = desk.row(Candidature, licence)
    assert (row.confirmation, row.confirmation_le, row.confirmation_par) == (None, None, None)


def test_an_avis_is_taken_back_until_it_is_validated(desk: Desk, licence: str) -> None:
    desk(enter_avis, licence, "FA")
    desk(withdraw_avis, licence)
    assert _avis(desk, licence) == []
    with pytest.raises(Refused, match="non validé"):
        desk(withdraw_avis, licence)


def test_a_validation_is_taken_back_until_the_letter_leaves(desk: Desk, licence: str) -> None:
    desk(enter_avis, licence, "FA")
    with pytest.raises(Refused, match="n’est pas validé"):
        desk(unvalidate_avis, licence)
    desk(validate_avis, licence)
    desk(unvalidate_avis, licence)
    assert _avis(desk, licence)[0].valide_le is None


def test_a_rank_on_the_list_is_confirmed_or_given_up(desk: Desk, licence: str) -> None:
    desk(enter_avis, licence, "LC", rang=1)
    with pytest.raises(Refused, match="ni de rang validé"):
        desk(confirm, licence)
    desk(validate_avis, licence)
    desk(confirm, licence)
    assert desk.read(lambda session: list(broken(session))) == []
    desk(enter_avis, licence, "FA")
    assert desk.row(Candidature, licence).confirmation is None, "another decision asks again"


def test_nobody_writes_to_who_gave_up(desk: Desk, licence: str) -> None:
    desk(enter_avis, licence, "LC", rang=1)
    desk(validate_avis, licence)
    desk(desist, licence)
    with pytest.raises(Refused, match="s’est désistée"):
        desk(enter_avis, licence, "FA")
    assert desk.read(preflight, [licence], Progress(), desk.now).pretes == ()
    with pytest.raises(Refused, match="s’est désistée"):
        desk(issue_letter, licence)
    desk(correct_avis, licence, "FA", "Elle revient")
    assert desk.row(Candidature, licence).confirmation is None


@pytest.mark.parametrize("answer", [confirm, desist])
def test_a_validation_that_the_person_answered_is_only_corrected(desk: Desk, licence: str, answer: object) -> None:
    desk(enter_avis, licence, "FA")
    desk(validate_avis, licence)
    desk(answer, licence)
    with pytest.raises(Refused, match="déjà répondu"):
        desk(unvalidate_avis, licence)


def test_a_letter_that_left_holds_its_avis_even_against_undo(desk: Desk, licence: str) -> None:
    desk(enter_avis, licence, "FA")
    desk(validate_avis, licence)
    _letter(desk, licence)
    with pytest.raises(Refused, match="La lettre est partie"):
        desk(unvalidate_avis, licence)
    before = desk.digest()
    with pytest.raises(Refused, match="La lettre est partie"):
        undo(desk.store, desk.started)
    assert desk.digest() == before


def test_a_correction_after_the_letter_can_itself_be_undone(desk: Desk, licence: str) -> None:
    desk(enter_avis, licence, "FA")
    desk(validate_avis, licence)
    _letter(desk, licence)
    desk.started = desk.number()
    desk(correct_avis, licence, "DE", "Diplôme non obtenu", motif="resultats")
    undo(desk.store, desk.started)
    assert [row.avis for row in _avis(desk, licence)] == ["FA"]


def test_a_cancelled_candidature_has_no_more_avis(desk: Desk, licence: str) -> None:
    desk(enter_avis, licence, "FA")
    desk(cancel_candidature, licence, "doublon")
    for function, args in ((enter_avis, ["FA"]), (validate_avis, []), (withdraw_avis, []), (unvalidate_avis, [])):
        with pytest.raises(Refused, match="annulée"):
            desk(function, licence, *args)


def test_a_correction_carries_every_column_of_an_avis(desk: Desk, licence: str) -> None:
    desk(enter_avis, licence, "FA")
    desk(validate_avis, licence)
    with pytest.raises(Refused, match="jour, l’heure et le lieu"):
        desk(correct_avis, licence, "PR", "erreur")
    call(desk.store, "correct_avis", {"candidature": licence, "avis": "PR", "raison": "erreur", **SUMMONS})
    row = _avis(desk, licence)[0]
    assert (row.convocation_le, row.convocation_heure) == (date(2026, 7, 9), "09:30")
    assert (row.convocation_lieu, row.corrige_motif) == ("Amphi 2", "erreur")


def test_a_summons_that_is_over_stays_when_the_rest_changes(desk: Desk, licence: str) -> None:
    when = {"convocation_le": date(2026, 7, 9), "convocation_heure": "14:30", "convocation_lieu": "Amphi 2"}
    desk(enter_avis, licence, "PR", **when)
    desk.later(days=10)
    desk(enter_avis, licence, "PR", commentaire="Est venue", **when)
    assert _avis(desk, licence)[0].commentaire == "Est venue"


def test_a_motive_that_left_its_list_stays_where_it_was_chosen(desk: Desk, licence: str) -> None:
    line = {"liste": "motif_avis", "code": "quota", "libelle": "Quota atteint"}
    row = desk(add_item, "nomenclature", line)
    desk(enter_avis, licence, "DE", motif="Quota atteint")
    desk(withdraw_item, "nomenclature", row)
    desk(enter_avis, licence, "DE", motif="quota", commentaire="Revu")
    with pytest.raises(Refused, match="valeur de la liste"):
        desk(enter_avis, desk.apply(desk.person("RIOU", "Anna", "2003-01-02")), "DE", motif="quota")


@pytest.mark.parametrize("nothing", ["", "   ", "\u00a0", "\u200b\t"])
def test_signs_that_nobody_sees_are_no_value_of_an_avis(desk: Desk, licence: str, nothing: str) -> None:
    for given, said in (
        ({"avis": "DE", "motif": nothing}, "hoisissez"),
        ({"avis": "DE", "motif_texte": nothing}, "choisissez-le"),
        ({"avis": "DE", "motif": "autre", "motif_texte": nothing}, "Précisez le motif"),
        ({"avis": "PR", "convocation_le": date(2026, 9, 1), "convocation_heure": "9h", "convocation_lieu": nothing},
         "le jour, l’heure et le lieu"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=said):
            desk(enter_avis, licence, **given)
    desk(enter_avis, licence, "FA", commentaire=nothing)
    [row] = desk.rows(select(Avis).where(Avis.candidature_id == licence))
    assert row.commentaire is None


def test_a_summons_is_not_for_an_hour_that_is_over(desk: Desk, licence: str) -> None:
    today = {"convocation_le": desk.now.date(), "convocation_lieu": "Amphi 2"}
    with pytest.raises(Refused, match="heure est passée"):
        desk(enter_avis, licence, "PR", convocation_heure="8h59", **today)
    desk(enter_avis, licence, "PR", convocation_heure="9h30", **today)


def test_a_correction_to_the_same_avis_keeps_what_it_does_not_say(desk: Desk, licence: str) -> None:
    desk(enter_avis, licence, "PR", **SUMMONS, condition="sous réserve de votre licence")
    desk(validate_avis, licence)
    desk(correct_avis, licence, "PR", "Autre salle", convocation_lieu="Amphi 3")
    row = _avis(desk, licence)[0]
    assert (f"{row.convocation_le}", row.convocation_heure, row.convocation_lieu) == ("2026-07-09", "09:30", "Amphi 3")
    assert row.condition == "sous réserve de votre licence"
    desk(validate_avis, licence)
    desk(correct_avis, licence, "PR", "Sans condition", condition="")
    assert (_avis(desk, licence)[0].convocation_lieu, _avis(desk, licence)[0].condition) == ("Amphi 3", None)


def test_a_correction_keeps_the_rank_and_the_motive_but_of_no_other_avis(desk: Desk, licence: str) -> None:
    desk(enter_avis, licence, "LC", rang=4)
    desk(validate_avis, licence)
    desk(correct_avis, licence, "LC", "Erreur", condition="sous réserve de votre licence")
    assert _avis(desk, licence)[0].rang == 4
    desk(validate_avis, licence)
    desk(correct_avis, licence, "DE", "Erreur", motif="resultats", malgre=True)
    assert (_avis(desk, licence)[0].rang, _avis(desk, licence)[0].condition) == (None, None)
    desk(validate_avis, licence)
    desk(correct_avis, licence, "DE", "Mieux dit", motif_texte="Prérequis absents")
    assert (_avis(desk, licence)[0].motif, _avis(desk, licence)[0].motif_texte) == (None, "Prérequis absents")
