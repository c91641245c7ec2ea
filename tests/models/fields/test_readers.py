"""What is typed becomes a value, the value is shown, and what is shown is read back as the same value."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scolarite_desk.langue import kept
from scolarite_desk.models.fields import readers as r
from scolarite_desk.models.fields.readers_numeros import NumeroCvec, NumeroIne
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.fold import fold
from scolarite_desk.msg import Msg

TODAY = date(2026, 6, 15)
PAYS = {"99100": "France", "99131": "Belgique", "99352": "Algérie"}


class Few:
    """A list of three countries."""

    def label(self, name: str, code: str, row: Mapping[str, Any] = MappingProxyType({}), /) -> str:
        return PAYS.get(code, code)

    def find(self, name: str, text: str, row: Mapping[str, Any]) -> str | None:
        return next((code for code, label in PAYS.items() if text == code or fold(text) == fold(label)), None)

    def knows(self, name: str, code: str) -> bool:
        return True

    def outside(self, name: str, code: str, row: Mapping[str, Any]) -> bool:
        return False

    def propose(self, name: str, text: str, row: Mapping[str, Any], limit: int = 50) -> list[tuple[str, str]]:
        return [(code, label) for code, label in PAYS.items() if fold(label).startswith(fold(text))][:limit]

    def say(self, text: Msg) -> str:
        return kept(text)

    fuseau = UTC

    def today(self) -> date:
        return TODAY


ANY_TEXT = st.text(max_size=40)
PHONES = st.from_regex(r"(\+33|0)[1-9][0-9]{8}|\+[1-9][0-9]{6,12}|0(69[0-7]|639)[0-9]{6}|[0-9]{3,8}", fullmatch=True)
TYPED: list[tuple[Any, st.SearchStrategy[str]]] = [
    (r.Texte(30), ANY_TEXT),
    (r.Nom(), ANY_TEXT | st.text(st.characters(categories=["L", "Mn", "Zs", "Pd"]), max_size=40)),
    (r.LongTexte(100), ANY_TEXT),
    (r.Jour(), st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(lambda day: day.strftime("%d/%m/%Y"))),
    (r.Jour(), st.from_regex(r"[0-3]?[0-9]/[01]?[0-9]/([0-9]{2}|(19|20)[0-9]{2})", fullmatch=True)),
    (
        r.JourNaissance(),
        st.from_regex(r"([0-3][0-9]/)?[01][0-9]/(19|20)[0-9]{2}|[0-9]{4}", fullmatch=True),
    ),
    (r.Annee(1900, 2100), st.from_regex(r"[12][0-9]{3}", fullmatch=True)),
    (r.Entier(0, 99_999), st.integers(-10, 200_000).map(str)),
    (r.Montant(), st.from_regex(r"[0-9]{1,7}([.,][0-9]{0,2})? ?€?", fullmatch=True)),
    (r.Courriel(), st.emails() | ANY_TEXT),
    (r.Telephone(), PHONES | ANY_TEXT),
    (r.CodePostal(), st.from_regex(r"[0-9]{2} ?[0-9]{3}", fullmatch=True) | ANY_TEXT),
    (r.OuiNon(), st.sampled_from(["oui", "NON", "o", "n", "x", "1", "0", "peut-être"])),
    (r.Choix("pays"), st.sampled_from([*PAYS, *PAYS.values(), "algerie", "Nulle part"])),
    (r.Heure(), st.from_regex(r"[0-2]?[0-9] ?[h:] ?[0-5][0-9]|[0-9]{3,4}|[0-9]{1,2}h?", fullmatch=True)),
    (
        NumeroIne(),
        st.sampled_from(["0199 000001 Z", "123456789fj", "123456789AB", "0199000001A", "2610D12345B"]) | ANY_TEXT,
    ),
    (NumeroCvec(), st.from_regex(r"[A-Z]{3}[0-9]-?[A-Z]{6}-?[0-9]{2}", fullmatch=True) | ANY_TEXT),
]


@pytest.mark.parametrize(("reader", "texts"), TYPED, ids=lambda one: getattr(one, "kind", ""))
@given(data=st.data())
def test_what_is_shown_is_read_back(reader: Any, texts: st.SearchStrategy[str], data: st.DataObject) -> None:
    try:
        value = reader.read(data.draw(texts), Few(), {})
    except Fault as fault:
        assert 0 < len(str(fault)) <= 60  # noqa: PT017 - a value or a short fault
        return
    assert reader.read(reader.show(value, Few()), Few(), {}) == value


@pytest.mark.parametrize("reader", [reader for reader, _ in TYPED], ids=lambda one: one.kind)
def test_a_blank_is_no_value_and_no_value_is_blank(reader: Any) -> None:
    assert reader.read(" \u00a0", Few(), {}) is None
    assert reader.show(None, Few()) == ""


@given(st.text(st.characters(categories=["Lu", "Ll", "Lo", "Mn", "Zs"]), max_size=60))
def test_a_name_keeps_its_letters(name: str) -> None:
    assume(any(c.isalpha() for c in name))
    assert r.Nom().read(name, Few(), {}) == r.one_line(name)


@pytest.mark.parametrize(
    "name", ["N’Guessan", "O'Brien-Łukasz", "d’Œuvrard", "Þór", "王", "Saint-Jean (de)", "Jr.", "Nguyễn"]
)
def test_names_of_the_whole_world_are_kept_as_written(name: str) -> None:
    assert r.Nom().read(f"  {name} ", Few(), {}) == name


def test_a_sign_that_nobody_sees_is_dropped_from_a_name_unless_its_letters_need_it() -> None:
    assert r.Nom().read("\ufeffDu\u200bpont\u00ad", Few(), {}) == "Dupont"
    assert r.Nom().read("می\u200cخواهم", Few(), {}) == "می\u200cخواهم"
    assert r.Nom().read("\u200d", Few(), {}) is None


@pytest.mark.parametrize(
    ("reader", "typed", "fault"),
    [
        (r.Nom(), "Dupon7", "Un nom n’a pas de chiffre\u00a0: enlevez «\u00a07\u00a0»."),
        (r.Nom(), "Dup\x07ont", "Un caractère invisible s’est glissé\u00a0: retapez le nom."),
        (r.Nom(), "moi@ici", "Signe inattendu dans un nom\u00a0: enlevez «\u00a0@\u00a0»."),
        (r.Nom(), "--", "Un nom contient au moins une lettre."),
        (r.Nom(5), "Kermarec", "5 caractères au plus\u00a0: il y en a 8."),
        (r.Texte(5), "bonjour", "5 caractères au plus\u00a0: il y en a 7."),
        (r.Texte(), "bon\x00jour", "Un caractère illisible s’est glissé\u00a0: retapez le texte."),
        (r.Jour(), "03/2026", "Il manque le jour\u00a0: écrivez par exemple 07/03/2026."),
        (r.JourNaissance(), "16/06/2026", "Cette date est à venir\u00a0: corrigez l’année."),
        (r.Annee(), "26", "Écrivez l’année sur quatre chiffres."),
        (r.Annee(1990, 2030), "1950", "L’année doit être entre 1990 et 2030."),
        (r.Entier(1, 80), "81", "Écrivez un nombre de 1 à 80."),
        (r.Entier(), "12,5", "Écrivez un nombre entier, en chiffres."),
        (r.Montant(), "12,345", "Montant illisible\u00a0: écrivez par exemple 105,00."),
        (r.Montant(), "-5", "Montant illisible\u00a0: écrivez par exemple 105,00."),
        (r.Courriel(), "maelle.univ.fr", "Une adresse a un «\u00a0@\u00a0», et un seul\u00a0: corrigez-la."),
        (r.Courriel(), "maelle@univ", "Après «\u00a0@\u00a0», écrivez par exemple univ.fr."),
        (r.Courriel(), "@univ.fr", "Écrivez ce qui précède «\u00a0@\u00a0»."),
        (r.Courriel(), "ma elle@univ.fr", "Pas d’espace dans une adresse\u00a0: enlevez-le."),
        (r.Courriel(), "maelle..k@univ.fr", "Adresse illisible\u00a0: vérifiez ses lettres et ses points."),
        (r.Telephone(), "demain", "Téléphone illisible\u00a0: écrivez par exemple 06 12 34 56 78."),
        (r.CodePostal(), "2900", "Un code postal français a cinq chiffres."),
        (r.OuiNon(), "bof", "Répondez oui ou non."),
        (r.Choix("pays"), "Atlantide", "Choisissez une valeur de la liste."),
        (r.Heure(), "25h00", "Cette heure n’existe pas\u00a0: écrivez de 0h00 à 23h59."),
        (r.Heure(), "9:30:15", "Heure illisible\u00a0: écrivez par exemple 9h30."),
        (r.Heure(), "midi", "Heure illisible\u00a0: écrivez par exemple 9h30."),
        (NumeroIne(), "0199 0001", "Un INE a 11 caractères, pas 8."),
    ],
)
def test_a_fault_says_what_to_do(reader: Any, typed: str, fault: str) -> None:
    with pytest.raises(Fault) as raised:
        reader.read(typed, Few(), {})
    assert str(raised.value) == fault
    assert len(fault) <= 60


@pytest.mark.parametrize(
    ("reader", "typed", "value"),
    [
        (r.Jour(), "1/9/26", date(2026, 9, 1)),
        (r.JourNaissance(), "00/00/2004", "2004"),
        (r.Montant(), "1 234,5 €", Decimal("1234.50")),
        (r.Montant(), "105", Decimal("105.00")),
        (r.Entier(0, 9999), "1\u202f200", 1200),
        (r.Courriel(), " Maelle.K@UNIV.BZH ", "Maelle.K@univ.bzh"),
        (r.Telephone(), "06.12.34.56.78", "+33612345678"),
        (r.Telephone(), "0692 12 34 56", "+262692123456"),
        (r.Telephone(), "00 32 2 555 12 34", "+3225551234"),
        (r.Telephone(), "poste 45 12".removeprefix("poste "), "45 12"),
        (r.Telephone(), "41 23 45", "41 23 45"),
        (r.CodePostal(), "29 000", "29000"),
        (r.Heure(), "9h", "09:00"),
        (r.Heure(), "9h30", "09:30"),
        (r.Heure(), "09:30:00", "09:30"),
        (r.Heure(), "9:30:00.000", "09:30"),
        (r.Heure(), "0930", "09:30"),
        (r.Choix("pays"), "algerie", "99352"),
        (NumeroIne(), "0199 000001 z", "0199000001Z"),
        (NumeroIne(), "123456789AB", "123456789AB"),
        (NumeroCvec(), "ver6-abcdef-42 / DURAN", "VER6-ABCDEF-42"),
        (r.LongTexte(), "deux\r\nlignes\n", "deux\nlignes"),
    ],
)
def test_usual_writings_are_understood(reader: Any, typed: str, value: Any) -> None:
    assert reader.read(typed, Few(), {}) == value


@pytest.mark.parametrize(
    ("value", "shown"), [("+33612345678", "06 12 34 56 78"), ("+262692123456", "+262 692 12 34 56"), ("45 12", "45 12")]
)
def test_a_phone_number_is_shown_as_it_is_dialled(value: str, shown: str) -> None:
    assert r.Telephone().show(value, Few()) == shown


def test_a_foreign_postal_code_is_free() -> None:
    assert r.CodePostal().read("sw1a 2aa", Few(), {"pays": "99132"}) == "SW1A 2AA"
    assert r.CodePostal().read("29000", Few(), {"pays": None}) == "29000"
    with pytest.raises(Fault, match="12"):
        r.CodePostal().read("####", Few(), {"pays": "99132"})


@pytest.mark.parametrize("typed", ["https://cvec.etudiant.gouv.fr/attestation", "VER6-ABCDEF-" + "4" * 40])
def test_an_address_or_a_whole_sentence_is_no_certificate_number(typed: str) -> None:
    with pytest.raises(Fault):
        NumeroCvec().read(typed, Few(), {})
    assert NumeroCvec().read("  ", Few(), {}) is None
