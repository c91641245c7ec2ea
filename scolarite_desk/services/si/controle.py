"""What an export to the student records would do today, said before: its worklist, who leaves, what is to be seen."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, tzinfo

from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.rows.si import ARegler, CandidatSi, ControleSi, LigneSi, Voeu
from scolarite_desk.models.rules.campagne import ARCHIVEE
from scolarite_desk.models.rules.dates import local
from scolarite_desk.models.rules.si import A_EXPORTER, DESISTE, EXPORTE, SI, TRAITE, RemarqueSi, VoeuParti, du_bac, etat
from scolarite_desk.models.tables.echange import Transmission
from scolarite_desk.models.tables.formation import Campagne
from scolarite_desk.msg import N_, NN_, NOTHING, joined, verbatim
from scolarite_desk.services.reglages import settings
from scolarite_desk.services.si.systemes import SYSTEMES, Systeme, of_the_other
from scolarite_desk.store.fuseau import fuseau
from scolarite_desk.store.queries.decisions import Filter, candidature_keys
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.queries.poste import in_practice
from scolarite_desk.store.queries.retenues import held
from scolarite_desk.store.queries.rows import read_by_key
from scolarite_desk.store.queries.si import candidats, confirmees, parties, voeu_of

PRATIQUE = N_("Une base d’exercice n’exporte rien vers Pégase ni Apogée\u00a0: ses personnes sont fictives.")
TOUT = Filter()


@dataclass
class _Lu:
    """One vœu while the list is made: its dossier, its codes, what left, what is said of it."""

    dossier: str
    voeu: Voeu
    etat: str
    partie: VoeuParti | None
    fichier: str
    remarques: list[RemarqueSi] = field(default_factory=list)

    @property
    def bloque(self) -> bool:
        return any(one.bloque for one in self.remarques)


def control(session: Session, si: str, today: date, chosen: Filter = TOUT) -> ControleSi:
    """The whole of it, of a filter; what was withdrawn since it left is listed whatever the filter. `Refused` when
    there are no such student records.
    """
    check_known(si)
    of, reglages = SYSTEMES[si], settings(session)
    read = _read(session, si, of, fuseau(session))
    kept = None if chosen == TOUT else set(candidature_keys(session, chosen))
    why = held(session)
    for one in read:
        one.remarques += of.voeu(one.voeu) if one.etat in (A_EXPORTER, EXPORTE) else ()
        if one.voeu.candidature in why:
            one.remarques.append(RemarqueSi("divergences", why[one.voeu.candidature], True))
    persons = candidats(session, lists(session), {one.dossier for one in read})
    told = {key: (*of.personne(one, reglages), *du_bac(one.personne.bac.annee, today)) for key, one in persons.items()}
    going = _going(read, of, today, kept, told)
    leave = tuple(_leaves(persons, going, reglages))
    asked = {key for key, many in _by_dossier(read).items() if any(_wanted(one, today, kept) for one in many)}
    return ControleSi(
        si=si,
        lignes=tuple(
            LigneSi(
                candidature=one.voeu.candidature,
                dossier=one.dossier,
                numero=persons[one.dossier].numero,
                nom=persons[one.dossier].nom,
                formation=one.voeu.formation,
                libelle=one.voeu.libelle,
                etat=one.etat,
                partie=one.partie,
                fichier=one.fichier,
                remarques=(*one.remarques, *(told[one.dossier] if one.etat == A_EXPORTER else ())),
            )
            for one in read
            if one.dossier in persons and (kept is None or one.etat != A_EXPORTER or one.voeu.candidature in kept)
        ),
        candidats=leave,
        personnes=tuple(_persons(persons, read, told, asked)),
        formations=tuple(_formations(read)),
        empeche=PRATIQUE if in_practice(session) else NOTHING,
    )


def left_to_say(session: Session, si: str, dossiers: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Of these dossiers, whose vœux are still to export, and whose withdrawals to treat by hand: one for each vœu, by
    state. Nothing of a practice base, which exports nothing.
    """
    read = [] if in_practice(session) else _read(session, si, SYSTEMES[si], fuseau(session))
    return {
        state: tuple(one.dossier for one in read if one.etat == state and one.dossier in dossiers)
        for state in (A_EXPORTER, DESISTE)
    }


def check_known(si: str) -> None:
    """`Refused` when there are no such student records."""
    if si not in SYSTEMES:
        raise Refused(N_("Choisissez {connus}.", connus=list(SI.values())), "si")


