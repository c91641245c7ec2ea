"""The room of decisions: many candidatures at once."""
