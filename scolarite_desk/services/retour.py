"""What comes back, from the trash or by undoing: what it was called by, or held alone, may be somebody else's since."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager

from scolarite_desk.models.fields.bureau import UNIQUE
from scolarite_desk.models.fields.things import BY_CLASS, THINGS
from scolarite_desk.models.rules.courant import candidature_vivante
from scolarite_desk.models.rules.gardes import ADMISE, RANG_LIBRE, SEULE
from scolarite_desk.models.rules.inscriptions import VIVES
from scolarite_desk.models.rules.saisine import ACCEPTEE
from scolarite_desk.models.tables.base import Partagee
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.decision import Requete
from scolarite_desk.models.tables.dossier import Cvec
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.models.tables.inscription import InscriptionAnnee
from scolarite_desk.models.tables.personne import Identifiant
from scolarite_desk.models.tables.saisine import PlaceProposee
from scolarite_desk.services.bureau import check_alone
from scolarite_desk.services.cvec import refuse_second as refuse_second_cvec
from scolarite_desk.services.cvec import refuse_twin
from scolarite_desk.services.identifiants import refuse_held
from scolarite_desk.services.requetes import refuse_second
from scolarite_desk.services.suites import check_followed
from scolarite_desk.store.codec import shared_classes
from scolarite_desk.store.courant import current_avis
from scolarite_desk.store.queries.listes import ranks_beside
from scolarite_desk.store.queries.stades import twin
from scolarite_desk.store.store import Work


def check_back(work: Work, row: Partagee) -> None:
    """`Refused` when another row took the name, the place, the rank or the number of one that comes back."""
    if type(row) in BY_CLASS:
        check_alone(work, BY_CLASS[type(row)].name, row)
    if isinstance(row, Candidature):
        _check_twin(work, row)
        _check_rank(work, row)
    elif isinstance(row, Requete):
        refuse_second(work, row)
    elif isinstance(row, InscriptionAnnee):
        _check_admitted(work, row)
    elif isinstance(row, PlaceProposee):
        check_followed(work, row, "reponse")
    elif isinstance(row, Avis):
        _check_rank(work, work.get(Candidature, row.candidature_id))
    elif isinstance(row, Cvec):
        refuse_second_cvec(work, row)
        if row.numero and not row.reserve:
            refuse_twin(work, row.personne_id, row.annee, row.numero)
    elif isinstance(row, Identifiant) and row.controle != "litige":
        refuse_held(work, row.personne_id, row.genre, row.valeur)


def _check_admitted(work: Work, row: InscriptionAnnee) -> None:
    """`Refused` when an enrolment that lives again is of somebody who no longer confirms."""
    if row.etat in VIVES and work.get(Candidature, row.candidature_id).confirmation != "confirmee":
        raise ADMISE.refus()


def _check_twin(work: Work, row: Candidature) -> None:
    """`Refused` when the dossier has another candidature that stands in the way of one that lives again."""
    if candidature_vivante(row) and twin(work.session, row.dossier_id, row.formation_id, row.session_id, but=row.id):
        raise SEULE.refus(formation=work.get(Formation, row.formation_id).libelle)


def _check_rank(work: Work, row: Candidature) -> None:
    """`Refused` when somebody else has the rank of a candidature."""
    rang = _rank(work, row)
    if rang is not None and rang in ranks_beside(work.session, row.id):
        raise RANG_LIBRE.refus(rang=rang)


@contextmanager
def coming_back(work: Work, named: Iterable[tuple[str, str]]) -> Iterator[None]:
    """Around what puts rows (table, key) back as they were: what one of them claims again is still free."""
    rows = [(shared_classes()[table], key) for table, key in named]
    claiming = [work.get(cls, key) for cls, key in rows if cls in _CLAIMING]
    before = [_claims(work, row) for row in claiming]
    yield
    for row, former in zip(claiming, before, strict=True):
        if (claimed := _claims(work, row)) is not None and claimed != former:
            check_back(work, row)


def _claims(work: Work, row: Partagee) -> Hashable:
    """What a row has alone, None when it is out of sight: somebody else may then take it."""
    if isinstance(row, Avis):
        return _claims(work, work.get(Candidature, row.candidature_id))
    return _CLAIMED[type(row)](work, row) if row.retire_le is None else None


def _of_candidature(work: Work, row: Candidature) -> Hashable:
    there = row.dossier_id, row.formation_id, row.session_id
    return (*there, _rank(work, row)) if candidature_vivante(row) else None


def _of_requete(_work: Work, row: Requete) -> Hashable:
    return (row.candidature_id, row.genre) if row.repondue_le is None else None


def _columns(*names: str) -> Callable[..., Hashable]:
    return lambda _work, row: tuple(getattr(row, name) for name in names)


# Two dossiers of one campaign are what a merger leaves: undoing gives them back, and they are listed.
_CLAIMED: dict[type[Partagee], Callable[..., Hashable]] = {
    **{THINGS[thing].cls: _columns(name, *among) for thing, (name, among) in UNIQUE.items()},
    Candidature: _of_candidature,
    Requete: _of_requete,
    InscriptionAnnee: lambda _work, row: row.etat in VIVES or None,
    PlaceProposee: lambda _work, row: row.reponse == ACCEPTEE or None,
    Cvec: _columns("personne_id", "annee", "numero", "reserve"),
    Identifiant: _columns("personne_id", "genre", "valeur", "controle"),
}
_CLAIMING = (Avis, *_CLAIMED)


def _rank(work: Work, row: Candidature) -> int | None:
    """The rank of a candidature on its list, where it has one."""
    avis = current_avis(work.session, row.id)
    return avis.rang if candidature_vivante(row) and avis is not None and avis.avis == "LC" else None
