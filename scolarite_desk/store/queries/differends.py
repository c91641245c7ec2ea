"""Divergences with whose they are, and the sides of one of them: what a person looks at before settling."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.langue import kept
from scolarite_desk.models.fields.field import Lists
from scolarite_desk.models.fields.fields import label_of
from scolarite_desk.models.fields.groups import RETRAIT, groups_of
from scolarite_desk.models.fields.libelles import EMPREINTES
from scolarite_desk.models.fields.lineage import HOLDERS, owners
from scolarite_desk.models.rows.differend import Concerne, DivergenceCase, DivergenceSide, SidesCompared
from scolarite_desk.models.rows.divergence import DeskVersion, Divergence
from scolarite_desk.models.rules.dates import local, show_day
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Campagne, Formation
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.msg import N_, Msg, joined, verbatim
from scolarite_desk.progress import Progress
from scolarite_desk.store.codec import columns_of, decode, shared_classes
from scolarite_desk.store.fuseau import fuseau
from scolarite_desk.store.perimetre import hidden_but, sees_person
from scolarite_desk.store.queries.detenu import text_of, title_of
from scolarite_desk.store.queries.divergences import GARDER, divergences, group_label
from scolarite_desk.store.queries.dossiers import named
from scolarite_desk.store.queries.lignee import holders_of
from scolarite_desk.store.queries.retenues import held_by
from scolarite_desk.store.sense import traces

_OUTSIDE = N_("hors de votre périmètre")


def cases(session: Session, progress: Progress) -> tuple[DivergenceCase, ...]:
    """Everything to settle, in the order of the persons' names. A few seconds on a large base: a job."""
    found = []
    every = within(session)
    for rank, one in enumerate(every):
        progress.step(rank, len(every))
        found.append(DivergenceCase(one, _what(one), whose(session, *one.fiches[0]), len(set(held_by(session, one)))))
    return tuple(sorted(found, key=_place))


def _place(cas: DivergenceCase) -> tuple[str, str, str, tuple[str, str, str]]:
    return kept(cas.qui.nom), cas.qui.numero, kept(cas.quoi), cas.cle


def within(session: Session) -> tuple[Divergence, ...]:
    """Everything to settle that the account may see."""
    every = divergences(session)
    if hidden_but(session) is None:
        return every
    return tuple(one for one in every if all(whose(session, *row).nom != _OUTSIDE for row in one.fiches))


def _what(one: Divergence) -> Msg:
    genre = one.fiches[0][0]
    if one.genre != "valeur" and one.genre not in _SAID:
        return one.phrase
    what = _SAID.get(one.genre) or group_label(genre, one.groupe, one.versions)
    return N_("{fiche}\u00a0: {quoi}", fiche=title_of(genre), quoi=what)


_SAID = {"retrait": N_("à retirer ou à garder"), "orpheline": N_("sans son élément d’origine")}


def whose(session: Session, table: str, key: str) -> Concerne:
    """The person, dossier and formation that a row is about."""
    row = session.get(shared_classes()[table], key)
    if row is None:
        return Concerne()
    candidature, dossier, personne = map(holders_of(session, row).get, HOLDERS)
    if personne is None:
        return Concerne(nom=_called(row))
    inside = hidden_but(session)
    elsewhere = inside is not None and candidature is not None and candidature.formation_id not in inside
    if elsewhere or not sees_person(session, personne.id):
        return Concerne(nom=_OUTSIDE)
    dossier = dossier or _newest(session, personne.id)
    return Concerne(
        personne.id,
        named(personne),
        dossier.id if dossier is not None else "",
        dossier.numero if dossier is not None else "",
        _formation(session, candidature, dossier),
    )


def _called(row: Any) -> Msg:
    """What a row that is nobody's is called: a formation, a setting, an account."""
    names = (getattr(row, name, None) for name in ("libelle", "nom", "numero", "cle", "code"))
    return verbatim(next((str(name) for name in names if name), ""))


def _newest(session: Session, personne: str) -> Dossier | None:
    found: Dossier | None = session.scalars(
        select(Dossier)
        .join(Campagne, Campagne.id == Dossier.campagne_id)
        .where(Dossier.personne_id == personne, Dossier.retire_le.is_(None))
        .order_by(Campagne.annee.desc(), Dossier.id.desc())
    ).first()
    return found


