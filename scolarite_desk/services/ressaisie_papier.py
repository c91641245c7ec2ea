"""The sheet from which a dossier is typed again, on paper: for whoever types, never for the person."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from sqlalchemy.orm import Session

from scolarite_desk.models.rows.rapport import Partie, Rapport, ReportTable
from scolarite_desk.models.rows.ressaisie import FicheRessaisie
from scolarite_desk.models.rules.dates import local, show_day
from scolarite_desk.models.rules.ressaisie import LigneSaisie
from scolarite_desk.msg import N_, NN_, NOTHING, Msg, joined, verbatim
from scolarite_desk.services import paperwork
from scolarite_desk.store.fuseau import fuseau
from scolarite_desk.store.store import Store

_COLUMNS = ((N_("Champ d’eCandidat"), 0.30), (N_("À saisir"), 0.45), (N_("À voir"), 0.25))


def sheet_report(session: Session, store: Store, fiche: FicheRessaisie) -> Rapport:
    """What is printed of a sheet."""
    return Rapport(
        service=paperwork.service_of(session),
        titre=N_("Fiche de ressaisie eCandidat"),
        objet=joined(", ", verbatim(fiche.nom), N_("dossier {numero}", numero=fiche.numero)),
        texte=tuple(filter(None, (said_state(fiche),))),
        parties=tuple(_parts(fiche)),
        fait_le=local(store.clock(), fuseau(session)),
        fait_par=store.auteur,
    )


def said_state(fiche: FicheRessaisie) -> Msg:
    """Where it stands, and how many boxes are to be looked at."""
    etat = fiche.etat
    if etat.faite_le is not None:
        known = N_("numéro {numero}", numero=etat.numero) if etat.numero else N_("numéro à noter")
        done = N_("Ressaisi le {jour} par {qui}", jour=show_day(etat.faite_le), qui=etat.faite_par)
        return joined(", ", done, known)
    asked = (
        N_("À ressaisir, demandé le {jour} par {qui}", jour=show_day(etat.demandee_le), qui=etat.demandee_par)
        if etat.demandee_le is not None
        else NOTHING
    )
    look = NN_("{n} champ à regarder", "{n} champs à regarder", fiche.a_regarder) if fiche.a_regarder else NOTHING
    return joined(", ", asked, look)


def windows(fiche: FicheRessaisie) -> Iterator[tuple[Msg, tuple[LigneSaisie, ...]]]:
    """The lines of each window, with its title; a window that is filled several times says which."""
    last: dict[Msg, int] = {}
    for one in fiche.lignes:
        last[one.fenetre] = one.rang
    for (fenetre, rang), lines in groupby(fiche.lignes, key=lambda one: (one.fenetre, one.rang)):
        several = N_("{fenetre} {rang}", fenetre=fenetre, rang=rang + 1)
        yield several if last[fenetre] else fenetre, tuple(lines)


def _parts(fiche: FicheRessaisie) -> Iterator[Partie]:
    for title, lines in windows(fiche):
        rows = tuple((one.label, one.copie, one.constat) for one in lines if one.copie or one.constat)
        yield Partie(title, (), ReportTable(_COLUMNS, rows), N_("Rien à saisir."))
