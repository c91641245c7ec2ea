"""The table of a session of decisions: its columns and its filters."""

from __future__ import annotations

from datetime import UTC, datetime

from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.models.rules.fold import fold
from scolarite_desk.models.rules.states import AVIS, STATUT, State
from scolarite_desk.msg import N_, NC_
from scolarite_desk.store.queries.seance import LigneSeance
from scolarite_desk.ui.forms.marques import tagged
from scolarite_desk.ui.forms.tables import Column
from scolarite_desk.ui.look.heures import here
from scolarite_desk.ui.look.texts import say, tr

NO_AVIS = State("sans", N_("Sans avis"), "circle-dashed", "muted")
FILTERS = (
    State("toutes", NC_("candidatures", "Toutes"), ""),
    NO_AVIS,
    State("incomplets", N_("Incomplets"), "triangle-alert", "warn"),
    State("a_valider", N_("À valider"), "stamp", "accent"),
    State("FA", N_("Favorables"), "circle-check", "ok"),
    State("DE", N_("Défavorables"), "circle-x", "bad"),
    State("LC", N_("Liste compl."), "list-filter", "accent"),
)


def kinds(row: LigneSeance) -> tuple[str, ...]:
    """The filters that show a row."""
    found = ("toutes", row.avis or "sans")
    late = ("incomplets",) if row.statut != "CO" else ()
    return (*found, *late, *(("a_valider",) if row.a_valider else ()))


def shown(rows: tuple[LigneSeance, ...], code: str, text: str) -> list[LigneSeance]:
    """The rows of a filter whose name or number holds every typed word."""
    words = fold(text).split()
    return [row for row in rows if code in kinds(row) and all(w in fold(f"{row.nom} {row.numero}") for w in words)]


def _avis(row: LigneSeance) -> State:
    return AVIS.get(row.avis, NO_AVIS)


def _tone(state: State) -> str:
    return f"icon:{state.tone}" if state.tone == "ok" else state.tone


def _validation(row: LigneSeance) -> str:
    if row.valide_le is None:
        return tr("À valider") if row.avis else ""
    day = f"{here(row.valide_le):%d/%m}"
    return tr("Lettre partie {jour}", jour=day) if row.lettre else tr("Validé {jour}", jour=day)


def _validation_icon(row: LigneSeance) -> str:
    if row.valide_le is None:
        return ""
    return "mail" if row.lettre else "stamp"


_STATUTS = {code: rank for rank, code in enumerate(STATUT)}
_AVIS = {code: rank for rank, code in enumerate(AVIS)}
_NEVER = datetime.min.replace(tzinfo=UTC)

_TAGGED: Column[LigneSeance] = tagged(lambda row: row.etiquettes)
COLUMNS = (
    Column[LigneSeance](NC_("liste d’attente", "Rang"), lambda row: str(row.rang or ""), chars=5, right=True,
                        sort=lambda row: row.rang, vue=("rang",)),
    Column[LigneSeance](N_("Candidat"), lambda row: row.nom, chars=20, stretch=True, worth=3,
                        vue=("nom_naissance", "prenom")),
    Column[LigneSeance](N_("Dossier"), lambda row: row.numero, chars=12, worth=2, vue=("dossier",)),
    Column[LigneSeance](N_("Formation"), lambda row: row.formation, chars=11, vue=("formation_code", "formation")),
    Column[LigneSeance](N_("État du dossier"), lambda row: say(STATUT[row.statut].label), chars=15,
                        tone=lambda row: "" if row.statut == "CO" else "warn",
                        sort=lambda row: _STATUTS.get(row.statut), vue=("statut",)),
    Column[LigneSeance](NC_("candidature", "Avis"), lambda row: say(row.label or NO_AVIS.label),
                        icon=lambda row: _avis(row).icon, tone=lambda row: _tone(_avis(row)), chars=10, worth=2,
                        sort=lambda row: _AVIS.get(row.avis), vue=("avis",)),
    Column[LigneSeance](N_("Validation"), _validation, icon=_validation_icon, tone=lambda row: "muted", chars=15,
                        sort=lambda row: (row.valide_le is not None, row.valide_le or _NEVER) if row.avis else None,
                        vue=("avis_valide_le",)),
    Column[LigneSeance](N_("Rang du jour"), lambda row: str(row.jour or ""), chars=7, right=True, offered=True,
                        sort=lambda row: row.jour, vue=("rang_reel",)),
    Column[LigneSeance](N_("Moyenne du bac"), lambda row: str(row.moyennes[0]), chars=7, right=True, offered=True,
                        sort=lambda row: row.moyennes[0].sur_vingt, vue=("bac_moyenne",)),
    Column[LigneSeance](N_("Moyenne de l’année"), lambda row: str(row.moyennes[1]), chars=7, right=True, offered=True,
                        sort=lambda row: row.moyennes[1].sur_vingt, vue=("moyenne",)),
    Column[LigneSeance](N_("Naissance"), lambda row: show_day(row.ne_le), chars=11, offered=True,
                        sort=lambda row: row.ne_le, vue=("ne_le",)),
    Column[LigneSeance](N_("Dépôt"), lambda row: show_day(row.deposee_le) if row.deposee_le else "", chars=11,
                        offered=True, sort=lambda row: row.deposee_le, vue=("transmise_le",)),
    _TAGGED,
)  # fmt: skip
TAGS = len(COLUMNS) - 1
FORMATION = 3  # its column: said once in the title when there is only one
