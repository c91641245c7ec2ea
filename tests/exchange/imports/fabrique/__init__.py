"""Invented files of each kind, made without any code of their readers: headers are written out again here."""
