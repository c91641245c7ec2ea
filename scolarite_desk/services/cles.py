"""This station's keys and its card, by which the others seal packets for it and know what it signed."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.tables.journal import Local
from scolarite_desk.models.tables.poste import FichePoste
from scolarite_desk.msg import N_
from scolarite_desk.services.acts import act, do
from scolarite_desk.services.droits import need
from scolarite_desk.store.store import Store, Work

RIGHT = "paquets"
_KEYS = "cles_paquet"  # a fact of this file


@dataclass(frozen=True)
class Cles:
    """This station's keys. The secret ones are in the encrypted base only."""

    poste: str
    age: str
    cle: str
    ed25519: str
    signature: str


@act(N_("Déclarer ce poste aux autres"), right=RIGHT, undoable=False)
def declare_station(work: Work) -> str:
    """This station's card, so that the others can seal packets for it; the key of the row."""
    keys = keys_of(work.session, work.poste.uuid)
    row = work.session.get(FichePoste, work.poste.uuid)
    if row is None:
        return work.add(FichePoste(id=keys.poste, nom=work.poste.nom, cle=keys.cle, signature=keys.signature)).id
    row.nom, row.cle, row.signature = work.poste.nom, keys.cle, keys.signature
    return row.id


def public_key(store: Store) -> str:
    """What another desk needs to seal a packet for this one; declared to all at the same time. Right « paquets »."""
    need(store, RIGHT)
    key: str = do(store, None, declare_station)
    with store.reading() as session:
        return str(session.get_one(FichePoste, key).cle)


def cards(session: Session) -> tuple[FichePoste, ...]:
    """Cards of the stations, by name; this one's among them."""
    found = tuple(session.scalars(select(FichePoste).where(FichePoste.retire_le.is_(None)).order_by(FichePoste.nom)))
    session.expunge_all()
    return found


def keys_of(session: Session, here: str) -> Cles:
    """This station's keys, made the first time; another incarnation has others."""
    import pyrage
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    kept = session.get(Local, _KEYS)
    if kept is not None and (known := Cles(**json.loads(kept.valeur))).poste == here:
        return known
    identity, signing = pyrage.x25519.Identity.generate(), secrets.token_bytes(32)
    public = Ed25519PrivateKey.from_private_bytes(signing).public_key().public_bytes_raw()
    made = Cles(here, str(identity), str(identity.to_public()), signing.hex(), public.hex())
    session.merge(Local(cle=_KEYS, valeur=json.dumps(made.__dict__)))
    return made


def card_of(session: Session, named: str) -> FichePoste:
    """The card of a station, by its key or its name. `Refused` when none that has a key, or several, answer to it."""
    found = [one for one in cards(session) if named in (one.id, one.nom)]
    if not any(one.cle for one in found):
        raise Refused(
            N_(
                "Aucun poste de ce nom n’a donné son code public\u00a0: demandez-lui un fichier d’échange, ou utilisez "
                "une phrase secrète."
            ),
            "pour",
        )
    if len(found) > 1:
        raise Refused(N_("Plusieurs postes portent ce nom\u00a0: donnez l’identifiant."), "pour")
    return found[0]
