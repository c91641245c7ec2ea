"""VAPP files at each step: hardly begun, filled, examined by the commission, decided by the president."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from scolarite_desk.models.rules.vapp import OPINION_VUE, condition_of, opinion_vue
from scolarite_desk.models.tables.vapp import Acquis, Vapp
from scolarite_desk.practice.monde import Monde
from scolarite_desk.services.vapp import key_of_file

_TITRES = (
    ("Licence 3 de droit", "Licence 2 de droit", "6"),
    ("Master 1 de gestion", "Licence de gestion", "7"),
    ("Licence professionnelle métiers du social", "Diplôme de niveau 5", "6"),
)
_TARIFS = (("salarie", Decimal("110.00")), ("emploi", Decimal("30.00")), ("etudiant", Decimal("0.00")))
_ACQUIS: tuple[dict[str, Any], ...] = (
    {"genre": "pro", "intitule": "Gestionnaire de dossiers", "organisme": "Cabinet Le Goff", "du": "2014",
     "au": "2022-06", "heures": 12000, "descriptif": "Suivi des dossiers, rédaction des actes simples.",
     "preuve": "Certificat de travail", "preuve_vue": True},
    {"genre": "formation", "intitule": "Formation au logiciel de gestion", "organisme": "GRETA", "du": "2018-03",
     "au": "2018-05", "heures": 70, "preuve": "Attestation de fin de formation"},
    {"genre": "perso", "intitule": "Trésorier d’une association", "du": "2019", "descriptif": "Budget, bilan annuel."},
)  # fmt: skip
_OPINION = {
    "opinion": "favorable",
    "composition": "Trois enseignants, un professionnel",
    "entendu": True,
    "opinion_motif": "Les acquis professionnels couvrent le programme requis.",
    "opinion_par": "Hugo B.",
}
_WITH = {"dispenses": "Langue vivante du premier semestre", "remise": "Mise à niveau en méthodologie"}


def examined(avis: list[dict[str, Any]]) -> None:
    """What a decided VAPP makes its avis say, before it is written: what it comes with."""
    if avis and avis[-1]["avis"] == "FA":
        avis[-1]["condition"] = condition_of(**_WITH)


def add_file(monde: Monde, rank: int, candidature: str, opened: date, avis: dict[str, Any], cle: str | None) -> None:
    """The file of a VAPP, the `rank`-th; `avis`: the current one, `cle` its key; blank and None without any."""
    titre, manquant, niveau = _TITRES[rank % len(_TITRES)]
    values: dict[str, Any] = {"candidature_id": candidature, "titre_vise": titre}
    step = rank % 4 if not avis else 3
    if step:
        situation, tarif = _TARIFS[rank % len(_TARIFS)]
        values |= {
            "diplome_manquant": manquant,
            "niveau": niveau,
            "fin_etudes": "2012",
            "bachelier": "oui" if rank % 3 else "non",
            "reprise_le": date(opened.year, 9, 1),
            "entretien_le": opened,
            "entretien_avis": "Projet cohérent, dossier à compléter.",
            "situation": situation,
            "tarif": tarif,
        }
        for one in _ACQUIS[: 1 + rank % len(_ACQUIS)]:
            monde.add(Acquis, candidature_id=candidature, **one)
    if step == 2 or avis:
        values |= _OPINION | {"commission_le": opened + timedelta(days=4)}
    if avis.get("avis") in ("FA", "DE"):
        day = avis["saisi_le"].date()
        values["commission_le"] = day
        values |= _WITH if avis["avis"] == "FA" else {"opinion": "defavorable"}
        seen = opinion_vue({name: values.get(name) for name in OPINION_VUE})
        values |= {"decision": avis["avis"], "decision_le": day, "decision_signataire": "La présidente",
                   "decision_par": "Claire M.", "decision_vu": seen, "decision_avis_id": cle}  # fmt: skip
    monde.add(Vapp, id=key_of_file(candidature), **values)
