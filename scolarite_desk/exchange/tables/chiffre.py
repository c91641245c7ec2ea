"""A workbook that a password opens: ECMA-376 agile encryption, by msoffcrypto-tool, whose authors call its writing
experimental.
"""

from __future__ import annotations

import io
from typing import IO

from scolarite_desk.errors import Refused
from scolarite_desk.msg import N_

SHORTEST, LONGEST = 8, 255  # characters; the second is Excel's


def encrypt(plain: io.BytesIO, stream: IO[bytes], password: str) -> None:
    """Write to `stream` the workbook of `plain`, which was never on the disk. Raises `Refused` for a weak password."""
    from msoffcrypto.format.ooxml import OOXMLFile

    if not SHORTEST <= len(password) <= LONGEST:
        raise Refused(
            N_("Un mot de passe de fichier a de {moins} à {plus} signes.", moins=SHORTEST, plus=LONGEST),
            "mot_de_passe",
        )
    OOXMLFile(plain).encrypt(password, stream)
