"""A generation of the index: vectors in Chroma, words in BM25, clauses and supports in SQLite. Start at `policy_index`.

A reader sees a whole generation or none (`generations`); a build carries over what did not change (`changes`, `carry`).
"""
