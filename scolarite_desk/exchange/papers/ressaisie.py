"""The sheet from which a dossier is typed again in eCandidat: a report, marked on every page as a working paper."""

from __future__ import annotations

from dataclasses import replace

from scolarite_desk.exchange.papers import rapport
from scolarite_desk.exchange.pdf import paper
from scolarite_desk.exchange.pdf.paper import Paper
from scolarite_desk.langue import Langue, said
from scolarite_desk.models.rows.documents import Rendered
from scolarite_desk.models.rows.rapport import Rapport
from scolarite_desk.msg import N_

MARK = N_("Fiche de travail, à ne pas remettre")


def render(fiche: Rapport, langue: Langue) -> Rendered:
    """The sheet as a tagged PDF. Raises `Unavailable` without its font."""
    return paper.render(fiche, _written, rapport.SHEET, langue)


def _written(fiche: Rapport, langue: Langue) -> Paper:
    return replace(rapport.written(fiche, langue), mark=said(MARK, langue))
