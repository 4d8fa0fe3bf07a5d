// SPDX-License-Identifier: Apache-2.0
#include "core/base/json.h"
#include "core/base/messages.h"
#include "core/trading/risk/regulatory_report.h"
#include "tests/core/trading/trading_samples.h"

#include <QtTest>
#include <nlohmann/json.hpp>

using namespace zvt;
using namespace zvt::risk;
using namespace zvt::trading;
using namespace zvt::trading::samples;

namespace {

constexpr std::int64_t kMorning = 1'761'787'800; // 2025-10-30 09:30 in China, 01:30:00Z

/// A journal as an account writes it: two days, 300 orders within one second on the second of them.
struct Books {
  std::vector<JournalEntry> entries;
  Timestamp now = Timestamp::fromSeconds(kMorning);
  int number = 0;

  void tell(JournalEvent event) { entries.push_back({entries.size() + 1, now, std::move(event)}); }
  std::string order(std::string source, std::string_view at = "10", std::string_view units = "100")
  {
    Order made = samples::order("o" + std::to_string(++number), Side::Buy, at, units);
    made.source = std::move(source);
    tell(OrderCreated{made});
    return made.id;
  }
  void fill(const std::string& orderId, std::string_view at, std::string_view units)
  {
    Fill made;
    made.tradeId = "t" + orderId;
    made.orderId = orderId;
    made.entityId = kMain;
    made.price = price(at);
    made.quantity = quantity(units);
    made.amount = require(amountOf(made.price, made.quantity, money("0.01")));
    tell(OrderFilled{made});
  }

  Books()
  {
    AccountSettings settings;
    settings.name = "paper";
    settings.initialCash = money("1000000");
    tell(AccountOpened{settings});
    tell(DayStarted{day("2025-10-30")});
    const std::string first = order("manual", "10", "10000");
    fill(first, "10", "10000"); // 100,000
    const std::string second = order("ma");
    now = now + Duration::seconds(1);
    tell(OrderMoved{second, OrderState::PendingCancel, {}, {}});
    tell(OrderMoved{second, OrderState::Cancelled, {}, {}});
    now = now + Duration::hours(24);
    tell(DayStarted{day("2025-10-31")});
    for (int i = 0; i < 300; ++i)
      order("grid", "10", "1");
    now = now + Duration::seconds(2);
    order("grid", "10", "1");
  }

  [[nodiscard]] ReportTable make(std::string_view id, const std::function<void(ReportInput&)>& edit = {}) const
  {
    const std::vector<ReportAccount> accounts{{"paper", entries}};
    ReportInput input;
    input.accounts = accounts;
    input.program = "zvt 1";
    if (edit)
      edit(input);
    return require(makeReport(standardReports(), id, input));
  }
};

QString cell(const ReportTable& table, std::size_t row, const std::string& column)
{
  const auto at = std::ranges::find(table.columns, column) - table.columns.begin();
  return text(table.rows.at(row).at(static_cast<std::size_t>(at)));
}

}

class TstRegulatoryReport : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void countsOrdersAndCancels();
  void declaresWhatTradesByProgram();
  void showsTheSeconds();
  void listsLargePositions();
  void writesCsvAndJson();
  void isAnOpenSet();
};

void TstRegulatoryReport::countsOrdersAndCancels()
{
  const ReportTable table = Books().make("order_counts");
  QCOMPARE(table.rows.size(), std::size_t{2});
  QCOMPARE(cell(table, 0, "orders"), QString("2"));
  QCOMPARE(cell(table, 0, "cancels"), QString("1"));
  QCOMPARE(cell(table, 0, "cancel_ratio"), QString("0.5000"));
  QCOMPARE(cell(table, 0, "class"), QString("below"));
  QCOMPARE(cell(table, 1, "requests"), QString("301"));
  QCOMPARE(cell(table, 1, "peak_per_second"), QString("300"));
  QCOMPARE(cell(table, 1, "peak_at"), QString("2025-10-31T01:30:01Z"));
  QCOMPARE(cell(table, 1, "class"), QString("high_frequency")); // from 300 in a second on
  const ReportTable one = Books().make("order_counts", [](ReportInput& input) { input.to = day("2025-10-30"); });
  QCOMPARE(one.rows.size(), std::size_t{1});
}

