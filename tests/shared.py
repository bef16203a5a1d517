"""The folder of labelled comments and the seed, where a developer has it; tests skip without."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = (ROOT / os.environ.get("MODERATION_SHARED", "../shared")).resolve()

needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason=f"no shared folder at {SHARED}: set MODERATION_SHARED to run this"
)
