"""Who may see and do what."""

import pytest

from moderation.domain.allow import Deed, Viewer, require
from moderation.errors import Missing, Refused
from moderation.words import Actor, ActorKind, Role

MEMBER = Actor(kind=ActorKind.MEMBER, id=7, name="Mina")
TOKEN = Actor(kind=ActorKind.TOKEN, id=7, name="Importer")


def test_a_moderator_may_moderate_and_is_told_who_may_configure():
    viewer = Viewer(actor=MEMBER, roles={1: Role.MODERATOR})

    require(viewer, 1, Deed.MODERATE)
    with pytest.raises(Refused, match="Only an owner"):
        require(viewer, 1, Deed.CONFIGURE)


def test_an_owner_may_do_both():
    viewer = Viewer(actor=MEMBER, roles={1: Role.OWNER})

    require(viewer, 1, Deed.MODERATE)
    require(viewer, 1, Deed.CONFIGURE)


@pytest.mark.parametrize("deed", Deed)
@pytest.mark.parametrize("is_admin", [False, True])
def test_a_site_of_others_does_not_exist(deed, is_admin):
    viewer = Viewer(actor=MEMBER, roles={1: Role.OWNER}, is_admin=is_admin)

    with pytest.raises(Missing):
        require(viewer, 2, deed)


def test_a_token_is_nobody_s_account():
    assert Viewer(actor=MEMBER).user_id == 7
    assert Viewer(actor=TOKEN).user_id is None
