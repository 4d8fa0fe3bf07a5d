// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/data_hub.h"

#include "core/data/market_data.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/task_feed.h"

#include <algorithm>

namespace zvt::ui {

namespace {
constexpr int kCoalesceMs = 500;
}

DataHub::DataHub(const Context& context, QObject* parent)
    : QObject(parent)
    , m_context(context)
{
  m_timer.setSingleShot(true);
  m_timer.setInterval(kCoalesceMs);
  connect(&m_timer, &QTimer::timeout, this, [this] {
    Q_EMIT dataChanged();
    if (m_started)
      refresh();
  });
  const auto touch = [guard = QPointer<DataHub>(this)] {
    if (guard && !guard->m_timer.isActive())
      guard->m_timer.start();
  };
  if (context.marketData != nullptr)
    m_observation = context.marketData->observe([touch](const data::MarketChange&) {
      QMetaObject::invokeMethod(QCoreApplication::instance(), touch, Qt::QueuedConnection);
    });
  // Records are written by tasks: imports, checks, decisions.
  if (context.taskFeed != nullptr)
    connect(context.taskFeed, &TaskFeed::finished, this, [touch](const TaskSnapshot&) { touch(); });
}

DataHub::~DataHub()
{
  m_cancel.cancel();
}

void DataHub::chooseRun(qint64 run)
{
  m_run = run;
  Q_EMIT runChosen();
}

void DataHub::start()
{
  if (std::exchange(m_started, true) || m_context.coverage == nullptr)
    return;
  refresh();
}

void DataHub::refresh()
{
  if (m_context.coverage == nullptr)
    return;
  // While data keep coming, a report in the making is finished first: else there would never be one.
  if (m_computing) {
    m_again = true;
    return;
  }
  m_computing = true;
  runAsync(
      m_context.workers->next(), this,
      [coverage = m_context.coverage, token = m_cancel] {
        SilentTaskControl control(token);
        return coverage->report({}, control);
      },
      [this](Result<std::shared_ptr<const data::CoverageReport>> report) { take(std::move(report)); });
}

void DataHub::take(Result<std::shared_ptr<const data::CoverageReport>> report)
{
  m_computing = false;
  if (std::exchange(m_again, false))
    m_timer.start();
  if (report) {
    m_coverage = *report;
    if (chosen() == nullptr && !m_coverage->bars.empty()) {
      // Days before minutes: they say more at a glance.
      const auto largest = std::ranges::max_element(m_coverage->bars, {},
          [](const data::DataSetCoverage& set) { return std::pair(market::isDayKeyed(set.level), set.rows); });
      m_dataSet = largest->name;
      m_provider = largest->provider;
      m_market = largest->market;
    }
  }
  for (const auto& reply : std::exchange(m_waiting, {}))
    reply(report);
  if (!report) {
    Q_EMIT coverageFailed(report.error());
    return;
  }
  Q_EMIT coverageChanged();
  Q_EMIT chosenChanged();
}

void DataHub::ask(std::function<void(Result<std::shared_ptr<const data::CoverageReport>>)> reply)
{
  m_started = true;
  if (m_coverage && !m_computing) {
    reply(m_coverage);
    return;
  }
  if (m_context.coverage == nullptr)
    return; // this run has none: whoever asks waits
  m_waiting.push_back(std::move(reply));
  if (!m_computing)
    refresh();
}

const data::DataSetCoverage* DataHub::chosen() const
{
  if (!m_coverage)
    return nullptr;
  const auto at = std::ranges::find_if(m_coverage->bars, [&](const data::DataSetCoverage& set) {
    return set.name == m_dataSet && set.provider == m_provider && set.market == m_market;
  });
  return at == m_coverage->bars.end() ? nullptr : &*at;
}

void DataHub::choose(const data::DataSetCoverage& set)
{
  m_dataSet = set.name;
  m_provider = set.provider;
  m_market = set.market;
  Q_EMIT chosenChanged();
}

}
