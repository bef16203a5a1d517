"""What a service of the owner's says of what a door is about to hand in."""

from flask import current_app

from moderation.domain import ask, tune
from moderation.net.manner import visitor
from moderation.store.db import reading
from moderation.words import Submission


def asked(place: tune.Site, submission: Submission) -> Submission:
    """The submission as it is, or with the answer where the site has a service and the door lets it in."""
    if not ask.is_wanted(place, submission):
        return submission
    config = current_app.config
    with reading() as session:
        if not ask.is_let_in(session, place, submission, floods=config["RATE_LIMITS"]):
            return submission
    home, private = config["BASE_URL"] or place.url, config["ALLOW_PRIVATE_SOURCES"]
    return ask.asked(place, submission, visitor(home, allow_private=private, why="asks about comments"))
