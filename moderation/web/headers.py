"""What every answer says to the browser: no inline code, no foreign frames, no guessing."""

from flask import Flask, Response, request
from werkzeug.middleware.proxy_fix import ProxyFix

from moderation.settings import Settings

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}"
)
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
YEAR = 365 * 24 * 3600


def init(app: Flask, settings: Settings) -> None:
    """Set the headers on every answer, and trust as many proxies as the settings say."""
    if settings.trusted_proxies:
        n = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=n, x_proto=n, x_host=n, x_prefix=n)  # type: ignore[method-assign]

    @app.after_request
    def guard(response: Response) -> Response:
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        if "Content-Security-Policy" not in response.headers:
            response.headers["Content-Security-Policy"] = POLICY.format(ancestors="'none'")
            response.headers["X-Frame-Options"] = "DENY"
        if settings.is_https:
            response.headers["Strict-Transport-Security"] = f"max-age={YEAR}"
        if request.endpoint != "static" and "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return response


def framed_by(response: Response, *bases: str) -> Response:
    """Let a site's own pages frame this answer, and nobody else."""
    ancestors = " ".join(["'self'", *sorted({"/".join(base.split("/")[:3]) for base in bases})])
    response.headers["Content-Security-Policy"] = POLICY.format(ancestors=ancestors)
    return response
