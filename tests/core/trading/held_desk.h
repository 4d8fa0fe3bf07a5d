// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/file_system.h"
#include "core/base/logging.h"
#include "core/base/testing/manual_executor.h"
#include "core/data/market_data.h"
#include "core/storage/profile.h"
#include "core/trading/held_orders.h"
#include "core/trading/practice_desk.h"
#include "tests/core/trading/trading_samples.h"
#include "tests/support/fixtures.h"

#include <QStringList>

#include <algorithm>

namespace zvt::trading::samples {

class NullLogger final : public Logger {
public:
  void write(LogLevel, std::string_view, std::string_view) override { }
};

inline void done(const Result<void>& result)
{
  if (!result)
    qFatal("unexpected error %s", result.error().code.c_str());
}

/// A paper or a practice account that plays a week of December 2024 on the main board.
///
///   Tue 12-03  close 10.00
///   Wed 12-04  10.10 10.30  9.90 10.20
///   Thu 12-05  10.20 10.60 10.10 10.50, and minutes: 09:31 10.20 10.25 10.16 10.18
///                                                    09:32 10.18 10.20 10.10 10.12
///                                                    09:33 10.14 10.30 10.13 10.28
///                                                    15:00 10.28 10.60 10.28 10.50
///   Fri 12-06  10.50 10.70 10.30 10.60
///   Mon 12-09  10.60 10.60  9.80  9.90
///   Tue 12-10   9.90 10.00  9.70  9.80
class HeldDesk {
public:
  tests::TemporaryFolder folder;
  testing::MockClock clock;
  OsFileSystem files;
  NullLogger logger;
  testing::ManualExecutor executor{clock};
  std::shared_ptr<const market::Calendar> calendar = require(market::Calendar::load("cn"));
  std::unique_ptr<storage::Profile> profile;
  std::unique_ptr<data::MarketData> data;
  std::unique_ptr<PaperSession> paper;
  std::unique_ptr<PracticeDesk> practice;
  std::size_t undone = 0;
  std::shared_ptr<void> observation;
  int intents = 0;
  std::function<Result<void>(const Order&)> admitWhole; ///< of a paper account that is opened next

  HeldDesk() { openProfile(); }
  ~HeldDesk() { close(); }
  HeldDesk(const HeldDesk&) = delete;
  HeldDesk& operator=(const HeldDesk&) = delete;

  void openProfile()
  {
    profile = require(storage::Profile::open({folder.path() / "profile", false, {}, "test"}, clock, files, logger));
    data = std::make_unique<data::MarketData>(*profile);
    if (profile->entities().snapshot()->size() == 0)
      store();
  }
  void close()
  {
    observation.reset();
    practice.reset();
    paper.reset();
    executor.runReady();
    data.reset();
    profile.reset();
  }
  void store()
  {
    market::Entity entity;
    entity.id = require(market::EntityId::parse(kMain));
    entity.name = "CITIC";
    entity.currency = "CNY";
    done(profile->entities().upsert({entity}));
    market::BarSeries days;
    days.entityId = kMain;
    days.provider = "test";
    const auto add = [&](const char* on, double open, double high, double low, double close) {
      days.append({day(on).days, open, high, low, close, 1e6, 1e7});
    };
    add("2024-12-02", 10, 10, 10, 10);
    add("2024-12-03", 10, 10.1, 9.9, 10);
    add("2024-12-04", 10.1, 10.3, 9.9, 10.2);
    add("2024-12-05", 10.2, 10.6, 10.1, 10.5);
    add("2024-12-06", 10.5, 10.7, 10.3, 10.6);
    add("2024-12-09", 10.6, 10.6, 9.8, 9.9);
    add("2024-12-10", 9.9, 10, 9.7, 9.8);
    done(profile->bars().write(days, storage::WriteMode::Merge));
  }
  void storeMinutes()
  {
    market::BarSeries minutes;
    minutes.entityId = kMain;
    minutes.level = market::BarLevel::Min1;
    minutes.provider = "test";
    const auto minute = [&](int hour, int min, double open, double high, double low, double close) {
      minutes.append({at("2024-12-05", hour, min).micros, open, high, low, close, 1e4, 1e5});
    };
    minute(9, 31, 10.2, 10.25, 10.16, 10.18);
    minute(9, 32, 10.18, 10.2, 10.1, 10.12);
    minute(9, 33, 10.14, 10.3, 10.13, 10.28);
    minute(15, 0, 10.28, 10.6, 10.28, 10.5);
    done(profile->bars().write(minutes, storage::WriteMode::Merge));
  }
  [[nodiscard]] Timestamp at(const char* on, int hour, int minute) const
  {
    return calendar->zone().toUtc(LocalTime::of(day(on), Duration::minutes(hour * 60 + minute)));
  }

