"""Saved views of desks that work apart: one name is one view, and what each changed of it is there after."""

from __future__ import annotations

import json
from typing import Any

from scolarite_desk.models.rows.vues import Vue
from scolarite_desk.models.rules.filtre import Condition, Et, Tri
from scolarite_desk.models.tables.vue import VueEnregistree
from scolarite_desk.services.divergences import settle
from scolarite_desk.services.vues import INSCRITS, save_shared_view, save_view, views_of
from scolarite_desk.store.check.check import check
from scolarite_desk.store.perimetre import ACCOUNT
from scolarite_desk.store.queries.divergences import divergences
from tests.services.conftest import Desk
from tests.store.damage import sql
from tests.sync.conftest import abc, founded, later, share

__all__ = ["abc", "founded"]

COMPLETE: dict[str, Any] = {"condition": "statut", "valeurs": ["CO"]}


def saved(desk: Desk) -> list[Vue]:
    """The views of Décisions, but those that ship."""
    return [one for one in desk.read(views_of, "decisions") if one != INSCRITS]


def test_two_desks_that_save_the_same_view_made_one(abc: list[Desk]) -> None:
    a, b, _ = abc
    keys = {desk(save_shared_view, "decisions", name, COMPLETE) for desk, name in ((a, "À voir"), (b, "À voir"))}
    own = [desk(save_view, "decisions", "À voir", {}) for desk in (a, b)]
    share(*abc)
    b.store._info[ACCOUNT] = b.store.auteur  # whoever reads there is who works there
    assert len(keys) == 1
    for desk, mine in zip((a, b), own, strict=True):
        assert [one.key for one in saved(desk)] == [mine, *keys], "another’s own is not shown"
        assert not desk.read(divergences)


def test_one_changes_the_filter_and_another_the_order(abc: list[Desk]) -> None:
    a, b, c = abc
    a(save_shared_view, "decisions", "À voir", COMPLETE, ["avis"])
    share(*abc)
    later(abc, minutes=1)
    a(save_shared_view, "decisions", "À voir", {}, ["avis"], remplacer=True)
    b(save_shared_view, "decisions", "À voir", COMPLETE, ["avis"], [["rang", "asc"]], remplacer=True)
    share(*abc)
    for desk in abc:
        [found] = saved(desk)
        assert (found.filtre, found.tri) == (Et(), (Tri("rang"),))
        assert not desk.read(divergences)
    a(save_shared_view, "decisions", "À voir", COMPLETE, remplacer=True)
    c(save_shared_view, "decisions", "À voir", {"condition": "sans_avis"}, remplacer=True)
    share(*abc)
    shown = {str(saved(desk)[0].filtre) for desk in abc}
    assert len(shown) == 1
    [apart] = b.read(divergences)
    assert apart.groupe == "filtre", "both changed whom it shows"
    b(settle, *apart.fiches[0], "filtre", apart.versions[0].code)
    share(*abc)
    assert not any(desk.read(divergences) for desk in abc)


def test_a_view_of_a_newer_desk_is_received_whole_and_shown_without_what_is_not_known(abc: list[Desk]) -> None:
    a, b, _ = abc
    newer = json.dumps({"et": [COMPLETE, {"condition": "de_demain"}]})
    with a.store.work("save_shared_view") as work:
        work.add(VueEnregistree(salle="decisions", libelle="De demain", filtre=newer, colonnes='["photo"]', tri="[]"))
    share(a, b)
    [found] = saved(b)
    assert found.filtre == Et((Condition("statut", ("CO",)),))
    assert len(found.passes) == 2
    assert sql(b.store, "SELECT filtre FROM vue") == [(newer,)], "the base keeps what it was given"
    assert all(not one.fautes for one in check(b.store))
