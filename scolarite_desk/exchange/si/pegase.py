"""The text files of admitted candidates that Pégase reads: rows → bytes, and bytes → rows.

UTF-8 without mark, `;`, LF after every line, a header, no quotes: no value holds what would need any. Days are
jj/mm/aaaa. Version 28 and after take one line a candidate with up to five vœux; those before, a line a candidate in
one file and a line a vœu in the other, which their number joins.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.si.civil import autres_prenoms, civil
from scolarite_desk.models.rows.personne_lue import PersonneLue
from scolarite_desk.models.rows.si import CandidatSi, Voeu
from scolarite_desk.models.rules.pegase import VOEUX, FaitsPegase
from scolarite_desk.models.rules.si import FRANCE, clean, ine_seul, naissance, partielle
from scolarite_desk.msg import N_

# Column → the value that fills it, "" for one that stays blank.
CANDIDAT: Mapping[str, str] = {
    "numero_candidat": "numero",
    "sexe": "sexe",
    "nom_famille": "nom_naissance",
    "nom_usuel": "nom_usage",
    "prenom": "prenom",
    "prenom2": "prenom2",
    "prenom3": "prenom3",
    "date_naissance": "ne_le",
    "code_pays_naissance": "pays_naissance",
    "code_commune_naissance": "commune_naissance",
    "libelle_commune_naissance": "ville_naissance",
    "code_nationalite": "nationalite",
    "ine": "ine",
    "adresse_code_pays": "pays",
    "adresse_ligne1_etage": "ligne1",
    "adresse_ligne2_batiment": "ligne2",
    "adresse_ligne3_voie": "ligne3",
    "adresse_ligne4_complement": "cedex",
    "adresse_code_postal": "code_postal",
    "adresse_code_commune": "commune",
    "adresse_cp_ville_etranger": "etranger",
    "numero_telephone1": "telephone",
    "numero_telephone2": "portable",
    "courriel": "courriel",
}
CANDIDATURE: Mapping[str, str] = {
    "numero_candidat": "numero",
    "origine_admission": "origine",
    "voie_admission": "",
    "annee_concours": "concours",
    "code_voeu": "code",
    "code_periode": "periode",
    "code_formation_psup": "",
    "code_sise": "",
    "code_etablissement_affectation": "",
}
_INSCRIT: Mapping[str, str] = {
    "nom_naissance": "nom_naissance",
    "nom_usage": "nom_usage",
    "prenom": "prenom",
    "prenom2": "prenom2",
    "prenom3": "prenom3",
    "sexe": "sexe",
    "date_naissance": "ne_le",
    "code_pays_naissance": "pays_naissance",
    "code_commune_naissance": "commune_naissance",
    "libelle_commune_naissance_etranger": "ville_etrangere",
    "code_nationalite": "nationalite",
    "ine": "ine",
    "adresse_code_pays": "pays",
    "adresse_ligne1_etage": "ligne1",
    "adresse_ligne2_batiment": "ligne2",
    "adresse_ligne3_voie": "ligne3",
    "adresse_ligne4_complement": "cedex",
    "adresse_ligne5_etranger": "etranger",
    "adresse_code_postal": "code_postal",
    "adresse_code_commune": "commune",
    "numero_telephone1": "telephone",
    "numero_telephone2": "portable",
    "mail": "courriel",
}
_BLOC = {"origine_admission": "origine", "annee_concours": "concours", "code_voeu": "code", "code_periode": "periode"}
INSCRIPTION: Mapping[str, str] = {
    **_INSCRIT,
    **{f"{header}{rank}": f"{value}{rank}" for rank in range(1, VOEUX + 1) for header, value in _BLOC.items()},
}


def valeurs(one: CandidatSi) -> dict[str, str]:
    """Every value that the columns of a person take, as it is written; blank where there is none."""
    who, home, common = one.personne, one.personne.adresse, civil(one.personne)
    born, abroad = naissance(who.ne_le), common["pays_naissance"] not in ("", FRANCE)
    found = common | {
        "numero": one.numero,
        "ne_le": f"{born:%d/%m/%Y}" if born and born.year >= 1000 else "",
        "commune_naissance": "" if abroad else who.commune_naissance.code,
        "ville_etrangere": who.commune_naissance.label if abroad else "",
        "ligne1": home.complement1,
        "ligne2": home.complement2,
        "ligne3": home.ligne,
        "cedex": home.commune.label if common["pays"] == FRANCE and not home.commune.code else "",
    }
    return {name: clean(text) for name, text in found.items()}


def faits(who: PersonneLue) -> FaitsPegase:
    """What these values do not say of a person."""
    return FaitsPegase(
        ine_provisoire=bool(who.numeros.ine_provisoire),
        ine_illisible=bool(who.numeros.ine) and not ine_seul(who.numeros.ine),
        naissance_partielle=partielle(who.ne_le),
        prenoms=len(autres_prenoms(who)),
    )


def write_v28(candidats: Iterable[CandidatSi]) -> bytes:
    """`inscription-…csv`, 43 columns. Five vœux at most a candidate: the control holds any other."""
    return _table(INSCRIPTION, (valeurs(one) | _blocs(one.voeux) for one in candidats))


def write_avant(candidats: Sequence[CandidatSi]) -> tuple[bytes, bytes]:
    """`candidat-…csv` (24 columns) and `candidature-…csv` (9), for versions before 28."""
    lines = ({"numero": one.numero} | _codes(voeu) for one in candidats for voeu in one.voeux)
    return _table(CANDIDAT, map(valeurs, candidats)), _table(CANDIDATURE, lines)


def named(kind: str, day: date) -> str:
    """« inscription-20260712.csv »."""
    return f"{kind}-{day:%Y%m%d}.csv"


def zipped(day: date, candidats: bytes, voeux: bytes) -> bytes:
    """`aaaammjj.zip`: the two files of a version before 28, at its root, and nothing else."""
    told = io.BytesIO()
    with zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED) as into:
        for kind, octets in (("candidat", candidats), ("candidature", voeux)):
            entry = zipfile.ZipInfo(named(kind, day), (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            into.writestr(entry, octets)
    return told.getvalue()


def read(octets: bytes, columns: Mapping[str, str]) -> list[dict[str, str]]:
    """The lines of one of these files by column. `Refused` when it is not one: other columns, bytes, or ends."""
    try:
        text = octets.decode("utf-8")
    except UnicodeDecodeError:
        raise _not_one() from None
    header, *lines = text.split("\n")
    rows = [line.split(";") for line in lines[:-1]]
    if header.split(";") != [*columns] or lines[-1:] != [""] or any(len(row) != len(columns) for row in rows):
        raise _not_one()
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _not_one() -> Refused:
    return Refused(N_("Ce n’est pas un fichier de candidats pour Pégase."))


def _blocs(voeux: Sequence[Voeu]) -> dict[str, str]:
    codes = [_codes(voeu) for voeu in voeux] + [dict.fromkeys(_BLOC.values(), "")] * (VOEUX - len(voeux))
    return {f"{name}{rank}": one[name] for rank, one in enumerate(codes, 1) for name in _BLOC.values()}


def _codes(voeu: Voeu) -> dict[str, str]:
    return {name: clean(getattr(voeu, name)) for name in _BLOC.values()}


def _table(columns: Mapping[str, str], rows: Iterable[Mapping[str, str]]) -> bytes:
    def lines() -> Iterator[str]:
        yield ";".join(columns)
        for row in rows:
            yield ";".join(row[value] if value else "" for value in columns.values())

    return "".join(f"{line}\n" for line in lines()).encode()
