"""`/match`: 政策匹配 for people; what fits whom is judged in `bot/match/`.

routes.py    the form, its result, and the same as a table to download
form.py      what a posted form says of an enterprise
results.py   the outcome in groups, in words and as rows
"""
