// SPDX-License-Identifier: Apache-2.0
#include "core/base/embedded_resource.h"
#include "core/market/rule_book.h"
#include "rules_resources.h"

#include <QtTest>

#include <nlohmann/json.hpp>

#include <set>

using namespace zvt;
using namespace zvt::market;

namespace {

TradingDay day(const std::string& text)
{
  return TradingDay::parse(text).value();
}

const RuleBook& book()
{
  return **RuleBook::load();
}

RuleSubject subject(const std::string& id, bool specialTreatment = false, const char* listed = nullptr)
{
  RuleSubject result = RuleSubject::of(EntityId::parse(id).value());
  result.specialTreatment = specialTreatment;
  if (listed)
    result.listed = day(listed);
  return result;
}

QString limitText(const Result<PriceLimit>& limit)
{
  if (!limit)
    return QString::fromStdString(limit.error().code);
  if (!limit->limited)
    return QStringLiteral("none");
  return QString::fromStdString(limit->up.toString() + ' ' + limit->down.toString());
}

std::vector<nlohmann::json> allEntries()
{
  std::vector<nlohmann::json> entries;
  for (const EmbeddedResource& file : resources::rules())
    if (file.path.starts_with("rules_")) {
      const auto document = nlohmann::json::parse(file.content);
      entries.insert(entries.end(), document.at("rules").begin(), document.at("rules").end());
    }
  return entries;
}

Board boardNamed(const std::string& name)
{
  int index = 0;
  while (toString(static_cast<Board>(index)) != name)
    ++index;
  return static_cast<Board>(index);
}

template <typename Rule> std::string idOf(const Result<Rule>& rule)
{
  return rule ? rule->source.id : rule.error().code;
}

RuleKind kindNamed(const std::string& name)
{
  int index = 0;
  while (toString(static_cast<RuleKind>(index)) != name)
    ++index;
  return static_cast<RuleKind>(index);
}

/// The id of the entry that decides on a day for a subject as @p entry selects it.
std::string decidingId(const nlohmann::json& entry, const std::string& board, TradingDay on)
{
  RuleSubject one;
  one.board = boardNamed(board);
  one.exchange = entry.value("exchange", "sh");
  one.specialTreatment = entry.value("st", false);
  if (entry.contains("first_days") || entry.contains("listed_from"))
    one.listed = on;
  const std::string kind = entry.at("kind");
  if (kind == "price_limit")
    return idOf(book().priceLimit(one, on, one.listed ? 0 : 1000));
  if (kind == "lot")
    return idOf(book().lot(one, on));
  if (kind == "tick")
    return idOf(book().tick(one, on));
  if (kind == "settlement")
    return idOf(book().settlement(one, on));
  return idOf(book().fee(one, kindNamed(kind), on));
}

}

class TstRuleBook : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void entriesAreSound();
  void everyEntryHoldsOnItsDaysOnly();
  void limits_data();
  void limits();
  void newListings_data();
  void newListings();
  void limitPrices_data();
  void limitPrices();
  void feesThatAreNotRecorded();
  void lots_data();
  void lots();
  void ticks_data();
  void ticks();
  void settlement_data();
  void settlement();
  void unknownIsAnError();
  void rowsShowTheDay();
  void policies();
  void rejectsBadRules();
};

void TstRuleBook::entriesAreSound()
{
  // Unique ids, days in order, a source each, and never two entries of the same selectors for one day.
  std::set<std::string> ids;
  const std::vector<nlohmann::json> entries = allEntries();
  QVERIFY(entries.size() > 100);
  for (const auto& entry : entries) {
    const std::string id = entry.at("id");
    QVERIFY2(ids.insert(id).second, id.c_str());
    QVERIFY2(!entry.at("source").get<std::string>().empty(), id.c_str());
    QVERIFY2(entry.at("to").is_null() || entry.at("from").get<std::string>() <= entry.at("to").get<std::string>(),
        id.c_str());
  }
  const auto end = [](const nlohmann::json& entry) {
    return entry.at("to").is_null() ? std::string("9999") : entry.at("to").get<std::string>();
  };
  const auto selectors = [](nlohmann::json entry) {
    for (const char* key : {"id", "from", "to", "value", "source", "note", "verified", "board"})
      entry.erase(key);
    return entry;
  };
  for (const auto& a : entries)
    for (const auto& b : entries) {
      if (a.at("id") >= b.at("id") || selectors(a) != selectors(b))
        continue;
      const bool meet = a.at("from").get<std::string>() <= end(b) && b.at("from").get<std::string>() <= end(a);
      for (const auto& board : a.at("board"))
        for (const auto& other : b.at("board"))
          QVERIFY2(
              !meet || board != other, (a.at("id").get<std::string>() + ' ' + b.at("id").get<std::string>()).c_str());
    }
}

