"""A view of a list that somebody saved: whom it shows, with which columns, in which order."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from scolarite_desk.models.tables.base import Base, Partagee


class VueEnregistree(Partagee, Base):
    """One view of one list. Its key is made of the list, of whose it is and of its name, which never change: two desks
    that save the same one speak of the same row.

    `compte`: the name of the account that it is of, None when it is of the whole office. `filtre`, `colonnes`, `tri`:
    canonical JSON (`models/rules/filtre.py`); no text that somebody searched for ever stands there.
    """

    __tablename__ = "vue"

    salle: Mapped[str | None] = mapped_column(index=True)
    compte: Mapped[str | None]
    libelle: Mapped[str | None]
    filtre: Mapped[str | None]
    colonnes: Mapped[str | None]
    tri: Mapped[str | None]
