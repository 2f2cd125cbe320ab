"""Many connections driven by one thread, so that the clients cost little beside the server that is measured."""

import contextlib
import re
import selectors
import socket
import time
import urllib.parse

from workbench.steps import StepFailed

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
PATIENCE_SECONDS = 60


def request(method, path, body=b"", **headers):
    """Return the bytes of a request; underscores in names of headers stand for hyphens."""
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def per_second(address, requests, clients, seconds):
    """Return how many requests a second are answered to so many connections, each with one request at a time.

    Requests are taken from an iterator. Raises StepFailed for one that is refused.
    """
    port = urllib.parse.urlsplit(address).port
    with contextlib.ExitStack() as stack, selectors.DefaultSelector() as selector:
        for _ in range(clients):
            connection = stack.enter_context(socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS))
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            selector.register(connection, selectors.EVENT_READ, bytearray())
            connection.sendall(next(requests))
        started = time.perf_counter()
        answered, busy, over = 0, clients, False
        while busy:
            ready = selector.select(PATIENCE_SECONDS)
            if not ready:
                raise StepFailed(f"no answer within {PATIENCE_SECONDS} s")
            for key, _ in ready:
                if not whole(key.fileobj, key.data):
                    continue
                answered += 1
                over = over or time.perf_counter() - started > seconds
                if over:
                    busy -= 1
                else:
                    key.fileobj.sendall(next(requests))
        return answered / (time.perf_counter() - started)


def whole(connection, read):
    """Take what has come to a connection; return whether an answer is whole, which then is taken away."""
    part = connection.recv(1 << 20)
    if not part:
        raise StepFailed("the connection was closed")
    read += part
    head = read.find(b"\r\n\r\n")
    if head < 0:
        return False
    found = LENGTH.search(read, 0, head + 2)
    if not found:
        raise StepFailed(f"an answer without a length: {bytes(read[:300])}")
    if len(read) < head + 4 + int(found[1]):
        return False
    if not read.startswith(b"HTTP/1.1 200"):
        raise StepFailed(f"refused: {bytes(read[:500]).decode(errors='replace')}")
    read.clear()
    return True
