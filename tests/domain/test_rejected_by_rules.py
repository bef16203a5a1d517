"""What a rule rejects comes in rejected, says why on its card, and can be decided otherwise."""

from moderation.domain import thread
from moderation.domain.filters import Filters
from moderation.store.db import reading
from moderation.store.events import arrival
from moderation.words import ActorKind, Status
from tests.domain.test_filters import listed
from tests.factories import make_comment, make_mention, make_site, reload, turned
from tests.ledger import kept, recounted
from tests.people import desk_of, olga
from tests.web.passwords import quick_passwords as quick_passwords

MUTED = {"rules": {"blocked_source": {"muted": ["farm.example"]}}}


def test_a_muted_mention_is_kept_with_the_rejected_and_shown_to_nobody(app):
    site = make_site(rules=MUTED)

    mention = make_mention(site, source="https://farm.example/7", status=None)

    assert (mention.status, mention.decided_kind) == (Status.REJECTED, ActorKind.RULES)
    assert listed(Filters(status=Status.REJECTED)) == [mention.id]
    assert listed(Filters(status=Status.REJECTED, rule="blocked_source")) == [mention.id]
    with reading() as session:
        assert arrival(session, mention.id).after is Status.REJECTED
        assert thread.read(session, site, f"{site.url}/soup").mentions == []
    assert kept(site) == recounted(site)
    assert kept(site)["rule", "blocked_source", "rejected"] == 1


def test_its_card_says_why_and_by_whom(app):
    site = make_site(rules=MUTED)
    mention = make_mention(site, source="https://farm.example/7", status=None)

    page = desk_of(app, olga(site)).get("/queue", status="rejected").text

    assert f'id="comment-{mention.id}"' in page
    assert "You muted this website, so it is kept and shown to nobody: farm.example" in page
    assert "decided by rules" in page


def test_a_moderator_may_publish_it_after_all(app):
    mention = make_mention(make_site(rules=MUTED), source="https://farm.example/7", status=None)

    turned(mention, "approve")

    assert reload(mention).status is Status.APPROVED


def test_what_rules_rejected_is_listed_until_a_person_has_decided(app):
    site = make_site(rules={"rules": {"blocked_author": {"quiet": ["stan@example.org"]}}})
    quiet = make_comment(site, email="Stan+soup@example.org", status=None)
    other = make_comment(site, status="rejected")
    by_rules = Filters(status=Status.REJECTED, by="rules")

    assert listed(by_rules) == [quiet.id]
    assert listed(Filters(status=Status.REJECTED)) == [quiet.id, other.id]
    assert listed(Filters(status=Status.PENDING)) == []
    assert kept(site)["unseen", "", "rejected"] == 1
    assert kept(site) == recounted(site)

    turned(quiet, "reject")

    assert listed(by_rules) == []
    assert reload(quiet).decided_kind is ActorKind.MEMBER
    assert ("unseen", "", "rejected") not in kept(site)


def test_the_list_of_what_rules_rejected_is_one_link_from_the_queue(app):
    site = make_site(rules=MUTED)
    mention = make_mention(site, source="https://farm.example/7", status=None)

    desk = desk_of(app, olga(site))
    queue = desk.get("/queue").text
    page = desk.get("/queue", status="rejected", by="rules").text

    assert "/queue?status=rejected&amp;by=rules" in queue
    assert f'id="comment-{mention.id}"' in page
    assert "Yes, reject" in page
