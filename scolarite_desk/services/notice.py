"""What a person is told when their data are taken (RGPD, article 13), from the settings of the office."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from scolarite_desk.models.fields.reglages import BY_KEY
from scolarite_desk.models.rules.conservation import SORTS
from scolarite_desk.msg import N_, NN_, Msg, joined, verbatim

_LABEL = re.compile(
    r"\s*(?:l[ea]\s+)?(?:délégué[·.]?e?\s+à\s+la\s+protection(?:\s+des\s+données)?|dpo|dpd)\s*[:,–-]\s*", re.I
)
_PURPOSE = N_("Vos données servent à instruire votre candidature\u00a0; sans elles, elle ne peut pas l’être.")
_RIGHTS = N_(
    "Vous pouvez demander l’accès à vos données, leur rectification, leur effacement ou la limitation de leur "
    "traitement, et vous y opposer pour une raison tenant à votre situation (RGPD, art. 15 à 21)"
)


def notice(chosen: Mapping[str, str], anglais: bool = False) -> Msg:
    """Purpose, controller, legal basis, recipients, keeping, rights, delegate, complaint. What is unset is left out.

    `anglais`: for who reads English; the office's own words stay as they are, but for those that it gave in English.
    """
    return joined(" ", *_sentences(chosen, anglais))


def _sentences(chosen: Mapping[str, str], anglais: bool) -> Iterator[Msg]:
    yield _purpose(chosen, anglais)
    who = [part for part in (chosen["rgpd_responsable"], chosen["etablissement"]) if part]
    if who:
        yield N_("Responsable du traitement\u00a0: {qui}.", qui=who)
    if chosen["rgpd_base_legale"]:
        yield N_("Base légale\u00a0: {base}.", base=_own(chosen, "rgpd_base_legale"))
    if chosen["rgpd_destinataires"]:
        yield N_("Destinataires\u00a0: {destinataires}.", destinataires=_own(chosen, "rgpd_destinataires"))
    if durees := [*_kept(chosen)]:
        yield N_("Conservation après la fin de la campagne\u00a0: {durees}.", durees=durees)
    contact = chosen["rgpd_contact"] or chosen["courriel"]
    yield (
        N_("{droits}\u00a0: {contact}.", droits=_RIGHTS, contact=contact)
        if contact
        else N_("{droits}.", droits=_RIGHTS)
    )
    if chosen["dpo"].strip():
        yield N_("Délégué à la protection des données\u00a0: {nom}.", nom=delegate(chosen["dpo"]))
    yield N_("Vous pouvez adresser une réclamation à la CNIL (www.cnil.fr).")


def _purpose(chosen: Mapping[str, str], anglais: bool) -> Msg:
    """Ours while nobody wrote another; else the office's, and its English."""
    text = chosen["mention_rgpd"]
    if text == BY_KEY["mention_rgpd"].default:
        text = ""
    written = (chosen["mention_rgpd_anglais"] if anglais else "") or text
    return verbatim(written.strip()) or _PURPOSE


def _own(chosen: Mapping[str, str], key: str) -> Msg:
    return BY_KEY[key].words(chosen[key].rstrip(". "))


def _kept(chosen: Mapping[str, str]) -> Iterator[Msg]:
    """How long, by what becomes of the request; a receipt waits for those that are not settled (`rules/vides.py`)."""
    for one in SORTS.values():
        if months := chosen[one.reglage].strip():
            yield N_("{sort} ({duree})", sort=one.label, duree=NN_("{n} mois", "{n} mois", int(months)))


def delegate(text: str) -> str:
    """Who the delegate is, without the title that some write before: a paper says it itself."""
    return _LABEL.sub("", text, count=1).strip().rstrip(". ") if _LABEL.match(text) else text.strip().rstrip(". ")
