"""The rights of a person on what is held of them: access (RGPD, article 15), and the trace of what was rectified.

Whose names are given: the person's own, and of those who signed a decision, which stand in the documents. Agents are
« agent 1 », « agent 2 »... throughout one export: who works here is not the person's data (CJUE, 22 June 2023,
C-579/21), but what each did is. A third party who came in the person's place is said, never named. What was written
about the person, comments of an avis included, is theirs to read (CJUE, 20 December 2017, C-434/16).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.libelles import AGENTS
from scolarite_desk.models.rows.rapport import Partie, Rapport, Tableau, couples
from scolarite_desk.models.rows.views import HistoryRow
from scolarite_desk.models.rules.dates import local, show_day, show_instant
from scolarite_desk.models.tables.base import moment
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.journal import Contenu
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.services import acces, droits, paperwork
from scolarite_desk.services.acts import label_of
from scolarite_desk.services.effacements import kept_until
from scolarite_desk.services.reglages import settings
from scolarite_desk.store.queries import detenu
from scolarite_desk.store.queries.detenu import Donnee, FicheDetenue, LigneAcces
from scolarite_desk.store.queries.dossiers import shown_name
from scolarite_desk.store.queries.history import history_of
from scolarite_desk.store.queries.lignee import rows_of_person
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.store import Store

FORMAT, VERSION = "scolarite-desk.acces", 1
EXPORT = "acces_rgpd"  # in the access log
DPO = "Délégué à la protection des données\u00a0: "  # how some write the setting, which receipts print as it is
THIRD = "un tiers (nom non communiqué)"
DROITS = (
    "Vous pouvez demander la rectification de ces données, leur effacement lorsque leur durée de conservation est "
    "dépassée, ou la limitation de leur traitement (RGPD, articles 16 à 18).",
    "Vous pouvez vous opposer à leur traitement pour une raison tenant à votre situation (article 21), et laisser des "
    "directives sur leur sort après votre décès (loi du 6 janvier 1978, article 85).",
    "Si une réponse ne vous convient pas, vous pouvez saisir la CNIL\u00a0: 3 place de Fontenoy, TSA 80715, "
    "75334 Paris cedex 07, www.cnil.fr.",
)
SOURCES = (
    "Les données viennent de la personne elle-même, ou de qui elle a mandaté, au guichet.",
    "Celles d’un INE, d’un cursus ou d’une CVEC disent leur origine dans leur fiche.",
    "Les statuts, avis et décisions viennent du service et de ses commissions.",
)
REGLE_DES_TIERS = (
    "Les agents sont désignés par un numéro, le même dans tout ce document. Une personne venue à votre place est "
    "indiquée sans son nom."
)


@dataclass(frozen=True)
class Acces:
    """Everything that one person is told. `rectifications` are among `changements`: values that replaced others."""

    personne: str
    nom: str
    numeros: tuple[str, ...]
    fiches: tuple[FicheDetenue, ...]
    changements: tuple[HistoryRow, ...]
    consultations: tuple[LigneAcces, ...]
    conservation: tuple[tuple[str, str, str], ...]  # dossier, until when (ISO or ""), why
    reglages: dict[str, str]

    @property
    def rectifications(self) -> tuple[HistoryRow, ...]:
        """Values that replaced others, oldest first."""
        return tuple(one for one in self.changements if one.avant and one.avant != one.apres)


def access(session: Session, personne: str) -> Acces:
    """What is held of a person, agents and third parties without their names."""
    row, rows, codes = session.get_one(Personne, personne), rows_of_person(session, personne), lists(session)
    keys = [key for found in rows.values() for key in found]
    agents = _Agents()
    fiches = tuple(agents.veil(one) for one in detenu.held(session, rows, codes))
    return Acces(
        personne=personne,
        nom=shown_name(row),
        numeros=tuple(session.scalars(select(Dossier.numero).where(Dossier.id.in_(rows.get("dossier", ()))))),
        fiches=fiches,
        changements=tuple(agents.change(one) for one in reversed(history_of(session, keys, codes))),
        consultations=tuple(replace(one, compte=agents(one.compte)) for one in detenu.accesses(session, keys)),
        conservation=tuple(_kept(session, key) for key in sorted(rows.get("dossier", ()))),
        reglages=settings(session),
    )


class _Agents:
    """One number an agent, in the order they are met."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def __call__(self, name: str) -> str:
        return self._known.setdefault(name, f"agent {len(self._known) + 1}")

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
        return self(texte) if champ in AGENTS else THIRD if champ == "tiers" else texte


