"""What leaves the office as a file: decisions as a workbook, a text file or a list to sign, and decision letters.

Each is a function of Progress, reads frozen rows, writes one file that appears whole, then records the export.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from itertools import chain, count
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
from scolarite_desk.models.rules.documents import ENREGISTRE
from scolarite_desk.models.rules.vides import NON_VALIDE
from scolarite_desk.models.tables.candidature import Avis
from scolarite_desk.models.tables.document import ExportFait
from scolarite_desk.models.tables.formation import Campagne, Commission, CommissionFormation, Formation
from scolarite_desk.msg import N_, NN_, NOTHING, Msg, joined, verbatim
from scolarite_desk.progress import Progress
from scolarite_desk.services import documents, paperwork
from scolarite_desk.services.acces import PARTIAL, announced, leaving
from scolarite_desk.services.acts import act, do
from scolarite_desk.services.courriers import Demandee
from scolarite_desk.services.droits import need
from scolarite_desk.services.etapes import note_new
from scolarite_desk.services.lots import Halted, LotOutcome, told
from scolarite_desk.services.reglages import settings
from scolarite_desk.services.tirage import written
from scolarite_desk.services.vides import by_cause
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

Format = Literal["xlsx", "csv", "pdf", "attente"]  # `attente`: the persons without avis, a PDF as well
Letters = LotOutcome[str, documents.Issued]
Held = tuple[tuple[Msg, int], ...]  # why candidatures were left out of an export, and how many each time
_LETTER = 200_000  # bytes: more than a letter takes


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
) -> int:
    """Write the decisions of a filter; returns how many rows. `Refused` when there is none: no empty file."""
    from scolarite_desk.exchange.papers import commission_list
    from scolarite_desk.exchange.tables import decisions

    need(store, "exports")
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
            if fmt in ("pdf", "attente"):
                listed = decision_list(session, store, chosen, rows, retenues, attente=fmt == "attente")
                stream.write(commission_list.render(listed, langue=langue).octets)
            else:
                write = decisions.write_decisions_xlsx if fmt == "xlsx" else decisions.write_decisions_csv
                write(rows, meta, stream, columns, progress, langue=langue)
            do(store, None, record_export, f"decisions {fmt}", count, kept(words))
    return count


def _of_paper(session: Session, keys: list[str], fmt: Format) -> list[str]:
    """A list of decisions has no one who waits for one, and a list of those who wait nobody else; tables have all."""
    if fmt not in ("pdf", "attente"):
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
    commission = _commission(session, chosen)
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


def _commission(session: Session, chosen: Filter) -> Commission | None:
    if chosen.commission:
        return session.get(Commission, chosen.commission)
    ties = by_owner(session, CommissionFormation, "formation_id", [chosen.formation or ""]).get(
        chosen.formation or "", []
    )
    return session.get(Commission, ties[0].commission_id) if ties else None


def export_letters(
    store: Store,
    chosen: Filter,
    out: Path,
    progress: Progress,
    *,
    malgre: bool = True,
    reprint: bool = False,
    devenir: str = ENREGISTRE,
    asked: Demandee = Demandee(),  # noqa: B008 - frozen
) -> documents.Preflight:
    """The letters of a filter, those of its validated avis unless others are `asked`: one file each in the folder
    `out`, or one merged `out`.pdf, which takes none that is made of a Word model.

    Those that have not left, numbered and kept; with `reprint` the others too, as they were kept, but for a letter that
    decides nothing and would say something else today: another one, with its number. Returns what was left
    out and why. `Refused` when there is none. The place is tried first: where nothing can be written, no letter is
    issued. Without `malgre`, one with a sign that would not be printed is left out. `devenir`: the step that is
    noted of those that were written, where it says anything new.
    """
    need(store, "exports")
    need(store, "lettres")
    if devenir != ENREGISTRE:
        need(store, "recus")
    if chosen.vue is not None:
        refuse_partial(chosen.vue)
    joined = out.suffix.lower() == ".pdf"
    with store.reading() as session:
        keys = candidature_keys(session, chosen)
        look = documents.preflight(
            session, keys, Progress(), store.clock(),
            asked=asked, agent=store.auteur, reprint=reprint, malgre=malgre, joined=joined,
        )  # fmt: skip
        words = chosen.words(session)
    if not look.pretes:
        first = next((one.champ for one in by_cause(look.vides) if one.champ), None)
        raise Refused(_no_letter(look), None if look.parties else first)
    issue = _in_one if joined else _in_folder
    issued = issue(store, look.pretes, out, _Lot(asked, kept(words), devenir), progress)
    with store.reading() as session:
        late = tuple((paperwork.who(session, key), why) for key, why in issued.refusees)
    given = tuple(one.document for one in issued.rendus)
    return replace(look, pretes=issued.faites, refusees=late, documents=given)


def _no_letter(look: documents.Preflight) -> Msg:
    """Why not one letter of the filter leaves: each reason, and of how many candidatures."""
    causes = by_cause(look.vides)
    counted = [
        N_("{raison} ({nombre})", raison=one.phrase, nombre=len(one.ecartees))
        for one in causes
        if one.phrase != NON_VALIDE or not look.parties
    ]
    if look.parties:
        gone = NN_(
            "Rien de nouveau à éditer\u00a0: {n} lettre est déjà partie. Pour la réimprimer, demandez-la aussi.",
            "Rien de nouveau à éditer\u00a0: {n} lettres sont déjà parties. Pour les réimprimer, demandez-les aussi.",
            len(look.parties),
        )
        return joined(" ", gone, *counted) if counted else gone
    if all(one.phrase == NON_VALIDE for one in causes):
        return N_("Aucun avis validé dans ce filtre\u00a0: aucune lettre n’a été éditée.")
    return N_("Aucune lettre n’a été éditée. {raisons}", raisons=joined(" ", *counted))


@dataclass(frozen=True)
class _Lot:
    """What is asked of all the letters, the words of their filter, the step to note of them."""

    asked: Demandee
    filtre: str
    devenir: str


def _in_one(store: Store, keys: Sequence[str], out: Path, lot: _Lot, progress: Progress) -> Letters:
    """The letters in one file, its room taken on the disk before the first number is given; named once it is whole."""
    from scolarite_desk.exchange.fichier import reserve, try_place, whole

    try_place(out, len(keys) * _LETTER)
    with leaving(store, "lettres", len(keys), out) as stream:
        reserve(stream, len(keys) * _LETTER)
        issued, halted = _issued(store, keys, lot, progress)
        bound = documents.merged(store, [one.document for one in issued.rendus], Progress(), lot.asked.papier)
        whole(stream, bound.rendu.octets)
    issued = _without(issued, bound.ecartees)
    _note(store, issued, lot.devenir)
    if halted:
        raise halted
    return issued


def _without(issued: Letters, lost: Sequence[tuple[str, Msg]]) -> Letters:
    """What a lot gave, but for those that the file does not have."""
    out, both = dict(lost), list(zip(issued.faites, issued.rendus, strict=True))
    there = [(key, one) for key, one in both if one.document not in out]
    refused = tuple((key, out[one.document]) for key, one in both if one.document in out)
    done, given = tuple(key for key, _one in there), tuple(one for _key, one in there)
    return LotOutcome(done, (*issued.refusees, *refused), given)


def _in_folder(store: Store, keys: Sequence[str], out: Path, lot: _Lot, progress: Progress) -> Letters:
    """One file each; a name that another file has already is left to it."""
    from scolarite_desk.exchange.fichier import new_folder, try_place

    new_folder(out)
    try_place(out / "lettre.pdf", len(keys) * _LETTER)
    with announced(store, "lettres", len(keys), str(out), otherwise=PARTIAL):
        issued, halted = _issued(store, keys, lot, progress)
        for one in issued.rendus:
            _put(out, f"lettre-{one.numero}", one.rendu.octets)
        _note(store, issued, lot.devenir)
        if halted:
            raise halted
    return issued


def _issued(store: Store, keys: Sequence[str], lot: _Lot, progress: Progress) -> tuple[Letters, Halted | None]:
    """The letters of a lot, numbered and kept, and what stopped it halfway: each that was has its paper written.
    `Refused` when none could be.
    """
    halted = None
    try:
        issued = documents.issue_letters(store, keys, progress, lot.asked)
    except Halted as stop:
        issued, halted = stop.outcome, stop
    if not issued.faites:
        with store.reading() as session:
            raise Refused(told(tuple((paperwork.who(session, key), why) for key, why in issued.refusees)))
    do(store, None, record_export, "lettres", len(issued.faites), lot.filtre)
    return issued, halted


def _note(store: Store, issued: Letters, devenir: str) -> None:
    """The file of these letters is whole: nobody owes it any more, and the register says what became of them."""
    keys = [one.document for one in issued.rendus]
    written(store, keys)
    note_new(store, keys, devenir)


def _put(folder: Path, stem: str, octets: bytes) -> None:
    """A letter in a folder: the same one stays as it is, another file of that name as well."""
    from scolarite_desk.exchange.fichier import ending, writing

    names = (f"{stem}{mark}{ending(octets)}" for mark in chain([""], (f" ({n})" for n in count(2))))
    for path in (folder / name for name in names):
        if not path.exists():
            with writing(path) as stream:
                stream.write(octets)
            return
        if path.is_file() and path.read_bytes() == octets:
            return


def proposed_name(store: Store, kind: str, chosen: Filter, suffix: str) -> str:
    """`decisions-l3-informatique-2026-11-21.xlsx`: what the save dialog proposes."""
    with store.reading() as session:
        formation = session.get(Formation, chosen.formation) if chosen.formation else None
        label = (formation.code or formation.libelle or "") if formation else settings(session)["etablissement"]
    words = re.sub(r"[^\w-]+", "-", label.lower()).strip("-")
    return f"{kind}-{words}-{store.here():%Y-%m-%d}{suffix}" if words else f"{kind}{suffix}"
