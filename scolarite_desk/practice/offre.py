"""The rows of the fictional university: centres, commissions, campaigns and their formations, pieces, motives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from scolarite_desk.models.fields.referentiel import Referentiel
from scolarite_desk.models.rules.dates import academic_year
from scolarite_desk.models.tables.base import Partagee
from scolarite_desk.models.tables.decision import TypeDecision
from scolarite_desk.models.tables.formation import (
    Campagne,
    Centre,
    Commission,
    CommissionFormation,
    Formation,
    OuvertureFormation,
    SeanceCommission,
    SessionDepot,
)
from scolarite_desk.models.tables.piece import Piece, PieceDemandee
from scolarite_desk.models.tables.reglage import Nomenclature, Signataire
from scolarite_desk.practice.interrogations import asked
from scolarite_desk.practice.universite import (
    CENTRES,
    DELEGATIONS,
    DIT_EN_PLUS,
    MEMBRES,
    MODELES,
    QUORUM,
    SIGNATAIRES,
    TYPES,
    Modele,
)
from scolarite_desk.services.catalogue import ASKED_OF_ALL, fixed_key, motive_values, piece_values

_FOR = "la présidente de l’université"


@dataclass(frozen=True)
class Offerte:
    """A formation of one campaign: its key, and what draws need of it."""

    key: str
    genre: str
    traitement: str
    mon_master: bool
    debut: date
    fin: date
    hors: str | None = None  # the session, off the platform, that one may apply in as well
    pegase: tuple[str, str] = ("", "")  # its code and its period there


@dataclass(frozen=True)
class Periode:
    """A campaign as draws need it: events lie between `debut` and `fin`, both included."""

    campagne: str
    annee: str
    ouverte: bool
    debut: date
    fin: date
    offre: tuple[Offerte, ...]


@dataclass(frozen=True)
class PieceRule:
    """A piece and who must bring it, as the rules say; None means all."""

    piece: str
    profil: str | None
    genre: str | None
    formation: str | None


Rows = list[tuple[type[Partagee], Mapping[str, Any]]]


class Etablissement:
    """The rows of the office itself, and what the dossiers lean on. `new_key` gives the keys, in order."""

    def __init__(self, new_key: Callable[[], str], today: date, codes: Referentiel) -> None:
        self.new_key, self.today, self.codes = new_key, today, codes
        self.rows: Rows = []
        self.centres = [self._centre(*centre) for centre in CENTRES]
        self.commissions = [
            self.add(Commission, centre_id=key, libelle=f"Commission {libelle.removeprefix('Pôle ')}",
                     president=f"{prenom} {nom}", membres=MEMBRES, quorum=QUORUM)
            for key, (libelle, *_), (prenom, nom, _qualite) in zip(
                self.centres, CENTRES, (*SIGNATAIRES, ("Lazare", "Mirefont", "")), strict=True)
        ]  # fmt: skip
        for prenom, nom, qualite in SIGNATAIRES:
            centre, acte = DELEGATIONS.get(nom, (None, None))
            tied = {} if centre is None else {"centre_id": self.centres[centre], "delegation": acte, "delegant": _FOR}
            self.add(Signataire, prenom=prenom, nom=nom, qualite=qualite, **tied)
        self.periodes = (self._open(), *self._archived())
        self.demandes = tuple(self._pieces())
        self._motives()
        self.types = {code: self._type(rank, code, *said) for rank, (code, *said) in enumerate(TYPES, 1)}
        self._meeting(today - timedelta(days=20))
        self.rows += asked((one.key, one.genre) for period in self.periodes for one in period.offre)

    def add(self, cls: type[Partagee], **values: Any) -> str:
        """One more row; returns its key."""
        key = self.new_key()
        self.rows.append((cls, {"id": key, **values}))
        return key

    def _made(self, cls: type[Partagee], thing: str, *of: str, **values: Any) -> str:
        """One more row, of a key that is made of what it is: no other key moves for it."""
        key = fixed_key(thing, *of)
        self.rows.append((cls, {"id": key, **values}))
        return key

    def _meeting(self, le: date) -> None:
        """One meeting that a commission held."""
        board = self.commissions[0]
        self._made(
            SeanceCommission, "seance", board, le.isoformat(), commission_id=board, le=le,
            president="Aliénor Vauzelle", presents=MEMBRES, observations="Dossiers examinés par ordre d’arrivée.",
        )  # fmt: skip

    def _type(self, ordre: int, code: str, famille: str, libelle: str, anglais: str) -> str:
        return self._made(
            TypeDecision, "type_decision", code, code=code, famille=famille, libelle=libelle, libelle_anglais=anglais,
            definitif=True, motif_dit=famille == "DE", condition_dite=famille == "FA", ordre=ordre, en_service=True,
        )  # fmt: skip

    def _centre(self, libelle: str, adresse: str, telephone: str, boite: str) -> str:
        number = "+33" + telephone.replace(" ", "")[1:]
        return self.add(Centre, libelle=libelle, adresse=adresse, telephone=number,
                        courriel=f"{boite}@rivebrume.example.org")  # fmt: skip

    def _open(self) -> Periode:
        """The campaign of today: some formations are still to open, some are closed already."""
        day, one = self.today, timedelta(days=1)
        first = date(day.year, 9, 1) if day <= date(day.year, 9, 30) else date(day.year + 1, 9, 1)
        annee = academic_year(first)
        debut, fin = day - 75 * one, day + 45 * one
        campagne = self.add(
            Campagne, libelle=f"Candidatures {annee}", annee=annee, debut=debut, fin=fin, etat="ouverte"
        )
        main = self._session(campagne, "principale", "Session principale", debut, day + 20 * one)
        late = self._session(campagne, "complementaire", "Session complémentaire", day + 21 * one, fin)
        off = self._session(campagne, "hors_plateforme", "Hors plateforme", debut, fin)
        windows = ((debut, day - 5 * one), (debut, day + 20 * one), (debut + 10 * one, day + 30 * one))
        offre = []
        for rank, modele in enumerate(MODELES):
            window = (day + 5 * one, day + 40 * one) if modele.genre == "agregation" else windows[rank % 3]
            offre.append(self._formation(campagne, main, modele, annee, *window))
        offre = [self._opened(rank, formation, late, off) for rank, formation in enumerate(offre)]
        return Periode(campagne, annee, True, debut, day - one, tuple(offre))

    def _opened(self, rank: int, formation: Offerte, late: str, off: str) -> Offerte:
        """A formation in one more session: off the platform, open already, or the one for places that are left."""
        depot = off if formation.mon_master else late if rank % 6 == 1 else None
        if depot is None:
            return formation
        self._made(
            OuvertureFormation, "ouverture", formation.key, depot, formation_id=formation.key, session_id=depot,
            capacite=5 if depot == late else None, en_service=True,
        )  # fmt: skip
        return replace(formation, hors=off) if depot == off else formation

    def _archived(self) -> Iterator[Periode]:
        """Two past years of distance learning: deposit dates by kind of formation, M1 apart."""
        for annee, first, last, m1, national in (
            ("2021-2022", date(2021, 3, 29), date(2021, 4, 28), (date(2021, 4, 26), date(2021, 5, 17)), False),
            ("2024-2025", date(2024, 3, 25), date(2024, 4, 25), (date(2024, 2, 26), date(2024, 3, 24)), True),
        ):
            debut, fin = min(first, m1[0]), max(last, m1[1])
            libelle = f"Enseignement à distance {annee[:4]}"
            campagne = self.add(Campagne, libelle=libelle, annee=annee, debut=debut, fin=fin, etat="archivee")
            main = self._session(campagne, "principale", "Session principale", first, last)
            master = self._session(campagne, "principale", "Mon Master" if national else "Masters 1re année", *m1)
            offre = [
                self._formation(campagne, master, modele, annee, *m1, mon_master=national)
                if modele.genre == "m1"
                else self._formation(campagne, main, modele, annee, first, last)
                for modele in MODELES
                if modele.mode == "ead"
            ]
            yield Periode(campagne, annee, False, debut, fin + timedelta(days=60), tuple(offre))

    def _session(self, campagne: str, genre: str, libelle: str, debut: date, fin: date) -> str:
        return self.add(
            SessionDepot, campagne_id=campagne, genre=genre, libelle=libelle, debut_depot=debut, fin_depot=fin
        )

    def _formation(
        self, campagne: str, session: str, modele: Modele, annee: str, debut: date, fin: date,
        mon_master: bool | None = None,
    ) -> Offerte:  # fmt: skip
        one, codes = timedelta(days=1), _codes(modele, annee)
        national = modele.mon_master if mon_master is None else mon_master
        delay = modele.genre in ("du", "de")
        key = self.add(
            Formation,
            campagne_id=campagne,
            session_id=session,
            centre_id=self.centres[modele.centre],
            code=modele.code,
            libelle=modele.libelle,
            genre=modele.genre,
            mention=modele.mention,
            composante=CENTRES[modele.centre][0],
            mode=modele.mode,
            capacite=modele.capacite,
            traitement=modele.traitement,
            mon_master=national,
            en_service=True,
            debut_depot=debut,
            fin_depot=fin,
            retour=fin + 15 * one,
            jury=fin + 20 * one,
            publication=fin + 25 * one,
            confirmation=None if delay else fin + 40 * one,
            delai_confirmation=15 if delay else None,
            **codes,
            confirmation_liste=fin + 45 * one if modele.code == "L3MATH" else None,
            delai_liste=7 if delay else None,
            **DIT_EN_PLUS.get(modele.code, {}),
        )
        self.add(
            CommissionFormation,
            commission_id=self.commissions[modele.centre],
            formation_id=key,
            reunion=fin + 20 * one,
        )
        return Offerte(key, modele.genre, modele.traitement, national, debut, fin, pegase=_vow(codes))

    def _pieces(self) -> Iterator[PieceRule]:
        """The catalogue, and who must bring what. What no rule asks is there to be asked by hand."""
        for rank, entree in enumerate(self.codes.entrees("piece"), 1):
            piece = self.add(Piece, **piece_values(rank, entree))
            narrow = [entree.infos[name] for name in ("profils", "genres", "formations")]
            if any(narrow) or entree.code in ASKED_OF_ALL:
                yield from self._rules(piece, *narrow)

    def _rules(self, piece: str, profils: str, genres: str, formations: str) -> Iterator[PieceRule]:
        """One row for each profile, kind of candidature or formation concerned."""
        wanted = formations.split("|") if formations else []
        keys: list[str | None] = [one.key for period in self.periodes for one in period.offre if one.genre in wanted]
        for profil in profils.split("|"):
            for genre in genres.split("|"):
                for formation in keys or [None]:
                    values = {"profil": profil or None, "genre": genre or None, "formation_id": formation}
                    self.add(PieceDemandee, piece_id=piece, **values)
                    yield PieceRule(piece, values["profil"], values["genre"], formation)

    def _motives(self) -> None:
        """The motives of a refusal, with the sentence proposed in the letter."""
        for rank, entree in enumerate(self.codes.entrees("motif_avis"), 1):
            self.add(Nomenclature, **motive_values(rank, entree))


def _codes(modele: Modele, annee: str) -> dict[str, Any]:
    """What the student records call a formation: Pégase and Apogée both, as where an office moves; a diploma of the
    establishment has none yet.
    """
    if modele.genre in ("du", "de"):
        return {}
    return {
        "code_voeu": f"{modele.code}-01", "code_periode": f"PER-{annee[:4]}", "code_etape": modele.code[:6],
        "version_etape": int(annee[2:4]) * 10 + 1, "code_diplome": modele.code[:7],
        "version_diplome": f"{annee[2:4]}1", "centre_gestion": ("SCI", "LET", "DRT", "SAN")[modele.centre],
    }  # fmt: skip


def _vow(codes: Mapping[str, Any]) -> tuple[str, str]:
    return codes.get("code_voeu", ""), codes.get("code_periode", "")
