// SPDX-License-Identifier: Apache-2.0
#include "core/data/lineage.h"
#include "tests/core/data/data_profile.h"

#include "core/base/checksum.h"
#include "core/data/sample_market.h"

#include <map>

using namespace zvt;
using namespace zvt::data;
using namespace zvt::tests;
using market::BarLevel;

namespace {

const std::string kHead = "date,open,high,low,close,volume\n";
const std::string kBank = "stock_sz_000001";

std::int64_t keyOf(const char* iso)
{
  return TradingDay::parse(iso).value().days;
}

std::map<std::string, std::string> factsOf(const Origin& origin)
{
  std::map<std::string, std::string> facts;
  for (const LineageFact& fact : origin.facts())
    facts[fact.name] = fact.value;
  return facts;
}

}

class TstLineage : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init() { m_profile = std::make_unique<DataProfile>(); }

  /// From a bar back to the bytes of the file that it came from.
  void aBarNamesItsFile()
  {
    const std::string text = kHead + "2024-01-02,10,11,9,10,7\n2024-01-03,10,11,9,10.5,7\n";
    ImportOptions options;
    options.volumeUnit = VolumeUnit::Lot;
    QVERIFY(m_profile->import(m_profile->write("a.csv", text), kBank, BarLevel::Day1, options));
    const Lineage lineage(m_profile->profile());
    const auto origin = lineage.ofBar({kBank, BarLevel::Day1, "csv"}, keyOf("2024-01-03"));
    QVERIFY2(origin, reason(origin).c_str());
    QVERIFY(origin->run);
    QCOMPARE(origin->run->payloadHash, sha256Hex(text));
    QCOMPARE(origin->run->payloadSize, static_cast<std::int64_t>(text.size()));
    QCOMPARE(origin->run->rows, std::int64_t{2});
    QVERIFY(origin->earlier.empty());
    auto facts = factsOf(*origin);
    QCOMPARE(facts["provider"], std::string("csv"));
    QCOMPARE(facts["kind"], std::string("import"));
    QCOMPARE(facts["source"], std::string("a.csv"));
    QCOMPARE(facts["volume_unit"], std::string("lot"));
    QCOMPARE(facts["level"], std::string("1d"));
    QCOMPARE(facts["mapping"], std::string("auto"));
    QVERIFY2(facts["columns"].find("close=close") != std::string::npos, facts["columns"].c_str());
    QVERIFY(facts["program"].starts_with("test "));
    QCOMPARE(facts["started"], isoUtc(origin->run->started));
    QCOMPARE(
        codeOf(lineage.ofBar({kBank, BarLevel::Day1, "csv"}, keyOf("2024-01-04"))), std::string("storage.no_bars"));
    QCOMPARE(codeOf(lineage.ofBar({kBank, BarLevel::Min1, "csv"}, 0)), std::string("storage.no_bars"));
  }

  /// A second file that overlaps the first takes its bars over; the rest stays the first one's.
  void eachBarNamesTheFileThatItCameFromLast()
  {
    QVERIFY(
        m_profile->import(m_profile->write("a.csv",
                              kHead + "2024-01-02,10,11,9,10,7\n2024-01-03,10,11,9,10,7\n2024-01-04,10,11,9,10,7\n"),
            kBank));
    QVERIFY(m_profile->import(m_profile->write("b.csv", kHead + "2024-01-03,10,11,9,10.5,7\n"), kBank));
    const Lineage lineage(m_profile->profile());
    const auto origins = lineage.ofBars({kBank, BarLevel::Day1, "csv"});
    QVERIFY2(origins, reason(origins).c_str());
    QCOMPARE(origins->size(), std::size_t{3});
    QCOMPARE(origins->at(0).run->source, std::string("a.csv"));
    QCOMPARE(origins->at(1).run->source, std::string("b.csv"));
    QCOMPARE(origins->at(2).run->source, std::string("a.csv"));
    QCOMPARE(origins->at(1).first, keyOf("2024-01-03"));
    QCOMPARE(origins->at(1).last, keyOf("2024-01-03"));
    QCOMPARE(origins->at(1).count, std::int64_t{1});
    QCOMPARE(origins->at(1).earlier.size(), std::size_t{1});
    QCOMPARE(origins->at(1).earlier.front().source, std::string("a.csv"));
    QVERIFY(origins->at(0).earlier.empty());
  }

  /// Each of several files in one import is a run of its own.
  void oneRunAFile()
  {
    ImportOptions options;
    options.files = {m_profile->write("b.csv", kHead + "2024-01-03,10,11,9,10,7\n"),
        m_profile->write("a.csv", kHead + "2024-01-02,10,11,9,10,7\n")};
    options.entity = kBank;
    SilentTaskControl control;
    QVERIFY(m_profile->importer().run(options, control));
    const auto origins = Lineage(m_profile->profile()).ofBars({kBank, BarLevel::Day1, "csv"});
    QVERIFY2(origins, reason(origins).c_str());
    QCOMPARE(origins->size(), std::size_t{2});
    QCOMPARE(origins->at(0).run->source, std::string("a.csv"));
    QCOMPARE(origins->at(1).run->source, std::string("b.csv"));
    QCOMPARE(m_profile->lineageRows(), std::size_t{2});
  }

  void recordsNameTheirFile()
  {
    const std::string text = "ex_date,cash\n2024-06-14,0.719\n";
    QVERIFY(m_profile->importActions(m_profile->write("actions.csv", text), kBank));
    const Lineage lineage(m_profile->profile());
    const std::vector<std::pair<std::string, storage::RecordValue>> key = {{"entity_id", kBank},
        {"provider", std::string("csv")}, {"ex_date", std::string("2024-06-14")}, {"sequence", std::int64_t{1}}};
    const auto origin = lineage.ofRecord("corporate_action", key);
    QVERIFY2(origin, reason(origin).c_str());
    QVERIFY(origin->run);
    QCOMPARE(origin->run->payloadHash, sha256Hex(text));
    QCOMPARE(origin->run->schema, std::string("corporate_action"));
    auto other = key;
    other.back().second = std::int64_t{2};
    QCOMPARE(codeOf(lineage.ofRecord("corporate_action", other)), std::string("storage.no_record"));
    QCOMPARE(codeOf(lineage.ofRecord("nonsense", key)), std::string("schema.unknown"));
  }

  /// What was written past the ledger says so, and nothing is made up.
  void withoutARunNothingIsClaimed()
  {
    market::BarSeries bars;
    bars.entityId = kBank;
    bars.provider = "test";
    bars.append({keyOf("2024-01-02"), 10, 11, 9, 10, 7, 70});
    QVERIFY(m_profile->profile().bars().write(bars, storage::WriteMode::Merge));
    const auto origin = Lineage(m_profile->profile()).ofBar({kBank, BarLevel::Day1, "test"}, keyOf("2024-01-02"));
    QVERIFY2(origin, reason(origin).c_str());
    QVERIFY(!origin->run);
    QVERIFY(origin->facts().empty());
  }

  void theSampleMarketIsMarkedAsSuch()
  {
    SilentTaskControl control;
    QVERIFY(generateSampleMarket(m_profile->profile(), nullptr, control));
    const auto inventory = m_profile->profile().bars().inventory();
    QVERIFY(inventory && !inventory->empty());
    const Lineage lineage(m_profile->profile());
    for (const storage::BarInventory& series : *inventory) {
      const auto origins = lineage.ofBars({series.entityId, series.level, series.provider});
      QVERIFY2(origins, reason(origins).c_str());
      QCOMPARE(origins->size(), std::size_t{1});
      QVERIFY(origins->front().run);
      QCOMPARE(origins->front().run->kind, std::string("sample"));
      QCOMPARE(origins->front().count, series.count);
      QCOMPARE(factsOf(origins->front())["seed"], std::string("20190102"));
    }
  }

private:
  template <typename T> static std::string codeOf(const Result<T>& result)
  {
    return result ? "ok" : result.error().code;
  }

  std::unique_ptr<DataProfile> m_profile;
};

QTEST_APPLESS_MAIN(TstLineage)
#include "tst_lineage.moc"
