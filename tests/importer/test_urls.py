from ipaddress import ip_address

import pytest

from bot.importer.public_address import is_public
from bot.importer.urls import same_address, without_secrets

OWN = """
0.0.0.0 10.0.0.1 100.64.0.1 127.0.0.1 168.63.129.16 169.254.169.254 172.16.0.1 192.0.0.192 192.0.2.1 192.168.1.1
192.88.99.1 198.18.0.1 203.0.113.1 224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255
:: ::1 ::7f00:1 ::ffff:10.0.0.1 ::ffff:127.0.0.1 64:ff9b::a00:1 64:ff9b:1::1 2001:0:7f00:1::1 2001:db8::1 2002:7f00:1::
3fff::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1
"""


@pytest.mark.parametrize("address", OWN.split())
def test_an_address_of_somebodys_own_network_is_not_public(address):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "185.199.108.153", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_an_address_of_the_web_is_public(address):
    assert is_public(ip_address(address))


def test_what_does_not_change_the_page_makes_no_other_address():
    assert (
        same_address("https://Blog.Example:443/otters?utm_source=feed&id=3#end") == "https://blog.example/otters?id=3"
    )


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://ana:secret@blog.example/otters?token=secret#secret", "https://blog.example/otters"),
        ("http://[::1/otters?token=secret", "http://[::1/otters"),
        ("https://blog.example/\x1b[31mred\u202e", "https://blog.example/[31mred"),
    ],
)
def test_an_address_is_told_without_its_secrets(url, told):
    assert without_secrets(url) == told
