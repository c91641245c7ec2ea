"""States, as data, and which ones a piece and a visit go through; what may follow what of a candidature: `passages`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scolarite_desk.msg import N_, NC_, Msg, verbatim


@dataclass(frozen=True)
class State:
    """A code kept in the base, its label, and how it is shown."""

    code: str
    label: Msg
    icon: str
    tone: str = "muted"


class States(dict[str, State]):
    """States by code, in order. A code of none of them (another version wrote it) is shown as it is, with a sign."""

    def __missing__(self, code: str | None) -> State:
        return State(code or "", verbatim(code or ""), "circle-alert", "bad")


def table(*states: State) -> States:
    """States by code, in order."""
    return States((state.code, state) for state in states)


def placed(order: Sequence[str], code: str | None) -> int:
    """Where a code stands in an order; one that is not there comes first, to be seen."""
    return order.index(code) if code in order else -1


STATUT = table(
    State("AT", N_("En attente"), "circle-dashed", "warn"),
    State("RE", N_("Réceptionné"), "log-in", "accent"),
    State("IN", N_("Incomplet"), "circle-dashed", "warn"),
    State("CO", N_("Complet"), "circle-check", "ok"),
)
TRAITEMENT = table(
    State("AT", N_("En attente de traitement"), "circle-dashed", "warn"),
    State("AC", N_("Accès contrôlé"), "scale"),
    State("AD", N_("Accès direct"), "door-open"),
)
AVIS = table(
    State("FA", N_("Favorable"), "circle-check", "ok"),
    State("DE", N_("Défavorable"), "circle-x", "bad"),
    State("LC", N_("Liste complémentaire"), "list-filter", "accent"),
    State("LA", N_("Liste d’attente"), "hourglass", "warn"),
    State("PR", N_("Présélection"), "calendar-days", "accent"),
)
CONFIRMATION = table(
    State("confirmee", N_("Confirmée"), "circle-check", "ok"),
    State("desistee", N_("Désistement"), "circle-minus", "muted"),
    State("sans_reponse", N_("Sans réponse"), "circle-help", "muted"),
)
_OF_LIST = {"confirmee": N_("Reste sur la liste"), "desistee": N_("Quitte la liste")}


def answer_of(code: str, avis: str = "") -> Msg:
    """What the person answered, in the words of the avis that asked: to a rank, one stays on the list or leaves it."""
    label = CONFIRMATION[code].label if code in CONFIRMATION else verbatim(code)
    return _OF_LIST.get(code, label) if avis == "LC" else label


PIECE = table(
    State("AT", N_("Manquante"), "circle-dashed", "warn"),
    State("TR", N_("Reçue, à examiner"), "eye", "accent"),
    State("RE", N_("Refusée"), "circle-x", "bad"),
    State("VA", N_("Validée"), "circle-check", "ok"),
    State("NC", N_("Non concerné"), "circle-minus", "muted"),
)
VISITE = table(
    State("rendezvous", N_("Rendez-vous"), "calendar-days", "muted"),
    State("arrivee", NC_("visite", "Arrivée"), "log-in", "accent"),
    State("attente", NC_("visite", "En attente"), "hourglass", "warn"),
    State("guichet", N_("Au guichet"), "user-check", "accent"),
    State("terminee", N_("Reçue"), "circle-check", "ok"),
    State("absente", N_("Absente"), "circle-x", "muted"),
    State("excusee", N_("Excusée"), "circle-minus", "muted"),
)
FINAL_AVIS = frozenset({"FA", "DE"})
DECIDENT = frozenset({"FA", "DE", "LC"})  # their letter is the answer that was waited for; waiting decides nothing
ANSWERED_AVIS = ("FA", "LC")  # a place, or a rank that the letter asks to confirm
PARTIS = ("desistee", "sans_reponse")  # answers of who left: neither a place nor a rank is held any more

# From which codes a code can be reached by an ordinary act. None: nothing yet. Corrections keep their reason apart.
TRANSITIONS: Mapping[str, Mapping[str, frozenset[str | None]]] = {
    "piece": {
        "AT": frozenset({"TR", "VA", "RE", "NC"}),
        "TR": frozenset({None, "AT", "VA", "RE", "NC"}),
        "VA": frozenset({None, "AT", "TR", "RE", "NC"}),
        "RE": frozenset({"TR", "VA"}),
        "NC": frozenset({None, "AT"}),
    },
    "visite": {
        "rendezvous": frozenset({None, "arrivee", "attente", "absente", "excusee"}),
        "arrivee": frozenset({None, "rendezvous", "attente", "absente"}),
        "attente": frozenset({None, "arrivee", "rendezvous", "guichet"}),
        "guichet": frozenset({None, "arrivee", "attente", "terminee", "rendezvous"}),
        "terminee": frozenset({"guichet"}),
        "absente": frozenset({"rendezvous", "arrivee", "attente"}),
        "excusee": frozenset({"rendezvous"}),
    },
}


def allowed(axis: str, before: str | None, after: str) -> bool:
    """Whether an ordinary act may go from one state to the other. From a code of no state, as from nothing."""
    codes = TRANSITIONS[axis]
    return (before if before in codes else None) in codes[after] or (before is not None and before not in codes)
