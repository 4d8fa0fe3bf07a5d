#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Every text of the windows is translated: fails on an unfinished or missing entry of translations/*.ts.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
lupdate=/usr/lib/qt6/bin/lupdate # Debian and Ubuntu keep it off the path
[ -x "$lupdate" ] || lupdate=$(command -v lupdate-qt6 || command -v lupdate)
fresh=$(mktemp -d); trap 'rm -rf "$fresh"' EXIT
status=0
for file in translations/*.ts; do
  cp "$file" "$fresh/"
  only=; [ "$file" = translations/zvt_en.ts ] && only=-pluralonly
  "$lupdate" -silent -no-obsolete -locations none $only -I . app ui widgets -ts "$fresh/$(basename "$file")"
  if grep -q 'type="unfinished"' "$fresh/$(basename "$file")"; then
    echo "$file lacks translations of:"; grep -B3 'type="unfinished"' "$fresh/$(basename "$file")" | grep '<source>' | head -40
    status=1
  fi
  # Texts that lupdate files under the class alone, without its namespace, are never asked for when the program runs.
  if grep -q '<name>Tr</name>' "$fresh/$(basename "$file")"; then
    echo "$file has texts in a context \"Tr\" that no window asks for; name the context: QCoreApplication::translate(\"zvt::ui\", …):"
    sed -n '/<name>Tr<\/name>/,/<\/context>/s/ *<source>\(.*\)<\/source>/  \1/p' "$fresh/$(basename "$file")"
    status=1
  fi
done
exit $status
