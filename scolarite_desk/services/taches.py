"""Tasks: a note that somebody hands over to an account or to a desk, who takes it, and the lists of what waits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import true
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.tables.dossier import Note
from scolarite_desk.models.tables.reglage import Compte
from scolarite_desk.msg import N_, Msg
from scolarite_desk.services.acts import act
from scolarite_desk.store.perimetre import may_follow
from scolarite_desk.store.queries.taches import Tache, addressee, mine, nobodys, waiting
from scolarite_desk.store.store import Work


@dataclass(frozen=True)
class ListeTaches:
    """One list of tasks: its label, the condition on notes that keeps those of it, who is there, in words."""

    label: Msg
    dont: Callable[[Session], Any]
    dit: Msg
    vide: Msg


TACHES = {
    "pour_moi": ListeTaches(
        N_("Pour moi"),
        mine,
        N_("Ce qui est confié à votre compte ou à ce poste, et ce dont vous vous chargez."),
        N_("Rien ne vous est confié."),
    ),
    "sans_personne": ListeTaches(
        N_("Confié à qui n’est plus là"),
        nobodys,
        N_("Le compte à qui c’est confié, ou qui s’en chargeait, est fermé\u00a0: prenez-le, ou confiez-le."),
        N_("Rien n’est confié à un compte fermé."),
    ),
    "suivis": ListeTaches(
        N_("Suivis à faire"),
        lambda _: true(),
        N_("Tout ce qui reste à faire, de toutes les commissions\u00a0: les retards d’abord."),
        N_("Aucun suivi n’attend."),
    ),
}
_DONE = N_("Ce suivi est déjà fait.")


@act(N_("Confier un suivi"), right="notes")
def hand_over(work: Work, note: str, pour: str, mot: str = "") -> None:
    """Give what a note promises to an account or to a desk (its key), with a word: nobody has taken it yet, then."""
    row = _waiting(work, note)
    if row.pour == pour:
        raise Refused(N_("Ce suivi lui est déjà confié."), "note.pour")
    give(work, row, pour, mot)


@act(N_("Prendre un suivi"), right="notes")
def take_task(work: Work, note: str) -> None:
    """Whoever says so sees to it, whomever it was given to."""
    row = _waiting(work, note)
    if row.prise_le is not None:
        raise Refused(N_("{auteur} s’en charge déjà\u00a0: faites-vous-le confier.", auteur=row.prise_par or ""))
    row.prise_le, row.prise_par = work.now, work.auteur


def give(work: Work, row: Note, pour: str, mot: str = "") -> None:
    """Say whom a note is for. `Refused` unless they work here, and may see it."""
    known = addressee(work.session, pour)
    if known is None or (isinstance(known, Compte) and known.retire_le is not None):
        raise Refused(N_("Choisissez une personne ou un poste de la liste."), "note.pour")
    if isinstance(known, Compte) and not may_follow(work.session, known.nom, row.personne_id, row.candidature_id):
        raise Refused(N_("{compte} ne voit pas ce dossier\u00a0: choisissez quelqu’un d’autre.", compte=known.nom),
                      "note.pour")  # fmt: skip
    row.pour, row.remise_mot, row.remise_le, row.remise_par = pour, mot.strip() or None, work.now, work.auteur
    row.prise_le = row.prise_par = None


def tasks(session: Session, code: str) -> list[Tache]:
    """Those of a list, the most pressing first. `Refused` when there is no such list."""
    if code not in TACHES:
        raise Refused(N_("La liste «\u00a0{nom}\u00a0» n’existe pas\u00a0: {connues}.", nom=code, connues=list(TACHES)))
    return waiting(session, TACHES[code].dont(session))


def _waiting(work: Work, note: str) -> Note:
    row = work.get(Note, note)
    if row.suivi_fait_le is not None:
        raise Refused(_DONE)
    return row
