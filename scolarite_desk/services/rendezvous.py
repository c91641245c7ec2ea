"""Appointment lists taken in: the same list twice changes nothing, and nobody is recognised by a name alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, tzinfo

from sqlalchemy.orm import Session

from scolarite_desk.exchange.rendezvous.etats import ATTENDU, ETATS
from scolarite_desk.exchange.rendezvous.rendezvous_lu import ListeLue, Remarque, RendezVousLu
from scolarite_desk.models.rows.imports import CREER, DOUTEUX, INCHANGE, MODIFIER, REJETE, Ecart, Endroit, LignePlan
from scolarite_desk.models.rows.rows import RapportRendezVous
from scolarite_desk.models.rules.dates import local, show_day
from scolarite_desk.models.rules.fold import glue
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.models.tables.visite import Visite
from scolarite_desk.msg import N_, Msg, joined
from scolarite_desk.services.acts import act
from scolarite_desk.services.rendezvous_plan import LigneDecidee, MarqueDeListe, decide, lots, mark_of, name_of, told_of
from scolarite_desk.services.visites import current_dossier
from scolarite_desk.store.fuseau import fuseau
from scolarite_desk.store.queries.rows import living
from scolarite_desk.store.store import Work


@act(N_("Lire une liste de rendez-vous"), right="visites")
def import_rendezvous(work: Work, rendezvous: Sequence[RendezVousLu]) -> RapportRendezVous:
    """Book what is new, follow what the list moved or took back (`ListeLue.tous`). What was done here since (put off,
    arrived, excused) stays, and is told.

    One work, not a lot: whether an appointment moved is known from what the rest of the list says.
    """
    decisions = decide(work.session, rendezvous, work.today)
    persons, visits = _persons(work, decisions), list[Visite]()
    for one in decisions:
        row = one.row
        if one.action in (CREER, MODIFIER):
            row = _write(work, one)
            _recognise(work, row, one.lu, persons)
        if row is not None and one.lu.statut == ATTENDU:
            visits.append(row)
    work.session.flush()
    return _report(work.session, decisions, visits)


def _report(session: Session, decisions: Sequence[LigneDecidee], visits: Sequence[Visite]) -> RapportRendezVous:
    added = sum(one.action == CREER for one in decisions)
    followed = [one for one in decisions if one.action == MODIFIER]
    moved = sum(one.lu.statut == ATTENDU for one in followed)
    left = [told_of(session, one) for one in decisions if one.action == DOUTEUX]
    return RapportRendezVous(
        ajoutes=added,
        inchanges=len(visits) - added - moved,
        modifies=moved,
        a_identifier=tuple(row.id for row in visits if row.personne_id is None),
        ecartes=(*(told for one in decisions for told in one.dits), *left),
        annules=len(followed) - moved,
        suivis=tuple(told_of(session, one) for one in followed if one.message),
    )


def lines_of(session: Session, liste: ListeLue, today: date) -> tuple[LignePlan, ...]:
    """What taking a list in would do, line by line, those that could not be read too; nothing is written."""
    remarks: dict[Endroit, list[Remarque]] = {}
    for told in liste.fautes:
        if told.ligne:
            remarks.setdefault(Endroit(told.ligne, told.feuille), []).append(told)
    lines = [_line(session, one, remarks) for one in decide(session, liste.tous, today)]
    lines += [
        LignePlan(lieu, REJETE if any(one.rejet for one in told) else INCHANGE, {}, joined(" ", *_placed(told)))
        for lieu, told in remarks.items()
    ]
    return tuple(sorted(lines, key=lambda one: (one.lieu.feuille, one.lieu.ligne)))


def _placed(remarks: Iterable[Remarque]) -> list[Msg]:
    return [N_("{endroit}\u00a0: {remarque}", endroit=one.ou, remarque=one.quoi) for one in remarks]


def _line(session: Session, one: LigneDecidee, remarks: dict[Endroit, list[Remarque]]) -> LignePlan:
    """A line of a plan, with what its reading told, which is taken out of `remarks`."""
    lieu, row, zone = Endroit(one.lu.ligne, one.lu.feuille), one.row, fuseau(session)
    values = _values(one.lu, zone)
    before = _kept_values(row, zone) if row is not None and one.action == MODIFIER else {}
    gaps = tuple(Ecart(path, was, values[path]) for path, was in before.items() if was != values[path])
    first = told_of(session, one) if one.action == DOUTEUX else one.message
    read = (remark.quoi for remark in remarks.pop(lieu, ()))
    told = [first, *one.dits[: -1 if one.action == REJETE else None], *read]
    return LignePlan(lieu, one.action, values, joined(" ", *told), row.id if row is not None else "", gaps)


def _values(one: RendezVousLu, zone: tzinfo) -> dict[str, str]:
    """What a line says, by path of the fields of a visit, as forms take it; blanks are left out."""
    at = local(one.debut, zone)
    values = {
        "visite.jour": show_day(at.date()),
        "visite.heure": f"{at:%H:%M}",
        "visite.annonce": name_of(one),
        "visite.ne_le": show_day(one.ne_le),
        "visite.telephone": one.telephone,
        "visite.motif": one.motif,
        "visite.duree": str(one.duree or ""),
        "visite.statut": one.statut,
    }
    return {path: text for path, text in values.items() if text}


def _kept_values(row: Visite, zone: tzinfo) -> dict[str, str]:
    """What a visit holds of what a list may move."""
    at = local(row.rendezvous_le, zone) if row.rendezvous_le else None
    return {
        "visite.jour": show_day(row.jour),
        "visite.heure": f"{at:%H:%M}" if at else "",
        "visite.statut": row.statut,
    }


def _write(work: Work, one: LigneDecidee) -> Visite:
    """The visit of a line, made, followed or called off."""
    row, lu = one.row, one.lu
    if row is None:
        row = Visite(jour=work.today, statut=ATTENDU)
        work.session.add(row)
    if lu.statut != ATTENDU:
        row.statut, row.cle_liste = lu.statut, mark_of(lu).text()
        return row
    if MarqueDeListe.of(row).reprise and row.statut in ETATS:
        row.statut = ATTENDU
    row.retire_le = None
    row.jour, row.rendezvous_le, row.duree = local(lu.debut, work.fuseau).date(), lu.debut, lu.duree
    row.cle_liste = mark_of(lu).text()
    row.annonce, row.annonce_ne_le, row.annonce_telephone = name_of(lu), lu.ne_le, lu.telephone or None
    row.motif = row.motif or lu.motif or None
    return row


def _persons(work: Work, decisions: Iterable[LigneDecidee]) -> dict[str, list[Personne]]:
    """Persons by birth day, for the whole birth days of the list."""
    days = {one.lu.ne_le for one in decisions if one.lu.ne_le and len(one.lu.ne_le) == 10}
    found: dict[str, list[Personne]] = {}
    for lot in lots(days):
        for personne in work.all(living(Personne).where(Personne.ne_le.in_(lot))):
            found.setdefault(personne.ne_le, []).append(personne)
    return found


def _recognise(work: Work, row: Visite, one: RendezVousLu, persons: dict[str, list[Personne]]) -> None:
    """Link the visit to the one person of that name and birth day; two such persons are left to the agent."""
    found = [personne for personne in persons.get(one.ne_le or "", []) if glue(name_of(one)) in _names(personne)]
    if row.personne_id is None and len(found) == 1:
        row.personne_id, row.dossier_id = found[0].id, current_dossier(work.session, found[0].id)


def _names(personne: Personne) -> set[str]:
    """A surname and a first name in either order, birth and usage names alike, without separators."""
    surnames = {personne.nom_naissance or "", personne.nom_usage or personne.nom_naissance or ""}
    firsts = {personne.prenom or "", personne.prenom_usage or personne.prenom or ""}
    return {glue(pair) for one in surnames for other in firsts for pair in (one + other, other + one)}
