"""Which kind of file a table is: by its headers, wherever they stand, and why is said.

Titles may stand above the headers, and several sheets beside theirs: the line that a profile knows best wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.imports.conversions import line_texts
from scolarite_desk.exchange.imports.profil import Profil, Source, plain_header, year_of
from scolarite_desk.exchange.imports.profils.libre import LIBRE, known_header, table_key
from scolarite_desk.exchange.imports.profils.tous import PROFILS, RENDEZVOUS
from scolarite_desk.exchange.rendezvous.lignes import header_of, nothing_known
from scolarite_desk.exchange.tables.lus.lu import SheetRead
from scolarite_desk.models.rows.imports import ColonneLue
from scolarite_desk.msg import N_, NN_, Msg

HEADER_WITHIN = 20  # lines
_SAID = 4  # headers named as the reason
_HOURS = frozenset({"heure", "debut", "duree", "fin"})  # of an appointment: a list of persons has none
_SIGNS = _HOURS | {"date", "nom", "nom_complet", "prenom"}

Cells = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Reconnu:
    """What a file was taken for. `table`: which sheet, of those read. `entete`: which of its lines has the headers,
    from 0 (its number in the file is that of the line). `cle`: the key of its headers, for what is chosen once.
    """

    profil: Profil
    table: int
    entete: int
    colonnes: tuple[ColonneLue, ...]
    pourquoi: Msg
    cle: str = ""

    @property
    def inconnues(self) -> tuple[ColonneLue, ...]:
        """The columns that nobody knows: listed, and no fault."""
        return tuple(one for one in self.colonnes if not one.chemin and one.entete and not _known(self.profil, one))


def reconnaitre(
    tables: Iterable[SheetRead],
    *,
    profil: str = "",
    feuille: str | None = None,
    ligne: int | None = None,
    connues: Mapping[str, Sequence[str]] = {},
) -> Reconnu:
    """What the tables are, and where their headers stand. `profil`, `feuille`, `ligne` (its number in the file): what
    the person says instead; `connues`: tables whose columns were chosen once, by `table_key`. Raises `Refused`.
    """
    sheets = list(tables)
    if feuille is not None and all(one.nom != feuille for one in sheets):
        raise Refused(
            N_(
                "Ce fichier n’a pas de feuille «\u00a0{nom}\u00a0» à lire\u00a0: {feuilles}.",
                nom=feuille,
                feuilles=_quoted([one.nom for one in sheets if one.nom]) or "–",
            ),
            "feuille",
        )
    lines = list(_lines(sheets, feuille, ligne))
    if not lines:
        raise Refused(N_("Ce tableau est vide."))
    if profil and profil not in PROFILS:
        raise Refused(N_("Ce genre de fichier n’existe pas\u00a0: {profils}.", profils=list(PROFILS)), "profil")
    if profil in ("", LIBRE.code) and (again := _chosen_once(lines, connues)):
        return again
    among = [PROFILS[profil]] if profil else [one for one in PROFILS.values() if one not in (LIBRE, RENDEZVOUS)]
    found = [one for line in lines for each in among if (one := _as_profile(each, *line, forced=bool(profil)))]
    if found and profil != LIBRE.code:
        return max(found, key=lambda one: (sum(bool(each.chemin) for each in one.colonnes), -one.entete))
    if profil in ("", RENDEZVOUS.code) and (booked := _appointments(sheets, feuille, forced=bool(profil))):
        return booked
    if profil == RENDEZVOUS.code:
        raise Refused(nothing_known(sheets), "profil")
    if profil in ("", LIBRE.code):
        return _as_any(lines)
    raise Refused(
        N_(
            "Ce fichier n’a pas les colonnes de «\u00a0{profil}\u00a0»\u00a0: il y faut {colonnes}.",
            profil=PROFILS[profil].label,
            colonnes=_quoted(one.entetes[0] for one in PROFILS[profil].sources if one.requise),
        ),
        "profil",
    )


def _lines(tables: Iterable[SheetRead], feuille: str | None, ligne: int | None) -> Iterator[tuple[int, int, Cells]]:
    """(table, line, cells) of what may be headers."""
    for rank, table in enumerate(tables):
        if feuille is None or table.nom == feuille:
            for place, (number, cells) in enumerate(table.lignes if ligne else table.lignes[:HEADER_WITHIN]):
                if ligne in (None, number):
                    yield rank, place, cells


def _ours(profil: Profil, headers: Set[str]) -> bool:
    """Whether these are a few columns that somebody chose of our own export, and nothing else."""
    return profil.relu and headers <= {plain_header(one) for source in profil.sources for one in source.entetes}


def _as_profile(profil: Profil, table: int, line: int, cells: Cells, *, forced: bool) -> Reconnu | None:
    if profil in (LIBRE, RENDEZVOUS):
        return None
    headers = line_texts(cells)
    folded = {plain_header(one): one for one in headers if one}
    needed = [{plain_header(one) for one in source.entetes} for source in profil.sources if source.requise]
    signs = [folded[one] for one in map(plain_header, profil.signe) if one in folded]
    if not all(each & folded.keys() for each in needed) or not (signs or forced or _ours(profil, folded.keys())):
        return None
    columns = columns_of(profil, headers)
    named = dict.fromkeys([*(folded[one] for each in needed for one in each & folded.keys()), *signs])
    why = N_("Reconnu à ses colonnes {colonnes}.", colonnes=_quoted(list(named)[:_SAID]))
    return Reconnu(profil, table, line, columns, why, table_key(headers))


def columns_of(profil: Profil, headers: Sequence[str]) -> tuple[ColonneLue, ...]:
    """What each column is. Of one header that comes several times, the newest year is read, or the first one; repeated
    ones are read by blocks: a header that comes again begins the next one.
    """
    sources = [profil.par_entete.get(plain_header(one)) if one else None for one in headers]
    places: dict[str, int] = {}
    for rank, header in enumerate(headers):
        first = places.setdefault(plain_header(header), rank)
        if year_of(header) > year_of(headers[first]):
            places[plain_header(header)] = rank
    block, seen, found = 1, set[str](), []
    for rank, (header, source) in enumerate(zip(headers, sources, strict=True)):
        path = source.chemin if source else ""
        if source and source.repetee:
            if plain_header(header) in seen:
                block, seen = block + 1, set()
            seen.add(plain_header(header))
            path = path.replace("*", str(block))
        elif places[plain_header(header)] != rank:
            path = ""
        found.append(ColonneLue(rank, header, path))
    return tuple(found)


def _chosen_once(lines: Sequence[tuple[int, int, Cells]], known: Mapping[str, Sequence[str]]) -> Reconnu | None:
    for table, line, cells in lines if known else ():
        headers = line_texts(cells)
        if (key := table_key(headers)) in known:
            paths = [*known[key], *[""] * len(headers)]
            columns = tuple(ColonneLue(rank, one, paths[rank]) for rank, one in enumerate(headers))
            return Reconnu(
                LIBRE, table, line, columns, N_("Tableau déjà lu\u00a0: ses colonnes ont été choisies."), key
            )
    return None


def _appointments(tables: Sequence[SheetRead], feuille: str | None, *, forced: bool) -> Reconnu | None:
    """A list of appointments, by the headings that its own reader knows; none is taken for one without an hour."""
    for rank, table in enumerate(tables):
        header = header_of(table) if feuille in (None, table.nom) else None
        if header is not None and (forced or header[0].keys() & _HOURS):
            fields, line = header
            headers = line_texts(table.lignes[line][1])
            said = (headers[places[0]] for field, places in fields.items() if field in _SIGNS)
            columns = tuple(ColonneLue(place, one) for place, one in enumerate(headers))
            why = N_("Reconnu à ses colonnes {colonnes}.", colonnes=_quoted(list(said)[:_SAID]))
            return Reconnu(RENDEZVOUS, rank, line, columns, why)
    return None


def _as_any(lines: Sequence[tuple[int, int, Cells]]) -> Reconnu:
    """The line that says the most fields, else the one with the most texts; each field is proposed once."""

    def worth(line: tuple[int, int, Cells]) -> tuple[int, int, int]:
        texts = [text for text in line_texts(line[2]) if text]
        words = sum(not any(sign.isdigit() for sign in one) for one in texts)
        return len({one.chemin for text in texts if (one := known_header(text))}), words, -line[1]

    table, line, cells = max(lines, key=worth)
    headers, taken, columns = line_texts(cells), set[str](), []
    for rank, header in enumerate(headers):
        source = known_header(header) if header else None
        path = source.chemin if source and (source.suite is not None or source.chemin not in taken) else ""
        taken.add(path)
        columns.append(ColonneLue(rank, header, path))
    count = sum(bool(one.chemin) for one in columns)
    told = NN_(
        "Tableau d’un genre inconnu\u00a0: {n} colonne est proposée d’après son intitulé.",
        "Tableau d’un genre inconnu\u00a0: {n} colonnes sont proposées d’après leur intitulé.",
        count,
    )
    why = told if count else N_("Aucune colonne n’est reconnue\u00a0: dites ce que chacune contient.")
    return Reconnu(LIBRE, table, line, tuple(columns), why, table_key(headers))


def _known(profil: Profil, one: ColonneLue) -> Source | None:
    return profil.par_entete.get(plain_header(one.entete))


def _quoted(headers: Iterator[str] | Sequence[str]) -> list[Msg]:
    return [N_("«\u00a0{titre}\u00a0»", titre=" ".join(one.split())[:40]) for one in headers]
