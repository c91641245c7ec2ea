"""The list of decisions, and that of the persons who wait for one: two papers that nobody signs (what a commission
decided is its procès-verbal). A4 landscape, any number of rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial

from scolarite_desk.exchange.pdf import pages, paper
from scolarite_desk.exchange.pdf.blocks import Block, Paragraph
from scolarite_desk.exchange.pdf.french import day, hour
from scolarite_desk.exchange.pdf.paper import Paper
from scolarite_desk.exchange.pdf.table import PageColumn, PageTable, Row
from scolarite_desk.exchange.pdf.type import MM, STRONG, TEXT, TITLE
from scolarite_desk.langue import Langue, said
from scolarite_desk.models.rows.documents import LigneDecision, ListeDecisions, Rendered
from scolarite_desk.msg import N_, NN_, NOTHING, Msg, joined, verbatim

_Column = tuple[Msg, float, Callable[[LigneDecision], str | Msg]]
_TO_VALIDATE, _TOTAL = N_("à valider"), N_("Total\u00a0:")
SHEET = pages.Sheet(size=(pages.A4[1], pages.A4[0]), top=15 * MM, top_after=25 * MM)

COLUMNS: tuple[_Column, ...] = (  # title, share of the width, what it says of a row
    (N_("Rang"), 0.05, lambda row: "" if row.rang is None else str(row.rang)),
    (N_("Dossier"), 0.10, lambda row: row.dossier),
    (N_("Nom et prénom"), 0.25, lambda row: row.nom),
    (N_("Né(e) le"), 0.09, lambda row: row.ne_le),
    (N_("Formation"), 0.12, lambda row: row.formation),
    (N_("Avis"), 0.14, lambda row: row.avis),
    (N_("Précisions"), 0.17, lambda row: row.precision),
    (N_("Validé le"), 0.08, lambda row: day(row.valide_le) if row.valide_le else _TO_VALIDATE),
)
_RANG, _FORMATION, _FIRST_OF_AVIS = 0, 4, 5


def render(liste: ListeDecisions, langue: Langue) -> Rendered:
    """The list as a tagged PDF. Raises `Unavailable` without its font."""
    return paper.render(liste, _written, SHEET, langue)


def _written(liste: ListeDecisions, langue: Langue) -> Paper:
    title = said(joined(" – ", _title(liste), liste.formation or verbatim(liste.commission)), langue)
    return Paper(
        title,
        liste.exporte_le,
        reminder=said(joined(" · ", verbatim(title), verbatim(liste.campagne)), langue),
        foot=said(_foot(liste), langue),
        blocks=[*_opening(liste, langue), _table(liste, langue), *_closing(liste, langue)],
    )


def _title(liste: ListeDecisions) -> Msg:
    return N_("Personnes sans avis") if liste.attente else N_("Liste des décisions")


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
    year = N_("campagne {annee}", annee=liste.campagne) if liste.campagne else NOTHING
    about = joined(" · ", verbatim(liste.commission), year)
    return [
        Paragraph(say(_title(liste)), TITLE, tag="H1", before=7 * MM, tied=True),
        Paragraph(say(liste.formation or N_("Toutes les formations")), STRONG, before=1 * MM, tied=True),
        *([Paragraph(say(about), tied=True)] if about else []),
    ]


def _shown(liste: ListeDecisions) -> list[_Column]:
    """The columns that this list has something to say in."""
    several = any(row.formation for row in liste.lignes)
    last = _FIRST_OF_AVIS if liste.attente else len(COLUMNS)
    kept = [
        (place, column)
        for place, column in enumerate(COLUMNS[:last])
        if (place != _FORMATION or several) and not (liste.attente and place == _RANG)
    ]
    left = 1 - sum(share for _place, (_title, share, _say) in kept)
    wide = kept[-1 if liste.attente else -2][0]  # motives take it; where there is none, what comes last
    return [(title, share + (left if place == wide else 0), say) for place, (title, share, say) in kept]


def _table(liste: ListeDecisions, langue: Langue) -> Block:
    say = partial(said, langue=langue)
    if not liste.lignes:
        return Paragraph(say(N_("Aucune candidature ne correspond à ce filtre.")), TEXT, before=5 * MM)
    shown = _shown(liste)
    ranked = not liste.attente
    columns = tuple(
        PageColumn(say(title), share, right=ranked and not place) for place, (title, share, _) in enumerate(shown)
    )
    rows = tuple(_row(ligne, shown, langue, ranked) for ligne in liste.lignes)
    return PageTable(columns, rows, object(), before=5 * MM, closes=True)


def _row(ligne: LigneDecision, shown: list[_Column], langue: Langue, ranked: bool) -> Row:
    said_of = (tell(ligne) for _title, _share, tell in shown)
    texts = [said(one, langue) if isinstance(one, Msg) else one for one in said_of]
    name = 2 if ranked else 1
    return tuple(
        (Paragraph(text, STRONG if place == name else TEXT, right=ranked and not place),)
        for place, text in enumerate(texts)
    )


def _closing(liste: ListeDecisions, langue: Langue) -> list[Block]:
    say = partial(said, langue=langue)
    counted = Counter(ligne.avis for ligne in liste.lignes)
    each = (N_("{avis}\u00a0: {nombre}", avis=avis, nombre=count) for avis, count in sorted(counted.items()))
    total = say(NN_("{n} personne", "{n} personnes", len(liste.lignes)) if liste.attente else joined(" · ", *each))
    blocks: list[Block] = []
    if liste.lignes:
        blocks.append(Paragraph(total, head=f"{say(_TOTAL)} ", before=5 * MM, tied=True))
    absent = say(N_("Ne figurent pas ici\u00a0:"))
    return blocks + [
        Paragraph(f"{count} – {say(why)}", head=f"{absent} ", before=2 * MM, tied=True) for why, count in liste.retenues
    ]
