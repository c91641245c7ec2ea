"""A file comes in by the window: six steps, the keyboard alone, nothing written before the report was seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from scolarite_desk.errors import Refused
from scolarite_desk.models.rows.imports import REMPLACER, Endroit
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.echange import ImportFait
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.msg import N_
from scolarite_desk.services.imports import porte
from scolarite_desk.services.undo import undo
from scolarite_desk.store.store import Store
from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.look.theme import Theme
from tests.accessible import complaints, out_of_sight
from tests.keys import focused, pressed, typed
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.texts import golden
from tests.ui.office import window, windowed
from tests.ui.one_page import cells
from tests.ui.one_room import Room, choosing, office, shown
from tests.ui.salles import import_factice

__all__ = ["founded", "office", "window"]

_TEXT = """Nom de naissance;Prénom;Né(e) le;Courriel;Remarque
TANGUY;Jean;2/1/1999;jean.tanguy@exemple.fr;bon
LE GALL;Anaïs;31/02/2004;anais@exemple.fr;
MORVAN;Loïc;12/05/2003;loic@exemple.fr;
"""


@pytest.fixture
def fichier(tmp_path: Path) -> Path:
    path = tmp_path / "candidats.csv"
    path.write_text(_TEXT, encoding="utf-8")
    return path


@pytest.fixture
def room(theme: Theme, qtbot: QtBot, office: Office) -> Iterator[Room]:
    office.person("KERMAREC", "Maëlle")
    yield from shown(theme, qtbot, office, "importer")


@pytest.fixture
def told(room: Room, fichier: Path, monkeypatch: pytest.MonkeyPatch) -> Room:
    """The same, a file taken whose plan has a line of each kind."""
    monkeypatch.setattr(porte, "plan", porte.plan)  # put back after the test
    import_factice.faux(porte, room.office.store)
    room.room.take(fichier)
    room.settled()
    return room


def _at(room: Room, *steps: str) -> None:
    """Walk on, to the last of these steps."""
    for step in steps:
        room.room.onward()
        room.settled()
        assert room.room.step == step


def _persons(office: Office) -> int:
    with office.store.reading() as session:
        return session.scalar(select(func.count()).select_from(Personne).where(Personne.retire_le.is_(None))) or 0


def test_an_empty_page_says_what_to_do(room: Room) -> None:
    assert room.says("Choisissez un fichier, ou déposez-le ici.")
    assert focused().accessibleName() == "Choisir un fichier…"
    golden("importer_vide", room.words())


def test_a_file_is_told_with_what_it_was_taken_for_and_its_columns(room: Room, fichier: Path) -> None:
    room.room.take(fichier)
    room.settled()
    assert room.says("candidats.csv")
    assert room.says("3 lignes lues.")
    _at(room, "colonnes")
    assert [line.split(" | ")[2] for line in cells(room.room.pages["colonnes"].table)] == [
        "Nom de naissance (Identité)", "Prénom (Identité)", "Né(e) le (Identité)", "Courriel (Identité)",
        "laissée de côté",
    ]  # fmt: skip


def test_the_preview_says_what_each_cell_becomes(room: Room, fichier: Path) -> None:
    room.room.take(fichier)
    room.settled()
    _at(room, "colonnes")
    page = room.room.pages["colonnes"]
    page.table.go(2)
    assert cells(page.preview.cells) == [
        "2 | 2/1/1999 | 02/01/1999 | Converti",
        "3 | 31/02/2004 | 31/02/2004 | Illisible",
        "4 | 12/05/2003 | 12/05/2003 | Tel quel",
    ]
    page.preview.cells.step(1)
    page.preview.cells.step(1)
    assert room.says("Ligne 3 :")
    page.preview.ways.choose("ligne")
    room.press("Ligne suivante")
    assert cells(page.preview.cells)[4] == "Remarque |  |  | Laissé"


def test_a_column_is_given_another_field_by_typing_and_the_preview_follows(room: Room, fichier: Path) -> None:
    room.room.take(fichier)
    room.settled()
    _at(room, "colonnes")
    page = room.room.pages["colonnes"]
    page.table.go(4)
    page.table.setFocus()
    pressed("Return")
    typed("ville de naissance")
    pressed("Return")
    room.settled()
    assert cells(page.table)[4].endswith("Ville de naissance (Identité)")
    assert room.says("Chaque colonne remplit un champ.")
    page.table.go(4)
    assert cells(page.preview.cells)[0].startswith("2 | bon | ")
    page.table.go(3)
    room.press("Laisser de côté")
    room.settled()
    assert cells(page.table)[3].endswith("laissée de côté")


def test_a_field_is_filled_by_one_column_only(room: Room, fichier: Path) -> None:
    room.room.take(fichier)
    room.settled()
    room.room.import_.fill(4, "identite.courriel")
    room.settled()
    filled = {one.rang: one.chemin for one in room.room.import_.ouvert.source.colonnes}
    assert (filled[3], filled[4]) == ("", "identite.courriel")


def test_a_value_is_asked_once_and_its_answer_is_kept(told: Room) -> None:
    _at(told, "colonnes", "valeurs")
    page = told.room.pages["valeurs"]
    assert cells(page.table) == ["Pays | Bretagne | 3 | à choisir"]
    pressed("Return", page.table)
    typed("royaume")
    pressed("Return")
    told.drawn()
    assert told.room.import_.choix.correspondances == {import_factice.TEXTE: "99132"}
    assert cells(page.table)[0].endswith("ROYAUME-UNI")
    told.press("Ne plus décider")
    told.press("Ne rien mettre")
    assert told.room.import_.choix.correspondances == {import_factice.TEXTE: ""}
    assert cells(page.table)[0].endswith("rien, exprès")


def test_a_doubtful_person_is_settled_side_by_side_by_one_key(told: Room) -> None:
    _at(told, "colonnes", "valeurs", "personnes")
    page = told.room.pages["personnes"]
    assert "Nom de naissance | KERMAREK | KERMAREC | Différent" in cells(page.sides.table)
    pressed("1", page.table)
    [(place, person)] = told.room.import_.choix.reglees.items()
    assert (place, person) == (Endroit(3), told.office.rows(select(Personne))[0].id)
    assert cells(page.table)[0].endswith("KERMAREC Maëlle")
    pressed("5", page.table)
    assert told.room.import_.choix.reglees == {}
    pressed("4", page.table)
    assert cells(page.table)[0].endswith("quelqu’un d’autre")
    _at(told, "rapport")
    assert "3 | À créer" in cells(told.room.pages["rapport"].lines)[1]


def test_the_report_filters_its_lines_and_says_before_and_after(told: Room) -> None:
    _at(told, "colonnes", "valeurs", "personnes", "rapport")
    page = told.room.pages["rapport"]
    assert [line.split(" | ")[1] for line in cells(page.lines)] == [
        "À créer", "Douteuse", "Rejetée", "À compléter", "Déjà là",
    ]  # fmt: skip
    page.filters.choose("modifier")
    assert cells(page.gaps) == [
        "Téléphone | vide | +33 6 12 34 56 78 | rempli",
        "Courriel | loic@exemple.fr | loic@exemple.fr | gardé",
    ]
    page.gaps.step(0)
    page.gaps.step(1)
    assert told.says("Modifié ici depuis : gardé")
    told.press("Prendre le fichier pour ce champ")
    told.settled()
    assert cells(page.gaps)[1] == "Courriel | loic@exemple.fr | loic.morvan@exemple.fr | changé"
    page.filters.choose("rejete")
    assert told.says("Né(e) le : « 31/02/2004 » n’est pas une date.")


def test_replacing_is_for_all_fields_and_a_complete_file_says_who_it_lacks(told: Room) -> None:
    _at(told, "colonnes", "valeurs", "personnes", "rapport")
    page = told.room.pages["rapport"]
    page.policy.choose(REMPLACER)
    told.settled()
    page.filters.choose("modifier")
    assert cells(page.gaps)[1].endswith("changé")
    page.complete.click()
    told.settled()
    assert told.says("1 dossier n’est plus dans le fichier : rien ne lui arrive.")


def test_all_or_nothing_writes_nothing_while_a_line_is_held(told: Room) -> None:
    _at(told, "colonnes", "valeurs", "personnes", "rapport")
    before = _persons(told.office)
    told.room.pages["rapport"].strict.click()
    told.settled()
    assert told.says("Tout ou rien : 2 lignes ne peuvent pas être prises.")
    told.press("Importer 2 lignes")
    assert "Tout ou rien" in told.told()
    assert told.room.step == "rapport"
    assert _persons(told.office) == before


def test_nothing_is_written_until_the_report_was_seen_and_one_undo_takes_all_back(told: Room) -> None:
    before = _persons(told.office)
    _at(told, "colonnes", "valeurs", "personnes", "rapport")
    assert _persons(told.office) == before
    assert told.says("Rien n’est encore écrit.")
    _at(told, "fait")
    assert _persons(told.office) == before + 1
    page = told.room.pages["fait"]
    assert told.says("1 ligne créée.")
    assert cells(page.table)[0].endswith("TANGUY Jean | 07/03/2004")
    pressed("Return", page.table)
    [created] = told.asked
    assert told.office.row(Dossier, created[0]).numero == cells(page.table)[0].split(" | ")[0]
    undo(told.office.store)
    told.drawn()
    assert told.says("Cet import a été annulé.")


def test_the_lines_that_were_left_are_written_with_why(told: Room, tmp_path: Path, answers: list[object]) -> None:
    _at(told, "colonnes", "valeurs", "personnes", "rapport", "fait")
    target = tmp_path / "a-corriger.csv"
    answers.append(choosing(target))
    told.press("Enregistrer les lignes laissées de côté…")
    told.settled()
    [head, *lines] = target.read_text(encoding="utf-8-sig").splitlines()
    assert head.endswith(";Ligne;Erreurs")
    assert lines[1] == "LE GALL;Anaïs;07/03/2004;4;Né(e) le\u00a0: «\u00a031/02/2004\u00a0» n’est pas une date."


def test_a_protected_file_asks_for_its_password_and_says_when_it_is_wrong(
    room: Room, fichier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = porte.open_file

    def locked(*args: object) -> porte.FichierOuvert:
        if args[3] != "vachement":
            wrong = N_("Ce n’est pas le bon mot de passe.") if args[3] else N_("Ce classeur a un mot de passe.")
            raise Refused(wrong, porte.MOT_DE_PASSE)
        return read(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(porte, "open_file", locked)
    room.room.take(fichier)
    room.settled()
    page = room.room.pages["fichier"]
    assert room.says("Ce classeur a un mot de passe.")
    assert focused() is page.secret
    typed("faux\n")
    room.settled()
    assert room.says("Ce n’est pas le bon mot de passe.")
    pressed("Ctrl+A")
    typed("vachement\n")
    room.settled()
    assert room.says("3 lignes lues.")
    assert not page.lock.isVisible()
    assert page.secret.text() == ""


def test_a_file_that_was_taken_already_says_when_and_by_whom(room: Room, fichier: Path) -> None:
    room.room.take(fichier)
    room.settled()
    mark, now = room.room.import_.ouvert.source.empreinte, room.office.store.clock()
    with room.office.store.work("importer") as work:
        work.add(ImportFait(fichier="candidats.csv", empreinte=mark, fait_le=now, fait_par="Claire"))
    room.room.take(fichier)
    room.settled()
    assert room.says("par Claire : ce qu’il a écrit ne sera pas écrit deux fois.")
    assert cells(room.room.pages["fichier"].taken)[0].split(" | ")[1] == "candidats.csv"


def test_a_file_that_cannot_be_read_is_told_and_leaves_the_page_as_it_was(room: Room, tmp_path: Path) -> None:
    room.room.take(tmp_path / "absent.csv")
    room.settled()
    assert "n’a pas pu être ouvert" in room.told()
    assert room.room.step == "fichier"
    (tmp_path / "vide.csv").write_bytes(b"")
    room.room.take(tmp_path / "vide.csv")
    room.settled()
    assert "Ce fichier est vide." in room.told()


def test_the_line_of_titles_can_be_another(room: Room, tmp_path: Path) -> None:
    path = tmp_path / "titres.csv"
    path.write_text("Liste;du;jour\nNom de naissance;Prénom;Né(e) le\nTANGUY;Jean;02/01/1999\n", encoding="utf-8")
    room.room.take(path)
    room.settled()
    assert room.room.import_.ouvert.source.colonnes[0].chemin == ""
    page = room.room.pages["fichier"]
    page.form.focus("entete")
    pressed("Ctrl+A")
    typed("2\t")
    room.settled()
    assert [one.chemin for one in room.room.import_.ouvert.source.colonnes] == [
        "identite.nom_naissance", "identite.prenom", "identite.ne_le",
    ]  # fmt: skip
    assert room.says("1 ligne lue.")


def test_the_model_to_fill_has_headers_that_are_known(room: Room, tmp_path: Path, answers: list[object]) -> None:
    answers.append(choosing(tmp_path / "modele.csv"))
    room.press("Modèle à remplir…")
    room.settled()
    assert "est écrit" in room.told()
    room.room.take(tmp_path / "modele.csv")
    room.settled()
    assert all(one.chemin for one in room.room.import_.ouvert.source.colonnes)


def test_each_step_is_said_in_words(told: Room) -> None:
    said = []
    for step in ("fichier", "colonnes", "valeurs", "personnes", "rapport"):
        if step != "fichier":
            _at(told, step)
        said.append(f"== {step}\n{told.words()}")
        assert complaints(told.window) == []
        assert out_of_sight(told.window) == []
    golden("importer", "\n".join(said))


@pytest.mark.parametrize(("wide", "high", "size"), [(1024, 700, 1.0), (1280, 900, 1.5), (1920, 1080, 2.0)])
def test_each_step_has_room_in_a_small_window_and_in_large_letters(
    told: Room, theme: Theme, wide: int, high: int, size: float
) -> None:
    theme.set(size=size)
    told.window.resize(wide - 60, high - 120)
    for step in ("", "colonnes", "valeurs", "personnes", "rapport", "fait"):
        if step:
            _at(told, step)
        assert complaints(told.window) == []
        assert out_of_sight(told.window) == []


def test_from_the_first_key_to_the_result_with_the_keyboard_alone(
    theme: Theme, qtbot: QtBot, office: Office, fichier: Path, answers: list[object]
) -> None:
    office.person("KERMAREC", "Maëlle")
    with windowed(theme, qtbot, office.store) as window:
        _keys(window, office.store, fichier, qtbot, answers)


def _keys(window: Window, store: Store, fichier: Path, qtbot: QtBot, answers: list[object]) -> None:
    def settled() -> None:
        qtbot.waitUntil(lambda: not window.desk.jobs.busy)
        for _ in range(4):
            QApplication.processEvents()

    window.begin()
    pressed("Ctrl+Shift+I")
    settled()
    answers.append(choosing(fichier))
    pressed("Return")
    window.activateWindow()
    settled()
    room = window.room
    assert room is not None
    pressed("Return")
    settled()
    assert room.step == "colonnes"  # type: ignore[attr-defined]
    pressed("Ctrl+PgDown")
    settled()
    assert room.step == "rapport"  # type: ignore[attr-defined]
    assert "À créer" in cells(room.pages["rapport"].lines)[0]  # type: ignore[attr-defined]
    pressed("Ctrl+PgDown")
    settled()
    assert room.step == "fait"  # type: ignore[attr-defined]
    assert window.desk.messages.text() == ""
    with store.reading() as session:
        names = set(session.scalars(select(Personne.nom_naissance).where(Personne.retire_le.is_(None))))
    assert names == {"KERMAREC", "TANGUY", "MORVAN"}
    pressed("Ctrl+Z", window)
    settled()
    with store.reading() as session:
        names = set(session.scalars(select(Personne.nom_naissance).where(Personne.retire_le.is_(None))))
    assert names == {"KERMAREC"}
