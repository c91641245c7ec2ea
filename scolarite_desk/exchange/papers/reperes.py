"""What the models of letters may name: each value, in the language of the letter, and the text it is put in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.papers.lettres_anglais import GOES_ON
from scolarite_desk.exchange.papers.modeles import RECOURS
from scolarite_desk.exchange.papers.modeles_genres import fourni
from scolarite_desk.exchange.pdf.french import clock, long_day, of, week_day
from scolarite_desk.langue import SOURCE, Langue, said
from scolarite_desk.models.rows.documents import Bloc, Lettre, ModeleLettre, Service, Signature
from scolarite_desk.models.rules.enveloppe import folded
from scolarite_desk.models.rules.euros import show_euros
from scolarite_desk.models.rules.modeles import SLOT
from scolarite_desk.models.rules.papiers import DECISION, MOTIFS
from scolarite_desk.models.rules.phrases import capitalised, with_article, with_preposition
from scolarite_desk.models.rules.states import AVIS
from scolarite_desk.msg import N_, NC_


def slots(lettre: Lettre, langue: Langue) -> Mapping[str, str]:
    """The values a model may name, in the language of the letter. A blank one silences the blocks that need it."""
    say = partial(said, langue=langue)
    called = lettre.convocation
    values = {
        "civilite": say(lettre.civilite),
        "nom": say(lettre.destinataire[0]),
        "dossier": lettre.dossier,
        "demande": say(DEMANDES.get(lettre.genre, DEMANDES["candidature"])),
        "formation": lettre.formation.libelle,
        "en_formation": _in_formation(lettre, langue),
        "code": lettre.formation.code,
        "campagne": lettre.campagne,
        "decision": say(lettre.decision or AVIS[lettre.avis].label) if lettre.papier == DECISION else "",
        "motif": lettre.motif,
        **_conditions(lettre.condition, apart=lettre.condition in lettre.francais),
        "pieces": "\n".join(lettre.attendues),
        "avant_le": say(long_day(lettre.avant_le)) if lettre.avant_le else "",
        "sans_reponse": _YES if lettre.sans_reponse else "",
        "donnee_le": say(long_day(lettre.donnee_le)) if lettre.donnee_le else "",
        "droits": f" ({show_euros(lettre.droits)}\u00a0€)" if lettre.droits else "",
        "bourse_attendue": _YES if lettre.bourse_attendue else "",
        "demandee_le": say(long_day(lettre.demandee_le)) if lettre.demandee_le else "",
        "implicite_le": say(long_day(lettre.implicite_le)) if lettre.implicite_le else "",
        "lettre": lettre.remplace[0] if lettre.remplace else "",
        "lettre_le": say(long_day(lettre.remplace[1])) if lettre.remplace else "",
        "rang": str(lettre.rang) if lettre.rang is not None else "",
        "sans_rang": "" if lettre.rang is not None else _YES,
        "confirmer_avant": say(long_day(lettre.confirmer_avant)) if lettre.confirmer_avant else "",
        "source_delai": f", {say(lettre.source_delai)}" if lettre.source_delai else "",
        "convocation": say(week_day(called.le)) if called else "",
        "heure": say(clock(called.heure)) if called else "",
        "lieu": called.lieu if called else "",
        "tribunal": say(NC_("tribunal", " {ville}", ville=of(lettre.tribunal))) if lettre.tribunal else "",
        "hierarchique": say(of(lettre.autorite_hierarchique)) if lettre.autorite_hierarchique else "",
        "sans_hierarchique": "" if lettre.autorite_hierarchique else _YES,
        "sans_retrait": "" if lettre.retire else _YES,
        "motifs_sur_demande": _YES if lettre.motifs_sur_demande and not lettre.motif else "",
        "saisine_recteur": _YES if lettre.saisine_recteur else "",
        "refus": "\n".join(_refused(lettre, langue)),
        "saisie_le": say(long_day(lettre.saisie_le)) if lettre.saisie_le else "",
        "joindre": reach(lettre.service),
        "orientation": lettre.orientation.rstrip(". "),
        "commission_le": say(long_day(lettre.commission[0])) if lettre.commission else "",
        "avis_commission": say(lettre.commission[1]) if lettre.commission else "",
        "decide_le": say(long_day(lettre.commission[2])) if lettre.commission else "",
        "accuse": "",  # of a receipt alone
        **_of_sheet(lettre, langue),
    }
    return values | {"recours": "\n".join(_remedies(lettre, values, langue))}


def _of_sheet(lettre: Lettre, langue: Langue) -> dict[str, str]:
    """What our own sheet says around any words (`Champ.feuille`)."""
    say, signed = partial(said, langue=langue), lettre.signature
    return {
        "numero": lettre.numero,
        "adresse": address(lettre, langue),
        "etablissement": say(lettre.service.etablissement),
        "ville": lettre.service.ville,
        "jour": say(long_day(lettre.le)),
        "suivi_par": lettre.suivi_par,
        "raison": lettre.raison,
        "recours_du": say(long_day(lettre.recours[1])) if lettre.recours else "",
        "delegation": "\n".join(
            filter(None, (on_behalf(signed, langue) if signed.delegant else "", capitalised(signed.delegation)))
        ),
        "qualite": capitalised(capacity(signed, langue)),
        "signataire": f"{signed.prenom} {signed.nom}".strip(),
    }


def address(lettre: Lettre, langue: Langue) -> str:
    """The lines of the envelope, none of more than 38 signs but for a word that is."""
    return "\n".join(folded(said(line, langue) for line in lettre.destinataire))


def on_behalf(signed: Signature, langue: Langue) -> str:
    # Translators: {delegant} is who delegates, with its article: « la présidente de l’université »
    return said(N_("Pour {delegant}\net par délégation,", delegant=called(signed.delegant, langue)), langue)


def called(capacity: str, langue: Langue) -> str:
    return with_article(capacity) if langue.code == SOURCE else capacity


def capacity(signed: Signature, langue: Langue) -> str:
    """In which capacity somebody signs: in English where the office gave it, else as it is in French."""
    if langue.code != SOURCE and signed.qualite_anglais:
        return signed.qualite_anglais
    return with_article(signed.qualite)


def _conditions(typed: str, apart: bool) -> dict[str, str]:
    """The condition in a sentence: « sous réserve de… » goes on from one, anything else comes after a colon. `apart`:
    so does what is of another language.
    """
    text = typed.strip().rstrip(". ")
    goes_on = text.lower().startswith(("sous ", GOES_ON)) and not apart
    under = text[:1].lower() + text[1:] if goes_on else ""
    return {"condition": text, "sous_reserve": under, "autre_condition": "" if under else text}


def reach(service: Service) -> str:
    return ", ".join(part for part in (service.courriel, service.telephone) if part)


DEMANDES = {  # what was asked, by the kind of candidature: words of one gender
    "candidature": N_("votre candidature"),
    "vapp": N_("votre demande de validation d’acquis"),
    "reprise": N_("votre demande de reprise d’études"),
    "transfert": N_("votre demande de transfert"),
}


def _in_formation(lettre: Lettre, langue: Langue) -> str:
    """The formation after what was asked. What French does to its label, French alone does."""
    formation = lettre.formation
    if langue.code == SOURCE:
        return with_preposition(formation.libelle, formation.en_phrase)
    # Translators: a formation after « votre candidature »
    return said(NC_("formation", "en {formation}", formation=formation.libelle), langue)


def _refused(lettre: Lettre, langue: Langue) -> Iterator[str]:
    """Each refusal that an attestation tells, on a line."""
    for one in lettre.refus:
        named = one.formation if langue.code == SOURCE else one.formation_anglais or one.formation
        day = long_day(one.le)
        told = N_("{formation}\u00a0: refus du {jour}, lettre {numero}", formation=named, jour=day, numero=one.lettre)
        yield said(told if one.lettre else N_("{formation}\u00a0: refus du {jour}", formation=named, jour=day), langue)


def _remedies(lettre: Lettre, values: Mapping[str, str], langue: Langue) -> Iterator[str]:
    """The remedies that the house says in such a letter, a paragraph each; those of a list keep their dash."""
    for bloc in recours_of(lettre, shipped(lettre)):
        if text := filled(bloc, values, langue):
            yield f"–\u00a0{text}" if bloc.style == "puce" else text


def shipped(lettre: Lettre) -> ModeleLettre:
    """What the house says in such a letter."""
    found = fourni(lettre.papier, lettre.avis, lettre.genre)
    assert found is not None  # else it was refused
    return found


def recours_of(lettre: Lettre, model: ModeleLettre) -> tuple[Bloc, ...]:
    """The remedies, which no words of the office take away; whoever loses a place may contest it, whatever is said.
    Reasons say those of an implied rejection, which nobody was written.
    """
    if lettre.papier == MOTIFS and lettre.implicite_le is None:
        return ()
    return model.recours or shipped(lettre).recours or (RECOURS if lettre.retire else ())


_YES = "oui"  # a slot that only lets others speak


def fill(text: str, slots: Mapping[str, str]) -> str | None:
    """The text with its values; None when a slot that is not optional (`{motif}`, not `{motif?}`) is blank."""
    for name, optional in SLOT.findall(text):
        if name not in slots:
            unknown = f"{{{name}}}"
            raise Refused(N_("Le modèle de lettre nomme «\u00a0{repere}\u00a0», qui n’existe pas.", repere=unknown))
        if not slots[name] and not optional:
            return None
    return SLOT.sub(lambda found: slots[found[1]], text)


def filled(bloc: Bloc, slots: Mapping[str, str], langue: Langue) -> str | None:
    """The text of one block, None when it has nothing to say. Raises `Refused` on an unknown slot."""
    return fill(said(bloc.texte, langue), slots) if not bloc.si or slots.get(bloc.si) else None
