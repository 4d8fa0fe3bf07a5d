// SPDX-License-Identifier: Apache-2.0
#include "core/trading/held_verify.h"

#include "core/trading/algo/algo_desk.h"
#include "core/trading/conditional/conditional_journal.h"

#include <fmt/format.h>

namespace zvt::trading {

namespace {

/// Nothing is sent while a journal is looked at.
class NoSender final : public OrderSender {
public:
  explicit NoSender(std::string account)
      : m_account(std::move(account))
  {
  }
  [[nodiscard]] std::string account() const override { return m_account; }
  void submit(OrderIntent, std::function<void(Result<Order>)>) override { }
  void cancel(const std::string&, std::function<void(Result<Order>)>) override { }
  [[nodiscard]] std::optional<Order> find(std::string_view) const override { return std::nullopt; }

private:
  std::string m_account;
};

class NoClock final : public Clock {
public:
  [[nodiscard]] Timestamp now() const override { return {}; }
  [[nodiscard]] Duration elapsed() const override { return {}; }
};

Result<std::uint64_t> countOf(Store& store, const std::string& log)
{
  std::uint64_t count = 0;
  ZVT_TRY_VOID(store.replay(log, 1, [&count](std::uint64_t, std::string_view) {
    ++count;
    return true;
  }));
  return count;
}

}

Result<std::uint64_t> verifyHeld(Store& store, const std::string& account, const TradingState& state)
{
  ZVT_TRY(const ConditionalBook book, ConditionalJournal::replay(store, account));
  for (const ConditionalOrder& order : book.orders())
    if (!order.orderId.empty() && !state.find(order.orderId))
      return fail("conditional.order_missing", {{"id", order.id}, {"order", order.orderId}});
  NoSender sender(account);
  const NoClock clock;
  ZVT_TRY(const auto algos, AlgoDesk::open(store, sender, clock, state.orders()));
  ZVT_TRY(const std::uint64_t conditional, countOf(store, fmt::format("conditional.{}", account)));
  ZVT_TRY(const std::uint64_t worked, countOf(store, fmt::format("algo.{}", account)));
  return conditional + worked;
}

}
