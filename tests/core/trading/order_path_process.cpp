// SPDX-License-Identifier: Apache-2.0
// Runs a fixed trading day on the ledger of a profile, and kills itself where the test says.
//   order_path_process FOLDER run [POINT NTH]   plays the day from wherever the ledger stands; SIGKILL at the NTH call
//   of POINT order_path_process FOLDER show              starts (which is recovery) and prints the state as JSON
#include "core/base/file_system.h"
#include "core/base/json.h"
#include "core/base/logging.h"
#include "core/base/testing/manual_executor.h"
#include "core/storage/profile.h"
#include "core/trading/order_service.h"
#include "core/trading/order_state.h"
#include "core/trading/paper_broker.h"

#include <nlohmann/json.hpp>

#include <csignal>
#include <cstdio>
#include <cstdlib>

using namespace zvt;
using namespace zvt::trading;

namespace {

template <typename T> T require(Result<T> result)
{
  if (!result) {
    std::fprintf(stderr, "unexpected error %s\n", result.error().code.c_str());
    std::exit(3);
  }
  if constexpr (!std::is_void_v<T>)
    return *std::move(result);
}

CrashHook killAt(std::string point, int nth)
{
  return [point = std::move(point), left = nth](std::string_view reached) mutable {
    if (reached == point && --left == 0)
      std::raise(SIGKILL);
  };
}

class Desk {
public:
  Desk(const std::filesystem::path& folder, const CrashHook& hook)
      : m_logger(require(makeLogger({.folder = {}, .consoleLevel = LogLevel::Error})))
      , m_profile(require(storage::Profile::open({.path = folder, .settings = {}}, m_systemClock, m_files, *m_logger)))
      , m_rules(std::make_shared<const TradingRules>(
            require(market::RuleBook::load()), require(market::RulePolicy::parse("dated"))))
      , m_broker(require(PaperBroker::open({"paper", {}, hook}, m_rules, m_profile->ledger(), m_clock)))
  {
    OrderService::Options options;
    options.account.name = "paper";
    options.account.initialCash = Money::fromInt(100'000);
    options.rules = m_rules;
    options.crashHook = hook;
    m_service = require(OrderService::open(options, m_profile->ledger(), *m_broker, m_clock, m_executor));
  }

  void day(const char* text)
  {
    m_day = require(TradingDay::parse(text));
    m_service->startDay(m_day);
    m_executor.runReady();
  }

  /// Ten clicks on one ticket.
  std::string submit(const char* intentId, Side side, const char* price, int units)
  {
    OrderIntent intent;
    intent.id = intentId;
    intent.entityId = kEntity;
    intent.side = side;
    intent.price = require(Price::parse(price));
    intent.quantity = Quantity::fromInt(units);
    for (int click = 0; click < 10; ++click)
      m_service->submit(intent);
    m_executor.runReady();
    return clientOrderId("paper", "manual", intentId, 0);
  }

  void cancel(const std::string& orderId)
  {
    m_service->cancel(orderId);
    m_executor.runReady();
  }

  void bar(std::int64_t key, double price)
  {
    MatchBar bar;
    bar.bar = market::Bar{key, price, price + 0.05, price - 0.05, price, 1000, 1000 * price};
    bar.day = m_day;
    require(m_broker->onBar(kEntity, bar));
    m_executor.runReady();
  }

  [[nodiscard]] Json state() const
  {
    const auto snapshot = m_service->snapshot();
    const TradingState replayed = require(TradingState::replay(Journal(m_profile->ledger(), "paper")));
    Json orders = Json::object();
    for (const Order& order : snapshot->orders)
      orders[order.intent] = {{"state", toString(order.state)}, {"filled", order.filled.toString()}};
    std::map<std::string, int> placed;
    require(m_profile->ledger().replay("paper.log.paper", 1, [&](std::uint64_t, std::string_view line) {
      const Json json = require(parseJson(line));
      if (json.value("what", "") == "placed")
        ++placed[json.value("order", "")];
      return true;
    }));
    int most = 0;
    for (const auto& [id, count] : placed)
      most = std::max(most, count);
    Quantity traded;
    for (const BrokerOrder& order : require(m_broker->orders("paper")))
      for (const Fill& fill : order.fills)
        traded += fill.quantity;
    Quantity booked;
    for (const Fill& fill : snapshot->fills)
      booked += fill.quantity;
    const bool same = replayed.orders() == snapshot->orders && replayed.account() == *snapshot->account;
    return {{"orders", orders}, {"account", require(parseJson(snapshot->account->toJson()))}, {"most_placed", most},
        {"placed", placed.size()}, {"replay_equal", same}, {"reconciled", snapshot->reconciled},
        {"traded", traded.toString()}, {"booked", booked.toString()}};
  }

private:
  static constexpr const char* kEntity = "stock_sh_600030";
  SystemClock m_systemClock;
  OsFileSystem m_files;
  std::shared_ptr<Logger> m_logger;
  std::unique_ptr<storage::Profile> m_profile;
  testing::MockClock m_clock;
  testing::ManualExecutor m_executor{m_clock};
  std::shared_ptr<const TradingRules> m_rules;
  std::unique_ptr<PaperBroker> m_broker;
  std::unique_ptr<OrderService> m_service;
  TradingDay m_day;
};

/// Every step may have happened already: a ticket keeps its intent, a bar its key, a day its date.
void play(Desk& desk)
{
  desk.day("2024-03-01");
  desk.submit("first", Side::Buy, "10.00", 1000);
  const std::string waits = desk.submit("waits", Side::Buy, "9.00", 500);
  desk.bar(1, 9.98);
  desk.cancel(waits);
  desk.submit("second", Side::Buy, "10.10", 700);
  desk.bar(2, 10.06);
  desk.day("2024-03-04");
  desk.submit("sale", Side::Sell, "10.20", 700);
  desk.bar(3, 10.25);
}

}

int main(int argc, char** argv)
{
  if (argc < 3)
    return 2;
  const std::string command = argv[2];
  Desk desk(argv[1], argc > 4 ? killAt(argv[3], std::atoi(argv[4])) : CrashHook{});
  if (command == "run")
    play(desk);
  else
    std::puts(canonicalJson(desk.state()).c_str());
  return 0;
}
