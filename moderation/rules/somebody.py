"""Lines that name somebody: an e-mail or all of a host, an address or a net, a website or a part of it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from moderation.text.http_url import split_http, with_scheme, without_www
from moderation.text.page_url import normal_page_url

GOOGLE = ("gmail.com", "googlemail.com")
"""There dots before the `@` mean nothing, and both names are one host."""
USER = re.compile(r"^(https?://)[^/?#]*@", re.IGNORECASE)
"""Whoever somebody says to be leads to the same place."""
Net = tuple[int, int]
"""Which version of addresses, and how many bits a net has in common."""
Place = tuple[str, tuple[str, ...]]
"""A host, and the parts of a path."""


@dataclass(frozen=True)
class Somebody:
    """Whom the lines of a list name, made ready: to look somebody up costs the same for any number."""

    emails: dict[str, str] = field(default_factory=dict)
    mailboxes: dict[str, str] = field(default_factory=dict)
    hosts_of_emails: dict[str, str] = field(default_factory=dict)
    nets: dict[Net, dict[int, str]] = field(default_factory=dict)
    places: dict[Place, str] = field(default_factory=dict)

    def with_email(self, email: str) -> str | None:
        """The line that names this e-mail."""
        typed = email.strip().lower()
        return self.emails.get(typed) or self.hosts_of_emails.get(typed.rpartition("@")[2])

    def with_mailbox(self, email: str) -> str | None:
        """The line that names the mailbox to which this e-mail leads, however it is spelt.

        For speaking against somebody, never for trust.
        """
        return self.mailboxes.get(mailbox_of(email)) or self.with_email(email)

    def at(self, ip: str) -> str | None:
        """The line that names this address of the network."""
        try:
            address = ip_address(ip)
        except ValueError:
            return None
        for (version, bits), nets in self.nets.items():
            if version == address.version:
                line = nets.get(int(address) >> (address.max_prefixlen - bits))
                if line is not None:
                    return line
        return None

    def under(self, url: str) -> str | None:
        """The line that names the place of a web address, or one above it.

        With a path it means that very host: the names below a big one belong to others.
        """
        host, path = place_of(url)
        above = [(host, path[:end]) for end in range(len(path), -1, -1)]
        labels = host.split(".")
        above += [(".".join(labels[at:]), ()) for at in range(1, len(labels))]
        return next((self.places[place] for place in above if place in self.places), None)


def listed(lines: Iterable[str]) -> Somebody:
    """The list ready to be asked; lines that name nobody are left out."""
    found = Somebody()
    for line in lines:
        net, email = net_of(line), email_of(line)
        host, path = place_of(line)
        if net is not None:
            shift = net.max_prefixlen - net.prefixlen
            kept = found.nets.setdefault((net.version, net.prefixlen), {})
            kept.setdefault(int(net.network_address) >> shift, line)
        elif email.startswith("@"):
            found.hosts_of_emails.setdefault(email[1:], line)
        elif email:
            found.emails.setdefault(email, line)
            found.mailboxes.setdefault(mailbox_of(email), line)
        elif "." in host:
            found.places.setdefault((host, path), line)
    return found


def is_somebody(line: str) -> bool:
    """Whether a line names an e-mail, a net, or a host with or without a path."""
    return net_of(line) is not None or bool(email_of(line)) or is_place(line)


def is_place(line: str) -> bool:
    """Whether a line names a host, with or without a path, and neither an e-mail nor a net."""
    is_other = net_of(line) is not None or bool(email_of(line))
    return not is_other and "." in place_of(line)[0] and "?" not in line


def email_of(line: str) -> str:
    """The e-mail of a line in small letters, `@host` for all of a host; empty where it is none."""
    text = line.strip().lower()
    name, at, host = text.rpartition("@")
    is_one = at and "." in host and not any(sign.isspace() or sign in '/:<>#,;"@' for sign in name + host)
    return text if is_one else ""


def mailbox_of(email: str) -> str:
    """An e-mail in small letters without its `+alias`, and at Google without its dots.

    A plus ends the name at nearly all hosts; dots tell people apart at all others.
    """
    name, _, host = email.strip().lower().rpartition("@")
    name = name.partition("+")[0] or name
    return f"{name.replace('.', '')}@{GOOGLE[0]}" if host in GOOGLE else f"{name}@{host}"


def net_of(line: str) -> IPv4Network | IPv6Network | None:
    """The net or the one address of a line; None where it is none."""
    try:
        return ip_network(line.strip(), strict=False)
    except ValueError:
        return None


def place_of(url: str) -> Place:
    """Where a web address leads, `.` and `..` resolved; an empty host where it leads nowhere."""
    typed = url.strip()
    try:
        parts = split_http(normal_page_url(USER.sub(r"\1", with_scheme(typed))))
    except ValueError:
        parts = None
    if parts is None or any(sign.isspace() for sign in typed):
        return "", ()
    return without_www(parts.host), tuple(part for part in parts.path.split("/") if part)
