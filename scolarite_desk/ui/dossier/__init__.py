"""The dossier: header, tabs in the order of the form, what remains to do."""
