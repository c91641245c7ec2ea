"""Two real windows, each on its own base, meet through a real hub: each shows the dossier that the other made.

The picture of both is left in `build/deux-postes.png`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from scolarite_desk.services import synchro
from scolarite_desk.services.acts import do
from scolarite_desk.services.arrivee import join
from scolarite_desk.services.comptes import create_account
from scolarite_desk.services.entree import open_base
from scolarite_desk.store.vault import vault
from scolarite_desk.sync.hub.hub_url import HubUrl
from scolarite_desk.sync.hub.invitations import invite
from tests import postgres
from tests.services.conftest import PASSWORD
from tests.sync.hub.conftest import founded, guichet, hub

__all__ = ["founded", "guichet", "hub"]

pytestmark = pytest.mark.programs("Xvfb")

ADMIN = postgres.ADMIN, postgres.PASSWORD
BUILD = Path(__file__).parents[2] / "build"


class Fenetre:
    """A child with one window, that does what it is told."""

    def __init__(self, base: Path, compte: str, left: int, screen: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.deux_postes", str(base), compte, str(left), "LIGHT"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb"},
        )
        assert self._answer() == "prêt"

    def __call__(self, *words: str) -> None:
        """One act, done when this returns."""
        assert self._process.stdin is not None
        self._process.stdin.write(" ".join(words) + "\n")
        self._process.stdin.flush()
        assert self._answer() == words[0]

    def leave(self) -> None:
        """Close the window; whatever is left of it ends."""
        try:
            self._process.wait(30)
        finally:
            self._process.kill()
            self._process.communicate()

    def _answer(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


@pytest.fixture
def screen() -> Iterator[str]:
    """A screen that nobody else uses."""
    ours, theirs = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(theirs), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"],
        pass_fds=(theirs,), stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(theirs)
    with os.fdopen(ours) as number:
        yield f":{number.readline().strip()}"
    server.terminate()
    server.wait()


@pytest.fixture
def bases(guichet: Path, hub: HubUrl, tmp_path: Path) -> tuple[Path, Path]:
    """The desk that holds the dossiers, and one that joined."""
    first = open_base(guichet, "Claire", PASSWORD)
    do(first, None, create_account, "Denis", "gestionnaire")
    synchro.enrol_desk(first, hub, invite(hub, *ADMIN, "01"))
    synchro.synchronise(first)
    first.close()
    second, code = tmp_path / "salon.sdesk", invite(hub, *ADMIN, "02")
    join(second, "Denis", PASSWORD, hub, code, poste="02", cost=vault.Cost(64, 1)).close()
    return guichet, second


def test_two_windows_show_each_other_s_dossier(bases: tuple[Path, Path], screen: str) -> None:
    BUILD.mkdir(exist_ok=True)
    picture = BUILD / "deux-postes.png"
    picture.unlink(missing_ok=True)
    with ExitStack() as left:
        one, other = (
            Fenetre(base, compte, place, screen)
            for base, compte, place in zip(bases, ("Claire", "Denis"), (0, 960), strict=True)
        )
        for window in (one, other):
            left.callback(window.leave)
        one("dossier", "KERMAREC", "Maëlle", "07/03/2004")
        other("dossier", "TANGUY", "Yann", "12/11/2003")
        for window in (one, other, one):
            window("synchroniser")
        one("ouvrir", "TANGUY")
        other("ouvrir", "KERMAREC")
        one("image", str(picture))
        for window in (other, one):
            window("fin")
    assert picture.exists()
