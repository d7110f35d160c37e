"""Question → what answers it: search finds clauses, the reader reads them, `decide` says what they are good for.

Start at `gather.py`. Whether somebody gets an answer is decided in `decide.py` and nowhere else.
"""
