"""What a desk tells the others of itself, so that they can seal a packet for it and know one that it made."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from scolarite_desk.models.tables.base import Base, Partagee


class FichePoste(Partagee, Base):
    """A station's card: its key is the station's own identifier. Both keys are public; the secret ones never leave."""

    __tablename__ = "fiche_poste"

    nom: Mapped[str | None]
    cle: Mapped[str | None]  # age recipient, "age1..."
    signature: Mapped[str | None]  # Ed25519 public key, 64 hexadecimal characters
