"""Two persons found to be one: dossiers follow the person kept, and go back exactly when it was a mistake."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.tables.dossier import Reserve
from scolarite_desk.models.tables.personne import Identifiant, Personne
from scolarite_desk.msg import N_
from scolarite_desk.services.acts import act
from scolarite_desk.services.dossiers import keep_reason
from scolarite_desk.services.doublons import APART, shown, told_apart
from scolarite_desk.store.store import Work


@act(N_("Fusionner deux personnes"), right="fusion")
def merge_persons(work: Work, garder: str, fondre: str, motif: str = "") -> None:
    """`fondre` is the same person as `garder`: everything of the former is shown with the latter.

    Nothing is rewritten: both histories stay, and `unmerge_person` puts everything back. Two different verified INE ask
    for `motif`. `Refused` for one and the same person, or a person merged already.
    """
    one, other = _alone(work, garder), _alone(work, fondre)
    if one is other:
        raise Refused(N_("C’est déjà la même personne."), "fondre")
    if not motif.strip() and _both_have_ine(work.session, garder, fondre):
        raise Refused(
            N_(
                "Chacune a son INE\u00a0: ce sont peut-être deux personnes, des jumeaux par exemple. "
                "Si c’est bien la même, dites pourquoi."
            ),
            "motif",
        )
    other.fusion_id, other.fusion_le, other.fusion_par = garder, work.now, work.auteur
    other.fusion_motif = motif.strip() or None


@act(N_("Défaire une fusion"), right="fusion")
def unmerge_person(work: Work, fondue: str) -> None:
    """`fondue` is somebody else after all: what was hers goes back to her, to the last row."""
    row = work.get(Personne, fondue)
    if row.fusion_id is None:
        raise Refused(N_("Cette personne n’est fusionnée avec aucune autre."), "fondue")
    row.fusion_id = row.fusion_le = row.fusion_par = row.fusion_motif = None


@act(N_("Distinguer deux personnes"), right="fusion")
def tell_apart(work: Work, une: str, autre: str, motif: str = "") -> None:
    """They are two persons, whatever they look like: the pair is not proposed any more."""
    first, second = sorted((_alone(work, une).id, _alone(work, autre).id))
    if first == second:
        raise Refused(N_("C’est une seule et même personne."), "autre")
    if work.find(told_apart().where(Reserve.objet_id == first, Reserve.regle == APART + second)) is None:
        keep_reason(work, first, APART + second, motif.strip() or kept(N_("vérifié")))


def _alone(work: Work, personne: str) -> Personne:
    row = work.get(Personne, personne)
    if row.retire_le is not None:
        raise Refused(N_("Cette personne est à la corbeille\u00a0: remettez-la d’abord."))
    if row.fusion_id is not None:
        raise Refused(
            N_(
                "{personne} est déjà fusionnée avec une autre personne\u00a0: défaites d’abord cette fusion.",
                personne=shown(row),
            )
        )
    return row


def _both_have_ine(session: Session, one: str, other: str) -> bool:
    held = {
        personne: set(
            session.scalars(
                select(Identifiant.valeur).where(
                    Identifiant.personne_id == personne,
                    Identifiant.genre == "INE",
                    Identifiant.nature != "provisoire",
                    Identifiant.retire_le.is_(None),
                )
            )
        )
        for personne in (one, other)
    }
    return bool(held[one] and held[other] and not held[one] & held[other])
