"""Packets: what another desk lacks, in one sealed file carried on a stick or sent by mail, with or without a hub."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.exchange.fichier import settle
from scolarite_desk.models.rules.plages import TOUT, ranges, sequence
from scolarite_desk.models.tables.base import microseconds
from scolarite_desk.models.tables.document import PV, DocumentEmis
from scolarite_desk.models.tables.journal import Compteur, Contenu, Local
from scolarite_desk.models.tables.poste import FichePoste
from scolarite_desk.msg import N_
from scolarite_desk.progress import Progress
from scolarite_desk.services import acces
from scolarite_desk.services.acts import do
from scolarite_desk.services.cles import RIGHT, card_of, declare_station, keys_of
from scolarite_desk.services.droits import need
from scolarite_desk.store.journal.journal import station
from scolarite_desk.store.store import Store
from scolarite_desk.sync import paquet as format_
from scolarite_desk.sync.paquet import Document, Etiquette, Paquet
from scolarite_desk.sync.receive import ReceptionPreview, Report, preview, receive
from scolarite_desk.sync.send import vector, works_since

SUFFIX = ".sdpaquet"
_MET = "paquets_recus"  # a fact of this file: what each desk said it holds


@dataclass(frozen=True)
class PacketRead:
    """A packet before it is taken in: its label, what it would do, and whether the sender is who it says."""

    etiquette: Etiquette
    apercu: ReceptionPreview
    connu: bool


def write(
    store: Store,
    path: Path,
    *,
    pour: str = "",
    phrase: str = "",
    tout: bool = False,
    plage: int = 0,
    progress: Progress | None = None,
) -> Etiquette:
    """Write what another desk lacks, sealed for its station (`pour`: a key or a name of its card) or by a phrase.

    `tout`: everything, even what a packet from that desk says it has. `plage`: how many INE orders to give it, out of
    this desk's; they are no longer this desk's once the file is written. Right « paquets ».
    """
    need(store, RIGHT)
    _refuse_practice(store)
    do(store, None, declare_station)
    with store.reading() as session:
        here = station(session.connection())
        to = card_of(session, pour) if pour else None
        keys = keys_of(session, here.uuid)
        known = {} if tout or to is None else _met(session).get(to.id, {})
        works = list(works_since(session, known))
        documents = list(_documents(session, works))
        given = _split(session, plage, to)
        label = Etiquette(
            here.uuid,
            here.nom,
            store.auteur,
            microseconds(store.clock()),
            keys.signature,
            len(works),
            len(documents),
            vector(session),
            to.id if to is not None else "",
            given,
        )
    (progress or Progress()).step(0, 1)
    sealed = format_.seal(
        format_.write(label, works, documents, bytes.fromhex(keys.ed25519)), (to.cle or "") if to else "", phrase
    )
    if len(sealed) > format_.LARGEST_FILE:
        raise Refused(
            N_(
                "Ce fichier d’échange dépasserait 128 Mo\u00a0: passez par le serveur commun, ou par une base "
                "portée sur une clé."
            )
        )
    _put(store, path, sealed, given, len(works))
    return label


def look(store: Store, path: Path, phrase: str = "") -> tuple[PacketRead, Paquet]:
    """What a packet would bring, before anything changes. `Refused` in words when it cannot be taken."""
    need(store, RIGHT)
    _refuse_practice(store)
    found = _opened(store, path, phrase)
    with store.reading() as session:
        _refuse_foreign(session, found)
        connu = _known_sender(session, found.etiquette)
    return PacketRead(found.etiquette, preview(store, found.works()), connu), found


def take(store: Store, found: Paquet, progress: Progress | None = None) -> Report:
    """Take in a packet that was looked at; twice changes nothing. Right « paquets »."""
    need(store, RIGHT)
    label = found.etiquette
    report = receive(store, found.works(), progress, label.travaux)
    with store.side() as session:
        _keep_documents(session, found.documents)
        _add_range(session, label)
        met = _met(session)
        met[label.poste] = {**met.get(label.poste, {}), **label.vecteur}
        session.merge(Local(cle=_MET, valeur=json.dumps(met)))
    return report


def _refuse_practice(store: Store) -> None:
    with store.reading() as session:
        if session.get_one(Local, "exercice").valeur:
            raise Refused(N_("Une base d’exercice n’échange rien avec d’autres postes."))


def _opened(store: Store, path: Path, phrase: str) -> Paquet:
    try:
        with path.open("rb") as stream:  # some files never end
            octets = stream.read(format_.LARGEST_FILE + 1)
        if len(octets) > format_.LARGEST_FILE:
            raise Refused(
                N_(
                    "Ce fichier d’échange dépasse 128 Mo\u00a0: demandez-en de plus petits, ou passez par le "
                    "serveur commun."
                )
            )
    except OSError as error:
        raise Unavailable(
            N_(
                "Le fichier d’échange «\u00a0{fichier}\u00a0» n’a pas pu être lu ({cause}).",
                fichier=path.name,
                cause=error.strerror,
            )
        ) from error
    if format_.is_for_a_phrase(octets) and not phrase:
        raise Refused(
            N_("Ce fichier d’échange demande une phrase secrète\u00a0: celle que son auteur vous a donnée."), "phrase"
        )
    with store.reading() as session:
        here = station(session.connection()).uuid
        keys = keys_of(session, here)
    found = format_.unseal(octets, keys.age, phrase)
    if found.etiquette.pour not in ("", here):
        raise Refused(
            N_("Ce fichier d’échange n’est pas pour ce poste. Demandez-en un pour lui, ou avec une phrase secrète.")
        )
    if found.etiquette.poste == here:
        raise Refused(
            N_("Ce fichier d’échange vient de ce poste même\u00a0: il contient ce que ce poste a lui-même écrit.")
        )
    return found


def _refuse_foreign(session: Session, found: Paquet) -> None:
    """A packet of another office has no station in common with this base."""
    here = set(vector(session))
    if here and not here & (set(found.etiquette.vecteur) | {found.etiquette.poste}):
        raise Refused(
            N_(
                "Ce fichier d’échange vient d’une autre scolarité\u00a0: aucun de ses postes n’est connu ici. Rien n’a "
                "été reçu."
            )
        )


def _known_sender(session: Session, label: Etiquette) -> bool:
    card = session.get(FichePoste, label.poste)
    if card is not None and card.signature != label.signature:
        raise Refused(
            N_(
                "Ce fichier d’échange se dit du poste {nom}, mais n’est pas signé par lui. Ne le "
                "recevez pas\u00a0: prévenez ce poste.",
                nom=label.nom,
            )
        )
    return card is not None


def _met(session: Session) -> dict[str, dict[str, int]]:
    kept = session.get(Local, _MET)
    return dict(json.loads(kept.valeur)) if kept is not None else {}


def _documents(session: Session, works: list[Any]) -> list[Document]:
    """The bytes that go with these works; not of a procès-verbal, which names many: they stay where an erasure of any
    of them finds them.
    """
    keys = {line.key for sent in works for line in sent.lines if line.genre == "document_emis" and line.corps}
    rows = session.execute(
        select(DocumentEmis.id, Contenu.empreinte, Contenu.octets)
        .join(Contenu, Contenu.empreinte.in_((DocumentEmis.empreinte, DocumentEmis.empreinte + " duplicata")))
        .where(DocumentEmis.retire_le.is_(None), DocumentEmis.genre != PV)
    )
    return [Document(key, nom, octets) for key, nom, octets in rows if key in keys]


def _keep_documents(session: Session, documents: tuple[Document, ...]) -> None:
    for one in documents:
        row = session.get(DocumentEmis, one.cle)
        if row is None or row.genre == PV or one.nom.split()[0] != row.empreinte:
            continue  # erased, or not what the row names
        if one.nom == row.empreinte and hashlib.sha256(one.octets).hexdigest() != one.nom:
            continue
        session.merge(Contenu(empreinte=one.nom, octets=one.octets))


def _split(session: Session, count: int, to: FichePoste | None) -> str:
    """The last `count` orders of this desk's ranges that no letter has reached, as "first-last"."""
    if not count:
        return ""
    if to is None:
        raise Refused(N_("Des numéros d’INE se donnent à un poste nommé, pas par une phrase secrète."), "plage")
    held = list(ranges(session.get_one(Local, "plage_ine").valeur))
    if not held:
        raise Refused(N_("Ce poste n’a pas de plage de numéros d’INE à partager."), "plage")
    first, last = held[-1]
    spare = last - first - max(_used(session, first), default=0)  # one is kept for this desk
    if not 0 < count <= spare:
        raise Refused(N_("Ce poste peut donner de 1 à {max} numéros d’INE.", max=max(spare, 0)), "plage")
    return f"{last - count + 1}-{last}"


