"""Somebody admitted who confirmed, in an office whose formations have the codes of Pégase and of Apogée."""

from __future__ import annotations

from scolarite_desk.services.dossiers import correct
from tests.services.conftest import Desk
from tests.services.une_inscription import confirmed

CODES = {"code_voeu": "L3-HIST-01", "code_periode": "PER-2026"}
OPI = {"code_etape": "L3HIST", "version_etape": "261", "centre_gestion": "SHS", "code_diplome": "LHIST",
       "version_diplome": "261"}  # fmt: skip
CIVIL = {"civilite": "Mme", "nationalite": "99100", "pays_naissance": "99100", "departement_naissance": "35",
         "commune_naissance": "35238", "courriel": "maelle.kermarec@armorique.example.org"}  # fmt: skip


def coded(desk: Desk, formation: str = "", **codes: str) -> None:
    """The formation has its codes."""
    for name, value in (CODES | codes).items():
        desk(correct, f"formation.{name}", formation or desk.licence, value)


def somebody(desk: Desk, nom: str = "KERMAREC", prenom: str = "Maëlle", **civil: str) -> str:
    """A dossier that lacks nothing to leave."""
    return desk.home(desk.person(nom, prenom, **(CIVIL | civil)))


def admitted(desk: Desk, dossier: str, formation: str | None = None) -> str:
    """A place, taken."""
    key = desk.apply(dossier, formation)
    confirmed(desk, key)
    return key
