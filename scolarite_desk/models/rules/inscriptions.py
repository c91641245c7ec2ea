"""The enrolment of an admitted person: its states, what is seen of it, what is unusual in one.

A holder of a conditional grant (« boursier en attente ») pays at the scolarité, on proof, and never online again, which
would cancel the enrolment; notified later, the fees are paid back. Nothing here is a rule that blocks: what lacks is
told, and a reason is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from scolarite_desk.models.rules.cvec import CvecProposal
from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.models.rules.euros import show_euros
from scolarite_desk.models.rules.states import State, table
from scolarite_desk.msg import N_, NC_, NOTHING, Msg

A_FAIRE, ATTENTE, INSCRITE, ANNULEE = "a_faire", "attente", "inscrite", "annulee"
ETATS = table(
    State(A_FAIRE, NC_("inscription", "À faire"), "circle-dashed", "warn"),
    State(ATTENTE, N_("Paiement attendu"), "hourglass", "accent"),
    State(INSCRITE, N_("Inscrit(e)"), "circle-check", "ok"),
    State(ANNULEE, NC_("inscription", "Annulée"), "circle-minus", "muted"),
)
VIVES = (A_FAIRE, ATTENTE, INSCRITE)
MODES = {
    "carte": N_("Carte bancaire"),
    "cheque": N_("Chèque"),
    "virement": N_("Virement"),
    "especes": N_("Espèces"),
    "en_ligne": N_("En ligne"),
    "tiers": N_("Par un tiers"),
}
PREUVES = {
    "identite": N_("Pièce d’identité"),
    "cvec": N_("Attestation CVEC"),
    "diplome": N_("Diplôme ou relevé de notes"),
    "bourse": N_("Notification de bourse"),
    "paiement": N_("Preuve de paiement"),
    "assurance": N_("Responsabilité civile"),
}
NE_PAS_REPAYER = N_(
    "Notification de bourse attendue\u00a0: paiement à la scolarité, sur pièces. Ne pas payer de nouveau en ligne, "
    "l’inscription serait annulée."
)


def seen(preuves: str | None) -> tuple[str, ...]:
    """The codes of the proofs that were seen, in the order of the list; those of another version last."""
    codes = (preuves or "").split()
    return tuple(sorted(set(codes), key=lambda one: (list(PREUVES).index(one) if one in PREUVES else 99, one)))


def lacks(du: Decimal | None, percu: bool, cvec: str | None, proposed: CvecProposal) -> Iterator[tuple[str, Msg]]:
    """What an enrolment lacks, by the code under which its reason is kept. `cvec`: the situation of that year's."""
    if du is None:
        yield "droits_inconnus", N_("Le montant des droits n’est pas fixé.")
    elif du > 0 and not percu:
        yield "droits_impayes", N_("Le paiement des droits n’est pas noté.")
    if cvec is None and proposed.situation != "non_concernee":
        yield "cvec_manquante", N_("La CVEC de l’année manque.")


def doubts(cvec: str | None, proposed: CvecProposal, percu_le: date | None, confirmee_le: date | None) -> Iterator[Msg]:
    """What is unusual in one, told and never in the way. `confirmee_le`: the day on which the place was taken."""
    if percu_le is not None and confirmee_le is not None and percu_le < confirmee_le:
        yield N_("Le paiement, du {jour}, précède la confirmation de la place\u00a0: vérifiez ce jour.",
                 jour=show_day(percu_le))  # fmt: skip
    if cvec == "payee" and proposed.situation == "non_concernee":
        yield N_("La CVEC est payée, et ce régime n’est pas concerné\u00a0: voyez son remboursement avec le CROUS.")


def to_refund(percu: bool, rembourse: bool, avant: object, boursier: str | None) -> bool:
    """Whether what was paid is to be paid back: it was asked, or the grant was notified since."""
    return percu and not rembourse and (avant is not None or boursier == "oui")


def owed(du: Decimal | None) -> Msg:
    """What is owed, in a word."""
    if du is None:
        return N_("droits à fixer")
    return N_("{euros}\u00a0€ de droits", euros=show_euros(du)) if du else NOTHING
