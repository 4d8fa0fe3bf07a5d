// SPDX-License-Identifier: Apache-2.0
#include "core/factor/fundamental/fundamental_source.h"

#include "core/data/market_data.h"
#include "core/factor/columns.h"
#include "core/factor/fundamental/metric_series.h"
#include "core/factor/values_at_keys.h"
#include "core/storage/profile.h"

#include <algorithm>
#include <cmath>

namespace zvt::factor {

namespace {

bool hasColumn(const storage::Profile& profile, std::string_view schema, std::string_view column)
{
  const storage::RecordSchema* found = profile.schemas().find(schema);
  const storage::ColumnSchema* line = found ? found->find(column) : nullptr;
  return line != nullptr && (line->type == storage::ColumnType::Real || line->type == storage::ColumnType::Int);
}

Result<MetricCall> readCall(const storage::Profile& profile, std::string_view text)
{
  return readMetric(text,
      [&profile](std::string_view schema, std::string_view column) { return hasColumn(profile, schema, column); });
}

/// The metric that a percentile is of; itself for others.
Result<MetricCall> baseOf(const storage::Profile& profile, const MetricCall& call)
{
  return call.metric->history.empty() ? Result<MetricCall>(call) : readCall(profile, call.metric->history);
}

/// What the metrics of one call need, of one security.
struct Facts {
  Statements statements;
  ShareHistory shares;
};

class Reader {
public:
  Reader(data::MarketData& data, storage::Profile& profile)
      : m_data(data)
      , m_profile(profile)
  {
  }

  Result<Facts> facts(const std::string& entityId, std::span<const MetricCall> calls) const
  {
    StatementSet tables;
    ExtraLines lines;
    bool readsMarket = false;
    for (const MetricCall& call : calls) {
      ZVT_TRY(const MetricCall base, baseOf(m_profile, call));
      tables = tables | base.metric->needs | base.metric->reads;
      readsMarket = readsMarket || base.metric->readsMarket;
      addLine(base.metric->name, lines);
    }
    ZVT_TRY(Statements statements, readStatements(m_profile, entityId, tables, lines));
    Facts facts{std::move(statements), {}};
    if (readsMarket) {
      ZVT_TRY(facts.shares, ShareHistory::read(m_profile, entityId));
    }
    return facts;
  }

  /// Fails where a table is empty that a metric cannot do without.
  Result<void> checkTables(const MetricCall& call) const
  {
    ZVT_TRY(const MetricCall base, baseOf(m_profile, call));
    const Metric& metric = *base.metric;
    const auto missing = [&](std::string_view table) {
      return fail("factor.no_reports", {{"column", call.metric->name}, {"table", std::string(table)}});
    };
    if (metric.readsMarket) {
      ZVT_TRY(const bool hasValuations, hasRows(m_profile, "stock_valuation"));
      ZVT_TRY(const bool hasShares, hasShareCounts(m_profile));
      if (hasValuations)
        return {};
      if (!hasShares)
        return missing("share_structure");
    }
    for (std::size_t i = 0; i < kStatementCount; ++i) {
      const auto statement = static_cast<StatementKind>(i);
      if (!(metric.needs | metric.reads).has(statement))
        continue;
      ZVT_TRY(const bool has, hasRows(m_profile, schemaOf(statement)));
      if (!has)
        return missing(schemaOf(statement));
    }
    return {};
  }

  /// Raw bars of the same level; those given where they are raw or nothing else is stored.
  Result<market::BarSeriesPtr> rawBars(const market::BarSeries& bars) const
  {
    data::BarRequest request;
    request.entityId = bars.entityId;
    request.level = bars.level;
    if (!bars.provider.empty())
      request.provider = bars.provider;
    return m_data.bars(request);
  }

  Result<std::vector<double>> series(const MetricCall& call, const Facts& facts, const market::BarSeries& bars) const
  {
    if (!call.metric->readsMarket) {
      ZVT_TRY(const MetricBars at, metricBarsOf(m_data, bars));
      return metricSeries(call, facts.statements, facts.shares, at);
    }
    ZVT_TRY(const market::BarSeriesPtr raw, rawBars(bars));
    if (!call.metric->history.empty())
      return percentile(call, facts, *raw, bars);
    ZVT_TRY(MetricBars at, metricBarsOf(m_data, bars));
    std::vector<double> closes = valuesAtKeys(raw->key, raw->close, bars.key);
    for (std::size_t i = 0; i < closes.size(); ++i) {
      if (std::isnan(closes[i]) && bars.adjust == market::AdjustMode::Bfq)
        closes[i] = bars.close[i]; // not stored yet
    }
    at.close = std::move(closes);
    return metricSeries(call, facts.statements, facts.shares, at);
  }

private:
  static void addLine(std::string_view name, ExtraLines& lines)
  {
    const std::size_t point = name.find('.');
    if (point == std::string_view::npos)
      return;
    const std::string_view rest = name.substr(point + 1);
    lines[static_cast<std::size_t>(*statementOf(name.substr(0, point)))].emplace(rest.substr(0, rest.find('.')));
  }

