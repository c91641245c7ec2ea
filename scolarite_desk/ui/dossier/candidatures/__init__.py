"""The tab of candidatures: the list, a new one, its state, its avis."""
