"""Commissions, meetings, candidatures and what is asked about a decision, as commands list them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.langue import kept
from scolarite_desk.models.rules.questions import told
from scolarite_desk.models.rules.requetes import limite
from scolarite_desk.models.rules.saisine import constats
from scolarite_desk.models.rules.si import SI
from scolarite_desk.models.rules.vapp import etape
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.formation import Commission, CommissionFormation, SeanceCommission
from scolarite_desk.models.tables.vapp import Vapp
from scolarite_desk.services.listes.choix import Chosen, Line
from scolarite_desk.services.reglages import count_of, settings
from scolarite_desk.services.saisine_lue import answers_by, faits_of
from scolarite_desk.services.si.controle import control
from scolarite_desk.store.queries.dossiers import shown_name
from scolarite_desk.store.queries.inscriptions import inscrits as inscrits_of
from scolarite_desk.store.queries.questions import questions
from scolarite_desk.store.queries.requetes import requests
from scolarite_desk.store.queries.rows import living, read_by_key
from scolarite_desk.store.queries.saisines import propositions_of, referrals, refus_of
from scolarite_desk.store.queries.seance import listed
from scolarite_desk.store.queries.seances import minutes_of
from scolarite_desk.store.queries.vapp import asked_by_vapp
from scolarite_desk.store.store import Store


def lignes_commissions(session: Session, _store: Store, _chosen: Chosen) -> Iterator[Line]:
    examined: dict[str, list[str]] = {}
    for tie in session.scalars(living(CommissionFormation).order_by(CommissionFormation.id)):
        examined.setdefault(tie.commission_id, []).append(tie.formation_id)
    for row in session.scalars(living(Commission).order_by(Commission.id)):
        yield {
            "cle": row.id,
            "libelle": row.libelle,
            "centre_id": row.centre_id,
            "formations": examined.get(row.id, []),
        }


def lignes_seances(session: Session, _store: Store, _chosen: Chosen) -> Iterator[Line]:
    found = session.execute(
        select(SeanceCommission, Commission.libelle)
        .join(Commission, Commission.id == SeanceCommission.commission_id)
        .where(SeanceCommission.retire_le.is_(None))
        .order_by(SeanceCommission.le, SeanceCommission.id)
    )
    for row, libelle in found:
        given = minutes_of(session, row.id)
        yield {"cle": row.id, "commission": libelle, "le": row.le, "president": row.president,
               "proces_verbal": given[0].numero if given else None}  # fmt: skip


def lignes_candidatures(session: Session, _store: Store, chosen: Chosen) -> Iterator[Line]:
    for row in listed(session, chosen.filtre):
        yield {"cle": row.candidature, "candidature": f"{row.numero}/{row.formation}", "dossier": row.numero,
               "nom": row.nom, "formation": row.formation, "statut": row.statut, "avis": row.avis or None,
               "rang": row.rang, "valide": row.valide_le is not None, "lettre": row.lettre}  # fmt: skip


def lignes_reponses(session: Session, _store: Store, chosen: Chosen) -> Iterator[Line]:
    """What each candidature of the filter answered, or must: a line a question."""
    rows = {row.candidature: row for row in listed(session, chosen.filtre)}
    met = questions(session, list(read_by_key(session, Candidature, rows).values()))
    for key, row in rows.items():
        for one in met[key]:
            yield {"cle": key, "candidature": f"{row.numero}/{row.formation}", "nom": row.nom, "question": one.libelle,
                   "question_id": one.key, "reponse": kept(told(one)) or None, "manque": one.manque,
                   "donnee_par": one.donnee_par or None, "vue_par": one.vue_par or None}  # fmt: skip


def lignes_requetes(session: Session, _store: Store, _chosen: Chosen) -> Iterator[Line]:
    for line in requests(session):
        row = line.Requete
        yield {"cle": row.id, **_whose(line), "genre": row.genre, "recue_le": row.recue_le, "objet": row.objet,
               "limite": limite(row.genre or "", row.recue_le), "issue": row.issue,
               "repondue_le": row.repondue_le}  # fmt: skip


def lignes_saisines(session: Session, _store: Store, _chosen: Chosen) -> Iterator[Line]:
    """The referrals to the recteur, what is open first."""
    rows = referrals(session)
    keys, delay = [line.Saisine.id for line in rows], count_of(session, "saisine_reponse")
    rested, proposed = refus_of(session, keys), propositions_of(session, keys)
    faits = faits_of(session, [line.Saisine for line in rows], rested)
    for line in rows:
        row, refus = line.Saisine, rested.get(line.Saisine.id, ())
        places, told = proposed.get(row.id, ()), constats(faits[row.id])
        yield {"cle": row.id, "dossier": line.numero, "nom": shown_name(line), "annee": row.annee, "le": row.le,
               "licence": row.licence, "licence_le": row.licence_le, "releve_vu": row.releve_vu,
               "accuse_le": row.accuse_le, "refus": len(refus), "propositions": len(places),
               "repondre_avant": min(answers_by(places, delay).values(), default=None), "issue": row.issue,
               "close_le": row.close_le} | {one.code: one.etat for one in told}  # fmt: skip


def lignes_vapps(session: Session, _store: Store, _chosen: Chosen) -> Iterator[Line]:
    for line in asked_by_vapp(session):
        file = line.Vapp or Vapp()
        yield {"cle": line.id, **_whose(line), "etape": etape(file.opinion, file.decision),
               "titre_vise": file.titre_vise, "avis": file.opinion, "commission_le": file.commission_le,
               "decision": file.decision, "decision_le": file.decision_le, "tarif": file.tarif}  # fmt: skip


def lignes_inscrits(session: Session, _store: Store, chosen: Chosen) -> Iterator[Line]:
    for line in inscrits_of(session, chosen.filtre.campagne):
        row = line.InscriptionAnnee
        yield {"cle": row.candidature_id, **_whose(line), "etat": row.etat, "le": row.etat_le,
               "situation": row.situation, "du": row.du, "percu_le": row.percu_le,
               "rembourser_avant": row.rembourser_avant, "rembourse_le": row.rembourse_le}  # fmt: skip


def lignes_si(session: Session, store: Store, chosen: Chosen) -> Iterator[Line]:
    """Each vœu of the student records that are named, else of those of the settings, else of all."""
    asked = chosen.liste or settings(session)["si"]
    for si in [asked] if chosen.liste or asked in SI else SI:
        for one in control(session, si, store.today()).lignes:
            yield {"cle": one.candidature, "si": si, "dossier": one.numero, "nom": one.nom, "formation": one.libelle,
                   "etat": one.etat, "bloque": one.bloque, "fichier": one.fichier or None}  # fmt: skip


def _whose(line: Any) -> Line:
    """Of a line that a query joined to its candidature: which, in which dossier, of whom."""
    return {"candidature": f"{line.numero}/{line.code or ''}", "dossier": line.numero, "nom": shown_name(line)}
