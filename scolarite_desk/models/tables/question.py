"""What the office asks besides its fields and its pieces, and what a candidature answers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from scolarite_desk.models.tables.base import Base, Cle, Partagee


class Question(Partagee, Base):
    """A question of one formation, of those of a centre when `formation_id` is blank, of all when both are."""

    __tablename__ = "question"

    formation_id: Mapped[str | None] = mapped_column(Cle, ForeignKey("formation.id"), index=True)
    centre_id: Mapped[str | None] = mapped_column(Cle, ForeignKey("centre.id"), index=True)
    libelle: Mapped[str | None]  # what it is called at the desk
    texte: Mapped[str | None]  # as it is asked
    texte_anglais: Mapped[str | None]
    genre: Mapped[str | None]  # a code of rules/questions.GENRES
    choix: Mapped[str | None]  # one line each
    ordre: Mapped[int | None]
    requise: Mapped[bool | None]
    en_service: Mapped[bool | None]


class Reponse(Partagee, Base):
    """What one candidature answers to one question; its key is made of both. Blank: no answer any more."""

    __tablename__ = "reponse"

    candidature_id: Mapped[str] = mapped_column(Cle, ForeignKey("candidature.id"), index=True)
    question_id: Mapped[str] = mapped_column(Cle, ForeignKey("question.id"), index=True)
    valeur: Mapped[str | None]  # as rules/questions.written
    dispense: Mapped[str | None]  # why it is not concerned; no answer then
    donnee_le: Mapped[datetime | None]
    donnee_par: Mapped[str | None]
    vue_le: Mapped[datetime | None]  # of a form that came: somebody read it
    vue_par: Mapped[str | None]
