"""« Candidatures »: an appeal is recorded, answered, granted by a correction; a kind of the office is proposed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from scolarite_desk.models.tables.candidature import Avis
from scolarite_desk.models.tables.decision import Requete
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.completude import set_statut
from scolarite_desk.services.documents import issue_courrier, issue_letter
from scolarite_desk.services.dossiers import add_item
from scolarite_desk.services.reglages import change_setting
from scolarite_desk.services.requetes import receive_requete
from scolarite_desk.ui.dossier.candidatures.avis import AvisHalf
from scolarite_desk.ui.dossier.candidatures.page import CandidaturesPage
from scolarite_desk.ui.look.theme import Theme
from tests.accessible import complaints
from tests.keys import pressed, typed
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.ui.one_page import Shown, cells, closed, office, plain

__all__ = ["founded", "office"]


@pytest.fixture
def page(theme: Theme, qtbot: QtBot, office: Office) -> Iterator[Shown]:
    """A candidature that was refused."""
    dossier = office.home(office.person())
    key = office.apply(dossier)
    office(enter_avis, key, "DE", motif="resultats")
    office(validate_avis, key)
    yield from closed(Shown(theme, qtbot, office, CandidaturesPage, dossier))


def _half(page: Shown) -> AvisHalf:
    found: AvisHalf = page.page.avis
    return found


def _requests(page: Shown) -> list[Requete]:
    found: list[Requete] = page.office.rows(select(Requete).order_by(Requete.id))
    return found


def _appeal(page: Shown) -> None:
    page.office(receive_requete, page.view().candidatures[0].key, "gracieux")


def test_an_appeal_is_recorded_and_waits_above_the_avis(page: Shown) -> None:
    half = _half(page)
    assert half.waiting.isHidden()
    half.asked.begin()
    typed("Recours grac\t")
    half.asked.receive()
    [one] = _requests(page)
    assert one.genre == "gracieux"
    assert plain(half.waiting.text()) == "Recours gracieux du 06/07/2026 : à répondre avant le 06/09/2026."
    assert half.asked.form.isHidden()
    assert complaints(page.page) == []


def test_what_is_asked_is_said_when_it_is_missing(page: Shown) -> None:
    asked = _half(page).asked
    asked.begin()
    asked.receive()
    assert [said for _, said in asked.form.faults()] == ["Choisissez ce qui est demandé."]
    assert _requests(page) == []


def test_an_appeal_is_answered_where_it_waits(page: Shown) -> None:
    _appeal(page)
    asked = _half(page).asked
    asked.answer.focus("issue")
    typed("Rejetée\t")
    asked.give()
    assert [one.issue for one in _requests(page)] == ["rejetee"]
    assert cells(asked.table) == ["Recours gracieux | 06/07/2026 | Rejetée, le 06/07/2026"]
    _appeal(page)
    asked.drop()
    assert [one.retire_le is None for one in _requests(page)] == [True, False]


def test_a_correction_names_the_appeal_that_waits(page: Shown) -> None:
    _appeal(page)
    half = _half(page)
    half.correct()
    assert half.form.text("requete") == "Recours gracieux du 06/07/2026"
    typed("Favorable\t")
    half.form.focus("corrige_motif")
    typed("Note oubliée\t")
    half.give()
    [new] = page.office.rows(select(Avis).where(Avis.corrige_id.is_not(None)))
    assert (new.avis, new.requete_id, new.appel) == ("FA", _requests(page)[0].id, True)


def test_a_kind_of_the_office_is_proposed_for_its_avis_alone(page: Shown) -> None:
    values = {"code": "HC", "famille": "DE", "libelle": "Hors capacité", "en_service": True}
    kind = page.office(add_item, "type_decision", values)
    page.office(add_item, "type_decision", values | {"code": "AS", "famille": "FA", "libelle": "Admis ici"})
    half = _half(page)
    half.refresh(page.view().candidatures[0])
    half.correct()
    assert [label for _, label in half._of_family()] == ["Hors capacité"]
    half.form.focus("type")
    typed("Hors\t")
    half.form.focus("corrige_motif")
    typed("Mieux dit\t")
    half.give()
    [new] = page.office.rows(select(Avis).where(Avis.corrige_id.is_not(None)))
    assert new.type_id == kind
    assert "Hors capacité, à valider" in half.strip.text()


def test_a_phrase_of_the_office_is_written_by_its_code_and_taken_back(page: Shown) -> None:
    values = {"liste": "phrase", "code": "pre", "libelle": "Prérequis", "texte": "Les prérequis ne sont pas réunis."}
    page.office(add_item, "nomenclature", values | {"en_service": True})
    half = _half(page)
    half.correct()
    half.form.focus("motif_texte")
    typed("Note\u00a0: ;PRE ")
    assert half.form.text("motif_texte") == "Note\u00a0: Les prérequis ne sont pas réunis."
    pressed("Ctrl+Z")
    assert half.form.text("motif_texte") == "Note\u00a0: ;PRE"
    typed(" ;inconnu ")
    assert half.form.text("motif_texte").endswith(";inconnu ")


def test_a_letter_of_reasons_proposes_its_answer_and_gives_none(page: Shown) -> None:
    key = page.view().candidatures[0].key
    page.office(receive_requete, key, "motifs")
    asked = _half(page).asked
    assert (asked._proposed.isHidden(), asked.answer.values.get("issue")) == (True, None)
    page.office(issue_letter, key)
    numero = page.office(issue_courrier, key, "motifs").numero
    assert plain(asked._proposed.text()) == (
        f"La lettre {numero} du 06/07/2026 donne les motifs : « Répondre » clôt la demande."
    )
    assert [one.repondue_le for one in _requests(page)] == [None], "somebody answers, the letter does not"
    assert asked.answer.values["issue"] == "communiques"
    asked.give()
    [one] = _requests(page)
    assert (one.issue, str(one.repondue_le)) == ("communiques", "2026-07-06")
    assert asked._proposed.isHidden()


def test_the_reasons_of_a_rejection_that_silence_made_are_asked_for_too(page: Shown) -> None:
    page.office(change_setting, "silence", "rejet")
    key = page.office.apply(page.dossier, page.office.master)
    page.office(set_statut, key, "RE")
    page.page.table.go(key)
    asked = _half(page).asked
    assert asked.isHidden()
    page.office.later(days=124)
    page.page.refresh(page.view())
    assert not asked.isHidden()
    strip = page.page.state.silence
    assert plain(strip.text()).startswith(
        "Rejet implicite le 06/11/2026, depuis 1 jour · aucun reçu ne l’annonce encore"
    )


def test_a_phrase_is_written_on_one_line_too(page: Shown) -> None:
    values = {"liste": "phrase", "code": "pre", "libelle": "Pièce", "texte": "Relevé\nreçu après la séance"}
    page.office(add_item, "nomenclature", values | {"en_service": True})
    half = _half(page)
    half.correct()
    half.form.focus("corrige_motif")
    typed("Sur ;PRE ")
    assert half.form.text("corrige_motif") == "Sur Relevé reçu après la séance"
    pressed("Ctrl+Z")
    assert half.form.text("corrige_motif") == "Sur ;PRE"
    typed(" ;inconnu ")
    assert half.form.text("corrige_motif").endswith(";inconnu ")
