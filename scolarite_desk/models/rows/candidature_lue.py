"""A candidature read once, with all that leaves the office of it: values and codes, labels beside them.

People's exports read labels, those of the student records read codes, both from here. Instants are UTC, days are dates.
A part that is not there is an empty one, so that a column asks nothing first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from scolarite_desk.models.rows.personne_lue import RIEN, Coded, PersonneLue
from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.models.rules.questions import QuestionPosee
from scolarite_desk.models.rules.vides import motif_dit
from scolarite_desk.msg import N_, NOTHING, Msg, joined, verbatim


@dataclass(frozen=True, slots=True, kw_only=True)
class RecteurSaisi:
    """The referral of the person for the year; nothing of it where there is none. `propositions`: how many."""

    le: date | None = None
    accuse_le: date | None = None
    propositions: int | None = None
    issue: Coded = RIEN
    close_le: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierLu:
    """The dossier of the campaign, with the CVEC and the referral to the recteur of its year."""

    numero: str = ""
    campagne: str | None = None
    profil: Coded = RIEN
    regime: Coded = RIEN
    cvec: str | None = None
    cvec_controle: Msg = NOTHING  # whether its certificate was seen, else what is unusual in its number
    cvec_situation: Coded = RIEN
    recteur: RecteurSaisi = RecteurSaisi()

    @property
    def formation_continue(self) -> bool | None:
        """None while the régime is not known."""
        return None if self.regime.code is None else self.regime.code == "continue"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormationLue:
    """What is asked, and of whom."""

    code: str | None = None
    libelle: str | None = None
    session: str | None = None
    centre: str | None = None
    commissions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PieceDue:
    """A piece that the person still has to bring: awaited, or refused."""

    code: str | None
    libelle: str
    refusee: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PiecesLues:
    """What is still due, in catalogue order.

    `le`: the last day on which something was brought or made of a piece, as eCandidat shows of what is deposited. It is
    a day, because a paper brought at a desk has no hour.
    """

    dues: tuple[PieceDue, ...] = ()
    le: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VoeuLu:
    """The candidature itself: its states, their days, the answer, what enrolment will ask."""

    genre: Coded = RIEN  # candidature, VAPP, reprise, transfert
    proposition: bool | None = None
    creee_le: datetime | None = None
    transmise_le: date | None = None
    statut: Coded = RIEN
    statut_le: datetime | None = None
    recue_le: date | None = None
    complete_le: date | None = None
    incomplete_le: date | None = None
    traitement: Coded = RIEN
    traitement_valide: bool | None = None
    limite_retour: date | None = None  # the one that holds, wherever it comes from
    retour_reporte: date | None = None
    confirmation_reportee: date | None = None
    reponse: Coded = RIEN
    reponse_le: datetime | None = None
    reponse_par: str | None = None
    annulee_le: datetime | None = None
    annulee_par: str | None = None
    situation_droits: Coded = RIEN
    complement_droits: str | None = None
    montant: Decimal | None = None
    etiquettes: tuple[str, ...] = ()  # its own and those of the person, once each
    notes: tuple[str, ...] = ()  # about it, oldest first
    silence: Msg = NOTHING  # what no answer will mean; blank once it was answered
    silence_le: date | None = None
    silence_source: Msg = NOTHING  # the receipt that told it, or that none did


@dataclass(frozen=True, slots=True, kw_only=True)
class AvisLu:
    """The current avis. Its code is None while there is none at all, and then there is nothing to confirm."""

    avis: Coded = RIEN
    rang: int | None = None
    motif: Coded = RIEN
    motif_texte: str | None = None
    commentaire: str | None = None
    saisi_le: datetime | None = None
    saisi_par: str | None = None
    valide_le: datetime | None = None
    valide_par: str | None = None
    convocation_le: date | None = None
    convocation_heure: str | None = None
    convocation_lieu: str | None = None
    condition: str | None = None
    limite_confirmation: date | None = None  # the one that holds, wherever it comes from
    rang_reel: int | None = None  # of the day, of who waits on the list
    promu_rang: int | None = None  # that from which one was called

    @property
    def valide(self) -> bool | None:
        """None while there is no avis at all."""
        return None if self.avis.code is None else self.valide_le is not None

    @property
    def raison(self) -> str | None:
        """The motive and what was written beside it."""
        label = motif_dit(self.motif.code or "", self.motif.label or "")
        return " – ".join(part for part in (label, self.motif_texte) if part) or None

    @property
    def suite(self) -> Msg:
        """Where one stands on the list that day, or from where on it one was called."""
        if self.promu_rang is not None:
            return N_("Appelé du rang {rang}", rang=self.promu_rang)
        return N_("Rang du jour\u00a0: {rang}", rang=self.rang_reel) if self.rang_reel is not None else NOTHING

    @property
    def convocation(self) -> Msg:
        """The invitation in one sentence."""
        when = N_("le {jour}", jour=show_day(self.convocation_le)) if self.convocation_le else NOTHING
        hour = N_("à {heure}", heure=self.convocation_heure) if self.convocation_heure else NOTHING
        return joined(" ", when, hour, verbatim(self.convocation_lieu or ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class RequetesLues:
    """What is asked about its decisions, each in words, the oldest first; `limite`: the first day by which one that
    waits is to be answered.
    """

    dites: tuple[Msg, ...] = ()
    limite: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VappLue:
    """The file of a VAPP, empty for what is not one."""

    etape: Msg = NOTHING
    titre_vise: str | None = None
    diplome_manquant: str | None = None
    reprise_le: date | None = None
    opinion: Coded = RIEN
    commission_le: date | None = None
    dispenses: str | None = None
    remise: str | None = None
    decision: Coded = RIEN
    decision_le: date | None = None
    signataire: str | None = None
    tarif: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InscriptionLue:
    """The enrolment, where one began."""

    etat: Coded = RIEN
    le: date | None = None
    seconde: bool | None = None
    situation: Coded = RIEN
    du: Decimal | None = None
    percu_le: date | None = None
    percu_mode: Coded = RIEN
    preuves: tuple[Msg, ...] = ()
    rembourser_avant: date | None = None
    rembourse_le: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidatureLue:
    """One candidature with its person, its dossier, its current avis, its pieces and what is asked about it."""

    personne: PersonneLue = field(default_factory=PersonneLue)
    dossier: DossierLu = DossierLu()
    formation: FormationLue = FormationLue()
    voeu: VoeuLu = VoeuLu()
    pieces: PiecesLues = PiecesLues()
    avis: AvisLu = AvisLu()
    requetes: RequetesLues = RequetesLues()
    questions: tuple[QuestionPosee, ...] = ()
    vapp: VappLue = VappLue()
    inscription: InscriptionLue = InscriptionLue()
