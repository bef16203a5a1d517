"""Nets: the neighbourhood of an address."""

from ipaddress import IPv4Address, ip_address, ip_network


def net_of(ip: str) -> str:
    """The /24 or /48 of an address as text; empty where there is none."""
    try:
        address = ip_address(ip)
    except ValueError:
        return ""
    size = 24 if isinstance(address, IPv4Address) else 48
    return str(ip_network((address, size), strict=False))
