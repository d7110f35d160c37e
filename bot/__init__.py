"""Question → cited answer (online)."""
