"""The procès-verbal of a meeting: what a commission decided there, and nothing else."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Centre
from scolarite_desk.models.tables.journal import Contenu
from scolarite_desk.msg import verbatim
from scolarite_desk.services import proces_verbal
from scolarite_desk.services.acts import do, working
from scolarite_desk.services.appels import call
from scolarite_desk.services.avis import correct_avis, enter_avis, unvalidate_avis, validate_avis
from scolarite_desk.services.documents import Doubtful, issue_receipt, reprint, try_document
from scolarite_desk.services.dossiers import add_item, correct, withdraw_item
from scolarite_desk.services.effacements import erase_person
from scolarite_desk.services.etapes import note_new, note_step
from scolarite_desk.services.mesures import note_notified
from scolarite_desk.services.proces_verbal import issue_minutes, minutes
from scolarite_desk.services.undo import undo_work
from scolarite_desk.store.queries.etapes import standing
from scolarite_desk.store.queries.registre import numbers
from scolarite_desk.store.queries.seances import held_for, today_among
from tests.exchange.pdf_reading import texts
from tests.services.comptes import colleague
from tests.services.conftest import Desk, Founded
from tests.sync.conftest import opened, share

BOARD = {"libelle": "Commission des sciences", "president": "Yann KERVELLA", "membres": "Anne LE GALL\nPaul MEUR"}


def _board(desk: Desk, **more: Any) -> str:
    board: str = desk(add_item, "commission", {**BOARD, **more})
    desk(add_item, "commission_formation", {"commission_id": board, "formation_id": desk.licence})
    return board


def _meeting(desk: Desk, board: str, **more: Any) -> str:
    values = {"le": desk.now.date(), "presents": "Anne LE GALL\nYann KERVELLA", **more}
    key: str = desk(add_item, "seance", {"commission_id": board, **values})
    return key


def _decided(desk: Desk, nom: str, seance: str, avis: str = "FA", **values: Any) -> str:
    """The dossier of somebody of whom the meeting decided."""
    dossier = desk.person(nom, "Ida", "2004-03-07")
    candidature = desk.apply(dossier)
    desk(enter_avis, candidature, avis, en_seance=seance, **values)
    desk(validate_avis, candidature)
    return dossier


def _words(octets: bytes) -> str:
    return " ".join(" ".join(texts(octets)).split())


@pytest.fixture
def seance(desk: Desk) -> str:
    return _meeting(desk, _board(desk))


def test_it_says_who_presided_who_was_there_and_what_was_decided(desk: Desk, seance: str) -> None:
    _decided(desk, "BETA", seance, "LC", rang=2)
    _decided(desk, "ALPHA", seance, "LC", rang=1)
    _decided(desk, "GAMMA", seance)
    _decided(desk, "DELTA", seance, "DE", motif="capacite")
    desk.apply(desk.person("SANSAVIS", "Ida", "2003-05-02"))
    issued = desk(issue_minutes, seance)
    words = _words(issued.rendu.octets)
    assert issued.numero == "PV01-2026-00001"
    for said in ("Commission des sciences", "Séance du lundi 6 juillet 2026", "Yann KERVELLA", "2 membres présents"):
        assert said in words
    assert words.index("GAMMA") < words.index("ALPHA") < words.index("BETA") < words.index("DELTA")
    assert "SANSAVIS" not in words
    assert "Valcombe" not in words  # who signs letters signs nothing here


def test_asked_again_it_is_the_same_paper(desk: Desk, seance: str) -> None:
    _decided(desk, "ALPHA", seance)
    first = desk(issue_minutes, seance)
    desk.later(days=3)
    again = desk(issue_minutes, seance)
    assert (again.connu, again.numero, again.rendu.octets) == (True, first.numero, first.rendu.octets)


def test_what_was_corrected_since_takes_another_number_that_names_the_one_it_replaces(desk: Desk, seance: str) -> None:
    _decided(desk, "ALPHA", seance)
    first = desk(issue_minutes, seance)
    desk(correct, "seance.observations", seance, "Un membre s’est retiré pour un dossier.")
    second = desk(issue_minutes, seance)
    assert second.numero == "PV01-2026-00002"
    assert "remplace le procès-verbal PV01-2026-00001, édité le 6 juillet 2026" in _words(second.rendu.octets)
    assert desk.read(reprint, first.document) == first.rendu.octets
    shown = [(row.numero, kept(row.qui)) for row in desk.read(numbers, "pv")]
    assert [numero for numero, _who in shown] == ["PV01-2026-00002", "PV01-2026-00001"]
    assert "séance du 06/07/2026" in shown[0][1]


def test_an_avis_corrected_outside_the_meeting_is_still_what_the_meeting_decided(desk: Desk, seance: str) -> None:
    dossier = _decided(desk, "ALPHA", seance)
    candidature = desk.rows(select(Avis))[0].candidature_id
    desk(correct_avis, candidature, "DE", "Diplôme non obtenu", motif="capacite")
    desk(validate_avis, candidature)
    row = desk.read(minutes, seance, desk.now, "Claire").formations[0].lignes[0]
    assert (row.avis, bool(dossier)) == ("FA", True)


@pytest.mark.parametrize(
    ("board", "meeting", "said"),
    [
        ({}, {"le": None}, "pas de jour"),
        ({"president": None}, {}, "Personne ne préside"),
        ({}, {"le": "demain"}, "pas encore eu lieu"),
        ({}, {}, "Aucun avis validé"),
    ],
)
def test_what_it_would_not_say_refuses_it(
    desk: Desk, board: dict[str, Any], meeting: dict[str, Any], said: str
) -> None:
    if meeting.get("le") == "demain":
        meeting = {"le": desk.now.date() + timedelta(days=1)}
    values = {"commission_id": _board(desk, **board), "le": desk.now.date(), **meeting}
    key = desk(add_item, "seance", values, a_remplir=True)
    with pytest.raises(Refused, match=said):
        desk(issue_minutes, key)
    assert desk.rows(select(DocumentEmis)) == []


def test_a_meeting_in_the_trash_has_none(desk: Desk, seance: str) -> None:
    desk(withdraw_item, "seance", seance)
    with pytest.raises(Refused, match="corbeille"):
        desk(issue_minutes, seance)


def test_a_quorum_that_is_not_reached_is_said_in_the_paper_and_asked_about_first(desk: Desk) -> None:
    seance = _meeting(desk, _board(desk, quorum=3))
    _decided(desk, "ALPHA", seance)
    with pytest.raises(Doubtful, match="quorum n’est pas atteint"):
        try_document(desk.store, issue_minutes, seance)
    issued = desk(issue_minutes, seance)
    assert "Quorum : 3 membres, non atteint" in _words(issued.rendu.octets)


def test_an_avis_that_waits_for_its_validation_is_told_and_left_out(desk: Desk, seance: str) -> None:
    _decided(desk, "ALPHA", seance)
    desk(enter_avis, desk.apply(desk.person("BETA", "Ida", "2003-05-02")), "FA", en_seance=seance)
    with pytest.raises(Doubtful, match="1 avis de cette séance n’est pas validé"):
        try_document(desk.store, issue_minutes, seance)
    assert "BETA" not in _words(desk(issue_minutes, seance).rendu.octets)


def test_an_avis_is_given_in_a_meeting_that_was_held_by_a_board_that_examines_it(desk: Desk, seance: str) -> None:
    outside = desk.apply(desk.person(), desk.master)
    with pytest.raises(Refused, match="n’examine pas"):
        desk(enter_avis, outside, "FA", en_seance=seance)
    tomorrow = _meeting(desk, _board(desk, libelle="Autre"),
                        le=desk.now.date() + timedelta(days=1))  # fmt: skip
    inside = desk.apply(desk.person("AUTRE", "Ida", "2003-05-02"))
    with pytest.raises(Refused, match="pas encore eu lieu"):
        desk(enter_avis, inside, "FA", en_seance=tomorrow)
    found = desk.read(held_for, [inside], desk.now.date())
    assert [one.key for one in found] == [seance]
    assert today_among(found, desk.now.date()) == seance
    assert today_among(found, desk.now.date() + timedelta(days=1)) is None


def test_a_validation_that_a_proces_verbal_says_is_not_taken_back(desk: Desk, seance: str) -> None:
    _decided(desk, "ALPHA", seance)
    candidature = desk.rows(select(Avis))[0].candidature_id
    desk(issue_minutes, seance)
    with pytest.raises(Refused, match="procès-verbal est édité"):
        desk(unvalidate_avis, candidature)


def test_a_meeting_that_decided_something_is_not_thrown_away(desk: Desk, seance: str) -> None:
    _decided(desk, "ALPHA", seance)
    with pytest.raises(Refused, match=r"Encore utilisé.: 1 avis"):
        desk(withdraw_item, "seance", seance)


def test_erasing_a_person_takes_the_bytes_that_name_them_and_leaves_the_number(desk: Desk, seance: str) -> None:
    dossier = _decided(desk, "ALPHA", seance)
    _decided(desk, "BETA", seance)
    issued = desk(issue_minutes, seance)
    receipt = desk(issue_receipt, desk.person("GAMMA", "Ida", "2003-05-02"))
    desk(note_notified, dossier, "Par eCandidat")
    desk(erase_person, dossier, desk.row(Dossier, dossier).numero, "À sa demande")
    with pytest.raises(Refused, match="n’est pas à ce poste"):
        desk.read(reprint, issued.document)
    assert desk.read(reprint, receipt.document)
    again = desk(issue_minutes, seance)
    assert again.numero == "PV01-2026-00002"
    assert "ALPHA" not in _words(again.rendu.octets)
    held = desk.rows(select(Contenu.octets))
    assert all("ALPHA" not in _words(one) for one in held)


def test_a_meeting_is_named_by_its_commission_and_its_day(desk: Desk, seance: str) -> None:
    _decided(desk, "ALPHA", seance)
    told = call(desk.store, "issue_minutes", {"seance": "Commission des sciences/2026-07-06"})
    assert told.resultat["numero"] == "PV01-2026-00001"
    with pytest.raises(Refused, match="pas de séance ce jour-là"):
        call(desk.store, "issue_minutes", {"seance": "Commission des sciences/2026-07-07"})


def test_what_desks_disagree_on_holds_it(desk: Desk, seance: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _decided(desk, "ALPHA", seance)
    held = ((verbatim("un rang est donné deux fois"), 1),)
    monkeypatch.setattr(proces_verbal, "held_among", lambda session, keys: ([], held))
    with pytest.raises(Refused, match=r"un rang est donné deux fois.*Tranchez d’abord"):
        desk(issue_minutes, seance)


def test_a_validation_that_it_says_is_not_undone(desk: Desk, seance: str) -> None:
    candidature = desk.apply(desk.person())
    desk(enter_avis, candidature, "FA", en_seance=seance)
    desk(validate_avis, candidature)
    validated = desk.number()
    desk(issue_minutes, seance)
    with pytest.raises(Refused, match="Le procès-verbal est édité"):
        undo_work(desk.store, validated)


def test_it_names_the_one_before_by_the_day_that_this_one_bears(desk: Desk) -> None:
    [centre] = desk.rows(select(Centre))
    desk(correct, "centre.fuseau", centre.id, "Pacific/Noumea")
    meeting = _meeting(desk, _board(desk, centre_id=centre.id))
    _decided(desk, "ALPHA", meeting)
    desk.later(hours=10)  # seven in the evening in Paris, the day after there
    assert "édité le 07/07/2026" in _words(desk(issue_minutes, meeting).rendu.octets)
    desk(correct, "seance.observations", meeting, "Salle 2")
    assert "PV01-2026-00001, édité le 7 juillet 2026" in _words(desk(issue_minutes, meeting).rendu.octets)


def test_a_meeting_that_desks_wrote_apart_waits_until_it_is_settled(tmp_path: Path, founded: Founded) -> None:
    here, there = (opened(tmp_path / f"{name}.sdesk", founded, rank) for rank, name in enumerate("ab"))
    meeting = _meeting(here, _board(here))
    _decided(here, "ALPHA", meeting)
    share(here, there)
    here(correct, "seance.president", meeting, "Anne LE GALL")
    there(correct, "seance.president", meeting, "Paul MEUR")
    share(here, there)
    with pytest.raises(Refused, match=r"Deux postes ont écrit autre chose.*Tranchez"):
        here(issue_minutes, meeting)
    there.store.close()
    here.store.close()


def test_a_validation_that_it_says_is_not_taken_back_whatever_the_clocks(tmp_path: Path, founded: Founded) -> None:
    ahead, there = (opened(tmp_path / f"{name}.sdesk", founded, rank) for rank, name in enumerate("ab"))
    meeting = _meeting(ahead, _board(ahead))
    ahead.later(minutes=20)
    candidature = ahead.apply(ahead.person())
    ahead(enter_avis, candidature, "FA", en_seance=meeting)
    ahead(validate_avis, candidature)
    share(ahead, there)
    there(issue_minutes, meeting)
    share(ahead, there)
    with pytest.raises(Refused, match="Le procès-verbal est édité"):
        ahead(unvalidate_avis, candidature)
    ahead.store.close()
    there.store.close()


def test_who_is_limited_to_a_commission_notes_what_became_of_its_own_and_of_no_other(desk: Desk) -> None:
    mine, other = _board(desk), _board(desk, libelle="Commission des lettres")
    desk(add_item, "commission_formation", {"commission_id": other, "formation_id": desk.master})
    limited = colleague(desk.store, "gestionnaire", {"commission": [mine]})
    held, elsewhere = _meeting(desk, mine), _meeting(desk, other)
    for nom, meeting in (("ALPHA", held), ("BETA", elsewhere)):
        _decided(desk, nom, meeting)
    issued = do(limited, None, issue_minutes, held)
    note_new(limited, [issued.document], "imprime")
    assert desk.read(standing, [issued.document]) == {issued.document: "imprime"}
    with pytest.raises(Refused, match="hors de votre périmètre"):
        do(limited, None, note_step, desk(issue_minutes, elsewhere).document, "imprime")


def test_a_desk_that_has_not_the_paper_of_another_edits_its_own_and_each_has_its_own_again(
    tmp_path: Path, founded: Founded
) -> None:
    one, other = (opened(tmp_path / f"{name}.sdesk", founded, rank) for rank, name in enumerate("ab"))
    meeting = _meeting(one, _board(one))
    _decided(one, "ALPHA", meeting)
    first = one(issue_minutes, meeting)
    share(one, other)
    other.later(minutes=5)
    second = other(issue_minutes, meeting)
    assert f"remplace le procès-verbal {first.numero}" in _words(second.rendu.octets)
    share(one, other)
    assert [desk(issue_minutes, meeting).numero for desk in (one, other)] == [first.numero, second.numero]
    one.store.close()
    other.store.close()


@pytest.mark.parametrize(
    ("presents", "there"),
    [
        ("Anne MARTINEZ\nYann KERVELLA", ("Anne MARTIN", "Anne MARTINEZ", "Yann KERVELLA")),
        ("Yann KERVELLA\nAnne Martin, professeure", ("Yann KERVELLA", "Anne Martin, professeure")),
        ("Anne MARTIN - professeure", ("Anne MARTIN - professeure",)),
        ("Anne MARTIN-DUPONT", ("Anne MARTIN", "Anne MARTIN-DUPONT")),
    ],
)
def test_who_presides_is_told_from_a_member_whose_name_begins_alike(
    desk: Desk, presents: str, there: tuple[str, ...]
) -> None:
    seance = _meeting(desk, _board(desk), presents=presents, president="Anne MARTIN")
    _decided(desk, "ABGRALL", seance)
    assert desk.read(minutes, seance, desk.now, "Claire").presents == there


def test_formations_with_more_admitted_than_places_are_told_those_of_other_meetings_among_them(desk: Desk) -> None:
    board = _board(desk)
    desk(correct, "formation.capacite", desk.licence, 1)
    for nom in ("ALPHA", "BETA"):
        seance = _meeting(desk, board)
        _decided(desk, nom, seance)
    issued = desk(issue_minutes, seance)
    assert [kept(one) for one in issued.rendu.avertissements] == [
        "Licence 2 Informatique\u00a0: 1 avis favorable de plus que les places (capacité 1)"
    ]
    assert "de plus que de places" not in _words(issued.rendu.octets), "one was decided there, for one place"


def test_each_session_of_a_formation_is_told_apart(desk: Desk, seance: str) -> None:
    late = desk(
        add_item,
        "session",
        {"campagne_id": desk.campagne, "libelle": "Session de septembre", "genre": "complementaire"},
    )
    _decided(desk, "ALPHA", seance, "LC", rang=1)
    with working(desk.store, "correct") as work:
        work.find(select(Candidature)).session_id = late
    _decided(desk, "BETA", seance, "LC", rang=1)
    words = _words(desk(issue_minutes, seance).rendu.octets)
    assert words.index("BETA") < words.index("Licence 2 Informatique, Session de septembre") < words.index("ALPHA")
