"""The one box: whoever is looked for is found first, whatever is typed, and the index never lags behind the base."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from scolarite_desk.langue import kept
from scolarite_desk.models.rules.ressemblance import Civil
from scolarite_desk.models.tables import schema
from scolarite_desk.models.tables.base import Partagee
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Campagne, Formation
from scolarite_desk.models.tables.personne import Identifiant, Personne
from scolarite_desk.progress import Cancelled, Progress
from scolarite_desk.store import search
from scolarite_desk.store.change import Change
from scolarite_desk.store.check.check_search import check_search
from scolarite_desk.store.file.engine import open_engine
from scolarite_desk.store.journal.journal import watch
from scolarite_desk.store.search import query, terms
from tests.store.scan import Someone, scan

TODAY = date(2026, 9, 14)
NOW = datetime(2026, 9, 14, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = open_engine(tmp_path_factory.mktemp("recherche") / "base.sdesk", bytes(32))
    with Session(engine) as session:
        schema.Base.metadata.create_all(session.connection())
        search.create(session)
        session.commit()
    yield engine
    engine.dispose()


class Bench:
    """A session whose changes the index follows at every `save`, as a work does before its commit."""

    def __init__(self, session: Session) -> None:
        self.session, self.changes = session, dict[str, Change]()
        watch(session, self.changes)
        self.campagne = self.add(Campagne(annee="2026-2027"))

    def add(self, row: Any) -> Any:
        self.session.add(row)
        self.session.flush()
        return row

    def save(self) -> None:
        self.session.flush()
        search.refresh(self.session, self.changes)
        self.changes.clear()

    def person(self, nom: str | None = None, prenom: str | None = None, ne_le: str | None = None, **more: Any) -> Any:
        person = self.add(Personne(nom_naissance=nom, prenom=prenom, ne_le=ne_le, **more))
        self.save()
        return person

    def dossier(self, person: Personne, numero: str, campagne: Campagne | None = None) -> Any:
        dossier = self.add(Dossier(personne_id=person.id, campagne_id=(campagne or self.campagne).id, numero=numero))
        self.save()
        return dossier

    def number(self, person: Personne, genre: str, valeur: str, **more: Any) -> Any:
        number = self.add(Identifiant(personne_id=person.id, genre=genre, valeur=valeur, **more))
        self.save()
        return number

    def find(self, text: str, limit: int = 50) -> search.Found:
        return search.find(self.session, text, TODAY, limit)

    def names(self, text: str) -> list[str]:
        return [f"{row.nom or ''} {row.prenom or ''}".strip() for row in self.find(text).rows]


@contextmanager
def undone(engine: Engine) -> Iterator[Bench]:
    with Session(engine) as session:
        yield Bench(session)
        session.rollback()


@pytest.fixture
def bench(engine: Engine) -> Iterator[Bench]:
    with undone(engine) as bench:
        yield bench


@pytest.fixture
def office(bench: Bench) -> Bench:
    """People who are asked for, among others who are near them."""
    maelle = bench.person("KERMAREC", "Maëlle", "2004-03-07", portable="+33639981204", courriel="maelle.k@exemple.fr")
    bench.number(maelle, "INE", "0199000001Z")
    bench.number(maelle, "INE_ALIAS", "0LFLRZ00015")
    bench.number(maelle, "MON_MASTER", "CAND00A1B2C3")
    bench.number(maelle, "APOGEE", "22001234")
    dossier = bench.dossier(maelle, "AAK7P2M9")
    bench.add(DocumentEmis(genre="recu", numero="03-2026-00042", dossier_id=dossier.id, emis_le=NOW, emis_par="Claire"))
    bench.save()
    bench.person("KERMARECQ", "Yann", "2003-11-12", portable="+33611223344")
    bench.person("MAELLE", "Kerguelen", "2001-01-01")
    bench.person("N’GUESSAN", "Aya", "2002-05-06")
    bench.person("LE GOFF", "Jean-Pierre", "1999-12-31", autres_prenoms="Anne, Soizic")
    bench.person("GOFFIC", "Lena", "2000-02-29")
    bench.person("Œuvrard", "Noé", "2005-08-09")
    bench.person("ŁUKASZEWSKI", "Łukasz", "2004-10-10")
    bench.person("Straße", "Ida", "2004-10-11")
    bench.person("DURAND", "Inès", "1998-07-14", nom_usage="PÉRIGNON")
    bench.person(None, "Sukarno", "1997-04-03")
    return bench


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("KERMAREC", "KERMAREC Maëlle"),
        ("kermarec maelle", "KERMAREC Maëlle"),
        ("Maëlle K", "KERMAREC Maëlle"),
        ("maelle kermarec", "KERMAREC Maëlle"),
        ("N'GUESSAN", "N’GUESSAN Aya"),
        ("N’Guessan", "N’GUESSAN Aya"),
        ("NGUESSAN", "N’GUESSAN Aya"),
        ("Le Goff", "LE GOFF Jean-Pierre"),
        ("LEGOFF", "LE GOFF Jean-Pierre"),
        ("le-goff", "LE GOFF Jean-Pierre"),
        ("goff jean pierre", "LE GOFF Jean-Pierre"),
        ("soizic", "LE GOFF Jean-Pierre"),
        ("oeuvrard", "Œuvrard Noé"),
        ("lukasz", "ŁUKASZEWSKI Łukasz"),
        ("strasse", "Straße Ida"),
        ("07032004", "KERMAREC Maëlle"),
        ("7/3/04", "KERMAREC Maëlle"),
        ("07 mars 2004", "KERMAREC Maëlle"),
        ("mars 2004", "KERMAREC Maëlle"),
        ("kermarec 2004", "KERMAREC Maëlle"),
        ("07/03/2004 maelle", "KERMAREC Maëlle"),
        ("0199 0000 01 z", "KERMAREC Maëlle"),
        ("0LFLRZ00015", "KERMAREC Maëlle"),
        ("OLFLRZOOO15", "KERMAREC Maëlle"),
        ("CAND00A1B2C3", "KERMAREC Maëlle"),
        ("cand00a", "KERMAREC Maëlle"),
        ("M300A1B2C3", "KERMAREC Maëlle"),
        ("22001234", "KERMAREC Maëlle"),
        ("aak7p2m9", "KERMAREC Maëlle"),
        ("AAK7", "KERMAREC Maëlle"),
        ("03-2026-00042", "KERMAREC Maëlle"),
        ("981204", "KERMAREC Maëlle"),
        ("06 39 98", "KERMAREC Maëlle"),
        ("06.39.98.12.04", "KERMAREC Maëlle"),
        ("+33 (0)6 39 98 12 04", "KERMAREC Maëlle"),
        ("maelle.k@", "KERMAREC Maëlle"),
        ("Pérignon", "DURAND Inès"),
        ("perignon ines", "DURAND Inès"),
        ("sukarno", "Sukarno"),
    ],
)
def test_whoever_is_typed_comes_first(office: Bench, text: str, first: str) -> None:
    assert office.names(text)[0] == first


def test_an_exact_name_comes_before_longer_ones_and_first_names_last(office: Bench) -> None:
    assert office.names("kermarec") == ["KERMAREC Maëlle", "KERMARECQ Yann"]
    assert office.names("maelle") == ["MAELLE Kerguelen", "KERMAREC Maëlle"]


@pytest.mark.parametrize("text", ["", "  ", "«»", "*", '"', "@", "zzz", "kermarec 1999", "AND", "07/13/2004", "cand"])
def test_what_means_nobody_finds_nobody(office: Bench, text: str) -> None:
    assert office.find(text) == search.Found((), 0)


def test_the_row_shows_the_latest_dossier_of_the_newest_campaign(bench: Bench) -> None:
    old = bench.add(Campagne(annee="2025-2026"))
    one = bench.person("KERMAREC", "Maëlle", "2004-03-07")
    new = bench.dossier(one, "AA222222")
    bench.dossier(one, "AA333333", old)
    bench.number(one, "INE", "0GBW0P00122", nature="provisoire")
    (row,) = bench.find("kermarec").rows
    assert (row.dossier, row.numero) == (new.id, "AA222222")
    assert (row.ine, row.ine_provisoire, row.state) == ("0GBW0P00122", True, None)
    assert bench.find("AA333333").rows == (row,)
    old.annee = "2027-2028"
    bench.save()
    assert bench.find("kermarec").rows[0].numero == "AA333333"
    assert check_search(bench.session) == []


def test_the_state_is_that_of_the_least_advanced_candidature(bench: Bench) -> None:
    dossier = bench.dossier(bench.person("KERMAREC", "Maëlle"), "AA222222")
    formation = bench.add(Formation(campagne_id=bench.campagne.id))
    late, soon = (
        bench.add(Candidature(dossier_id=dossier.id, formation_id=formation.id, statut=statut))
        for statut in ("CO", "IN")
    )
    bench.save()
    assert bench.find("kermarec").rows[0].etat == "statut.IN"
    soon.annulee_le = NOW
    avis = bench.add(Avis(candidature_id=late.id, avis="FA", saisi_le=NOW, saisi_par="Claire"))
    bench.save()
    assert bench.find("kermarec").rows[0].etat == "statut.CO"
    avis.valide_le = NOW
    bench.save()
    state = bench.find("kermarec").rows[0].state
    assert state is not None
    assert kept(state.label) == "Favorable"
    late.confirmation = "desistee"
    bench.save()
    assert bench.find("kermarec").rows[0].etat == "confirmation.desistee"


def test_who_is_withdrawn_is_not_found_and_comes_back(bench: Bench) -> None:
    one = bench.person("KERMAREC", "Maëlle", portable="+33639981204")
    dossier = bench.dossier(one, "AA222222")
    dossier.retire_le = NOW
    bench.save()
    assert bench.find("AA222222").total == 0
    assert bench.find("kermarec").rows[0].dossier is None
    one.retire_le = NOW
    bench.save()
    assert [bench.find(text).total for text in ("kermarec", "0639981204")] == [0, 0]
    assert check_search(bench.session) == []
    one.retire_le = dossier.retire_le = None
    bench.save()
    assert bench.find("kermarec").rows[0].numero == "AA222222"


def test_a_dossier_that_changes_hands_leaves_the_first_person(bench: Bench) -> None:
    one, other = bench.person("KERMAREC", "Maëlle"), bench.person("LE GOFF", "Jean")
    dossier = bench.dossier(one, "AA222222")
    dossier.personne_id = other.id
    bench.save()
    assert bench.names("AA222222") == ["LE GOFF Jean"]
    assert bench.find("kermarec").rows[0].numero is None
    assert check_search(bench.session) == []


def test_a_field_that_nobody_searches_costs_nothing(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    one = bench.person("KERMAREC", "Maëlle")
    one.ville_naissance = "Genève"
    bench.session.flush()
    monkeypatch.setattr(bench.session, "connection", None)
    search.refresh(bench.session, bench.changes)
    monkeypatch.undo()
    bench.changes.clear()


def test_what_is_beyond_the_characters_that_are_read_asks_nothing() -> None:
    most, today = terms.ASKED_AT_MOST, date(2026, 9, 1)
    text = ("kermarec " * most)[:most]
    assert terms.asked(text + "zorg @exemple.fr" * 9_000, today) == terms.asked(text, today)


def test_many_matches_are_counted_and_more_precision_is_asked(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(8):
        bench.person("MARTIN", f"A{'b' * number}")
    monkeypatch.setattr(query, "LISTED", 7)
    found = bench.find("martin", limit=3)
    assert ([row.prenom for row in found.rows], found.total, found.plus) == (["A", "Ab", "Abb"], 8, True)


@pytest.mark.parametrize("text", ["Le Goff Martin-Le G", "martin le goff marie le g", "le goff martin ma rie le goff"])
def test_many_words_are_found_however_they_are_parted(bench: Bench, text: str) -> None:
    bench.person("Martin", "Marie", nom_usage="LEGOFF")
    assert bench.names(text) == ["Martin Marie"]
    assert bench.find(f"{text} jean").total == 0


@pytest.mark.parametrize("whole", [0, 60])
@pytest.mark.parametrize("text", ["marie le", "marie le goff", "le goff", "le goff marie", "22001234", "le 2004"])
def test_the_closest_come_first_however_many_match(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, text: str, whole: int
) -> None:
    monkeypatch.setattr(query, "WHOLE", whole)
    near = bench.person("ABEL", "Marie", "2004-01-01", autres_prenoms="Le Goff")
    bench.number(near, "APOGEE", "2200123456")
    asked = bench.person("LE GOFF", "Marie", "2004-12-31")
    bench.number(asked, "APOGEE", "22001234")
    assert bench.names(text) == ["LE GOFF Marie", "ABEL Marie"]


# --- The list is the first of a plain sorted scan.

SURNAMES = [
    "Le Goff",
    "LEGOFF",
    "Goff",
    "Le",
    "Martin",
    "Martin-Le Goff",
    "Marie",
    "N’Guessan",
    "Œuvrard",
    "Maël",
    None,
]
FIRSTS = ["Marie", "Maël", "Maëlle", "Jean-Pierre", "Jean", "Martin", "Le", "Goff Marie", None]
DAYS = ["2004-03-07", "2004-07-03", "2004-03", "2004", "1999-12-31", None]
NUMBERS = ["0199000001Z", "CAND00A1B2C3", "CANDIDEA", "22001234", "2200123456", "2200", "AAK7P2M9", "20040307"]
PHONES = ["+33639981204", "+33639070304", None]
MAILS = ["maelle@exemple.fr", "le.goff@exemple.fr", None]

people = st.lists(
    st.fixed_dictionaries({
        "nom": st.sampled_from(SURNAMES),
        "nom_usage": st.sampled_from([*SURNAMES, None, None, None]),
        "prenom": st.sampled_from(FIRSTS),
        "prenom_usage": st.sampled_from([*FIRSTS, None, None, None]),
        "autres": st.sampled_from([None, "Anne, Le Goff", "Marie"]),
        "ne_le": st.sampled_from(DAYS),
        "portable": st.sampled_from(PHONES),
        "courriel": st.sampled_from(MAILS),
        "numbers": st.lists(st.sampled_from(NUMBERS), max_size=2, unique=True).map(tuple),
    }),
    max_size=12,
)  # fmt: skip
_else = st.sampled_from([
    *filter(None, SURNAMES + FIRSTS), *NUMBERS, "07/03/2004", "070304", "7 mars 2004", "2004", "mars 2004", "le",
    "goff", "06 39 98 12 04", "981204", "maelle@", "M300A1B2C3", "guessan",
])  # fmt: skip


@st.composite
def asked_of(draw: st.DrawFn, drawn: list[dict[str, Any]]) -> str:
    """What somebody types: one or two things about one person, in any order, the last one not typed to its end."""
    one = draw(st.sampled_from(drawn)) if drawn else {"numbers": ()}
    known = [value for name, value in one.items() if value and name != "numbers"]
    things = st.sampled_from([*known, *one["numbers"]]) if known or one["numbers"] else _else
    *first, last = draw(st.lists(things | _else, min_size=1, max_size=2))
    words = f"{' '.join(first)} {last[: draw(st.integers(1, 20))]}".split()
    return " ".join(words[:4])


offices = people.flatmap(lambda drawn: st.tuples(st.just(drawn), st.lists(asked_of(drawn), min_size=1, max_size=8)))


def _save(bench: Bench, drawn: list[dict[str, Any]]) -> list[Someone]:
    names = {"nom": "nom_naissance", "autres": "autres_prenoms"}
    known = []
    for one in drawn:
        columns = {names.get(name, name): value for name, value in one.items() if name != "numbers"}
        person = bench.add(Personne(**columns))
        for value in one["numbers"]:
            bench.add(Identifiant(personne_id=person.id, genre="APOGEE", valeur=value))
        known.append(Someone(person.id, **one))
    bench.save()
    return known


@given(office=offices, whole=st.sampled_from([0, 0, 60]), limit=st.integers(1, 5), rebuilt=st.booleans())
def test_the_list_is_the_first_of_a_sorted_scan(
    engine: Engine, office: tuple[list[dict[str, Any]], list[str]], whole: int, limit: int, rebuilt: bool
) -> None:
    drawn, asked = office
    with undone(engine) as bench, pytest.MonkeyPatch.context() as patch:
        patch.setattr(query, "WHOLE", whole)
        known = _save(bench, drawn)
        if rebuilt:
            search.rebuild(bench.session, Progress())
        for text in asked:
            expected, found = scan(known, text, TODAY), bench.find(text, limit)
            assert ([row.personne for row in found.rows], found.total) == (expected[:limit], len(expected)), text


def _number(bench: Bench, one: Any, drawn: Any) -> None:
    for value in drawn["numbers"]:
        bench.add(Identifiant(personne_id=one.id, genre="INE", valeur=value))


def _dossier(bench: Bench, one: Any) -> None:
    bench.add(Dossier(personne_id=one.id, campagne_id=bench.campagne.id, numero="AA222222"))


CHANGES: dict[str, Callable[[Bench, Any, Any], None]] = {
    "nom": lambda bench, one, drawn: setattr(one, "nom_naissance", drawn["nom"]),
    "prenom": lambda bench, one, drawn: setattr(one, "prenom", drawn["prenom"]),
    "jour": lambda bench, one, drawn: setattr(one, "ne_le", drawn["ne_le"]),
    "portable": lambda bench, one, drawn: setattr(one, "portable", drawn["portable"]),
    "retrait": lambda bench, one, drawn: setattr(one, "retire_le", None if one.retire_le else NOW),
    "numero": _number,
    "dossier": lambda bench, one, drawn: _dossier(bench, one),
}


@given(
    drawn=people.filter(len),
    acts=st.lists(st.tuples(st.integers(0, 11), st.sampled_from(sorted(CHANGES)), st.integers(0, 11)), max_size=12),
)
def test_the_index_is_what_making_it_again_gives(
    engine: Engine, drawn: list[dict[str, Any]], acts: list[tuple[int, str, int]]
) -> None:
    with undone(engine) as bench:
        persons = [bench.session.get(Personne, one.key) for one in _save(bench, drawn)]
        for who, act, how in acts:
            CHANGES[act](bench, persons[who % len(persons)], drawn[how % len(drawn)])
            bench.save()
        assert check_search(bench.session) == []


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE trouvable SET nom = 'AUTRE'",
        "DELETE FROM trouvable_nom",
        "DELETE FROM trouvable_code",
        "INSERT INTO trouvable_code VALUES ('#1', 1)",
        "UPDATE trouvable SET place = 1",
        "UPDATE personne SET retire_le = 1",
        "INSERT INTO trouvable_mot (trouvable_mot) VALUES ('delete-all')",
    ],
)
def test_a_damaged_index_is_told_and_made_again(bench: Bench, damage: str) -> None:
    bench.number(bench.person("KERMAREC", "Maëlle"), "INE", "0199000001Z")
    bench.session.connection().exec_driver_sql(damage)
    assert check_search(bench.session)
    search.rebuild(bench.session, Progress())
    assert check_search(bench.session) == []


def test_making_the_index_again_tells_how_far_it_is_and_stops_when_asked(bench: Bench) -> None:
    bench.person("KERMAREC", "Maëlle")
    told: list[tuple[int, int]] = []
    search.rebuild(bench.session, Progress(lambda done, total: told.append((done, total))))
    assert told == [(0, 1), (1, 1)]
    stopped = Progress()
    stopped.cancel()
    with pytest.raises(Cancelled):
        search.rebuild(bench.session, stopped)


def test_a_changed_name_leaves_no_trace_once_purged(bench: Bench) -> None:
    one = bench.person("KERMAREC", "Maëlle")
    one.nom_naissance = "AUTRE"
    bench.save()
    search.purge(bench.session)
    blocks = bench.session.connection().exec_driver_sql("SELECT block FROM trouvable_mot_data").scalars()
    assert not any(b"kermarec" in block or b"ermare" in block for block in blocks)


@given(st.lists(st.tuples(st.text("abz09", max_size=10), st.text("abz09", max_size=4)), min_size=2, max_size=2))
def test_places_follow_the_order_of_names(forms: list[tuple[str, str]]) -> None:
    first, second = sorted(forms)
    assert terms.span(*first) <= terms.span(*second)
    assert 0 <= terms.span(*first)[0] <= terms.span(*second)[1] < 2**63


# --- Near misses.


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kermerac", "KERMAREC"),
        ("perigon", "PERIGNON"),
        ("le gof", "LEGOFF"),
        ("kermerac maelle", "KERMAREC MAELLE"),
        ("kermerac 2004", "KERMAREC 2004"),
    ],
)
def test_a_typing_error_suggests_what_was_meant(office: Bench, typed: str, meant: str) -> None:
    assert meant in [suggestion.texte for suggestion in search.suggest(office.session, typed, TODAY)]


def test_a_suggestion_follows_new_names_and_leaves_those_nobody_bears(office: Bench) -> None:
    assert search.suggest(office.session, "tekaya", TODAY) == ()
    one = office.person("TEKAIA", "Samuel")
    assert search.suggest(office.session, "tekaya", TODAY) == (search.Suggestion("TEKAIA", 1),)
    one.nom_naissance = "AUTRE"
    office.save()
    assert search.suggest(office.session, "tekaya", TODAY) == ()


@pytest.mark.parametrize(
    ("civil", "reason"),
    [
        (Civil("KERMAREK", None, "Maelle", ne_le="2004-03-07"), "nom à une faute près"),
        (Civil("KERMAREC", None, "Maëlle", ne_le="2004-07-03"), "jour et mois de naissance inversés"),
        (Civil("Maëlle", None, "Kermarec", ne_le="2004-03-07"), "nom et prénom inversés"),
        (Civil("KERMAREC", None, "Yann", ne_le="2004-03-07"), "jumeau possible\u00a0: autre prénom"),
        (Civil("AUTRE", None, "Maëlle", ne_le="2004-03-07", telephones=("06 39 98 12 04",)), "même téléphone"),
        (Civil(ines=("0LFLRZ00015",)), "même INE"),
    ],
)
def test_a_lookalike_is_shown_with_the_reason(office: Bench, civil: Civil, reason: str) -> None:
    (row, why), *_ = search.lookalikes(office.session, civil)
    assert row.prenom == "Maëlle"
    assert reason in [kept(one) for one in why.raisons]


def test_nobody_looks_like_a_stranger(office: Bench) -> None:
    assert search.lookalikes(office.session, Civil("TEKAIA", None, "Samuel", ne_le="2002-08-08")) == ()


def test_shared_rows_alone_move_the_index() -> None:
    tables = {mapper.class_.__tablename__: mapper.class_ for mapper in schema.Base.registry.mappers}
    for table, columns in search.index.WATCHED.items():
        assert issubclass(tables[table], Partagee)
        assert columns <= set(tables[table].__table__.columns.keys())
