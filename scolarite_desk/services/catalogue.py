"""The catalogue that a new office begins with: pieces, who brings them, the motives of a refusal and their sentences.

Letters need no row: their models are those of the house (`exchange/papers/modeles.py`). What is asked of one kind of
formation only (the authorisation of a DU) is in the catalogue without a rule: a rule names a formation, and a new base
has none.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any, TypeVar

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.papers.anglais import ANGLAIS
from scolarite_desk.langue import kept, said
from scolarite_desk.models.fields.liste import Entree
from scolarite_desk.models.tables.base import Partagee
from scolarite_desk.models.tables.piece import Piece, PieceDemandee
from scolarite_desk.models.tables.reglage import Nomenclature
from scolarite_desk.msg import N_, Msg
from scolarite_desk.services.acts import act
from scolarite_desk.store.queries.rows import living
from scolarite_desk.store.referentiel import shipped
from scolarite_desk.store.store import Work

Row = TypeVar("Row", bound=Partagee)
ASKED_OF_ALL = ("IDENTITE", "BAC", "LETTRE")  # the CVEC has its own page; few offices still want a photograph
_SPACE = uuid.UUID("c4b7c3f0-6f0e-4d0b-8f53-0c2f5d9a7e21")  # one line of the catalogue is one row on every desk


@act(N_("Proposer le catalogue"), right="reglages")
def seed_catalogue(work: Work) -> int:
    """Enter the shipped catalogue; returns how many rows are new. `Refused` when none is.

    Keys are derived from the codes: two desks that enter it before they meet speak of the same rows. What the office
    has under that key, changed or in the trash, stays as the office left it; so does its own line of the same code.
    """
    added = sum(1 for row in (*_pieces(work), *_motives(work)) if row is not None)
    if not added:
        raise Refused(N_("Le catalogue est déjà là\u00a0: ce qui en a été retiré est à la corbeille."))
    return added


def _pieces(work: Work) -> Iterator[Partagee | None]:
    for rank, entree in enumerate(shipped("piece"), 1):
        key = fixed_key("piece", entree.code)
        if work.find(living(Piece).where(Piece.code == entree.code, Piece.id != key)) is not None:
            continue
        yield _add(work, Piece, key, **piece_values(rank, entree))
        for profil, genre in asked_of(entree):
            rule = fixed_key("piece_demandee", entree.code, profil or "", genre or "")
            yield _add(work, PieceDemandee, rule, piece_id=key, profil=profil, genre=genre)


def asked_of(entree: Entree) -> Iterator[tuple[str | None, str | None]]:
    """The profiles and kinds of candidature that a piece is asked of, None for all of them; nothing when no rule of
    the catalogue asks it of every formation.
    """
    profils, genres, formations = (entree.infos[name] for name in ("profils", "genres", "formations"))
    if not formations and (profils or genres or entree.code in ASKED_OF_ALL):
        yield from ((profil or None, genre or None) for profil in profils.split("|") for genre in genres.split("|"))


def _motives(work: Work) -> Iterator[Partagee | None]:
    for rank, entree in enumerate(shipped("motif_avis"), 1):
        key = fixed_key("nomenclature", "motif_avis", entree.code)
        twin = living(Nomenclature).where(
            Nomenclature.liste == "motif_avis", Nomenclature.code == entree.code, Nomenclature.id != key
        )
        if work.find(twin) is None:
            yield _add(work, Nomenclature, key, **motive_values(rank, entree))


def piece_values(rank: int, entree: Entree) -> dict[str, Any]:
    """What a line of the catalogue makes a piece be."""
    return {
        "code": entree.code,
        "libelle": entree.label,
        "libelle_anglais": entree.infos["libelle_anglais"],
        "ordre": rank * 10,
        "conditionnelle": entree.infos["conditionnelle"] == "oui",
        "en_service": True,
    }


def motive_values(rank: int, entree: Entree) -> dict[str, Any]:
    """What a line of the catalogue makes a motive be, with the sentence proposed in the letter."""
    return {
        "liste": "motif_avis",
        "code": entree.code,
        "libelle": entree.label,
        "texte": kept(_sentence(entree.label)),
        "libelle_anglais": entree.infos["libelle_anglais"],
        "texte_anglais": said(_sentence(entree.infos["libelle_anglais"]), ANGLAIS),
        "ordre": rank,
        "en_service": True,
    }


def _sentence(label: str) -> Msg:
    """What a refusal proposes to say of a motive, for the office to make its own."""
    motif = label[0].lower() + label[1:]
    return N_("La commission a relevé, au vu de votre dossier, le motif suivant\u00a0: {motif}.", motif=motif)


def _add(work: Work, cls: type[Partagee], key: str, **values: Any) -> Partagee | None:
    """The row, unless one of that key is known here, in sight or not."""
    return work.add(cls(**{"id": key} | values)) if work.session.get(cls, key) is None else None


def fixed_key(*names: str) -> str:
    """The key of a row of the catalogue, the same on every desk and for ever."""
    return uuid.uuid5(_SPACE, "/".join(names)).hex


def only(work: Work, cls: type[Row], *names: str, **ties: Any) -> Row:
    """The one row whose key is made of these: there, else taken out of the trash as it was, else made with `ties`."""
    key = fixed_key(cls.__tablename__, *names)
    known = work.session.get(cls, key)
    if known is None:
        return work.add(cls(**{"id": key} | ties))
    known.retire_le = None
    return known
