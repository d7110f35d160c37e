"""How to reach the offices that an answer names, or that a question asks for: from the contacts on file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.answer.builder import plain
from bot.answer.contacts import TELEPHONE, Contacts, facts
from bot.answer.texts import Texts
from bot.models import Answer, AnswerStatus, Contact
from bot.question.kinds import Kind
from bot.question.understand import Query
from index.places.find import contains
from index.store.policy_index import PolicyIndex

HUMAN = "human"  # the route of who wants to speak to a person
CONTACT = "contact"  # the reason of an answer that is a contact and nothing else
_OF_AN_OFFICE = frozenset({Kind.OFFICE, Kind.OTHER})  # kinds of who asks an office's number and nothing else
_SEARCHED = (AnswerStatus.ANSWERED, AnswerStatus.PARTIAL, AnswerStatus.NO_EVIDENCE)


class Reach:
    """Puts contacts beside answers."""

    def __init__(self, contacts: Contacts, texts: Texts, index: PolicyIndex, bureau: str) -> None:
        self._contacts = contacts
        self._texts = texts
        self._index = index
        self._asks_bureau = texts("no_evidence.bureau", bureau=bureau)
        own = contacts.bureau
        self.bureau = f"（{plain(facts(texts, own))}）" if own else texts("contact.none")

    def beside(self, answer: Answer, queries: Sequence[Query], home: str) -> Answer:
        """The answer with the contacts of the offices that it names: responsible units, and the bureau to turn to.

        Who asks for an office gets the one that the question names, too, and where none is on file is told so. An
        answer that is nothing but a contact has no evidence, and its status is that of a route.
        """
        asking = [q for q in queries if q.route == HUMAN or (q.asks(Kind.OFFICE) and not q.route)]
        is_empty = answer.status is AnswerStatus.NO_EVIDENCE
        asked = _once(c for q in (queries if is_empty else asking) for c in self._asked(q, home))
        if asked and is_empty and all(q.kinds <= _OF_AN_OFFICE for q in queries):
            text = self._texts("contact.on_file", contact="；".join(map(self._told, asked)))
            status = AnswerStatus.OUT_OF_SCOPE
            return Answer(question=answer.question, status=status, text=text, contacts=asked, reason=CONTACT)
        found = _once([*asked, *self._named(answer, issuers=bool(asking)), *self._turned_to(answer)])
        is_open = answer.status in _SEARCHED and not TELEPHONE.search(answer.text)
        if is_open and not found and any(not q.route for q in asking):
            return self._unlisted(answer, {q.places[0] if q.places else home for q in asking})
        return answer.model_copy(update={"contacts": found})

    def _asked(self, query: Query, home: str) -> Iterator[Contact]:
        """Of the offices that the question names."""
        return self._contacts.named_in(query.text, query.places[0] if query.places else home)

    def _named(self, answer: Answer, *, issuers: bool) -> Iterator[Contact]:
        """Of the responsible units that the text names; with `issuers` of those who made the documents, too."""
        documents = self._index.heads() if issuers and answer.citations else {}
        for citation in answer.citations:
            clause = self._index.clause(citation.clause_id)
            document = documents.get(citation.doc_id)
            units = (*(clause.responsible_units if clause else ()), *(document.issuers if document else ()))
            for unit in units:
                if plain(unit) in answer.text and (contact := self._contacts.find(unit, citation.jurisdiction)):
                    yield contact

    def _turned_to(self, answer: Answer) -> Iterator[Contact]:
        """Of the bureau, where the text sends the visitor there."""
        own = self._contacts.bureau
        if own and (self._asks_bureau in answer.text or self.bureau in answer.text):
            yield own

    def _unlisted(self, answer: Answer, places: Iterable[str]) -> Answer:
        """That no contact is on file; with the bureau's own in its place where all that was asked is of its place."""
        own = self._contacts.bureau
        if own and all(contains(own.place, place) for place in places):
            said = self._texts("contact.ask_bureau", contact=self._told(own))
        else:
            own, said = None, self._texts("contact.unlisted")
        return answer.model_copy(update={"text": f"{answer.text}\n\n{said}", "contacts": (own,) if own else ()})

    def _told(self, contact: Contact) -> str:
        return self._texts("contact.of", name=plain(contact.name), facts=plain(facts(self._texts, contact)))


def _once(contacts: Iterable[Contact]) -> tuple[Contact, ...]:
    found: dict[tuple[str, str], Contact] = {}
    for contact in contacts:
        found.setdefault((contact.place, contact.name), contact)
    return tuple(found.values())
