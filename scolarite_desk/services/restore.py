"""A base that is not open: put a backup in its place, take one from another computer, save what is left of it.

Whoever asks gives an account and a password: of the base's own vault, or of the backup's when that vault is damaged.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.exc import DatabaseError

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.models.rows.backup import DEMENAGEMENT
from scolarite_desk.models.rows.restore import RestorePreview
from scolarite_desk.models.rows.salvage import SalvageReport
from scolarite_desk.models.tables.reglage import Compte
from scolarite_desk.msg import N_, NOTHING, Msg
from scolarite_desk.progress import Progress
from scolarite_desk.services.acces import exported
from scolarite_desk.services.droits import need
from scolarite_desk.store.file import location
from scolarite_desk.store.file.engine import open_engine
from scolarite_desk.store.safety import armoire, backup
from scolarite_desk.store.safety import restore as retour
from scolarite_desk.store.safety.backup import Sauvegarde, closing_engine, identity
from scolarite_desk.store.safety.salvage import salvage
from scolarite_desk.store.safety.salvage.epave import SALT
from scolarite_desk.store.store import Store
from scolarite_desk.store.vault import vault

_NO_DOOR = N_(
    "Le coffre de cette base ne se lit plus, et aucune sauvegarde n’en a un autre. Retrouvez une sauvegarde\u00a0: "
    "sans coffre, rien ne s’ouvre."
)


def choices(base: Path) -> list[Sauvegarde]:
    """The backups from which that base may be put back, newest first. Nothing is asked: nothing of them is opened."""
    return [one for one in armoire.backups(base) if one.entiere]


def preview(base: Path, dossier: Path, compte: str, password: str) -> RestorePreview:
    """What putting this backup back would change; `illisible` says why the base could not be compared."""
    one, (key, _wraps) = _found(dossier), _key(base, dossier, compte, password)
    retour.refuse_stranger(one, key)
    with _present(base, key) as (engine, why):
        if engine is None:
            return RestorePreview(illisible=why)
        _refuse_unentitled(engine, base, compte)
        return retour.preview(engine, one)


def restore(base: Path, dossier: Path, compte: str, password: str, progress: Progress) -> Path | None:
    """Put a backup in the place of a base that nobody has open; returns where the former base is kept."""
    one, (key, _wraps) = _found(dossier), _key(base, dossier, compte, password)
    retour.refuse_stranger(one, key)
    with _present(base, key) as (engine, _why):
        _refuse_unentitled(engine, base, compte)
    ready = retour.prepare(one, key, base, progress)
    try:
        with _present(base, key) as (former, _why), closing_engine(open_engine(ready, key)) as engine:
            back = Store(engine, ready, compte)
            if former is not None:
                retour.carry(back, former)
                retour.settle(former, base)
            need(back, "restauration")  # of the backup too: the only ones that speak where the base no longer reads
            exported(back, "restauration", one.manifeste.nombres.get("dossier", 0), str(dossier))
            retour.settle(engine, ready)
    except BaseException:
        retour.forget(ready)
        raise
    return retour.swap(base, ready, _now(base), vault_too=not _opens(base, compte))


def take(dossier: Path, base: Path, compte: str, password: str, progress: Progress) -> None:
    """A base that comes from another computer, at a place where there is none."""
    if base.exists() or vault.vault_path(base).exists():
        raise Refused(
            N_("«\u00a0{nom}\u00a0» existe déjà\u00a0: choisissez un autre nom. Rien n’a été remplacé.", nom=base.name)
        )
    one = _found(dossier)
    key = vault.unwrap(one.fichier, compte, password)
    retour.swap(base, retour.prepare(one, key, base, progress), _now(base), vault_too=True)


_BESIDE = ("-wal", "-shm")  # what SQLite keeps beside a base


def rescue(base: Path, compte: str, password: str, progress: Progress, out: Path | None = None) -> SalvageReport:
    """Everything readable of a damaged base, in a new one beside it; the damaged files are left as they are, and
    nothing opens them: what was saved says whether the account may have it.
    """
    where = out or base.with_name(f"{base.stem}.recuperee-{_now(base):%Y-%m-%d-%H%M%S}{base.suffix}")
    key, wraps = _key(base, None, compte, password)
    mine = [one for one in armoire.backups(base, identity(key)) if one.entiere]
    salts = [_salt(one.fichier) for one in mine]
    told = salvage(base, key, wraps, where, compte, progress, salts)
    try:
        _refuse_without_right(where, key, compte)
    except Refused:
        for path in (
            where,
            vault.vault_path(where),
            location.beside(where),
            *(where.with_name(where.name + end) for end in _BESIDE),
        ):
            path.unlink(missing_ok=True)
        raise
    return told


def _refuse_without_right(rescued: Path, key: bytes, compte: str) -> None:
    """`Refused` when the account that was saved may not go back to a former base; one that was lost is believed."""
    with closing_engine(open_engine(rescued, key)) as engine:
        store = Store(engine, rescued, compte)
        with store.reading() as session:
            known = session.scalar(select(Compte.id).where(Compte.nom == compte, Compte.retire_le.is_(None)))
        if known is not None:
            need(store, "restauration")


def put_rescued(base: Path, rescued: Path, compte: str, password: str) -> Path | None:
    """Give a rescued base the place of the damaged one, which is kept beside it."""
    key = vault.unwrap(rescued, compte, password)
    with closing_engine(open_engine(rescued, key)) as engine:
        need(Store(engine, rescued, compte), "restauration")
        retour.settle(engine, rescued)
    return retour.swap(base, rescued, _now(base), vault_too=not _opens(base, compte))


def bundles(folder: Path) -> list[Sauvegarde]:
    """What can be taken from a folder or a stick: the folder itself, or the bundles in it, newest first."""
    own = backup.read(folder)
    found = [own] if own is not None else backup.listing(folder)
    return sorted((one for one in found if one.entiere), key=lambda one: one.manifeste.genre != DEMENAGEMENT)


def _found(dossier: Path) -> Sauvegarde:
    one = backup.read(dossier)
    if one is None:
        raise Refused(N_("«\u00a0{chemin}\u00a0» n’est pas une sauvegarde de Scolarité Desk.", chemin=dossier))
    if not one.entiere:
        raise Unavailable(N_("Cette sauvegarde n’est pas entière\u00a0: choisissez-en une autre."))
    return one


def _key(base: Path, dossier: Path | None, compte: str, password: str) -> tuple[bytes, list[vault.Wrap]]:
    """The data key, and the vault that gave it: the base's own, else that of a backup."""
    with suppress(Unavailable):
        wraps = vault.read(base)
        return vault.unwrap(base, compte, password), wraps
    folders = [dossier] if dossier is not None else [one.dossier for one in choices(base)]
    for one in filter(None, map(backup.read, folders)):
        with suppress(Unavailable):
            return vault.unwrap(one.fichier, compte, password), vault.read(one.fichier)
    raise Unavailable(_NO_DOOR)


