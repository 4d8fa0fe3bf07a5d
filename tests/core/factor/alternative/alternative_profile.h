// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/messages.h"
#include "core/data/market_data.h"
#include "core/factor/alternative/sources.h"
#include "tests/core/factor/alternative/days.h"
#include "tests/core/storage/test_profile.h"

#include <QtTest>

namespace zvt::tests {

/// Six days of a stock in a profile, and rows of any schema beside them, read as columns at the bars. A base of test
/// classes.
class AlternativeProfile {
protected:
  using RecordTable = storage::RecordTable;
  using RecordValue = storage::RecordValue;
  const std::string kStock = "stock_sz_000001";

  void open()
  {
    m_profile = std::make_unique<TestProfile>();
    m_data = std::make_unique<data::MarketData>(m_profile->open());
    m_bars = dailyBars({"2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05", "2024-01-08", "2024-01-09"},
        {10, 11, 12.1, 12, 12, 13});
    store(m_bars);
  }
  void close()
  {
    m_data.reset();
    m_profile.reset();
  }
  void write(storage::MarketBatch batch)
  {
    const auto written = m_profile->profile->write(std::move(batch));
    if (!written)
      qFatal("%s", m_messages->describe(written.error()).c_str());
    m_data->notifyChanged({}, {});
  }
  void store(const market::BarSeries& bars)
  {
    storage::MarketBatch batch;
    storage::BarWrite series;
    series.bars = std::make_shared<const market::BarSeries>(bars);
    batch.bars.push_back(std::move(series));
    const market::EntityId id = *market::EntityId::parse(bars.entityId);
    batch.entities.push_back(
        {.id = id, .name = id.code, .pinyin = {}, .currency = "CNY", .listed = day("2001-01-02"), .delisted = {}});
    write(std::move(batch));
  }
  void store(const std::string& schema, std::vector<std::string> columns, std::vector<storage::RecordRow> rows,
      const std::string& entity = "stock_sz_000001", const std::string& provider = "test")
  {
    columns.insert(columns.begin(), {"entity_id", "provider"});
    for (storage::RecordRow& row : rows)
      row.insert(row.begin(), {RecordValue(entity), RecordValue(provider)});
    storage::MarketBatch batch;
    batch.records.push_back({schema, RecordTable{std::move(columns), std::move(rows)}});
    write(std::move(batch));
  }
  [[nodiscard]] Result<std::vector<double>> tryRead(const std::string& column, const market::BarSeries& bars) const
  {
    factor::ColumnSources sources;
    factor::addAlternativeSources(sources, *m_data, *m_profile->profile, m_profile->files);
    ZVT_TRY(const auto filled, sources.fill(std::make_shared<const market::BarSeries>(bars), std::vector{column}));
    return *filled->extra(column);
  }
  [[nodiscard]] std::vector<double> read(const std::string& column, const market::BarSeries& bars) const
  {
    auto values = tryRead(column, bars);
    if (!values)
      qFatal("%s", m_messages->describe(values.error()).c_str());
    return *values;
  }
  /// Another stock on the list of a day: the list was recorded as far as that.
  void storeListUntil(const char* day)
  {
    store("dragon_and_tiger", {"timestamp", "trade_id", "reason", "turnover", "dep1", "dep1_in"},
        {{std::string(day), std::string("x"), std::string("日"), 1000.0, std::string("丙"), 1.0}}, "stock_sh_600000");
  }

  std::unique_ptr<TestProfile> m_profile;
  std::unique_ptr<data::MarketData> m_data;
  std::shared_ptr<const Messages> m_messages = Messages::load("en");
  market::BarSeries m_bars;
};

}
