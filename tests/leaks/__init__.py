"""Marked names are planted everywhere, the desk is used, and the disk is searched for them during and after."""
