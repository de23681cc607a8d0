"""The guarded fetcher: what it refuses, and what it takes from a well-behaved site."""

import httpx
import pytest

from dateline.errors import SourceError, UnsafeAddress
from dateline.ingest.fetching import GuardedFetcher, public_address


def site(answers: dict[str, httpx.Response]) -> GuardedFetcher:
    def answer(request: httpx.Request) -> httpx.Response:
        return answers.get(str(request.url), httpx.Response(404))

    return GuardedFetcher(transport=httpx.MockTransport(answer))


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "2130706433", "0177.0.0.1", "0x7f.1", "127.1", "::1", "::ffff:127.0.0.1", "fe80::1", "fc00::1", "::",
        "64:ff9b::7f00:1", "2002:7f00:1::", "224.0.0.1", "255.255.255.255",
    ],
)  # fmt: skip
def test_private_addresses_are_refused(host):
    with pytest.raises(UnsafeAddress):
        public_address(host, 80)


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "ftp://x.example/",
        "gopher://x.example",
        "https://user:pw@x.example/",
        "http:///path",
    ],
)
def test_other_schemes_and_credentials_are_refused(address):
    with pytest.raises(UnsafeAddress):
        site({}).fetch(address)


def test_private_addresses_are_refused_when_fetching():
    with pytest.raises(UnsafeAddress, match="not a public address"):
        GuardedFetcher().fetch("http://127.0.0.1:9/")


def test_page_comes_with_its_headers():
    page = httpx.Response(200, html="<p>words</p>")
    fetched = site({"https://post.example/a": page}).fetch("https://post.example/a")
    assert (fetched.content, fetched.media_type) == (b"<p>words</p>", "text/html")


def test_redirects_are_followed_and_checked():
    answers = {
        "https://post.example/a": httpx.Response(301, headers={"location": "/b"}),
        "https://post.example/b": httpx.Response(200, text="words"),
        "https://post.example/c": httpx.Response(302, headers={"location": "file:///etc/passwd"}),
    }
    assert site(answers).fetch("https://post.example/a").url == "https://post.example/b"
    with pytest.raises(UnsafeAddress):
        site(answers).fetch("https://post.example/c")


def test_endless_redirects_end():
    with pytest.raises(SourceError, match="redirects"):
        site({"https://post.example/a": httpx.Response(301, headers={"location": "/a"})}).fetch(
            "https://post.example/a"
        )


def test_robots_are_obeyed():
    answers = {
        "https://post.example/robots.txt": httpx.Response(200, text="User-agent: *\nDisallow: /private"),
        "https://post.example/private/a": httpx.Response(200, text="words"),
    }
    with pytest.raises(SourceError, match="robots"):
        site(answers).fetch("https://post.example/private/a")


def test_failures_are_named():
    with pytest.raises(SourceError, match="404"):
        site({}).fetch("https://post.example/gone")


def test_oversized_answers_stop(monkeypatch):
    monkeypatch.setattr("dateline.ingest.fetching.MAX_BYTES", 10)
    body = httpx.Response(200, content=b"x" * (33 * 1024 * 1024))
    with pytest.raises(SourceError, match="larger than"):
        site({"https://post.example/a": body}).fetch("https://post.example/a")
