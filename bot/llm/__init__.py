"""The bureau's language model, where there is one: it chooses what answers, and may word it; code checks all of it.

Start at `model.py`: `reading.py` is the choice, `exam.py` who may make it, `writing.py` the words.
"""
