"""Find the address of a client, also behind proxies that the operator trusts."""

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from aiohttp import web

Network = IPv4Network | IPv6Network
_FORWARDED_FOR, _FORWARDED_PROTO = "X-Forwarded-For", "X-Forwarded-Proto"
_ONE_HOUSEHOLD = 64  # bits; an owner of an IPv6 address has all addresses below these


@dataclass(frozen=True, slots=True)
class TrustedProxies:
    """Trust the forwarded addresses of these proxies only."""

    networks: tuple[Network, ...] = ()

    def client_of(self, request: web.Request) -> str:
        """Return the address under which a caller is counted: an IPv6 address as its network."""
        return _counted(self._client_of(request))

    def is_secure(self, request: web.Request) -> bool:
        """Return whether the client's own connection is encrypted."""
        if not self.are_trusted(request.remote or ""):
            return request.secure
        return request.headers.get(_FORWARDED_PROTO, "").partition(",")[0].strip().lower() == "https"

    def are_trusted(self, address: str) -> bool:
        """Return whether an address is one of a trusted proxy."""
        own = _parse(address)
        return own is not None and any(own in network for network in self.networks)

    def _client_of(self, request: web.Request) -> str:
        """Go back from the nearest proxy to the first address that is not a proxy; anyone can forge those before it."""
        client = request.remote or ""
        hops = ",".join(request.headers.getall(_FORWARDED_FOR, ())).split(",")
        while hops and self.are_trusted(client):
            hop = _parse(hops.pop().strip())
            if hop is None:
                break
            client = str(hop)
        return client


def _parse(address: str) -> IPv4Address | IPv6Address | None:
    try:
        own = ip_address(address)
    except ValueError:
        return None
    return (isinstance(own, IPv6Address) and own.ipv4_mapped) or own


def _counted(address: str) -> str:
    own = _parse(address)
    return str(ip_network((own, _ONE_HOUSEHOLD), strict=False)) if isinstance(own, IPv6Address) else str(own or address)
