"""Another dossier: each tab reads its first candidature once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.candidatures import confirm
from scolarite_desk.store.queries.dossiers import dossier_view
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.dossier.candidatures.page import CandidaturesPage
from scolarite_desk.ui.dossier.inscription.page import InscriptionPage
from scolarite_desk.ui.dossier.page import DossierPage
from scolarite_desk.ui.dossier.saisine import SaisinePage
from scolarite_desk.ui.dossier.vapp.page import VappPage
from scolarite_desk.ui.look.theme import Theme
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.ui.one_page import Shown, closed, office

__all__ = ["founded", "office"]


def _asked(office: Office, nom: str, kind: type[DossierPage]) -> str:
    """The dossier of who asked two formations, and was admitted to both where no VAPP is asked."""
    dossier = office.home(office.person(nom))
    for formation in (office.licence, office.master):
        if kind is VappPage:
            office.apply(dossier, formation, genre="vapp")
            continue
        key = office.apply(dossier, formation)
        office(enter_avis, key, "FA")
        office(validate_avis, key)
        office(confirm, key)
    return dossier


@pytest.mark.parametrize("kind", [CandidaturesPage, SaisinePage, VappPage, InscriptionPage])
def test_another_dossier_is_read_once(
    theme: Theme, qtbot: QtBot, office: Office, monkeypatch: pytest.MonkeyPatch, kind: type[DossierPage]
) -> None:
    first, second = (_asked(office, nom, kind) for nom in ("AUDREN", "BERTHELOT"))
    shown, read, real = Shown(theme, qtbot, office, kind, first), Counter[Any](), Desk.read

    def counting(desk: Desk, query: Callable[..., Any], *given: Any, **more: Any) -> Any:
        read[query] += 1
        return real(desk, query, *given, **more)

    monkeypatch.setattr(Desk, "read", counting)
    shown.page.open(office.read(dossier_view, second))
    assert read
    assert set(read.values()) == {1}
    for _ in closed(shown):
        pass
