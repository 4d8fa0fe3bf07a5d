// SPDX-License-Identifier: Apache-2.0
#include "core/market/bar_time.h"
#include "tests/core/storage/fake_sql_bars.h"

#include <QTest>

#include <rapidcheck.h>

#include <fmt/format.h>

#include <set>

using namespace zvt;
using namespace zvt::storage;
using namespace zvt::tests;
using market::BarLevel;

namespace {

constexpr const char* kPing = "stock_sz_000001";
constexpr const char* kVanke = "stock_sz_000002";
constexpr const char* kPufa = "stock_sh_600000";

std::int64_t dayOf(int year, int month, int day)
{
  return TradingDay::fromDate({year, month, day}).days;
}

std::string lines(const Result<RecordTable>& table)
{
  return table ? SqlBench::textOf(*table) : table.error().code;
}

/// Bars of one minute each, from a local time on.
market::BarSeries minutes(const std::string& entityId, const TimeZone& zone, LocalTime from, int count)
{
  market::BarSeries bars = emptySeries(entityId, BarLevel::Min1);
  const std::int64_t first = zone.toUtc(from).micros;
  for (int i = 0; i < count; ++i)
    addBar(bars, madeBar(first + i * Duration::minutes(1).micros, 1));
  return bars;
}

/// Everything that a table has, as a user would write it down, for comparison with what SQL answers.
struct PlainRow {
  std::string entityId;
  std::int64_t local; ///< microseconds on the exchange's clock
  std::int64_t key;
  double close;
};

}

