"""Servers on this machine, each for as long as a test needs it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from ssl import SSLContext
from threading import Thread
from typing import Any

Handler = Callable[..., BaseHTTPRequestHandler]


class LocalServer(ThreadingHTTPServer):
    """A server of 127.0.0.1 on a free port; `url` has no slash at its end."""

    daemon_threads = True

    def __init__(self, handler: Handler, tls: SSLContext | None) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_side=True)
        self.url = f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Nothing, where a page was left before all of it was sent."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class FolderHandler(SimpleHTTPRequestHandler):
    """Files of a folder; prints nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the tests look at what was asked."""


@contextmanager
def serving(handler: Handler, tls: SSLContext | None = None) -> Iterator[LocalServer]:
    """A server that answers until the end of the block."""
    server = LocalServer(handler, tls)
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def serving_folder(folder: Path, handler: type[FolderHandler] = FolderHandler) -> Iterator[str]:
    """The address of a folder, without a slash at its end."""
    with serving(partial(handler, directory=str(folder))) as server:
        yield server.url


@contextmanager
def serving_json(
    answer: Callable[[BaseHTTPRequestHandler, bytes], tuple[int, Any]],
) -> Iterator[LocalServer]:
    """A server whose answers are made from a request and its body: a status, and bytes as they
    are, or anything else as JSON."""

    class JsonHandler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def reply(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, told = answer(self, body)
            # Without blanks, as engines answer.
            content = told if isinstance(told, bytes) else json.dumps(
                told, separators=(",", ":")
            ).encode()  # fmt: skip
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_PUT = do_POST = reply  # noqa: N815 - names of the standard library

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: the tests look at what was asked."""

    with serving(JsonHandler) as server:
        yield server
