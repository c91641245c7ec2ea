"""What a dossier holds besides its candidatures: pieces brought and judged, CVEC of the year, notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from scolarite_desk.models.rules.cvec import known_amount, propose_situation
from scolarite_desk.models.tables.dossier import Cvec, Note
from scolarite_desk.models.tables.piece import Exigence, Piece, PieceRecue
from scolarite_desk.practice.monde import Monde
from scolarite_desk.practice.offre import Offerte, Periode
from scolarite_desk.practice.personnes import Individu

ALL = (None, None, None)
_REFUS = ("illisible", "perime", "non_traduit", "incomplet", "autre_annee")
_CROUS = ("BRE", "PAR", "LIL", "NAN", "TOU", "LYO")
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_NOTES = (
    "Rappellera pour son relevé de notes\u00a0; lui avons promis une réponse avant la commission.",
    "Demande si le stage de l’été peut être pris en compte. Renvoi vers la commission.",
    "Passera déposer l’original du diplôme.",
    "A confirmé par téléphone son changement d’adresse.",
    "Hésite entre deux formations\u00a0: lui donner les dates des journées portes ouvertes.",
)


@dataclass
class Suivi:
    """A dossier in the making: whose, which period, what was already brought, what its file is to become."""

    one: Individu
    periode: Periode
    key: str
    profil: str
    regime: str
    incomplet: bool
    boursier: str | None = None
    apportees: dict[str, str] = field(default_factory=dict)  # piece to the paper brought
    absentes: set[str] = field(default_factory=set)
    refusees: set[str] = field(default_factory=set)


class Papiers:
    """Adds pieces, CVEC and notes. `demandes` caches which pieces a candidature of some kind asks for."""

    def __init__(self, monde: Monde) -> None:
        self.monde = monde
        self.demandes: dict[tuple[str, str, str], list[str]] = {}
        rows = monde.etablissement.rows
        asked = [one.piece for one in monde.etablissement.demandes if (one.profil, one.genre, one.formation) == ALL]
        self.common = len(asked)  # they come first in the catalogue
        self.conditional = {values["id"] for cls, values in rows if cls is Piece and values["conditionnelle"]}

    def pieces(self, suivi: Suivi, candidature: str, formation: Offerte, genre: str, state: Mapping[str, Any]) -> None:
        """What was brought and judged, as the status of the candidature asks."""
        statut, last = state["statut"], state["statut_le"].date()
        wanted = self._wanted(suivi.profil, genre, formation.key)
        if statut == "AT" or not suivi.periode.ouverte:  # papers of past years were given back
            return
        if statut == "RE":
            for piece in wanted[: int(3 * self.monde.rng.random())]:
                self._brought(suivi, piece, state["recue_le"])
            return
        if statut == "IN" and not suivi.absentes:
            self._miss(suivi, wanted)
        for piece in wanted:
            if piece not in suivi.absentes:
                self._judge(suivi, candidature, piece, "RE" if piece in suivi.refusees else "VA", last)

    def _miss(self, suivi: Suivi, wanted: list[str]) -> None:
        """What this person never brings, one piece at least that every candidature asks; what is refused."""
        rng = self.monde.rng
        left = set(rng.sample(wanted, rng.randint(1, len(wanted) - 1)))
        suivi.absentes.add(rng.choice(wanted[: self.common]))
        for piece in wanted:
            if piece in left - suivi.absentes:
                (suivi.refusees if self.monde.chance(0.15) else suivi.absentes).add(piece)

    def _wanted(self, profil: str, genre: str, formation: str) -> list[str]:
        key = (profil, genre, formation)
        if key not in self.demandes:
            self.demandes[key] = list(dict.fromkeys(
                one.piece
                for one in self.monde.etablissement.demandes
                if one.profil in (None, profil) and one.genre in (None, genre) and one.formation in (None, formation)
            ))  # fmt: skip
        return self.demandes[key]

    def _judge(self, suivi: Suivi, candidature: str, piece: str, statut: str, le: date) -> None:
        monde = self.monde
        values: dict[str, Any] = {"statut": statut}
        if statut == "VA" and piece in self.conditional and monde.chance(0.5):
            values = {"statut": "NC"}
        else:
            values["recue_id"] = self._brought(suivi, piece, le)
        if statut == "RE":
            values["motif"] = monde.rng.choice(_REFUS)
        monde.add(Exigence, candidature_id=candidature, piece_id=piece, rang=1, statut_le=monde.at(le),
                  statut_par=monde.agent(), **values)  # fmt: skip

    def _brought(self, suivi: Suivi, piece: str, le: date) -> str:
        """The paper of the person, brought once for all the candidatures of the year."""
        if piece not in suivi.apportees:
            suivi.apportees[piece] = self.monde.add(
                PieceRecue, personne_id=suivi.one.key, piece_id=piece, recue_le=le, recue_par=self.monde.agent()
            )
        return suivi.apportees[piece]

    def cvec(self, suivi: Suivi) -> None:
        """Paid, exempt or not concerned, as the rules propose; a few certificates bear another first name."""
        monde, annee = self.monde, suivi.periode.annee
        proposed = propose_situation(suivi.regime, boursier=monde.chance(0.25) and suivi.regime != "continue")
        situation = proposed.situation or "payee"
        values: dict[str, Any] = {"situation": situation}
        if proposed.motif:
            values["motif"] = proposed.motif
        if situation == "payee":
            values["montant"] = known_amount(annee)
        if situation != "non_concernee":
            civil = suivi.one.civil
            values |= {"numero": self._cvec_number(), "nom": civil["nom_naissance"], "prenom": civil["prenom"],
                       "ne_le": civil["ne_le"]}  # fmt: skip
            if monde.chance(0.5):
                values |= {"verifie_le": monde.at(suivi.periode.fin), "verifie_par": monde.agent()}
        monde.add(Cvec, personne_id=suivi.one.key, annee=annee, **values)

    def _cvec_number(self) -> str:
        rng = self.monde.rng
        letters = "".join(rng.choice(_LETTERS) for _ in range(6))
        return f"{rng.choice(_CROUS)}{rng.randint(1, 9)}{letters}{rng.randint(10, 99)}"

    def note(self, suivi: Suivi, visite: str | None = None) -> None:
        """What was said; one in three is a promise to come back to."""
        monde, end = self.monde, suivi.periode.fin
        written = monde.day(max(suivi.periode.debut, end - timedelta(days=30)), end)
        later = {"suivi_le": written + timedelta(days=monde.rng.randint(2, 20))} if monde.chance(0.33) else {}
        monde.add(Note, personne_id=suivi.one.key, visite_id=visite, texte=monde.rng.choice(_NOTES),
                  ecrite_le=monde.at(written), ecrite_par=monde.agent(), **later)  # fmt: skip
