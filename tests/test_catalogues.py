"""The tool of the catalogues: a language is added by a file, and no translator loses a sentence."""

from __future__ import annotations

import gettext
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.sources import ROOT

SOURCE = """
closed = N_("Le dossier {numero} est fermé.", numero=1)
# Translators: of whom an avis is withdrawn
removed = NC_("avis", "Retirer")
count = NN_("{n} dossier", "{n} dossiers", 3)
"""


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The tool, on a house of one module and one list."""
    spec = importlib.util.spec_from_file_location("catalogues_of_test", ROOT / "packaging" / "catalogues.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name, path in (("ROOT", "."), ("FOLDER", "catalogues"), ("LISTS", "listes")):
        monkeypatch.setattr(module, name, tmp_path / path)
        (tmp_path / path).mkdir(exist_ok=True)
    (tmp_path / "listes" / "bac_mention.csv").write_text("code,libelle\nTB,Très bien\n", encoding="utf-8")
    (tmp_path / "listes" / "pays.csv").write_text("code,libelle,anglais\nFR,France,France\n", encoding="utf-8")
    (tmp_path / "listes" / "commune.csv").write_text("code,libelle\n76540,Rouen\n", encoding="utf-8")
    (tmp_path / "scolarite_desk").mkdir()
    _says(module, SOURCE)
    (tmp_path / "catalogues" / "fr.po").touch()
    (tmp_path / "catalogues" / "en.po").touch()
    assert module.main([]) == 0
    return module


def _says(tool: ModuleType, source: str) -> None:
    (tool.ROOT / "scolarite_desk" / "un.py").write_text(source, encoding="utf-8")


def _text(tool: ModuleType, code: str = "en") -> str:
    return (tool.FOLDER / f"{code}.po").read_text(encoding="utf-8")


def _translate(tool: ModuleType, source: str, told: str, before: str = "") -> None:
    """As a translator does, by hand."""
    text, blank = _text(tool), f'msgid "{source}"\nmsgstr ""\n'
    assert text.count(blank) == 1
    (tool.FOLDER / "en.po").write_text(
        text.replace(blank, f'{before}msgid "{source}"\nmsgstr "{told}"\n'), encoding="utf-8"
    )


def _spoken(tool: ModuleType) -> gettext.GNUTranslations:
    assert tool.main(["compile"]) == 0
    with (tool.FOLDER / "en.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def test_an_empty_file_becomes_the_catalogue_of_a_language(tool: ModuleType) -> None:
    text = _text(tool)
    assert 'msgid "{n} dossier"\nmsgid_plural "{n} dossiers"\nmsgstr[0] ""\nmsgstr[1] ""\n' in text
    assert 'msgctxt "bac_mention"\nmsgid "Très bien"\n' in text
    assert '#. of whom an avis is withdrawn\n#: scolarite_desk/un.py\nmsgctxt "avis"\n' in text
    assert "Rouen" not in text, "a commune has one name"
    assert "France" not in text, "the list carries its English"
    assert "@" not in text, "nobody's address"
    assert tool.main(["check"]) == 0


def test_a_sentence_that_is_translated_is_said(tool: ModuleType) -> None:
    _translate(tool, "Le dossier {numero} est fermé.", "File {numero} is closed.")
    _translate(tool, "Retirer", "Withdraw")
    english = _spoken(tool)
    assert english.gettext("Le dossier {numero} est fermé.") == "File {numero} is closed."
    assert english.pgettext("avis", "Retirer") == "Withdraw"
    assert english.ngettext("{n} dossier", "{n} dossiers", 2) == "{n} dossiers", "not yet"


def test_the_source_says_itself(tool: ModuleType) -> None:
    text = _text(tool, "fr")
    assert 'msgstr "Le dossier {numero} est fermé."' in text
    assert "plural=(n > 1);" in text, "no dossier is singular"


def test_a_sentence_that_is_no_more_is_kept_for_who_translated_it(tool: ModuleType) -> None:
    _translate(tool, "Retirer", "Withdraw")
    _says(tool, SOURCE.replace("Retirer", "Enlever"))
    assert tool.main(["check"]) == 1, "behind the source"
    assert tool.main([]) == 0
    assert '#~ msgctxt "avis"\n#~ msgid "Retirer"\n#~ msgstr "Withdraw"\n' in _text(tool)
    assert "#~" not in _text(tool, "fr")
    assert _spoken(tool).pgettext("avis", "Retirer") == "Retirer"
    before = _text(tool)
    assert tool.main([]) == 0
    assert _text(tool) == before
    _says(tool, SOURCE)
    assert tool.main([]) == 0
    assert "#~" not in _text(tool), "what nobody translated is not kept"
    assert _spoken(tool).pgettext("avis", "Retirer") == "Withdraw"


def test_a_sentence_that_counts_now_is_read_again_before_it_is_said(tool: ModuleType) -> None:
    _translate(tool, "Le dossier {numero} est fermé.", "File {numero} is closed.")
    _says(tool, SOURCE.replace('N_("Le dossier', 'NN_("Le dossier').replace('fermé.", ', 'fermé.", "Fermés.", 2, '))
    assert tool.main([]) == 0
    assert "#, fuzzy" in _text(tool)
    assert "File {numero} is closed." in _text(tool)
    assert _spoken(tool).gettext("Le dossier {numero} est fermé.") == "Le dossier {numero} est fermé."


def test_what_a_translator_notes_and_doubts_stays(tool: ModuleType) -> None:
    _translate(tool, "Le dossier {numero} est fermé.", "File {numero} is shut.", "# or closed?\n#, fuzzy\n")
    assert tool.main([]) == 0
    assert "# or closed?\n" in _text(tool)
    assert "fuzzy" in _text(tool)
    assert _spoken(tool).gettext("Le dossier {numero} est fermé.") == "Le dossier {numero} est fermé."


@pytest.mark.parametrize("told", ["File {number} is closed.", "Closed.", "{numero} {numero!r}", "{numero"])
def test_a_translation_with_other_values_is_refused(
    tool: ModuleType, capsys: pytest.CaptureFixture[str], told: str
) -> None:
    _translate(tool, "Le dossier {numero} est fermé.", told)
    assert tool.main(["check"]) == 1
    assert f"en.po: « {told} » does not name the values of « Le dossier {{numero}} est fermé. »" in (
        capsys.readouterr().err
    )


def test_a_count_may_be_left_out(tool: ModuleType) -> None:
    path = tool.FOLDER / "en.po"
    path.write_text(_text(tool).replace('msgstr[0] ""', 'msgstr[0] "one file"'), encoding="utf-8")
    assert tool.main(["check"]) == 0


def test_a_catalogue_that_is_behind_is_named(tool: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    _says(tool, f'{SOURCE}\nmore = N_("Un de plus")\n')
    assert tool.main(["check"]) == 1
    told = capsys.readouterr().err
    assert "en.po is behind" in told
    assert "fr.po is behind" in told


@pytest.mark.parametrize("octets", [b'msgid "x"\n', b"not a catalogue\n", b'msgid "\xff"\nmsgstr "y"\n'])
def test_a_catalogue_that_cannot_be_read_stops_the_build(
    tool: ModuleType, capsys: pytest.CaptureFixture[str], octets: bytes
) -> None:
    (tool.FOLDER / "en.po").write_bytes(octets)
    for command in (["compile"], ["check"], []):
        assert tool.main(command) == 1
        assert "en.po cannot be read" in capsys.readouterr().err
    assert (tool.FOLDER / "en.po").read_bytes() == octets


def test_a_language_that_is_no_more_is_not_offered(tool: ModuleType) -> None:
    assert tool.main(["compile"]) == 0
    (tool.FOLDER / "en.po").unlink()
    assert tool.main(["compile"]) == 0
    assert [path.name for path in tool.FOLDER.glob("*.mo")] == ["fr.mo"]


def test_a_build_compiles_the_catalogues_and_puts_the_resources_in_the_wheel(
    monkeypatch: pytest.MonkeyPatch, tool: ModuleType
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    monkeypatch.setitem(sys.modules, "catalogues", tool)
    spec = importlib.util.spec_from_file_location("backend_of_test", ROOT / "packaging" / "backend.py")
    assert spec is not None
    assert spec.loader is not None
    backend = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(backend)
    monkeypatch.setattr(tool, "FOLDER", (tool.ROOT / "resources").resolve() / "catalogues")
    tool.FOLDER.mkdir(parents=True)
    (tool.FOLDER / "fr.po").write_text("", encoding="utf-8")
    inside = tool.ROOT / "scolarite_desk" / "resources" / "catalogues" / "fr.mo"
    held: list[bool] = []
    monkeypatch.setattr(backend.build_meta, "build_wheel", lambda *_: held.append(inside.is_file()))
    monkeypatch.setattr(backend.build_meta, "build_editable", lambda *_: held.append(inside.is_file()))
    backend.build_wheel("out")
    backend.build_editable("out")
    assert held == [True, False]
    assert (tool.FOLDER / "fr.mo").is_file()
    (tool.FOLDER / "fr.po").write_bytes(b'msgid "x')
    with pytest.raises(SystemExit, match="cannot be read"):
        backend.build_editable("out")
