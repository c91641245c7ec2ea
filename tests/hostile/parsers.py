"""Everything that reads what others wrote. A parser written later adds one line to `PARSERS`.

A line is a name in French words, a function from bytes, good inputs to start from, and how they are spoilt. What the
function raises must be `Refused`, `Unavailable` or `Fault`; see `guard.py` for what else is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from hypothesis.strategies import SearchStrategy

from tests.hostile import attacks, documents, echanges, office, typed
from tests.hostile.guard import TOLD
from tests.hostile.mutants import respoken, spoilt


@dataclass(frozen=True)
class Parser:
    """One reader of ours."""

    name: str
    read: Callable[[bytes], object]
    seeds: Callable[[], Sequence[bytes]]
    strategy: Callable[[Sequence[bytes]], SearchStrategy[bytes]] = spoilt
    attacks: Callable[[], Iterator[bytes]] = lambda: iter(())  # large ones, each tried once and never spoilt
    limit: int = 1 << 16  # bytes that the fuzzer goes up to


PARSERS = (
    *(Parser(f"champ {kind}", typed.field(kind), typed.good(kind)) for kind in typed.KINDS),
    Parser("réglages", typed.setting, typed.settings, limit=4_000),
    Parser("jour", typed.day, typed.days, limit=4_000),
    Parser("numéros", typed.numbers, typed.some_numbers, limit=4_000),
    Parser("modèle de lettre", typed.model, typed.models, limit=4_000),
    Parser("nom tapé", typed.tape_of, typed.names),
    Parser("arguments", typed.arguments, typed.commands, limit=4_000),
    Parser("recherche", office.search_for, office.searched),
    Parser("acte en JSON", office.act, office.acts, respoken),
    Parser("dossier en JSON", office.new, office.described, respoken),
    Parser("champ par son chemin", office.change, office.changes, respoken),
    Parser("fichier JSON", office.json_file, office.described),
    Parser("coffre", office.vault_file, office.vaults, respoken),
    Parser("base", office.base_file, office.bases),
    Parser("jeton de poste", office.token, office.tokens, respoken),
    Parser("essais de mot de passe", office.tries, office.tried, respoken),
    Parser("fiche de sauvegarde", office.manifest, office.manifests, respoken),
    Parser("témoin", office.witness, office.witnesses, respoken),
    Parser("périmètre", office.perimeter, office.perimeters, respoken),
    Parser("habitudes", office.habits, office.kept_habits),
    Parser("liste de codes", office.code_list, office.code_lists),
    Parser("catalogue de langue", office.catalogue, office.catalogues),
    Parser("travail reçu", echanges.work, echanges.works),
    Parser("corps d’une ligne", echanges.body, echanges.bodies),
    Parser("paquet scellé", echanges.sealed, echanges.seals, attacks=echanges.endless_headers),
    Parser("paquet", echanges.packet, echanges.packets, attacks=echanges.bombs),
    Parser("contenu de paquet", echanges.signed, echanges.contents),
    Parser("instantané", echanges.snapshot, echanges.snapshots, attacks=echanges.bombs),
    Parser("lignes d’instantané", echanges.said, echanges.sayings),
    Parser("adresse de hub", echanges.address, echanges.addresses, limit=2_000),
    Parser("invitation", echanges.invitation, echanges.invitations, limit=2_000),
    Parser("agenda", documents.appointments, documents.diaries, attacks=attacks.diaries),
    Parser("liste en texte", documents.appointments, documents.csvs, attacks=attacks.csvs),
    Parser("classeur", documents.appointments, documents.workbooks, attacks=attacks.workbooks),
    Parser("fichier à importer", documents.imported, documents.importables),
    Parser("table à importer", documents.table, documents.tables, attacks=attacks.tables),
    Parser("partie de classeur", documents.workbook_part, documents.parts),
    Parser("logo", documents.logo, documents.logos, attacks=attacks.images),
    Parser("dessin", documents.drawing, documents.drawings),
    Parser("PDF", documents.pdf, documents.pdfs, attacks=attacks.pdfs),
    Parser("modèle Word", documents.word_model, documents.word_models, attacks=documents.word_attacks),
    Parser("lettre gardée", documents.kept_letter, documents.kept_letters),
    Parser("texte d’un document", documents.printed, documents.texts, limit=8_000),
    Parser("texte d’un export", documents.exported, documents.texts, limit=8_000),
)


def prepare(wanted: Sequence[Parser]) -> None:
    """What these parsers import and make, once, before processes part."""
    import hypothesis  # noqa: F401

    for parser in wanted:
        with suppress(*TOLD):
            parser.read(parser.seeds()[0])
