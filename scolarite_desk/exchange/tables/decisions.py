"""The decisions of commissions as a workbook or a text file: one table of columns for both.

The columns are those that users of eCandidat know, each once and right, then those they ask for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.fichier import writing
from scolarite_desk.exchange.tables.classeur import write_workbook
from scolarite_desk.exchange.tables.colonne import Colonne, Genre
from scolarite_desk.exchange.tables.csv_rows import write_csv
from scolarite_desk.exchange.tables.gabarit import Classeur
from scolarite_desk.models.rows.candidature_lue import DecisionRow
from scolarite_desk.models.rules.french import plural
from scolarite_desk.progress import Progress

TITRE = "Décisions"
APROPOS = "À propos de cet export"

CODE, ENTIER, INSTANT, JOUR = Genre.CODE, Genre.ENTIER, Genre.INSTANT, Genre.JOUR
LONG, MONTANT, NOM, OUI_NON, TEXTE = Genre.LONG, Genre.MONTANT, Genre.NOM, Genre.OUI_NON, Genre.TEXTE

COLONNES: tuple[Colonne, ...] = (
    Colonne("dossier", "N° dossier", CODE, 11, defaut=True),
    Colonne("nom_naissance", "Nom de naissance", NOM, 18, defaut=True),
    Colonne("prenom", "Prénom", NOM, 14, defaut=True),
    Colonne("civilite", "Civilité", TEXTE, 10),
    Colonne("nom_usage", "Nom d’usage", TEXTE, 16, defaut=True),
    Colonne("prenom_usage", "Prénom d’usage", TEXTE, 16),
    Colonne("autres_prenoms", "Autres prénoms", TEXTE, 18),
    Colonne("ne_le", "Date de naissance", JOUR, 12, defaut=True),
    Colonne("pays_naissance", "Pays de naissance", TEXTE, 18),
    Colonne("departement_naissance", "Département de naissance", TEXTE, 18),
    Colonne("ville_naissance", "Ville de naissance", TEXTE, 20),
    Colonne("nationalite", "Nationalité", TEXTE, 16),
    Colonne("langue", "Langue", TEXTE, 11),
    Colonne("numero_etudiant", "N° étudiant", CODE, 12),
    Colonne("ecandidat", "N° eCandidat", CODE, 12),
    Colonne("mon_master", "N° Mon Master", CODE, 15),
    Colonne("parcoursup", "N° Parcoursup", CODE, 14),
    Colonne("ine", "INE", CODE, 13, defaut=True),
    Colonne("ine_provisoire", "INE provisoire", CODE, 13, defaut=True),
    Colonne("ine_controle", "Contrôle de l’INE", TEXTE, 14),
    Colonne("cvec_situation", "Situation CVEC", TEXTE, 15),
    Colonne("cvec", "N° CVEC", CODE, 17),
    Colonne("profil", "Profil", TEXTE, 16),
    Colonne("formation_continue", "Formation continue", OUI_NON, 12),
    Colonne("telephone", "Téléphone", CODE, 16),
    Colonne("portable", "Téléphone portable", CODE, 16),
    Colonne("courriel", "Courriel", TEXTE, 32),
    Colonne("bac_annee", "Bac – année", ENTIER, 9),
    Colonne("bac_pays", "Bac – pays", TEXTE, 16),
    Colonne("bac_departement", "Bac – département", TEXTE, 16),
    Colonne("bac_commune", "Bac – commune", TEXTE, 18),
    Colonne("bac_etablissement", "Bac – établissement", TEXTE, 28),
    Colonne("bac_serie", "Bac – série", TEXTE, 24),
    Colonne("bac_mention", "Bac – mention", TEXTE, 13),
    Colonne("bac_specialite1", "Bac – spécialité 1", TEXTE, 24),
    Colonne("bac_specialite2", "Bac – spécialité 2", TEXTE, 24),
    Colonne("bac_specialite_premiere", "Bac – spécialité de première", TEXTE, 24),
    Colonne("bac_option1", "Bac – option 1", TEXTE, 18),
    Colonne("bac_option2", "Bac – option 2", TEXTE, 18),
    Colonne("bac_option3", "Bac – option 3", TEXTE, 18),
    Colonne("bac_option4", "Bac – option 4", TEXTE, 18),
    Colonne("adresse", "Adresse complète", LONG, 34),
    Colonne("adresse_ligne", "Adresse", TEXTE, 28),
    Colonne("complement1", "Complément 1", TEXTE, 22),
    Colonne("complement2", "Complément 2", TEXTE, 22),
    Colonne("code_postal", "Code postal", CODE, 10),
    Colonne("commune", "Commune", TEXTE, 20),
    Colonne("ville_etrangere", "Ville à l’étranger", TEXTE, 20),
    Colonne("pays", "Pays", TEXTE, 16),
    Colonne("dernier_etablissement", "Dernier établissement", TEXTE, 28),
    Colonne("dernier_diplome", "Dernier diplôme", TEXTE, 18),
    Colonne("dernier_diplome_libelle", "Dernier diplôme (libellé)", LONG, 30),
    Colonne("etiquettes", "Étiquettes", TEXTE, 20),
    Colonne("campagne", "Campagne", TEXTE, 14),
    Colonne("session", "Session", TEXTE, 18),
    Colonne("centre", "Centre", TEXTE, 24),
    Colonne("commission", "Commission", TEXTE, 26),
    Colonne("formation_code", "Code formation", CODE, 13),
    Colonne("formation", "Formation", LONG, 30, defaut=True),
    Colonne("genre", "Type de demande", TEXTE, 14),
    Colonne("proposition", "Proposition d’admission", OUI_NON, 13),
    Colonne("creee_le", "Date du vœu", INSTANT, 17),
    Colonne("transmise_le", "Date de transmission", JOUR, 13),
    Colonne("statut", "Statut du dossier", TEXTE, 13, defaut=True),
    Colonne("statut_le", "Statut modifié le", INSTANT, 17),
    Colonne("recue_le", "Date de réception", JOUR, 13),
    Colonne("complete_le", "Complet le", JOUR, 13),
    Colonne("incomplete_le", "Incomplet le", JOUR, 13),
    Colonne("complet", "Toutes les pièces", OUI_NON, 11),
    Colonne("pieces_manquantes", "Pièces manquantes", LONG, 32),
    Colonne("pieces_le", "Pièces modifiées le", INSTANT, 17),
    Colonne("limite_retour", "Date limite de retour", JOUR, 13),
    Colonne("retour_reporte", "Retour reporté au", JOUR, 13),
    Colonne("traitement", "Type de traitement", TEXTE, 16),
    Colonne("traitement_valide", "Traitement validé", OUI_NON, 11),
    Colonne("avis", "Avis", TEXTE, 18, defaut=True),
    Colonne("rang", "Rang", ENTIER, 6, defaut=True),
    Colonne("rang_reel", "Rang réel", ENTIER, 8),
    Colonne("motif", "Motif", LONG, 28, defaut=True),
    Colonne("commentaire", "Commentaire", LONG, 36),
    Colonne("avis_saisi_le", "Avis saisi le", INSTANT, 17),
    Colonne("avis_saisi_par", "Avis saisi par", TEXTE, 18),
    Colonne("avis_valide", "Avis validé", OUI_NON, 8, defaut=True),
    Colonne("avis_valide_le", "Avis validé le", INSTANT, 16, defaut=True),
    Colonne("avis_valide_par", "Avis validé par", TEXTE, 18),
    Colonne("preselection", "Présélection", LONG, 30),
    Colonne("convocation_le", "Présélection – date", JOUR, 13),
    Colonne("convocation_heure", "Présélection – heure", TEXTE, 13),
    Colonne("convocation_lieu", "Présélection – lieu", TEXTE, 26),
    Colonne("appel", "Sur recours", OUI_NON, 10),
    Colonne("limite_confirmation", "Date limite de confirmation", JOUR, 13, defaut=True),
    Colonne("confirmation_reportee", "Confirmation reportée au", JOUR, 14),
    Colonne("reponse", "Confirmation ou désistement", TEXTE, 14, defaut=True),
    Colonne("reponse_le", "Réponse le", INSTANT, 17),
    Colonne("reponse_par", "Réponse saisie par", TEXTE, 18),
    Colonne("regime", "Régime", TEXTE, 18),
    Colonne("situation_droits", "Situation des droits", TEXTE, 20),
    Colonne("complement_droits", "Complément de la situation", LONG, 24),
    Colonne("montant", "Montant restant à charge", MONTANT, 13),
    Colonne("opi_le", "Passage OPI le", INSTANT, 17),
    Colonne("opi_code", "Code OPI", CODE, 13),
    Colonne("annulee_le", "Annulée le", INSTANT, 17),
    Colonne("annulee_par", "Annulée par", TEXTE, 18),
    Colonne("questions_reponses", "Questions et réponses", LONG, 40),
    Colonne("bloc_notes", "Bloc-notes", LONG, 40),
)
_PAR_CLE = {colonne.cle: colonne for colonne in COLONNES}
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


def chosen(cles: Sequence[str] | None) -> tuple[Colonne, ...]:
    """The columns of these keys, in that order and once each; without keys, those shown by default.

    Raises `Refused` for a key that does not exist, or for no column at all.
    """
    if cles is None:
        return tuple(colonne for colonne in COLONNES if colonne.defaut)
    if unknown := [cle for cle in cles if cle not in _PAR_CLE]:
        raise Refused(f"Colonne inconnue\u00a0: {', '.join(unknown)}.", champ="colonnes")
    if not cles:
        raise Refused("Choisissez au moins une colonne à exporter.", champ="colonnes")
    return tuple(_PAR_CLE[cle] for cle in dict.fromkeys(cles))


def write_decisions_xlsx(
    rows: Collection[DecisionRow],
    meta: Export,
    target: Path | IO[bytes],
    columns: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> None:
    """The workbook, to a file that appears only once complete, or to a buffer. Raises `Refused`, `Unavailable`."""
    colonnes = chosen(columns)
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
    rows: Collection[DecisionRow],
    meta: Export,
    target: Path | IO[bytes],
    columns: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> None:
    """The same columns in the same order, as text. Raises `Refused`, `Unavailable`."""
    colonnes = chosen(columns)
    with writing(target) as stream:
        write_csv(stream, colonnes, rows, meta.fuseau, progress or Progress())


def _frozen(colonnes: Sequence[Colonne]) -> int:
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
    yield "Candidatures écartées", _held_back(meta.retenues)
    yield "Colonnes", f"{columns} sur {len(COLONNES)} possibles"
    yield "Comment le lire", _LECTURE
    yield "Données personnelles", _NOTICE


def _held_back(retenues: Sequence[tuple[str, int]]) -> str:
    """Why the workbook has fewer lines than the screen."""
    total = sum(count for _, count in retenues)
    if not total:
        return "aucune"
    reasons = "\n".join(f"{count} – {reason}" for reason, count in retenues)
    return f"{total} {plural(total, 'ne figure', 'ne figurent')} pas dans cet export\u00a0:\n{reasons}"
