"""The room where saved views are made."""
