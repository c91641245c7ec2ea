"""The table of the day: its columns, its filters, and its order, which is what the desk does next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from scolarite_desk.models.fields.field import Lists
from scolarite_desk.models.rows.rows import VisiteRow
from scolarite_desk.models.rules.dates import MONTHS
from scolarite_desk.models.rules.states import VISITE, State, placed
from scolarite_desk.msg import N_, NC_, joined, verbatim
from scolarite_desk.store.queries.visites import WAITING
from scolarite_desk.ui.forms.tables import Column
from scolarite_desk.ui.look.heures import hour
from scolarite_desk.ui.look.texts import say, tr, trc

LONG = 30  # minutes after which a wait is too long
ORDER = ("guichet", "attente", "arrivee", "rendezvous", "terminee", "absente", "excusee")
_HERE = ("guichet", *WAITING)
_DAYS = (N_("Lundi"), N_("Mardi"), N_("Mercredi"), N_("Jeudi"), N_("Vendredi"), N_("Samedi"), N_("Dimanche"))
_LAST = datetime.max.replace(tzinfo=UTC)

FILTERS = (
    State("toutes", NC_("visites", "Toutes"), ""),
    *(VISITE[code] for code in ("guichet", "attente", "arrivee", "rendezvous")),
    State("terminee", N_("Reçues"), "circle-check", "ok"),
    State("absente", N_("Absentes"), "circle-x", "muted"),
    State("inconnue", N_("À identifier"), "circle-help", "warn"),
)


def long_day(day: date) -> str:
    """« Vendredi 4 septembre 2026 »."""
    name, month = _DAYS[day.weekday()], MONTHS[day.month - 1]
    if day.day == 1:
        return tr("{jour} 1er\u00a0{mois}\u00a0{annee}", jour=name, mois=month, annee=day.year)
    return tr("{jour} {quantieme}\u00a0{mois}\u00a0{annee}", jour=name, quantieme=day.day, mois=month, annee=day.year)


def in_order(rows: Iterable[VisiteRow]) -> list[VisiteRow]:
    """At the desk first, then those who wait, the longest first, then those to come, then those who are gone."""
    return sorted(rows, key=lambda row: (placed(ORDER, row.statut), _since(row), row.key))


def _since(row: VisiteRow) -> datetime:
    moment = row.arrivee_le if row.statut in WAITING else row.recue_le or row.rendezvous_le or row.arrivee_le
    return moment or _LAST


def shown(rows: Iterable[VisiteRow], code: str) -> list[VisiteRow]:
    """The rows of a filter."""
    return [row for row in rows if code in kinds(row)]


def kinds(row: VisiteRow) -> tuple[str, ...]:
    """The filters that show a row."""
    state = "absente" if row.statut == "excusee" else row.statut
    return ("toutes", state) if row.personne else ("toutes", state, "inconnue")


def motive(row: VisiteRow, lists: Lists) -> str:
    """The motive in words: a code of the list, or what the appointment list said."""
    return lists.label("motif_visite", row.motif) if row.motif else ""


def waits_long(row: VisiteRow) -> bool:
    """Whether someone still waits after that long."""
    return row.statut in WAITING and (row.attente or 0) > LONG


def minutes(count: int) -> str:
    """« 31 min », « 2 h 05 »."""
    if count < 120:
        return tr("{minutes}\u00a0min", minutes=count)
    return tr("{heures}\u00a0h\u00a0{minutes}", heures=count // 60, minutes=f"{count % 60:02}")


def _waited(row: VisiteRow) -> str:
    return "" if row.attente is None else minutes(row.attente)


def _state(row: VisiteRow) -> str:
    label = VISITE[row.statut].label
    return say(joined(" ", label, verbatim(row.guichet)) if row.statut == "guichet" else label)


def _state_tone(row: VisiteRow) -> str:
    tone = VISITE[row.statut].tone
    return f"icon:{tone}" if tone == "ok" else tone


def columns(lists: Lists) -> Sequence[Column[VisiteRow]]:
    """What a row says; people who are there are half-bold."""
    return (
        Column(
            N_("RDV"),
            lambda row: hour(row.rendezvous_le) or trc("rendez-vous", "sans"),
            chars=6,
            sort=lambda row: row.rendezvous_le,
        ),
        Column(NC_("heure", "Arrivée"), lambda row: hour(row.arrivee_le), chars=7, sort=lambda row: row.arrivee_le),
        Column(N_("Ticket"), lambda row: row.ticket, chars=7),
        Column(
            N_("Personne"),
            lambda row: say(row.qui) if row.personne else tr("{qui}, à identifier", qui=row.qui),
            tone=lambda row: "" if row.personne else "muted",
            strong=lambda row: bool(row.personne) and row.statut in _HERE,
            chars=21,
            worth=2,
        ),
        Column(N_("Motif"), lambda row: motive(row, lists), chars=12, stretch=True, worth=0),
        Column(N_("État"), _state, icon=lambda row: VISITE[row.statut].icon, tone=_state_tone, chars=12),
        Column(
            N_("Attente"),
            _waited,
            tone=lambda row: "bad" if waits_long(row) else "",
            chars=7,
            right=True,
            sort=lambda row: row.attente,
        ),
        Column(N_("Reçue par"), lambda row: row.recue_par, chars=9),
    )
