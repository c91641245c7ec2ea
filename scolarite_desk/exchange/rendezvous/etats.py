"""What a list says became of an appointment, in the codes of a visit (`models/rules/states.py`)."""

from __future__ import annotations

import re

from scolarite_desk.models.rules.fold import fold

ATTENDU, ANNULE, ABSENT, FAIT = "rendezvous", "excusee", "absente", "terminee"
ETATS = (ANNULE, ABSENT, FAIT)  # nobody is expected

# The first that is found decides: « absence excusée » is no « absent », « non honoré » no « honoré ».
_WORDS = tuple(
    (re.compile(rf"\b(?:{words})"), state)
    for words, state in (
        (r"(?:non|pas|not|no|in)\W?(?:excuse|honore|venu|present|attend|show|vu\b|recu)|lapin|defaill", ABSENT),
        (r"annul|cancel|decommand|supprim|delet|refus|rejet|declin|desist|retir|excus|report|deplac", ANNULE),
        (r"absen|missed", ABSENT),
        (r"honore|vue?s?\b|recue?s?\b|effectu|termin|realis|present|venue?\b|done|complet|attended|clos|fait", FAIT),
        (r"confirm|prevu|planif|valid|attente|renseign|nouveau|programm|reserv|accept|book|schedul|pend", ATTENDU),
        (r"ouvert|actif|active|r ?d ?v|rendez vous|fixe|pris|a venir|en cours|ok\b|maintenu|tentative", ATTENDU),
    )
)
_NO = frozenset({"", "non", "no", "n", "faux", "false", "0"})


def state_of(text: str) -> str | None:
    """The state that a word of a list names; None when nobody knows it."""
    folded = fold(text)
    if folded in ("oui", "non"):  # of a column « Présence »
        return FAIT if folded == "oui" else ABSENT
    return next((state for pattern, state in _WORDS if pattern.search(folded)), None)


def called_off(text: str) -> bool:
    """Whether a column « Annulé » says so: « oui », « x », a day."""
    return fold(text) not in _NO
