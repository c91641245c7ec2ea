"""A sentence is said in the language of its reader, wherever it was made; French counts as French does."""

from __future__ import annotations

import gettext
import pickle
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk import langue as langues
from scolarite_desk import places
from scolarite_desk.errors import Refused
from scolarite_desk.langue import Langue, kept, lacking, langue, said
from scolarite_desk.msg import N_, NC_, NN_, NOTHING, Msg, joined, verbatim
from tests.pseudo import PSEUDO, pseudo, unsaid

FRENCH = langue("fr")
DOSSIERS = "{n} dossier", "{n} dossiers"


CLOSED = N_("Le dossier {numero} est fermé.", numero="AAK7P2M9")


def compiled(folder: Path, made: Catalog) -> Path:
    """The file of a catalogue, as set-up compiles it."""
    path = folder / "catalogues" / f"{made.locale_identifier}.mo"
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as file:
        write_mo(file, made)
    return path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The resources of an application that has no catalogue yet."""
    monkeypatch.setattr(places, "resource", lambda name: tmp_path / name)
    langue.cache_clear()
    yield tmp_path
    langue.cache_clear()


@pytest.fixture
def english(folder: Path) -> Langue:
    """A small catalogue."""
    made = Catalog(locale="en")
    made.add("Le dossier {numero} est fermé.", "File {numero} is closed.")
    made.add(DOSSIERS, ("{n} file", "{n} files"))
    made.add("Retirer", "Withdraw", context="avis")
    made.add("Retirer", "Remove", context="liste")
    compiled(folder, made)
    return langue("en")


def test_a_sentence_is_said_with_its_values_in_the_language_of_its_reader(english: Langue) -> None:
    assert said(CLOSED, FRENCH) == "Le dossier AAK7P2M9 est fermé."
    assert said(CLOSED, english) == "File AAK7P2M9 is closed."


@pytest.mark.parametrize(
    ("count", "french", "in_english"),
    [
        (0, "0 dossier", "0 files"),
        (1, "1 dossier", "1 file"),
        (2, "2 dossiers", "2 files"),
        (2300, "2\u00a0300 dossiers", "2\u00a0300 files"),
    ],
)
def test_each_language_counts_in_its_way(english: Langue, count: int, french: str, in_english: str) -> None:
    assert (said(NN_(*DOSSIERS, count), FRENCH), said(NN_(*DOSSIERS, count), english)) == (french, in_english)


def test_french_counts_as_french_when_its_catalogue_is_not_there() -> None:
    assert said(NN_(*DOSSIERS, 0), Langue("fr")) == "0 dossier"


def test_a_short_word_says_what_it_is_said_of(english: Langue) -> None:
    assert [said(NC_(of, "Retirer"), english) for of in ("avis", "liste", "poste")] == ["Withdraw", "Remove", "Retirer"]


def test_a_sentence_in_a_sentence_is_said_in_the_same_language(english: Langue) -> None:
    told = N_("{quoi} Rien n’est perdu.", quoi=N_("Le dossier {numero} est fermé.", numero=1))
    assert said(told, english) == "File 1 is closed. Rien n’est perdu."


def test_several_values_are_one_list(english: Langue) -> None:
    assert said(N_("Il manque {quoi}.", quoi=[N_("un nom"), N_("une date")]), english) == "Il manque un nom, une date."


def test_what_somebody_typed_is_never_a_sentence() -> None:
    assert said(verbatim("{numero} 100 % {{"), PSEUDO) == "{numero} 100 % {{"
    assert said(N_("Nom\u00a0: {nom}", nom="{autre}"), FRENCH) == "Nom\u00a0: {autre}"


def test_texts_side_by_side_leave_out_those_that_say_nothing() -> None:
    assert said(joined(" · ", N_("Un"), NOTHING, verbatim("{x}")), FRENCH) == "Un · {x}"
    assert not NOTHING
    assert said(NOTHING, FRENCH) == ""


def test_a_language_that_is_not_there_is_french_and_says_so() -> None:
    lost = langue("xx")
    assert lost.missing
    assert said(N_("Le dossier {numero} est fermé.", numero=1), lost) == "Le dossier 1 est fermé."
    assert not FRENCH.missing, "set-up compiles it: make words"


class Wrong(gettext.NullTranslations):
    """A catalogue that says the same of every sentence."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def gettext(self, message: str) -> str:
        return self.text

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.text


@pytest.mark.parametrize(
    "text",
    [
        "File {numero.__class__} is closed.",
        "File {numero[0]} is closed.",
        "File {numero!r} is closed.",
        "File {numero:>1000000000} is closed.",
        "File {number} is closed.",
        "File {0} is closed.",
        "File {} is closed.",
        "File {n} is closed.",
        "File {numero is closed.",
        "File numero} is closed.",
        "File {{numero}} is closed.",
        "File {numero:{numero}} is closed.",
        "",
    ],
)
def test_a_translation_that_cannot_be_filled_is_not_said(text: str) -> None:
    assert said(CLOSED, Langue("xx", Wrong(text))) == "Le dossier AAK7P2M9 est fermé."


def test_a_translation_may_leave_a_value_out() -> None:
    assert said(CLOSED, Langue("xx", Wrong("Closed."))) == "Closed."
    assert said(NN_(*DOSSIERS, 1), Langue("xx", Wrong("one file"))) == "one file"


def test_the_slots_of_a_letter_are_those_of_its_source() -> None:
    letter = N_("saisir le tribunal administratif{tribunal?}")
    assert said(letter, Langue("xx", Wrong("apply to the court{tribunal?}"))) == "apply to the court{tribunal?}"
    assert said(letter, Langue("xx", Wrong("apply to the court {tribunal}"))) == letter.source


