// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/storage/schema_registry.h"
#include "tests/core/storage/zvt_tables.h"

#include <QTest>

#include <set>

using namespace zvt;
using namespace zvt::storage;
using namespace zvt::tests;

namespace {

const SchemaRegistry& schemas()
{
  static const SchemaRegistry registry = SchemaRegistry::builtIn().value();
  return registry;
}

/// Whether a column's type can hold what ZVT keeps under a letter of zvt_tables.h.
bool holds(ColumnType type, char letter)
{
  switch (letter) {
  case 'S':
    return type == ColumnType::Text || type == ColumnType::Json;
  case 'F':
    return type == ColumnType::Real;
  case 'I':
    return type == ColumnType::Int;
  case 'D':
    return type == ColumnType::Day || type == ColumnType::Time;
  case 'B':
    return type == ColumnType::Bool;
  case 'J':
    return type == ColumnType::Json;
  default:
    return false;
  }
}

bool isNumber(ColumnType type)
{
  return type == ColumnType::Int || type == ColumnType::Real || type == ColumnType::Decimal;
}

const std::set<std::string, std::less<>> kUnits = {"share", "contract", "base", "currency", "currency_per_share", "CNY",
    "HKD", "USD", "fraction", "times", "point", "count", "person", "day", "hour", "byte", "degree", "none"};

/// Tables that state no fact about the market on a day: names, settings, states, the program's own records.
const std::set<std::string, std::less<>> kWithoutKnown = {"stock_detail", "actor_meta", "industry_info",
    "main_tag_info", "sub_tag_info", "hidden_tag_info", "stock_tags", "stock_pool_info", "query_stock_quote_setting",
    "trader_info", "recorder_state", "tagger_state", "factor_state", "data_run", "data_coverage", "provider_accuracy",
    "quarantine"};

/// Columns of the statements as the page counts them, with entity_id, provider, report_date, report_period, timestamp.
struct Width {
  const char* schema;
  std::size_t items;
};
constexpr std::size_t kReportColumns = 5;

}

