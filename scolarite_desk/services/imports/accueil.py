"""The formations of the campaign that a file is taken into, each read once, whatever the number of its lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.liste import cle
from scolarite_desk.models.rules.campagne import FERMEE
from scolarite_desk.models.rules.dates import local
from scolarite_desk.models.tables.formation import Campagne, Formation, SessionDepot
from scolarite_desk.msg import N_, NOTHING, Msg
from scolarite_desk.services.archive import check_open
from scolarite_desk.services.bureau import check_named
from scolarite_desk.services.hints import Offer, offer_of
from scolarite_desk.services.perimetre import PerimeterLimits
from scolarite_desk.services.sessions import session_for
from scolarite_desk.store.fuseau import fuseau_formation
from scolarite_desk.store.queries.offer import open_campaigns
from scolarite_desk.store.queries.rows import living, row_of


@dataclass(frozen=True)
class Accueil:
    """How a formation takes a candidature of that day: the session that it keeps. `refus`: why none is touched;
    `ferme`: why no new one is made.
    """

    depot: str | None
    offer: Offer
    jour: date
    refus: Msg = NOTHING
    ferme: Msg = NOTHING


class FormationsOuvertes:
    """What one campaign offers. `Refused` when there is none, or when its state keeps new dossiers out."""

    def __init__(self, session: Session, campagne: str, now: datetime, limits: PerimeterLimits | None) -> None:
        self._now, self._limits = now, limits
        self.campagne = campaign_of(session, campagne)
        check_open(session, self.campagne.id, "add_candidature")
        check_named("campagne", self.campagne)
        self.fermee = self.campagne.etat == FERMEE
        asked = living(Formation).where(Formation.campagne_id == self.campagne.id).order_by(Formation.id)
        self.formations = {one.id: one for one in session.scalars(asked)}
        depots = living(SessionDepot).where(SessionDepot.campagne_id == self.campagne.id)
        named = {one.libelle or "": one.id for one in session.scalars(depots)}
        self.labels, self._sessions = list(named), {cle(label): key for label, key in named.items()}
        self._accueils: dict[tuple[str, str | None], Accueil] = {}

    @cached_property
    def _named(self) -> dict[str, str]:
        """By folded code, and by folded label that one alone has; the code wins."""
        labels: dict[str, list[str]] = {}
        for key, one in self.formations.items():
            labels.setdefault(cle(one.libelle or ""), []).append(key)
        single = {label: keys[0] for label, keys in labels.items() if label and len(keys) == 1}
        return single | {cle(one.code or ""): key for key, one in self.formations.items()}

    def find(self, text: str) -> str | None:
        """The formation of that key, code or label."""
        return (
            text
            if text in self.formations
            else self._named.get(cle(text.rpartition("/")[2])) or self._named.get(cle(text))
        )

    def session(self, text: str) -> str | None:
        """The session of deposit of that label."""
        return self._sessions.get(cle(text))

    def pairs(self) -> list[tuple[str, str]]:
        """(code, label) of all of them, to choose from."""
        return [(one.code or "", f"{one.libelle or ''} ({one.code or ''})") for one in self.formations.values()]

    def takes(self, session: Session, formation: str, asked: str | None) -> Accueil:
        """How it takes a candidature today, in that session (a key) or in the one that is open."""
        known = self._accueils.get((formation, asked))
        if known is None:
            known = self._accueils[formation, asked] = self._taken(session, self.formations[formation], asked)
        return known

    def _taken(self, session: Session, formation: Formation, asked: str | None) -> Accueil:
        day = local(self._now, fuseau_formation(session, formation.id)).date()
        refus, ferme, depot = NOTHING, NOTHING, None
        if self._limits is not None and formation.id not in self._limits.formations:
            refus = self._limits.sentence
        try:
            check_named("formation", formation)
            depot = session_for(session, formation, asked, day)
        except Refused as refused:
            ferme = refused.message
        return Accueil(depot, offer_of(session, formation, depot), day, refus, ferme)


def campaign_of(session: Session, key: str) -> Campagne:
    """The campaign of that key, else the only one that is open. `Refused` names them when they are several."""
    if key:
        row = row_of(session, Campagne, key)
        if row is None:
            raise Refused(N_("La campagne «\u00a0{nom}\u00a0» n’existe pas dans cette base.", nom=key), "campagne")
        return row
    known = open_campaigns(session)
    if not known:
        raise Refused(N_("Aucune campagne n’est ouverte. Ouvrez-en une dans Réglages › Campagnes."), "campagne")
    if len(known) > 1:
        raise Refused(
            N_(
                "Plusieurs campagnes sont ouvertes\u00a0: dites laquelle, {campagnes}.",
                campagnes=[label for _, label in known],
            ),
            "campagne",
        )
    return session.get_one(Campagne, known[0][0])
