"""Students as the files for Pégase name them, read back: those of its version 28 and later, and those before it."""

from __future__ import annotations

from scolarite_desk.exchange.imports.profil import CANDIDATURES, Profil, Source
from scolarite_desk.models.rules.fold import fold
from scolarite_desk.msg import N_

_BLOCKS = range(1, 6)  # vœux of one student, side by side

# fmt: off
PEGASE = Profil(
    "pegase",
    N_("Étudiants de Pégase"),
    CANDIDATURES,
    (
        Source("identifiants.ECANDIDAT", ("numero_candidat",)),
        Source("identifiants.APOGEE", ("code_apprenant", "numero_etudiant")),
        Source("identite.civilite", ("sexe",), lambda text: ({"m": "M.", "f": "Mme"}.get(fold(text), text), ())),
        Source("identite.nom_naissance", ("nom_naissance", "nom_famille"), requise=True),
        Source("identite.nom_usage", ("nom_usage", "nom_usuel")),
        Source("identite.prenom", ("prenom",), requise=True),
        Source("identite.autres_prenoms", ("prenom2",)),
        Source("identite.autres_prenoms", ("prenom3",), suite=", "),
        Source("identite.ne_le", ("date_naissance",)),
        Source("identite.pays_naissance", ("code_pays_naissance",)),
        Source("identite.commune_naissance", ("code_commune_naissance",)),
        Source("identite.commune_naissance", ("libelle_commune_naissance_etranger", "libelle_commune_naissance")),
        Source("identite.nationalite", ("code_nationalite",)),
        Source("ine.valeur", ("ine",)),
        Source("adresse.pays", ("adresse_code_pays",)),
        Source("adresse.complement1", ("adresse_ligne1_etage",)),
        Source("adresse.complement2", ("adresse_ligne2_batiment",)),
        Source("adresse.ligne", ("adresse_ligne3_voie",)),
        Source("adresse.complement2", ("adresse_ligne4_complement",), suite=", "),
        Source("adresse.code_postal", ("adresse_code_postal",)),
        Source("adresse.commune", ("adresse_code_commune",)),
        Source("adresse.ville", ("adresse_ligne5_etranger", "adresse_cp_ville_etranger")),
        Source("identite.telephone", ("numero_telephone1",)),
        Source("identite.portable", ("numero_telephone2",)),
        Source("identite.courriel", ("mail", "courriel")),
        Source("cursus_internes.*.annee", ("annee_universitaire", "code_periode_inscription"), repetee=True),
        Source("cursus_internes.*.code", ("code_formation", "code_objet_formation"), repetee=True),
        Source("cursus_internes.*.libelle", ("libelle_formation", "libelle_objet_formation"), repetee=True),
        Source("cursus_internes.*.resultat", ("resultat",), repetee=True),
        Source("cursus_internes.*.note", ("note", "moyenne"), repetee=True),
        Source("cursus_internes.*.mention", ("mention",), repetee=True),
        Source("", tuple(f"{name}{n}" for n in _BLOCKS for name in (
            "origine_admission", "annee_concours", "code_voeu", "code_periode"))),
    ),
    signe=("nom_famille", "libelle_commune_naissance_etranger", "libelle_commune_naissance", "adresse_ligne3_voie",
           "code_apprenant", "code_nationalite"),
)
# fmt: on
