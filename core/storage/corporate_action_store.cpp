// SPDX-License-Identifier: Apache-2.0
#include "core/storage/corporate_action_store.h"

#include "core/market/entity_id.h"
#include "core/storage/bar_chunks.h"
#include "core/storage/database.h"
#include "core/storage/factor_stale.h"
#include "core/storage/market_batch.h"
#include "core/storage/provider_choice.h"

namespace zvt::storage {

namespace {

Result<void> checkAction(const market::CorporateAction& action)
{
  const auto isAmount = [](double value) { return std::isfinite(value) && value >= 0; };
  const bool sound = isAmount(action.cash) && isAmount(action.bonus) && isAmount(action.rights)
      && isAmount(action.rightsPrice) && isAmount(action.consolidation) && action.consolidation > 0
      && isAmount(action.totalShares) && isAmount(action.floatShares);
  if (!sound)
    return fail("storage.bad_action", {{"day", action.exDay.iso()}});
  return {};
}

Result<std::map<std::string, bool, std::less<>>> storedProviders(Connection& connection, std::string_view entityId)
{
  ZVT_TRY(Statement rows, connection.prepare("SELECT DISTINCT provider FROM corporate_action WHERE entity_id=?"));
  rows.bind(entityId);
  std::map<std::string, bool, std::less<>> providers;
  for (;;) {
    ZVT_TRY(const bool row, rows.step());
    if (!row)
      return providers;
    providers.emplace(rows.text(0), true);
  }
}

Result<std::vector<market::CorporateAction>> readActions(
    Connection& connection, std::string_view entityId, std::string_view provider)
{
  ZVT_TRY(Statement rows,
      connection.prepare("SELECT ex_date, cash, bonus, rights, rights_price, consolidation, total_shares, float_shares "
                         "FROM corporate_action WHERE entity_id=? AND provider=? ORDER BY ex_date, sequence"));
  rows.bind(entityId).bind(provider);
  std::vector<market::CorporateAction> actions;
  for (;;) {
    ZVT_TRY(const bool row, rows.step());
    if (!row)
      return actions;
    ZVT_TRY(const TradingDay day, TradingDay::parse(rows.text(0)));
    const double consolidation = rows.real(5) == 0 ? 1 : rows.real(5); // a row that does not tell it has none
    actions.push_back(
        {day, rows.real(1), rows.real(2), rows.real(3), rows.real(4), consolidation, rows.real(6), rows.real(7)});
  }
}

}

Result<void> checkActions(const ActionWrite& write)
{
  ZVT_TRY_VOID(market::EntityId::parse(write.entityId));
  ZVT_TRY_VOID(checkProvider(write.provider));
  for (const market::CorporateAction& action : write.actions) {
    if (auto sound = checkAction(action); !sound)
      return fail(std::move(sound).error().with("entity", write.entityId));
  }
  return {};
}

Result<void> applyActions(Connection& connection, const ActionWrite& write, std::int64_t run)
{
  ZVT_TRY(const auto before, readActions(connection, write.entityId, write.provider));
  ZVT_TRY_VOID(markFactorsOfActions(connection, write.entityId, before, write.actions));
  ZVT_TRY(Statement remove, connection.prepare("DELETE FROM corporate_action WHERE entity_id=? AND provider=?"));
  ZVT_TRY_VOID(remove.bind(write.entityId).bind(write.provider).run());
  ZVT_TRY(Statement insert,
      connection.prepare("INSERT INTO corporate_action(entity_id, provider, ex_date, sequence, cash, bonus, rights, "
                         "rights_price, consolidation, total_shares, float_shares, _run) "
                         "VALUES(?,?,?,?,?,?,?,?,?,?,?,nullif(?,0))"));
  std::int64_t sequence = 0; // keeps the given order of several actions on one day
  for (const market::CorporateAction& action : write.actions) {
    insert.reset();
    insert.bind(write.entityId).bind(write.provider).bind(action.exDay.iso()).bind(++sequence);
    insert.bind(action.cash).bind(action.bonus).bind(action.rights).bind(action.rightsPrice).bind(action.consolidation);
    ZVT_TRY_VOID(insert.bind(action.totalShares).bind(action.floatShares).bind(run).run());
  }
  return {};
}

CorporateActionStore::CorporateActionStore(Database& database)
    : m_database(database)
{
}

Result<void> CorporateActionStore::write(const std::vector<ActionWrite>& batch)
{
  for (const ActionWrite& write : batch)
    ZVT_TRY_VOID(checkActions(write));
  return m_database.write([&](Connection& connection) -> Result<void> {
    for (const ActionWrite& write : batch)
      ZVT_TRY_VOID(applyActions(connection, write));
    return {};
  });
}

Result<std::vector<market::CorporateAction>> CorporateActionStore::read(const ActionQuery& query) const
{
  return m_database.fetch([&](Connection& connection) -> Result<std::vector<market::CorporateAction>> {
    ZVT_TRY(const auto stored, storedProviders(connection, query.entityId));
    const auto chosen = chooseProvider(stored, query.provider, query.priority);
    if (chosen == stored.end())
      return std::vector<market::CorporateAction>();
    return readActions(connection, query.entityId, chosen->first);
  });
}

Result<std::vector<std::string>> CorporateActionStore::providers(std::string_view entityId) const
{
  return m_database.fetch([&](Connection& connection) -> Result<std::vector<std::string>> {
    ZVT_TRY(const auto stored, storedProviders(connection, entityId));
    std::vector<std::string> names;
    for (const auto& [name, present] : stored)
      names.push_back(name);
    return names;
  });
}

}
