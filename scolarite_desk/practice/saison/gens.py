"""The people of a season, as `new` takes them: those of the practice base, read back into what a desk would type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from scolarite_desk.models.fields.field import Lists
from scolarite_desk.models.fields.fields import FIELDS
from scolarite_desk.models.fields.things import BY_CLASS
from scolarite_desk.models.tables.personne import Identifiant, IneEmis
from scolarite_desk.practice.monde import Monde
from scolarite_desk.practice.parcours import Parcours
from scolarite_desk.practice.personnes import Individu, Population
from scolarite_desk.services.portrait import plain
from scolarite_desk.store.referentiel import referentiel

_REGIMES = ((85, "initiale"), (8, "apprentissage"), (7, "continue"))
_BOURSES = ((25, "oui"), (5, "attente"), (70, "non"))
_WISHES = ((80, 1), (15, 2), (5, 3))


@dataclass(frozen=True)
class Venue:
    """Somebody who comes: the dossier as `new` takes it; `provisoire`: the desk will give an INE."""

    dossier: dict[str, Any]
    provisoire: bool


def people(graine: int, jour: date, count: int, campagne: str, formations: list[str], codes: Lists) -> Iterator[Venue]:
    """So many people, the same for the same seed and day. `formations`: the codes that they choose among."""
    monde = Monde(graine, jour, referentiel())
    population, parcours = Population(monde, graine), Parcours(monde)
    for rang in range(count):
        one = population.person(rang)
        parcours.add(one, incomplet=monde.share(rang, 100, 307))
        wanted = monde.rng.sample(formations, min(len(formations), monde.pick(_WISHES)))
        yield _venue(monde, one, campagne, wanted, codes)


def _venue(monde: Monde, one: Individu, campagne: str, wanted: list[str], codes: Lists) -> Venue:
    data: dict[str, Any] = {
        "campagne": campagne,
        "dossier": {"profil": one.profil, "regime": monde.pick(_REGIMES), "boursier": monde.pick(_BOURSES)},
        "candidatures": [{"formation": code} for code in wanted],
        "identifiants": [],
    }
    provisoire = False
    for cls, values in monde.take():
        if cls is Identifiant:
            _number(data, values)
        elif cls is IneEmis:
            provisoire = True
        elif thing := BY_CLASS.get(cls):
            row = plain(thing.name, {field.name: values.get(field.name) for field in FIELDS[thing.name]}, codes)
            data.setdefault(thing.name, []).append(row) if thing.many else data.update({thing.name: row})
    return Venue(data, provisoire)


def _number(data: dict[str, Any], values: Mapping[str, Any]) -> None:
    """An INE that the person brings, or a number of another platform; a former INE is of a desk that has a history."""
    if values["genre"] == "INE" and values["nature"] != "provisoire":
        data["ine"] = {"valeur": values["valeur"], "origine": values["origine"]}
    elif not values["genre"].startswith("INE"):
        data["identifiants"].append({"genre": values["genre"], "valeur": values["valeur"]})
