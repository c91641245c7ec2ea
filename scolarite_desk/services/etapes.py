"""What becomes of a numbered document: printed, handed over, posted, returned. The register keeps each step for ever;
what was noted by mistake is followed by its contrary.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.rules.dates import local
from scolarite_desk.models.rules.documents import CONTRAIRE, ETAPES, PREPARE, REVENU, may_follow
from scolarite_desk.models.tables.document import DocumentEmis, EtapeDocument
from scolarite_desk.msg import N_, Msg
from scolarite_desk.progress import Progress
from scolarite_desk.services.acts import act, do
from scolarite_desk.services.droits import may
from scolarite_desk.services.lots import LotOutcome, do_each
from scolarite_desk.store.queries.etapes import standing
from scolarite_desk.store.store import Store, Work


@act(N_("Noter ce que devient un document"), right="recus", undoable=False)
def note_step(work: Work, document: str, etape: str, motif: str | None = None, jour: date | None = None) -> None:
    """One more step of a document, of `jour` when it is not of today. `Refused` when it cannot follow the one where the
    document stands, when the number has no document, when it came back and nobody says why, or for a day to come or
    before the document.
    """
    row = work.get(DocumentEmis, document)
    if etape not in ETAPES or etape == PREPARE:
        raise Refused(N_("L’étape «\u00a0{etape}\u00a0» n’existe pas.", etape=etape), "document.etape")
    if row.empreinte is None:
        raise Refused(N_("Ce numéro n’a pas de document."))
    before = standing(work.session, [document])[document]
    if not may_follow(before, etape):
        raise Refused(_why_not(before, etape))
    why = (motif or "").strip()
    if ETAPES[etape].raison and not why:
        raise Refused(N_("Indiquez pourquoi il est revenu."), "document.raison")
    if jour is not None and not local(row.emis_le, work.fuseau).date() <= jour <= work.today:
        raise Refused(
            N_("Ce jour n’est pas entre celui du document et aujourd’hui\u00a0: corrigez-le."), "document.jour"
        )
    other = jour if jour != work.today else None
    work.add(
        EtapeDocument(document_id=document, etape=etape, le=work.now, par=work.auteur, motif=why or None, jour=other)
    )


_NOTHING_NOTED = N_("Rien n’est noté de ce document, que l’on puisse reprendre.")


def _why_not(before: str, etape: str) -> Msg:
    """Why a document that stands there takes no such step."""
    if etape == CONTRAIRE:
        return _NOTHING_NOTED
    where = ETAPES[before].label
    if etape == REVENU and before != REVENU:
        return N_("Ce document est noté «\u00a0{etape}\u00a0»\u00a0: dites d’abord comment il est parti.", etape=where)
    return N_("Ce document est déjà noté «\u00a0{etape}\u00a0».", etape=where)


def may_note(session: Session, document: str, etape: str) -> bool:
    """Whether that step says anything new: a copy of what was posted is no step, nor is a second print."""
    before = standing(session, [document]).get(document)
    return before is not None and before != etape and may_follow(before, etape)


def note_new(store: Store, documents: Sequence[str], etape: str) -> None:
    """The same step of those of which it says anything new. An account that keeps no register notes nothing."""
    if not may(store, "recus"):
        return
    with store.reading() as session:
        fresh = [key for key in documents if may_note(session, key, etape)]
    for key in fresh:  # to the end: the papers are out already, whoever asks to stop
        do(store, None, note_step, key, etape)


def note_all(
    store: Store,
    source: object,
    documents: Sequence[str],
    etape: str,
    motif: str,
    progress: Progress,
    jour: date | None = None,
) -> LotOutcome[str, None]:
    """The same step of several: one work each."""
    said = {"etape": etape, "motif": motif, "jour": jour}
    return do_each(store, source, note_step, documents, lambda key, _: {"document": key, **said}, progress)
