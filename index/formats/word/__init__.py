"""Word documents (.docx, and what other readers turn into one): start at document.py.

numbers.py prints automatic numbers, text.py a paragraph, tables.py a table.
"""