class TstSqlBarTables : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    if (m_bench)
      return bars().forget();
    m_bench = std::make_unique<SqlBench>();
    // 2024-01-01 is day 19,723.
    for (const char* id : {kPing, kVanke, kPufa})
      bars().add(madeSeries(id, 19'723, 400, static_cast<int>(std::string(id).back())));
    bars().name(kPing, "平安银行");
    std::vector<market::Entity> entities;
    for (const char* id : {kPing, kVanke, kPufa}) {
      market::Entity entity;
      entity.id = *market::EntityId::parse(id);
      entity.name = id == std::string(kPing) ? "平安银行" : "other";
      entity.currency = "CNY";
      entities.push_back(entity);
    }
    QVERIFY(m_bench->profile.profile->entities().upsert(entities));
    bars().forget();
  }
  void aRowHasItsColumns()
  {
    const market::Bar bar = madeBar(19'723, '1');
    QCOMPARE(text("SELECT id, entity_id, timestamp, provider, code, name, level, turnover_rate, adjust, key "
                  "FROM stock_1d_bfq_kdata WHERE entity_id = 'stock_sz_000001' LIMIT 1"),
        std::string("stock_sz_000001_2024-01-01|stock_sz_000001|2024-01-01|test|000001|平安银行|1d|-|bfq|19723"));
    QCOMPARE(
        text("SELECT open, high, low, close, volume, turnover FROM stock_1d_bfq_kdata WHERE code = '000001' LIMIT 1"),
        fmt::format("{}|{}|{}|{}|{}|{}", formatDouble(bar.open), formatDouble(bar.high), formatDouble(bar.low),
            formatDouble(bar.close), formatDouble(bar.volume), formatDouble(bar.turnover)));
    // Daily bars of mainland China are known at the close, 15:00 in Shanghai (UTC+8). 2024-01-02 was a trading day.
    QCOMPARE(text("SELECT available_at FROM stock_1d_kdata WHERE code = '000001' AND timestamp = '2024-01-02'"),
        std::to_string((19'724 * 24 + 7) * 3'600'000'000));
  }

  void theTableDecidesTheAdjustment_data()
  {
    QTest::addColumn<QString>("table");
    QTest::addColumn<int>("adjust");
    QTest::addColumn<int>("level");
    const auto row = [](const char* table, market::AdjustMode adjust, BarLevel level) {
      QTest::newRow(table) << QString(table) << static_cast<int>(adjust) << static_cast<int>(level);
    };
    row("stock_1d_kdata", market::AdjustMode::Qfq, BarLevel::Day1);
    row("stock_1d_hfq_kdata", market::AdjustMode::Hfq, BarLevel::Day1);
    row("stock_1d_bfq_kdata", market::AdjustMode::Bfq, BarLevel::Day1);
    row("STOCK_1WK_KDATA", market::AdjustMode::Qfq, BarLevel::Week1);
    row("stock_5m_hfq_kdata", market::AdjustMode::Hfq, BarLevel::Min5);
  }
  void theTableDecidesTheAdjustment()
  {
    QFETCH(QString, table);
    QFETCH(int, adjust);
    QFETCH(int, level);
    text("SELECT close FROM " + table.toStdString() + " WHERE entity_id = 'stock_sz_000001'");
    QCOMPARE(bars().reads.size(), std::size_t(1));
    QCOMPARE(static_cast<int>(bars().reads[0].adjust), adjust);
    QCOMPARE(static_cast<int>(bars().reads[0].level), level);
  }

  /// What a statement names is all that is read; no list of securities is asked for when ids are given.
  void readsOnlyNamedSecurities_data()
  {
    QTest::addColumn<QString>("where");
    QTest::addColumn<QString>("read");
    QTest::addColumn<int>("listings");
    const auto row = [](const char* where, const char* read, int listings) {
      QTest::newRow(where) << QString(where) << QString(read) << listings;
    };
    row("entity_id = 'stock_sz_000002'", "stock_sz_000002", 0);
    row("entity_id IN ('stock_sz_000002', 'stock_sh_600000', 'stock_sz_000002')", "stock_sh_600000 stock_sz_000002", 0);
    row("entity_id = 'stock_sz_000002' OR entity_id = 'stock_sz_000001'", "stock_sz_000001 stock_sz_000002", 0);
    row("code = '600000'", "stock_sh_600000", 1);
    row("code IN ('600000', '000001', '999999')", "stock_sh_600000 stock_sz_000001", 1);
    row("entity_id LIKE 'STOCK_SZ%'", "stock_sz_000001 stock_sz_000002", 1);
    row("entity_id GLOB 'stock_s[z]_*2'", "stock_sz_000002", 1);
    row("entity_id >= 'stock_sz_000002'", "stock_sz_000002", 1);
    row("entity_id < 'stock_sz'", "stock_sh_600000", 1);
    row("name = '平安银行'", "stock_sz_000001", 1);
    row("entity_id = 'stock_sz_000002' AND code = '000001'", "", 0);
    row("entity_id = 'index_sh_000001'", "", 0);
    row("entity_id = 'nonsense'", "", 0);
    row("entity_id = NULL", "", 0);
    row("entity_id = x'00'", "", 0);
    row("1 = 1", "stock_sh_600000 stock_sz_000001 stock_sz_000002", 1);
  }
  void readsOnlyNamedSecurities()
  {
    QFETCH(QString, where);
    QFETCH(QString, read);
    QFETCH(int, listings);
    const auto answer =
        text("SELECT DISTINCT entity_id FROM stock_1d_kdata WHERE " + where.toStdString() + " ORDER BY entity_id");
    QCOMPARE(answer, read.toStdString());
    std::multiset<std::string> ids;
    for (const SqlBarRequest& request : bars().reads)
      ids.insert(request.entityId);
    std::string asked;
    for (const std::string& id : ids)
      asked += (asked.empty() ? "" : " ") + id;
    QCOMPARE(asked, read.toStdString());
    QCOMPARE(bars().listings, listings);
  }

  void readsOnlyTheNamedTime_data()
  {
    QTest::addColumn<QString>("where");
    QTest::addColumn<qlonglong>("first");
    QTest::addColumn<qlonglong>("last");
    const auto row = [](const char* where, std::int64_t first, std::int64_t last) {
      QTest::newRow(where) << QString(where) << qlonglong(first) << qlonglong(last);
    };
    const std::int64_t march = dayOf(2024, 3, 1);
    row("timestamp = '2024-03-01'", march, march);
    row("timestamp = '20240301'", march, march);
    row("timestamp = '2024-03-01 00:00:00.000000'", march, march);
    row("timestamp BETWEEN '2024-03-01' AND '2024-03-31'", march, march + 30);
    row("timestamp >= '2024-03-01' AND timestamp < '2024-04-01'", march, march + 30);
    row("timestamp > '2024-03-01' AND timestamp <= '2024-03-02T15:00'", march + 1, march + 1);
    row("timestamp > '2024-02-29 23:59' AND timestamp < '2024-03-01T00:00:01'", march, march);
    row("key = 19783", march, march);
    row("key >= 19783 AND key < 19785", march, march + 1);
    row("timestamp <= '2024-01-02'", 19'723, 19'724);
  }
  void readsOnlyTheNamedTime()
  {
    QFETCH(QString, where);
    QFETCH(qlonglong, first);
    QFETCH(qlonglong, last);
    QCOMPARE(text("SELECT min(key), max(key), count(*) FROM stock_1d_kdata WHERE code = '000001' AND "
                 + where.toStdString()),
        fmt::format("{}|{}|{}", first, last, last - first + 1));
    QCOMPARE(bars().reads.size(), std::size_t(1));
    if (first != 19'723)
      QCOMPARE(bars().reads[0].from.value_or(0), std::int64_t(first));
    QCOMPARE(bars().reads[0].to.value_or(0), std::int64_t(last) + 1);
  }

  void readsOnlyTheColumnsThatAreUsed()
  {
    text("SELECT avg(close) FROM stock_1d_bfq_kdata WHERE code = '000001' AND timestamp > '2024-02-01'");
    QVERIFY(bars().reads[0].columns == market::BarColumnSet::only(market::BarColumn::Close));
    bars().forget();
    text("SELECT count(*) FROM stock_1d_bfq_kdata WHERE code = '000001' AND volume > 10 AND open < 5");
    QVERIFY(bars().reads[0].columns
        == (market::BarColumnSet::only(market::BarColumn::Volume)
            | market::BarColumnSet::only(market::BarColumn::Open)));
    bars().forget();
    text("SELECT * FROM stock_1d_bfq_kdata WHERE code = '000001'");
    QVERIFY(bars().reads[0].columns == market::kAllBarColumns);
  }

  /// What follows from earlier bars is the same whatever part of the series is asked for, and is computed once.
  void columnsThatFollowAreThoseOfTheWholeSeries()
  {
    const std::string from = " FROM stock_1d_kdata WHERE entity_id = 'stock_sz_000001'";
    QCOMPARE(text("SELECT count(*), sum(change_pct = 2 * close)" + from + " AND timestamp > '2024-06-01'"),
        std::string("247|247")); // up to 2025-02-03, day 20,122; 2024-06-01 is day 19,875
    QCOMPARE(bars().derivations, 1);
    QCOMPARE(text("SELECT count(change_pct), count(turnover_rate), count(is_limit_up)" + from), std::string("400|0|0"));
  }

  void aDayOfAllSecuritiesIsOneRead()
  {
    bars().hasDays = true;
    QCOMPARE(text("SELECT code FROM stock_1d_bfq_kdata WHERE timestamp = '2024-03-01' AND code <> '000002' ORDER BY "
                  "entity_id"),
        std::string("600000 000001"));
    QCOMPARE(bars().days.size(), std::size_t(1));
    QCOMPARE(bars().days[0].iso(), std::string("2024-03-01"));
    QVERIFY(bars().reads.empty());
    const std::string where = " FROM stock_1d_bfq_kdata WHERE timestamp = '2024-03-01' ";
    QCOMPARE(text("SELECT code" + where + "ORDER BY entity_id DESC"), std::string("000002 000001 600000"));
    QCOMPARE(text("SELECT close" + where + "ORDER BY entity_id DESC LIMIT 1"),
        formatDouble(madeBar(dayOf(2024, 3, 1), kVanke[14]).close));
    QCOMPARE(text("SELECT count(DISTINCT rowid), count(DISTINCT id)" + where), std::string("3|3"));
    bars().forget();
    // Adjusted bars, two days, or a named security: not what a cross-section is for.
    for (const char* sql : {"SELECT 1 FROM stock_1d_kdata WHERE timestamp = '2024-03-01'",
             "SELECT 1 FROM stock_1d_bfq_kdata WHERE timestamp BETWEEN '2024-03-01' AND '2024-03-02'",
             "SELECT 1 FROM stock_1d_bfq_kdata WHERE timestamp = '2024-03-01' AND provider = 'test'",
             "SELECT 1 FROM stock_1d_bfq_kdata WHERE timestamp = '2024-03-01' AND code = '000001'"})
      QVERIFY(!text(sql).empty());
    QVERIFY(bars().days.empty());
    bars().hasDays = false;
  }

  void rowsComeInTheOrderThatIsAskedFor()
  {
    const auto sorts = [&](const std::string& sql) {
      return text("EXPLAIN QUERY PLAN " + sql).find("TEMP B-TREE") != std::string::npos;
    };
    const std::string all = "SELECT entity_id, key FROM stock_1d_kdata ";
    for (const char* order : {"ORDER BY entity_id", "ORDER BY entity_id, timestamp",
             "ORDER BY entity_id, timestamp DESC", "ORDER BY entity_id DESC, timestamp",
             "ORDER BY entity_id DESC, key DESC", "ORDER BY timestamp, entity_id"}) {
      const auto table = m_bench->run(all + order);
      QVERIFY(table && table->rows.size() == 1'200);
      const std::string sql(order);
      const bool timeFirst = sql.find("BY timestamp") != std::string::npos;
      const bool entityDown = sql.find("entity_id DESC") != std::string::npos;
      const bool timeDown = sql.ends_with(" DESC") && sql.find(',') != std::string::npos;
      const auto isBefore = [&](const RecordRow& a, const RecordRow& b) {
        const auto entity = [&](const RecordRow& row) { return std::get<std::string>(row[0]); };
        const auto time = [&](const RecordRow& row) { return std::get<std::int64_t>(row[1]); };
        const bool byEntity = entityDown ? entity(b) < entity(a) : entity(a) < entity(b);
        const bool byTime = timeDown ? time(b) < time(a) : time(a) < time(b);
        if (timeFirst)
          return byTime || (time(a) == time(b) && byEntity);
        return byEntity || (entity(a) == entity(b) && byTime);
      };
      QVERIFY2(std::is_sorted(table->rows.begin(), table->rows.end(), isBefore), order);
      QCOMPARE(sorts(all + order), timeFirst);
    }
    const std::string one = all + "WHERE entity_id = 'stock_sz_000001' ORDER BY timestamp DESC LIMIT 1";
    QVERIFY(!sorts(one));
    QCOMPARE(text(one), std::string("stock_sz_000001|20122"));
    QVERIFY(sorts(all + "WHERE entity_id IN ('stock_sz_000001', 'stock_sz_000002') ORDER BY timestamp"));
  }

  /// The inner table of a join asks for the same security again and again: it is read at most twice.
  void joinsReadASecurityOnce()
  {
    QCOMPARE(text("SELECT s.name, count(*) FROM stock s JOIN stock_1d_kdata k ON k.entity_id = s.id "
                  "WHERE s.name = '平安银行' GROUP BY s.name"),
        std::string("平安银行|400"));
    QCOMPARE(bars().reads.size(), std::size_t(1));
    QCOMPARE(bars().reads[0].entityId, std::string(kPing));
    bars().forget();
    QCOMPARE(text("SELECT count(*), sum(a.close = b.close) FROM stock_1d_bfq_kdata a JOIN stock_1d_hfq_kdata b "
                  "ON b.entity_id = a.entity_id AND b.timestamp = a.timestamp WHERE a.code IN ('000001', '600000')"),
        std::string("800|800"));
    std::map<std::pair<std::string, market::AdjustMode>, int> reads;
    for (const SqlBarRequest& request : bars().reads)
      ++reads[{request.entityId, request.adjust}];
    for (const auto& [series, count] : reads)
      QVERIFY2(count <= 2, series.first.c_str());
    bars().forget();
    // Outer rows by time: the securities alternate.
    QCOMPARE(text("SELECT count(*) FROM (SELECT * FROM stock_1d_bfq_kdata WHERE code IN ('000001', '000002') "
                  "ORDER BY timestamp LIMIT 100) a LEFT JOIN stock_1d_kdata b "
                  "ON b.entity_id = a.entity_id AND b.timestamp = a.timestamp"),
        std::string("100"));
    for (const SqlBarRequest& request : bars().reads)
      QVERIFY(request.keep || request.from || request.adjust == market::AdjustMode::Bfq);
  }

  void timesCompareAsTimesEverywhere()
  {
    const std::string from = " FROM stock_1d_kdata WHERE code = '000001' AND ";
    // In an OR nothing is handed down to the table: SQLite compares by itself.
    QCOMPARE(
        text("SELECT count(*)" + from + "(timestamp = '20240301' OR timestamp <= '2024-01-02 12:00' OR close < 0)"),
        std::string("3"));
    QCOMPARE(text("SELECT count(*)" + from + "timestamp IN ('2024-03-01', '20240302', '2024-03-03T00:00')"),
        std::string("3"));
    // A bar that meets both sides of an OR is one row.
    QCOMPARE(
        text("SELECT count(*) FROM stock_1d_kdata WHERE (entity_id = 'stock_sz_000001' AND timestamp < '2024-01-03') "
             "OR (code = '000001' AND timestamp < '2024-01-04')"),
        std::string("3"));
    QCOMPARE(text("SELECT count(*)" + from + "timestamp = 'tomorrow'"), std::string("sql.bad_time"));
    QCOMPARE(
        text("SELECT count(*)" + from + "timestamp > '2024-03-01T01:00:00Z'"), std::string("sql.time_with_offset"));
    QCOMPARE(text("SELECT count(*)" + from + "timestamp > NULL"), std::string("0"));
    QCOMPARE(text("SELECT count(DISTINCT timestamp) FROM stock_1d_kdata"), std::string("400"));
  }

  void minutesCarryTheExchangesClock()
  {
    const TimeZone shanghai = *TimeZone::find("Asia/Shanghai");
    const TimeZone newYork = *TimeZone::find("America/New_York");
    const TradingDay day = TradingDay::fromDate({2024, 3, 11});
    bars().add(minutes("stock_sz_000001", shanghai, LocalTime::of(day, Duration::minutes(9 * 60 + 31)), 5));
    // The Monday after New York's clocks went forward (Sunday 2024-03-10): 09:31 there is 13:31 UTC, the week before
    // 14:31.
    bars().add(minutes("stockus_nasdaq_AAPL", newYork, LocalTime::of(day, Duration::minutes(9 * 60 + 31)), 5));
    QCOMPARE(text("SELECT id FROM stock_1m_kdata WHERE timestamp = '2024-03-11T09:33'"),
        std::string("stock_sz_000001_2024-03-11T09:33:00.000"));
    QCOMPARE(text("SELECT timestamp FROM stockus_1m_kdata WHERE timestamp BETWEEN '2024-03-11 09:34' AND '2024-03-12'"),
        std::string("2024-03-11T09:34:00 2024-03-11T09:35:00"));
    // 2024-03-11T13:31:00Z = 19,793 days and 13:31.
    const std::int64_t opening = ((19'793LL * 24 + 13) * 60 + 31) * 60'000'000;
    QCOMPARE(text("SELECT key, available_at, local_time(entity_id, key), utc_micros(entity_id, timestamp) "
                  "FROM stockus_1m_kdata ORDER BY key LIMIT 1"),
        fmt::format("{}|{}|2024-03-11T09:31:00|{}", opening, opening, opening));
    QCOMPARE(text("SELECT count(*) FROM stockus_1m_kdata WHERE timestamp < '2024-03-11'"), std::string("0"));
    QCOMPARE(text("SELECT local_time('nonsense', 0)"), std::string("entity.bad_id"));
    m_bench.reset();
  }

  void aProviderIsChosenByName()
  {
    market::BarSeries other = madeSeries(kPing, 19'723, 3, 9);
    other.provider = "zother";
    bars().add(std::move(other));
    QCOMPARE(text("SELECT DISTINCT provider FROM stock_1d_kdata WHERE code = '000001'"), std::string("test"));
    QCOMPARE(text("SELECT provider, count(*) FROM stock_1d_kdata WHERE code = '000001' AND provider = 'zother'"),
        std::string("zother|3"));
    QCOMPARE(
        text("SELECT count(*) FROM stock_1d_kdata WHERE code = '000001' AND provider = 'nobody'"), std::string("0"));
    QCOMPARE(
        text("SELECT provider, count(*) FROM stock_1d_kdata WHERE code = '000001' AND provider IN ('test', 'zother') "
             "GROUP BY provider"),
        std::string("test|400 zother|3"));
    m_bench.reset();
  }

  void theTableOfAllBarsSaysWhatItNeeds()
  {
    const auto missing = m_bench->run("SELECT * FROM bars WHERE level = '1d'");
    QCOMPARE(codeOf(missing), std::string("sql.bars_need"));
    QCOMPARE(std::string(missing.error().field("column")), std::string("entity_id"));
    QCOMPARE(std::string(m_bench->run("SELECT * FROM bars WHERE entity_id = 'x'").error().field("column")),
        std::string("level"));
    QCOMPARE(text("SELECT * FROM bars"), std::string("sql.bars_need"));
    QCOMPARE(text("SELECT * FROM bars WHERE entity_id = 'stock_sz_000001' AND level = '7d'"),
        std::string("bar.unknown_level"));
    QCOMPARE(
        text("SELECT count(*) FROM bars WHERE entity_id IN ('stock_sz_000001', 'stock_sz_000002') AND level = '1d' "
             "AND timestamp < '2024-01-11'"),
        std::string("20"));
    QVERIFY(bars().reads.back().adjust == market::AdjustMode::Bfq);
    text("SELECT close FROM bars WHERE entity_id = 'stock_sz_000001' AND level = '1d' AND adjust = 'hfq' "
         "AND adjust_method = 'difference'");
    QVERIFY(bars().reads.back().adjust == market::AdjustMode::Hfq);
    QVERIFY(bars().reads.back().method == market::AdjustMethod::Difference);
    QCOMPARE(text("SELECT count(*) FROM stock s JOIN bars k ON k.entity_id = s.id WHERE k.level = '1d'"),
        std::string("1200"));
  }

  /// Any conditions give the rows that a plain search through everything gives.
  void anyConditionsAgreeWithASearch()
  {
    m_bench = std::make_unique<SqlBench>();
    const std::vector<std::string> ids = {"coin_binance_BTC-USDT", "coin_binance_ETH-USDT", "coin_okx_BTC-USDT"};
    const TimeZone utc = TimeZone::utc();
    for (const std::string& id : ids) {
      market::BarSeries days = madeSeries(id, 19'723, 40, static_cast<int>(id.size()));
      bars().add(std::move(days));
      bars().add(minutes(id, utc, LocalTime::of(TradingDay{19'723}, Duration::minutes(1'400)), 90));
    }
    QVERIFY(rc::check([&] {
      const bool isDay = *rc::gen::arbitrary<bool>();
      std::string sql;
      std::vector<PlainRow> rows;
      for (const std::string& id : ids) {
        const auto series = *bars().bars({id, isDay ? BarLevel::Day1 : BarLevel::Min1, {}, {}, {}, {}, {}, {}, false});
        for (std::size_t i = 0; i < series->size(); ++i) {
          const std::int64_t key = series->key[i];
          rows.push_back({id, isDay ? key * 86'400'000'000 : key, key, series->close[i]});
        }
      }
      const int conditions = *rc::gen::inRange(1, 4);
      for (int i = 0; i < conditions; ++i) {
        sql += i == 0 ? "" : " AND ";
        const int kind = *rc::gen::inRange(0, 4);
        if (kind == 0) {
          const auto chosen = *rc::gen::container<std::set<std::string>>(rc::gen::elementOf(ids));
          std::string list;
          for (const std::string& id : chosen)
            list += (list.empty() ? "'" : ", '") + id + "'";
          sql += "entity_id IN (" + list + ")";
          std::erase_if(rows, [&](const PlainRow& row) { return !chosen.contains(row.entityId); });
        } else if (kind == 1) {
          const double limit = *rc::gen::inRange(9, 21);
          sql += fmt::format("close > {}", limit);
          std::erase_if(rows, [&](const PlainRow& row) { return !(row.close > limit); });
        } else {
          const std::int64_t moment = 19'723 * 86'400'000'000LL + *rc::gen::inRange(-100, 60'000) * 60'000'000LL;
          const std::string op = *rc::gen::elementOf(std::vector<std::string>{"=", "<", "<=", ">", ">="});
          std::string when = LocalTime{moment}.iso();
          if (*rc::gen::arbitrary<bool>())
            when[10] = ' ';
          sql +=
              kind == 2 ? fmt::format("timestamp {} '{}'", op, when) : fmt::format("NOT (timestamp {} '{}')", op, when);
          std::erase_if(rows, [&](const PlainRow& row) {
            const bool holds = op == "=" ? row.local == moment
                : op == "<"              ? row.local < moment
                : op == "<="             ? row.local <= moment
                : op == ">"              ? row.local > moment
                                         : row.local >= moment;
            return holds != (kind == 2);
          });
        }
      }
      const bool down = *rc::gen::arbitrary<bool>();
      std::stable_sort(rows.begin(), rows.end(), [&](const PlainRow& a, const PlainRow& b) {
        return a.entityId != b.entityId ? a.entityId < b.entityId : down ? b.key < a.key : a.key < b.key;
      });
      std::string expected;
      for (const PlainRow& row : rows)
        expected += fmt::format("{}{}|{}", expected.empty() ? "" : " ", row.entityId, row.key);
      sql = fmt::format("SELECT entity_id, key FROM coin_{}_kdata WHERE {} ORDER BY entity_id, timestamp{}",
          isDay ? "1d" : "1m", sql, down ? " DESC" : "");
      RC_LOG(sql);
      RC_ASSERT(lines(m_bench->run(sql)) == expected);
    }));
  }

private:
  FakeSqlBars& bars() { return m_bench->bars; }
  std::string text(const std::string& sql) { return m_bench->text(sql); }

  std::unique_ptr<SqlBench> m_bench;
};

QTEST_APPLESS_MAIN(TstSqlBarTables)
#include "tst_sql_bar_tables.moc"
