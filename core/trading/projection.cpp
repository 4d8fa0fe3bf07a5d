// SPDX-License-Identifier: Apache-2.0
#include "core/trading/projection.h"

#include "core/trading/account_json.h"
#include "core/trading/held_verify.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace zvt::trading {

namespace {

constexpr std::string_view kAccounts = "trading.account";

std::string orderTable(std::string_view account)
{
  return fmt::format("trading.orders.{}", account);
}

/// Marks are not journaled: the newest price of a position is nobody's to compare.
Json withoutMarks(Json account)
{
  for (Json& position : account["positions"])
    position.erase("last");
  return account;
}

Result<Json> jsonOf(const SimAccount& account)
{
  ZVT_TRY(Json json, parseJson(account.toJson()));
  return withoutMarks(std::move(json));
}

std::string textAt(const Json& json, const Json::json_pointer& path)
{
  return json.contains(path) ? canonicalJson(json.at(path)) : std::string("-");
}

std::optional<Error> difference(std::string_view what, const Json& journal, const Json& stored)
{
  const Json patch = Json::diff(journal, stored);
  if (patch.empty())
    return std::nullopt;
  std::string field = patch.front().at("path").get<std::string>();
  const Json::json_pointer path(field);
  return Error{"trading.projection_differs",
      {{"what", std::string(what)}, {"field", field}, {"journal", textAt(journal, path)},
          {"stored", textAt(stored, path)}},
      {}};
}

/// The stored orders against those of the state.
Result<std::optional<Error>> compareOrders(const Store& store, const std::string& account, const TradingState& state)
{
  std::optional<Error> found;
  Result<void> parsed;
  std::size_t count = 0;
  ZVT_TRY_VOID(store.forEach(orderTable(account), [&](std::string_view id, std::string_view text) {
    const auto stored = parseJson(text);
    if (!stored) {
      parsed = std::unexpected(stored.error());
      return false;
    }
    ++count;
    const Order* order = state.find(id);
    found = difference(id, order ? toJsonValue(*order) : Json(), *stored);
    return !found;
  }));
  ZVT_TRY_VOID(parsed);
  if (!found && count != state.orders().size())
    found = difference("account", Json{{"orders", state.orders().size()}}, Json{{"orders", count}});
  return found;
}

Result<std::optional<Error>> compare(
    const Store& store, const std::string& account, const Json& stored, const TradingState& state)
{
  ZVT_TRY(const Json journal, jsonOf(state.account()));
  if (auto found = difference("account", journal, withoutMarks(stored.value("account", Json::object()))))
    return found;
  return compareOrders(store, account, state);
}

Result<void> verify(Store& store, JournalCheck& check)
{
  ZVT_TRY(const std::vector<JournalEntry> entries, Journal(store, check.account).read());
  check.entries = entries.size();
  ZVT_TRY(const auto text, store.get(kAccounts, check.account));
  Json stored;
  std::uint64_t storedAt = 0;
  if (text) {
    ZVT_TRY(stored, parseJson(*text));
    ZVT_TRY(const std::int64_t at, jsonInt(stored, "entry"));
    storedAt = static_cast<std::uint64_t>(at);
  }
  TradingState state;
  for (const JournalEntry& entry : entries) {
    ZVT_TRY_VOID(state.apply(entry));
    if (entry.sequence != storedAt)
      continue;
    ZVT_TRY(check.problem, compare(store, check.account, stored, state));
    if (check.problem)
      return {};
  }
  if (storedAt > entries.size())
    return fail(
        Error{"trading.journal_cut", {{"account", check.account}}, {{"entry", std::to_string(entries.size() + 1)}}});
  ZVT_TRY(const std::uint64_t held, verifyHeld(store, check.account, state));
  check.entries += held;
  return {};
}

}

std::vector<StoreOperation> ProjectionKeeper::write(const TradingState& state) const
{
  const std::string& name = state.account().settings().name;
  std::vector<StoreOperation> operations;
  auto account = jsonOf(state.account());
  if (!account)
    return operations;
  operations.push_back({StoreOperation::Kind::Put, std::string(kAccounts), name,
      canonicalJson({{"entry", state.head().sequence}, {"account", *std::move(account)}})});
  for (const Order& order : state.orders())
    if (!m_complete || m_changed.contains(order.id))
      operations.push_back({StoreOperation::Kind::Put, orderTable(name), order.id, canonicalJson(toJsonValue(order))});
  return operations;
}

void ProjectionKeeper::written()
{
  m_complete = true;
  m_changed.clear();
}

Result<std::vector<JournalCheck>> verifyJournals(Store& store)
{
  ZVT_TRY(const std::vector<std::string> accounts, journaledAccounts(store));
  std::vector<JournalCheck> checks;
  for (const std::string& account : accounts)
    checks.push_back(verifyJournal(store, account));
  return checks;
}

JournalCheck verifyJournal(Store& store, const std::string& account)
{
  JournalCheck check;
  check.account = account;
  if (auto verified = verify(store, check); !verified)
    check.problem = std::move(verified).error();
  if (check.problem)
    check.problem->context.emplace_back("account", account);
  return check;
}

}
