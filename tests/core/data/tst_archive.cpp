// SPDX-License-Identifier: Apache-2.0
#include "core/data/archive.h"
#include "core/data/archive_bars.h"
#include "core/data/sample_market.h"
#include "tests/core/data/exchange_profile.h"

#include <rapidcheck.h>

using namespace zvt;
using namespace zvt::data;

namespace {

namespace fs = std::filesystem;

}

class TstArchive : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    m_profile = std::make_unique<tests::ExchangeProfile>();
    SilentTaskControl control;
    const auto summary = generateSampleMarket(m_profile->profile(), nullptr, control);
    QVERIFY2(summary, tests::reason(summary).c_str());
    m_bars = summary->dailyBars + summary->minuteBars;
    m_folder = m_profile->path("archive");
    const auto report = m_profile->exportArchive(m_folder);
    QVERIFY2(report, tests::reason(report).c_str());
  }
  void cleanupTestCase() { m_profile.reset(); }

  void sampleMarketComesBack()
  {
    tests::ExchangeProfile other;
    const auto report = other.importArchive(m_folder);
    QVERIFY2(report, tests::reason(report).c_str());
    QCOMPARE(report->bars, std::uint64_t(m_bars));
    QVERIFY(report->runs >= 4);
    QCOMPARE(tests::difference(m_profile->profile(), other.profile()), std::string());
    QCOMPARE(other.profile().entities().snapshot()->size(), std::size_t(61));
    // Once more: nothing changes but the runs, which are there twice then.
    const auto before = other.bars("index_sh_000888");
    QVERIFY(other.importArchive(m_folder));
    QVERIFY(tests::sameBars(*before, *other.bars("index_sh_000888")));
    QCOMPARE(other.rows("corporate_action").size(), m_profile->rows("corporate_action").size());
  }

  void dryRunAndCancelWriteNothing()
  {
    tests::ExchangeProfile other;
    const auto report = other.importArchive(m_folder, true);
    QVERIFY2(report && report->dryRun, tests::reason(report).c_str());
    QCOMPARE(report->bars, std::uint64_t(m_bars));
    checkEmpty(other);
    CancelToken token;
    token.cancel();
    SilentTaskControl control(token);
    QCOMPARE(other.importer().runArchive(m_folder, false, control).error().code, std::string("task.cancelled"));
    checkEmpty(other);
    const auto folder = m_profile->path("cancelled");
    QCOMPARE(m_profile->exporter().exportArchive(folder, false, control).error().code, std::string("task.cancelled"));
    QVERIFY(!m_profile->outside().exists(folder));
  }

  /// One changed byte anywhere in any file is found and named, and nothing is imported.
  void damageIsNamed()
  {
    const auto manifest = readManifest(m_profile->outside(), m_folder);
    QVERIFY2(manifest, tests::reason(manifest).c_str());
    QVERIFY(manifest->files.size() >= 5);
    tests::ExchangeProfile other;
    SilentTaskControl control;
    for (const ArchiveFile& file : manifest->files) {
      const fs::path path = m_folder / file.path;
      const std::string whole = m_profile->textOf(path);
      QCOMPARE(whole.size(), std::size_t(file.bytes));
      for (const std::size_t at : {std::size_t(0), whole.size() - 1}) {
        std::string damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 1);
        QVERIFY(m_profile->outside().writeAtomically(path, damaged));
        checkDamaged(other, path);
      }
      QVERIFY(m_profile->outside().writeAtomically(path, std::string_view(whole).substr(0, whole.size() - 1)));
      checkDamaged(other, path);
      QVERIFY(m_profile->outside().remove(path));
      checkDamaged(other, path);
      QVERIFY(m_profile->outside().writeAtomically(path, whole));
    }
    QVERIFY(verifyArchive(m_profile->outside(), m_folder, control)->empty());
    checkEmpty(other);
  }

  void badManifests_data()
  {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("code");
    QTest::newRow("no JSON") << QByteArray("{") << "archive.bad_manifest";
    QTest::newRow("another format") << QByteArray(R"({"format":"zip","version":1})") << "archive.bad_manifest";
    QTest::newRow("newer") << QByteArray(R"({"format":"zvt-archive","version":2})") << "archive.newer";
    QTest::newRow("no files") << QByteArray(R"({"format":"zvt-archive","version":1,"created":0,"program":""})")
                              << "archive.bad_manifest";
    QTest::newRow("outside the folder") << QByteArray(
        R"({"format":"zvt-archive","version":1,"created":0,"program":"","files":[{"path":"../x",)"
        R"("content":"records","schema":"stock","rows":0,"bytes":0,"sha256":"","columns":[]}]})")
                                        << "archive.bad_manifest";
    const char* empty =
        R"({"format":"zvt-archive","version":1,"created":0,"program":"","files":[{"path":"data",)"
        R"("content":"records","schema":"%1","rows":%2,"bytes":0,)"
        R"("sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","columns":[%3]}]})";
    QTest::newRow("unknown schema") << QString(empty).arg("nothing", "0", "").toUtf8() << "archive.unknown_schema";
    QTest::newRow("unknown column") << QString(empty).arg("stock", "0", "\"nothing\"").toUtf8()
                                    << "storage.unknown_column";
    QTest::newRow("rows that are not there")
        << QString(empty).arg("stock", "5", "\"id\"").toUtf8() << "archive.bad_count";
  }
  void badManifests()
  {
    QFETCH(QByteArray, text);
    QFETCH(QString, code);
    tests::ExchangeProfile other;
    const auto folder = other.path("bad");
    QVERIFY(other.outside().createDirectories(folder));
    QCOMPARE(other.importArchive(folder).error().code, std::string("archive.none"));
    QVERIFY(other.outside().writeAtomically(folder / "data", ""));
    QVERIFY(other.outside().writeAtomically(folder / kManifestName, text.toStdString()));
    const auto report = other.importArchive(folder);
    QVERIFY(!report);
    QCOMPARE(QString::fromStdString(report.error().code), code);
    checkEmpty(other);
  }

  /// An archive stands until the next one is complete, which then takes its place.
  void replacesAnArchive()
  {
    tests::ExchangeProfile small;
    QVERIFY(small.import(small.write("a.csv", "date,open,high,low,close\n2024-01-02,1,1,1,1\n"), "stock_sz_000001"));
    const auto folder = small.path("archive");
    QVERIFY(small.exportArchive(folder));
    QCOMPARE(small.exportArchive(folder).error().code, std::string("export.exists"));
    QVERIFY(small.import(small.write("b.csv", "date,open,high,low,close\n2024-01-03,2,2,2,2\n"), "stock_sz_000001"));
    CancelToken token;
    token.cancel();
    SilentTaskControl cancelled(token);
    QVERIFY(!small.exporter().exportArchive(folder, true, cancelled));
    SilentTaskControl control;
    QVERIFY(verifyArchive(small.outside(), folder, control)->empty());
    QCOMPARE(small.outside().list(folder)->size(), std::size_t(2)); // manifest.json and one folder
    const auto again = small.exportArchive(folder, true);
    QVERIFY2(again, tests::reason(again).c_str());
    QVERIFY(verifyArchive(small.outside(), folder, control)->empty());
    QCOMPARE(small.outside().list(folder)->size(), std::size_t(2));
    tests::ExchangeProfile other;
    const auto report = other.importArchive(folder);
    QVERIFY2(report, tests::reason(report).c_str());
    QCOMPARE(report->bars, std::uint64_t(2));
    QCOMPARE(tests::difference(small.profile(), other.profile()), std::string());
  }

  /// Frames of hostile bytes are refused; good ones come back from the middle of a text.
  void hostileFrames()
  {
    market::BarSeries bars;
    bars.entityId = "stock_sz_000001";
    bars.provider = "csv";
    for (int i = 0; i < 100; ++i)
      bars.append({i, 1.0 * i, 2, 3, 4, 5, 6});
    std::string frame;
    appendBarFrame(frame, bars, 10, 60, {{20, 1}, {30, 0}});
    std::string_view rest = frame;
    const auto back = takeBarFrame(rest);
    QVERIFY(back);
    QVERIFY(rest.empty());
    QVERIFY(tests::sameBars(back->bars, bars.slice(10, 60)));
    QVERIFY(rc::check("any bytes end in a frame or an error", [&] {
      std::string broken = frame;
      const auto changes = *rc::gen::inRange(1, 4);
      for (int i = 0; i < changes; ++i)
        broken[*rc::gen::inRange<std::size_t>(0, broken.size())] = *rc::gen::arbitrary<char>();
      broken.resize(*rc::gen::inRange<std::size_t>(0, broken.size() + 1));
      std::string_view bytes = broken;
      const auto taken = takeBarFrame(bytes);
      RC_ASSERT(taken.has_value() || taken.error().code == "archive.bad_frame");
    }));
  }

private:
  void checkDamaged(tests::ExchangeProfile& other, const fs::path& path)
  {
    const auto report = other.importArchive(m_folder);
    QVERIFY(!report);
    QCOMPARE(report.error().code, std::string("archive.damaged"));
    QCOMPARE(report.error().field("file"), path.string());
  }
  void checkEmpty(tests::ExchangeProfile& other)
  {
    QVERIFY(other.profile().bars().inventory()->empty());
    QCOMPARE(other.profile().entities().snapshot()->size(), std::size_t(0));
    QCOMPARE(other.lineageRows(), std::size_t(0));
  }

  std::unique_ptr<tests::ExchangeProfile> m_profile;
  fs::path m_folder;
  std::size_t m_bars = 0;
};

QTEST_APPLESS_MAIN(TstArchive)
#include "tst_archive.moc"
