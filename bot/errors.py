"""What can go wrong with a question.

QuestionError   the question cannot be taken (empty, too long); `message` is Chinese, for the visitor
"""

from __future__ import annotations


class QuestionError(ValueError):
    """The question cannot be taken. `code` is for programs, `message` is a Chinese sentence for the visitor."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
