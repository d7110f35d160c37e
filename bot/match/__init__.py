"""政策匹配: an enterprise against the supports of its place. Start at `outcomes.py`; the web imports from here only.

models.py     what an enterprise says, is asked and is told
traits.py     the facets by which supports choose, as a table of words
needs.py      a support's words → the facets it asks for
terms.py      what a document says of all its supports
standing.py   an enterprise against one support, and the questions that raises
asking.py     words of a support → the sentence that asks a visitor about them
mentions.py   what documents do in a matter without saying how much
amounts.py    what a support comes to, step by step
outcomes.py   all supports of a place → 符合, 不符合, 待核实
"""

from bot.match.models import NO, Condition, Enterprise, Match, Matching, Mention, Outcome, State
from bot.match.outcomes import applies, match

__all__ = ["NO", "Condition", "Enterprise", "Match", "Matching", "Mention", "Outcome", "State", "applies", "match"]
