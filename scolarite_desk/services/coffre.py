"""Who opens this very desk: passwords, the recovery key, what the system's session keeps. Nothing of it travels.

Whoever changes the vault types a password again: a desk left unlocked gives no key away. The write lock of the base is
held meanwhile, so that two windows never overwrite each other's vault.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from scolarite_desk.errors import Refused
from scolarite_desk.langue import Langue
from scolarite_desk.models.rows.documents import CleSecours, Rendered
from scolarite_desk.models.rules.secours import new_recovery_key
from scolarite_desk.msg import N_
from scolarite_desk.services import acces
from scolarite_desk.services.droits import need
from scolarite_desk.services.paperwork import service_of
from scolarite_desk.store.queries.comptes import account, withdrawn
from scolarite_desk.store.store import Store
from scolarite_desk.store.vault import trousseau, vault


@dataclass(frozen=True, slots=True)
class Opening:
    """How an account opens this desk: since when and by whom it was let in, and whether the session keeps it."""

    compte: str
    le: str
    par: str
    session: bool


def openings(path: Path) -> dict[str, Opening]:
    """The accounts let in at this desk, by name."""
    wraps = vault.read(path)
    kept = {one.compte for one in wraps if one.genre == vault.SESSION}
    let_in = (one for one in wraps if one.genre == vault.COMPTE)
    return {one.compte: Opening(one.compte, one.le, one.par, one.compte in kept) for one in let_in}


def let_in(store: Store, mine: str, compte: str, theirs: str, cost: vault.Cost | None = None) -> None:
    """Open this desk to an account, or give it a new password. `mine`: of the administrator; `theirs`: just chosen."""
    need(store, "comptes")
    with store.reading() as session:
        view = account(session, compte)
    if view is None or not view.living:
        raise Refused(N_("Le compte «\u00a0{compte}\u00a0» n’existe pas, ou il est retiré.", compte=compte))
    _give(store, mine, compte, theirs, cost)


def change_password(store: Store, mine: str, new: str, cost: vault.Cost | None = None) -> None:
    """Another password for one's own account at this desk. Nothing of the base is written again."""
    if new == mine:
        raise Refused(N_("Le nouveau mot de passe est le même\u00a0: choisissez-en un autre."))
    _give(store, mine, store.auteur, new, cost)


def shut_out(store: Store, compte: str) -> None:
    """Close this desk to an account that stays open elsewhere."""
    need(store, "comptes")
    if compte == store.auteur:
        raise Refused(N_("Vous êtes en train de travailler avec ce compte\u00a0: il ne peut pas être fermé ici."))
    acces.opened(store, "poste_ferme", compte)
    _drop(store, [compte])


def close_withdrawn(store: Store) -> list[str]:
    """Take out of the vault what opens it to accounts that are withdrawn; returns their names.

    Called when a base is opened, and whenever accounts change: by an act here, or by works of other desks.
    """
    with store.reading() as session:
        gone = withdrawn(session)
    here = {one.compte for one in vault.read(store.path)}
    return _drop(store, [nom for nom in gone if nom in here])


def new_recovery(store: Store, mine: str, cost: vault.Cost | None = None) -> str:
    """A new recovery key, as it is to be printed; the one before opens nothing any more."""
    need(store, "comptes")
    key = vault.unwrap(store.path, store.auteur, mine)
    code = new_recovery_key(os.urandom)
    made = vault.wrap("", code, key, cost or vault.Cost(), vault.SECOURS, store.auteur, _today(store))
    acces.opened(store, "cle_secours")
    with store.side():
        vault.give(store.path, made)
    return code


def recovery_page(store: Store, code: str, *, langue: Langue) -> Rendered:
    """The page to print: the only copy there will be. Nothing of it is kept."""
    from scolarite_desk.exchange.papers import cle_secours

    with store.reading() as session:
        service = service_of(session)
    page = CleSecours(service, store.path.name, code, store.here(), store.auteur)
    return cle_secours.render(page, langue=langue)


def recovery_since(path: Path) -> str:
    """The ISO day the recovery key was made, "" without any."""
    return next((one.le for one in vault.read(path) if one.genre == vault.SECOURS), "")


def retain(store: Store, mine: str, cost: vault.Cost | None = None) -> None:
    """Let this session of the system open the base for this account: the system keeps a secret, not the password."""
    reason = trousseau.why_not()
    if reason:
        raise Refused(reason)
    key, secret = vault.unwrap(store.path, store.auteur, mine), os.urandom(32).hex()
    made = vault.wrap(store.auteur, secret, key, cost or vault.Cost(), vault.SESSION, store.auteur, _today(store))
    if not trousseau.keep(made.salt, secret):
        raise Refused(
            N_("Le trousseau de cette session n’a pas accepté le secret\u00a0: le mot de passe reste demandé.")
        )
    with store.side():
        vault.give(store.path, made)


def forget_session(store: Store) -> None:
    """The password is asked again at each start."""
    for one in vault.read(store.path):
        if (one.genre, one.compte) == (vault.SESSION, store.auteur):
            trousseau.forget(one.salt)
    with store.side():
        vault.drop(store.path, [store.auteur], (vault.SESSION,))


def _give(store: Store, mine: str, compte: str, theirs: str, cost: vault.Cost | None) -> None:
    key = vault.unwrap(store.path, store.auteur, mine)
    made = vault.wrap(compte, theirs, key, cost or vault.Cost(), par=store.auteur, le=_today(store))
    if compte != store.auteur:
        acces.opened(store, "poste_ouvert", compte)
    with store.side():
        vault.give(store.path, made)


def _drop(store: Store, comptes: list[str]) -> list[str]:
    if not comptes:
        return []
    with store.side():
        return vault.drop(store.path, comptes)


def _today(store: Store) -> str:
    return store.today().isoformat()
