"""Accounts in the window: made, limited, let in at this desk, withdrawn; the recovery key; one's own password."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from scolarite_desk.services import coffre, entree
from scolarite_desk.services.acts import do
from scolarite_desk.services.comptes import create_account
from scolarite_desk.store.queries.comptes import AccountView, account
from scolarite_desk.store.vault import trousseau, vault
from scolarite_desk.ui.look.theme import Theme
from tests.accessible import complaints
from tests.keys import pressed, replaced, typed
from tests.services.conftest import PASSWORD, founded
from tests.services.conftest import Desk as Office
from tests.texts import golden
from tests.ui.one_page import cells, plain
from tests.ui.one_room import Room, office, shown

__all__ = ["founded", "office"]

OTHER = "une phrase de passe"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """New passwords cost little."""
    monkeypatch.setattr(vault.Cost.__init__, "__defaults__", (8192, 1))


@pytest.fixture
def staffed(office: Office) -> Office:
    """Claire administers, Denis welcomes, the jury is limited to one formation."""
    store = office.store
    do(store, None, create_account, "Claire", "administrateur")
    do(store, None, create_account, "Denis", "accueil")
    do(store, None, create_account, "Jury", "commission", {"formation": [office.licence]})
    return office


@pytest.fixture
def room(theme: Theme, qtbot: QtBot, staffed: Office) -> Iterator[Room]:
    yield from shown(theme, qtbot, staffed, "comptes")


def known(room: Room, nom: str) -> AccountView:
    """The account as the base holds it."""
    found = room.desk.read(account, nom)
    assert found is not None
    return found


def test_accounts_say_what_they_are_and_whether_they_open_this_desk(room: Room) -> None:
    assert [line.rpartition(" | ")[0] for line in cells(room.room.table)] == [
        "Claire | Administrateur |  | Ouvert",
        "Denis | Accueil |  | ",
        "Jury | Commission | 1 limite | ",
    ]
    assert room.says("3 en service · 1 ouvre ce poste")


def test_a_profile_is_changed_from_the_keyboard(room: Room) -> None:
    room.room.table.go("Denis")
    pressed("Return", room.room.table)
    replaced("Gestionnaire\t")
    assert known(room, "Denis").profil == "gestionnaire"
    assert room.says("Exports de données personnelles")


def test_what_papers_say_of_an_account_is_kept_whole_or_refused(room: Room) -> None:
    """CRPA L. 111-2: first name, surname and capacity."""
    room.room.table.go("Denis")
    agent = room.room.fiche.agent
    agent.form.focus("agent_prenom")
    replaced("Denis\t")
    agent.save()
    assert "ou aucun des trois" in str(agent.form.faults()[0][1]) or room.says("ou aucun des trois")
    assert known(room, "Denis").agent_prenom is None
    for name, text in (("agent_nom", "ROUX"), ("agent_qualite", "agent d’accueil")):
        agent.form.focus(name)
        replaced(f"{text}\t")
    agent.save()
    one = known(room, "Denis")
    assert (one.agent_prenom, one.agent_nom, one.agent_qualite) == ("Denis", "ROUX", "agent d’accueil")


def test_the_only_administrator_is_kept_and_told_why(room: Room) -> None:
    room.room.table.go("Claire")
    pressed("Return", room.room.table)
    replaced("Lecture\t")
    assert room.says("« Claire » est le seul administrateur")
    assert known(room, "Claire").profil == "administrateur"


def test_a_limit_is_added_then_taken_away(room: Room, staffed: Office) -> None:
    room.room.table.go("Denis")
    room.room.fiche.form.focus("limite")
    typed("master 1\t")
    kept = known(room, "Denis").perimetre
    assert staffed.master in (kept or "")
    room.drawn()
    room.press("Formation · Master 1 Biologie")
    assert known(room, "Denis").perimetre is None


def test_an_account_is_added_then_let_in_at_this_desk(room: Room, staffed: Office) -> None:
    room.press("Ajouter un compte")
    typed("Nadia\tResponsable\t")
    room.press("Créer le compte")
    room.drawn()
    assert room.room.table.current().nom == "Nadia"
    assert QApplication.focusWidget() is room.room.fiche.mine
    typed(f"{PASSWORD}\ncourt\ncourt\n")
    assert room.says("au moins douze caractères")
    room.room.fiche.theirs.setFocus()
    replaced(f"{OTHER}\n{OTHER}\n")
    room.settled()
    assert "Ce poste s’ouvre à Nadia" in room.told()
    assert room.says("2 ouvrent ce poste")
    entree.open_base(staffed.store.path, "Nadia", OTHER).close()


def test_a_wrong_password_of_the_administrator_is_said_in_place(room: Room, staffed: Office) -> None:
    room.room.table.go("Denis")
    room.press("Autoriser sur ce poste…")
    typed(f"pas le bon du tout\n{OTHER}\n{OTHER}\n")
    room.settled()
    assert room.says("Mot de passe incorrect")
    assert QApplication.focusWidget() is room.room.fiche.mine
    assert vault.accounts(staffed.store.path) == ["Claire"]


def test_a_name_that_is_known_is_refused_under_its_field(room: Room) -> None:
    room.press("Ajouter un compte")
    typed("denis\tLecture\t")
    room.press("Créer le compte")
    assert room.says("Le compte « Denis » existe déjà.")


def test_a_desk_is_closed_to_an_account_that_stays(room: Room, staffed: Office) -> None:
    coffre.let_in(staffed.store, PASSWORD, "Denis", OTHER)
    room.room.reload("Denis")
    room.press("Ne plus autoriser sur ce poste")
    room.settled()
    assert room.says("N’ouvre pas ce poste")
    assert vault.accounts(staffed.store.path) == ["Claire"]


def test_an_account_is_withdrawn_then_given_back(room: Room) -> None:
    room.room.table.go("Denis")
    room.press("Retirer")
    assert room.says("Retiré : ce compte n’ouvre plus aucun poste.")
    assert room.says("2 en service")
    room.press("Rétablir")
    assert room.says("3 en service")


def test_a_recovery_key_is_shown_until_it_is_put_away(room: Room, staffed: Office) -> None:
    room.press("Clé de secours")
    assert room.says("Cette base n’a pas encore de clé de secours.")
    typed(f"{PASSWORD}\n")
    room.settled()
    key = "-".join(label.text() for label in room.room.secours._groups)
    room.press("Ajouter un compte")
    room.press("Clé de secours")  # it is still there
    assert room.says(key[:5])
    room.press("Imprimer")
    room.drawn()
    pressed("Escape")
    room.press("J’ai mis la clé en lieu sûr")
    assert not room.says(key[:5]), "it is read from the paper"
    typed("AAAAA\n")
    assert room.says("Ce n’est pas le dernier groupe")
    typed(f"{key[-5:].lower()}\n")
    assert not room.says("Dernier groupe")
    entree.recover(staffed.store.path, "Claire", key, OTHER).close()
    room.press("Clé de secours")
    assert room.says("l’ancienne n’ouvrira plus")


def test_a_recovery_key_that_was_not_put_away_is_not_left_without_a_word(room: Room) -> None:
    room.room.lead("ABCDE-FGHIJ-KLMNO-PQRST-UVWXY-Z2345-67899")
    room.room.hide()
    QApplication.processEvents()
    assert "n’est pas encore rangée" in plain(room.desk.messages.text())
    room.room.show()
    room.room.secours.verify()
    room.room.secours.last.set_text("67899")
    room.room.secours.put_away()
    room.messages.check()
    assert room.desk.messages.text() == ""


def test_who_may_only_read_the_accounts_changes_nothing(theme: Theme, qtbot: QtBot, staffed: Office) -> None:
    do(staffed.store, None, create_account, "Rémi", "responsable")
    staffed.store.auteur = "Rémi"
    for room in shown(theme, qtbot, staffed, "comptes"):
        room.room.table.go("Denis")
        room.press("Autoriser sur ce poste…")
        typed(f"{PASSWORD}\n{OTHER}\n{OTHER}\n")
        room.settled()
        assert room.says("ne permet pas de gérer les comptes")
        assert vault.accounts(staffed.store.path) == ["Claire"]


def test_the_accounts_in_words(room: Room) -> None:
    room.room.table.go("Jury")
    room.drawn()
    golden("comptes", room.words())


@pytest.mark.parametrize(("size", "width"), [(1.0, 1180), (2.0, 1700)])
@pytest.mark.parametrize("page", ["fiche", "poste", "nouveau", "secours", "cle"])
def test_no_word_is_cut_and_everything_has_a_name(
    theme: Theme, qtbot: QtBot, staffed: Office, size: float, width: int, page: str
) -> None:
    theme.set(size=size)
    for room in shown(theme, qtbot, staffed, "comptes", (width, 1000)):
        room.room.table.go("Jury")
        steps = {
            "poste": room.room.fiche.open_desk,
            "nouveau": room.room.add,
            "secours": room.room.to_recovery,
            "cle": partial(room.room.lead, "XXXXX-YYYYY-ZZZZZ-WWWWW-MMMMM-NNNNN-PPPPP"),
        }
        steps.get(page, lambda: None)()
        qtbot.wait(20)
        assert complaints(room.window) == []


# --- One's own password.


class Drawer(dict[tuple[str, str], str]):
    """A keyring of the session, in memory."""

    def set_password(self, service: str, name: str, secret: str) -> None:
        self[service, name] = secret

    def get_password(self, service: str, name: str) -> str | None:
        return self.get((service, name))

    def delete_password(self, service: str, name: str) -> None:
        del self[service, name]


@pytest.fixture
def own(theme: Theme, qtbot: QtBot, staffed: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    """The page of one's own password, on a machine with a keyring."""
    drawer = Drawer()
    monkeypatch.setattr(trousseau, "_backend", lambda: drawer)
    for room in shown(theme, qtbot, staffed, "motdepasse"):
        room.settled()
        yield room