@contextmanager
def _present(base: Path, key: bytes) -> Iterator[tuple[Engine | None, Msg]]:
    """The base that is there when it reads, else why it does not."""
    try:
        if not base.exists():
            raise Unavailable(N_("La base «\u00a0{base}\u00a0» n’est plus là.", base=base.name))
        engine = open_engine(base, key)
    except Unavailable as error:
        yield None, error.message
        return
    with closing_engine(engine):
        damaged = N_("La base «\u00a0{base}\u00a0» est abîmée.", base=base.name)
        yield (engine, NOTHING) if _reads(engine) else (None, damaged)


def _reads(engine: Engine) -> bool:
    """Whether what is compared and carried can be read through."""
    looks = ("SELECT * FROM travail", "SELECT * FROM poste", "SELECT * FROM objet", "SELECT * FROM ligne",
             "SELECT * FROM document_emis", "SELECT * FROM effacement", "SELECT * FROM compteur")  # fmt: skip
    try:
        for sql in looks:
            with engine.connect() as connection:
                for _ in connection.exec_driver_sql(sql).yield_per(2000):
                    pass
    except DatabaseError:
        return False
    return True


def _refuse_unentitled(engine: Engine | None, base: Path, compte: str) -> None:
    """`Refused` by the rights of today: a profile that was lowered since would come back with a backup."""
    if engine is None:
        return
    try:
        need(Store(engine, base, compte), "restauration")
    except (Unavailable, DatabaseError):
        return  # too damaged, or too old, to say them: those of the backup decide, in `restore`


def _opens(base: Path, compte: str) -> bool:
    """Whether the vault that is there still serves: passwords then stay those of today."""
    return compte in vault.accounts(base)


def _salt(fichier: Path) -> bytes:
    with fichier.open("rb") as stream:
        return stream.read(SALT)


def _now(base: Path) -> datetime:
    """Now, as the names of files say it."""
    return datetime.now(armoire.fuseau_known(base))
