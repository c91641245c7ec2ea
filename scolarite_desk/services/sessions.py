"""The session that a candidature is made in. It keeps none when it is the formation's own, and follows it then."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.rules.courant import avis_courant, avis_valide
from scolarite_desk.models.rules.gardes import SEULE
from scolarite_desk.models.tables.candidature import Avis
from scolarite_desk.models.tables.formation import Formation, SessionDepot
from scolarite_desk.msg import N_
from scolarite_desk.services.acts import act
from scolarite_desk.services.avis_valeurs import refuse_given
from scolarite_desk.services.passages import live
from scolarite_desk.store.queries.listes import ranks_beside
from scolarite_desk.store.queries.rows import by_owner
from scolarite_desk.store.queries.sessions import open_on, sessions_of
from scolarite_desk.store.queries.stades import twin
from scolarite_desk.store.store import Work

_CHAMP = "candidatures.session"


def session_for(session: Session, formation: Formation, asked: str | None, day: date) -> str | None:
    """What a candidature of that day keeps: the session that is asked for, else the only one that is open, else the
    last one that was. `Refused` names those that are open when they are several.
    """
    if asked:
        return _kept(formation, _among(session, formation, asked))
    taking, closest = open_on(session, formation, day)
    if len(taking) > 1:
        raise Refused(
            N_(
                "Plusieurs sessions de cette formation sont ouvertes\u00a0: dites laquelle, {sessions}.",
                sessions=[one.libelle or one.id for one in taking],
            ),
            _CHAMP,
        )
    found = taking[0] if taking else closest
    return _kept(formation, found.id) if found is not None else None


@act(N_("Changer de session"), right="candidatures")
def change_session(work: Work, candidature: str, session: str) -> None:
    """The candidature is that of another session of its formation, as long as nothing was decided there."""
    row, given = live(work, candidature), by_owner(work.session, Avis, "candidature_id", [candidature])
    if avis_valide(given.get(candidature, ())) is not None:
        raise Refused(
            N_("Une décision y est déjà validée\u00a0: annulez cette candidature et ajoutez-en une autre."), _CHAMP
        )
    formation = work.get(Formation, row.formation_id)
    wanted = _kept(formation, _among(work.session, formation, session))
    if twin(work.session, row.dossier_id, row.formation_id, wanted, but=row.id):
        raise SEULE.refus(formation=formation.libelle)
    row.session_id = wanted
    avis = avis_courant(given.get(candidature, ()))
    if avis is not None and avis.avis == "LC":
        refuse_given(avis.rang, ranks_beside(work.session, candidature))


def _among(session: Session, formation: Formation, asked: str) -> str:
    """That session, of those of the formation."""
    known = sessions_of(session, formation)
    if asked not in {one.id for one in known}:
        said = session.get(SessionDepot, asked)
        raise Refused(
            N_(
                "Cette formation n’est pas ouverte dans la session «\u00a0{session}\u00a0».",
                session=said.libelle or "" if said else asked,
            ),
            _CHAMP,
        )
    return asked


def _kept(formation: Formation, key: str) -> str | None:
    return None if key == formation.session_id else key
