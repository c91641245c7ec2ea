"""Appointment lists as others write them: calendars and tables, read into one kind of row."""
