# SPDX-License-Identifier: Apache-2.0
# Sourced by run.sh and test.sh: where things are, and how system packages get installed.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

say() { printf '\n== %s\n' "$*"; }
die() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; exit 1; }

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else die "packages are missing and there is no sudo; run as root: $*"
  fi
}

# package_list debian-12 [test [sanitizers]] → names on standard output
package_list() {
  local system=$1 file; shift
  for file in "packaging/packages/$system.txt" "${@/#/packaging/packages/$system-}"; do
    case $file in *.txt) ;; *) file=$file.txt ;; esac
    grep -v '^#' "$file"
  done
}

# install_packages [test [sanitizers]]: only what is missing, so that a second call takes no time.
install_packages() {
  local id="" version="" missing=()
  [ -r /etc/os-release ] && { id=$(. /etc/os-release; echo "${ID:-}"); version=$(. /etc/os-release; echo "${VERSION_ID:-}"); }
  case $id-$version in
    debian-12|ubuntu-24.04)
      [ "$id" = ubuntu ] && say "Ubuntu: this package list is untested"
      mapfile -t wanted < <(package_list "$id-$version" "$@")
      for package in "${wanted[@]}"; do
        dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
      done
      # libboost-dev and libboost1.81-dev exclude each other: keep the one that is there.
      if dpkg-query -W -f='${db:Status-Status}' libboost1.81-dev 2>/dev/null | grep -qx installed; then
        missing=("${missing[@]/libboost-dev/}")
      fi
      mapfile -t missing < <(printf '%s\n' "${missing[@]}" | grep -v '^$' || true)
      [ ${#missing[@]} -eq 0 ] && return
      say "Installing ${#missing[@]} packages"
      as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q
      as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
      ;;
    fedora-*)
      say "Fedora: this package list is untested"
      mapfile -t wanted < <(package_list fedora "$@")
      mapfile -t missing < <(for package in "${wanted[@]}"; do rpm -q --quiet --whatprovides "$package" || echo "$package"; done)
      [ ${#missing[@]} -eq 0 ] && return
      as_root dnf install -y "${missing[@]}"
      ;;
    *)
      if [ "$(uname)" = Darwin ] || [ -z "$id" ]; then
        say "No package list for this system: install vcpkg, then configure with its toolchain file; vcpkg.json names the libraries"
      else
        say "No package list for $id $version. Install what packaging/packages/debian-12.txt names (Debian's names), then run this again with ZVT_SKIP_PACKAGES=1"
      fi
      [ -n "${ZVT_SKIP_PACKAGES:-}" ] || exit 1
      ;;
  esac
}

# build PRESET TARGET…: configures once, then builds.
build() {
  local preset=$1; shift
  if [ ! -f "build/$preset/build.ninja" ]; then
    cmake --preset "$preset" "${configure_options[@]}"
  fi
  cmake --build "build/$preset" ${1:+--target "$@"}
}
configure_options=()
