"""What invented people come with: baccalauréat, years of study, training periods, work."""

from __future__ import annotations

from typing import Any

from scolarite_desk.models.fields.when import FRANCE
from scolarite_desk.models.tables.personne import Bac, CursusExterne, CursusInterne, Experience, Identifiant, Stage
from scolarite_desk.practice.monde import Monde
from scolarite_desk.practice.personnes import Individu

_SINCE_2021 = ((62, "NBGE"), (16, "STMG"), (7, "ST2S"), (6, "TI2D"), (4, "STL"), (5, "0021"))
_SINCE_2013 = ((36, "S"), (28, "ES"), (14, "L"), (14, "STMG"), (4, "ST2S"), (4, "0021"))
_SINCE_1995 = ((38, "S"), (30, "ES"), (16, "L"), (8, "STG"), (4, "STI"), (4, "0021"))
_BEFORE = ((30, "C"), (30, "D"), (20, "B"), (14, "A1"), (6, "G3"))
_MENTIONS = ((50, "P"), (28, "AB"), (15, "B"), (7, "TB"))
_LEAST = {"P": 10, "AB": 12, "B": 14, "TB": 16}  # the average from which each is given
_SPECIALITES = ("MATHS", "PC", "SES", "HGGSP", "SVT", "NSI", "LLCER-ANG", "HLP")
_OPTIONS = (300, 100, 50, 30)  # in a thousand: how many took so many, at least
_AILLEURS = (
    "Université fictive du Grand Large",
    "Institut imaginaire des Trois-Rives",
    "Collège inventé de Sainte-Brume",
)
_ORGANISMES = (
    "Atelier Tournesol (inventé)", "Mairie de Rivebrume", "Boulangerie des Deux-Lunes", "Cabinet Valcombe et associés",
    "Association Les Passerelles", "Coopérative du Haut-Pré", "Clinique des Simples", "Librairie Palimpseste",
)  # fmt: skip
_METIERS = ("Vendeur", "Secrétaire", "Développeur", "Assistant d’éducation", "Comptable", "Aide-soignant", "Animateur")
_DISCIPLINES = (
    "Informatique",
    "Droit",
    "Psychologie",
    "Économie-gestion",
    "Histoire",
    "Mathématiques",
    "Lettres",
    "LEA",
)


def _note(rank: int, least: int, width: int) -> str:
    """A mark from `least` up, « 12,35 »: of the rank and of no draw, so that it moves none of the others."""
    return f"{least + rank * 37 % 100 * width / 100:.2f}".replace(".", ",")


