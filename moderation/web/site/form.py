"""The public form's fields; it has no session, hence its own signed stamp instead of a CSRF token."""

from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, StringField, TextAreaField


class CommentForm(FlaskForm):
    """What a writer fills in, and what the form carries itself."""

    class Meta:
        csrf = False

    name = StringField()
    email = EmailField()
    website = StringField()
    text = TextAreaField()
    url = HiddenField()
    title = HiddenField()
    parent = HiddenField()
    submission_id = HiddenField()
    stamp = HiddenField()
    subject = StringField()
    """The honeypot: people do not see it."""
