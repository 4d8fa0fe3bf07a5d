// SPDX-License-Identifier: Apache-2.0
// Bars that are held back, what is decided about them, and what an import does with them.
#include "core/data/quality_audit.h"
#include "core/data/quality_screen.h"
#include "core/data/quarantine.h"
#include "tests/core/data/data_profile.h"

#include <fmt/format.h>

using namespace zvt;
using namespace zvt::data;
using market::BarLevel;
using market::BarSeries;
using tests::reason;

namespace {

const std::string kStock = "stock_sz_000001";
const std::string kHead = "date,open,high,low,close,volume,turnover\n";

std::string row(const char* date, double price)
{
  return fmt::format("{0},{1},{1},{1},{1},100000,{2}\n", date, price, price * 100000);
}

}

class TstQuarantine : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_profile = std::make_unique<tests::DataProfile>();
    m_quarantine = std::make_unique<Quarantine>(m_profile->profile(), m_clock);
  }
  void cleanup()
  {
    m_quarantine.reset();
    m_profile.reset();
  }

  /// Five days; the price of the third slipped by two places.
  void importSpike()
  {
    const auto report =
        m_profile->import(m_profile->write("d.csv",
                              kHead + row("2024-01-02", 10) + row("2024-01-03", 10.1) + row("2024-01-04", 1015)
                                  + row("2024-01-05", 10.2) + row("2024-01-08", 10.3)),
            kStock);
    QVERIFY2(report, reason(report).c_str());
    QCOMPARE(report->heldBack, std::uint64_t(1));
  }

  std::vector<double> closes() { return m_profile->bars(kStock)->close; }
  QuarantineRow only()
  {
    const auto rows = m_quarantine->list({});
    if (!rows || rows->size() != 1)
      qFatal("one finding expected: %s", rows ? std::to_string(rows->size()).c_str() : reason(rows).c_str());
    return rows->front();
  }

  void importHoldsBack()
  {
    importSpike();
    QCOMPARE(closes(), (std::vector<double>{10, 10.1, 10.2, 10.3}));
    const QuarantineRow held = only();
    QVERIFY(held.state == QuarantineState::Open && !held.stored && !held.isInSeries());
    QCOMPARE(held.finding.rule, std::string("Q12"));
    QCOMPARE(held.finding.entityId, kStock);
    QCOMPARE(held.finding.provider, std::string("csv"));
    QCOMPARE(held.finding.bar->close, 1015.0);
    QCOMPARE(held.finding.bar->volume, 100000.0);
    QCOMPARE(held.finding.proposal->close, 10.15);
    QCOMPARE(TradingDay{static_cast<std::int32_t>(held.finding.key)}.iso(), std::string("2024-01-04"));
    QVERIFY(Messages::load("en")->describe(held.finding.reason).find("10.1") != std::string::npos);
  }

  void acceptPutsTheProposalIn()
  {
    importSpike();
    QVERIFY(m_quarantine->accept({only().id.substr(0, 6)}, "user"));
    QCOMPARE(closes(), (std::vector<double>{10, 10.1, 10.15, 10.2, 10.3}));
    const QuarantineRow decided = only();
    QVERIFY(decided.state == QuarantineState::Accepted && decided.isInSeries());
    QCOMPARE(decided.decidedBy, std::string("user"));
    QVERIFY(decided.decided.has_value());
    QCOMPARE(decided.finding.bar->close, 1015.0); // what came is not lost
    // The same file once more changes nothing.
    importSpikeAgain(0);
    QCOMPARE(closes(), (std::vector<double>{10, 10.1, 10.15, 10.2, 10.3}));
    QVERIFY(only().state == QuarantineState::Accepted);
  }

  void keepPutsTheBarInAsItCame()
  {
    importSpike();
    QVERIFY(m_quarantine->keep({only().id}, "user"));
    QCOMPARE(closes(), (std::vector<double>{10, 10.1, 1015, 10.2, 10.3}));
    importSpikeAgain(0);
    QCOMPARE(closes(), (std::vector<double>{10, 10.1, 1015, 10.2, 10.3}));
  }

  void dropLeavesItOut()
  {
    importSpike();
    QVERIFY(m_quarantine->drop({only().id}, "user"));
    QCOMPARE(closes(), (std::vector<double>{10, 10.1, 10.2, 10.3}));
    importSpikeAgain(0);
    QCOMPARE(closes(), (std::vector<double>{10, 10.1, 10.2, 10.3}));
    QVERIFY(only().state == QuarantineState::Dropped);
    // A second thought: nothing was thrown away.
    QVERIFY(m_quarantine->keep({only().id}, "user"));
    QCOMPARE(closes()[2], 1015.0);
  }

  void importSpikeAgain(std::uint64_t held)
  {
    const auto report =
        m_profile->import(m_profile->write("d2.csv",
                              kHead + row("2024-01-02", 10) + row("2024-01-03", 10.1) + row("2024-01-04", 1015)
                                  + row("2024-01-05", 10.2) + row("2024-01-08", 10.3)),
            kStock);
    QVERIFY(report);
    QCOMPARE(report->heldBack, held);
  }

  /// A bar beyond the day's limit stays in its series and is listed; dropped, it leaves and does not come back.
  void warningsAreStoredAndListed()
  {
    std::string text = kHead;
    for (const auto& [date, price] :
        {std::pair{"2024-01-02", 10.0}, {"2024-01-03", 10.0}, {"2024-01-04", 10.0}, {"2024-01-05", 10.0},
            {"2024-01-08", 10.0}, {"2024-01-09", 10.0}, {"2024-01-10", 11.5}, {"2024-01-11", 11.5}})
      text += row(date, price);
    const auto report = m_profile->import(m_profile->write("d.csv", text), kStock);
    QVERIFY(report);
    QCOMPARE(report->heldBack, std::uint64_t(0));
    QCOMPARE(report->suspicious, std::uint64_t(1));
    QCOMPARE(closes().size(), std::size_t(8));
    const QuarantineRow found = only();
    QCOMPARE(found.finding.rule, std::string("Q04"));
    QVERIFY(found.stored && found.isInSeries());
    QCOMPARE(m_quarantine->accept({found.id}, "user").error().code, std::string("quality.no_proposal"));
    QVERIFY(m_quarantine->drop({found.id}, "user"));
    QCOMPARE(closes().size(), std::size_t(7));
    QVERIFY(m_profile->import(m_profile->write("d2.csv", text), kStock));
    QCOMPARE(closes().size(), std::size_t(7));
  }

  /// The spike is held back, the corrected file comes in, and only then somebody looks: the good bar stays.
  void decisionsLeaveCorrectedBarsAlone()
  {
    const auto file = [&](const char* name, double sixth) {
      std::string text = kHead;
      for (const auto& [date, price] :
          {std::pair{"2024-01-02", 10.0}, {"2024-01-03", 10.1}, {"2024-01-04", 10.2}, {"2024-01-05", 10.1},
              {"2024-01-08", 10.0}, {"2024-01-09", sixth}, {"2024-01-10", 10.2}, {"2024-01-11", 10.1},
              {"2024-01-12", 10.0}, {"2024-01-15", 10.1}, {"2024-01-16", 10.2}, {"2024-01-17", 10.1}})
        text += row(date, price);
      return m_profile->write(name, text);
    };
    QCOMPARE(m_profile->import(file("wrong.csv", 103), kStock)->heldBack, std::uint64_t(1));
    QCOMPARE(closes().size(), std::size_t(11));
    QCOMPARE(m_profile->import(file("right.csv", 10.35), kStock)->heldBack, std::uint64_t(0));
    QVERIFY(m_quarantine->drop({only().id}, "user"));
    QVERIFY(only().state == QuarantineState::Dropped);
    QCOMPARE(closes().size(), std::size_t(12));
    QCOMPARE(closes()[5], 10.35);
    // The wrong file once more: settled, and the good bar is still there.
    QVERIFY(m_profile->import(file("wrong.csv", 103), kStock));
    QCOMPARE(closes()[5], 10.35);
  }

  /// The corrected bar came after the held one: nothing puts the held one, or what was proposed for it, in its place,
  /// be it decided before or not. Held once more, it is the newer one, and may; and so it may when somebody insists.
  void correctionsAreNotReplacedByHeldBars()
  {
    const auto file = [&](double third) {
      return m_profile->write("d.csv",
          kHead + row("2024-01-02", 10) + row("2024-01-03", 10.1) + row("2024-01-04", third) + row("2024-01-05", 10.2));
    };
    QCOMPARE(m_profile->import(file(1015), kStock)->heldBack, std::uint64_t(1));
    m_profile->clock().advance(Duration::seconds(60));
    QCOMPARE(m_profile->import(file(10.17), kStock)->heldBack, std::uint64_t(0));
    const std::vector<double> corrected = {10, 10.1, 10.17, 10.2};
    for (int time = 0; time < 2; ++time) {
      for (const auto decision : {&Quarantine::accept, &Quarantine::keep}) {
        const auto refused = (*m_quarantine.*decision)({only().id}, "user");
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, std::string("quality.newer_bar"));
        QCOMPARE(refused.error().field("time"), std::string("2024-01-04"));
        QCOMPARE(closes(), corrected);
      }
      QVERIFY(m_quarantine->drop({only().id}, "user"));
      QCOMPARE(closes(), corrected);
    }
    QVERIFY(m_quarantine->restore({only().id}, "user"));
    QCOMPARE(closes()[2], 1015.0);

    cleanup();
    init();
    for (const double third : {1015.0, 10.17, 1015.0}) {
      QVERIFY(m_profile->import(file(third), kStock));
      m_profile->clock().advance(Duration::seconds(60));
    }
    QCOMPARE(closes(), corrected);
    QVERIFY(m_quarantine->accept({only().id}, "user"));
    QCOMPARE(closes()[2], 10.15);
  }

  /// The correction is just what was proposed: it is the file's all the same. A proposal that was accepted is not.
  void correctionsAsProposed()
  {
    const auto file = [&](double third) {
      return m_profile->write("d.csv",
          kHead + row("2024-01-02", 10) + row("2024-01-03", 10.1) + row("2024-01-04", third) + row("2024-01-05", 10.2));
    };
    QVERIFY(m_profile->import(file(1015), kStock));
    QVERIFY(m_profile->import(file(10.15), kStock));
    QCOMPARE(m_quarantine->keep({only().id}, "user").error().code, std::string("quality.newer_bar"));
    QVERIFY(m_quarantine->drop({only().id}, "user"));
    QCOMPARE(closes()[2], 10.15);
    QVERIFY(m_quarantine->accept({only().id}, "user"));
    QVERIFY(m_quarantine->keep({only().id}, "user"));
    QCOMPARE(closes()[2], 1015.0);
    QVERIFY(m_quarantine->accept({only().id}, "user"));
    QVERIFY(m_quarantine->drop({only().id}, "user"));
    QCOMPARE(closes(), (std::vector<double>{10, 10.1, 10.2}));
  }

  /// 11.5 is beyond the day's limit and listed; a correction comes in. None of the decisions brings 11.5 back or
  /// takes the correction away.
  void decisionsOnWarningsLeaveCorrectionsAlone()
  {
    const auto file = [&](double last) {
      std::string text = kHead;
      for (const char* date :
          {"2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05", "2024-01-08", "2024-01-09", "2024-01-10"})
        text += row(date, 10);
      return m_profile->write("d.csv", text + row("2024-01-11", last));
    };
    QCOMPARE(m_profile->import(file(11.5), kStock)->suspicious, std::uint64_t(1));
    QCOMPARE(m_profile->import(file(10.5), kStock)->suspicious, std::uint64_t(0));
    QVERIFY(m_quarantine->keep({only().id}, "user"));
    QCOMPARE(closes().back(), 10.5);
    QVERIFY(m_quarantine->drop({only().id}, "user"));
    QCOMPARE(closes().size(), std::size_t(8));
    QCOMPARE(closes().back(), 10.5);
  }

  /// Of two bars with one time the first is stored. Dropping the second takes nothing away, nor does it when the two
  /// come again, be they equal or not.
  void droppedDuplicates()
  {
    for (const double second : {10.2, 10.1}) {
      cleanup();
      init();
      const auto batch = [&] {
        auto series = std::make_shared<BarSeries>();
        series->entityId = kStock;
        series->provider = "test";
        const int first = TradingDay::fromDate({2024, 1, 2}).days;
        for (const auto& [day, close] : {std::pair{0, 10.0}, {1, 10.1}, {1, second}, {2, 10.2}})
          series->append({first + day, close, close, close, close, 100, 100 * close});
        storage::MarketBatch result;
        result.bars.push_back({series, storage::WriteMode::Merge, {}, storage::kNoRun});
        return result;
      };
      for (int time = 0; time < 2; ++time) {
        storage::MarketBatch one = batch();
        const auto screened = screenBars(m_profile->profile(), one, m_clock.now());
        QVERIFY2(screened, reason(screened).c_str());
        QCOMPARE(one.bars.at(0).bars->close, (std::vector<double>{10, 10.1, 10.2}));
        QVERIFY(m_profile->profile().write(std::move(one)));
        QCOMPARE(only().finding.rule, std::string("Q06"));
        QVERIFY(m_quarantine->drop({only().id}, "user"));
        QCOMPARE(closes(), (std::vector<double>{10, 10.1, 10.2}));
      }
    }
  }

  void filters()
  {
    importSpike();
    QuarantineFilter filter;
    filter.state = QuarantineState::Open;
    filter.severity = Severity::Error;
    filter.rule = "Q12";
    filter.entityId = kStock;
    filter.level = BarLevel::Day1;
    filter.provider = "csv";
    QCOMPARE(*m_quarantine->count(filter), std::int64_t(1));
    QVERIFY(m_quarantine->drop({only().id}, "user"));
    QCOMPARE(*m_quarantine->count(filter), std::int64_t(0));
    filter.state = QuarantineState::Dropped;
    QCOMPARE(m_quarantine->list(filter)->size(), std::size_t(1));
    filter.severity = Severity::Warning;
    QCOMPARE(*m_quarantine->count(filter), std::int64_t(0));
  }

  void badIds()
  {
    importSpike();
    for (const char* id : {"", "zzz", "000000000000", "*", "[a-f]"})
      QCOMPARE(m_quarantine->find(id).error().code, std::string("quality.unknown_id"));
    QCOMPARE(parseQuarantineState("lost").error().code, std::string("quality.unknown_state"));
    // One bad id among good ones: nothing is decided.
    QVERIFY(!m_quarantine->keep({only().id, "nope"}, "user"));
    QVERIFY(only().state == QuarantineState::Open);
  }

  /// What a check over stored series finds is added once, whatever the number of checks.
  void auditOfStoredSeries()
  {
    QVERIFY(m_profile->import(
        m_profile->write("d.csv", kHead + row("2024-01-02", 10) + row("2024-01-03", 10.1) + row("2024-01-08", 10.2)),
        kStock));
    SilentTaskControl control;
    const auto findings = auditStored(m_profile->profile(), {}, {}, control);
    QVERIFY2(findings, reason(findings).c_str());
    QCOMPARE(findings->size(), std::size_t(1));
    QCOMPARE(findings->front().rule, std::string("Q08")); // Thursday and Friday
    QCOMPARE(*m_quarantine->add(*findings), std::size_t(1));
    QVERIFY(m_quarantine->keep({only().id}, "user")); // known and all right
    QCOMPARE(*m_quarantine->add(*findings), std::size_t(0));
    QVERIFY(only().state == QuarantineState::Kept);
    AuditScope other;
    other.entities = {"stock_sz_000002"};
    QVERIFY(auditStored(m_profile->profile(), other, {}, control)->empty());
  }

  /// The corporate action comes in after the prices: the next check settles what it explains, and nothing else.
  void checksSettleWhatIsExplained()
  {
    std::string text = kHead;
    for (const auto& [date, price] :
        {std::pair{"2024-01-02", 10.0}, {"2024-01-03", 10.0}, {"2024-01-04", 10.0}, {"2024-01-05", 10.0},
            {"2024-01-08", 10.0}, {"2024-01-09", 10.0}, {"2024-01-10", 5.0}, {"2024-01-11", 5.0}, {"2024-01-12", 5.8}})
      text += row(date, price);
    QVERIFY(m_profile->import(m_profile->write("d.csv", text), kStock));
    QCOMPARE(*m_quarantine->count({}), std::int64_t(2));
    QVERIFY(m_profile->importActions(m_profile->write("a.csv", "ex_date,bonus,cash\n2024-01-10,1,0\n"), kStock));
    SilentTaskControl control;
    const auto findings = *auditStored(m_profile->profile(), {}, {}, control);
    QCOMPARE(findings.size(), std::size_t(1));
    QCOMPARE(*m_quarantine->settle({}, findings), std::size_t(1));
    QCOMPARE(*m_quarantine->settle({}, findings), std::size_t(0));
    QuarantineFilter filter;
    filter.state = QuarantineState::Kept;
    const auto settled = *m_quarantine->list(filter);
    QCOMPARE(settled.size(), std::size_t(1));
    QCOMPARE(TradingDay{static_cast<std::int32_t>(settled[0].finding.key)}.iso(), std::string("2024-01-10"));
    QCOMPARE(settled[0].decidedBy, std::string("check"));
    QCOMPARE(closes().size(), std::size_t(9));
  }

  /// A bar that follows stored ones is told against the last of them, also across files of one import.
  void followsTheStoredBar()
  {
    QVERIFY(m_profile->import(m_profile->write("a.csv", kHead + row("2024-01-02", 10)), kStock));
    const auto report = m_profile->import(m_profile->write("b.csv", kHead + row("2024-01-03", 12)), kStock);
    QCOMPARE(report->suspicious, std::uint64_t(1));
  }

  /// Optional columns of a held bar come back with it.
  void extraColumnsComeBack()
  {
    auto series = std::make_shared<BarSeries>();
    series->entityId = kStock;
    series->provider = "test";
    const int first = TradingDay::fromDate({2024, 1, 2}).days;
    for (const double close : {10.0, 10.1, 1015.0})
      series->append({first + static_cast<std::int64_t>(series->size()), close, close, close, close, 100, 100 * close});
    series->append({first + 3, 10.2, 10.2, 10.2, 10.2, 100, 1020});
    series->extraForWrite("turnover_rate") = {0.1, 0.2, 0.3, 0.4};
    storage::MarketBatch batch;
    batch.runs.push_back({});
    batch.runs[0].kind = "import";
    batch.runs[0].schema = "kdata";
    batch.runs[0].provider = "test";
    batch.runs[0].rows = 4;
    batch.bars.push_back({series, storage::WriteMode::Merge, {}, 0});
    const auto screened = screenBars(m_profile->profile(), batch, m_clock.now());
    QVERIFY2(screened, reason(screened).c_str());
    QCOMPARE(screened->held, std::uint64_t(1));
    QCOMPARE(batch.runs[0].rejected, std::int64_t(1));
    QCOMPARE(batch.runs[0].rows, std::int64_t(3));
    const auto written = m_profile->profile().write(std::move(batch));
    QVERIFY2(written, reason(written).c_str());
    QVERIFY(m_quarantine->accept({only().id}, "user"));
    const auto bars = m_profile->bars(kStock);
    QCOMPARE(bars->close, (std::vector<double>{10, 10.1, 10.15, 10.2}));
    QCOMPARE(*bars->extra("turnover_rate"), (std::vector<double>{0.1, 0.2, 0.3, 0.4}));
  }

private:
  testing::MockClock m_clock;
  std::unique_ptr<tests::DataProfile> m_profile;
  std::unique_ptr<Quarantine> m_quarantine;
};

QTEST_APPLESS_MAIN(TstQuarantine)
#include "tst_quarantine.moc"
