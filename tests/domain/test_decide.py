from tests.factories import *
from tests.people import *
from moderation.domain import decide
from uuid import uuid4


def test_x(app):
    site = make_site()
    user = mina(site)
    c = make_comment(site)
    with writing() as session:
        d = decide.reply(session, viewer(user), c.id, "Thanks", seen=c.version, key="k", now=tick())
    print(d)
    with writing() as session:
        u = decide.undo(session, viewer(user), d.event.id, now=tick())
    print(u, reload(d.reply).status, reload(c).status)
