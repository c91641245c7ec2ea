"""Fields that are given together, by one act (an INE, a CVEC, an avis...): their readers are those of any field.

They are columns of no form of `fields.py`: a service takes them as arguments, and names them in its refusals.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from scolarite_desk.models.fields import readers as r
from scolarite_desk.models.fields.field import ALWAYS, Field, When
from scolarite_desk.models.rules.cvec import check_cvec
from scolarite_desk.models.rules.ine import check_ine


def _has(name: str, *values: object, words: str) -> When:
    return When(words, lambda row: row.get(name) in values)


def _said(name: str, words: str) -> When:
    return When(words, lambda row: bool(row.get(name)))


def _doubtful_ine(value: Any, row: Mapping[str, Any]) -> str | None:
    checked = check_ine(value)
    return checked.message or None if checked.valide else None


def _doubtful_cvec(value: Any, row: Mapping[str, Any]) -> str | None:
    return check_cvec(value).message or None


_EXONEREE = _has("situation", "exoneree", words="si exonérée")
_NON_CONCERNEE = _has("situation", "non_concernee", words="si non concernée")
_ATTESTATION = _has("situation", None, "payee", "exoneree", words="sauf non concernée")
_DE = _has("avis", "DE", words="si l’avis est défavorable")
_LC = _has("avis", "LC", words="si liste complémentaire")
_PR = _has("avis", "PR", words="si présélection")

# fmt: off - a table reads better as lines
INE = (
    Field(
        "ine",
        "provisoire",
        "INE provisoire",
        r.Ine(),
        visible=_said("provisoire", "si l’INE est provisoire"),
        hint="Clé exacte · valable dans cet établissement seulement",
    ),
    Field(
        "ine",
        "valeur",
        "INE définitif",
        r.Ine(),
        hint="11 caractères, en haut du relevé de notes du bac",
        example="0199000001Z",
        warn=_doubtful_ine,
    ),
    Field("ine", "origine", "Vu sur", r.Choix("ine_origine"), hint="Le document montré"),
    Field(
        "ine",
        "motif",
        "Raison",
        r.Texte(200),
        visible=_said("doute", "si le numéro est douteux"),
        length=200,
        hint="Pourquoi garder ce numéro",
    ),
)

IDENTIFIANT = (
    Field("identifiant", "genre", "Autre numéro", r.Choix("identifiant_genre"), hint="eCandidat, Mon Master…"),
    Field("identifiant", "valeur", "Valeur", r.Texte(20), length=20),
)

CVEC = (
    Field("cvec", "annee", "Année", r.Code(r"[0-9]{4}-[0-9]{4}", "Écrivez l’année comme 2026-2027."), required=ALWAYS),
    Field(
        "cvec",
        "situation",
        "Situation",
        r.Choix("situation_cvec"),
        required=ALWAYS,
        hint="Exonérée\u00a0: le numéro reste dû",
    ),
    Field("cvec", "exoneration", "Motif", r.Choix("motif_exoneration_cvec"), visible=_EXONEREE, required=_EXONEREE),
    Field(
        "cvec",
        "non_concerne",
        "Motif",
        r.Choix("motif_non_concerne_cvec"),
        visible=_NON_CONCERNEE,
        required=_NON_CONCERNEE,
    ),
    Field(
        "cvec",
        "numero",
        "Numéro",
        r.Cvec(),
        visible=_ATTESTATION,
        required=_ATTESTATION,
        hint="Lu ou tapé, comme VER6-ABCDEF-42",
        example="VER6-ABCDEF-42",
        warn=_doubtful_cvec,
    ),
    Field("cvec", "nom", "Nom écrit", r.Nom(100), visible=_ATTESTATION, length=100, hint="Sur l’attestation"),
    Field("cvec", "prenom", "Prénom écrit", r.Nom(100), visible=_ATTESTATION, length=100),
    Field("cvec", "ne_le", "Né(e) le", r.JourNaissance(), visible=_ATTESTATION, hint="Sur l’attestation"),
    Field(
        "cvec",
        "reserve",
        "Raison",
        r.Texte(200),
        visible=_said("doute", "si un numéro ou un nom diffère"),
        length=200,
        hint="Pourquoi l’accepter",
    ),
)

PIECE = (
    Field("piece", "motif", "Motif du refus", r.Choix("motif_refus_piece"), hint="Puis R, ou Entrée"),
    Field("piece", "motif_texte", "Précision", r.Texte(200), length=200, hint="Lue sur le reçu"),
    Field("piece", "echeance", "Échéance", r.Jour(), hint="Vide\u00a0: délai commun"),
)

PIECE_LIBRE = (
    Field("piece", "libelle", "Pièce à demander", r.Texte(200), length=200, hint="Entrée ajoute, Échap renonce"),
)

CANDIDATURE = (
    Field(
        "candidatures",
        "formation",
        "Formation",
        r.Choix("formation_ouverte"),
        required=ALWAYS,
        hint="Tapez un mot du nom, ou le code",
    ),
    Field("candidatures", "genre", "Type", r.Choix("candidature_genre"), required=ALWAYS),
    Field(
        "candidatures",
        "motif",
        "Raison",
        r.Texte(200),
        visible=_said("doute", "si une règle avertit"),
        length=200,
        hint="Gardée avec la candidature",
    ),
)

STATUT = (
    Field("candidatures", "statut", "État du dossier", r.Choix("statut_candidature")),
    Field("candidatures", "statut_le", "Depuis le", r.Jour(), hint="Vide\u00a0: aujourd’hui"),
    Field("candidatures", "traitement", "Traitement", r.Choix("traitement_candidature")),
)

AVIS = (
    Field("avis", "avis", "Avis", r.Choix("avis"), required=ALWAYS, hint="FA, DE, LC, LA ou PR"),
    Field("avis", "motif", "Motif", r.Choix("motif_avis"), visible=_DE, required=_DE),
    Field("avis", "motif_texte", "En clair", r.LongTexte(4000), visible=_DE, length=4000, hint="Écrit dans la lettre"),
    Field("avis", "rang", "Rang", r.Entier(1, 9999), visible=_LC, required=_LC),
    Field("avis", "convocation_le", "Convocation le", r.Jour(), visible=_PR),
    Field("avis", "convocation_heure", "À", r.Heure(), visible=_PR, example="9h30"),
    Field("avis", "convocation_lieu", "Lieu", r.Texte(200), visible=_PR, length=200),
    Field("avis", "commentaire", "Commentaire", r.Texte(500), length=500, hint="Interne\u00a0: jamais dans la lettre"),
    Field(
        "avis",
        "corrige_motif",
        "Raison",
        r.Texte(200),
        visible=_said("rectifie", "si l’avis est rectifié"),
        required=_said("rectifie", "si l’avis est rectifié"),
        length=200,
        hint="De la rectification",
    ),
)

# Given to several at once: what is of one person alone is not asked.
AVIS_EN_LOT = tuple(
    replace(field, hint="Celui du premier, les autres suivent") if field.name == "rang" else field
    for field in AVIS
    if field.name not in ("commentaire", "corrige_motif")
)

VISITE = (Field("visite", "motif", "Motif de la visite", r.Choix("motif_visite"), hint="Pour les comptes du jour"),)

NOTE = (
    Field("note", "texte", "Note", r.LongTexte(), hint="Jamais de santé ni d’autre donnée sensible"),
    Field("note", "suivi_le", "À revoir le", r.Jour(), hint="Vide\u00a0: rien à suivre"),
)
# fmt: on

_TABLES = {
    "identifiant": INE, "cvec": CVEC, "exigence": PIECE, "avis": AVIS, "visite": VISITE, "note": NOTE,
}  # fmt: skip
BY_COLUMN = {(table, field.name): field for table, fields in _TABLES.items() for field in fields}  # where they end up
