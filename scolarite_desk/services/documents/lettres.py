"""The letters of decisions, one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk import trace
from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.langue import SOURCE, kept, langue
from scolarite_desk.models.rows.documents import Lettre, Rendered
from scolarite_desk.models.rules.papiers import COURRIERS, DECISION
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.models.tables.journal import Contenu
from scolarite_desk.msg import N_
from scolarite_desk.services.acts import act
from scolarite_desk.services.documents.meme import content_of
from scolarite_desk.services.documents.registre import Issued, again, keep, next_of
from scolarite_desk.services.lettre import letter_of, version_of
from scolarite_desk.store.courant import current_avis
from scolarite_desk.store.fuseau import fuseau_centre
from scolarite_desk.store.queries.motifs import reasons_asked
from scolarite_desk.store.queries.rows import living
from scolarite_desk.store.store import Work


@act(N_("Éditer une lettre"), right="lettres", undoable=False)
def issue_letter(work: Work, candidature: str, anglais: bool | None = None) -> Issued:
    """The letter of the current validated avis, under a number that it bears. Once it is out, the avis can only be
    corrected, with a reason.

    An avis has one letter: asked for again, it is the file that was kept, to the byte.
    """
    former = given_letter(work.session, candidature)
    if former is not None:
        return again(work.session, former)
    described = letter_of(work.session, candidature, work.now, anglais=anglais)
    avis, numero = current_avis(work.session, candidature), next_of(work, "lettre")
    rendu = drawn(described.told(numero=numero))
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
    return Issued(keep(work, row, rendu.octets), numero, rendu, anglais=described.anglais is not None)


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


def given_letter(session: Session, candidature: str, papier: str = DECISION) -> DocumentEmis | None:
    """The letter already given of the current avis; of two that desks gave apart, one that is here to be printed again,
    then the first. Of another paper, the last one since what it speaks of.
    """
    avis = current_avis(session, candidature)
    if papier == DECISION:
        return _given_of(session, avis) if avis is not None else None
    mine = living(DocumentEmis).where(DocumentEmis.candidature_id == candidature, DocumentEmis.nature == papier)
    since = _SINCE[COURRIERS[papier].depuis](session, session.get_one(Candidature, candidature), avis)
    mine = mine.where(DocumentEmis.emis_le >= since) if since is not None else mine
    return session.scalars(mine.order_by(DocumentEmis.emis_le.desc(), DocumentEmis.id.desc())).first()


def _given_of(session: Session, avis: Avis) -> DocumentEmis | None:
    here = select(Contenu.empreinte).where(Contenu.empreinte == DocumentEmis.empreinte).exists()
    given = living(DocumentEmis).where(DocumentEmis.avis_id == avis.id)
    return session.scalars(given.order_by(here.desc(), DocumentEmis.emis_le, DocumentEmis.id)).first()


def _asked_at(session: Session, row: Candidature) -> datetime | None:
    """When the day began on which its reasons were asked for."""
    asked = reasons_asked(session, row.id)
    if asked is None or asked.recue_le is None:
        return None
    zone = fuseau_centre(session, session.get_one(Formation, row.formation_id).centre_id)
    return datetime.combine(asked.recue_le, time(), zone)


_SINCE: Mapping[str, Callable[[Session, Candidature, Avis | None], datetime | None]] = {
    "": lambda session, candidature, avis: None,
    "avis": lambda session, candidature, avis: avis.valide_le if avis is not None else None,
    "reponse": lambda session, candidature, avis: candidature.confirmation_le,
    "requete": lambda session, candidature, avis: _asked_at(session, candidature),
}
