"""Asking other servers: bounded in time and size, tried again where that can help, at their pace.

Only https is spoken, and http to this very machine. No cookies, no passwords from a .netrc file;
nothing of a request or an answer is ever written to a log.
"""

from __future__ import annotations

import json as json_format
import re
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from threading import Event, Thread
from typing import Final
from urllib.parse import urljoin, urlsplit

import requests
import urllib3.exceptions

AGENT: Final = "living-literature"  # who we say we are
LOCAL: Final = frozenset(("127.0.0.1", "localhost"))
MAX_WAIT: Final = 60.0  # seconds that we wait because a server says so
MAX_REDIRECTS: Final = 3
FIRST_PAUSE: Final = 0.5  # seconds; each further one is four times as long
_PASSING: Final = frozenset((500, 502, 503, 504))
_REDIRECTS: Final = frozenset((301, 302, 303, 307, 308))


class NoAnswer(Exception):
    """Why there is none, as a sentence: "api.datacite.org did not answer within 10 s"."""


@dataclass(frozen=True)
class Answer:
    """What a server said; `headers` by lower-case name."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str
    asked: str = ""  # the day, ISO, of an answer that was kept; empty for one given just now

    def json(self) -> object:
        """The body as JSON; raises NoAnswer when it is none."""
        try:
            return json_format.loads(self.body)
        except (ValueError, RecursionError):  # RecursionError: a hundred thousand "["
            raise NoAnswer(f"{_host(self.url)} sent no valid JSON") from None


def agent_of(repository: str) -> str:
    """Who we are, as services wish to know: a name, and where to complain if that can be said."""
    is_sound = repository.isascii() and repository.isprintable() and " " not in repository
    return f"{AGENT} (+{repository})" if repository and is_sound else AGENT


class Web:
    """The one way in which programs here ask other servers."""

    def __init__(
        self,
        *,
        timeout: float = 10.0,
        tries: int = 3,
        pauses: Mapping[str, float] = {},
        max_bytes: int = 5_000_000,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        agent: str = AGENT,
    ) -> None:
        """Bounds of every call.

        `timeout`: seconds for one try, from looking up the name to the last byte. `pauses`: host
        or host:port -> least seconds between two calls. `agent`: who we say we are.
        """
        self._timeout = timeout
        self._tries = tries
        self._pauses = dict(pauses)
        self._max_bytes = max_bytes
        self._sleep = sleep
        self._clock = clock
        self._agent = agent
        self._asked: dict[str, float] = {}  # host[:port] -> when it was asked last

    def keep_apart(self, pauses: Mapping[str, float]) -> None:
        """More pauses between calls; the longer one holds."""
        for place, pause in pauses.items():
            self._pauses[place] = max(pause, self._pauses.get(place, 0.0))

    def get(self, url: str, *, headers: Mapping[str, str] = {}) -> Answer:
        return self.send("GET", url, headers=headers)

    def send(
        self,
        method: str,
        url: str,
        *,
        json: object = None,
        headers: Mapping[str, str] = {},
        is_repeatable: bool = True,
    ) -> Answer:
        """The answer, whatever its status, unless that is a failure that may pass.

        Raises NoAnswer when none came in all tries. A call that is not repeatable is tried again
        only where the server surely did nothing. Raises ValueError for an address that we do not
        ask, or a header that cannot be sent.
        """
        question = _Question.of(method, url, json, {"User-Agent": self._agent, **headers})
        for turn in range(1, self._tries + 1):
            self._keep_pace(urlsplit(url).netloc)
            try:
                return self._try(question)
            except _Failed as failed:
                wait = FIRST_PAUSE * 4 ** (turn - 1) if failed.wait is None else failed.wait
                may_try = failed.may_pass and (is_repeatable or failed.is_undone)
                if turn == self._tries or not may_try or wait > MAX_WAIT:
                    raise NoAnswer(failed.sentence) from None
                self._sleep(wait)
        raise NoAnswer(f"{_host(url)} was not asked")

    def _keep_pace(self, place: str) -> None:
        """Waits until the host may be asked again."""
        pause = self._pauses.get(place, 0.0)
        rest = self._asked.get(place, float("-inf")) + pause - self._clock()
        if rest > 0:
            self._sleep(rest)
        self._asked[place] = self._clock()

    def _try(self, question: _Question) -> Answer:
        """One try, in a thread of its own.

        The time-out of a socket starts anew with each byte, and none bounds the look-up of a
        name; a thread that is late can be left behind.
        """
        future: Future[Answer] = Future()
        given_up = Event()

        def run() -> None:
            try:
                future.set_result(self._follow(question, given_up))
            except BaseException as error:  # noqa: BLE001 - handed to the thread that waits
                future.set_exception(error)

        Thread(target=run, daemon=True).start()
        try:
            answer = future.result(self._timeout)
        except TimeoutError:
            raise _late(question.url, self._timeout) from None
        finally:
            given_up.set()
        _refuse_passing(answer)
        return answer

    def _follow(self, question: _Question, given_up: Event) -> Answer:
        """The answer at the end of at most three redirects within one host."""
        for _ in range(MAX_REDIRECTS + 1):
            answer = self._exchange(question, given_up)
            target = _target(question, answer)
            if not target:
                return answer
            question = replace(question, url=target)
        raise _Failed(f"{_host(question.url)} redirects too often", may_pass=False)

    def _exchange(self, question: _Question, given_up: Event) -> Answer:
        """One request and its answer, without any retry or redirect.

        Each has a connection of its own: a server may close one that is kept, and then nobody
        knows whether it read the request.
        """
        try:
            with requests.Session() as session:
                # Proxies of the environment are for the world, not for this machine.
                session.trust_env = question.url.startswith("https:")
                request = session.prepare_request(question.as_request())
                settings = session.merge_environment_settings(question.url, {}, True, None, None)
                # Straight to the adapter: a session looks after redirects even when told not to,
                # and reads their bodies, however long they are.
                adapter = session.get_adapter(question.url)
                with adapter.send(
                    request,
                    stream=True,
                    timeout=self._timeout,
                    verify=settings["verify"] or True,
                    proxies=settings["proxies"],
                ) as response:
                    body = self._read(response, question.url, given_up)
        except requests.Timeout as error:
            is_undone = isinstance(error, requests.ConnectTimeout)
            raise _late(question.url, self._timeout, is_undone) from None
        except (requests.ConnectionError, requests.exceptions.ChunkedEncodingError) as error:
            raise _broken(question.url, error) from None
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError):
            raise _Failed(f"{_host(question.url)} sent what is no valid answer") from None
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status_code, headers, body, question.url)

    def _read(self, response: requests.Response, url: str, given_up: Event) -> bytes:
        body = bytearray()
        for chunk in response.iter_content(65_536):
            body += chunk
            if len(body) > self._max_bytes:
                limit = self._max_bytes / 1_000_000
                raise _Failed(f"{_host(url)} sent more than {limit:g} MB", may_pass=False)
            if given_up.is_set():
                break
        return bytes(body)


@dataclass(frozen=True)
class _Question:
    method: str
    url: str
    body: bytes | None
    headers: Mapping[str, str]

    @classmethod
    def of(cls, method: str, url: str, json: object, headers: Mapping[str, str]) -> _Question:
        if not _may_be_asked(url):
            raise ValueError(f"'{url}' is not an https address")
        for value in headers.values():
            if not re.fullmatch(r"[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?", value):
                raise ValueError("a header has a character that cannot be sent")  # not which
        if json is None:
            return cls(method, url, None, headers)
        body = json_format.dumps(json).encode()
        return cls(method, url, body, {"Content-Type": "application/json", **headers})

    def as_request(self) -> requests.Request:
        return requests.Request(
            self.method, self.url, data=self.body, headers=dict(self.headers), auth=_no_auth
        )


class _Failed(Exception):
    """A try without an answer. `is_undone`: the server surely did nothing."""

    def __init__(
        self,
        sentence: str,
        *,
        is_undone: bool = False,
        may_pass: bool = True,
        wait: float | None = None,
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.is_undone = is_undone
        self.may_pass = may_pass
        self.wait = wait


def _no_auth(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Keeps requests from putting the password of a .netrc file in the place of our header."""
    return request


