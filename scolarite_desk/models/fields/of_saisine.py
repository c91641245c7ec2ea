"""Fields of a referral to the recteur, of the refusals that it rests on, of what is proposed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scolarite_desk.models.fields import readers as r
from scolarite_desk.models.fields.field import Field, Lists
from scolarite_desk.models.fields.when import today_with
from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.msg import N_, Msg

_PERSONNE, _SUITES = N_("La licence"), N_("La saisine")


def _to_come(value: Any, lists: Lists, row: Mapping[str, Any]) -> Msg | None:
    """What a referral rests on happened: a warning, never a refusal. What came of it is `rules/saisine.SUITES`."""
    return N_("Ce jour est à venir\u00a0: vérifiez-le.") if value > lists.today() else None


def _letter_left(_lists: Lists, row: Mapping[str, Any]) -> str:
    """The day of the letter that acknowledged it, where one left."""
    left = row.get("accuse_parti")
    return show_day(left) if left is not None else ""


# A table reads better as lines.
# fmt: off
SAISINE = (
    Field("saisine", "licence", N_("Licence"), r.Choix("saisine_licence"), "licence", _PERSONNE),
    Field("saisine", "licence_le", N_("Obtenue le"), r.Jour(), "licence", _PERSONNE, warn=_to_come,
          alone=N_("Licence obtenue le")),
    Field("saisine", "region", N_("Région"), r.Choix("region"), part=_PERSONNE,
          hint=N_("Celle où la licence a été obtenue")),
    Field("saisine", "releve_vu", N_("Relevés vus le"), r.Jour(), part=_PERSONNE, warn=_to_come,
          hint=N_("Des trois années de licence")),
    Field("saisine", "attente", N_("Liste d’attente"), r.OuiNon(), part=_PERSONNE,
          hint=N_("Dans un autre établissement")),
    Field("saisine", "le", N_("Recteur saisi le"), r.Jour(), part=_SUITES),
    Field("saisine", "accuse_le", N_("Accusé de réception le"), r.Jour(), part=_SUITES,
          hint=N_("Le jour de la lettre qui l’accuse est proposé"), proposed=_letter_left),
    Field("saisine", "issue", N_("Issue"), r.Choix("saisine_issue"), "issue", _SUITES),
    Field("saisine", "close_le", N_("Close le"), r.Jour(), "issue", _SUITES,
          proposed=today_with("issue")),
)

REFUS_VU = (
    Field("refus_vus", "etablissement", N_("Établissement"), r.Texte(200), part=N_("Refus"), length=200),
    Field("refus_vus", "formation", N_("Formation"), r.Texte(200), part=N_("Refus"), length=200),
    Field("refus_vus", "mention", N_("Mention de master"), r.Texte(200), part=N_("Refus"), length=200),
    Field("refus_vus", "refuse_le", N_("Refusé le"), r.Jour(), part=N_("Refus"), warn=_to_come),
    Field("refus_vus", "preuve", N_("Preuve vue"), r.Choix("saisine_preuve"), part=N_("Refus")),
)

PROPOSITION = (
    Field("propositions", "etablissement", N_("Établissement"), r.Texte(200), part=N_("Proposition"), length=200),
    Field("propositions", "formation", N_("Formation"), r.Texte(200), part=N_("Proposition"), length=200),
    Field("propositions", "proposee_le", N_("Proposée le"), r.Jour(), part=N_("Proposition")),
    Field("propositions", "reponse", N_("Réponse"), r.Choix("saisine_reponse"), "reponse", N_("Proposition")),
    Field("propositions", "reponse_le", N_("Répondue le"), r.Jour(), "reponse", N_("Proposition"),
          proposed=today_with("reponse")),
)
# fmt: on
