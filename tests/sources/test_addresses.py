import socket

import pytest

from sources.addresses import cleaned, host_of, way_to
from sources.errors import ForbiddenError, UnreachableError


def found_at(monkeypatch: pytest.MonkeyPatch, *numbers: str) -> None:
    def found(_host: str, port: int, **_: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in numbers]

    monkeypatch.setattr(socket, "getaddrinfo", found)


@pytest.mark.parametrize(
    "number",
    [
        *("10.0.0.8", "172.16.4.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *("224.0.0.1", "::1", "fe80::1", "fd00::1", "::ffff:10.0.0.8"),
        *("64:ff9b::a00:8", "64:ff9b:1::a00:8", "2002:a00:8::1"),
    ],
)
def test_the_inner_network_is_never_asked(monkeypatch: pytest.MonkeyPatch, number: str) -> None:
    found_at(monkeypatch, number)
    for loopback in (False, number == "10.0.0.8"):
        with pytest.raises(ForbiddenError, match="inner network"):
            way_to("https://reports.example.org/a", loopback=loopback)


def test_one_number_of_the_inner_network_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    found_at(monkeypatch, "93.184.216.34", "10.0.0.8")
    with pytest.raises(ForbiddenError):
        way_to("https://reports.example.org/a", loopback=False)


def test_the_number_that_was_looked_at_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    found_at(monkeypatch, "93.184.216.34")
    way = way_to("https://reports.example.org:8443/a?b=c", loopback=False)
    assert (way.url, way.name) == ("https://93.184.216.34:8443/a?b=c", "reports.example.org")
    found_at(monkeypatch, "2606:2800:220:1::1")
    assert way_to("http://x.example/", loopback=False).url == "http://[2606:2800:220:1::1]/"


def test_this_machine_is_asked_only_where_that_is_set() -> None:
    with pytest.raises(ForbiddenError):
        way_to("http://127.0.0.1:8000/", loopback=False)
    assert way_to("http://127.0.0.1:8000/", loopback=True).url == "http://127.0.0.1:8000/"


def test_a_name_that_nobody_knows_is_tried_again_later(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(UnreachableError):
        way_to("https://reports.example.org/a", loopback=False)


@pytest.mark.parametrize(
    "address",
    [
        *("file:///etc/passwd", "ftp://example.org/a", "javascript:alert(1)", "//example.org/a"),
        *("https://user:secret@example.org/", "https:///a", "https://example.org:99999/"),
        "https://exa[mple.org/",
    ],
)
def test_what_is_no_address_of_the_web_is_refused(address: str) -> None:
    with pytest.raises(ForbiddenError):
        cleaned(address)


def test_an_address_is_asked_for_in_one_way() -> None:
    assert (
        cleaned(" https://Example.ORG/documents/g1/Printed minutes\r\n 6th.pdf?T=1#page=2 ")
        == "https://example.org/documents/g1/Printed%20minutes%20%206th.pdf?T=1"
    )
    assert cleaned("https://example.org/a%20b") == "https://example.org/a%20b"
    assert host_of("https://Example.org:443/a") == "example.org"
    assert host_of("http://example.org:8080/a") == "example.org:8080"
