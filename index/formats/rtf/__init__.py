"""Rich text files: document.py turns them into the parts of a .docx, which index.formats.word reads."""
