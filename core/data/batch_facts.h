// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/entity_facts.h"
#include "core/data/quarantine.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace zvt::data {

/// What batches that are about to be written tell of the securities and of bars that were judged: the rules need it
/// before the profile knows it. One thread.
class BatchFacts {
public:
  /// @param schemas outlives the object
  explicit BatchFacts(const storage::SchemaRegistry& schemas)
      : m_schemas(schemas)
  {
  }

  void add(const storage::MarketBatch& batch);
  /// Adds to what the profile knows. @param provider whose corporate actions are preferred. Errors: storage.*.
  Result<void> complete(storage::Profile& profile, EntityFacts& facts, const std::string& provider) const;
  /// What was decided about findings, by their ids; open ones about bars that are in the series count as kept.
  [[nodiscard]] const std::map<std::string, QuarantineState>& decisions(
      const std::string& entityId, market::BarLevel level, const std::string& provider) const;

private:
  struct Life {
    std::optional<TradingDay> listed;
    std::optional<TradingDay> delisted;
  };
  struct Days {
    std::vector<TradingDay> suspended;
    std::vector<TradingDay> specialTreatment;
  };
  /// As the store has them: by ex-date and their order on it.
  using ActionRows = std::map<std::pair<TradingDay, std::int64_t>, market::CorporateAction>;
  struct Actions {
    bool areAll = false; ///< what was stored is replaced
    ActionRows rows;
  };

  static void addAction(const storage::RecordTable& table, const storage::RecordRow& row, ActionRows& rows);
  void addRows(const storage::RecordTable& table, std::string_view schema);
  void addEntities(const storage::RecordTable& table);

  const storage::SchemaRegistry& m_schemas;
  std::map<std::string, Life, std::less<>> m_lives;
  std::map<std::string, Days, std::less<>> m_days;
  std::map<std::string, std::map<std::string, Actions>, std::less<>> m_actions; ///< by entity and provider
  std::map<std::tuple<std::string, std::string, std::string>, std::map<std::string, QuarantineState>> m_decisions;
};

}
