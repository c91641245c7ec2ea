"""The workbook of candidacies of eCandidat: what was ticked appears, of 58 options, in an order that never changes.

Cells are all text, days are `dd/MM/yyyy`, booleans O or N. Decisions, ranks and statuses of dossiers are known and left
aside: they are acts of the office, not facts of a person.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence

from scolarite_desk.exchange.imports.conversions import as_it_is, several
from scolarite_desk.exchange.imports.profil import CANDIDATURES, Profil, Source
from scolarite_desk.exchange.imports.profils.mots import fc
from scolarite_desk.msg import N_, Msg

_ADDRESS = re.compile(r"(?P<rue>.+?)[\s,]+(?P<cp>[0-9]{5})[\s,]+(?P<ville>[^\n,]+?)(?:[\s,]+(?P<pays>FRANCE))?", re.S)
_LINE, _WHOLE = 100, 500  # characters of a line of an address, of all of them

# fmt: off
_SOURCES = (
    Source("identifiants.ECANDIDAT", ("No dossier", "Numéro de dossier", "Numéro candidat"), requise=True),
    Source("identifiants.APOGEE", ("No étudiant", "Code étudiant")),
    Source("identite.civilite", ("Civilité",)),
    Source("identite.nom_naissance", ("Nom patronymique",)),
    Source("identite.nom_usage", ("Nom usuel",)),
    Source("identite.prenom", ("Prénom",)),
    Source("identite.ne_le", ("Date de naissance",)),
    Source("identite.commune_naissance", ("Ville de naissance",)),
    Source("identite.nationalite", ("Nationalité",)),
    Source("identite.langue", ("Langue",)),
    Source("ine.valeur", ("INE",)),
    Source("ine.valeur", ("Clé INE",), suite=""),
    Source("dossier.regime", ("Régime",)),
    Source("dossier.regime", ("Témoin FC", "Formation continue"), fc),
    Source("identite.telephone", ("Téléphone",)),
    Source("identite.portable", ("Téléphone portable",)),
    Source("identite.courriel", ("Mail",)),
    Source("bac.annee", ("Bac Année",)),
    Source("bac.pays", ("Bac Pays",)),
    Source("bac.departement", ("Bac Département",)),
    Source("", ("Bac Commune",)),
    Source("bac.etablissement", ("Bac Etablissement",)),
    Source("bac.serie", ("Bac Série",)),
    Source("bac.mention", ("Bac Mention",)),
    Source("bac.specialite1", ("Bac Spé. 1", "Bac Spécialité 1")),
    Source("bac.specialite2", ("Bac Spé. 2", "Bac Spécialité 2")),
    Source("bac.specialite_premiere", ("Bac Spé. 1ère", "Bac Spécialité 1ère")),
    *(Source(f"bac.option{n}", (f"Bac Option {n}",)) for n in range(1, 5)),
    Source("adresse.ligne", ("Adresse",), as_it_is),
    Source("adresse.ligne", ("Adresse formatée",), as_it_is),  # the same in one cell, where it was not ticked in parts
    Source("adresse.complement1", ("Comp. adresse 1", "Complément adresse 1")),
    Source("adresse.complement2", ("Comp. adresse 2", "Complément adresse 2")),
    Source("adresse.code_postal", ("Code postal",)),
    Source("adresse.commune", ("Commune",)),
    Source("adresse.ville", ("Commune Etrangère",)),
    Source("adresse.pays", ("Pays",)),
    Source("cursus_externes.1.etablissement", ("Dernier établissement",)),
    Source("cursus_externes.1.libelle", ("Dernier diplôme (libellé)",)),
    Source("cursus_externes.1.libelle", ("Dernier diplôme",)),
    Source("etiquettes", ("Libellé des tags",), several(" / ")),
    Source("candidatures.formation", ("Code formation",)),
    Source("candidatures.formation", ("Libellé formation",)),
    Source("candidatures.date_confirmation", ("Date confirm. manuelle/LC",)),
    Source("candidatures.date_retour", ("Date retour manuelle",)),
    Source("candidatures.situation_droits", ("Catégorie situation droits",)),
    Source("candidatures.complement_droits", ("Complément situation droits",)),
    Source("candidatures.montant", ("Montant restant à charge",)),
    Source("notes", ("Bloc note",)),
    Source("", (
        "Date du voeux", "Date du vœu", "Date de transmission", "Statut du dossier",
        "Date de modification du statut du dossier", "Date modification statut", "Date de réception",
        "Date statut complet", "Date statut incomplet", "Type de traitement", "Type de traitement validé",
        "T.T. validé", "Date de dernière modification des pièces", "Date dernière modification pièces", "Commission",
        "Avis", "Avis validé", "Date de validation", "Motif", "Rang", "Rang réel", "Présélection", "Présél. Date",
        "Présél. Heure", "Présél. Lieu", "Commentaire", "Confirmation/Désistement", "Date passage OPI", "Code OPI",
        "Date annulation", "Annulé par", "Questions / Réponses",
    )),
)
# fmt: on


def _finish(valeurs: MutableMapping[str, str]) -> Sequence[Msg]:
    """The address is parted where it came in one cell; its second complement may only repeat the first."""
    if valeurs.get("adresse.complement2") == valeurs.get("adresse.complement1"):
        valeurs.pop("adresse.complement2", None)
    found = _ADDRESS.fullmatch(valeurs.get("adresse.ligne", "")[:_WHOLE])
    if found and not any(valeurs.get(f"adresse.{name}") for name in ("code_postal", "commune", "ville", "pays")):
        _part(valeurs, found)
        return (N_("Adresse d’une seule case, découpée\u00a0: vérifiez-la."),)
    return ()


def _part(valeurs: MutableMapping[str, str], found: re.Match[str]) -> None:
    lines = [" ".join(part.split()) for part in re.split(r"\n|, ", found["rue"]) if part.strip()]
    names = ("adresse.ligne", "adresse.complement1", "adresse.complement2")
    valeurs.update(zip(names, _fitted(lines, len(names)), strict=False))
    valeurs["adresse.code_postal"], valeurs["adresse.commune"] = found["cp"], found["ville"].strip()
    valeurs["adresse.pays"] = (found["pays"] or "France").capitalize()


def _fitted(lines: list[str], count: int) -> list[str]:
    """As many lines as there are places, each of its length."""
    kept = [*lines[: count - 1], " ".join(lines[count - 1 :])]
    return [one[:_LINE] for one in kept if one]


ECANDIDAT = Profil(
    "ecandidat",
    N_("Candidatures d’eCandidat"),
    CANDIDATURES,
    _SOURCES,
    cle="identifiants.ECANDIDAT",
    signe=(
        "Nom patronymique", "Code étudiant", "Clé INE", "Témoin FC", "Date du voeux", "Libellé des tags",
        "Libellé formation", "Date de modification du statut du dossier", "Type de traitement validé",
        "Confirmation/Désistement", "Montant restant à charge", "Bac Série", "Présél. Date", "Date passage OPI",
    ),
    finir=_finish,
    pied=True,
)  # fmt: skip
