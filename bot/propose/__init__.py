"""Questions of our own: examples of the first screen, and what may be asked next under an answer.

Their wordings are data (prompts/questions.toml). None is shown before the documents have answered it; the checks run
beside the answers and never before them. Start at `proposals.py`.
"""
