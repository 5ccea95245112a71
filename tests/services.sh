#!/usr/bin/env bash
# Real PostgreSQL, Redis and Chromium for the tests: installed where that is possible, else named.
set -euo pipefail

have() { command -v "$1" >/dev/null 2>&1; }
missing=()
have redis-server || missing+=(redis-server)
compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || have initdb || missing+=(postgresql)
have chromium-headless-shell || have chromium || have chromium-browser || have google-chrome ||
    missing+=(chromium fonts-dejavu-core)
[ ${#missing[@]} -eq 0 ] && exit 0

if have apt-get && [ "$(id -u)" = 0 ]; then
    echo "installing for the tests: ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    if apt-cache show chromium-headless-shell >/dev/null 2>&1; then
        missing=("${missing[@]/%chromium/chromium-headless-shell}")
    fi
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
else
    echo "The tests need ${missing[*]}: install them with your package manager." >&2
    exit 1
fi
