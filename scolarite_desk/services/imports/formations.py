"""Formations and the calendars of a year, brought in by a file: a formation is known by its code in its campaign.

A plan plays the act of each line, so that what it says is what the rules say; then one lot does it, undone as one. What
a line leaves blank stays as it is; what the office wrote since the last import does too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.fields import BY_PATH
from scolarite_desk.models.rows.imports import (
    CREER,
    DOUTEUX,
    INCHANGE,
    MODIFIER,
    REJETE,
    ChoixImport,
    Inconnu,
    LigneLue,
    LignePlan,
    PlanImport,
    RapportImport,
    SourceLue,
)
from scolarite_desk.models.rules.calendrier import doubts
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.fold import fold
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.msg import N_, Msg, joined
from scolarite_desk.progress import Progress
from scolarite_desk.services.acts import checked
from scolarite_desk.services.droits import need
from scolarite_desk.services.imports.appliquer import all_or_nothing, left_of, lot_of, of_import
from scolarite_desk.services.imports.chemins import CAMPAGNE, fault_of
from scolarite_desk.services.imports.connus import written_here
from scolarite_desk.services.imports.ecarts import Acts, judged
from scolarite_desk.services.imports.offre_lue import Offre, offre_of
from scolarite_desk.services.imports.plan import taken_before
from scolarite_desk.services.lots import do_each
from scolarite_desk.services.offre_reprise import import_formation
from scolarite_desk.store.queries.rows import values_of
from scolarite_desk.store.store import Store, Work

_OF = "formation."
CODE, SESSION = "formation.code", "formation.session_id"


@dataclass(slots=True)
class _Line:
    """A line whose texts were read: values by column, what does not read, what no list knows."""

    ligne: LigneLue
    valeurs: dict[str, Any] = field(default_factory=dict)
    fautes: dict[str, Msg] = field(default_factory=dict)
    inconnus: list[tuple[str, str]] = field(default_factory=list)


def plan_formations(
    store: Store, source: SourceLue, choix: ChoixImport, progress: Progress | None = None
) -> PlanImport:
    """What would become of each line. Nothing is written. `Refused` when the campaign is not said."""
    progress, asked, planned = progress or Progress(), dict[tuple[str, str], int](), list[LignePlan]()
    seen: dict[tuple[str, str], LigneLue] = {}
    need(store, "imports", write=False)
    with store.rehearsal() as work:
        offre, again = offre_of(work.session, source.profil, choix), tuple(taken_before(work.session, source))
        planner = _Planner(work, offre, choix, written_here(work.session, offre.keys))
        for done, ligne in enumerate(source.lignes):
            progress.step(done, len(source.lignes))
            if offre.elsewhere(ligne.valeurs.get(CAMPAGNE, "")):
                planned.append(_elsewhere(ligne, offre))
                continue
            line = _read(ligne, offre)
            for one in line.inconnus:
                asked[one] = asked.get(one, 0) + 1
            first = seen.setdefault(_which(line), ligne) if line.valeurs.get("code") else ligne
            planned.append(planner.planned(line) if first is ligne else _again(ligne, first))
    unknown = tuple(
        Inconnu(path, text, count, tuple(_proposed(path, text, offre))) for (path, text), count in asked.items()
    )
    told = replace(choix, campagne=offre.campagne)
    return PlanImport(source, tuple(planned), unknown, remarques=(*source.remarques, *again), choix=told)


def apply_formations(
    store: Store, plan: PlanImport, progress: Progress | None = None, source: object | None = None
) -> RapportImport:
    """Write what is neither doubtful nor rejected, as one lot; `strict`: all of it or nothing. `source`: the view. The
    file is planned again: what somebody changed since the preview is seen.
    """
    need(store, "imports")
    plan = plan_formations(store, plan.source, plan.choix)
    left_of(plan)
    works: list[Work] = []

    def also(work: Work, _key: str) -> None:
        if not works:  # what is kept of the import itself goes with its first work
            work.session.add_all([cls(**values) for cls, values in of_import(work, plan)])
        works.append(work)

    def given(one: LignePlan, _rank: int) -> dict[str, Any]:
        return {"campagne": plan.choix.campagne, "valeurs": _written(one), "formation": one.cle or None}

    wanted = [one for one in plan.lignes if one.action in (CREER, MODIFIER)]
    with all_or_nothing(store, plan, lambda: bool(works), source):
        outcome = do_each(store, source, import_formation, wanted, given, progress or Progress(), also=also)
        if plan.choix.strict and outcome.refusees:  # somebody changed what it was planned from
            raise Refused(outcome.refusees[0][1])
    made = sum(one.action == CREER for one in outcome.faites)
    left = [*plan.laissees]
    left += [replace(one, action=REJETE, message=why) for one, why in outcome.refusees]
    same = sum(one.action == INCHANGE for one in plan.lignes)
    lot = lot_of(works[0]) if works else ""
    return RapportImport(made, len(outcome.faites) - made, same, tuple(left), lot)


def _which(line: _Line) -> tuple[str, str]:
    return fold(str(line.valeurs["code"])), str(line.valeurs.get("session_id") or "")


def _again(ligne: LigneLue, first: LigneLue) -> LignePlan:
    why = N_("Même formation que la ligne {ligne}\u00a0: gardez une seule des deux.", ligne=first.lieu.ligne)
    told = fault_of(ligne.lieu, CODE, ligne.valeurs[CODE], why)
    return LignePlan(ligne.lieu, REJETE, ligne.valeurs, told, champ=CODE, brut=ligne.brut)


def _elsewhere(ligne: LigneLue, offre: Offre) -> LignePlan:
    """A line of another year: its days are not those of this one."""
    why = N_("Cette ligne n’est pas de «\u00a0{campagne}\u00a0»\u00a0: videz cette case pour l’y prendre.",
             campagne=offre.noms[0])  # fmt: skip
    told = fault_of(ligne.lieu, CAMPAGNE, ligne.valeurs[CAMPAGNE], why)
    return LignePlan(ligne.lieu, REJETE, ligne.valeurs, told, champ=CAMPAGNE, brut=ligne.brut)


def _written(one: LignePlan) -> dict[str, str]:
    """What a line writes: all of a new formation, of one that is there what changes; its session says where."""
    kept = {each.chemin for each in one.ecarts if not each.garde} | {SESSION}
    return {
        path.removeprefix(_OF): text
        for path, text in one.valeurs.items()
        if path.startswith(_OF) and (not one.cle or path in kept)
    }


def _read(ligne: LigneLue, offre: Offre) -> _Line:
    """The texts of a line, each by the reader of its field."""
    line = _Line(ligne, fautes=dict(ligne.fautes))
    for path, text in ligne.valeurs.items():
        if not path.startswith(_OF) or path in line.fautes:
            continue
        meant = offre.meant(path, text)
        if meant == "":
            continue  # nothing, on purpose
        name = path.removeprefix(_OF)
        if name in offre.liens:
            if (key := offre.lien(name, meant)) is None:
                line.inconnus.append((path, text))
            else:
                line.valeurs[name] = key
            continue
        of = BY_PATH[path]
        try:
            line.valeurs[name] = of.reader.read(meant, offre.codes, line.valeurs)
        except Fault as fault:
            if of.reader.kind == "choix":
                line.inconnus.append((path, text))
            else:
                line.fautes[path] = fault.message
    return line


@dataclass(frozen=True, slots=True)
class _Planner:
    """Plans lines in a work that is forgotten. `acts`: who wrote what is there last."""

    work: Work
    offre: Offre
    choix: ChoixImport
    acts: Acts

    def planned(self, line: _Line) -> LignePlan:
        """What a line does: its values, then its act."""
        offre, ligne = self.offre, line.ligne
        row = offre.formations.get(fold(str(line.valeurs.get("code") or "")))
        texts = {path: offre.meant(path, text) for path, text in ligne.valeurs.items() if path.startswith(_OF)}
        texts |= {_OF + name: key for name, key in line.valeurs.items() if name in offre.liens}
        one = LignePlan(ligne.lieu, INCHANGE, texts, cle=row.id if row else "", brut=ligne.brut)
        if wrong := _wrong(line, new=row is None):
            action, path, text, why = wrong
            return replace(one, action=action, champ=path, message=fault_of(one.lieu, path, text, why))
        if row is None:
            return self._played(replace(one, action=CREER), line)
        found = offre.differences(row, line.valeurs)
        ecarts = judged(found, ligne.lieu, self.choix, self.acts, offre.shown)
        one = replace(one, ecarts=ecarts)
        if all(each.garde for each in ecarts):
            return one
        return self._played(replace(one, action=MODIFIER), line)

    def _played(self, one: LignePlan, line: _Line) -> LignePlan:
        """The line once its act was played, for what the rules say of it; what a calendar has of odd is told."""
        work = self.work
        try:
            with work.session.begin_nested():
                key = checked(work, import_formation, self.offre.campagne, _written(one), one.cle or None)
                work.session.flush()
        except Refused as refused:
            champ = refused.champ or ""
            return replace(one, action=REJETE, champ=champ, message=fault_of(one.lieu, champ, "", refused.message))
        row = work.get(Formation, key)
        self.offre.formations[fold(row.code or "")] = row
        return replace(one, message=joined(" ", *doubts({**values_of(row), **line.valeurs})))


def _wrong(line: _Line, *, new: bool) -> tuple[str, str, str, Msg] | None:
    """What keeps a line from being planned: its action then, the path, its text and why."""
    for path, why in line.fautes.items():
        return REJETE, path, line.ligne.valeurs[path], why
    if not line.valeurs.get("code"):
        return REJETE, CODE, "", N_("Il manque le code de la formation.")
    for path, text in line.inconnus:
        return DOUTEUX, path, text, N_("Aucune liste ne le connaît\u00a0: dites ce que c’est.")
    if new and not line.valeurs.get("libelle"):
        return (
            REJETE,
            CODE,
            line.ligne.valeurs[CODE],
            N_("Aucune formation n’a ce code\u00a0: importez d’abord les formations, ou donnez un libellé."),
        )
    return None


def _proposed(path: str, text: str, offre: Offre) -> Iterator[tuple[str, str]]:
    name = path.removeprefix(_OF)
    if name in offre.liens:
        yield from ((label, label) for label in offre.liens[name].values())
    else:
        liste = getattr(BY_PATH[path].reader, "liste", "")
        yield from offre.codes.propose(liste, text, {}, 5) or offre.codes.propose(liste, "", {}, 50)
