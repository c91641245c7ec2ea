"""What takes a right back: CRPA L. 242-1."""

from __future__ import annotations

import pytest

from scolarite_desk.models.rules.retrait import Decision, lessens, takes_back

ADMISE, SOUS_RESERVE = Decision("FA"), Decision("FA", "sous réserve de votre licence")
LISTE = Decision("LC", rang=3)


@pytest.mark.parametrize(
    ("former", "avis", "retire", "moins"),
    [
        (ADMISE, Decision("DE"), True, True),
        (ADMISE, LISTE, True, True),
        (ADMISE, SOUS_RESERVE, True, True),
        (SOUS_RESERVE, Decision("FA", "sous réserve du niveau B2"), True, True),
        (SOUS_RESERVE, Decision("FA", "Sous réserve  de votre licence."), False, False),
        (SOUS_RESERVE, ADMISE, False, False),
        (ADMISE, Decision("FA", " "), False, False),
        (LISTE, Decision("LC", rang=12), False, True),
        (LISTE, Decision("LC"), False, True),
        (LISTE, Decision("LC", rang=1), False, False),
        (LISTE, Decision("DE"), False, True),
        (LISTE, SOUS_RESERVE, False, False),
        (Decision("DE"), LISTE, False, False),
    ],
)
def test_a_person_who_has_less_than_before_had_a_right_taken_back(
    former: Decision, avis: Decision, retire: bool, moins: bool
) -> None:
    assert (takes_back(former, avis), lessens(former, avis)) == (retire, moins)
