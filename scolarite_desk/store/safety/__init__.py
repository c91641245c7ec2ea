"""Not losing anything: backups, witnesses, going back, salvage."""
