"""The English of what a person is given: who gets it, and what the office's rows say in it. What nobody translated
stands there in French, and is told before it leaves (`Lettre.a_traduire`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from scolarite_desk.exchange.papers.anglais import ANGLAIS
from scolarite_desk.langue import said
from scolarite_desk.models.fields.liste import Entree
from scolarite_desk.models.fields.referentiel import Referentiel
from scolarite_desk.models.rows.documents import Lettre
from scolarite_desk.models.rows.rows import LignePiece
from scolarite_desk.models.rules.modeles import Portee
from scolarite_desk.models.tables.candidature import Avis
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.msg import N_, NOTHING, verbatim
from scolarite_desk.services import paperwork
from scolarite_desk.services.modeles import model_of
from scolarite_desk.services.reglages import settings
from scolarite_desk.store.queries.offer import lists

_FRENCH = ("", "fr", "fra")


def reads_english(personne: Personne, chosen: Mapping[str, str], asked: bool | None = None) -> bool:
    """Whether a person is given English too: who asks for the paper says it, else the office chooses, by the language
    that the person speaks.
    """
    if asked is not None:
        return asked
    return chosen["anglais"] == "toujours" or (chosen["anglais"] == "langue" and (personne.langue or "") not in _FRENCH)


def with_english(
    session: Session,
    personne: Personne,
    lettre: Lettre,
    english: Mapping[str, tuple[str, ...]],
    portee: Portee | None = None,
    asked: bool | None = None,
) -> Lettre:
    """The letter with its English, when its reader is given any. `english`: lines of the letter in English, by their
    field, blank where nobody translated one; `portee`: what its model is chosen by, when the office may word it;
    `asked`: as `reads_english` takes it.
    """
    if not reads_english(personne, settings(session), asked):
        return lettre
    own, model = lettre.modele, model_of(session, replace(portee, langue=ANGLAIS.code)) if portee else None
    if model is not None and model.word:  # a whole sheet is the translation of none
        model = None
    if own is not None and (own.word or model is None):
        return replace(lettre, sans_anglais=True)
    named, french = verbatim(paperwork.named(personne)), list[str]()
    condition = _condition(lists(session), lettre.condition)
    lines = {"motif": lettre.motif.split("\n"), "attendues": list(lettre.attendues), "condition": [lettre.condition]}
    shown = {field: _lines(mine, {"condition": (condition,), **english}.get(field, ()), french)
             for field, mine in lines.items()}  # fmt: skip
    french += filter(None, (lettre.raison, lettre.orientation))
    second = replace(
        lettre,
        civilite=named,
        destinataire=(named,),
        formation=replace(lettre.formation, libelle=lettre.formation.libelle_anglais or lettre.formation.libelle),
        decision=verbatim(english["decision"][0]) if "decision" in english else lettre.decision,
        motif="\n".join(shown["motif"]),
        attendues=tuple(shown["attendues"]),
        condition=shown["condition"][0],
        source_delai=NOTHING,
        modele=model,
        francais=tuple(french),
    )
    return replace(lettre, anglais=second, a_traduire=tuple(_to_translate(lettre, french)))


def _lines(mine: list[str], english: tuple[str, ...], french: list[str]) -> list[str]:
    """Each line in English, else its own, then added to those that stay in French."""
    given = [*english, *("" for _ in mine[len(english) :])]
    french += [own for own, other in zip(mine, given, strict=True) if own and not other]
    return [other or own for own, other in zip(mine, given, strict=True)]


def _to_translate(lettre: Lettre, french: list[str]) -> Iterator[str]:
    refused = (one.formation for one in lettre.refus if not one.formation_anglais)
    named = [lettre.formation.libelle] if not (lettre.refus or lettre.formation.libelle_anglais) else []
    texts = [*named, *refused, *french]
    yield from (text if len(text) < 80 else f"{text[:77]}…" for text in filter(None, texts))


def motif_in_english(codes: Referentiel, avis: Avis) -> dict[str, tuple[str, ...]]:
    """The lines of the reason of an avis: its label, then its text, in English where they have any."""
    entree = codes.entree("motif_avis", avis.motif) if avis.motif else None
    label = [_english(entree)] if avis.motif and avis.motif != "autre" else []
    typed, ready = avis.motif_texte or "", entree.infos.get("texte_anglais", "") if entree else ""
    proposed = entree is not None and typed and typed.strip() == entree.infos.get("texte", "").strip()
    lines = ready.split("\n") if proposed and ready.count("\n") == typed.count("\n") else []
    return {"motif": (*label, *lines)}


def piece_in_english(codes: Referentiel, line: LignePiece) -> str:
    """A missing piece, and why the one that was brought does not do; blank while a part of it is in French alone."""
    why = [_english(codes.entree("motif_refus_piece", line.motif))] if line.motif and line.motif != "autre" else []
    why += [""] if line.motif_texte else []  # typed at the desk, in French
    refused = line.statut == "RE" and bool(why)
    if not line.libelle_anglais or (refused and not all(why)):
        return ""
    name = f"{line.libelle_anglais} ({why[0][:1].lower()}{why[0][1:]})" if refused else line.libelle_anglais
    maybe = line.conditionnelle and not refused
    return said(N_("{piece}, si vous êtes concerné(e)", piece=name), ANGLAIS) if maybe else name


def _condition(codes: Referentiel, typed: str) -> str:
    """The English of a condition whose words are those of the list."""
    mine = typed.strip().rstrip(". ").lower()
    found = (one for one in codes.entrees("condition_avis") if one.label.strip().rstrip(". ").lower() == mine)
    return _english(next(found, None))


def _english(entree: Entree | None) -> str:
    return entree.infos.get("libelle_anglais", "") if entree else ""
