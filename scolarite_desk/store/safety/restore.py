"""Putting a backup in the place of a base, or taking a base that comes from another computer.

Nothing is overwritten: the base that was there stays beside, under a dated name. What comes back is another station
from its first work on; rows erased since are erased again, and numbers given on paper since stay given.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.interruption import lasting, provisional
from scolarite_desk.langue import kept
from scolarite_desk.models.rows.restore import RestorePreview
from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.effacement import Effacement
from scolarite_desk.models.tables.journal import Compteur, Objet
from scolarite_desk.models.tables.reglage import Compte
from scolarite_desk.msg import N_
from scolarite_desk.progress import Progress
from scolarite_desk.store import acces, effacement
from scolarite_desk.store.base import incarnate
from scolarite_desk.store.codec import columns_of, shared_classes
from scolarite_desk.store.file import location, migrate
from scolarite_desk.store.file.engine import key_of, open_engine
from scolarite_desk.store.file.failures import spoken_folder
from scolarite_desk.store.queries.lignee import leaning
from scolarite_desk.store.safety.backup import Sauvegarde, closing_engine, copy_file, identity, verify
from scolarite_desk.store.safety.compare import compare, erased_since, papers_since
from scolarite_desk.store.store import Store, Work
from scolarite_desk.store.vault import vault

RESTAURER = "restaurer"  # the work that says what was kept of the base that was there
_BESIDE = ("", "-wal", "-journal")


def preview(here: Engine, one: Sauvegarde) -> RestorePreview:
    """What would change. `Unavailable` when the backup does not open, or is of another base."""
    key = key_of(here)
    refuse_stranger(one, key)
    with (
        closing_engine(open_engine(one.fichier, key, still=True)) as engine,
        here.connect() as mine,
        engine.connect() as theirs,
    ):
        return compare(mine, theirs)


def refuse_stranger(one: Sauvegarde, key: bytes) -> None:
    """A backup is put back in the place of its own base only."""
    if one.manifeste.base != identity(key):
        raise Refused(
            N_(
                "Cette sauvegarde est celle d’une autre base. "
                "Elle se reprend au premier démarrage d’un poste sans base, "
                "par «\u00a0reprendre une base venue d’ailleurs\u00a0»."
            )
        )


def prepare(one: Sauvegarde, key: bytes, base: Path, progress: Progress) -> Path:
    """The base to be, beside the place it will take and already another station. Nothing there has changed yet."""
    location.refuse_share(base)
    ready = base.with_name(f"{base.name}.retour")
    forget(ready)
    with spoken_folder(base):
        base.parent.mkdir(parents=True, exist_ok=True)
        verify(one, key, progress)
        copy_file(one.fichier, ready, progress)
        copy_file(vault.vault_path(one.fichier), vault.vault_path(ready), progress)
        try:
            with closing_engine(open_engine(ready, key)) as engine:
                migrate.upgrade(engine, ready)
                incarnate(engine, base)
        except BaseException:
            forget(ready)
            raise
    return ready


def carry(ready: Store, former: Engine) -> None:
    """Into the base that comes back: what was erased since, numbers given on paper since, how far each counter went,
    accounts as they are today (no right that was taken away comes back), and the access log.

    `former`: the base that was there.
    """
    with Session(former) as then, ready.reading() as session:
        here, there = then.connection(), session.connection()
        erased, papers = erased_since(here, there), papers_since(here, there)
        rows = [row for row in then.scalars(select(Effacement)) if set(row.erased()) & set(erased)]
        given = list(then.scalars(select(DocumentEmis).where(DocumentEmis.numero.in_(papers)))) if papers else []
        counters = list(then.scalars(select(Compteur)))
        ours = here.exec_driver_sql("SELECT valeur FROM local WHERE cle = 'schema'").scalar() == migrate.HEAD
        comptes = list(then.scalars(select(Compte))) if ours else []
        accesses = acces.read(here) if ours else None  # an older version kept none
        then.expunge_all()
    with provisional(), ready.work(RESTAURER) as work:
        for row in given:
            work.session.add(_still_given(row, work))
        for effaced in rows:
            work.session.add(_again(effaced))
        work.session.flush()
        _erase(work, erased)
        for counter in counters:
            _advance(work.session, counter)
        for compte in comptes:
            _as_today(work.session, compte)
        if accesses is not None:
            acces.replace(work.session.connection(), accesses)
    effacement.rewrite(ready.engine)


def swap(base: Path, ready: Path, now: datetime, *, vault_too: bool) -> Path | None:
    """Put the base that is ready in its place; returns where the former one is, None when there was none.

    `vault_too`: the backup's vault replaces the one that is there. Otherwise passwords stay those of today: an account
    closed since is not opened again.
    """
    with lasting(), spoken_folder(base):
        aside = keep_aside(base, now) if base.exists() else None
        for suffix in ("-wal", "-shm", "-journal"):  # of the former base: they would be played into this one
            base.with_name(base.name + suffix).unlink(missing_ok=True)
        if vault_too or not vault.vault_path(base).exists():
            vault.vault_path(ready).replace(vault.vault_path(base))
        ready.replace(base)
        forget(ready)
        return aside


def keep_aside(base: Path, now: datetime) -> Path:
    """The base as it is, whole or not, under a dated name beside it; `now` is at the time of who reads that name."""
    stamp = f"{now:%Y-%m-%d-%H%M%S}"
    aside = base.with_name(f"{base.stem}.avant-{stamp}{base.suffix}")
    named = [(base.with_name(base.name + suffix), aside.with_name(aside.name + suffix)) for suffix in _BESIDE]
    for source, target in (*named, (vault.vault_path(base), vault.vault_path(aside))):
        if source.exists():
            _same(source, target)
    return aside


def settle(engine: Engine, base: Path) -> None:
    """Everything in the base's own file, and nobody else in it: `Unavailable` when another window is."""
    engine.dispose()
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA busy_timeout = 500")
        (mode,) = raw.cursor().execute("PRAGMA journal_mode = DELETE").fetchone()
    except dbapi2.DatabaseError:
        mode = "busy"
    finally:
        raw.invalidate()
    if mode != "delete":
        raise Unavailable(
            N_(
                "La base «\u00a0{base}\u00a0» est ouverte ailleurs sur ce poste (une autre fenêtre, "
                "une commande). Fermez-la puis recommencez\u00a0: rien n’a changé.",
                base=base.name,
            )
        )