void TstRuleBook::everyEntryHoldsOnItsDaysOnly()
{
  int checked = 0;
  for (const nlohmann::json& entry : allEntries())
    for (const auto& board : entry.at("board")) {
      const TradingDay from = day(entry.at("from"));
      const std::string id = entry.at("id");
      QVERIFY2(decidingId(entry, board, from) == id, id.c_str());
      QVERIFY2(decidingId(entry, board, from - 1) != id, id.c_str());
      if (!entry.at("to").is_null()) {
        const TradingDay to = day(entry.at("to"));
        QVERIFY2(decidingId(entry, board, to) == id, id.c_str());
        QVERIFY2(decidingId(entry, board, to + 1) != id, id.c_str());
      }
      ++checked;
    }
  QVERIFY(checked > 120);
}

void TstRuleBook::limits_data()
{
  QTest::addColumn<QString>("id");
  QTest::addColumn<bool>("st");
  QTest::addColumn<QString>("date");
  QTest::addColumn<QString>("limit");
  const auto row = [](const char* id, bool st, const char* date, const char* limit) {
    QTest::addRow("%s%s %s", id, st ? " ST" : "", date)
        << QString::fromLatin1(id) << st << QString::fromLatin1(date) << QString::fromLatin1(limit);
  };
  const char *sh = "stock_sh_600000", *sz = "stock_sz_000001";
  row(sh, false, "1990-12-18", "rules.unknown");
  row(sh, false, "1990-12-19", "0.05 0.05");
  row(sh, false, "1990-12-26", "0.05 0.05");
  row(sh, false, "1990-12-27", "0.01 0.01");
  row(sh, false, "1991-01-06", "0.01 0.01");
  row(sh, false, "1991-01-07", "0.005 0.005");
  row(sh, false, "1991-04-25", "0.005 0.005");
  row(sh, false, "1991-04-26", "0.01 0.01");
  row(sh, false, "1992-02-17", "0.01 0.01");
  row(sh, false, "1992-02-18", "rules.unknown");
  row(sh, false, "1992-05-20", "rules.unknown");
  row(sz, false, "1991-08-16", "rules.unknown");
  row(sz, false, "1991-08-17", "none");
  row(sz, false, "1992-05-20", "none");
  row(sh, false, "1992-05-21", "none");
  row(sh, false, "1996-12-15", "none");
  row(sh, false, "1996-12-16", "0.1 0.1");
  row(sh, true, "1998-04-21", "0.1 0.1");
  row(sh, true, "1998-04-22", "0.05 0.05");
  row(sh, false, "1998-04-22", "0.1 0.1");
  row(sh, true, "2026-07-03", "0.05 0.05");
  row(sh, true, "2026-07-05", "0.05 0.05");
  row(sh, true, "2026-07-06", "0.1 0.1");
  row(sh, false, "2026-07-06", "0.1 0.1");
  row("stock_sh_900901", true, "2026-07-05", "0.05 0.05");
  row("stock_sh_900901", true, "2026-07-06", "0.1 0.1");
  row("stock_sh_900901", false, "2024-01-31", "0.1 0.1");
  row("stock_sz_300750", false, "2009-10-29", "rules.unknown");
  row("stock_sz_300001", false, "2009-10-30", "0.1 0.1");
  row("stock_sz_300750", false, "2020-08-23", "0.1 0.1");
  row("stock_sz_300750", false, "2020-08-24", "0.2 0.2");
  row("stock_sz_300750", true, "2020-08-24", "0.2 0.2");
  row("stock_sh_688001", false, "2019-07-21", "rules.unknown");
  row("stock_sh_688001", false, "2019-07-22", "0.2 0.2");
  row("stock_sh_688001", true, "2026-07-06", "0.2 0.2");
  row("stock_bj_430047", false, "2021-11-14", "rules.unknown");
  row("stock_bj_430047", false, "2021-11-15", "0.3 0.3");
  row("etf_sh_510300", false, "2024-01-31", "0.1 0.1");
  row("cbond_sh_113050", false, "2022-07-31", "rules.unknown");
  row("cbond_sh_113050", false, "2022-08-01", "0.2 0.2");
  row("stockus_nasdaq_GOOG", false, "2004-08-19", "none");
  row("stockhk_hk_00700", false, "2024-01-31", "none");
  row("coin_binance_BTC-USDT", false, "2024-01-31", "none");
  row("future_shfe_cu2501", false, "2024-01-31", "rules.unknown");
}

