"""Workbooks (.xlsx, .xls, .et): start at workbook.py; a shown sheet is a title line and a table."""
