"""Registers, CVEC, enrolments and appointments, read to leave as tables: what the account may see, and no more."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.exchange.tables.extraits import Ligne
from scolarite_desk.langue import Langue
from scolarite_desk.models.rows.personne_lue import PersonneLue
from scolarite_desk.models.rules.documents import DOCUMENTS, ETAPES
from scolarite_desk.models.rules.inscriptions import INSCRITE
from scolarite_desk.models.rules.states import VISITE
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.dossier import Cvec, Dossier
from scolarite_desk.models.tables.formation import Campagne
from scolarite_desk.models.tables.inscription import InscriptionAnnee
from scolarite_desk.msg import N_, verbatim
from scolarite_desk.services.cvec import missing
from scolarite_desk.services.exports import Lues
from scolarite_desk.services.listes.choix import Chosen
from scolarite_desk.services.reglages import settings
from scolarite_desk.services.vues import INSCRITS
from scolarite_desk.store.perimetre import seen_persons
from scolarite_desk.store.queries.decisions import Filter, candidature_keys
from scolarite_desk.store.queries.offer import lists, open_campaigns
from scolarite_desk.store.queries.personne_lue import Codes, personnes_lues
from scolarite_desk.store.queries.registre import numbers, provisional_ines
from scolarite_desk.store.queries.rows import keys_in, living
from scolarite_desk.store.queries.visites import visits_of_day
from scolarite_desk.store.store import Store

_INE = {
    "courant": N_("À régulariser"), "remplace": N_("Remplacé"), "retire": N_("Retiré"), "efface": N_("Effacé"),
}  # fmt: skip
_MANQUE, _EFFACE = N_("Numéro sans document"), N_("Effacé\u00a0: ce numéro reste donné")


def registre(session: Session, _store: Store, _asked: Chosen, _langue: Langue) -> list[Ligne]:
    """Every number of every register, newest first, with its gaps."""
    return [
        {"registre": kind.registre, "numero": row.numero, "qui": row.qui, "emis_le": row.emis_le,
         "emis_par": row.emis_par, "etape": _step(row.etape) if row.document else None, "depuis": row.depuis,
         "jour": row.jour, "modele_le": row.modele_le,
         "motif": _MANQUE if row.manque else _EFFACE if row.efface else row.motif}
        for code, kind in DOCUMENTS.items()
        if kind.registre
        for row in numbers(session, code)
    ]  # fmt: skip


def _step(code: str) -> Any:
    return ETAPES[code].label if code in ETAPES else verbatim(code)


def ine_provisoires(session: Session, _store: Store, _asked: Chosen, _langue: Langue) -> list[Ligne]:
    """Every provisional INE ever given, and what became of it."""
    return [
        {"valeur": row.valeur, "qui": row.qui, "emis_par": row.emis_par, "etat": _INE[row.etat],
         "remplace_par": row.remplace_par}
        for row in provisional_ines(session)
    ]  # fmt: skip


def cvec_manquantes(session: Session, _store: Store, asked: Chosen, langue: Langue) -> list[Ligne]:
    """Who lacks the CVEC of a campaign, or of the open ones, how to join them, and what is likely."""
    seen, codes, among = seen_persons(session), lists(session, langue), _among(session, asked)
    kept = [
        (libelle, one)
        for key, libelle in _campaigns(session, asked)
        for one in missing(session, key)
        if (seen is None or one.personne in seen) and (among is None or one.numero in among)
    ]
    who = personnes_lues(session, Codes(codes), {one.personne for _libelle, one in kept})
    return [
        _person(who[one.personne])
        | {"campagne": libelle, "dossier": one.numero, "explication": one.explication,
           "proposition": codes.label("situation_cvec", one.proposition) if one.proposition else None}
        for libelle, one in kept
    ]  # fmt: skip


def cvec_etablissement(session: Session, _store: Store, asked: Chosen, langue: Langue) -> list[Ligne]:
    """Who produced an attestation for the year of a campaign, or of the open ones, paid or exempt; by name."""
    codes, uai, found = lists(session, langue), settings(session)["uai"], []
    among = _among(session, asked)
    for key, _libelle in _campaigns(session, asked):
        rows = [row for row in _attested(session, key) if among is None or row[1].numero in among]
        who = personnes_lues(session, Codes(codes), {cvec.personne_id for cvec, _dossier in rows})
        enrolled = _enrolled(session, [dossier.id for _cvec, dossier in rows])
        found += [
            _person(who[cvec.personne_id])
            | {"uai": uai, "cvec": cvec.numero, "annee": cvec.annee, "verifiee_le": cvec.verifie_le,
               "situation": codes.label("situation_cvec", cvec.situation or ""), "dossier": dossier.numero,
               "inscrite": dossier.id in enrolled}
            for cvec, dossier in rows
        ]  # fmt: skip
    return sorted(found, key=lambda row: (row["nom_naissance"] or "", row["prenom"] or "", row["dossier"]))


def _attested(session: Session, campagne: str) -> list[tuple[Cvec, Dossier]]:
    seen = seen_persons(session)
    asked = (
        select(Cvec, Dossier)
        .join(Dossier, Dossier.personne_id == Cvec.personne_id)
        .join(Campagne, Campagne.id == Dossier.campagne_id)
        .where(Campagne.id == campagne, Cvec.annee == Campagne.annee, Cvec.retire_le.is_(None))
        .where(Dossier.retire_le.is_(None), Cvec.situation.in_(("payee", "exoneree")), Cvec.numero.is_not(None))
    )
    rows = [(cvec, dossier) for cvec, dossier in session.execute(asked)]
    return [(cvec, dossier) for cvec, dossier in rows if seen is None or cvec.personne_id in seen]


def _enrolled(session: Session, dossiers: Collection[str]) -> set[str]:
    """Of these dossiers, those with an enrolment that is done."""
    asked = (
        select(Candidature.dossier_id)
        .join(InscriptionAnnee, InscriptionAnnee.candidature_id == Candidature.id)
        .where(Candidature.dossier_id.in_(keys_in(dossiers)), InscriptionAnnee.etat == INSCRITE)
        .where(InscriptionAnnee.retire_le.is_(None))
    )
    return set(session.scalars(asked))


def inscrits(session: Session, _store: Store, asked: Chosen, langue: Langue) -> Lues:
    """Who is enrolled, with the columns of decisions."""
    keys = candidature_keys(session, replace(asked.filtre, vue=INSCRITS))
    if asked.filtre.vue is not None:
        seen = set(candidature_keys(session, asked.filtre))
        keys = [key for key in keys if key in seen]
    return Lues(session, keys, lists(session, langue))


def rendezvous(session: Session, store: Store, asked: Chosen, langue: Langue) -> list[Ligne]:
    """The visits of a day (today unless told), by the hour they were expected or came."""
    codes, seen = lists(session, langue), seen_persons(session)
    return [
        {"rendezvous_le": row.rendezvous_le, "qui": row.qui, "ne_le": row.ne_le or None, "dossier": row.numero,
         "telephone": row.telephone, "motif": codes.label("motif_visite", row.motif) if row.motif else None,
         "duree": row.duree, "statut": VISITE[row.statut].label, "arrivee_le": row.arrivee_le,
         "recue_le": row.recue_le, "terminee_le": row.terminee_le, "recue_par": row.recue_par,
         "guichet": row.guichet, "ticket": row.ticket, "tiers": row.tiers}
        for row in visits_of_day(session, asked.jour or store.today(), store.clock())
        if row.personne is None or seen is None or row.personne in seen
    ]  # fmt: skip


def _among(session: Session, asked: Chosen) -> set[str] | None:
    """The dossiers (numbers) of the candidatures of a filter; None where nothing but a campaign narrows."""
    if replace(asked.filtre, campagne=None) == Filter():
        return None
    keys = keys_in(candidature_keys(session, asked.filtre))
    rows = (
        select(Dossier.numero).join(Candidature, Candidature.dossier_id == Dossier.id).where(Candidature.id.in_(keys))
    )
    return {numero or "" for numero in session.scalars(rows)}


def _campaigns(session: Session, asked: Chosen) -> list[tuple[str, str]]:
    """(key, label) of the campaign that was asked for, else of the open ones."""
    if asked.filtre.campagne is None:
        return open_campaigns(session)
    rows = session.scalars(living(Campagne).where(Campagne.id == asked.filtre.campagne))
    return [(row.id, row.libelle or "") for row in rows]


def _person(one: PersonneLue) -> dict[str, Any]:
    return {
        "nom_naissance": one.nom_naissance, "nom_usage": one.nom_usage, "prenom": one.prenom, "ne_le": one.ne_le,
        "ine": one.numeros.ine, "courriel": one.courriel, "portable": one.portable or one.telephone,
    }  # fmt: skip
