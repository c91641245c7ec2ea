"""Fields of numbers: INE, those of other systems, and the CVEC with its certificate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scolarite_desk.models.fields import readers as r
from scolarite_desk.models.fields.field import ALWAYS, Field, Lists
from scolarite_desk.models.fields.readers_numeros import AnneeUniversitaire, NumeroCvec, NumeroIne
from scolarite_desk.models.fields.when import among, told
from scolarite_desk.models.rules.cvec import check_cvec
from scolarite_desk.models.rules.ine import check_ine
from scolarite_desk.msg import N_, Msg


def _doubtful_ine(value: Any, lists: Lists, row: Mapping[str, Any]) -> Msg | None:
    checked = check_ine(value)
    return checked.message or None if checked.valide else None


def _doubtful_cvec(value: Any, lists: Lists, row: Mapping[str, Any]) -> Msg | None:
    return check_cvec(value).message or None


_EXONEREE = among("situation", "exoneree", words=N_("si exonérée"))
_NON_CONCERNEE = among("situation", "non_concernee", words=N_("si non concernée"))
_ATTESTATION = among("situation", None, "payee", "exoneree", words=N_("sauf non concernée"))


# A table reads better as lines.
# fmt: off
INE = (
    Field("ine", "provisoire", N_("INE provisoire"), NumeroIne(),
          visible=told("provisoire", N_("si l’INE est provisoire")),
          hint=N_("Clé exacte · valable dans cet établissement seulement")),
    Field("ine", "valeur", N_("INE définitif"), NumeroIne(),
          hint=N_("11 caractères, en haut du relevé de notes du bac"),
          example="0199000001Z", warn=_doubtful_ine, alone=N_("Valeur")),
    Field("ine", "origine", N_("Vu sur"), r.Choix("ine_origine"), hint=N_("Le document montré"), alone=N_("Origine")),
    Field("ine", "motif", N_("Raison"), r.Texte(200), visible=told("doute", N_("si le numéro est douteux")), length=200,
          hint=N_("Pourquoi garder ce numéro"), alone=N_("Motif")),
)

NATURE = (
    Field("identifiant", "genre", N_("Genre"), r.Choix("identifiant_genre")),
    Field("identifiant", "nature", N_("Nature"), r.Choix("identifiant_nature")),
    Field("identifiant", "controle", N_("Contrôle"), r.Choix("identifiant_controle")),
)

IDENTIFIANT = (
    Field("identifiant", "genre", N_("Autre numéro"), r.Choix("@identifiant_genre"), hint=N_("eCandidat, Mon Master…")),
    Field("identifiant", "valeur", N_("Valeur"), r.Texte(20), length=20),
)

RESSAISIE = (
    Field("identifiant", "valeur", N_("Numéro donné par eCandidat"), r.Texte(20), length=20,
          hint=N_("8 chiffres ou lettres"), example="K7XQ20AB"),
)

CVEC = (
    Field("cvec", "annee", N_("Année"), AnneeUniversitaire(), required=ALWAYS, alone=N_("Année universitaire")),
    Field("cvec", "situation", N_("Situation"), r.Choix("situation_cvec"), required=ALWAYS,
          hint=N_("Exonérée\u00a0: le numéro reste dû")),
    Field("cvec", "exoneration", N_("Motif"), r.Choix("motif_exoneration_cvec"), visible=_EXONEREE, required=_EXONEREE),
    Field("cvec", "non_concerne", N_("Motif"), r.Choix("motif_non_concerne_cvec"), visible=_NON_CONCERNEE,
          required=_NON_CONCERNEE),
    Field("cvec", "numero", N_("Numéro"), NumeroCvec(), visible=_ATTESTATION, required=_ATTESTATION,
          hint=N_("Lu ou tapé, comme VER6-ABCDEF-42"), example="VER6-ABCDEF-42", warn=_doubtful_cvec),
    Field("cvec", "nom", N_("Nom écrit"), r.Nom(100), visible=_ATTESTATION, length=100, hint=N_("Sur l’attestation")),
    Field("cvec", "prenom", N_("Prénom écrit"), r.Nom(100), visible=_ATTESTATION, length=100),
    Field("cvec", "ne_le", N_("Né(e) le"), r.JourNaissance(), visible=_ATTESTATION, hint=N_("Sur l’attestation")),
    Field("cvec", "reserve", N_("Raison"), r.Texte(200), visible=told("doute", N_("si un numéro ou un nom diffère")),
          length=200, hint=N_("Pourquoi l’accepter"), alone=N_("Réserve")),
)
# fmt: on