void TstRuleBook::limits()
{
  QFETCH(QString, id);
  QFETCH(bool, st);
  QFETCH(QString, date);
  QFETCH(QString, limit);
  const TradingDay on = day(date.toStdString());
  const auto found = book().priceLimit(subject(id.toStdString(), st), on);
  QCOMPARE(limitText(found), limit);
  if (!found)
    return;
  QVERIFY(!found->source.id.empty() && !found->source.source.empty());
  QVERIFY(found->source.from <= on && (!found->source.to || on <= *found->source.to));
}

void TstRuleBook::newListings_data()
{
  QTest::addColumn<QString>("id");
  QTest::addColumn<QString>("listed");
  QTest::addColumn<QString>("date");
  QTest::addColumn<QString>("limit");
  const auto row = [](const char* id, const char* listed, const char* date, const char* limit) {
    QTest::addRow("%s %s %s", id, listed, date) << QString::fromLatin1(id) << QString::fromLatin1(listed)
                                                << QString::fromLatin1(date) << QString::fromLatin1(limit);
  };
  // 600000 was listed on Wednesday 1999-11-10 (its first bar: open 29.5, no limit); the day after has one.
  row("stock_sh_600000", "1999-11-10", "1999-11-10", "none");
  row("stock_sh_600000", "1999-11-10", "1999-11-11", "0.1 0.1");
  row("stock_sz_002700", "2014-01-17", "2014-01-17", "0.44 0.36");
  row("stock_sz_002700", "2014-01-17", "2014-01-20", "0.1 0.1");
  row("stock_sh_601001", "2023-04-07", "2023-04-07", "0.44 0.36");
  row("stock_sh_601001", "2023-04-07", "2023-04-10", "0.1 0.1");
  // Listed on Monday 2023-04-10: five days without a limit, to Friday 2023-04-14.
  row("stock_sh_601061", "2023-04-10", "2023-04-10", "none");
  row("stock_sh_601061", "2023-04-10", "2023-04-14", "none");
  row("stock_sh_601061", "2023-04-10", "2023-04-17", "0.1 0.1");
  // ChiNext: Monday 2020-08-24 to Friday 2020-08-28.
  row("stock_sz_300860", "2020-08-24", "2020-08-28", "none");
  row("stock_sz_300860", "2020-08-24", "2020-08-31", "0.2 0.2");
  row("stock_sz_300850", "2020-08-21", "2020-08-24", "0.2 0.2");
  row("stock_sz_300850", "2020-08-21", "2020-08-21", "0.44 0.36");
  // STAR, over the Spring Festival: 2024-02-06, 07, 08 | 19, 20 | 21.
  row("stock_sh_688709", "2024-02-06", "2024-02-20", "none");
  row("stock_sh_688709", "2024-02-06", "2024-02-21", "0.2 0.2");
  row("stock_bj_430047", "2024-01-30", "2024-01-30", "none");
  row("stock_bj_430047", "2024-01-30", "2024-01-31", "0.3 0.3");
  row("cbond_sh_113050", "2024-01-30", "2024-01-30", "0.573 0.433");
  row("cbond_sh_113050", "2024-01-30", "2024-01-31", "0.2 0.2");
}

void TstRuleBook::newListings()
{
  QFETCH(QString, id);
  QFETCH(QString, listed);
  QFETCH(QString, date);
  QFETCH(QString, limit);
  const auto found =
      book().priceLimit(subject(id.toStdString(), false, listed.toLatin1().constData()), day(date.toStdString()));
  QCOMPARE(limitText(found), limit);
}

