"""What the fictional university asks besides its pieces, and what is answered there. Keys are made of words, so that no
other draw moves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from scolarite_desk.models.rules.questions import FORMULAIRE, JOUR, LISTE, NOMBRE, OUI_NON, TEXTE
from scolarite_desk.models.tables.base import Partagee
from scolarite_desk.models.tables.question import Question, Reponse
from scolarite_desk.services.catalogue import fixed_key

Row = tuple[type[Partagee], Mapping[str, Any]]
_SALT, _APART = 431, 17  # of the shares of who answers


@dataclass(frozen=True)
class Interrogation:
    """One question: of which kind of formation (None: of all), how many in a thousand answer it, and what."""

    libelle: str
    texte: str
    anglais: str
    genre: str
    formation: str | None
    part: int
    reponses: tuple[str, ...]
    requise: bool = False

    def key(self, formation: str) -> str:
        """The key of its row: one alone where it is asked of all."""
        return fixed_key("question d’exercice", self.libelle, formation if self.formation else "")

    def of(self, genre: str) -> bool:
        """Whether it is asked of formations of that kind."""
        return self.formation in (None, genre)


QUESTIONS = (
    Interrogation("Année de césure", "Vous demandez une année de césure", "Do you ask for a gap year?",
           OUI_NON, None, 400, ("non", "non", "non", "oui")),
    Interrogation("Directeur de mémoire", "Nom de qui a accepté de diriger votre mémoire",
           "Who agreed to supervise your dissertation?", TEXTE, "m1", 900,
           ("Mme Aurore Valbrume", "M. Basile Orvelin", "Pas encore trouvé"), requise=True),
    Interrogation("Site souhaité", "Site où vous souhaitez suivre les cours",
           "On which campus do you wish to study?", LISTE, "licence", 700, ("Rivebrume", "Port-Lancel")),
    Interrogation("Diplôme obtenu le", "Jour où vous aurez votre dernier diplôme",
           "On which day will you have your last degree?", JOUR, "m2", 600, ("{annee}-07-04", "{annee}-09-12")),
    Interrogation("Moyenne du dernier semestre", "Moyenne de votre dernier semestre, sur 20",
           "What is the average of your last semester?", NOMBRE, "m1", 800, ("12.5", "14", "15.25")),
    Interrogation("Fiche de vœux", "Fiche de vœux du département", "Wish form of the department", FORMULAIRE, "m2",
           500, ("",)),
)  # fmt: skip


def asked(offre: Iterable[tuple[str, str]]) -> Iterator[Row]:
    """The questions of formations, (key, kind) each."""
    rows: dict[str, dict[str, Any]] = {}
    for formation, genre in offre:
        for rank, one in enumerate(QUESTIONS, 1):
            if one.of(genre):
                rows.setdefault(one.key(formation), _row(one, formation, rank))
    yield from ((Question, row) for row in rows.values())


def _row(one: Interrogation, formation: str, rank: int) -> dict[str, Any]:
    return {
        "id": one.key(formation),
        "formation_id": formation if one.formation else None,
        "libelle": one.libelle,
        "texte": one.texte,
        "texte_anglais": one.anglais,
        "genre": one.genre,
        "choix": "\n".join(one.reponses) if one.genre == LISTE else None,
        "ordre": rank * 10,
        "requise": one.requise,
        "en_service": True,
    }


def answered(
    share: Callable[[int, int, int], bool], rank: int, candidature: str, formation: tuple[str, str], le: date
) -> Iterator[Row]:
    """What a candidature of the dossier of that rank answered, on the day when it was made."""
    key, genre = formation
    when = datetime.combine(le, time(9), UTC)
    for number, one in enumerate(QUESTIONS):
        if not one.of(genre) or not share(rank, one.part, _SALT + _APART * number):
            continue
        said = one.reponses[rank % len(one.reponses)].format(annee=le.year) or le.isoformat()
        row = {"valeur": said, "donnee_le": when, "donnee_par": "Nadia K."}
        if one.genre == FORMULAIRE and rank % 2:
            row |= {"vue_le": when, "vue_par": "Claire M."}
        ties = {"candidature_id": candidature, "question_id": one.key(key)}
        yield Reponse, {"id": fixed_key("reponse", *ties.values()), **ties, **row}
