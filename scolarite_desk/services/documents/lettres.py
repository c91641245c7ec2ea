"""The letters of decisions, one by one."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk import trace
from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.langue import SOURCE, kept, langue
from scolarite_desk.models.rows.documents import Lettre, Rendered
from scolarite_desk.models.rules.papiers import DECISION
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.journal import Contenu
from scolarite_desk.msg import N_
from scolarite_desk.services.acts import act
from scolarite_desk.services.documents.meme import content_of
from scolarite_desk.services.documents.registre import Issued, again, keep, next_of
from scolarite_desk.services.lettre import letter_of, version_of
from scolarite_desk.store.courant import current_avis
from scolarite_desk.store.queries.rows import living
from scolarite_desk.store.store import Work


@act(N_("Éditer une lettre"), right="lettres", undoable=False)
def issue_letter(work: Work, candidature: str) -> Issued:
    """The letter of the current validated avis, under a number that it bears. Once it is out, the avis can only be
    corrected, with a reason.

    An avis has one letter: asked for again, it is the file that was kept, to the byte.
    """
    former = given_letter(work.session, candidature)
    if former is not None:
        return again(work.session, former)
    described = letter_of(work.session, candidature, work.now)
    avis, numero = current_avis(work.session, candidature), next_of(work, "lettre")
    rendu = drawn(replace(described, numero=numero))
    row = DocumentEmis(
        genre="lettre",
        numero=numero,
        dossier_id=work.get(Candidature, candidature).dossier_id,
        candidature_id=candidature,
        avis_id=avis.id if avis else None,
        nature=DECISION,
        contenu=content_of(described),
        titre=kept(N_("Lettre, {formation}", formation=described.formation.libelle)),
        emis_le=work.now,
        emis_par=work.auteur,
        modele_id=version_of(described),
    )
    return Issued(keep(work, row, rendu.octets), numero, rendu)


def drawn(lettre: Lettre) -> Rendered:
    """The file of a letter. A fault of ours in its layout is kept for whoever mends it and told as a refusal: of five
    hundred letters, one holds no other.
    """
    from scolarite_desk.exchange.papers import lettres, lettres_word

    word = lettre.modele is not None and lettre.modele.word
    render = lettres_word.render if word else lettres.render
    try:
        return render(lettre, langue=langue(SOURCE))
    except (Refused, Unavailable):
        raise
    except Exception as fault:
        trace.keep(trace.report(fault))
        raise Refused(
            N_("La mise en page de cette lettre a échoué\u00a0: signalez-le, avec le journal des fautes.")
        ) from fault


def given_letter(session: Session, candidature: str) -> DocumentEmis | None:
    """The letter already given of the current avis; of two that desks gave apart, one that is here to be printed again,
    then the first.
    """
    avis = current_avis(session, candidature)
    if avis is None:
        return None
    here = select(Contenu.empreinte).where(Contenu.empreinte == DocumentEmis.empreinte).exists()
    given = living(DocumentEmis).where(DocumentEmis.avis_id == avis.id)
    return session.scalars(given.order_by(here.desc(), DocumentEmis.emis_le, DocumentEmis.id)).first()
