"""PDF files with a text layer: start at document.py.

glyphs.py tells what is seen, lines.py and columns.py put it in order, paragraphs.py joins lines.
"""
