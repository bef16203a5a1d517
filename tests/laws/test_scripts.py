"""Files of a surface share one scope: what one of them names is never named by another."""

import re
from collections import Counter
from pathlib import Path

import pytest

from moderation.web.scripts import SURFACES

STATIC = Path(__file__).parents[2] / "static"
NAMED = re.compile(r"^(?:const|let|(?:async )?function|class) (\w+)", re.M)
LONGEST = 200


def files(surface: str) -> list[Path]:
    """Our own files of a surface."""
    found = [file for pattern in SURFACES[surface] for file in STATIC.glob(pattern)]
    return [file for file in found if file.parent.name != "vendor"]


@pytest.mark.parametrize("surface", SURFACES)
def test_no_name_is_given_twice_in_a_surface(surface):
    named = Counter(name for file in files(surface) for name in NAMED.findall(file.read_text("utf-8")))

    assert len(named) > 5
    assert [name for name, n in named.items() if n > 1] == []


@pytest.mark.parametrize("surface", SURFACES)
def test_a_script_is_short(surface):
    lengths = {file.name: len(file.read_text("utf-8").splitlines()) for file in files(surface)}

    assert {name: n for name, n in lengths.items() if n >= LONGEST} == {}
