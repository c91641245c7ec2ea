"""Formations and the calendars of a year, brought in by a file: a formation is known by its code in its campaign.

A plan plays the act of each line, so that what it says is what the rules say; then one lot does it, undone as one. What
a line leaves blank stays as it is; what the office wrote since the last import does too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.fields import BY_PATH
from scolarite_desk.models.fields.referentiel import Referentiel
from scolarite_desk.models.rows.imports import (
    CREER,
    DOUTEUX,
    INCHANGE,
    MODIFIER,
    REJETE,
    ChoixImport,
    Ecart,
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
from scolarite_desk.msg import N_, NOTHING, Msg, joined
from scolarite_desk.progress import Progress
from scolarite_desk.services.acts import checked
from scolarite_desk.services.droits import need
from scolarite_desk.services.imports.appliquer import left_of, of_import
from scolarite_desk.services.imports.chemins import fault_of
from scolarite_desk.services.imports.offre_lue import Offre, kept_here, offre_of, written_by
from scolarite_desk.services.imports.plan import taken_before
from scolarite_desk.services.lots import do_each
from scolarite_desk.services.offre_reprise import import_formation
from scolarite_desk.store.journal.journal import named
from scolarite_desk.store.queries.offer import lists
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
        acts = written_by(work.session, [one.id for one in offre.formations.values()])
        codes = lists(work.session)
        for done, ligne in enumerate(source.lignes):
            progress.step(done, len(source.lignes))
            line = _read(ligne, offre, codes)
            for one in line.inconnus:
                asked[one] = asked.get(one, 0) + 1
            first = seen.setdefault(_which(line), ligne) if line.valeurs.get("code") else ligne
            planned.append(_planned(work, line, offre, choix, acts, codes) if first is ligne else _again(ligne, first))
    unknown = tuple(
        Inconnu(path, text, count, tuple(_proposed(path, text, offre, codes))) for (path, text), count in asked.items()
    )
    told = replace(choix, campagne=offre.campagne)
    return PlanImport(source, tuple(planned), unknown, remarques=(*source.remarques, *again), choix=told)


def apply_formations(
    store: Store, plan: PlanImport, progress: Progress | None = None, source: object | None = None
) -> RapportImport:
    """Write what is neither doubtful nor rejected, as one lot; `strict`: all of it or nothing. `source`: the view."""
    need(store, "imports")
    left_of(plan)
    works: list[Work] = []

    def also(work: Work, _key: str) -> None:
        if not works:  # what is kept of the import itself goes with its first work
            work.session.add_all([cls(**values) for cls, values in of_import(work, plan)])
        works.append(work)

    def given(one: LignePlan, _rank: int) -> dict[str, Any]:
        return {"campagne": plan.choix.campagne, "valeurs": _written(one), "formation": one.cle or None}

    wanted = [one for one in plan.lignes if one.action in (CREER, MODIFIER)]
    outcome = do_each(store, source, import_formation, wanted, given, progress or Progress(), also=also)
    made = sum(one.action == CREER for one in outcome.faites)
    left = [one for one in plan.lignes if one.action in (DOUTEUX, REJETE)]
    left += [replace(one, action=REJETE, message=why) for one, why in outcome.refusees]
    same = sum(one.action == INCHANGE for one in plan.lignes)
    lot = named(works[0].poste.uuid, works[0].numero) if works and works[0].numero is not None else ""
    return RapportImport(made, len(outcome.faites) - made, same, tuple(left), lot)


def _which(line: _Line) -> tuple[str, str]:
    return fold(str(line.valeurs["code"])), str(line.valeurs.get("session_id") or "")


def _again(ligne: LigneLue, first: LigneLue) -> LignePlan:
    why = N_("Même formation que la ligne {ligne}\u00a0: gardez une seule des deux.", ligne=first.lieu.ligne)
    told = fault_of(ligne.lieu, CODE, ligne.valeurs[CODE], why)
    return LignePlan(ligne.lieu, REJETE, ligne.valeurs, told, champ=CODE, brut=ligne.brut)


def _written(one: LignePlan) -> dict[str, str]:
    """What a line writes: all of a new formation, of one that is there what changes; its session says where."""
    kept = {each.chemin for each in one.ecarts if not each.garde} | {SESSION}
    return {
        path.removeprefix(_OF): text
        for path, text in one.valeurs.items()
        if path.startswith(_OF) and (not one.cle or path in kept)
    }


def _read(ligne: LigneLue, offre: Offre, codes: Referentiel) -> _Line:
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
            line.valeurs[name] = of.reader.read(meant, codes, line.valeurs)
        except Fault as fault:
            if of.reader.kind == "choix":
                line.inconnus.append((path, text))
            else:
                line.fautes[path] = fault.message
    return line


def _planned(
    work: Work,
    line: _Line,
    offre: Offre,
    choix: ChoixImport,
    acts: Mapping[tuple[str, str], str],
    codes: Referentiel,
) -> LignePlan:
    row = offre.formations.get(fold(str(line.valeurs.get("code") or "")))
    texts = {path: offre.meant(path, text) for path, text in line.ligne.valeurs.items() if path.startswith(_OF)}
    texts |= {_OF + name: key for name, key in line.valeurs.items() if name in offre.liens}
    one = LignePlan(line.ligne.lieu, INCHANGE, texts, cle=row.id if row else "", brut=line.ligne.brut)
    if wrong := _wrong(line, new=row is None):
        action, path, text, why = wrong
        return replace(one, action=action, champ=path, message=fault_of(one.lieu, path, text, why))
    if row is not None:
        ecarts = tuple(_ecarts(work.session, line, row, offre, choix, acts, codes))
        one = replace(one, ecarts=ecarts, action=MODIFIER if any(not each.garde for each in ecarts) else INCHANGE)
        if one.action == INCHANGE:
            return one
    else:
        one = replace(one, action=CREER)
    return _played(work, one, offre, line)


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


def _played(work: Work, one: LignePlan, offre: Offre, line: _Line) -> LignePlan:
    """The line once its act was played, for what the rules say of it; what a calendar has of odd is told."""
    try:
        with work.session.begin_nested():
            key = checked(work, import_formation, offre.campagne, _written(one), one.cle or None)
            work.session.flush()
    except Refused as refused:
        return replace(
            one,
            action=REJETE,
            champ=refused.champ or "",
            message=fault_of(one.lieu, refused.champ or "", "", refused.message),
        )
    row = work.get(Formation, key)
    offre.formations[fold(row.code or "")] = row
    return replace(one, message=joined(" ", *doubts({**values_of(row), **line.valeurs})))


def _ecarts(
    session: Session,
    line: _Line,
    row: Formation,
    offre: Offre,
    choix: ChoixImport,
    acts: Mapping[tuple[str, str], str],
    codes: Referentiel,
) -> Iterator[Ecart]:
    """What a line says otherwise than the formation that is there; of days in another session than its own, what is
    there is that of the opening.
    """
    session_id = line.valeurs.get("session_id")
    there = offre.there(row, session_id)
    for name, value in line.valeurs.items():
        before = there.get(name)
        if name == "code" or value is None or value == before or (name == "session_id" and offre.apart(row, value)):
            continue
        path = _OF + name
        why = NOTHING if before in (None, "") else kept_here(path, line.ligne.lieu, choix, row.id, acts)
        yield Ecart(path, offre.shown(name, before, codes), offre.shown(name, value, codes), why)


def _proposed(path: str, text: str, offre: Offre, codes: Referentiel) -> Iterator[tuple[str, str]]:
    name = path.removeprefix(_OF)
    if name in offre.liens:
        yield from ((label, label) for label in offre.liens[name].values())
    else:
        liste = getattr(BY_PATH[path].reader, "liste", "")
        yield from codes.propose(liste, text, {}, 5) or codes.propose(liste, "", {}, 50)
