"""A document over the window: seen, printed page by page, saved, opened outside; nothing readable left behind."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from scolarite_desk.errors import Unavailable
from scolarite_desk.msg import N_
from scolarite_desk.progress import Cancelled, Progress
from scolarite_desk.services.documents import issue_receipt, register
from scolarite_desk.services.reglages import change_setting
from scolarite_desk.ui.desk import leaves
from scolarite_desk.ui.desk.edition import preview_act
from scolarite_desk.ui.desk.leaves import Pages, print_pages
from scolarite_desk.ui.desk.printing import Preview, Printable, preview
from scolarite_desk.ui.dossier.pieces.page import PiecesPage
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Tick
from tests.accessible import complaints
from tests.exchange.pdf_reading import texts
from tests.exchange.word.documents import LETTRE
from tests.keys import pressed
from tests.services.comptes import colleague
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.texts import golden
from tests.ui.one_page import Shown, closed, office, plain
from tests.words import words

__all__ = ["founded", "office"]

A4, LANDSCAPE = (595.28, 841.89), (841.89, 595.28)


def document(*sizes: tuple[float, float]) -> bytes:
    """A PDF of one rule a page, each page of its own size."""
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out, invariant=1)
    for number, size in enumerate(sizes, 1):
        canvas.setPageSize(size)
        canvas.rect(40, 40, 100 * number, 100, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


TWO = document(A4, LANDSCAPE)


@pytest.fixture
def page(theme: Theme, qtbot: QtBot, office: Office) -> Iterator[Shown]:
    yield from closed(Shown(theme, qtbot, office, PiecesPage, office.person()))


@pytest.fixture
def shown(page: Shown) -> Preview:
    sheet = preview(page.desk, page.page, TWO, "Reçu 01-2026-00012", "recu.pdf", [N_("Délai inconnu.")])
    assert sheet is not None
    return sheet


def to_file(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def inked(octets: bytes, number: int) -> float:
    """The share of a page that is not white."""
    image = Pages(octets).draw(number, 0.5)
    dots = [image.pixelColor(x, y).lightness() < 128 for x in range(image.width()) for y in range(image.height())]
    return sum(dots) / len(dots)


def test_every_page_is_printed_at_its_own_size(theme: Theme, tmp_path: Path) -> None:
    path = tmp_path / "papier.pdf"
    assert print_pages(TWO, to_file(path), Progress()) == 2
    printed = path.read_bytes()
    assert [(round(w), round(h)) for w, h in Pages(printed).sizes] == [(595, 842), (842, 595)]
    assert inked(printed, 1) == pytest.approx(inked(TWO, 1), rel=0.1)


def test_printing_can_be_stopped_between_two_pages(theme: Theme, tmp_path: Path) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        print_pages(TWO, to_file(tmp_path / "papier.pdf"), progress)


def test_a_document_that_is_none_is_told(page: Shown) -> None:
    assert preview(page.desk, page.page, b"%PDF-rien", "Reçu", "recu.pdf") is None
    assert "abîmé" in plain(page.messages.text())
    with pytest.raises(Unavailable):
        Pages(b"")


def test_escape_closes_and_the_keyboard_comes_back(page: Shown) -> None:
    page.page.go("pieces")
    sheet = preview(page.desk, page.page, TWO, "Reçu", "recu.pdf")
    assert sheet is not None
    assert page.at() == "Imprimer"
    pressed("Esc")
    assert page.at() == "Pièces"


def test_it_covers_the_window_whatever_its_size(page: Shown, shown: Preview) -> None:
    page.window.resize(900, 600)
    page.drawn()
    central = page.window.centralWidget()
    assert central is not None
    assert shown.geometry() == central.geometry()


def test_it_prints_in_the_background_and_says_so(page: Shown, shown: Preview, qtbot: QtBot, tmp_path: Path) -> None:
    shown.send(to_file(tmp_path / "papier.pdf"))
    qtbot.waitUntil(lambda: not page.desk.jobs.busy)
    assert plain(page.messages.text()) == "2 pages envoyées à l’imprimante."


def test_it_is_saved_where_the_person_says(
    shown: Preview, tmp_path: Path, answers: list[Callable[[Any], object]]
) -> None:
    target = tmp_path / "a garder.pdf"

    def choose(dialog: QFileDialog) -> None:
        dialog.findChildren(QLineEdit)[0].setText(str(target))
        dialog.accept()

    answers.append(choose)
    shown.save()
    assert target.read_bytes() == TWO
    assert "n’est pas chiffré" in shown.text()


def test_a_folder_that_refuses_is_told(shown: Preview, tmp_path: Path) -> None:
    assert not shown._write(tmp_path / "absent" / "recu.pdf")
    assert "n’a pas pu être écrit" in plain(shown.text())


def test_the_copy_for_the_reader_is_said_and_erased(shown: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    shown.open_outside()
    copy = Path(opened[0].toLocalFile())
    assert copy.read_bytes() == TWO
    assert "elle est effacée quand cet aperçu se ferme" in shown.text()
    shown.close()
    assert not copy.parent.exists()


def test_a_readable_copy_passes_in_memory_where_the_session_has_a_folder_for_that(
    shown: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    locations = {QStandardPaths.StandardLocation.RuntimeLocation: os.environ["XDG_RUNTIME_DIR"]}
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda kind: locations.get(kind, "/nowhere"))
    shown.open_outside()
    assert Path(opened[0].toLocalFile()).is_relative_to(os.environ["XDG_RUNTIME_DIR"])
    shown.close()


def test_a_page_that_says_it_is_immense_is_drawn_coarser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaves, "_LARGEST", 10_000)
    pages = Pages(document((14_400, 14_400)))
    image = pages.draw(0, 4.0)
    assert image.width() * image.height() <= 10_000
    pages.close()


def looked_at(page: Shown) -> Preview:
    sheet = preview_act(page.desk, page.page, issue_receipt, page.dossier, title="Reçu", genre="recu")
    assert sheet is not None
    return sheet


def given(page: Shown) -> list[str]:
    return [one.numero for one in page.desk.read(register)]


def test_looking_at_a_receipt_uses_no_number(page: Shown) -> None:
    for _ in range(2):
        sheet = looked_at(page)
        assert sheet.accessibleName() == "Reçu, aperçu"
        [seen] = texts(sheet.paper.octets)
        assert "APERÇU" in seen, "on a screen or a photograph of it"
        assert "01-2026" not in seen
        assert "le numéro est donné à l’impression" in plain(words(sheet))
        pressed("Esc")
    assert given(page) == []


def test_a_receipt_takes_its_number_once_when_it_leaves(
    page: Shown, tmp_path: Path, qtbot: QtBot, answers: list[Callable[[Any], object]]
) -> None:
    sheet = looked_at(page)
    page.office(issue_receipt, page.office.person("AUTRE"))  # by a command, meanwhile
    answers.append(lambda dialog: dialog.reject())
    pressed("Ctrl+S")
    assert given(page) == ["01-2026-00001"], "giving up where to write it gives nothing"
    sheet.send(to_file(tmp_path / "papier.pdf"))
    qtbot.waitUntil(lambda: not page.desk.jobs.busy)
    sheet.send(to_file(tmp_path / "encore.pdf"))
    qtbot.waitUntil(lambda: not page.desk.jobs.busy)
    assert given(page) == ["01-2026-00001", "01-2026-00002"]
    assert sheet.accessibleName() == "Reçu 01-2026-00002"
    assert "numéro est donné" not in plain(words(sheet))
    assert "01-2026-00002" in " ".join(texts(sheet.paper.octets))
    stands = {row.numero: row.etape for row in page.desk.read(register)}
    assert stands == {"01-2026-00001": "prepare", "01-2026-00002": "imprime"}, "noted once, of what left"


@pytest.mark.parametrize("chosen", ["recu.pdf", "Pour Maëlle.pdf"])
def test_a_paper_saved_under_the_name_that_is_proposed_bears_its_number(
    page: Shown, tmp_path: Path, answers: list[Callable[[Any], object]], chosen: str
) -> None:
    sheet = looked_at(page)
    answers.append(lambda dialog: (dialog.selectFile(str(tmp_path / chosen)), dialog.accept()))
    sheet.save()
    name = "recu-01-2026-00001.pdf" if chosen == "recu.pdf" else chosen
    assert [one.name for one in tmp_path.glob("*.pdf")] == [name]


def test_what_another_desk_gave_meanwhile_as_a_word_letter_is_opened_where_it_prints(
    page: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    there = Printable(LETTRE, "Lettre L02-2026-00001", "lettre-L02-2026-00001.docx")
    sheet = preview(page.desk, page.page, TWO, "Lettre, aperçu", "lettre.pdf", give=lambda: there)
    assert sheet is not None
    sheet.send(to_file(tmp_path / "papier.pdf"))
    assert Path(opened[0].toLocalFile()).read_bytes() == LETTRE
    assert not (tmp_path / "papier.pdf").exists()


def test_who_may_only_look_opens_a_copy_without_being_refused_a_note(
    page: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    issued = page.office(issue_receipt, page.dossier)
    page.desk.store = colleague(page.office.store, "lecture")
    sheet = preview(page.desk, page.page, TWO, "Reçu", "recu.pdf", told=("recu", issued.document))
    assert sheet is not None
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: True)
    sheet.open_outside()
    assert page.messages.text() == ""
    assert {row.etape for row in page.office.read(register)} == {"prepare"}


def test_what_may_no_longer_be_given_does_not_leave(page: Shown, tmp_path: Path) -> None:
    sheet = looked_at(page)
    page.office(change_setting, "etablissement", "")
    sheet.send(to_file(tmp_path / "papier.pdf"))
    assert "Le service n’est pas nommé en entier" in plain(sheet.text())
    assert (given(page), list(tmp_path.glob("papier.pdf"))) == ([], [])


def test_the_preview_in_words(page: Shown, shown: Preview) -> None:
    page.drawn()
    golden("apercu", plain(words(shown)))


def test_nobody_is_left_out(page: Shown, shown: Preview) -> None:
    page.drawn()
    assert complaints(shown) == []


def test_a_sign_that_is_not_printed_is_asked_about_before_a_number_is_given(page: Shown) -> None:
    """The same question as the command line's."""
    page.office(change_setting, "etablissement", "Université 𒀀")
    before = page.office.number()
    assert preview_act(page.desk, page.page, issue_receipt, page.dossier, title="Reçu", genre="recu") is None
    assert "Aucun numéro n’a été donné" in plain(page.messages.text())
    assert page.office.number() == before
    [again] = [one for one in page.messages.findChildren(QPushButton) if one.text() == "Éditer malgré tout"]
    again.click()
    assert page.window.findChildren(Preview)
    assert page.office.number() == before


def test_the_language_of_a_paper_is_chosen_for_that_one_before_it_leaves(
    page: Shown, tmp_path: Path, qtbot: QtBot
) -> None:
    def ticked(sheet: Preview) -> Tick:
        return next(one for one in sheet.findChildren(Tick) if one.isVisible())

    sheet = looked_at(page)
    assert not ticked(sheet).isChecked()
    ticked(sheet).click()
    assert "Acknowledgement" in " ".join(texts(sheet.paper.octets))
    assert given(page) == []
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "recu.pdf"))
    sheet.send(printer)
    qtbot.waitUntil(lambda: not page.desk.jobs.busy)
    assert len(given(page)) == 1
    assert "Acknowledgement" in " ".join(texts(sheet.paper.octets)), "what left is what was looked at"
    assert not ticked(sheet).isEnabled()
    assert complaints(sheet) == []
    pressed("Esc")
    assert not ticked(looked_at(page)).isChecked(), "nothing remembers it"
