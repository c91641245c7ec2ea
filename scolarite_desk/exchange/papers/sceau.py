"""The day's seal on one page: where the journal stood, to be typed or scanned back the day one doubts."""

from __future__ import annotations

from collections.abc import Iterator

from scolarite_desk.exchange.pdf import fonts, pages, paper
from scolarite_desk.exchange.pdf.blocks import Block, Paragraph
from scolarite_desk.exchange.pdf.figures import Barcode
from scolarite_desk.exchange.pdf.french import day
from scolarite_desk.exchange.pdf.paper import Paper
from scolarite_desk.exchange.pdf.type import MM, TEXT, TITLE, Style
from scolarite_desk.models.rows.documents import PosteScelle, Rendered, Sceau
from scolarite_desk.models.rules.french import plural

SHEET = pages.Sheet()
CODE, NAME = Style(15, 22, fonts.BOLD), Style(11, 15, fonts.BOLD)
_HOW = (
    ("Comment vérifier\u00a0: ", "dans Journal › Vérification et preuve, tapez ou scannez le code. La fenêtre dit si "
     "le journal passe encore par là. En ligne de commande\u00a0: check --temoin, suivi du code."),
    ("Ce qu’elle prouve\u00a0: ", "ni un journal écourté, ni un fichier plus ancien, ni un journal réécrit avant ce "
     "point ne peuvent lui correspondre."),
    ("Ce qu’elle ne prouve pas\u00a0: ", "qui tient un mot de passe de la base et sait programmer peut réécrire ce "
     "qui suit la dernière preuve, ou signer du nom d’un autre. Plus les preuves sont rapprochées, moins il en reste."),
    ("Où la ranger\u00a0: ", "datée et signée, loin du poste et de qui administre la base. Elle ne contient aucune "
     "donnée personnelle sur les candidats."),
)  # fmt: skip


def render(sceau: Sceau) -> Rendered:
    """The seal as a tagged PDF. Raises `Unavailable` without its font."""
    return paper.render(sceau, _written, SHEET)


def _written(sceau: Sceau) -> Paper:
    title = f"Preuve d’intégrité du journal {sceau.numero}"
    made = f"{sceau.numero} · {day(sceau.fait_le)} à {sceau.fait_le:%H h %M} par {sceau.par}"
    blocks: list[Block] = [
        Paragraph("Preuve d’intégrité du journal", TITLE, tag="H1", before=10 * MM, tied=True),
        Paragraph(made, TEXT, before=1 * MM),
        Paragraph("Ce qui est écrit ci-dessous était dans la base à cet instant.", TEXT, before=1 * MM),
        *(block for poste in sceau.postes for block in _station(poste)),
        *(Paragraph(said, TEXT, head=head, before=5 * MM) for head, said in _HOW),
        Paragraph("Vu par (nom, date, signature)\u00a0:", TEXT, before=12 * MM),
    ]
    return Paper(title, sceau.fait_le, reminder=title, foot=title, blocks=blocks)


def _station(poste: PosteScelle) -> Iterator[Block]:
    here = ", ce poste" if poste.ici else ""
    last = f", la dernière le {poste.dernier_le:%d/%m/%Y à %H h %M}" if poste.dernier_le else ""
    works = f"{poste.travaux} {plural(poste.travaux, 'modification', 'modifications')}"
    yield Paragraph(f"Poste {poste.nom}{here}", NAME, tag="H2", before=8 * MM, tied=True)
    yield Paragraph(works + last, TEXT, tied=True)
    yield Paragraph("  ".join(poste.code.split("-")), CODE, before=2 * MM, tied=True)
    yield Barcode(poste.code.replace("-", ""), f"Code-barres de la preuve du poste {poste.nom}", before=2 * MM)
