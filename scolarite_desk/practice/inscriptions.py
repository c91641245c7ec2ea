"""Enrolments of the practice base, in every state, and the fees of a year that no source gives."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from scolarite_desk.models.rules.inscriptions import A_FAIRE, ANNULEE, ATTENTE, INSCRITE
from scolarite_desk.models.rules.tarifs import FOURNIS, NIVEAU_DE, TAUX, due, tarifs
from scolarite_desk.models.tables.inscription import InscriptionAnnee, Tarif
from scolarite_desk.practice.monde import Monde
from scolarite_desk.practice.offre import Offerte, Periode
from scolarite_desk.practice.papiers import Suivi
from scolarite_desk.services.catalogue import fixed_key

_STATES = (INSCRITE, INSCRITE, A_FAIRE, INSCRITE, ATTENTE, INSCRITE, INSCRITE, ANNULEE)
_MODES = ("carte", "en_ligne", "cheque", "virement")
_EUROS = {"licence": "182", "master": "260", "doctorat": "406", "ingenieur": "642"}
_AGENT = "Claire M."


class Inscriptions:
    """Adds them. Nothing here is drawn: what was drawn before would change."""

    def __init__(self, monde: Monde) -> None:
        self.monde = monde
        self.tarifs: dict[str, list[Tarif]] = {}
        self.known: set[str] = set()  # dossiers that have one
        self.paid = 0

    def add(self, suivi: Suivi, candidature: str, formation: Offerte, values: Mapping[str, Any], rank: int) -> None:
        """The enrolment of who confirmed; one in ten has not begun."""
        if values.get("confirmation") != "confirmee" or values.get("annulee_le") or self.monde.share(rank, 100, 431):
            return
        etat, le = _STATES[len(self.known) % len(_STATES)], values["confirmation_le"].date() + timedelta(days=3)
        etat = A_FAIRE if etat == ATTENTE and suivi.regime != "initiale" else etat  # a grant is of initial training
        le, second = min(le, suivi.periode.fin), suivi.key in self.known
        self.known.add(suivi.key)
        granted = suivi.boursier == "oui"
        situation = values.get("situation_droits") or ("boursier" if granted else "reduit" if second else "plein")
        niveau = NIVEAU_DE.get(formation.genre)
        annee = suivi.periode.annee
        du = due(tarifs(self._tarifs(annee)), annee, niveau, suivi.regime, situation).euros
        row: dict[str, Any] = {
            "candidature_id": candidature, "seconde": second, "etat": etat, "etat_le": le, "etat_par": _AGENT,
            "niveau": niveau, "regime": suivi.regime, "situation": situation, "du": du,
        }  # fmt: skip
        if etat == INSCRITE:
            row["preuves"] = "identite cvec diplome"
        if etat in (INSCRITE, ANNULEE) and du:
            row |= {"percu_le": le, "percu_mode": _MODES[rank % len(_MODES)]}
            row |= self._back(le, suivi.periode)
        if etat == ANNULEE:
            row["etat_motif"] = "Part dans une autre université"
        self._put(InscriptionAnnee, fixed_key("inscription", candidature), row)

    def _back(self, le: date, periode: Periode) -> dict[str, date]:
        """What is to be paid back, what was: one payment of four, and no year that is over owes anything."""
        self.paid += 1
        if self.paid % 4 != 1:
            return {}
        back = {"rembourser_avant": le + timedelta(days=60)}
        if periode.ouverte and self.paid % 8 == 5:
            return back
        return back | {"rembourse_le": min(le + timedelta(days=20), periode.fin)}

    def _tarifs(self, annee: str) -> list[Tarif]:
        """The fees of a year as the office of the base filled them in, where none ship."""
        if annee not in self.tarifs:
            self.tarifs[annee] = []
            if (annee, "licence", "plein") not in FOURNIS:
                self.tarifs[annee] = [self._tarif(annee, niveau, taux) for niveau in _EUROS for taux in TAUX]
        return self.tarifs[annee]

    def _tarif(self, annee: str, niveau: str, taux: str) -> Tarif:
        share = {"plein": Decimal(1), "reduit": Decimal("0.66"), "differencie": Decimal(16)}[taux]
        euros = (Decimal(_EUROS[niveau]) * share).quantize(Decimal(1))
        values = {"annee": annee, "niveau": niveau, "situation": taux, "source": "Base d’exercice",
                  "euros": euros.quantize(Decimal("0.01"))}  # fmt: skip
        self._put(Tarif, fixed_key("tarif", annee, niveau, taux), values)
        return Tarif(**values)

    def _put(self, cls: type[Any], key: str, values: Mapping[str, Any]) -> None:
        self.monde.rows.append((cls, {"id": key, **values}))
