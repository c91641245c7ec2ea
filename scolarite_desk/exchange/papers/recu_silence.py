"""What no answer will mean, a line per candidature: the effect and its date, or why there is none.

Sources: CRPA R. 112-5 (the date, or the effect), L. 231-1, L. 231-4, L. 232-3 (attestation), L. 232-4 (reasons),
L. 114-5 (missing pieces); CJA R. 421-1, R. 421-2 (two months).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from scolarite_desk.exchange.papers.recu_voix import Voice
from scolarite_desk.exchange.pdf.blocks import Block
from scolarite_desk.exchange.pdf.french import long_day, of
from scolarite_desk.exchange.pdf.type import MM
from scolarite_desk.models.rows.documents import Demande, Recu
from scolarite_desk.models.rules.echeances import Silence
from scolarite_desk.msg import N_, Msg, verbatim

_COURT = N_("le tribunal administratif")
_ATTESTATION = N_(
    "D’une demande réputée acceptée, vous pouvez demander l’attestation (code des relations entre le public et "
    "l’administration, art. L. 232-3)."
)
_MOTIFS = N_(
    "D’un rejet né de l’absence de réponse, vous pouvez, dans ce délai, demander les motifs\u00a0: ils vous sont "
    "communiqués dans le mois (code des relations entre le public et l’administration, art. L. 232-4)."
)
_NOT_RECEIVED = N_("La date de réception n’est pas enregistrée\u00a0: le délai n’a pas de terme connu.")
_ONLY_ONCE_COMPLETE = N_("Ce délai ne court qu’à compter de la réception des pièces demandées (art. L. 114-5).")
_SUSPENDED = N_("Ce délai est suspendu pendant le temps laissé pour remettre les pièces demandées (art. L. 114-5).")


def silences(recu: Recu, voice: Voice) -> list[Block]:
    """One paragraph for the candidatures of which the same is to be said, then what follows from it."""
    if not recu.demandes:
        return []
    groups: dict[str, tuple[list[Demande], tuple[Msg, ...]]] = {}
    for one in recu.demandes:
        sentences = tuple(_sentences(one, recu.emis_le.date(), voice))
        groups.setdefault(" ".join(map(voice.say, sentences)), ([], sentences))[0].append(one)
    blocks: list[Block] = []
    for concerned, sentences in groups.values():
        head = _named(concerned) if len(groups) > 1 else None
        blocks += voice.told(*sentences, before=1.2 * MM, head=head)
    effects = {one.silence.effet for one in recu.demandes if one.decidee_le is None}
    if "rejet" in effects:
        blocks += voice.told(_remedies(recu, voice), _MOTIFS, before=1.2 * MM)
    if "acceptation" in effects:
        blocks += voice.told(_ATTESTATION, before=1.2 * MM)
    return blocks


def _named(concerned: Sequence[Demande]) -> Msg:
    return N_("{formations}\u00a0: ", formations=[_name(one) for one in concerned])


def _name(one: Demande) -> Msg:
    return N_("{formation} – {demande}", formation=one.formation.libelle, demande=one.genre)


def _sentences(demande: Demande, given: date, voice: Voice) -> Iterator[Msg]:
    """What is said of one candidature. `given`: the day of the receipt, before which no date is ever promised."""
    silence = demande.silence
    if demande.decidee_le:
        yield N_("Une décision vous a été écrite le {jour}.", jour=long_day(demande.decidee_le))
    elif silence.effet == "":
        yield N_(
            "Ce que vaudrait une absence de réponse n’est pas encore fixé pour cette demande\u00a0: demandez-le au "
            "service."
        )
    elif silence.effet == "aucune":
        yield N_("Votre demande recevra une réponse écrite\u00a0; le silence de l’administration ne vaut pas décision.")
    elif silence.echeance is not None and silence.echeance < given:
        yield _over(silence)
    else:
        yield _expected(silence)
        yield from _why(silence, demande)


def _expected(silence: Silence) -> Msg:
    when = _term(silence)
    if silence.effet == "acceptation":
        return N_("Si vous n’avez pas reçu de réponse {terme}, votre demande sera réputée acceptée.", terme=when)
    return N_("Si vous n’avez pas reçu de réponse {terme}, votre demande sera réputée rejetée.", terme=when)


def _over(silence: Silence) -> Msg:
    """The time has run before the receipt was given: since when is said, never a day to come."""
    since = long_day(silence.echeance) if silence.echeance else verbatim("")
    if silence.effet == "acceptation":
        return N_(
            "Le délai de réponse ({mois} mois) est écoulé depuis le {jour}\u00a0: sans réponse reçue à cette date, "
            "votre demande est réputée acceptée.",
            mois=silence.mois,
            jour=since,
        )
    return N_(
        "Le délai de réponse ({mois} mois) est écoulé depuis le {jour}\u00a0: sans réponse reçue à cette date, votre "
        "demande est réputée rejetée.",
        mois=silence.mois,
        jour=since,
    )


def _term(silence: Silence) -> Msg:
    if silence.terme:
        return silence.terme
    start = silence.depart
    if silence.echeance is None:
        return N_("dans un délai de {mois} mois à compter {depart}", mois=silence.mois, depart=_from(start))
    return N_("au {jour} ({mois} mois à compter {depart})", jour=long_day(silence.echeance), mois=silence.mois,
              depart=_from(start))  # fmt: skip


def _from(event: Msg) -> Msg:
    """« de la réception »: the events of `echeances.py` are all feminine, and English says its « from » before."""
    # Translators: « of » and its article; where nothing contracts, {evenement} alone
    return N_("de {evenement}", evenement=event)


def _why(silence: Silence, demande: Demande) -> Iterator[Msg]:
    """Why there is no date, or what the date counts."""
    if silence.terme:
        return
    if silence.echeance is None and demande.recue_le is None and not silence.attend_complet:
        yield _NOT_RECEIVED
    if silence.manque and (silence.effet == "acceptation" or silence.attend_complet):
        yield _ONLY_ONCE_COMPLETE
    elif silence.manque and silence.echeance is not None and silence.pieces_le is not None:
        yield N_(
            "Ce délai est suspendu jusqu’à la remise des pièces demandées, au plus tard jusqu’au {jour} (art. L. "
            "114-5)\u00a0: la date indiquée en tient compte.",
            jour=long_day(silence.pieces_le),
        )
    elif silence.manque:
        yield _SUSPENDED


def _remedies(recu: Recu, voice: Voice) -> Msg:
    court = N_("le tribunal administratif {ville}", ville=of(recu.tribunal)) if recu.tribunal else _COURT
    if recu.autorite_hierarchique:
        return N_(
            "Contre un rejet, vous pouvez, dans les deux mois qui le suivent, former un recours gracieux, un recours "
            "hiérarchique auprès {autorite}, ou saisir {tribunal}, par courrier ou sur www.telerecours.fr (code de "
            "justice administrative, art. R. 421-1 et R. 421-2).",
            autorite=of(recu.autorite_hierarchique),
            tribunal=court,
        )
    return N_(
        "Contre un rejet, vous pouvez, dans les deux mois qui le suivent, former un recours gracieux ou saisir "
        "{tribunal}, par courrier ou sur www.telerecours.fr (code de justice administrative, art. R. 421-1 et R. "
        "421-2).",
        tribunal=court,
    )
