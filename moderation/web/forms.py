"""The forms of the desk; what they hold is checked by the verbs."""

from uuid import uuid4

from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    PasswordField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types

from moderation.domain.enrol import LOCALES
from moderation.errors import Problem
from moderation.text.clean import storable
from moderation.web import languages
from moderation.words import N_

LANGUAGE_NAMES = {"en": "English", "fr": "Français"}


class LoginForm(FlaskForm):
    """E-mail and password, and where to go then."""

    email = EmailField()
    password = PasswordField()
    next = HiddenField()


class ProfileForm(FlaskForm):
    """One's own language, time zone and keys."""

    locale = SelectField()
    timezone = SelectField()
    keys = BooleanField()

    def offer(self, zones: list[str]) -> None:
        """Fill the choices, in the language of the answer."""
        self.locale.choices = [SelectChoice("", gettext(N_("As the browser asks")))]
        self.locale.choices += [SelectChoice(code, LANGUAGE_NAMES[code]) for code in LOCALES]
        self.timezone.choices = [SelectChoice("", gettext(N_("Universal time (UTC)")))]
        self.timezone.choices += [SelectChoice(zone, zone.replace("_", " ")) for zone in zones]


class FeedForm(FlaskForm):
    """The address of a site's feed; empty is none."""

    feed = StringField(id="feed-address")


class WordPressForm(FlaskForm):
    """WordPress's lists, one key a line, and its number of links."""

    moderation = TextAreaField(id="moderation-keys")
    disallowed = TextAreaField(id="disallowed-keys")
    links = StringField(id="max-links")


class OfCard(FlaskForm):
    """A form in the place of a card: its fields are told apart from those of other cards."""

    next = HiddenField()

    def belong_to(self, comment_id: int) -> None:
        """Make the fields those of this comment."""
        for field in self:
            field.id = f"{field.short_name}-{comment_id}"


class EditForm(OfCard):
    """The words of a comment, and where to go then."""

    name = StringField()
    email = StringField()
    website = StringField()
    text = TextAreaField()

    def complete(self, words: object) -> None:
        """Let fields that were not sent show the words that stay."""
        for field in (self.name, self.email, self.website, self.text):
            if field.data is None:
                field.data = getattr(words, field.short_name)


class EraseForm(OfCard):
    """That somebody knows what will be gone, and where to go then."""

    sure = BooleanField()


def version_of(sent: str | None) -> int | None:
    """The version from which a form was made; None for what is none."""
    return int(sent) if sent and sent.isdecimal() and len(sent) < 10 else None


def key_of(sent: str | None) -> str:
    """The key under which a form is taken once, however often it is sent; a new one where it holds none."""
    return storable(sent or uuid4().hex)[:64]


def show(form: FlaskForm, problems: tuple[Problem, ...]) -> list[Problem]:
    """Put each problem beside its field; those about no field of the form come back."""
    rest = []
    for problem in problems:
        field = form._fields.get(problem.on)
        if field is None:
            rest.append(problem)
        else:
            field.errors = [*field.errors, languages.say(problem)]
    return rest
