"""What somebody asks for: one more candidature, once per formation, and a proposal of admission."""

from __future__ import annotations

from scolarite_desk.errors import Refused
from scolarite_desk.models.rules.gardes import SEULE
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.msg import N_, joined
from scolarite_desk.services.acts import act
from scolarite_desk.services.bureau import check_named
from scolarite_desk.services.dossiers import keep_reason
from scolarite_desk.services.hints import hints_for
from scolarite_desk.services.sessions import session_for
from scolarite_desk.store.queries.stades import twin
from scolarite_desk.store.store import Work


@act(N_("Ajouter une candidature"), right="candidatures")
def add_candidature(
    work: Work,
    dossier: str,
    formation: str,
    genre: str = "candidature",
    motif: str = "",
    proposition: bool = False,
    session: str | None = None,
) -> str:
    """One more candidature, in the session of that key, else in the one that is open; returns its key.

    Hints (date outside the window, Études en France country, Mon Master...) are refused without `motif`, and kept
    with it: the agent may always go on. The same formation twice is refused for good, but in another session once the
    first is over.
    """
    owner, wanted = work.get(Dossier, dossier), work.get(Formation, formation)
    if wanted.campagne_id != owner.campagne_id:
        raise Refused(N_("Cette formation est d’une autre campagne que le dossier."), "candidatures.formation")
    check_named("formation", wanted)
    today = work.today_of(wanted.id)
    depot = session_for(work.session, wanted, session, today)
    if twin(work.session, owner.id, wanted.id, depot):
        raise SEULE.refus(formation=wanted.libelle)
    hints = hints_for(work.session, owner, wanted, genre, today, depot)
    if hints and not motif.strip():
        go_on = N_("Donnez le motif pour continuer.")
        raise Refused(joined(" ", *(hint.sentence for hint in hints), go_on), "candidatures.motif")
    row = work.add(
        Candidature(
            dossier_id=dossier,
            formation_id=formation,
            session_id=depot,
            genre=genre,
            creee_le=work.now,
            statut="AT",
            statut_le=work.now,
            proposition=proposition,
            traitement="AC" if wanted.traitement == "AC" else "AT",
            traitement_valide=wanted.traitement == "AC",
        )
    )
    for hint in hints:
        keep_reason(work, row.id, hint.code, motif.strip())
    if proposition:
        _propose(work, row)
    return row.id


def _propose(work: Work, row: Candidature) -> None:
    """A proposal of admission is complete and favourable from the start, but not validated."""
    row.statut, row.complete_le = "CO", work.today_of(row.formation_id)
    work.add(Avis(candidature_id=row.id, avis="FA", saisi_le=work.now, saisi_par=work.auteur))
