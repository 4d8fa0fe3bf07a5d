// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/backtest/why_trace.h"

#include <QTreeWidget>

#include <memory>
#include <vector>

namespace zvt::ui {

/// A trace as a chain: fill, order, decision, nodes stand below each other, what each stands on (costs, values, bars
/// and the run that brought them) within. Beside each sentence its step; sentences are wrapped. GUI thread.
class WhyTree : public QTreeWidget {
  Q_OBJECT

public:
  enum Column { SentenceColumn, StepColumn }; ///< the step stands first
  explicit WhyTree(QWidget* parent = nullptr);

  /// @param root null: nothing. The one that is shown: its words and colours again; what is open, chosen and in sight
  /// stays so.
  void setTrace(std::shared_ptr<const backtest::WhyRow> root);
  [[nodiscard]] static const backtest::WhyRow* rowOf(const QTreeWidgetItem* item); ///< null without one

private:
  void addStep(QTreeWidgetItem* parent, const backtest::WhyRow& row);
  void addDetail(QTreeWidgetItem* parent, const backtest::WhyRow& row);
  QTreeWidgetItem* addItem(QTreeWidgetItem* parent, const backtest::WhyRow& row, bool isStep);
  void fill();
  void openSteps();
  [[nodiscard]] std::vector<QTreeWidgetItem*> items() const; ///< all of them

  std::shared_ptr<const backtest::WhyRow> m_root;
};

}
