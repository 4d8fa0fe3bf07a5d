// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/backtest/why_trace.h"
#include "core/base/cancel_token.h"
#include "ui/bridge/run_async.h"
#include "ui/report/research_hub.h"
#include "ui/shell/context.h"

#include <QTimer>
#include <QWidget>

#include <atomic>

class QLabel;
class QTreeWidgetItem;
class QToolButton;

namespace zvt::ui {

class WhyTree;

/// Why a fill or an order of a run is as it is: the tree of core/backtest/why_trace.h, computed on a worker. Enter or a
/// double click on a row leads to its bar, or to the run that brought the bars. GUI thread.
class WhyPane : public QWidget {
  Q_OBJECT

public:
  explicit WhyPane(const Context& context, QWidget* parent = nullptr);
  ~WhyPane() override;

  /// What bars are read from; null: nothing is known but what the run kept. Of the context's profile to begin with.
  void setSource(std::shared_ptr<backtest::MarketSource> source) { m_source = std::move(source); }
  void explainFill(ResearchHub::RunPtr run, std::size_t fill);
  void explainTrade(ResearchHub::RunPtr run, std::size_t trade);
  void explainOrder(ResearchHub::RunPtr run, std::size_t order);
  using Work = std::function<Result<backtest::WhyRow>(const backtest::WhySources&, TaskControl&)>;
  /// Anything else that has a trace. @param work called on a worker
  void explain(Work work) { compute(std::move(work)); }
  void clear();
  void retranslate();
  void refresh(); ///< colours again, after a change of theme
  [[nodiscard]] WhyTree* tree() const { return m_tree; }

Q_SIGNALS:
  void ready(); ///< a tree is shown, or why there is none
  void barChosen(const std::string& entityId, zvt::LocalTime time);
  void dataRunChosen(qint64 run);
  void closed();

private:
  void compute(Work work);
  void tellProgress();
  void take(Result<backtest::WhyRow> root);
  void fill();
  void follow(const QTreeWidgetItem* item);
  void copy() const;
  void showMenu(const QPoint& position);

  Context m_context;
  std::shared_ptr<backtest::MarketSource> m_source;
  CancelToken m_cancel; ///< of what is being computed
  std::shared_ptr<std::atomic<double>> m_fraction; ///< of that
  QTimer m_teller;
  LatestOnly m_latest;
  std::shared_ptr<const backtest::WhyRow> m_root;
  QLabel* m_title;
  QToolButton* m_copy;
  QToolButton* m_close;
  WhyTree* m_tree;
  QLabel* m_state; ///< instead of the tree: it is being computed, or it failed
  Error m_error;
};

}
