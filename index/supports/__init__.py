"""Clause → supports: who gets what, of which tier, how much, on what condition. Start at `extract`.

A sentence is read by `drafts`, a table by `rows`, labelled articles by `labels`, `promises` give without a figure.
"""
