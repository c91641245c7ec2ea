"""Witnesses: what another paper, file or desk knows of where each station's journal stood.

The chain alone cannot tell that its end was cut, or that the file is an older one: it is whole up to where it stops.
Only someone outside who has seen further can. A witness is a few `Tip`s, kept with a backup, printed as the day's
seal, or held by another desk.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from scolarite_desk.msg import N_, NN_, NOTHING, Msg


@dataclass(frozen=True)
class Tip:
    """Where a station's journal stood: station (UUID), last number, chain value in hexadecimal, hybrid clock.

    A printed seal only knows the beginning of the two, and no clock (0).
    """

    poste: str
    numero: int
    empreinte: str
    hlc: int


_HEX = re.compile("[0-9a-f]{1,64}")


def tip_of(said: Mapping[str, Any]) -> Tip:
    """The tip that a file says, which anybody may have written. Raises `KeyError`, `TypeError` or `ValueError`."""
    poste, numero, empreinte, hlc = (said[name] for name in ("poste", "numero", "empreinte", "hlc"))
    if not (_HEX.fullmatch(poste) and _HEX.fullmatch(empreinte)):
        raise ValueError("tip")
    if not (type(numero) is type(hlc) is int and 0 <= numero < 2**63 and 0 <= hlc < 2**63):
        raise TypeError("tip")
    return Tip(poste, numero, empreinte, hlc)


def tips(session: Session) -> tuple[Tip, ...]:
    """The tip of every station that this base knows a work of, by station."""
    found = session.connection().exec_driver_sql(
        "SELECT uuid, numero, empreinte, hlc FROM poste WHERE numero > 0 ORDER BY uuid"
    )
    return tuple(Tip(uuid.hex(), numero, empreinte.hex(), hlc) for uuid, numero, empreinte, hlc in found)


def compare(session: Session, seen: Iterable[Tip]) -> list[Msg]:
    """What a witness saw that this base does not hold, a sentence each; nothing when the base goes at least as far.

    It compares with the works themselves, not with what `poste` says of them. `check` says the rest: a work that was
    changed and whose chain value was left as it stood.
    """
    connection, wanted = session.connection(), tuple(tip for tip in seen if tip.numero)
    found = [(tip, _station(connection, tip)) for tip in sorted(wanted, key=lambda tip: tip.poste)]
    if wanted and not any(station for _tip, station in found):
        return [N_("Cette preuve ne connaît aucun poste de cette base\u00a0: elle vient d’une autre base.")]
    told = (_compare(connection, tip, *station) if station else _unknown(tip) for tip, station in found)
    return [sentence for sentence in told if sentence]


def unshown(session: Session, seen: Iterable[Tip]) -> list[Msg]:
    """What of a witness this base can neither show nor deny, a sentence each: works that came as a snapshot. A journal
    whose beginning was cut would call itself one, so that the person has to know.
    """
    sentences = []
    for tip in sorted(seen, key=lambda tip: tip.poste):
        station = _station(session.connection(), tip)
        if station is not None and 0 < tip.numero < station[2]:
            sentences.append(
                N_(
                    "Poste {nom}\u00a0: ses modifications jusqu’à la {numero} sont ici sans leur "
                    "détail, comme à un poste qui a rejoint les autres. Si ce n’est pas le cas, le début "
                    "du journal a été coupé. Contrôlez cette preuve sur un poste plus ancien.",
                    nom=station[1],
                    numero=station[2],
                )
            )
    return sentences


def _station(connection: Connection, tip: Tip) -> tuple[int, str, int] | None:
    found = connection.exec_driver_sql(
        "SELECT id, nom, coalesce(base, 0) FROM poste WHERE lower(hex(uuid)) BETWEEN ? AND ?",
        (tip.poste, tip.poste + "g"),
    ).first()
    return None if found is None else (found[0], found[1], found[2])


def _unknown(tip: Tip) -> Msg:
    return NN_(
        "{n} modification était attendue d’un poste {poste} que cette base ne connaît pas\u00a0: c’est un fichier plus "
        "ancien.",
        "{n} modifications étaient attendues d’un poste {poste} que cette base ne connaît pas\u00a0: c’est un fichier "
        "plus ancien.",
        tip.numero,
        poste=tip.poste[:8],
    )


def _compare(connection: Connection, tip: Tip, ident: int, nom: str, base: int) -> Msg:
    if tip.numero < base:
        return NOTHING  # these works came as a snapshot, without their lines: whoever gave it holds them (`unshown`)
    held = connection.exec_driver_sql(
        "SELECT empreinte FROM travail WHERE poste = ?1 AND numero = ?2"
        " UNION ALL SELECT base_empreinte FROM poste WHERE id = ?1 AND base = ?2",
        (ident, tip.numero),
    ).scalar()
    if held is not None:
        if held.hex().startswith(tip.empreinte):
            return NOTHING
        return N_(
            "Journal du poste {nom}\u00a0: la modification {numero} n’est pas celle qui était "
            "attendue. Le journal a été réécrit.",
            nom=nom,
            numero=tip.numero,
        )
    last = connection.exec_driver_sql("SELECT max(numero) FROM travail WHERE poste = ?", (ident,)).scalar() or 0
    if last > tip.numero:
        return N_(
            "Journal du poste {nom}\u00a0: la modification {numero}, qui était attendue, manque.",
            nom=nom,
            numero=tip.numero,
        )
    return NN_(
        "La fin du journal du poste {nom} a été coupée après {derniere}, ou c’est un fichier plus ancien\u00a0: "
        "{n} modification était attendue.",
        "La fin du journal du poste {nom} a été coupée après {derniere}, ou c’est un fichier plus ancien\u00a0: "
        "{n} modifications étaient attendues.",
        tip.numero,
        nom=nom,
        derniere=last,
    )
