"""What a question names (place, document, tier) and what kind of thing it asks for. It decides nothing.

Start at `understand.py`.
"""
