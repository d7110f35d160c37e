"""Evidence → Answer: which way each question goes (`routes.py`), how its answer is put together and checked."""
