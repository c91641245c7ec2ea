"""Candidatures read over a whole practice base: every column is filled, a lot is so many statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk import practice as exercice
from scolarite_desk.exchange.tables.colonne import Colonne
from scolarite_desk.exchange.tables.decisions import COLONNES
from scolarite_desk.langue import SOURCE, kept, langue
from scolarite_desk.models.rows.candidature_lue import CandidatureLue
from scolarite_desk.models.rules.places import Paire
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.dossier import Cvec
from scolarite_desk.models.tables.formation import Centre
from scolarite_desk.models.tables.visite import Visite
from scolarite_desk.msg import NOTHING
from scolarite_desk.services import completude
from scolarite_desk.services.en_lot import offered
from scolarite_desk.services.extraits import EXTRAITS
from scolarite_desk.services.listes import LISTES, Chosen, listing
from scolarite_desk.services.reglages import settings
from scolarite_desk.services.suivi import SUIVI, followed
from scolarite_desk.store.queries import candidature_lue
from scolarite_desk.store.queries.calendriers import calendars_of
from scolarite_desk.store.queries.decisions import Filter, candidature_keys
from scolarite_desk.store.queries.listes import paires_of, real_ranks
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.queries.places import places, places_with
from scolarite_desk.store.queries.rows import by_key
from scolarite_desk.store.queries.seance import lignes_of
from scolarite_desk.store.queries.seances import held_for
from scolarite_desk.store.queries.stades import stades
from scolarite_desk.store.store import Store
from scolarite_desk.store.vault.vault import Cost
from tests.statements import counted


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A practice base of 300 dossiers."""
    path = tmp_path_factory.mktemp("lue") / "exercice.sdesk"
    store = exercice.make(path, 300, 1, date(2026, 7, 6), cost=Cost(8192, 1))
    yield store
    store.close()


def keys_of(store: Store) -> list[str]:
    with store.reading() as session:
        return candidature_keys(session, Filter(annulees=True))


def read(store: Store, keys: list[str]) -> list[CandidatureLue]:
    with store.reading() as session:
        return list(candidature_lue.candidatures_lues(session, keys, lists(session), settings(session)))


@pytest.fixture(scope="module")
def rows(practice: Store) -> list[CandidatureLue]:
    return read(practice, keys_of(practice))


@pytest.mark.parametrize("colonne", COLONNES, ids=lambda colonne: colonne.cle)
def test_no_column_is_empty_over_the_whole_base(rows: list[CandidatureLue], colonne: Colonne[CandidatureLue]) -> None:
    assert any(colonne.lire(row) not in (None, "") for row in rows)


# What no practice base holds: nobody keeps the bytes of its papers, so that nothing becomes of them, and no
# procès-verbal is drawn; an INE that replaced a provisional one is a person's later act.
_NOT_PRACTISED = {
    "registre": {"etape", "depuis", "jour", "modele_le", "motif"},
    "seances": {"proces_verbal"},
    "ine": {"remplace_par"},
    "inscrits": {"nom_usage", "numero_etudiant"},  # of so few: the whole base of decisions has it
}


@pytest.mark.parametrize("code", EXTRAITS)
def test_no_column_of_another_list_is_empty_over_the_whole_base(practice: Store, code: str) -> None:
    one, asked = EXTRAITS[code], Chosen(jour=visited(practice))
    with practice.reading() as session:
        rows = list(one.lire(session, practice, asked, langue(SOURCE)))
    blank = {colonne.cle for colonne in one.colonnes if all(colonne.lire(row) in (None, "", NOTHING) for row in rows)}
    assert rows
    assert blank <= _NOT_PRACTISED.get(code, set())


def visited(store: Store) -> date:
    """A day that people came."""
    with store.reading() as session:
        found = session.scalars(select(Visite.jour).where(Visite.tiers.is_not(None)).order_by(Visite.jour)).all()
    return found[-1]


def test_a_day_to_answer_is_told_of_who_is_asked_only(rows: list[CandidatureLue]) -> None:
    asked = [row for row in rows if row.avis.limite_confirmation]
    assert {row.avis.avis.code for row in asked} == {"FA"}, "nobody is called from the list here"


def test_a_lot_takes_as_many_statements_whatever_it_holds(practice: Store) -> None:
    keys, taken = keys_of(practice), set[int]()
    for some in (keys[:20], keys[-20:], keys[:300]):
        with counted(practice) as statements:
            read(practice, some)
        taken.add(len(statements))
        assert max(Counter(statements).values()) <= 4, (
            "sessions: of a formation, of a candidature, in its days, in its silence"
        )
    assert max(taken) - min(taken) <= 2, "other sessions are read where one of them is in it, once"


