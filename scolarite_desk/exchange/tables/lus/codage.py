"""The text of a file, whatever encoding office programs gave it; a line that was added in another one is read so."""

from __future__ import annotations

import re

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.tables.lus.lu import Remarques
from scolarite_desk.msg import N_

_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")  # a letter of two or three bytes
_MIXED = 1_000_000  # pieces: no list has as many lines
_UNKNOWN = N_("Ce fichier n’est ni une liste, ni un classeur, ni un agenda.")
# UTF-8 that something took for Windows-1252 and wrote again: « Ã© » for « é », « â€™ » for « ’ ».
_HURT = re.compile('[^;,\t|"\n]{0,12}(?:[ÃÂ][\u0080-\u00bf\u0152-\u2122]|â€[^\\s;,])[^;,\t|"\n]{0,12}')
_LOST = "\ufffd"


def decode(data: bytes, notes: Remarques | None = None) -> str:
    """Text, with its ends of line as « \\n ». `Refused` for what is no text, or blank.

    UTF-8 is kept for each line that is valid; one that is not is Windows-1252, which is told.
    """
    notes = notes or Remarques()
    text = _decoded(data, notes).replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        raise Refused(_UNKNOWN)
    if not text.strip():
        raise Refused(N_("Ce fichier est vide."))
    _tell_hurt(text, notes)
    return text


def _decoded(data: bytes, notes: Remarques) -> str:
    if wide := _UTF16.get(data[:2]) or _without_mark(data):
        return data.decode(wide, "replace").removeprefix("\ufeff")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _by_line(data.removeprefix(b"\xef\xbb\xbf"), notes)


def _without_mark(data: bytes) -> str:
    """UTF-16 that does not say so: every other byte of a text of ours is then null."""
    head = data[:2000]
    evens, odds = head[::2].count(0), head[1::2].count(0)
    if len(head) < 4 or evens + odds < len(head) // 3 or min(evens, odds) > max(evens, odds) // 10:
        return ""
    return "utf-16-be" if evens > odds else "utf-16-le"


def _by_line(data: bytes, notes: Remarques) -> str:
    """Each line in UTF-8 where it is valid, else in Windows-1252: said once if they all are, else line by line."""
    if not _UTF8.search(data):
        notes.tell(N_("Ce fichier est lu en Windows-1252, l’ancien codage d’Excel\u00a0: vérifiez les accents."))
        return data.decode("cp1252", "replace")
    data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    view, at, line = memoryview(data), 0, 1
    pieces: list[str] = []
    while at < len(data):
        try:
            pieces.append(str(view[at:], "utf-8") if len(pieces) < _MIXED else str(view[at:], "cp1252", "replace"))
            break
        except UnicodeDecodeError as error:
            begin = max(at, data.rfind(b"\n", at, at + error.start) + 1)
            end = data.find(b"\n", begin) + 1 or len(data)
            pieces += [str(view[at:begin], "utf-8"), str(view[begin:end], "cp1252", "replace")]
            line += data.count(b"\n", at, begin)
            notes.tell(N_("codée autrement que le reste du fichier (Windows-1252)\u00a0: vérifiez ses accents."), line)
            line, at = line + 1, end
    return "".join(pieces)


def _tell_hurt(text: str, notes: Remarques) -> None:
    """Accents that were spoilt before the file came here: told, and left as they are."""
    if "Ã" not in text and "â€" not in text and "Â" not in text and _LOST not in text:
        return
    for number, line in enumerate(text.split("\n"), 1):
        if found := _HURT.search(line):
            notes.tell(
                N_(
                    "«\u00a0{texte}\u00a0»\u00a0: ces accents étaient déjà abîmés dans le fichier, "
                    "rien n’y a été changé.",
                    texte=found[0].strip(),
                ),
                number,
            )
        elif _LOST in line:
            notes.tell(N_("une lettre y est perdue («\u00a0\ufffd\u00a0»)\u00a0: corrigez-la dans le fichier."), number)
