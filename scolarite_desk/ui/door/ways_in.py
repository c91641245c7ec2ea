"""The ways into a base, each run in a job. What they import is loaded while the password is typed, never before."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from scolarite_desk import places
from scolarite_desk.models.rules import exercice as rules
from scolarite_desk.progress import Progress

if TYPE_CHECKING:
    from scolarite_desk.store.store import Store
    from scolarite_desk.ui.door.joindre import JoinRequest

PREPARED = ("commune", "commune_naissance", "etablissement", "lycee")  # long lists, read before they are asked for
PRACTICE = 300  # dossiers of an exercise base


def practice_base() -> Path:
    """Where the exercise base of this person is."""
    return places.user_data() / rules.FICHIER


def import_all(_: Progress) -> None:
    """What the window needs. It is there for good, so that no collection looks through it again: no base is open yet,
    and nothing of one is kept by this.
    """
    import scolarite_desk.services.entree
    import scolarite_desk.ui.frame.window  # noqa: F401

    gc.freeze()


def import_ahead(_: Progress, alone: Callable[[], bool]) -> None:
    """What the first receipt, the rooms and the long lists need, before somebody waits for it. `alone()`: no base is
    being opened, whose key a frozen thing would keep.
    """
    import pypdfium2  # noqa: F401

    import scolarite_desk.exchange.papers.recu  # noqa: F401
    from scolarite_desk.store.referentiel import referentiel
    from scolarite_desk.ui.look.texts import spoken
    from scolarite_desk.ui.salles.rooms import ROOMS

    for room in ROOMS.values():
        room()
    referentiel(spoken=spoken()).prepare(*PREPARED)
    if alone():
        gc.freeze()


def by_password(base: Path, compte: str, password: str) -> Store:
    """As `services.entree.open_base`."""
    from scolarite_desk.services.entree import open_base

    return open_base(base, compte, password)


def by_session(base: Path, compte: str) -> Store:
    """As `services.entree.open_by_session`."""
    from scolarite_desk.services.entree import open_by_session

    return open_by_session(base, compte)


def by_recovery(base: Path, compte: str, key: str, password: str) -> Store:
    """As `services.entree.recover`."""
    from scolarite_desk.services.entree import recover

    return recover(base, compte, key, password)


def founded(base: Path, compte: str, password: str, catalogue: bool) -> tuple[Store, str]:
    """As `services.fondation.found`: a new base, and its recovery key."""
    from scolarite_desk.services.fondation import found

    made = found(base, compte, password, {}, catalogue=catalogue)
    return made.store, made.secours


def joined(said: JoinRequest, progress: Progress) -> Store:
    """As `services.arrivee.join`, from what was typed."""
    from scolarite_desk.services.arrivee import join
    from scolarite_desk.sync.hub.hub_url import read_hub_url

    adresse = read_hub_url(said.adresse, said.autorite)
    return join(said.base, said.compte, said.password, adresse, said.code, poste=said.poste, progress=progress)


def practised(base: Path, progress: Progress) -> Store:
    """The exercise base of this person: made the first time, opened afterwards."""
    from scolarite_desk import practice as exercice

    if not base.exists():
        exercice.make(base, PRACTICE, 1, exercice.today(), progress).close()
    return by_password(base, exercice.COMPTE, exercice.PASSWORD)
