"""What is held of a person, as it is handed to them: JSON or PDF, with the documents given, and the trace of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, tzinfo
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.langue import Langue, said
from scolarite_desk.models.fields.fields import label_of as column_label
from scolarite_desk.models.rows.dossier_views import HistoryRow
from scolarite_desk.models.rows.rapport import Cell, Partie, Rapport, ReportTable, couples
from scolarite_desk.models.rules.dates import local, show_day, show_instant
from scolarite_desk.models.tables.base import moment
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.journal import Contenu
from scolarite_desk.msg import N_, NC_, Msg, joined, verbatim
from scolarite_desk.services import acces, droits, paperwork
from scolarite_desk.services.acts import label_of
from scolarite_desk.services.notice import delegate
from scolarite_desk.services.rgpd import DROITS, REGLE_DES_TIERS, SOURCES, AccesPersonne, access
from scolarite_desk.store.fuseau import fuseau
from scolarite_desk.store.queries import detenu
from scolarite_desk.store.queries.detenu import FicheDetenue
from scolarite_desk.store.queries.lignee import rows_of_person
from scolarite_desk.store.store import Store

FORMAT, VERSION = "scolarite-desk.acces", 1
EXPORT = "acces_rgpd"  # in the access log


def as_json(found: AccesPersonne, at: datetime) -> dict[str, Any]:
    """The stable form (`docs/donnees-personnelles.md`): names of keys and their meaning only ever grow. Sentences are
    said by whoever writes it.
    """
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


def report(session: Session, found: AccesPersonne, at: datetime, par: str) -> Rapport:
    """What a person is told, as a report to print."""
    chosen, zone = found.reglages, fuseau(session)
    whom = joined(", ", found.nom, *(N_("dossier {numero}", numero=numero) for numero in found.numeros))
    return Rapport(
        service=paperwork.service_of(session),
        titre=N_("Données personnelles détenues"),
        objet=whom,
        texte=tuple(text for text in (verbatim(chosen["mention_rgpd"]), _contacts(chosen)) if text),
        parties=(*_held(found, zone), *_told(found, zone)),
        fait_le=local(at, zone),
        fait_par=par,
        pied=N_("Communiqué à la personne concernée"),
    )


def _contacts(chosen: dict[str, str]) -> Msg:
    parts = (
        (N_("Responsable du traitement"), chosen["rgpd_responsable"] or chosen["etablissement"]),
        (N_("Base légale"), chosen["rgpd_base_legale"]),
        (N_("Destinataires"), chosen["rgpd_destinataires"]),
        (N_("Délégué à la protection des données"), delegate(chosen["dpo"])),
        (N_("Demandes"), chosen["rgpd_contact"]),
    )
    return joined("\n", *(N_("{nom}\u00a0: {valeur}", nom=name, valeur=value) for name, value in parts if value))


def _held(found: AccesPersonne, zone: tzinfo) -> Iterator[Partie]:
    """One part a row, numbered where several have the same title."""
    every = Counter(one.titre for one in found.fiches)
    seen = Counter[Msg]()
    for one in found.fiches:
        seen[one.titre] += 1
        lines = tuple((datum.libelle, datum.texte) for datum in one.donnees if datum.texte)
        if lines:
            several = N_("{titre} {rang}", titre=one.titre, rang=seen[one.titre])
            gone = (
                (N_("Mise à la corbeille le {moment}.", moment=show_instant(one.retiree_le, zone)),)
                if one.retiree_le
                else ()
            )
            yield Partie(several if every[one.titre] > 1 else one.titre, gone, couples(lines))


def _told(found: AccesPersonne, zone: tzinfo) -> Iterator[Partie]:
    kept = tuple((numero, show_day(day) or "–", why) for numero, day, why in found.conservation)
    columns = ((N_("Dossier"), 0.16), (N_("Jusqu’au"), 0.14), (N_("Règle"), 0.70))
    yield Partie(N_("Durée de conservation"), (), ReportTable(columns, kept), N_("Aucun dossier."))
    yield corrections(found.rectifications, zone)
    columns = ((NC_("moment", "Le"), 0.24), (N_("Acte"), 0.56), (N_("Par"), 0.20))
    yield Partie(N_("Ce qui a été fait"), (), ReportTable(columns, tuple(_done(found, zone))), N_("Rien."))
    seen = tuple((show_instant(one.at, zone), acces.label_of(one.quoi), one.compte) for one in found.consultations)
    columns = ((NC_("moment", "Le"), 0.24), (N_("Quoi"), 0.56), (N_("Par"), 0.20))
    yield Partie(
        N_("Qui a consulté ces données"), (), ReportTable(columns, seen), N_("Aucune consultation dans le journal.")
    )
    yield Partie(N_("D’où elles viennent"), (*SOURCES, REGLE_DES_TIERS))
    yield Partie(N_("Vos droits"), DROITS)


def _done(found: AccesPersonne, zone: tzinfo) -> Iterator[tuple[Cell, ...]]:
    """When, which act and by whom, once for all that an act changed in a minute."""
    acts = dict.fromkeys((c.at.replace(second=0, microsecond=0), c.acte, c.detail, c.auteur) for c in found.changements)
    for at, acte, detail, auteur in acts:
        yield show_instant(at, zone), label_of(acte, detail), auteur


def corrections(changed: Sequence[HistoryRow], zone: tzinfo) -> Partie:
    """The part of the report that lists each value replaced by another: when, which, before, after, by whom."""
    lines = tuple(
        (
            show_instant(one.at, zone),
            N_("{fiche} – {champ}", fiche=detenu.title_of(one.genre), champ=column_label(one.genre, one.champ)),
            one.avant,
            one.apres or N_("(vidé)"),
            one.auteur,
        )
        for one in changed
    )
    columns = (
        (NC_("moment", "Le"), 0.20),
        (N_("Donnée"), 0.24),
        (N_("Avant"), 0.21),
        (N_("Après"), 0.21),
        (N_("Par"), 0.14),
    )
    return Partie(N_("Rectifications"), (), ReportTable(columns, lines), N_("Aucune donnée n’a été corrigée."))


def files_of(session: Session, personne: str) -> dict[str, bytes]:
    """The documents that were given to a person and that this desk has, by file name."""
    from scolarite_desk.exchange.fichier import ending

    rows = rows_of_person(session, personne).get("document_emis", set())
    found = session.execute(
        select(DocumentEmis, Contenu.octets)
        .join(Contenu, Contenu.empreinte == DocumentEmis.empreinte)
        .where(DocumentEmis.id.in_(rows))
    )
    return {f"{row.genre}-{row.numero}{ending(octets)}": octets for row, octets in found}


def export_access(store: Store, dossier: str, out: Path, avec_documents: bool = False, *, langue: Langue) -> list[Path]:
    """Write what is held of the person of a dossier to `out` (.pdf or .json), the documents given in a folder beside.

    Returns the files written. The access log keeps that it was.
    """
    from scolarite_desk.exchange.fichier import new_folder

    droits.need(store, "rgpd")
    if out.suffix.lower() not in (".pdf", ".json"):
        raise Refused(N_("Donnez un nom qui finit par .pdf ou par .json."), "sortie")
    at = store.clock()
    with store.reading() as session:
        row = session.get(Dossier, dossier)
        if row is None:
            raise Refused(N_("Ce dossier n’existe pas dans cette base."))
        found = access(session, row.personne_id, langue=langue)
        octets = _octets(session, found, at, store.auteur, out.suffix.lower(), langue)
        files = files_of(session, row.personne_id) if avec_documents else {}
    folder = documents_beside(out)
    new_folder(out.parent)
    with acces.leaving(store, EXPORT, len(found.fiches), out, dossier) as stream:
        stream.write(octets)
    return [out, *(_write(folder / name, content) for name, content in files.items())]


@dataclass(frozen=True, slots=True)
class CommuniqueRow:
    """One export of what is held of a person, as the access log of this desk keeps it."""

    numero_ligne: int
    le: Msg
    numero: Msg  # of the dossier, « effacé » when it is
    ou: str
    par: str


def communicated(session: Session) -> tuple[CommuniqueRow, ...]:
    """The exports of what is held of someone, newest first."""
    lines = session.connection().exec_driver_sql(
        "SELECT id, at, cible, ou, compte FROM acces WHERE quoi = ? ORDER BY id DESC", (EXPORT,)
    )
    zone = fuseau(session)
    return tuple(
        CommuniqueRow(ident, show_instant(moment(at), zone), _numero(session, cible), ou, par)
        for ident, at, cible, ou, par in lines
    )


def _numero(session: Session, dossier: str) -> Msg:
    row = session.get(Dossier, dossier)
    return verbatim(row.numero) if row is not None else N_("effacé")


def documents_beside(out: Path) -> Path:
    """The folder of the documents that go with an export."""
    return out.with_name(f"{out.stem}-documents")


def _octets(session: Session, found: AccesPersonne, at: datetime, par: str, suffix: str, langue: Langue) -> bytes:
    if suffix == ".json":
        told = partial(said, langue=langue)
        return json.dumps(as_json(found, at), ensure_ascii=False, indent=1, default=told).encode()
    from scolarite_desk.exchange.papers import rapport

    return rapport.render(report(session, found, at, par), langue=langue).octets


def _write(out: Path, octets: bytes) -> Path:
    from scolarite_desk.exchange.fichier import new_folder, writing

    new_folder(out.parent)
    with writing(out) as stream:
        stream.write(octets)
    return out
