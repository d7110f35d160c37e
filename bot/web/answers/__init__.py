"""`/answers`: how an answer looks. Start at `html.py`.

html.py       an answer as HTML, for every chat
condense.py   what it says twice, once
contacts.py   telephone numbers as links, and the contact beside its office
export.py     an answer as Markdown, Word or PDF
routes.py     the files, and what leads on from an answer
"""
