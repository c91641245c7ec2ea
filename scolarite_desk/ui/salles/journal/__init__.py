"""The room of the journal: works, accesses, verification."""
