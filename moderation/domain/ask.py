"""Asks a service of the owner's what it says of a submission; between transactions, never within one."""

import base64
import hmac
import json
from collections.abc import Mapping
from dataclasses import replace
from hashlib import blake2b, sha256
from threading import BoundedSemaphore
from time import time
from typing import Any

from moderation.domain import admit, submit
from moderation.domain.judge import book_of
from moderation.errors import Invalid
from moderation.net.fetch import Fetched, FetchError, Manner, post
from moderation.rules.writer.external import MOST, External, signing_key
from moderation.store import comments
from moderation.store.db import Session
from moderation.store.sites import Site
from moderation.text.clean import calm_line, storable
from moderation.words import Answer, Submission

SECONDS = 2.0
LONGEST_ANSWER = 16 * 1024
LONGEST_WHY = 200
AT_ONCE = 8
"""So many wait for a service at once in a process: a slow one must not take all of its threads."""

_WAITING = BoundedSemaphore(AT_ONCE)


def is_wanted(site: Site, submission: Submission) -> bool:
    """Whether the site has a service that is asked about this; costs nothing where it has none."""
    return book_of(site).rule(External).is_ready and submission.member_id is None


def is_let_in(session: Session, site: Site, submission: Submission, *, floods: bool = True) -> bool:
    """Whether a submission would be taken in now: nobody is asked about what the door refuses, or has."""
    try:
        submission = submit.storable(site, submission)
        if comments.by_origin(session, site.id, submission.origin) is not None:
            return False
        admit.admit(session, site, submission, floods=floods)
    except Invalid:
        return False  # told to the writer when it is really handed in
    return True


def asked(site: Site, submission: Submission, manner: Manner, *, seconds: float = SECONDS) -> Submission:
    """The submission with what the service says of it.

    For outside of any transaction. Raises nothing: what goes wrong is a word in the answer.
    """
    rule, manner = book_of(site).rule(External), replace(manner, seconds=seconds)
    return replace(submission, external=_answer(rule, site, submit.storable(site, submission), manner))


def _answer(rule: External, site: Site, submission: Submission, manner: Manner) -> Answer:
    key = signing_key(rule.secret)
    if key is None or not _WAITING.acquire(blocking=False):
        return Answer(trouble="busy" if key is not None else "garbled")
    try:
        body = json.dumps(_question(rule, site, submission), ensure_ascii=False).encode("utf-8", "replace")
        headers = signed(_id_of(site, submission), int(time()), body, key)
        # It goes where the owner said and nowhere else: what it holds is personal, and signed.
        manner = replace(manner, most=LONGEST_ANSWER, cuts=False, hops=0)
        return _read(post(rule.url, manner, data=body, content_type="application/json", headers=headers))
    except FetchError as error:
        return Answer(trouble=str(error.trouble))
    finally:
        _WAITING.release()


def signed(id: str, at: int, body: bytes, key: bytes) -> dict[str, str]:
    """The headers by which the service knows who asks (Standard Webhooks, symmetric signatures)."""
    digest = hmac.new(key, f"{id}.{at}.".encode() + body, sha256).digest()
    signature = base64.b64encode(digest).decode()
    return {"webhook-id": id, "webhook-timestamp": str(at), "webhook-signature": f"v1,{signature}"}


def _id_of(site: Site, submission: Submission) -> str:
    """The same for the same submission, however often it is asked about."""
    what = f"{site.key}\0{submission.origin}".encode("utf-8", "replace")
    return f"msg_{blake2b(what, digest_size=16).hexdigest()}"


def _question(rule: External, site: Site, submission: Submission) -> Mapping[str, Any]:
    author = submission.author
    who = {"name": author.name, "website": author.website}
    if rule.personal:
        who |= {"email": author.email, "ip": author.ip, "user_agent": author.user_agent}
    return {
        "type": "comment.received",
        "timestamp": submission.received_at.isoformat(),
        "data": {
            "site": site.key,
            "kind": submission.kind.value,
            "page": {"url": submission.page_url, "title": submission.page_title},
            "author": who,
            "text": submission.text,
            "source": submission.source,
        },
    }


def _read(fetched: Fetched) -> Answer:
    """What an answer says; 204 and an object without points say nothing for or against."""
    if fetched.status == 204:
        return Answer()
    try:
        data = json.loads(fetched.body) if fetched.status == 200 else None
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict):
        return Answer(trouble="garbled")
    points, why = data.get("points", 0), data.get("why") or ""
    if isinstance(points, bool) or not isinstance(points, int) or not isinstance(why, str):
        return Answer(trouble="garbled")
    sentence = calm_line(storable(why))[:LONGEST_WHY]
    return Answer(points=max(-MOST, min(MOST, points)), why=sentence)
