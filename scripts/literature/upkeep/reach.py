"""One request to a public address, and to no other: what was checked is what is dialled.

Links come from strangers, and so do redirects. A name is looked up once for each connection; if any
address that it has is not public, nobody is asked. What was checked is dialled by number, so a name
that means something else a moment later (DNS rebinding) leads nowhere. Proxies are not used.
"""

from __future__ import annotations

import http.client
import ipaddress
import re
import socket
import ssl
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import Message
from threading import Timer
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

from ..web import AGENT

PORTS: Final = {"http": 80, "https": 443}
# Addresses that are not marked as private, and at which clouds tell those within them secrets.
_OF_CLOUDS: Final = (
    ipaddress.IPv4Network("168.63.129.16/32"),
    ipaddress.IPv4Network("192.0.0.0/24"),
)
_UNICAST: Final = ipaddress.IPv6Network("2000::/3")
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")

Resolve = Callable[[str, int], Sequence[str]]  # name, port -> addresses; raises OSError
Dial = Callable[[str, int, float], socket.socket]  # address, port, seconds; raises OSError


class Unreached(Exception):
    """Why there is no answer, in a few words: "no such host"."""

    def __init__(self, reason: str, *, is_private: bool = False, is_late: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_private = is_private  # the address is not public, and was not asked
        self.is_late = is_late


@dataclass(frozen=True)
class Seen:
    """The head of an answer. `target` is where it redirects to; empty when it does not."""

    status: int
    target: str = ""


def is_public(address: str) -> bool:
    """Whether anybody on the internet means the same machine by it.

    Private, loopback, link-local (where clouds tell secrets), shared (RFC 6598), documentation and
    multicast addresses are not; nor those of IPv6 that hold such a one of IPv4.
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if ip.teredo or ip not in _UNICAST:
            return False
    if any(ip in network for network in _OF_CLOUDS):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def host_of(url: str) -> str:
    """Host and port as an address has them; empty for what is no address."""
    try:
        return urlsplit(url).netloc
    except ValueError:
        return ""


def look_up(name: str, port: int) -> Sequence[str]:
    """The addresses of a name, as the system knows them."""
    found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[4][0]) for place in found))


def dial(address: str, port: int, timeout: float) -> socket.socket:
    return socket.create_connection((address, port), timeout)


@dataclass(frozen=True)
class Reach:
    """Asks one address at a time. `resolve` and `dial` are others in tests alone."""

    timeout: float = 10.0  # seconds for one request, from dialling to the end of the head
    agent: str = AGENT
    resolve: Resolve = look_up
    dial: Dial = dial
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def ask(self, method: str, url: str) -> Seen:
        """The head of the answer; no body is read, no redirect followed. Raises Unreached."""
        scheme, host, port, path = _parts(url)
        last = Unreached("no such host")
        for address in self._addresses(host, port):
            try:
                connection = _Connection(self, scheme, host, address, port)
                return connection.ask(method, path, url)
            except Unreached as error:
                last = error
        raise last

    def _addresses(self, host: str, port: int) -> Sequence[str]:
        """Those of a host, if all are public; at most two, since a dead host may have many."""
        try:
            found = list(self.resolve(host, port))
        except (OSError, UnicodeError):
            raise Unreached("no such host") from None
        if not found:
            raise Unreached("no such host")
        if not all(map(is_public, found)):
            raise Unreached("leads to an address that is not public", is_private=True)
        return found[:2]


@dataclass
class _Connection:
    """One connection to an address that was checked."""

    reach: Reach
    scheme: str
    host: str
    address: str
    port: int
    line: socket.socket | None = None
    is_late: bool = False

    def ask(self, method: str, path: str, url: str) -> Seen:
        try:
            self.line = self.reach.dial(self.address, self.port, self.reach.timeout)
        except TimeoutError:
            raise self._late() from None
        except OSError:
            raise Unreached("no connection") from None
        # A server that sends a byte now and then never lets a socket time out.
        timer = Timer(self.reach.timeout, self._break_off)
        timer.daemon = True
        timer.start()
        try:
            return self._exchange(self.line, method, path, url)
        except TimeoutError:
            raise self._late() from None
        except ssl.SSLCertVerificationError:
            raise Unreached("certificate not valid") from None
        except (OSError, http.client.HTTPException, ValueError):
            if self.is_late:
                raise self._late() from None
            raise Unreached("no valid answer") from None
        finally:
            timer.cancel()
            self.line.close()

    def _exchange(self, plain: socket.socket, method: str, path: str, url: str) -> Seen:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=self.reach.timeout)
        connection.default_port = PORTS[self.scheme]  # which no Host header names
        connection.sock = plain
        if self.scheme == "https":
            secure = self.reach.context.wrap_socket(
                plain, server_hostname=self.host, do_handshake_on_connect=False
            )
            self.line = connection.sock = secure
            secure.do_handshake()
        try:
            headers = {"User-Agent": self.reach.agent, "Accept": "*/*", "Connection": "close"}
            connection.request(method, path, headers=headers)
            answer = connection.getresponse()
            return Seen(answer.status, _target(url, answer.status, answer.headers))
        finally:
            connection.close()

    def _break_off(self) -> None:
        """Past what a secure socket does at its end: that would wait for the other side."""
        self.is_late = True
        with suppress(OSError):
            if self.line:
                socket.socket.shutdown(self.line, socket.SHUT_RDWR)

    def _late(self) -> Unreached:
        return Unreached("no answer in time", is_late=True)


def _parts(url: str) -> tuple[str, str, int, str]:
    """Scheme, host as it is asked for, port, and path with query. Raises Unreached."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        raise Unreached("no web address") from None
    if parts.scheme not in PORTS or not host or "@" in parts.netloc:
        raise Unreached("no web address")
    if port not in PORTS.values() and port < 1024:  # mail and the like
        raise Unreached("no web address")
    try:
        host = host if ":" in host else host.encode("idna").decode("ascii")
    except UnicodeError:
        raise Unreached("no such host") from None
    if not re.fullmatch(r"[A-Za-z0-9._:%-]{1,253}", host):
        raise Unreached("no such host")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return parts.scheme, host, port, _quoted(path)


def _target(url: str, status: int, headers: Message) -> str:
    """Where a redirect leads, without the fragment; the old one holds (RFC 9110, 10.2.2)."""
    place = (headers.get("Location") or "").strip()
    if status not in (301, 302, 303, 307, 308) or not place:
        return ""
    # Header lines are read as Latin-1, and mostly meant as UTF-8.
    place = place.encode("latin-1", "replace").decode("utf-8", "replace")
    try:
        return urljoin(url, _quoted(place)).partition("#")[0]
    except ValueError:
        return "about:invalid"


def _quoted(text: str) -> str:
    return quote(text, safe="%/:=&?~#+!$,;'@()*[]-._|")
