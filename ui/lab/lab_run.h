// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lab/lab_choice.h"

#include <memory>

namespace zvt::ui {

/// What is remembered of a study beyond its own charts.
struct LabFigures {
  std::optional<double> rankIc, ratio, spread, turnover; ///< of the first horizon; turnover of the highest bucket
};
[[nodiscard]] LabFigures figuresOf(const analytics::LabResult& result);

/// A study that was run. Runs of an earlier start have no result: they can be run again.
struct LabRun {
  QString title; ///< the factor
  QString at; ///< when, on the clock of this computer: 2024-01-31 09:31
  LabChoice choice;
  LabFigures figures;
  std::shared_ptr<const analytics::LabResult> result; ///< null: only remembered
};

/// The runs of a panel, newest first; the oldest go.
class LabRuns {
public:
  static constexpr std::size_t kMost = 20;

  /// In front; a remembered one of the same choice goes.
  void add(LabRun run);
  [[nodiscard]] const std::vector<LabRun>& all() const { return m_runs; }
  /// Choices and figures, for a workspace.
  [[nodiscard]] QJsonArray toJson() const;
  void restore(const QJsonArray& json);

private:
  std::vector<LabRun> m_runs;
};

/// "2024-01-31 09:31  ROC(CLOSE,20)  +0.031"
[[nodiscard]] QString captionOf(const LabRun& run);

}
