// SPDX-License-Identifier: Apache-2.0
// The module as the host sees it: loaded from its file, fed with bytes.
#include "core/base/file_system.h"
#include "core/base/text.h"
#include "core/plugin/plugin_loader.h"

#include <QTest>

#include <rapidcheck.h>

#include <cmath>

using namespace zvt;
using namespace zvt::plugin;

namespace {

struct Collected final : ImportSink {
  bool bar(const BarRow& row) override
  {
    bars.push_back(row);
    entities.emplace_back(row.entity);
    return bars.size() < stopAfter;
  }
  bool action(const ActionRow& row) override
  {
    actions.push_back(row);
    return true;
  }
  bool problem(FileProblem problem) override
  {
    problems.push_back(std::move(problem));
    return true;
  }
  bool progress(double fraction) override
  {
    lastProgress = fraction;
    return true;
  }
  std::vector<BarRow> bars;
  std::vector<std::string> entities;
  std::vector<ActionRow> actions;
  std::vector<FileProblem> problems;
  std::size_t stopAfter = SIZE_MAX;
  double lastProgress = 0;
};

std::string rolesOf(const FileLayout& layout)
{
  std::string roles;
  for (const ImportColumn& column : layout.columns)
    roles += (roles.empty() ? "" : ",") + (column.role.empty() ? std::string("-") : column.role);
  return roles;
}

constexpr std::int64_t kDay = 86'400'000'000;
const std::int64_t kJan2 = TradingDay::fromDate({2024, 1, 2}).days * kDay;

}

