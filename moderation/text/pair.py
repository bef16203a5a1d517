"""What makes a page elsewhere and one of ours one mention."""

from hashlib import blake2b

from moderation.text.http_url import split_http


def pair_of(source: str, key: str) -> bytes:
    """By what a source and one of our pages are one mention: by whatever protocol, however it is written."""
    parts = split_http(source)
    assert parts is not None
    fragment = source.partition("#")[2]
    place = f"{parts.twin}{parts.path or '/'}?{parts.query}#{fragment}"
    return blake2b(f"{place}\0{key}".encode("utf-8", "replace"), digest_size=16).digest()
