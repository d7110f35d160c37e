"""One module a file format: bytes → `Loaded`. Nothing here knows of policies."""
