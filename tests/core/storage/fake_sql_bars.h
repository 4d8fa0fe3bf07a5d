// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/text.h"
#include "core/storage/sql_bar_source.h"
#include "core/storage/sql_session.h"
#include "tests/core/storage/test_profile.h"

#include <map>

namespace zvt::tests {

/// Bars in memory for the tables of SQL, which notes what it is asked for.
class FakeSqlBars final : public storage::SqlBarSource {
public:
  void add(market::BarSeries bars)
  {
    auto series = std::make_shared<const market::BarSeries>(std::move(bars));
    m_series[{series->entityId, series->level, series->provider}] = series;
  }
  void name(const std::string& entityId, const std::string& name) { m_names[entityId] = name; }

  void refresh() override { ++refreshes; }
  Result<std::vector<storage::SqlBarEntity>> entities(std::string_view type, market::BarLevel level) override
  {
    ++listings;
    std::vector<storage::SqlBarEntity> found;
    for (const auto& [key, series] : m_series) {
      const auto& [id, itsLevel, provider] = key;
      const bool isKnown = !found.empty() && found.back().id == id;
      if (itsLevel == level && !isKnown && id.starts_with(std::string(type) + "_"))
        found.push_back({id, nameOf(id)});
    }
    return found;
  }
  std::string nameOf(std::string_view entityId) override
  {
    const auto at = m_names.find(std::string(entityId));
    return at == m_names.end() ? std::string() : at->second;
  }
  Result<market::BarSeriesPtr> bars(const storage::SqlBarRequest& request) override
  {
    reads.push_back(request);
    if (failure)
      return std::unexpected(*failure);
    for (const auto& [key, series] : m_series) {
      const auto& [id, level, provider] = key;
      if (id == request.entityId && level == request.level && (!request.provider || provider == *request.provider))
        return std::make_shared<const market::BarSeries>(
            series->slice(request.from.value_or(INT64_MIN), request.to.value_or(INT64_MAX)));
    }
    return std::make_shared<const market::BarSeries>();
  }
  Result<std::optional<storage::SqlDay>> day(std::string_view type, TradingDay day, market::BarColumnSet) override
  {
    days.push_back(day);
    if (!hasDays)
      return std::optional<storage::SqlDay>();
    storage::SqlDay all;
    auto rows = std::make_shared<market::BarSeries>();
    for (const auto& [key, series] : m_series) {
      const auto& [id, level, provider] = key;
      const auto at = std::find(series->key.begin(), series->key.end(), day.days);
      if (level != market::BarLevel::Day1 || !id.starts_with(std::string(type) + "_") || at == series->key.end())
        continue;
      all.entities.push_back(id);
      addBar(*rows, series->at(static_cast<std::size_t>(at - series->key.begin())));
    }
    all.bars = std::move(rows);
    return std::optional(std::move(all));
  }
  /// The only one: twice the close.
  Result<std::optional<std::vector<double>>> derived(
      const storage::SqlBarRequest& request, std::string_view column) override
  {
    if (column != "change_pct")
      return std::optional<std::vector<double>>();
    ++derivations;
    ZVT_TRY(const auto series, bars(request));
    std::vector<double> values;
    for (const double close : series->close)
      values.push_back(2 * close);
    return std::optional(std::move(values));
  }
  Result<std::shared_ptr<const market::Calendar>> calendarOf(std::string_view entityId) override
  {
    ZVT_TRY(const auto id, market::EntityId::parse(entityId));
    return market::Calendar::load(market::marketOf(id.exchange));
  }

  void forget()
  {
    listings = derivations = 0;
    reads.clear();
    days.clear();
  }
  [[nodiscard]] std::size_t stored() const { return m_series.size(); }

  int refreshes = 0;
  int listings = 0;
  int derivations = 0;
  bool hasDays = false;
  std::vector<storage::SqlBarRequest> reads;
  std::vector<TradingDay> days;
  std::optional<Error> failure;

private:
  std::map<std::tuple<std::string, market::BarLevel, std::string>, market::BarSeriesPtr> m_series;
  std::map<std::string, std::string> m_names;
};

/// A profile, bars in memory, and a session over both.
struct SqlBench {
  TestProfile profile;
  FakeSqlBars bars;
  std::unique_ptr<storage::SqlSession> session;

  explicit SqlBench(const Clock* clock = nullptr)
  {
    auto opened = storage::SqlSession::open(profile.open(), bars, clock ? *clock : profile.clock);
    if (!opened) {
      std::fprintf(stderr, "the session cannot be opened: %s\n", opened.error().code.c_str());
      std::exit(1);
    }
    session = *std::move(opened);
  }

  Result<storage::RecordTable> run(const std::string& sql)
  {
    storage::SqlQuery query;
    query.text = sql;
    return session->fetch(query);
  }
  /// The answer as text: cells separated by '|', rows by a blank; or the code of the error.
  std::string text(const std::string& sql)
  {
    const auto table = run(sql);
    return table ? textOf(*table) : table.error().code;
  }
  static std::string textOf(const storage::RecordTable& table)
  {
    struct Visitor {
      std::string operator()(std::monostate) const { return "-"; }
      std::string operator()(bool value) const { return value ? "1" : "0"; }
      std::string operator()(std::int64_t value) const { return std::to_string(value); }
      std::string operator()(double value) const { return formatDouble(value); }
      std::string operator()(const std::string& value) const { return value; }
    };
    std::string text;
    for (const storage::RecordRow& row : table.rows) {
      std::string line;
      for (const storage::RecordValue& cell : row)
        line += (&cell == &row.front() ? "" : "|") + std::visit(Visitor{}, cell);
      text += (text.empty() ? "" : " ") + line;
    }
    return text;
  }
};

}