def forget(ready: Path) -> None:
    """Leave nothing of a base that did not take its place."""
    for path in ready.parent.glob(f"{ready.name}*"):
        path.unlink(missing_ok=True)


def _same(source: Path, target: Path) -> None:
    """The same file under a second name; a copy where the disk has no such thing."""
    with suppress(OSError):
        os.link(source, target)
        return
    copy_file(source, target, Progress())


def _still_given(row: DocumentEmis, work: Work) -> DocumentEmis:
    """A number that is on someone's paper: it explains the gap, its dossier may be unknown to the backup."""
    return DocumentEmis(
        genre=row.genre,
        numero=row.numero,
        titre=row.titre,
        emis_le=row.emis_le,
        emis_par=row.emis_par,
        motif=row.motif or kept(N_("Donné avant la restauration du {jour}", jour=show_day(work.today))),
    )


def _again(row: Effacement) -> Effacement:
    names = ("cles", "numeros", "origine", "motif", "fait_le", "fait_par")
    return Effacement(**{name: getattr(row, name) for name in names})


def _erase(work: Work, keys: list[str]) -> None:
    """Erase here what the former base had erased, and what only the backup had of it."""
    _untie(work, keys)
    left = effacement.erase(work.session, keys)
    while left:
        facts = {"origine": "complement", "motif": "", "fait_le": work.now, "fait_par": work.auteur}
        work.add(Effacement(cles=" ".join(sorted(left)), numeros="[]", **facts))
        left = effacement.erase(work.session, left)


def _untie(work: Work, keys: list[str]) -> None:
    """What belongs to someone else stays, and names what is erased no more."""
    owned: dict[str, set[str]] = {}
    for genre, key in work.session.execute(select(Objet.genre, Objet.uuid).where(Objet.uuid.in_(keys))):
        owned.setdefault(genre, set()).add(key)
    for genre, key, name in leaning(work.session, owned):
        if columns_of(genre)[name].nullable:
            setattr(work.get(shared_classes()[genre], key), name, None)
    work.session.flush()


def _as_today(session: Session, compte: Compte) -> None:
    kept = session.get(Compte, compte.id)
    if kept is None:
        kept = Compte(id=compte.id, nom=compte.nom)
        session.add(kept)
    kept.profil, kept.perimetre, kept.retire_le = compte.profil, compte.perimetre, compte.retire_le


def _advance(session: Session, counter: Compteur) -> None:
    kept = session.get(Compteur, counter.nom)
    if kept is None:
        session.add(Compteur(nom=counter.nom, valeur=counter.valeur))
    else:
        kept.valeur = max(kept.valeur, counter.valeur)