def _kept(session: Session, dossier: str) -> tuple[str, str, str]:
    kept = kept_until(session, dossier)
    numero = session.get_one(Dossier, dossier).numero
    return numero, kept.jusqu_au.isoformat() if kept.jusqu_au else "", kept.pourquoi


def as_json(found: Acces, at: datetime) -> dict[str, Any]:
    """The stable form (`docs/donnees-personnelles.md`): names of keys and their meaning only ever grow."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "etabli_le": at.isoformat(),
        "responsable": _responsable(found.reglages),
        "personne": {"cle": found.personne, "nom": found.nom, "dossiers": list(found.numeros)},
        "fiches": [_fiche(one) for one in found.fiches],
        "conservation": [
            {"dossier": n, "jusqu_au": day or None, "pourquoi": why} for n, day, why in found.conservation
        ],
        "rectifications": [_changed(one) for one in found.rectifications],
        "journal": [_changed(one) for one in found.changements],
        "acces": [{"le": one.at.isoformat(), "par": one.compte, "quoi": one.quoi} for one in found.consultations],
        "sources": list(SOURCES),
        "droits": list(DROITS),
        "regle_des_tiers": REGLE_DES_TIERS,
    }


def _responsable(chosen: dict[str, str]) -> dict[str, str]:
    names = ("etablissement", "adresse", "courriel", "dpo", "mention_rgpd", "rgpd_responsable", "rgpd_contact")
    return {name.removeprefix("rgpd_"): chosen[name] for name in (*names, "rgpd_base_legale", "rgpd_destinataires")}


def _fiche(one: FicheDetenue) -> dict[str, Any]:
    return {
        "genre": one.genre,
        "titre": one.titre,
        "cle": one.cle,
        "retiree_le": one.retiree_le.isoformat() if one.retiree_le else None,
        "donnees": [asdict(datum) for datum in one.donnees],
    }


def _changed(one: HistoryRow) -> dict[str, Any]:
    return {
        "le": one.at.isoformat(),
        "par": one.auteur,
        "acte": one.acte,
        "libelle": label_of(one.acte, one.detail),
        "genre": one.genre,
        "fiche": one.fiche,
        "champ": one.champ,
        "avant": one.avant or None,
        "apres": one.apres or None,
    }


def report(session: Session, found: Acces, at: datetime, par: str) -> Rapport:
    """The same, to be printed."""
    chosen = found.reglages
    whom = ", ".join(part for part in (found.nom, *(f"dossier {numero}" for numero in found.numeros)) if part)
    return Rapport(
        service=paperwork.service_of(session),
        titre="Données personnelles détenues",
        objet=whom,
        texte=tuple(text for text in (chosen["mention_rgpd"], _contacts(chosen)) if text),
        parties=(*_held(found), *_told(found)),
        fait_le=local(at),
        fait_par=par,
        pied="Communiqué à la personne concernée",
    )


def _contacts(chosen: dict[str, str]) -> str:
    parts = (
        ("Responsable du traitement", chosen["rgpd_responsable"] or chosen["etablissement"]),
        ("Base légale", chosen["rgpd_base_legale"]),
        ("Destinataires", chosen["rgpd_destinataires"]),
        ("Délégué à la protection des données", chosen["dpo"].removeprefix(DPO)),
        ("Demandes", chosen["rgpd_contact"]),
    )
    return "\n".join(f"{name}\u00a0: {value}" for name, value in parts if value)


def _held(found: Acces) -> Iterator[Partie]:
    """One part a row, numbered where several have the same title."""
    titles = [one.titre for one in found.fiches]
    seen: dict[str, int] = {}
    for one in found.fiches:
        seen[one.titre] = rank = seen.get(one.titre, 0) + 1
        lines = tuple((datum.libelle, datum.texte) for datum in one.donnees if datum.texte)
        if lines:
            number = f" {rank}" if titles.count(one.titre) > 1 else ""
            gone = (f"Mise à la corbeille le {show_instant(one.retiree_le)}.",) if one.retiree_le else ()
            yield Partie(f"{one.titre}{number}", gone, couples(lines))


def _told(found: Acces) -> Iterator[Partie]:
    kept = tuple((numero, show_day(day) or "–", why) for numero, day, why in found.conservation)
    columns = (("Dossier", 0.16), ("Jusqu’au", 0.14), ("Règle", 0.70))
    yield Partie("Durée de conservation", (), Tableau(columns, kept), "Aucun dossier.")
    yield corrections(found.rectifications)
    done = tuple(dict.fromkeys((show_instant(c.at), label_of(c.acte, c.detail), c.auteur) for c in found.changements))
    columns = (("Le", 0.24), ("Acte", 0.56), ("Par", 0.20))
    yield Partie("Ce qui a été fait", (), Tableau(columns, done), "Rien.")
    seen = tuple((show_instant(one.at), one.quoi.replace("_", " "), one.compte) for one in found.consultations)
    columns = (("Le", 0.24), ("Quoi", 0.56), ("Par", 0.20))
    yield Partie("Qui a consulté ces données", (), Tableau(columns, seen), "Aucune consultation dans le journal.")
    yield Partie("D’où elles viennent", (*SOURCES, REGLE_DES_TIERS))
    yield Partie("Vos droits", DROITS)


def corrections(changed: Sequence[HistoryRow]) -> Partie:
    """The sheet of what was rectified."""
    lines = tuple(
        (
            show_instant(one.at),
            f"{detenu.title_of(one.genre)}, {detenu.label_of(one.genre, one.champ).lower()}",
            one.avant,
            one.apres or "(vidé)",
            one.auteur,
        )
        for one in changed
    )
    columns = (("Le", 0.20), ("Donnée", 0.24), ("Avant", 0.21), ("Après", 0.21), ("Par", 0.14))
    return Partie("Rectifications", (), Tableau(columns, lines), "Aucune donnée n’a été corrigée.")


def files_of(session: Session, personne: str) -> dict[str, bytes]:
    """The documents that were given to a person and that this desk has, by file name."""
    rows = rows_of_person(session, personne).get("document_emis", set())
    found = session.execute(
        select(DocumentEmis, Contenu.octets)
        .join(Contenu, Contenu.empreinte == DocumentEmis.empreinte)
        .where(DocumentEmis.id.in_(rows))
    )
    return {f"{row.genre}-{row.numero}.pdf": octets for row, octets in found}


def export_access(store: Store, dossier: str, out: Path, avec_documents: bool = False) -> list[Path]:
    """Write what is held of the person of a dossier to `out` (.pdf or .json), the documents given in a folder beside.

    Returns the files written. The access log keeps that it was.
    """
    droits.need(store, "rgpd")
    if out.suffix.lower() not in (".pdf", ".json"):
        raise Refused("Donnez un nom qui finit par .pdf ou par .json.", "sortie")
    at = store.clock()
    with store.reading() as session:
        row = session.get(Dossier, dossier)
        if row is None:
            raise Refused("Ce dossier n’existe pas dans cette base.")
        found = access(session, row.personne_id)
        octets = _octets(session, found, at, store.auteur, out.suffix.lower())
        files = files_of(session, row.personne_id) if avec_documents else {}
    folder = out.with_name(f"{out.stem}-documents")
    acces.exported(store, EXPORT, len(found.fiches), str(out), dossier)  # first: nothing leaves that is not told
    return [_write(out, octets), *(_write(folder / name, content) for name, content in files.items())]


@dataclass(frozen=True, slots=True)
class CommuniqueRow:
    """One export of what is held of a person, as the access log of this desk keeps it."""

    numero_ligne: int
    le: str
    numero: str  # of the dossier, « effacé » when it is
    ou: str
    par: str


def communicated(session: Session) -> tuple[CommuniqueRow, ...]:
    """The exports of what is held of someone, newest first."""
    lines = session.connection().exec_driver_sql(
        "SELECT id, at, cible, ou, compte FROM acces WHERE quoi = ? ORDER BY id DESC", (EXPORT,)
    )
    return tuple(
        CommuniqueRow(ident, show_instant(moment(at)), _numero(session, cible), ou, par)
        for ident, at, cible, ou, par in lines
    )


def _numero(session: Session, dossier: str) -> str:
    row = session.get(Dossier, dossier)
    return row.numero if row is not None else "effacé"


def _octets(session: Session, found: Acces, at: datetime, par: str, suffix: str) -> bytes:
    if suffix == ".json":
        return json.dumps(as_json(found, at), ensure_ascii=False, indent=1).encode()
    from scolarite_desk.exchange.papers import rapport

    return rapport.render(report(session, found, at, par)).octets


def _write(out: Path, octets: bytes) -> Path:
    from scolarite_desk.exchange.fichier import writing

    out.parent.mkdir(parents=True, exist_ok=True)
    with writing(out) as stream:
        stream.write(octets)
    return out
