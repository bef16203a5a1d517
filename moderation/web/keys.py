"""Keys, as the buttons and links that they press carry them."""

from markupsafe import Markup

from moderation.web import identity


def key(name: str) -> Markup:
    """The attributes of what this key presses; a letter that is switched off is told to nobody."""
    here = identity.me()
    is_told = len(name) > 1 or (here is not None and here.keys)
    # WAI-ARIA 1.2, aria-keyshortcuts: modifiers first; the case of a letter says nothing.
    spoken = f"Shift+{name}" if name.isupper() else name
    carried = Markup('data-key="{}"').format(name)
    return carried + Markup(' aria-keyshortcuts="{}"').format(spoken) if is_told else carried
