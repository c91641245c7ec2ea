"""The letters that decide nothing, one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from scolarite_desk.langue import kept
from scolarite_desk.models.rows.documents import Lettre
from scolarite_desk.models.rules.dates import local
from scolarite_desk.models.rules.papiers import COURRIERS
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.msg import N_
from scolarite_desk.services.acts import act
from scolarite_desk.services.courriers import Demandee, courrier_of
from scolarite_desk.services.documents.lettres import drawn, given_letter
from scolarite_desk.services.documents.meme import content_of, known_today
from scolarite_desk.services.documents.registre import Issued, again, keep, next_of
from scolarite_desk.services.lettre import subject, version_of
from scolarite_desk.store.store import Work


@act(N_("Éditer un courrier"), right="lettres", undoable=False)
def issue_courrier(
    work: Work,
    candidature: str,
    papier: str,
    le: date | None = None,
    heure: str | None = None,
    lieu: str | None = None,
    anglais: bool | None = None,
    deja: bool = False,
) -> Issued:
    """A letter that decides nothing, as `Demandee` asks for it. `deja`: the one that was given and says the same but
    its day is that letter again.
    """
    asked = Demandee(papier, le, heure or "", lieu or "", anglais)
    described = courrier_of(work.session, candidature, work.now, work.auteur, asked)
    told = subject(work.session, candidature, work.now)
    row = DocumentEmis(
        genre="lettre",
        dossier_id=told.dossier.id,
        candidature_id=candidature,
        titre=kept(N_("{papier}, {formation}", papier=COURRIERS[papier].titre, formation=described.formation.libelle)),
        emis_le=work.now,
        emis_par=work.auteur,
        nature=papier,
        contenu=content_of(described),
        modele_id=version_of(described),
    )
    english = described.anglais is not None
    former = _same(work.session, candidature, papier, described) if deja else None
    known = again(work.session, former) if former is not None else known_today(work, row)
    if known is not None:
        return replace(known, anglais=english)
    row.numero = next_of(work, "lettre")
    rendu = drawn(described.told(numero=row.numero))
    return Issued(keep(work, row, rendu.octets), row.numero, rendu, anglais=english)


def _same(session: Session, candidature: str, papier: str, described: Lettre) -> DocumentEmis | None:
    """The letter that was given, if it says the same but its day."""
    former = given_letter(session, candidature, papier)
    if former is None:
        return None
    then = local(former.emis_le, subject(session, candidature, former.emis_le).zone).date()
    return former if former.contenu == content_of(described.told(le=then)) else None