void TstRuleBook::limitPrices_data()
{
  QTest::addColumn<QString>("reference");
  QTest::addColumn<QString>("up");
  QTest::addColumn<QString>("down");
  QTest::addColumn<QString>("tick");
  QTest::addColumn<QString>("prices");
  const auto row = [](const char* reference, const char* p, const char* tick, const char* prices) {
    QTest::addRow("%s %s", reference, p) << QString::fromLatin1(reference) << QString::fromLatin1(p)
                                         << QString::fromLatin1(p) << QString::fromLatin1(tick)
                                         << QString::fromLatin1(prices);
  };
  row("10", "0.1", "0.01", "11 9");
  row("10.05", "0.1", "0.01", "11.06 9.05"); // 11.055 and 9.045: half up both
  row("9.95", "0.1", "0.01", "10.95 8.96"); // 10.945 and 8.955
  row("12.34", "0.1", "0.01", "13.57 11.11"); // 13.574 and 11.106
  row("3.21", "0.05", "0.01", "3.37 3.05"); // 3.3705 and 3.0495
  row("28.88", "0.2", "0.01", "34.66 23.1"); // 34.656 and 23.104
  row("7.77", "0.3", "0.01", "10.1 5.44"); // 10.101 and 5.439
  row("1.234", "0.1", "0.001", "1.357 1.111"); // 1.3574 and 1.1106
  row("0.04", "0.1", "0.01", "0.05 0.03"); // 0.044 and 0.036: a whole tick at least
  row("0.01", "0.1", "0.01", "0.02 0.01"); // never zero
}

void TstRuleBook::limitPrices()
{
  QFETCH(QString, reference);
  QFETCH(QString, up);
  QFETCH(QString, down);
  QFETCH(QString, tick);
  QFETCH(QString, prices);
  PriceLimit limit;
  limit.up = Decimal::parse(up.toStdString()).value();
  limit.down = Decimal::parse(down.toStdString()).value();
  const auto found = market::limitPrices(
      Price::parse(reference.toStdString()).value(), limit, Price::parse(tick.toStdString()).value());
  QVERIFY(found);
  QCOMPARE(QString::fromStdString(found->up.toString() + ' ' + found->down.toString()), prices);
  limit.limited = false;
  QCOMPARE(
      market::limitPrices(Price::fromInt(10), limit, Price::fromInt(1)).error().code, std::string("rules.no_limit"));
}

/// Fees of US shares before 2022 (the trading activity fee) and 2023-02-27 (the SEC's) were charged, and nobody has
/// recorded their rates: of sales alone.
void TstRuleBook::feesThatAreNotRecorded()
{
  const auto idsOf = [](const char* entity, FeeSide side, const char* date) {
    QStringList ids;
    for (const FeeRule& fee : book().unrecordedFees(subject(entity), side, day(date)))
      ids << QString::fromStdString(fee.source.id);
    return ids.join(u' ');
  };
  QCOMPARE(idsOf("stockus_nasdaq_GOOG", FeeSide::Sell, "2021-12-31"), QStringLiteral("us.taf.1995 us.sec_fee.1995"));
  QCOMPARE(idsOf("stockus_nasdaq_GOOG", FeeSide::Sell, "2022-01-01"), QStringLiteral("us.sec_fee.1995"));
  QCOMPARE(idsOf("stockus_nasdaq_GOOG", FeeSide::Sell, "2023-02-26"), QStringLiteral("us.sec_fee.1995"));
  QCOMPARE(idsOf("stockus_nasdaq_GOOG", FeeSide::Sell, "2023-02-27"), QString());
  QCOMPARE(idsOf("stockus_nasdaq_GOOG", FeeSide::Buy, "2021-12-31"), QString());
  QCOMPARE(idsOf("stock_sh_600000", FeeSide::Sell, "2021-12-31"), QString());
  const auto rows = book().rows("us", day("2021-12-31"));
  const auto shown = std::ranges::count(rows, "not recorded", &RuleBook::Row::value);
  QCOMPARE(shown, 2);
}

void TstRuleBook::lots_data()
{
  QTest::addColumn<QString>("date");
  QTest::addColumn<QString>("lot");
  QTest::newRow("stock_sh_600000") << "2024-01-31" << "100 100 100 1000000";
  QTest::newRow("stock_sz_000001") << "2006-07-01" << "100 100 100 1000000";
  QTest::newRow("stock_sz_000002") << "2006-06-30" << "100 100 100 -";
  QTest::newRow("stock_sz_300750") << "2020-08-23" << "100 100 100 1000000";
  QTest::newRow("stock_sz_300751") << "2020-08-24" << "100 100 100 300000";
  QTest::newRow("stock_sh_688001") << "2019-07-22" << "200 1 200 100000";
  QTest::newRow("stock_bj_430047") << "2024-01-31" << "100 1 100 1000000";
  QTest::newRow("etf_sh_510300") << "2024-01-31" << "100 100 100 1000000";
  QTest::newRow("cbond_sh_113050") << "2024-01-31" << "10 10 10 1000000";
  QTest::newRow("stockus_nasdaq_GOOG") << "2004-08-19" << "1 1 1 -";
  QTest::newRow("coin_binance_BTC-USDT") << "2024-01-31" << "0.00000001 0.00000001 0.00000001 -";
  QTest::newRow("stockhk_hk_00700") << "2024-01-31" << "1 1 1 3000"; // lots, which each issuer sets
}

