// SPDX-License-Identifier: Apache-2.0
#include "core/strategy/document_strategy.h"

#include "core/strategy/strategy_runner.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

namespace zvt::strategy {

namespace {

/// What bars of one moment have in common: their key, or the first day of their week or month, whoever was suspended at
/// its end.
std::int64_t momentOf(market::BarLevel level, std::int64_t key)
{
  if (level <= market::BarLevel::Day1)
    return key;
  const TradingDay day{static_cast<std::int32_t>(key)};
  if (level == market::BarLevel::Week1)
    return day.days + 1 - day.weekday();
  const Date date = day.date();
  return TradingDay::fromDate({date.year, date.month, 1}).days;
}

class DocumentStrategy final : public Strategy {
public:
  explicit DocumentStrategy(ExecutionPlan plan)
      : m_plan(std::move(plan))
  {
  }

  [[nodiscard]] StrategyNeeds needs() const override
  {
    StrategyNeeds needs;
    needs.name = m_plan.name;
    needs.entities = m_plan.universe;
    needs.levels = {m_plan.run.level};
    return needs;
  }

  Result<void> onStart(StrategyContext& context) override
  {
    std::vector<std::string> ids;
    for (const std::uint32_t place : context.entities()) {
      m_places.push_back(place);
      ids.push_back(context.universe()[place]);
      // What is held or ordered from before was asked for before: the next bar says again whether it still is.
      const trading::Position* held = context.account().find(ids.back());
      const bool isWanted = (held && !held->total.isZero())
          || std::ranges::find(context.openOrders(), ids.back(), &trading::Order::entityId)
              != context.openOrders().end();
      m_weights.push_back(isWanted ? std::numeric_limits<double>::quiet_NaN() : 0);
    }
    m_passed.assign(m_places.size(), 0);
    ZVT_TRY(m_runner, StrategyRunner::create(m_plan, std::move(ids)));
    // What lies before the start warms the graph up, moment by moment.
    std::vector<ClosedBar> bars;
    while (nextMoment(context, bars))
      m_runner->step(bars);
    return {};
  }

  Result<void> onBar(StrategyContext& context, const BarEvent&) override
  {
    std::vector<ClosedBar> bars;
    while (nextMoment(context, bars)) {
      const std::vector<Target>& targets = m_runner->step(bars);
      for (const ClosedBar& closed : bars) {
        const std::string& id = context.universe()[m_places[closed.entity]];
        const Target& target = targets[closed.entity];
        // What was asked for once is not asked for again: profit control may have had the last word.
        if (target.weight != std::exchange(m_weights[closed.entity], target.weight) || target.resize) {
          context.note(id, "weight", target.weight);
          context.setTarget(id, target.weight, target.resize);
        }
      }
    }
    return {};
  }

private:
  /// The bars of the earliest moment that has not been passed on.
  bool nextMoment(const StrategyContext& context, std::vector<ClosedBar>& bars)
  {
    bars.clear();
    const auto momentAt = [&](const BarView& view, std::size_t row) {
      return momentOf(m_plan.run.level, view.key[row]);
    };
    std::optional<std::int64_t> moment;
    for (std::size_t i = 0; i < m_places.size(); ++i) {
      const BarView view = context.bars(m_places[i], m_plan.run.level);
      if (m_passed[i] < view.size())
        moment = std::min(moment.value_or(momentAt(view, m_passed[i])), momentAt(view, m_passed[i]));
    }
    for (std::size_t i = 0; moment && i < m_places.size(); ++i) {
      const BarView view = context.bars(m_places[i], m_plan.run.level);
      const std::size_t row = m_passed[i];
      if (row >= view.size() || momentAt(view, row) != *moment)
        continue;
      ++m_passed[i];
      bars.push_back({i,
          {view.key[row], view.open[row], view.high[row], view.low[row], view.close[row], view.volume[row],
              view.turnover[row]}});
    }
    return moment.has_value();
  }

  ExecutionPlan m_plan;
  std::optional<StrategyRunner> m_runner;
  std::vector<std::uint32_t> m_places; ///< of the runner's entities in the universe
  std::vector<std::size_t> m_passed; ///< bars of each that the runner has seen
  std::vector<double> m_weights; ///< told last
};

}

std::unique_ptr<Strategy> makeDocumentStrategy(ExecutionPlan plan)
{
  return std::make_unique<DocumentStrategy>(std::move(plan));
}

}
