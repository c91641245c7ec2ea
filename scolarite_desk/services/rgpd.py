"""The rights of a person on what is held of them: access (RGPD, article 15), and the trace of what was rectified.

Whose names are given: the person's own, and of those who signed a decision, which stand in the documents. Agents are
« agent 1 », « agent 2 »... throughout one export: who works here is not the person's data (CJUE, 22 June 2023,
C-579/21), but what each did is. A third party who came in the person's place is said, never named. What was written
about the person, comments of an avis included, is theirs to read (CJUE, 20 December 2017, C-434/16).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.langue import Langue, said
from scolarite_desk.models.fields.libelles import AGENTS
from scolarite_desk.models.rows.dossier_views import HistoryRow
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.msg import N_, Msg
from scolarite_desk.services.effacements import kept_until
from scolarite_desk.services.reglages import settings
from scolarite_desk.store.queries import detenu
from scolarite_desk.store.queries.detenu import AccessTold, Donnee, FicheDetenue
from scolarite_desk.store.queries.dossiers import named
from scolarite_desk.store.queries.history import history_of
from scolarite_desk.store.queries.lignee import rows_of_person
from scolarite_desk.store.queries.offer import lists

THIRD = N_("un tiers (nom non communiqué)")
DROITS = (
    N_(
        "Vous pouvez demander la rectification de ces données, leur effacement lorsque leur durée de conservation est "
        "dépassée, ou la limitation de leur traitement (RGPD, articles 16 à 18)."
    ),
    N_(
        "Vous pouvez vous opposer à leur traitement pour une raison tenant à votre situation (article 21), et laisser "
        "des directives sur leur sort après votre décès (loi du 6 janvier 1978, article 85)."
    ),
    N_(
        "Si une réponse ne vous convient pas, vous pouvez saisir la CNIL\u00a0: 3 place de Fontenoy, TSA 80715, "
        "75334 Paris cedex 07, www.cnil.fr."
    ),
)
SOURCES = (
    N_("Les données viennent de la personne elle-même, ou de qui elle a mandaté, au guichet."),
    N_("Celles d’un INE, d’un cursus ou d’une CVEC disent leur origine dans leur fiche."),
    N_("Les statuts, avis et décisions viennent du service et de ses commissions."),
)
REGLE_DES_TIERS = N_(
    "Les agents sont désignés par un numéro, le même dans tout ce document. Une personne venue à votre place est "
    "indiquée sans son nom."
)


@dataclass(frozen=True)
class AccesPersonne:
    """Everything that one person is told. `rectifications` are among `changements`: values that replaced others."""

    personne: str
    nom: Msg
    numeros: tuple[str, ...]
    fiches: tuple[FicheDetenue, ...]
    changements: tuple[HistoryRow, ...]
    consultations: tuple[AccessTold, ...]
    conservation: tuple[tuple[str, str, Msg], ...]  # dossier, until when (ISO or ""), why
    reglages: dict[str, str]

    @property
    def rectifications(self) -> tuple[HistoryRow, ...]:
        """Values that replaced others, oldest first."""
        return tuple(one for one in self.changements if one.avant and one.avant != one.apres)


def access(session: Session, personne: str, *, langue: Langue) -> AccesPersonne:
    """What is held of a person, agents and third parties without their names: what stands in the place of these, as
    what the lists call the values, is in the language of whoever is told.
    """
    row, rows, codes = session.get_one(Personne, personne), rows_of_person(session, personne), lists(session, langue)
    keys = [key for found in rows.values() for key in found]
    agents = _Agents(langue)
    fiches = tuple(agents.veil(one) for one in detenu.held(session, rows, codes))
    return AccesPersonne(
        personne=personne,
        nom=named(row),
        numeros=tuple(session.scalars(select(Dossier.numero).where(Dossier.id.in_(rows.get("dossier", ()))))),
        fiches=fiches,
        changements=tuple(agents.change(one) for one in reversed(history_of(session, keys, codes))),
        consultations=tuple(replace(one, compte=agents(one.compte)) for one in detenu.accesses(session, keys)),
        conservation=tuple(_kept(session, key) for key in sorted(rows.get("dossier", ()))),
        reglages=settings(session),
    )


class _Agents:
    """One number an agent, in the order they are met."""

    def __init__(self, langue: Langue) -> None:
        self._known: dict[str, str] = {}
        self._langue = langue

    def __call__(self, name: str) -> str:
        if name not in self._known:
            self._known[name] = said(N_("agent {rang}", rang=len(self._known) + 1), self._langue)
        return self._known[name]

    def veil(self, fiche: FicheDetenue) -> FicheDetenue:
        """The same row, without the names of others."""
        return replace(fiche, donnees=tuple(self._datum(one) for one in fiche.donnees))

    def _datum(self, one: Donnee) -> Donnee:
        hidden = self._hidden(one.champ, one.texte)
        return one if hidden == one.texte else replace(one, valeur=hidden, texte=hidden)

    def change(self, one: HistoryRow) -> HistoryRow:
        """The same change, without the names of others."""
        avant, apres = (self._hidden(one.champ, text) for text in (one.avant, one.apres))
        return replace(one, auteur=self(one.auteur), avant=avant, apres=apres)

    def _hidden(self, champ: str, texte: str) -> str:
        if not texte:
            return texte
        return self(texte) if champ in AGENTS else said(THIRD, self._langue) if champ == "tiers" else texte


def _kept(session: Session, dossier: str) -> tuple[str, str, Msg]:
    kept = kept_until(session, dossier)
    numero = session.get_one(Dossier, dossier).numero
    return numero, kept.jusqu_au.isoformat() if kept.jusqu_au else "", kept.pourquoi