def _formation(session: Session, candidature: Candidature | None, dossier: Dossier | None) -> str:
    wanted = select(Formation.libelle).join(Candidature, Candidature.formation_id == Formation.id)
    if candidature is not None:
        wanted = wanted.where(Candidature.id == candidature.id)
    elif dossier is not None:
        wanted = wanted.where(Candidature.dossier_id == dossier.id, Candidature.retire_le.is_(None))
    else:
        return ""
    found = [label or "" for label in session.scalars(wanted.order_by(Candidature.id))]
    return f"{found[0]} (+\u00a0{len(found) - 1})" if len(found) > 1 else "".join(found)


def sides(session: Session, one: Divergence, lists: Lists) -> SidesCompared:
    """The versions of a value with every column that one of them says, or the rows that break a rule together."""
    return _versions(session, one, lists) if one.versions else _rows(session, one, lists)


def _versions(session: Session, one: Divergence, lists: Lists) -> SidesCompared:
    table, key = one.fiches[0]
    qui = whose(session, table, key)
    cotes = tuple(_version(table, key, qui, version) for version in one.versions)
    if one.groupe == RETRAIT:
        return SidesCompared(cotes, ())
    said = [_said(session, table, one.groupe, version, lists) for version in one.versions]
    return SidesCompared(cotes, tuple(_aligned(said)))


def _version(table: str, key: str, qui: Concerne, one: DeskVersion) -> DivergenceSide:
    if one.code == GARDER:
        return DivergenceSide(table, key, N_("Garder l’élément"), qui, one.code, montree=True)
    par = joined(", ", verbatim(one.auteur), N_("poste {poste}", poste=one.poste))
    retiree = one.valeurs.get(RETRAIT) is not None
    titre = N_("Mettre à la corbeille") if retiree else par
    return DivergenceSide(table, key, titre, qui, one.code, par, one.at, one.montree, retiree)


def _said(session: Session, table: str, groupe: str, one: DeskVersion, lists: Lists) -> dict[Msg, str]:
    """Label to text, of what a version says; when and by whom are said of the version itself."""
    moments, people = traces(table)
    names = groups_of(table)[groupe]
    meant = [name for name in names if name not in moments | people | EMPREINTES] or list(names)
    return {label_of(table, name): _text(session, table, name, one.valeurs.get(name), lists) for name in meant}


def _text(session: Session, table: str, name: str, value: Any, lists: Lists) -> str:
    return "" if value is None else text_of(session, table, name, decode(columns_of(table)[name], value), lists)


def _rows(session: Session, one: Divergence, lists: Lists) -> SidesCompared:
    found = [(table, key, session.get(shared_classes()[table], key)) for table, key in one.fiches]
    rows = [(table, key, row) for table, key, row in found if row is not None]
    cotes = _apart([_row(session, table, key, row) for table, key, row in rows])
    said = [_columns(session, table, row, lists) for table, _key, row in rows]
    return SidesCompared(cotes, tuple(_aligned(said)))


def _row(session: Session, table: str, key: str, row: Any) -> DivergenceSide:
    qui = whose(session, table, key)
    name, what = joined(", ", qui.nom, verbatim(qui.numero)), title_of(table)
    titre = N_("{quoi} de {qui}", quoi=what, qui=name) if name else what
    return DivergenceSide(table, key, titre, qui, retiree=row.retire_le is not None)


def _apart(rows: list[DivergenceSide]) -> tuple[DivergenceSide, ...]:
    """Rows that are called the same are told apart by the number of their column."""
    called = Counter(one.titre for one in rows)
    return tuple(
        replace(one, titre=joined(" · ", verbatim(str(rank)), one.titre)) if called[one.titre] > 1 else one
        for rank, one in enumerate(rows, 1)
    )


def _columns(session: Session, table: str, row: Any, lists: Lists) -> dict[Msg, str]:
    qui = whose(session, table, row.id)
    born = session.get_one(Personne, qui.personne).ne_le if qui.personne else None
    said = {N_("Né(e) le"): show_day(born)}
    for name in columns_of(table):
        value = getattr(row, name)
        if value is not None and name not in (RETRAIT, *EMPREINTES, *owners(table)):
            said[label_of(table, name)] = text_of(session, table, name, value, lists)
    if row.retire_le is not None:
        at = local(row.retire_le, fuseau(session))
        said[N_("À la corbeille")] = lists.say(N_("{jour} à {heure}", jour=f"{at:%d/%m/%Y}", heure=f"{at:%H:%M}"))
    return said


def _aligned(said: list[dict[Msg, str]]) -> Iterator[tuple[Msg, tuple[str, ...]]]:
    """Lines of (label, each side's text), without those that no side says."""
    labels: Mapping[Msg, None] = dict.fromkeys(label for one in said for label in one)
    for label in labels:
        texts = tuple(one.get(label, "") for one in said)
        if any(texts):
            yield label, texts
