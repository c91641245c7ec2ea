"""Sources made by hand: what a profile would have read."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from scolarite_desk.models.rows.imports import ChoixImport, ColonneLue, Endroit, LigneLue, PlanImport, SourceLue
from scolarite_desk.msg import N_
from scolarite_desk.services.imports import apply_import, plan_import
from tests.services.conftest import Desk

MAELLE = {
    "identifiants.PARCOURSUP": "9000001",
    "identite.nom_naissance": "KERMAREC",
    "identite.prenom": "Maëlle",
    "identite.ne_le": "07/03/2004",
    "candidatures.formation": "L2INF",
}
YANN = {
    "identifiants.PARCOURSUP": "9000002",
    "identite.nom_naissance": "LE GOFF",
    "identite.prenom": "Yann",
    "identite.ne_le": "12/11/2003",
    "candidatures.formation": "L2INF",
}


def source(*lignes: Mapping[str, str], profil: str = "parcoursup-admis", fichier: str = "admis.csv") -> SourceLue:
    """A file of these lines, the first under the headers."""
    paths = list(dict.fromkeys(path for one in lignes for path in one))
    return SourceLue(
        profil,
        N_("Ses en-têtes sont ceux de {source}.", source=profil),
        fichier,
        sha256(repr(lignes).encode()).hexdigest(),
        tuple(ColonneLue(rang, path, path) for rang, path in enumerate(paths)),
        tuple(
            LigneLue(
                Endroit(rang),
                {path: text for path, text in one.items() if text.strip()},
                tuple(one.get(path, "") for path in paths),
            )
            for rang, one in enumerate(lignes, 2)
        ),
    )


def planned(desk: Desk, *lignes: Mapping[str, str], profil: str = "parcoursup-admis", **choix: Any) -> PlanImport:
    """What a file of these lines would do."""
    return plan_import(desk.store, source(*lignes, profil=profil), ChoixImport(**choix))


def taken(desk: Desk, *lignes: Mapping[str, str], profil: str = "parcoursup-admis", **choix: Any) -> Any:
    """The same file taken in."""
    return apply_import(desk.store, planned(desk, *lignes, profil=profil, **choix))


def actions(plan: PlanImport) -> list[str]:
    """What becomes of each line."""
    return [one.action for one in plan.lignes]
