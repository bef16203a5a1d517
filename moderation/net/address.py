"""Which addresses of the network are public: what a stranger may make us connect to."""

import ipaddress
from ipaddress import IPv4Address, IPv6Address

IPv4 = [
    ipaddress.IPv4Network(net)
    for net in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # shared by a provider's customers
        "127.0.0.0/8",  # loopback
        "169.254.0.0/16",  # link-local, and the clouds' metadata
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # relays from IPv6
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
]
"""IANA's registry of special IPv4 addresses (RFC 6890 and what came after it)."""

GLOBAL = ipaddress.IPv6Network("2000::/3")
"""All of IPv6 that is given out to be reached from everywhere."""
IPv6 = [
    ipaddress.IPv6Network(net)
    for net in (
        "2001::/23",  # protocol assignments: Teredo, benchmarks, identifiers that are no addresses
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, which wraps any IPv4 address
        "3fff::/20",  # documentation
    )
]
"""What of it is not."""
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
"""IPv4 as a host sees it that has IPv6 alone (RFC 6052)."""


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address is one of the open network, also where IPv6 only wraps an IPv4 address."""
    if isinstance(address, IPv4Address):
        return not any(address in net for net in IPv4)
    if address.ipv4_mapped is not None:
        return is_public(address.ipv4_mapped)
    if address in NAT64:
        return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    return address in GLOBAL and not any(address in net for net in IPv6)
