"""The words and figures of official Chinese: read in one place, for everything else here.

Numbers of headings (numbering), amounts (figures, spaced), days (dates), offices, sentences, scripts. `spans` is text
that remembers where each of its characters stood in the original.
"""
