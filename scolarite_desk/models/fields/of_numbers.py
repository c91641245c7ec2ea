"""Fields of numbers: INE, those of other systems, and the CVEC with its certificate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scolarite_desk.models.fields import readers as r
from scolarite_desk.models.fields.field import ALWAYS, Field
from scolarite_desk.models.fields.when import among, told
from scolarite_desk.models.rules.cvec import check_cvec
from scolarite_desk.models.rules.ine import check_ine


def _doubtful_ine(value: Any, row: Mapping[str, Any]) -> str | None:
    checked = check_ine(value)
    return checked.message or None if checked.valide else None


def _doubtful_cvec(value: Any, row: Mapping[str, Any]) -> str | None:
    return check_cvec(value).message or None


_EXONEREE = among("situation", "exoneree", words="si exonérée")
_NON_CONCERNEE = among("situation", "non_concernee", words="si non concernée")
_ATTESTATION = among("situation", None, "payee", "exoneree", words="sauf non concernée")


# A table reads better as lines.
# fmt: off
INE = (
    Field("ine", "provisoire", "INE provisoire", r.NumeroIne(), visible=told("provisoire", "si l’INE est provisoire"),
          hint="Clé exacte · valable dans cet établissement seulement"),
    Field("ine", "valeur", "INE définitif", r.NumeroIne(), hint="11 caractères, en haut du relevé de notes du bac",
          example="0199000001Z", warn=_doubtful_ine, alone="Valeur"),
    Field("ine", "origine", "Vu sur", r.Choix("ine_origine"), hint="Le document montré", alone="Origine"),
    Field("ine", "motif", "Raison", r.Texte(200), visible=told("doute", "si le numéro est douteux"), length=200,
          hint="Pourquoi garder ce numéro", alone="Motif"),
)

NATURE = (
    Field("identifiant", "genre", "Genre", r.Choix("identifiant_genre")),
    Field("identifiant", "nature", "Nature", r.Choix("identifiant_nature")),
    Field("identifiant", "controle", "Contrôle", r.Choix("identifiant_controle")),
)

IDENTIFIANT = (
    Field("identifiant", "genre", "Autre numéro", r.Choix("@identifiant_genre"), hint="eCandidat, Mon Master…"),
    Field("identifiant", "valeur", "Valeur", r.Texte(20), length=20),
)

CVEC = (
    Field("cvec", "annee", "Année", r.Code(r"[0-9]{4}-[0-9]{4}", "Écrivez l’année comme 2026-2027."), required=ALWAYS,
          alone="Année universitaire"),
    Field("cvec", "situation", "Situation", r.Choix("situation_cvec"), required=ALWAYS,
          hint="Exonérée\u00a0: le numéro reste dû"),
    Field("cvec", "exoneration", "Motif", r.Choix("motif_exoneration_cvec"), visible=_EXONEREE, required=_EXONEREE),
    Field("cvec", "non_concerne", "Motif", r.Choix("motif_non_concerne_cvec"), visible=_NON_CONCERNEE,
          required=_NON_CONCERNEE),
    Field("cvec", "numero", "Numéro", r.NumeroCvec(), visible=_ATTESTATION, required=_ATTESTATION,
          hint="Lu ou tapé, comme VER6-ABCDEF-42", example="VER6-ABCDEF-42", warn=_doubtful_cvec),
    Field("cvec", "nom", "Nom écrit", r.Nom(100), visible=_ATTESTATION, length=100, hint="Sur l’attestation"),
    Field("cvec", "prenom", "Prénom écrit", r.Nom(100), visible=_ATTESTATION, length=100),
    Field("cvec", "ne_le", "Né(e) le", r.JourNaissance(), visible=_ATTESTATION, hint="Sur l’attestation"),
    Field("cvec", "reserve", "Raison", r.Texte(200), visible=told("doute", "si un numéro ou un nom diffère"),
          length=200, hint="Pourquoi l’accepter", alone="Réserve"),
)
# fmt: on
