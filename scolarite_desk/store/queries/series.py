"""Series of provisional INE: what begins a number that an office made, whatever a row says of its nature."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scolarite_desk.models.rules.ine import of_a_series, series_prefix
from scolarite_desk.models.rules.uai import check_uai
from scolarite_desk.models.tables.personne import Identifiant, IneEmis
from scolarite_desk.models.tables.reglage import Reglage

_BEGINS = 6


def series(session: Session) -> frozenset[str]:
    """That of the settings, and those of any number ever given."""
    found = {one for one in session.scalars(select(func.substr(IneEmis.valeur, 1, _BEGINS)).distinct()) if one}
    asked = select(Reglage.cle, Reglage.valeur).where(
        Reglage.cle.in_(("uai", "serie_ine")), Reglage.retire_le.is_(None)
    )
    chosen = {cle: valeur or "" for cle, valeur in session.execute(asked)}
    uai, serie = chosen.get("uai", ""), chosen.get("serie_ine", "")
    if serie and check_uai(uai).valide:
        found.add(series_prefix(check_uai(uai).valeur, serie))
    return frozenset(found)


def made_here(session: Session, ine: str) -> bool:
    """Whether a number is of a series of the establishment."""
    begins = of_a_series(ine)
    return bool(begins) and begins in series(session)


def nature_of(row: Identifiant, made: Collection[str]) -> str | None:
    """What an INE is: `provisoire` when it is of a series (`made`), even where a received row says otherwise."""
    return "provisoire" if of_a_series(row.valeur or "") in made else row.nature
