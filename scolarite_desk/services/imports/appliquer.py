"""A plan that is carried out: one lot, whole lines a hundred at a time, which one undo takes back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.exchange.imports.profils.libre import LIBRE, table_key
from scolarite_desk.models.fields.things import THINGS
from scolarite_desk.models.rows.imports import (
    CREER,
    DOUTEUX,
    INCHANGE,
    MODIFIER,
    REJETE,
    ColonneLue,
    LigneLue,
    LignePlan,
    PlanImport,
    RapportImport,
)
from scolarite_desk.models.rules.droits import function_of
from scolarite_desk.models.rules.fold import fold
from scolarite_desk.models.tables.base import Partagee
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.dossier import Dossier, Note, Reserve
from scolarite_desk.models.tables.echange import Correspondance, ImportFait, TableConnue
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.models.tables.uuid7 import new_key
from scolarite_desk.msg import N_, NN_, NOTHING, Msg, joined
from scolarite_desk.progress import Cancelled, Progress, growing
from scolarite_desk.services.acts import act, checked, working
from scolarite_desk.services.archive import check_open
from scolarite_desk.services.catalogue import fixed_key
from scolarite_desk.services.dossiers import correct, next_dossier
from scolarite_desk.services.droits import need
from scolarite_desk.services.etiquettes import put_tag
from scolarite_desk.services.identifiants import replace_ine
from scolarite_desk.services.imports.chantier import Chantier, NewRow
from scolarite_desk.services.imports.chemins import ETIQUETTES, FORMATION, NOTES, in_order
from scolarite_desk.services.imports.lignes import Lignes
from scolarite_desk.services.imports.memoire import key_of
from scolarite_desk.services.imports.plan import formation_asked
from scolarite_desk.services.lots import Halted, LotOutcome, kept_of
from scolarite_desk.services.undo import undo
from scolarite_desk.store import bulk
from scolarite_desk.store.journal.journal import named
from scolarite_desk.store.perimetre import rights_of
from scolarite_desk.store.queries.rows import by_key
from scolarite_desk.store.store import Store, Work

LOT = 100  # lines of one work


class Pretes:
    """Lines that were planned in this very transaction: what they make, and what is kept of the import itself. No data
    from outside makes one: whatever an import writes was read by the readers of the forms.
    """

    def __init__(self, travaux: Sequence[Chantier], autres: Sequence[NewRow] = ()) -> None:
        self.travaux, self.autres = travaux, autres


@act(N_("Importer un fichier"), right="imports")
def import_rows(work: Work, lignes: Pretes) -> int:
    """Write lines of a file: new rows by the bulk door, then fields of rows that were there, as if they were typed.
    Returns how many lines.
    """
    rows = [*lignes.autres, *(row for one in lignes.travaux for row in one.nouvelles)]
    if rows:
        bulk.put(work, import_rows.__name__, [_stamped(work, *row) for row in rows])
    _change(work, lignes.travaux)
    work.detail = ""
    return len(lignes.travaux)


def _stamped(work: Work, cls: type[Partagee], values: dict[str, Any]) -> NewRow:
    """A new row, with what only the moment of writing knows."""
    if cls is Dossier:
        values["numero"] = next_dossier(work)
    elif cls is Candidature:
        values["creee_le"] = values["statut_le"] = work.now
    elif cls is Reserve:
        values["posee_le"], values["posee_par"] = work.now, work.auteur
    elif cls is Note:
        values["ecrite_le"], values["ecrite_par"] = work.now, work.auteur
    elif cls is Personne and (values.get("piece_identite") or values.get("identite_vue_le")):
        values["identite_vue_par"] = work.auteur
    return cls, values


def _change(work: Work, travaux: Sequence[Chantier]) -> None:
    wanted: dict[type[Partagee], set[str]] = {}
    for one in travaux:
        for each in one.differences:
            wanted.setdefault(THINGS[each.thing].cls, set()).add(each.rangee.cle)
    held = [by_key(work.session, cls, keys) for cls, keys in wanted.items()]  # read at once: the acts find them there
    for one in travaux:
        for each in one.differences:
            correct(work, f"{each.thing}.{each.nom}", each.rangee.cle, each.valeur)
        if one.ine:
            replace_ine(work, one.personne, one.ine)
        for tag, personne, candidature in one.marques:
            put_tag(work, tag, candidature, None if candidature else personne)
    del held


class TakenBack(Cancelled):
    """All or nothing, and it could not be all: why."""

    def __init__(self, why: Msg) -> None:
        super().__init__()
        taken_back = N_("Tout ou rien\u00a0: l’import s’est arrêté, ce qui en était fait a été repris.")
        self.message = joined(" ", why, taken_back)


@dataclass(slots=True)
class _Cours:
    """How far an import is."""

    lot: str = ""
    creees: int = 0
    modifiees: int = 0
    faites: list[LignePlan] = field(default_factory=list)
    laissees: list[LignePlan] = field(default_factory=list)


@growing()
def apply_import(
    store: Store, plan: PlanImport, progress: Progress | None = None, source: object | None = None
) -> RapportImport:
    """Carry out what is neither doubtful nor rejected; `strict`: all of it or nothing. `source` is the view that acts.

    Each hundred lines are planned again in the transaction that writes them: what somebody changed since the preview
    is seen. Stopped or cut, what was written is whole lines, and taking the file in again goes on from there.
    """
    _need_all(store, plan)
    left = left_of(plan)
    cours = _Cours(laissees=[*plan.laissees])
    wanted = [one for one in plan.lignes if one.action in (CREER, MODIFIER)]
    if wanted:
        if (asked := formation_asked(plan.source, plan.choix)) is not None:
            raise Refused(asked, FORMATION)
        with all_or_nothing(store, plan, lambda: bool(cours.lot), source):
            _each_lot(store, plan, wanted, cours, progress or Progress(), source)
    same = len(plan.lignes) - len(wanted) - left
    return RapportImport(cours.creees, cours.modifiees, same, tuple(cours.laissees), cours.lot)


@contextmanager
def all_or_nothing(store: Store, plan: PlanImport, begun: Callable[[], bool], source: object | None) -> Iterator[None]:
    """Around what writes a plan: `strict`, what it wrote is taken back where it could not go to its end."""
    try:
        yield
    except (Cancelled, Unavailable, Refused) as error:
        if not (plan.choix.strict and begun()):
            raise
        undo(store, source=source)
        raise TakenBack(getattr(error, "message", NOTHING)) from error


def left_of(plan: PlanImport) -> int:
    """How many lines are not taken. `Refused` where it is all of them or nothing."""
    left = len(plan.laissees)
    if plan.choix.strict and left:
        raise Refused(
            NN_(
                "Tout ou rien\u00a0: {n} ligne est douteuse ou rejetée. Rien n’a été écrit.",
                "Tout ou rien\u00a0: {n} lignes sont douteuses ou rejetées. Rien n’a été écrit.",
                left,
            )
        )
    return left


def _each_lot(
    store: Store, plan: PlanImport, wanted: Sequence[LignePlan], cours: _Cours, step: Progress, source: object | None
) -> None:
    by_place: dict[Any, LigneLue] = {one.lieu: one for one in plan.source.lignes}
    with store.reading() as session:
        droits = rights_of(session, store.auteur)
        lignes = Lignes(session, plan.source, plan.choix, store.clock(), droits, apercu=False)
    for start in range(0, len(wanted), LOT):
        some = wanted[start : start + LOT]
        try:
            step.step(start, len(wanted))
        except Cancelled as error:
            if not cours.lot:
                raise
            raise Halted(LotOutcome(tuple(cours.faites)), len(wanted)) from error
        try:
            _one_lot(store, plan, lignes, [by_place[one.lieu] for one in some], cours, source)
        except Unavailable as error:
            if not cours.lot:
                raise
            so_far = joined(" ", error.message, kept_of(len(cours.faites), len(wanted)))
            raise Unavailable(so_far, passing=error.passing) from error
    step.step(len(wanted), len(wanted))


def _one_lot(
    store: Store, plan: PlanImport, lignes: Lignes, some: Sequence[LigneLue], cours: _Cours, source: object | None
) -> None:
    with working(store, import_rows.__name__, source, cours.lot) as work:
        check_open(work.session, lignes.offre.campagne.id, "add_candidature")
        done = lignes.lot(work.session, some)
        left = [one.plan for one in done if one.plan.laissee]
        if plan.choix.strict and left:  # somebody changed what they were planned from
            raise Refused(left[0].message, left[0].champ)
        travaux = [one.travail for one in done if one.travail is not None]
        checked(work, import_rows, Pretes(travaux, [] if cours.lot else list(of_import(work, plan))))
    cours.lot = cours.lot or work.cible or lot_of(work)
    written = [one.plan for one in done if one.travail is not None]
    cours.faites += written
    cours.laissees += left
    cours.creees += sum(one.action == CREER for one in written)
    cours.modifiees += sum(one.action == MODIFIER for one in written)


def lot_of(work: Work) -> str:
    """The name of the lot that a work begins; blank when it wrote nothing."""
    return named(work.poste.uuid, work.numero) if work.numero is not None else ""


_COUNTED = {
    "creees": CREER,
    "modifiees": MODIFIER,
    "inchangees": INCHANGE,
    "douteuses": DOUTEUX,
    "rejetees": REJETE,
}


def of_import(work: Work, plan: PlanImport) -> Iterator[NewRow]:
    """What is kept of the import itself: which file, and what its unknown texts were said to mean."""
    count = plan.compte()
    yield (
        ImportFait,
        {
            "id": new_key(),
            "profil": plan.source.profil,
            "fichier": plan.source.fichier,
            "empreinte": plan.source.empreinte,
            "fait_le": work.now,
            "fait_par": work.auteur,
            "lignes": len(plan.lignes),
            **{name: count[action] for name, action in _COUNTED.items()},
        },
    )
    if plan.source.profil == LIBRE.code:
        yield from _table(work, plan.source.colonnes)
    chosen = {key_of(plan.source.profil, *place): (place, value) for place, value in plan.choix.correspondances.items()}
    known = by_key(work.session, Correspondance, chosen)
    for key, ((path, text), value) in chosen.items():
        if key in known:
            known[key].valeur, known[key].retire_le = value or None, None
        else:
            values = {"source": plan.source.profil, "champ": path, "texte": fold(text), "valeur": value or None}
            yield Correspondance, {"id": key, **values}


def _table(work: Work, colonnes: Sequence[ColonneLue]) -> Iterator[NewRow]:
    """Which column is which field, of a table of no known source: the same one is known again."""
    entetes, paths = table_key(one.entete for one in colonnes), "\n".join(one.chemin for one in colonnes)
    key = fixed_key("table_connue", entetes)
    known = work.session.get(TableConnue, key)
    if known is not None:
        known.colonnes, known.retire_le = paths, None
    else:
        yield TableConnue, {"id": key, "entetes": entetes, "colonnes": paths}


def _need_all(store: Store, plan: PlanImport) -> None:
    """`Refused` without the right of an import, or of one of the things that it writes."""
    need(store, "imports")
    paths = in_order({path for one in plan.source.lignes for path in one.valeurs})
    wanted = {"dossiers"} | {function_of(one.thing, one.nom) for one in paths if one.field is not None}
    wanted |= {"ine" for one in paths if one.thing == "identifiants" and one.nom.startswith("INE")}
    wanted |= {"candidatures" for one in paths if one.court == FORMATION} | (
        {"candidatures"} if plan.choix.formation else set()
    )
    wanted |= {"notes" for one in paths if one.court in (ETIQUETTES, NOTES)}
    for one in sorted(wanted):
        need(store, one)
