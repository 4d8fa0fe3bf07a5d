// SPDX-License-Identifier: Apache-2.0
#include "core/data/coverage_write.h"
#include "core/data/record_import.h"
#include "tests/core/data/coverage_support.h"

#include <algorithm>

using namespace zvt;
using namespace zvt::data;
using namespace zvt::tests;
using market::BarLevel;
using storage::Asked;

namespace {

const std::string kHead = "date,open,high,low,close,volume\n";
const std::string kBank = "stock_sz_000001";
const std::string kSteel = "stock_sh_600019";

std::string fileOf(const std::vector<const char*>& days)
{
  std::string text = kHead;
  for (const char* one : days)
    text += std::string(one) + ",10,11,9,10,700\n";
  return text;
}

storage::CoverageWrite answer(
    const std::string& entity, const char* first, const char* last, Asked asked, const char* detail = "")
{
  storage::CoverageWrite write;
  write.entityId = entity;
  write.level = "1d";
  write.provider = "csv";
  write.spans = {{day(first), day(last), asked, detail}};
  return write;
}

}

class TstCoverage : public CoverageTest {
  Q_OBJECT

private Q_SLOTS:
  void init() { begin(); }
  void cleanup() { end(); }

  void anEmptyProfileCoversNothing()
  {
    const auto report = look({});
    QVERIFY(report->bars.empty());
    QVERIFY(report->records.empty());
    QVERIFY(report->at == m_clock.now());
  }

  /// A file with a hole: 2–12 January 2024 are nine trading days; the file goes to the 10th and lacks the 4th.
  void aFileAnswersForItsRange()
  {
    import(kBank, {"2024-01-02", "2024-01-03", "2024-01-05", "2024-01-08", "2024-01-09", "2024-01-10"});
    const auto report = look({});
    QCOMPARE(report->bars.size(), std::size_t{1});
    const DataSetCoverage& set = report->bars.front();
    QCOMPARE(set.name, std::string("stock_1d_kdata"));
    QCOMPARE(set.provider, std::string("csv"));
    QCOMPARE(set.market, std::string("cn"));
    QCOMPARE(set.entities, std::int64_t{1});
    QCOMPARE(set.rows, std::int64_t{6});
    QCOMPARE(set.first->iso(), std::string("2024-01-02"));
    QCOMPARE(set.last->iso(), std::string("2024-01-10"));
    QCOMPARE(set.total, (CoverageCounts{9, 6, 0, 1, 0, 2, 0}));
    QCOMPARE(set.behind, std::int64_t{2});
    QVERIFY(set.state == DataSetState::Stale);
    QCOMPARE(set.days.size(), std::size_t{9});
    QCOMPARE(textOf(set.series.front().missing()),
        std::string("2024-01-04..2024-01-04 1 asked_empty\n2024-01-11..2024-01-12 2 never_asked\n"));
    QCOMPARE(set.series.front().run, std::int64_t{1});
    QVERIFY(set.bytes > 0);
  }

  /// The rest arrives, in whatever order: nothing is missing any more.
  void laterFilesFillTheGaps()
  {
    import(kBank, {"2024-01-11", "2024-01-12"});
    import(kBank, {"2024-01-02", "2024-01-03", "2024-01-05", "2024-01-08", "2024-01-09", "2024-01-10"});
    QCOMPARE(
        textOf(look({})->bars.front().series.front().missing()), std::string("2024-01-04..2024-01-04 1 asked_empty\n"));
    import(kBank, {"2024-01-04"});
    const auto report = look({});
    QVERIFY(report->bars.front().state == DataSetState::Current);
    QCOMPARE(report->bars.front().total.completeness(), 1.0);
    QCOMPARE(textOf(report->bars.front().series.front().ranges), std::string("2024-01-02..2024-01-12 9 stored\n"));
  }

  /// The day that is not over is not due, whatever the wall clock of this computer says.
  void theNewestDayIsDueAfterItsClose()
  {
    import(kBank, {"2024-01-02", "2024-01-03"});
    m_clock.setNow(moment("2024-01-04", 14));
    QVERIFY(look({})->bars.front().state == DataSetState::Current);
    m_clock.setNow(moment("2024-01-04", 16));
    QCOMPARE(look({})->bars.front().behind, std::int64_t{1});
    m_clock.setNow(moment("2024-01-07", 12)); // Sunday
    QCOMPARE(look({})->bars.front().behind, std::int64_t{2});
    m_clock.setNow(moment("2027-06-01", 12)); // the calendar of 2027 is not known
    QVERIFY(look({})->bars.front().state == DataSetState::Unknown);
  }

