"""The file of a base: its engine, birth, place, schema, presence, pages and log, and what a disk may refuse."""
