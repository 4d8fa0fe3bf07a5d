// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/chart_feature.h"
#include "widgets/chart/chip_strip.h"

#include <optional>

namespace zvt::ui {

/// The strip with the cost of the shares held (筹码分布) beside the chart.
class ChipFeature : public ChartFeature {
  Q_OBJECT

public:
  explicit ChipFeature(ChartPanel& panel);

  [[nodiscard]] QString key() const override { return QStringLiteral("chips"); }
  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;
  [[nodiscard]] ChartReader reader() override;
  void retranslate() override;

  [[nodiscard]] bool isShown() const { return m_coefficient.has_value(); }
  /// As the user does it: undo takes it back. @param coefficient of the decay (历史换手衰减系数), 0.1 … 10; nothing
  /// hides the strip
  void choose(std::optional<double> coefficient);
  /// Asks for the coefficient.
  void askCoefficient();
  [[nodiscard]] widgets::ChipStrip* strip() const { return m_strip; }

private:
  void setCoefficient(std::optional<double> coefficient);
  void showProblem(const Error& error);

  std::optional<double> m_coefficient; ///< nothing: no strip
  std::optional<Error> m_problem;
  widgets::ChipStrip* m_strip; ///< the panel's
};

}