  /// By day over several securities: what the calendar map shows.
  void daysAreCountedOverSecurities()
  {
    import(kBank, {"2024-01-02", "2024-01-03", "2024-01-04"});
    import(kSteel, {"2024-01-02", "2024-01-04"});
    storage::MarketBatch batch;
    batch.records = {suspension(kSteel, {"2024-01-03", "2024-01-05"})};
    batch.coverage = {answer(kBank, "2024-01-05", "2024-01-05", Asked::Failed, "net.timeout")};
    QVERIFY(m_profile->profile().write(std::move(batch)));
    m_clock.setNow(moment("2024-01-08", 16));
    const auto report = look({});
    const std::vector<DayCoverage>& days = report->bars.front().days;
    QCOMPARE(days.size(), std::size_t{5});
    QCOMPARE(days[0], (DayCoverage{day("2024-01-02"), {2, 2, 0, 0, 0, 0, 0}}));
    QCOMPARE(days[1], (DayCoverage{day("2024-01-03"), {1, 1, 1, 0, 0, 0, 0}}));
    QCOMPARE(days[2], (DayCoverage{day("2024-01-04"), {2, 2, 0, 0, 0, 0, 0}}));
    QCOMPARE(days[3], (DayCoverage{day("2024-01-05"), {1, 0, 1, 0, 1, 0, 0}}));
    QCOMPARE(days[4], (DayCoverage{day("2024-01-08"), {2, 0, 0, 0, 0, 2, 0}}));
    QCOMPARE(report->bars.front().entitiesMissing, std::int64_t{2});
    CoverageRequest one;
    one.entityId = kSteel;
    QCOMPARE(look(one)->bars.front().series.size(), std::size_t{1});
    one.level = BarLevel::Min1;
    QVERIFY(look(one)->bars.empty());
    one = {};
    one.provider = "tdx";
    QVERIFY(look(one)->bars.empty());
  }

  /// Asked for and never answered: the series is in the report though nothing of it is stored.
  void whatWasAskedInVainIsThere()
  {
    storage::MarketBatch batch;
    batch.coverage = {answer(kBank, "2024-01-02", "2024-01-12", Asked::Failed, "net.timeout")};
    QVERIFY(m_profile->profile().write(std::move(batch)));
    const auto report = look({});
    const DataSetCoverage& set = report->bars.front();
    QCOMPARE(set.rows, std::int64_t{0});
    QVERIFY(!set.first);
    QCOMPARE(set.total.failed, std::int64_t{9});
    QCOMPARE(textOf(set.series.front().missing()), std::string("2024-01-02..2024-01-12 9 failed net.timeout\n"));
  }

  /// T3: the ledger and the report are the same in whatever order, and however often, the answers arrive.
  void theOrderOfAnswersDoesNotMatter()
  {
    const std::vector<storage::CoverageWrite> answers = {answer(kBank, "2024-01-02", "2024-01-08", Asked::Answered),
        answer(kBank, "2024-01-05", "2024-01-12", Asked::Failed, "net.timeout"),
        answer(kBank, "2024-01-04", "2024-01-04", Asked::Suspended),
        answer(kBank, "2024-01-10", "2024-01-10", Asked::NoData)};
    std::vector<std::size_t> order = {0, 1, 2, 3};
    int code = 600000; // a security for each order
    do {
      const std::string entity = "stock_sh_" + std::to_string(code++);
      for (const std::size_t i : order) {
        storage::MarketBatch batch;
        batch.coverage = {answers[i], answers[i]};
        batch.coverage.front().entityId = batch.coverage.back().entityId = entity;
        QVERIFY(m_profile->profile().write(std::move(batch)));
      }
    } while (std::next_permutation(order.begin(), order.end()));
    const auto entries = m_profile->profile().coverage().list({});
    QVERIFY(entries);
    QCOMPARE(entries->size(), std::size_t{24});
    const std::string first = coverageText(entries->front().spans);
    for (const storage::CoverageEntry& entry : *entries)
      QCOMPARE(coverageText(entry.spans), first);
    QCOMPARE(first,
        std::string(R"([["2024-01-02","2024-01-03","answered"],["2024-01-04","2024-01-04","suspended"],)"
                    R"(["2024-01-05","2024-01-08","answered"],["2024-01-09","2024-01-09","failed","net.timeout"],)"
                    R"(["2024-01-10","2024-01-10","no_data"],["2024-01-11","2024-01-12","failed","net.timeout"]])"));
  }

