"""The tab « Inscription »."""
