"""Decisions in the words of what was asked: an access by validation of prior learning (VAPP), a transfer.

Law cited: code de l'éducation D. 613-38 to D. 613-50. What the other avis of these kinds say differs by `{demande}`
alone.
"""

from __future__ import annotations

from collections.abc import Mapping

from scolarite_desk.exchange.papers.modeles import (
    CONDITION,
    CONFIRMER,
    FORMULE,
    MODELES,
    MOTIFS,
    OBJET,
    ORIENTATION,
    RECOURS,
)
from scolarite_desk.exchange.papers.modeles_courriers import ACCUSE, COURRIERS
from scolarite_desk.models.rows.documents import Bloc, ModeleLettre
from scolarite_desk.models.rules.papiers import DECISION, RECU
from scolarite_desk.msg import N_

_COMMISSION = (
    Bloc(N_("La commission pédagogique a examiné votre demande de validation d’acquis.")),
    # Translators: {avis_commission}: « un avis favorable »
    Bloc(
        N_(
            "Réunie le {commission_le}, elle a rendu {avis_commission}. Au vu de cet avis, la décision suivante a été "
            "prise le {decide_le}."
        )
    ),
)
_ASSORTIE = (
    # Translators: {sous_reserve} begins with « sous »
    Bloc(N_("Cette décision est prise {sous_reserve}."), "fort", si="sous_reserve"),
    Bloc(N_("Elle est assortie de ce qui suit\u00a0: {condition}."), "fort", si="autre_condition"),
)

_VAPP = {
    "FA": ModeleLettre(
        OBJET,
        (
            *_COMMISSION,
            Bloc(
                N_(
                    "La dispense du titre normalement requis vous est accordée\u00a0: vous pouvez vous inscrire "
                    "{en_formation} pour l’année universitaire {campagne} (code de l’éducation, art. D. 613-38 à "
                    "D. 613-50)."
                ),
                "fort",
            ),
            *_ASSORTIE,
            *CONFIRMER,
            Bloc(
                N_(
                    "Cette décision vaut pour cet établissement, cette formation et cette année seulement. Elle ne "
                    "délivre aucun diplôme et ne tient pas lieu d’inscription administrative."
                )
            ),
            FORMULE,
        ),
    ),
    "DE": ModeleLettre(
        OBJET,
        (
            *_COMMISSION,
            Bloc(
                N_(
                    "La dispense du titre normalement requis pour vous inscrire {en_formation} vous est refusée pour "
                    "l’année universitaire {campagne} (code de l’éducation, art. D. 613-38 à D. 613-50)."
                ),
                "fort",
            ),
            *MOTIFS,
            ORIENTATION,
            FORMULE,
        ),
        RECOURS,
    ),
}

_TRANSFERT = {
    "FA": ModeleLettre(
        OBJET,
        (
            Bloc(N_("J’ai le plaisir de vous annoncer que votre demande de transfert est acceptée.")),
            Bloc(N_("Vous pouvez vous inscrire {en_formation} pour l’année universitaire {campagne}."), "fort"),
            *CONDITION,
            Bloc(N_("Demandez à votre établissement d’origine de nous transmettre votre dossier.")),
            *CONFIRMER,
            Bloc(
                N_(
                    "Cette décision vaut pour cette formation et cette année seulement. Elle ne tient pas lieu "
                    "d’inscription administrative."
                )
            ),
            FORMULE,
        ),
    ),
    "DE": ModeleLettre(
        OBJET,
        (
            Bloc(N_("J’ai le regret de vous annoncer que votre demande de transfert n’est pas acceptée.")),
            Bloc(
                N_(
                    "L’inscription par transfert {en_formation} vous est refusée pour l’année universitaire "
                    "{campagne}. Votre situation dans votre établissement d’origine n’est pas changée par cette "
                    "décision."
                ),
                "fort",
            ),
            *MOTIFS,
            ORIENTATION,
            FORMULE,
        ),
        RECOURS,
    ),
}

PAR_GENRE: Mapping[str, Mapping[str, ModeleLettre]] = {"vapp": _VAPP, "transfert": _TRANSFERT}


def fourni(papier: str, avis: str, genre: str) -> ModeleLettre | None:
    """What the house says in a letter: by its paper; for a decision by the kind of candidature, then the avis."""
    if papier == RECU:
        return ACCUSE
    if papier != DECISION:
        return COURRIERS.get(papier)
    return propre(avis, genre) or MODELES.get(avis)


def propre(avis: str, genre: str) -> ModeleLettre | None:
    """The words that an avis has for that kind of candidature alone, which no wider ones replace."""
    return PAR_GENRE.get(genre, {}).get(avis)
