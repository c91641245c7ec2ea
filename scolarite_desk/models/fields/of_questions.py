"""Fields of the questions of the office, and the field that each is in the candidatures that it is asked of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from scolarite_desk.models.fields import readers as r
from scolarite_desk.models.fields.field import ALWAYS, NEVER, Field, Reader, When
from scolarite_desk.models.fields.readers_numeros import Decimale
from scolarite_desk.models.fields.referentiel import Referentiel
from scolarite_desk.models.rules.questions import FORMULAIRE, JOUR, LISTE, NOMBRE, OUI_NON, OUI_OU_NON, QuestionPosee
from scolarite_desk.msg import N_, NOTHING, verbatim

_OF_LIST = When(N_("choix dans une liste"), lambda row: row.get("genre") == LISTE)
_COMMON = When(N_("sans formation"), lambda row: row.get("formation_id") is None)

# A table reads better as lines.
# fmt: off
QUESTION = (
    Field("question", "libelle", N_("Libellé"), r.Texte(60), part=N_("Question"), required=ALWAYS, length=60,
          example="Année de césure", hint=N_("Ce qui se lit au guichet et dans les listes")),
    Field("question", "genre", N_("Type"), r.Choix("question_genre"), part=N_("Question"), required=ALWAYS),
    Field("question", "texte", N_("Comme elle est posée"), r.Texte(500), part=N_("Question"), length=500,
          hint=N_("Mot pour mot. Vide\u00a0: le libellé")),
    Field("question", "texte_anglais", N_("En anglais"), r.Texte(500), part=N_("Question"), length=500),
    Field("question", "choix", N_("Choix"), r.LongTexte(4000), part=N_("Question"), length=4000, visible=_OF_LIST,
          required=_OF_LIST, hint=N_("Un par ligne")),
    Field("question", "formation_id", N_("Formation"), r.Lien("formation"), part=N_("Posée à"),
          hint=N_("Vide\u00a0: toutes")),
    Field("question", "centre_id", N_("Centre"), r.Lien("centre"), part=N_("Posée à"), visible=_COMMON,
          hint=N_("Vide\u00a0: tous les centres")),
    Field("question", "requise", N_("Obligatoire"), r.OuiNon(), part=N_("Posée à"),
          hint=N_("Le dossier est incomplet tant qu’elle attend")),
    Field("question", "ordre", N_("Ordre"), r.Entier(0, 9999), part=N_("Posée à")),
    Field("question", "en_service", N_("En service"), r.OuiNon(), part=N_("Posée à"),
          hint=N_("Non\u00a0: plus posée, ses réponses restent")),
)

DISPENSE = (
    Field("reponse", "question", N_("Question"), r.Choix("@question_posee"), required=ALWAYS),
    Field("reponse", "dispense", N_("Pas concerné, parce que"), r.Texte(200), length=200,
          hint=N_("Vide\u00a0: elle attend de nouveau une réponse")),
)
# fmt: on

_GONE = N_("«\u00a0{reponse}\u00a0» n’est plus dans la liste\u00a0: la réponse reste.")
_NO_CHOICE = N_("Aucun choix n’est écrit pour elle\u00a0: complétez-la dans Formations ou Réglages.")
NOT_ASKED = N_("Elle n’est plus posée\u00a0: sa réponse reste.")
_READERS: Mapping[str, Callable[[str], Reader]] = {
    OUI_NON: lambda key: r.Choix(f"@{key}"),  # not a box: « non » is an answer, and none is none
    LISTE: lambda key: r.Choix(f"@{key}"),
    JOUR: lambda _: r.Jour(),
    FORMULAIRE: lambda _: r.Jour(),
    NOMBRE: lambda _: Decimale(),
}


def field_of(one: QuestionPosee) -> Field:
    """The field of a question: named by its key, read by its kind, asked for when it is required."""
    reader = _READERS[one.genre](one.key) if one.genre in _READERS else r.Texte(1000)
    asked = verbatim(one.texte) if one.texte != one.libelle else NOTHING
    came = N_("Jour où il est arrivé")
    gone = _GONE.given(reponse=one.valeur) if one.hors_liste else NOTHING
    if one.genre == LISTE and not one.choix:
        asked = _NO_CHOICE
    return Field("reponse", one.key, verbatim(one.libelle), reader,
                 hint=NOT_ASKED if not one.posee else came if one.genre == FORMULAIRE else gone or asked,
                 required=ALWAYS if one.posee and one.requise else NEVER)  # fmt: skip


def lists_with(under: Callable[[], Referentiel], asked: Iterable[QuestionPosee]) -> Referentiel:
    """The lists of the office, and over them what each question lets choose."""

    def pairs(one: QuestionPosee) -> list[tuple[str, str]]:
        if one.genre == OUI_NON:
            return [(code, under().say(label)) for code, label in OUI_OU_NON.items()]
        return [(line, line) for line in one.choix]

    chosen = (one for one in asked if one.genre in (OUI_NON, LISTE))
    return Referentiel.over(under, {f"@{one.key}": partial(pairs, one) for one in chosen})
