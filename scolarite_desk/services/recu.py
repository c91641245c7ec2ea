"""What a receipt says, gathered from the base: nothing here is numbered or written."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, cast

from sqlalchemy.orm import Session

from scolarite_desk.models.fields.referentiel import Referentiel
from scolarite_desk.models.fields.reglages import RECU
from scolarite_desk.models.rows.documents import (
    Demande,
    EtatCvec,
    FormationVisee,
    InePrinted,
    PiecePrinted,
    Recu,
    StatutPiece,
)
from scolarite_desk.models.rows.dossier_views import CvecView, DossierView
from scolarite_desk.models.rules import echeances
from scolarite_desk.models.rules.cvec import doubt_of
from scolarite_desk.models.rules.dates import local, show_day
from scolarite_desk.models.rules.states import placed
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.msg import N_, verbatim
from scolarite_desk.services import paperwork, pieces
from scolarite_desk.services.reglages import settings
from scolarite_desk.store.fuseau import fuseau_centre
from scolarite_desk.store.queries.dossiers import dossier_view
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.queries.visites import visit_of

_FIRST = ("RE", "AT", "TR", "VA", "NC")  # of two states of one piece, the one the person must hear of


def receipt_of(
    session: Session, dossier: str, numero: str, now: datetime, agent: str, visite: str | None = None
) -> Recu:
    """Everything the receipt of a dossier says today (CRPA L. 112-3, L. 114-5, R. 112-5)."""
    view, chosen, codes = dossier_view(session, dossier), settings(session), lists(session)
    langue = session.get_one(Personne, view.personne).langue
    live = view.vivantes
    centre = session.get_one(Formation, live[0].formation_id).centre_id if live else None
    paperwork.refuse_unnamed(session, RECU, centre)
    zone = fuseau_centre(session, centre)
    paperwork.refuse_unprintable([view.nom])
    rows = [session.get_one(Candidature, one.key) for one in live]
    visit = visit_of(session, visite, view.personne) if visite else None
    silences = [found for row in rows if (found := echeances.silence(row, chosen)) is not None]
    return Recu(
        numero=numero,
        emis_le=local(now, zone),
        recu_le=min((row.recue_le for row in rows if row.recue_le), default=local(now, zone).date()),
        complet=bool(rows) and all(row.statut == "CO" for row in rows),
        service=paperwork.service_of(session, centre),
        campagne=view.campagne,
        dossier=view.numero,
        nom=view.nom,
        ne_le=verbatim(show_day(view.ne_le)) or N_("non renseignée"),
        agent=agent,
        demandes=_requests(view, codes),
        pieces=_pieces(
            session, [row.id for row in rows], codes, echeances.pieces_from(local(now, zone).date(), chosen).le
        ),
        ine=InePrinted(view.ine.valeur, view.ine.provisoire) if view.ine else None,
        cvec=_cvec(view.annee, view.cvec, codes),
        silence=silences[0] if silences else None,
        tribunal=chosen["tribunal"],
        tiers=(visit.tiers or "") if visit else "",
        rgpd=" ".join(part for part in (chosen["mention_rgpd"], chosen["dpo"]) if part),
        anglais=bool(langue) and langue not in ("fr", "fra"),
    )


def _requests(view: DossierView, codes: Referentiel) -> tuple[Demande, ...]:
    return tuple(
        Demande(
            FormationVisee(one.formation, one.code),
            codes.msg("candidature_genre", one.genre),
            one.recue_le,
        )
        for one in view.vivantes
    )


def _pieces(session: Session, candidatures: list[str], codes: Referentiel, default: date) -> tuple[PiecePrinted, ...]:
    """One line a piece, in the state that the person must hear of when several candidatures ask for it.

    `default`: until when a missing piece is awaited when nothing has fixed it before this receipt.
    """
    worst: dict[str, PiecePrinted] = {}
    for line in (line for key in candidatures for line in pieces.lines(session, key) if line.courante):
        motif = codes.label("motif_refus_piece", line.motif) if line.motif else ""
        shown = PiecePrinted(
            libelle=line.libelle,
            statut=cast(StatutPiece, line.statut),
            le=line.recue_le,
            avant_le=(line.echeance.le if line.echeance else default) if line.manque else None,
            motif=" – ".join(part for part in (motif, line.motif_texte) if part),
            libelle_anglais=line.libelle_anglais,
        )
        known = worst.get(line.piece)
        if known is None or placed(_FIRST, shown.statut) < placed(_FIRST, known.statut):
            worst[line.piece] = shown
    return tuple(worst.values())


def _cvec(annee: str, view: CvecView | None, codes: Referentiel) -> EtatCvec | None:
    if view is None:
        return EtatCvec(annee) if annee else None
    values = view.values
    situation = values["situation"] or ""
    name = "motif_exoneration_cvec" if situation == "exoneree" else "motif_non_concerne_cvec"
    numero, motif = values["numero"] or "", codes.label(name, values["motif"] or "")
    return EtatCvec(annee, cast(Any, situation), numero, motif, bool(doubt_of(numero, values["verifie_le"])))
