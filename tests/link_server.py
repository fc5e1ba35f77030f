"""A world of hosts for links: public names that lead here, and private addresses that listen.

    with LinkWorld() as world:
        Links(root, {}, day, reach=world.reach()).run()
        world.asked        # "HEAD /200" of each request that came to a public address
        world.private      # each that came to a private one; there must be none

Every number that is dialled is noted. A public one leads to one server of this machine, whatever
the port, and any other to a second one, so nothing is lost if a check should fail.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from threading import Event

from local_server import serving

from literature.upkeep.reach import Reach

CONTEXT = ssl.create_default_context()  # takes long to make
PUBLIC = "93.184.216.34"
PRIVATE = {
    "loopback": "127.0.0.1", "intranet": "10.1.2.3", "router": "192.168.1.1", "lan": "172.20.0.9",
    "metadata": "169.254.169.254", "shared": "100.64.3.4", "nothing": "0.0.0.0",
    "six": "::1", "unique-local": "fd00:ec2::254", "link-local": "fe80::1",
    "mapped": "::ffff:127.0.0.1", "translated": "64:ff9b::a01:203", "six-to-four": "2002:7f00:1::",
    "azure": "168.63.129.16", "oracle": "192.0.0.192",
}  # fmt: skip


@dataclass
class LinkWorld:
    """The servers, from `with` to its end. `pages` are answers: path -> status and headers."""

    pages: dict[str, tuple[int, dict[str, str]]] = field(default_factory=dict)
    no_head: set[str] = field(default_factory=set)  # paths that refuse HEAD
    asked: list[str] = field(default_factory=list)
    private: list[str] = field(default_factory=list)
    dialled: list[str] = field(default_factory=list)
    names: dict[str, list[Sequence[str]]] = field(default_factory=dict)  # answers in turn
    closing: Event = field(default_factory=Event)
    _servers: ExitStack = field(default_factory=ExitStack)

    def reach(self, timeout: float = 0.4) -> Reach:
        return Reach(timeout, resolve=self.resolve, dial=self.dial, context=CONTEXT)

    def resolve(self, name: str, port: int) -> Sequence[str]:
        """Names of private addresses as above; all others are public, but for gone.example.net."""
        if name in self.names:
            turns = self.names[name]
            return turns.pop(0) if len(turns) > 1 else turns[0]
        if name == "gone.bees.net":
            raise socket.gaierror(-2, "Name or service not known")
        label = name.partition(".")[0]
        if label in PRIVATE:
            return [PRIVATE[label]]
        try:  # numbers in any spelling, as the system reads them
            found = socket.getaddrinfo(name, port, flags=socket.AI_NUMERICHOST)
            return [str(place[4][0]) for place in found]
        except OSError:
            return [PUBLIC]

    def dial(self, address: str, port: int, timeout: float) -> socket.socket:
        self.dialled.append(address)
        server = self._public if address == PUBLIC else self._private
        if port == 9999:
            raise ConnectionRefusedError
        return socket.create_connection(("127.0.0.1", server.server_port), timeout)

    def __enter__(self) -> LinkWorld:
        self._public = self._servers.enter_context(serving(_handler(self._answer)))
        self._private = self._servers.enter_context(serving(_handler(self._answer_private)))
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._servers.close()

    def _answer_private(self, handler: BaseHTTPRequestHandler) -> None:
        self.private.append(f"{handler.command} {handler.path}")
        handler.send_response(200)
        handler.end_headers()

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        path = handler.path
        self.asked.append(f"{handler.command} {path}")
        if path == "/hang":
            self.closing.wait(30)
        elif path == "/drip":
            self._drip(handler)
        elif path == "/garbage":
            handler.wfile.write(b"\x00\xffnonsense\r\n\r\n")
        elif handler.command == "HEAD" and path in self.no_head:
            handler.send_error(405)
        else:
            status, headers = self.pages.get(path, (404, {}))
            handler.send_response(status)
            for name, value in headers.items():
                handler.send_header(name, value)
            handler.end_headers()

    def _drip(self, handler: BaseHTTPRequestHandler) -> None:
        """One byte now and then: no socket ever times out."""
        end = time.monotonic() + 20
        try:
            while time.monotonic() < end and not self.closing.wait(0.05):
                handler.wfile.write(b"H")
                handler.wfile.flush()
        except OSError:
            pass


def _handler(answer: Callable[[BaseHTTPRequestHandler], None]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self)

        def do_HEAD(self) -> None:
            answer(self)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing is printed."""

    return Handler
