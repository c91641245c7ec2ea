"""Decisions in the workbook that users of eCandidat know: its headers in its order, cells of text, O and N, a footer.

Written for who reads that workbook by its columns: macros of offices, and our own profile, which finds in it what it
left. Two of its columns have nothing of ours to say (the passage to the student records), and a third is not written:
notes of colleagues, which an establishment may close in eCandidat too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime
from operator import itemgetter
from typing import IO, Any

from scolarite_desk.exchange.tables.classeur import write_workbook
from scolarite_desk.exchange.tables.colonne import Colonne, Genre
from scolarite_desk.exchange.tables.decisions import Export
from scolarite_desk.exchange.tables.gabarit import Classeur
from scolarite_desk.langue import Langue, said
from scolarite_desk.models.fields.referentiel import Referentiel
from scolarite_desk.models.rows.candidature_lue import CandidatureLue
from scolarite_desk.models.rules.dates import local, show_day
from scolarite_desk.models.rules.questions import told
from scolarite_desk.models.rules.si import telephone
from scolarite_desk.models.rules.states import PARTIS
from scolarite_desk.msg import N_, NOTHING, Msg, joined, verbatim
from scolarite_desk.progress import Progress

LONGEST = 5_000  # signs of a cell there
_NAME = 31  # signs of the name of a sheet
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_KEY = 10  # the first signs of an INE; what follows is its key
Ecrit = Callable[
    [CandidatureLue], Any
]  # a text, a day, an instant, yes or no: each in the form that eCandidat gives it


def _last(read: Callable[[Any], str | None]) -> Ecrit:
    """Of the last year elsewhere, whose label is known: what was studied here is ours to say."""
    return lambda c: read(c.personne.cursus) if c.personne.cursus.libelle and not c.personne.cursus.ici else None


def _ine(c: CandidatureLue) -> str:
    return c.personne.numeros.ine or ""


def _answers(c: CandidatureLue) -> Msg:
    asked = (one for one in c.questions if one.valeur is not None)
    return joined(" / ", *(N_("{question}\u00a0: {reponse}", question=one.libelle, reponse=told(one)) for one in asked))


def _answer(c: CandidatureLue) -> str | None:
    code = c.voeu.reponse.code
    return None if code is None else "DESISTEMENT" if code in PARTIS else "CONFIRMATION"


def _montant(c: CandidatureLue) -> str | None:
    return None if c.voeu.montant is None else f"{c.voeu.montant:.2f}".replace(".", ",")


def _columns(codes: Referentiel) -> dict[str, Ecrit]:
    # fmt: off
    return {
        "No dossier": lambda c: c.personne.numeros.ecandidat,
        "No étudiant": lambda c: c.personne.numeros.etudiant,
        "Civilité": lambda c: c.personne.civilite.label,
        "Nom patronymique": lambda c: c.personne.nom_naissance,
        "Nom usuel": lambda c: c.personne.nom_usage,
        "Prénom": lambda c: c.personne.prenom,
        "Date de naissance": lambda c: show_day(c.personne.ne_le),
        "Ville de naissance": lambda c: c.personne.commune_naissance.label,
        "Nationalité": lambda c: codes.label("pays", c.personne.nationalite.code or ""),
        "Langue": lambda c: c.personne.langue.label,
        "Code étudiant": lambda c: c.personne.numeros.etudiant,
        "INE": lambda c: _ine(c)[:_KEY],
        "Clé INE": lambda c: _ine(c)[_KEY:],
        "Témoin FC": lambda c: c.dossier.formation_continue,
        "Téléphone": lambda c: telephone(c.personne.telephone),
        "Téléphone portable": lambda c: telephone(c.personne.portable),
        "Mail": lambda c: c.personne.courriel,
        "Bac Année": lambda c: c.personne.bac.annee,
        "Bac Pays": lambda c: c.personne.bac.pays.label,
        "Bac Département": lambda c: c.personne.bac.departement.label,
        "Bac Commune": lambda c: c.personne.bac.commune,
        "Bac Etablissement": lambda c: c.personne.bac.etablissement.label,
        "Bac Série": lambda c: c.personne.bac.serie.label,
        "Bac Mention": lambda c: c.personne.bac.mention.label,
        "Bac Spé. 1": lambda c: c.personne.bac.specialite1.label,
        "Bac Spé. 2": lambda c: c.personne.bac.specialite2.label,
        "Bac Spé. 1ère": lambda c: c.personne.bac.specialite_premiere.label,
        "Bac Option 1": lambda c: c.personne.bac.option1.label,
        "Bac Option 2": lambda c: c.personne.bac.option2.label,
        "Bac Option 3": lambda c: c.personne.bac.option3.label,
        "Bac Option 4": lambda c: c.personne.bac.option4.label,
        "Adresse formatée": lambda c: c.personne.adresse.complete.replace("\n", ", "),
        "Adresse": lambda c: c.personne.adresse.ligne,
        "Comp. adresse 1": lambda c: c.personne.adresse.complement1,
        "Comp. adresse 2": lambda c: c.personne.adresse.complement2,
        "Code postal": lambda c: c.personne.adresse.code_postal,
        "Commune": lambda c: c.personne.adresse.commune.label,
        "Commune Etrangère": lambda c: c.personne.adresse.ville_etrangere,
        "Pays": lambda c: c.personne.adresse.pays.label,
        "Dernier établissement": _last(lambda cursus: cursus.etablissement.label),
        "Dernier diplôme": _last(lambda cursus: cursus.diplome.label),
        "Dernier diplôme (libellé)": _last(lambda cursus: cursus.libelle),
        "Libellé des tags": lambda c: " / ".join(c.voeu.etiquettes),
        "Code formation": lambda c: c.formation.code,
        "Libellé formation": lambda c: c.formation.libelle,
        "Date du voeux": lambda c: c.voeu.creee_le,
        "Date de transmission": lambda c: c.voeu.transmise_le,
        "Statut du dossier": lambda c: c.voeu.statut.label,
        "Date de modification du statut du dossier": lambda c: c.voeu.statut_le,
        "Date de réception": lambda c: c.voeu.recue_le,
        "Date statut complet": lambda c: c.voeu.complete_le,
        "Date statut incomplet": lambda c: c.voeu.incomplete_le,
        "Type de traitement": lambda c: c.voeu.traitement.label,
        "Type de traitement validé": lambda c: c.voeu.traitement_valide,
        "Date de dernière modification des pièces": lambda c: c.pieces.le,
        "Commission": lambda c: ", ".join(c.formation.commissions),
        "Avis": lambda c: c.avis.avis.label,
        "Avis validé": lambda c: c.avis.valide,
        "Date de validation": lambda c: c.avis.valide_le,
        "Motif": lambda c: c.avis.raison,
        "Rang": lambda c: c.avis.rang,
        "Rang réel": lambda c: c.avis.rang_reel,
        "Présélection": lambda c: c.avis.convocation,
        "Présél. Date": lambda c: c.avis.convocation_le,
        "Présél. Heure": lambda c: c.avis.convocation_heure,
        "Présél. Lieu": lambda c: c.avis.convocation_lieu,
        "Commentaire": lambda c: c.avis.commentaire,
        "Confirmation/Désistement": _answer,
        "Date confirm. manuelle/LC": lambda c: c.voeu.confirmation_reportee,
        "Date retour manuelle": lambda c: c.voeu.retour_reporte,
        "Régime": lambda c: c.dossier.regime.label,
        "Catégorie situation droits": lambda c: c.voeu.situation_droits.label,
        "Complément situation droits": lambda c: c.voeu.complement_droits,
        "Montant restant à charge": _montant,
        "Date passage OPI": lambda c: None,
        "Code OPI": lambda c: None,
        "Date annulation": lambda c: c.voeu.annulee_le,
        "Annulé par": lambda c: c.voeu.annulee_par,
        "Questions / Réponses": _answers,
    }
    # fmt: on


class _Lignes(Collection[tuple[str, ...]]):
    """The rows as texts, then the footer: read as many times as they are asked for, never all in memory."""

    def __init__(self, rows: Collection[CandidatureLue], ecrits: Collection[Ecrit], text: Callable[[Any], str],
                 foot: str) -> None:  # fmt: skip
        self._rows, self._ecrits, self._text, self._foot = rows, ecrits, text, foot

    def __len__(self) -> int:
        return len(self._rows) + 1

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        for row in self._rows:
            yield tuple(self._text(ecrit(row)) for ecrit in self._ecrits)
        yield (self._foot, *[""] * (len(self._ecrits) - 1))

    def __contains__(self, row: object) -> bool:
        return any(one == row for one in self)


def write_ecandidat(
    rows: Collection[CandidatureLue], meta: Export, stream: IO[bytes], codes: Referentiel, progress: Progress,
    *, langue: Langue,
) -> None:  # fmt: skip
    """The whole workbook, one sheet, to a buffer. Raises `Refused` beyond what the format holds."""

    def text(value: Any) -> str:
        if isinstance(value, bool):
            return "O" if value else "N"
        if isinstance(value, datetime):
            return f"{local(value, meta.fuseau):%d/%m/%Y %H:%M:%S}"
        if isinstance(value, date):
            return show_day(value)
        return (said(value, langue) if isinstance(value, Msg) else "" if value is None else str(value))[:LONGEST]

    columns, whole = _columns(codes), said(meta.filtre, langue)
    foot = said(
        N_(
            "{filtre} - nombre de candidatures\u00a0: {nombre} - Exporté le {quand}",  # the words of eCandidat
            filtre=whole,
            nombre=len(rows),
            quand=text(meta.le),
        ),
        langue,
    )
    write_workbook(
        stream,
        Classeur(
            titre=verbatim(_FORBIDDEN.sub(" ", whole)[:_NAME].strip(" '") or "candidatures"),
            colonnes=[
                Colonne(f"c{rank}", verbatim(entete), Genre.CODE, itemgetter(rank), max(12, len(entete)))
                for rank, entete in enumerate(columns)
            ],
            apropos=(),
            apropos_titre=NOTHING,
            sujet=meta.filtre,
            par=meta.par,
            le=meta.le,
            fuseau=meta.fuseau,
            bandeau=meta.etablissement,
        ),
        _Lignes(rows, columns.values(), text, foot),
        progress,
        langue=langue,
    )