def _host(url: str) -> str:
    return urlsplit(url).hostname or "the server"


def _may_be_asked(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and host in LOCAL)
    return is_safe and bool(host) and "@" not in parts.netloc


def _target(question: _Question, answer: Answer) -> str:
    """Where a redirect leads that we follow; empty when the answer is to be taken as it is."""
    place = answer.headers.get("location", "")
    keeps_method = question.method in ("GET", "HEAD") or answer.status in (307, 308)
    if answer.status not in _REDIRECTS or not place or not keeps_method:
        return ""
    try:
        target = urljoin(question.url, place)
        is_same = urlsplit(target).netloc.lower() == urlsplit(question.url).netloc.lower()
    except ValueError:
        is_same = False
    if not is_same or not _may_be_asked(target):
        raise _Failed(f"{_host(question.url)} redirects to another host", may_pass=False)
    return target


def _late(url: str, timeout: float, is_undone: bool = False) -> _Failed:
    return _Failed(f"{_host(url)} did not answer within {timeout:g} s", is_undone=is_undone)


def _broken(url: str, error: requests.RequestException) -> _Failed:
    """For a connection that did not come about, or broke."""
    if isinstance(error, requests.exceptions.SSLError | requests.exceptions.ProxyError):
        return _Failed(f"{_host(url)} could not be reached securely")
    cause = getattr(error.args[0] if error.args else None, "reason", None)
    if isinstance(cause, urllib3.exceptions.NewConnectionError):
        return _Failed(f"{_host(url)} could not be reached", is_undone=True)
    return _Failed(f"{_host(url)} broke off its answer")


