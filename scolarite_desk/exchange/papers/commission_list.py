"""The decision list of one commission, to be signed: A4 landscape, any number of rows."""

from __future__ import annotations

from collections import Counter

from scolarite_desk.exchange.pdf import pages, paper
from scolarite_desk.exchange.pdf.blocks import Area, Block, PageRule, Paragraph, Plan, stacked
from scolarite_desk.exchange.pdf.french import day, long_day
from scolarite_desk.exchange.pdf.paper import Paper
from scolarite_desk.exchange.pdf.table import PageColumn, PageTable, Row
from scolarite_desk.exchange.pdf.type import MM, MUTED, NOTE, STRONG, TEXT, TITLE
from scolarite_desk.models.rows.documents import LigneDecision, ListeDecisions, Rendered, Signature
from scolarite_desk.models.rules.french import plural

SHEET = pages.Sheet(size=(pages.A4[1], pages.A4[0]), top=15 * MM, top_after=25 * MM)

COLUMNS = (
    PageColumn("Rang", 0.05, right=True),
    PageColumn("Dossier", 0.10),
    PageColumn("Nom et prénom", 0.25),
    PageColumn("Né(e) le", 0.09),
    PageColumn("Avis", 0.15),
    PageColumn("Motif", 0.27),
    PageColumn("Validé le", 0.09),
)
SIGNATURES_A_ROW = 3
SIGNATURE_ROOM = 24 * MM


def render(liste: ListeDecisions) -> Rendered:
    """The list as a tagged PDF. Raises `Unavailable` without its font."""
    return paper.render(liste, _written, SHEET)


def _written(liste: ListeDecisions) -> Paper:
    title = f"{liste.titre} – {liste.formation}"
    return Paper(
        title,
        liste.exporte_le,
        reminder=f"{title} · {liste.campagne}",
        foot=_foot(liste),
        blocks=[*_opening(liste), _table(liste), *_closing(liste)],
    )


def _foot(liste: ListeDecisions) -> str:
    exported = f"Exporté le {day(liste.exporte_le)} à {liste.exporte_le:%H h %M} par {liste.exporte_par}"
    shown = f"{len(liste.lignes)} {plural(len(liste.lignes), 'candidature', 'candidatures')}"
    chosen = f"Filtre\u00a0: {liste.filtre}" if liste.filtre else "Aucun filtre"
    return f"{exported} · {shown} · Données personnelles\u00a0: ne pas diffuser · {chosen}"


def _opening(liste: ListeDecisions) -> list[Block]:
    held = f"séance du {long_day(liste.seance_le)}" if liste.seance_le else ""
    about = [liste.commission, held, f"campagne {liste.campagne}"]
    return [
        Paragraph(liste.titre, TITLE, tag="H1", before=7 * MM, tied=True),
        Paragraph(liste.formation, STRONG, before=1 * MM, tied=True),
        Paragraph(" · ".join(part for part in about if part), tied=True),
    ]


def _table(liste: ListeDecisions) -> Block:
    if not liste.lignes:
        return Paragraph("Aucune candidature ne correspond à ce filtre.", TEXT, before=5 * MM)
    return PageTable(COLUMNS, tuple(_row(ligne) for ligne in liste.lignes), object(), before=5 * MM)


def _row(ligne: LigneDecision) -> Row:
    return (
        (Paragraph("" if ligne.rang is None else str(ligne.rang), right=True),),
        (Paragraph(ligne.dossier),),
        (Paragraph(ligne.nom, STRONG),),
        (Paragraph(ligne.ne_le),),
        (Paragraph(ligne.avis),),
        (Paragraph(ligne.motif),),
        (Paragraph(day(ligne.valide_le) if ligne.valide_le else "à valider" if ligne.avis else ""),),
    )


def _closing(liste: ListeDecisions) -> list[Block]:
    counted = Counter(ligne.avis or "Sans avis" for ligne in liste.lignes)
    total = " · ".join(f"{avis}\u00a0: {count}" for avis, count in sorted(counted.items()))
    blocks: list[Block] = [Paragraph(total, head="Total ", before=5 * MM, tied=True)] if total else []
    blocks += [
        Paragraph(f"{count} – {why}", head="Ne figurent pas ici\u00a0: ", before=2 * MM, tied=True)
        for why, count in liste.retenues
    ]
    rows = [
        liste.signatures[start : start + SIGNATURES_A_ROW]
        for start in range(0, len(liste.signatures), SIGNATURES_A_ROW)
    ]
    return [*blocks, *(_signatures(row) for row in rows)]


def _signatures(row: tuple[Signature, ...]) -> Block:
    """Frames side by side: who signs above, room to sign, a line below at the same height for all."""
    gutter = 8 * MM
    wide = (SHEET.width - gutter * (SIGNATURES_A_ROW - 1)) / SIGNATURES_A_ROW
    heads = [_signatory(signed) for signed in row]
    foot = max(stacked(head, wide) for head in heads) + SIGNATURE_ROOM
    places = [place * (wide + gutter) for place in range(len(row))]
    tops = [Area(x, 0, wide, head) for x, head in zip(places, heads, strict=True)]
    return Plan((*tops, *(Area(x, foot, wide, (PageRule(),)) for x in places)), before=8 * MM)


def _signatory(signed: Signature) -> tuple[Block, ...]:
    return (
        PageRule(0.8, MUTED),
        Paragraph(f"{signed.prenom} {signed.nom}", STRONG, before=1.5 * MM),
        Paragraph(signed.qualite, TEXT),
        Paragraph("Date et signature", NOTE, before=1 * MM),
    )
