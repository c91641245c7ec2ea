"""The dossiers of a filter leave the office as files: one PDF each in a zip, or all in one PDF, with their kept papers
when these are asked for; or one kind of these papers alone, of everybody. What persons bring is seen and given back: no
file of a piece is kept, so that none leaves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.archive import write_zip
from scolarite_desk.exchange.fichier import ending, is_word, language_tag
from scolarite_desk.langue import SOURCE, Langue, kept, langue, said
from scolarite_desk.models.rules.dates import local
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.document import LETTRE, DocumentEmis
from scolarite_desk.msg import N_, NN_, Msg
from scolarite_desk.progress import Progress
from scolarite_desk.services import paperwork
from scolarite_desk.services.acces import leaving
from scolarite_desk.services.acts import do
from scolarite_desk.services.documents.liasse import APART
from scolarite_desk.services.documents.noms import file_names
from scolarite_desk.services.documents.registre import reprint
from scolarite_desk.services.dossier_imprime import printed_dossier
from scolarite_desk.services.droits import need
from scolarite_desk.services.exports import record_export
from scolarite_desk.services.vues import refuse_partial
from scolarite_desk.store.fuseau import fuseau
from scolarite_desk.store.queries.decisions import Filter, candidature_keys
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.queries.rows import keys_in, living
from scolarite_desk.store.store import Store

MOST = 1_000  # dossiers of one file
ZIP, PDF = ".zip", ".pdf"
GENRES = ("recu", LETTRE)  # what was given to a person; a procès-verbal is of many


@dataclass(frozen=True)
class FichierArchive:
    """One file of an archive; `titre`: what it is called as a part of a whole."""

    nom: str
    octets: bytes
    titre: str


@dataclass(frozen=True)
class Archivees:
    """How many dossiers were written, how many of their papers; (which, why) of the papers that are not there."""

    dossiers: int
    papiers: int = 0
    ecartees: tuple[tuple[str, Msg], ...] = ()


def export_dossiers(
    store: Store, chosen: Filter, out: Path, progress: Progress, *, papiers: bool = False, langue: Langue
) -> Archivees:
    """The dossiers of a filter in `out`: a .zip of one PDF each, or one .pdf. `papiers`: with the receipts and letters
    that were kept of them, a reprint each. `Refused` when there is none, or more than `MOST`. Nothing has the name of
    the file before it is whole.
    """
    need(store, "exports")
    if papiers:
        need(store, "recus", write=False)
    end = out.suffix.lower()
    if end not in (ZIP, PDF):
        raise Refused(N_("Donnez un nom qui finit par .zip ou .pdf."), "sortie")
    if chosen.vue is not None:
        refuse_partial(chosen.vue)
    with store.reading() as session:
        keys = candidature_keys(session, chosen)
        _refuse_number(len(keys))
        words, at = chosen.words(session), local(store.clock(), fuseau(session))
        gathering = _Gathering(session, store.auteur, store.clock(), langue, papiers)
        with leaving(store, "dossiers", len(keys), out) as stream:
            files = gathering.files(keys, progress)
            if end == ZIP:
                write_zip(stream, ((one.nom, one.octets) for one in files), at)
            else:
                stream.write(gathering.bound(files, len(keys), at))
            do(store, None, record_export, "dossiers", len(keys), kept(words))
    return Archivees(len(keys), gathering.papiers, tuple(gathering.left))


def export_papers(store: Store, chosen: Filter, genre: str, out: Path, progress: Progress) -> Archivees:
    """One kind of kept paper (`GENRES`) of the candidatures of a filter, a reprint each, in a zip. `Refused` when there
    is none, or more than `MOST`.
    """
    need(store, "exports")
    need(store, "recus", write=False)
    if out.suffix.lower() != ZIP:
        raise Refused(N_("Donnez un nom qui finit par .zip."), "sortie")
    with store.reading() as session:
        papers = _papers_of(session, candidature_keys(session, chosen), genre)
        if not papers:
            raise Refused(N_("Aucun papier gardé ne correspond à ce filtre\u00a0: rien n’a été exporté."))
        _refuse_number(len(papers))
        words, at = chosen.words(session), local(store.clock(), fuseau(session))
        gathering = _Gathering(session, store.auteur, store.clock(), langue(SOURCE), with_papers=True)
        with leaving(store, "dossiers", len(papers), out) as stream:
            files = gathering.reprints(papers, progress)
            write_zip(stream, ((one.nom, one.octets) for one in files), at)
            do(store, None, record_export, f"papiers {genre}", gathering.papiers, kept(words))
    return Archivees(0, gathering.papiers, tuple(gathering.left))


def _papers_of(session: Session, candidatures: Sequence[str], genre: str) -> list[DocumentEmis]:
    """By number: those of these candidatures, and those of their dossiers."""
    mine = select(Candidature.dossier_id).where(Candidature.id.in_(keys_in(candidatures)))
    whose = or_(
        DocumentEmis.candidature_id.in_(keys_in(candidatures)),
        DocumentEmis.candidature_id.is_(None) & DocumentEmis.dossier_id.in_(mine),
    )
    asked = living(DocumentEmis).where(DocumentEmis.genre == genre, DocumentEmis.empreinte.is_not(None), whose)
    return list(session.scalars(asked.order_by(DocumentEmis.numero)))


def _refuse_number(count: int) -> None:
    if not count:
        raise Refused(N_("Aucune candidature ne correspond à ce filtre\u00a0: rien n’a été exporté."))
    if count > MOST:
        raise Refused(
            N_(
                "{nombre} dossiers sont trop pour un fichier\u00a0: {most} au plus. Choisissez-en moins.",
                nombre=count,
                most=MOST,
            )
        )


@dataclass
class _Gathering:
    """Dossiers drawn one after the other, each followed by its papers; what could not be read is told at the end."""

    session: Session
    auteur: str
    now: datetime
    langue: Langue
    with_papers: bool
    papiers: int = 0
    left: list[tuple[str, Msg]] = field(default_factory=list)

    def files(self, keys: Sequence[str], progress: Progress) -> Iterator[FichierArchive]:
        """One file in memory at a time."""
        from scolarite_desk.exchange.papers import dossier

        codes = lists(self.session, self.langue)
        for rank, key in enumerate(keys):
            progress.step(rank, len(keys))
            row = printed_dossier(self.session, key, codes, self.auteur, self.now)
            yield FichierArchive(row.nom, dossier.render(row, self.langue).octets, said(row.rapport.objet, self.langue))
            if self.with_papers:
                yield from self._papers(key)

    def _papers(self, candidature: str) -> Iterator[FichierArchive]:
        row = self.session.get_one(Candidature, candidature)
        mine = or_(
            DocumentEmis.candidature_id == candidature,
            DocumentEmis.candidature_id.is_(None) & (DocumentEmis.dossier_id == row.dossier_id),
        )
        given = living(DocumentEmis).where(DocumentEmis.genre.in_(GENRES), DocumentEmis.empreinte.is_not(None), mine)
        rows = self.session.scalars(given.order_by(DocumentEmis.emis_le, DocumentEmis.id)).all()
        yield from self.reprints(rows)

    def reprints(self, rows: Sequence[DocumentEmis], progress: Progress | None = None) -> Iterator[FichierArchive]:
        """Kept papers as they were given, one in memory at a time; one that cannot be read is told."""
        names = file_names(self.session, [one.id for one in rows])
        for rank, one in enumerate(rows):
            if progress is not None:
                progress.step(rank, len(rows))
            try:
                octets = reprint(self.session, one.id)
            except Refused as error:
                self.left.append((one.numero, error.message))
                continue
            self.papiers += 1
            yield FichierArchive(names[one.id] + ending(octets), octets, one.numero)

    def bound(self, files: Iterable[FichierArchive], count: int, at: datetime) -> bytes:
        """Files in one PDF, a bookmark each; a paper that is no PDF of ours is told."""
        from scolarite_desk.exchange.pdf.join import Binding, Imprint
        from scolarite_desk.exchange.pdf.kept import Damaged

        binding = Binding()
        for one in files:
            try:
                if is_word(one.octets):
                    raise Refused(APART)
                binding.add(one.titre, one.octets)
            except (Refused, Damaged) as error:
                self.papiers -= 1
                self.left.append((one.titre, error.message if isinstance(error, Refused) else UNREADABLE))
        title = NN_("{n} dossier de candidature", "{n} dossiers de candidature", count)
        author = kept(paperwork.service_of(self.session).etablissement)
        return binding.finish(Imprint(said(title, self.langue), author, at, language_tag(self.langue)))


def printed_dossiers(store: Store, candidatures: Sequence[str], langue: Langue) -> FichierArchive:
    """The dossier of these candidatures of one person, to look at and print: named by the first."""
    need(store, "exports")
    with store.reading() as session:
        gathering = _Gathering(session, store.auteur, store.clock(), langue, with_papers=False)
        files = list(gathering.files(candidatures, Progress()))
        octets = gathering.bound(files, len(files), local(store.clock(), fuseau(session)))
    return FichierArchive(files[0].nom, octets, files[0].titre)


UNREADABLE = N_("Le fichier gardé de ce papier est abîmé.")
