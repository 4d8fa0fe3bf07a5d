// SPDX-License-Identifier: Apache-2.0
// What LiveMarket is made of; for its own files.
#pragma once

#include "core/backtest/host/played_terms.h"
#include "core/backtest/live/kept_decision.h"
#include "core/backtest/live/live_market.h"

namespace zvt::backtest {

/// Strategies that share a dispatcher.
struct LiveMarket::Group {
  std::string key;
  std::unique_ptr<Dispatcher> dispatcher;
  std::vector<Slot*> members;
  std::vector<Timestamp> moments; ///< still to come
  std::size_t next = 0; ///< of them
  TradingDay day; ///< that its accounts are at
  Timestamp at; ///< its own newest moment: the clock that its accounts see when a day begins
  std::map<std::uint32_t, BarsHash> hashes; ///< of the bars that decisions were made by

  [[nodiscard]] const BarBook& book() const { return dispatcher->market().book; }
  [[nodiscard]] const market::Calendar& calendar() const { return book().calendar(); }
  void findMoments(Timestamp now)
  {
    moments = dispatcher->market().moments(now);
    next = 0;
  }
  [[nodiscard]] Slot* ofUnit(std::size_t unit) const;
};

/// A strategy with its account.
struct LiveMarket::Slot {
  Deployment deployment;
  Group* group = nullptr; ///< null: it could not be read, or its account could not be opened
  std::unique_ptr<PlayedAccount> account;
  std::shared_ptr<void> observation;
  std::string waiting; ///< orders at its desk, as they were stored last
  std::string memory; ///< of its unit, as it was stored last
  std::map<std::string, Error> refusedNow; ///< by entity: orders of its desk that the step's bars could not send
  std::optional<std::size_t> unit; ///< in the group's dispatcher; one that has stopped is kept for its log
  Error fault;
  std::vector<DayEquity> equity; ///< oldest first
  std::optional<LiveDecision> decision;
  Timestamp decidedAt; ///< step of that decision
  std::string program; ///< what it is, as it is kept
  int fillsToday = 0;
  int ordersToday = 0;
  Duration lag;
  std::vector<trading::AccountNews> accountNews; ///< since the account was opened

  [[nodiscard]] const std::string& name() const { return deployment.name; }
  [[nodiscard]] bool isRunning() const { return group && unit && group->dispatcher->unit(*unit).isRunning(); }
};

/// A strategy on its way into the market.
struct LiveMarket::Arrival {
  Slot* slot = nullptr;
  DeployedStrategy deployed;
  std::vector<market::Entity> entities;
  PlayedTerms terms;
  BookRequest request;
  std::string key; ///< of the group; empty: it cannot be read
};

inline LiveMarket::Slot* LiveMarket::Group::ofUnit(std::size_t unit) const
{
  for (Slot* slot : members)
    if (slot->unit == unit)
      return slot;
  return nullptr;
}

}
