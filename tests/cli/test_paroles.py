"""What a command says, and in which bytes: UTF-8 whatever the terminal; a sentence and a code whatever is given."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from scolarite_desk import trace
from tests import enfants
from tests.cli.conftest import Desk
from tests.cli.test_acces import _known


@pytest.mark.parametrize("coding", ["ascii", "cp1252", "cp850", "utf-8"])
def test_a_work_that_is_done_ends_well_in_utf_8_whatever_the_terminal(base: Path, coding: str) -> None:
    words = ("set", "--base", str(base), "--dossier", _known(base), "identite.prenom", "-")
    done = enfants.command(words, entry="Zoé-Ngọc\n", coding=coding)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "identite.prenom : Zoé-Ngọc\n".replace(" :", "\u00a0:")
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device")
def test_an_answer_that_cannot_be_written_is_told_and_the_work_stands(base: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "scolarite_desk", "acts"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 3
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("undo", "--work", "99999999999999999999"), 2),
        (("search", "--limite", "-1", "a"), 2),
        (("search", "--limite", "0", "a"), 2),
        (("check", "--temoin", "n" * 300), 3),
        (("show", "--dossier", "AA\udce9"), 1),
        (("search", "\udce9"), 0),
        (("export", "decisions", "--format", "csv", "--out", "OUT", "--formation", "\udce9"), 2),
        (("new", "--from", "n" * 300), 3),
        (("new", "--from", "/dev/zero"), 1),
        (("packet", "import", "/dev/zero"), 1),
        (("receipt", "--dossier", "AAAAAAAA", "--out", "n" * 300), 1),
    ],
    ids=lambda one: one if isinstance(one, int) else " ".join(one)[:40].encode("ascii", "replace").decode(),
)
def test_what_is_odd_has_its_sentence(desk: Desk, tmp_path: Path, words: tuple[str, ...], code: int) -> None:
    said = desk(*(one.replace("OUT", str(tmp_path / "d.csv")) for one in words))
    assert said.code == code, said.err
    assert "notre part" not in said.err


@pytest.mark.skipif(sys.platform == "win32", reason="links ask for a right there")
def test_a_loop_of_links_and_a_damaged_token_have_their_sentence(command: Desk, base: Path, tmp_path: Path) -> None:
    (tmp_path / "boucle.sdesk").symlink_to(tmp_path / "boucle.sdesk")
    assert command("check", "--base", str(tmp_path / "boucle.sdesk")).code == 3
    assert command("demo", "--dossiers", "5", "--base", str(tmp_path / f"{'n' * 245}.sdesk")).code == 3
    assert command("demo", "--dossiers", "5", "--base", "n" * 300).code == 3
    from scolarite_desk.places import user_settings

    for token in (user_settings() / "postes").glob("*.json"):
        token.write_text("[" * 100_000)
    assert command("check", "--base", str(base)).code == 0


def test_too_little_memory_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from argon2 import low_level
    from argon2.exceptions import HashingError

    def no(*_: object) -> bytes:
        raise HashingError("Memory allocation error")

    with monkeypatch.context() as patched:
        patched.setattr(low_level, "hash_secret_raw", no)
        for _ in range(8):  # none of them was a guess: the next one does not wait
            said = desk("digest")
            assert (said.code, "mémoire" in said.err) == (3, True)
    assert desk("digest").code == 0


@pytest.mark.parametrize(
    ("words", "given"),
    [
        (("search", "-"), "martin\n"),
        (("set", "--dossier", "NUMÉRO", "identite.prenom_usage", "-"), "Zoé\n"),
        (("ine", "check", "-"), "0123456789M\n"),
        (("cvec", "check", "-"), "PAR6 ABCDEF 12\n"),
        (("new", "--from", "-"), '{"identite": {"nom_naissance": "KERMAREC"}}'),
        (("act", "write_note", "--json", "-"), '{"personne": "NUMÉRO", "texte": "à rappeler"}'),
    ],
    ids=lambda one: one[0] if isinstance(one, tuple) else "",
)
def test_values_may_come_by_the_standard_input(
    desk: Desk, command: Desk, base: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], given: str
) -> None:
    numero = _known(base)
    monkeypatch.setattr(sys, "stdin", io.StringIO(given.replace("NUMÉRO", numero)))
    said = (command if words[1] == "check" else desk)(*(one.replace("NUMÉRO", numero) for one in words))
    assert "pas du JSON" not in said.err
    assert sys.stdin.read() == "", "it was read"
    assert said.code == 0 or words[1] == "check", said.err


def _fault(monkeypatch: pytest.MonkeyPatch) -> None:
    from scolarite_desk.services import lookup

    def broken(*_: object) -> str:
        try:
            raise KeyError("NGUYEN")
        except KeyError as error:
            raise ValueError("Maëlle NGUYEN 0612345678") from error

    monkeypatch.setattr(lookup, "key_of", broken)


def test_a_fault_of_ours_leaves_places_and_no_value(
    desk: Desk, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    numero = _known(base)
    _fault(monkeypatch)
    said = desk("show", "--dossier", numero, "--trace", str(tmp_path / "trace.txt"))
    assert said.code == 4
    for path in (tmp_path / "trace.txt", trace.log()):
        told = path.read_text(encoding="utf-8")
        assert "scolarite_desk.cli.dossiers:" in told
        assert "KeyError" in told
        assert "ValueError" in told
        assert not [word for word in ("NGUYEN", "Maëlle", "0612345678", numero) if word in told]


def test_the_trace_never_goes_into_a_base(desk: Desk, base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = desk("digest", "--json").json
    _fault(monkeypatch)
    assert desk("show", "--dossier", "AAAAAAAA", "--trace", str(base)).code == 4
    assert desk("digest", "--json").json == before


def test_the_log_of_faults_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trace, "_LARGEST", 100)
    for rank in range(40):
        trace.keep(f"{rank} " + "x" * 60)
    left = sorted(path.name for path in trace.log().parent.glob("fautes.log*"))
    assert left == ["fautes.log", "fautes.log.1", "fautes.log.2", "fautes.log.3"]
    assert "39 " in trace.log().read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other ways")
def test_no_image_of_the_memory_is_left_by_a_crash() -> None:
    code = "import resource; from pathlib import Path; from scolarite_desk.__main__ import main; main(['acts']);"
    code += "print(resource.getrlimit(resource.RLIMIT_CORE), Path('/proc/self/coredump_filter').read_text().strip())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "(0, 0) 00000000"
