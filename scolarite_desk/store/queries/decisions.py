"""The candidatures of a decisions export, read in lots: each lot is a handful of queries, whatever its rows show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from scolarite_desk.models.fields.referentiel import Referentiel
from scolarite_desk.models.fields.when import FRANCE
from scolarite_desk.models.rows.candidature_lue import DecisionRow
from scolarite_desk.models.rules import courant
from scolarite_desk.models.rules.echeances import Echeance, confirmation_deadline, return_deadline
from scolarite_desk.models.rules.states import AVIS, CONFIRMATION, STATUT, TRAITEMENT
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.dossier import Cvec, Dossier, Note
from scolarite_desk.models.tables.formation import (
    Campagne,
    Centre,
    Commission,
    CommissionFormation,
    Formation,
    SessionDepot,
)
from scolarite_desk.models.tables.index import Trouvable
from scolarite_desk.models.tables.personne import Adresse, Bac, CursusExterne, CursusInterne, Identifiant, Personne
from scolarite_desk.store.courant import avis_courant, candidature_presente, candidature_vivante
from scolarite_desk.store.perimetre import formations_of
from scolarite_desk.store.queries.rows import by_key, by_owner

LOT = 500  # candidatures read at once


@dataclass(frozen=True)
class Filter:
    """Which candidatures: all fields given must hold. `formation` and `commission` are keys, `avis` a code."""

    campagne: str | None = None
    formation: str | None = None
    commission: str | None = None
    avis: str | None = None
    valides: bool = False  # only those whose current avis is validated
    annulees: bool = False  # cancelled ones too

    def words(self, session: Session) -> str:
        """The filter as the export says it."""
        parts = [
            _named(session, Campagne, self.campagne, "campagne"),
            _named(session, Formation, self.formation, "formation"),
            _named(session, Commission, self.commission, "commission"),
            f"avis {AVIS[self.avis].label}" if self.avis else "",
            "avis validés" if self.valides else "",
            "annulées comprises" if self.annulees else "",
        ]
        return ", ".join(part for part in parts if part) or "toutes les candidatures"


def _named(session: Session, cls: type[Any], key: str | None, word: str) -> str:
    return f"{word} {session.get_one(cls, key).libelle}" if key else ""


def candidature_keys(session: Session, chosen: Filter, orphans: bool = False) -> list[str]:
    """The keys of the candidatures of a filter, by formation, then by name as the search orders names. `orphans`: those
    too whose person was withdrawn or erased, which an export must count among what it holds.

    What is outside the perimeter of the account is not there: every list, export and lot of letters starts here.
    """
    statement: Select[Any] = (
        select(Candidature.id)
        .join(Dossier, Dossier.id == Candidature.dossier_id)
        .join(Trouvable, Trouvable.personne == Dossier.personne_id, isouter=orphans)
        .join(Formation, Formation.id == Candidature.formation_id)
        .where(candidature_presente())
        .order_by(Formation.libelle, Trouvable.place, Candidature.id)
    )
    for condition in _conditions(chosen):
        statement = statement.where(condition)
    inside = formations_of(session)
    if inside is not None:
        statement = statement.where(Candidature.formation_id.in_(inside))
    return list(session.scalars(statement))


def _conditions(chosen: Filter) -> Iterator[Any]:
    if chosen.campagne:
        yield Dossier.campagne_id == chosen.campagne
    if chosen.formation:
        yield Candidature.formation_id == chosen.formation
    if chosen.commission:
        yield Candidature.formation_id.in_(
            select(CommissionFormation.formation_id).where(
                CommissionFormation.commission_id == chosen.commission, CommissionFormation.retire_le.is_(None)
            )
        )
    if not chosen.annulees:
        yield candidature_vivante()
    if chosen.avis or chosen.valides:
        yield exists(_current_avis(chosen))


def _current_avis(chosen: Filter) -> Select[Any]:
    statement = select(Avis.id).where(Avis.candidature_id == Candidature.id, avis_courant())
    if chosen.avis:
        statement = statement.where(Avis.avis == chosen.avis)
    return statement.where(Avis.valide_le.is_not(None)) if chosen.valides else statement


def decision_rows(
    session: Session, keys: list[str], lists: Referentiel, reglages: Mapping[str, str]
) -> Iterator[DecisionRow]:
    """The rows of those candidatures, in that order, read lot by lot. `reglages`: the settings that count delays."""
    for start in range(0, len(keys), LOT):
        lot = keys[start : start + LOT]
        read = _Lot(session, lot, lists, reglages)
        yield from (read.row(key) for key in lot)
        session.expunge_all()


class _Lot:
    """Everything that a lot of candidatures shows, indexed."""

    def __init__(self, session: Session, keys: list[str], lists: Referentiel, reglages: Mapping[str, str]) -> None:
        self.lists, self.reglages = lists, reglages
        self.candidatures = by_key(session, Candidature, keys)
        rows = self.candidatures.values()
        self.dossiers = by_key(session, Dossier, [row.dossier_id for row in rows])
        self.formations = by_key(session, Formation, [row.formation_id for row in rows])
        people = [dossier.personne_id for dossier in self.dossiers.values()]
        self.personnes = by_key(session, Personne, people)
        self.campagnes = by_key(session, Campagne, [dossier.campagne_id for dossier in self.dossiers.values()])
        self.sessions = by_key(session, SessionDepot, [one.session_id for one in self.formations.values()])
        self.centres = by_key(session, Centre, [one.centre_id for one in self.formations.values()])
        self.avis = by_owner(session, Avis, "candidature_id", keys)
        self.owned = {
            cls: by_owner(session, cls, "personne_id", people)
            for cls in (Adresse, Bac, Identifiant, Cvec, CursusInterne, CursusExterne, Note)
        }
        self.commissions = _commissions(session, list(self.formations))

    def row(self, key: str) -> DecisionRow:
        """One line of the export."""
        candidature = self.candidatures[key]
        dossier = self.dossiers[candidature.dossier_id]
        formation = self.formations[candidature.formation_id]
        campagne = self.campagnes[dossier.campagne_id]
        return DecisionRow(
            dossier=dossier.numero,
            profil=self._label("profil", dossier.profil),
            regime=self._label("regime", dossier.regime),
            formation_continue=None if dossier.regime is None else dossier.regime == "continue",
            campagne=campagne.libelle,
            notes=tuple(note.texte for note in self._all(Note, dossier.personne_id)),
            **self._person(dossier.personne_id),
            **self._numbers(dossier.personne_id, campagne.annee or ""),
            **self._address(dossier.personne_id),
            **self._bac(dossier.personne_id),
            **self._last_diploma(dossier.personne_id),
            **self._asked(formation),
            **self._state(candidature, formation),
            **self._avis(candidature, formation),
        )

    def _all(self, cls: type[Any], personne: str) -> list[Any]:
        found: list[Any] = self.owned[cls].get(personne, [])
        return found

    def _label(self, name: str, code: str | None) -> str | None:
        return self.lists.label(name, code) if code else None

    def _person(self, key: str) -> dict[str, Any]:
        row = self.personnes[key]
        same = (
            "nom_naissance",
            "nom_usage",
            "prenom",
            "prenom_usage",
            "autres_prenoms",
            "ne_le",
            "telephone",
            "portable",
            "courriel",
        )
        born = self._label("commune_naissance", row.commune_naissance)
        return {name: getattr(row, name) for name in same} | {
            "civilite": self._label("civilite", row.civilite),
            "nationalite": self._label("nationalite", row.nationalite),
            "langue": self._label("langue", row.langue),
            "pays_naissance": self._label("pays_naissance", row.pays_naissance),
            "departement_naissance": self._label("departement_naissance", row.departement_naissance),
            "ville_naissance": born or row.ville_naissance,
        }

    def _numbers(self, key: str, annee: str) -> dict[str, Any]:
        numbers = {row.genre: row for row in self._all(Identifiant, key)}
        ine = numbers.get("INE")
        cvec = next((one for one in self._all(Cvec, key) if one.annee == annee), None)
        values = {
            column: numbers[genre].valeur if genre in numbers else None
            for column, genre in (
                ("numero_etudiant", "APOGEE"),
                ("ecandidat", "ECANDIDAT"),
                ("mon_master", "MON_MASTER"),
                ("parcoursup", "PARCOURSUP"),
            )
        }
        return values | {
            "ine_valeur": ine.valeur if ine else None,
            "ine_nature": ine.nature if ine else None,
            "ine_controle": ine.controle if ine else None,
            "cvec_situation": self._label("situation_cvec", cvec.situation) if cvec else None,
            "cvec": cvec.numero if cvec else None,
        }

    def _address(self, key: str) -> dict[str, Any]:
        row = next(iter(self._all(Adresse, key)), None)
        if row is None:
            return {}
        return {
            "adresse_ligne": row.ligne,
            "complement1": row.complement1,
            "complement2": row.complement2,
            "code_postal": row.code_postal,
            "pays": self._label("pays", row.pays),
            "commune": self._label("commune", row.commune) or (row.ville if row.pays == FRANCE else None),
            "ville_etrangere": row.ville if row.pays != FRANCE else None,
        }

    def _bac(self, key: str) -> dict[str, Any]:
        row = next(iter(self._all(Bac, key)), None)
        if row is None:
            return {}
        lists = {
            "bac_pays": ("pays", row.pays),
            "bac_departement": ("departement", row.departement),
            "bac_serie": ("bac_serie", row.serie),
            "bac_mention": ("bac_mention", row.mention),
            "bac_specialite1": ("bac_specialite", row.specialite1),
            "bac_specialite2": ("bac_specialite", row.specialite2),
            "bac_specialite_premiere": ("bac_specialite", row.specialite_premiere),
        }
        lists |= {f"bac_option{n}": ("bac_option", getattr(row, f"option{n}")) for n in range(1, 5)}
        school = self._label("lycee", row.etablissement) or row.etablissement_libre
        return {"bac_annee": row.annee, "bac_etablissement": school} | {
            column: self._label(name, code) for column, (name, code) in lists.items()
        }

    def _last_diploma(self, key: str) -> dict[str, Any]:
        rows = self._all(CursusInterne, key) + self._all(CursusExterne, key)
        if not rows:
            return {}
        last = max(rows, key=lambda row: row.annee or 0)
        if isinstance(last, CursusInterne):
            return {
                "dernier_etablissement": "Cet établissement",
                "dernier_diplome": last.code,
                "dernier_diplome_libelle": last.libelle,
            }
        return {
            "dernier_etablissement": self._label("etablissement", last.etablissement) or last.etablissement_libre,
            "dernier_diplome": self._label("diplome_type", last.diplome),
            "dernier_diplome_libelle": last.libelle,
        }

    def _asked(self, formation: Formation) -> dict[str, Any]:
        session, centre = self.sessions.get(formation.session_id or ""), self.centres.get(formation.centre_id or "")
        return {
            "formation": formation.libelle,
            "formation_code": formation.code,
            "session": session.libelle if session else None,
            "centre": centre.libelle if centre else None,
            "commission": self.commissions.get(formation.id),
        }

    def _state(self, row: Candidature, formation: Formation) -> dict[str, Any]:
        same = (
            "proposition",
            "creee_le",
            "transmise_le",
            "statut_le",
            "recue_le",
            "complete_le",
            "incomplete_le",
            "traitement_valide",
            "annulee_le",
            "annulee_par",
            "complement_droits",
            "montant",
        )
        return {name: getattr(row, name) for name in same} | {
            "genre": self._label("candidature_genre", row.genre),
            "statut": STATUT[row.statut].label if row.statut in STATUT else None,
            "complet": row.statut == "CO",
            "traitement": TRAITEMENT[row.traitement].label if row.traitement in TRAITEMENT else None,
            "limite_retour": _day(return_deadline(row, formation)),
            "retour_reporte": row.date_retour,
            "confirmation_reportee": row.date_confirmation,
            "reponse": CONFIRMATION[row.confirmation].label if row.confirmation in CONFIRMATION else None,
            "reponse_le": row.confirmation_le,
            "reponse_par": row.confirmation_par,
            "situation_droits": self._label("situation_droits", row.situation_droits),
        }

    def _avis(self, row: Candidature, formation: Formation) -> dict[str, Any]:
        avis = courant.avis_courant(self.avis.get(row.id, ()))
        if avis is None:
            return {}
        same = ("rang", "convocation_le", "convocation_heure", "convocation_lieu", "commentaire", "appel")
        reason = [self._label("motif_avis", avis.motif), avis.motif_texte]
        return {name: getattr(avis, name) for name in same} | {
            "avis": AVIS[avis.avis].label,
            "motif": " – ".join(part for part in reason if part) or None,
            "avis_saisi_le": avis.saisi_le,
            "avis_saisi_par": avis.saisi_par,
            "avis_valide_le": avis.valide_le,
            "avis_valide_par": avis.valide_par,
            "limite_confirmation": _day(confirmation_deadline(row, formation, avis, self.reglages)),
        }


def _day(deadline: Echeance | None) -> date | None:
    return deadline.le if deadline else None


def _commissions(session: Session, formations: list[str]) -> dict[str, str]:
    found = session.execute(
        select(CommissionFormation.formation_id, Commission.libelle)
        .join(Commission, Commission.id == CommissionFormation.commission_id)
        .where(CommissionFormation.formation_id.in_(formations), CommissionFormation.retire_le.is_(None))
        .order_by(CommissionFormation.id)
    )
    names: dict[str, list[str]] = {}
    for formation, libelle in found:
        names.setdefault(formation, []).append(libelle or "")
    return {formation: ", ".join(libelles) for formation, libelles in names.items()}
