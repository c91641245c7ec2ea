"""Backups of the open base: made by hand or by themselves, listed, verified, put back, taken to another computer.

Making and seeing them is the function `sauvegardes`; putting one back and moving the base, `restauration`. The
automatic one is made whoever is at the desk.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta, tzinfo
from pathlib import Path

from sqlalchemy import func, select

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.langue import kept
from scolarite_desk.models.rows.backup import AUTOMATIQUE, DEMENAGEMENT, MANUELLE, SauvegardeRow
from scolarite_desk.models.rows.restore import RestorePreview
from scolarite_desk.models.rows.salvage import SalvageReport
from scolarite_desk.models.rules.dates import local
from scolarite_desk.models.rules.rotation import expires
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.msg import N_, NOTHING, Msg
from scolarite_desk.progress import Progress
from scolarite_desk.services.acces import announced, exported
from scolarite_desk.services.droits import need
from scolarite_desk.store.file.engine import key_of, open_engine
from scolarite_desk.store.fuseau import fuseau
from scolarite_desk.store.safety import armoire, backup, temoin
from scolarite_desk.store.safety import restore as retour
from scolarite_desk.store.safety.armoire import BackupPlan
from scolarite_desk.store.safety.backup import Sauvegarde, identity
from scolarite_desk.store.safety.salvage import salvage
from scolarite_desk.store.store import Store
from scolarite_desk.store.vault import vault

LEAVING = timedelta(minutes=30)  # younger than this, a backup is not made again when the desk is locked or left


@dataclass(frozen=True, slots=True)
class BackupMade:
    """A backup just made; `second`: the sentence of the second place when it could not have it, empty otherwise."""

    sauvegarde: Sauvegarde
    second: Msg
    retirees: int


def listed(store: Store) -> tuple[SauvegardeRow, ...]:
    """The backups of this base that this desk can reach, newest first."""
    need(store, "sauvegardes", write=False)
    known = armoire.backups(store.path, identity(key_of(store.engine)))
    chosen = armoire.backup_plan(store.path)
    with store.reading() as session:
        zone = fuseau(session)
        erased = session.connection().exec_driver_sql("SELECT count(*) FROM objet WHERE efface").scalar_one()
    return tuple(_row(one, known, chosen, erased, zone) for one in known)


def _row(one: Sauvegarde, known: list[Sauvegarde], chosen: BackupPlan, erased: int, zone: tzinfo) -> SauvegardeRow:
    said, folder = one.manifeste, one.dossier.parent
    beside = [other.manifeste.quand for other in known if other.dossier.parent == folder]
    return SauvegardeRow(
        dossier=one.dossier,
        quand=said.quand,
        genre=said.genre,
        taille=said.taille,
        second=folder == chosen.second,
        entiere=one.entiere,
        expire=None if said.genre == DEMENAGEMENT else expires(said.quand, beside, zone),
        effaces=max(0, erased - said.effaces),
        travaux=sum(tip.numero for tip in said.temoins),
    )


def back_up(store: Store, progress: Progress) -> BackupMade:
    """A backup now. `Refused` without the right, `Unavailable` when it could not be made."""
    need(store, "sauvegardes")
    return _made(store, MANUELLE, progress)


def automatic(store: Store, progress: Progress) -> BackupMade:
    """The backup of the day, or of the hour. What went wrong is remembered until one goes well."""
    return _made(store, AUTOMATIQUE, progress)


def back_up_to(store: Store, folder: Path, progress: Progress) -> Sauvegarde:
    """A backup in another folder, that this desk neither lists nor deletes afterwards."""
    need(store, "sauvegardes")
    return _taken_away(store, folder, MANUELLE, "sauvegarde", progress)


def _taken_away(store: Store, folder: Path, genre: str, quoi: str, progress: Progress) -> Sauvegarde:
    """A whole base that leaves this desk, in the access log before and after."""
    with store.reading() as session:
        dossiers = session.scalar(select(func.count()).select_from(Dossier)) or 0
    with announced(store, quoi, dossiers, str(folder)):
        return backup.make(store, folder, genre, progress)


def due(store: Store, *, leaving: bool = False) -> bool:
    """Whether an automatic backup should be made: none today, none for hours, and something was done since."""
    known = [one for one in armoire.backups(store.path, identity(key_of(store.engine))) if one.entiere]
    if not known:
        return True
    now, zone = store.clock(), store.fuseau
    last = next((one for one in known if one.manifeste.quand <= now), known[-1]).manifeste  # clocks are set back
    with store.reading() as session:
        if temoin.tips(session) == last.temoins:
            return False
    since = LEAVING if leaving else timedelta(hours=armoire.backup_plan(store.path).heures)
    return now - last.quand >= since or local(now, zone).date() != local(last.quand, zone).date()


def choose(store: Store, **decided: object) -> BackupPlan:
    """Where backups go and how often, at this desk: `dossier`, `second` (a path or None), `heures`."""
    need(store, "sauvegardes")
    for name in ("dossier", "second"):
        folder = decided.get(name)
        if isinstance(folder, Path) and folder.exists() and not folder.is_dir():
            raise Refused(N_("«\u00a0{chemin}\u00a0» n’est pas un dossier.", chemin=folder), f"sauvegarde.{name}")
    former = armoire.backup_plan(store.path)
    if decided.get("second", former.second) == decided.get("dossier", former.dossier):
        raise Refused(
            N_("Le second dossier est le même que le premier\u00a0: choisissez-en un autre."), "sauvegarde.second"
        )
    return armoire.keep(store.path, **decided)


def found(store: Store, dossier: Path) -> Sauvegarde:
    """The backup that a folder is. `Refused` when it is none."""
    one = backup.read(dossier)
    if one is None:
        raise Refused(N_("«\u00a0{chemin}\u00a0» n’est pas une sauvegarde de Scolarité Desk.", chemin=dossier))
    return one


def verify(store: Store, dossier: Path, progress: Progress) -> None:
    """Read a backup through again. `Unavailable` when it is not as it was made."""
    need(store, "sauvegardes", write=False)
    backup.verify(found(store, dossier), key_of(store.engine), progress)


def preview(store: Store, dossier: Path) -> RestorePreview:
    """What putting this backup back would change."""
    need(store, "restauration")
    return retour.preview(store.engine, found(store, dossier))


def prepare(store: Store, dossier: Path, progress: Progress) -> Path:
    """The base to be, ready beside the present one, which has not changed: `put_back` ends it."""
    need(store, "restauration")
    one, key = found(store, dossier), key_of(store.engine)
    retour.refuse_stranger(one, key)
    ready = retour.prepare(one, key, store.path, progress)
    try:
        with backup.closing_engine(open_engine(ready, key)) as engine:
            back = Store(engine, ready, store.auteur, store.clock)
            retour.carry(back, store.engine)
            exported(back, "restauration", one.manifeste.nombres.get("dossier", 0), str(dossier))
            retour.settle(engine, ready)
    except BaseException:
        retour.forget(ready)
        raise
    return ready


def put_back(store: Store, ready: Path) -> Path | None:
    """Give the base that is ready its place, once nothing reads the present one: `store` serves no more.

    Returns where the present one is kept. `Unavailable`, and nothing changed, when another window has it open.
    """
    try:
        retour.settle(store.engine, store.path)
    except Unavailable:
        retour.forget(ready)
        raise
    store.engine.dispose()
    return retour.swap(store.path, ready, store.here(), vault_too=False)


def move(store: Store, folder: Path, progress: Progress) -> Sauvegarde:
    """A whole base in a folder (a stick), to be taken on another computer; this desk remembers that it left."""
    need(store, "restauration")
    made = _taken_away(store, folder, DEMENAGEMENT, DEMENAGEMENT, progress)
    armoire.keep(store.path, parti=store.today().isoformat())
    return made


def rescue(store: Store, progress: Progress) -> SalvageReport:
    """What can be read of the base that is open, in a new one beside it: for a base that opens and is damaged."""
    need(store, "restauration")
    base, key = store.path, key_of(store.engine)
    out = base.with_name(f"{base.stem}.recuperee-{store.here():%Y-%m-%d-%H%M%S}{base.suffix}")
    return salvage(base, key, vault.read(base), out, store.auteur, progress)


def _made(store: Store, genre: str, progress: Progress) -> BackupMade:
    chosen = armoire.backup_plan(store.path)
    try:
        made = backup.make(store, chosen.dossier, genre, progress)
    except Unavailable as error:
        armoire.keep(store.path, echec=kept(error.message), echec_le=store.clock().isoformat())
        raise
    if chosen.echec:
        armoire.keep(store.path, echec="", echec_le="")
    gone = armoire.rotate(chosen.dossier, made.manifeste.base, store.clock(), store.fuseau)
    return BackupMade(made, _second(store, made, chosen, progress), len(gone))


def _second(store: Store, made: Sauvegarde, chosen: BackupPlan, progress: Progress) -> Msg:
    """The same in the second place; why not, when it cannot be had: the first one is good."""
    if chosen.second is None:
        return NOTHING
    try:
        armoire.refuse_absent(chosen.second)
        backup.duplicate(made, chosen.second, progress)
        armoire.rotate(chosen.second, made.manifeste.base, store.clock(), store.fuseau)
    except Unavailable as error:
        return error.message
    return NOTHING
