"""Every room of the window, once: the command that opens it, and its class, imported when it is first entered.

A new room is a function and a line here, and a line in `COMMANDS` (`ui/desk/commands.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from scolarite_desk.ui.salles.room import Room


def _journee() -> type[Room]:
    from scolarite_desk.ui.salles.journee.room import JourneeRoom

    return JourneeRoom


def _decisions() -> type[Room]:
    from scolarite_desk.ui.salles.decisions.room import DecisionsRoom

    return DecisionsRoom


def _suivi() -> type[Room]:
    from scolarite_desk.ui.salles.suivi.room import SuiviRoom

    return SuiviRoom


def _si() -> type[Room]:
    from scolarite_desk.ui.salles.si.room import SiRoom

    return SiRoom


def _formations() -> type[Room]:
    from scolarite_desk.ui.salles.formations.room import FormationsRoom

    return FormationsRoom


def _reglages() -> type[Room]:
    from scolarite_desk.ui.salles.reglages.room import ReglagesRoom

    return ReglagesRoom


def _divergences() -> type[Room]:
    from scolarite_desk.ui.salles.divergences.room import DivergencesRoom

    return DivergencesRoom


def _doublons() -> type[Room]:
    from scolarite_desk.ui.salles.doublons.room import DoublonsRoom

    return DoublonsRoom


def _modeles() -> type[Room]:
    from scolarite_desk.ui.salles.modeles.room import ModelesRoom

    return ModelesRoom


def _journal() -> type[Room]:
    from scolarite_desk.ui.salles.journal.room import JournalRoom

    return JournalRoom


def _corbeille() -> type[Room]:
    from scolarite_desk.ui.salles.corbeille import CorbeilleRoom

    return CorbeilleRoom


def _registre() -> type[Room]:
    from scolarite_desk.ui.salles.registre import RegistreRoom

    return RegistreRoom


def _comptes() -> type[Room]:
    from scolarite_desk.ui.salles.comptes.room import ComptesRoom

    return ComptesRoom


def _motdepasse() -> type[Room]:
    from scolarite_desk.ui.salles.motdepasse import MotDePasseRoom

    return MotDePasseRoom


def _rgpd() -> type[Room]:
    from scolarite_desk.ui.salles.rgpd.room import RgpdRoom

    return RgpdRoom


def _sauvegardes() -> type[Room]:
    from scolarite_desk.ui.salles.sauvegardes.room import SauvegardesRoom

    return SauvegardesRoom


def _postes() -> type[Room]:
    from scolarite_desk.ui.salles.postes.room import PostesRoom

    return PostesRoom


def _vue() -> type[Room]:
    from scolarite_desk.ui.salles.vues.room import VueRoom

    return VueRoom


def _exporter() -> type[Room]:
    from scolarite_desk.ui.salles.exports.room import ExportsRoom

    return ExportsRoom


def _importer() -> type[Room]:
    from scolarite_desk.ui.salles.imports.room import ImporterRoom

    return ImporterRoom


ROOMS: Mapping[str, Callable[[], type[Room]]] = {
    "journee": _journee,
    "decisions": _decisions,
    "suivi": _suivi,
    "si": _si,
    "formations": _formations,
    "reglages": _reglages,
    "divergences": _divergences,
    "doublons": _doublons,
    "modeles": _modeles,
    "journal": _journal,
    "corbeille": _corbeille,
    "registre": _registre,
    "comptes": _comptes,
    "motdepasse": _motdepasse,
    "rgpd": _rgpd,
    "sauvegardes": _sauvegardes,
    "postes": _postes,
    "vue": _vue,
    "exporter": _exporter,
    "importer": _importer,
}
