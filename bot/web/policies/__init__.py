"""`/policies` and `/clause`: the documents.

routes.py      the list, a document, a clause for the panel
search.py      which documents and clauses the list shows
layout.py      a document as blocks of a page, and its table of contents
text_file.py   a document as a text to keep
"""
