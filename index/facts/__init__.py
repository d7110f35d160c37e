"""What a document is: title, number, offices, place, dates, validity, repeals – each with the text it was read from.

Start at `metadata`. `catalog` is what a person has checked, and wins; `supersede`: what documents say of each other.
"""
