"""Opening a base as a person does, by window or command line: the key, then the account, then who is let in no more."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.secours import read_recovery_key
from scolarite_desk.models.rules.secret import MOT_DE_PASSE
from scolarite_desk.models.tables.reglage import Compte
from scolarite_desk.msg import N_, NN_, NOTHING, Msg
from scolarite_desk.services import acces
from scolarite_desk.services.acts import working
from scolarite_desk.services.coffre import close_withdrawn, new_recovery
from scolarite_desk.services.comptes import account_name, administrators, first_account
from scolarite_desk.services.droits import need
from scolarite_desk.store import base
from scolarite_desk.store.file.wal import wal_path
from scolarite_desk.store.journal import perte
from scolarite_desk.store.queries.comptes import account, any_account
from scolarite_desk.store.safety import armoire
from scolarite_desk.store.store import Changed, Store
from scolarite_desk.store.vault import trousseau, vault


def open_base(path: Path, compte: str, password: str) -> Store:
    """The base, unlocked by a password, for an account that may still work."""
    return _entered(lambda: base.open_base(path, compte, password))


def open_by_session(path: Path, compte: str) -> Store:
    """The base, unlocked by what the system keeps for this account. `Refused` when it keeps nothing any more."""
    kept = next((one for one in vault.read(path) if (one.genre, one.compte) == (vault.SESSION, compte)), None)
    secret = trousseau.take(kept.salt) if kept is not None else None
    if secret is None:
        raise Refused(N_("Cette session n’ouvre plus la base\u00a0: tapez le mot de passe."))
    return _entered(lambda: base.open_with(path, compte, lambda: vault.unwrap(path, compte, secret, vault.SESSION)))


def create(
    path: Path, compte: str, password: str, cost: vault.Cost | None = None, clock: base.Clock | None = None
) -> tuple[Store, str]:
    """A new base, its first account as administrator, and the recovery key to print."""
    name = account_name(compte)
    store = _entered(lambda: base.create(path, name, password, cost=cost, clock=clock))
    return store, new_recovery(store, password, cost)


def recover(path: Path, compte: str, typed: str, password: str, cost: vault.Cost | None = None) -> Store:
    """The base, unlocked by the recovery key, with a new password for this account at this desk.

    Should merging have left no administrator, who holds this key becomes one.
    """
    if short := MOT_DE_PASSE.too_short(password):
        raise Refused(short, "compte.mot_de_passe")
    try:
        code = read_recovery_key(typed)
    except Fault as fault:
        raise Refused(fault.message, "compte.secours") from fault
    key = vault.unwrap(path, "", code, vault.SECOURS)
    store = _entered(lambda: base.open_with(path, compte, lambda: key), rescued=True)
    acces.opened(store, "secours", compte)
    with store.side():
        vault.give(path, vault.wrap(compte, password, key, cost or vault.Cost(), par=compte))
    return store


def _entered(opened: Callable[[], Store], rescued: bool = False) -> Store:
    store = opened()
    try:
        _admit(store, rescued)
    except BaseException:
        store.close()
        raise
    store.subscribe(lambda changed: _follow(store, changed))
    return store


def lost_end(store: Store) -> Msg:
    """What a base that lost its end is said to lack, and where its backups are; nothing when it lacks nothing."""
    if not store.manquants:
        return NOTHING
    return NN_(
        "Il manque {n} modification faite sur ce poste\u00a0: la base, ou le fichier «\u00a0{wal}\u00a0» à côté "
        "d’elle, a été abîmée ou remplacée par une plus ancienne. Les sauvegardes sont dans {dossier}.",
        "Il manque {n} modifications faites sur ce poste\u00a0: la base, ou le fichier «\u00a0{wal}\u00a0» à côté "
        "d’elle, a été abîmée ou remplacée par une plus ancienne. Les sauvegardes sont dans {dossier}.",
        store.manquants,
        wal=wal_path(store.path).name,
        dossier=armoire.backup_plan(store.path).dossier,
    )


def acknowledge_loss(store: Store) -> None:
    """What is missing is known to somebody, or is typed again: it is told no more. Right « journal »."""
    need(store, "journal")
    with store.side() as session:
        perte.acknowledge(session, store.auteur, store.clock().isoformat())
    store.manquants = 0


def _admit(store: Store, rescued: bool) -> None:
    """The account is there and not withdrawn; a base without accounts gets its first one, its administrator."""
    with store.reading() as session:
        known = any_account(session)
    if rescued or not known:
        _found(store)
    with suppress(OSError):  # a folder that cannot be written opens still: they are refused below
        close_withdrawn(store)
    with store.reading() as session:
        view = account(session, store.auteur)
    if view is None or not view.living:
        raise Refused((_NOBODY if view is None else _WITHDRAWN).given(compte=store.auteur))


_NOBODY = N_("Le compte «\u00a0{compte}\u00a0» n’existe pas dans cette base\u00a0: demandez à un administrateur.")
_WITHDRAWN = N_("Le compte «\u00a0{compte}\u00a0» est retiré\u00a0: demandez à un administrateur.")


def _found(store: Store) -> None:
    with working(store, "fonder") as work:
        if not administrators(work):
            first_account(work, store.auteur)


def _follow(store: Store, changed: Changed) -> None:
    """Accounts changed here or elsewhere. The work is done: a vault that cannot be written waits for the next start."""
    if any(table == Compte.__tablename__ for table, _key in changed.rows):
        with suppress(Unavailable, OSError):
            close_withdrawn(store)
