"""The procès-verbal of one meeting of a commission: who was there, what was decided, formation by formation. A4
landscape, any number of rows; signed by who presided, dated by the day it met.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from scolarite_desk.exchange.pdf import entete, pages, paper
from scolarite_desk.exchange.pdf.blocks import Area, Block, PageRule, Paragraph, Plan, stacked
from scolarite_desk.exchange.pdf.french import day, hour, long_day, week_day
from scolarite_desk.exchange.pdf.paper import Paper
from scolarite_desk.exchange.pdf.table import PageColumn, PageTable, Row
from scolarite_desk.exchange.pdf.type import MM, MUTED, NOTE, STRONG, TEXT, TITLE, Style
from scolarite_desk.langue import Langue, said
from scolarite_desk.models.rows.documents import FormationJugee, LigneVerbal, ProcesVerbal, Rendered
from scolarite_desk.models.rules.states import AVIS
from scolarite_desk.msg import N_, NN_, NOTHING, Msg, joined

SHEET = pages.Sheet(size=(pages.A4[1], pages.A4[0]), top=15 * MM, top_after=25 * MM)
SIGNATURE_ROOM = 24 * MM
SIGNATURE_WIDTH = entete.COLUMN  # under the address of the office
FORMATION = Style(11, 15, STRONG.font)

# The decisions in the order of the paper, and what each has to say in the last column.
_SAYS = {
    "FA": N_("Condition"),
    "LC": N_("Précision"),
    "LA": N_("Précision"),
    "PR": N_("Convocation"),
    "DE": N_("Motif"),
}
_RANG, _DOSSIER, _NE_LE, _LAST = 0.06, 0.11, 0.10, 0.42  # of the width; the name has the rest
_CHAIR, _QUORUM = N_("Présidence\u00a0:"), N_("Quorum\u00a0:")
_REMARKS, _TOTAL = N_("Observations\u00a0:"), N_("Total de la séance\u00a0:")


def render(pv: ProcesVerbal, langue: Langue) -> Rendered:
    """The procès-verbal as a tagged PDF. Raises `Unavailable` without its font."""
    return paper.render(pv, _written, SHEET, langue)


def quorum_reached(pv: ProcesVerbal) -> bool:
    """Whether as many members were there as the quorum asks, where one is set."""
    return pv.quorum is None or len(pv.presents) >= pv.quorum


def _written(pv: ProcesVerbal, langue: Langue) -> Paper:
    say = partial(said, langue=langue)
    title = say(N_("Procès-verbal {numero}", numero=pv.numero))
    held = say(N_("{commission}, séance du {jour}", commission=pv.commission, jour=long_day(pv.le)))
    return Paper(
        f"{title} – {held}",
        pv.emis_le,
        reminder=f"{title} · {held}",
        foot=say(_foot(pv)),
        blocks=[
            *_opening(pv, langue),
            *_present(pv, langue),
            *_formations(pv, langue),
            *_closing(pv, langue),
        ],
        mark=say(entete.mark(pv)),
    )


def _foot(pv: ProcesVerbal) -> Msg:
    issued = N_(
        "{numero}, édité le {jour} à {heure} par {qui}",
        numero=pv.numero, jour=day(pv.emis_le), heure=hour(pv.emis_le), qui=pv.emis_par,
    )  # fmt: skip
    return joined(" · ", issued, N_("Données personnelles\u00a0: ne pas diffuser"))


def _opening(pv: ProcesVerbal, langue: Langue) -> Iterator[Block]:
    say = partial(said, langue=langue)
    yield Paragraph(say(N_("Procès-verbal de commission")), TITLE, tag="H1", before=7 * MM, tied=True)
    yield Paragraph(pv.commission, FORMATION, before=1 * MM, tied=True)
    held = N_("Séance du {jour}", jour=week_day(pv.le))
    year = N_("campagne {annee}", annee=pv.campagne) if pv.campagne else NOTHING
    number = N_("procès-verbal {numero}", numero=pv.numero)
    yield Paragraph(say(joined(" · ", held, year, number)), tied=True)
    if pv.remplace is not None:
        numero, when = pv.remplace
        replaced = N_("Il remplace le procès-verbal {numero}, édité le {jour}.", numero=numero, jour=long_day(when))
        yield Paragraph(say(replaced), STRONG, before=1 * MM, tied=True)


def _present(pv: ProcesVerbal, langue: Langue) -> Iterator[Block]:
    say = partial(said, langue=langue)
    yield Paragraph(pv.president, head=f"{say(_CHAIR)} ", before=4 * MM)
    count = len(pv.presents)
    head = NN_("{n} membre présent\u00a0:", "{n} membres présents\u00a0:", count)
    yield Paragraph("\u00a0; ".join(pv.presents), head=f"{say(head)} ", before=1 * MM)
    if pv.quorum is not None:
        reached = N_("atteint") if quorum_reached(pv) else N_("non atteint")
        asked = NN_("{n} membre, {constat}.", "{n} membres, {constat}.", pv.quorum, constat=reached)
        style = TEXT if quorum_reached(pv) else STRONG
        yield Paragraph(say(asked), style, head=f"{say(_QUORUM)} ", before=1 * MM)
    if pv.observations:
        yield Paragraph(pv.observations, head=f"{say(_REMARKS)} ", before=1 * MM)


def _formations(pv: ProcesVerbal, langue: Langue) -> list[Block]:
    """What was decided; who signs has a row of it in sight."""
    blocks = [block for one in pv.formations for block in _formation(one, langue)]
    if blocks and isinstance(blocks[-1], PageTable):
        blocks[-1] = replace(blocks[-1], closes=True)
    return blocks


def _formation(one: FormationJugee, langue: Langue) -> Iterator[Block]:
    say = partial(said, langue=langue)
    code = f" ({one.formation.code})" if one.formation.code else ""
    yield Paragraph(f"{one.formation.libelle}{code}", FORMATION, tag="H2", before=7 * MM, tied=True)
    yield Paragraph(say(_totals(one)), before=0.5 * MM, tied=True)
    for code in _codes(row.avis for row in one.lignes):
        mine = tuple(row for row in one.lignes if row.avis == code)
        counted = N_("{avis}\u00a0: {nombre}", avis=AVIS[code].label, nombre=len(mine))
        yield Paragraph(say(counted), STRONG, tag="H3", before=4 * MM, tied=True)
        yield _table(code, mine, langue)


def _codes(given: Iterable[str]) -> list[str]:
    """The decisions that were taken, in the order of the paper; one that another version knows comes last."""
    taken = set(given)
    return [*(code for code in _SAYS if code in taken), *sorted(taken - _SAYS.keys())]


def _totals(one: FormationJugee) -> Msg:
    """How many were admitted against the capacity: what is left, or what is over."""
    admitted = sum(row.avis == "FA" for row in one.lignes)
    count = NN_("{n} décision", "{n} décisions", len(one.lignes))
    favourable = NN_("{n} avis favorable", "{n} avis favorables", admitted)
    if one.capacite is None:
        return joined(" · ", count, favourable, N_("capacité non fixée"))
    places = NN_("capacité de {n} place", "capacité de {n} places", one.capacite)
    over = admitted - one.capacite
    beyond = NN_("{n} avis favorable de plus que de places", "{n} avis favorables de plus que de places", over)
    return joined(" · ", count, favourable, places, beyond if over > 0 else NOTHING)


def _table(code: str, rows: tuple[LigneVerbal, ...], langue: Langue) -> Block:
    """No column that would say nothing of anybody; names and dates stand in line from one table to the next."""
    say = partial(said, langue=langue)
    ranked = any(row.rang is not None for row in rows)
    told = any(row.precision or row.genre for row in rows)
    name = 1 - _RANG - _DOSSIER - _NE_LE - _LAST
    columns = (
        *([PageColumn(say(N_("Rang")), _RANG, right=True)] if ranked else []),
        PageColumn(say(N_("Dossier")), _DOSSIER + (0 if ranked else _RANG)),
        PageColumn(say(N_("Nom et prénom")), name),
        PageColumn(say(N_("Né(e) le")), _NE_LE + (0 if told else _LAST)),
        *([PageColumn(say(_SAYS.get(code, N_("Précision"))), _LAST)] if told else []),
    )
    return PageTable(columns, tuple(_row(row, langue, ranked, told) for row in rows), object(), before=1.5 * MM)


def _row(row: LigneVerbal, langue: Langue, ranked: bool, told: bool) -> Row:
    more = Paragraph(said(joined("\n", row.genre, row.precision), langue))
    return (
        *([(Paragraph("" if row.rang is None else str(row.rang), right=True),)] if ranked else []),
        (Paragraph(row.dossier),),
        (Paragraph(row.nom, STRONG),),
        (Paragraph(row.ne_le),),
        *([(more,)] if told else []),
    )


def _closing(pv: ProcesVerbal, langue: Langue) -> Iterator[Block]:
    say = partial(said, langue=langue)
    counted = Counter[str](row.avis for one in pv.formations for row in one.lignes)
    each = (N_("{avis}\u00a0: {nombre}", avis=AVIS[code].label, nombre=counted[code]) for code in _codes(counted))
    yield Paragraph(say(joined(" · ", *each)), head=f"{say(_TOTAL)} ", before=7 * MM, tied=True)
    head: tuple[Block, ...] = (
        PageRule(0.8, MUTED),
        Paragraph(say(N_("Séance du {jour}", jour=long_day(pv.le))), TEXT, before=1.5 * MM),
        Paragraph(pv.president, STRONG, before=1 * MM),
        Paragraph(say(N_("Présidence de la commission")), TEXT),
        Paragraph(say(N_("Signature")), NOTE, before=1 * MM),
    )
    foot = stacked(head, SIGNATURE_WIDTH) + SIGNATURE_ROOM
    left = SHEET.width - SIGNATURE_WIDTH
    areas = (Area(left, 0, SIGNATURE_WIDTH, head), Area(left, foot, SIGNATURE_WIDTH, (PageRule(),)))
    yield Plan(areas, before=8 * MM)
