"""An empty workbook of one kind of file: its columns, those that it cannot do without, and what each may hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.fichier import writing
from scolarite_desk.exchange.imports.profil import Source
from scolarite_desk.exchange.imports.profils.tous import PROFILS
from scolarite_desk.exchange.tables.classeur import write_workbook
from scolarite_desk.exchange.tables.colonne import Colonne, Genre
from scolarite_desk.exchange.tables.gabarit import Classeur
from scolarite_desk.langue import Langue
from scolarite_desk.models.fields.field import Field
from scolarite_desk.models.fields.referentiel import Referentiel
from scolarite_desk.models.rules.identifiants import KINDS
from scolarite_desk.msg import N_, NC_, Msg, joined, verbatim
from scolarite_desk.progress import Progress
from scolarite_desk.services.imports.chemins import FORMATION, Chemin, chemin_of
from scolarite_desk.store.queries.offer import formations, lists
from scolarite_desk.store.store import Store

MOST = 40  # values that are all written; of a longer list, only how many there are
# What a text that is of no list looks like, by the kind of its reader.
_SHAPES = {
    "jour": N_("jour, par exemple 07/03/2004"),
    "naissance": N_("jour, par exemple 07/03/2004\u00a0; 00 si le jour est inconnu"),
    "annee": N_("année, par exemple 2024"),
    "telephone": N_("téléphone"),
    "courriel": N_("courriel"),
    "oui_non": N_("Oui ou Non"),
    "entier": N_("nombre entier"),
    "montant": N_("montant en euros"),
}
_FREE = N_("texte")


def write_template(store: Store, profil: str, path: Path, langue: Langue) -> None:
    """The workbook of a profile. `Refused` of one that has no columns of its own."""
    one = PROFILS.get(profil)
    shown = [each for each in one.sources if each.chemin and each.entetes] if one is not None else []
    if one is None or not shown:
        those = [each.code for each in PROFILS.values() if each.sources]
        raise Refused(N_("Ce genre de fichier n’a pas de modèle\u00a0: {profils}.", profils=those), "profil")
    columns = [_column(rang, each) for rang, each in enumerate(shown)]
    with store.reading() as session:
        about = [(verbatim(each.entetes[0]), said) for each, said in _values(session, shown, lists(session, langue))]
    with writing(path) as stream:
        book = Classeur(
            N_("À remplir"),
            columns,
            about,
            N_("Valeurs admises"),
            one.label,
            store.auteur,
            store.clock(),
            store.fuseau,
        )
        write_workbook(stream, book, (), Progress(), langue=langue)


def _column(rang: int, one: Source) -> Colonne[None]:
    header = verbatim(f"{one.entetes[0]} *" if one.requise else one.entetes[0])
    return Colonne(str(rang), header, Genre.CODE, lambda _row: None, max(14, len(one.entetes[0]) + 3))


def _values(session: Session, shown: list[Source], known: Referentiel) -> Iterator[tuple[Source, Msg]]:
    for each in shown:
        chemin = chemin_of(each.chemin.replace("*", "1"))
        yield each, _admitted(session, chemin, known) if chemin is not None else _FREE


def _admitted(session: Session, chemin: Chemin, known: Referentiel) -> Msg:
    if chemin.court == FORMATION:
        offered = (verbatim(one.code) for one in formations(session)[:MOST])
        return joined("\u00a0; ", *offered) or _FREE
    if chemin.thing == "identifiants":
        return NC_("numéro", "par exemple {exemple}", exemple=KINDS[chemin.nom].example)
    return _of_field(chemin.field, known) if chemin.field is not None else _FREE


def _of_field(field: Field, known: Referentiel) -> Msg:
    liste = getattr(field.reader, "liste", "") if field.reader.kind == "choix" else ""
    if not liste:
        return _SHAPES.get(field.reader.kind, _FREE)
    entries = known.entrees(liste)
    if len(entries) > MOST:
        return N_(
            "une des {nombre} valeurs de la liste, par son code ou son libellé\u00a0: {exemple}…",
            nombre=len(entries),
            exemple=entries[0].label,
        )
    return joined("\u00a0; ", *(verbatim(one.label) for one in entries))
