"""A file comes in by the window: six steps, the keyboard alone, nothing written before the report was seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.rows.imports import REMPLACER, Endroit
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.msg import N_
from scolarite_desk.progress import Cancelled
from scolarite_desk.services.identifiants import record_ine
from scolarite_desk.services.imports import porte
from scolarite_desk.services.undo import undo
from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.look.theme import Theme
from tests.accessible import complaints, out_of_sight
from tests.exchange.rendezvous.essais import diary, event
from tests.keys import focused, pressed, typed
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.texts import golden
from tests.ui.office import window, windowed
from tests.ui.one_page import cells
from tests.ui.one_room import Room, choosing, office, shown

__all__ = ["founded", "office", "window"]

_TEXT = """Nom de naissance;Prénom;Né(e) le;INE;Courriel;Téléphone;Pays de naissance;Hors sujet
TANGUY;Jean;2/1/1999;;jean.tanguy@exemple.fr;;Bretagne;bon
KERMAREC;Maelle;07/03/2004;;;;;
LE GALL;Anaïs;31/02/2004;;anais@exemple.fr;;;
MORVAN;Loïc;12/05/2003;0199000001Z;loic.morvan@exemple.fr;0612345678;;
"""
_TEXTE = ("identite.pays_naissance", "Bretagne")


@pytest.fixture
def fichier(tmp_path: Path) -> Path:
    """Somebody whose country no list knows, somebody who looks like one of the base, a day that does not exist,
    somebody whom their INE tells.
    """
    path = tmp_path / "candidats.csv"
    path.write_text(_TEXT, encoding="utf-8")
    return path


@pytest.fixture
def peopled(office: Office) -> Office:
    office.person("KERMAREC", "Maëlle")
    dossier = office.person("MORVAN", "Loïc", "2003-05-12", courriel="loic@exemple.fr")
    office(record_ine, office.owner(dossier), "0199000001Z")
    return office


@pytest.fixture
def room(theme: Theme, qtbot: QtBot, peopled: Office) -> Iterator[Room]:
    yield from shown(theme, qtbot, peopled, "importer")


@pytest.fixture
def told(room: Room, fichier: Path) -> Room:
    """The same, its file read."""
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


def test_a_file_is_told_with_what_it_was_taken_for_and_its_columns(told: Room) -> None:
    assert told.says("candidats.csv")
    assert told.says("Tableau d’un genre inconnu : 7 colonnes sont proposées d’après leur intitulé.")
    assert told.says("Fichier texte. 4 lignes lues.")
    _at(told, "colonnes")
    lines = cells(told.room.pages["colonnes"].table)
    assert lines[0] == "Nom de naissance | TANGUY, KERMAREC, LE GALL | Nom de naissance (État civil)"
    assert lines[7] == "Hors sujet | bon | laissée de côté"
    assert told.says("1 colonne laissée de côté.")


def test_the_preview_says_what_each_cell_becomes(told: Room) -> None:
    _at(told, "colonnes")
    page = told.room.pages["colonnes"]
    page.table.go(2)
    assert cells(page.preview.cells) == [
        "2 | 2/1/1999 | 02/01/1999 | Converti",
        "3 | 07/03/2004 | 07/03/2004 | Tel quel",
        "4 | 31/02/2004 | 31/02/2004 | Illisible",
        "5 | 12/05/2003 | 12/05/2003 | Tel quel",
    ]
    page.preview.cells.step(0)
    page.preview.cells.step(2)
    assert told.says("Ligne 4 : Le 31 février n’existe pas")
    page.table.go(6)
    assert cells(page.preview.cells)[0] == "2 | Bretagne | Bretagne | À vérifier"
    page.preview.ways.choose("ligne")
    told.press("Ligne suivante")
    assert cells(page.preview.cells)[1] == "Prénom | Maelle | Maelle | Tel quel"
    assert cells(page.preview.cells)[7] == "Hors sujet |  |  | Laissé"


def test_a_column_is_given_another_field_by_typing_and_the_preview_follows(told: Room) -> None:
    _at(told, "colonnes")
    page = told.room.pages["colonnes"]
    page.table.go(7)
    page.table.setFocus()
    pressed("Return")
    typed("ville de naissance")
    pressed("Return")
    told.settled()
    assert cells(page.table)[7].endswith("Ville de naissance (Naissance et contact)")
    assert told.says("Chaque colonne remplit un champ.")
    page.table.go(7)
    assert cells(page.preview.cells)[0].startswith("2 | bon | ")
    page.table.go(4)
    told.press("Laisser de côté")
    told.settled()
    assert cells(page.table)[4].endswith("laissée de côté")


def test_a_field_is_filled_by_one_column_only(told: Room) -> None:
    told.room.import_.fill(7, "identite.courriel")
    told.settled()
    filled = {one.rang: one.chemin for one in told.room.import_.ouvert.source.colonnes}
    assert (filled[4], filled[7]) == ("", "identite.courriel")


def test_a_value_is_asked_once_and_its_answer_is_kept(told: Room) -> None:
    _at(told, "colonnes", "valeurs")
    page = told.room.pages["valeurs"]
    assert cells(page.table) == ["Pays | Bretagne | 1 | à choisir"]
    pressed("Return", page.table)
    typed("royaume")
    pressed("Return")
    told.drawn()
    assert told.room.import_.choix.correspondances == {_TEXTE: "99132"}
    assert cells(page.table)[0].endswith("Royaume-Uni")
    told.press("Oublier ce choix")
    told.press("Ne rien mettre")
    assert told.room.import_.choix.correspondances == {_TEXTE: ""}
    assert cells(page.table)[0].endswith("laissé vide")


def test_a_doubtful_person_is_settled_side_by_side_by_one_key(told: Room) -> None:
    _at(told, "colonnes", "valeurs", "personnes")
    page = told.room.pages["personnes"]
    assert told.says("Même nom, même prénom, même date de naissance")
    assert "Prénom | Maelle | Maëlle | Aux accents près" in cells(page.sides.table)
    pressed("Tab", page.table)
    assert focused() is page.sides.table, "what is compared is read before one answers"
    pressed("1", page.table)
    [(place, person)] = told.room.import_.choix.reglees.items()
    assert place == Endroit(3)
    assert told.office.row(Personne, person).nom_naissance == "KERMAREC"
    assert cells(page.table)[0].endswith("KERMAREC Maëlle")
    pressed("5", page.table)
    assert told.room.import_.choix.reglees == {}
    pressed("4", page.table)
    assert cells(page.table)[0].endswith("quelqu’un d’autre")
    _at(told, "rapport")
    assert cells(told.room.pages["rapport"].lines)[1].startswith("3 | À créer | ")


def _reported(room: Room) -> Any:
    """At the report, the country left blank on purpose and the look-alike not told."""
    _at(room, "colonnes")
    return _reported_from_columns(room)


def _reported_from_columns(room: Room) -> Any:
    _at(room, "valeurs")
    room.press("Ne rien mettre")
    _at(room, "personnes", "rapport")
    return room.room.pages["rapport"]


def test_the_report_filters_its_lines_and_says_before_and_after(told: Room) -> None:
    page = _reported(told)
    assert [line.split(" | ")[1] for line in cells(page.lines)] == ["À créer", "Douteuse", "Rejetée", "À modifier"]
    page.filters.choose("modifier")
    assert cells(page.gaps) == [
        "Téléphone | vide | 06 12 34 56 78 | rempli",
        "Courriel | loic@exemple.fr | loic.morvan@exemple.fr | gardé",
    ]
    page.gaps.step(0)
    page.gaps.step(1)
    assert told.says("déjà rempli ici")
    told.press("Prendre le fichier")
    told.settled()
    assert cells(page.gaps)[1] == "Courriel | loic@exemple.fr | loic.morvan@exemple.fr | changé"
    told.press("Garder la base")
    told.settled()
    assert told.says("gardé à votre demande")
    page.filters.choose("rejete")
    assert told.says("Le 31 février n’existe pas")
    assert page.gaps.current().chemin == "identite.ne_le"
    assert "Né(e) le | 31/02/2004 | non pris" in cells(page.gaps)
    page.filters.choose("inchange")
    assert told.says("Aucune ligne de ce genre.")


def test_a_field_is_decided_for_all_lines_at_once(told: Room) -> None:
    page = _reported(told)
    page.filters.choose("modifier")
    page.gaps.step(0)
    page.gaps.step(1)
    page.everywhere.click()
    told.press("Prendre le fichier")
    told.settled()
    assert told.room.import_.choix.par_champ == {"identite.courriel": REMPLACER}


def test_thousands_of_lines_are_counted_as_one_reads_them(told: Room) -> None:
    told.room.steps.count({"colonnes": 10_000})
    assert "2. Colonnes 10\u00a0000" in told.offered()


def test_a_policy_holds_for_all_fields_and_what_was_edited_here_stays(told: Room) -> None:
    page = _reported(told)
    page.policy.choose(REMPLACER)
    told.settled()
    page.filters.choose("modifier")
    page.gaps.step(0)
    page.gaps.step(1)
    assert told.room.import_.choix.politique == REMPLACER
    assert told.says("modifié ici depuis le dernier import")
    page.complete.click()
    told.settled()
    assert told.room.import_.plan.choix.complete


def test_all_or_nothing_writes_nothing_while_a_line_is_held(told: Room) -> None:
    page = _reported(told)
    before = _persons(told.office)
    page.strict.click()
    told.settled()
    assert told.says("Tout ou rien : 2 lignes ne peuvent pas être prises.")
    told.press("Importer 2 lignes")
    assert "Tout ou rien" in told.told()
    assert told.room.step == "rapport"
    assert [line.split(" | ")[1] for line in cells(page.lines)] == ["Rejetée"]
    assert focused() is page.lines
    assert _persons(told.office) == before


def test_nothing_is_written_until_the_report_was_seen_and_one_undo_takes_all_back(told: Room) -> None:
    before = _persons(told.office)
    _reported(told)
    assert _persons(told.office) == before
    assert told.says("Rien n’est encore écrit.")
    _at(told, "fait")
    assert _persons(told.office) == before + 1
    page = told.room.pages["fait"]
    assert told.says("1 ligne créée, 1 ligne modifiée.")
    assert told.says("2 lignes ont été laissées de côté")
    assert cells(page.table)[0].endswith("TANGUY Jean | 02/01/1999")
    pressed("Return", page.table)
    [created] = told.asked
    assert told.office.row(Dossier, created[0]).numero == cells(page.table)[0].split(" | ")[0]
    undo(told.office.store)
    told.drawn()
    assert told.says("Cet import a été annulé.")
    assert _persons(told.office) == before


def test_the_same_file_again_changes_nothing_and_says_when_it_was_taken(told: Room, fichier: Path) -> None:
    _reported(told)
    _at(told, "fait")
    told.room.take(fichier)
    told.settled()
    assert told.says("Ce fichier a déjà été importé le 06/07/2026")
    assert cells(told.room.pages["fichier"].taken)[0].split(" | ")[1:4] == ["candidats.csv", "1", "1"]
    _at(told, "colonnes", "personnes", "rapport")
    assert told.says("Aucune ligne n’est à écrire.")
    assert "Enregistrer les lignes laissées de côté…" in told.offered(), "it is all that can be done"


def test_the_lines_that_were_left_are_written_with_why(told: Room, tmp_path: Path, answers: list[object]) -> None:
    _reported(told)
    _at(told, "fait")
    target = tmp_path / "a-corriger.csv"
    answers.append(choosing(target))
    told.press("Enregistrer les lignes laissées de côté…")
    told.settled()
    [head, *lines] = target.read_text(encoding="utf-8-sig").splitlines()
    assert head.endswith(";Ligne;Erreurs")
    assert lines[1].startswith("LE GALL;Anaïs;31/02/2004;;anais@exemple.fr;;;;4;Ligne 4 – Né(e) le")
    assert len(lines) == 2


def test_where_no_line_can_be_taken_they_are_written_with_why(
    room: Room, tmp_path: Path, answers: list[object]
) -> None:
    path, target = tmp_path / "faux.csv", tmp_path / "a-corriger.csv"
    path.write_text("Nom de naissance;Prénom;Né(e) le\nLE GALL;Anaïs;31/02/2004\n", encoding="utf-8")
    room.room.take(path)
    room.settled()
    _at(room, "colonnes", "rapport")
    answers.append(choosing(target))
    room.press("Enregistrer les lignes laissées de côté…")
    room.settled()
    assert "Ligne 2 – Né(e) le" in target.read_text(encoding="utf-8-sig")
    assert "Choisir un autre fichier…" not in room.offered()


def test_what_was_told_of_a_file_goes_with_it(room: Room, tmp_path: Path, fichier: Path) -> None:
    (tmp_path / "vide.csv").write_bytes(b"")
    room.room.take(tmp_path / "vide.csv")
    room.settled()
    assert room.told() == "Ce fichier est vide."
    assert "Choisir un autre fichier…" not in room.offered(), "the main button is there for it"
    room.room.take(fichier)
    room.settled()
    assert room.told() == ""


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
    assert room.says("4 lignes lues.")
    assert not page.lock.isVisible()
    assert page.secret.text() == ""


def test_a_file_that_cannot_be_read_is_told_and_leaves_the_page_as_it_was(room: Room, tmp_path: Path) -> None:
    room.room.take(tmp_path / "absent.csv")
    room.settled()
    assert "ne peut pas être lu" in room.told()
    assert room.room.step == "fichier"
    (tmp_path / "vide.csv").write_bytes(b"")
    room.room.take(tmp_path / "vide.csv")
    room.settled()
    assert "Ce fichier est vide." in room.told()


def test_a_diary_goes_from_its_file_to_its_report_and_is_taken(room: Room, tmp_path: Path) -> None:
    path, led = tmp_path / "agenda.ics", list[tuple[str, str]]()
    path.write_text(diary(event(uid="a", start="20260706T123000Z"), event(uid="b", start="")), encoding="utf-8")
    room.desk.entered.connect(lambda code, where: led.append((code, where)))
    room.room.take(path)
    room.settled()
    assert room.says("C’est un agenda")
    _at(room, "rapport")
    assert [one.split(" | ")[1:3] for one in cells(room.room.report.lines)] == [
        ["À créer", "TANGUY Loïc"],
        ["Rejetée", ""],
    ]
    assert not room.says("Si un champ est déjà rempli"), "nothing that is filled is asked about"
    golden("importer_agenda", room.words())
    _at(room, "fait")
    assert room.says("1 ligne créée")
    assert focused().accessibleName() == "Voir la journée"
    pressed("Enter")
    assert led == [("journee", "")]
    assert complaints(room.window) == []


def test_a_table_of_appointments_may_be_said_to_be_another_table(room: Room, tmp_path: Path) -> None:
    path = tmp_path / "rendez-vous.csv"
    path.write_text("Date;Heure;Nom;Prénom\n07/07/2026;9h30;TANGUY;Jean\n", encoding="utf-8")
    room.room.take(path)
    room.settled()
    _at(room, "rapport")
    room.room.go("fichier")
    room.room.pages["fichier"].form.focus("profil")
    pressed("Ctrl+A")
    typed("autre table\t")
    room.settled()
    _at(room, "colonnes")


def test_a_file_is_dropped_on_the_page(room: Room, fichier: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(fichier))])
    actions, button, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(5, 5), actions, data, button, none)
    QApplication.sendEvent(room.room, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(room.room, QDropEvent(QPointF(5, 5), actions, data, button, none))
    room.settled()
    assert room.says("4 lignes lues.")


def test_an_import_that_is_stopped_is_looked_at_again(told: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise Cancelled

    _reported(told)
    monkeypatch.setattr(porte, "apply", stopped)
    told.room.onward()
    told.settled()
    assert told.room.step == "rapport"
    assert told.says("Rien n’est encore écrit.")


def test_the_line_of_titles_can_be_another(room: Room, tmp_path: Path) -> None:
    path = tmp_path / "titres.csv"
    path.write_text("Liste;du;jour\nNom de naissance;Prénom;Né(e) le\nTANGUY;Jean;02/01/1999\n", encoding="utf-8")
    room.room.take(path)
    room.settled()
    assert room.says("1 ligne lue.")
    page = room.room.pages["fichier"]
    page.form.focus("entete")
    pressed("Ctrl+A")
    typed("1\t")
    room.settled()
    assert [one.entete for one in room.room.import_.ouvert.source.colonnes] == ["Liste", "du", "jour"]
    assert room.says("2 lignes lues.")


def test_a_model_to_fill_is_written_for_the_kind_of_file(room: Room, tmp_path: Path, answers: list[object]) -> None:
    answers.append(choosing(tmp_path / "modele.xlsx"))
    room.press("Modèle à remplir…")
    room.settled()
    assert "Le modèle « modele.xlsx » est écrit." in room.told()
    room.room.take(tmp_path / "modele.xlsx")
    room.settled()
    filled = {one.chemin for one in room.room.import_.ouvert.source.colonnes}
    assert {"identite.nom_naissance", "identite.prenom", "identite.ne_le"} <= filled


def test_every_field_that_a_column_may_fill_has_a_name_of_its_own() -> None:
    for profil, _ in porte.profils():
        named = Counter((kept(one.label), kept(one.chose)) for one in porte.champs(profil))
        assert [name for name, times in named.items() if times > 1] == [], profil
        assert not any("." in label for label, _ in named), profil


def test_nothing_turns_when_one_goes_from_line_to_line(told: Room) -> None:
    _at(told, "colonnes")
    page = told.room.pages["colonnes"]
    places = set()
    for way in ("colonne", "ligne"):
        page.preview.ways.choose(way)
        for rank in range(8):
            page.table.go(rank)
            told.drawn()
            places.add((page.table.mapTo(told.window, QPoint()), page.choice.mapTo(told.window, QPoint())))
    assert len({(one.x(), one.y(), other.x(), other.y()) for one, other in places}) == 1
    report = _reported_from_columns(told)
    found = set()
    for line in report.lines.rows_model.rows:
        report.lines.go(line.lieu)
        told.drawn()
        found.add((report.lines.mapTo(told.window, QPoint()).y(), report.lines.height(), report.lines.width()))
    assert len(found) == 1


def test_a_file_of_one_formation_leads_to_where_one_says_which(room: Room, tmp_path: Path) -> None:
    path = tmp_path / "admis.csv"
    path.write_text("Numéro candidat;Nom;Prénom;Etat civil;Date de Naissance;e-mail du candidat\n"
                    "9000001;TANGUY;Loïc;M.;07/03/2008;loic@exemple.fr\n", encoding="utf-8")  # fmt: skip
    room.room.take(path)
    room.settled()
    _at(room, "colonnes", "rapport")
    assert room.says("dites laquelle")
    room.room.onward()
    room.settled()
    assert room.room.step == "fichier"
    assert room.says("ne nomme pas de formation : dites laquelle.")
    assert focused().accessibleName().startswith("Formation")


def test_formations_that_came_in_are_one_key_away_and_no_dossier_is_spoken_of(room: Room, tmp_path: Path) -> None:
    path = tmp_path / "formations.csv"
    path.write_text("Code;Libellé;Type de formation\nL3GEO;Licence 3 Géographie;licence\n", encoding="utf-8")
    room.room.take(path)
    room.settled()
    room.room.import_.read(profil="formations")
    room.settled()
    _at(room, "colonnes", "rapport", "fait")
    assert room.says("1 ligne créée.")
    assert not room.says("Dossiers créés")
    assert focused().accessibleName() == "Voir les formations"


def test_each_step_is_said_in_words(told: Room) -> None:
    said = []
    for step in ("fichier", "colonnes", "valeurs", "personnes", "rapport"):
        if step != "fichier":
            _at(told, step)
        if step == "valeurs":
            told.press("Ne rien mettre")
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
    theme: Theme, qtbot: QtBot, peopled: Office, fichier: Path, answers: list[object]
) -> None:
    with windowed(theme, qtbot, peopled.store) as window:
        _keys(window, fichier, qtbot, answers)


def _keys(window: Window, fichier: Path, qtbot: QtBot, answers: list[object]) -> None:
    def settled() -> None:
        qtbot.waitUntil(lambda: not window.desk.jobs.busy)
        for _ in range(4):
            QApplication.processEvents()

    def names() -> set[str]:
        asked = select(Personne.nom_naissance).where(Personne.retire_le.is_(None))
        return {name or "" for name in window.desk.read(lambda session: session.scalars(asked).all())}

    window.begin()
    pressed("Ctrl+Shift+I")
    settled()
    answers.append(choosing(fichier))
    pressed("Return")
    window.activateWindow()
    settled()
    room: Any = window.room
    for step, keys in (
        ("colonnes", ("Return",)),
        ("valeurs", ("Ctrl+PgDown",)),
        ("personnes", ("Return", "Down", "Return", "Ctrl+PgDown")),
        ("rapport", ("1", "Ctrl+PgDown")),
        ("fait", ("Ctrl+PgDown",)),
    ):
        for key in keys:
            pressed(key)
        settled()
        assert room.step == step
    assert window.desk.messages.text() == ""
    assert names() == {"KERMAREC", "MORVAN", "TANGUY"}
    assert focused() is room.pages["fait"].table
    pressed("Ctrl+Z")
    settled()
    assert names() == {"KERMAREC", "MORVAN"}