class TstImporterCsv : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    const std::filesystem::path program =
        std::filesystem::path(qEnvironmentVariable("ZVT_BINARY_DIR").toStdString()) / "bin";
    m_loader.loadAll({{}, {}, program});
    const auto importer = m_loader.importerFor("a.csv");
    QVERIFY(importer);
    m_importer = *importer;
  }

  void guessesColumns_data()
  {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("roles");
    QTest::addColumn<bool>("header");
    QTest::newRow("plain") << QByteArray("date,open,high,low,close,volume,turnover\n2024-01-02,1,1,1,1,1,1\n")
                           << "timestamp,open,high,low,close,volume,turnover" << true;
    QTest::newRow("lots") << QByteArray("date,open,high,low,close,volume_lots,turnover_yuan\n2024-01-02,1,1,1,1,1,1\n")
                          << "timestamp,open,high,low,close,volume,turnover" << true;
    QTest::newRow("unnamed first column") << QByteArray(",Open,High,Low,Close,Volume\n2024-01-02,1,1,1,1,1\n")
                                          << "timestamp,open,high,low,close,volume" << true;
    QTest::newRow("adjusted close is not the close")
        << QByteArray("Date,Open,High,Low,Close,Adj Close,Volume\n2024-01-02,1,1,1,1,1,1\n")
        << "timestamp,open,high,low,close,-,volume" << true;
    QTest::newRow("date and time") << QByteArray(
        "Date,Time,Open,High,Low,Close,Volume,OpenInterest\n2024-01-02,09:31:00,1,1,1,1,0,0\n")
                                   << "date,time,open,high,low,close,volume,-" << true;
    QTest::newRow("seven names over eight columns")
        << QByteArray("Date,Open,High,Low,Close,Volume,OpenInterest\n2024-01-02,09:01:00,2,2,2,2,5,0\n")
        << "date,time,open,high,low,close,volume,-" << true;
    QTest::newRow("no header") << QByteArray("2024-01-02,1,2,1,2,100\n") << "timestamp,open,high,low,close,volume"
                               << false;
    QTest::newRow("tabs, chinese") << QByteArray(
        "日期\t开盘\t最高\t最低\t收盘\t成交量\t成交额\n2024-01-02\t1\t1\t1\t1\t1\t1\n")
                                   << "timestamp,open,high,low,close,volume,turnover" << true;
    QTest::newRow("another order, semicolons")
        << QByteArray("code;time;close;open;low;high;vol\nsz000001;2024-01-02;1;1;1;1;1\n")
        << "entity,timestamp,close,open,low,high,volume" << true;
    QTest::newRow("json arrays") << QByteArray("[[1704159000000,1,1,1,1,5]]") << "timestamp,open,high,low,close,volume"
                                 << false;
    QTest::newRow("json objects") << QByteArray(R"([{"time":1704159000,"open":"1","high":"1","low":"1","close":"1"}])")
                                  << "timestamp,open,high,low,close" << false;
  }
  void guessesColumns()
  {
    QFETCH(QByteArray, text);
    QFETCH(QString, roles);
    QFETCH(bool, header);
    const FileLayout layout = m_importer->inspect({text.constData(), static_cast<std::size_t>(text.size())}, {});
    QVERIFY2(layout.problems.empty(), layout.problems.empty() ? "" : layout.problems.front().error.code.c_str());
    QCOMPARE(QString::fromStdString(rolesOf(layout)), roles);
    QCOMPARE(layout.hasHeader, header);
    QCOMPARE(layout.preview.size(), std::size_t(1));
    QCOMPARE(layout.previewLines.front(), std::uint64_t(header ? 2 : 1));
  }

  void readsTimes_data()
  {
    QTest::addColumn<QString>("cell");
    QTest::addColumn<qint64>("micros");
    QTest::addColumn<bool>("utc");
    QTest::addColumn<bool>("hasTime");
    const qint64 day = kJan2;
    const qint64 clock = (9 * 60 + 31) * 60'000'000LL;
    QTest::newRow("date") << "2024-01-02" << day << false << false;
    QTest::newRow("slashes") << "2024/01/02" << day << false << false;
    QTest::newRow("digits") << "20240102" << day << false << false;
    QTest::newRow("minutes") << "2024-01-02 09:31" << day + clock << false << true;
    QTest::newRow("seconds, T") << "2024-01-02T09:31:00" << day + clock << false << true;
    QTest::newRow("fraction") << "2024-01-02 09:31:00.250" << day + clock + 250'000 << false << true;
    QTest::newRow("12 digits") << "202401020931" << day + clock << false << true;
    QTest::newRow("offset") << "2024-01-02 09:31:00+08:00" << day + clock - 8 * 3'600'000'000LL << true << true;
    QTest::newRow("Z") << "2024-01-02T01:31:00Z" << day + clock - 8 * 3'600'000'000LL << true << true;
    // 2024-01-02T01:31:00Z = 1704159060 s (date -u -d @1704159060)
    QTest::newRow("epoch s") << "1704159060" << 1'704'159'060'000'000LL << true << true;
    QTest::newRow("epoch ms") << "1704159060000" << 1'704'159'060'000'000LL << true << true;
    QTest::newRow("epoch ms as float") << "1704159060000.0" << 1'704'159'060'000'000LL << true << true;
    QTest::newRow("epoch ns") << "1704159060000000000" << 1'704'159'060'000'000LL << true << true;
  }
  void readsTimes()
  {
    QFETCH(QString, cell);
    QFETCH(qint64, micros);
    QFETCH(bool, utc);
    QFETCH(bool, hasTime);
    const Collected got = read("date,open,high,low,close\n" + cell.toStdString() + ",1,1,1,1\n");
    QVERIFY2(got.problems.empty(), got.problems.empty() ? "" : got.problems.front().error.code.c_str());
    QCOMPARE(qint64(got.bars.at(0).time), micros);
    QCOMPARE(got.bars[0].kind == TimeKind::Utc, utc);
    QCOMPARE(got.bars[0].hasTime, hasTime);
  }

  void readsQuotesAndLineEnds()
  {
    const Collected got = read("\xEF\xBB\xBF"
                               "date,\"open\",high,low,close,\"vol\"\"ume\"\r\n"
                               "\"2024-01-02\",\"1.5\",2,1,1.25,\r\n\r\n2024-01-03,1,2,1,2,\"3\"");
    QVERIFY(got.problems.empty());
    QCOMPARE(got.bars.size(), std::size_t(2));
    QCOMPARE(got.bars[0].open, 1.5);
    QVERIFY(std::isnan(got.bars[0].volume)); // an unknown column "vol"ume"
    QCOMPARE(got.bars[1].line, std::uint64_t(4));
    const Collected mac = read("date,open,high,low,close\r2024-01-02,1,2,1,2\r2024-01-03,1,2,1,2\r");
    QCOMPARE(mac.bars.size(), std::size_t(2));
    QCOMPARE(mac.bars[1].line, std::uint64_t(3));
  }

  void saysWhereItIsWrong()
  {
    const Collected got =
        read("date,open,high,low,close\n2024-01-02,1,x,1,1\n2024-01-03,1,1,1\n2024-02-30,1,1,1,1\n"
             "2024-01-05,,1,1,1\n2024-01-06,nan,1,1,1\n2024-01-07,1,inf,1,1\n2024-01-08,\"1\"2,1,1,1\n"
             "2024-01-09,1e999,1,1,1\n2024-01-10,0x10,1,1,1\n2024-01-11,\"1,000\",1,1,1\n");
    const std::vector<std::tuple<std::uint64_t, std::string, std::string>> expected = {{2, "high", "import.bad_number"},
        {3, "", "import.wrong_columns"}, {4, "date", "import.bad_time"}, {5, "open", "import.missing_number"},
        {6, "open", "import.bad_number"}, {7, "high", "import.bad_number"}, {8, "", "import.bad_quote"},
        {9, "open", "import.bad_number"}, {10, "open", "import.bad_number"}, {11, "open", "import.bad_number"}};
    QCOMPARE(got.problems.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const FileProblem& problem = got.problems[i];
      QCOMPARE(std::make_tuple(problem.line, problem.column, problem.error.code), expected[i]);
    }
    QVERIFY(got.bars.empty());
  }

  void mapsByNameAndNumber()
  {
    ReadOptions options;
    options.mapping = {{"timestamp", "3"}, {"close", "last"}, {"open", "first"}, {"high", "top"}, {"low", "bottom"}};
    const Collected got = read("first,last,when,top,bottom\n1,2,2024-01-02,3,0.5\n", options);
    QVERIFY2(got.problems.empty(), got.problems.empty() ? "" : got.problems.front().error.code.c_str());
    QCOMPARE(got.bars.at(0).close, 2.0);
    QCOMPARE(got.bars[0].time, kJan2);
    options.mapping = {{"close", "nowhere"}};
    QCOMPARE(read("date,open,high,low,close\n2024-01-02,1,1,1,1\n", options).problems.at(0).error.code,
        std::string("import.no_such_column"));
  }

  void readsActionsPerTenShares()
  {
    ReadOptions options;
    options.content = ImportContent::Actions;
    // Per 10 shares: 3.5 bonus, 5 transferred, 1 rights at 16, 3 yuan cash → 0.85, 0.1 at 16, 0.3 a share.
    const Collected got = read("ex_date,bonus_shares_per10,rights_shares_per10,rights_price,cash_dividend_per10_pretax,"
                               "transfer_shares_per10,total_shares_10k,float_shares_10k,consolidation_ratio\n"
                               "1993-05-24,3.5,1.0,16.0,3.0,5.0,26941,17912,0\n",
        options);
    QVERIFY(got.problems.empty());
    const ActionRow& row = got.actions.at(0);
    QCOMPARE(row.exDay, TradingDay::fromDate({1993, 5, 24}));
    QCOMPARE(row.bonus, 0.85);
    QCOMPARE(row.rights, 0.1);
    QCOMPARE(row.rightsPrice, 16.0);
    QCOMPARE(row.cash, 0.3);
    QCOMPARE(row.consolidation, 1.0);
    QCOMPARE(row.totalShares, 269410000.0);
    const Collected generic = read("entity_id,ex_date,cash,split\nstock_sz_000001,2024-06-14,0.719,2\n", options);
    QCOMPARE(generic.actions.at(0).cash, 0.719);
    QCOMPARE(generic.actions.at(0).consolidation, 2.0);
  }

  void brokenJson_data()
  {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("code");
    QTest::newRow("cut off") << QByteArray("[[1704159060000,1,1,1,1,5],[17041") << "import.json_syntax";
    QTest::newRow("object without bars") << QByteArray("{\"a\":1}") << "import.missing_columns";
    QTest::newRow("numbers") << QByteArray("[1,2,3]") << "import.json_shape";
    QTest::newRow("nothing") << QByteArray("[]") << "import.empty";
    QTest::newRow("trailing text") << QByteArray("[[1704159060000,1,1,1,1,5]] x") << "import.json_syntax";
    QTest::newRow("short row") << QByteArray("[[1704159060000,1,1,1,1,5],[1704159120000,1]]") << "import.wrong_columns";
    QTest::newRow("nested") << QByteArray("[[1704159060000,[1],1,1,1,5]]") << "import.json_syntax";
    QTest::newRow("null price") << QByteArray("[[1704159060000,null,1,1,1,5]]") << "import.missing_number";
  }
  void brokenJson()
  {
    QFETCH(QByteArray, text);
    QFETCH(QString, code);
    const Collected got = read({text.constData(), static_cast<std::size_t>(text.size())});
    QVERIFY(!got.problems.empty());
    QCOMPARE(got.problems.front().error.code, code.toStdString());
  }

  /// Whatever the bytes, reading ends, and it ends with rows or with problems.
  void survivesAnyBytes()
  {
    QVERIFY(rc::check("any bytes", [this](const std::string& bytes) {
      const Collected got = read(bytes);
      RC_ASSERT(!got.bars.empty() || !got.problems.empty());
    }));
    QVERIFY(rc::check("any table-like text", [this] {
      const auto text =
          *rc::gen::container<std::string>(rc::gen::elementOf(std::string("0123456789-:.,\"\n\r\t[]{} eadt")));
      const Collected got = read("date,open,high,low,close\n" + text);
      const Collected json = read("[[1,2,3,4,5]," + text);
      RC_ASSERT(!json.problems.empty() || !json.bars.empty());
      static_cast<void>(got);
    }));
  }

  /// Numbers come back as the same doubles.
  void keepsEveryBit()
  {
    QVERIFY(rc::check("number → text → number", [this] {
      const double value = static_cast<double>(*rc::gen::inRange<std::int64_t>(1, 1LL << 53)) / 1e6;
      const Collected got = read("date,open,high,low,close\n2024-01-02,1,1,1," + formatDouble(value) + "\n");
      RC_ASSERT(got.bars.size() == 1U);
      RC_ASSERT(got.bars[0].close == value);
    }));
  }

  void stopsWhenCancelledOrTold()
  {
    std::string text = "date,open,high,low,close\n";
    for (int i = 0; i < 20'000; ++i)
      text += "2024-01-02,1,1,1,1\n";
    CancelToken cancel;
    cancel.cancel();
    Collected sink;
    const auto result = m_importer->read(text, {}, sink, cancel);
    QVERIFY(!result);
    QCOMPARE(result.error().code, std::string("task.cancelled"));
    Collected few;
    few.stopAfter = 3;
    QVERIFY(m_importer->read(text, {}, few, {}));
    QCOMPARE(few.bars.size(), std::size_t(3));
  }

private:
  Collected read(std::string_view text, const ReadOptions& options = {})
  {
    Collected sink;
    const auto result = m_importer->read(text, options, sink, {});
    if (!result)
      qFatal("%s", result.error().code.c_str());
    return sink;
  }

  OsFileSystem m_files;
  PluginLoader m_loader{m_files, {}};
  const Importer* m_importer = nullptr;
};

QTEST_APPLESS_MAIN(TstImporterCsv)
#include "tst_importer_csv.moc"
