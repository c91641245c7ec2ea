"""Persons found to be one: what this desk derives from `Personne.fusion_id`, and can make again from it at any time."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from scolarite_desk.models.tables.base import Base, Cle


class Fusion(Base):
    """A merged person, and the one who is shown instead, whatever the chain between the two."""

    __tablename__ = "fusion"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own convention

    personne: Mapped[str] = mapped_column(Cle, primary_key=True)
    racine: Mapped[str] = mapped_column(Cle, index=True)


class Rattachement(Base):
    """A row that follows the person shown: the office row names that person, the journal the one it was made for."""

    __tablename__ = "rattachement"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own convention

    objet: Mapped[str] = mapped_column(Cle, primary_key=True)
    genre: Mapped[str]
    personne: Mapped[str] = mapped_column(Cle, index=True)
