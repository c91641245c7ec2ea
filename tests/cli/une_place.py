"""Places taken in the open campaign of the practice base, which a small one has none of."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from scolarite_desk import practice as exercice
from scolarite_desk.services.acts import do
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.candidatures import confirm
from scolarite_desk.store.base import open_base
from tests.store.damage import sql

_WAITING = (
    "SELECT c.id FROM candidature c JOIN formation f ON f.id = c.formation_id JOIN campagne y ON y.id = f.campagne_id"
    " JOIN dossier d ON d.id = c.dossier_id JOIN personne p ON p.id = d.personne_id"
    " JOIN adresse a ON a.personne_id = p.id"
    " WHERE y.etat = 'ouverte' AND c.annulee_le IS NULL AND f.code_voeu IS NOT NULL AND f.traitement = 'AC'"
    " AND p.civilite IN ('M.', 'Mme') AND a.ligne IS NOT NULL AND c.genre = 'candidature'"
    " AND c.confirmation IS NULL AND NOT EXISTS (SELECT 1 FROM avis v WHERE v.candidature_id = c.id)"
    " GROUP BY c.dossier_id ORDER BY c.id LIMIT 3"
)


def places_taken(base: Path) -> None:
    """Three candidatures are admitted, and confirmed."""
    with closing(open_base(base, exercice.COMPTE, exercice.PASSWORD)) as store:
        found = [key.hex() for (key,) in sql(store, _WAITING)]
        assert len(found) == 3
        for key in found:
            do(store, None, enter_avis, key, "FA")
            do(store, None, validate_avis, key)
            do(store, None, confirm, key)
