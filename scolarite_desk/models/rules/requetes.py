"""What a person may ask about a decision: another one, or its reasons. One table says what each is called, within which
delay it is answered, and how it ends.

A recours gracieux or hiérarchique that nobody answers in two months is rejected (code de justice administrative,
R. 421-2; CRPA, L. 231-4); reasons that are asked for are given within a month (CRPA, L. 232-4). A court decides in its
own time. These delays are told, none of them blocks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from scolarite_desk.models.rules.dates import add_months, show_day
from scolarite_desk.msg import N_, NOTHING, Msg

ACCUEILLIE, COMMUNIQUES = "accueillie", "communiques"
MOTIFS = "motifs"  # the kind that asks for reasons
ISSUES = {
    ACCUEILLIE: N_("Accueillie"),
    "rejetee": N_("Rejetée"),
    "sans_objet": N_("Sans objet"),
    COMMUNIQUES: N_("Motifs communiqués"),
}
_JUGEES = (ACCUEILLIE, "rejetee", "sans_objet")


@dataclass(frozen=True)
class GenreRequete:
    """One kind. `nom`: its label within a sentence; `mois`: to answer it, 0 where no delay is known; `lettre`: how the
    decision that grants it says so, blank where none does.
    """

    code: str
    label: Msg
    nom: Msg
    mois: int
    issues: tuple[str, ...] = _JUGEES
    lettre: Msg = NOTHING


GENRES = {
    one.code: one
    for one in (
        GenreRequete("gracieux", N_("Recours gracieux"), N_("recours gracieux"), 2,
              lettre=N_("Cette décision est prise sur votre recours gracieux du {jour}.")),
        GenreRequete("hierarchique", N_("Recours hiérarchique"), N_("recours hiérarchique"), 2,
              lettre=N_("Cette décision est prise sur votre recours hiérarchique du {jour}.")),
        GenreRequete("contentieux", N_("Recours contentieux"), N_("recours contentieux"), 0,
              lettre=N_("Cette décision est prise à la suite de votre recours contentieux du {jour}.")),
        GenreRequete(MOTIFS, N_("Motifs demandés"), N_("demande de motifs"), 1, (COMMUNIQUES, "sans_objet")),
    )
}  # fmt: skip
RECOURS = tuple(code for code, one in GENRES.items() if one.lettre)  # what a new decision may grant


def limite(genre: str, recue_le: date | None) -> date | None:
    """The last day to answer; None where none is known."""
    mois = GENRES[genre].mois if genre in GENRES else 0
    return add_months(recue_le, mois) if recue_le is not None and mois else None


def label_of(genre: str | None) -> Msg:
    """What a kind is called, one that this version does not know too."""
    return GENRES[genre].label if genre in GENRES else N_("Requête")


def nommee(genre: str, recue_le: date | None) -> Msg:
    """Which one it is."""
    nom = label_of(genre)
    return N_("{requete} du {jour}", requete=nom, jour=show_day(recue_le)) if recue_le else nom


def attend(genre: str, recue_le: date | None) -> Msg:
    """What waits for an answer, and until when."""
    one, last = nommee(genre, recue_le), limite(genre, recue_le)
    if last is None:
        return N_("{requete}\u00a0: à répondre.", requete=one)
    return N_("{requete}\u00a0: à répondre avant le {fin}.", requete=one, fin=show_day(last))
