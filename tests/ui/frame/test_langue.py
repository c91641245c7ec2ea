"""The real window in a language that nobody speaks: whatever is still a French word on a page was never said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid
from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk import practice as exercice
from scolarite_desk.langue import kept
from scolarite_desk.models.fields.fields import every_field
from scolarite_desk.models.fields.readers import Choix
from scolarite_desk.models.fields.referentiel import COMPOSED, NAMES
from scolarite_desk.models.rules import secours
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.progress import Progress
from scolarite_desk.services import acces, backup, comptes, dossiers, effacements, fusions, mesures, reglages
from scolarite_desk.services.acts import do
from scolarite_desk.services.ressaisie import sheet
from scolarite_desk.store import base
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.referentiel import referentiel
from scolarite_desk.store.safety import armoire
from scolarite_desk.store.store import Store
from scolarite_desk.store.vault.vault import Cost
from scolarite_desk.ui.desk.habitudes import Habits
from scolarite_desk.ui.dossier.pages import PAGES
from scolarite_desk.ui.forms.tables import Table
from scolarite_desk.ui.frame.help import Keys
from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.salles.rooms import ROOMS
from scolarite_desk.ui.widgets.heads import Filters
from tests.accessible import complaints
from tests.pseudo import PSEUDO, unsaid
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.ui.office import settle
from tests.ui.one_page import longer
from tests.ui.said import Known, offered, told, typed
from tests.ui.salles.test_divergences import Apart, apart
from tests.ui.two_desks import office, other

__all__ = ["apart", "founded", "office", "other"]

lengthened = pytest.fixture(longer, autouse=True)

CHEAP = Cost(64, 1)
DOSSIERS, ROWS = 1, 6  # walked one by one
NOBODY = "kermarec anna"
KEY = secours.new_recovery_key(bytes)
IN_EVERY_LANGUAGE = {
    "Ctrl": "a key, as it is written on it",
    "postgresql://serveur.exemple.fr/scolarite": "what an address looks like",
    "hors_dates": "the code of a rule, in the journal, as the base writes it",
    "guichet": "the name of the file of the base",
}


def retyped(session: Session) -> Iterator[str]:
    """What eCandidat takes, which speaks French alone."""
    for dossier in session.scalars(select(Dossier.id).where(Dossier.retire_le.is_(None))):
        yield from (one.entier for one in sheet(session, dossier, lists(session), date(2026, 7, 1)).lignes)


class Walk:
    """A window, and what of it was still French, by place."""

    def __init__(self, theme: Theme, qtbot: QtBot, store: Store, *others: str) -> None:
        self._qtbot = qtbot
        self.window = Window(store, theme, Habits(), lock=lambda: None, open_other=lambda base: None)
        qtbot.addWidget(self.window)
        self.window.resize(1280, 800)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        desk = self.window.desk
        words, elsewhere = desk.read(lambda s: ([*typed(s, desk.lists)], {*retyped(s)}))
        labels = desk.read(lambda s: [*s.scalars(select(Formation.libelle).where(Formation.libelle.is_not(None)))])
        begun = {one for one in elsewhere if any(str(label).startswith(one) for label in labels)}  # they may be cut
        self._known = Known([*words, *(elsewhere - begun), *IN_EVERY_LANGUAGE, *others])
        self._seen: set[str] = set()
        self.left: dict[str, set[str]] = {}
        self.look("accueil", self.window)

    def look(self, place: str, root: QWidget) -> None:
        """Read a page once what was begun there is done; nothing is judged twice."""
        settle(self._qtbot, lambda: not self.window.desk.jobs.busy)
        QApplication.processEvents()
        self._judge(place, set(told(root)))

    def _judge(self, place: str, texts: set[str]) -> None:
        found = {f"{left} | {text}" for text in texts - self._seen if (left := self._known.beside(text))}
        self._seen |= texts
        if found:
            self.left.setdefault(place, set()).update(found)

    def enter(self, code: str) -> Any:
        """A room as it opens, what its choices offer too."""
        room = self.window.enter(code)
        assert room is not None
        self.look(code, room)
        self._judge(code, set(offered(room)))
        return room

    def ways(self, room: QWidget) -> None:
        """Each way to look at a room, and the first rows of each of its tables."""
        ways = [way for one in room.findChildren(Filters) for way in one.findChildren(QAbstractButton)]
        for way in ways:
            way.click()
            self.rows(room)
        if not ways:
            self.rows(room)

    def rows(self, room: Any) -> None:
        """The first rows of each table that is shown."""
        for table in [one for one in room.findChildren(Table) if one.isVisible()]:
            for rank in range(ROWS):
                if isValid(table) and table.isVisible() and rank < len(table.rows_model.rows):  # made anew by the last
                    table.setCurrentIndex(table.rows_model.index(rank, 0))
                    self.look(room.code, room)

    def end(self) -> dict[str, set[str]]:
        """What was found, the window closed."""
        self.window.close()
        return self.left


@dataclass(frozen=True)
class Bureau:
    """A practice base, the dossier of a person of whom much is known, and a number that was erased."""

    store: Store
    dossier: str
    efface: str


@pytest.fixture
def bureau(tmp_path: Path) -> Iterator[Bureau]:
    """In its journal, what an office does, the works that show most last."""
    store = exercice.make(tmp_path / "guichet.sdesk", 24, 1, date(2026, 7, 6), cost=CHEAP)
    with store.reading() as session:
        one, twin, gone, erased = session.scalars(select(Dossier).limit(4))
        formation = session.scalars(select(Formation.id)).first() or ""
    act: Callable[..., Any] = partial(do, store, None)
    act(dossiers.correct, "identite.nom_usage", one.personne_id, "Le Goff")
    act(dossiers.correct, "formation.capacite", formation, 12)
    act(dossiers.add_item, "centre", {"libelle": "Pôle de la mer"})
    act(comptes.withdraw_account, "Denis L.")
    act(reglages.change_setting, "cvec_montant_2026-2027", "105,00")
    act(dossiers.withdraw_item, "dossier", gone.id)
    act(fusions.merge_persons, one.personne_id, twin.personne_id, "même acte de naissance")
    act(mesures.take_measure, one.personne_id, "recours", "Requête du 2 juin")
    act(dossiers.add_item, "nomenclature", {"liste": "motif_avis", "code": "ZZ", "libelle": "Autre voie"})
    act(reglages.change_setting, "ville", "Rivebrume")
    act(comptes.create_account, "Yves", "gestionnaire", {"formation": [formation]})
    act(effacements.erase_person, erased.id, erased.numero, "demande du 3 juin")
    acces.consulted(store, one.id)
    acces.exported(store, "decisions xlsx", 12, kept(acces.COMMAND))
    armoire.keep(store.path, dossier=tmp_path / "armoire")
    backup.automatic(store, Progress())
    yield Bureau(store, one.id, erased.numero or "")
    store.close()


def test_no_page_of_the_window_keeps_a_french_word(theme: Theme, qtbot: QtBot, bureau: Bureau, tmp_path: Path) -> None:
    walk = Walk(
        theme, qtbot, bureau.store, str(tmp_path), "armoire", bureau.efface, NOBODY, *NOBODY.split(), *KEY.split("-")
    )
    assert complaints(walk.window) == []
    _dossiers(walk, bureau.dossier)
    assert complaints(walk.window) == []
    _sheets(walk)
    for code in ROOMS:
        walk.ways(walk.enter(code))
    _what_rooms_lead_to(walk, bureau.dossier)
    assert walk.end() == {}


def _dossiers(walk: Walk, first: str) -> None:
    window = walk.window
    listed = [one.dossier for one in window.queue.people.rows_model.rows]
    for key in (first, *listed[:DOSSIERS]):
        window.show_dossier(key)
        for number, onglet in enumerate(PAGES):
            window.pane.tabs.setCurrentIndex(number)
            walk.look(kept(onglet.page.title), window.pane)


def _sheets(walk: Walk) -> None:
    """What lies over a page, what is told, and what a person who is not found leads to."""
    window = walk.window
    window.pane.go("identite.nom_usage")
    for code in ("historique_champ", "palette", "a_propos", "verifier", "nouvelle_annee"):
        window.run(code)
        walk.look(code, window)
    window.run("touches")
    keys = window.findChild(Keys)
    assert keys is not None
    walk.look("touches", keys)
    keys.close()
    for searched in ("", f"{NOBODY} 07/03/2004"):
        window.queue.search.setText(searched)
        window.run("nouveau")
        walk.look("creation", window)
        window.creation.make_dossier() if not searched else window.run("terminer")


def _what_rooms_lead_to(walk: Walk, dossier: str) -> None:
    steps: dict[str, tuple[Callable[[Any], object], ...]] = {
        "journee": (lambda room: room.begin_arrival(),),
        "decisions": (
            lambda room: room.table.selectAll(),
            lambda room: room.panels.avis.form.open({"avis": "FA"}),
            lambda room: room.panels.avis.look(),
            lambda room: room.letters(),
        ),
        "comptes": (
            lambda room: room.add(),
            lambda room: room.to_recovery(),
            lambda room: room.lead(KEY),
        ),
        "doublons": (lambda room: room.lead(dossier),),
        "rgpd": (lambda room: room.lead(dossier), lambda room: room.conservation.look()),
        "journal": (lambda room: room.checking.run(),),
        "sauvegardes": (lambda room: room.look(),),
        "formations": (lambda room: room.add(),),
    }
    for code, gestures in steps.items():
        room = walk.window.enter(code)
        for gesture in gestures:
            gesture(room)
            walk.look(code, walk.window)


def test_an_empty_base_says_its_first_steps(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    store = base.create(tmp_path / "guichet.sdesk", "Claire", "quatre mots de passe", cost=CHEAP)
    walk = Walk(theme, qtbot, store, str(armoire.backup_plan(store.path).dossier))
    for code in ("journee", "decisions", "formations", "reglages", "sauvegardes"):
        walk.enter(code)
    assert walk.end() == {}
    store.close()


def test_what_two_desks_wrote_apart_is_said(theme: Theme, qtbot: QtBot, office: Office, apart: Apart) -> None:
    # A version kept apart, a code of no list, and who wrote.
    walk = Walk(theme, qtbot, office.store, "Maelle", "stagiaire", "Claire", "Denis")
    walk.window.show_dossier(apart.dossier)
    walk.look("dossier", walk.window.pane)
    walk.rows(walk.enter("divergences"))
    assert walk.end() == {}


def test_every_label_of_a_list_is_said() -> None:
    """What the choices of a form offer, lists of proper names apart."""
    lists = referentiel(spoken=PSEUDO)
    wanted = {one.reader.liste for _, _, one in every_field() if isinstance(one.reader, Choix)}
    sources = {source for name in wanted for source in COMPOSED.get(name, (name,)) if name[:1] != "@"} - NAMES
    assert len(sources) > 30
    assert {(name, one.label) for name in sources for one in lists.entrees(name) if unsaid(one.label)} == set()
