"""What a desk keeps about people besides their pieces: what they answer, forms that came, tags, tasks handed over."""

from __future__ import annotations

from datetime import date, timedelta

from scolarite_desk.models.rules.questions import FORMULAIRE, JOUR, NOMBRE
from scolarite_desk.practice.interrogations import QUESTIONS, Interrogation
from scolarite_desk.practice.saison import jours
from scolarite_desk.practice.saison.bureau import COLLEGUE, GENRES
from scolarite_desk.practice.saison.jeu import Jouee, Saison
from scolarite_desk.services.comptes import account_key
from scolarite_desk.services.dossiers import close_follow_up, write_note
from scolarite_desk.services.en_lot import give
from scolarite_desk.services.etiquettes import merge_tags
from scolarite_desk.services.questions import answer_question, question_not_concerned, see_form
from scolarite_desk.services.taches import hand_over, take_task

_ANSWER = 900  # in a thousand, at the deposit


def questions(saison: Saison) -> None:
    """Most answer what their formation asks; a form that came is read."""
    for one in saison.suivies:
        for rang, asked in enumerate(_asked(one)):
            if asked.requise or saison.part(one.rang * 11 + rang, _ANSWER, 53):
                _repond(saison, one, asked)
    one, form = _with_form(saison)
    given = {"candidature": one.cle, "question": saison.cles[_nom(form, one.code)]}
    saison.essaie(see_form, **given)
    saison.fait(question_not_concerned, **given, motif="redouble ici")
    saison.essaie(answer_question, **given, valeur=saison.jour(jours.LONGUEUR))
    saison.fait(answer_question, **given, valeur=saison.horloge().date())
    saison.fait(see_form, **given)
    other = next(autre for autre in saison.suivies if GENRES[autre.code] != form.formation)
    saison.essaie(answer_question, **{**given, "candidature": other.cle}, valeur=saison.horloge().date())


def _asked(one: Jouee) -> list[Interrogation]:
    """What a candidature is asked, forms aside."""
    return [asked for asked in QUESTIONS if asked.of(GENRES[one.code]) and asked.genre != FORMULAIRE]


def _nom(asked: Interrogation, code: str) -> str:
    return f"question {asked.libelle}" + (f" {code}" if asked.formation else "")


def _with_form(saison: Saison) -> tuple[Jouee, Interrogation]:
    """Somebody who is asked for a form, and that form."""
    form = next(asked for asked in QUESTIONS if asked.genre == FORMULAIRE)
    return next(one for one in saison.suivies if form.of(GENRES[one.code])), form


def _repond(saison: Saison, one: Jouee, asked: Interrogation) -> None:
    said: object = asked.reponses[one.rang % len(asked.reponses)].format(annee=saison.premier.year)
    said = date.fromisoformat(str(said)) if asked.genre == JOUR else said
    said = float(str(said)) if asked.genre == NOMBRE else said
    saison.fait(answer_question, candidature=one.cle, question=saison.cles[_nom(asked, one.code)], valeur=said)


def etiquettes(saison: Saison) -> None:
    """Some are marked in a lot; a mark put on one by mistake is taken off, two that say the same become one."""
    some = [one.cle for one in saison.suivies if saison.part(one.rang, 150, 41)] or [saison.suivies[0].cle]
    rappeler, cas = (saison.cles[f"étiquette {nom}"] for nom in ("À rappeler", "Cas particulier"))
    _en_lot(saison, "put_tag", some, rappeler)
    _en_lot(saison, "put_tag", some[:1], cas)
    _en_lot(saison, "put_tag", some[:1], cas)
    _en_lot(saison, "take_off_tag", some[:1], cas)
    saison.fait(merge_tags, etiquette=cas, dans=rappeler)


def _en_lot(saison: Saison, acte: str, keys: list[str], etiquette: str) -> None:
    with saison.pas(acte) as step:
        done = give(saison.store, None, acte, keys, {"etiquette": etiquette}, step)
    saison.refusees(acte, [why for _key, why in done.refusees])


def taches(saison: Saison) -> None:
    """What was promised is handed over to a colleague, then taken by whoever sees to it."""
    one, pour = saison.suivies[0], account_key(COLLEGUE)
    note = saison.fait(
        write_note, personne=one.personne, candidature=one.cle, texte="Rappeler au sujet du relevé de notes",
        suivi_le=saison.horloge().date() + timedelta(days=7),
    )  # fmt: skip
    saison.fait(hand_over, note=note, pour=pour, mot="Elle connaît le dossier")
    saison.essaie(hand_over, note=note, pour=pour)
    saison.fait(take_task, note=note)
    saison.essaie(take_task, note=note)
    saison.fait(close_follow_up, note=note)
    saison.essaie(hand_over, note=note, pour=pour)
