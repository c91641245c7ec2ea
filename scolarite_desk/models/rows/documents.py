"""What each printed document says, complete: whoever draws it looks nothing up.

Names and dates that may be partial come as the text to print (`ne_le="07/03/2004"`); whole dates come as `date`.
Times are those of the establishment's own zone. What is ours to say is a `Msg`, said in the language of the paper; a
`str` is printed as it is. Codes of pieces, avis and CVEC are those of the mapped classes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from scolarite_desk.models.rules.echeances import UNSETTLED, Silence
from scolarite_desk.models.rules.numeros import APERCU
from scolarite_desk.msg import NOTHING, Msg

StatutPiece = Literal["AT", "TR", "VA", "RE", "NC"]  # awaited, received, validated, refused, not concerned

CodeAvis = Literal["FA", "DE", "LC", "LA", "PR"]


@dataclass(frozen=True)
class Rendered:
    """A finished file: its bytes, its pages, and what the person who prints it must be told."""

    octets: bytes
    pages: int = 0  # of what was drawn; 0: of Word, or kept and not counted again
    avertissements: tuple[Msg, ...] = ()
    remarques: tuple[Msg, ...] = ()  # told too, and asked of nobody


@dataclass(frozen=True)
class Service:
    """The service in charge: designation, postal and electronic addresses, telephone (CRPA R. 112-5, 2°)."""

    etablissement: Msg
    service: Msg
    adresse: tuple[str, ...]
    telephone: str
    courriel: str
    ville: str  # where letters are dated from
    logo: bytes | None = None  # PNG or JPEG
    couleur: str = "#1c6470"  # only ever a rule: no text takes it
    marges: tuple[float, float, float, float] = (25, 22, 15, 20)  # of letters, in mm: left, right, top, bottom
    exercice: bool = False  # practice base: every page says that it is worth nothing


@dataclass(frozen=True)
class FormationVisee:
    """One formation as documents name it."""

    libelle: str
    code: str = ""
    libelle_anglais: str = ""
    en_phrase: str = ""  # « en licence 3 d’histoire »: after « votre candidature »; blank: from its label


@dataclass(frozen=True)
class Demande:
    """One request that the receipt acknowledges. `recue_le`: as the base has it, None when nobody noted it.
    `decidee_le`: when a letter of decision left, so that no silence means anything any more. `cle`: its candidature.
    """

    formation: FormationVisee
    genre: Msg
    recue_le: date | None = None
    silence: Silence = UNSETTLED
    decidee_le: date | None = None
    tarif: str = ""  # of a VAPP, euros as told: nothing is paid here
    cle: str = ""


@dataclass(frozen=True)
class PiecePrinted:
    """One piece: `le` says when it was received or refused, `avant_le` until when it is awaited."""

    libelle: str
    statut: StatutPiece
    le: date | None = None
    avant_le: date | None = None
    motif: str = ""
    libelle_anglais: str = ""


@dataclass(frozen=True)
class InePrinted:
    """The INE as the dossier has it today."""

    valeur: str
    provisoire: bool = False


@dataclass(frozen=True)
class EtatCvec:
    """The CVEC of one year. `situation`: payee, exoneree, non_concernee, or blank while it is awaited. `douteuse`: its
    number is unusual and nobody saw the certificate.
    """

    annee: str
    situation: Literal["payee", "exoneree", "non_concernee", ""] = ""
    numero: str = ""
    motif: str = ""
    douteuse: bool = False


class Numerote:
    """A paper with a number; looked at, it has none yet and says so."""

    numero: str

    @property
    def apercu(self) -> bool:
        """Whether it is only looked at."""
        return self.numero == APERCU


@dataclass(frozen=True)
class Recu(Numerote):
    """Acknowledgement of a request (CRPA L. 112-3, L. 114-5, R. 112-5). `duplicata` changes nothing but the mark."""

    numero: str  # poste-année-nnnnn
    emis_le: datetime
    complet: bool
    service: Service
    campagne: str
    dossier: str
    nom: str
    ne_le: Msg
    agent: str  # who handles the file: first name, surname, capacity (CRPA L. 111-2); blank when it is not to be said
    demandes: tuple[Demande, ...] = ()
    pieces: tuple[PiecePrinted, ...] = ()
    ine: InePrinted | None = None
    cvec: EtatCvec | None = None
    tribunal: str = ""  # its city
    autorite_hierarchique: str = ""  # blank: no hierarchical remedy is offered
    tiers: str = ""  # who came with a mandate
    suite: Msg = NOTHING  # what to do now, or not to do
    suite_anglais: Msg = NOTHING  # the same, when the office words it in English; blank: `suite` is said in English
    rgpd: Msg = NOTHING
    rgpd_anglais: Msg = NOTHING
    duplicata: bool = False
    ouvert: bool = True  # one of its requests at least was neither refused nor given up
    anglais: bool = False
    modele: ModeleLettre | None = None  # the office's own words around what it owes; None: the shipped ones
    modele_anglais: ModeleLettre | None = None


@dataclass(frozen=True)
class Signature:
    """Who decides: first name, surname and capacity (CRPA L. 212-1). For whom, and by which act of delegation, when it
    is not in their own name.
    """

    prenom: str
    nom: str
    qualite: str
    delegant: str = ""
    delegation: str = ""
    qualite_anglais: str = ""  # blank: English says the French one


@dataclass(frozen=True)
class Convocation:
    """When and where a preselected person is expected."""

    le: date
    heure: str
    lieu: str


@dataclass(frozen=True)
class Bloc:
    """One paragraph of a letter, with slots in braces. It is printed when every slot, and `si`, has a value.

    `style`: texte, fort (the decision), titre (a side head), puce (an item of a list).
    """

    texte: Msg
    style: Literal["texte", "fort", "titre", "puce"] = "texte"
    si: str = ""


@dataclass(frozen=True)
class ModeleLettre:
    """What a letter of one avis says: its object, its paragraphs, and after the signature, smaller, its remedies.

    `annexes`: its enclosures; `version`: the key of the office's own wording, blank for the shipped one. `word`: its
    own .docx, which is the whole sheet; the rest is then blank.
    """

    objet: Msg
    blocs: tuple[Bloc, ...]
    recours: tuple[Bloc, ...] = ()
    annexes: tuple[str, ...] = ()
    version: str = ""
    word: bytes = b""


@dataclass(frozen=True)
class RefusDit:
    """One refusal that an attestation tells; `lettre`: the number of the letter that announced it, perhaps none."""

    formation: str
    formation_anglais: str
    le: date
    lettre: str = ""


@dataclass(frozen=True)
class Lettre(Numerote):
    """One letter. `modele` replaces the default text of its paper, avis and kind of candidature."""

    avis: CodeAvis
    service: Service
    destinataire: tuple[Msg, ...]  # name first, then the postal lines
    civilite: Msg  # "Madame", "Monsieur" or "Madame, Monsieur"
    dossier: str
    formation: FormationVisee
    campagne: str
    le: date
    signature: Signature
    numero: str = ""  # in the register of letters; blank while it has none
    decision: Msg = NOTHING  # what its avis is called, as the office words it
    motif: str = ""
    rang: int | None = None
    confirmer_avant: date | None = None
    source_delai: Msg = NOTHING  # "selon le calendrier de la formation"
    convocation: Convocation | None = None
    tribunal: str = ""
    autorite_hierarchique: str = ""  # blank: no hierarchical remedy is offered
    motifs_sur_demande: bool = False  # entry in master: reasons on request within a month
    saisine_recteur: bool = False  # first year of master
    orientation: str = ""  # whom a refused person may talk to
    remplace: tuple[str, date] | None = None  # number and day of the letter of the avis that this one replaces
    retire: bool = False  # what it replaces gave a right: a place (CRPA L. 242-1)
    raison: str = ""  # why it replaces it
    recours: tuple[str, date] | None = None  # the appeal that it grants: its kind (rules/requetes.py), the day it came
    commission: tuple[date, Msg, date] | None = None  # of a VAPP: when it met, what it thought, when it was decided
    papier: str = "decision"  # a code of rules/papiers.PAPIERS
    genre: str = "candidature"  # of the candidature: candidature, vapp, reprise, transfert
    condition: str = ""  # « sous réserve de… »
    suivi_par: str = ""  # who handles the file: first name, surname, capacity (CRPA L. 111-2)
    attendues: tuple[str, ...] = ()  # pieces that are missing, or to bring
    avant_le: date | None = None  # until when what it asks for is awaited
    donnee_le: date | None = None  # the day of the answer that it acknowledges, or when none was noted
    sans_reponse: bool = False  # nobody answered: what it says is not acknowledged
    refus: tuple[RefusDit, ...] = ()  # what an attestation attests
    saisie_le: date | None = None  # the day the recteur was asked
    droits: Decimal | None = None  # what the enrolment owes
    bourse_attendue: bool = False  # the payment is awaited at the scolarité
    demandee_le: date | None = None  # the day that its reasons were asked for
    implicite_le: date | None = None  # the day of the implied rejection that it gives the reasons of
    modele: ModeleLettre | None = None
    anglais: Lettre | None = None  # the same in English, for information; None: in French alone
    a_traduire: tuple[str, ...] = ()  # what its English says in French, told to who prints it
    sans_anglais: bool = False  # its own model has none: it leaves in French alone
    francais: tuple[str, ...] = ()  # of that one: what nobody translated, and stands there in French

    def told(self, **both: Any) -> Lettre:
        """The same with other values of what its two languages say: a number, a day."""
        return replace(self, anglais=replace(self.anglais, **both) if self.anglais else None, **both)


@dataclass(frozen=True)
class LigneDecision:
    """One candidature of a list; no avis on that of persons who wait for one."""

    dossier: str
    nom: str
    ne_le: str
    avis: str  # its label
    rang: int | None = None
    precision: Msg = NOTHING  # its motive, the rank of the day, where a place comes from
    valide_le: date | None = None
    formation: str = ""  # its code, where the list is of several


@dataclass(frozen=True)
class ListeDecisions:
    """The decisions on a formation or on several, or (`attente`) the persons who wait for one. Nobody signs it."""

    service: Service
    formation: Msg
    campagne: str
    lignes: tuple[LigneDecision, ...]
    exporte_par: str
    exporte_le: datetime
    filtre: Msg = NOTHING
    retenues: tuple[tuple[Msg, int], ...] = ()  # why candidatures of the filter are not here, and how many
    commission: str = ""
    attente: bool = False


@dataclass(frozen=True)
class LigneVerbal:
    """What a commission decided of one candidature. `precision`: motive, condition, or when and where to come."""

    dossier: str
    nom: str
    ne_le: str
    avis: CodeAvis
    rang: int | None = None
    precision: Msg = NOTHING
    genre: Msg = NOTHING  # what was asked for, when it is not a plain candidature


@dataclass(frozen=True)
class FormationJugee:
    """What was decided of one formation, in the order of the paper."""

    formation: FormationVisee
    capacite: int | None
    lignes: tuple[LigneVerbal, ...]


@dataclass(frozen=True)
class ProcesVerbal(Numerote):
    """What a commission decided in one meeting, and nothing else. `remplace`: number and day of the one it corrects."""

    service: Service
    numero: str
    emis_le: datetime
    emis_par: str
    commission: str
    le: date
    president: str
    presents: tuple[str, ...]  # the president among them
    formations: tuple[FormationJugee, ...]
    campagne: str = ""
    quorum: int | None = None
    observations: str = ""
    remplace: tuple[str, date] | None = None


@dataclass(frozen=True)
class CleSecours:
    """The recovery key of a base, to be put in a safe: its only printed copy."""

    service: Service
    base: str
    cle: str  # « K7QP2-… »
    faite_le: datetime
    par: str


@dataclass(frozen=True)
class PosteScelle:
    """Where the journal of one station stood."""

    nom: str
    ici: bool
    travaux: int
    dernier_le: datetime | None
    code: str  # « K7QP2-… » (`models/rules/sceau.py`)


@dataclass(frozen=True)
class Sceau(Numerote):
    """The day's seal: a witness of the journal, on paper."""

    service: Service
    numero: str
    fait_le: datetime
    par: str
    postes: tuple[PosteScelle, ...]
