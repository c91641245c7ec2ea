"""The decisions of commissions as a workbook or a text file: one table of columns for both.

The columns are those that users of eCandidat know, each once and right, then those they ask for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from scolarite_desk.exchange.fichier import writing
from scolarite_desk.exchange.tables.classeur import write_workbook
from scolarite_desk.exchange.tables.colonne import Colonne, Genre, chosen
from scolarite_desk.exchange.tables.csv_rows import write_csv
from scolarite_desk.exchange.tables.gabarit import Classeur
from scolarite_desk.models.fields.fields import label_of
from scolarite_desk.models.rows.candidature_lue import CandidatureLue, PiecesLues
from scolarite_desk.models.rules.french import plural
from scolarite_desk.progress import Progress

TITRE = "Décisions"
APROPOS = "À propos de cet export"

CODE, ENTIER, INSTANT, JOUR = Genre.CODE, Genre.ENTIER, Genre.INSTANT, Genre.JOUR
LONG, MONTANT, NOM, OUI_NON, TEXTE = Genre.LONG, Genre.MONTANT, Genre.NOM, Genre.OUI_NON, Genre.TEXTE


def _due(pieces: PiecesLues) -> str:
    """The pieces that the person still has to bring, one a line."""
    return "\n".join(f"{piece.libelle} (refusée)" if piece.refusee else piece.libelle for piece in pieces.dues)


# One line a column. Another name than the field's is written when a table needs it (« Bac – série »).
# fmt: off
COLONNES: tuple[Colonne[CandidatureLue], ...] = (
    Colonne("dossier", "N° dossier", CODE, lambda c: c.dossier.numero, 11, defaut=True),
    Colonne("nom_naissance", label_of("personne", "nom_naissance"), NOM,
            lambda c: c.personne.nom_naissance, 18, defaut=True),
    Colonne("prenom", label_of("personne", "prenom"), NOM, lambda c: c.personne.prenom, 14, defaut=True),
    Colonne("civilite", label_of("personne", "civilite"), TEXTE, lambda c: c.personne.civilite.label, 10),
    Colonne("nom_usage", label_of("personne", "nom_usage"), TEXTE, lambda c: c.personne.nom_usage, 16, defaut=True),
    Colonne("prenom_usage", label_of("personne", "prenom_usage"), TEXTE, lambda c: c.personne.prenom_usage, 16),
    Colonne("autres_prenoms", label_of("personne", "autres_prenoms"), TEXTE, lambda c: c.personne.autres_prenoms, 18),
    Colonne("ne_le", "Date de naissance", JOUR, lambda c: c.personne.ne_le, 12, defaut=True),
    Colonne("pays_naissance", "Pays de naissance", TEXTE, lambda c: c.personne.pays_naissance.label, 18),
    Colonne("departement_naissance", "Département de naissance", TEXTE,
            lambda c: c.personne.departement_naissance.label, 18),
    Colonne("ville_naissance", label_of("personne", "ville_naissance"), TEXTE,
            lambda c: c.personne.commune_naissance.label, 20),
    Colonne("nationalite", label_of("personne", "nationalite"), TEXTE, lambda c: c.personne.nationalite.label, 16),
    Colonne("langue", label_of("personne", "langue"), TEXTE, lambda c: c.personne.langue.label, 11),
    Colonne("numero_etudiant", "N° étudiant", CODE, lambda c: c.personne.numeros.etudiant, 12),
    Colonne("ecandidat", "N° eCandidat", CODE, lambda c: c.personne.numeros.ecandidat, 12),
    Colonne("mon_master", "N° Mon Master", CODE, lambda c: c.personne.numeros.mon_master, 15),
    Colonne("parcoursup", "N° Parcoursup", CODE, lambda c: c.personne.numeros.parcoursup, 14),
    Colonne("ine", "INE", CODE, lambda c: c.personne.numeros.ine, 13, defaut=True),
    Colonne("ine_provisoire", "INE provisoire", CODE, lambda c: c.personne.numeros.ine_provisoire, 13, defaut=True),
    Colonne("ine_controle", "Contrôle de l’INE", TEXTE, lambda c: c.personne.numeros.ine_controle, 14),
    Colonne("cvec_situation", "Situation CVEC", TEXTE, lambda c: c.dossier.cvec_situation.label, 15),
    Colonne("cvec", "N° CVEC", CODE, lambda c: c.dossier.cvec, 17),
    Colonne("profil", label_of("dossier", "profil"), TEXTE, lambda c: c.dossier.profil.label, 16),
    Colonne("formation_continue", "Formation continue", OUI_NON, lambda c: c.dossier.formation_continue, 12),
    Colonne("telephone", "Téléphone", CODE, lambda c: c.personne.telephone, 16),
    Colonne("portable", "Téléphone portable", CODE, lambda c: c.personne.portable, 16),
    Colonne("courriel", label_of("personne", "courriel"), TEXTE, lambda c: c.personne.courriel, 32),
    Colonne("bac_annee", "Bac – année", ENTIER, lambda c: c.personne.bac.annee, 9),
    Colonne("bac_pays", "Bac – pays", TEXTE, lambda c: c.personne.bac.pays.label, 16),
    Colonne("bac_departement", "Bac – département", TEXTE, lambda c: c.personne.bac.departement.label, 16),
    Colonne("bac_commune", "Bac – commune", TEXTE, lambda c: c.personne.bac.commune, 18),
    Colonne("bac_etablissement", "Bac – établissement", TEXTE, lambda c: c.personne.bac.etablissement.label, 28),
    Colonne("bac_serie", "Bac – série", TEXTE, lambda c: c.personne.bac.serie.label, 24),
    Colonne("bac_mention", "Bac – mention", TEXTE, lambda c: c.personne.bac.mention.label, 13),
    Colonne("bac_specialite1", "Bac – spécialité 1", TEXTE, lambda c: c.personne.bac.specialite1.label, 24),
    Colonne("bac_specialite2", "Bac – spécialité 2", TEXTE, lambda c: c.personne.bac.specialite2.label, 24),
    Colonne("bac_specialite_premiere", "Bac – spécialité de première", TEXTE,
            lambda c: c.personne.bac.specialite_premiere.label, 24),
    Colonne("bac_option1", "Bac – option 1", TEXTE, lambda c: c.personne.bac.option1.label, 18),
    Colonne("bac_option2", "Bac – option 2", TEXTE, lambda c: c.personne.bac.option2.label, 18),
    Colonne("bac_option3", "Bac – option 3", TEXTE, lambda c: c.personne.bac.option3.label, 18),
    Colonne("bac_option4", "Bac – option 4", TEXTE, lambda c: c.personne.bac.option4.label, 18),
    Colonne("adresse", "Adresse complète", LONG, lambda c: c.personne.adresse.complete, 34),
    Colonne("adresse_ligne", label_of("adresse", "ligne"), TEXTE, lambda c: c.personne.adresse.ligne, 28),
    Colonne("complement1", "Complément 1", TEXTE, lambda c: c.personne.adresse.complement1, 22),
    Colonne("complement2", label_of("adresse", "complement2"), TEXTE, lambda c: c.personne.adresse.complement2, 22),
    Colonne("code_postal", label_of("adresse", "code_postal"), CODE, lambda c: c.personne.adresse.code_postal, 10),
    Colonne("commune", label_of("adresse", "commune"), TEXTE, lambda c: c.personne.adresse.commune.label, 20),
    Colonne("ville_etrangere", "Ville à l’étranger", TEXTE, lambda c: c.personne.adresse.ville_etrangere, 20),
    Colonne("pays", label_of("adresse", "pays"), TEXTE, lambda c: c.personne.adresse.pays.label, 16),
    Colonne("dernier_etablissement", "Dernier établissement", TEXTE,
            lambda c: c.personne.cursus.etablissement.label, 28),
    Colonne("dernier_diplome", "Dernier diplôme", TEXTE, lambda c: c.personne.cursus.diplome.label, 18),
    Colonne("dernier_diplome_libelle", "Dernier diplôme (libellé)", LONG, lambda c: c.personne.cursus.libelle, 30),
    Colonne("campagne", "Campagne", TEXTE, lambda c: c.dossier.campagne, 14),
    Colonne("session", "Session", TEXTE, lambda c: c.formation.session, 18),
    Colonne("centre", "Centre", TEXTE, lambda c: c.formation.centre, 24),
    Colonne("commission", "Commission", TEXTE, lambda c: ", ".join(c.formation.commissions), 26),
    Colonne("formation_code", "Code formation", CODE, lambda c: c.formation.code, 13),
    Colonne("formation", "Formation", LONG, lambda c: c.formation.libelle, 30, defaut=True),
    Colonne("genre", "Type de demande", TEXTE, lambda c: c.voeu.genre.label, 14),
    Colonne("proposition", "Proposition d’admission", OUI_NON, lambda c: c.voeu.proposition, 13),
    Colonne("creee_le", "Date du vœu", INSTANT, lambda c: c.voeu.creee_le, 17),
    Colonne("transmise_le", "Date de transmission", JOUR, lambda c: c.voeu.transmise_le, 13),
    Colonne("statut", "Statut du dossier", TEXTE, lambda c: c.voeu.statut.label, 13, defaut=True),
    Colonne("statut_le", "Statut modifié le", INSTANT, lambda c: c.voeu.statut_le, 17),
    Colonne("recue_le", "Date de réception", JOUR, lambda c: c.voeu.recue_le, 13),
    Colonne("complete_le", "Complet le", JOUR, lambda c: c.voeu.complete_le, 13),
    Colonne("incomplete_le", "Incomplet le", JOUR, lambda c: c.voeu.incomplete_le, 13),
    Colonne("complet", "Toutes les pièces", OUI_NON, lambda c: c.voeu.statut.code == "CO", 11),
    Colonne("pieces_manquantes", "Pièces manquantes", LONG, lambda c: _due(c.pieces), 32),
    Colonne("pieces_le", "Pièces modifiées le", JOUR, lambda c: c.pieces.le, 13),
    Colonne("limite_retour", "Date limite de retour", JOUR, lambda c: c.voeu.limite_retour, 13),
    Colonne("retour_reporte", "Retour reporté au", JOUR, lambda c: c.voeu.retour_reporte, 13),
    Colonne("traitement", "Type de traitement", TEXTE, lambda c: c.voeu.traitement.label, 16),
    Colonne("traitement_valide", label_of("candidature", "traitement_valide"), OUI_NON,
            lambda c: c.voeu.traitement_valide, 11),
    Colonne("avis", label_of("avis", "avis"), TEXTE, lambda c: c.avis.avis.label, 18, defaut=True),
    Colonne("rang", label_of("avis", "rang"), ENTIER, lambda c: c.avis.rang, 6, defaut=True),
    Colonne("motif", label_of("avis", "motif"), LONG, lambda c: c.avis.raison, 28, defaut=True),
    Colonne("commentaire", label_of("avis", "commentaire"), LONG, lambda c: c.avis.commentaire, 36),
    Colonne("avis_saisi_le", "Avis saisi le", INSTANT, lambda c: c.avis.saisi_le, 17),
    Colonne("avis_saisi_par", "Avis saisi par", TEXTE, lambda c: c.avis.saisi_par, 18),
    Colonne("avis_valide", "Avis validé", OUI_NON, lambda c: c.avis.valide, 8, defaut=True),
    Colonne("avis_valide_le", "Avis validé le", INSTANT, lambda c: c.avis.valide_le, 16, defaut=True),
    Colonne("avis_valide_par", "Avis validé par", TEXTE, lambda c: c.avis.valide_par, 18),
    Colonne("preselection", "Présélection", LONG, lambda c: c.avis.convocation, 30),
    Colonne("convocation_le", "Présélection – date", JOUR, lambda c: c.avis.convocation_le, 13),
    Colonne("convocation_heure", "Présélection – heure", TEXTE, lambda c: c.avis.convocation_heure, 13),
    Colonne("convocation_lieu", "Présélection – lieu", TEXTE, lambda c: c.avis.convocation_lieu, 26),
    Colonne("limite_confirmation", "Date limite de confirmation", JOUR,
            lambda c: c.avis.limite_confirmation, 13, defaut=True),
    Colonne("confirmation_reportee", "Confirmation reportée au", JOUR, lambda c: c.voeu.confirmation_reportee, 14),
    Colonne("reponse", "Confirmation ou désistement", TEXTE, lambda c: c.voeu.reponse.label, 14, defaut=True),
    Colonne("reponse_le", label_of("candidature", "confirmation_le"), INSTANT, lambda c: c.voeu.reponse_le, 17),
    Colonne("reponse_par", "Réponse saisie par", TEXTE, lambda c: c.voeu.reponse_par, 18),
    Colonne("regime", label_of("dossier", "regime"), TEXTE, lambda c: c.dossier.regime.label, 18),
    Colonne("situation_droits", label_of("candidature", "situation_droits"), TEXTE,
            lambda c: c.voeu.situation_droits.label, 20),
    Colonne("complement_droits", "Complément de la situation", LONG, lambda c: c.voeu.complement_droits, 24),
    Colonne("montant", label_of("candidature", "montant"), MONTANT, lambda c: c.voeu.montant, 13),
    Colonne("annulee_le", label_of("candidature", "annulee_le"), INSTANT, lambda c: c.voeu.annulee_le, 17),
    Colonne("annulee_par", label_of("candidature", "annulee_par"), TEXTE, lambda c: c.voeu.annulee_par, 18),
    Colonne("bloc_notes", "Bloc-notes", LONG, lambda c: "\n".join(c.personne.notes), 40),
)
# fmt: on
_FIGEES = ("dossier", "nom_naissance", "prenom")

_NOTICE = (
    "Ce fichier contient des données personnelles (règlement européen 2016/679, loi du 6 janvier 1978). "
    "Il est réservé aux agents qui traitent ces candidatures\u00a0: ne l’envoyez pas sans protection, "
    "ne le gardez pas plus longtemps que nécessaire, puis supprimez-le."
)
_LECTURE = (
    "Une ligne par candidature, avec son dernier avis. Les dates sont de vraies dates\u00a0; une date de naissance "
    "en partie inconnue est un texte (03/2004). Un INE provisoire a sa propre colonne\u00a0: ne le recopiez jamais "
    "à la place d’un INE."
)


@dataclass(frozen=True, slots=True)
class Export:
    """Who exported, when, and what the person asked for, in words.

    `retenues`: why candidatures of the filter were held back, and how many each time, such as
    ("divergence sur l’avis à régler", 2).
    """

    par: str
    le: datetime  # UTC
    filtre: str
    etablissement: str = ""
    poste: str = ""
    retenues: tuple[tuple[str, int], ...] = ()
    exercice: bool = False  # from the practice base
    fuseau: str = "Europe/Paris"


def write_decisions_xlsx(
    rows: Collection[CandidatureLue],
    meta: Export,
    target: Path | IO[bytes],
    columns: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> None:
    """The workbook, to a file that appears only once complete, or to a buffer. Raises `Refused`, `Unavailable`."""
    colonnes = chosen(COLONNES, columns)
    classeur = Classeur(
        titre=TITRE,
        colonnes=colonnes,
        apropos=tuple(_apropos(meta, len(rows), len(colonnes))),
        apropos_titre=APROPOS,
        sujet=meta.filtre,
        par=meta.par,
        le=meta.le,
        fuseau=meta.fuseau,
        bandeau="BASE D’EXERCICE – données fictives" if meta.exercice else meta.etablissement,
        figees=_frozen(colonnes),
    )
    with writing(target) as stream:
        write_workbook(stream, classeur, rows, progress or Progress())


def write_decisions_csv(
    rows: Collection[CandidatureLue],
    meta: Export,
    target: Path | IO[bytes],
    columns: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> None:
    """The same columns in the same order, as text. Raises `Refused`, `Unavailable`."""
    colonnes = chosen(COLONNES, columns)
    with writing(target) as stream:
        write_csv(stream, colonnes, rows, meta.fuseau, progress or Progress())


def _frozen(colonnes: Sequence[Colonne[CandidatureLue]]) -> int:
    """How many columns stay in view: those that say who, when they come first."""
    return next((n for n, colonne in enumerate(colonnes) if colonne.cle not in _FIGEES), len(colonnes))


def _apropos(meta: Export, rows: int, columns: int) -> Iterator[tuple[str, str | int | datetime]]:
    if meta.exercice:
        yield "Attention", "Base d’exercice\u00a0: ces personnes et ces décisions sont fictives."
    yield "Établissement", meta.etablissement
    yield "Exporté le", meta.le
    yield "Exporté par", meta.par
    if meta.poste:
        yield "Poste", meta.poste
    yield "Ce qui a été demandé", meta.filtre
    yield "Candidatures exportées", rows
    yield "Candidatures laissées de côté", _held_back(meta.retenues)
    yield "Colonnes", f"{columns} choisies parmi {len(COLONNES)}"
    yield "Comment le lire", _LECTURE
    yield "Données personnelles", _NOTICE


def _held_back(retenues: Sequence[tuple[str, int]]) -> str:
    """Why the workbook has fewer lines than the screen."""
    total = sum(count for _, count in retenues)
    if not total:
        return "aucune"
    reasons = "\n".join(f"{count} – {reason}" for reason, count in retenues)
    return f"{total} {plural(total, 'ne figure', 'ne figurent')} pas dans cet export\u00a0:\n{reasons}"
