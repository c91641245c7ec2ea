"""Working with the other desks: enrolling at the hub, exchanging with it, and saying how things stand.

Whoever works here may synchronise: nothing is shown or changed that the desk does not hold. Enrolling is for the
function « hub ».
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.langue import kept
from scolarite_desk.models.rules.plages import ranges, sequence
from scolarite_desk.models.tables.base import microseconds, moment
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.journal import Attente, Compteur, Local, Poste
from scolarite_desk.msg import N_, Msg
from scolarite_desk.progress import Progress
from scolarite_desk.services.droits import need
from scolarite_desk.services.rythme import pace
from scolarite_desk.store.queries.contenu import held, missing
from scolarite_desk.store.store import Store
from scolarite_desk.sync.hub import contenus, echange, instantanes
from scolarite_desk.sync.hub.fondation import require_version
from scolarite_desk.sync.hub.hub_url import PATIENCE, HubUrl, connected
from scolarite_desk.sync.hub.inscription import Inscription, enrol, forget, inscription
from scolarite_desk.sync.hub.invitations import StationAtHub, stations
from scolarite_desk.sync.hub.pannes import spoken
from scolarite_desk.sync.receive import Report, receive
from scolarite_desk.sync.send import vector

_STATE = "hub_etat"  # a fact of this file
_DAY = timedelta(days=1)
_MO = 1_000_000  # bytes
_SPENT = 0.8  # of the INE numbers of this desk: then it asks for more


@dataclass(frozen=True)
class Exchanged:
    """What an exchange did. `avis`: sentences to tell (clock, works that wait, works dropped)."""

    envoyes: int
    recus: Report
    avis: tuple[Msg, ...]


@dataclass(frozen=True)
class HubState:
    """How this desk stands with its hub. `adresse` blank: it is alone. `faute`: why the last try failed, as it was
    kept, else blank; `depuis`: when the first of the tries that failed since was made; `refus`: the hub, or a rule,
    said no.
    """

    adresse: str = ""
    le: datetime | None = None  # last exchange that went well
    faute: str = ""
    a_envoyer: int = 0  # works of this desk made since
    en_attente: int = 0  # works that wait for those of another desk
    depuis: datetime | None = None
    refus: bool = False


def enrol_desk(store: Store, adresse: HubUrl, code: str) -> Inscription:
    """Enrol this desk at a hub by its one-time code. Right « hub »."""
    need(store, "hub")
    return enrol(store, adresse, code)


def leave_hub(store: Store) -> None:
    """Leave the hub; nothing is lost, nothing more is exchanged. Right « hub »."""
    need(store, "hub")
    forget(store)
    _remember(store, {})


def hub_state(session: Session) -> HubState:
    """How things stand, from this file alone."""
    known = inscription(session)
    if known is None:
        return HubState()
    fact = session.get(Local, _STATE)
    kept = json.loads(fact.valeur) if fact is not None and fact.valeur else {}
    sql = session.connection().exec_driver_sql
    numero = sql("SELECT numero FROM poste WHERE ici").scalar_one()
    return HubState(
        known.adresse,
        moment(kept["le"]) if "le" in kept else None,
        kept.get("faute", ""),
        numero - kept.get("numero", 0),
        session.query(Attente).count(),
        moment(kept["depuis"]) if "depuis" in kept else None,
        kept.get("refus", False),
    )


def synchronise(store: Store, progress: Progress | None = None, *, patience: int = PATIENCE) -> Exchanged:
    """Send what the hub lacks, take in what this desk lacks. Cut anywhere, the next try goes on; nothing is lost.

    `patience`: seconds to reach the hub.
    """
    with store.reading() as session:
        known = inscription(session)
    if known is None:
        raise Refused(
            N_("Ce poste n’est inscrit à aucun serveur commun\u00a0: un administrateur l’inscrit dans Postes.")
        )
    try:
        return _exchanged(store, known, progress or Progress(), patience)
    except (Refused, Unavailable) as error:
        before = {"depuis": microseconds(store.clock()), **_kept(store)}
        _remember(store, {**before, "faute": kept(error.message), "refus": isinstance(error, Refused)})
        raise


def bring_document(store: Store, document: str) -> None:
    """Bring here the bytes of a document that another desk issued. `Refused` when the hub has none."""
    with store.reading() as session:
        known, row = inscription(session), session.get(DocumentEmis, document)
    if known is None or row is None or row.empreinte is None:
        raise Refused(N_("Ce document a été remis par un autre poste\u00a0: demandez-le-lui."))
    with connected(known.place, known.compte, known.password) as connection, spoken(known.place.hote):
        came = [contenus.fetch(connection, store, name) for name in (row.empreinte, f"{row.empreinte} duplicata")]
    if not any(came):
        raise Refused(
            N_("Le serveur commun n’a pas ce document\u00a0: le poste qui l’a remis ne s’est pas encore synchronisé.")
        )


def bring_open_documents(store: Store, progress: Progress | None = None) -> int:
    """Bring here documents of dossiers of an open campaign, newest first, until the documents of this desk reach its
    quota; how many came. What the hub does not have yet comes another time.
    """
    with store.reading() as session:
        known, room = inscription(session), pace(session).quota * _MO - held(session)
        wanted = missing(session) if known is not None and room > 0 else ()
    if known is None or not wanted:
        return 0
    came, steps = 0, progress or Progress()
    with connected(known.place, known.compte, known.password) as connection, spoken(known.place.hote):
        sizes = contenus.sizes(connection, wanted)
        for rank, name in enumerate(name for name in wanted if name in sizes):
            steps.step(rank, len(sizes))
            if sizes[name] <= room and contenus.fetch(connection, store, name):
                room -= sizes[name]
                came += 1
    return came


def known_stations(session: Session) -> tuple[StationAtHub, ...]:
    """Every station that this base has works of, for when the hub cannot be asked."""
    rows = session.scalars(select(Poste).order_by(Poste.nom))
    return tuple(StationAtHub(one.uuid, one.nom, one.numero, None, None, False) for one in rows)


def stations_at_hub(store: Store, *, patience: int = PATIENCE) -> tuple[StationAtHub, ...]:
    """Every station that the hub knows; asks the hub."""
    with store.reading() as session:
        known = inscription(session)
    if known is None:
        return ()
    with (
        connected(known.place, known.compte, known.password, patience=patience) as connection,
        spoken(known.place.hote),
    ):
        return tuple(stations(connection))


def _exchanged(store: Store, known: Inscription, progress: Progress, patience: int) -> Exchanged:
    with (
        connected(known.place, known.compte, known.password, patience=patience) as connection,
        spoken(known.place.hote),
    ):
        progress.step(0, 0)  # asked to stop while the hub was looked for: the base may be closing
        require_version(connection)
        avis = _same_hub(connection, known) or _clock(connection, store)
        connection.commit()
        envoyes = _push(connection, store, progress)
        with store.reading() as session:
            held = vector(session)
        missing = sum(max(0, tip.numero - held.get(tip.poste, 0)) for tip in echange.tips(connection))
        recus = receive(store, echange.pull(connection, held), progress, missing)
        connection.execute("SELECT vu()")
        connection.commit()
        avis += _more_ine(connection, store, known.place.hote)
        if instantanes.is_wanted(connection):
            instantanes.deposit(connection, store, progress)
    _remember(store, {"le": microseconds(store.clock()), "numero": _numero(store), "faute": ""})
    return Exchanged(envoyes, recus, (*avis, *recus.horloges, *recus.ecartes))


def _push(connection: Any, store: Store, progress: Progress) -> int:
    sent = 0
    while True:
        with store.reading() as session:
            lot = echange.push(connection, session)
        sent += lot
        progress.step(sent, sent)
        if not lot:
            return sent


def _same_hub(connection: Any, known: Inscription) -> tuple[Msg, ...]:
    (nom,) = connection.execute("SELECT valeur FROM fait WHERE cle = 'nom'").fetchone()
    if nom != known.nom:
        raise Refused(
            N_(
                "À cette adresse se trouve un autre serveur commun que celui de ce poste. Rien n’a été échangé\u00a0: "
                "prévenez l’administrateur du serveur commun."
            )
        )
    return ()


def _clock(connection: Any, store: Store) -> tuple[Msg, ...]:
    (there,) = connection.execute("SELECT now()").fetchone()
    if abs(store.clock() - there) < _DAY:
        return ()
    return (
        N_(
            "L’horloge de ce poste et celle du serveur commun diffèrent de plus d’un jour\u00a0: vérifiez la date de "
            "ce poste."
        ),
    )


def _more_ine(connection: Any, store: Store, hote: str) -> tuple[Msg, ...]:
    """Ask for another range before the last number is given; the sentence of a hub that has none left."""
    with store.reading() as session:
        plages = session.get_one(Local, "plage_ine").valeur
        counters = {one.nom: one.valeur for one in session.query(Compteur).where(Compteur.nom.startswith("ine "))}
    held = list(ranges(plages))
    if not held or plages == "tout":
        return ()
    letters = {" ".join(nom.split()[:3]) for nom in counters}
    total = sum(last - first + 1 for first, last in held)
    given = max((sum(counters.get(sequence(letter, first), 0) for first, _ in held) for letter in letters), default=0)
    if given < _SPENT * total:
        return ()
    try:
        with spoken(hote):
            debut, fin = connection.execute("SELECT debut, fin FROM demander_ine(%s)", (max(held)[1],)).fetchone()
    except Refused as none_left:
        connection.rollback()
        return (none_left.message,)
    connection.commit()
    with store.side() as session:
        session.get_one(Local, "plage_ine").valeur = f"{plages} {debut}-{fin}"
    return ()


def _numero(store: Store) -> int:
    with store.reading() as session:
        return int(session.connection().exec_driver_sql("SELECT numero FROM poste WHERE ici").scalar_one())


def _kept(store: Store) -> dict[str, Any]:
    with store.reading() as session:
        fact = session.get(Local, _STATE)
    return dict(json.loads(fact.valeur)) if fact is not None and fact.valeur else {}


def _remember(store: Store, state: dict[str, Any]) -> None:
    with store.side() as session:
        session.merge(Local(cle=_STATE, valeur=json.dumps(state)))
