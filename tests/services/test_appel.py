"""A place that comes free: proposed to the first of the list, given by a person, taken back as it was."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.rules.places import Paire
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.dossier import Reserve
from scolarite_desk.models.tables.formation import Centre, Formation
from scolarite_desk.services.acts import working
from scolarite_desk.services.appel import lapse, promote, proposition
from scolarite_desk.services.appels import call
from scolarite_desk.services.avis import correct_avis, enter_avis, unvalidate_avis, validate_avis
from scolarite_desk.services.candidatures import cancel_candidature, confirm, desist
from scolarite_desk.services.documents import issue_letter
from scolarite_desk.services.documents.courriers import issue_courrier
from scolarite_desk.services.dossiers import add_item, correct
from scolarite_desk.services.ouvertures import set_calendar
from scolarite_desk.services.rangs import move_rank
from scolarite_desk.services.undo import redo, undo, undo_work
from scolarite_desk.services.vides import letter_facts
from scolarite_desk.store.courant import current_avis
from scolarite_desk.store.queries.listes import real_ranks
from scolarite_desk.store.queries.places import places, places_of
from scolarite_desk.store.queries.regles import broken
from tests.services.conftest import Desk
from tests.services.test_documents import words

PEOPLE = ("ABGRALL", "BIHAN", "CLOAREC", "DERRIEN")


@pytest.fixture
def asked(desk: Desk) -> list[str]:
    """One place, given to the first; three wait for it, at the ranks 2, 3 and 5, all validated."""
    desk(correct, "formation.capacite", desk.licence, 1)
    keys = [desk.apply(desk.home(desk.person(nom))) for nom in PEOPLE]
    desk(enter_avis, keys[0], "FA")
    desk.together(
        enter_avis, *((key, "LC", None, None, None, rang) for key, rang in zip(keys[1:], (2, 3, 5), strict=True))
    )
    desk.together(validate_avis, *((key,) for key in keys))
    return keys


def _proposed(desk: Desk) -> str | None:
    found = desk.read(proposition, Paire(desk.licence))
    return found.candidature if found else None


def test_a_withdrawal_proposes_the_first_and_does_nothing(desk: Desk, asked: list[str]) -> None:
    assert _proposed(desk) is None
    before = len(desk.rows(select(Avis)))
    desk(desist, asked[0])
    found = desk.read(proposition, Paire(desk.licence))
    assert found.candidature == asked[1]
    assert kept(found.phrase) == (
        "1 place libre sur 1 · 3 sur la liste complémentaire. Première personne à appeler\u00a0: BIHAN Maëlle."
    )
    assert len(desk.rows(select(Avis))) == before


def test_a_place_is_given_to_the_first_and_undone_gives_the_rank_back(desk: Desk, asked: list[str]) -> None:
    desk(cancel_candidature, asked[0], "erreur")
    listed = desk.read(current_avis, asked[1])
    desk(confirm, asked[1])  # it stays on the list
    key = desk(promote, asked[1], le=date(2026, 7, 20))
    row, given = desk.row(Candidature, asked[1]), desk.row(Avis, key)
    assert (given.avis, given.promu_id, given.promu_rang, given.valide_par) == ("FA", listed.id, 1, "Claire")
    assert (row.confirmation, row.date_confirmation) == (None, date(2026, 7, 20)), "the answer is asked again"
    assert desk.read(real_ranks, [desk.licence]) == {asked[2]: 1, asked[3]: 2}
    assert desk.read(places_of, desk.licence).libres == 0
    assert "20 juillet 2026" in words(desk(issue_letter, asked[2 - 1]).rendu.octets)
    with pytest.raises(Refused, match="La lettre est partie"):
        undo_work(desk.store, desk.number() - 1)


def test_undone_the_list_is_as_it_was(desk: Desk, asked: list[str]) -> None:
    desk(desist, asked[0])
    desk(promote, asked[1])
    undo(desk.store, desk.started)
    assert desk.read(current_avis, asked[1]).rang == 2
    assert desk.read(real_ranks, [desk.licence]) == {asked[1]: 1, asked[2]: 2, asked[3]: 3}
    redo(desk.store, desk.started)
    assert desk.read(current_avis, asked[1]).promu_rang == 1
    numero = desk.number()
    desk(confirm, asked[1])
    with pytest.raises(Refused, match="déjà répondu"):
        undo_work(desk.store, numero)


def test_without_a_place_or_before_somebody_s_turn_a_reason_is_kept(desk: Desk, asked: list[str]) -> None:
    with pytest.raises(Refused, match=r"2 personnes attendent avant.*Aucune place n’est libre.*motif"):
        desk(promote, asked[3])
    key = desk(promote, asked[3], motif="place ouverte en plus, vue avec la composante")
    assert {one.regle for one in desk.rows(select(Reserve).where(Reserve.objet_id == key))} == {
        "avant_son_tour",
        "sans_place",
    }
    assert desk.read(places_of, desk.licence).surnombre == 1


def test_only_who_has_a_validated_rank_and_stays_is_given_a_place(desk: Desk, asked: list[str]) -> None:
    desk(desist, asked[0])
    with pytest.raises(Refused, match="rang validé sur la liste"):
        desk(promote, asked[0])
    desk(desist, asked[1])
    with pytest.raises(Refused, match="s’est désistée"):
        desk(promote, asked[1])
    desk(promote, asked[2])
    with pytest.raises(Refused, match="rang validé sur la liste"):
        desk(promote, asked[2])
    with pytest.raises(Refused, match="est passée"):
        desk(promote, asked[3], le=date(2026, 7, 1), motif="essai")


def test_a_calendar_that_is_over_asks_for_another_day(desk: Desk) -> None:
    keys = [desk.apply(desk.person(nom), desk.master, motif="essai") for nom in PEOPLE[:1]]
    desk(enter_avis, keys[0], "LC", rang=1)
    desk(validate_avis, keys[0])
    desk(correct, "formation.confirmation", desk.master, date(2026, 7, 1))
    with pytest.raises(Refused, match="01/07/2026, est passée"):
        desk(promote, keys[0])
    desk(promote, keys[0], le=date(2026, 7, 10))
    assert _reponse(desk, keys[0]) is None


def _reponse(desk: Desk, key: str) -> str | None:
    found: str | None = desk.row(Candidature, key).confirmation
    return found


def test_no_answer_is_noted_once_the_last_day_is_over_where_it_is_taught(desk: Desk, asked: list[str]) -> None:
    with pytest.raises(Refused, match="attendue jusqu’au 16/07/2026"):
        desk(lapse, asked[0])
    desk(correct, "candidatures.date_confirmation", asked[0], date(2026, 7, 7))
    with pytest.raises(Refused, match="attendue jusqu’au 07/07/2026"):
        desk(lapse, asked[0])
    desk.now += timedelta(days=1, hours=14, minutes=30)  # half past eleven at night in Paris, the day after in Réunion
    with pytest.raises(Refused, match="attendue jusqu’au 07/07/2026"):
        desk(lapse, asked[0])
    _teach_in_reunion(desk)
    desk(lapse, asked[0])
    assert _reponse(desk, asked[0]) == "sans_reponse"
    assert desk.read(places_of, desk.licence).libres == 1
    assert _proposed(desk) == asked[1]
    with pytest.raises(Refused, match="déjà enregistrée"):
        desk(confirm, asked[0])
    said = words(desk(issue_courrier, asked[0], "desistement").rendu.octets)
    assert "votre silence vaut renoncement" in said
    assert "a été enregistré le 8 juillet 2026" in said
    with pytest.raises(Refused, match="Un courrier l’a dit"):
        undo_work(desk.store, desk.number() - 1)
    with pytest.raises(Refused, match="n’a pas répondu"):
        desk(issue_letter, asked[0])


def test_a_rank_lapses_only_by_a_day_given_to_that_person(desk: Desk, asked: list[str]) -> None:
    desk(correct, "formation.confirmation", desk.licence, date(2026, 7, 1))
    with pytest.raises(Refused, match="Aucune date limite"):
        desk(lapse, asked[1])
    desk(correct, "candidatures.date_confirmation", asked[1], date(2026, 7, 3))
    desk(lapse, asked[1])
    with pytest.raises(Refused, match="n’a pas répondu à temps"):
        desk(promote, asked[1])
    with pytest.raises(Refused, match="n’a pas répondu à temps"):
        desk(enter_avis, asked[1], "FA")
    assert desk.read(real_ranks, [desk.licence]) == {asked[2]: 1, asked[3]: 2}


def _teach_in_reunion(desk: Desk) -> None:
    with working(desk.store, "correct") as work:
        centre = work.add(Centre(libelle="Saint-Denis", fuseau="Indian/Reunion"))
        work.get(Formation, desk.licence).centre_id = centre.id


def test_a_command_is_told_of_too_many_and_of_whom_to_call(desk: Desk, asked: list[str]) -> None:
    other = desk.apply(desk.person("EVEN"))
    told = call(desk.store, "enter_avis", {"candidature": other, "avis": "FA"}).doutes
    assert [kept(one) for one in told] == ["1 avis favorable de plus que les places (capacité 1)."]
    assert call(desk.store, "cancel_candidature", {"candidature": other, "motif": "erreur"}).doutes == []
    [proposed] = call(desk.store, "desist", {"candidature": asked[0]}).doutes
    assert "Première personne à appeler\u00a0: BIHAN" in kept(proposed)


def test_each_session_of_a_formation_has_its_list_and_shares_its_places(desk: Desk, asked: list[str]) -> None:
    asked_of = {"campagne_id": desk.campagne, "libelle": "Septembre", "genre": "complementaire"}
    depot = desk(add_item, "session", asked_of)
    with working(desk.store, "correct") as work:
        for key in asked[2:]:
            work.get(Candidature, key).session_id = depot
    second = Paire(desk.licence, depot)
    assert desk.read(real_ranks, [desk.licence]) == {asked[1]: 1, asked[2]: 1, asked[3]: 2}
    late = desk.apply(desk.person("EVEN"))
    desk(enter_avis, late, "LC", rang=3)  # whoever has it is on the other list
    found = desk.read(places, [Paire(desk.licence), second])
    assert [(one.libres, one.liste) for one in found.values()] == [(0, 1), (0, 2)]
    opened = desk(add_item, "ouverture", {"formation_id": desk.licence, "session_id": depot})
    desk(correct, "ouverture.capacite", opened, 1)
    assert desk.read(proposition, second).candidature == asked[2]
    desk(promote, asked[2])
    assert [one.libres for one in desk.read(places, [Paire(desk.licence), second]).values()] == [0, 0]
    with pytest.raises(Refused, match="pas sur cette liste"):
        desk(move_rank, late, asked[3])


def test_a_correction_of_who_was_called_answers_by_the_days_of_the_list(desk: Desk, asked: list[str]) -> None:
    days = {"confirmation": date(2026, 7, 10), "confirmation_liste": date(2026, 9, 10)}
    desk(set_calendar, desk.licence, days, ["delai_confirmation"])
    desk(desist, asked[0])
    desk(promote, asked[1])
    desk(correct_avis, asked[1], "FA", "condition oubliée", condition="sous réserve de la licence")
    desk(validate_avis, asked[1])
    assert desk.read(current_avis, asked[1]).promu_rang == 1
    assert desk.read(letter_facts, asked[1], desk.now).limite == date(2026, 9, 10)


def test_another_decision_in_its_place_calls_nobody(desk: Desk, asked: list[str]) -> None:
    desk(promote, asked[1], motif="essai")
    desk(unvalidate_avis, asked[1])
    desk(enter_avis, asked[1], "DE", motif="resultats")
    found = desk.read(current_avis, asked[1])
    assert (found.promu_id, found.promu_rang) == (None, None)


def test_a_place_goes_to_who_has_a_rank_of_a_final_kind_too(desk: Desk, asked: list[str]) -> None:
    asked_of = {"code": "LCD", "famille": "LC", "libelle": "Liste, sans suite", "definitif": True}
    kind, key = desk(add_item, "type_decision", asked_of), desk.apply(desk.person("EVEN"))
    desk(enter_avis, key, "LC", rang=9, type=kind)
    desk(validate_avis, key)
    desk(promote, key, motif="essai")
    assert [one.regle.code for one in desk.read(lambda session: [*broken(session)])] == []
