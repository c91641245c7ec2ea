"""The letters of a filter leave the office as files, in a folder or in one; numbered and kept where they were not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.rules.documents import ENREGISTRE
from scolarite_desk.models.rules.vides import NON_VALIDE
from scolarite_desk.msg import N_, NN_, Msg, joined
from scolarite_desk.progress import Progress
from scolarite_desk.services import documents, paperwork
from scolarite_desk.services.acces import PARTIAL, announced, leaving
from scolarite_desk.services.acts import do
from scolarite_desk.services.courriers import Demandee
from scolarite_desk.services.droits import need
from scolarite_desk.services.etapes import note_new
from scolarite_desk.services.exports import record_export
from scolarite_desk.services.lots import Halted, LotOutcome, told
from scolarite_desk.services.tirage import written
from scolarite_desk.services.vides import by_cause
from scolarite_desk.services.vues import refuse_partial
from scolarite_desk.store.queries.decisions import Filter, candidature_keys
from scolarite_desk.store.store import Store

Letters = LotOutcome[str, documents.Issued]
_LETTER = 200_000  # bytes: more than a letter takes


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
    `out` or in `out`.zip, or one merged `out`.pdf, which takes none that is made of a Word model.

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
    issue = _in_one if joined else _in_zip if out.suffix.lower() == ".zip" else _in_folder
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
        for stem, octets in _named(store, issued):
            _put(out, stem, octets)
        _note(store, issued, lot.devenir)
        if halted:
            raise halted
    return issued


def _in_zip(store: Store, keys: Sequence[str], out: Path, lot: _Lot, progress: Progress) -> Letters:
    """One file each in an archive, its room taken on the disk before the first number is given."""
    from scolarite_desk.exchange.archive import write_zip
    from scolarite_desk.exchange.fichier import ending, reserve, try_place

    try_place(out, len(keys) * _LETTER)
    with leaving(store, "lettres", len(keys), out) as stream:
        reserve(stream, len(keys) * _LETTER)
        issued, halted = _issued(store, keys, lot, progress)
        write_zip(stream, ((stem + ending(octets), octets) for stem, octets in _named(store, issued)), store.here())
        stream.truncate()
    _note(store, issued, lot.devenir)
    if halted:
        raise halted
    return issued


def _named(store: Store, issued: Letters) -> Iterator[tuple[str, bytes]]:
    """(name without its ending, bytes) of each letter of a lot."""
    with store.reading() as session:
        names = documents.file_names(session, [one.document for one in issued.rendus])
    return ((names[one.document], one.rendu.octets) for one in issued.rendus)


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
