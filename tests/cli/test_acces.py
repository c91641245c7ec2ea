"""Every command that shows or writes what is personal leaves its line in the access log; no other does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from scolarite_desk import practice as exercice
from scolarite_desk.cli.run import commands
from scolarite_desk.services.acts import do
from scolarite_desk.services.requetes import receive_requete
from scolarite_desk.store.base import open_base
from tests.cli.conftest import Desk
from tests.cli.une_place import places_taken
from tests.store.damage import sql

# What each command is given, and the code of its line. NUMÉRO stands for a dossier, OUT for a file to
# write, JOUR for a day of visits.
LEAVES: dict[str, tuple[tuple[str, ...], str]] = {
    "search": (("a",), "recherche"),
    "show": (("--dossier", "NUMÉRO"), "consultation"),
    "history": (("--dossier", "NUMÉRO"), "historique"),
    "list candidatures": ((), "liste candidatures"),
    "list inscrits": ((), "liste inscrits"),
    "list reponses": ((), "liste reponses"),
    "list requetes": ((), "liste requetes"),
    "list saisines": ((), "liste saisines"),
    "list vapp": ((), "liste vapp"),
    "list si": ((), "liste si"),
    "list reste": ((), "liste reste"),
    "list pieces": (("--dossier", "NUMÉRO"), "liste pieces"),
    "list suivi": (("--liste", "lettres"), "liste suivi"),
    "list taches": ((), "liste taches"),
    "list visites": (("--jour", "JOUR"), "liste visites"),
    "export decisions": (("--format", "csv", "--out", "OUT"), "decisions csv"),
    "export-si pegase": (("--preflight",), "si pegase"),
    "export-si apogee": (("--preflight",), "si apogee"),
    "export dossiers": (("--out", "OUT.zip"), "dossiers"),
    "export ressaisie": (("--dossier", "NUMÉRO", "--out", "OUT"), "ressaisie"),
    "export commissions": (("--format", "csv", "--out", "OUT"), "extrait commissions"),
    "export seances": (("--format", "csv", "--out", "OUT"), "extrait seances"),
    "export registre": (("--format", "csv", "--out", "OUT"), "extrait registre"),
    "export ine": (("--format", "csv", "--out", "OUT"), "extrait ine"),
    "export cvec": (("--format", "csv", "--out", "OUT"), "extrait cvec"),
    "export cvec-manquantes": (("--format", "csv", "--out", "OUT"), "extrait cvec-manquantes"),
    "export inscrits": (("--format", "csv", "--out", "OUT"), "extrait inscrits"),
    "export rendezvous": (("--format", "csv", "--out", "OUT", "--jour", "JOUR"), "extrait rendezvous"),
    "letters": (("--out", "OUT"), "lettres"),
    "receipt": (("--dossier", "NUMÉRO", "--out", "OUT"), "recu"),
    "rgpd export": (("--dossier", "NUMÉRO", "--out", "OUT.json"), "acces_rgpd"),
    "backup": (("--to", "OUT"), "sauvegarde"),
    "move": (("--to", "OUT"), "demenagement"),
}
# Nobody's data leaves by these: codes, counts, what was just typed, or a vault and its key.
QUIET = {
    "list campagnes", "list sessions", "list formations", "list centres", "list commissions", "list comptes",
    "list vues", "list modeles", "list seances", "list places", "list types", "list ouvertures",
    "list etiquettes", "list questions", "list colonnes", "export formations",
    "import",
    "fields", "ine check", "ine provisional", "cvec check", "new", "set", "act", "acts", "step", "undo", "redo", "seal",
    "rgpd erase", "rgpd purge", "rgpd register", "compte liste", "compte ouvrir", "compte fermer",
    "compte mot-de-passe", "compte secours", "compte retrouver", "hub init", "hub invite", "hub withdraw",
    "settle", "merge", "unmerge", "packet import", "packet key", "hub join",
    "hub enrol", "hub status", "rights", "passages", "sync", "demo", "found", "season", "digest", "backups", "restore",
    "salvage",
}  # fmt: skip
# They leave a line too, when there is something to tell: tested with what they tell, which this base has not.
ELSEWHERE = {"check", "divergences", "suspects", "packet export", "proces-verbal", "export papiers"}


def test_whether_data_leaves_is_said_of_every_command() -> None:
    assert {command.words for command in commands()} == {*LEAVES, *QUIET, *ELSEWHERE}


@pytest.mark.parametrize("words", sorted(LEAVES))
def test_what_leaves_by_a_command_is_in_the_access_log(desk: Desk, base: Path, words: str, tmp_path: Path) -> None:
    given, quoi = LEAVES[words]
    numero = _known(base)
    (tmp_path / "sortie").mkdir()
    where = str(tmp_path / "sortie" / "fichier")
    if words.startswith("export-si") or words == "list si":
        places_taken(base)
    if words == "list requetes":  # the practice base has none
        _appeal(base)
    asked = [one.replace("OUT", where).replace("NUMÉRO", numero).replace("JOUR", _visited(base)) for one in given]
    said = desk(*words.split(), *asked)
    assert said.code == (1 if words.startswith("export-si") else 0), said.err  # a practice base exports nobody
    (compte, code, lignes, ou), *closed = _log(base)
    assert (compte, code) == ("Claire M.", quoi)
    assert closed == ([(compte, "ecrit", lignes, ou)] if "OUT" in "".join(given) else [])
    assert lignes > 0
    assert ou


@pytest.mark.parametrize(
    "words", [("fields",), ("acts",), ("check",), ("digest",), ("search", "zzzz"), ("show", "--dossier", "AAAAAAAA")]
)
def test_what_shows_nobody_leaves_no_line(desk: Desk, base: Path, words: Sequence[str]) -> None:
    desk(*words)
    assert _log(base) == []


def test_the_same_dossier_shown_twice_in_a_row_is_one_consultation(desk: Desk, base: Path) -> None:
    numero = _known(base)
    for _ in range(3):
        assert desk("show", "--dossier", numero).code == 0
    assert [one[1] for one in _log(base)] == ["consultation"]
    assert desk("check").code == 0


def _known(base: Path) -> str:
    store = open_base(base, exercice.COMPTE, exercice.PASSWORD)
    ((numero,),) = sql(store, "SELECT min(numero) FROM dossier")
    store.close()
    return str(numero)


def _appeal(base: Path) -> None:
    store = open_base(base, exercice.COMPTE, exercice.PASSWORD)
    decided = "SELECT a.candidature_id FROM avis a JOIN candidature c ON c.id = a.candidature_id WHERE a.valide_le > 0"
    ((key,),) = sql(store, f"{decided} AND c.annulee_le IS NULL LIMIT 1")
    do(store, None, receive_requete, key.hex(), "gracieux")
    store.close()


def _visited(base: Path) -> str:
    store = open_base(base, exercice.COMPTE, exercice.PASSWORD)
    ((jour,),) = sql(store, "SELECT max(jour) FROM visite")
    store.close()
    return str(jour)


def _log(base: Path) -> list[tuple[str, str, int, str]]:
    store = open_base(base, exercice.COMPTE, exercice.PASSWORD)
    found = [tuple(row) for row in sql(store, "SELECT compte, quoi, lignes, ou FROM acces")]
    store.close()
    return found
