// SPDX-License-Identifier: Apache-2.0
#include "core/data/import_collector.h"

#include "core/base/text.h"
#include "core/data/import_options.h"
#include "core/market/bar_columns.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace zvt::data {
namespace {

constexpr double kLargestPrice = 1e12; // beyond any quotation of any currency
constexpr double kSmallestPrice = 1e-12; // the smallest step of an exact price
constexpr double kLargestAmount = 1e18;
constexpr double kRoundingSlack = 1e-9; // relative; files that went through binary floating point

void reverse(CollectedEntity& entity)
{
  market::BarSeries& bars = entity.bars;
  std::reverse(bars.key.begin(), bars.key.end());
  for (auto* column : {&bars.open, &bars.high, &bars.low, &bars.close, &bars.volume, &bars.turnover})
    std::reverse(column->begin(), column->end());
  for (market::ExtraColumn& extra : bars.extras)
    std::reverse(extra.values.begin(), extra.values.end());
  std::reverse(entity.actions.begin(), entity.actions.end());
}

Error errorOf(const char* code, std::vector<Error::Field> arguments = {})
{
  return {code, std::move(arguments), {}};
}

}

ImportCollector::ImportCollector(Options options, EntityOpener open, std::function<bool(double)> progress)
    : m_options(std::move(options))
    , m_open(std::move(open))
    , m_progress(std::move(progress))
    , m_problems(m_options.file, m_options.maxProblems)
{
}

bool ImportCollector::problem(plugin::FileProblem problem)
{
  return m_problems.add(problem.line, problem.column, std::move(problem.error));
}

bool ImportCollector::progress(double fraction)
{
  return m_progress(fraction);
}

CollectedEntity* ImportCollector::entityOf(std::string_view cell, std::uint64_t line)
{
  if (!m_options.byColumn)
    cell = {};
  if (m_current != nullptr && m_currentCell == cell)
    return m_current;
  auto found = m_entities.find(cell);
  if (found == m_entities.end()) {
    auto opened =
        m_options.byColumn && cell.empty() ? Result<CollectedEntity>(fail("import.missing_entity")) : m_open(cell);
    if (!opened) {
      m_problems.add(line, "entity", std::move(opened).error());
      return nullptr;
    }
    found = m_entities.emplace(std::string(cell), std::move(*opened)).first;
  }
  m_current = &found->second;
  m_currentCell = cell;
  return m_current;
}

bool ImportCollector::checkPrices(const plugin::BarRow& row)
{
  const std::pair<const char*, double> prices[] = {
      {"open", row.open}, {"high", row.high}, {"low", row.low}, {"close", row.close}};
  for (const auto& [name, price] : prices) {
    if (!(price > 0)) {
      m_problems.add(row.line, name, errorOf("import.not_positive", {{"text", formatDouble(price)}}));
      return false;
    }
    if (price > kLargestPrice || price < kSmallestPrice) {
      m_problems.add(row.line, name, errorOf("import.out_of_range", {{"text", formatDouble(price)}}));
      return false;
    }
  }
  if (row.high < row.low) {
    m_problems.add(row.line, "high",
        errorOf("import.high_below_low", {{"high", formatDouble(row.high)}, {"low", formatDouble(row.low)}}));
    return false;
  }
  const double slack = row.high * kRoundingSlack;
  for (const auto& [name, price] : {prices[0], prices[3]}) {
    if (price > row.high + slack || price < row.low - slack) {
      m_problems.add(row.line, name,
          errorOf("import.outside_range",
              {{"text", formatDouble(price)}, {"low", formatDouble(row.low)}, {"high", formatDouble(row.high)}}));
      return false;
    }
  }
  return true;
}

bool ImportCollector::checkAmounts(const plugin::BarRow& row)
{
  const std::pair<const char*, double> amounts[] = {{"volume", row.volume}, {"turnover", row.turnover}};
  for (const auto& [name, amount] : amounts) {
    if (amount < 0) {
      m_problems.add(row.line, name, errorOf("import.negative", {{"text", formatDouble(amount)}}));
      return false;
    }
    if (amount > kLargestAmount) {
      m_problems.add(row.line, name, errorOf("import.out_of_range", {{"text", formatDouble(amount)}}));
      return false;
    }
  }
  return true;
}

