// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/backtest/run_compare.h"
#include "ui/report/research_hub.h"

#include <QString>

#include <functional>
#include <vector>

namespace zvt {
class FileSystem;
}

namespace zvt::ui {

/// A run that can be compared: one of this session, or a folder.
struct RunChoice {
  ResearchHub::RunPtr run; ///< null: the folder's
  QString folder; ///< of a run that is in one
  QString caption; ///< "#3 Momentum  +12.4%  Slow period 20  2019-01-02 → 2024-12-31  14:03:22", "momentum-2024"
  [[nodiscard]] bool isValid() const { return run || !folder.isEmpty(); }
  /// Whether it is the same run, whatever it is called.
  [[nodiscard]] bool isSame(const RunChoice& other) const { return run == other.run && folder == other.folder; }
  /// What is compared; for a worker's thread. Errors: as readRunTexts().
  [[nodiscard]] Result<backtest::RunTexts> texts(const FileSystem& files) const;
};

[[nodiscard]] RunChoice choiceOf(const QString& folder);
/// The hub's runs, then its folders.
[[nodiscard]] std::vector<RunChoice> runChoices(const ResearchHub& hub);

}
