"""How it looks: colours, sheet, theme, and how texts are put."""
