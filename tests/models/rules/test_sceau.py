"""A seal is read back as it was written, and no slip of the hand goes unseen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.numeros import ALPHABET
from scolarite_desk.models.rules.sceau import LARGEST, read_seal, write_seal

HEXA = "0123456789abcdef"
STATIONS, CHAINS = st.text(HEXA, min_size=32, max_size=32), st.text(HEXA, min_size=64, max_size=64)
SEAL = write_seal("0123456789abcdef" * 2, 812, "fedcba9876543210" * 4)


@given(STATIONS, st.integers(1, LARGEST), CHAINS)
def test_a_seal_typed_in_any_case_and_spacing_is_read_back(poste: str, numero: int, empreinte: str) -> None:
    seal = write_seal(poste, numero, empreinte)
    assert len(seal) == 41
    for typed in (seal, seal.lower().replace("-", " "), f"  {seal.replace('-', '')}\n"):
        assert read_seal(typed) == (poste[:8], numero, empreinte[:20])


@given(st.integers(0, 40).filter(lambda at: SEAL[at] != "-"), st.sampled_from(ALPHABET))
def test_one_wrong_character_names_its_group(at: int, letter: str) -> None:
    if letter != SEAL[at]:
        with pytest.raises(Fault, match=f"Groupe {at // 6 + 1}"):
            read_seal(SEAL[:at] + letter + SEAL[at + 1 :])


def test_two_groups_in_each_others_place_are_seen() -> None:
    groups = SEAL.split("-")
    groups[2], groups[4] = groups[4], groups[2]
    with pytest.raises(Fault, match="Groupe 3"):
        read_seal("-".join(groups))


@pytest.mark.parametrize("text", ["", "K", SEAL[:-1], SEAL + "K", "0" * 35, "é" * 35])
def test_what_is_no_seal_is_told(text: str) -> None:
    with pytest.raises(Fault):
        read_seal(text)


@pytest.mark.parametrize("numero", [0, LARGEST + 1])
def test_no_seal_is_written_of_a_work_that_cannot_be(numero: int) -> None:
    with pytest.raises(ValueError, match=str(numero)):
        write_seal("0" * 32, numero, "0" * 64)
