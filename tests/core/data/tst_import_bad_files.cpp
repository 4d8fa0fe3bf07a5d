// SPDX-License-Identifier: Apache-2.0
#include "tests/core/data/data_profile.h"

using namespace zvt;
using namespace zvt::data;

namespace {

const std::string kHead = "date,open,high,low,close,volume,turnover\n";
const std::string kGood = "2024-01-02,10,11,9,10,100,1000\n";

QByteArray bytes(const std::string& text)
{
  return {text.data(), static_cast<qsizetype>(text.size())};
}

}

class TstImportBadFiles : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init() { m_profile = std::make_unique<tests::DataProfile>(); }
  void cleanup() { m_profile.reset(); }

  void refusesWhole_data()
  {
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("code");
    QTest::addColumn<int>("line");
    const auto row = [](const char* name, const std::string& text, const char* code, int line) {
      QTest::newRow(name) << bytes(text) << QString(code) << line;
    };
    row("empty", "", "import.empty", 0);
    row("blank lines", "\n \r\n\n", "import.empty", 0);
    row("header only", kHead, "import.header_only", 1);
    row("binary", std::string("\x00\x01\x02\xff", 4) + "abc", "import.binary", 1);
    row("binary later", kHead + kGood + std::string("2024-01-03\x00,1", 13), "import.binary", 3);
    // 日期 in GBK, then in line 3 four bytes that GB18030 assigns to nothing
    row("cut GBK", "\xc8\xd5\xc6\xda,open,high,low,close\n2024-01-02,10,11,9,10\n\xc8\xd5,1,1,1,\x85\x30\x81\x30",
        "import.wrong_encoding", 3);
    row("UTF-16 with half a pair",
        std::string("\xff\xfe"
                    "d\0\n\0\0\xd8"
                    "e\0",
            10),
        "import.wrong_encoding", 2);
    row("UTF-16 without a mark", std::string("d\0a\0", 4), "import.binary", 1);
    row("Latin-1 in line 3", kHead + kGood + "2024-01-03,10,11,9,10,100,caf\xe9\n", "import.wrong_encoding", 3);
    row("high below low", kHead + "2024-01-02,10,9,11,10,100,1000\n", "import.high_below_low", 2);
    row("open above high", kHead + "2024-01-02,12,11,9,10,100,1000\n", "import.outside_range", 2);
    row("close below low", kHead + "2024-01-02,10,11,9,8.99,100,1000\n", "import.outside_range", 2);
    row("negative price", kHead + "2024-01-02,10,11,-9,10,100,1000\n", "import.not_positive", 2);
    row("zero price", kHead + "2024-01-02,0,11,9,10,100,1000\n", "import.not_positive", 2);
    row("negative volume", kHead + "2024-01-02,10,11,9,10,-100,1000\n", "import.negative", 2);
    row("negative turnover", kHead + "2024-01-02,10,11,9,10,100,-1\n", "import.negative", 2);
    row("text price", kHead + "2024-01-02,ten,11,9,10,100,1000\n", "import.bad_number", 2);
    row("no price", kHead + "2024-01-02,,11,9,10,100,1000\n", "import.missing_number", 2);
    row("NaN", kHead + "2024-01-02,NaN,11,9,10,100,1000\n", "import.bad_number", 2);
    row("infinite", kHead + "2024-01-02,10,inf,9,10,100,1000\n", "import.bad_number", 2);
    row("beyond double", kHead + "2024-01-02,10,1e999,9,10,100,1000\n", "import.bad_number", 2);
    row("absurd price", kHead + "2024-01-02,10,1e300,9,10,100,1000\n", "import.out_of_range", 2);
    row("absurd volume", kHead + "2024-01-02,10,11,9,10,1e30,1000\n", "import.out_of_range", 2);
    row("decimal comma", "date;open;high;low;close\n2024-01-02;10,5;11;9;10\n", "import.bad_number", 2);
    row("impossible month", kHead + "2024-13-45,10,11,9,10,100,1000\n", "import.bad_time", 2);
    row("impossible day", kHead + "2023-02-29,10,11,9,10,100,1000\n", "import.bad_time", 2);
    row("words for a date", kHead + "yesterday,10,11,9,10,100,1000\n", "import.bad_time", 2);
    row("no date", kHead + ",10,11,9,10,100,1000\n", "import.bad_time", 2);
    row("a year nobody traded in", kHead + "0024-01-02,10,11,9,10,100,1000\n", "import.time_range", 2);
    row("too few columns", kHead + "2024-01-02,10,11\n", "import.wrong_columns", 2);
    row("too many columns", kHead + "2024-01-02,10,11,9,10,100,1000,5\n", "import.wrong_columns", 2);
    row("second row broken", kHead + kGood + "2024-01-03,x,11,9,10,100,1000\n", "import.bad_number", 3);
    row("last row cut off", kHead + kGood + "2024-01-03,10,1", "import.wrong_columns", 3);
    row("duplicate", kHead + kGood + kGood, "import.duplicate_time", 3);
    row("unsorted", kHead + "2024-01-03,10,11,9,10,100,1000\n" + kGood + "2024-01-04,10,11,9,10,100,1000\n",
        "import.unsorted_time", 4);
    row("duplicate, newest first", kHead + "2024-01-03,10,11,9,10,100,1000\n" + kGood + kGood, "import.duplicate_time",
        4);
    row("open quote", kHead + "\"2024-01-02,10,11,9,10,100,1000\n", "import.open_quote", 2);
    row("text after quote", kHead + "\"2024-01-02\"x,10,11,9,10,100,1000\n", "import.bad_quote", 2);
    row("no close column", "date,open,high,low\n2024-01-02,10,11,9\n", "import.missing_columns", 1);
    row("prose", "Once upon a time\nthere was a bar\n", "import.missing_columns", 1);
    row("web page", "<!DOCTYPE html>\n<html><body>Not found</body></html>\n", "import.missing_columns", 1);
    row("broken JSON", "[[1704159060000,1,1,1,1,5],", "import.json_syntax", 1);
  }
  void refusesWhole()
  {
    QFETCH(QByteArray, content);
    QFETCH(QString, code);
    QFETCH(int, line);
    const auto file = m_profile->write("in.csv", {content.constData(), static_cast<std::size_t>(content.size())});
    const auto report = m_profile->import(file, "stock_sz_000001");
    QVERIFY2(report, tests::reason(report).c_str());
    QVERIFY(report->refused());
    const ImportProblem& problem = report->problems.front();
    QCOMPARE(QString::fromStdString(problem.error.code), code);
    QCOMPARE(int(problem.line), line);
    checkText(problem.error, file, line);
    checkNothingStayed();
  }

  /// A good first file is not kept when the second is bad.
  void allFilesOrNone()
  {
    ImportOptions options;
    options.files = {m_profile->write("sz000001.csv", kHead + kGood),
        m_profile->write("sz000002.csv", kHead + "2024-01-02,10,9,11,10,1,1\n")};
    options.entitySource = EntitySource::FileName;
    SilentTaskControl control;
    const auto report = m_profile->importer().run(options, control);
    QVERIFY2(report, tests::reason(report).c_str());
    QCOMPARE(report->problems.size(), std::size_t(1));
    QCOMPARE(report->problems[0].file.filename().string(), std::string("sz000002.csv"));
    checkNothingStayed();
  }

  void collectsHundredProblems()
  {
    std::string text = kHead;
    for (int i = 0; i < 500; ++i)
      text += "2024-01-02,x,11,9,10,100,1000\n";
    const auto report = m_profile->import(m_profile->write("in.csv", text), "stock_sz_000001");
    QVERIFY(report);
    QCOMPARE(report->problems.size(), kMaxImportProblems);
    QVERIFY(report->moreProblems);
    QVERIFY(!outcome(*report));
    QCOMPARE(outcome(*report).error().field("problems"), std::string_view("100+"));
  }

  void dryRunWritesNothing()
  {
    ImportOptions options;
    options.dryRun = true;
    const auto report = m_profile->import(
        m_profile->write("in.csv", kHead + kGood), "stock_sz_000001", market::BarLevel::Day1, options);
    QVERIFY(report);
    QVERIFY(!report->refused());
    QCOMPARE(report->rows, std::uint64_t(1));
    checkNothingStayed();
  }

  void cancelLeavesNothing()
  {
    ImportOptions options;
    options.files = {m_profile->write("in.csv", kHead + kGood)};
    options.entity = "stock_sz_000001";
    CancelToken token;
    token.cancel();
    SilentTaskControl control(token);
    const auto report = m_profile->importer().run(options, control);
    QVERIFY(!report);
    QCOMPARE(report.error().code, std::string("task.cancelled"));
    checkNothingStayed();
  }

  void missingFileAndFolder()
  {
    const auto missing = m_profile->import("/nonexistent/in.csv", "stock_sz_000001");
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, std::string("file.not_found"));
    QVERIFY(!m_profile->import(std::filesystem::temp_directory_path(), "stock_sz_000001"));
    checkNothingStayed();
  }

  /// What is stored already survives a bad file.
  void keepsWhatWasThere()
  {
    QVERIFY(m_profile->import(m_profile->write("good.csv", kHead + kGood), "stock_sz_000001"));
    const auto bad =
        m_profile->import(m_profile->write("bad.csv", kHead + "2024-01-02,20,21,19,x,1,1\n"), "stock_sz_000001");
    QVERIFY(bad && bad->refused());
    QCOMPARE(m_profile->bars("stock_sz_000001")->size(), std::size_t(1));
    QCOMPARE(m_profile->bars("stock_sz_000001")->close[0], 10.0);
    QCOMPARE(m_profile->lineageRows(), std::size_t(1));
  }

  void badActions()
  {
    const std::string head = "ex_date,cash,rights,rights_price\n";
    for (const char* row : {"2024-06-14,-1,0,0\n", "2024-06-14,x,0,0\n", "2024-06-31,1,0,0\n", "2024-06-14,0,0.3,0\n",
             "2024-06-14,1,0\n", "2024-06-14,1,0,0\n2024-06-13,1,0,0\n2024-06-15,1,0,0\n"}) {
      const auto report = m_profile->importActions(m_profile->write("in.csv", head + row), "stock_sz_000001");
      QVERIFY2(report && report->refused(), row);
    }
    QVERIFY(m_profile->profile().actions().read({"stock_sz_000001", {}, {}})->empty());
  }

  void intradayNeedsTimes()
  {
    const auto report =
        m_profile->import(m_profile->write("in.csv", kHead + kGood), "stock_sz_000001", market::BarLevel::Min1);
    QVERIFY(report && report->refused());
    QCOMPARE(report->problems[0].error.code, std::string("import.no_time_of_day"));
  }

  /// Minutes that are called hours would be taken for hours for ever.
  void finerThanItsLevel()
  {
    std::string text = kHead;
    for (const char* time : {"09:31", "09:32", "09:33", "09:34"})
      text += std::string("2024-01-02 ") + time + ",10,11,9,10,100,1000\n";
    const auto file = m_profile->write("in.csv", text);
    const auto report = m_profile->import(file, "stock_sz_000001", market::BarLevel::Hour1);
    QVERIFY(report && report->refused());
    QCOMPARE(report->problems[0].error.code, std::string("import.finer_than_level"));
    checkText(report->problems[0].error, file, 0);
    checkNothingStayed();
    const auto days = m_profile->write(
        "days.csv", kHead + "2024-01-02,10,11,9,10,1,1\n2024-01-03,10,11,9,10,1,1\n2024-01-04,10,11,9,10,1,1\n");
    QVERIFY(m_profile->import(days, "stock_sz_000001", market::BarLevel::Week1)->refused());
  }

private:
  void checkText(const Error& error, const std::filesystem::path& file, int line)
  {
    for (const char* language : {"en", "zh_CN"}) {
      const auto messages = Messages::load(language);
      QVERIFY2(messages->contains(error.code) && messages->contains(error.code + ".remedy"), error.code.c_str());
      const std::string text = messages->describe(error);
      QVERIFY2(text.find('{') == std::string::npos && text.find(file.string()) != std::string::npos, text.c_str());
      if (line > 0)
        QVERIFY2(text.find(std::to_string(line)) != std::string::npos, text.c_str());
    }
  }
  void checkNothingStayed()
  {
    QVERIFY(m_profile->profile().bars().inventory()->empty());
    QCOMPARE(m_profile->profile().entities().snapshot()->size(), std::size_t(0));
    QCOMPARE(m_profile->lineageRows(), std::size_t(0));
  }

  std::unique_ptr<tests::DataProfile> m_profile;
};

QTEST_APPLESS_MAIN(TstImportBadFiles)
#include "tst_import_bad_files.moc"
