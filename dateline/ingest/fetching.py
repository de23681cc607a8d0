"""Guarded fetching of single addresses: no private network, limits on size, time and redirects, robots."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpcore
import httpx

from dateline import __version__
from dateline.errors import SourceError, UnsafeAddress
from dateline.ingest.items import MAX_BYTES

AGENT = f"dateline/{__version__} (+reads published reports; obeys robots.txt)"
MAX_REDIRECTS = 5
MAX_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered, after redirects."""

    url: str
    content: bytes
    media_type: str
    headers: tuple[tuple[str, str], ...]


class Fetcher(Protocol):
    """Whatever can turn an address into bytes."""

    def fetch(self, address: str) -> Fetched:
        """What the address answers; raises UnsafeAddress or SourceError."""
        ...


class GuardedBackend(httpcore.SyncBackend):
    """Connects only to public addresses, and to the very address it checked (no second look-up)."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A stream to a checked address of `host`; raises UnsafeAddress where any of them is not public."""
        return super().connect_tcp(public_address(host, port), port, timeout, local_address, socket_options)


def public_address(host: str, port: int) -> str:
    """One address of `host`; raises UnsafeAddress if any is private, SourceError if there is none."""
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise SourceError(f"{host}: the name cannot be resolved ({error}). Check the address.") from None
    addresses = [str(answer[4][0]).partition("%")[0] for answer in answers]
    for address in addresses:
        if not _is_public(address):
            raise UnsafeAddress(
                f"{host}: it leads to {address}, which is not a public address. Give a public one."
            )
    return addresses[0]


def _is_public(address: str) -> bool:
    parsed: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.ip_address(address)
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed in ipaddress.ip_network("64:ff9b::/96"):
            # NAT64 carries an IPv4 address, which decides.
            parsed = ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)
        else:
            parsed = parsed.ipv4_mapped or parsed.sixtofour or parsed
    return parsed.is_global and not parsed.is_multicast


class GuardedFetcher:
    """Fetches single public pages; each redirect is checked anew."""

    def __init__(self, *, transport: httpx.BaseTransport | None = None) -> None:
        """`transport` stands in for the network in tests; the guard is in the default one."""
        self._transport = transport

    def fetch(self, address: str) -> Fetched:
        """What the address answers; raises UnsafeAddress or SourceError with what to do."""
        deadline = time.monotonic() + MAX_SECONDS
        with httpx.Client(
            transport=self._transport or _guarded_transport(),
            headers={"User-Agent": AGENT},
            timeout=10.0,
            trust_env=False,
        ) as client:
            for _ in range(MAX_REDIRECTS + 1):
                _check_form(address)
                _check_robots(client, address, deadline)
                answer = self._get(client, address, deadline)
                if isinstance(answer, Fetched):
                    return answer
                address = answer
        raise SourceError(f"{address}: more than {MAX_REDIRECTS} redirects. Give the final address.")

    def _get(self, client: httpx.Client, address: str, deadline: float) -> Fetched | str:
        """The answer, or the address of a redirect."""
        try:
            with client.stream("GET", address) as response:
                if response.is_redirect:
                    return urljoin(address, response.headers["location"])
                if response.status_code >= 400:
                    raise SourceError(
                        f"{address}: it answered {response.status_code}. Try again later, or save the page."
                    )
                content = _read_limited(response, address, deadline)
        except httpx.HTTPError as error:
            raise SourceError(f"{address}: it could not be fetched ({error}). Try again later.") from None
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Fetched(address, content, kind, tuple(response.headers.items()))


def _guarded_transport() -> httpx.HTTPTransport:
    transport = httpx.HTTPTransport(trust_env=False)
    # httpx offers no argument for the network backend, only httpcore does.
    transport._pool = httpcore.ConnectionPool(
        ssl_context=httpx.create_ssl_context(trust_env=False), network_backend=GuardedBackend()
    )
    return transport


def _check_form(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        raise UnsafeAddress(
            f"{address}: only http and https addresses are fetched. Save the page and give the file."
        )
    if parts.username is not None or parts.password is not None:
        raise UnsafeAddress(f"{address}: it carries a user name or password. Give it without.")


def _check_robots(client: httpx.Client, address: str, deadline: float) -> None:
    parts = urlsplit(address)
    robots = f"{parts.scheme}://{parts.netloc}/robots.txt"
    try:
        with client.stream("GET", robots) as response:
            if response.status_code != 200:
                return
            lines = _read_limited(response, robots, deadline, limit=512 * 1024).decode("utf-8", "replace")
    except httpx.HTTPError:
        return
    parser = RobotFileParser()
    parser.parse(lines.splitlines())
    if not parser.can_fetch(AGENT, address):
        raise SourceError(f"{address}: the site's robots.txt asks not to fetch it. Save the page yourself.")


def _read_limited(
    response: httpx.Response, address: str, deadline: float, *, limit: int = MAX_BYTES
) -> bytes:
    """The decompressed body; the limits hold while it arrives, so a compressed bomb stops early."""
    chunks, size = [], 0
    for chunk in response.iter_bytes(65536):
        size += len(chunk)
        if size > limit:
            raise SourceError(
                f"{address}: it is larger than {limit / 1e6:.0f} MB. Save the part that matters."
            )
        if time.monotonic() > deadline:
            raise SourceError(f"{address}: it took longer than {MAX_SECONDS:.0f} s. Try again later.")
        chunks.append(chunk)
    return b"".join(chunks)
