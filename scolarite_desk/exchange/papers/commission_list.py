"""The decision list of one commission, to be signed: A4 landscape, any number of rows."""

from __future__ import annotations

from collections import Counter
from functools import partial

from scolarite_desk.exchange.pdf import pages, paper
from scolarite_desk.exchange.pdf.blocks import Area, Block, PageRule, Paragraph, Plan, stacked
from scolarite_desk.exchange.pdf.french import day, hour, long_day
from scolarite_desk.exchange.pdf.paper import Paper
from scolarite_desk.exchange.pdf.table import PageColumn, PageTable, Row
from scolarite_desk.exchange.pdf.type import MM, MUTED, NOTE, STRONG, TEXT, TITLE
from scolarite_desk.langue import Langue, said
from scolarite_desk.models.rows.documents import LigneDecision, ListeDecisions, Rendered, Signature
from scolarite_desk.msg import N_, NN_, NOTHING, Msg, joined, verbatim

SHEET = pages.Sheet(size=(pages.A4[1], pages.A4[0]), top=15 * MM, top_after=25 * MM)

COLUMNS = (  # the first, a number, at the right
    (N_("Rang"), 0.05),
    (N_("Dossier"), 0.10),
    (N_("Nom et prénom"), 0.25),
    (N_("Né(e) le"), 0.09),
    (N_("Avis"), 0.15),
    (N_("Motif"), 0.27),
    (N_("Validé le"), 0.09),
)
SIGNATURES_A_ROW = 3
SIGNATURE_ROOM = 24 * MM


def render(liste: ListeDecisions, langue: Langue) -> Rendered:
    """The list as a tagged PDF. Raises `Unavailable` without its font."""
    return paper.render(liste, _written, SHEET, langue)


def _written(liste: ListeDecisions, langue: Langue) -> Paper:
    title = said(joined(" – ", liste.titre, liste.formation), langue)
    return Paper(
        title,
        liste.exporte_le,
        reminder=f"{title} · {liste.campagne}",
        foot=said(_foot(liste), langue),
        blocks=[*_opening(liste, langue), _table(liste, langue), *_closing(liste, langue)],
    )


def _foot(liste: ListeDecisions) -> Msg:
    exported = N_(
        "Exporté le {jour} à {heure} par {qui}",
        jour=day(liste.exporte_le),
        heure=hour(liste.exporte_le),
        qui=liste.exporte_par,
    )
    shown = NN_("{n} candidature", "{n} candidatures", len(liste.lignes))
    chosen = N_("Filtre\u00a0: {filtre}", filtre=liste.filtre) if liste.filtre else N_("Aucun filtre")
    return joined(" · ", exported, shown, N_("Données personnelles\u00a0: ne pas diffuser"), chosen)


def _opening(liste: ListeDecisions, langue: Langue) -> list[Block]:
    say = partial(said, langue=langue)
    held = N_("séance du {jour}", jour=long_day(liste.seance_le)) if liste.seance_le else NOTHING
    about = joined(" · ", verbatim(liste.commission), held, N_("campagne {annee}", annee=liste.campagne))
    return [
        Paragraph(say(liste.titre), TITLE, tag="H1", before=7 * MM, tied=True),
        Paragraph(say(liste.formation), STRONG, before=1 * MM, tied=True),
        Paragraph(say(about), tied=True),
    ]


def _table(liste: ListeDecisions, langue: Langue) -> Block:
    say = partial(said, langue=langue)
    if not liste.lignes:
        return Paragraph(say(N_("Aucune candidature ne correspond à ce filtre.")), TEXT, before=5 * MM)
    columns = tuple(PageColumn(say(title), share, right=not place) for place, (title, share) in enumerate(COLUMNS))
    waiting = say(N_("à valider"))
    return PageTable(columns, tuple(_row(ligne, waiting) for ligne in liste.lignes), object(), before=5 * MM)


def _row(ligne: LigneDecision, waiting: str) -> Row:
    return (
        (Paragraph("" if ligne.rang is None else str(ligne.rang), right=True),),
        (Paragraph(ligne.dossier),),
        (Paragraph(ligne.nom, STRONG),),
        (Paragraph(ligne.ne_le),),
        (Paragraph(ligne.avis),),
        (Paragraph(ligne.motif),),
        (Paragraph(day(ligne.valide_le) if ligne.valide_le else waiting if ligne.avis else ""),),
    )


def _closing(liste: ListeDecisions, langue: Langue) -> list[Block]:
    say = partial(said, langue=langue)
    none = say(N_("Sans avis"))
    counted = Counter(ligne.avis or none for ligne in liste.lignes)
    each = (N_("{avis}\u00a0: {nombre}", avis=avis, nombre=count) for avis, count in sorted(counted.items()))
    total, head = say(joined(" · ", *each)), say(N_("Total"))
    blocks: list[Block] = [Paragraph(total, head=f"{head} ", before=5 * MM, tied=True)] if total else []
    absent = say(N_("Ne figurent pas ici\u00a0:"))
    blocks += [
        Paragraph(f"{count} – {say(why)}", head=f"{absent} ", before=2 * MM, tied=True) for why, count in liste.retenues
    ]
    rows = [
        liste.signatures[start : start + SIGNATURES_A_ROW]
        for start in range(0, len(liste.signatures), SIGNATURES_A_ROW)
    ]
    return [*blocks, *(_signatures(row, langue) for row in rows)]


def _signatures(row: tuple[Signature, ...], langue: Langue) -> Block:
    """Frames side by side: who signs above, room to sign, a line below at the same height for all."""
    gutter = 8 * MM
    wide = (SHEET.width - gutter * (SIGNATURES_A_ROW - 1)) / SIGNATURES_A_ROW
    heads = [_signatory(signed, langue) for signed in row]
    foot = max(stacked(head, wide) for head in heads) + SIGNATURE_ROOM
    places = [place * (wide + gutter) for place in range(len(row))]
    tops = [Area(x, 0, wide, head) for x, head in zip(places, heads, strict=True)]
    return Plan((*tops, *(Area(x, foot, wide, (PageRule(),)) for x in places)), before=8 * MM)


def _signatory(signed: Signature, langue: Langue) -> tuple[Block, ...]:
    return (
        PageRule(0.8, MUTED),
        Paragraph(f"{signed.prenom} {signed.nom}", STRONG, before=1.5 * MM),
        Paragraph(signed.qualite, TEXT),
        Paragraph(said(N_("Date et signature"), langue), NOTE, before=1 * MM),
    )
