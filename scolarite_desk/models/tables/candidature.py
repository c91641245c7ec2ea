"""One dossier for one formation, and the avis given on it. States and transitions: `states.py`."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from scolarite_desk.models.tables.base import Base, Cle, Partagee


class Candidature(Partagee, Base):
    """Four independent axes (dossier status, treatment, avis, confirmation) and one overlay (cancelled)."""

    __tablename__ = "candidature"

    dossier_id: Mapped[str] = mapped_column(Cle, ForeignKey("dossier.id"), index=True)
    formation_id: Mapped[str] = mapped_column(Cle, ForeignKey("formation.id"), index=True)
    session_id: Mapped[str | None] = mapped_column(Cle)  # None: the formation's own session
    genre: Mapped[str | None]  # candidature, vapp, reprise, transfert
    creee_le: Mapped[datetime | None]
    proposition: Mapped[bool | None]
    statut: Mapped[str | None]  # AT, RE, IN, CO
    statut_le: Mapped[datetime | None]
    transmise_le: Mapped[date | None]
    recue_le: Mapped[date | None]
    incomplete_le: Mapped[date | None]
    complete_le: Mapped[date | None]
    traitement: Mapped[str | None]  # AC, AD, AT
    traitement_valide: Mapped[bool | None]
    confirmation: Mapped[str | None]  # None, confirmee, desistee, sans_reponse
    confirmation_le: Mapped[datetime | None]
    confirmation_par: Mapped[str | None]
    annulee_le: Mapped[datetime | None]
    annulee_par: Mapped[str | None]
    annulee_motif: Mapped[str | None]
    date_confirmation: Mapped[date | None]  # instead of the formation's
    date_retour: Mapped[date | None]
    situation_droits: Mapped[str | None]
    complement_droits: Mapped[str | None]
    montant: Mapped[Decimal | None]


class Avis(Partagee, Base):
    """One avis. All are kept; the current one is the newest. A correction names the one it corrects, and why."""

    __tablename__ = "avis"

    candidature_id: Mapped[str] = mapped_column(Cle, ForeignKey("candidature.id"), index=True)
    avis: Mapped[str]  # FA, DE, LC, LA, PR
    type_id: Mapped[str | None] = mapped_column(Cle)  # the kind of decision of the office; None: the one that ships
    motif: Mapped[str | None]
    motif_texte: Mapped[str | None]
    commentaire: Mapped[str | None]
    rang: Mapped[int | None]
    convocation_le: Mapped[date | None]
    convocation_heure: Mapped[str | None]
    convocation_lieu: Mapped[str | None]
    appel: Mapped[bool | None]
    condition: Mapped[str | None]  # « sous réserve de… », as the letter prints it
    seance_id: Mapped[str | None] = mapped_column(Cle)  # the meeting of the commission that decided it
    saisi_le: Mapped[datetime]
    saisi_par: Mapped[str]
    valide_le: Mapped[datetime | None]
    valide_par: Mapped[str | None]
    valide_vu: Mapped[str | None]  # digest of what the validation saw; None: nothing is said of it
    promu_id: Mapped[str | None] = mapped_column(Cle)  # the avis of the list that this one takes somebody from
    promu_rang: Mapped[int | None]  # the real rank there, that day
    requete_id: Mapped[str | None] = mapped_column(Cle)  # the request that it answers
    corrige_id: Mapped[str | None] = mapped_column(Cle)
    corrige_motif: Mapped[str | None]