class Parcours:
    """Adds the past of a person. `incomplet` leaves out what the file then asks for."""

    def __init__(self, monde: Monde) -> None:
        self.monde = monde
        known = {one.code for one in monde.codes.entrees("bac_specialite")}
        self.specialites = [code for code in _SPECIALITES if code in known] or sorted(known)
        self.options = monde.codes.entrees("bac_option")
        self.lycees = monde.codes.liste("lycee").by_cle
        self.universites = [one for one in monde.codes.entrees("universite") if one.cles]

    def add(self, one: Individu, incomplet: bool) -> None:
        """Everything that the person comes with."""
        rng = self.monde.rng
        self._bac(one, incomplet and rng.random() < 0.3)
        if one.profil != "lyceen":
            self._elsewhere(one)
        if one.profil in ("etudiant", "reprise") and rng.random() < 0.15:
            self._here(one)
        if rng.random() < (0.1 if one.profil == "lyceen" else 0.2):
            self._stage(one)
        if one.profil == "reprise" or rng.random() < 0.08:
            self._work(one)

    def _bac(self, one: Individu, blank: bool) -> None:
        rng, monde = self.monde.rng, self.monde
        year = min(one.naissance.year + 18, monde.today.year)
        values: dict[str, Any] = {}
        if blank:
            pass
        elif rng.random() < 0.015:
            values = {"situation": "sans"}
        elif one.profil == "international":
            values = {"situation": "equivalence", "annee": year, "serie": "0031",
                      "pays": one.civil["pays_naissance"], "etablissement_libre": rng.choice(_AILLEURS)}  # fmt: skip
        else:
            values = self._french(one, year)
        monde.add(Bac, personne_id=one.key, **values)

    def _french(self, one: Individu, year: int) -> dict[str, Any]:
        rng, monde = self.monde.rng, self.monde
        here = one.civil.get("departement_naissance") or monde.commune().cles[0]
        schools = self.lycees.get(here, ())
        series = next(table for since, table in ((2021, _SINCE_2021), (2013, _SINCE_2013), (1995, _SINCE_1995),
                                                 (0, _BEFORE)) if year >= since)  # fmt: skip
        later = one.profil == "lyceen"
        values: dict[str, Any] = {
            "situation": "en_cours" if later else "obtenu", "annee": monde.today.year if later else year,
            "serie": monde.pick(series), "pays": FRANCE, "departement": here,
        }  # fmt: skip
        if not later:
            values["mention"] = monde.pick(_MENTIONS)
            if monde.share(one.rank, 700, 911):
                values["moyenne"] = _note(one.rank, _LEAST[values["mention"]], 2)
        if schools:
            values["etablissement"] = schools[int(len(schools) * rng.random())].code
        else:
            values["etablissement_libre"] = "Lycée imaginaire du Phare"
        if values["serie"] == "NBGE":
            two = values["specialite1"], values["specialite2"] = rng.sample(self.specialites, 2)
            if monde.share(one.rank, 500, 3):
                values["specialite_premiere"] = next(code for code in self.specialites if code not in two)
        return values | self._options(one.rank, values["annee"])

    def _options(self, rank: int, year: int) -> dict[str, str]:
        """None, most often; four, for a few."""
        known = [one.code for one in self.options if one.valid(str(year))]
        count = sum(self.monde.share(rank, per_thousand, 41) for per_thousand in _OPTIONS)
        return {f"option{n}": known[(rank + n) % len(known)] for n in range(1, count + 1)}

    def _elsewhere(self, one: Individu) -> None:
        rng, monde = self.monde.rng, self.monde
        year = max(one.naissance.year + 19, monde.today.year - 1 - int(6 * rng.random()))
        values: dict[str, Any] = {
            "annee": min(year, monde.today.year), "ects": 60,
            "libelle": f"L2, {rng.choice(_DISCIPLINES)}", "obtenu": "O" if rng.random() < 0.85 else "E",
        }  # fmt: skip
        if one.profil == "international":
            values |= {
                "pays": one.civil["pays_naissance"],
                "diplome": "ETR",
                "etablissement_libre": rng.choice(_AILLEURS),
            }
            if monde.share(one.rank, 500, 967):
                values |= {"note": _note(one.rank, 60, 35), "bareme": 100}
        else:
            if monde.share(one.rank, 600, 967):
                values["note"] = _note(one.rank, 9, 7)
            school = rng.choice(self.universites)
            values |= {"pays": FRANCE, "departement": school.cles[0], "etablissement": school.code,
                       "diplome": monde.pick(((50, "L2"), (20, "BTS"), (15, "LIC"), (15, "M1")))}  # fmt: skip
        monde.add(CursusExterne, personne_id=one.key, **values)

    def _here(self, one: Individu) -> None:
        rng, monde = self.monde.rng, self.monde
        year = monde.today.year - 1 - int(4 * rng.random())
        monde.add(
            CursusInterne, personne_id=one.key, annee=year, code=f"L{year % 3 + 1}X", source="declare",
            libelle=f"Licence {year % 3 + 1}e année, {rng.choice(_DISCIPLINES)}".replace("1e", "1re"),
            resultat="ADM" if rng.random() < 0.8 else "AJ", note=f"{rng.randint(80, 170) / 10:.1f}".replace(".", ","),
            bareme=20,
        )  # fmt: skip
        monde.add(Identifiant, personne_id=one.key, genre="APOGEE", valeur=f"{year % 100}{one.rank:06}")

    def _stage(self, one: Individu) -> None:
        rng, monde = self.monde.rng, self.monde
        monde.add(
            Stage, personne_id=one.key, annee=monde.today.year - int(3 * rng.random()), duree=rng.randint(2, 12),
            duree_unite="semaine", heures=35, organisme=rng.choice(_ORGANISMES),
            descriptif="Découverte du métier et participation aux tâches du service.",
        )  # fmt: skip

    def _work(self, one: Individu) -> None:
        rng, monde = self.monde.rng, self.monde
        monde.add(
            Experience, personne_id=one.key, annee=monde.today.year - int(8 * rng.random()),
            intitule=rng.choice(_METIERS), duree=rng.randint(1, 8), duree_unite="an", organisme=rng.choice(_ORGANISMES),
        )  # fmt: skip
