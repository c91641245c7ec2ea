"""Files for the student records leave, and what left is noted; a withdrawal since then is treated by hand."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.exchange.fichier import writing
from scolarite_desk.langue import kept
from scolarite_desk.models.rows.si import ControleSi, ExportSi
from scolarite_desk.models.rules.si import A_EXPORTER, DESISTE, SI
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.echange import Transmission
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.msg import N_, NN_, Msg
from scolarite_desk.progress import Progress
from scolarite_desk.services.acces import announced
from scolarite_desk.services.acts import act, do
from scolarite_desk.services.catalogue import fixed_key, only
from scolarite_desk.services.droits import need
from scolarite_desk.services.exports import record_export
from scolarite_desk.services.lots import do_each
from scolarite_desk.services.reglages import settings
from scolarite_desk.services.si.controle import TOUT, check_known, control
from scolarite_desk.services.si.systemes import SYSTEMES, Fichiers
from scolarite_desk.services.vues import refuse_partial
from scolarite_desk.store.queries.decisions import Filter
from scolarite_desk.store.queries.si import confirmees, voeu_of
from scolarite_desk.store.store import Store, Work


@act(N_("Noter un export vers Pégase ou Apogée"), right="exports")
def record_transmission(work: Work, candidature: str, si: str, nom: str) -> str:
    """A vœu left in a file, under the codes that its formation has; returns its key, the same on every desk. One whose
    withdrawal was treated leaves anew. Undone, it is to export again: what the file did elsewhere, it did.
    """
    row = work.get(Candidature, candidature)
    check_known(si)
    codes = SYSTEMES[si].codes(voeu_of(candidature, work.get(Formation, row.formation_id), None))
    one = only(work, Transmission, candidature, si, candidature_id=candidature, si=si)
    one.exportee_le, one.exportee_par, one.fichier = work.now, work.auteur, nom
    one.code, one.periode = codes
    one.traitee_le = one.traitee_par = None
    return one.id


@act(N_("Exporter de nouveau"), right="exports")
def export_again(work: Work, candidature: str, si: str) -> None:
    """A file that the student records never took: the vœu is to export as if it had not left."""
    one = _left(work.session, candidature, si)
    one.exportee_le = one.exportee_par = one.fichier = one.code = one.periode = None
    one.traitee_le = one.traitee_par = None


@act(N_("Noter un désistement traité à la main"), right="exports")
def treat_withdrawal(work: Work, candidature: str, si: str) -> None:
    """Whoever gave the place up since the export was taken out of the student records by hand: no file can say it."""
    one = _left(work.session, candidature, si)
    if candidature in confirmees(work.session):
        raise Refused(N_("Cette place est confirmée\u00a0: il n’y a pas de désistement à traiter."), "si")
    if one.traitee_le is not None:
        raise Refused(N_("Ce désistement est déjà traité."), "si")
    one.traitee_le, one.traitee_par = work.today, work.auteur


def _left(session: Session, candidature: str, si: str) -> Transmission:
    check_known(si)
    one = session.get(Transmission, fixed_key("transmission", candidature, si))
    if one is None or one.retire_le is not None or one.exportee_le is None:
        raise Refused(N_("Ce vœu n’est jamais parti pour {si}.", si=SI[si]), "si")
    return one


def look(store: Store, si: str, chosen: Filter = TOUT) -> ControleSi:
    """What an export would do: who leaves, what holds, what is doubtful."""
    need(store, "exports")
    if chosen.vue is not None:
        refuse_partial(chosen.vue)
    with store.reading() as session:
        return control(session, si, store.today(), chosen)


def export_si(
    store: Store, si: str, folder: Path, progress: Progress, chosen: Filter = TOUT, v28: bool | None = None
) -> ExportSi:
    """Write the files of the day in a folder, and note each vœu that left. Those of a former run of that day are there
    again, and take the place of the former ones. `v28`: instead of the setting. `Refused` when nothing leaves: no file
    of a header alone.
    """
    found = look(store, si, chosen)
    if found.empeche or not found.candidats:
        raise Refused(found.empeche or _nothing(found), "si")
    day = store.today()
    with store.reading() as session:
        reglages = settings(session)
        words = chosen.words(session)
    if v28 is not None:
        reglages = {**reglages, "pegase_v28": "oui" if v28 else "non"}
    files = SYSTEMES[si].ecrit(found.candidats, day, reglages)
    _write(store, si, folder, files, len(found.candidats))
    gone = _new(found)
    name = files[0][0]
    do_each(
        store, None, record_transmission, gone,
        lambda key, _: {"candidature": key, "si": si, "nom": name}, progress,
    )  # fmt: skip
    voeux = sum(len(one.voeux) for one in found.candidats)
    do(store, None, record_export, f"si {si}", voeux, kept(words))
    return ExportSi(tuple((name, lines) for name, _octets, lines in files), voeux, day)


def _new(found: ControleSi) -> list[str]:
    """The vœux that leave and had not: those of a former run keep the day on which they left."""
    waiting = {one.candidature for one in found.lignes if one.etat == A_EXPORTER}
    return [voeu.candidature for one in found.candidats for voeu in one.voeux if voeu.candidature in waiting]


def _write(store: Store, si: str, folder: Path, files: Fichiers, persons: int) -> None:
    try:
        for name, *_ in files:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(N_("Le dossier «\u00a0{nom}\u00a0» ne peut pas être créé.", nom=folder.name)) from error
    with announced(store, f"si {si}", persons, str(folder)), ExitStack() as all_of_them:
        for name, octets, _lines in files:  # each has its name once all are whole
            all_of_them.enter_context(writing(folder / name)).write(octets)


def _nothing(found: ControleSi) -> Msg:
    held = found.compte(A_EXPORTER)
    if held:
        return NN_(
            "Rien n’est exporté\u00a0: {n} vœu attend une correction.",
            "Rien n’est exporté\u00a0: {n} vœux attendent une correction.",
            held,
        )
    return N_("Rien à exporter\u00a0: aucune place confirmée n’attend.")


def to_treat(found: ControleSi) -> list[str]:
    """The candidatures to be taken out of the student records by hand."""
    return [one.candidature for one in found.lignes if one.etat == DESISTE]
