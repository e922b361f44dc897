#!/usr/bin/env bash
# Brings the programs that judge our archives into .judges/, each as pinned here and in the constraints files:
# Chromium from Debian, pywb, wacz, warcio, cdxj-indexer and playwright in one Python environment, FastWARC in another
# (its brotli and pywb's brotlipy are the same module), ReplayWeb.page (AGPL: never part of this repository).
set -euo pipefail
cd "$(dirname "$0")/../.."
home=$PWD/.judges
pins=tests/judges
replay_version=2.5.3
replay_sha512=9c28f63d238ddc1c5e489284f00b183f250bbf45cf64a2567f2e25f4fc90adef52ab02d9f9629956cfec7cba8f390e06ac7fb46248dbc0e86bf1c4931f4f20b1

missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v npm >/dev/null || missing+=(npm)
if ((${#missing[@]})); then
    if ((EUID)); then
        echo "the judges need ${missing[*]}: install the Debian packages of these names, or run this as root" >&2
        exit 1
    fi
    export DEBIAN_FRONTEND=noninteractive
    apt-get -qq -o DPkg::Lock::Timeout=300 update
    apt-get -qq -o DPkg::Lock::Timeout=300 install --yes --no-install-recommends "${missing[@]}" >/dev/null
fi

environment() { # NAME CONSTRAINTS
    "${PYTHON:-python3}" -m venv --clear "$home/$1"
    "$home/$1/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r "$2"
}
environment python "$pins/constraints.txt"
environment fastwarc "$pins/constraints-fastwarc.txt"

rm -rf "$home/replay"
mkdir -p "$home/replay"
(cd "$home" && npm pack --silent "replaywebpage@$replay_version" >/dev/null)
package=$home/replaywebpage-$replay_version.tgz
echo "$replay_sha512  $package" | sha512sum --check --quiet
tar -xzf "$package" -C "$home/replay" --strip-components=1 package/index.html package/ui.js package/sw.js
rm "$package"
touch "$home/installed"
