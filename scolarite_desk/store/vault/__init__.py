"""The vault: the key of a base, wrapped by passwords, the recovery key and the system's keyring."""
