"""Decisions leave the office as a file: a workbook, a text file, a list to sign.

Each is a function of Progress, reads frozen rows, writes one file that appears whole, then records the export.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import tzinfo
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.langue import Langue, kept
from scolarite_desk.models.fields.referentiel import Referentiel
from scolarite_desk.models.rows.candidature_lue import CandidatureLue
from scolarite_desk.models.rows.documents import LigneDecision, ListeDecisions
from scolarite_desk.models.rules.dates import local
from scolarite_desk.models.rules.noms_fichiers import sur
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.document import ExportFait
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Campagne, Commission, CommissionFormation, Formation
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.msg import N_, NN_, NOTHING, Msg, joined, verbatim
from scolarite_desk.progress import Progress
from scolarite_desk.services import paperwork
from scolarite_desk.services.acces import leaving
from scolarite_desk.services.acts import act, do
from scolarite_desk.services.droits import need
from scolarite_desk.services.reglages import settings
from scolarite_desk.services.vues import columns_of, refuse_partial
from scolarite_desk.store.courant import avis_courant
from scolarite_desk.store.fuseau import fuseau, fuseau_centre
from scolarite_desk.store.queries.candidature_lue import candidatures_lues
from scolarite_desk.store.queries.decisions import Filter, candidature_keys
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.queries.questions import questions_of
from scolarite_desk.store.queries.retenues import held_among
from scolarite_desk.store.queries.rows import by_owner
from scolarite_desk.store.store import Store, Work

# Tables of `exchange/tables/formats.py`, then papers; `attente`: the persons without avis, a PDF as well.
Format = Literal["xlsx", "ods", "csv", "json", "pdf", "attente", "ecandidat"]
ECANDIDAT = "ecandidat"  # its workbook, whose columns are what they are
PAPERS = ("pdf", "attente")
_FEW = 20  # candidatures of one person
Held = tuple[tuple[Msg, int], ...]  # why candidatures were left out of an export, and how many each time


class Lues(Collection[CandidatureLue]):
    """The rows of an export, as many times as they are asked for, read lot by lot: never all in memory."""

    def __init__(self, session: Session, keys: list[str], codes: Referentiel) -> None:
        self._session, self._keys, self._codes, self._settings = session, keys, codes, settings(session)

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[CandidatureLue]:
        return candidatures_lues(self._session, self._keys, self._codes, self._settings)

    def __contains__(self, row: object) -> bool:
        return any(one == row for one in self)


@act(N_("Enregistrer un export"), right="exports", undoable=False)
def record_export(work: Work, genre: str, lignes: int, filtre: str) -> None:
    """A file of personal data left: what, how many rows, with which filter."""
    work.add(ExportFait(genre=genre, lignes=lignes, filtre=filtre, fait_le=work.now, fait_par=work.auteur))


def export_decisions(
    store: Store,
    chosen: Filter,
    fmt: Format,
    out: Path,
    progress: Progress,
    columns: Sequence[str] | None = None,
    *,
    langue: Langue,
    password: str = "",
) -> int:
    """Write the decisions of a filter; returns how many rows. `Refused` when there is none: no empty file; for a column
    that does not exist, or a password that the format cannot bear.
    """
    from scolarite_desk.exchange.papers import commission_list
    from scolarite_desk.exchange.tables import decisions
    from scolarite_desk.exchange.tables.ecandidat import write_ecandidat

    need(store, "exports")
    check_asked(fmt, columns, password)
    if chosen.vue is not None:
        refuse_partial(chosen.vue)
        columns = columns or columns_of(chosen.vue)
    with store.reading() as session:
        keys, retenues = held_among(session, candidature_keys(session, chosen, orphans=True))
        asked, keys = len(keys), _of_paper(session, keys, fmt)
        rows = Lues(session, keys, lists(session, langue))
        if not rows and retenues:
            held = told_held(retenues)
            why = N_("Rien n’a été exporté\u00a0: {constat} Tranchez d’abord les désaccords.", constat=held)
            raise Refused(why, "divergences")
        if not rows:
            raise Refused(_nobody(asked, fmt))
        words, count = chosen.words(session), len(rows)
        service = paperwork.service_of(session)
        meta = decisions.Export(
            par=store.auteur,
            le=store.clock(),
            fuseau=fuseau(session),
            filtre=words,
            etablissement=service.etablissement,
            poste=store.poste,
            retenues=retenues,
            exercice=service.exercice,
            questions=questions_of(session, chosen.formation) if chosen.formation else (),
        )
        with leaving(store, f"decisions {fmt}", count, out) as stream:
            if fmt in PAPERS:
                listed = decision_list(session, store, chosen, rows, retenues, attente=fmt == "attente")
                stream.write(commission_list.render(listed, langue=langue).octets)
            elif fmt == ECANDIDAT:
                write_ecandidat(rows, meta, stream, lists(session, langue), progress, langue=langue)
            else:
                decisions.write_decisions(rows, meta, fmt, stream, columns, progress, langue=langue, password=password)
            do(store, None, record_export, f"decisions {fmt}", count, kept(words))
    return count


def check_asked(fmt: Format, columns: Sequence[str] | None, password: str) -> None:
    """`Refused` for what no file of that format could hold, before anything is read."""
    from scolarite_desk.exchange.tables.decisions import COLONNES
    from scolarite_desk.exchange.tables.formats import check_password

    if fmt in PAPERS and (columns or password):
        raise Refused(N_("Une liste imprimée n’a ni colonnes à choisir, ni mot de passe."), "format")
    if fmt == ECANDIDAT and (columns or password):
        raise Refused(N_("Le classeur d’eCandidat a ses colonnes, et pas de mot de passe."), "format")
    if password:
        check_password(fmt, password)
    refuse_unknown(columns or (), [one.cle for one in COLONNES])


def refuse_unknown(columns: Sequence[str], known: Sequence[str]) -> None:
    """`Refused` for a column that a table has not, with the nearest word that it has."""
    for one in columns:
        if one not in known:
            near = get_close_matches(one, known, 1, 0.5)
            raise Refused(
                N_(
                    "La colonne «\u00a0{colonne}\u00a0» n’existe pas. La plus proche est «\u00a0{proche}\u00a0».",
                    colonne=one,
                    proche=near[0],
                )
                if near
                else N_(
                    "La colonne «\u00a0{colonne}\u00a0» n’existe pas\u00a0: {connues}.", colonne=one, connues=known
                ),
                "colonnes",
            )


def _of_paper(session: Session, keys: list[str], fmt: Format) -> list[str]:
    """A list of decisions has no one who waits for one, and a list of those who wait nobody else; tables have all."""
    if fmt not in PAPERS:
        return keys
    judged = set(session.scalars(select(Avis.candidature_id).where(Avis.candidature_id.in_(keys), avis_courant())))
    return [key for key in keys if (key in judged) is (fmt == "pdf")]


def _nobody(asked: int, fmt: Format) -> Msg:
    """Why a file would hold nobody: the filter took none, or none that this paper is about."""
    if not asked:
        return N_("Aucune candidature ne correspond à ce filtre\u00a0: rien n’a été exporté.")
    if fmt == "attente":
        return N_("Toutes les candidatures de ce filtre ont un avis\u00a0: personne n’en attend.")
    return N_("Aucune candidature de ce filtre n’a encore d’avis\u00a0: il n’y a pas de décision à exporter.")


def held_back(store: Store, chosen: Filter) -> Held:
    """(why, how many) of the candidatures of a filter that desks disagree on: no export of decisions has them."""
    with store.reading() as session:
        return held_among(session, candidature_keys(session, chosen, orphans=True))[1]


def told_held(retenues: Held) -> Msg:
    """What an export left out, as a sentence; empty when it left nothing out."""
    total = sum(count for _why, count in retenues)
    if not total:
        return NOTHING
    reasons = joined("\u00a0; ", *(N_("{nombre}, {raison}", nombre=count, raison=why) for why, count in retenues))
    return NN_(
        "{n} candidature laissée de côté ({raisons}).",
        "{n} candidatures laissées de côté ({raisons}).",
        total,
        raisons=reasons,
    )


def decision_list(
    session: Session,
    store: Store,
    chosen: Filter,
    rows: Collection[CandidatureLue],
    retenues: Held = (),
    *,
    attente: bool = False,
) -> ListeDecisions:
    """The list of what was decided, or of who waits for it."""
    formation = session.get(Formation, chosen.formation) if chosen.formation else None
    commission = commission_of(session, chosen)
    campagne = session.get(Campagne, formation.campagne_id if formation else chosen.campagne or "")
    centre = formation.centre_id if formation else None
    zone = fuseau_centre(session, centre)
    return ListeDecisions(
        service=paperwork.service_of(session, centre),
        formation=verbatim(formation.libelle or "") if formation else NOTHING,
        campagne=(campagne.libelle or "") if campagne else "",
        lignes=tuple(_line(row, formation is None, zone) for row in rows),
        exporte_par=store.auteur,
        exporte_le=local(store.clock(), zone),
        filtre=chosen.words(session),
        retenues=retenues,
        commission=(commission.libelle or "") if commission else "",
        attente=attente,
    )


def _line(row: CandidatureLue, several: bool, zone: tzinfo) -> LigneDecision:
    one, avis = row.personne, row.avis
    name = " ".join(part for part in ((one.nom_naissance or "").upper(), one.prenom) if part)
    formation = (row.formation.code or row.formation.libelle or "") if several else ""
    valid = local(avis.valide_le, zone).date() if avis.valide_le else None
    shown = "/".join(reversed((one.ne_le or "").split("-")))
    said = avis.raison or ""
    return LigneDecision(
        row.dossier.numero,
        name,
        shown,
        avis.avis.label or "",
        avis.rang,
        verbatim(said) or avis.suite,
        valid,
        formation,
    )


def commission_of(session: Session, chosen: Filter) -> Commission | None:
    """The commission that a filter is about, by itself or by its formation."""
    if chosen.commission:
        return session.get(Commission, chosen.commission)
    ties = by_owner(session, CommissionFormation, "formation_id", [chosen.formation or ""]).get(
        chosen.formation or "", []
    )
    return session.get(Commission, ties[0].commission_id) if ties else None


def proposed_name(store: Store, kind: str, chosen: Filter, suffix: str) -> str:
    """`decisions-l3-informatique-2026-11-21.xlsx`, or `NOM_Prenom_decisions-2026-11-21.xlsx` of one person: what the
    save dialog proposes.
    """
    with store.reading() as session:
        formation = session.get(Formation, chosen.formation) if chosen.formation else None
        label = (formation.code or formation.libelle or "") if formation else settings(session)["etablissement"]
        whose = _only_one(session, chosen.parmi)
    day = f"{store.here():%Y-%m-%d}"
    if whose:
        return sur(f"{whose}_{kind}-{day}", suffix)
    return sur(f"{kind}-{label.lower()}-{day}" if label.strip() else kind, suffix)


def _only_one(session: Session, keys: Sequence[str]) -> str:
    """« NOM_Prenom » when all of these are of one person; blank otherwise."""
    asked = (
        select(Personne.nom_naissance, Personne.prenom)
        .join(Dossier, Dossier.personne_id == Personne.id)
        .join(Candidature, Candidature.dossier_id == Dossier.id)
        .where(Candidature.id.in_(keys), Candidature.id.in_(candidature_keys(session, Filter(parmi=tuple(keys)))))
    )
    found = {(nom, prenom) for nom, prenom in session.execute(asked)} if 0 < len(keys) < _FEW else set()
    nom, prenom = found.pop() if len(found) == 1 else ("", "")
    return "_".join(part for part in ((nom or "").upper(), prenom) if part)
