"""`/supports`: 扶持事项.

routes.py    the list, and the same as a table to download
choice.py    which items it shows, in which order
wording.py   an item in words and as a row
"""
