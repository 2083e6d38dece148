"""Distinguish public addresses from those of private networks."""

from ipaddress import IPv4Address, IPv6Address, ip_network

Address = IPv4Address | IPv6Address

_TRANSLATED = ip_network("64:ff9b::/96")  # RFC 6052: the last 32 bits are the IPv4 address that is meant
# In addition to Python's list, which grew over the years: https://github.com/python/cpython/issues/113171
_NOT_PUBLIC = tuple(
    map(
        ip_network,
        (
            "192.0.0.0/24",  # protocols' own; Oracle's cloud answers its machines here
            "192.88.99.0/24",  # 6to4, and so is 2002::/16: both lead to addresses of IPv4
            "2002::/16",
            "2001::/23",  # protocols' own, Teredo among them
            "3fff::/20",  # for documents
            "168.63.129.16/32",  # https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
        ),
    )
)


def is_public(address: Address) -> bool:
    """Return whether an address is on the public web; an IPv6 address that maps one of IPv4 counts as that one."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return is_public(address.ipv4_mapped)
        if address in _TRANSLATED:
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
        if address.is_site_local:
            return False
    is_special = address.is_multicast or address.is_reserved or address.is_loopback or address.is_link_local
    return address.is_global and not is_special and not any(address in network for network in _NOT_PUBLIC)