def _used(session: Session, first: int) -> list[int]:
    """How many orders of the range that begins there each letter has had."""
    counters = session.scalars(select(Compteur).where(Compteur.nom.startswith("ine "))).all()
    return [one.valeur for one in counters if one.nom == sequence(" ".join(one.nom.split()[:3]), first)]


def _put(store: Store, path: Path, sealed: bytes, given: str, works: int) -> None:
    """The numbers leave this desk before the file has its name: cut in between, they are lost, never given twice."""
    with acces.leaving(store, "paquet", works, path) as stream:
        stream.write(sealed)
        settle(stream)  # a full disk keeps no number
        if given:
            _give(store, given)


def _give(store: Store, given: str) -> None:
    """These numbers are another desk's."""
    with store.side() as session:
        fact = session.get_one(Local, "plage_ine")
        *before, (first, _last) = ranges(fact.valeur)
        before.append((first, int(given.partition("-")[0]) - 1))
        fact.valeur = " ".join(f"{one}-{other}" for one, other in before)


def _add_range(session: Session, label: Etiquette) -> None:
    if not label.plage:
        return
    fact = session.get_one(Local, "plage_ine")
    if fact.valeur == TOUT:
        fact.valeur = label.plage  # a desk that thought itself alone is not any more
    elif label.plage not in fact.valeur.split():
        fact.valeur = f"{fact.valeur} {label.plage}".strip()
