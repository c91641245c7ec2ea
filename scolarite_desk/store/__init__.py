"""The only door to the file: engine, works, journal, search, vault."""
