"""The bureau's language model, where there is one: it may word an answer, and each sentence is checked.

Start at `writing.py`.
"""
