"""The journal: works written, rows of works, heads and their merge, persons shown as one."""