def test_one_s_own_password_is_changed_from_the_keyboard(own: Room, staffed: Office) -> None:
    typed(f"{PASSWORD}\n{OTHER}\n{OTHER}\n")
    own.settled()
    assert "Votre mot de passe est changé" in own.told()
    assert vault.unwrap(staffed.store.path, "Claire", OTHER)


def test_a_new_password_typed_twice_differently_is_refused(own: Room) -> None:
    typed(f"{PASSWORD}\n{OTHER}\n{OTHER}s\n")
    assert own.says("Les deux mots de passe diffèrent")


def test_the_session_keeps_a_secret_when_asked_and_forgets_it(own: Room, staffed: Office) -> None:
    own.room.kept.setFocus()
    typed(f"{PASSWORD}\n")
    own.settled()
    assert own.says("Cette session ouvre la base pour vous.")
    entree.open_by_session(staffed.store.path, "Claire").close()
    own.press("Ne plus retenir")
    own.settled()
    assert not vault.retained(staffed.store.path, "Claire")
    assert own.room.keep.isVisible()


def test_without_a_keyring_the_choice_is_greyed_with_why(
    theme: Theme, qtbot: QtBot, staffed: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trousseau, "_backend", lambda: None)
    for room in shown(theme, qtbot, staffed, "motdepasse"):
        room.settled()
        assert room.says("Aucun trousseau dans cette session")
        assert not room.room.keep.isEnabled()
        golden("motdepasse", room.words())
        assert complaints(room.window) == []
