"""Word 97-2003 files (.doc, .wps): document.py turns them into the parts of a .docx, which index.formats.word reads."""
