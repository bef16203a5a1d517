"""What Debian's packages can bring when a program is missing and we may install it."""

import os
import shutil
import subprocess


def install(package: str) -> bool:
    """Install a Debian package; False where this is no Debian or we are not root, or it cannot be had."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    steps = (["apt-get", "update"], ["apt-get", "install", "--yes", "--no-install-recommends", package])
    return all(subprocess.run(step, env=environ, stdout=subprocess.DEVNULL).returncode == 0 for step in steps)
