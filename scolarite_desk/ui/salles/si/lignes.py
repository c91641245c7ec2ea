"""Two tables of the room of student records: what is to be mended first, and where each vœu stands."""

from __future__ import annotations

from collections.abc import Mapping

from scolarite_desk.models.rows.si import ARegler, ControleSi, LigneSi
from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.models.rules.si import A_EXPORTER, DESISTE, ETATS, SI, TRAITE
from scolarite_desk.models.rules.states import State
from scolarite_desk.msg import N_
from scolarite_desk.ui.forms.tables import Column
from scolarite_desk.ui.look.texts import say

SYSTEMES = tuple(State(code, label, "school") for code, label in SI.items())
A_REGLER = "a_regler"
VUES = (
    State(A_REGLER, N_("À corriger ou à vérifier"), "triangle-alert", "warn"),
    *(State(one.code, one.label, one.icon, one.tone) for one in ETATS.values()),
)
_HOLDS, _DOUBTS = (
    State("bloque", N_("À corriger"), "circle-x", "bad"),
    State("doute", N_("À vérifier"), "triangle-alert", "warn"),
)


def _worth(one: ARegler) -> State:
    return _HOLDS if one.remarque.bloque else _DOUBTS


SEEN = (
    Column[ARegler](N_("Avant l’export"), lambda one: say(_worth(one).label), chars=13, worth=2,
                    icon=lambda one: _worth(one).icon, tone=lambda one: f"icon:{_worth(one).tone}",
                    sort=lambda one: not one.remarque.bloque),
    Column[ARegler](N_("Candidat ou formation"), lambda one: one.nom, chars=26, worth=2),
    Column[ARegler](N_("Constat"), lambda one: say(one.remarque.message), chars=40, stretch=True),
    Column[ARegler](N_("Précision"), lambda one: say(one.precision), chars=18, worth=0),
)  # fmt: skip
VOEUX = (
    Column[LigneSi](N_("Candidat"), lambda one: one.nom, chars=26, worth=2),
    Column[LigneSi](N_("Dossier"), lambda one: one.numero, chars=11, code=True, worth=0),
    Column[LigneSi](N_("Formation"), lambda one: one.libelle, chars=26, stretch=True),
    Column[LigneSi](N_("Code envoyé"), lambda one: " ".join(one.partie.codes) if one.partie else "", chars=20, worth=0,
                    code=True),
    Column[LigneSi](N_("Exporté le"), lambda one: show_day(one.partie.le) if one.partie else "", chars=11, worth=1,
                    sort=lambda one: one.partie.le if one.partie else None),
    Column[LigneSi](N_("Fichier"), lambda one: one.fichier, chars=26, worth=0, offered=True),
    Column[LigneSi](N_("Retenu"), lambda one: say(N_("à corriger d’abord")) if one.bloque else "", chars=21,
                    icon=lambda one: "circle-x" if one.bloque else "", tone=lambda one: "icon:bad", worth=1),
)  # fmt: skip
PART = len(VOEUX) - 1
_SINCE = len(VOEUX) - 3


def hidden(vue: str) -> Mapping[int, bool]:
    """Which columns say nothing in a view."""
    return {PART: vue != A_EXPORTER, _SINCE: vue == A_EXPORTER, 3: vue == A_EXPORTER}


def counted(found: ControleSi) -> dict[str, int]:
    """How many rows each view has."""
    return {A_REGLER: len(found.formations) + len(found.personnes)} | {
        one.code: found.compte(one.code) for one in ETATS.values()
    }


def told(vue: str) -> tuple[str, str]:
    """What a view is, and what is said when it is empty."""
    what, nothing = _TOLD[vue]
    return say(what), say(nothing)


_TOLD = {
    A_REGLER: (
        N_("Ce qui est à corriger ne part pas\u00a0; ce qui est à vérifier part tel quel. Entrée ouvre le champ."),
        N_("Rien à corriger ni à vérifier."),
    ),
    A_EXPORTER: (
        N_("Admis qui ont confirmé leur place. L’export prend ceux que rien ne retient."),
        N_("Aucune place confirmée n’attend l’export."),
    ),
    "exporte": (
        N_("Déjà partis. Si le fichier n’a jamais été chargé, choisissez-les et exportez de nouveau."),
        N_("Rien n’est encore parti."),
    ),
    DESISTE: (
        N_("Aucun fichier n’annonce un désistement\u00a0: ôtez ces vœux à la main, puis notez-le ici."),
        N_("Personne ne s’est désisté depuis l’export."),
    ),
    TRAITE: (N_("Ôtés à la main."), N_("Aucun désistement n’a encore été traité.")),
}
