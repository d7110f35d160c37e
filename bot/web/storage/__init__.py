"""What the web keeps of visitors, in SQLite files beside the conversations, without personal numbers.

transcripts.py   the answers of the latest conversations, for some hours
feedback.py      what visitors say of answers
database.py      opening such a file
"""
