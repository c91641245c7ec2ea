"""Files of the student records, as somebody else may have written them."""

from __future__ import annotations

from scolarite_desk.exchange.si import apogee, pegase
from tests.exchange.si.candidats_inventes import TOUS


def candidates(data: bytes) -> None:
    pegase.read(data, pegase.INSCRIPTION)


def some_candidates() -> list[bytes]:
    return [pegase.write_v28(TOUS), pegase.write_v28([])]


def students(data: bytes) -> None:
    apogee.read(data)


def some_students() -> list[bytes]:
    return [apogee.write(TOUS, "EC")[0]]
