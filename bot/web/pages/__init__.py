"""What all pages are made of. `templates/` (Jinja) and `static/` (served at `/ui`) have a folder `chat/` for the chats.

render.py    the templates' environment, and a whole page as a response
assets.py    the files under `/ui`, and their addresses
clauses.py   links to a clause, and the sentence that is marked in it
formats.py   dates, sums and places as people read them
paging.py    a long list in pages
tables.py    a table as CSV and Excel
"""
