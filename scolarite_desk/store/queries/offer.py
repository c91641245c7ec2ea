"""The offer: campaigns and formations, and the code lists with what the office added to them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.langue import Langue
from scolarite_desk.models.fields.referentiel import Entree, Referentiel
from scolarite_desk.models.fields.things import THINGS
from scolarite_desk.models.rows.dossier_views import Fiche, FormationRow
from scolarite_desk.models.rules.calendrier import Calendrier
from scolarite_desk.models.rules.fold import fold
from scolarite_desk.models.tables.formation import Campagne, Centre, Formation, SessionDepot
from scolarite_desk.models.tables.reglage import Nomenclature, Reglage, Signataire
from scolarite_desk.store.fuseau import fuseau
from scolarite_desk.store.queries.calendriers import calendars
from scolarite_desk.store.queries.rows import living, read_by_key, values_of
from scolarite_desk.store.referentiel import referentiel


def formations(
    session: Session, text: str = "", campagne: str | None = None, open_only: bool = True
) -> tuple[FormationRow, ...]:
    """Formations whose code or label holds every typed word, by label; those of open campaigns unless told."""
    statement = (
        select(Formation, Campagne.libelle, Centre.libelle)
        .join(Campagne, Campagne.id == Formation.campagne_id)
        .outerjoin(Centre, Centre.id == Formation.centre_id)
        .where(Formation.retire_le.is_(None), Campagne.retire_le.is_(None))
        .order_by(Campagne.annee.desc(), Formation.libelle)
    )
    if campagne is not None:
        statement = statement.where(Formation.campagne_id == campagne)
    elif open_only:
        statement = statement.where(Campagne.etat == "ouverte", Formation.en_service.is_not(False))
    words = fold(text).split()
    found = [
        (one, libelle, centre)
        for one, libelle, centre in session.execute(statement)
        if all(word in fold(f"{one.code} {one.libelle}") for word in words)
    ]
    followed = calendars(session, {(one.id, None) for one, *_ in found})
    depots = read_by_key(session, SessionDepot, {one.session_id for one, *_ in found})
    return tuple(
        _row(one, libelle, centre, depots.get(one.session_id or ""), followed[one.id, None])
        for one, libelle, centre in found
    )


def open_campaigns(session: Session) -> list[tuple[str, str]]:
    """(key, label) of the open campaigns, the newest year first."""
    asked = living(Campagne).where(Campagne.etat == "ouverte").order_by(Campagne.annee.desc(), Campagne.id)
    return [(one.id, one.libelle or one.annee or "") for one in session.scalars(asked)]


def _row(
    formation: Formation,
    campagne: str | None,
    centre: str | None,
    depot: SessionDepot | None,
    calendrier: Calendrier,
) -> FormationRow:
    return FormationRow(
        key=formation.id,
        code=formation.code or "",
        libelle=formation.libelle or "",
        genre=formation.genre or "",
        mode=formation.mode or "",
        composante=formation.composante or "",
        campagne=campagne or "",
        capacite=formation.capacite,
        session=depot.libelle or "" if depot else "",
        calendrier=calendrier,
        en_service=formation.en_service is not False,
        centre=centre or "",
    )


def all_of(session: Session, thing: str) -> tuple[Fiche, ...]:
    """Every living row of a thing of the office (campagne, centre, signataire, piece...), in the order they came."""
    cls = THINGS[thing].cls
    return tuple(Fiche(row.id, thing, values_of(row)) for row in session.scalars(living(cls).order_by(cls.id)))


def _signs(row: Signataire) -> Entree:
    """Who signs, as a decision names them; found by the name alone too."""
    name = f"{row.prenom or ''} {(row.nom or '').upper()}".strip()
    return Entree(row.id, f"{name}, {row.qualite}" if row.qualite else name, (name,))


def _of_row(row: Nomenclature) -> dict[str, str]:
    """What a line of the office says besides its label."""
    said = {name: getattr(row, name) for name in ("libelle_anglais", "texte", "texte_anglais")}
    return {name: text for name, text in said.items() if text}


def lists(session: Session, spoken: Langue | None = None) -> Referentiel:
    """The shipped code lists, with the lines of the office over them; those out of service or in the trash are no
    longer proposed, and still say what they meant where they were chosen.

    `spoken`: the language of their labels, French unless told.
    """
    own: dict[str, list[Entree]] = {}
    hidden = set()
    gone: dict[tuple[str, str], Entree] = {}
    for row in session.scalars(select(Nomenclature).order_by(Nomenclature.ordre, Nomenclature.id)):
        if row.liste and row.code:
            entree = Entree(row.code, row.libelle or row.code, infos=_of_row(row))
            if row.retire_le is not None:
                gone[row.liste, row.code] = entree
                continue
            own.setdefault(row.liste, []).append(entree)
            if row.en_service is False:
                hidden.add((row.liste, row.code))
    chosen = select(Reglage.valeur).where(Reglage.cle == "si", Reglage.retire_le.is_(None), Reglage.valeur.is_not(None))
    own["si_choisi"] = [Entree(one, one) for one in session.scalars(chosen) if one]
    own["signataire"] = [_signs(row) for row in session.scalars(living(Signataire)) if row.nom]
    return referentiel(own, hidden, spoken, gone, fuseau(session))
