#!/bin/sh
# Makes the virtual environment that the first argument names, unless it is there.
set -eu
venv=$1

say() { echo "$*" >&2; }

find_python() {
  for name in python3.13 python3.12 python3.11 python3; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$name"
      return
    fi
  done
  say "Moderation needs Python 3.11 or newer, and there is none on the PATH."
  say "On Debian 12, Ubuntu 24.04 or newer: apt-get install python3 python3-venv"
  return 1
}

# Debian ships Python without what makes environments.
need_ensurepip() {
  "$1" -c 'import ensurepip' 2>/dev/null && return
  package=$("$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "Installing $package, which Debian keeps apart from Python."
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq && apt-get install -qq --yes "$package" >/dev/null
  else
    say "This Python cannot make virtual environments yet. As root: apt-get install $package"
    return 1
  fi
}

[ -x "$venv/bin/python" ] && exit
python=$(find_python)
need_ensurepip "$python"
"$python" -m venv "$venv"