def _read(session: Session, si: str, of: Systeme, zone: tzinfo) -> list[_Lu]:
    """Every vœu that is of concern: confirmed ones, and those that left. What was treated by hand is told last."""
    confirmed, sent = confirmees(session), parties(session, si)
    both = {key: (row, formation) for key, (_sent, row, formation) in sent.items()} | confirmed
    years = read_by_key(session, Campagne, {formation.campagne_id for _row, formation in both.values()})
    found = []
    for key, (row, formation) in both.items():
        campagne = years[formation.campagne_id]
        voeu = voeu_of(key, formation, campagne.annee)
        left = _left(sent[key][0], zone) if key in sent else None
        state = etat(key in confirmed, left, of.codes(voeu))
        over = campagne.etat == ARCHIVEE and state in (A_EXPORTER, EXPORTE)
        if state and not over and not (left is None and of_the_other(si, voeu)):
            found.append(_Lu(row.dossier_id, voeu, state, left, (sent[key][0].fichier or "") if left else ""))
    for one in found:
        if one.etat == A_EXPORTER and one.partie is not None and not one.partie.traitee:
            one.remarques.append(_moved(one.partie))
    return sorted(found, key=lambda one: (one.etat == TRAITE, one.voeu.libelle, one.voeu.candidature))


def _left(row: Transmission, zone: tzinfo) -> VoeuParti:
    assert row.exportee_le is not None  # else it was not asked for
    return VoeuParti(
        local(row.exportee_le, zone).date(), (row.code or "", row.periode or ""), row.traitee_le is not None
    )


def _moved(left: VoeuParti) -> RemarqueSi:
    code, periode = left.codes
    told = N_(
        "Déjà exporté sous «\u00a0{code} {periode}\u00a0»\u00a0: ôtez l’ancien vœu à la main",
        code=code,
        periode=periode,
    )
    return RemarqueSi("formation.code_voeu", told)


def _going(
    read: list[_Lu], of: Systeme, today: date, kept: set[str] | None, told: Mapping[str, tuple[RemarqueSi, ...]]
) -> dict[str, list[Voeu]]:
    """The vœux that leave, by dossier: all those confirmed of whoever has one to export or exported that very day,
    since a file of the day takes the place of the former one.
    """
    found: dict[str, list[Voeu]] = {}
    for dossier, many in _by_dossier(read).items():
        able = [one for one in many if one.etat in (A_EXPORTER, EXPORTE) and not one.bloque]
        able.sort(key=lambda one: one.etat == A_EXPORTER)  # those that left first keep their place
        if of.au_plus and len(able) > of.au_plus:
            for one in able[of.au_plus :]:
                message = of.de_trop(len(able) - of.au_plus)
                one.remarques.append(RemarqueSi("candidatures", message, True))
            del able[of.au_plus :]
        if any(_wanted(one, today, kept) for one in able) and not any(one.bloque for one in told.get(dossier, ())):
            found[dossier] = [one.voeu for one in able]
    return found


def _wanted(one: _Lu, today: date, kept: set[str] | None) -> bool:
    if one.etat == A_EXPORTER:
        return kept is None or one.voeu.candidature in kept
    return one.etat == EXPORTE and one.partie is not None and one.partie.le == today


def _by_dossier(read: list[_Lu]) -> dict[str, list[_Lu]]:
    found: dict[str, list[_Lu]] = {}
    for one in read:
        found.setdefault(one.dossier, []).append(one)
    return found


def _leaves(
    persons: Mapping[str, CandidatSi], going: Mapping[str, list[Voeu]], reglages: Mapping[str, str]
) -> Iterator[CandidatSi]:
    """Candidates in the order of their numbers, so that the same day gives the same bytes."""
    for one in sorted((persons[key] for key in going if key in persons), key=lambda one: one.numero):
        asked = (replace(voeu, origine=voeu.origine or reglages["origine_pegase"]) for voeu in going[one.dossier])
        yield replace(one, voeux=tuple(asked))


def _persons(
    persons: Mapping[str, CandidatSi], read: list[_Lu], told: Mapping[str, tuple[RemarqueSi, ...]], asked: set[str]
) -> Iterator[ARegler]:
    """What holds, then what is doubtful: of the person, of a divergence, of a vœu too many."""
    found = [
        ARegler(key, persons[key].nom, verbatim(persons[key].numero), one)
        for key in asked & told.keys()
        for one in told[key]
    ]
    for one in read:
        if one.dossier in asked and one.dossier in persons:
            who = persons[one.dossier]
            found += [
                ARegler(one.dossier, who.nom, joined(" · ", verbatim(who.numero), verbatim(one.voeu.libelle)), said)
                for said in one.remarques
                if not said.champ.startswith("formation.")
            ]
    yield from sorted(found, key=lambda one: (not one.remarque.bloque, one.nom, one.cle))


def _formations(read: list[_Lu]) -> Iterator[ARegler]:
    """Each remark of a formation once, with how many vœux it is about."""
    counted: dict[tuple[str, str, RemarqueSi], int] = {}
    for one in read:
        for said in one.remarques:
            if one.etat == A_EXPORTER and said.champ.startswith("formation."):
                about = one.voeu.formation, one.voeu.libelle, said
                counted[about] = counted.get(about, 0) + 1
    for (key, libelle, said), count in sorted(counted.items(), key=lambda one: (not one[0][2].bloque, one[0][1])):
        yield ARegler(key, libelle, NN_("{n} vœu", "{n} vœux", count), said)
