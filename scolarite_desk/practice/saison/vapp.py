"""VAPP of a season: asked at the desk, examined by the commission, decided by the president, then an avis as any."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from scolarite_desk.practice.saison import jours
from scolarite_desk.practice.saison.jeu import Jouee, Saison
from scolarite_desk.services.avis import validate_avis
from scolarite_desk.services.dossiers import add_item
from scolarite_desk.services.vapp import decide_vapp, fill_vapp, give_opinion, withdraw_opinion
from scolarite_desk.services.voeux import add_candidature

FORMATION = "L1INFO"  # where there is room for all: no list is moved by it
_EACH, _LEAST = 40, 3  # one person in so many asks for one, and so many at least
_FILE: dict[str, Any] = {
    "titre_vise": "Licence 1 d’informatique", "diplome_manquant": "Baccalauréat", "niveau": "6", "bachelier": "non",
    "fin_etudes": "2012", "entretien_avis": "Projet cohérent.", "situation": "salarie", "tarif": Decimal("110.00"),
}  # fmt: skip
_OPINIONS: tuple[dict[str, Any], ...] = (
    {"opinion": "favorable", "motif": "Les acquis couvrent le programme requis.", "remise": "Mathématiques"},
    {"opinion": "defavorable", "motif": "Les acquis ne couvrent pas le programme requis."},
)


def demandes(saison: Saison) -> None:
    """Some come without the diploma that is asked: their file is filled with what they did."""
    there = {one.dossier for one in saison.suivies if one.code == FORMATION}
    come = list({one.dossier: one for one in saison.suivies if one.dossier not in there}.values())
    for one in come[: max(_LEAST, saison.dossiers // _EACH)]:
        key = saison.fait(
            add_candidature, dossier=one.dossier, formation=saison.cles[FORMATION], genre="vapp", motif="Régime vu"
        )
        if key is None:
            continue
        saison.vapp.append(Jouee(key, one.dossier, one.personne, FORMATION, one.rang))
        days = {"reprise_le": saison.jour(jours.INSCRIPTION + 60), "entretien_le": saison.horloge().date()}
        saison.fait(fill_vapp, candidature=key, valeurs=_FILE | days)
        done = {"candidature_id": key, "genre": "pro", "intitule": "Technicien", "du": "2014", "au": "2022-06"}
        saison.fait(add_item, chose="acquis", valeurs=done)


def decisions(saison: Saison) -> None:
    """An opinion each, but the last, who never came; the president follows it, and the decision is validated."""
    absent = saison.vapp[-1]
    saison.essaie(give_opinion, candidature=absent.cle, opinion="favorable", motif=" ")
    saison.essaie(decide_vapp, candidature=absent.cle, decision="FA")
    saison.essaie(fill_vapp, candidature=absent.cle, valeurs={"avis": "FA"})
    for rang, one in enumerate(saison.vapp[:-1]):
        told = _OPINIONS[rang % len(_OPINIONS)]
        saison.fait(give_opinion, candidature=one.cle, entendu=True, **told)
        one.avis = "FA" if told["opinion"] == "favorable" else "DE"
        saison.fait(decide_vapp, candidature=one.cle, decision=one.avis, signataire="Hortense Valcombe")
        saison.essaie(withdraw_opinion, candidature=one.cle)
        saison.fait(validate_avis, candidature=one.cle)
