"""A season of three hundred dossiers decided, posted, answered, called and closed by the keyboard alone."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from scolarite_desk.models.tables.candidature import Avis
from scolarite_desk.practice.saison import bureau, jours, premier
from scolarite_desk.practice.saison.jeu import Montre, Saison
from scolarite_desk.practice.saison.plan import ETAPES
from scolarite_desk.progress import Progress
from scolarite_desk.services.entree import create
from scolarite_desk.ui.desk.habitudes import Habits
from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.look.theme import Scheme, Theme
from tests.journeys.saison import Guichet

DOSSIERS = int(os.environ.get("SAISON_DOSSIERS", "300"))
EVERY = 10_000
PER_GESTURE, GESTURES = 3, 4  # keys; an avis, its validation, its letter, an answer
DECIDED = "acces_direct"  # the last step that is played by acts


def _by_right(saison: Saison, code: str) -> bool:
    return all(one.avis for one in saison.suivies if one.code == code and one.complete)


@pytest.fixture
def saison(tmp_path: Path) -> Iterator[Saison]:
    """A real base, from its first setting to the day when its commissions have met."""
    fin = date(2026, 11, 29)
    horloge = Montre(premier(fin))
    store, _ = create(tmp_path / "saison.sdesk", "Morgane R.", "essai-essai-123", clock=horloge)
    played = Saison(store, horloge, premier(fin), 1, DOSSIERS, tmp_path, Progress(), len(ETAPES))
    for one in ETAPES:
        with played.etape(one.code, one.libelle, one.jour, one.essais, one.possibles):
            one.joue(played)
        if one.code == DECIDED:
            break
    yield played
    store.close()


@pytest.fixture
def guichet(qtbot: QtBot, qapp: Any, saison: Saison, answers: list[Callable[[Any], object]]) -> Iterator[Guichet]:
    theme = Theme(qapp, scheme=Scheme.LIGHT)
    window = Window(saison.store, theme, Habits(), lock=lambda: None, open_other=lambda base: None)
    window.resize(1440, 900)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield Guichet(window, answers)
    window.close()
    window.deleteLater()
    theme.deleteLater()
    qapp.setStyleSheet("")


@pytest.mark.programs("Xvfb")
def test_a_season_is_decided_by_the_keyboard(saison: Saison, guichet: Guichet, tmp_path: Path) -> None:
    """From the day of the commissions to the last place given: no more than three keys a candidature."""
    decided = [code for code in bureau.OFFERTES if not _by_right(saison, code)]
    saison.au(jours.COMMISSION + 1)
    for code in decided:
        places = saison.capacites[code]
        guichet.formation(code)
        guichet.only("sans")
        guichet.avis({"avis": "Favorable"}, places)
        guichet.avis({"avis": "Liste complémentaire", "rang": "1"}, max(1, places // 3))
        guichet.avis({"avis": "Défavorable", "motif": "Résultats insuffisants"}, EVERY)
    saison.au(jours.COMMISSION + 3)
    for code in decided:
        guichet.formation(code)
        guichet.valider()
    saison.au(jours.PUBLICATION)
    for code in decided:
        guichet.formation(code)
        guichet.only("toutes")
        guichet.lettres(tmp_path / code)
    saison.au(jours.REPONSES[0])
    for code in decided:
        guichet.formation(code)
        guichet.only("FA")
        places = saison.capacites[code]
        guichet.agir("confirmer", "Enregistrer une confirmation", places * 2 // 3)
        guichet.agir("se désister", "Enregistrer un désistement", max(1, places // 6))
    saison.au(jours.CONFIRMATION + 1)
    guichet.suivi("constater le silence", "constater")
    guichet.suivi("appeler la liste", "appeler", {"le": f"{saison.jour(jours.APPEL + 10):%d/%m/%Y}"})
    for compte in guichet.comptes.values():
        print(compte)  # noqa: T201
    asked = len([one for one in saison.suivies if one.code in decided])
    keys = sum(compte.touches for compte in guichet.comptes.values())
    assert keys <= PER_GESTURE * GESTURES * asked
    with saison.store.reading() as session:
        given = Counter(session.scalars(select(Avis.avis).where(Avis.valide_le.is_not(None), Avis.retire_le.is_(None))))
    assert given["FA"] >= sum(saison.capacites[code] for code in decided) > 0
