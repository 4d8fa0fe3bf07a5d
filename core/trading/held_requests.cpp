// SPDX-License-Identifier: Apache-2.0
// What a person or a strategy asks of the held orders, from any thread.
#include "core/trading/held_orders.h"

namespace zvt::trading {

void HeldOrders::run(std::function<Result<void>(HeldOrders&)> work, Done done)
{
  m_executor.post([weak = weak_from_this(), work = std::move(work), done = std::move(done)] {
    const auto self = weak.lock();
    if (!self)
      return;
    Result<void> result = self->catchUp();
    if (result)
      result = work(*self);
    self->publish();
    if (done)
      done(std::move(result));
  });
}

void HeldOrders::place(std::vector<ConditionalOrder> orders, Done done)
{
  run(
      [orders = std::move(orders)](HeldOrders& self) -> Result<void> {
        if (self.m_day == TradingDay{})
          return fail("trading.no_day");
        ZVT_TRY_VOID(self.m_desk->startDay(self.m_day));
        return self.m_desk->add(orders);
      },
      std::move(done));
}

void HeldOrders::place(Bracket bracket, Done done)
{
  // The answer is the entry's; what cannot be held is refused before it.
  const auto answer = std::make_shared<Done>(std::move(done));
  run(
      [bracket = std::move(bracket), answer](HeldOrders& self) -> Result<void> {
        if (self.m_day == TradingDay{})
          return fail("trading.no_day");
        ZVT_TRY_VOID(self.m_desk->startDay(self.m_day));
        return self.m_desk->addBracket(bracket, [answer](const Result<Order>& entry) {
          if (*answer)
            (*answer)(entry ? Result<void>() : std::unexpected(entry.error()));
        });
      },
      [answer](const Result<void>& held) {
        if (!held && *answer)
          (*answer)(held);
      });
}

void HeldOrders::place(std::vector<ParentOrder> orders, Done done)
{
  run(
      [orders = std::move(orders)](HeldOrders& self) -> Result<void> {
        self.m_changed = true;
        return self.m_day == TradingDay{} ? fail("trading.no_day") : self.m_algos->start(orders);
      },
      std::move(done));
}

void HeldOrders::change(std::string id, ConditionalChange change, Done done)
{
  run([id = std::move(id), change = std::move(change)](HeldOrders& self) { return self.m_desk->change(id, change); },
      std::move(done));
}

void HeldOrders::change(std::string id, ParentChange change, Done done)
{
  run(
      [id = std::move(id), change = std::move(change)](HeldOrders& self) {
        self.m_changed = true;
        return self.m_algos->change(id, change);
      },
      std::move(done));
}

void HeldOrders::cancel(std::string id, Done done)
{
  run(
      [id = std::move(id)](HeldOrders& self) {
        self.m_changed = true;
        return self.m_algos->has(id) ? self.m_algos->cancel(id) : self.m_desk->cancel(id);
      },
      std::move(done));
}

void HeldOrders::cancelAll(Done done)
{
  run(
      [](HeldOrders& self) -> Result<void> {
        std::vector<std::string> ids;
        for (const ConditionalOrder& order : self.m_desk->orders())
          if (isLegal(order.state, ConditionalState::Cancelled))
            ids.push_back(order.id);
        for (const std::string& id : ids)
          ZVT_TRY_VOID(self.m_desk->cancel(id));
        self.m_changed = true;
        for (const AlgoOrder& order : self.m_algos->orders())
          if (!isOver(order.report.state) && order.report.state != AlgoState::Ending)
            ZVT_TRY_VOID(self.m_algos->cancel(order.order.id));
        return {};
      },
      std::move(done));
}

void HeldOrders::suspend(std::string id, Done done)
{
  run(
      [id = std::move(id)](HeldOrders& self) {
        self.m_changed = true;
        return self.m_algos->has(id) ? self.m_algos->pause(id) : self.m_desk->suspend(id);
      },
      std::move(done));
}

void HeldOrders::resume(std::string id, Done done)
{
  run(
      [id = std::move(id)](HeldOrders& self) {
        self.m_changed = true;
        return self.m_algos->has(id) ? self.m_algos->resume(id) : self.m_desk->resume(id);
      },
      std::move(done));
}

}
