"""The receipts of the desk, and the numbers of receipts that serve nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from scolarite_desk.errors import Refused
from scolarite_desk.langue import SOURCE, kept, langue
from scolarite_desk.models.rows.documents import Demande
from scolarite_desk.models.rules.passages import droit
from scolarite_desk.models.tables.document import DelaiDit, DocumentEmis
from scolarite_desk.msg import N_
from scolarite_desk.services.acts import act
from scolarite_desk.services.documents.meme import content_of, known_today
from scolarite_desk.services.documents.registre import Issued, keep, next_of
from scolarite_desk.services.lettre import version_of
from scolarite_desk.services.reception import receive
from scolarite_desk.services.recu import receipt_of
from scolarite_desk.store.store import Work


@act(N_("Éditer le reçu"), right=droit("issue_receipt"), undoable=False)
def issue_receipt(work: Work, dossier: str, visite: str | None = None, anglais: bool | None = None) -> Issued:
    """The next receipt of this desk and year. Its number, its row and its bytes are written in one transaction. Asked
    for again on the day, it is that receipt's duplicate while it would say the same.
    """
    from scolarite_desk.exchange.papers import recu

    receive(work, dossier)
    described = receipt_of(work.session, dossier, "", work.now, work.auteur, visite, anglais)
    row = DocumentEmis(
        genre="recu",
        dossier_id=dossier,
        emis_le=work.now,
        emis_par=work.auteur,
        contenu=content_of(described),
        modele_id=version_of(described),
    )
    known = known_today(work, row)
    if known is not None:
        return replace(known, anglais=described.anglais)
    row.numero = next_of(work, "recu")
    row.titre = kept(N_("Reçu {numero}", numero=row.numero))
    described = replace(described, numero=row.numero)
    original, duplicate = (
        recu.render(one, langue=langue(SOURCE)) for one in (described, replace(described, duplicata=True))
    )
    document = keep(work, row, original.octets, duplicate.octets)
    for demande in described.demandes:
        _tell(work, document, demande, described.emis_le.date())
    return Issued(document, row.numero, original, anglais=described.anglais)


def _tell(work: Work, document: str, demande: Demande, le: date) -> None:
    """Keep what the receipt told of silence: nothing, of what was answered, or where nobody settled it."""
    told = demande.silence
    if demande.decidee_le is not None or not told.effet:
        return
    work.add(
        DelaiDit(
            document_id=document,
            candidature_id=demande.cle,
            le=le,
            procedure=told.procedure or None,
            effet=told.effet,
            mois=told.mois or None,
            depart=("complet" if told.attend_complet else "reception") if told.mois else None,
            debut=told.debut,
            pieces_le=told.pieces_le,
            terme=told.echeance,
        )
    )


@act(N_("Abandonner un numéro de reçu"), right="recus", undoable=False, of_nobody="the number was given to nobody")
def void_receipt(work: Work, motif: str) -> str:
    """Use a number up without a document (spoilt paper, receipt written by hand): the register says why. Returns it."""
    if not motif.strip():
        raise Refused(N_("Indiquez pourquoi ce numéro ne sert pas."), "document.motif")
    numero = next_of(work, "recu")
    work.add(
        DocumentEmis(
            genre="recu",
            numero=numero,
            titre=kept(N_("Numéro sans reçu")),
            emis_le=work.now,
            emis_par=work.auteur,
            motif=motif.strip(),
        )
    )
    return numero
