"""Days of the season: whose each group is, and that nobody reads them elsewhere."""

from __future__ import annotations

import ast
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk.langue import kept
from scolarite_desk.models.rules.calendrier import DATES, GROUPES, calendar_of
from scolarite_desk.models.tables.formation import Campagne, Formation, OuvertureFormation, SessionDepot
from tests.sources import sources

MAIN, OTHER = "1" * 32, "2" * 32
DAY = date(2026, 5, 1)
LEVELS = ("formation", "session", "campagne")
SAID = st.fixed_dictionaries({name: st.booleans() for name in DATES})


def _days(said: dict[str, bool], level: int) -> dict[str, Any]:
    """Those that are said, each level by values of its own."""
    counted = {name: level + 1 if name.startswith("delai") else DAY + timedelta(days=level) for name in DATES}
    return {name: counted[name] for name, yes in said.items() if yes}


@given(SAID, SAID, st.booleans(), st.booleans())
def test_a_day_comes_from_the_pair_else_its_session_else_the_campaign_and_says_which(
    pair: dict[str, bool], session: dict[str, bool], campaign: bool, own: bool
) -> None:
    days = [_days(pair, 0), _days(session, 1), {"debut_depot": DAY + timedelta(days=2)} if campaign else {}]
    depot = SessionDepot(id=MAIN if own else OTHER, **days[1])
    if own:  # an opening of another session is of no concern
        formation, ouverture = Formation(session_id=MAIN, **days[0]), OuvertureFormation(jury=date(2020, 1, 1))
    else:  # nor is what the formation says for its own
        formation, ouverture = Formation(session_id=MAIN, jury=date(2020, 1, 1)), OuvertureFormation(**days[0])
    found = calendar_of(formation, ouverture, depot, Campagne(debut=days[2].get("debut_depot")))
    for groupe, names in GROUPES.items():
        level = next((rank for rank, said in enumerate(days) if said.keys() & {*names}), None)
        wanted = {name: None if level is None else days[level].get(name) for name in names}
        assert {name: getattr(found, name) for name in names} == wanted
        assert kept(found.titre(groupe)) == ("" if level is None else kept_title(level))


def kept_title(level: int) -> str:
    return f"Calendrier de la {LEVELS[level]}"


def test_a_session_or_an_opening_in_the_trash_says_nothing() -> None:
    gone = DAY.replace(year=2025)
    depot, ouverture = SessionDepot(id=OTHER, jury=DAY), OuvertureFormation(jury=gone, retire_le=gone)
    assert calendar_of(Formation(session_id=MAIN), ouverture, depot, None).jury == DAY
    depot.retire_le = gone
    assert calendar_of(Formation(session_id=MAIN), ouverture, depot, None).jury is None


def test_no_other_module_reads_the_days_of_a_formation_a_session_or_an_opening() -> None:
    plain = {*DATES} - {"retour", "confirmation"}  # a page, an answer are called so too
    rows = {"formation", "ouverture", "session_depot", "depot"}
    told = []
    for source in sources():
        for node in source.nodes():
            if not isinstance(node, ast.Attribute) or not isinstance(node.ctx, ast.Load):
                continue
            holder = node.value.id if isinstance(node.value, ast.Name) else getattr(node.value, "attr", "")
            if (node.attr in plain and holder != "calendrier") or (node.attr in DATES and holder in rows):
                told.append(f"{source.path}:{node.lineno} {ast.unparse(node)}")
    assert told == []
