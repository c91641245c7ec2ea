"""Every kind of file that comes in, by its code: it never changes, what was brought in is recorded under it."""

from __future__ import annotations

from scolarite_desk.exchange.imports.profil import RENDEZVOUS as LISTE
from scolarite_desk.exchange.imports.profil import Profil
from scolarite_desk.exchange.imports.profils.ecandidat import ECANDIDAT
from scolarite_desk.exchange.imports.profils.libre import LIBRE
from scolarite_desk.exchange.imports.profils.notre import NOTRE
from scolarite_desk.exchange.imports.profils.offre import OFFRE
from scolarite_desk.exchange.imports.profils.pegase import PEGASE
from scolarite_desk.exchange.imports.profils.plateformes import MON_MASTER, PARCOURSUP_ADMIS, PARCOURSUP_DONNEES
from scolarite_desk.msg import N_

RENDEZVOUS = Profil("rendezvous", N_("Liste de rendez-vous"), LISTE, ())  # its own reader knows its headings

PROFILS: dict[str, Profil] = {
    one.code: one
    for one in (
        RENDEZVOUS,
        ECANDIDAT,
        MON_MASTER,
        PARCOURSUP_ADMIS,
        PARCOURSUP_DONNEES,
        PEGASE,
        OFFRE,
        NOTRE,
        LIBRE,
    )
}
