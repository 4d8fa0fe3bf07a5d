#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing, builds the release, prepares the sample profile and opens the workstation.
#
#   packaging/run.sh [--profile DIR] [--headless-demo DIR] [-- WORKSTATION-OPTION …]
#
# --headless-demo DIR  no display needed: opens every window in turn on the sample profile, writes a PNG of each and
#                      the backtest report to DIR
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

demo= profile=
while [ $# -gt 0 ]; do
  case $1 in
    --headless-demo) demo=${2:?"--headless-demo needs a folder"}; shift 2 ;;
    --profile) profile=${2:?"--profile needs a folder"}; shift 2 ;;
    --) shift; break ;;
    -h|--help) sed -n '3,9p' "$0"; exit 0 ;;
    *) die "unknown option $1; see --help" ;;
  esac
done
[ -z "$demo" ] || { mkdir -p "$demo"; demo=$(cd "$demo" && pwd); }

install_packages
configure_options=(-DZVT_BUILD_TESTS=OFF -DZVT_BUILD_BENCH=OFF)
say "Building"
build release zvt zvt-workstation zvt_plugins

bin=build/release/bin
if [ -z "$profile" ]; then
  if [ -n "$demo" ]; then profile=$(mktemp -d); trap 'rm -rf "$profile"' EXIT
  else profile=${ZVT_HOME:-${XDG_DATA_HOME:-$HOME/.local/share}/zvt-workstation-sample}
  fi
fi
if [ ! -f "$profile/market.db" ]; then
  say "Preparing the sample profile in $profile"
  "$bin/zvt" demo --profile "$profile"
fi

if [ -n "$demo" ]; then
  say "Showing every window"
  QT_QPA_PLATFORM=offscreen "$bin/zvt-workstation" --profile "$profile" --demo-tour "$demo"
  "$bin/zvt" backtest resources/examples/ma_cross_sample.zvtstrategy --profile "$profile" --out "$demo/report"
  say "Pictures and the report are in $demo"
else
  [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname)" = Darwin ] ||
    die "there is no display; use packaging/run.sh --headless-demo DIR to see the windows as pictures"
  exec "$bin/zvt-workstation" --profile "$profile" "$@"
fi
