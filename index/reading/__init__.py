"""Decoded text → clean text → clauses: what the page added goes, lines are joined, numbers make the tree.

Start at `clean` (the named steps), then `layout` (title, letter, body, closing), `outline` and `clauses`. `damage`
tells what is broken and mends nothing.
"""
