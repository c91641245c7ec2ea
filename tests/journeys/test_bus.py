"""The real program, on a screen that nobody sees: a person is received by what the bus of accessibility says and does.

Names are asked, actions done and texts written, as a screen reader would; no key is typed and nothing is clicked. Every
name that is heard is printed (`-s`); what takes the keyboard must have one.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from scolarite_desk import practice as exercice
from scolarite_desk.langue import kept
from scolarite_desk.store.vault.vault import Cost
from scolarite_desk.ui.desk.commands import command_of
from scolarite_desk.ui.dossier.pages import PAGES
from scolarite_desk.ui.salles.rooms import ROOMS

pytest.importorskip("jeepney", reason="the bus is Linux's")
from tests.journeys.bus import Bus, Node, desktop, wait
from tests.journeys.keyboard import Keyboard

pytestmark = pytest.mark.programs("Xvfb", "dbus-daemon", "at-spi2-registryd")

_TOLD = {
    "label",
    "push button",
    "text",
    "combo box",
    "page tab",
    "table",
    "column header",
    "cell",
    "check box",
    "menu item",
}


class Reader:
    """Whoever hears the window, and works it by what is heard."""

    def __init__(self, bus: Bus, keyboard: Keyboard) -> None:
        self.bus, self._keyboard = bus, keyboard
        self._printed: set[tuple[str, str]] = set()
        self._waiting: list[str] = []  # announced, and waited for by nobody yet
        self.nameless: list[str] = []

    def here(self) -> list[Node]:
        """All that is shown; the keyboard is on the window on top."""
        self._keyboard.follow()
        return [node for window in self.bus.windows() if "showing" in window.states for node in window.walk()]

    def find(self, role: str, name: str) -> Node:
        """The first of this role and name; a list is named by its label."""
        return wait(lambda: next((node for node in self.here() if node.role == role and called(node) == name), None))

    def write(self, name: str, text: str) -> None:
        """Come to a field and write there; it is left by coming to another one."""
        field = self.find("text", name)
        field.focus()
        field.write(text)

    def press(self, name: str) -> None:
        """Press a button; what is waited for then is announced after it."""
        self._announced(())
        self._waiting.clear()
        self.find("push button", name).act()

    def go(self, tab: str) -> None:
        """To a tab of the dossier, whatever is left to do there."""
        wait(
            lambda: next((one for one in self.here() if one.role == "page tab" and tab == plain(one.name)), None)
        ).act()
        wait(
            lambda: any(
                one.role == "page tab" and "selected" in one.states and tab == plain(one.name) for one in self.here()
            )
        )

    def toggled(self, table: str, name: str) -> bool:
        """Whether a row is chosen; otherwise do the one action of its cell, to be looked at again."""
        cell = next(one for one in cells(self, table) if one.name == name)
        assert cell.actions() == ["Toggle"]
        chosen = "selected" in cell.states
        if not chosen:
            cell.act()
        return chosen

    def choose(self, command: str) -> None:
        """From the menus, without opening them."""
        bar = self.find("menu bar", "")
        offered = [one for menu in bar.children() for popup in menu.children() for one in popup.children()]
        next(one for one in offered if one.name == command).act()

    def hears(self, *sentences: str) -> str:
        """Which of these is announced, from now on or since the last that was waited for."""
        return wait(lambda: self._announced(sentences))  # type: ignore[no-any-return]

    def _announced(self, sentences: Sequence[str]) -> str:
        for said in self.bus.heard():
            self._waiting.append(said)
            print(f"  « {said} »")  # noqa: T201
        found = next((one for one in sentences for said in self._waiting if one in said), "")
        if found:
            self._waiting.clear()
        return found

    def listen(self, place: str) -> None:
        """Say all that is there which was not said yet, and what has no name."""
        self._announced(())
        print(f"— {place}")  # noqa: T201
        before = ""
        for role, said, more, focusable in wait(self._told):
            if focusable and not said:
                self.nameless.append(f"{place}: a {role} takes the keyboard and has no name, after « {before} »")
            if role in _TOLD and said and (role, said) not in self._printed:
                self._printed.add((role, said))
                print(f"  {role}: {said}", f"({more})" if more else "")  # noqa: T201
            before = said or before

    def _told(self) -> list[tuple[str, str, str, bool]]:
        """Asked again should a thing go away meanwhile."""
        return [(node.role, called(node), node.description, "focusable" in node.states) for node in self.here()]


def called(node: Node) -> str:
    """Its label where it has one, without the star of what is asked for; its own name otherwise."""
    labels = node.labels() if node.role == "combo box" else []
    return labels[0].name.rstrip("\u00a0*") if labels else node.name


def plain(tab: str) -> str:
    return tab.partition(",")[0]


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    """Before the door of a practice base."""
    base = tmp_path / "exercice.sdesk"
    exercice.make(base, 20, 1, date.today(), cost=Cost(64, 1)).close()  # the program has the real clock
    with desktop() as (env, session):
        bus, keyboard = Bus(session), Keyboard(env["DISPLAY"])
        program = subprocess.Popen(
            [sys.executable, "-m", "scolarite_desk", "--base", str(base), "--compte", exercice.COMPTE],
            env={**os.environ, **env, "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"},
            stderr=subprocess.DEVNULL,
        )
        yield Reader(bus, keyboard)
        program.terminate()
        program.wait()
        keyboard.close()
        bus.close()


def unlock(reader: Reader) -> None:
    reader.write("Mot de passe", exercice.PASSWORD)
    reader.listen("porte")
    reader.press("Ouvrir")
    reader.find("table", "Personnes")


def cells(reader: Reader, table: str) -> list[Node]:
    return [one for one in reader.find("table", table).children() if one.role == "cell"]


def test_a_person_is_received_by_ear(reader: Reader) -> None:
    unlock(reader)
    reader.press("Créer un dossier")
    reader.write("Nom de naissance", "Condé")
    assert "obligatoire" in reader.find("text", "Prénom").description
    reader.write("Prénom", "Hawa")
    reader.write("Né(e) le", "14/07/2005")
    reader.listen("nouveau dossier")
    reader.press("Créer le dossier")
    reader.go("Identité")
    for field, text in (
        ("Civilité", "Mme"),
        ("Nationalité", "Guinéenne"),
        ("Pays", "Guinée"),
        ("Ville de naissance", "Kindia"),
    ):
        reader.write(field, text)
    reader.write("Né(e) le", "31/02/2005")
    reader.write("Téléphone", "06 39 98 12 34")
    reader.hears("Né(e) le\u00a0: Le 31 février n’existe pas")
    assert "Le 31 février n’existe pas" in reader.find("text", "Né(e) le").description
    reader.go("Adresse")
    reader.hears("«\u00a0Identité\u00a0» garde un champ à corriger\u00a0: «\u00a0Né(e) le\u00a0» (F2 y va).")
    reader.go("Identité")
    reader.write("Né(e) le", "14/07/2005")
    reader.go("Adresse")
    for field, text in (("Pays", "France"), ("Code postal", "76130"), ("Adresse", "3 rue des Saules")):
        reader.write(field, text)
    reader.go("Bac")
    reader.write("Situation", "Sans bac")
    reader.go("INE et CVEC")
    reader.press("Générer un INE provisoire")
    reader.write("Situation", "Payée")
    reader.write("Numéro", "VER6-ABCDEF-42")
    reader.press("Identité vérifiée")
    wait(lambda: any(one.name.startswith("CVEC") and one.name.endswith("vérifiée") for one in reader.here()))
    reader.listen("INE et CVEC")
    reader.go("Candidatures")
    reader.press("Ajouter une candidature")
    reader.write("Formation", "Licence 1re année, mention Informatique")
    reader.listen("candidature")
    reader.press("Ajouter une candidature")
    if reader.hears("Raison", "Enregistré") == "Raison":  # this late in the year
        reader.write("Raison", "Dossier transmis par la commission")
        reader.press("Ajouter une candidature")
    reader.listen("candidature ajoutée")
    reader.go("Pièces")
    wait(lambda: reader.toggled("Pièces", wait(lambda: cells(reader, "Pièces")[0].name)))
    wait(lambda: "enabled" in reader.find("push button", "Reçue").states)
    reader.press("Reçue")
    reader.hears("Enregistré")
    reader.listen("pièces")
    reader.press("Éditer le reçu")
    wait(lambda: any(one.name.startswith("Page 1 sur") for one in reader.here()))
    reader.listen("reçu")
    assert not reader.nameless, "\n".join(reader.nameless)


def test_every_tab_and_every_room_are_heard(reader: Reader) -> None:
    unlock(reader)
    everybody = len(cells(reader, "Personnes"))
    wait(lambda: reader.toggled("Vues", "CVEC manquantes"))
    wait(lambda: 0 < len(cells(reader, "Personnes")) < everybody)
    name = wait(lambda: cells(reader, "Personnes")[0].name)
    wait(lambda: reader.toggled("Personnes", name))
    reader.find("label", name.partition("\u00a0: ")[2])
    for onglet in PAGES:
        reader.go(kept(onglet.page.title))
        reader.listen(kept(onglet.page.title))
    for code in ROOMS:
        reader.choose(kept(command_of(code).label))
        title = kept(ROOMS[code]().title)
        reader.find("frame", f"{title} – Scolarité Desk")
        reader.listen(title)
    assert not reader.nameless, "\n".join(reader.nameless)