  /// What was taken out again counts as never asked for, so that it is fetched again.
  void forgettingMakesDaysUnasked()
  {
    import(kBank, {"2024-01-02", "2024-01-03", "2024-01-04"});
    storage::MarketBatch batch;
    market::BarSeries none;
    none.entityId = kBank;
    none.provider = "csv";
    batch.bars.push_back({std::make_shared<const market::BarSeries>(none), storage::WriteMode::Replace,
        storage::BarRange{day("2024-01-03").days, day("2024-01-04").days}});
    storage::CoverageWrite forget = answer(kBank, "2024-01-03", "2024-01-03", Asked::Answered);
    forget.forget = std::move(forget.spans);
    forget.spans = {};
    batch.coverage = {std::move(forget)};
    QVERIFY(m_profile->profile().write(std::move(batch)));
    m_clock.setNow(moment("2024-01-04", 16));
    QCOMPARE(textOf(look({})->bars.front().series.front().ranges),
        std::string("2024-01-02..2024-01-02 1 stored\n2024-01-03..2024-01-03 1 never_asked\n"
                    "2024-01-04..2024-01-04 1 stored\n"));
  }

  /// A refused import leaves no trace: neither bars, nor runs, nor an answer in the ledger.
  void aFileThatIsRefusedAnswersNothing()
  {
    const auto file = m_profile->write("a.csv", fileOf({"2024-01-02", "2024-01-03"}) + "2024-01-04,10,9,11,10,7\n");
    const auto refused = m_profile->import(file, kBank);
    QVERIFY(refused && refused->refused());
    QVERIFY(m_profile->profile().coverage().list({})->empty());
    QVERIFY(look({})->bars.empty());
    QCOMPARE(m_profile->lineageRows(), std::size_t{0});
    storage::MarketBatch batch;
    batch.coverage = {answer(kBank, "2024-01-02", "2024-01-03", Asked::Answered)};
    batch.coverage.front().level = "7m";
    QCOMPARE(m_profile->profile().write(batch).error().code, std::string("storage.bad_coverage"));
    batch.coverage.front().level = "1d";
    batch.coverage.front().run = 0;
    QCOMPARE(m_profile->profile().write(batch).error().code, std::string("storage.bad_run"));
    QVERIFY(m_profile->profile().coverage().list({})->empty());
  }

  /// The answer to a question for days to come is final only for those that are over.
  void todayIsAskedForAgain()
  {
    market::BarSeries bars;
    bars.entityId = kBank;
    bars.provider = "csv";
    bars.append({day("2024-01-02").days, 10, 11, 9, 10, 7, 70});
    const auto write = answered(bars, {day("2024-01-02"), day("2024-12-31")}, moment("2024-01-04", 14));
    QVERIFY2(write, reason(write).c_str());
    QCOMPARE(coverageText(write->spans), std::string(R"([["2024-01-02","2024-01-03","answered"]])"));
    bars.append({day("2024-01-04").days, 10, 11, 9, 10, 7, 70}); // today's bar so far
    const auto withToday = answered(bars, {day("2024-01-02"), day("2024-12-31")}, moment("2024-01-04", 14));
    QCOMPARE(coverageText(withToday->spans), std::string(R"([["2024-01-02","2024-01-04","answered"]])"));
    market::BarSeries nothing;
    nothing.entityId = kBank;
    nothing.provider = "csv";
    QVERIFY(answeredByFile(nothing, moment("2024-01-04", 14))->spans.empty());
  }

