"""Settings: what the office decides, what it still has to decide, and the lists it keeps."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from scolarite_desk.exchange.pdf.figures import readable
from scolarite_desk.langue import kept
from scolarite_desk.models.tables.formation import Campagne, Commission, CommissionFormation
from scolarite_desk.models.tables.piece import PieceDemandee
from scolarite_desk.models.tables.reglage import Nomenclature, Reglage, Signataire
from scolarite_desk.msg import N_
from scolarite_desk.services.dossiers import add_item, withdraw_item
from scolarite_desk.services.reglages import change_setting, setting
from scolarite_desk.services.undo import undo
from scolarite_desk.store.queries.offer import all_of
from scolarite_desk.store.safety import armoire
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.salles.reglages.campagnes import SessionsReprises
from scolarite_desk.ui.salles.reglages.room import PARTS
from scolarite_desk.ui.widgets import Page
from tests.accessible import complaints
from tests.exchange.pdf.test_svg import LOGO
from tests.keys import focused, pressed, replaced, typed
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.texts import golden
from tests.ui.one_page import cells, longer
from tests.ui.one_room import Room, choosing, office, shown

__all__ = ["founded", "office"]

lengthened = pytest.fixture(longer)


@pytest.fixture
def room(theme: Theme, qtbot: QtBot, office: Office) -> Iterator[Room]:
    for cle in ("conservation_admis", "conservation_vapp"):
        office(change_setting, cle, "")
    yield from shown(theme, qtbot, office, "reglages")


def go(room: Room, part: str) -> None:
    room.room.parts.go(next(one.label for one in PARTS if kept(one.label) == part))
    room.drawn()


def waiting(room: Room) -> list[str]:
    return [kept(blank.label) for blank in room.room.section.table.rows_model.rows]


def test_what_is_to_be_decided_comes_first(room: Room) -> None:
    assert kept(room.room.parts.current().label) == "À renseigner"
    assert {"Absence de réponse", "Admis (mois)"} <= set(waiting(room))
    assert room.says("se tranche avec le service juridique")


def test_what_is_to_be_decided_in_words(room: Room) -> None:
    golden("reglages", room.words())


def test_a_blank_leads_to_its_field(room: Room) -> None:
    table = room.room.section.table
    table.go((N_("Règles de droit"), N_("Absence de réponse")))
    room.press("Renseigner")
    assert kept(room.room.parts.current().label) == "Règles de droit"
    assert focused().accessibleName() == "Absence de réponse"


def test_the_silence_rule_is_kept_as_its_code_and_leaves_the_list(room: Room) -> None:
    go(room, "Règles de droit")
    room.room.form().focus("silence")
    typed("rejet\t")
    assert room.office.read(setting, "silence") == "rejet"
    go(room, "À renseigner")
    assert "Absence de réponse" not in waiting(room)
    assert not room.says("se tranche avec le service juridique")


def test_a_kept_text_that_no_longer_reads_is_shown_with_its_fault(room: Room) -> None:
    with room.office.store.work("change_setting") as work:
        work.session.scalars(select(Reglage).where(Reglage.cle == "cvec_montant_2026-2027")).one().valeur = "cent"
    go(room, "CVEC")
    form = room.room.form()
    assert form.text("cvec_montant_2026-2027") == "cent"
    assert [field.name for field, _fault in form.faults()] == ["cvec_montant_2026-2027"]


@pytest.mark.parametrize(
    ("part", "cle", "keys", "value"),
    [
        ("Établissement", "ville", "Brest\t", "Brest"),
        ("Établissement", "telephone", "0298016000\t", "02 98 01 60 00"),
        ("CVEC", "cvec_montant_2026-2027", "110\t", "110,00"),
        ("Règles de droit", "silence_mois", "4\t", "4"),
        ("INE", "ordre_ine_base36", " ", "oui"),
        ("Candidatures", "ine_obligatoire", " ", "non"),
    ],
)
def test_a_setting_is_kept_as_its_reader_understands_it(room: Room, part: str, cle: str, keys: str, value: str) -> None:
    go(room, part)
    room.room.form().focus(cle)
    if keys == " ":
        pressed("Space")
    else:
        replaced(keys)
    assert room.office.read(setting, cle) == value
    room.room.reload()
    undo(room.office.store, room.office.started)
    assert room.office.read(setting, cle) != value


@pytest.mark.usefixtures("lengthened")
@pytest.mark.parametrize(
    ("part", "cle", "keys", "value"),
    [
        ("INE", "ordre_ine_base36", " ", "oui"),
        ("Candidatures", "ine_obligatoire", " ", "non"),
        ("Règles de droit", "silence", "rejet\t", "rejet"),
    ],
)
def test_a_setting_is_kept_the_same_whatever_the_language_of_the_window(
    room: Room, part: str, cle: str, keys: str, value: str
) -> None:
    go(room, part)
    room.room.form().focus(cle)
    if keys == " ":
        pressed("Space")
    else:
        replaced(keys)
    assert room.office.read(setting, cle) == value
    assert room.told() == ""
    assert room.room.form().faults() == []


def test_a_new_campaign_brings_its_cvec_under_the_keyboard(room: Room) -> None:
    go(room, "CVEC")
    room.office(add_item, "campagne", {"libelle": "Candidatures 2027-2028", "annee": "2027-2028", "etat": "ouverte"})
    room.room.reload()
    room.drawn()
    room.room.form().focus("cvec_montant_2027-2028")
    assert focused().accessibleName() == "Montant 2027-2028"
    typed("112\t")
    assert room.office.read(setting, "cvec_montant_2027-2028") == "112,00"


def test_a_setting_that_cannot_be_read_stays_on_screen(room: Room) -> None:
    go(room, "Règles de droit")
    room.room.form().focus("silence_mois")
    replaced("deux\t")
    assert not room.room.commit()
    assert room.office.read(setting, "silence_mois") == "2"
    go(room, "INE")
    go(room, "Règles de droit")
    assert room.room.form().text("silence_mois") == "deux"


def test_each_setting_says_what_it_changes(room: Room) -> None:
    go(room, "Établissement")
    assert room.says("Nom du service sur le reçu (CRPA R. 112-5)")


def test_a_signatory_is_added_from_the_keyboard(room: Room) -> None:
    go(room, "Signataires")
    room.room.section.first.table.setFocus()
    pressed("Ins")
    typed("Loïc\tMADEC\tVice-président formation\t")
    names = {row.nom for row in room.office.rows(select(Signataire).where(Signataire.retire_le.is_(None)))}
    assert names == {"LE BIHAN", "MADEC"}
    room.room.section.first.table.setFocus()
    pressed("Del")
    assert len(room.office.rows(select(Signataire).where(Signataire.retire_le.is_(None)))) == 1


def test_the_centre_of_a_commission_is_chosen_by_its_name(room: Room) -> None:
    go(room, "Commissions")
    room.room.section.first.add()
    typed("Commission des sciences\t\tscol\t")
    board = room.office.rows(select(Commission))[0]
    assert board.centre_id == room.office.read(all_of, "centre")[0].key


def test_a_commission_examines_a_formation_chosen_by_typing(room: Room) -> None:
    room.office(add_item, "commission", {"libelle": "Commission des sciences"})
    go(room, "Commissions")
    section = room.room.section
    section.second.add()
    typed("biologie\t")
    room.press("Ajouter cette formation")
    tie = room.office.rows(select(CommissionFormation))[0]
    assert tie.formation_id == room.office.master
    section.second.form.focus("reunion")
    typed("12/06/2026\t")
    assert cells(section.second.table) == ["12/06/2026 | Master 1 Biologie · M1BIO · Licence et Master 2026-2027"]


def test_a_commission_examines_nothing_without_a_formation(room: Room) -> None:
    room.office(add_item, "commission", {"libelle": "Commission des sciences"})
    go(room, "Commissions")
    room.press("Ajouter cette formation")
    assert room.says("Choisissez la formation, puis ajoutez-la.")


def test_who_brings_a_piece(room: Room) -> None:
    go(room, "Pièces")
    section = room.room.section
    assert cells(section.second.table) == ["indifférent | indifférent | indifférent"]
    section.first.table.step(1)
    assert cells(section.second.table) == [
        "indifférent | indifférent | Licence 2 Informatique · L2INF · Licence et Master 2026-2027"
    ]
    section.second.add()
    section.second.form.focus("formation_id")
    typed("biologie\t")
    rules = room.office.rows(select(PieceDemandee).where(PieceDemandee.formation_id == room.office.master))
    assert [rule.piece_id for rule in rules] == [room.office.pieces["RELEVE"]]


def test_sessions_are_those_of_the_campaign(room: Room) -> None:
    other = room.office(add_item, "campagne", {"libelle": "2025-2026", "annee": "2025-2026", "etat": "preparation"})
    room.office(add_item, "session", {"campagne_id": other, "libelle": "Principale", "genre": "principale"})
    go(room, "Campagnes")
    section = room.room.section
    assert cells(section.second.table) == []
    section.first.table.go(other)
    assert cells(section.second.table) == [" | Session principale | Principale"]


def test_a_campaign_is_opened_closed_and_opened_again_by_its_buttons(room: Room) -> None:
    room.office.apply(room.office.person())
    go(room, "Campagnes")
    assert room.says("Campagne : Ouverte")
    room.press("Fermer")
    assert room.says("Il reste 1 candidature sans avis. Donnez le motif pour continuer.")
    room.room.section.vie.form.focus("motif")
    typed("fin de l’année\t")
    room.press("Fermer")
    assert room.says("Campagne : Fermée")
    assert room.office.row(Campagne, room.office.campagne).etat == "fermee"
    room.room.section.vie.form.focus("motif")
    typed("un recours\t")
    room.press("Rouvrir")
    assert room.says("Campagne : Ouverte")


def test_the_sessions_of_last_year_are_taken_over(room: Room) -> None:
    go(room, "Campagnes")
    section = room.room.section
    room.press("Les reprendre ici")
    assert room.says("Choisissez la campagne.")
    room.office(add_item, "session", {"campagne_id": room.office.campagne, "libelle": "Avril", "genre": "principale"})
    new = room.office(add_item, "campagne", {"libelle": "2027", "annee": "2027-2028", "etat": "preparation"})
    section.read()
    section.first.table.go(new)
    section.findChild(SessionsReprises).form.focus("reprise")
    typed("licence\t")
    room.press("Les reprendre ici")
    assert cells(section.second.table) == [" | Session principale | Avril"]


def test_lists_that_lie_one_under_the_other_scroll_as_one_page(room: Room) -> None:
    room.window.resize(900, 600)
    go(room, "Campagnes")
    room.drawn()
    pages = [one for one in room.room.section.findChildren(Page) if one.isVisible()]
    assert [one for one in pages if one.verticalScrollBar().maximum()] == pages[:1]


def test_a_motive_of_the_office_is_proposed_at_once(room: Room) -> None:
    go(room, "Listes")
    assert room.says("Capacité d’accueil atteinte")
    room.press("Ajouter")
    typed("assiduite\tAssiduité insuffisante\t")
    row = room.office.rows(select(Nomenclature))[0]
    assert (row.liste, row.code) == ("motif_avis", "assiduite")
    assert room.desk.lists.label("motif_avis", "assiduite") == "Assiduité insuffisante"
    room.room.section.filters.choose("motif_visite")
    assert cells(room.room.section.items.table) == []
    assert room.says("Apporter des pièces")


def test_what_is_changed_elsewhere_is_seen_without_losing_what_is_typed(room: Room) -> None:
    go(room, "Établissement")
    room.room.form().focus("ville")
    typed("Lori")
    room.office(change_setting, "service", "Scolarité centrale")
    room.drawn()
    assert room.room.form().text("service") == "Scolarité centrale"
    assert room.room.form().text("ville") == "Lori"


def test_without_signatory_the_list_says_so(room: Room) -> None:
    for row in room.office.read(all_of, "signataire"):
        room.office(withdraw_item, "signataire", row.key)
    room.drawn()
    assert "Aucun signataire" in waiting(room)


@pytest.mark.parametrize(("size", "width"), [(1.0, 1180), (2.0, 1440)])
def test_no_word_is_cut_and_everything_has_a_name(
    theme: Theme, qtbot: QtBot, office: Office, size: float, width: int
) -> None:
    theme.set(size=size)
    for room in shown(theme, qtbot, office, "reglages", (width, 900)):
        for part in PARTS:
            named = kept(part.label)
            go(room, named)
            qtbot.wait(5)
            assert (named, complaints(room.window)) == (named, [])
    assert QApplication.activePopupWidget() is None


def test_a_backup_that_failed_is_the_first_thing_to_see_to(room: Room) -> None:
    armoire.keep(room.office.store.path, echec="Il manque de la place.")
    room.room.open()
    assert kept(room.room.section.table.rows_model.rows[0].label) == "La dernière sauvegarde a échoué"


def test_a_logo_is_chosen_in_a_file_shown_and_taken_off(
    room: Room, answers: list[Callable[[Any], object]], tmp_path: Path
) -> None:
    """What is no image is told, and changes nothing."""
    Image.new("RGB", (60, 20), "navy").save(tmp_path / "logo.png")
    (tmp_path / "faux.png").write_text("rien")
    go(room, "Établissement")
    assert room.says("Aucun logo sur les documents")
    answers.append(choosing(tmp_path / "logo.png"))
    room.press("Choisir un logo")
    assert room.says("Logo des documents")
    assert room.office.read(setting, "logo")
    answers.append(choosing(tmp_path / "faux.png"))
    room.press("Choisir un logo")
    assert "PNG ou JPEG" in room.told()
    (tmp_path / "logo.svg").write_bytes(LOGO)
    answers.append(choosing(tmp_path / "logo.svg"))
    room.press("Choisir un logo")
    assert readable(b64decode(room.office.read(setting, "logo")))
    room.press("Retirer le logo")
    assert room.office.read(setting, "logo") == ""


def test_the_questions_of_all_and_of_a_centre_are_in_a_page_of_their_own(room: Room) -> None:
    office = room.office
    office(add_item, "question", {"libelle": "Du master", "genre": "texte", "formation_id": office.master})
    office(add_item, "question", {"libelle": "De toutes", "genre": "texte"})
    room.room.parts.go(N_("Questions"))
    room.drawn()
    page = room.room.section
    assert [line.split(" | ")[0] for line in cells(page.first.table)] == ["De toutes"]
    assert complaints(room.room) == []
