"""Files for the student records of the establishment: Pégase, Apogée. Each written, and read back."""
