"""Frozen rows that the dossier's own pages show: read at one moment, never tied to a session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from scolarite_desk.models.rules.calendrier import Calendrier
from scolarite_desk.models.rules.criteres import Constat
from scolarite_desk.models.rules.gardes import Stade
from scolarite_desk.models.rules.passages import possible
from scolarite_desk.models.rules.questions import QuestionPosee
from scolarite_desk.models.rules.tarifs import Du
from scolarite_desk.msg import Msg


@dataclass(frozen=True, slots=True)
class Fiche:
    """One row of a thing, for a form: its key and its values by column."""

    key: str
    thing: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class IneView:
    """The current INE of a person."""

    key: str
    valeur: str
    nature: str
    controle: str
    origine: str
    motif: str

    @property
    def provisoire(self) -> bool:
        """Never to be taken for a real one."""
        return self.nature == "provisoire"


@dataclass(frozen=True, slots=True)
class IdentifiantView:
    """Another number of the person."""

    key: str
    genre: str
    valeur: str


@dataclass(frozen=True, slots=True)
class CvecView:
    """The CVEC of one year, as recorded."""

    key: str
    annee: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AvisView:
    """One avis, current or past."""

    key: str
    avis: str
    label: Msg  # as the office words it
    motif: str
    motif_texte: str
    commentaire: str
    rang: int | None
    saisi_le: datetime
    saisi_par: str
    valide_le: datetime | None
    valide_par: str
    corrige_motif: str
    convocation_le: date | None
    convocation_heure: str
    convocation_lieu: str
    condition: str
    en_seance: str = ""  # the key of the meeting that decided it
    type: str = ""  # the key of its kind, when it is one of the office
    requete: str = ""  # the key of the appeal that it grants
    vu: str = ""  # the digest of what is shown, for whoever validates it
    promu_rang: int | None = None  # the rank of the day from which one was called


@dataclass(frozen=True, slots=True)
class RequeteView:
    """What is asked about a decision, by codes of `rules/requetes.py`; it waits until `repondue_le`."""

    key: str
    genre: str
    recue_le: date | None
    objet: str
    issue: str
    repondue_le: date | None
    repondue_par: str
    lettre: tuple[str, date] | None = None  # that gave the reasons since they were asked for: its number, its day


@dataclass(frozen=True, slots=True)
class VappView:
    """The file of a VAPP: its key, there or not, its values by column, what was learnt, its criteria, and whether the
    decision was taken on the opinion as it stands.
    """

    key: str
    values: Mapping[str, Any]
    acquis: tuple[Fiche, ...]
    constats: tuple[Constat, ...]
    a_jour: bool


@dataclass(frozen=True, slots=True)
class InscriptionView:
    """An enrolment, by codes of `rules/inscriptions.py`. `tarif`: what the tariff says today; `lacunes`, `doutes`: what
    it lacks to be done, what is unusual; `rembourser`: what was paid is to be paid back.
    """

    key: str
    etat: str
    etat_le: date | None
    etat_par: str
    etat_motif: str
    preuves: tuple[str, ...]
    values: Mapping[str, Any]
    tarif: Du
    lacunes: tuple[Msg, ...]
    doutes: tuple[Msg, ...]
    rembourser: bool


@dataclass(frozen=True, slots=True)
class CandidatureView:
    """One candidature with its formation and all its avis, the current one first."""

    key: str
    formation_id: str
    formation: str
    code: str
    session: str  # the one that it was made in, where it is not the formation's own
    genre: str
    statut: str
    statut_le: datetime | None
    recue_le: date | None
    complete_le: date | None
    traitement: str
    traitement_valide: bool
    confirmation: str
    vivante: bool  # neither cancelled nor withdrawn
    annulee_le: datetime | None
    annulee_motif: str
    creee_le: datetime | None
    avis: tuple[AvisView, ...]
    values: Mapping[str, Any]
    stade: Stade
    dehors: bool = False  # outside the perimeter of who reads: shown, not acted on
    requetes: tuple[RequeteView, ...] = ()  # the newest first
    rang_jour: int | None = None  # of who waits on the list, the rank of the day
    depot: str = ""  # the key of the session that it is in, its formation's own too
    questions: tuple[QuestionPosee, ...] = ()

    def offers(self, acte: str) -> bool:
        """Whether an act on it would be allowed where it stands, whoever asks."""
        return not self.dehors and possible(acte, self.stade)

    @property
    def en_attente(self) -> tuple[RequeteView, ...]:
        """What is asked and waits for its answer."""
        return tuple(one for one in self.requetes if one.repondue_le is None)

    @property
    def courant(self) -> AvisView | None:
        """The avis that counts."""
        return self.avis[0] if self.avis else None


@dataclass(frozen=True, slots=True)
class DossierView:
    """What the header of a dossier says, and what its pages start from."""

    key: str
    personne: str
    numero: str
    campagne: str
    annee: str
    nom: str  # « KERMAREC Maëlle », usage first name beside the civil one
    ne_le: str  # ISO, perhaps partial
    civilite: str
    statut: str  # the least advanced status of the live candidatures, "" without any
    ine: IneView | None
    cvec: CvecView | None
    candidatures: tuple[CandidatureView, ...]
    identifiants: tuple[IdentifiantView, ...]
    values: Mapping[str, Any]  # of the dossier itself
    autres_dossiers: tuple[tuple[str, str], ...]  # (key, campaign) of other years

    @property
    def vivantes(self) -> tuple[CandidatureView, ...]:
        """The candidatures that are not cancelled."""
        return tuple(one for one in self.candidatures if one.vivante)

    @property
    def dehors(self) -> bool:
        """Whether it is outside the perimeter of who reads: without a candidature, it is everybody's."""
        return bool(self.candidatures) and all(one.dehors for one in self.candidatures)


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One change of one field of one row; values as the office reads them."""

    poste: str
    numero: int
    at: datetime
    auteur: str
    acte: str
    detail: str
    genre: str
    fiche: str
    champ: str
    avant: str
    apres: str


@dataclass(frozen=True, slots=True)
class FormationRow:
    """One formation of the offer."""

    key: str
    code: str
    libelle: str
    genre: str
    mode: str
    composante: str
    campagne: str
    capacite: int | None
    session: str
    calendrier: Calendrier
    en_service: bool
    centre: str = ""


@dataclass(frozen=True, slots=True)
class TrashRow:
    """Something that was withdrawn, and can come back."""

    thing: str
    key: str
    titre: Msg
    libelle: str
    retire_le: datetime


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document that was given, or a number whose gap is explained."""

    key: str
    genre: str
    numero: str
    titre: str
    emis_le: datetime
    emis_par: str
    empreinte: str
    motif: str
    etape: str = ""  # where it stands, a code of rules/documents.ETAPES; blank for a number without document
