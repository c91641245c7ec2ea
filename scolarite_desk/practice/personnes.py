"""Invented people: civil status, contact, address, numbers; with their homonyms, twins, typing errors and gaps."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from scolarite_desk.models.fields.when import FRANCE
from scolarite_desk.models.rules.dates import age_at
from scolarite_desk.models.rules.fold import glue
from scolarite_desk.models.rules.ine import key36, key_bea, key_rnie, provisional_ine
from scolarite_desk.models.rules.numeros import scatter
from scolarite_desk.models.rules.uai import prefix36
from scolarite_desk.models.tables.personne import Adresse, Identifiant, IneEmis, Personne
from scolarite_desk.practice.monde import Monde
from scolarite_desk.practice.noms import ORIGINES, WEIGHTS, first_name, mistyped, surname
from scolarite_desk.practice.universite import SETTINGS, UAI

_PROFILS = ((16, "lyceen"), (62, "etudiant"), (22, "reprise"))
_AGES = {"lyceen": (17, 19), "etudiant": (18, 27), "reprise": (25, 56), "international": (19, 30)}
_VOIES = ("rue", "rue", "rue", "avenue", "boulevard", "allée", "impasse", "chemin", "place", "quai")
_LIEUX = (
    "des Lilas", "du Moulin", "de l’Église", "des Écoles", "de la Gare", "du Château d’Eau", "des Peupliers",
    "de la Fontaine", "des Tilleuls", "du Lavoir", "de la République", "des Acacias", "du Pont", "des Jardins",
    "de Bretagne", "des Primevères", "du Four à Chaux", "de la Mairie", "des Vignes", "du Puits", "de l’Étang",
)  # fmt: skip
_COMPLEMENTS = (
    "Bâtiment A",
    "Résidence universitaire, chambre 214",
    "2e étage",
    "Appartement 12",
    "Chez M. et Mme Tournel",
)
_DOMAINES = ("example.org", "example.com", "example.net")
_ORIGINES_INE = ("releve_bac", "certificat", "carte", "releve", "crous", "declaration")
_BEA, _RNIE, _NATIVE = 30, 29, 20  # bits of the numbers that are scattered: 10 figures, 9, 4 letters and figures


@dataclass
class Individu:
    """A person in the making: its key, the values of the civil status, and what the rest leans on."""

    key: str
    civil: dict[str, Any]
    profil: str
    femme: bool
    naissance: date
    rank: int


class Population:
    """Makes people one after the other. `serie_p` counts the provisional INE given."""

    def __init__(self, monde: Monde, seed: int) -> None:
        self.monde, self.seed = monde, seed * 2_654_435_761 & 0xFFFF_FFFF_FFFF
        self.recent: deque[Individu] = deque(maxlen=40)
        self.provisoires = 0

    def person(self, rank: int) -> Individu:
        """The person of the dossier of this rank, with address and numbers."""
        monde = self.monde
        if self.recent and monde.share(rank, 10, 401):
            one = self._homonym(rank)
        elif self.recent and monde.share(rank, 5, 711):
            one = self._twin(rank)
        elif self.recent and monde.share(rank, 10, 137):
            one = self._same_again(rank)
        else:
            one = self._fresh(rank)
        self._slips(one)
        one.key = monde.add(Personne, **one.civil)
        self.recent.append(one)
        self._address(one)
        self._numbers(one)
        return one

    def _fresh(self, rank: int) -> Individu:
        monde = self.monde
        rng, abroad = monde.rng, monde.share(rank, 120, 53)
        origine = rng.choices(ORIGINES, WEIGHTS)[0]
        if abroad and rng.random() < 0.7:
            origine = rng.choice(ORIGINES[1:])
        femme = rng.random() < 0.56
        profil = "international" if abroad and rng.random() < 0.6 else monde.pick(_PROFILS)
        birth = self._birth(profil)
        civil: dict[str, Any] = {
            "nationalite": FRANCE,
            "civilite": ("Mme" if femme else "M.") if rng.random() < 0.99 else None,
            "nom_naissance": surname(rng, origine).upper(),
            "prenom": first_name(rng, origine, femme),
            "ne_le": birth.isoformat(),
            "langue": "fr",
        }
        if abroad:
            country = rng.choice(origine.pays)
            civil |= {"pays_naissance": country, "ville_naissance": rng.choice(origine.villes)}
            if profil == "international" or rng.random() < 0.4:
                civil |= {"nationalite": country, "langue": origine.langue}
        else:
            commune = monde.commune()
            civil |= {
                "pays_naissance": FRANCE,
                "departement_naissance": commune.cles[0],
                "commune_naissance": commune.code,
            }
        self._contact(civil, rank)
        self._extras(civil, femme, birth)
        return Individu("", civil, profil, femme, birth, rank)

    def _birth(self, profil: str) -> date:
        low, high = _AGES[profil]
        age = low + (high - low) * self.monde.rng.random() ** (2 if profil != "lyceen" else 1)
        return self.monde.today - timedelta(days=int(age * 365.25) + int(365 * self.monde.rng.random()))

    def _contact(self, civil: dict[str, Any], rank: int) -> None:
        rng = self.monde.rng
        if rng.random() < 0.96:
            first, last = divmod((rank * 7919 + 1204) % 10_000, 100)
            civil["portable"] = f"06 39 98 {first:02} {last:02}"  # kept for fiction, so no library knows it
        if rng.random() < 0.15:
            civil["telephone"] = f"+3319900{rng.randrange(10_000):04}"  # 01 99 00 xx xx as well
        if rng.random() < 0.9:
            box = f"{glue(civil['prenom'])}.{glue(civil['nom_naissance'])}"[:60]
            civil["courriel"] = f"{box}{rank % 1000 or ''}@{rng.choice(_DOMAINES)}"

    def _extras(self, civil: dict[str, Any], femme: bool, birth: date) -> None:
        rng = self.monde.rng
        if femme and age_at(birth, self.monde.today) > 27 and rng.random() < 0.4:
            civil["nom_usage"] = surname(rng, ORIGINES[0]).upper()
        if rng.random() < 0.01:
            civil["prenom_usage"] = first_name(rng, ORIGINES[0], not femme)
        if rng.random() < 0.5:
            civil["autres_prenoms"] = ", ".join(first_name(rng, ORIGINES[0], femme) for _ in range(rng.randint(1, 2)))
        if rng.random() < 0.004:
            civil["ne_le"] = birth.isoformat()[:4] if rng.random() < 0.5 else birth.isoformat()[:7]

    def _like(self, rank: int) -> Individu:
        """Someone of whom a recent person is the model, told apart by what the caller changes."""
        model = self.recent[int(len(self.recent) * self.monde.rng.random())]
        civil = {name: value for name, value in model.civil.items() if name not in ("courriel", "autres_prenoms")}
        return Individu("", civil, model.profil, model.femme, model.naissance, rank)

    def _homonym(self, rank: int) -> Individu:
        one = self._like(rank)
        one.naissance = self._birth(one.profil)
        one.civil |= {"ne_le": one.naissance.isoformat(), "portable": None}
        return one

    def _twin(self, rank: int) -> Individu:
        one = self._like(rank)
        one.femme = not one.femme
        prenom = first_name(self.monde.rng, ORIGINES[0], one.femme)
        one.civil |= {"prenom": prenom, "civilite": "Mme" if one.femme else "M.", "nom_usage": None}
        return one

    def _same_again(self, rank: int) -> Individu:
        """The same person, taken for another because of a slip in the name."""
        one = self._like(rank)
        if one.civil["nom_naissance"]:
            one.civil["nom_naissance"] = mistyped(self.monde.rng, one.civil["nom_naissance"]).upper()
        return one

    def _slips(self, one: Individu) -> None:
        """Typing errors, and those who have no surname or no first name."""
        monde, civil, rank = self.monde, one.civil, one.rank
        if monde.share(rank, 40, 877):
            name = "nom_naissance" if monde.chance(0.6) else "prenom"
            if civil[name]:
                slipped = mistyped(monde.rng, civil[name])
                civil[name] = slipped.upper() if name == "nom_naissance" else slipped[0] + slipped[1:].lower()
        if monde.share(rank, 10, 251) and civil["nom_naissance"]:
            civil["prenom"] = civil["prenom_usage"] = None
        elif monde.share(rank, 10, 593) and civil["prenom"]:
            civil["nom_naissance"] = civil["nom_usage"] = None

    def _address(self, one: Individu) -> None:
        monde, rng = self.monde, self.monde.rng
        line = f"{rng.randint(1, 140)} {rng.choice(_VOIES)} {rng.choice(_LIEUX)}"
        values: dict[str, Any] = {"ligne": line}
        if rng.random() < 0.2:
            values["complement1"] = rng.choice(_COMPLEMENTS)
            if monde.share(one.rank, 250, 613):
                values["complement2"] = "Entrée B"
        if one.profil == "international" and rng.random() < 0.4:
            values |= {"pays": one.civil["pays_naissance"], "ville": one.civil["ville_naissance"],
                       "code_postal": str(rng.randint(1000, 99999))}  # fmt: skip
        else:
            commune = monde.commune()
            values |= {"pays": FRANCE, "code_postal": rng.choice(commune.cles[1:]), "commune": commune.code}
            if rng.random() < 0.01:
                values |= {"commune": None, "ville": f"{commune.label.upper()} CEDEX", "code_postal": "99999"}
        monde.add(Adresse, personne_id=one.key, **values)

    def _numbers(self, one: Individu) -> None:
        monde, rank = self.monde, one.rank
        if monde.share(rank, 30, 5):
            return
        if monde.share(rank, 30, 5 + 30):
            self._provisional(one)
        else:
            nature, controle = ("definitif", "verifie") if monde.chance(0.5) else ("declare", "non_verifie")
            self._identifier(one, "INE", self._ine(rank), nature=nature, controle=controle,
                             origine=monde.rng.choice(_ORIGINES_INE))  # fmt: skip
        if one.profil == "lyceen" and monde.share(rank, 300, 449):
            self._identifier(one, "PARCOURSUP", f"{1_000_000 + rank}")
        if monde.chance(0.01):
            self._identifier(one, "INE_ALIAS", self._ine(rank + 300_000), nature="declare", controle="non_verifie")

    def _identifier(self, one: Individu, genre: str, valeur: str, **more: Any) -> None:
        self.monde.add(Identifiant, personne_id=one.key, genre=genre, valeur=valeur, **more)

    def _ine(self, rank: int) -> str:
        """A number that nobody else has here: most from the rectorats, a few from an establishment that is none."""
        kind = rank % 20
        if kind < 8:
            body = f"{scatter(rank, self.seed, _BEA):010}"
            return body + key_bea(body)
        if kind < 19:
            body = f"{scatter(rank, self.seed, _RNIE):09}"
            return body + key_rnie(body)
        body = prefix36(UAI) + "Z" + f"{scatter(rank // 20, self.seed, 13):04}"
        return body + key36(body)

    def _provisional(self, one: Individu) -> None:
        if self.provisoires >= 7_500:  # four fifths of a letter would already warn
            return
        self.provisoires += 1
        valeur, agent = provisional_ine(UAI, SETTINGS["serie_ine"], self.provisoires), self.monde.agent()
        civil = " ".join(filter(None, (one.civil["nom_naissance"], one.civil["prenom"])))
        self.monde.add(
            IneEmis, personne_id=one.key, valeur=valeur, uai=UAI, serie=SETTINGS["serie_ine"], ordre=self.provisoires,
            etat_civil=civil, emis_par=agent,
        )  # fmt: skip
        self._identifier(one, "INE", valeur, nature="provisoire", controle="non_verifie", origine="provisoire_poste")
