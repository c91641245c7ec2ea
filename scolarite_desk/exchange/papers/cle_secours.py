"""The recovery key on paper: one page, to be put where the office keeps what must not be lost."""

from __future__ import annotations

from functools import partial

from scolarite_desk.exchange.pdf import fonts, pages, paper
from scolarite_desk.exchange.pdf.blocks import Block, Paragraph
from scolarite_desk.exchange.pdf.french import day, hour
from scolarite_desk.exchange.pdf.paper import Paper
from scolarite_desk.exchange.pdf.table import PageColumn, PageTable
from scolarite_desk.exchange.pdf.type import MM, TEXT, TITLE, WARNING, Style
from scolarite_desk.langue import Langue, said
from scolarite_desk.models.rows.documents import CleSecours, Rendered
from scolarite_desk.msg import N_

SHEET = pages.Sheet()
LARGE, BESIDE = Style(20, 30, fonts.BOLD), Style(TEXT.size, 30)
_HOW = (
    (N_("Quand elle sert\u00a0:"), N_(
        "tous les mots de passe de cette base sont perdus, ou l’administrateur n’est plus là.")),
    (N_("Comment\u00a0:"), N_(
        "au démarrage, «\u00a0Mot de passe oublié\u00a0», puis la clé telle qu’elle est écrite ici. "
        "Majuscules et tirets n’importent pas\u00a0; le dernier caractère de chaque groupe vérifie les autres.")),
    (N_("Où la ranger\u00a0:"), N_(
        "dans un coffre ou une armoire fermée, loin du poste. Jamais dans un courriel, ni dans un fichier que l’on "
        "garde.")),
    (N_("Ce qu’elle ouvre\u00a0:"), N_(
        "toute la base, à qui tient aussi le fichier. Si quelqu’un d’autre l’a vue, faites-en une nouvelle dans "
        "Fichier › Comptes\u00a0: celle-ci n’ouvrira plus rien, sauf d’anciennes copies du coffre.")),
)  # fmt: skip


def render(cle: CleSecours, langue: Langue) -> Rendered:
    """The key as a tagged PDF of one page. Raises `Unavailable` without its font."""
    return paper.render(cle, _written, SHEET, langue)


def _written(cle: CleSecours, langue: Langue) -> Paper:
    say = partial(said, langue=langue)
    title = say(N_("Clé de secours de {base}", base=cle.base))
    made = N_(
        "Base {base} · faite le {jour} à {heure} par {qui}",
        base=cle.base,
        jour=day(cle.faite_le),
        heure=hour(cle.faite_le),
        qui=cle.par,
    )
    only = N_("La base n’en garde pas d’exemplaire lisible\u00a0: elle n’est plus jamais affichée.")
    blocks: list[Block] = [
        Paragraph(say(N_("Clé de secours")), TITLE, tag="H1", before=10 * MM, tied=True),
        Paragraph(say(made), TEXT, before=1 * MM, tied=True),
        Paragraph(say(only), WARNING, before=1 * MM),
        _groups(cle.cle, langue),
        *(Paragraph(say(text), TEXT, head=f"{say(head)} ", before=5 * MM) for head, text in _HOW),
    ]
    foot = say(N_("Clé de secours · à garder sous clé"))
    return Paper(title, cle.faite_le, reminder=title, foot=foot, blocks=blocks)


def _groups(cle: str, langue: Langue) -> Block:
    say = partial(said, langue=langue)
    columns = (PageColumn(say(N_("Ordre")), 0.25), PageColumn(say(N_("Caractères")), 0.75))
    rows = tuple(
        ((Paragraph(say(N_("Groupe {rang}", rang=rank)), BESIDE),), (Paragraph(" ".join(group), LARGE),))
        for rank, group in enumerate(cle.split("-"), 1)
    )
    return PageTable(columns, rows, key="cle", before=8 * MM)
