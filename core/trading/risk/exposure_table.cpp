// SPDX-License-Identifier: Apache-2.0
#include "core/trading/risk/exposure_table.h"

#include "core/trading/order_names.h"
#include "core/trading/risk/contract_value.h"
#include "core/trading/risk/exposure.h"

#include <algorithm>
#include <set>

namespace zvt::risk {

namespace {

constexpr trading::Names<ExposureBy, 5> kWays{{{ExposureBy::Industry, "industry"}, {ExposureBy::Tag, "tag"},
    {ExposureBy::Security, "security"}, {ExposureBy::Currency, "currency"}, {ExposureBy::Account, "account"}}};

struct Group {
  ExposureRow row;
  std::set<std::string, std::less<>> securities;
};

/// One holding in the currency of the limits.
struct Holding {
  Money net, open;
};

void add(Group& group, const Holding& holding, const std::string& entityId)
{
  group.row.net += holding.net;
  group.row.gross += magnitude(holding.net);
  group.row.open += holding.open;
  group.securities.insert(entityId);
}

Result<Money> inBase(Money amount, Decimal rate)
{
  ZVT_TRY(const Decimal product, amount.value().multiply(rate));
  return Money(product);
}

Result<Holding> holdingOf(const LineKey& key, const RiskLine& line, std::optional<Price> mark, Decimal rate)
{
  if (!mark && !line.held.isZero())
    return fail("risk.no_price", {{"entity", key.entityId}});
  Money held;
  if (mark) {
    ZVT_TRY(held, exposureAt(key.entityId, *mark, line.held));
  }
  const Money worst = std::max(magnitude(held + line.buyingAt), magnitude(held - line.sellingAt));
  Holding holding;
  ZVT_TRY(holding.net, inBase(held, rate));
  ZVT_TRY(holding.open, inBase(std::max(worst - magnitude(held), Money()), rate));
  return holding;
}

std::vector<std::string> groupsOf(const LineKey& key, ExposureBy by, const RiskLookups& lookups,
    const std::function<std::string(std::string_view)>& currencyOf)
{
  switch (by) {
  case ExposureBy::Industry:
    return {lookups.industry ? lookups.industry(key.entityId) : std::string()};
  case ExposureBy::Tag: {
    auto tags = lookups.tags ? lookups.tags(key.entityId) : std::vector<std::string>();
    if (tags.empty())
      tags.emplace_back();
    return tags;
  }
  case ExposureBy::Security:
    return {key.entityId};
  case ExposureBy::Currency:
    return {currencyOf ? currencyOf(key.entityId) : std::string()};
  case ExposureBy::Account:
    return {key.account};
  }
  return {};
}

}

std::string_view toString(ExposureBy by)
{
  return trading::nameIn(kWays, by);
}

Result<ExposureBy> parseExposureBy(std::string_view text)
{
  return trading::parseIn(kWays, text, "exposure");
}

std::optional<double> ExposureTable::share(Money amount) const
{
  if (!equity || !equity->isPositive())
    return {};
  return amount.toDouble() / equity->toDouble();
}

ExposureTable exposureTable(const RiskPicture& picture, const RiskLookups& lookups,
    const std::function<std::string(std::string_view entityId)>& currencyOf, const ExposureQuestion& question)
{
  ExposureTable table;
  std::set<std::string, std::less<>> left;
  Money equity;
  bool isKnown = true;
  for (const auto& [name, account] : picture.accounts()) {
    if (!question.account.empty() && name != question.account)
      continue;
    const auto value = inBase(account.equity, account.toBase);
    isKnown = isKnown && value && account.isRateKnown && account.unpriced.empty();
    equity += value.value_or(Money());
    if (!account.isRateKnown)
      left.insert(name);
  }
  if (isKnown)
    table.equity = equity;
  Group total;
  std::map<std::string, Group, std::less<>> groups;
  for (const auto& [key, line] : picture.lines()) {
    const bool isEmpty = line.held.isZero() && line.buying.isZero() && line.selling.isZero();
    if (isEmpty || (!question.account.empty() && key.account != question.account))
      continue;
    const auto account = picture.accounts().find(key.account);
    if (account != picture.accounts().end() && !account->second.isRateKnown)
      continue; // the account is among what is left out
    const auto holding = holdingOf(key, line, picture.mark(key.entityId), picture.rateOf(key.account));
    if (!holding) {
      left.insert(key.entityId);
      continue;
    }
    add(total, *holding, key.entityId);
    for (const std::string& name : groupsOf(key, question.by, lookups, currencyOf))
      add(groups[name], *holding, key.entityId);
  }
  const auto rowOf = [](std::string name, Group& group) {
    group.row.name = std::move(name);
    group.row.securities = static_cast<int>(group.securities.size());
    return group.row;
  };
  table.total = rowOf({}, total);
  for (auto& [name, group] : groups)
    table.rows.push_back(rowOf(name, group));
  std::ranges::stable_sort(table.rows, std::ranges::greater(), &ExposureRow::gross);
  table.left.assign(left.begin(), left.end());
  return table;
}

}
