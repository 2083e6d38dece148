from ipaddress import ip_network

import pytest
from aiohttp.test_utils import make_mocked_request

from adapters.web.client_address import TrustedProxies

PROXIES = TrustedProxies(tuple(map(ip_network, ("10.0.0.0/8", "2001:db8:1::/48"))))


def called_by(remote, *forwarded, proto=None):
    headers = [("X-Forwarded-For", one) for one in forwarded]
    headers += [("X-Forwarded-Proto", proto)] if proto else []
    request = make_mocked_request("GET", "/", headers=headers)
    return request.clone(remote=remote)


@pytest.mark.parametrize(
    ("remote", "forwarded", "client"),
    [
        ("192.0.2.1", (), "192.0.2.1"),
        ("192.0.2.1", ("198.51.100.9",), "192.0.2.1"),  # anyone can write a header
        ("10.0.0.7", ("198.51.100.9",), "198.51.100.9"),
        ("10.0.0.7", ("203.0.113.5, 198.51.100.9",), "198.51.100.9"),  # what stands before it the client wrote
        ("10.0.0.7", ("203.0.113.5", "198.51.100.9, 10.0.0.8"), "198.51.100.9"),
        ("10.0.0.7", ("10.0.0.9, 10.0.0.8",), "10.0.0.9"),
        ("10.0.0.7", (), "10.0.0.7"),
        ("10.0.0.7", ("otter",), "10.0.0.7"),
        ("10.0.0.7", ("198.51.100.9, otter",), "10.0.0.7"),
        ("10.0.0.7", ("",), "10.0.0.7"),
        ("::ffff:10.0.0.7", ("::ffff:198.51.100.9",), "198.51.100.9"),
        ("2001:db8:1::7", ("2001:db8:9:9:1:2:3:4",), "2001:db8:9:9::/64"),
        ("", ("198.51.100.9",), ""),
    ],
)
def test_the_client_is_the_last_address_that_no_trusted_proxy_has(remote, forwarded, client):
    assert PROXIES.client_of(called_by(remote, *forwarded)) == client


@pytest.mark.parametrize(
    ("remote", "proto", "is_secure"),
    [
        ("10.0.0.7", "https", True),
        ("10.0.0.7", "HTTPS, http", True),
        ("10.0.0.7", "http", False),
        ("10.0.0.7", None, False),
        ("192.0.2.1", "https", False),
    ],
)
def test_only_a_trusted_proxy_says_that_a_connection_is_encrypted(remote, proto, is_secure):
    assert PROXIES.is_secure(called_by(remote, proto=proto)) is is_secure


def test_without_trusted_proxies_nobody_is_believed():
    assert TrustedProxies().client_of(called_by("127.0.0.1", "198.51.100.9", proto="https")) == "127.0.0.1"
    assert not TrustedProxies().is_secure(called_by("127.0.0.1", proto="https"))
