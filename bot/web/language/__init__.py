"""What a visitor reads of ours, in Chinese and English; documents and answers stay Chinese.

texts.py       the Chinese that code says; what templates and scripts say stands in them
translate.py   the language that a browser prefers, and a text in it
english.py     the English of every Chinese text;  english_match.py  that of 政策匹配
"""
