// SPDX-License-Identifier: Apache-2.0
#include "core/trading/algo/algo_run.h"

#include <algorithm>
#include <set>

namespace zvt::trading {

BasketRun::BasketRun(Options options, std::vector<std::unique_ptr<AlgoRun>> runs)
    : m_options(options)
    , m_runs(std::move(runs))
{
}

Result<std::unique_ptr<BasketRun>> BasketRun::start(
    std::vector<ParentOrder> orders, Options options, OrderSender& sender)
{
  std::vector<std::unique_ptr<AlgoRun>> runs;
  std::set<std::string> ids;
  for (ParentOrder& order : orders) {
    if (!ids.insert(order.id).second)
      return fail("algo.bad_order", {{"id", order.id}, {"what", "id"}});
    ZVT_TRY(auto run, AlgoRun::start(std::move(order), sender));
    runs.push_back(std::move(run));
  }
  return std::unique_ptr<BasketRun>(new BasketRun(options, std::move(runs)));
}

bool BasketRun::mayRun(const AlgoRun& run) const
{
  if (!m_options.sellsFirst || run.order().side == Side::Sell)
    return true;
  return std::ranges::all_of(
      m_runs, [](const auto& other) { return other->order().side == Side::Buy || other->isOver(); });
}

void BasketRun::onTime(Timestamp now)
{
  for (const auto& run : m_runs)
    // A buy that still waits for the sells ends with its time all the same.
    if (mayRun(*run) || now >= run->order().end)
      run->onTime(now);
}

void BasketRun::onVolume(Timestamp now, std::string_view entityId, Quantity traded)
{
  for (const auto& run : m_runs)
    if (run->order().entityId == entityId && (mayRun(*run) || now >= run->order().end))
      run->onVolume(now, traded);
}

void BasketRun::onOrder(const Order& order)
{
  for (const auto& run : m_runs)
    run->onOrder(order);
}

void BasketRun::pause()
{
  for (const auto& run : m_runs)
    run->pause();
}

void BasketRun::resume()
{
  for (const auto& run : m_runs)
    run->resume();
}

void BasketRun::cancel()
{
  for (const auto& run : m_runs)
    run->cancel();
}

std::vector<AlgoReport> BasketRun::reports() const
{
  std::vector<AlgoReport> reports;
  for (const auto& run : m_runs)
    reports.push_back(run->report());
  return reports;
}

bool BasketRun::isOver() const
{
  return std::ranges::all_of(m_runs, [](const auto& run) { return run->isOver(); });
}

}
