// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/backtest/backtest.h"
#include "core/base/clock.h"
#include "core/base/task.h"
#include "core/base/testing/memory_file_system.h"
#include "core/market/rule_book.h"
#include "tests/core/backtest/random_market.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/task_feed.h"
#include "ui/report/research_hub.h"
#include "ui/shell/context.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"

#include "translations_resources.h"

#include <QApplication>
#include <QWidget>

#include <memory>

namespace zvt::tests {

inline constexpr int kPatience = 20'000; ///< ms, of a machine that does other things

/// A strategy in Lua that follows the mean of some closes; the days are its parameter.
inline constexpr const char* kTrend = R"(
  strategy = {name = 'trend', entities = 'stock_*', levels = {'1d'}, params = {days = 5},
    run = {adjust = 'hfq'}, account = {initial_cash = '1000000'}}
  function on_bar(ctx, level, entities)
    for _, id in ipairs(entities) do
      local mean = ctx:mean(id, 'close', strategy.params.days)
      if mean then ctx:target(id, ctx:bar(id).close > mean and 0.1 or 0) end
    end
  end
)";

/// A made market. @param days of trading @param more added to one close of each security
inline std::shared_ptr<backtest::MemorySource> randomSource(int days = 120, double more = 0)
{
  auto source = std::make_shared<backtest::MemorySource>();
  for (const RandomStock& stock : randomMarket(5, "2023-03-01", days)) {
    market::BarSeries bars = stock.bars;
    bars.close[20] += more;
    bars.high[20] += more;
    source->add(stock.entity, bars, stock.actions);
  }
  return source;
}

/// A picture for people, where ZVT_PICTURES names a folder.
inline void picture(QWidget& widget, const QString& name)
{
  if (const QString folder = qEnvironmentVariable("ZVT_PICTURES"); !folder.isEmpty())
    widget.grab().save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
}

/// What panels of research stand on, without a profile: files in memory, tasks, workers and the runs.
class ResearchDesk {
protected:
  /// Once the application is there.
  void prepare()
  {
    widgets::Theme::current().install(*qApp);
    widgets::Language::current().setCatalogues(resources::translations());
    widgets::Language::current().setCode(QStringLiteral("en"));
    m_context.clock = &m_clock;
    m_context.files = &m_files;
    m_context.tasks = &m_tasks;
    m_context.workers = &m_workers;
    m_context.taskFeed = &m_feed;
    m_context.research = &m_hub;
    m_context.rules = market::RuleBook::load().value();
  }

  SystemClock m_clock;
  testing::MemoryFileSystem m_files;
  TaskRegistry m_tasks{m_clock};
  ui::ExecutorPool m_workers{2, m_clock};
  ui::TaskFeed m_feed{m_tasks};
  ui::ResearchHub m_hub;
  ui::Context m_context;
};

}
