"""The columns and the order of a saved view, in words."""

from __future__ import annotations

from functools import reduce

from scolarite_desk.models.rows.vues import Vue
from scolarite_desk.msg import N_, Msg, joined, verbatim
from scolarite_desk.store.queries.vues import FILE

_QUEUE = {
    "nom": N_("Personne"), "ne_le": N_("Né(e) le"), "etat": N_("État"), "numero": N_("Dossier"), "ine": N_("INE"),
    "suivi_le": N_("Suivi à faire"), "incomplet_le": N_("Incomplet depuis une date"),
}  # fmt: skip


def presentation(vue: Vue) -> Msg:
    """Which columns, in which order: those of the table when the view was asked for."""
    titles = _titles(vue.salle)
    shown = [titles.get(one) or verbatim(one) for one in vue.colonnes]
    colonnes = (
        N_("Colonnes\u00a0: {colonnes}.", colonnes=_listed(shown))
        if shown
        else N_("Colonnes\u00a0: celles de la liste.")
    )
    ways = [
        N_("{colonne} (décroissant)", colonne=titles.get(one.colonne) or verbatim(one.colonne))
        if one.descendant
        else titles.get(one.colonne) or verbatim(one.colonne)
        for one in vue.tri
    ]
    ordre = N_("Ordre\u00a0: {colonnes}.", colonnes=_listed(ways)) if ways else N_("Ordre\u00a0: celui de la liste.")
    return joined(" ", colonnes, ordre, _HOW)


_HOW = N_("Ce sont ceux du tableau en arrivant ici\u00a0: pour en changer, arrangez-le d’abord.")


def _listed(words: list[Msg]) -> Msg:
    return reduce(lambda one, other: N_("{une}, {autre}", une=one, autre=other), words)


def _titles(salle: str) -> dict[str, Msg]:
    if salle == FILE:
        return _QUEUE
    from scolarite_desk.exchange.tables.decisions import COLONNES  # what writes workbooks is not there at the start

    return {one.cle: one.entete for one in COLONNES}
