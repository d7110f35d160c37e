"""Sentences → vectors: the carried multilingual-e5-small with weights of our own, offline. Start at `embed`."""
