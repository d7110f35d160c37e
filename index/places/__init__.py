"""Places of China: `find` reads them out of text, `divisions` and `zones` know their names and what lies in what."""
