"""The dossier of one candidature, read to be printed: who, what they studied, what they bring, what was decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from scolarite_desk.models.fields.field import Field
from scolarite_desk.models.fields.fields import BY_PATH, FIELDS
from scolarite_desk.models.fields.referentiel import Referentiel
from scolarite_desk.models.rows.dossier_imprime import CadreCommission, DossierImprime
from scolarite_desk.models.rows.dossier_views import AvisView, CandidatureView, DossierView
from scolarite_desk.models.rows.rapport import Cell, Partie, Rapport, ReportTable, couples
from scolarite_desk.models.rules.dates import local, show_day
from scolarite_desk.models.rules.identifiants import KINDS
from scolarite_desk.models.rules.noms_fichiers import nomme
from scolarite_desk.models.rules.questions import QuestionPosee, written
from scolarite_desk.models.rules.states import AVIS, PIECE, STATUT
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.formation import Commission, CommissionFormation, Formation
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.msg import N_, Msg, joined, verbatim
from scolarite_desk.services import paperwork, pieces
from scolarite_desk.store.fuseau import fuseau_centre
from scolarite_desk.store.queries.calendriers import calendar
from scolarite_desk.store.queries.dossiers import dossier_view, fiches
from scolarite_desk.store.queries.rows import living
from scolarite_desk.store.queries.types import types

_SECTIONS = (  # thing, the fields that a commission does not examine
    ("identite", ("piece_identite", "identite_vue_le", "identite_valable", "langue")),
    ("adresse", ()),
    ("bac", ()),
)
_TABLES: dict[str, tuple[tuple[str, float], ...]] = {  # the columns of what comes several times, and their widths
    "cursus_internes": (("annee", 0.10), ("code", 0.16), ("libelle", 0.44), ("resultat", 0.15), ("mention", 0.15)),
    "cursus_externes": (
        ("annee", 0.10), ("diplome", 0.22), ("libelle", 0.27), ("etablissement", 0.26), ("obtenu", 0.15),
    ),
    "stages": (("annee", 0.10), ("organisme", 0.25), ("duree", 0.15), ("descriptif", 0.50)),
    "experiences": (("annee", 0.10), ("intitule", 0.22), ("organisme", 0.23), ("duree", 0.15), ("descriptif", 0.30)),
}  # fmt: skip
_MANY = {
    "cursus_internes": N_("Cursus dans cet établissement"),
    "cursus_externes": N_("Cursus ailleurs"),
    "stages": N_("Stages"),
    "experiences": N_("Expériences professionnelles"),
}
_NONE = N_("Rien de noté.")
_DAYS = (
    ("retour", N_("Retour des pièces")),
    ("jury", N_("Réunion de la commission")),
    ("publication", N_("Publication")),
    ("confirmation", N_("Confirmation")),
)


@dataclass(frozen=True)
class _Read:
    session: Session
    codes: Referentiel
    view: DossierView
    one: CandidatureView
    row: Candidature
    formation: Formation


def printed_dossier(session: Session, candidature: str, codes: Referentiel, par: str, now: datetime) -> DossierImprime:
    """What is printed of a candidature. `Refused` outside the perimeter."""
    row = session.get_one(Candidature, candidature)
    view = dossier_view(session, row.dossier_id)
    one = next(one for one in view.candidatures if one.key == candidature)
    read = _Read(session, codes, view, one, row, session.get_one(Formation, row.formation_id))
    zone = fuseau_centre(session, read.formation.centre_id)
    personne = session.get_one(Personne, view.personne)
    decided = one.courant is not None and one.courant.valide_le is not None
    report = Rapport(
        service=paperwork.service_of(session, read.formation.centre_id),
        titre=N_("Dossier de candidature"),
        objet=joined(", ", verbatim(view.nom), N_("dossier {numero}", numero=view.numero)),
        texte=(),
        parties=tuple(_parts(read)),
        fait_le=local(now, zone),
        fait_par=par,
    )
    name = nomme("dossier", view.numero, personne.nom_naissance, personne.prenom, one.code)
    return DossierImprime(report, name, None if decided else _frame(read))


def _parts(read: _Read) -> Iterator[Partie]:
    yield Partie(N_("Candidature"), (), couples(_told(_asked(read))))
    for thing, but in _SECTIONS:
        rows = fiches(read.session, thing, read.view.personne)
        values = rows[0].values if rows else {}
        shown = ((_called(one), one.show(values.get(one.name), read.codes, values))
                 for one in FIELDS[thing] if one.name not in but)  # fmt: skip
        numbers = _numbers(read.view) if thing == "identite" else ()
        yield Partie(_titled(thing), (), couples(_told([*numbers, *shown])), _NONE)
    for thing, columns in _TABLES.items():
        yield Partie(_MANY[thing], (), _many(read, thing, columns), _NONE)
    yield Partie(N_("Pièces"), (), _pieces(read), N_("Aucune pièce n’est demandée."))
    if answers := tuple((one.libelle, _answered(one)) for one in read.one.questions if one.posee):
        yield Partie(N_("Questions"), (), ReportTable(((N_("Question"), 0.5), (N_("Réponse"), 0.5)), answers))
    if read.one.courant is not None and read.one.courant.valide_le is not None:
        yield Partie(N_("Décision"), (), couples(_told(_decision(read, read.one.courant))))


def _called(one: Field) -> Msg:
    """What a field is called out of its form: a town of birth stands beside that of an address."""
    born = one.group == "naissance" and one.name != "ville_naissance"
    return N_("{champ} de naissance", champ=one.label) if born else one.alone or one.label


def _titled(thing: str) -> Msg:
    return {"identite": N_("Coordonnées"), "adresse": N_("Adresse"), "bac": N_("Baccalauréat")}[thing]


def _told(lines: Sequence[tuple[Msg, Cell]] | Iterator[tuple[Msg, Cell]]) -> tuple[tuple[Msg, Cell], ...]:
    """What is not blank."""
    return tuple((name, value) for name, value in lines if value)


def _asked(read: _Read) -> Iterator[tuple[Msg, Cell]]:
    one, calendrier = read.one, calendar(read.session, read.row)
    yield N_("Formation"), " ".join(filter(None, (one.formation, f"({one.code})" if one.code else "")))
    yield N_("Commission"), ", ".join(_commissions(read))
    yield N_("Campagne"), read.view.campagne
    yield N_("Session"), one.session
    yield N_("État du dossier"), STATUT[one.statut].label
    yield N_("Reçu le"), show_day(one.recue_le)
    for name, label in _DAYS:
        day = getattr(calendrier, name)
        yield label, show_day(day) if isinstance(day, date) else ""


def _commissions(read: _Read) -> list[str]:
    found = living(Commission).join(CommissionFormation, CommissionFormation.commission_id == Commission.id)
    found = found.where(CommissionFormation.formation_id == read.formation.id, CommissionFormation.retire_le.is_(None))
    return [row.libelle or "" for row in read.session.scalars(found.order_by(Commission.libelle))]


def _numbers(view: DossierView) -> Iterator[tuple[Msg, Cell]]:
    if view.ine is not None:
        yield N_("INE provisoire") if view.ine.provisoire else N_("INE"), view.ine.valeur
    for kind in view.identifiants:
        if kind.genre != "INE_ALIAS":
            yield _kind(kind.genre), kind.valeur


def _kind(genre: str) -> Msg:
    return KINDS[genre].label if genre in KINDS else verbatim(genre)


def _many(read: _Read, thing: str, columns: tuple[tuple[str, float], ...]) -> ReportTable:
    titles = tuple((BY_PATH[f"{thing}.{name}"].label, share) for name, share in columns)
    rows = (one.values for one in fiches(read.session, thing, read.view.personne))
    return ReportTable(titles, tuple(tuple(_cell(read, thing, name, values) for name, _ in columns) for values in rows))


def _cell(read: _Read, thing: str, name: str, values: Any) -> str:
    def text(name: str) -> str:
        return BY_PATH[f"{thing}.{name}"].show(values[name], read.codes, values)

    if name == "duree":
        return " ".join(filter(None, (text("duree"), text("duree_unite")))) if values["duree"] else text("duree_texte")
    if name == "etablissement":
        return text("etablissement") or text("etablissement_libre")
    return text(name)


def _pieces(read: _Read) -> ReportTable:
    columns = ((N_("Pièce"), 0.55), (N_("État"), 0.25), (N_("Reçue le"), 0.20))
    lines = (line for line in pieces.lines(read.session, read.one.key) if line.courante)
    return ReportTable(
        columns, tuple((line.libelle, PIECE[line.statut].label, show_day(line.recue_le)) for line in lines)
    )


def _answered(one: QuestionPosee) -> str:
    return one.dispense or str(written(one.valeur) or "")


def _decision(read: _Read, avis: AvisView) -> Iterator[tuple[Msg, Cell]]:
    assert avis.valide_le is not None
    zone = fuseau_centre(read.session, read.formation.centre_id)
    yield N_("Avis"), avis.label
    yield N_("Rang"), str(avis.rang or "")
    yield N_("Motif"), read.codes.label("motif_avis", avis.motif) if avis.motif else ""
    yield N_("Précision"), avis.motif_texte
    yield N_("Condition"), avis.condition
    yield N_("Validé le"), show_day(local(avis.valide_le, zone).date())


def _frame(read: _Read) -> CadreCommission:
    """The decisions that may be given there, and the motives that the office words."""
    own = types(read.session).proposed(read.formation.centre_id)
    shipped = tuple(one.label for one in AVIS.values())
    motifs = tuple(one.label for one in read.codes.entrees("motif_avis"))
    return CadreCommission((*shipped, *(one.label for one in own)), motifs[:12])
