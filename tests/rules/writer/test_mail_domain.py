"""Mailboxes that are thrown away after use."""

import pytest

from moderation.errors import Invalid
from moderation.rules.book import parse
from moderation.rules.example import STRANGER, Example
from moderation.rules.hosts import listed
from moderation.rules.writer.mail_domain import MailDomain


def test_the_shipped_list_holds_hosts_each_once_and_nobodys_mail_provider():
    hosts = listed("mail_domain")

    assert len(hosts) > 150
    assert all(host == host.lower() and "." in host and "@" not in host for host in hosts)
    assert not hosts & {
        "gmail.com",
        "proton.me",
        "simplelogin.com",
        "duck.com",
        "icloud.com",
        "gmx.de",
        "orange.fr",
    }


def test_a_host_of_ones_own_list_is_named_with_its_line():
    rule = MailDomain(hosts=("other.example", "@burner.example"))

    signal = rule.check(Example(email="soup@eu.burner.example").submission(), STRANGER)

    assert signal is not None
    assert (signal.points, signal.lines) == (2, ("@burner.example",))


def test_a_line_that_is_no_host_is_refused():
    with pytest.raises(Invalid) as refused:
        parse({"rules": {"mail_domain": {"hosts": ["burner"]}}})

    assert refused.value.problems[0].on == "rules.mail_domain.hosts"
