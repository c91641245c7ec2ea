"""Signs that nobody sees: dropped from a name as from a number, unless letters need one to be themselves."""

from __future__ import annotations

import pytest

from scolarite_desk.models.rules.signes import spelled


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Du\u200bpont", "Dupont"),
        ("\ufeffDupont\u00ad", "Dupont"),
        ("\u202aÉloïse\u202c", "Éloïse"),
        ("Du\u200dpont", "Dupont"),
        ("Du\u200cpont\u200c", "Dupont"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("می\u200c", "می"),
        ("ക്\u200dഷ", "ക്\u200dഷ"),
        ("\u200fسليم", "سليم"),
        ("\u200d", ""),
    ],
)
def test_only_a_joiner_between_letters_that_join_is_kept(typed: str, kept: str) -> None:
    assert spelled(typed) == kept
    assert spelled(kept) == kept
