"""What readings hand out: frozen rows, free of any session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Echeance:
    """A last day, and where it comes from, in words that follow « fixé par »."""

    le: date
    source: str


@dataclass(frozen=True, slots=True)
class LignePiece:
    """One piece of one candidature. `courante` is False for an earlier paper that was refused, kept in sight.

    `exigence` is None as long as nobody touched the line; `recue` is the paper it speaks of.
    """

    candidature: str
    piece: str
    code: str
    libelle: str
    libelle_anglais: str
    statut: str  # states.PIECE
    rang: int = 1
    courante: bool = True
    conditionnelle: bool = False
    libre: bool = False  # added by hand: no rule asks it
    exigence: str | None = None
    recue: str | None = None
    recue_le: date | None = None
    recue_par: str = ""
    note: str = ""
    statut_le: datetime | None = None
    statut_par: str = ""
    motif: str = ""
    motif_texte: str = ""
    echeance: Echeance | None = None

    @property
    def manque(self) -> bool:
        """Whether the person still has something to bring."""
        return self.courante and self.statut in ("AT", "RE")


@dataclass(frozen=True, slots=True)
class Manque:
    """One thing left to do: `code` names the rule, `where` the field or tab, `fiche` the row when there is one.

    `blocking` rules make the dossier incomplete; the others only remind.
    """

    code: str
    label: str
    where: str
    blocking: bool
    fiche: str | None = None


@dataclass(frozen=True, slots=True)
class CvecManquante:
    """A dossier without the CVEC of its year. `proposition` is a situation, or "" when the person must be asked."""

    dossier: str
    personne: str
    numero: str
    nom: str
    prenom: str
    ne_le: str
    proposition: str
    explication: str