def of_rows(query: Callable[[Session, list[Candidature]], object]) -> Callable[[Session, list[str]], object]:
    """A reading of the rows of some candidatures."""
    return lambda session, keys: query(session, list(by_key(session, Candidature, keys).values()))


def of_formations(query: Callable[[Session, list[str]], object]) -> Callable[[Session, list[str]], object]:
    """A reading of the formations of some candidatures."""
    return lambda session, keys: query(session, sorted({one.formation for one in paires_of(session, keys).values()}))


LISTS: dict[str, Callable[[Session, list[str]], object]] = {
    "where they stand": of_rows(stades),
    "what is possible": offered,
    "calendars": of_rows(calendars_of),
    "lists": paires_of,
    "free places": of_formations(lambda session, keys: places(session, map(Paire, keys))),
    "real ranks": of_formations(real_ranks),
    "places of a lot": places_with,
    "rows of a room": lignes_of,
    "meetings": lambda session, keys: held_for(session, keys, date(2026, 7, 6)),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_takes_as_many_statements_as_one(practice: Store, name: str) -> None:
    with practice.reading() as session:
        keys = candidature_keys(session, Filter(valides=True)) + candidature_keys(session, Filter())
    taken = list[int]()
    for some in (keys[:1], keys):
        with practice.reading() as session, counted(practice) as statements:
            LISTS[name](session, list(dict.fromkeys(some)))
        taken.append(len(statements))
    assert taken[1] - taken[0] in (0, 1), "other sessions are read where one of them is in it, once"


@pytest.mark.parametrize("code", SUIVI)
def test_a_list_of_the_day_asks_nothing_at_each_of_its_lines(practice: Store, code: str) -> None:
    with practice.reading() as session:
        centres = len(session.scalars(select(Centre.id)).all())
        with counted(practice) as statements:
            followed(session, code, practice.clock())
    assert max(Counter(statements).values()) <= centres, "the zone of each centre"


@pytest.mark.parametrize("name", LISTES)
def test_a_list_of_the_command_line_asks_nothing_at_each_of_its_lines(practice: Store, name: str) -> None:
    with counted(practice) as statements:
        lines = len(listing(practice, name, Chosen(jour=date(2026, 7, 6))))
    assert max(Counter(statements).values()) <= len(SUIVI), f"{lines} lines: a lot, a centre, a list of the day"


def test_a_list_may_be_longer_than_what_a_statement_takes_apart(practice: Store) -> None:
    keys = keys_of(practice)
    many = [*keys, *(f"{one:032x}" for one in range(33_000))]
    with practice.reading() as session:
        for found in (paires_of(session, many), candidature_keys(session, Filter(annulees=True, parmi=tuple(many)))):
            assert set(found) == set(keys)
        assert held_for(session, many, date(2026, 7, 6)) == held_for(session, keys, date(2026, 7, 6))


def test_they_come_in_the_order_asked_for_whatever_the_lots(
    practice: Store, rows: list[CandidatureLue], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidature_lue, "LOT", 7)
    assert read(practice, keys_of(practice)[::-1]) == rows[::-1]


def test_what_is_due_is_what_makes_the_dossier_incomplete(practice: Store, rows: list[CandidatureLue]) -> None:
    codes = {"piece_manquante": False, "piece_refusee": True}
    seen = set[bool]()
    with practice.reading() as session:
        for key, row in list(zip(keys_of(practice), rows, strict=True))[::8]:
            missing = [one for one in completude.lacking(session, key) if one.code in codes]
            due = [(kept(one.label), codes[one.code]) for one in missing]
            assert [(piece.libelle, piece.refusee) for piece in row.pieces.dues] == due
            seen |= {refusee for _libelle, refusee in due}
    assert seen == {True, False}


def test_a_cvec_that_leaves_the_office_says_whether_it_was_seen_and_what_is_unusual(rows: list[CandidatureLue]) -> None:
    told = {kept(row.dossier.cvec_controle) for row in rows if row.dossier.cvec}
    assert {"vérifiée", "pas encore vérifiée"} <= told
    assert all(kept(row.dossier.cvec_controle) == "" for row in rows if not row.dossier.cvec)
    assert kept(candidature_lue._seen(Cvec(numero="ABC12"))).startswith("Forme inhabituelle")
