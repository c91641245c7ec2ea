"""The recovery key on paper."""

from __future__ import annotations

import re
from datetime import datetime

from scolarite_desk.exchange.papers import cle_secours
from scolarite_desk.models.rows.documents import CleSecours
from scolarite_desk.models.rules.secours import new_recovery_key, read_recovery_key
from tests.exchange.papers.papiers_inventes import FRANCAIS, SERVICE
from tests.exchange.pdf_reading import faults, same_words, texts

KEY = new_recovery_key(lambda count: bytes(range(count)))
CLE = CleSecours(SERVICE, "scolarite.sdesk", KEY, datetime(2026, 11, 21, 14, 32), "Claire M.")


def test_the_key_says_its_words_on_one_accessible_page() -> None:
    rendu = cle_secours.render(CLE, FRANCAIS)
    assert faults(rendu.octets) == []
    assert rendu.pages == 1
    same_words("cle_secours", rendu.octets)


def test_what_is_printed_is_read_back_as_the_key() -> None:
    rendu = cle_secours.render(CLE, FRANCAIS)
    groups = re.findall(r"Groupe \d ((?:\w ){4}\w)", texts(rendu.octets)[0])
    assert read_recovery_key(" ".join(groups)) == KEY