  void openPaper()
  {
    PaperSessionOptions options;
    options.account.name = "paper";
    options.account.initialCash = money("100000");
    options.rules = require(market::RuleBook::load());
    options.firstDay = day("2024-12-03");
    options.admitWhole = admitWhole;
    paper = require(PaperSession::open(options, *profile, *data, clock, executor));
    executor.runReady();
  }
  void restart()
  {
    close();
    openProfile();
    openPaper();
  }
  void advance(int days = 1)
  {
    Result<ReplayState> answer = fail("test.no_answer");
    paper->advance(days, [&](Result<ReplayState> state) { answer = std::move(state); });
    executor.runReady();
    require(std::move(answer));
  }

  void openPractice()
  {
    PracticeOptions options;
    options.rules = require(market::RuleBook::load());
    options.cash = money("100000");
    practice = std::make_unique<PracticeDesk>(options, *profile, *data, clock, executor);
    observation = practice->observe([this](const PracticeChange& change) { undone = change.undone; });
  }
  void go(const char* on, int hour = 15, int minute = 0)
  {
    Result<void> arrived = fail("test.no_answer");
    practice->moveTo(ReplayMoment{at(on, hour, minute), day(on), calendar},
        [&](Result<void> result) { arrived = std::move(result); });
    executor.runReady();
    done(arrived);
  }

  [[nodiscard]] PaperSession& session() const { return paper ? *paper : *practice->session(); }
  OrderIntent intent(Side side, std::string_view limit, std::string_view units)
  {
    OrderIntent made;
    made.id = "ticket" + std::to_string(++intents);
    made.entityId = kMain;
    made.side = side;
    made.price = price(limit);
    made.quantity = quantity(units);
    return made;
  }
  Result<Order> submit(Side side, std::string_view limit, std::string_view units)
  {
    Result<Order> answer = fail("test.no_answer");
    session().orders().submit(intent(side, limit, units), [&](Result<Order> order) { answer = std::move(order); });
    executor.runReady();
    return answer;
  }
  /// Runs what is asked of the held orders, and gives the answer.
  template <typename Ask> Result<void> ask(Ask call)
  {
    Result<void> answer = fail("test.no_answer");
    call(session().held(), [&](Result<void> result) { answer = std::move(result); });
    executor.runReady();
    return answer;
  }
  void hold(std::vector<ConditionalOrder> orders)
  {
    done(ask([&](HeldOrders& held, auto answer) { held.place(std::move(orders), answer); }));
  }
  [[nodiscard]] ConditionalOrder held(std::string_view id) const
  {
    const HeldSnapshotPtr now = session().held().snapshot();
    const auto found = std::ranges::find(now->conditional, id, &ConditionalOrder::id);
    return found == now->conditional.end() ? ConditionalOrder{} : *found;
  }
  /// Thursday from 09:30 on.
  [[nodiscard]] ParentOrder parent(AlgoKind kind, std::string_view units) const
  {
    ParentOrder order;
    order.id = "p1";
    order.entityId = kMain;
    order.quantity = quantity(units);
    order.kind = kind;
    order.childType = OrderType::Limit;
    order.price = price("10.30"); // within the cage of 2 % around each minute
    order.begin = at("2024-12-05", 9, 30);
    order.end = at("2024-12-05", 15, 0);
    order.lot = quantity("100");
    return order;
  }
  void work(ParentOrder order) { workAll({std::move(order)}); }
  void workAll(std::vector<ParentOrder> orders)
  {
    Result<void> answer = fail("test.no_answer");
    session().work(std::move(orders), [&](Result<void> result) { answer = std::move(result); });
    executor.runReady();
    done(answer);
  }
  [[nodiscard]] AlgoReport report() const { return session().held().snapshot()->algos.back().report; }
  [[nodiscard]] QStringList fills() const
  {
    QStringList list;
    for (const Fill& fill : snapshot()->fills)
      list.append(QStringLiteral("%1 @ %2").arg(text(fill.quantity), text(fill.price)));
    return list;
  }
  [[nodiscard]] TradingSnapshotPtr snapshot() const { return session().orders().snapshot(); }
  [[nodiscard]] Order newest() const { return snapshot()->orders.back(); }
};

}