void TstRuleBook::lots()
{
  QFETCH(QString, date);
  QFETCH(QString, lot);
  const auto found = book().lot(subject(QTest::currentDataTag()), day(date.toStdString()));
  const QString text = !found
      ? QString::fromStdString(found.error().code)
      : QString::fromStdString(found->minimum.toString() + ' ' + found->step.toString() + ' '
            + found->sellMinimum.toString() + ' ' + (found->maximumLimit ? found->maximumLimit->toString() : "-"));
  QCOMPARE(text, lot);
}

void TstRuleBook::ticks_data()
{
  QTest::addColumn<QString>("id");
  QTest::addColumn<QString>("date");
  QTest::addColumn<QString>("price");
  QTest::addColumn<QString>("tick");
  const auto row = [](const char* id, const char* date, const char* price, const char* tick) {
    QTest::addRow("%s %s %s", id, date, price) << QString::fromLatin1(id) << QString::fromLatin1(date)
                                               << QString::fromLatin1(price) << QString::fromLatin1(tick);
  };
  row("stock_sh_600000", "1999-11-10", "29.5", "0.01");
  row("stock_sz_000001", "2024-01-31", "9.5", "0.01");
  row("etf_sh_510300", "2003-03-02", "3.5", "0.01");
  row("etf_sh_510300", "2003-03-03", "3.5", "0.001");
  row("cbond_sh_113050", "2024-01-31", "110", "0.001");
  row("stock_sh_900901", "2024-01-31", "0.5", "0.001");
  row("stock_sz_200002", "2024-01-31", "5", "0.01");
  row("stockhk_hk_00700", "2025-08-03", "9.99", "0.01");
  row("stockhk_hk_00700", "2025-08-03", "10", "0.02");
  row("stockhk_hk_00700", "2025-08-03", "20", "0.05");
  row("stockhk_hk_00700", "2025-08-04", "10", "0.01");
  row("stockhk_hk_00700", "2025-08-04", "20", "0.02");
  row("stockhk_hk_00700", "2025-08-04", "50", "0.05");
  row("stockhk_hk_00700", "2025-08-04", "600", "0.5");
  row("stockhk_hk_00700", "2025-08-04", "6000", "5");
  row("stockhk_hk_00700", "2026-07-01", "10", "rules.unknown");
  row("stockus_nasdaq_GOOG", "2010-01-04", "600", "0.01");
  row("stockus_nasdaq_GOOG", "2010-01-04", "0.99", "0.0001");
  row("stockus_nasdaq_GOOG", "2001-04-08", "20", "0.0625");
}

void TstRuleBook::ticks()
{
  QFETCH(QString, id);
  QFETCH(QString, date);
  QFETCH(QString, price);
  QFETCH(QString, tick);
  const auto found = book().tick(subject(id.toStdString()), day(date.toStdString()));
  QCOMPARE(QString::fromStdString(
               found ? found->tickAt(Price::parse(price.toStdString()).value()).toString() : found.error().code),
      tick);
}

void TstRuleBook::settlement_data()
{
  QTest::addColumn<QString>("date");
  QTest::addColumn<int>("days");
  QTest::newRow("stock_sh_600601") << "1994-12-31" << 0;
  QTest::newRow("stock_sh_600602") << "1995-01-01" << 1;
  QTest::newRow("stock_sz_300750") << "2024-01-31" << 1;
  QTest::newRow("stock_sh_688001") << "2024-01-31" << 1;
  QTest::newRow("stock_bj_430047") << "2024-01-31" << 1;
  QTest::newRow("stock_sh_900901") << "2001-11-30" << 0;
  QTest::newRow("stock_sh_900902") << "2001-12-01" << 1;
  QTest::newRow("cbond_sh_113050") << "2024-01-31" << 0;
  QTest::newRow("stockus_nasdaq_GOOG") << "2004-08-19" << 0;
  QTest::newRow("stockhk_hk_00700") << "2024-01-31" << 0;
  QTest::newRow("coin_binance_BTC-USDT") << "2024-01-31" << 0;
}

