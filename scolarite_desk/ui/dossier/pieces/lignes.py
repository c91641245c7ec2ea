"""The pieces of a dossier as one table shows them: a line of several candidatures that say the same is one row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from scolarite_desk.models.fields.field import Lists
from scolarite_desk.models.rows.rows import LignePiece
from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.models.rules.states import PIECE
from scolarite_desk.msg import N_, NC_, NN_, joined
from scolarite_desk.ui.forms.tables import Column
from scolarite_desk.ui.look.texts import say, tr

ALL = NC_("candidatures", "Toutes")
ASKED_BY = 2  # the column that says nothing of one candidature


@dataclass(frozen=True)
class PieceLine:
    """One row: the line, the candidatures that share it, who asks. `next`: the first thing to obtain."""

    line: LignePiece
    candidatures: tuple[str, ...]
    demandee_par: str
    next: bool = False

    @property
    def key(self) -> tuple[str, int, str]:
        """What tells it apart from reading to reading."""
        return self.line.piece, self.line.rang, self.candidatures[0]


def gathered(lines: Sequence[Sequence[LignePiece]], names: dict[str, str]) -> list[PieceLine]:
    """The lines of each candidature, together by piece; `names`: key of a candidature to how it is called here."""
    pieces: dict[str, dict[tuple[object, ...], list[LignePiece]]] = {}
    for line in (one for of_one in lines for one in of_one):
        pieces.setdefault(line.piece, {}).setdefault(_same(line), []).append(line)
    found = [_row(shared, names) for by_state in pieces.values() for shared in _in_order(by_state.values())]
    first = next((number for number, row in enumerate(found) if row.line.manque), None)
    return [
        PieceLine(row.line, row.candidatures, row.demandee_par, next=number == first)
        for number, row in enumerate(found)
    ]


def _same(line: LignePiece) -> tuple[object, ...]:
    return line.courante, line.rang, line.statut, line.recue, line.motif, line.motif_texte


def _in_order(shared: Iterable[list[LignePiece]]) -> list[list[LignePiece]]:
    """Earlier papers stand before the current line."""
    return sorted(shared, key=lambda rows: (rows[0].rang, rows[0].courante))


def _row(shared: list[LignePiece], names: dict[str, str]) -> PieceLine:
    keys = tuple(line.candidature for line in shared)
    said = say(ALL) if len(names) > 1 and len(keys) == len(names) else ", ".join(names[key] for key in keys)
    soonest = min((line for line in shared if line.echeance), key=lambda line: line.echeance.le, default=shared[0])  # type: ignore[union-attr]
    return PieceLine(soonest, keys, said)


def summary(rows: Sequence[PieceLine]) -> str:
    """« 5 validées sur 10 · 2 à examiner · 1 refusée · 2 manquantes · 2 non concernées »."""
    states = [row.line.statut for row in rows if row.line.courante]
    asked = [one for one in states if one != "NC"]
    if not states:
        return ""
    many, total = states.count, len(asked)
    counts = (
        (True, NN_("{n} validée sur {total}", "{n} validées sur {total}", many("VA"), total=total)),
        ("TR" in states, NN_("{n} à examiner", "{n} à examiner", many("TR"))),
        ("RE" in states, NN_("{n} refusée", "{n} refusées", many("RE"))),
        ("AT" in states, NN_("{n} manquante", "{n} manquantes", many("AT"))),
        ("NC" in states, NN_("{n} non concernée", "{n} non concernées", many("NC"))),
    )
    return say(joined(" · ", *(words for shown, words in counts if shown)))


def columns(lists: Lists, today: date) -> tuple[Column[PieceLine], ...]:
    """What, where it stands, who asks, brought when, until when, what was said."""

    def late(row: PieceLine) -> str:
        if not row.line.manque or row.line.echeance is None:
            return _faded(row)
        return "bad" if row.line.echeance.le < today else "warn"

    return (
        Column[PieceLine](
            N_("Pièce"), lambda r: r.line.libelle, strong=lambda r: r.next, tone=_faded, chars=40, worth=2
        ),
        Column[PieceLine](N_("État"), _state, icon=_icon, tone=_tone, chars=17),
        Column[PieceLine](N_("Demandée par"), lambda r: r.demandee_par, tone=_faded, chars=26, worth=0),
        Column[PieceLine](
            N_("Reçue le"), lambda r: show_day(r.line.recue_le), tone=_faded, chars=11, sort=lambda r: r.line.recue_le
        ),
        Column[PieceLine](
            N_("Échéance"),
            lambda r: _deadline(r.line),
            tone=late,
            chars=11,
            sort=lambda r: r.line.echeance.le if r.line.echeance else None,
        ),
        Column[PieceLine](NC_("remarque", "Note"), lambda r: note(r.line, lists), tone=_faded, stretch=True, worth=0),
    )


def note(line: LignePiece, lists: Lists) -> str:
    """Why it was refused or is not asked, else what was said when it came."""
    motif = lists.label("motif_refus_piece", line.motif) if line.motif and line.motif != "autre" else ""
    return "\u00a0: ".join(part for part in (motif, line.motif_texte) if part) or line.note


def _state(row: PieceLine) -> str:
    label = PIECE[row.line.statut].label
    return say(label) if row.line.courante else tr("{etat} avant", etat=label)


def _icon(row: PieceLine) -> str:
    return PIECE[row.line.statut].icon


def _tone(row: PieceLine) -> str:
    tone = PIECE[row.line.statut].tone
    return _faded(row) or ("icon:ok" if tone == "ok" else tone)


def _faded(row: PieceLine) -> str:
    return "" if row.line.courante and row.line.statut != "NC" else "muted"


def _deadline(line: LignePiece) -> str:
    return show_day(line.echeance.le) if line.echeance and line.manque else ""
