// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/bar_selection.h"
#include "app/cli/command_line.h"
#include "app/cli/entity_selection.h"
#include "core/factor/factors/factor_service.h"

namespace zvt::cli {

/// Which factor a command works on: NAME --set key=value --file FILE, and the bars it reads.
struct FactorSelection {
  std::string name;
  std::vector<std::string> parameters; ///< key=value
  std::vector<std::string> files; ///< documents of a user's own factors
  BarSelection bars; ///< level and adjust empty: the factor's own

  /// @param showsRows with --start and --end
  void addOptions(CLI::App& command, bool showsRows = true);
};

/// What the commands need, opened from a selection.
struct FactorTools {
  std::unique_ptr<factor::FactorRegistry> registry;
  std::unique_ptr<factor::FactorService> service;
  factor::FactorRequest request;
  market::BarLevel level = market::BarLevel::Day1;
  BarSelection bars;

  /// Errors: factor.unknown, factor.bad_setting, those of a document, of BarSelection::select.
  static Result<FactorTools> open(app::Services& services, const FactorSelection& selection);
  [[nodiscard]] Result<BarTimes> times(app::Services& services, const std::string& entityId) const;
};

/// "key=value" texts as a map. Errors: factor.bad_setting.
[[nodiscard]] Result<std::map<std::string, std::string>> readSettings(const std::vector<std::string>& texts);

}
