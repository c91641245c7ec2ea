"""« Pièces »: three keys, the reason beside, what makes the dossier incomplete."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from scolarite_desk.models.tables.dossier import Reserve
from scolarite_desk.services.completude import set_statut
from scolarite_desk.services.dossiers import withdraw_item
from scolarite_desk.services.pieces import receive_piece
from scolarite_desk.services.undo import undo
from scolarite_desk.store import drafts
from scolarite_desk.ui.dossier.pieces.page import PiecesPage
from scolarite_desk.ui.look.theme import Theme
from tests.accessible import complaints
from tests.keys import focused, pressed, replaced, typed
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.texts import golden
from tests.ui.one_page import Shown, cells, closed, office, plain

__all__ = ["founded", "office"]


@pytest.fixture
def page(theme: Theme, qtbot: QtBot, office: Office) -> Iterator[Shown]:
    """One candidature: identity, transcript, transfer form (which may not concern everyone)."""
    dossier = office.person()
    office.apply(dossier)
    yield from closed(at_work(Shown(theme, qtbot, office, PiecesPage, dossier)))


@pytest.fixture
def two(theme: Theme, qtbot: QtBot, office: Office) -> Iterator[Shown]:
    """Two candidatures: the identity paper is asked by both."""
    dossier = office.person()
    office.apply(dossier)
    office.apply(dossier, office.master)
    yield from closed(at_work(Shown(theme, qtbot, office, PiecesPage, dossier)))


def at_work(shown: Shown) -> Shown:
    shown.page.go("pieces")
    return shown


def rows(page: Shown) -> list[str]:
    return cells(page.page.table)


def under(page: Shown, name: str) -> str:
    return plain(page.page._reason.seats[name].note.text())


def test_the_first_missing_piece_has_the_keyboard(page: Shown) -> None:
    assert page.at() == "Pièces"
    assert page.page.table.current().line.code == "IDENTITE"
    assert page.page._counts.text() == "0 validée sur 3 · 3 manquantes"


def test_space_receives_and_goes_down_to_the_next(page: Shown) -> None:
    pressed("Space")
    pressed("Space")
    assert [row.split(" | ")[1] for row in rows(page)] == ["Reçue, à examiner", "Reçue, à examiner", "Manquante"]
    assert page.messages.text() == ""
    assert page.page.table.current().line.statut == "AT"


def test_space_and_v_pressed_once_too_often_say_nothing_and_undo_nothing(page: Shown) -> None:
    pressed("V")
    page.page.table.step(-9)
    for key in ("V", "Up", "Space", "Space", "Up", "Space", "Up", "Up"):
        pressed(key)
    assert [row.split(" | ")[1] for row in rows(page)] == ["Validée", "Reçue, à examiner", "Manquante"]
    assert page.messages.text() == ""


def test_v_validates_and_receives_at_once(page: Shown) -> None:
    pressed("V")
    assert rows(page)[0] == "Pièce d’identité | Validée | 06/07/2026 |  | "
    assert page.page._counts.text() == "1 validée sur 3 · 2 manquantes"


def test_r_asks_for_the_reason_then_enter_refuses(page: Shown) -> None:
    pressed("R")
    assert page.at() == "Motif du refus"
    assert under(page, "motif") == "Choisissez le motif, puis Entrée."
    typed("illisible\n")
    assert rows(page)[0].endswith("Refusée | 06/07/2026 |  | Le document est illisible")
    assert page.at() == "Pièces", "the keyboard is back on the table"


def test_another_reason_has_to_be_written(page: Shown) -> None:
    pressed("R")
    typed("autre motif\n")
    assert page.at() == "Précision"
    typed("Photo d’un écran\n")
    assert rows(page)[0].endswith("| Photo d’un écran")


def test_n_says_not_concerned_at_once_where_it_may(page: Shown, office: Office) -> None:
    page.page.table.go(page.page.table.rows_model.rows[2].key)
    pressed("N")
    assert "Non concerné" in rows(page)[2]


def test_n_asks_why_where_everybody_must(page: Shown) -> None:
    pressed("N")
    assert page.at() == "Précision"
    assert "dites pourquoi" in under(page, "motif_texte")
    typed("Original vu en juin\n")
    assert rows(page)[0].startswith("Pièce d’identité | Non concerné")


def test_a_piece_brought_again_keeps_both_lines(page: Shown, office: Office) -> None:
    pressed("R")
    typed("illisible\n")
    office.later(days=1)
    pressed("E")
    shown = rows(page)
    assert shown[0].startswith("Pièce d’identité | Refusée avant")
    assert shown[1].startswith("Pièce d’identité | Reçue, à examiner | 07/07/2026")
    page.page.table.step(-9)
    assert not page.page._buttons[0].isEnabled(), "an earlier paper is only read"


def test_suppr_puts_back_what_was_ticked_by_mistake(page: Shown) -> None:
    pressed("Space")
    pressed("Up")
    pressed("Delete")
    assert rows(page)[0].startswith("Pièce d’identité | Manquante")


def test_the_deadline_is_written_when_left(page: Shown) -> None:
    page.page._reason.focus("echeance")
    replaced("15/9/26\t")
    assert "15/09/2026" in rows(page)[0]


def test_a_deadline_that_is_past_stays_on_screen_with_the_reason(page: Shown) -> None:
    page.page._reason.focus("echeance")
    replaced("01/07/2026\t")
    assert "passée" in under(page, "echeance")
    assert not page.page.commit()


def test_a_paper_for_both_candidatures_is_one_row_and_one_work(two: Shown, office: Office) -> None:
    assert rows(two)[0].startswith("Pièce d’identité | Manquante | Toutes")
    pressed("V")
    assert rows(two)[0].startswith("Pièce d’identité | Validée | Toutes")
    undo(office.store)
    assert rows(two)[0].startswith("Pièce d’identité | Manquante | Toutes")


def test_each_candidature_judges_for_itself(two: Shown, office: Office) -> None:
    two.page._of.setFocus()
    replaced("master\t")
    two.page.table.setFocus()
    pressed("V")
    two.page._of.setFocus()
    replaced("toutes\t")
    assert [row.partition(" | 0")[0] for row in rows(two)[:2]] == [
        "Pièce d’identité | Reçue, à examiner | L2INF",
        "Pièce d’identité | Validée | M1BIO",
    ]


def test_one_more_piece_is_asked_by_hand(page: Shown) -> None:
    pressed("Ins")
    assert page.at() == "Pièce à demander"
    typed("Attestation d’employeur\n")
    assert rows(page)[-1].startswith("Attestation d’employeur | Manquante")
    page.page.table.step(9)
    pressed("Delete")
    assert len(rows(page)) == 3


def test_escape_gives_the_piece_up(page: Shown) -> None:
    pressed("Ins")
    typed("Attest")
    pressed("Esc")
    assert page.at() == "Pièces"
    assert len(rows(page)) == 3


def test_what_makes_it_incomplete_is_named(page: Shown) -> None:
    said = plain(page.page.completeness.strip.text())
    assert said.startswith("En attente. Il manque : Nationalité (identité), Civilité (identité)")
    assert said.endswith("autres.")


def test_complete_all_the_same_asks_the_reason(page: Shown, office: Office) -> None:
    part = page.page.completeness
    part.declare_complete()
    assert part.asking.isVisible()
    assert page.at() == "Raison"
    typed("\n")
    assert part.asking.isVisible(), "a blank reason is no reason"
    typed("Pièces vues à la commission\n")
    assert not part.asking.isVisible()
    assert page.view().candidatures[0].statut == "CO"
    assert office.rows(select(Reserve.motif)) == ["Pièces vues à la commission"]


def test_a_reason_is_kept_until_the_act_and_dies_with_it(page: Shown, office: Office) -> None:
    part, of = page.page.completeness, page.view().candidatures[0].key
    part.declare_complete()
    typed("Pièces vues à la comm")
    part.show_of(page.view().key, page.view().candidatures[:0])
    assert drafts.drafts_of(office.store, of) == {"raison.motif@complet": "Pièces vues à la comm"}
    part.show_of(page.view().key, page.view().candidatures)
    part.declare_complete()
    assert part.asking.form.text("motif") == "Pièces vues à la comm"
    pressed("End")
    typed("ission\n")
    assert office.rows(select(Reserve.motif)) == ["Pièces vues à la commission"]
    assert drafts.drafts_of(office.store, of) == {}


def test_a_reason_given_up_does_not_come_back(page: Shown, office: Office) -> None:
    part = page.page.completeness
    part.declare_complete()
    typed("Pièces vues")
    part.asking.form.keep()
    pressed("Esc")
    assert not part.asking.isVisible()
    assert drafts.drafts_of(office.store, page.view().candidatures[0].key) == {}


def test_giving_up_the_reason_changes_nothing(page: Shown) -> None:
    page.page.completeness.declare_complete()
    pressed("Esc")
    assert page.page.completeness.strip.isVisible()
    assert page.view().candidatures[0].statut == "AT"


def test_incomplete_starts_the_delay_of_what_is_missing(page: Shown) -> None:
    page.page.completeness.declare_incomplete()
    assert page.view().candidatures[0].statut == "IN"
    assert "21/07/2026" in rows(page)[0]


def test_what_another_desk_does_is_shown_and_the_row_stays(page: Shown, office: Office) -> None:
    page.page.table.step(1)
    key = page.view().candidatures[0].key
    office(receive_piece, key, office.pieces["IDENTITE"])
    office(set_statut, key, "RE")
    assert "Reçue, à examiner" in rows(page)[0]
    assert page.page.table.current().line.code == "RELEVE"
    assert focused() is page.page.table


def test_without_candidature_it_says_what_to_do(theme: Theme, qtbot: QtBot, office: Office) -> None:
    shown = Shown(theme, qtbot, office, PiecesPage, office.person())
    assert plain(shown.page.table.empty.text()).endswith("ajoutez d’abord une candidature. Ctrl+Maj+N")
    shown.desk.close()
    shown.window.close()


def test_the_page_in_words(two: Shown) -> None:
    pressed("V")
    two.drawn()
    golden("page_pieces", two.words())


@pytest.mark.parametrize("size", [1.0, 2.0])
def test_nobody_is_left_out(two: Shown, theme: Theme, size: float) -> None:
    theme.set(size=size)
    two.drawn()
    assert complaints(two.window) == []


def test_a_piece_typed_for_a_candidature_withdrawn_meanwhile_stays_on_screen(page: Shown, office: Office) -> None:
    page.page.ask_more()
    typed("Portfolio")
    office(withdraw_item, "candidatures", page.view().candidatures[0].key)
    pressed("Return")
    assert page.page._free.text("libelle") == "Portfolio"
    assert "ajoutez d’abord une candidature" in plain(page.page._free.seats["libelle"].note.text())
