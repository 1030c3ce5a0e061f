"""Figures of a coding as SVG, each kind of drawing in a file of its own, all on the same canvas.

Every drawing has a title and a description, which a screen reader reads in place of it, and never tells by colour
alone: each bar and cell has its number. Colours are the page's, by its custom properties --ink, --line and --accent,
with others where the drawing stands alone; they stand in attributes, which a page without styles of its own allows.
"""