def _refuse_passing(answer: Answer) -> None:
    """Raises _Failed for a status that may be another one soon, and for JSON that was cut."""
    host = _host(answer.url)
    if answer.status in _PASSING:
        raise _Failed(f"{host} answered with error {answer.status}", wait=_wait(answer))
    if answer.status == 429 or (answer.status == 403 and _is_limit(answer)):
        raise _Failed(f"{host} has been asked too often", is_undone=True, wait=_wait(answer))
    if 200 <= answer.status < 300 and "json" in answer.headers.get("content-type", ""):
        try:
            answer.json()
        except NoAnswer as error:
            if answer.body or answer.status == 200:
                raise _Failed(str(error)) from None


def _is_limit(answer: Answer) -> bool:
    """https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api"""
    return (
        "retry-after" in answer.headers
        or answer.headers.get("x-ratelimit-remaining") == "0"
        or b"secondary rate limit" in answer.body
    )


def _wait(answer: Answer) -> float | None:
    """Seconds after which the server wants to be asked again; None when it does not say.

    A date is compared with the server's own clock (RFC 9110, sections 6.6.1 and 10.2.3).
    """
    after = answer.headers.get("retry-after", "").strip()
    if after.isascii() and after.isdecimal():
        return float(after)
    try:
        now = parsedate_to_datetime(answer.headers.get("date", ""))
        if after:
            return max(0.0, (parsedate_to_datetime(after) - now).total_seconds())
        if answer.headers.get("x-ratelimit-remaining") == "0":
            return max(0.0, int(answer.headers["x-ratelimit-reset"]) - now.timestamp())
    except (KeyError, TypeError, ValueError, OverflowError):
        pass
    return None
