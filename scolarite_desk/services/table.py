"""The table of acts, whole: importing it imports every family that enters its acts there."""

from __future__ import annotations

from scolarite_desk.services import (  # noqa: F401 - importing is what fills the table
    appel,
    avis,
    campagnes,
    candidatures,
    catalogue,
    cles,
    completude,
    comptes,
    cvec,
    divergences,
    documents,
    dossiers,
    effacements,
    etapes,
    etiquettes,
    exports,
    fusions,
    identifiants,
    imports,
    inscriptions,
    mesures,
    modeles,
    offre,
    offre_reprise,
    ouvertures,
    paquets,
    pieces,
    proces_verbal,
    rangs,
    reglages,
    rendezvous,
    saisines,
    sceau,
    sessions,
    taches,
    vapp,
    visites,
    voeux,
    vues,
)
from scolarite_desk.services.acts import ACTS, Act, label_of

__all__ = ["ACTS", "Act", "label_of"]
