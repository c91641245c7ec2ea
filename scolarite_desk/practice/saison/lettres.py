"""What leaves the office in a season: letters in lots, as a desk edits them, procès-verbaux, lists and workbooks."""

from __future__ import annotations

from typing import Any

from scolarite_desk.langue import SOURCE, langue
from scolarite_desk.models.rules.documents import ENREGISTRE
from scolarite_desk.models.rules.papiers import DECISION
from scolarite_desk.practice.saison.jeu import Saison
from scolarite_desk.services.courriers import Demandee
from scolarite_desk.services.exports import export_decisions
from scolarite_desk.services.exports_lettres import export_letters
from scolarite_desk.store.queries.decisions import Filter


def courriers(
    saison: Saison,
    papier: str = DECISION,
    *,
    devenir: str = ENREGISTRE,
    formation: str = "",
    avis: str | None = None,
    **asked: Any,
) -> None:
    """The letters of the campaign in a folder, or those of one formation in one file. Each that does not leave is
    counted with its reasons.
    """
    nom = f"lettres/{len(saison.comptes):02}-{papier}" + (f"-{formation}.pdf" if formation else "")
    chosen = Filter(
        campagne=saison.cles["campagne"],
        formation=saison.cles[formation] if formation else None,
        avis=avis,
        valides=papier == DECISION,
    )
    (saison.out / "lettres").mkdir(exist_ok=True)
    with saison.pas(f"lettre {papier}") as step:
        look = saison.joue(
            f"lettres {papier}",
            lambda: export_letters(
                saison.store, chosen, saison.out / nom, step, devenir=devenir, asked=Demandee(papier, **asked)
            ),
        )
    if look is not None:
        saison.ecrit(nom)
        saison.refusees(papier, [one.phrase for left in look.vides for one in left.raisons])
        saison.refusees(papier, [why for _who, why in look.refusees])


def exports(saison: Saison) -> None:
    """What was decided, as each reader wants it."""
    for fmt in ("xlsx", "csv", "pdf"):
        _export(saison, fmt)


def bilan(saison: Saison) -> None:
    """What the season decided, before it closes."""
    _export(saison, "xlsx")


def attente(saison: Saison) -> None:
    """Who the commissions are about to look at."""
    _export(saison, "attente")


def _export(saison: Saison, fmt: Any) -> None:
    nom = f"exports/{saison.compte.code}-decisions.{'pdf' if fmt == 'attente' else fmt}"
    (saison.out / "exports").mkdir(exist_ok=True)
    chosen = Filter(campagne=saison.cles["campagne"])
    with saison.pas(f"ligne {fmt}") as step:
        written = saison.joue(
            f"decisions {fmt}",
            lambda: export_decisions(saison.store, chosen, fmt, saison.out / nom, step, langue=langue(SOURCE)),
        )
    if written:
        saison.ecrit(nom)
