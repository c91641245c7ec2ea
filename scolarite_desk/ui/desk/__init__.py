"""What every screen is handed: the open base, commands, jobs, messages, printing, habits, the hub's link."""
