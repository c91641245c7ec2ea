"""The text of a letter: what is typed is read, at its place what is wrong; read and written back, it is the same."""

from __future__ import annotations

from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk.langue import kept
from scolarite_desk.models.rules.champs import CHAMPS, LETTRES
from scolarite_desk.models.rules.modeles import (
    PRECISION,
    Passage,
    Portee,
    champs_fautifs,
    choisie,
    convient,
    ecrire,
    lire,
    manquants,
    typographie,
)

TYPED = """# Voies et délais
- saisir le tribunal{tribunal?}
• écrire au président

! L’admission en {formation} vous est refusée.
[si motif: # Motif]
[si motif:
Le motif est {motif}.
- et [voir l’annexe\\]
]
\\# pas un titre
"""


def test_what_a_secretary_types_is_read_as_paragraphs() -> None:
    lu = lire(TYPED)
    assert lu.fautes == []
    assert lu.passages == [
        Passage("Voies et délais", "titre"),
        Passage("saisir le tribunal{tribunal?}", "puce"),
        Passage("écrire au président", "puce"),
        Passage("L’admission en {formation} vous est refusée.", "fort"),
        Passage("Motif", "titre", "motif"),
        Passage("Le motif est {motif}.", "texte", "motif"),
        Passage("et [voir l’annexe]", "puce", "motif"),
        Passage("# pas un titre"),
    ]


_SIGNS = [*"aé «»:!?#-–•[]\\(){}\u00a0", "[si ", "{motif}", "{formation?}"]
_WORDS = st.lists(st.sampled_from(_SIGNS), min_size=1, max_size=12).map("".join)
_PASSAGES = st.lists(
    st.builds(
        Passage,
        _WORDS.map(str.strip).filter(bool),
        st.sampled_from(["texte", "fort", "titre", "puce"]),
        st.sampled_from(["", "", "motif", "rang"]),
    ),
    max_size=6,
)


@given(_PASSAGES)
def test_written_then_read_paragraphs_are_the_same(passages: list[Passage]) -> None:
    assert lire(ecrire(passages)).passages == passages


@given(st.text(max_size=80))
def test_any_text_is_read_and_what_was_read_is_written_for_good(texte: str) -> None:
    first = lire(texte).passages
    assert lire(ecrire(first)).passages == first


@pytest.mark.parametrize(
    ("typed", "place", "said"),
    [
        ("Bonjour\n{formatoin}", (2, 1, 11), "est-ce « {formation} »"),
        ("Le {zzz}", (1, 4, 5), "choisissez dans la liste"),
        ("a\n  - {Motif}", (2, 5, 7), "{motif}"),
        ("[si zzz: a]", (1, 5, 3), "n’existe pas"),
        ("Un { seul", (1, 4, 1), "entre accolades"),
        ("{motif }", (1, 1, 1), "entre accolades"),
        ("a\n[si motif: b\nc", (2, 1, 3), "n’est pas fermé"),
        ("[si motif: b\n[si rang: c]\n]", (2, 1, 3), "dans un autre"),
        ("[si motif b]", (1, 1, 3), "s’écrit"),
        ("a\n]", (2, 1, 1), "ne ferme aucun passage"),
    ],
)
def test_a_fault_says_its_place(typed: str, place: tuple[int, int, int], said: str) -> None:
    fault = lire(typed).fautes[0]
    assert (fault.ligne, fault.colonne, fault.longueur) == place
    assert said in kept(fault.message).replace("\u00a0", " ")


def test_a_field_that_is_only_asked_about_is_told_where_it_is_written() -> None:
    [fault] = champs_fautifs("Le {sans_rang}", lettre="LC")
    assert fault.doute
    assert "[si sans_rang: …]" in kept(fault.message)


def test_a_paragraph_that_begins_like_a_title_stays_one() -> None:
    plain = [Passage("# numéro"), Passage("]")]
    assert ecrire(plain).startswith("\\# numéro")
    assert lire(ecrire(plain)).passages == plain


def test_spaces_that_do_not_break_are_put_in() -> None:
    assert typographie("Objet : « oui » ! 14:30 a  : b") == ("Objet\u00a0: «\u00a0oui\u00a0»\u00a0! 14:30 a  : b")
    assert typographie("[si rang: ! Rang]") == "[si rang: ! Rang]"


def test_the_most_precise_model_words_a_letter() -> None:
    lettre = Portee("decision", "DE", "candidature", "m1", "f", "c", "fr", "t")
    for rank, name in enumerate(PRECISION):
        precise = Portee("decision", **{name: getattr(lettre, name)})
        rest = Portee("decision", **{other: getattr(lettre, other) for other in PRECISION[rank + 1 :]})
        for portees in permutations((precise, rest, Portee("decision"))):
            assert choisie(portees, lettre) == precise


_MAYBE = st.sampled_from([None, "a", "b"])
_PORTEES = st.builds(Portee, st.just("decision"), *[_MAYBE] * len(PRECISION))


@given(st.lists(_PORTEES, unique=True, max_size=8), _PORTEES, st.randoms())
def test_of_any_models_one_is_taken_whatever_their_order(portees: list[Portee], lettre: Portee, chance: Random) -> None:
    taken = choisie(portees, lettre)
    assert (taken is None) == (not any(convient(one, lettre) for one in portees))
    chance.shuffle(portees)
    assert choisie(portees, lettre) == taken
    if taken is not None:
        assert convient(taken, lettre)
        assert choisie([one for one in portees if one != taken], lettre) != taken
        assert choisie([taken, *portees], lettre) == taken


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("{motif}", True),
        ("[si motif: {motif}]", True),
        ("[si rang: {motif}]", False),
        ("{civilite}, {motif}", True),
        ("{orientation} {motif}", False),
        ("{orientation?} {motif}", True),
        ("", False),
    ],
)
def test_a_required_field_is_said_only_where_nothing_else_silences_it(typed: str, said: bool) -> None:
    assert (CHAMPS["motif"] not in manquants(lire(typed).passages, "DE")) == said


def test_a_model_of_something_else_never_words_a_letter() -> None:
    lettre = Portee("decision", "DE", "candidature", "m1", "f", "c", "fr")
    assert not convient(Portee("vapp"), lettre)
    assert not any(convient(Portee("decision", **{name: "autre"}), lettre) for name in PRECISION)
    assert choisie([Portee("vapp")], lettre) is None


def test_every_field_has_a_name_an_example_and_a_letter_that_gives_it() -> None:
    for nom, champ in CHAMPS.items():
        assert champ.nom == nom
        assert kept(champ.label)
        assert kept(champ.exemple)
        assert set(champ.requis) <= set(champ.lettres)
        assert champ.toujours <= (set(champ.lettres) >= set(LETTRES))
