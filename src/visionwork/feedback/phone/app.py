"""The application behind the address: word page, check page and form. It stores nothing itself."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from http import HTTPStatus

from visionwork.feedback.phone import pages
from visionwork.feedback.phone.answer import CSS, HTML, Answer, redirect
from visionwork.feedback.phone.commits import Outcome
from visionwork.feedback.phone.desk import Pause, PhoneDesk
from visionwork.feedback.phone.form import DIGEST_FIELD, WORD_FIELD, Filled, fields
from visionwork.feedback.phone.keys import TOKEN, is_turned, new_form_name
from visionwork.feedback.phone.protocol import Reply, Request
from visionwork.feedback.phone.words import style_sheet

_READS, _POSTS = ("GET", "HEAD"), ("GET", "HEAD", "POST")
_Page = Callable[[Request], Answer]


class PhoneApp:
    """Answers phones.

    Args:
        desk: What it works with.
    """

    def __init__(self, desk: PhoneDesk) -> None:
        self._desk = desk
        self._style = Answer(HTTPStatus.OK, style_sheet(), (CSS,))
        self._told: dict[str, Answer] = {}
        self._told_by: object = None
        self._turned = secrets.choice((False, True))

    def handle(self, request: Request, reply: Reply) -> None:
        """Answer a request, once what it brings is stored."""
        method, parts = request.head.method, request.head.path.split("/")
        desk = self._desk
        if len(parts) == 3 and desk.keys.opens(parts[1]) and TOKEN.fullmatch(parts[2]):
            if method == "POST":
                self._receive(request, parts[2], reply)
            else:
                desk.note_visit(request.address)
                reply(self._form(parts[2]))
            return
        page, methods = self._page(parts)
        if page is None:
            reply(self.refusal(HTTPStatus.NOT_FOUND))
        elif method in methods:
            reply(page(request))
        else:
            told = self.refusal(HTTPStatus.METHOD_NOT_ALLOWED)
            reply(Answer(told.status, told.body, (HTML, ("allow", ", ".join(methods)))))

    def refusal(self, status: HTTPStatus) -> Answer:
        """Return what is said where there is no page, always in the same words."""
        return self._message("missing" if status is HTTPStatus.NOT_FOUND else "refused", status)

    def _page(self, parts: list[str]) -> tuple[_Page | None, tuple[str, ...]]:
        """Return who answers at a path, and by which methods."""
        match parts:
            case ["", ""]:
                return self._word, _POSTS
            case ["", "check"]:
                return self._check, _READS
            case ["", "style.css"]:
                return lambda _: self._style, _READS
            case ["", token] if self._desk.keys.opens(token):
                return self._begin, _READS
            case _:
                return None, ()

    def _word(self, request: Request) -> Answer:
        """Let people in who type the room word; nothing of the workshop shows here."""
        desk, words = self._desk, self._desk.content.words
        address = request.address
        desk.note_visit(address)
        if request.head.method != "POST":
            return _html(pages.word_page(words))
        if desk.lockout.locked(address):
            if desk.lockout.locked_for_all():
                desk.pause(Pause.WORD)
            return _html(pages.word_page(words, words.text("word_locked")), HTTPStatus.TOO_MANY_REQUESTS)
        values = fields(request.body)
        if values is None:
            return self.refusal(HTTPStatus.BAD_REQUEST)
        if desk.keys.is_word(values.get(WORD_FIELD, "")):
            return redirect(f"/{desk.keys.token}")
        desk.lockout.note_wrong(address)
        return _html(pages.word_page(words, words.text("word_wrong")), HTTPStatus.FORBIDDEN)

    def _check(self, request: Request) -> Answer:
        """Tell that the network lets this phone through."""
        self._desk.note_visit(request.address)
        return self._message("check")

    def _begin(self, request: Request) -> Answer:
        """Give every visit a form of its own, named in the address.

        So reload, the way back and a second tap lead to the same form, and its answers are stored once,
        without a cookie. Of two texts, every other visit begins with the second.
        """
        self._desk.note_visit(request.address)
        if not self._desk.content.is_open:
            return self._message("closed", HTTPStatus.GONE)
        self._turned = not self._turned
        return redirect(f"/{self._desk.keys.token}/{new_form_name(turned=self._turned)}")

    def _form(self, once: str) -> Answer:
        """Show a form."""
        desk = self._desk
        if desk.store.has(desk.keys.row_key(once)):
            return self._message("already")
        if not desk.content.is_open:
            return self._message("closed", HTTPStatus.GONE)
        return _html(pages.form_page(desk.content, desk.limits, turned=is_turned(once)))

    def _receive(self, request: Request, once: str, reply: Reply) -> None:
        """Store what was filled in, and answer when that is certain."""
        desk = self._desk
        values = fields(request.body)
        if values is None:
            reply(self.refusal(HTTPStatus.BAD_REQUEST))
            return
        key = desk.keys.row_key(once)
        if desk.store.has(key):
            reply(self._message("already"))
            return
        if not desk.content.is_open:
            reply(self._message("closed", HTTPStatus.GONE))
            return
        read = desk.reader.read(values)

        def again(status: HTTPStatus, notice: str) -> None:
            kept = desk.reader.kept(values)
            filled = Filled(kept, {}, desk.content.words.text(notice))
            reply(self._again(filled, status, once))

        if isinstance(read, Filled):
            reply(self._again(read, HTTPStatus.UNPROCESSABLE_ENTITY, once))
        elif not desk.posts.allow(request.address):
            desk.pause(Pause.BURST)
            again(HTTPStatus.TOO_MANY_REQUESTS, "busy")
        elif not desk.take():
            again(HTTPStatus.SERVICE_UNAVAILABLE, "full")
        else:

            def done(outcome: Outcome) -> None:
                if outcome is Outcome.STORED:
                    reply(self._message("thanks"))
                    return
                desk.give_back()
                if outcome is Outcome.ALREADY:
                    reply(self._message("already"))
                elif outcome is Outcome.CLOSED:
                    reply(self._message("closed", HTTPStatus.GONE))
                elif outcome is Outcome.CHANGED:
                    again(HTTPStatus.CONFLICT, "changed")
                else:
                    desk.pause(Pause.DISK)
                    again(HTTPStatus.SERVICE_UNAVAILABLE, "not_stored")

            desk.store.submit(read, key, values[DIGEST_FIELD], done)

    def _again(self, filled: Filled, status: HTTPStatus, once: str) -> Answer:
        """Return the form with everything that was filled in."""
        desk = self._desk
        body = pages.form_page(desk.content, desk.limits, filled, turned=is_turned(once))
        later = (("retry-after", "30"),) if status is HTTPStatus.TOO_MANY_REQUESTS else ()
        return Answer(status, body, (HTML, *later))

    def _message(self, name: str, status: HTTPStatus = HTTPStatus.OK) -> Answer:
        words = self._desk.content.words
        if self._told_by is not words:
            self._told, self._told_by = {}, words
        key = name if status is HTTPStatus.OK else f"{name} {status.value}"
        found = self._told.get(key)
        if found is None:
            found = self._told[key] = _html(pages.message_page(words, name), status)
        return found


def _html(body: bytes, status: HTTPStatus = HTTPStatus.OK) -> Answer:
    return Answer(status, body)
