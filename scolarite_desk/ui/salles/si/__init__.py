"""Pégase and Apogée: what leaves for the student records, what is to be seen before, what is told by hand after."""
