"""The tab of pieces: what is asked, received, judged, and what is still missing."""
