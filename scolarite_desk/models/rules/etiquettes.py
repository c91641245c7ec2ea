"""The colours of tags: few, each with its name, since who does not see it reads the words of the tag."""

from __future__ import annotations

from scolarite_desk.msg import NC_

NEUTRE = "gris"  # of a tag without a colour, or with one that this version does not know
COULEURS = {
    "gris": NC_("couleur", "gris"),
    "rouge": NC_("couleur", "rouge"),
    "orange": NC_("couleur", "orange"),
    "vert": NC_("couleur", "vert"),
    "bleu": NC_("couleur", "bleu"),
    "violet": NC_("couleur", "violet"),
}


def colour_of(code: str | None) -> str:
    """The colour that is shown."""
    return code if code in COULEURS else NEUTRE