void TstRegulatoryReport::declaresWhatTradesByProgram()
{
  const ReportTable table = Books().make("programme_declaration");
  QCOMPARE(table.rows.size(), std::size_t{1});
  QCOMPARE(cell(table, 0, "strategies"), QString("grid; ma; manual"));
  QCOMPARE(cell(table, 0, "orders"), QString("303"));
  QCOMPARE(cell(table, 0, "peak_per_day"), QString("301"));
  QCOMPARE(cell(table, 0, "limit_per_second"), QString("300"));
  QCOMPARE(cell(table, 0, "rule"), QString("cn.programme.rate"));
  QCOMPARE(cell(table, 0, "class"), QString("high_frequency"));
  const auto before = [](ReportInput& input) {
    input.from = day("2025-10-30");
    input.to = day("2025-10-30");
  };
  QCOMPARE(cell(Books().make("programme_declaration", before), 0, "class"), QString("below"));
  const auto noRule = [](ReportInput& input) { input.market = "us"; };
  QCOMPARE(cell(Books().make("programme_declaration", noRule), 0, "class"), QString("no_rule"));
}

void TstRegulatoryReport::showsTheSeconds()
{
  const ReportTable table = Books().make("peak_seconds");
  QStringList rows;
  for (std::size_t row = 0; row < table.rows.size(); ++row)
    rows << cell(table, row, "second") + " " + cell(table, row, "requests");
  QCOMPARE(rows,
      (QStringList{
          "2025-10-30T01:30:00Z 2", "2025-10-30T01:30:01Z 1", "2025-10-31T01:30:01Z 300", "2025-10-31T01:30:03Z 1"}));
}

void TstRegulatoryReport::listsLargePositions()
{
  const auto above = [](std::string_view share) {
    return [share](ReportInput& input) { input.largeShare = require(Decimal::parse(share)); };
  };
  // 10,000 × 10 of an equity of 1,000,000: a tenth.
  const ReportTable table = Books().make("large_positions", above("0.1"));
  QCOMPARE(table.rows.size(), std::size_t{1});
  QCOMPARE(cell(table, 0, "value"), QString("100000"));
  QCOMPARE(cell(table, 0, "share"), QString("0.1000"));
  QVERIFY(Books().make("large_positions", above("0.1001")).rows.empty());
  // At the close of its day: 10,000 × 12 of 1,020,000.
  const ReportTable marked = Books().make("large_positions", [](ReportInput& input) {
    input.largeShare = require(Decimal::parse("0.1"));
    input.close = [](const std::string&, TradingDay) { return std::optional(require(Price::parse("12"))); };
  });
  QCOMPARE(cell(marked, 0, "last_price"), QString("12"));
  QCOMPARE(cell(marked, 0, "value"), QString("120000"));
  QCOMPARE(cell(marked, 0, "equity"), QString("1020000"));
  QCOMPARE(cell(marked, 0, "share"), QString("0.1176"));
}

void TstRegulatoryReport::writesCsvAndJson()
{
  const ReportTable table{{"a", "b"}, {{"1,5", "=x"}, {"q\"", ""}}};
  QCOMPARE(text(toCsv(table)), QString("a,b\r\n\"1,5\",'=x\r\n\"q\"\"\",\r\n"));
  const Json json = require(parseJson(toJson(table)));
  QCOMPARE(json.size(), std::size_t{2});
  QCOMPARE(text(json[1]["a"].get<std::string>()), QString("q\""));
  QCOMPARE(require(parseJson(toJson(ReportTable{{"a"}, {}}))).size(), std::size_t{0});
}

void TstRegulatoryReport::isAnOpenSet()
{
  auto reports = standardReports();
  reports.push_back({"own",
      [](const ReportInput& input) -> Result<ReportTable> { return ReportTable{{"program"}, {{input.program}}}; }});
  ReportInput input;
  input.program = "zvt";
  QCOMPARE(text(require(makeReport(reports, "own", input)).rows[0][0]), QString("zvt"));
  QCOMPARE(text(makeReport(reports, "nothing", input).error().code), QString("report.unknown"));
  for (const RegulatoryReport& report : standardReports())
    QVERIFY2(Messages::load("zh_CN")->contains("report." + report.id), report.id.c_str());
}

QTEST_APPLESS_MAIN(TstRegulatoryReport)
#include "tst_regulatory_report.moc"
