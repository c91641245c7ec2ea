"""Undo and redo, read from the journal alone: the works of this account at this desk."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.fields import BY_PATH
from scolarite_desk.models.fields.things import BY_CLASS
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.journal import Poste, Travail
from scolarite_desk.services.acts import HOUSE, Act, known, label_of, undoable, working
from scolarite_desk.services.droits import need_undo
from scolarite_desk.store import replay
from scolarite_desk.store.codec import shared_classes
from scolarite_desk.store.journal.journal import station
from scolarite_desk.store.store import Store, Work

TAKEN_BACK = ("annuler", "retablir")  # works that undo another: `cible` says which


@dataclass
class Stacks:
    """Numbers of the works that can be undone, and of the undoings that can be redone; the last is the next."""

    done: list[int] = field(default_factory=list)
    undone: list[int] = field(default_factory=list)
    labels: dict[int, str] = field(default_factory=dict)

    def take(self, numero: int, acte: str, detail: str, cible: str) -> None:
        """Go past one work of the journal."""
        if acte in TAKEN_BACK:
            self._move(numero, int(cible))
        elif undoable(acte):
            self.done.append(numero)
            self.undone.clear()
            self.labels[numero] = label_of(acte, detail)

    def _move(self, numero: int, target: int) -> None:
        """Undoing an undoing is doing again, whatever it is called."""
        before, after = (self.undone, self.done) if target in self.undone else (self.done, self.undone)
        if target in before:
            before.remove(target)
        after.append(numero)
        self.labels[numero] = self.labels.get(target, "")


def stacks(store: Store, since: int = 0) -> Stacks:
    """What can be undone and redone, counting works after the number `since` (0: all of them)."""
    with store.reading() as session:
        found = session.execute(
            select(Travail.numero, Travail.acte, Travail.detail, Travail.cible)
            .join(Poste, Poste.id == Travail.poste)
            .where(Poste.ici, Travail.auteur == store.auteur, Travail.numero > since)
            .order_by(Travail.numero)
        ).all()
        erased = replay.erased_works(session, station(session.connection()).id, since)
    both = Stacks()
    for numero, acte, detail, cible in found:
        if numero not in erased:
            both.take(numero, acte, detail, cible)
    return both


def undo(store: Store, since: int = 0, source: object | None = None) -> str:
    """Undo the last work; returns its label. `Refused` when there is none, or when its values moved since."""
    both = stacks(store, since)
    if not both.done:
        raise Refused("Rien à annuler.")
    return _revert(store, "annuler", both.done[-1], both.labels[both.done[-1]], source)


def redo(store: Store, since: int = 0, source: object | None = None) -> str:
    """Redo the last undone work; returns its label."""
    both = stacks(store, since)
    if not both.undone:
        raise Refused("Rien à rétablir.")
    return _revert(store, "retablir", both.undone[-1], both.labels[both.undone[-1]], source)


def undo_work(store: Store, numero: int, source: object | None = None) -> str:
    """Undo one work of this desk, wherever it stands in the history."""
    with store.reading() as session:
        found = session.execute(
            select(Travail.acte, Travail.detail)
            .join(Poste, Poste.id == Travail.poste)
            .where(Poste.ici, Travail.numero == numero)
        ).one_or_none()
    if found is None:
        raise Refused(f"Ce poste n’a pas de travail numéro {numero}.")
    if known(found.acte) is None and found.acte not in HOUSE:
        raise _unknown(found.acte)
    if not undoable(found.acte) and found.acte not in TAKEN_BACK:
        raise Refused(f"«\u00a0{label_of(*found)}\u00a0» ne s’annule pas\u00a0: faites l’acte contraire.")
    return _revert(store, "annuler", numero, label_of(*found), source)


def _revert(store: Store, acte: str, numero: int, label: str, source: object | None) -> str:
    with working(store, acte, source, str(numero)) as work:
        _need_right(work, numero)
        _refuse_if_letter_out(work, numero)
        replay.revert(work, numero)
    return label


def _need_right(work: Work, numero: int) -> None:
    """Taking back asks for the right of what is taken back."""
    done, detail = _origin(work, numero)
    rows = [(shared_classes()[line.genre], line.key) for line in replay.lines_of(work.session, work.poste.id, numero)]
    given = {"champ": detail} if detail in BY_PATH else {}
    if "chose" in done.names and rows:
        given = {"chose": BY_CLASS[rows[0][0]].name}
    if "table" in done.names and rows:
        given = {"table": rows[0][0].__tablename__, "groupe": detail}
    need_undo(work, done.right, given, rows)


def _origin(work: Work, numero: int) -> tuple[Act, str]:
    """(act, detail) of a work, of the work behind it when it is itself an undoing. `Refused` when this version does not
    know the act: what it was allowed to touch cannot be told.
    """
    found = work.session.execute(
        select(Travail.acte, Travail.detail, Travail.cible).where(
            Travail.poste == work.poste.id, Travail.numero == numero
        )
    ).one()
    done = known(found.acte)
    if done is None and found.acte in TAKEN_BACK:
        return _origin(work, int(found.cible))
    if done is None:
        raise _unknown(found.acte)
    return done, found.detail


def _unknown(acte: str) -> Refused:
    return Refused(
        f"Une autre version de l’application a fait ce travail, sous un nom inconnu ici («\u00a0{acte}\u00a0»)\u00a0: "
        "il ne s’annule pas. Mettez ce poste à jour, ou faites l’acte contraire."
    )


def _refuse_if_letter_out(work: Work, numero: int) -> None:
    """What a letter says is only ever corrected by another act."""
    touched = [line.key for line in replay.lines_of(work.session, work.poste.id, numero) if line.genre == "avis"]
    if touched and work.find(select(DocumentEmis).where(DocumentEmis.avis_id.in_(touched))) is not None:
        raise Refused("La lettre est partie\u00a0: rectifiez l’avis, avec sa raison.", "avis.avis")
