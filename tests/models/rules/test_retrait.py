"""What takes a right back: CRPA L. 242-1."""

from __future__ import annotations

from datetime import date

import pytest

from scolarite_desk.langue import kept
from scolarite_desk.models.rules.retrait import Decision, lessens, takes_back, warning

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


def test_what_is_told_before_says_until_when_or_since_when_it_is_too_late() -> None:
    decided = date(2026, 7, 6)
    assert "au plus tard le 06/11/2026" in kept(warning(decided, date(2026, 11, 6)))
    assert "a pris fin le 06/11/2026" in kept(warning(decided, date(2026, 11, 7)))
