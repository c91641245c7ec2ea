"""The letters of a name: those of civil status are Latin, and the documents print no others surely."""

from __future__ import annotations

import unicodedata

from scolarite_desk.msg import N_, NOTHING, Msg

# From A to the letters of African and Vietnamese names, and the apostrophes that are letters (« Oʼahu »).
_LATIN = (range(0x41, 0x300), range(0x1E00, 0x1F00))
_MARKS = range(0x300, 0x370)  # accents that no letter composes with


def prints(sign: str) -> bool:
    """Whether the font of the documents surely has this letter or accent of a name (a test compares with the font)."""
    if unicodedata.category(sign)[0] not in "LM":
        return True
    return ord(sign) in _MARKS or any(ord(sign) in some for some in _LATIN)


def foreign_letters(name: str) -> Msg:
    """What to do of a name that no document could print; nothing when each can."""
    if all(prints(sign) for sign in unicodedata.normalize("NFC", name)):
        return NOTHING
    return N_("Lettres non latines\u00a0: tapez la transcription du passeport.")
