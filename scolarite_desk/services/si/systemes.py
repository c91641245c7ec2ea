"""Pégase and Apogée, once each: which codes a vœu takes there, what is to be seen of a person, what is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scolarite_desk.exchange.si import apogee as ecrit_apogee
from scolarite_desk.exchange.si import pegase as ecrit_pegase
from scolarite_desk.models.rows.si import CandidatSi, Voeu
from scolarite_desk.models.rules import apogee, pegase
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.si import APOGEE, PEGASE, RemarqueSi, partielle
from scolarite_desk.msg import Msg

Fichiers = list[tuple[str, bytes, int]]  # name, bytes, lines


@dataclass(frozen=True)
class Systeme:
    """One of the student records. `codes`: what a vœu is known by there, both blank where it is not of it; `voeu`,
    `personne`: what is to be seen before it leaves; `au_plus`: vœux of a candidate; `ecrit`: the files of a day.
    """

    codes: Callable[[Voeu], tuple[str, str]]
    voeu: Callable[[Voeu], Iterable[RemarqueSi]]
    personne: Callable[[CandidatSi, Mapping[str, str]], Iterable[RemarqueSi]]
    ecrit: Callable[[Sequence[CandidatSi], date, Mapping[str, str]], Fichiers]
    au_plus: int = 0
    de_trop: Callable[[int], Msg] = pegase.de_trop


def _pegase_person(one: CandidatSi, reglages: Mapping[str, str]) -> Iterable[RemarqueSi]:
    return pegase.remarques(ecrit_pegase.valeurs(one), ecrit_pegase.faits(one.personne))


def _apogee_person(one: CandidatSi, reglages: Mapping[str, str]) -> Iterable[RemarqueSi]:
    try:
        read = ecrit_apogee.valeurs(one, reglages["opi_prefixe"])
    except Fault as fault:
        return [RemarqueSi("dossier.numero", fault.message, True)]
    who = one.personne
    return apogee.remarques(read, partielle=partielle(who.ne_le), provisoire=bool(who.numeros.ine_provisoire))


def _write_pegase(candidats: Sequence[CandidatSi], day: date, reglages: Mapping[str, str]) -> Fichiers:
    if reglages["pegase_v28"] == "oui":
        return [(ecrit_pegase.named("inscription", day), ecrit_pegase.write_v28(candidats), len(candidats))]
    persons, voeux = ecrit_pegase.write_avant(candidats)
    count = sum(len(one.voeux) for one in candidats)
    return [
        (ecrit_pegase.named("candidat", day), persons, len(candidats)),
        (ecrit_pegase.named("candidature", day), voeux, count),
        (f"{day:%Y%m%d}.zip", ecrit_pegase.zipped(day, persons, voeux), count),
    ]


def _write_apogee(candidats: Sequence[CandidatSi], day: date, reglages: Mapping[str, str]) -> Fichiers:
    persons, voeux = ecrit_apogee.write(candidats, reglages["opi_prefixe"])
    count = sum(len(one.voeux) for one in candidats)
    folder = f"opi-{day:%Y%m%d}"  # their names bear no day: those of another one would be replaced
    return [
        (f"{folder}/{ecrit_apogee.ETUDIANTS}", persons, len(candidats)),
        (f"{folder}/{ecrit_apogee.VOEUX}", voeux, count),
    ]


SYSTEMES: Mapping[str, Systeme] = {
    PEGASE: Systeme(
        lambda one: (one.code, one.periode),
        lambda one: pegase.du_voeu(one.code, one.periode, one.annee),
        _pegase_person,
        _write_pegase,
        pegase.VOEUX,
    ),
    APOGEE: Systeme(
        lambda one: (one.etape, one.version),
        lambda one: apogee.du_voeu(one.etape, one.version, one.centre),
        _apogee_person,
        _write_apogee,
    ),
}


def of_the_other(si: str, one: Voeu) -> bool:
    """Whether a formation is known to the other student records only: an office that moves has both."""
    return not SYSTEMES[si].codes(one)[0] and any(of.codes(one)[0] for code, of in SYSTEMES.items() if code != si)
