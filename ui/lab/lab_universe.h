// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>
#include <QStringList>

#include <string>
#include <vector>

namespace zvt::storage {
class Profile;
}

namespace zvt::ui {

/// Which securities a study looks at.
enum class UniverseKind { Stocks, Everything, Watchlist, Industry, Tag, Pattern };

struct Universe {
  UniverseKind kind = UniverseKind::Stocks;
  QString value; ///< id of the list, name of the industry or the tag, codes and patterns separated by commas or blanks
  std::vector<std::string> listed; ///< of Watchlist: its securities; filled before the choice crosses threads
  bool operator==(const Universe&) const = default;
};

[[nodiscard]] QString toString(UniverseKind kind); ///< "stocks" …
[[nodiscard]] UniverseKind universeKindFrom(const QString& text); ///< unknown: Stocks

/// Names that the profile has for industries (the newest membership of the first classification) and tags, sorted.
struct UniverseNames {
  QStringList industries;
  QStringList tags;
};
/// On a worker's thread. Errors: storage.*.
[[nodiscard]] Result<UniverseNames> universeNames(storage::Profile& profile);

/// The ids of the securities, sorted, each once. On a worker's thread.
/// Errors: lab.empty_universe, entity.unknown_code, entity.not_stored, storage.*.
[[nodiscard]] Result<std::vector<std::string>> entitiesOf(const Universe& universe, storage::Profile& profile);

}
