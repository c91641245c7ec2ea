"""What the window says, in whichever language it was opened; and Qt's own words, none of which stays in English."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QApplication,
    QColorDialog,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QSpinBox,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from scolarite_desk.langue import SOURCE, Langue, langue
from scolarite_desk.msg import N_
from scolarite_desk.ui.look import texts
from scolarite_desk.ui.look.qt_words import WORDS, QtWords
from scolarite_desk.ui.look.texts import capital, open_in, say, small, spoken, tr, trc, trn
from tests.pseudo import PSEUDO, pseudo

AS_IT_IS = {("QProgressBar", "%p%"), ("QShortcut", "Control"), ("QShortcut", "Keyboard")}  # a sign, and names of no key


@pytest.fixture
def opened(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Langue], bool]]:
    """Open the windows in a language, for the time of a test."""
    monkeypatch.setattr(texts._Window, "langue", spoken())
    locale, before = QLocale(), qapp.findChildren(QTranslator)
    yield lambda chosen: open_in(qapp, chosen)
    for one in qapp.findChildren(QTranslator):
        if one not in before:
            qapp.removeTranslator(one)
            one.deleteLater()
    QLocale.setDefault(locale)


class Spy(QTranslator):
    """Hears all that Qt asks, and answers nothing."""

    def __init__(self, parent: QApplication) -> None:
        super().__init__(parent)
        self.asked = set[tuple[str, str, str | None]]()

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        """Not here."""
        self.asked.add((context, source, disambiguation))
        return None  # type: ignore[return-value]  # a null string

    def isEmpty(self) -> bool:
        """Qt asks nothing of an empty one."""
        return False


@pytest.fixture
def spy(qapp: QApplication) -> Iterator[Spy]:
    spy = Spy(qapp)
    qapp.installTranslator(spy)
    yield spy
    qapp.removeTranslator(spy)
    spy.deleteLater()


@pytest.fixture
def theirs() -> QTranslator:
    """What Qt ships in French."""
    theirs = QTranslator()
    assert theirs.load("qtbase_fr", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    return theirs


def test_the_window_says_in_its_language(monkeypatch: pytest.MonkeyPatch) -> None:
    assert spoken().code == SOURCE
    assert (tr("Dossier {numero}", numero=12), trn("{n} dossier", "{n} dossiers", 2300)) == (
        "Dossier 12",
        "2\u00a0300 dossiers",
    )
    monkeypatch.setattr(texts._Window, "langue", PSEUDO)
    assert spoken() is PSEUDO
    assert say(N_("Enregistrer")) == tr("Enregistrer") == trc("bouton", "Enregistrer") == pseudo("Enregistrer")
    assert trn("{n} dossier", "{n} dossiers", 2) == pseudo("{n} dossiers").format(n=2)


def test_opening_in_a_language_opens_qt_in_it_too(opened: Callable[[Langue], bool]) -> None:
    assert opened(langue(SOURCE))
    said = QCoreApplication.translate
    assert said("QPlatformTheme", "Cancel") == "Annuler"
    assert said("QFileDialog", "&Look in:") == "&Regarder dans\u00a0:"
    assert said("Personne", "Nobody asks for this") == "Nobody asks for this"
    assert QLocale().language() is QLocale.Language.French


def test_a_language_that_qt_does_not_ship_says_so_and_is_spoken(opened: Callable[[Langue], bool]) -> None:
    assert not opened(PSEUDO)
    assert spoken() is PSEUDO
    assert QCoreApplication.translate("QFileDialog", "&Look in:") == pseudo("&Regarder dans\u00a0:")


def test_without_its_catalogue_a_language_is_french_for_qt_too(opened: Callable[[Langue], bool]) -> None:
    assert opened(Langue("en", missing=True))
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Annuler"


def test_a_text_begins_a_sentence_or_goes_on_with_it() -> None:
    assert [capital(text) for text in ("même nom", "École", "")] == ["Même nom", "École", ""]
    assert [small(text) for text in ("Année", "INE", "École", "À l’inscription", "")] == [
        "année", "INE", "école", "à l’inscription", "",
    ]  # fmt: skip


def shown(qtbot: QtBot, *widgets: QWidget) -> None:
    for widget in widgets:
        qtbot.addWidget(widget)
        widget.show()
        QApplication.processEvents()
        widget.hide()


def file_dialogs(folder: Path) -> Iterator[QFileDialog]:
    """As `ui/widgets/files.py` asks for a file to open, one to write, a folder."""
    (folder / "sous-dossier").mkdir()
    (folder / "guichet.sdesk").touch()
    (folder / "lien.sdesk").symlink_to(folder / "parti.sdesk")
    for mode, accept in (
        (QFileDialog.FileMode.ExistingFile, QFileDialog.AcceptMode.AcceptOpen),
        (QFileDialog.FileMode.AnyFile, QFileDialog.AcceptMode.AcceptSave),
        (QFileDialog.FileMode.Directory, QFileDialog.AcceptMode.AcceptOpen),
    ):
        for view in QFileDialog.ViewMode:
            dialog = QFileDialog(directory=str(folder))
            dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
            dialog.setFileMode(mode)
            dialog.setAcceptMode(accept)
            dialog.setViewMode(view)
            dialog.setNameFilter("Bases (*.sdesk)")
            yield dialog


def test_no_word_of_qt_stays_in_english(
    qapp: QApplication, qtbot: QtBot, spy: Spy, theirs: QTranslator, tmp_path: Path
) -> None:
    shown(qtbot, *file_dialogs(tmp_path), QColorDialog(options=QColorDialog.ColorDialogOption.DontUseNativeDialog))
    printer = QPrinter()
    shown(qtbot, QPrintDialog(printer))
    line, long = QLineEdit(), QPlainTextEdit()
    shown(qtbot, line, long, line.createStandardContextMenu(), long.createStandardContextMenu())
    shown(qtbot, QComboBox(), QSpinBox(), QScrollBar(), QTabWidget())
    ours = QtWords(say, qapp)
    unsaid = {
        (context, source)
        for context, source, disambiguation in spy.asked
        if not (theirs.translate(context, source, disambiguation) or ours.translate(context, source))
    }
    assert len(spy.asked) > 100, "the spy heard nothing"
    assert unsaid <= AS_IT_IS
    ours.deleteLater()


def test_what_we_say_for_qt_is_what_its_file_lacks(theirs: QTranslator) -> None:
    assert [words for words in WORDS if theirs.translate(*words)] == []
