// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/strategy/backtest_runner.h"

#include "core/backtest/backtest.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/task_feed.h"

#include <QCoreApplication>

namespace zvt::ui {

BacktestRunner::BacktestRunner(const Context& context, QObject* parent)
    : QObject(parent)
    , m_context(context)
{
  if (context.profile != nullptr && context.marketData != nullptr)
    m_source = std::make_shared<backtest::ProfileSource>(*context.profile, *context.marketData);
  if (context.taskFeed != nullptr) {
    connect(context.taskFeed, &TaskFeed::changed, this, &BacktestRunner::follow);
    connect(context.taskFeed, &TaskFeed::finished, this, &BacktestRunner::end);
  }
}

BacktestRunner::~BacktestRunner()
{
  if (isRunning())
    m_context.tasks->cancel(m_task);
}

bool BacktestRunner::isAvailable() const
{
  return m_source && m_context.tasks != nullptr && m_context.workers != nullptr && m_context.taskFeed != nullptr
      && m_context.rules;
}

void BacktestRunner::start(const strategy::StrategyDocument& document)
{
  backtest::BacktestRequest request{document, {}, QCoreApplication::applicationVersion().toStdString()};
  startWork(document.name,
      [request = std::move(request)](backtest::MarketSource& source,
          const std::shared_ptr<const market::RuleBook>& rules,
          TaskControl& control) { return backtest::backtest(request, source, rules, control); });
}

void BacktestRunner::start(const OpenCodePtr& code)
{
  startWork(code->facts.name,
      [code](backtest::MarketSource& source, const std::shared_ptr<const market::RuleBook>& rules,
          TaskControl& control) { return code->code->run(code->settings, source, rules, control); });
}

void BacktestRunner::startWork(const std::string& name, Work work)
{
  if (isRunning() || !isAvailable())
    return;
  m_box = std::make_shared<std::pair<ResearchHub::RunPtr, RunTraitsPtr>>();
  m_task = m_context.tasks->start("task.backtest", name, m_context.workers->nextLong(),
      [work = std::move(work), source = m_source, rules = m_context.rules, box = m_box](
          TaskControl& control) -> Result<void> {
        ZVT_TRY(backtest::BacktestRun run, work(*source, rules, control));
        box->second = traitsOf(run.manifest);
        box->first = std::make_shared<const backtest::BacktestRun>(std::move(run));
        return {};
      });
  Q_EMIT started();
}

void BacktestRunner::cancel()
{
  if (isRunning())
    m_context.tasks->cancel(m_task);
}

void BacktestRunner::follow()
{
  for (const TaskSnapshot& task : m_context.taskFeed->tasks())
    if (task.id == m_task && task.state == TaskState::Running)
      Q_EMIT progressed(task.progress);
}

void BacktestRunner::end(const TaskSnapshot& task)
{
  if (m_task == 0 || task.id != m_task)
    return;
  m_task = 0;
  const auto box = std::exchange(m_box, nullptr);
  if (task.state == TaskState::Succeeded && box->first)
    Q_EMIT succeeded(box->first, box->second);
  else if (task.state == TaskState::Cancelled)
    Q_EMIT cancelled();
  else
    Q_EMIT failed(task.error);
}

}
