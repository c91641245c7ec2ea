"""A season of three hundred dossiers opened, decided, posted, answered, called, enrolled and closed by the keyboard."""

from __future__ import annotations

import gc
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from scolarite_desk.models.tables.candidature import Avis
from scolarite_desk.models.tables.formation import Campagne
from scolarite_desk.models.tables.inscription import InscriptionAnnee
from scolarite_desk.practice.saison import bureau, jours, premier
from scolarite_desk.practice.saison.jeu import Montre, Saison
from scolarite_desk.practice.saison.plan import ETAPES
from scolarite_desk.progress import Progress
from scolarite_desk.services.entree import create
from scolarite_desk.ui.desk.habitudes import Habits
from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.look.theme import Scheme, Theme
from tests.journeys.saison import Compte, Guichet

DOSSIERS = int(os.environ.get("SAISON_DOSSIERS", "300"))
EVERY = 10_000
PER_GESTURE, FIXED = 3, 60  # keys: of each candidature; of each gesture, whatever it is done to
PREPARED, DECIDED = "offre", "acces_direct"  # the steps that are played by acts: up to there, then to there


def _by_right(saison: Saison, code: str) -> bool:
    return all(one.avis for one in saison.suivies if one.code == code and one.complete)


def _play(saison: Saison, after: str, last: str) -> None:
    """The steps of a season by its acts, those after one of them."""
    codes = [one.code for one in ETAPES]
    for one in ETAPES[codes.index(after) + 1 if after else 0 : codes.index(last) + 1]:
        with saison.etape(one.code, one.libelle, one.jour, one.essais, one.possibles):
            one.joue(saison)


@pytest.fixture
def saison(tmp_path: Path) -> Iterator[Saison]:
    """A real base, whose first campaign is in preparation."""
    fin = date(2026, 11, 29)
    horloge = Montre(premier(fin))
    store, _ = create(tmp_path / "saison.sdesk", "Morgane R.", "essai-essai-123", clock=horloge)
    played = Saison(store, horloge, premier(fin), 1, DOSSIERS, tmp_path, Progress(), len(ETAPES))
    _play(played, "", PREPARED)
    yield played
    store.close()


@pytest.fixture
def guichets(
    qtbot: QtBot, qapp: Any, saison: Saison, answers: list[Callable[[Any], object]]
) -> Callable[[], AbstractContextManager[Guichet]]:
    """A window on the season, for a while."""

    @contextmanager
    def ouvert() -> Iterator[Guichet]:
        theme = Theme(qapp, scheme=Scheme.LIGHT)
        window = Window(saison.store, theme, Habits(), lock=lambda: None, open_other=lambda base: None)
        window.resize(1440, 900)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        try:
            yield Guichet(window, answers)
        finally:
            window.close()
            window.deleteLater()
            del window
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            gc.collect()  # as the lock does: wrappers of what is gone must not outlive it
            theme.deleteLater()
            qapp.setStyleSheet("")

    return ouvert


@pytest.mark.programs("Xvfb")
def test_a_season_is_decided_by_the_keyboard(
    saison: Saison, guichets: Callable[[], AbstractContextManager[Guichet]], tmp_path: Path
) -> None:
    """From the opening to the closing: three keys a candidature, and those of each gesture; what each holds is told."""
    comptes: dict[str, Compte] = {}
    saison.au(jours.OUVERTURE)
    with guichets() as guichet:
        guichet.campagne("ouvrir la campagne", "Ouvrir")
        comptes |= guichet.comptes
    del guichet
    _play(saison, "ouverture", DECIDED)
    with guichets() as guichet:
        _decide(saison, guichet)
        _post(saison, guichet, tmp_path)
        _answer(saison, guichet, tmp_path)
        _enrol(saison, guichet)
        comptes |= guichet.comptes
    for compte in comptes.values():
        print(compte)  # noqa: T201
    with saison.store.reading() as session:
        given = Counter(session.scalars(select(Avis.avis).where(Avis.valide_le.is_not(None), Avis.retire_le.is_(None))))
        assert set(session.scalars(select(Campagne.etat))) == {"archivee"}
        assert set(session.scalars(select(InscriptionAnnee.etat))) == {"inscrite"}
    assert given["FA"] >= sum(saison.capacites[code] for code in _decided(saison)) > 0
    for compte in comptes.values():
        assert compte.touches <= PER_GESTURE * compte.candidatures + FIXED * compte.fois, compte


def _decided(saison: Saison) -> list[str]:
    """The formations whose commissions examine something."""
    return [code for code in bureau.OFFERTES if not _by_right(saison, code)]


def _decide(saison: Saison, guichet: Guichet) -> None:
    saison.au(jours.COMMISSION + 1)
    for code in _decided(saison):
        places = saison.capacites[code]
        guichet.formation(code)
        guichet.only("sans")
        guichet.avis({"avis": "Favorable"}, places)
        guichet.avis({"avis": "Liste complémentaire", "rang": "1"}, max(1, places // 3))
        guichet.avis({"avis": "Défavorable", "motif": "Résultats insuffisants"}, EVERY)
        guichet.rangs("Moyenne de l’année")
    saison.au(jours.COMMISSION + 3)
    for code in _decided(saison):
        guichet.formation(code)
        guichet.valider()


def _post(saison: Saison, guichet: Guichet, folder: Path) -> None:
    saison.au(jours.PUBLICATION)
    for code in _decided(saison):
        guichet.formation(code)
        guichet.only("toutes")
        guichet.lettres(folder / code)
    saison.au(jours.PUBLICATION + 2)
    for code in _decided(saison):
        guichet.formation(code)
        guichet.only("DE")
        guichet.agir("demander les motifs", "Recours ou motifs", 1, {"genre": "Motifs demandés"})
    guichet.voir("motifs")
    guichet.lettres(folder / "motifs", "éditer les motifs")


def _answer(saison: Saison, guichet: Guichet, folder: Path) -> None:
    saison.au(jours.REPONSES[0])
    for code in _decided(saison):
        guichet.formation(code)
        guichet.only("FA")
        places = saison.capacites[code]
        guichet.agir("confirmer", "Enregistrer une confirmation", places * 2 // 3)
        guichet.agir("se désister", "Enregistrer un désistement", max(1, places // 6), last=True)
    saison.au(jours.CONFIRMATION + 1)
    guichet.suivi("constater le silence", "constater")
    guichet.suivi("appeler la liste", "appeler", {"le": f"{saison.jour(jours.APPEL + 10):%d/%m/%Y}"})


def _enrol(saison: Saison, guichet: Guichet) -> None:
    saison.au(jours.INSCRIPTION)
    guichet.suivi("commencer les inscriptions", "inscrire")
    guichet.suivi("inscrire", "inscription", {"motif": "Vu avec le service"})
    saison.au(jours.LONGUEUR - 20)
    guichet.campagne("fermer et archiver", "Fermer", "Archiver", motif="Fin de saison")
