"""Gold questions → scores and a report. Start at `evaluate.py`; `judge.py` says what makes an answer wrong."""
