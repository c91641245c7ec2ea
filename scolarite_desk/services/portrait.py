"""One dossier as plain data: what `show` prints is what `new` takes.

Sections are those of the forms, values are texts, numbers or yes/no, blanks are left out. What no form enters (number,
INE made here, states, decisions, enrolments, forms seen) stands under `etat`, or nowhere: `new` passes over it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from scolarite_desk.models.fields.field import Field, Lists
from scolarite_desk.models.fields.fields import FIELDS
from scolarite_desk.models.fields.things import OF_PERSON, THINGS
from scolarite_desk.models.rows.dossier_views import CandidatureView, CvecView, DossierView, VappView
from scolarite_desk.models.rows.saisine_lue import SaisineLue
from scolarite_desk.models.rules.cvec import doubt_of
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.questions import written
from scolarite_desk.models.rules.requetes import limite
from scolarite_desk.models.rules.vapp import OPINION_VUE
from scolarite_desk.services.lookup import key_of
from scolarite_desk.services.saisine_lue import read_saisine
from scolarite_desk.services.vapp import vapp_of
from scolarite_desk.store.queries.dossiers import dossier_view, fiches
from scolarite_desk.store.queries.etiquettes import of_persons
from scolarite_desk.store.queries.sessions import sessions_for

MANY = tuple(name for name in OF_PERSON if THINGS[name].many)
CVEC = ("situation", "numero", "motif", "nom", "prenom", "ne_le", "reserve")
TOLD = ("numero", "annee", "etat")  # printed, never taken

Data = Mapping[str, Any]


def describe(session: Session, numero: str, lists: Lists) -> dict[str, Any]:
    """The dossier of that number. `Refused` when there is none."""
    view = dossier_view(session, key_of(session, numero))
    found: dict[str, Any] = {"numero": view.numero, "campagne": view.campagne, "annee": view.annee}
    found["dossier"] = plain("dossier", view.values, lists)
    for name in OF_PERSON:
        rows = [plain(name, one.values, lists) for one in fiches(session, name, view.personne)]
        found[name] = rows if name in MANY else rows[0] if rows else {}
    if view.ine and not view.ine.provisoire:
        ine = {"valeur": view.ine.valeur, "origine": view.ine.origine, "motif": view.ine.motif}
        found["ine"] = {name: value for name, value in ine.items() if value}
    others = [one for one in view.identifiants if one.genre != "INE_ALIAS"]
    found["identifiants"] = [{"genre": one.genre, "valeur": one.valeur} for one in others]
    if view.cvec:
        found["cvec"] = {name: view.cvec.values[name] for name in CVEC if view.cvec.values[name]}
    if saisine := read_saisine(session, view.personne, view.annee):
        found["saisine"] = _saisine(saisine, lists)
    borne = of_persons(session, [view.personne]).get(view.personne, [])
    found |= _there(etiquettes=[one.libelle for one in borne if not one.candidature])
    files = {one.key: vapp_of(session, one.key) for one in view.candidatures if one.genre == "vapp"}
    found["candidatures"] = [
        _asked(session, one)
        | plain("candidatures", one.values, lists)
        | ({"vapp": _vapp(files[one.key], lists)} if one.key in files else {})
        | _there(reponses=_answers(one), etiquettes=[mark.libelle for mark in borne if mark.candidature == one.key])
        for one in view.vivantes
    ]
    state = _state(view)
    for told, one in zip(state["candidatures"], view.candidatures, strict=True):
        if one.key in files:
            told["vapp"] = _decided(files[one.key])
    return found | {"etat": state}


def _there(**found: Any) -> dict[str, Any]:
    """What is not empty."""
    return {name: one for name, one in found.items() if one}


def _saisine(one: SaisineLue, lists: Lists) -> dict[str, Any]:
    """The referral of the year, the refusals that it rests on, the places proposed in their order."""
    return plain("saisine", one.values, lists) | {
        "refus_vus": [plain("refus_vus", row.values, lists) for row in one.refus],
        "propositions": [plain("propositions", row.values, lists) for row in one.propositions],
    }


def _vapp(file: VappView, lists: Lists) -> dict[str, Any]:
    """The file of a VAPP: what is typed, what was learnt."""
    learnt = [{"genre": one.values["genre"]} | plain("acquis", one.values, lists) for one in file.acquis]
    return plain("vapp", file.values, lists) | {"acquis": learnt}


def _decided(file: VappView) -> dict[str, Any]:
    """What the commission and the president said of it."""
    acts = {name: file.values[name] for name in (*OPINION_VUE, "decision", "decision_le", "decision_signataire")}
    return {name: _instant(one) if isinstance(one, date) else one for name, one in acts.items()}


def _answers(one: CandidatureView) -> dict[str, Any]:
    """What was answered to the questions that are still asked, by what each is called."""
    return {met.libelle: written(met.valeur) for met in one.questions if met.posee and met.valeur is not None}


def _asked(session: Session, one: CandidatureView) -> dict[str, Any]:
    """The formation, and the session where it has several, its own too: whoever takes it back need not choose."""
    depots = sessions_for(session, [one.key])
    told = next((row.libelle for row in depots if row.id == one.depot), one.session) if len(depots) > 1 else one.session
    return {"formation": one.code} | ({"session": told} if told else {})


def plain(thing: str, values: Data, lists: Lists) -> dict[str, Any]:
    """The fields of a row that are not blank, as data that their readers read back to the same values."""
    return {
        field.name: _plain(field, values[field.name], values, lists)
        for field in FIELDS[thing]
        if values[field.name] is not None
    }


def _plain(field: Field, value: Any, row: Data, lists: Lists) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if field.reader.kind != "choix":
        return value
    shown = field.show(value, lists, row)
    try:
        return shown if field.reader.read(shown, lists, row) == value else value
    except Fault:
        return value  # several entries have this label: only the code says which


def _state(view: DossierView) -> dict[str, Any]:
    """What is not typed: keys for acts, states, decisions."""
    found: dict[str, Any] = {"cle": view.key, "personne": view.personne, "statut": view.statut}
    if view.ine:
        found["ine"] = {"valeur": view.ine.valeur, "nature": view.ine.nature, "controle": view.ine.controle}
    found["anciens_ine"] = [one.valeur for one in view.identifiants if one.genre == "INE_ALIAS"]
    found["cvec"] = _cvec_state(view.cvec)
    return found | {"candidatures": [_candidature_state(one) for one in view.candidatures]}


def _cvec_state(cvec: CvecView | None) -> dict[str, Any] | None:
    if cvec is None:
        return None
    montant = cvec.values["montant"]
    return {
        "cle": cvec.key,
        "verifiee_le": _instant(cvec.values["verifie_le"]),
        "montant": None if montant is None else str(montant),
        "doute": doubt_of(cvec.values["numero"], cvec.values["verifie_le"]) or None,
    }


def _candidature_state(one: CandidatureView) -> dict[str, Any]:
    avis = one.courant
    return {
        "cle": one.key,
        "formation": one.code,
        "libelle": one.formation,
        "statut": one.statut,
        "recue_le": _instant(one.recue_le),
        "complete_le": _instant(one.complete_le),
        "traitement": one.traitement,
        "avis": avis.avis if avis else None,
        "type": avis.type or None if avis else None,
        "motif": avis.motif if avis else None,
        "rang": avis.rang if avis else None,
        "condition": avis.condition or None if avis else None,
        "valide_le": _instant(avis.valide_le) if avis else None,
        "confirmation": one.confirmation or None,
        "annulee_le": _instant(one.annulee_le),
        "inscription": one.stade.inscription,
        "requetes": [
            {
                "cle": asked.key,
                "genre": asked.genre,
                "recue_le": _instant(asked.recue_le),
                "issue": asked.issue or None,
                "limite": _instant(limite(asked.genre, asked.recue_le)),
                "repondue_le": _instant(asked.repondue_le),
            }
            for asked in one.requetes
        ],
    }


def _instant(value: date | datetime | None) -> str | None:
    return value.isoformat() if value else None
