"""Who may see and do what: the one place where it is decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from moderation.errors import Missing, Refused
from moderation.words import N_, Actor, ActorKind, Role


class Deed(StrEnum):
    """What somebody may want to do on a site."""

    MODERATE = "moderate"
    CONFIGURE = "configure"


ALLOWED = {Deed.MODERATE: {Role.OWNER, Role.MODERATOR}, Deed.CONFIGURE: {Role.OWNER}}


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """Who looks: an account or a site's token, with its roles by site id.

    An admin has no role by being one: a site's comments are for its members.
    """

    actor: Actor
    roles: Mapping[int, Role] = field(default_factory=dict)
    is_admin: bool = False

    def sites(self, deed: Deed = Deed.MODERATE) -> tuple[int, ...]:
        """The sites on which this viewer may do it, by id."""
        return tuple(sorted(site for site, role in self.roles.items() if role in ALLOWED[deed]))

    @property
    def user_id(self) -> int | None:
        """The account; None for a token."""
        return self.actor.id if self.actor.kind is ActorKind.MEMBER else None


def require(viewer: Viewer, site_id: int, deed: Deed) -> None:
    """Let it happen, or raise: Missing where the viewer is no member, Refused where the role is too small."""
    role = viewer.roles.get(site_id)
    if role is None:
        raise Missing(N_("There is nothing here, or nothing that you may see."))
    if role not in ALLOWED[deed]:
        raise Refused(N_("Only an owner of this site may do this. Ask one of them."))
