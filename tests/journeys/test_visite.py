"""A person walks in without an INE: received, decided on, and gone with papers in hand; the keyboard alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from scolarite_desk import places
from scolarite_desk import practice as exercice
from scolarite_desk.models.tables.dossier import Cvec
from scolarite_desk.models.tables.personne import Adresse, Bac, Identifiant, Personne
from scolarite_desk.services.documents import documents_of
from scolarite_desk.store.base import open_base
from scolarite_desk.store.check.digest import Digest, digest
from scolarite_desk.store.store import Store
from scolarite_desk.store.vault.vault import Cost
from scolarite_desk.ui.desk.habitudes import Habits
from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.look.theme import Scheme, Theme
from scolarite_desk.ui.played.visite import ShortVisit, Visit, reference

MONDAY = datetime(2026, 7, 6, 7, 0, tzinfo=UTC)
OUT = ("recu", "apres-recu", "lettre", "apres-lettre", "terminer", "decisions", "liste", "classeur")  # papers


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A small practice base, on a Monday at nine."""
    path = tmp_path / "exercice.sdesk"
    exercice.make(path, 20, 1, date(2026, 7, 6), cost=Cost(64, 1)).close()
    store = open_base(path, exercice.COMPTE, exercice.PASSWORD, clock=lambda: MONDAY)
    yield store
    store.close()


@pytest.fixture
def visit(qtbot: QtBot, qapp: Any, store: Store, tmp_path: Path) -> Iterator[Visit]:
    """The window, and whoever plays the visit in it."""
    yield from shown(qtbot, qapp, store, tmp_path, Visit)


@pytest.fixture
def short(qtbot: QtBot, qapp: Any, store: Store, tmp_path: Path) -> Iterator[Visit]:
    """The same, of the short one."""
    yield from shown(qtbot, qapp, store, tmp_path, ShortVisit)


def shown(qtbot: QtBot, qapp: Any, store: Store, tmp_path: Path, kind: type[Visit]) -> Iterator[Visit]:
    theme = Theme(qapp, scheme=Scheme.LIGHT)
    window = Window(store, theme, Habits(), lock=lambda: None, open_other=lambda base: None)
    window.resize(1440, 900)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    out = tmp_path / "visite"
    out.mkdir()
    (out / "liste-des-decisions.pdf").write_bytes(b"of an earlier visit")
    yield kind(window, out)
    window.close()
    window.deleteLater()
    theme.deleteLater()
    qapp.setStyleSheet("")


def held(store: Store) -> Digest:
    with store.reading() as session:
        return digest(session)


def words(paper: Path) -> str:
    """What a PDF says."""
    with pypdfium2.PdfDocument(paper) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def played(visit: Visit, wanted: Callable[[str], bool]) -> None:
    for name, step in visit.steps():
        if wanted(name):
            step()
            visit.hands.wait(lambda: not visit.window.desk.jobs.busy)


def test_the_values_that_are_shipped_are_those_of_the_reference() -> None:
    here = json.loads((Path(__file__).parent / "visite_reference.json").read_text(encoding="utf-8"))
    assert here == reference()
    assert places.resource("visite_reference.json").is_file()


def test_a_whole_visit_is_typed_undone_done_again_and_leaves_with_its_papers(
    visit: Visit, store: Store, answers: list[Callable[[Any], object]]
) -> None:
    """From the first key to the workbook. Before a paper is out, every key can be taken back."""
    before = held(store)
    answers += [lambda dialog: None] * 4  # where to write: the hands answer
    played(visit, lambda name: name not in OUT)
    after, keys = held(store), visit.hands.keys
    window = visit.window
    _holds_what_was_typed(store, visit)

    while window.actions_["annuler"].isEnabled():
        visit.hands.press("Ctrl+Z")
    assert window.messages.text() == ""
    assert held(store) == before
    while window.actions_["retablir"].isEnabled():
        visit.hands.press("Ctrl+Y")
    assert held(store) == after

    window.show_dossier(visit.dossier)
    back = visit.hands.keys - keys
    played(visit, lambda name: name in OUT)
    print(f"{keys} touches jusqu’à l’avis validé, {visit.hands.keys - back} en tout")  # noqa: T201
    assert visit.hands.keys - back <= 380
    _papers_say_so(visit)


@pytest.mark.programs("Xvfb")
def test_a_student_of_elsewhere_is_received_in_two_hundred_keys(
    short: Visit, store: Store, answers: list[Callable[[Any], object]]
) -> None:
    """The password aside: it is as long as one likes."""
    answers.append(lambda dialog: None)  # where to write the receipt: the hands answer
    counted = dict[str, int]()
    before = 0
    for name, step in short.steps():
        step()
        short.hands.wait(lambda: not short.window.desk.jobs.busy)
        counted[name], before = short.hands.keys - before, short.hands.keys
    print(counted, short.hands.keys)  # noqa: T201
    assert short.hands.keys <= 200
    view = short.window.pane.view
    assert view is not None
    with store.reading() as session:
        person = session.get_one(Personne, view.personne)
        assert (person.nom_naissance, person.prenom, person.ville_naissance) == ("CONDÉ", "Hawa", "Kindia")
        assert person.identite_vue_le is not None
        address = session.query(Adresse).filter_by(personne_id=person.id).one()
        assert (address.pays, address.commune, address.ligne) == ("99100", "76451", "3 rue des Saules")
        assert session.query(Bac).filter_by(personne_id=person.id).one().situation == "sans"
        assert session.query(Identifiant).filter_by(personne_id=person.id, genre="INE").one().nature == "provisoire"
        assert session.query(Cvec).filter_by(personne_id=person.id).one().verifie_le is not None
    assert len(view.candidatures) == 1
    assert [one.genre for one in short.window.desk.read(documents_of, view.key)] == ["recu"]


def _holds_what_was_typed(store: Store, visit: Visit) -> None:
    view = visit.window.pane.view
    assert view is not None
    with store.reading() as session:
        person = session.get_one(Personne, view.personne)
        assert (person.nom_naissance, person.prenom, person.ne_le) == ("LE GUILVINEC", "Nolwenn", "2005-08-12")
        assert (person.commune_naissance, person.autres_prenoms) == ("29233", "Anne, Soizic")
        address = session.query(Adresse).filter_by(personne_id=person.id).one()
        assert (address.code_postal, address.commune, address.ligne) == ("29300", "29233", "14 impasse des Genêts")
        bac = session.query(Bac).filter_by(personne_id=person.id).one()
        assert (bac.annee, bac.mention, bac.departement) == (2023, "B", "29")
        ine = session.query(Identifiant).filter_by(personne_id=person.id, genre="INE").one()
        assert ine.nature == "provisoire"
        cvec = session.query(Cvec).filter_by(personne_id=person.id).one()
        assert cvec.situation == "payee"
    avis = view.candidatures[0].courant
    assert avis is not None
    assert (avis.avis, avis.valide_par) == ("FA", exercice.COMPTE)


def _papers_say_so(visit: Visit) -> None:
    papers = {path.name.partition("-")[0]: words(path) for path in visit.papers()}
    assert set(papers) == {"recu", "lettre"}
    for text in papers.values():
        assert "LE GUILVINEC" in text
    assert "PROVISOIRE" in papers["recu"].upper()
    liste = visit.out / "liste-des-decisions.pdf"
    assert "LE GUILVINEC" in words(liste)
    rows = CalamineWorkbook.from_path(visit.out / "decisions.xlsx").get_sheet_by_index(0).to_python()
    assert [row for row in rows if "LE GUILVINEC" in row and "Nolwenn" in row]
