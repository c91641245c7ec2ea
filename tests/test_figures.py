"""What a page says in figures or in lists is what the code does: made from the constants, and looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from inspect import signature
from pathlib import Path

import pytest

from scolarite_desk import trace
from scolarite_desk.cli import fichiers
from scolarite_desk.exchange.pdf import figures
from scolarite_desk.exchange.rendezvous import agenda
from scolarite_desk.exchange.tables import chiffre
from scolarite_desk.exchange.tables.classeur_ods import CELLS_LIMIT
from scolarite_desk.exchange.tables.lus.bornes import ELEMENTS, IMPORT, LISTE, TOURS
from scolarite_desk.exchange.word import archive
from scolarite_desk.langue import kept
from scolarite_desk.models.fields import octets
from scolarite_desk.models.fields.reglages import BY_KEY
from scolarite_desk.models.rules import apogee, noms_fichiers, pegase, sceau
from scolarite_desk.models.tables.schema import Base
from scolarite_desk.services import archives, backup, journaux, synchro
from scolarite_desk.services.imports.appliquer import LOT
from scolarite_desk.services.rythme import Pace
from scolarite_desk.store import acces
from scolarite_desk.store.check.check import CHECKS
from scolarite_desk.store.queries import journal
from scolarite_desk.store.safety import armoire
from scolarite_desk.store.search import terms
from scolarite_desk.sync.hub import fondation, invitations
from scolarite_desk.ui.desk import habitudes, leaves, presse_papiers
from tests.hostile import guard
from tests.leaks.marks import MARKS

_ROOT = Path(__file__).parents[1]
_CODE = _ROOT / "scolarite_desk"


def _page(name: str) -> str:
    """A page in one line, its footnotes aside."""
    text = (_ROOT / "docs" / name).read_text(encoding="utf-8")
    return " ".join(re.sub(r"\[\^[a-z0-9-]+\]", "", text).split())


def _spaced(number: float) -> str:
    return f"{number:,.0f}".replace(",", " ")


_WORDS = {3: "three", 4: "quatre", 5: "cinq", 7: "sept", 8: "huit"}


def _said() -> Iterator[tuple[str, str]]:
    """A page, and what it must hold."""
    million = 1_000_000
    yield "journal.md", f"les {_spaced(journal.LOOKED)} dernières modifications"
    yield "journal.md", f"les {journal.CHANGES} premières"
    yield "journal.md", f"{_spaced(journaux.MOST)} lignes au plus"
    yield "journal.md", f"dans les {acces.AGAIN.total_seconds() / 60:.0f} minutes"
    yield "journal.md", f"`acces_mois` mois ({BY_KEY['acces_mois'].given} ;"
    yield "journal.md", f"{_WORDS.get(sceau.GROUPS)} groupes de {_WORDS.get(sceau.SIZE)} caractères"
    for key in (one for one in BY_KEY if one.startswith("conservation_")):
        yield "donnees-personnelles.md", f"| `{key}` | {BY_KEY[key].given or 'vide'} |"
    yield "postes.md", f"dure {_WORDS.get(invitations.DAYS)} jours"
    yield "postes.md", {10: "toutes les dix minutes (réglable"}.get(Pace().minutes, "?")
    yield "postes.md", f"jusqu’à {Pace().quota} Mo (réglable"
    yield "postes.md", f"({signature(fondation.found).parameters['taille_ine'].default} par défaut)"
    yield "postes.md", f"À {100 * synchro._SPENT:.0f} %"
    yield "postes.md", f"PostgreSQL ({fondation.OLDEST // 10_000} ou plus récente)"
    yield "sauvegardes.md", f"toutes les {_WORDS.get(armoire.EVERY)} heures"
    yield "sauvegardes.md", {30: "plus d’une demi-heure"}.get(backup.LEAVING.total_seconds() // 60, "?")
    yield "security.md", f"idle lock ({BY_KEY['verrouillage'].given} min)"
    yield "security.md", f"{guard.SECONDS:.0f} s of processor without a word"
    yield "security.md", f"{guard.MEGABYTES} MB"
    yield "security.md", f"{len(MARKS)} marked words"
    yield "security.md", f"{_WORDS.get(trace._KEPT)} former ones kept"
    for size in (LISTE, IMPORT):
        yield "security.md", f"{size.octets / million:.0f} MB; {_spaced(size.lignes)} lines"
        yield "security.md", f"the first {size.colonnes} columns are read"
        yield "security.md", f"{size.deplie / million:.0f} MB and {_spaced(size.parties)} parts"
        yield "security.md", f"{_spaced(size.balises)} tags of cells"
        yield "security.md", f"{_spaced(size.autres)} others"
        yield "security.md", f"a square of {_spaced(size.cases)} cells"
    yield "security.md", f"{_spaced(ELEMENTS)} elements"
    yield "security.md", f"more than {_spaced(TOURS)} turns"
    yield "security.md", f"{_spaced(agenda.EVENTS_LIMIT)} events"
    yield "security.md", f"of {_spaced(agenda.PART_LIMIT)} characters at most"
    yield "security.md", f"the first {agenda.ZONES_LIMIT} zones of its own"
    yield "security.md", f"{figures._LARGEST / million:.0f} million pixels; other kinds"
    yield (
        "security.md",
        f"{octets.WORD_OCTETS // 1000} KB, {archive._UNPACKED / million:.0f} MB and {archive._PARTS} parts",
    )
    yield "security.md", f"within {leaves._LARGEST / million:.0f} million pixels"
    yield "security.md", f"JSON of a command | {fichiers.LARGEST / million:.0f} MB"
    yield "security.md", f"the first {terms.ASKED_AT_MOST} characters"
    yield from _of_files()


def _of_files() -> Iterator[tuple[str, str]]:
    million = 1_000_000
    yield "exports.md", f"ni plus de {CELLS_LIMIT / million:.0f} millions de cellules"
    yield "exports.md", f"Il a {_WORDS.get(chiffre.SHORTEST)} signes au moins"
    yield "exports.md", f"Pas plus de {_spaced(archives.MOST)} à la fois"
    yield "exports.md", f"a {noms_fichiers.LONGUEUR} signes au plus"
    yield "proteger.md", f"un mot de passe de {_WORDS.get(chiffre.SHORTEST)} signes au moins"
    held, seen = ({name: getattr(one, of) for name, one in pegase.VALEURS.items()} for of in ("longueur", "douteuse"))
    yield "si.md", f"{_WORDS.get(pegase.VOEUX)} vœux sur une ligne"
    yield "si.md", f"{held['ligne3']} signes d’une ligne d’adresse, {held['nom_naissance']} d’un nom,"
    yield "si.md", f"{held['telephone']} d’un téléphone, {held['courriel']} d’un courriel"
    yield "si.md", f"{seen['prenom']} signes d’un prénom, {seen['ville_naissance']} d’une ville de naissance,"
    yield "si.md", f"{seen['etranger']} d’une ville à l’étranger, {seen['courriel']} d’un courriel"
    nom, prenom, voie = (apogee.ROOM[path] for path in ("identite.nom_naissance", "identite.prenom", "adresse.ligne"))
    yield "si.md", f"{nom} signes d’un nom, {prenom} d’un prénom, {voie} d’une ligne d’adresse"
    yield "ressaisie.md", {60_000: "au bout d’une minute"}.get(presse_papiers.MOMENT, "?")
    yield "fichiers.md", {100: "par centaines de lignes"}.get(LOT, "?")
    yield (
        "fichiers.md",
        f"jusqu’à {_spaced(IMPORT.lignes)} lignes, {IMPORT.colonnes} colonnes et {IMPORT.octets / million:.0f} Mo",
    )


@pytest.mark.parametrize(("page", "fragment"), list(_said()))
def test_a_figure_of_a_page_is_that_of_the_code(page: str, fragment: str) -> None:
    assert fragment in _page(page)


def test_the_page_names_all_that_a_check_looks_at() -> None:
    assert ", ".join(map(kept, CHECKS)) in _page("journal.md")


# What the settings of a person hold: a place of the code, and the word of the page that says it.
_PLACES = {
    "fenetre.ini": "size of the window",
    "postes": "token that recognises a moved base",
    "essais": "counts of wrong passwords",
    "sauvegardes": "where backups go",
    "fenetres": "which base a window is on",
    "en-cours": "files being written",
    "fautes.log": "log of our own faults",
}
_HABITS = {
    "base/derniere": "paths of the last bases",
    "base/recentes": "paths of the last bases",
    "base/compte": "last account’s name",
    "fenetre/geometrie": "size of the window",
    "fenetre/partage": "size of the window",
    "fenetre/langue": "language",
    "apparence/theme": "colours",
    "apparence/taille": "size of the text",
    "tables/": "columns of tables",
}


def test_the_page_says_all_that_the_settings_of_a_person_hold() -> None:
    written = "\n".join(path.read_text(encoding="utf-8") for path in _CODE.rglob("*.py"))
    assert set(re.findall(r'user_settings\(\) / "([^"]+)"', written)) == set(_PLACES)
    assert written.count("user_settings() /") == len(_PLACES), "a place that is not a plain name"
    kept_habits = {*re.findall(r'(?:habits|self)\.keep\("([^"]+)"', written), habitudes.LANGUE, habitudes.TABLES}
    assert kept_habits == set(_HABITS)
    page = _page("security.md").partition("**The home folder**")[2].partition("- **")[0]
    assert [words for words in {*_PLACES.values(), *_HABITS.values()} if words not in page] == []


_NETWORK = r"^ *(?:import|from) (?:socket|ssl|http|urllib\.request|smtplib|ftplib|psycopg|asyncio|xmlrpc)\b|QtNetwork"


def test_nothing_but_the_hub_knows_the_network() -> None:
    found = {
        path.relative_to(_CODE).parts[:2]
        for path in _CODE.rglob("*.py")
        if re.search(_NETWORK, path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert found == {("sync", "hub")}


def test_no_column_holds_what_the_page_says_is_not_held() -> None:
    """No NIR, no bank data, no health, no copy of a paper: `contenu` holds the documents that were issued."""
    columns = {f"{table.name}.{column.name}" for table in Base.metadata.tables.values() for column in table.columns}
    assert "identifiant.valeur" in columns
    assert not [one for one in columns if re.search("nir$|secu|iban|bic$|rib$|banq|[._]sante|handicap|photo|scan", one)]
