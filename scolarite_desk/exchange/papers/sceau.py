"""The day's seal on one page: where the journal stood, to be typed or scanned back the day one doubts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from scolarite_desk.exchange.pdf import entete, fonts, pages, paper
from scolarite_desk.exchange.pdf.blocks import Block, Paragraph
from scolarite_desk.exchange.pdf.figures import Barcode
from scolarite_desk.exchange.pdf.french import day, hour
from scolarite_desk.exchange.pdf.paper import Paper
from scolarite_desk.exchange.pdf.type import MM, TEXT, TITLE, Style
from scolarite_desk.langue import Langue, said
from scolarite_desk.models.rows.documents import PosteScelle, Rendered, Sceau
from scolarite_desk.msg import N_, NN_, Msg

SHEET = pages.Sheet()
CODE, NAME = Style(15, 22, fonts.BOLD), Style(11, 15, fonts.BOLD)
_HOW = (
    (N_("Comment vérifier\u00a0:"), N_(
        "dans Journal › Vérification et preuve, tapez ou scannez le code. La fenêtre dit si le journal passe encore "
        "par là. En ligne de commande\u00a0: check --temoin, suivi du code.")),
    (N_("Ce qu’elle prouve\u00a0:"), N_(
        "ni un journal écourté, ni un fichier plus ancien, ni un journal réécrit avant ce point ne peuvent lui "
        "correspondre.")),
    (N_("Ce qu’elle ne prouve pas\u00a0:"), N_(
        "qui tient un mot de passe de la base et sait programmer peut réécrire ce qui suit la dernière preuve, ou "
        "signer du nom d’un autre. Plus les preuves sont rapprochées, moins il en reste.")),
    (N_("Où la ranger\u00a0:"), N_(
        "datée et signée, loin du poste et de qui administre la base. Elle ne contient aucune donnée personnelle sur "
        "les candidats.")),
)  # fmt: skip


def render(sceau: Sceau, langue: Langue) -> Rendered:
    """The seal as a tagged PDF. Raises `Unavailable` without its font."""
    return paper.render(sceau, _written, SHEET, langue)


def _written(sceau: Sceau, langue: Langue) -> Paper:
    say = partial(said, langue=langue)
    title = say(N_("Preuve d’intégrité du journal {numero}", numero=sceau.numero))
    made = say(
        N_(
            "{numero} · {jour} à {heure} par {qui}",
            numero=sceau.numero,
            jour=day(sceau.fait_le),
            heure=hour(sceau.fait_le),
            qui=sceau.par,
        )
    )
    written = say(N_("Ce qui est écrit ci-dessous était dans la base à cet instant."))
    blocks: list[Block] = [
        Paragraph(say(N_("Preuve d’intégrité du journal")), TITLE, tag="H1", before=10 * MM, tied=True),
        Paragraph(made, TEXT, before=1 * MM),
        Paragraph(written, TEXT, before=1 * MM),
        *(block for poste in sceau.postes for block in _station(poste, langue)),
        *(
            Paragraph(say(text), TEXT, head=f"{say(head)} ", before=(5 if number else 9) * MM)
            for number, (head, text) in enumerate(_HOW)
        ),
        Paragraph(say(N_("Vu par (nom, date, signature)\u00a0:")), TEXT, before=12 * MM),
    ]
    return Paper(title, sceau.fait_le, reminder=title, foot=title, blocks=blocks, mark=say(entete.mark(sceau)))


def _station(poste: PosteScelle, langue: Langue) -> Iterator[Block]:
    say = partial(said, langue=langue)
    name = N_("Poste {nom}, ce poste", nom=poste.nom) if poste.ici else N_("Poste {nom}", nom=poste.nom)
    yield Paragraph(say(name), NAME, tag="H2", before=8 * MM, tied=True)
    yield Paragraph(say(_works(poste)), TEXT, tied=True)
    yield Paragraph("  ".join(poste.code.split("-")), CODE, before=2 * MM, tied=True)
    bars = say(N_("Code-barres de la preuve du poste {nom}", nom=poste.nom))
    yield Barcode(poste.code.replace("-", ""), bars, before=2 * MM)


def _works(poste: PosteScelle) -> Msg:
    count = NN_("{n} modification", "{n} modifications", poste.travaux)
    if poste.dernier_le is None:
        return count
    jour, heure = day(poste.dernier_le), hour(poste.dernier_le)
    return N_("{modifications}, la dernière le {jour} à {heure}", modifications=count, jour=jour, heure=heure)
