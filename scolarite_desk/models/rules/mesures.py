"""What a person may ask or begin about what is kept of them: one table says what each changes."""

from __future__ import annotations

from dataclasses import dataclass

from scolarite_desk.msg import N_, Msg


@dataclass(frozen=True)
class GenreMesure:
    """One kind of measure. `nom`: its label within a sentence. `retient`: nothing is erased while it stands. `effet` is
    shown under its name.
    """

    code: str
    label: Msg
    nom: Msg
    retient: bool
    effet: Msg


MESURES = {
    one.code: one
    for one in (
        GenreMesure(
            "recours",
            N_("Recours en cours"),
            N_("recours en cours"),
            True,
            N_("Le dossier est gardé jusqu’à la fin du recours (RGPD, article 17, 3, e)."),
        ),
        GenreMesure(
            "limitation",
            N_("Limitation du traitement"),
            N_("limitation du traitement"),
            True,
            N_(
                "Les données sont gardées, et ne servent qu’avec l’accord de la personne ou pour un droit en justice "
                "(RGPD, article 18)."
            ),
        ),
        GenreMesure(
            "opposition",
            N_("Opposition"),
            N_("opposition"),
            False,
            N_(
                "À examiner avec le délégué\u00a0: une mission d’intérêt public peut l’écarter, avec ses raisons "
                "(RGPD, article 21)."
            ),
        ),
        GenreMesure(
            "directives",
            N_("Directives après décès"),
            N_("directives après décès"),
            False,
            N_("À suivre pour ce qui est gardé, communiqué ou effacé (loi du 6 janvier 1978, article 85)."),
        ),
    )
}
