"""One line of a decisions export: everything that it may show, read at one moment and frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from scolarite_desk.models.rules.dates import show_day


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRow:
    """One candidature with its person, its current avis and its answer.

    Codes of lists are already their labels (`nationalite` is the nationality, not the country). Instants are UTC;
    days are dates, a birth day is ISO and may be partial. None, or an empty text, is an empty cell.
    """

    # the person
    dossier: str
    numero_etudiant: str | None = None
    ecandidat: str | None = None
    mon_master: str | None = None
    parcoursup: str | None = None
    civilite: str | None = None
    nom_naissance: str | None = None
    nom_usage: str | None = None
    prenom: str | None = None
    prenom_usage: str | None = None
    autres_prenoms: str | None = None
    ne_le: str | None = None
    pays_naissance: str | None = None
    departement_naissance: str | None = None
    ville_naissance: str | None = None  # the label of the commune, or the town as typed
    nationalite: str | None = None
    langue: str | None = None
    ine_valeur: str | None = None  # whatever its nature: see `ine` and `ine_provisoire`
    ine_nature: str | None = None  # declare, provisoire, definitif
    ine_controle: str | None = None
    cvec_situation: str | None = None
    cvec: str | None = None
    formation_continue: bool | None = None
    profil: str | None = None
    telephone: str | None = None
    portable: str | None = None
    courriel: str | None = None
    # where the person is written to
    adresse_ligne: str | None = None
    complement1: str | None = None
    complement2: str | None = None
    code_postal: str | None = None
    commune: str | None = None
    ville_etrangere: str | None = None
    pays: str | None = None
    # what the person comes with
    bac_annee: int | None = None
    bac_pays: str | None = None
    bac_departement: str | None = None
    bac_commune: str | None = None
    bac_etablissement: str | None = None
    bac_serie: str | None = None
    bac_mention: str | None = None
    bac_specialite1: str | None = None
    bac_specialite2: str | None = None
    bac_specialite_premiere: str | None = None
    bac_option1: str | None = None
    bac_option2: str | None = None
    bac_option3: str | None = None
    bac_option4: str | None = None
    dernier_etablissement: str | None = None
    dernier_diplome: str | None = None
    dernier_diplome_libelle: str | None = None
    # what is asked, and of whom
    campagne: str | None = None
    session: str | None = None
    centre: str | None = None
    commission: str | None = None
    formation_code: str | None = None
    formation: str | None = None
    genre: str | None = None  # candidature, VAPP, reprise, transfert
    proposition: bool | None = None
    creee_le: datetime | None = None
    transmise_le: date | None = None
    # the dossier
    statut: str | None = None
    statut_le: datetime | None = None
    recue_le: date | None = None
    complete_le: date | None = None
    incomplete_le: date | None = None
    complet: bool | None = None  # computed from the pieces, not from the status
    pieces_manquantes: str | None = None
    pieces_le: datetime | None = None
    limite_retour: date | None = None
    retour_reporte: date | None = None
    traitement: str | None = None
    traitement_valide: bool | None = None
    # the avis
    avis: str | None = None
    avis_saisi_le: datetime | None = None
    avis_saisi_par: str | None = None
    avis_valide_le: datetime | None = None
    avis_valide_par: str | None = None
    motif: str | None = None
    rang: int | None = None
    rang_reel: int | None = None
    convocation_le: date | None = None
    convocation_heure: str | None = None
    convocation_lieu: str | None = None
    commentaire: str | None = None
    appel: bool | None = None
    # the answer
    limite_confirmation: date | None = None  # the one that holds, wherever it comes from
    confirmation_reportee: date | None = None
    reponse: str | None = None
    reponse_le: datetime | None = None
    reponse_par: str | None = None
    annulee_le: datetime | None = None
    annulee_par: str | None = None
    # the enrolment
    regime: str | None = None
    situation_droits: str | None = None
    complement_droits: str | None = None
    montant: Decimal | None = None
    opi_le: datetime | None = None
    opi_code: str | None = None
    # what colleagues wrote
    tags: tuple[str, ...] = ()
    questions: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def ine(self) -> str | None:
        """A provisional number is never shown as an INE."""
        return None if self.ine_nature == "provisoire" else self.ine_valeur

    @property
    def ine_provisoire(self) -> str | None:
        """The number made at the desk while waiting for the INE."""
        return self.ine_valeur if self.ine_nature == "provisoire" else None

    @property
    def adresse(self) -> str:
        """The address on several lines, as on an envelope."""
        town = " ".join(part for part in (self.code_postal, self.commune or self.ville_etrangere) if part)
        lines = (self.adresse_ligne, self.complement1, self.complement2, town, self.pays)
        return "\n".join(line for line in lines if line)

    @property
    def avis_valide(self) -> bool | None:
        """None while there is no avis at all."""
        return None if self.avis is None else self.avis_valide_le is not None

    @property
    def preselection(self) -> str:
        """The invitation in one sentence."""
        when = f"le {show_day(self.convocation_le)}" if self.convocation_le else ""
        hour = f"à {self.convocation_heure}" if self.convocation_heure else ""
        return " ".join(part for part in (when, hour, self.convocation_lieu) if part)

    @property
    def etiquettes(self) -> str:
        """The tags of the office, in one cell."""
        return " / ".join(self.tags)

    @property
    def questions_reponses(self) -> str:
        """The complementary questions and what was answered, one a line."""
        return "\n".join(f"{question}\u00a0: {answer}" for question, answer in self.questions)

    @property
    def bloc_notes(self) -> str:
        """The notes of the colleagues, one a line."""
        return "\n".join(self.notes)
