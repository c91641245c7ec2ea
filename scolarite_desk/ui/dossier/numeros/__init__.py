"""The tab of numbers: INE, CVEC and the others."""
