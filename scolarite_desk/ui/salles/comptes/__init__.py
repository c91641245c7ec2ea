"""The room of accounts."""
