"""What a person may ask or begin about what is kept of them: one table says what each changes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class GenreMesure:
    """One kind of measure. `retient`: nothing is erased while it stands. `effet` is shown under its name."""

    code: str
    label: str
    retient: bool
    effet: str


MESURES = {
    one.code: one
    for one in (
        GenreMesure(
            "recours",
            "Recours en cours",
            True,
            "Le dossier est gardé jusqu’à la fin du recours (RGPD, article 17, 3, e).",
        ),
        GenreMesure(
            "limitation",
            "Limitation du traitement",
            True,
            "Les données sont gardées, et ne servent qu’avec l’accord de la personne ou pour un droit en justice "
            "(RGPD, article 18).",
        ),
        GenreMesure(
            "opposition",
            "Opposition",
            False,
            "À examiner avec le délégué\u00a0: une mission d’intérêt public peut l’écarter, avec ses raisons "
            "(RGPD, article 21).",
        ),
        GenreMesure(
            "directives",
            "Directives après décès",
            False,
            "À suivre pour ce qui est gardé, communiqué ou effacé (loi du 6 janvier 1978, article 85).",
        ),
    )
}
