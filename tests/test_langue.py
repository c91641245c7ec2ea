"""A sentence is said in the language of its reader, wherever it was made; French counts as French does."""

from __future__ import annotations

import pickle
import threading
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from scolarite_desk import langue as langues
from scolarite_desk import places
from scolarite_desk.errors import Refused
from scolarite_desk.langue import Langue, kept, langue, said
from scolarite_desk.msg import N_, NC_, NN_, NOTHING, Msg, joined, verbatim
from tests.pseudo import PSEUDO, pseudo, unsaid

FRENCH = langue("fr")
DOSSIERS = "{n} dossier", "{n} dossiers"


@pytest.fixture
def english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Langue:
    """A small catalogue, compiled as set-up does."""
    made = Catalog(locale="en")
    made.add("Le dossier {numero} est fermé.", "File {numero} is closed.")
    made.add(DOSSIERS, ("{n} file", "{n} files"))
    made.add("Retirer", "Withdraw", context="avis")
    made.add("Retirer", "Remove", context="liste")
    (tmp_path / "catalogues").mkdir()
    with (tmp_path / "catalogues" / "en.mo").open("wb") as file:
        write_mo(file, made)
    monkeypatch.setattr(places, "resource", lambda name: tmp_path / name)
    langue.cache_clear()
    yield langue("en")
    langue.cache_clear()


def test_a_sentence_is_said_with_its_values_in_the_language_of_its_reader(english: Langue) -> None:
    message = N_("Le dossier {numero} est fermé.", numero="AAK7P2M9")
    assert said(message, FRENCH) == "Le dossier AAK7P2M9 est fermé."
    assert said(message, english) == "File AAK7P2M9 is closed."


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
