"""What is done to several candidatures as one gesture: one line of `EN_LOT` an act, seen before, undone at once.

Each candidature keeps its own work. Who could be concerned is what the table of passages says; who is, and why the
others are not, is what the act itself answers once it is rehearsed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from scolarite_desk.models.fields.field import ALWAYS, Field, applying
from scolarite_desk.models.fields.of_dossier import (
    ANNULATION,
    AVIS_EN_LOT,
    CORRECTION_EN_LOT,
    DATES_EN_LOT,
    ETIQUETTE,
    PLACE,
    REPONSE_EN_LOT,
    REQUETE_EN_LOT,
    SESSION,
    STATUT_EN_LOT,
    TRAITEMENT_EN_LOT,
)
from scolarite_desk.models.fields.of_inscription import ANNULATION as ANNULATION_INSCRIPTION
from scolarite_desk.models.fields.of_inscription import INSCRIRE_EN_LOT, REMBOURSER_EN_LOT
from scolarite_desk.models.rules.gardes import OUVERTE, VIVANTE, Stade
from scolarite_desk.models.rules.passages import possible
from scolarite_desk.models.rules.places import Places, free
from scolarite_desk.models.rules.requetes import MOTIFS
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.msg import N_, Msg
from scolarite_desk.progress import Progress
from scolarite_desk.services.appel import lapse, promote
from scolarite_desk.services.avis import correct_avis, enter_avis, unvalidate_avis, validate_avis, withdraw_avis
from scolarite_desk.services.candidatures import (
    cancel_candidature,
    confirm,
    desist,
    reopen_candidature,
    set_candidature,
    set_traitement,
    transmit,
    validate_traitement,
)
from scolarite_desk.services.completude import set_statut
from scolarite_desk.services.etiquettes import put_tag, take_off_tag
from scolarite_desk.services.inscriptions import (
    await_payment,
    begin_inscription,
    cancel_inscription,
    enrol,
    refund,
)
from scolarite_desk.services.lots import Ending, LotOutcome, do_each, rehearse
from scolarite_desk.services.requetes import answer_waiting, give_reasons, receive_requete
from scolarite_desk.services.ressaisie import ask_retyping, retyped
from scolarite_desk.services.seance import numbered
from scolarite_desk.services.sessions import change_session
from scolarite_desk.store.queries.etiquettes import put_on, tags
from scolarite_desk.store.queries.places import holding, places_with
from scolarite_desk.store.queries.requetes import anybody_asks
from scolarite_desk.store.queries.ressaisies import waits_typing
from scolarite_desk.store.queries.rows import by_key
from scolarite_desk.store.queries.stades import stades
from scolarite_desk.store.store import Store

Values = Mapping[str, Any]  # what an act is told besides the candidature
Donne = Callable[[Session, Sequence[str], Values], Collection[str]]


def _nobody(_session: Session, _candidatures: Sequence[str], _values: Values) -> Collection[str]:
    return ()


def _all(_session: Session, candidatures: Sequence[str], _values: Values) -> Collection[str]:
    return candidatures


def _favorable(_session: Session, candidatures: Sequence[str], values: Values) -> Collection[str]:
    return candidatures if values.get("avis") == "FA" else ()


def _held(session: Session, candidatures: Sequence[str], _values: Values) -> Collection[str]:
    return holding(session, candidatures)


def _reasons_asked(session: Session, candidatures: Collection[str]) -> bool:
    return anybody_asks(session, candidatures, MOTIFS)


def _decided(stade: Stade) -> bool:
    return VIVANTE.tient(stade) and stade.valide


@dataclass(frozen=True)
class EnLot:
    """An act on a candidature, and the fields that it asks once for all of them, named as what it takes. `joue`: the
    act as a lot of it is played (candidatures, values), where one depends on those before it. `donne`: whom of those
    that it is done to it gives a place, or makes sure of one. `libre`: none of its fields is asked, but one at least.
    `quand`: where it makes sense, of an act that no passage names, since it leaves them where they stand. `si`:
    whether it makes sense of these at all.
    """

    acte: Callable[..., Any]
    champs: tuple[Field, ...] = ()
    joue: Callable[[Sequence[str], Values], Callable[..., Any]] | None = None
    donne: Donne = _nobody
    libre: bool = False
    quand: Callable[[Stade], bool] | None = None
    si: Callable[[Session, Collection[str]], object] = lambda _session, _candidatures: True

    def may(self, stade: Stade) -> bool:
        """Whether it makes sense there."""
        return possible(self.acte.__name__, stade) if self.quand is None else self.quand(stade)

    def played(self, candidatures: Sequence[str], values: Values) -> Callable[..., Any]:
        """The act, for these."""
        return self.acte if self.joue is None else self.joue(candidatures, values)

    def lacks(self, shown: Values) -> bool:
        """Whether something that it always asks is still blank."""
        if self.libre:
            return not self.asked(shown)
        return any(one.required is ALWAYS and shown.get(one.name) is None for one in self.champs)

    def asked(self, shown: Values) -> dict[str, Any]:
        """What it is told, of what a form shows: what goes together, blanks left to the act."""
        return {name: value for name, value in applying(self.champs, shown).items() if value is not None}


EN_LOT = {
    one.acte.__name__: one
    for one in (
        EnLot(set_statut, STATUT_EN_LOT),
        EnLot(transmit),
        EnLot(set_traitement, TRAITEMENT_EN_LOT),
        EnLot(validate_traitement),
        EnLot(enter_avis, AVIS_EN_LOT, numbered(enter_avis), _favorable),
        EnLot(withdraw_avis),
        EnLot(validate_avis, donne=_held),
        EnLot(unvalidate_avis),
        EnLot(correct_avis, CORRECTION_EN_LOT, numbered(correct_avis), _favorable),
        EnLot(promote, PLACE, donne=_all),
        EnLot(confirm),
        EnLot(desist),
        EnLot(lapse),
        EnLot(receive_requete, REQUETE_EN_LOT, quand=_decided),
        EnLot(answer_waiting, REPONSE_EN_LOT, quand=_decided),
        EnLot(give_reasons, quand=OUVERTE.tient, si=_reasons_asked),
        EnLot(set_candidature, DATES_EN_LOT, libre=True, quand=VIVANTE.tient),
        EnLot(change_session, SESSION, quand=VIVANTE.tient),
        EnLot(cancel_candidature, ANNULATION),
        EnLot(reopen_candidature),
        EnLot(put_tag, ETIQUETTE, quand=OUVERTE.tient, si=tags),
        EnLot(take_off_tag, ETIQUETTE, quand=OUVERTE.tient, si=put_on),
        EnLot(ask_retyping, quand=VIVANTE.tient),
        EnLot(retyped, quand=VIVANTE.tient, si=waits_typing),
        EnLot(begin_inscription),
        EnLot(await_payment),
        EnLot(enrol, INSCRIRE_EN_LOT),
        EnLot(cancel_inscription, ANNULATION_INSCRIPTION),
        EnLot(refund, REMBOURSER_EN_LOT),
    )
}


def offered(session: Session, candidatures: Collection[str]) -> tuple[str, ...]:
    """The acts that one of these candidatures at least would pass where it stands."""
    found = stades(session, by_key(session, Candidature, candidatures).values()).values()
    return tuple(
        code for code, one in EN_LOT.items() if any(one.may(stade) for stade in found) and one.si(session, candidatures)
    )


def preview(
    store: Store, acte: str, candidatures: Sequence[str], values: Values, progress: Progress
) -> LotOutcome[str, Any]:
    """What an act of the table would give; nothing is written."""
    return rehearse(store, EN_LOT[acte].played(candidatures, values), candidatures, _told(values), progress)


def places_left(
    session: Session, acte: str, candidatures: Sequence[str], values: Values
) -> tuple[tuple[Msg, bool], ...]:
    """What the places of each list would be once it is done to these, and whether they are too few: told before it is
    done, and never in the way. Empty where it gives none, or where no capacity was voted.
    """
    given = EN_LOT[acte].donne(session, candidatures, values)
    found = {paire: one for paire, one in places_with(session, given).items() if one.capacite is not None}
    rows = by_key(session, Formation, {paire.formation for paire in found})

    def told(formation: str, places: Places) -> Msg:
        left = free(places)
        return N_("{formation}\u00a0: {places}", formation=rows[formation].code, places=left) if len(rows) > 1 else left

    said = [(told(paire.formation, one), one.surnombre > 0) for paire, one in found.items()]
    return tuple(one for rank, one in enumerate(said) if one not in said[:rank])  # two sessions may share their places


def give(
    store: Store,
    source: object | None,
    acte: str,
    candidatures: Sequence[str],
    values: Values,
    progress: Progress,
    ending: Ending = nullcontext,
) -> LotOutcome[str, Any]:
    """Do it. Cancelling keeps those that are done."""
    return do_each(
        store, source, EN_LOT[acte].played(candidatures, values), candidatures, _told(values), progress, ending
    )


def _told(values: Values) -> Callable[[str, int], Values]:
    return lambda key, _: {**values, "candidature": key}