  Result<std::vector<double>> percentile(
      const MetricCall& call, const Facts& facts, const market::BarSeries& raw, const market::BarSeries& bars) const
  {
    ZVT_TRY(const MetricCall base, baseOf(m_profile, call));
    ZVT_TRY(const MetricBars whole, metricBarsOf(m_data, raw));
    const auto values = metricSeries(base, facts.statements, facts.shares, whole);
    return valuesAtKeys(raw.key, percentileInHistory(values, whole.day, call.argument("years", 5)), bars.key);
  }

  data::MarketData& m_data;
  storage::Profile& m_profile;
};

class FundamentalSource final : public ColumnSource {
public:
  FundamentalSource(data::MarketData& data, storage::Profile& profile)
      : m_profile(profile)
      , m_reader(data, profile)
  {
  }
  [[nodiscard]] bool provides(std::string_view column) const override
  {
    const auto call = readCall(m_profile, column);
    return call || call.error().code != "factor.no_column";
  }
  [[nodiscard]] Result<std::vector<std::vector<double>>> read(
      std::span<const std::string> columns, const market::BarSeries& bars) const override
  {
    std::vector<MetricCall> calls;
    for (const std::string& column : columns) {
      ZVT_TRY(MetricCall call, readCall(m_profile, column));
      calls.push_back(std::move(call));
    }
    ZVT_TRY(const Facts facts, m_reader.facts(bars.entityId, calls));
    std::vector<std::vector<double>> all;
    for (const MetricCall& call : calls) {
      ZVT_TRY(std::vector<double> values, m_reader.series(call, facts, bars));
      if (std::ranges::all_of(values, [](double value) { return std::isnan(value); }))
        ZVT_TRY_VOID(m_reader.checkTables(call));
      all.push_back(std::move(values));
    }
    return all;
  }

private:
  storage::Profile& m_profile;
  Reader m_reader;
};

}

std::unique_ptr<ColumnSource> makeFundamentalSource(data::MarketData& data, storage::Profile& profile)
{
  return std::make_unique<FundamentalSource>(data, profile);
}

Result<MetricExplanation> explainMetric(data::MarketData& data, storage::Profile& profile, std::string_view metric,
    const std::string& entityId, TradingDay day)
{
  const Reader reader(data, profile);
  MetricExplanation explanation;
  if (auto call = readCall(profile, metric))
    explanation.call = *std::move(call);
  else if (call.error().code == "factor.no_column" && ColumnCatalogue::builtIn().find(metric) != nullptr)
    return fail("factor.not_fundamental", {{"name", std::string(metric)}});
  else
    return std::unexpected(std::move(call).error());
  data::BarRequest request;
  request.entityId = entityId;
  request.to = day.days + 1;
  ZVT_TRY(const market::BarSeriesPtr bars, data.bars(request));
  if (bars->empty()) {
    request.to.reset();
    ZVT_TRY(const market::BarSeriesPtr later, data.bars(request));
    if (!later->empty())
      return fail("factor.no_bars_until", {{"entity", entityId}, {"day", day.iso()}, {"first", later->dayAt(0).iso()}});
    return fail(Error{"factor.no_bars", {}, {}}.with("entity", entityId));
  }
  explanation.day = bars->dayAt(bars->size() - 1);
  ZVT_TRY(const MetricCall base, baseOf(profile, explanation.call));
  ZVT_TRY(const Facts facts, reader.facts(entityId, {&explanation.call, 1}));
  Books books(facts.statements);
  books.advance(explanation.day - 1);
  explanation.answer = reportPartsOf(base, books);
  explanation.market = facts.shares.factsOf(explanation.day, bars->close.back());
  ZVT_TRY(const std::vector<double> values, reader.series(explanation.call, facts, *bars));
  explanation.answer.value = values.back();
  for (std::size_t i = 0; i < kStatementCount && explanation.answer.period; ++i) {
    const auto statement = static_cast<StatementKind>(i);
    if (const Report* report = books.find(statement, *explanation.answer.period);
        report && base.metric->needs.has(statement))
      explanation.published.emplace_back(schemaOf(statement), report->published);
  }
  if (std::isnan(explanation.answer.value))
    ZVT_TRY_VOID(reader.checkTables(explanation.call));
  return explanation;
}

}
