"""What files brought to the practice office before today: one that was taken in, what texts of its source mean."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from scolarite_desk.models.rules.exercice import COMPTE
from scolarite_desk.models.rules.fold import fold
from scolarite_desk.models.tables.echange import Correspondance, ImportFait
from scolarite_desk.practice.offre import Rows
from scolarite_desk.services.catalogue import fixed_key
from scolarite_desk.services.imports.memoire import key_of

_SAID = (  # of which source, which field, which text, what it means
    ("monmaster", "candidatures.formation", "MIAGE M1 alternance", "M1MIAGE"),
    ("parcoursup-admis", "candidatures.formation", "Licence - Informatique", "L1INFO"),
    ("ecandidat", "identite.nationalite", "Royaume Uni", "99132"),
)


def brought(today: date) -> Rows:
    """The rows of the office alone: who came by that file is drawn as everybody."""
    at = datetime.combine(today - timedelta(days=9), time(8, 40), UTC)
    done = {
        "id": fixed_key("exercice", "import_fait", "1"),
        "profil": "parcoursup-admis",
        "fichier": "admis-licence-informatique.csv",
        "empreinte": "0" * 64,
        "fait_le": at,
        "fait_par": COMPTE,
        "lignes": 48,
        "creees": 44,
        "modifiees": 0,
        "inchangees": 2,
        "douteuses": 1,
        "rejetees": 1,
    }
    said = [
        {"id": key_of(source, champ, texte), "source": source, "champ": champ, "texte": fold(texte), "valeur": valeur}
        for source, champ, texte, valeur in _SAID
    ]
    return [(ImportFait, done), *((Correspondance, one) for one in said)]
