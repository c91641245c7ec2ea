"""`import`: a preview in the JSON that programs read, the same done, all or nothing, what was left given back."""

from __future__ import annotations

from pathlib import Path

from scolarite_desk import practice as exercice
from scolarite_desk.store.base import open_base
from tests.cli.conftest import Desk
from tests.store.damage import sql

HEAD = "Numéro candidat;Nom;Prénom;Etat civil;Date de Naissance;Code postal;Commune\r\n"
MAELLE = "9000001;KERMAREC;Maëlle;Mme;07/03/2004;29200;BREST\r\n"
WRONG = "9000002;LE GOFF;Yann;M.;31/02/2003;29200;BREST\r\n"


def written(folder: Path, *lines: str, name: str = "admis.csv") -> str:
    """A list of admitted, as a platform gives it."""
    path = folder / name
    path.write_bytes((HEAD + "".join(lines)).encode())
    return str(path)


def formation(base: Path) -> str:
    """One that takes candidatures."""
    store = open_base(base, exercice.COMPTE, exercice.PASSWORD)
    found = sql(
        store, "SELECT f.code FROM formation f JOIN campagne c ON c.id = f.campagne_id WHERE c.etat = 'ouverte'"
    )
    store.close()
    return str(sorted(found)[0][0])


def test_a_preview_is_one_object_a_line_and_writes_nothing(desk: Desk, base: Path, tmp_path: Path) -> None:
    path = written(tmp_path, MAELLE, WRONG)
    before = desk("digest", "--json").json
    said = desk("import", path, "--formation", formation(base), "--plan", "--json")
    assert (said.code, list(said.json)) == (0, ["profil", "pourquoi", "lignes"])
    assert said.json["profil"] == "parcoursup-admis"
    first, second = said.json["lignes"]
    assert list(first) == ["ligne", "action", "valeurs", "message"]
    assert (first["ligne"], first["action"]) == (2, "creer")
    assert first["valeurs"]["identite.nom_naissance"] == "KERMAREC"
    assert (second["ligne"], second["action"]) == (3, "rejete")
    assert second["message"].startswith("Ligne 3 – ")
    assert "31/02/2003" in second["message"]
    assert desk("digest", "--json").json == before


def test_what_is_neither_doubtful_nor_rejected_comes_in_and_the_rest_is_given_back(
    desk: Desk, base: Path, tmp_path: Path
) -> None:
    path, left = written(tmp_path, MAELLE, WRONG), tmp_path / "reste.csv"
    of = ("--formation", formation(base))
    strict = desk("import", path, *of, "--apply", "--strict")
    assert strict.code == 1
    assert "Tout ou rien" in strict.err
    said = desk("import", path, *of, "--apply", "--erreurs", str(left))
    assert said.code == 0 and "1 ligne créée." in said.out, said
    assert "Erreurs" in left.read_text("utf-8-sig")
    again = desk("import", path, *of, "--json").json
    assert [one["action"] for one in again["lignes"]] == ["inchange", "rejete"]
    assert "Importer un fichier" in desk("undo").out
    assert [one["action"] for one in desk("import", path, *of, "--json").json["lignes"]] == ["creer", "rejete"]


def test_a_file_of_nothing_right_is_told_by_the_code_of_the_command(desk: Desk, base: Path, tmp_path: Path) -> None:
    said = desk("import", written(tmp_path, WRONG), "--formation", formation(base), "--apply")
    assert said.code == 1
    assert "Ligne 2 – " in said.out


def test_what_has_another_way_in_says_so(desk: Desk, tmp_path: Path) -> None:
    missing = desk("import", str(tmp_path / "absent.csv"))
    assert missing.code == 3
    assert desk("import", written(tmp_path, MAELLE), "--profil", "inconnu").code == 1
