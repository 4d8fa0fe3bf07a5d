// SPDX-License-Identifier: Apache-2.0
// Each rule: a case that it finds, one that it leaves alone, and what it proposes.
#include "core/data/quality.h"
#include "tests/support/fixtures.h"

#include <rapidcheck.h>

#include <QtTest>

#include <cmath>
#include <set>

using namespace zvt;
using namespace zvt::data;
using market::Bar;
using market::BarLevel;
using market::BarSeries;

namespace {

TradingDay day(const char* text)
{
  return TradingDay::parse(text).value();
}

QualityContext contextOf(const char* entity)
{
  QualityContext context;
  context.facts.subject.id = market::EntityId::parse(entity).value();
  context.calendar = market::Calendar::of(context.facts.subject.id).value();
  context.rules = market::RuleBook::load().value();
  return context;
}

/// Daily bars of the trading days from @p first on, each with its price as open, high, low and close, 1000 shares and
/// their turnover.
BarSeries daily(const QualityContext& context, const char* first, const std::vector<double>& closes)
{
  BarSeries series;
  series.entityId = context.facts.subject.id.toString();
  series.provider = "test";
  TradingDay at = day(first);
  for (const double close : closes) {
    series.append({at.days, close, close, close, close, 1000, 1000 * close});
    at = context.calendar->next(at).value();
  }
  return series;
}

BarSeries minutes(const QualityContext& context, const std::vector<const char*>& ends)
{
  BarSeries series;
  series.entityId = context.facts.subject.id.toString();
  series.level = BarLevel::Min1;
  for (const char* end : ends)
    series.append({context.calendar->zone().toUtc(parseTime(end)->local).micros, 10, 10, 10, 10, 100, 1000});
  return series;
}

/// "Q01@3 Q05@4": rule and row.
QString told(const std::vector<QualityFinding>& findings, const BarSeries& series)
{
  QStringList list;
  for (const QualityFinding& finding : findings)
    list << QStringLiteral("%1@%2")
                .arg(QString::fromStdString(finding.rule))
                .arg(std::lower_bound(series.key.begin(), series.key.end(), finding.key) - series.key.begin());
  return list.join(u' ');
}

}

