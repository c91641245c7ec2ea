"""Workbooks with a password: whether one has any, and the same workbook without it, in memory."""

from __future__ import annotations

import io
import re
from struct import unpack_from
from typing import Any

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.tables.lus.bornes import TOURS
from scolarite_desk.exchange.tables.lus.genres import OLE, damaged
from scolarite_desk.msg import N_

_PACKAGE = "EncryptionInfo".encode("utf-16-le")
_FILE_PASS, _EOF = 0x002F, 0x000A
_TURNS = re.compile(rb'spinCount\s*=\s*["\']\s*([0-9]+)')
_OURS = "VelvetSweatshop"  # the password of Excel for a workbook that is only kept from being changed [MS-XLS] 2.2.10


def is_protected(data: bytes) -> bool:
    """Whether this workbook asks for a password before it can be read."""
    return data.startswith(OLE) and (_PACKAGE in data or _old_one(data))


def unlocked(data: bytes, password: str | None) -> bytes:
    """The workbook, readable. `Refused`, at the field `mot_de_passe`: none was given, or it is another."""
    for word in (password, _OURS) if password else (_OURS,):
        if (found := _opened(data, word)) is not None:
            return found
    raise Refused(
        N_("Ce n’est pas le mot de passe de ce classeur.")
        if password
        else N_("Ce classeur a un mot de passe\u00a0: donnez-le, ou enregistrez le classeur sans mot de passe."),
        "mot_de_passe",
    )


def _opened(data: bytes, password: str) -> bytes | None:
    """None: the password is another one. Raises `Refused`: it cannot be opened, or would take hours."""
    import msoffcrypto
    from msoffcrypto import exceptions

    _check_turns(data)
    out = io.BytesIO()
    try:
        book: Any = msoffcrypto.OfficeFile(io.BytesIO(data))
        if book.format == "ooxml":
            book.load_key(password=password, verify_password=True)
        else:
            book.load_key(password=password)
        book.decrypt(out)
    except exceptions.InvalidKeyError:
        return None
    except Exception as error:  # whatever a damaged container makes the reader do
        raise damaged() from error
    return out.getvalue()


def _check_turns(data: bytes) -> None:
    """What a file says of the derivation of its key is its own word: Excel asks for 100 000 turns."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            said = container.openstream("EncryptionInfo").read(100_000) if container.exists("EncryptionInfo") else b""
    except Exception as error:
        raise damaged() from error
    if b"<!" in said:
        raise damaged()
    if any(len(found) > 8 or int(found) > TOURS for found in _TURNS.findall(said)):
        raise Refused(N_("Le mot de passe de ce classeur demande un calcul démesuré\u00a0: il n’a pas été ouvert."))


def _old_one(data: bytes) -> bool:
    """Whether an .xls says, before its first sheet, that what follows is encrypted."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            name = next(one for one in ("Workbook", "Book") if container.exists(one))
            stream = container.openstream(name).read(200_000)
    except Exception:  # it is said to be damaged, when it is read
        return False
    at = 0
    while at + 4 <= len(stream):
        kind, size = unpack_from("<HH", stream, at)
        if kind in {_FILE_PASS, _EOF}:
            return bool(kind == _FILE_PASS)
        at += 4 + size
    return False