/// A file's rows rise or fall in time as the first two different ones do.
bool ImportCollector::checkOrder(CollectedEntity& entity, std::uint64_t line, std::int64_t key, bool mayRepeat)
{
  const std::uint64_t previousLine = std::exchange(entity.previousLine, line);
  const std::int64_t previousKey = std::exchange(entity.previousKey, key);
  if (previousLine == 0 || (mayRepeat && key == previousKey))
    return true;
  const int step = key > previousKey ? 1 : key < previousKey ? -1 : 0;
  if (entity.direction == 0)
    entity.direction = step;
  if (step != 0 && step == entity.direction)
    return true;
  const char* code = step == 0 ? "import.duplicate_time" : "import.unsorted_time";
  m_problems.add(line, {},
      errorOf(code,
          {{"time", entity.placer->text(key)}, {"previous", entity.placer->text(previousKey)},
              {"previousLine", std::to_string(previousLine)}}));
  return false;
}

/// Keeps the optional columns that the entity can have and that hold anything.
void ImportCollector::addExtras(CollectedEntity& entity, const plugin::BarRow& row)
{
  const auto& declared = market::optionalBarColumns();
  market::BarSeries& bars = entity.bars;
  const std::string_view type = std::string_view(entity.entityId).substr(0, entity.entityId.find('_'));
  for (std::size_t i = 0; i < std::min(row.extras.size(), declared.size()); ++i) {
    if (std::isnan(row.extras[i]) || !declared[i].belongsTo(type, bars.level))
      continue;
    const auto byName = [&](const market::ExtraColumn& extra, const std::string& name) { return extra.name < name; };
    auto at = std::lower_bound(bars.extras.begin(), bars.extras.end(), declared[i].name, byName);
    if (at == bars.extras.end() || at->name != declared[i].name) {
      constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
      at = bars.extras.insert(at, {declared[i].name, std::vector<double>(bars.size(), kMissing)});
    }
    at->values.back() = row.extras[i];
  }
}

bool ImportCollector::bar(const plugin::BarRow& row)
{
  CollectedEntity* entity = entityOf(row.entity, row.line);
  if (entity == nullptr)
    return !isFull();
  auto key = entity->placer->key(row);
  if (!key)
    return m_problems.add(row.line, "timestamp", std::move(key).error());
  const bool ordered = checkOrder(*entity, row.line, *key, false);
  if (!checkPrices(row) || !checkAmounts(row) || !ordered)
    return !isFull();
  if (m_problems.empty()) {
    entity->bars.append(
        {*key, row.open, row.high, row.low, row.close, row.volume * m_options.volumeFactor, row.turnover});
    addExtras(*entity, row);
  }
  ++m_rows;
  return true;
}

bool ImportCollector::checkAction(const plugin::ActionRow& row)
{
  const std::pair<const char*, double> values[] = {{"cash", row.cash}, {"bonus", row.bonus}, {"rights", row.rights},
      {"rights_price", row.rightsPrice}, {"total_shares", row.totalShares}, {"float_shares", row.floatShares}};
  for (const auto& [name, value] : values) {
    if (value < 0 || value > kLargestAmount) {
      const char* code = value < 0 ? "import.negative" : "import.out_of_range";
      m_problems.add(row.line, name, errorOf(code, {{"text", formatDouble(value)}}));
      return false;
    }
  }
  if (!(row.consolidation > 0) || row.consolidation > kLargestPrice) {
    m_problems.add(
        row.line, "consolidation", errorOf("import.not_positive", {{"text", formatDouble(row.consolidation)}}));
    return false;
  }
  if (row.rights > 0 && row.rightsPrice == 0) {
    m_problems.add(row.line, "rights_price", errorOf("import.rights_without_price"));
    return false;
  }
  return true;
}

bool ImportCollector::action(const plugin::ActionRow& row)
{
  CollectedEntity* entity = entityOf(row.entity, row.line);
  if (entity == nullptr)
    return !isFull();
  const bool ordered = checkOrder(*entity, row.line, row.exDay.days, true);
  if (!checkAction(row) || !ordered)
    return !isFull();
  entity->actions.push_back({row.exDay, row.cash, row.bonus, row.rights, row.rightsPrice, row.consolidation,
      row.totalShares, row.floatShares});
  ++m_rows;
  return true;
}

std::vector<CollectedEntity> ImportCollector::takeEntities()
{
  std::vector<CollectedEntity> all;
  for (auto& [cell, entity] : m_entities) {
    if (entity.direction < 0)
      reverse(entity);
    all.push_back(std::move(entity));
  }
  m_entities.clear();
  m_current = nullptr;
  return all;
}

}