class TstQuality : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void aSoundSeriesPasses()
  {
    const auto context = contextOf("stock_sz_000001");
    const BarSeries series = daily(context, "2024-01-02", {10, 10.5, 11, 10.2, 10, 9.9, 9.5});
    const QualityOutcome outcome = QualityGate::check(series, context);
    QCOMPARE(told(outcome.held, series), QString());
    QCOMPARE(told(outcome.findings, series), QString());
    QCOMPARE(outcome.accepted.key, series.key);
    QCOMPARE(outcome.accepted.close, series.close);
    QVERIFY(QualityGate::audit(series, context).empty());
  }

  /// Q01: open 12 above the high of 11; the proposal stretches the high.
  void pricesOutOfOrder()
  {
    const auto context = contextOf("stock_sz_000001");
    BarSeries series = daily(context, "2024-01-02", {10, 10, 10});
    series.open[1] = 10.4;
    series.high[1] = 10.2;
    const QualityOutcome outcome = QualityGate::check(series, context);
    QCOMPARE(told(outcome.held, series), QStringLiteral("Q01@1"));
    QVERIFY(outcome.held[0].severity == Severity::Error);
    QCOMPARE(outcome.held[0].bar->open, 10.4);
    QCOMPARE(outcome.held[0].proposal->high, 10.4);
    QCOMPARE(outcome.held[0].proposal->low, 10.0);
    QCOMPARE(outcome.accepted.size(), std::size_t(2));
    // Low above high: both are exchanged.
    series = daily(context, "2024-01-02", {10, 10, 10});
    series.high[1] = 9.8;
    series.low[1] = 10.3;
    const QualityOutcome exchanged = QualityGate::check(series, context);
    QCOMPARE(exchanged.held[0].proposal->high, 10.3);
    QCOMPARE(exchanged.held[0].proposal->low, 9.8);
  }

  /// Q02, with its optional columns, so that nothing is lost.
  void notPositive_data()
  {
    QTest::addColumn<QString>("column");
    QTest::addColumn<double>("value");
    QTest::newRow("zero") << "close" << 0.0;
    QTest::newRow("negative") << "low" << -9.0;
    QTest::newRow("missing") << "open" << double(NAN);
    QTest::newRow("infinite") << "high" << double(INFINITY);
    QTest::newRow("volume") << "volume" << -1.0;
    QTest::newRow("turnover") << "turnover" << -1.0;
  }
  void notPositive()
  {
    QFETCH(QString, column);
    QFETCH(double, value);
    const auto context = contextOf("stock_sz_000001");
    BarSeries series = daily(context, "2024-01-02", {10, 10, 10});
    series.extraForWrite("turnover_rate") = {0.1, 0.2, 0.3};
    auto& values = column == "open" ? series.open
        : column == "high"          ? series.high
        : column == "low"           ? series.low
        : column == "close"         ? series.close
        : column == "volume"        ? series.volume
                                    : series.turnover;
    values[1] = value;
    const QualityOutcome outcome = QualityGate::check(series, context);
    QCOMPARE(told(outcome.held, series), QStringLiteral("Q02@1"));
    QCOMPARE(QString::fromUtf8(outcome.held[0].reason.field("column").data()).left(column.size()), column);
    QCOMPARE(outcome.held[0].extras.front().second, 0.2);
    QCOMPARE(*outcome.accepted.extra("turnover_rate"), (std::vector<double>{0.1, 0.3}));
  }

  /// Volume missing is no fault; indexes have amounts of another kind.
  void missingAmountsAreFine()
  {
    const auto context = contextOf("stock_sz_000001");
    BarSeries series = daily(context, "2024-01-02", {10, 10, 10});
    series.volume[1] = NAN;
    series.turnover[2] = NAN;
    QVERIFY(QualityGate::audit(series, context).empty());
    const auto index = contextOf("index_sh_000001");
    series = daily(index, "2024-01-02", {3000, 3010, 3000});
    series.turnover = {1e11, 1e11, 1e11};
    QVERIFY(QualityGate::audit(series, index).empty());
  }

  /// Q03: one bar in lots among bars in shares is held back, with the volume a hundred times larger proposed; turnover
  /// 12000 over 1000 shares at 10 is no price of that day and is told.
  void amountAndVolume()
  {
    const auto context = contextOf("stock_sz_000001");
    BarSeries series = daily(context, "2024-01-02", {10, 10, 10, 10, 10});
    for (auto* amounts : {&series.volume, &series.turnover})
      for (double& amount : *amounts)
        amount *= 1000;
    series.volume[1] /= 100;
    series.volume[2] *= 100;
    series.turnover[4] *= 1.2;
    const QualityOutcome outcome = QualityGate::check(series, context);
    QCOMPARE(told(outcome.held, series), QStringLiteral("Q03@1 Q03@2"));
    QCOMPARE(outcome.held[0].proposal->volume, 1e6);
    QCOMPARE(outcome.held[1].proposal->volume, 1e6);
    QCOMPARE(told(outcome.findings, series), QStringLiteral("Q03@4"));
    QVERIFY(!outcome.findings[0].proposal);
  }

  /// A whole series in lots is a wrong choice of the unit: it is told, and every bar stays.
  void wholeSeriesInLots()
  {
    const auto context = contextOf("stock_sz_000001");
    BarSeries series = daily(context, "2024-01-02", {10, 10, 10});
    series.turnover = {1e8, 1e8, 1e8};
    series.volume = {1e5, 1e5, 1e5};
    const QualityOutcome outcome = QualityGate::check(series, context);
    QVERIFY(outcome.held.empty());
    QCOMPARE(told(outcome.findings, series), QStringLiteral("Q03@0 Q03@1 Q03@2"));
    QCOMPARE(outcome.findings[0].reason.code, std::string("quality.volume_in_lots"));
    QCOMPARE(outcome.findings[0].proposal->volume, 1e7);
  }

  /// Q04 by the rule book of the day: 10.01 % is beyond the limit of the main board (11.00 after 10.00), and inside
  /// that of ChiNext since 2020-08-24, but not before.
  void beyondTheLimit_data()
  {
    QTest::addColumn<QString>("entity");
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("findings");
    QTest::newRow("main board") << "stock_sz_000001" << "2024-01-02" << "Q04@6";
    QTest::newRow("chinext today") << "stock_sz_300001" << "2024-01-02" << "";
    QTest::newRow("chinext before") << "stock_sz_300001" << "2020-07-01" << "Q04@6";
    QTest::newRow("new york") << "stockus_nyse_X" << "2024-01-02" << "";
  }
  void beyondTheLimit()
  {
    QFETCH(QString, entity);
    QFETCH(QString, first);
    QFETCH(QString, findings);
    const auto context = contextOf(entity.toLatin1().constData());
    // The day after keeps the level, so that it is no spike.
    const BarSeries series = daily(context, first.toLatin1().constData(), {10, 10, 10, 10, 10, 10, 11.01, 11.01});
    const QualityOutcome outcome = QualityGate::check(series, context);
    QVERIFY(outcome.held.empty());
    QCOMPARE(told(outcome.findings, series), findings);
    QCOMPARE(outcome.accepted.size(), series.size());
  }

  /// Under special treatment 5 % was the limit until 2026-07-05.
  void limitUnderSpecialTreatment()
  {
    auto context = contextOf("stock_sz_000004");
    const BarSeries series = daily(context, "2024-01-02", {10, 10, 10, 10, 10, 10, 10.6, 10.6});
    QVERIFY(QualityGate::check(series, context).findings.empty());
    context.facts.subject.specialTreatment = {series.dayAt(6)};
    QCOMPARE(told(QualityGate::check(series, context).findings, series), QStringLiteral("Q04@6"));
  }

  /// An ex-date explains the fall from 10 to 5; without the action it is told.
  void actionsExplainChanges()
  {
    auto context = contextOf("stock_sz_000001");
    const BarSeries series = daily(context, "2024-01-02", {10, 10, 10, 10, 10, 10, 5, 5.1});
    QCOMPARE(told(QualityGate::check(series, context).findings, series), QStringLiteral("Q04@6"));
    market::CorporateAction bonus;
    bonus.exDay = series.dayAt(6);
    bonus.bonus = 1;
    context.facts.actions = {bonus};
    QVERIFY(QualityGate::audit(series, context).empty());
  }

  /// The first day of new data is told against the stored bar before it.
  void firstNewDayIsToldAgainstTheStoredOne()
  {
    auto context = contextOf("stock_sz_000001");
    const BarSeries series = daily(context, "2024-01-03", {12});
    QVERIFY(QualityGate::check(series, context).findings.empty());
    context.previous = Bar{day("2024-01-02").days, 10, 10, 10, 10, 1, 10};
    QCOMPARE(told(QualityGate::check(series, context).findings, series), QStringLiteral("Q04@0"));
  }

  /// Apple, 2014-06-09: 645.57 → 93.70 without the split is told where no limit holds.
  void splitThatNobodyTold()
  {
    const auto context = contextOf("stockus_nasdaq_AAPL");
    const BarSeries series = daily(context, "2014-05-30", {633, 628, 637, 644, 647, 645.57, 93.70, 94.25});
    const QualityOutcome outcome = QualityGate::check(series, context);
    QVERIFY(outcome.held.empty());
    QCOMPARE(told(outcome.findings, series), QStringLiteral("Q04@6"));
    QCOMPARE(outcome.findings[0].reason.code, std::string("quality.large_change"));
  }

  /// Q12: 1000 between 10 and 10.1 is a slip of the point by two places.
  void spikes()
  {
    const auto context = contextOf("stock_sz_000001");
    BarSeries series = daily(context, "2024-01-02", {10, 10, 1005, 10.1, 10.2});
    series.turnover[2] = 10050;
    const QualityOutcome outcome = QualityGate::check(series, context);
    QCOMPARE(told(outcome.held, series), QStringLiteral("Q12@2"));
    QCOMPARE(outcome.held[0].proposal->close, 10.05);
    QCOMPARE(outcome.held[0].proposal->high, 10.05);
    QCOMPARE(outcome.accepted.size(), std::size_t(4));
    QVERIFY(outcome.findings.empty()); // the bar after it is told against the bar before it

    // The high alone, and by no power of ten: held back without a proposal.
    series = daily(context, "2024-01-02", {10, 10, 10, 10.1, 10.2});
    series.high[2] = 33;
    const QualityOutcome high = QualityGate::check(series, context);
    QCOMPARE(told(high.held, series), QStringLiteral("Q12@2"));
    QVERIFY(!high.held[0].proposal);
  }

  /// Where no limit holds, threefold is a wild day and thirtyfold is a slip.
  void spikesWithoutLimits()
  {
    const auto context = contextOf("coin_binance_BTC-USDT");
    BarSeries series = daily(context, "2024-01-02", {100, 100, 100, 100});
    series.high[1] = 300;
    QVERIFY(QualityGate::check(series, context).held.empty());
    series.high[1] = 3000;
    QCOMPARE(told(QualityGate::check(series, context).held, series), QStringLiteral("Q12@1"));
  }

  /// Q05 unless the day is known as one of suspension.
  void zeroVolume()
  {
    auto context = contextOf("stock_sz_000001");
    BarSeries series = daily(context, "2024-01-02", {10, 10, 10});
    series.volume[1] = series.turnover[1] = 0;
    QCOMPARE(told(QualityGate::check(series, context).findings, series), QStringLiteral("Q05@1"));
    context.facts.suspended = {series.dayAt(1)};
    QVERIFY(QualityGate::check(series, context).findings.empty());
  }

  /// Q06: rows in the wrong order are put in order and told; of two with one time the second is held back.
  void timeOrder()
  {
    const auto context = contextOf("stock_sz_000001");
    const BarSeries good = daily(context, "2024-01-02", {10, 10.1, 10.2, 10.3});
    BarSeries series = good.slice(0, 0);
    for (const std::size_t i : {0U, 2U, 1U, 3U})
      series.appendFrom(good, i);
    Bar twice = good.at(3);
    twice.close = 10.25;
    twice.low = 10.25;
    series.append(twice);
    const QualityOutcome outcome = QualityGate::check(series, context);
    QCOMPARE(outcome.accepted.key, good.key);
    QCOMPARE(outcome.accepted.close, good.close);
    QCOMPARE(told(outcome.findings, good), QStringLiteral("Q06@1"));
    QCOMPARE(told(outcome.held, good), QStringLiteral("Q06@3"));
    QCOMPARE(outcome.held[0].bar->close, 10.25);
  }

  /// Q07: a Saturday and a holiday; noon and the evening. Auctions and trading after hours are no faults.
  void outsideTheSession()
  {
    const auto context = contextOf("stock_sz_000001");
    BarSeries series = daily(context, "2024-02-08", {10, 10});
    series.key[1] = day("2024-02-12").days;
    QCOMPARE(told(QualityGate::check(series, context).findings, series), QStringLiteral("Q07@1"));
    const BarSeries fine = minutes(context,
        {"2024-01-02T09:25", "2024-01-02T09:31", "2024-01-02T11:30", "2024-01-02T12:10", "2024-01-02T13:01",
            "2024-01-02T15:00", "2024-01-02T18:00"});
    QCOMPARE(told(QualityGate::check(fine, context).findings, fine), QStringLiteral("Q07@3 Q07@6"));
    const auto america = contextOf("stockus_nasdaq_AAPL");
    const BarSeries early =
        minutes(america, {"2024-01-02T03:30", "2024-01-02T08:00", "2024-01-02T16:00", "2024-01-02T19:00"});
    QCOMPARE(told(QualityGate::check(early, america).findings, early), QStringLiteral("Q07@0"));
    const auto gold = contextOf("future_shfe_au2406");
    const BarSeries night = minutes(gold, {"2024-02-02T21:01", "2024-02-03T02:30", "2024-02-05T09:01"});
    QVERIFY(QualityGate::check(night, gold).findings.empty());
  }

  /// Q08: Wednesday to Friday are missing, one of them for a suspension.
  void missingDays()
  {
    auto context = contextOf("stock_sz_000001");
    BarSeries series = daily(context, "2024-01-08", {10, 10, 10, 10, 10, 10});
    BarSeries gappy = series.slice(0, series.key[2]);
    gappy.appendFrom(series, 5);
    auto findings = QualityGate::audit(gappy, context);
    QCOMPARE(findings.size(), std::size_t(1));
    QCOMPARE(findings[0].rule, std::string("Q08"));
    QCOMPARE(std::string(findings[0].reason.field("days")), std::string("2024-01-10 … 2024-01-12"));
    QCOMPARE(std::string(findings[0].reason.field("count")), std::string("3"));
    QVERIFY(!findings[0].bar);
    context.facts.suspended = {day("2024-01-11")};
    findings = QualityGate::audit(gappy, context);
    QCOMPARE(findings.size(), std::size_t(1));
    QCOMPARE(std::string(findings[0].reason.field("count")), std::string("2"));
    // At ingest a batch says nothing about days that it does not bring.
    QVERIFY(QualityGate::check(gappy, context).findings.empty());
  }

  /// Q10: at noon of a Tuesday, Monday's bar is expected; after the close Tuesday's.
  void age()
  {
    auto context = contextOf("stock_sz_000001");
    const BarSeries series = daily(context, "2024-01-04", {10, 10}); // Thursday, Friday
    const auto at = [&](const char* local) { context.now = context.calendar->zone().toUtc(parseTime(local)->local); };
    at("2024-01-08T14:00"); // Monday before the close: Friday is the newest whole day
    QVERIFY(QualityGate::audit(series, context).empty());
    at("2024-01-08T15:00");
    const auto findings = QualityGate::audit(series, context);
    QCOMPARE(findings.size(), std::size_t(1));
    QCOMPARE(findings[0].rule, std::string("Q10"));
    QCOMPARE(std::string(findings[0].reason.field("expected")), std::string("2024-01-08"));
    context.facts.suspended = {day("2024-01-08")};
    QVERIFY(QualityGate::audit(series, context).empty());
    context.facts.suspended.clear();
    context.facts.delisted = day("2024-01-05");
    QVERIFY(QualityGate::audit(series, context).empty());
  }

  /// Q09 on hand-worked prices: one for one on the third day, so that 10 becomes 5 before it.
  void adjustedPrices()
  {
    auto context = contextOf("stock_sz_000001");
    const BarSeries raw = daily(context, "2024-01-02", {10, 10.4, 5.3, 5.4, 5.5});
    market::CorporateAction bonus;
    bonus.exDay = raw.dayAt(2);
    bonus.bonus = 1;
    context.facts.actions = {bonus};
    BarSeries given = daily(context, "2024-01-02", {5, 5.2, 5.3, 5.4, 5.5});
    given.adjust = market::AdjustMode::Qfq;
    QVERIFY(QualityGate::checkAdjusted(raw, given, context, market::AdjustMethod::Ratio).empty());
    given.close[1] = 5.23;
    const auto findings = QualityGate::checkAdjusted(raw, given, context, market::AdjustMethod::Ratio);
    QCOMPARE(told(findings, raw), QStringLiteral("Q09@1"));
    QCOMPARE(std::string(findings[0].reason.field("expected")), std::string("5.2"));
    // Another anchor is no fault: all prices three times as large.
    given.close[1] = 5.2;
    for (double& close : given.close)
      close *= 3;
    QVERIFY(QualityGate::checkAdjusted(raw, given, context, market::AdjustMethod::Ratio).empty());
  }

  /// A file that is wrong throughout is told once in a while, not a million times.
  void manyFindingsAreShortened()
  {
    const auto context = contextOf("stock_sz_000001");
    BarSeries series = daily(context, "2020-01-02", std::vector<double>(500, 10.0));
    for (std::size_t i = 0; i < series.size(); ++i)
      series.volume[i] = series.turnover[i] = 0;
    const QualityOutcome outcome = QualityGate::check(series, context);
    QCOMPARE(outcome.findings.size(), std::size_t(200));
    QCOMPARE(outcome.findings.back().reason.code, std::string("quality.and_more"));
    QCOMPARE(std::string(outcome.findings.back().reason.field("count")), std::string("301"));
    QCOMPARE(outcome.accepted.size(), std::size_t(500));
  }

  /// Whatever comes in: every bar is either accepted or held, and what is accepted is in order and sound.
  void nothingIsThrownAway()
  {
    const auto context = contextOf("stock_sz_000001");
    QVERIFY(rc::check("accepted and held together are the input", [&] {
      BarSeries series;
      series.entityId = "stock_sz_000001";
      const int rows = *rc::gen::inRange(0, 30);
      const auto price = [] {
        return *rc::gen::element<double>(10, 10.1, 9.9, 10.5, 1000, 0.1, 0, -1, double(NAN), double(INFINITY));
      };
      for (int i = 0; i < rows; ++i)
        series.append({day("2024-01-02").days + *rc::gen::inRange(0, 40), price(), price(), price(), price(),
            *rc::gen::element<double>(0, 100, 1e6, -1, double(NAN)),
            *rc::gen::element<double>(0, 1000, 1e9, double(NAN))});
      const QualityOutcome outcome = QualityGate::check(series, context);
      RC_ASSERT(outcome.accepted.size() + outcome.held.size() >= series.size());
      std::multiset<std::int64_t> keys(outcome.accepted.key.begin(), outcome.accepted.key.end());
      for (const QualityFinding& finding : outcome.held) {
        RC_ASSERT(finding.bar.has_value());
        keys.insert(finding.key);
      }
      for (const std::int64_t key : series.key)
        RC_ASSERT(keys.contains(key));
      for (std::size_t i = 0; i < outcome.accepted.size(); ++i) {
        const Bar bar = outcome.accepted.at(i);
        RC_ASSERT((i == 0 || outcome.accepted.key[i - 1] < bar.key));
        RC_ASSERT((bar.low > 0 && bar.high >= bar.low && bar.high >= bar.close && bar.low <= bar.open));
        RC_ASSERT(std::isfinite(bar.high));
      }
    }));
  }

  /// Every rule that can be told has its sentence.
  void rules()
  {
    QCOMPARE(qualityRules().size(), std::size_t(12));
    QVERIFY(findQualityRule("Q12") != nullptr && findQualityRule("Q12")->name == "spike");
    QVERIFY(findQualityRule("Q99") == nullptr);
    QVERIFY(parseSeverity("error").value() == Severity::Error);
    QCOMPARE(parseSeverity("fatal").error().code, std::string("quality.unknown_severity"));
  }
};

QTEST_APPLESS_MAIN(TstQuality)
#include "tst_quality.moc"
