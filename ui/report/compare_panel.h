// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/report/difference_table.h"
#include "ui/report/run_choice.h"
#include "ui/shell/context.h"
#include "ui/shell/panel.h"

#include <array>

class QComboBox;
class QLabel;
class QToolButton;

namespace zvt::widgets {
class DatedChart;
class Note;
}

namespace zvt::ui {

class PanelRegistry;
class Presenter;
class RecordPage;

/// Two runs beside each other: their equity in one chart, and every figure, order and setting in which they differ.
/// Runs of this session, or folders that a run was written to.
class ComparePanel : public Panel {
  Q_OBJECT

public:
  explicit ComparePanel(const Context& context, QWidget* parent = nullptr);

  [[nodiscard]] QString title() const override;
  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;

  /// @param side 0 or 1
  void choose(std::size_t side, const RunChoice& choice);
  void swap();
  void takeShown();
  [[nodiscard]] const RunChoice& chosen(std::size_t side) const { return m_chosen[side]; }

Q_SIGNALS:
  /// What is shown belongs to what is chosen, or says why it cannot.
  void compared();

protected:
  void retranslate() override;

private:
  struct Outcome {
    backtest::RunComparison comparison;
    backtest::RunCurves curves;
  };
  QWidget* makeHead(QWidget* content);
  void openFolder(std::size_t side);
  void takeIndex(std::size_t side, int index);
  /// The runs there are, after one came or went.
  void follow();
  void fillCombos();
  void load();
  void take(const Outcome& outcome);
  void showFailure(const Error& error);
  void showVerdict();

  Context m_context;
  std::vector<RunChoice> m_choices;
  std::array<RunChoice, 2> m_chosen;
  DifferenceRows m_rows;
  std::optional<bool> m_isSame; ///< of the results; nothing: not compared
  widgets::ColumnTable m_table;
  std::array<QComboBox*, 2> m_combos{};
  std::array<QToolButton*, 2> m_open{};
  QToolButton* m_swap = nullptr;
  widgets::Note* m_verdict = nullptr;
  widgets::DatedChart* m_chart = nullptr;
  RecordPage* m_page = nullptr;
  QLabel* m_chartTitle = nullptr;
  Presenter* m_presenter = nullptr;
};

void registerComparePanel(PanelRegistry& registry);

}