  void recordsAreCountedBySchemaAndProvider()
  {
    QVERIFY(m_profile->importActions(
        m_profile->write("a.csv", "ex_date,cash\n2023-06-14,0.285\n2024-06-14,0.719\n"), kBank));
    storage::MarketBatch batch;
    storage::CoverageWrite asked = answer(kSteel, "2020-01-01", "2024-01-12", Asked::Answered);
    asked.schema = "corporate_action";
    asked.level.clear();
    batch.coverage.push_back(asked);
    asked.entityId = "stock_sh_600000";
    asked.spans.front().asked = Asked::Failed;
    asked.spans.front().detail = "net.timeout";
    batch.coverage.push_back(asked);
    QVERIFY(m_profile->profile().write(std::move(batch)));
    CoverageRequest request;
    request.schema = "corporate_action";
    const auto report = look(request);
    QVERIFY(report->bars.empty());
    QCOMPARE(report->records.size(), std::size_t{1});
    const RecordSetCoverage& set = report->records.front();
    QCOMPARE(set.schema, std::string("corporate_action"));
    QCOMPARE(set.entityType, std::string("stock"));
    QCOMPARE(set.provider, std::string("csv"));
    QCOMPARE(set.entities, std::int64_t{1});
    QCOMPARE(set.rows, std::int64_t{2});
    QCOMPARE(set.first, std::string("2023-06-14"));
    QCOMPARE(set.last, std::string("2024-06-14"));
    QCOMPARE(set.asked, std::int64_t{3});
    QCOMPARE(set.askedEmpty, std::int64_t{1});
    QCOMPARE(set.failed, std::int64_t{1});
    request.schema = "nonsense";
    SilentTaskControl control;
    QCOMPARE(m_coverage->report(request, control).error().code, std::string("schema.unknown"));
  }

  /// A file of records answers for the days of each security in it.
  void recordFilesAnswerForTheirDays()
  {
    const auto file = m_profile->write("status.csv",
        "entity_id,provider,day,suspended\n" + kBank + ",csv,2024-01-05,true\n" + kBank + ",csv,2024-01-03,true\n"
            + kSteel + ",csv,2024-01-04,true\n");
    RecordImportOptions options;
    options.schema = "trading_status";
    options.files = {file};
    SilentTaskControl control;
    const auto imported = m_profile->importer().runRecords(options, control);
    QVERIFY2(imported && !imported->refused(), reason(imported).c_str());
    const auto entries = m_profile->profile().coverage().list({});
    QVERIFY(entries);
    QCOMPARE(entries->size(), std::size_t{2});
    QCOMPARE(entries->at(1).entityId, kBank);
    QCOMPARE(entries->at(1).schema, std::string("trading_status"));
    QCOMPARE(coverageText(entries->at(1).spans), std::string(R"([["2024-01-03","2024-01-05","answered"]])"));
    QCOMPARE(entries->at(1).run, std::int64_t{1});
    const auto report = look({});
    QCOMPARE(report->records.front().rows, std::int64_t{3});
    QCOMPARE(report->records.front().asked, std::int64_t{2});
  }

  /// A second look computes nothing anew, and still sees every change, also one of which no observer told.
  void aSecondLookSeesChanges()
  {
    import(kBank, {"2024-01-02", "2024-01-03"});
    const auto before = look({});
    const auto same = look({});
    QCOMPARE(same->bars.front().total, before->bars.front().total);
    import(kBank, {"2024-01-04"});
    QCOMPARE(look({})->bars.front().total.stored, std::int64_t{3});
    QCOMPARE(before->bars.front().total.stored, std::int64_t{2});
  }

  void aCancelledLookIsNoReport()
  {
    import(kBank, {"2024-01-02"});
    SilentTaskControl control;
    control.cancelToken().cancel();
    QCOMPARE(m_coverage->report({}, control).error().code, std::string("task.cancelled"));
  }

private:
  void import(const std::string& entity, const std::vector<const char*>& days)
  {
    const auto file = m_profile->write("file" + std::to_string(++m_files) + ".csv", fileOf(days));
    const auto imported = m_profile->import(file, entity);
    QVERIFY2(imported && !imported->refused(), reason(imported).c_str());
  }

  int m_files = 0;
};

QTEST_APPLESS_MAIN(TstCoverage)
#include "tst_coverage.moc"
