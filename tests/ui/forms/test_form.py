"""What happens between a keystroke and the base, on one page of the dossier."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.langue import kept
from scolarite_desk.models.fields.field import Field
from scolarite_desk.models.fields.of_person import BAC
from scolarite_desk.msg import N_, verbatim
from scolarite_desk.store.donne import Given
from scolarite_desk.store.drafts import Draft
from scolarite_desk.store.referentiel import referentiel
from scolarite_desk.ui.desk.drafts import Drafts
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Page
from tests.accessible import complaints
from tests.keys import pressed, replaced, typed
from tests.pseudo import pseudo
from tests.texts import golden
from tests.ui.choices import proposals
from tests.ui.forms.demo import FIELDS, ROW, DemoLists
from tests.words import words


class Told(Drafts):
    """Drafts that are only told."""

    def __init__(self, told: list[tuple[str, str | None]]) -> None:
        self._told = told

    def keep(self, of: str, path: str, text: str | None, over: str | None = None) -> None:
        self._told.append((path.partition(".")[2], text))

    def forget(self, of: str, paths: Iterable[str]) -> None:
        """Nothing is kept."""

    @contextmanager
    def giving(self, of: str, paths: Iterable[str]) -> Iterator[Given]:
        yield Given((), written=True)

    def typed(self, of: str) -> dict[str, Draft]:
        return {}


class Desk:
    """A window with one form, and what it gave."""

    def __init__(self, theme: Theme, qtbot: QtBot, *, fields: tuple[Field, ...] = FIELDS) -> None:
        self.given: list[tuple[str, Any]] = []
        self.drafts: list[tuple[str, str | None]] = []
        self.failures: list[Exception] = []
        self.undone = 0
        self.refuse: Exception | None = None
        self.then: Callable[[], object] | None = None
        self.window = QMainWindow()
        self.form = Form(
            theme,
            fields,
            DemoLists(),
            on_commit=self._commit,
            drafts=Told(self.drafts),
            on_failure=self.failures.append,
        )
        self.page = Page(self.form)
        self.window.setCentralWidget(self.page)
        self.window.resize(1100, 760)
        undo = QAction("Annuler", self.window, shortcut=QKeySequence.StandardKey.Undo)
        undo.triggered.connect(self._undo)
        self.window.addAction(undo)
        qtbot.addWidget(self.window)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.form.open(ROW)

    def _commit(self, field: Field, value: Any) -> None:
        if self.refuse is not None:
            raise self.refuse
        self.given.append((field.name, value))
        if self.then is not None:
            self.then()

    def _undo(self) -> None:
        self.undone += 1

    def note(self, name: str) -> str:
        """What is read under a field."""
        return str(self.form.seats[name].note.text())

    def at(self) -> str:
        """The name of the field that has the keyboard."""
        focus = QApplication.focusWidget()
        return next((name for name, seat in self.form.seats.items() if seat.editor is focus), "")


@pytest.fixture
def desk(theme: Theme, qtbot: QtBot) -> Iterator[Desk]:
    return Desk(theme, qtbot)


def test_no_field_moves_when_a_star_goes(desk: Desk, qtbot: QtBot) -> None:
    seats = desk.form.seats.values()
    starred = [seat for seat in seats if seat.label.text().endswith("*")]
    assert starred
    begins = [seat.editor.x() for seat in seats]
    for seat in starred:
        seat.label.setText(seat.label.text().rstrip("*\u00a0"))
    QApplication.processEvents()
    assert [seat.editor.x() for seat in seats] == begins


def test_leaving_by_tab_gives_the_value_once(desk: Desk) -> None:
    desk.form.focus("nom")
    replaced("Le Goff-Çelik\t")
    assert desk.given == [("nom", "Le Goff-Çelik")]
    assert desk.at() == "prenom"


def test_enter_gives_the_value_once_and_goes_to_the_next_field(desk: Desk) -> None:
    desk.form.focus("prenom")
    replaced("Chloé\n")
    assert desk.given == [("prenom", "Chloé")]
    assert desk.at() == "usage"


def test_clicking_elsewhere_gives_the_value_once(desk: Desk) -> None:
    desk.form.focus("usage")
    typed("DUPONT")
    desk.form.seats["courriel"].editor.setFocus(Qt.FocusReason.MouseFocusReason)
    assert desk.given == [("usage", "DUPONT")]


def test_an_act_pulls_what_is_typed(desk: Desk) -> None:
    desk.form.focus("usage")
    typed("Œuvrard")
    assert desk.form.commit()
    assert desk.form.commit()
    assert desk.given == [("usage", "Œuvrard")]
    assert desk.at() == "usage"


def test_nothing_typed_gives_nothing(desk: Desk) -> None:
    desk.form.focus("nom")
    typed("\t\t\t")
    desk.form.commit()
    assert desk.given == []


def test_a_text_that_means_the_same_value_gives_nothing(desk: Desk) -> None:
    desk.form.focus("ne_le")
    replaced("7/3/2004\t")
    assert desk.given == []
    assert desk.form.text("ne_le") == "07/03/2004"


def test_a_fault_stays_on_screen_and_never_reaches_the_base(desk: Desk) -> None:
    desk.form.focus("ne_le")
    replaced("31/02/2004\t")
    assert desk.given == []
    assert desk.form.text("ne_le") == "31/02/2004"
    assert desk.at() == "pays", "a fault does not hold the keyboard back"
    assert [field.name for field, _ in desk.form.faults()] == ["ne_le"]
    assert desk.note("ne_le") in desk.form.seats["ne_le"].editor.accessibleDescription()
    assert not desk.form.commit()


def test_a_fault_appears_in_the_room_kept_for_it(desk: Desk, qtbot: QtBot) -> None:
    before = [seat.editor.y() for seat in desk.form.seats.values()]
    desk.form.focus("ne_le")
    replaced("31/02/2004\t")
    qtbot.wait(20)
    assert [seat.editor.y() for seat in desk.form.seats.values()] == before


def test_a_mended_fault_is_given_and_the_hint_comes_back(desk: Desk) -> None:
    desk.form.focus("age")
    typed("douze\t")
    desk.form.focus("age")
    replaced("12\t")
    assert desk.given == [("age", 12)]
    assert desk.form.faults() == []
    assert desk.note("age") == ""


def test_going_back_to_the_recorded_text_takes_the_fault_away(desk: Desk) -> None:
    desk.form.focus("nom")
    replaced("K3RMAREC\t")
    desk.form.focus("nom")
    replaced("KERMAREC\t")
    assert desk.form.faults() == []
    assert desk.given == []
    assert desk.drafts[-1] == ("nom", None)


def test_a_refusal_is_read_under_the_field_it_names(desk: Desk) -> None:
    desk.refuse = Refused(N_("Ce nom est celui d’un autre dossier."), "identite.prenom")
    desk.form.focus("nom")
    replaced("KERMARREC\t")
    assert desk.note("prenom") == "Ce nom est celui d’un autre dossier."
    assert desk.form.text("nom") == "KERMARREC"
    desk.refuse = None
    assert desk.form.commit()
    assert desk.given == [("nom", "KERMARREC")]


def test_a_full_disk_is_told_elsewhere_and_loses_nothing(desk: Desk) -> None:
    desk.refuse = Unavailable(N_("Le disque est plein. Rien n’est perdu."))
    desk.form.focus("nom")
    replaced("KERMARREC\t")
    assert desk.failures == [desk.refuse]
    assert desk.form.text("nom") == "KERMARREC"
    assert not desk.form.commit()


def test_a_commit_that_shows_the_page_again_is_not_given_twice(desk: Desk) -> None:
    desk.then = lambda: (desk.form.refresh({**ROW, "nom": "LE GOFF"}), desk.form.commit(), desk.form.focus("age"))
    desk.form.focus("nom")
    replaced("LE GOFF\t")
    assert desk.given == [("nom", "LE GOFF")]
    assert desk.note("nom") == "Comme sur la pièce"


def test_ctrl_z_goes_to_the_window_when_the_field_has_nothing_to_undo(desk: Desk) -> None:
    for name in ("nom", "pays", "note"):
        desk.form.focus(name)
        pressed("Ctrl+Z")
    assert desk.undone == 3
    desk.form.focus("usage")
    typed("abc")
    pressed("Ctrl+Z")
    assert desk.undone == 3
    assert desk.form.text("usage") != "abc"


def test_typing_qui_proposes_quimper(desk: Desk) -> None:
    desk.form.focus("commune")
    replaced("qui")
    commune = desk.form.seats["commune"].editor
    assert proposals(commune) == ["Quimper", "Quimperlé", "Quistinic"]
    assert desk.form.text("commune") == "qui"
    pressed("Down")
    pressed("Return")
    assert desk.given == [("commune", "29233")]
    assert desk.form.text("commune") == "Quimperlé"
    assert desk.at() == "ville"


def test_the_first_proposal_is_taken_on_leaving(desk: Desk) -> None:
    desk.form.focus("commune")
    replaced("ren\t")
    assert desk.given == [("commune", "35238")]


def test_an_unknown_choice_keeps_its_text(desk: Desk) -> None:
    desk.form.focus("commune")
    replaced("Atlantis\t")
    assert desk.form.text("commune") == "Atlantis"
    assert desk.note("commune") == "Choisissez une valeur de la liste."


def test_escape_closes_the_list_and_keeps_the_text(desk: Desk) -> None:
    desk.form.focus("commune")
    replaced("quimper")
    pressed("Escape")
    assert proposals(desk.form.seats["commune"].editor) == []
    typed("\t")
    assert desk.form.text("commune") == "Quimper"
    assert desk.given == []


def test_the_wheel_changes_no_choice(desk: Desk, qtbot: QtBot) -> None:
    pays = desk.form.seats["pays"].editor
    assert isinstance(pays, QComboBox)
    assert pays.count() == 0, "nothing that a wheel could turn"


def test_a_field_that_does_not_apply_is_hidden_and_keeps_its_room(desk: Desk, qtbot: QtBot) -> None:
    ville = desk.form.seats["ville"].editor.y()
    desk.form.focus("pays")
    replaced("alle\t")
    assert desk.given == [("pays", "DE")]
    qtbot.wait(20)
    assert desk.form.seats["commune"].editor.isHidden()
    assert desk.form.seats["ville"].editor.y() == ville
    assert desk.at() == "ville", "the keyboard does not stop where nothing is shown"


def test_a_field_that_begins_to_apply_is_the_next_stop(desk: Desk) -> None:
    desk.form.open({**ROW, "pays": "DE"})
    desk.form.focus("pays")
    replaced("fran\t")
    assert desk.at() == "commune"


def test_a_doubt_is_said_and_blocks_nothing(desk: Desk) -> None:
    desk.form.focus("ne_le")
    replaced("07/03/2020\t")
    assert desk.given == [("ne_le", "2020-03-07")]
    assert desk.note("ne_le").startswith("Moins de 10 ans")
    assert desk.form.faults() == []


def test_a_tick_is_given_at_once(desk: Desk) -> None:
    desk.form.focus("boursier")
    pressed("Space")
    assert desk.given == [("boursier", False)]


def test_required_fields_are_marked_and_blank_ones_are_listed(desk: Desk) -> None:
    assert desk.form.seats["nom"].label.text().endswith("*")
    desk.form.open({})
    assert [field.name for field in desk.form.missing()] == ["nom", "prenom", "pays"]


def test_a_draft_is_kept_while_typing_at_most_every_second(desk: Desk, qtbot: QtBot) -> None:
    desk.form.editing._timer.setInterval(60)
    desk.form.focus("usage")
    typed("LE B")
    assert desk.drafts == []
    qtbot.waitUntil(lambda: desk.drafts == [("usage", "LE B")])
    typed("RAS\t")
    assert desk.given == [("usage", "LE BRAS")]
    assert desk.drafts == [("usage", "LE B")]


def test_a_faulty_text_is_kept_as_a_draft_at_once(desk: Desk) -> None:
    desk.form.focus("ne_le")
    replaced("31/02/2004\t")
    assert desk.drafts == [("ne_le", "31/02/2004")]


def test_a_draft_brought_back_waits_for_the_person(desk: Desk) -> None:
    desk.form.restore("identite.usage", "LE BR")
    assert desk.note("usage") == "Brouillon restauré"
    assert desk.form.commit()
    assert desk.given == []
    desk.form.focus("usage")
    typed("\t")
    assert desk.given == [("usage", "LE BR")]


@pytest.mark.parametrize(
    ("draft", "shown"), [("Non", "Non"), ("no", "Non"), ("", ""), ("⟦Nón⟧", "Oui"), ("Nein", "Oui")]
)
def test_a_draft_of_another_language_is_never_taken_for_the_other_answer(desk: Desk, draft: str, shown: str) -> None:
    assert desk.form.text("boursier") == "Oui"
    desk.form.restore("boursier", draft)
    assert desk.form.text("boursier") == shown


def test_another_desk_does_not_replace_what_is_being_typed(desk: Desk) -> None:
    desk.form.focus("nom")
    replaced("KERM")
    desk.form.refresh({**ROW, "nom": "LE GOFF", "prenom": "Anaïs"})
    assert desk.form.text("nom") == "KERM"
    assert desk.note("nom") == "Changé ailleurs\u00a0: «\u00a0LE GOFF\u00a0»"
    assert desk.form.text("prenom") == "Anaïs"
    typed("\t")
    assert desk.given == [("nom", "KERM")]


def test_another_dossier_starts_clean(desk: Desk) -> None:
    desk.form.focus("ne_le")
    replaced("31/02/2004\t")
    desk.form.open({"nom": "TANGUY"})
    assert desk.form.faults() == []
    assert desk.form.text("ne_le") == ""
    assert desk.form.commit()
    assert desk.given == []


def test_a_culprit_gets_the_keyboard(desk: Desk) -> None:
    assert desk.form.focus("identite.courriel")
    assert desk.at() == "courriel"
    assert desk.form.fault("identite.courriel", "Adresse déjà refusée.")
    assert not desk.form.focus("adresse.ligne")
    assert not desk.form.fault("adresse.ligne", "?")


def test_tab_goes_down_a_column_then_down_the_next(desk: Desk) -> None:
    desk.form.focus("nom")
    seen = []
    for _ in FIELDS:
        seen.append(desk.at())
        pressed("Tab")
    assert seen == [field.name for field in FIELDS]


def test_letters_taken_elsewhere_are_left_alone(theme: Theme, qtbot: QtBot) -> None:
    form = Form(theme, FIELDS, DemoLists(), on_commit=lambda field, value: None, taken="npfdcaesi")
    qtbot.addWidget(form)
    texts = [label.text() for label in form.findChildren(QLabel) if "&" in label.text()]
    letters = [text[text.index("&") + 1].lower() for text in texts]
    assert len(letters) == len(set(letters))
    assert not set(letters) & set("npfdcaesi")


@pytest.mark.parametrize(("size", "width"), [(1.0, 1100), (2.0, 1100), (1.0, 700), (2.0, 900)])
def test_no_word_is_cut_and_everything_has_a_name(theme: Theme, qtbot: QtBot, size: float, width: int) -> None:
    theme.set(size=size)
    desk = Desk(theme, qtbot)
    desk.window.resize(width, 760)
    desk.form.focus("ne_le")
    replaced("31/02/2004\t")
    qtbot.wait(20)
    assert complaints(desk.window) == []


def test_texts_half_as_long_again_are_not_cut(theme: Theme, qtbot: QtBot) -> None:
    longer = tuple(
        replace(f, label=verbatim(pseudo(kept(f.label))), hint=verbatim(kept(f.hint) + " mots" * 20)) for f in FIELDS
    )
    desk = Desk(theme, qtbot, fields=longer)
    qtbot.wait(20)
    assert complaints(desk.window) == []


def test_the_page_in_words(desk: Desk) -> None:
    desk.form.focus("ne_le")
    replaced("31/02/2004\t")
    golden("page_de_champs", words(desk.form))


def test_fields_are_found_by_name_for_the_palette(desk: Desk) -> None:
    entries = dict(desk.form.entries())
    assert list(entries)[:2] == ["Nom de naissance", "Prénom"]
    entries["Courriel"]()
    assert desk.at() == "courriel"


def test_a_label_changed_by_the_office_is_shown(desk: Desk) -> None:
    class Renamed(DemoLists):
        LISTS = {**DemoLists.LISTS, "commune": {"29232": "Quimper-Kemper"}}  # noqa: RUF012

    desk.form.use(Renamed())
    assert desk.form.text("commune") == "Quimper-Kemper"
    assert desk.form.commit()
    assert desk.given == []


def test_a_page_that_is_only_read_takes_no_typing(desk: Desk) -> None:
    desk.form.set_read_only(True)
    desk.form.focus("nom")
    typed("abc")
    assert desk.form.text("nom") == "KERMAREC"
    assert all(line.isReadOnly() for line in desk.form.findChildren(QLineEdit))


def test_a_bac_out_of_its_years_is_doubted_whichever_is_typed_last(theme: Theme, qtbot: QtBot) -> None:
    form = Form(theme, BAC, referentiel(), on_commit=lambda field, value: None)
    qtbot.addWidget(form)
    for first, last in (("annee", "serie"), ("serie", "annee")):
        form.open({"situation": "obtenu"})
        for name in (first, last):
            form.seats[name].write({"annee": "2015", "serie": "Baccalauréat général"}[name])
            assert form.commit()
        assert "Hors période" in form.seats["serie"].note.text()
    form.seats["annee"].write("2024")
    assert form.commit()
    assert "Hors période" not in form.seats["serie"].note.text()
