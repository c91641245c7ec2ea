"""What the office calls its decisions, and what is asked again of one."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from scolarite_desk.models.tables.base import Base, Cle, Partagee


class TypeDecision(Partagee, Base):
    """A kind of decision of the office, or its words over one that ships, which has no row. `famille`, the avis that it
    is, never changes, no more than the code that its key is made of.
    """

    __tablename__ = "type_decision"

    code: Mapped[str | None]
    famille: Mapped[str | None]  # FA, DE, LC, LA, PR: what every rule reads
    libelle: Mapped[str | None]
    libelle_anglais: Mapped[str | None]
    definitif: Mapped[bool | None]  # False: another avis may follow without correcting it
    motif_dit: Mapped[bool | None]  # the letter prints the motive
    condition_dite: Mapped[bool | None]  # the letter prints the condition
    centre_id: Mapped[str | None] = mapped_column(Cle)  # None: every centre
    ordre: Mapped[int | None]
    en_service: Mapped[bool | None]


class Requete(Partagee, Base):
    """What somebody asks about a decision: another one (gracieux, hierarchique, contentieux), or its reasons (motifs).
    It is open until `repondue_le`.
    """

    __tablename__ = "requete"

    candidature_id: Mapped[str] = mapped_column(Cle, ForeignKey("candidature.id"), index=True)
    avis_id: Mapped[str | None] = mapped_column(Cle)  # what it is about
    genre: Mapped[str | None]
    recue_le: Mapped[date | None]
    recue_par: Mapped[str | None]
    objet: Mapped[str | None]
    issue: Mapped[str | None]  # accueillie, rejetee, sans_objet, communiques
    repondue_le: Mapped[date | None]
    repondue_par: Mapped[str | None]
