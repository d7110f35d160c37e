"""The assistant over HTTP: JSON API, chat, readable pages, widget."""