class TstSchemas : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void everyTableOfZvtIsThere_data()
  {
    QTest::addColumn<QString>("columns");
    for (const ZvtTable& table : kZvtTables)
      QTest::newRow(table.name) << QString::fromUtf8(table.columns);
  }

  void everyTableOfZvtIsThere()
  {
    QFETCH(QString, columns);
    const RecordSchema* schema = schemas().find(QTest::currentDataTag());
    QVERIFY(schema);
    const std::string text = columns.toStdString();
    std::vector<std::string> waiting;
    for (const std::string_view word : split(text, ' ')) {
      if (word.empty())
        continue;
      const std::size_t colon = word.find(':');
      waiting.emplace_back(word.substr(0, colon));
      if (colon == std::string_view::npos)
        continue;
      for (const std::string& name : waiting) {
        const ColumnSchema* column = schema->find(name);
        QVERIFY2(column, name.c_str());
        QVERIFY2(holds(column->type, word[colon + 1]), name.c_str());
      }
      waiting.clear();
    }
    QVERIFY2(waiting.empty(), "a column of the table of expectations has no type");
  }

  void statementsHaveAllTheirItems()
  {
    // Of the supplementary information of the cash-flow statement we have one line more than ZVT.
    constexpr Width kWidths[] = {
        {"balance_sheet", 101}, {"income_statement", 65}, {"cash_flow_statement", 76 + 1}, {"finance_factor", 56}};
    for (const Width& width : kWidths)
      QCOMPARE(schemas().find(width.schema)->columns.size(), width.items + kReportColumns);
  }

  /// Items and their Chinese names as a listed company prints them.
  void itemsHaveTheNamesOfTheStatements()
  {
    const auto label = [](const char* schema, const char* column) {
      return schemas().find(schema)->find(column)->label;
    };
    QCOMPARE(label("balance_sheet", "total_assets").zh, std::string("资产总计"));
    QCOMPARE(label("balance_sheet", "undistributed_profits").zh, std::string("未分配利润"));
    QCOMPARE(label("balance_sheet", "fi_reinsurance_premium_receivable").zh, std::string("应收分保账款"));
    QCOMPARE(label("income_statement", "net_profit_as_parent").zh, std::string("归属于母公司股东的净利润"));
    QCOMPARE(label("income_statement", "investment_income").zh, std::string("投资收益"));
    QCOMPARE(label("cash_flow_statement", "net_op_cash_flows").zh, std::string("经营活动产生的现金流量净额"));
    QCOMPARE(label("cash_flow_statement", "fi_bank_broker_lending_decrease").zh,
        std::string("银行业务及证券业务拆借资金净减少额"));
    QCOMPARE(label("finance_factor", "bps").zh, std::string("每股净资产"));
    QCOMPARE(label("finance_factor", "roe").en, std::string("Return on equity (weighted)"));
  }

  void whatTheSpecificationAddsIsThere()
  {
    for (const char* name : {"tick", "trade_tick", "l2_quote", "l2_order", "l2_order_queue", "order_book_snapshot",
             "order_book_update", "funding_rate", "option_contract", "option_quote", "option_greeks", "news_sentiment",
             "social_sentiment", "analyst_report", "analyst_forecast", "economic_calendar", "economic_indicator",
             "central_bank_event", "future_contract", "future_roll", "coin_spot_quote", "coin_perpetual_quote"})
      QVERIFY2(schemas().find(name), name);
    for (const char* type : {"stock", "stockhk", "stockus", "index", "indexhk", "indexus", "block", "blockus", "etf",
             "fund", "future", "cbond", "currency", "country", "coin", "option"})
      QVERIFY2(schemas().findEntityType(type), type);
    const RecordSchema* depth = schemas().find("l2_quote");
    for (int level = 1; level <= 10; ++level) {
      const std::string number = std::to_string(level);
      for (const char* part : {"bid_price", "bid_volume", "ask_price", "ask_volume"})
        QVERIFY2(depth->find(part + number), (part + number).c_str());
    }
  }

  void everyColumnIsNamedInBothLanguagesAndMeasured()
  {
    for (const RecordSchema* schema : schemas().all()) {
      QVERIFY2(!schema->label.en.empty() && !schema->label.zh.empty() && schema->label.en != schema->label.zh,
          schema->name.c_str());
      for (const ColumnSchema& column : schema->columns) {
        const std::string name = schema->name + "." + column.name;
        QVERIFY2(
            !column.label.en.empty() && !column.label.zh.empty() && column.label.en != column.label.zh, name.c_str());
        QVERIFY2(isNumber(column.type) == !column.unit.empty(), name.c_str());
        QVERIFY2(column.unit.empty() || kUnits.contains(column.unit), name.c_str());
        QVERIFY2(column.name != kRunColumn, name.c_str());
      }
    }
  }

  void labelsOfASchemaDiffer()
  {
    for (const RecordSchema* schema : schemas().all()) {
      std::map<std::string, int> english;
      for (const ColumnSchema& column : schema->columns)
        ++english[column.label.en];
      for (const auto& [label, count] : english)
        QVERIFY2(count == 1 || sameNameTwice(schema->name, label), (schema->name + ": " + label).c_str());
    }
  }

  void everyFactSaysWhenItWasKnown()
  {
    for (const RecordSchema* schema : schemas().all()) {
      const bool exempt = schema->kind != SchemaKind::Record || kWithoutKnown.contains(schema->name);
      QVERIFY2(schema->knownColumn.empty() == exempt, schema->name.c_str());
    }
    // A statement and its restatement both stay; yesterday's valuation is no version of today's.
    for (const char* name :
        {"balance_sheet", "income_statement", "cash_flow_statement", "finance_factor", "top_ten_holder", "etf_stock",
            "analyst_forecast", "earnings_forecast", "economic_indicator", "economic_calendar"})
      QVERIFY2(schemas().find(name)->hasVersions, name);
    for (const char* name : {"stock_valuation", "stock_money_flow", "funding_rate", "stock_news", "spo_detail",
             "dividend_detail", "index_stock", "future_contract"})
      QVERIFY2(!schemas().find(name)->hasVersions, name);
  }

  void keysAreWhatTellsRowsApart()
  {
    const auto key = [](const char* name) { return schemas().find(name)->key; };
    using Key = std::vector<std::string>;
    QCOMPARE(key("balance_sheet"), (Key{"entity_id", "provider", "report_date", "timestamp"}));
    QCOMPARE(key("stock_valuation"), (Key{"entity_id", "provider", "timestamp"}));
    QCOMPARE(key("dragon_and_tiger"), (Key{"entity_id", "provider", "timestamp", "trade_id"}));
    QCOMPARE(key("index_stock"), (Key{"entity_id", "provider", "timestamp", "stock_id"}));
    QCOMPARE(key("stock_quote"), (Key{"entity_id", "provider"}));
    QCOMPARE(key("zen_factor"), (Key{"entity_id", "provider", "level", "timestamp"}));
    QCOMPARE(key("stock"), (Key{"id"}));
  }

  void optionalColumnsOfBarsSayWhoHasThem()
  {
    const RecordSchema* bars = schemas().find("kdata");
    QVERIFY(bars->find("close")->entityTypes.empty());
    const auto has = [&](const char* column, const char* type) {
      const auto& types = bars->find(column)->entityTypes;
      return std::find(types.begin(), types.end(), type) != types.end();
    };
    QVERIFY(has("turnover_rate", "stock") && !has("turnover_rate", "future"));
    QVERIFY(has("open_interest", "future") && has("settlement", "future") && !has("settlement", "stock"));
    QVERIFY(has("cumulative_net_value", "etf"));
    for (const ColumnSchema& column : bars->columns) {
      for (const std::string& type : column.entityTypes)
        QVERIFY2(schemas().findEntityType(type), type.c_str());
    }
  }

private:
  /// Banks and insurers name the same thing in their own place of a statement.
  static bool sameNameTwice(const std::string& schema, const std::string& label)
  {
    static const std::set<std::pair<std::string, std::string>> kSame = {{"balance_sheet", "Other payables"},
        {"finance_factor", "Net capital"},
        {"cash_flow_statement", "Net cash paid for subsidiaries and other business units"}};
    return kSame.contains({schema, label});
  }
};

QTEST_APPLESS_MAIN(TstSchemas)
#include "tst_schemas.moc"
