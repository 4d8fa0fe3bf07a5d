// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/backtest/market_source.h"
#include "core/strategy/strategy_document.h"
#include "ui/report/open_code.h"
#include "ui/report/research_hub.h"
#include "ui/shell/context.h"

#include <QObject>

#include <functional>
#include <memory>

namespace zvt {
struct TaskSnapshot;
}

namespace zvt::ui {

/// Runs a strategy over the profile's bars as a task on a worker, one run at a time. GUI thread.
class BacktestRunner : public QObject {
  Q_OBJECT

public:
  explicit BacktestRunner(const Context& context, QObject* parent = nullptr);
  ~BacktestRunner() override;

  /// Bars from elsewhere than the profile.
  void setSource(std::shared_ptr<backtest::MarketSource> source) { m_source = std::move(source); }
  /// Whether there is anything to run on: a profile or a source of one's own, tasks, workers and rules.
  [[nodiscard]] bool isAvailable() const;
  [[nodiscard]] bool isRunning() const { return m_task != 0; }
  void start(const strategy::StrategyDocument& document);
  void start(const OpenCodePtr& code);
  void cancel();

Q_SIGNALS:
  void started();
  void progressed(double fraction);
  void succeeded(const zvt::ui::ResearchHub::RunPtr& run, const zvt::ui::RunTraitsPtr& traits);
  void failed(const zvt::Error& error);
  void cancelled();

private:
  using Work = std::function<Result<backtest::BacktestRun>(
      backtest::MarketSource&, const std::shared_ptr<const market::RuleBook>&, TaskControl&)>;
  void startWork(const std::string& name, Work work);
  void follow();
  void end(const TaskSnapshot& task);

  Context m_context;
  std::shared_ptr<backtest::MarketSource> m_source;
  std::shared_ptr<std::pair<ResearchHub::RunPtr, RunTraitsPtr>> m_box; ///< filled by the worker before its task ends
  quint64 m_task = 0;
};

}
