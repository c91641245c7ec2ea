"""One module a kind of file: its headers, as others write them, and what each of its columns is here."""
