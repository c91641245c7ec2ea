"""What the search keeps beside the rows it finds. Local to this desk: never journalled, made again at will."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from scolarite_desk.models.tables.base import Base, Cle


class Trouvable(Base):
    """One live person as the list shows them, and what they are found by.

    `place` is in the order of names (`terms.span`). `formes`: the pairs surname/first name the person answers to, the
    main one first. `mots`: the tokens of names and birth day, content of the full-text index. `codes`: the tokens of
    numbers, phones and addresses.

    The views of the queue count what the last four say: of the dossier that is shown, its campaign, what it lacks
    (`store/attendus.py`: `Manque`), since when it waits for papers; of the person, the day to come back to them.
    """

    __tablename__ = "trouvable"
    __table_args__ = (Index("ix_trouvable_manques", "campagne", "manques", "incomplet_le", "suivi_le"),)

    place: Mapped[int] = mapped_column(primary_key=True)
    personne: Mapped[str] = mapped_column(Cle, unique=True)
    nom: Mapped[str | None]
    nom_usage: Mapped[str | None]
    prenom: Mapped[str | None]
    prenom_usage: Mapped[str | None]
    ne_le: Mapped[str | None]
    ine: Mapped[str | None]
    ine_provisoire: Mapped[bool]
    dossier: Mapped[str | None] = mapped_column(Cle)
    numero: Mapped[str | None]
    etat: Mapped[str | None]
    formes: Mapped[str]
    mots: Mapped[str]
    codes: Mapped[str]
    campagne: Mapped[str | None] = mapped_column(Cle)
    manques: Mapped[int]
    incomplet_le: Mapped[str | None]
    suivi_le: Mapped[str | None]


class TrouvableNom(Base):
    """The pairs of `formes` in the order of names: a name prefix is a range of it, already sorted."""

    __tablename__ = "trouvable_nom"
    __table_args__ = (
        Index("ix_trouvable_nom_prenom", "prenom", "nom", "ne_le", "personne"),
        {"sqlite_with_rowid": False},
    )

    nom: Mapped[str] = mapped_column(primary_key=True)
    prenom: Mapped[str] = mapped_column(primary_key=True)
    ne_le: Mapped[str] = mapped_column(primary_key=True)
    personne: Mapped[str] = mapped_column(Cle, primary_key=True)
    place: Mapped[int]


class TrouvableCode(Base):
    """The tokens of `codes`, each in its row."""

    __tablename__ = "trouvable_code"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own convention

    code: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
