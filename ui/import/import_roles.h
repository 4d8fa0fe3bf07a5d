// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plugin/api/importer.h"

#include <QString>

#include <vector>

namespace zvt::ui {

/// What a column of a file can be taken for.
struct ImportRole {
  QString id; ///< as the importer names it; empty: not used
  QString label; ///< translated
};
[[nodiscard]] std::vector<ImportRole> importRoles(plugin::ImportContent content);

}
