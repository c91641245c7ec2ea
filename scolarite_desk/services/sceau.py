"""The day's seal: a paper that says where the journal stood, and what a witness says of the base one has.

Whoever holds the key of the base can write a whole other journal, chain included; what no one can do is make it agree
with a seal printed before, or a backup kept elsewhere, if anything before it was changed.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.langue import SOURCE, kept, langue
from scolarite_desk.models.rows.documents import PosteScelle, Sceau
from scolarite_desk.models.rules.dates import local
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.sceau import GROUPS, SIZE, read_seal, write_seal
from scolarite_desk.models.tables.base import moment
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.msg import N_, Msg
from scolarite_desk.services import paperwork
from scolarite_desk.services.acts import act
from scolarite_desk.services.documents import Issued, content_of, keep, known_today, next_of
from scolarite_desk.services.droits import need
from scolarite_desk.store.fuseau import fuseau
from scolarite_desk.store.safety.temoin import Tip, compare, tip_of, tips, unshown
from scolarite_desk.store.store import Store, Work

LARGEST = 10_000_000  # bytes of a witness in a file


@act(N_("Éditer la preuve d’intégrité du journal"), right="journal", undoable=False)
def issue_seal(work: Work) -> Issued:
    """The seal of the journal as it stands before this work, numbered and kept. `Refused` when the journal is empty."""
    from scolarite_desk.exchange.papers import sceau

    sealed = sealed_stations(work.session)
    if not sealed:
        raise Refused(N_("Le journal est vide\u00a0: il n’y a rien à prouver."))
    described = Sceau(paperwork.service_of(work.session), "", local(work.now, work.fuseau), work.auteur, sealed)
    row = DocumentEmis(genre="sceau", emis_le=work.now, emis_par=work.auteur, contenu=content_of(described))
    known = known_today(work, row)
    if known is not None:
        return known
    row.numero = next_of(work, "sceau")
    row.titre = kept(N_("Preuve d’intégrité {numero}", numero=row.numero))
    rendu = sceau.render(replace(described, numero=row.numero), langue=langue(SOURCE))
    return Issued(keep(work, row, rendu.octets), row.numero, rendu)


def sealed_stations(session: Session) -> tuple[PosteScelle, ...]:
    """Every station and its code, this file's first."""
    known = {tip.poste: tip for tip in tips(session)}
    found = session.connection().exec_driver_sql(
        "SELECT lower(hex(p.uuid)), p.nom, p.ici, t.at FROM poste p"
        " LEFT JOIN travail t ON t.poste = p.id AND t.numero = p.numero ORDER BY p.ici DESC, p.nom, p.uuid"
    )
    return tuple(
        PosteScelle(nom, bool(ici), tip.numero, None if at is None else local(moment(at), fuseau(session)),
                    write_seal(tip.poste, tip.numero, tip.empreinte))
        for uuid, nom, ici, at in found
        if (tip := known.get(uuid))
    )  # fmt: skip


def read_witness(text: str) -> tuple[Tip, ...]:
    """The witness in a text: seals as typed or scanned, one or several, or what a backup says of itself. `Refused`."""
    if text.lstrip().startswith("{"):
        return _manifest(text)
    typed = re.sub(r"[\s.\-_–—]", "", text)
    length = GROUPS * SIZE
    codes = [typed[at : at + length] for at in range(0, len(typed), length)] or [""]
    try:
        return tuple(Tip(*read_seal(code), hlc=0) for code in codes)
    except Fault as fault:
        raise Refused(fault.message, "sceau.code") from None


def _manifest(text: str) -> tuple[Tip, ...]:
    try:
        return tuple(tip_of(one) for one in json.loads(text)["temoins"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Refused(
            N_("Ce fichier n’est pas une preuve\u00a0: donnez la fiche d’une sauvegarde, ou une preuve imprimée.")
        ) from None


def read_witness_file(path: Path) -> tuple[Tip, ...]:
    """The tips of a witness kept in a file. `Refused` when it is not one, `Unavailable` when it cannot be read."""
    try:
        with path.open("rb") as stream:  # some files never end
            octets = stream.read(LARGEST + 1)
        if len(octets) > LARGEST:
            raise Refused(N_("«\u00a0{fichier}\u00a0» est trop gros pour être une preuve.", fichier=path.name))
        return read_witness(octets.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Refused(N_("«\u00a0{fichier}\u00a0» n’est pas une preuve.", fichier=path.name)) from None
    except OSError as error:
        raise Unavailable(N_("«\u00a0{chemin}\u00a0» ne se lit pas\u00a0: vérifiez le chemin.", chemin=path)) from error


def confront(store: Store, seen: tuple[Tip, ...]) -> tuple[Msg, ...]:
    """What the witness saw that the base does not hold: nothing when all is well."""
    need(store, "journal", write=False)
    with store.reading() as session:
        return (*compare(session, seen), *unshown(session, seen))
