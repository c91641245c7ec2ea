"""The rooms: whole pages of the window that are not one dossier."""
