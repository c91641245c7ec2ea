"""Tags: put on a person or on one of their candidatures, taken off, two of them made one."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.etiquette import EtiquetteService, PoseEtiquette
from scolarite_desk.models.tables.formation import Centre, Formation
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.msg import N_
from scolarite_desk.services.acts import act
from scolarite_desk.services.catalogue import fixed_key
from scolarite_desk.store.queries.rows import living
from scolarite_desk.store.store import Work

_FIELD = "pose.etiquette"


@act(N_("Poser une étiquette"), right="notes")
def put_tag(work: Work, etiquette: str, candidature: str | None = None, personne: str | None = None) -> str:
    """Put a tag on a candidature, else on a person. `Refused` when it is there, out of service, or of another centre.
    Returns the key of the row, the same on every desk.
    """
    tag = work.get(EtiquetteService, etiquette)
    of = _bearer(work, candidature, personne)
    _refuse_elsewhere(work, tag, candidature)
    _refuse_out(tag, _FIELD)
    if _put(work, etiquette, *of):
        raise Refused(N_("«\u00a0{etiquette}\u00a0» y est déjà.", etiquette=tag.libelle or ""), _FIELD)
    return _put_on(work, etiquette, *of)


@act(N_("Ôter une étiquette"), right="notes")
def take_off_tag(work: Work, etiquette: str, candidature: str | None = None, personne: str | None = None) -> None:
    """Take a tag off. `Refused` when it is not there: of a candidature, what its person bears stays."""
    of = _bearer(work, candidature, personne)
    there = _put(work, etiquette, *of)
    if not there:
        label = work.get(EtiquetteService, etiquette).libelle or ""
        raise Refused(N_("«\u00a0{etiquette}\u00a0» n’y est pas.", etiquette=label), _FIELD)
    for one in there:
        work.withdraw(one)


@act(N_("Réunir deux étiquettes"), right="reglages")
def merge_tags(work: Work, etiquette: str, dans: str) -> None:
    """Whoever bears a tag bears another instead, and the first one goes to the trash."""
    if etiquette == dans:
        raise Refused(N_("Choisissez une autre étiquette."), "etiquette.dans")
    gone, kept = work.get(EtiquetteService, etiquette), work.get(EtiquetteService, dans)
    if kept.centre_id not in (None, gone.centre_id):
        raise Refused(N_("L’étiquette gardée est d’un seul centre\u00a0: rendez-la d’abord commune."), "etiquette.dans")
    _refuse_out(kept, "etiquette.dans")
    rows = work.all(select(PoseEtiquette).where(PoseEtiquette.etiquette_id.in_((etiquette, dans))))  # thousands of them
    known = {one.id: one for one in rows if one.etiquette_id == dans}
    borne = {(one.personne_id, one.candidature_id) for one in known.values() if one.retire_le is None}
    for one in rows:
        if one.etiquette_id != etiquette or one.retire_le is not None:
            continue
        work.withdraw(one)
        bearer = one.personne_id, one.candidature_id
        if bearer not in borne:
            borne.add(bearer)
            _put_back(work, dans, *bearer, known)
    work.withdraw(gone)


def _bearer(work: Work, candidature: str | None, personne: str | None) -> tuple[str, str | None]:
    """The person, and the candidature if it is that which bears it."""
    if candidature:
        of = work.get(Dossier, work.get(Candidature, candidature).dossier_id).personne_id
        if personne not in (None, "", of):
            raise Refused(N_("Cette candidature n’est pas de cette personne."), "pose.candidature")
        return of, candidature
    if not personne:
        raise Refused(N_("Dites sur qui, ou sur quelle candidature."), "personne")
    return work.get(Personne, personne).id, None


def _refuse_out(tag: EtiquetteService, champ: str) -> None:
    if tag.en_service is False:
        raise Refused(N_("«\u00a0{etiquette}\u00a0» n’est plus en service.", etiquette=tag.libelle or ""), champ)


def _refuse_elsewhere(work: Work, tag: EtiquetteService, candidature: str | None) -> None:
    if tag.centre_id is None:
        return
    centre = candidature and work.get(Formation, work.get(Candidature, candidature).formation_id).centre_id
    if centre != tag.centre_id:
        raise Refused(
            N_(
                "«\u00a0{etiquette}\u00a0» se pose seulement sur les candidatures du centre «\u00a0{centre}\u00a0».",
                etiquette=tag.libelle or "",
                centre=work.get(Centre, tag.centre_id).libelle or "",
            ),
            _FIELD,
        )


def _put(work: Work, etiquette: str, personne: str, candidature: str | None) -> list[PoseEtiquette]:
    """The rows that say so: two, where persons who each had it were found to be one."""
    mine = living(PoseEtiquette).where(PoseEtiquette.etiquette_id == etiquette, PoseEtiquette.personne_id == personne)
    return work.all(mine.where(PoseEtiquette.candidature_id.is_(None) if candidature is None
                               else PoseEtiquette.candidature_id == candidature))  # fmt: skip


def _put_on(work: Work, etiquette: str, personne: str, candidature: str | None) -> str:
    there = work.all(select(PoseEtiquette).where(PoseEtiquette.id == mark_key(etiquette, personne, candidature)))
    return _put_back(work, etiquette, personne, candidature, {one.id: one for one in there})


def _put_back(
    work: Work, etiquette: str, personne: str, candidature: str | None, known: Mapping[str, PoseEtiquette]
) -> str:
    """Out of the trash where it is `known`, else anew."""
    key = mark_key(etiquette, personne, candidature)
    if key in known:
        known[key].retire_le = None
        return key
    return work.add(PoseEtiquette(id=key, personne_id=personne, candidature_id=candidature, etiquette_id=etiquette)).id


def mark_key(etiquette: str, personne: str, candidature: str | None) -> str:
    """The key of a tag that is put, the same on every desk."""
    return fixed_key("pose_etiquette", candidature or personne, etiquette)
