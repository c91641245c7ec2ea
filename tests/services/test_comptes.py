"""Accounts: who works here, who opens this desk, and that nobody can leave the office without an administrator."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.models.rows.backup import AUTOMATIQUE
from scolarite_desk.models.rules.secours import new_recovery_key
from scolarite_desk.models.tables.journal import Travail
from scolarite_desk.models.tables.reglage import Compte
from scolarite_desk.progress import Progress
from scolarite_desk.services import coffre, entree
from scolarite_desk.services.acts import ACTS, do
from scolarite_desk.services.comptes import (
    change_profile,
    create_account,
    limit_account,
    restore_account,
    withdraw_account,
)
from scolarite_desk.services.dossiers import correct
from scolarite_desk.services.reglages import change_setting, setting
from scolarite_desk.services.undo import undo
from scolarite_desk.store.queries.comptes import AccountView, account, accounts
from scolarite_desk.store.safety import backup
from scolarite_desk.store.store import Store
from scolarite_desk.store.vault import trousseau, vault
from tests.services.conftest import PASSWORD, Desk, Founded

CHEAP = vault.Cost(64, 1)
OTHER, THIRD = "une phrase de passe", "une autre phrase encore"
Act = Callable[..., object]


@pytest.fixture
def base_path(tmp_path: Path, founded: Founded) -> Path:
    """The small office, closed; nobody has an account yet."""
    return founded.copied(tmp_path / "guichet.sdesk", moved=False)


@pytest.fixture
def store(base_path: Path) -> Iterator[Store]:
    """The same, opened by Claire as a person does."""
    store = entree.open_base(base_path, "Claire", PASSWORD)
    yield store
    store.close()


def told(store: Store) -> list[tuple[str, str, bool]]:
    with store.reading() as session:
        return [(one.nom, one.profil, one.living) for one in accounts(session)]


def test_who_opens_a_base_without_accounts_becomes_its_administrator(store: Store) -> None:
    assert told(store) == [("Claire", "administrateur", True)]


def test_the_first_account_of_a_new_base_is_its_administrator_and_gets_a_recovery_key(tmp_path: Path) -> None:
    path = tmp_path / "neuve.sdesk"
    store, code = entree.create(path, "  Claire   M. ", PASSWORD, CHEAP)
    assert told(store) == [("Claire M.", "administrateur", True)]
    store.close()
    entree.recover(path, "Claire M.", code, OTHER, CHEAP).close()
    entree.open_base(path, "Claire M.", OTHER).close()


@pytest.mark.parametrize(
    ("nom", "why"),
    [("  ", "Écrivez le nom"), ("x" * 61, "au plus 60"), ("a\u200bb", "invisible"), ("CLAIRÉ", "existe déjà")],
)
def test_a_name_that_cannot_sign_is_refused(store: Store, nom: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        do(store, None, create_account, nom, "lecture")


def test_an_account_is_made_then_changed_within_the_table_of_profiles(store: Store) -> None:
    do(store, None, create_account, "Denis", "accueil")
    do(store, None, change_profile, "Denis", "gestionnaire")
    assert told(store)[1] == ("Denis", "gestionnaire", True)
    with pytest.raises(Refused, match="Choisissez un profil"):
        do(store, None, change_profile, "Denis", "chef")


def test_a_perimeter_is_kept_as_one_text_whatever_its_order(desk: Desk) -> None:
    store = desk.store
    do(store, None, create_account, "Claire", "administrateur")
    do(store, None, create_account, "Jury", "commission", {"formation": [desk.master, desk.licence, desk.master]})
    kept = json.loads(_account(store, "Jury").perimetre or "")
    assert kept == {"centre": [], "commission": [], "formation": sorted([desk.licence, desk.master])}
    do(store, None, limit_account, "Jury", {"formation": [desk.licence, desk.master]})
    assert _account(store, "Jury").perimetre == json.dumps(kept, separators=(",", ":"))
    do(store, None, limit_account, "Jury", None)
    assert _account(store, "Jury").perimetre is None


@pytest.mark.parametrize(
    ("limits", "why"),
    [
        ({}, "Un périmètre nomme"),
        ({"formation": []}, "Un périmètre nomme"),
        ({"ville": ["x"]}, "Un périmètre nomme"),
        ({"formation": ["0" * 32]}, "n’existe pas"),
    ],
)
def test_a_perimeter_names_what_the_base_holds(store: Store, limits: dict[str, list[str]], why: str) -> None:
    do(store, None, create_account, "Denis", "accueil")
    with pytest.raises(Refused, match=why):
        do(store, None, limit_account, "Denis", limits)


def test_an_administrator_has_no_perimeter(desk: Desk) -> None:
    store = desk.store
    do(store, None, create_account, "Claire", "administrateur")
    with pytest.raises(Refused, match="n’a pas de périmètre"):
        do(store, None, limit_account, "Claire", {"formation": [desk.licence]})
    do(store, None, create_account, "Denis", "responsable", {"formation": [desk.licence]})
    do(store, None, change_profile, "Denis", "administrateur")
    assert _account(store, "Denis").perimetre is None


@pytest.mark.parametrize(("act", "given"), [(withdraw_account, ()), (change_profile, ("lecture",))])
def test_the_last_administrator_stays(store: Store, act: Act, given: tuple[str, ...]) -> None:
    do(store, None, create_account, "Denis", "responsable")
    with pytest.raises(Refused, match="«\u00a0Claire\u00a0» est le seul administrateur"):
        do(store, None, act, "Claire", *given)
    do(store, None, change_profile, "Denis", "administrateur")
    do(store, None, change_profile, "Claire", "lecture")
    assert told(store) == [("Claire", "lecture", True), ("Denis", "administrateur", True)]


def test_nobody_withdraws_their_own_account(store: Store) -> None:
    do(store, None, create_account, "Denis", "administrateur")
    with pytest.raises(Refused, match="Demandez à un autre administrateur"):
        do(store, None, withdraw_account, "Claire")


def test_accounts_are_not_undone(store: Store) -> None:
    for act, given in (
        (create_account, ("lecture",)),
        (change_profile, ("accueil",)),
        (limit_account, (None,)),
        (withdraw_account, ()),
        (restore_account, ()),
    ):
        do(store, None, act, "Denis", *given)
        with pytest.raises(Refused, match="Rien à annuler"):
            undo(store, store.unlocked_at)
    assert {one.code for one in ACTS.values() if one.right == "comptes" and one.undoable} == set()


def test_the_name_of_an_account_never_changes_and_is_never_given_again(store: Store, base_path: Path) -> None:
    do(store, None, create_account, "Denis", "administrateur")
    coffre.let_in(store, PASSWORD, "Denis", OTHER, CHEAP)
    denis = entree.open_base(base_path, "Denis", OTHER)
    do(denis, None, change_setting, "ville", "Brest")
    denis.close()
    do(store, None, withdraw_account, "Denis")
    with pytest.raises(Refused, match=r"existe déjà\. Il est retiré"):
        do(store, None, create_account, "Denis", "lecture")
    with store.reading() as session:
        key = session.scalars(select(Compte.id).where(Compte.nom == "Denis")).one()
    with pytest.raises(Refused):
        do(store, None, correct, "compte.nom", key, "Denis B.")
    with store.reading() as session:
        kept = session.scalars(select(Travail.auteur).where(Travail.acte == "change_setting")).all()
    assert kept[-1] == "Denis", "what was done keeps its name"


def test_only_those_whose_profile_allows_it_manage_accounts(store: Store, base_path: Path) -> None:
    do(store, None, create_account, "Denis", "responsable")
    coffre.let_in(store, PASSWORD, "Denis", OTHER, CHEAP)
    denis = entree.open_base(base_path, "Denis", OTHER)
    for refused in (
        lambda: do(denis, None, create_account, "Nadia", "lecture"),
        lambda: coffre.let_in(denis, OTHER, "Claire", THIRD, CHEAP),
        lambda: coffre.shut_out(denis, "Claire"),
        lambda: coffre.new_recovery(denis, OTHER, CHEAP),
    ):
        with pytest.raises(Refused, match="ne permet pas de gérer les comptes"):
            refused()
    coffre.change_password(denis, OTHER, THIRD, CHEAP)
    denis.close()
    entree.open_base(base_path, "Denis", THIRD).close()


def test_a_desk_is_opened_to_an_account_with_a_password_of_its_own(store: Store, base_path: Path) -> None:
    do(store, None, create_account, "Denis", "accueil")
    with pytest.raises(Refused, match="Mot de passe incorrect"):
        coffre.let_in(store, OTHER, "Denis", OTHER, CHEAP)
    coffre.let_in(store, PASSWORD, "Denis", OTHER, CHEAP)
    assert coffre.openings(base_path)["Denis"].par == "Claire"
    entree.open_base(base_path, "Denis", OTHER).close()
    coffre.shut_out(store, "Denis")
    with pytest.raises(Refused, match="Ce poste n’est pas ouvert au compte"):
        entree.open_base(base_path, "Denis", OTHER)


def test_a_forgotten_password_is_given_anew_by_another_administrator(store: Store, base_path: Path) -> None:
    do(store, None, create_account, "Denis", "administrateur")
    coffre.let_in(store, PASSWORD, "Denis", OTHER, CHEAP)
    denis = entree.open_base(base_path, "Denis", OTHER)
    coffre.let_in(denis, OTHER, "Claire", THIRD, CHEAP)
    denis.close()
    entree.open_base(base_path, "Claire", THIRD).close()


@pytest.mark.parametrize("nom", ["Denis", "Inconnue"])
def test_only_a_living_account_is_let_in(store: Store, nom: str) -> None:
    do(store, None, create_account, "Denis", "accueil")
    do(store, None, withdraw_account, "Denis")
    with pytest.raises(Refused, match="n’existe pas, ou il est retiré"):
        coffre.let_in(store, PASSWORD, nom, OTHER, CHEAP)


def test_a_withdrawn_account_opens_this_desk_no_more_and_its_key_is_gone(store: Store, base_path: Path) -> None:
    do(store, None, create_account, "Denis", "accueil")
    coffre.let_in(store, PASSWORD, "Denis", OTHER, CHEAP)
    before = vault.vault_path(base_path).read_bytes()
    do(store, None, withdraw_account, "Denis")
    assert vault.accounts(base_path) == ["Claire"]
    vault.vault_path(base_path).write_bytes(before)  # an older vault put back
    with pytest.raises(Refused, match="est retiré"):
        entree.open_base(base_path, "Denis", OTHER)
    assert vault.accounts(base_path) == ["Claire"]
    do(store, None, restore_account, "Denis")
    assert told(store)[1] == ("Denis", "accueil", True)
    assert vault.accounts(base_path) == ["Claire"]  # each desk is opened again


def test_an_account_that_the_base_does_not_know_is_refused(store: Store, base_path: Path) -> None:
    key = vault.unwrap(base_path, "Claire", PASSWORD)
    vault.give(base_path, vault.wrap("Intrus", OTHER, key, CHEAP))
    with pytest.raises(Refused, match="n’existe pas dans cette base"):
        entree.open_base(base_path, "Intrus", OTHER)


def test_the_password_changes_and_the_base_is_not_written_again(store: Store, base_path: Path) -> None:
    store.close()
    before = base_path.read_bytes()
    coffre.change_password(store, PASSWORD, OTHER, CHEAP)
    store.close()
    assert base_path.read_bytes() == before
    with pytest.raises(Refused, match="Mot de passe incorrect"):
        entree.open_base(base_path, "Claire", PASSWORD)
    entree.open_base(base_path, "Claire", OTHER).close()


def test_a_vault_of_before_put_back_beside_today_s_base_opens_it_with_the_former_password(
    store: Store, base_path: Path
) -> None:
    """A limit, said in the pages: no change of password changes the key of the base."""
    former = coffre.new_recovery(store, PASSWORD, CHEAP)
    before = vault.vault_path(base_path).read_bytes()
    coffre.change_password(store, PASSWORD, OTHER, CHEAP)
    coffre.new_recovery(store, OTHER, CHEAP)
    do(store, None, change_setting, "ville", "Quimper")
    store.close()
    vault.vault_path(base_path).write_bytes(before)
    again = entree.open_base(base_path, "Claire", PASSWORD)
    with again.reading() as session:
        assert setting(session, "ville") == "Quimper"
    again.close()
    entree.recover(base_path, "Claire", former, THIRD, CHEAP).close()


def test_the_same_password_is_no_change(store: Store) -> None:
    with pytest.raises(Refused, match="est le même"):
        coffre.change_password(store, PASSWORD, PASSWORD, CHEAP)


def test_the_recovery_key_opens_and_the_one_before_opens_no_more(store: Store, base_path: Path) -> None:
    first = coffre.new_recovery(store, PASSWORD, CHEAP)
    second = coffre.new_recovery(store, PASSWORD, CHEAP)
    assert first != second
    assert coffre.recovery_since(base_path)
    with pytest.raises(Refused, match="n’est pas celle de cette base, ou une autre l’a remplacée"):
        entree.recover(base_path, "Claire", first, OTHER, CHEAP)
    with pytest.raises(Refused, match="Groupe 1\u00a0: un caractère est mal recopié"):
        entree.recover(base_path, "Claire", ("3" if second[0] == "2" else "2") + second[1:], OTHER, CHEAP)
    with pytest.raises(Refused, match="au moins douze caractères"):
        entree.recover(base_path, "Claire", second, "court", CHEAP)
    entree.recover(base_path, "Claire", second.lower().replace("-", " "), OTHER, CHEAP).close()
    entree.open_base(base_path, "Claire", OTHER).close()


def test_a_recovery_key_that_was_replaced_opens_the_backups_made_before_and_no_other(
    store: Store, tmp_path: Path
) -> None:
    first = coffre.new_recovery(store, PASSWORD, CHEAP)
    before = backup.make(store, tmp_path / "armoire", AUTOMATIQUE, Progress())
    coffre.new_recovery(store, PASSWORD, CHEAP)
    after = backup.make(store, tmp_path / "armoire", AUTOMATIQUE, Progress())
    entree.recover(before.fichier, "Claire", first, OTHER, CHEAP).close()
    for path in (store.path, after.fichier):
        with pytest.raises(Refused, match="une autre l’a remplacée"):
            entree.recover(path, "Claire", first, OTHER, CHEAP)


def test_who_kept_a_copy_of_base_and_vault_still_opens_that_copy(store: Store, base_path: Path, tmp_path: Path) -> None:
    do(store, None, create_account, "Denis", "accueil")
    coffre.let_in(store, PASSWORD, "Denis", OTHER, CHEAP)
    copy = backup.make(store, tmp_path / "armoire", AUTOMATIQUE, Progress()).fichier
    do(store, None, withdraw_account, "Denis")
    entree.open_base(copy, "Denis", OTHER).close()
    assert vault.unwrap(copy, "Denis", OTHER) == vault.unwrap(base_path, "Claire", PASSWORD), "the key stays the same"


def test_the_recovery_key_makes_nobody_an_administrator_while_there_is_one(store: Store, base_path: Path) -> None:
    code = coffre.new_recovery(store, PASSWORD, CHEAP)
    do(store, None, create_account, "Denis", "accueil")
    entree.recover(base_path, "Denis", code, OTHER, CHEAP).close()
    assert told(store) == [("Claire", "administrateur", True), ("Denis", "accueil", True)]
    with pytest.raises(Refused, match="n’existe pas dans cette base"):
        entree.recover(base_path, "Inconnue", code, OTHER, CHEAP)
    assert vault.accounts(base_path) == ["Claire", "Denis"]


def test_without_any_administrator_left_the_recovery_key_makes_one(store: Store, base_path: Path) -> None:
    code = coffre.new_recovery(store, PASSWORD, CHEAP)
    with store.work("fonder") as work:  # what two desks that each demote the other's administrator end with
        row = work.find(select(Compte))
        row.profil = "lecture"
    entree.recover(base_path, "Claire", code, OTHER, CHEAP).close()
    assert told(store) == [("Claire", "administrateur", True)]


def test_a_base_without_a_recovery_key_says_so(base_path: Path) -> None:
    with pytest.raises(Refused, match="n’a pas de clé de secours"):
        entree.recover(base_path, "Claire", new_recovery_key(bytes), OTHER, CHEAP)


def _account(store: Store, nom: str) -> AccountView:
    with store.reading() as session:
        found = account(session, nom)
    assert found is not None
    return found


class Drawer:
    """A keyring of the session, in memory; `mood` is what it does when asked."""

    def __init__(self, mood: str = "") -> None:
        self.kept: dict[str, str] = {}
        self.mood = mood

    def set_password(self, service: str, name: str, secret: str) -> None:
        if self.mood == "refuses":
            raise RuntimeError("locked")
        self.kept[name] = "changed" if self.mood == "forgets" else secret

    def get_password(self, service: str, name: str) -> str | None:
        return self.kept.get(name)

    def delete_password(self, service: str, name: str) -> None:
        del self.kept[name]


def test_the_session_keeps_a_secret_that_is_not_the_password(
    store: Store, base_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawer = Drawer()
    monkeypatch.setattr(trousseau, "_backend", lambda: drawer)
    coffre.retain(store, PASSWORD, CHEAP)
    assert coffre.openings(base_path)["Claire"].session
    assert PASSWORD not in str(drawer.kept)
    assert vault.unwrap(base_path, "Claire", PASSWORD).hex() not in str(drawer.kept)
    entree.open_by_session(base_path, "Claire").close()
    coffre.forget_session(store)
    assert drawer.kept == {}
    with pytest.raises(Refused, match="tapez le mot de passe"):
        entree.open_by_session(base_path, "Claire")


def test_a_new_password_ends_what_the_session_kept(
    store: Store, base_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawer = Drawer()
    monkeypatch.setattr(trousseau, "_backend", lambda: drawer)
    coffre.retain(store, PASSWORD, CHEAP)
    coffre.change_password(store, PASSWORD, OTHER, CHEAP)
    with pytest.raises(Refused, match="tapez le mot de passe"):
        entree.open_by_session(base_path, "Claire")


@pytest.mark.parametrize("mood", ["refuses", "forgets"])
def test_a_keyring_that_fails_leaves_the_password(
    store: Store, base_path: Path, monkeypatch: pytest.MonkeyPatch, mood: str
) -> None:
    monkeypatch.setattr(trousseau, "_backend", lambda: Drawer(mood))
    with pytest.raises(Refused, match="le mot de passe reste demandé"):
        coffre.retain(store, PASSWORD, CHEAP)
    assert not coffre.openings(base_path)["Claire"].session


def test_without_a_keyring_it_is_said_and_nothing_breaks(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trousseau, "_backend", lambda: None)
    with pytest.raises(Refused, match="Aucun trousseau dans cette session"):
        coffre.retain(store, PASSWORD, CHEAP)
    coffre.forget_session(store)
    assert trousseau.take("rien") is None


def test_who_let_whom_in_is_in_the_access_log(store: Store, base_path: Path) -> None:
    do(store, None, create_account, "Denis", "gestionnaire")
    coffre.let_in(store, PASSWORD, "Denis", OTHER, CHEAP)
    coffre.shut_out(store, "Denis")
    code = coffre.new_recovery(store, PASSWORD, CHEAP)
    store.close()
    back = entree.recover(base_path, "Claire", code, THIRD, CHEAP)
    with back.reading() as session:
        lines = session.connection().exec_driver_sql("SELECT compte, quoi, ou FROM acces ORDER BY id").all()
    back.close()
    assert [tuple(one) for one in lines] == [
        ("Claire", "poste_ouvert", "Denis"),
        ("Claire", "poste_ferme", "Denis"),
        ("Claire", "cle_secours", ""),
        ("Claire", "secours", "Claire"),
    ]