@given(st.text(alphabet="{}numero.!:[]_0 ", max_size=30), st.integers(0, 3))
def test_no_catalogue_makes_a_sentence_fail(text: str, count: int) -> None:
    other = Langue("xx", Wrong(text))
    assert said(N_("Le {numero}", numero="X"), other) in (text.replace("{numero}", "X"), "Le X")
    assert isinstance(said(NN_("{n} en {numero}", "{{}} {n} en {numero}", count, numero="X"), other), str)


@pytest.mark.parametrize("rule", ["plural=1/(n-2);", "plural=n%(n-2);", "plural=n+7;"])
def test_a_plural_rule_that_gives_nothing_is_that_of_french(folder: Path, rule: str) -> None:
    made = Catalog(locale="en")
    made.mime_headers = [("Plural-Forms", f"nplurals=2; {rule}")]
    made.add(DOSSIERS, ("{n} file", "{n} files"))
    compiled(folder, made)
    assert said(NN_(*DOSSIERS, 2), langue("en")) == "2 dossiers"


@pytest.mark.parametrize("rule", ["plural=;", "plural=import os;", "plural=n?0;", "plural=n.real;"])
def test_a_plural_rule_that_is_none_makes_no_language(folder: Path, rule: str) -> None:
    made = Catalog(locale="en")
    made.add(DOSSIERS, ("{n} file", "{n} files"))
    path = compiled(folder, made)
    good, header = path.read_bytes(), b"plural=(n != 1);"
    assert header in good
    path.write_bytes(good.replace(header, rule.encode().ljust(len(header))))
    assert langue("en").missing


def test_a_damaged_catalogue_is_french_and_says_so(folder: Path, english: Langue) -> None:
    path = folder / "catalogues" / "en.mo"
    good = path.read_bytes()
    strings = struct.unpack("<I", good[16:20])[0]
    beyond = good[:strings] + struct.pack("<II", 9, 1 << 31) + good[strings + 8 :]
    no_charset = good.replace(b"charset=utf-8", b"charset=utf-9")
    for octets in (
        b"",
        good[:20],
        good[: len(good) // 2],
        b"\0" * 400,
        beyond,
        no_charset,
        good.replace(b"F", b"\xff"),
    ):
        path.write_bytes(octets)
        langue.cache_clear()
        assert langue("en").missing
        assert said(CLOSED, langue("en")) == "Le dossier AAK7P2M9 est fermé."
        assert langues.installed() == ["fr"]
        assert "«\u00a0en\u00a0» manque ou est abîmé" in said(lacking(langue("en")), FRENCH)


def test_a_code_is_no_path(folder: Path, english: Langue) -> None:
    (folder / "catalogues" / "en.mo").rename(folder / "en.mo")
    langue.cache_clear()
    assert langue("../en").missing
    assert langue("en\0").missing


def test_only_a_language_that_was_asked_for_and_lacks_is_told(english: Langue) -> None:
    assert lacking(english) is NOTHING
    assert lacking(Langue("fr", missing=True)) is NOTHING


def test_the_sentence_of_a_table_is_given_its_values_later(english: Langue) -> None:
    of_table = N_("Le dossier {numero} est fermé.")
    assert said(of_table.given(numero=7), english) == "File 7 is closed."
    assert said(NC_("liste", "Retirer").given(nom=1), english) == "Remove"
    assert said(NN_(*DOSSIERS, 2).given(nom=1), english) == "2 files"
    assert of_table.valeurs == {}, "a table stays as it is"


def test_a_thread_and_a_process_are_handed_the_language(english: Langue) -> None:
    heard: list[str] = []
    thread = threading.Thread(target=lambda: heard.append(said(NN_(*DOSSIERS, 2), english)))
    thread.start()
    thread.join()
    assert heard == ["2 files"]
    assert said(NN_(*DOSSIERS, 2), pickle.loads(pickle.dumps(english))) == "2 files"


def test_a_sentence_travels_whole_and_equals_itself() -> None:
    message = NN_(*DOSSIERS, 3, nom=N_("un"))
    assert pickle.loads(pickle.dumps(message)) == message
    assert message != NN_(*DOSSIERS, 4, nom=N_("un"))
    assert len({message, NN_(*DOSSIERS, 3, nom=N_("un"))}) == 1
    assert repr(N_("Un {x}", x=1)) == "Msg('Un {x}', {'x': 1})"


def test_an_error_in_a_log_and_what_the_base_keeps_are_in_french() -> None:
    assert str(Refused(N_("Le dossier {numero} est fermé.", numero=1))) == "Le dossier 1 est fermé."
    assert kept(N_("Annulé")) == "Annulé"


def test_the_languages_that_can_be_chosen_are_those_that_are_there(english: Langue) -> None:
    assert langues.installed() == ["fr", "en"]


def test_a_sentence_has_no_language_of_its_own() -> None:
    with pytest.raises(AssertionError, match="before it was said"):
        f"{N_('Un dossier')}"
    assert not isinstance(N_("Un dossier"), str)
    assert Msg("", {}) == NOTHING


def test_the_pseudo_language_keeps_values_and_menu_letters() -> None:
    text = said(N_("&Ouvrir {nom} maintenant", nom="KERMAREC"), PSEUDO)
    assert text.startswith("⟦&Oúvrír KERMAREC")
    assert unsaid(text) == ""
    assert unsaid(f"{text} Pas encore dit") == "encore"
    assert pseudo("Le tribunal{ville?}") == "⟦Lé tríbúñál{ville?}·······⟧"
