"""Documents → searchable clauses (offline). Never imports `bot`."""
