"""The names of the files that leave: safe on every system, NFC, never empty, 120 signs at most, one a file.

Windows keeps names of devices for itself whatever follows the first dot, and drops dots and spaces at the end. The
shape of those of dossiers and letters is the one that offices know from eCandidat.
"""

from __future__ import annotations

import re
import unicodedata

LONGUEUR = 120  # signs, ending included
_OCTETS = 240  # of UTF-8: Linux and zip readers stop at 255
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]+')
_SPACES = re.compile(r"\s+")
_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])\s*(\..*)?", re.IGNORECASE)
_LOST = " .-_"  # what a name neither begins nor ends with
_NAMELESS = "fichier"
_NUMERO, _NOM, _PRENOM, _CODE = 20, 30, 20, 25  # signs kept of each part: the whole fits, whatever the civil status


def sur(text: str, suffixe: str = "") -> str:
    """A text as the name of a file, with its ending (« .pdf »)."""
    stem = _device(_plain(text))
    while len(stem) + len(suffixe) > LONGUEUR or len((stem + suffixe).encode()) > _OCTETS:
        stem = stem[:-1]
    return (_device(stem.rstrip(_LOST)) or _NAMELESS) + suffixe


def nomme(quoi: str, numero: str, nom: str | None, prenom: str | None, code: str = "", suffixe: str = ".pdf") -> str:
    """« dossier-K7P2M9QX_LE-GOFF_Maëlle-L3INFO.pdf »: what, of which dossier, of whom, for which formation."""
    given = ((numero, _NUMERO), ((nom or "").upper(), _NOM), (prenom or "", _PRENOM))
    whose = "_".join(_plain(text)[:most].strip(_LOST) for text, most in given if _plain(text))
    return sur("-".join(part for part in (quoi, whose, _plain(code)[:_CODE].strip(_LOST)) if part), suffixe)


_LETTRES = {"FA": "admission", "DE": "refus", "LC": "liste_complementaire", "LA": "attente", "PR": "preselection"}


def lettre(avis: str) -> str:
    """What the letter of an avis is called in a name: « lettre_admission »."""
    return f"lettre_{_LETTRES[avis]}" if avis in _LETTRES else "lettre"


class Pris:
    """The names that a folder or an archive has already: two that differ by their case are one on Windows."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def seul(self, name: str) -> str:
        """That name, or the first « name-2 » that nothing has."""
        stem, dot, ending = name.rpartition(".")
        stem, suffix = (stem, dot + ending) if dot else (name, "")
        found, rank = name, 1
        while (folded := unicodedata.normalize("NFC", found.casefold())) in self._taken:
            rank += 1
            found = sur(stem, f"-{rank}{suffix}")
        self._taken.add(folded)
        return found


def _plain(text: str) -> str:
    """Without what a system forbids nor signs that nobody sees; a space is a dash."""
    text = "".join(" " if one.isspace() else one for one in unicodedata.normalize("NFC", text))
    text = "".join(one for one in text if unicodedata.category(one)[0] != "C")
    text = _SPACES.sub("-", _FORBIDDEN.sub(" ", text).strip())
    return unicodedata.normalize("NFC", text).strip(_LOST)


def _device(stem: str) -> str:
    return f"{_NAMELESS}-{stem}" if _DEVICES.fullmatch(stem) else stem
