"""How the weights in `models/` were made: questions and public sets → groups of passages → trained weights.

Nothing that serves imports this folder. Start at `training/reader.py`; `training/README.md` has the one command.
"""
