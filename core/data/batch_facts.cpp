// SPDX-License-Identifier: Apache-2.0
#include "core/data/batch_facts.h"

#include <algorithm>

namespace zvt::data {
namespace {

/// The cells of a row by the names of their columns; what is missing or of another type reads as nothing.
class NamedCells {
public:
  NamedCells(const storage::RecordTable& table, const storage::RecordRow& row)
      : m_columns(table.columns)
      , m_row(row)
  {
  }

  [[nodiscard]] std::string text(std::string_view name) const { return held<std::string>(name); }
  [[nodiscard]] double real(std::string_view name) const { return held<double>(name); }
  [[nodiscard]] std::int64_t integer(std::string_view name) const { return held<std::int64_t>(name); }
  [[nodiscard]] bool flag(std::string_view name) const { return held<bool>(name); }
  [[nodiscard]] std::optional<TradingDay> day(std::string_view name) const
  {
    const auto day = TradingDay::parse(text(name));
    return day ? std::optional(*day) : std::nullopt;
  }

private:
  template <typename T> [[nodiscard]] T held(std::string_view name) const
  {
    const auto at = std::find(m_columns.begin(), m_columns.end(), name);
    if (at == m_columns.end())
      return T();
    const auto* value = std::get_if<T>(&m_row[static_cast<std::size_t>(at - m_columns.begin())]);
    return value == nullptr ? T() : *value;
  }

  const std::vector<std::string>& m_columns;
  const storage::RecordRow& m_row;
};

market::CorporateAction actionOf(const NamedCells& cells, TradingDay exDay)
{
  const double consolidation = cells.real("consolidation");
  return {exDay, cells.real("cash"), cells.real("bonus"), cells.real("rights"), cells.real("rights_price"),
      consolidation == 0 ? 1 : consolidation, cells.real("total_shares"), cells.real("float_shares")};
}

void merge(std::vector<TradingDay>& days, const std::vector<TradingDay>& more)
{
  days.insert(days.end(), more.begin(), more.end());
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
}

}

void BatchFacts::add(const storage::MarketBatch& batch)
{
  for (const market::Entity& entity : batch.entities)
    m_lives[entity.id.toString()] = {entity.listed, entity.delisted};
  for (const storage::ActionWrite& write : batch.actions) {
    Actions& actions = m_actions[write.entityId][write.provider];
    actions = {true, {}};
    std::int64_t sequence = 0; // as the store counts them
    for (const market::CorporateAction& action : write.actions)
      actions.rows[{action.exDay, ++sequence}] = action;
  }
  for (const storage::RecordWrite& write : batch.records) {
    const storage::RecordSchema* schema = m_schemas.find(write.schema);
    if (schema != nullptr && schema->kind == storage::SchemaKind::Entity)
      addEntities(write.table);
    else
      addRows(write.table, write.schema);
  }
}

void BatchFacts::addEntities(const storage::RecordTable& table)
{
  for (const storage::RecordRow& row : table.rows) {
    const NamedCells cells(table, row);
    m_lives[cells.text("id")] = {cells.day("list_date"), cells.day("end_date")};
  }
}

void BatchFacts::addAction(const storage::RecordTable& table, const storage::RecordRow& row, ActionRows& rows)
{
  const NamedCells cells(table, row);
  if (const auto day = cells.day("ex_date"))
    rows[{*day, cells.integer("sequence")}] = actionOf(cells, *day);
}

void BatchFacts::addRows(const storage::RecordTable& table, std::string_view schema)
{
  for (const storage::RecordRow& row : table.rows) {
    const NamedCells cells(table, row);
    const std::string entity = cells.text("entity_id");
    if (schema == "corporate_action") {
      addAction(table, row, m_actions[entity][cells.text("provider")].rows);
    } else if (schema == "trading_status") {
      const auto day = cells.day("day");
      if (day && cells.flag("suspended"))
        m_days[entity].suspended.push_back(*day);
      if (day && cells.flag("special_treatment"))
        m_days[entity].specialTreatment.push_back(*day);
    } else if (schema == "quarantine") {
      const auto state = parseQuarantineState(cells.text("state"));
      if (state || cells.flag("stored"))
        m_decisions[{entity, cells.text("level"), cells.text("provider")}][cells.text("id")] =
            state ? *state : QuarantineState::Kept;
    }
  }
}

Result<void> BatchFacts::complete(storage::Profile& profile, EntityFacts& facts, const std::string& provider) const
{
  const std::string entity = facts.subject.id.toString();
  if (const auto life = m_lives.find(entity); life != m_lives.end()) {
    if (life->second.listed)
      facts.subject.listed = life->second.listed;
    if (life->second.delisted)
      facts.delisted = life->second.delisted;
  }
  if (const auto days = m_days.find(entity); days != m_days.end()) {
    merge(facts.suspended, days->second.suspended);
    merge(facts.subject.specialTreatment, days->second.specialTreatment);
  }
  const auto known = m_actions.find(entity);
  if (known == m_actions.end())
    return {};
  auto from = known->second.find(provider);
  if (from == known->second.end() && facts.actions.empty())
    from = known->second.begin();
  if (from == known->second.end())
    return {};
  ActionRows rows = from->second.rows;
  if (!from->second.areAll) { // single rows leave the others as they are
    storage::RecordQuery query;
    query.schema = "corporate_action";
    query.filters = {{"entity_id", storage::FilterOperator::Equal, {entity}}};
    query.providers = {from->first};
    ZVT_TRY(const storage::RecordTable stored, profile.records().query(query));
    ActionRows before;
    for (const storage::RecordRow& row : stored.rows)
      addAction(stored, row, before);
    rows.merge(before);
  }
  facts.actions.clear();
  for (const auto& [place, action] : rows)
    facts.actions.push_back(action);
  return {};
}

const std::map<std::string, QuarantineState>& BatchFacts::decisions(
    const std::string& entityId, market::BarLevel level, const std::string& provider) const
{
  static const std::map<std::string, QuarantineState> nothing;
  const auto at = m_decisions.find({entityId, std::string(market::toString(level)), provider});
  return at == m_decisions.end() ? nothing : at->second;
}

}
