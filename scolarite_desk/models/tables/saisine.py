"""What a person asks of the recteur when no master took them: the referral of a year, the refusals seen, the places
proposed.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from scolarite_desk.models.tables.base import Base, Cle, Partagee
from scolarite_desk.models.tables.personne import owner


class Saisine(Partagee, Base):
    """One a person and an academic year, which its key is made of. What it rests on is typed as it is shown at the
    desk; `rules/saisine.py` says what it is worth.
    """

    __tablename__ = "saisine"

    personne_id: Mapped[str] = owner()
    annee: Mapped[str | None]  # "2026-2027": of the entry into master
    le: Mapped[date | None]  # the day the recteur was asked
    licence: Mapped[str | None]  # a code of rules/saisine.LICENCES
    licence_le: Mapped[date | None]
    releve_vu: Mapped[date | None]  # the day the transcripts of the licence were seen
    region: Mapped[str | None]  # where the licence was obtained: a code of the list `region`
    attente: Mapped[bool | None]  # on a waiting list somewhere
    accuse_le: Mapped[date | None]
    issue: Mapped[str | None]  # a code of rules/saisine.ISSUES
    close_le: Mapped[date | None]


class RefusVu(Partagee, Base):
    """One refusal that a referral rests on: of a candidature of this base, or typed from the paper of another
    establishment.
    """

    __tablename__ = "refus_vu"

    saisine_id: Mapped[str] = mapped_column(Cle, ForeignKey("saisine.id"), index=True)
    candidature_id: Mapped[str | None] = mapped_column(Cle)
    etablissement: Mapped[str | None]
    formation: Mapped[str | None]
    mention: Mapped[str | None]
    refuse_le: Mapped[date | None]
    preuve: Mapped[str | None]  # what showed it: a code of rules/saisine.PREUVES


class PlaceProposee(Partagee, Base):
    """A place that the recteur proposes, and its answer."""

    __tablename__ = "proposition"

    saisine_id: Mapped[str] = mapped_column(Cle, ForeignKey("saisine.id"), index=True)
    rang: Mapped[int | None]  # 1 is the first
    etablissement: Mapped[str | None]
    formation: Mapped[str | None]
    proposee_le: Mapped[date | None]
    reponse: Mapped[str | None]  # a code of rules/saisine.REPONSES
    reponse_le: Mapped[date | None]