void TstRuleBook::settlement()
{
  QFETCH(QString, date);
  QFETCH(int, days);
  const auto found = book().settlement(subject(QTest::currentDataTag()), day(date.toStdString()));
  QVERIFY(found);
  QCOMPARE(found->sellAfterDays, days);
}

void TstRuleBook::unknownIsAnError()
{
  const auto limit = book().priceLimit(subject("stock_sh_600000"), day("1980-01-01"));
  QVERIFY(!limit);
  QCOMPARE(limit.error().code, std::string("rules.unknown"));
  QCOMPARE(limit.error().field("kind"), std::string_view("price_limit"));
  QCOMPARE(limit.error().field("board"), std::string_view("main"));
  QCOMPARE(limit.error().field("day"), std::string_view("1980-01-01"));
  QVERIFY(!book().lot(subject("index_sh_000001"), day("2024-01-31")));
  QVERIFY(!book().settlement(subject("future_shfe_cu2501"), day("2024-01-31")));
}

void TstRuleBook::rowsShowTheDay()
{
  const auto value = [](const char* date, RuleKind kind, Board board, const char* id) {
    for (const auto& row : book().rows("cn", day(date)))
      if (row.kind == kind && row.board == board && row.source.id == id)
        return QString::fromStdString(row.value);
    return QString();
  };
  QCOMPARE(value("2026-07-05", RuleKind::PriceLimit, Board::Main, "cn.limit.main.st.5"), QStringLiteral("±5% ST"));
  QCOMPARE(value("2026-07-06", RuleKind::PriceLimit, Board::Main, "cn.limit.main.st.5"), QString());
  QCOMPARE(value("2026-07-06", RuleKind::PriceLimit, Board::Main, "cn.limit.main.st.10"), QStringLiteral("±10% ST"));
  QCOMPARE(value("2024-01-31", RuleKind::Settlement, Board::Main, "cn.settlement.a.t1"), QStringLiteral("T+1"));
  QCOMPARE(value("2024-01-31", RuleKind::StampDuty, Board::Main, "cn.stamp.2023"), QStringLiteral("0.05% sell"));
  QCOMPARE(value("2024-01-31", RuleKind::Commission, Board::Main, "cn.commission"), QStringLiteral("0.025% ≥5.00"));
  QVERIFY(book().rows("cn", day("1980-01-01")).empty());
  QVERIFY(book().rows("jp", day("2024-01-31")).empty());
  QCOMPARE(book().version().size(), std::size_t(64));
}

void TstRuleBook::policies()
{
  for (const char* text : {"dated", "free", "fixed:2024-01-31"})
    QCOMPARE(RulePolicy::parse(text).value().toString(), std::string(text));
  for (const char* text : {"", "Dated", "fixed:", "fixed:2024-02-30", "free "})
    QCOMPARE(RulePolicy::parse(text).error().code, std::string("rules.bad_policy"));
  QCOMPARE(RulePolicy::parse("fixed:2024-01-31")->ruleDay(day("1999-01-01")), day("2024-01-31"));
  QCOMPARE(RulePolicy::parse("dated")->ruleDay(day("1999-01-01")), day("1999-01-01"));
}

void TstRuleBook::rejectsBadRules()
{
  const std::string good =
      R"({"rules":[{"id":"x","market":"cn","board":["main"],"kind":"lot","from":"2024-01-01","to":null,)"
      R"("value":{"minimum":"100","step":"100"},"source":"s","note":"","verified":true}]})";
  QVERIFY(RuleBook::fromJson({good}));
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{{"\"lot\"", "\"lots\""},
           {"\"main\"", "\"mane\""}, {"2024-01-01", "2024-13-01"}, {"\"minimum\":\"100\"", "\"minimum\":100"},
           {"\"verified\":true", "\"verified\":1"}, {"[\"main\"]", "[]"}, {"]}", "]"}}) {
    std::string bad = good;
    bad.replace(bad.rfind(from), from.size(), to);
    QVERIFY2(!RuleBook::fromJson({bad}), bad.c_str());
  }
}

QTEST_APPLESS_MAIN(TstRuleBook)
#include "tst_rule_book.moc"
