"""Dossiers and candidatures in every state, with their avis: days in order, never past the end of the campaign."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from scolarite_desk.models.rules.numeros import LONE_BLOCK, dossier_number
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.decision import Requete
from scolarite_desk.models.tables.dossier import Dossier, Reserve
from scolarite_desk.models.tables.personne import Identifiant
from scolarite_desk.practice.envois import add_export
from scolarite_desk.practice.inscriptions import Inscriptions
from scolarite_desk.practice.interrogations import answered
from scolarite_desk.practice.monde import Monde
from scolarite_desk.practice.offre import Offerte, Periode
from scolarite_desk.practice.papiers import Papiers, Suivi
from scolarite_desk.practice.personnes import Individu
from scolarite_desk.practice.vapp import add_file, examined

_ONE = timedelta(days=1)
_GENRES = ((88, "candidature"), (4, "reprise"), (4, "transfert"))
_STATUTS = ((48, "AT"), (22, "RE"), (30, "CO"))
_AVIS = ((52, "FA"), (23, "DE"), (12, "LC"), (7, "LA"), (6, "PR"))
_ANSWERS = ((50, "confirmee"), (14, "desistee"), (36, None))
_WISHES = ((80, 1), (15, 2), (5, 3))
_MOTIFS = ("prerequis", "resultats", "parcours", "capacite", "projet", "diplome", "incomplet")
_CONDITION = "sous réserve de l’obtention du diplôme que vous préparez"
_DROITS: tuple[dict[str, Any], ...] = (
    {"situation_droits": "plein", "montant": Decimal("178.00")},
    {"situation_droits": "boursier", "complement_droits": "Notification de bourse vue", "montant": Decimal("0.00")},
    {"situation_droits": "partielle", "montant": Decimal("119.00")},
)
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


class Candidatures:
    """Adds dossiers. `count` counts the numbers given, `rangs` the ranks given by formation and session."""

    def __init__(self, monde: Monde, cle_numeros: int) -> None:
        self.monde, self.cle, self.count = monde, cle_numeros, 0
        self.papiers, self.inscriptions = Papiers(monde), Inscriptions(monde)
        self.rangs: Counter[tuple[str, str]] = Counter()
        self._types = monde.etablissement.types
        self.vapps = 0
        self.offres: dict[tuple[str, str], list[Offerte]] = {}

    def add(self, one: Individu, periode: Periode, incomplet: bool) -> str:
        """The dossier of a person in a campaign, with its candidatures; returns its key."""
        monde, rng = self.monde, self.monde.rng
        regime = self._regime(one)
        boursier = monde.pick(((25, "oui"), (5, "attente"), (70, "non"))) if regime == "initiale" else None
        key = monde.add(
            Dossier, personne_id=one.key, campagne_id=periode.campagne, profil=one.profil, regime=regime,
            numero=dossier_number(LONE_BLOCK, self.count, self.cle),
            boursier=boursier,
        )  # fmt: skip
        self.count += 1
        suivi = Suivi(one, periode, key, one.profil, regime, incomplet, boursier)
        offre = self._offre(one, periode)
        for formation in rng.sample(offre, min(len(offre), monde.pick(_WISHES))):
            self._candidature(suivi, formation)
        if not periode.ouverte or rng.random() < 0.6:
            self.papiers.cvec(suivi)
        if rng.random() < 0.12:
            self.papiers.note(suivi)
        return key

    def _regime(self, one: Individu) -> str:
        weights = ((85, "initiale"), (8, "apprentissage"), (3, "professionnalisation"), (4, "echange"))
        if one.profil == "reprise":
            return "continue" if self.monde.chance(0.7) else "initiale"
        return str(self.monde.pick(weights if one.profil != "lyceen" else weights[:2]))

    def _offre(self, one: Individu, periode: Periode) -> list[Offerte]:
        """What someone of this profile applies for."""
        if (periode.campagne, one.profil) not in self.offres:
            first = ("licence", "de") if one.profil == "lyceen" else ()
            found = [formation for formation in periode.offre if not first or formation.genre in first]
            self.offres[periode.campagne, one.profil] = found or list(periode.offre)
        return self.offres[periode.campagne, one.profil]

    def _candidature(self, suivi: Suivi, formation: Offerte) -> None:
        monde = self.monde
        periode = suivi.periode
        vapp = suivi.profil == "reprise" and monde.chance(0.35)
        genre = "vapp" if vapp else monde.pick(_GENRES)
        statut = "IN" if suivi.incomplet else monde.pick(_STATUTS) if periode.ouverte else "CO"
        opened = monde.day(max(periode.debut, formation.debut), min(periode.fin, formation.fin))
        opened = min(opened, periode.fin)
        dates, last = self._dates(statut, opened, periode.fin)
        values: dict[str, Any] = dates | {
            "dossier_id": suivi.key, "formation_id": formation.key, "genre": genre, "creee_le": monde.at(opened),
            "statut": statut, "statut_le": monde.at(last), "traitement": formation.traitement,
        }  # fmt: skip
        hors = formation.hors if monde.share(self.count, 300, 401) else None
        avis = self._avis(statut, formation, last, periode, hors or "")
        # Validating a direct access validates its avis: one does not go without the other.
        values["traitement_valide"] = formation.traitement == "AC" or (bool(avis) and "valide_le" in avis[-1])
        values |= self._answer(avis, periode) | self._granted(avis, statut, formation)
        if monde.chance(0.015):
            values |= {"annulee_le": monde.at(last), "annulee_par": monde.agent(),
                       "annulee_motif": "À la demande de la personne"}  # fmt: skip
        if hors:
            values["session_id"] = hors
        if genre == "vapp":
            examined(avis)
        key = monde.add(Candidature, **values)
        decided = self._decided(key, avis, periode)
        if genre == "vapp":
            add_file(monde, self.vapps, key, opened, avis[-1] if avis else {}, decided)
            self.vapps += 1
        self.inscriptions.add(suivi, key, formation, values, self.count)
        add_export(monde, key, formation, values, self.count, periode.ouverte)
        self.papiers.pieces(suivi, key, formation, genre, values)
        self._afterwards(suivi, key, formation, opened, hors)

    def _decided(self, key: str, avis: list[dict[str, Any]], periode: Periode) -> str | None:
        """The avis of a candidature, and what was asked about them; the last one."""
        monde, former, kept = self.monde, None, list[dict[str, Any]]()
        for one in avis:
            if former is not None and "promu_rang" in one:
                one["promu_id"] = former
            elif former is not None:
                one["corrige_id"] = former
                one.update(self._granting(key, former, kept[-1], one))
            former = monde.add(Avis, candidature_id=key, **one)
            kept.append(one)
        if former is not None and kept[-1]["avis"] == "DE" and "valide_le" in kept[-1]:
            self._contested(key, former, kept[-1]["valide_le"].date(), periode)
        return former

    def _granting(self, key: str, about: str, former: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
        """The appeal that a correction grants, where there was one."""
        if not self.monde.share(self.count, 500, 419):
            return {}
        asked = self.monde.add(
            Requete, candidature_id=key, avis_id=about, genre="gracieux", recue_le=former["valide_le"].date(),
            recue_par="Claire M.", objet="Relevé de notes reçu après la commission", issue="accueillie",
            repondue_le=new["valide_le"].date(), repondue_par="Claire M.",
        )  # fmt: skip
        return {"requete_id": asked, "appel": True}

    def _contested(self, key: str, about: str, decided: date, periode: Periode) -> None:
        """What a refusal is asked about, now and then; of a campaign that is over, everything was answered."""
        monde, count = self.monde, self.count
        if not monde.share(count, 400, 271):
            return
        genre = ("gracieux", "motifs", "hierarchique", "contentieux")[count % 4]
        received = min(decided + 3 * _ONE, periode.fin)
        values: dict[str, Any] = {"genre": genre, "recue_le": received, "recue_par": "Claire M."}
        if not periode.ouverte or monde.share(count, 300, 353):
            values |= {"issue": "communiques" if genre == "motifs" else "rejetee", "repondue_par": "Denis L.",
                       "repondue_le": min(received + 9 * _ONE, periode.fin)}  # fmt: skip
        monde.add(Requete, candidature_id=key, avis_id=about, **values)

    def _dates(self, statut: str, opened: date, end: date) -> tuple[dict[str, date], date]:
        """The dates that the status asks for, in order, and the last of them."""
        if statut == "AT":
            return {}, opened
        received = self._after(opened, 6, end)
        dates = {"transmise_le": opened, "recue_le": received}
        if statut == "RE":
            return dates, received
        if statut == "IN" or self.monde.chance(0.3):
            dates["incomplete_le"] = received
        if statut == "CO":
            dates["complete_le"] = self._after(received, 12, end)
        return dates, max(dates.values())

    def _after(self, day: date, most: int, end: date) -> date:
        return min(day + int(1 + most * self.monde.rng.random()) * _ONE, max(day, end))

    def _avis(
        self, statut: str, formation: Offerte, last: date, periode: Periode, session: str
    ) -> list[dict[str, Any]]:
        """The avis of a candidature, oldest first; one in a hundred was corrected."""
        monde = self.monde
        if statut != "CO" or (periode.ouverte and monde.chance(0.2)):
            return []
        kind = "FA" if formation.traitement == "AD" else monde.pick(_AVIS)
        entered = self._after(last, 8, periode.fin)
        first: dict[str, Any] = {"avis": kind, "saisi_le": monde.at(entered), "saisi_par": monde.agent()}
        first |= self._reasons(kind, formation, entered, session)
        if periode.ouverte and monde.chance(0.25):
            return [first]
        valid = self._after(entered, 5, periode.fin)
        first |= {"valide_le": monde.at(valid), "valide_par": "Claire M."}
        if kind == "LC" and first["rang"] == 1 and monde.share(self.count, 600, 331):
            called = first["valide_le"] + timedelta(hours=3)
            return [first, {"avis": "FA", "promu_rang": 1, "saisi_le": called, "saisi_par": "Claire M.",
                            "valide_le": called, "valide_par": "Claire M."}]  # fmt: skip
        if kind != "DE" or not monde.chance(0.04):
            return [first]
        again = monde.at(self._after(valid, 5, periode.fin))
        return [first, {"avis": "FA", "saisi_le": again, "saisi_par": "Claire M.", "valide_le": again,
                        "valide_par": "Claire M.", "corrige_motif": "Relevé de notes rectifié"}]  # fmt: skip

    def _reasons(self, kind: str, formation: Offerte, entered: date, session: str) -> dict[str, Any]:
        """What an avis of this kind says besides."""
        monde = self.monde
        if kind == "DE":
            motif = monde.rng.choice(_MOTIFS)
            return {"motif": motif} | ({"type_id": self._types["CAPACITE"]} if motif == "capacite" else {})
        if kind == "LC":
            self.rangs[formation.key, session] += 1
            return {"rang": self.rangs[formation.key, session]}
        if kind == "PR":
            return {"convocation_le": entered + 14 * _ONE, "convocation_heure": "14:30",
                    "convocation_lieu": "Bâtiment B, salle 12"}  # fmt: skip
        said: dict[str, Any] = {"commentaire": "Dossier solide."} if monde.chance(0.2) else {}
        if kind == "FA" and monde.share(self.count, 60, 37):
            said["type_id"] = self._types["RESERVE"]
        return said | ({"condition": _CONDITION} if monde.share(self.count, 150, 37) else {})

    def _answer(self, avis: list[dict[str, Any]], periode: Periode) -> dict[str, Any]:
        """What the person said to a place offered."""
        if not avis or avis[-1]["avis"] != "FA" or "valide_le" not in avis[-1]:
            return {}
        if "promu_rang" in avis[-1]:  # called from the list a moment ago: it draws nothing
            return {}
        answer = self.monde.pick(_ANSWERS)
        if answer is None:
            return {}
        if answer == "desistee" and self.monde.share(self.count, 250, 149):
            answer = "sans_reponse"
        when = self._after(avis[-1]["valide_le"].date(), 10, periode.fin)
        return {"confirmation": answer, "confirmation_le": self.monde.at(when), "confirmation_par": self.monde.agent()}

    def _granted(self, avis: list[dict[str, Any]], statut: str, formation: Offerte) -> dict[str, Any]:
        """What is not for everyone: a proposal of admission, a later day, the fees once they are known."""
        last, share = avis[-1] if avis else {}, self.monde.share
        admitted = last.get("avis") == "FA"
        values: dict[str, Any] = {"proposition": admitted and share(self.count, 100, 211)}
        if statut == "IN" and share(self.count, 250, 83):
            values["date_retour"] = formation.fin + 30 * _ONE
        if admitted and share(self.count, 150, 59):
            values["date_confirmation"] = formation.fin + 55 * _ONE
        if admitted and "valide_le" in last and share(self.count, 500, 17):
            values |= _DROITS[self.count % len(_DROITS)]
        return values

    def _afterwards(self, suivi: Suivi, key: str, formation: Offerte, opened: date, hors: str | None) -> None:
        """The number of the platform it came by, or why it was taken outside its window."""
        monde, one = self.monde, suivi.one
        if formation.mon_master and suivi.periode.ouverte:
            code = "CAND" + "".join(monde.rng.choice(_LETTERS) for _ in range(8))
            if hors is None:
                monde.add(Identifiant, personne_id=one.key, genre="MON_MASTER", valeur=code)
        elif monde.chance(0.25):
            code = "".join(monde.rng.choice(_LETTERS) for _ in range(8))
            monde.add(Identifiant, personne_id=one.key, genre="ECANDIDAT", valeur=code)
        if not formation.debut <= opened <= formation.fin:
            monde.add(Reserve, objet_id=key, regle="hors_dates", motif="Accord du responsable de la formation",
                      posee_le=monde.at(opened), posee_par=monde.agent())  # fmt: skip
        monde.rows += answered(monde.share, self.count, key, (formation.key, formation.genre), opened)
