"""Tagged PDF (PDF/UA-1 and PDF/A-2a) drawn on reportlab's canvas: fonts, structure, text, blocks and pages."""
