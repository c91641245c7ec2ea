"""Every setting, once: key, label, reader, default, and what it changes. Law left open is a setting, never a guess."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any

from scolarite_desk.models.fields import readers as r
from scolarite_desk.models.fields.field import ALWAYS, NEVER, Field, Lists, Reader
from scolarite_desk.models.rules.cvec import FIRST_YEAR, known_amount
from scolarite_desk.models.rules.dates import is_academic_year
from scolarite_desk.models.rules.fault import Fault


@dataclass(frozen=True)
class Setting:
    """One setting. `default` is the text kept when nobody chose; blank means « à renseigner »."""

    key: str
    label: str
    part: str
    reader: Reader
    default: str = ""
    effect: str = ""  # what it changes, shown under it
    needed: bool = False  # on the administrator's list while it is blank

    def kept(self, text: str, lists: Lists) -> str:
        """The text as it is kept, "" when blank. Raises `Fault` when it cannot be read."""
        value = self.reader.read(text, lists, {})
        if isinstance(value, bool):
            return "oui" if value else "non"
        if value is None or self.reader.kind == "choix":
            return value or ""
        return self.reader.show(value, lists)

    def value(self, text: str, lists: Lists) -> Any:
        """The value that a kept text means, None when it is blank or no longer reads."""
        try:
            return self.reader.read(text, lists, {})
        except Fault:
            return None

    @property
    def field(self) -> Field:
        """The field that the settings window shows."""
        return Field(
            "reglage",
            self.key,
            self.label,
            self.reader,
            part=self.part,
            hint=self.effect,
            required=ALWAYS if self.needed else NEVER,
        )


ETABLISSEMENT, INE, CVEC, DROIT, NUMEROS = "Établissement", "INE", "CVEC", "Règles de droit", "Candidatures"
DONNEES, SECURITE = "Données personnelles", "Sécurité"

# A table reads better as lines.
# fmt: off
SETTINGS = (
    Setting("etablissement", "Nom", ETABLISSEMENT, r.Texte(200), effect="En tête des reçus et des courriers",
            needed=True),
    Setting("uai", "UAI", ETABLISSEMENT, r.Uai(), effect="Préfixe des INE provisoires", needed=True),
    Setting("service", "Service", ETABLISSEMENT, r.Texte(200), effect="Nom du service sur le reçu (CRPA R. 112-5)",
            needed=True),
    Setting("adresse", "Adresse", ETABLISSEMENT, r.LongTexte(500), effect="Sur le reçu et les courriers", needed=True),
    Setting("telephone", "Téléphone", ETABLISSEMENT, r.Telephone(), effect="Sur le reçu (CRPA R. 112-5)", needed=True),
    Setting("courriel", "Courriel", ETABLISSEMENT, r.Courriel(), effect="Sur le reçu (CRPA R. 112-5)", needed=True),
    Setting("ville", "Ville", ETABLISSEMENT, r.Texte(100), effect="Devant la date des lettres"),
    Setting("tribunal", "Tribunal administratif de", ETABLISSEMENT, r.Texte(100),
            effect="Voies de recours, sur les lettres et le reçu", needed=True),
    Setting("dpo", "Délégué à la protection", ETABLISSEMENT, r.Texte(200), effect="Mention sur le reçu", needed=True),
    Setting("mention_rgpd", "Mention d’information", ETABLISSEMENT, r.LongTexte(1000), effect="Au bas du reçu",
            default="Vos données servent à instruire votre candidature. Vous pouvez y accéder et les faire rectifier."),
    Setting("orientation", "Service d’orientation", ETABLISSEMENT, r.Texte(200),
            effect="Noté ici\u00a0: aucun document ne l’imprime"),
    Setting("accent", "Couleur", ETABLISSEMENT, r.Code("#[0-9A-F]{6}", "Une couleur s’écrit #1C6470."),
            default="#1c6470", effect="De la fenêtre, et du filet en tête des documents"),
    Setting("ine_provisoire_autorise", "Attribuer des INE provisoires", INE, r.OuiNon(), default="oui",
            effect="Non\u00a0: le dossier reste sans INE"),
    Setting("serie_ine", "Lettre de série", INE, r.Code("[A-Z]", "Une seule lettre, de A à Z."),
            effect="Réservée, inconnue d’Apogée et de Pégase",
            needed=True),
    Setting("ordre_ine_base36", "Lettres dans l’ordre", INE, r.OuiNon(), default="non",
            effect="Après 0009\u00a0: oui, 000A\u00a0; non, 0010, et 9999 au plus"),
    Setting("cvec_vapp_non_concernee", "VAPP non concernées", CVEC, r.OuiNon(), default="non",
            effect="Si la VAPP vaut formation continue ici"),
    Setting("silence", "Absence de réponse", DROIT, r.Choix("silence"), needed=True,
            effect="Acceptation, rejet ou aucune règle\u00a0: au service juridique de trancher"),
    Setting("silence_mois", "Délai de réponse (mois)", DROIT, r.Entier(1, 24), default="2", effect="CRPA L. 231-1"),
    Setting("silence_depart", "Départ de ce délai", DROIT, r.Choix("silence_depart"), default="reception",
            effect="Réception ou dossier complet"),
    Setting("jours_ouvres", "Report au jour ouvré", DROIT, r.OuiNon(), default="non", effect="Échéances un jour chômé"),
    Setting("delai_pieces", "Délai des pièces (jours)", DROIT, r.Entier(1, 365), default="15",
            effect="Pièces manquantes (CRPA L. 114-5)"),
    Setting("voeux_max", "Candidatures au plus", NUMEROS, r.Entier(1, 100), default="20",
          effect="Au-delà, un avertissement"),
    Setting("ine_obligatoire", "INE attendu", NUMEROS, r.OuiNon(), default="oui", effect="Des Français bacheliers"),
    Setting("pays_eef", "Pays Études en France", NUMEROS, r.LongTexte(4000), effect="Codes, séparés par des espaces"),
    Setting("prefixe_mon_master", "Préfixe Mon Master", NUMEROS, r.Code("[0-9A-Z]{1,2}",
            "Un ou deux caractères, comme M3."), default="M3", effect="À l’inscription, CAND… devient M3…"),
    Setting("conservation_refus", "Refus, désistements (mois)", DONNEES, r.Entier(1, 600), default="12",
            effect="Après la fin de la campagne (Mon Master\u00a0: 1 an, puis 6 mois d’archive)"),
    Setting("conservation_sans_suite", "Sans suite (mois)", DONNEES, r.Entier(1, 600), default="12",
            effect="Demandes jamais décidées, ou annulées"),
    Setting("conservation_admis", "Admis (mois)", DONNEES, r.Entier(1, 600), needed=True,
            effect="À trancher avec l’archiviste\u00a0; vide, ces dossiers ne sont pas proposés à l’effacement"),
    Setting("conservation_vapp", "VAPP, reprises, transferts (mois)", DONNEES, r.Entier(1, 600), needed=True,
            effect="À trancher avec l’archiviste\u00a0; vide, ces dossiers ne sont pas proposés à l’effacement"),
    Setting("acces_mois", "Journal des accès (mois)", DONNEES, r.Entier(6, 36), default="12",
            effect="Au-delà, il est purgé (CNIL\u00a0: 6 à 12 mois)"),
    Setting("rgpd_responsable", "Responsable du traitement", DONNEES, r.Texte(200),
            effect="Représentant légal, sur la fiche de registre (RGPD art. 30)"),
    Setting("rgpd_base_legale", "Base légale", DONNEES, r.LongTexte(400),
            default="Mission d’intérêt public (RGPD, article 6, 1, e)", effect="Sur la fiche de registre"),
    Setting("rgpd_destinataires", "Destinataires", DONNEES, r.LongTexte(1000), effect="Sur la fiche de registre",
            default="Agents de la scolarité, membres des commissions, service des inscriptions"),
    Setting("rgpd_contact", "Demandes des personnes", DONNEES, r.Texte(200),
            effect="À qui écrire pour exercer ses droits"),
    Setting("verrouillage", "Verrouillage (minutes)", SECURITE, r.Entier(1, 120), default="5",
            effect="Sans toucher à l’ordinateur\u00a0; le mot de passe est alors redemandé"),
)
# fmt: on

BY_KEY = {setting.key: setting for setting in SETTINGS}
_MONTANT = "cvec_montant_"  # a family of settings, one an academic year: a new campaign needs no new version


def named(key: str) -> Setting | None:
    """The setting of a key, the CVEC of any academic year among them; None when there is no such setting."""
    annee = key.removeprefix(_MONTANT)
    return cvec_amount(annee) if annee != key and is_academic_year(annee) else BY_KEY.get(key)


def cvec_amount(annee: str) -> Setting:
    """The CVEC of an academic year ("2026-2027"). What a source gives is its default; else it is to be filled."""
    known = known_amount(annee)
    default = "" if known is None else f"{known:.2f}".replace(".", ",")
    effect = "À renseigner" if known is None else "Euros"
    return Setting(f"{_MONTANT}{annee}", f"Montant {annee}", CVEC, r.Montant(), default, effect, needed=known is None)


def every(annees: Iterable[str]) -> tuple[Setting, ...]:
    """All of SETTINGS, and after those of the CVEC its amounts in the academic years given, from its first year on."""
    amounts = [cvec_amount(one) for one in sorted(set(annees)) if one >= FIRST_YEAR and is_academic_year(one)]
    return tuple(
        chain.from_iterable((one, *amounts) if one.key == "cvec_vapp_non_concernee" else (one,) for one in SETTINGS)
    )
