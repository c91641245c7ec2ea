"""The recovery key on paper: one page, to be put where the office keeps what must not be lost."""

from __future__ import annotations

from scolarite_desk.exchange.pdf import fonts, pages, paper
from scolarite_desk.exchange.pdf.blocks import Block, Paragraph
from scolarite_desk.exchange.pdf.french import day
from scolarite_desk.exchange.pdf.paper import Paper
from scolarite_desk.exchange.pdf.table import PageColumn, PageTable
from scolarite_desk.exchange.pdf.type import MM, TEXT, TITLE, WARNING, Style
from scolarite_desk.models.rows.documents import CleSecours, Rendered

SHEET = pages.Sheet()
LARGE, BESIDE = Style(20, 30, fonts.BOLD), Style(TEXT.size, 30)
_HOW = (
    ("Quand elle sert\u00a0: ", "tous les mots de passe de cette base sont perdus, ou l’administrateur n’est plus là."),
    ("Comment\u00a0: ", "au démarrage, «\u00a0Mot de passe oublié\u00a0», puis la clé telle qu’elle est écrite ici. "
     "Majuscules et tirets n’importent pas\u00a0; le dernier caractère de chaque groupe vérifie les autres."),
    ("Où la ranger\u00a0: ", "dans un coffre ou une armoire fermée, loin du poste. Jamais dans un courriel, "
     "ni dans un fichier que l’on garde."),
    ("Ce qu’elle ouvre\u00a0: ", "toute la base, à qui tient aussi le fichier. Si quelqu’un d’autre l’a vue, faites-en "
     "une nouvelle dans Fichier › Comptes\u00a0: celle-ci n’ouvrira plus rien, sauf d’anciennes copies du coffre."),
)  # fmt: skip


def render(cle: CleSecours) -> Rendered:
    """The key as a tagged PDF of one page. Raises `Unavailable` without its font."""
    return paper.render(cle, _written, SHEET)


def _written(cle: CleSecours) -> Paper:
    title = f"Clé de secours de {cle.base}"
    made = f"Base {cle.base} · faite le {day(cle.faite_le)} à {cle.faite_le:%H h %M} par {cle.par}"
    blocks: list[Block] = [
        Paragraph("Clé de secours", TITLE, tag="H1", before=10 * MM, tied=True),
        Paragraph(made, TEXT, before=1 * MM, tied=True),
        Paragraph(
            "La base n’en garde pas d’exemplaire lisible\u00a0: elle n’est plus jamais affichée.",
            WARNING,
            before=1 * MM,
        ),
        _groups(cle.cle),
        *(Paragraph(said, TEXT, head=head, before=5 * MM) for head, said in _HOW),
    ]
    return Paper(title, cle.faite_le, reminder=title, foot="Clé de secours · à garder sous clé", blocks=blocks)


def _groups(cle: str) -> Block:
    rows = tuple(
        ((Paragraph(f"Groupe {rank}", BESIDE),), (Paragraph(" ".join(group), LARGE),))
        for rank, group in enumerate(cle.split("-"), 1)
    )
    return PageTable((PageColumn("Ordre", 0.25), PageColumn("Caractères", 0.75)), rows, key="cle", before=8 * MM)
