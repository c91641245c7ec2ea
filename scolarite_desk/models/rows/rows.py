"""What readings hand out: frozen rows, free of any session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from scolarite_desk.models.rules.echeances import Echeance
from scolarite_desk.models.rules.pieces import DUES
from scolarite_desk.msg import Msg


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
        return self.courante and self.statut in DUES


@dataclass(frozen=True, slots=True)
class Manque:
    """One thing left to do: `code` names the rule, `where` the field or tab, `fiche` the row when there is one.

    `blocking` rules make the dossier incomplete; the others only remind.
    """

    code: str
    label: Msg
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
    explication: Msg


@dataclass(frozen=True, slots=True)
class VisiteRow:
    """One visit as the day page shows it. Moments in UTC; `qui` is the person, else the name that was given.

    `attente`: minutes between arrival and reception, up to now while waiting. `ouverte`: minutes at the desk so far.
    """

    key: str
    jour: date
    statut: str  # states.VISITE
    qui: Msg
    ne_le: str  # ISO, perhaps partial
    telephone: str
    personne: str | None
    dossier: str | None
    numero: str  # of the dossier
    motif: str
    duree: int | None
    rendezvous_le: datetime | None
    arrivee_le: datetime | None
    recue_le: datetime | None
    terminee_le: datetime | None
    recue_par: str
    guichet: str
    ticket: str
    tiers: str
    mandat_vu: bool
    attente: int | None
    ouverte: int | None


@dataclass(frozen=True, slots=True)
class Compteurs:
    """A day at the desk: how many stand in each state, and minutes waited by those who were or are being received."""

    attendus: int = 0
    arrives: int = 0  # arrived or waiting
    au_guichet: int = 0
    recus: int = 0
    absents: int = 0
    excuses: int = 0
    attente_moyenne: int | None = None
    attente_max: int | None = None  # of those still waiting


@dataclass(frozen=True, slots=True)
class RapportRendezVous:
    """What reading an appointment list changed. `a_identifier`: keys of the visits whose person is not known.
    `ecartes`: what was set aside, and why. `annules`: how many are no longer expected; `suivis`: what was moved or
    called off, each by its day, hour and name.
    """

    ajoutes: int
    inchanges: int
    modifies: int
    a_identifier: tuple[str, ...]
    ecartes: tuple[Msg, ...] = ()
    annules: int = 0
    suivis: tuple[Msg, ...] = ()
