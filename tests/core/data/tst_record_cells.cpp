// SPDX-License-Identifier: Apache-2.0
// How the cells and columns of a file are understood when records are imported.
#include "tests/core/data/record_import_support.h"

using namespace zvt;
using namespace zvt::data;
using namespace zvt::tests;
using storage::RecordRow;
using storage::RecordValue;

class TstRecordCells : public RecordImportTest {
  Q_OBJECT

private Q_SLOTS:
  void init() { m_profile = std::make_unique<tests::DataProfile>(); }
  void cleanup() { m_profile.reset(); }

  /// What a cell may look like, worked out by hand from the rules of the column's type and unit.
  void readsCells_data()
  {
    QTest::addColumn<QString>("column");
    QTest::addColumn<QString>("cell");
    QTest::addColumn<double>("value");
    const auto row = [](const char* column, const char* cell, double value) {
      QTest::addRow("%s %s", column, cell) << QString(column) << QString::fromUtf8(cell) << value;
    };
    row("unlock_shares", "1234567.25", 1234567.25);
    row("unlock_shares", "\"1,234,567.25\"", 1234567.25);
    row("unlock_shares", "+5", 5);
    row("unlock_shares", " 5 ", 5);
    row("unlock_shares", "1.25万", 12500);
    row("unlock_shares", "3亿", 3e8);
    row("unlock_shares", "0.5万亿", 5e11);
    row("unlock_shares", "1.1e3万", 1.1e7);
    row("unlock_value", "\"-1,000万\"", -1e7);
    row("total_ratio", "12.3%", 0.123);
    row("total_ratio", "12.3％", 0.123);
    row("total_ratio", "0.123", 0.123);
    row("unlock_shares", "-", NAN);
    row("unlock_shares", "", NAN);
    row("unlock_shares", "NaN", NAN);
    row("unlock_shares", "None", NAN);
  }
  void readsCells()
  {
    QFETCH(QString, column);
    QFETCH(QString, cell);
    QFETCH(double, value);
    const std::string text = "timestamp,unlock_date,kind," + column.toStdString() + "\n2024-01-02,2024-02-01,IPO,"
        + cell.toStdString() + "\n";
    const auto report = run(m_profile->write("in.csv", text), unlocks());
    QVERIFY2(report && !report->refused(), tests::reason(report).c_str());
    const RecordValue read = cellOf("share_unlock", column.toStdString());
    if (std::isnan(value))
      QVERIFY(std::holds_alternative<std::monostate>(read));
    else
      QCOMPARE(std::get<double>(read), value);
  }

  /// Headers as vendors write them: Chinese labels, units in brackets.
  void findsColumnsByLabelAndUnit()
  {
    const auto report = run(m_profile->write("in.csv",
                                "公告日期,解禁日期,限售股类型,解禁股数(万股),解禁市值（亿元）,占总股本比例(%),备注\n"
                                "2024-01-02,2024-02-01,首发,123.45,1.5,2.5,x\n"),
        unlocks());
    QVERIFY2(report && !report->refused(), tests::reason(report).c_str());
    QCOMPARE(std::get<double>(cellOf("share_unlock", "unlock_shares")), 1'234'500.0);
    QCOMPARE(std::get<double>(cellOf("share_unlock", "unlock_value")), 1.5e8);
    QCOMPARE(std::get<double>(cellOf("share_unlock", "total_ratio")), 0.025);
    QCOMPARE(std::get<std::string>(cellOf("share_unlock", "kind")), std::string("首发"));
    const RecordFileReport& file = report->files.at(0);
    QCOMPARE(file.foreign, std::vector<std::string>{"备注"});
    QCOMPARE(file.missing, std::vector<std::string>{"float_ratio"});
    // A unit that the column cannot have: not taken for it.
    const auto odd =
        run(m_profile->write("odd.csv", "timestamp,unlock_date,kind,unlock_shares(%)\n2024-01-02,2024-02-01,IPO,5\n"),
            unlocks());
    QVERIFY2(odd && !odd->refused(), tests::reason(odd).c_str());
    QCOMPARE(odd->files.at(0).foreign, std::vector<std::string>{"unlock_shares(%)"});
  }

  void mapsByNameAndNumber()
  {
    RecordImportOptions options = unlocks();
    options.mapping = "timestamp=told,unlock_date=2,kind=what,unlock_value=";
    const auto report =
        run(m_profile->write("in.csv", "told,free,what,unlock_value\n2024-01-02,2024-02-01,IPO,7\n"), options);
    QVERIFY2(report && !report->refused(), tests::reason(report).c_str());
    QCOMPARE(std::get<std::string>(cellOf("share_unlock", "unlock_date")), std::string("2024-02-01"));
    QVERIFY(std::holds_alternative<std::monostate>(cellOf("share_unlock", "unlock_value")));
    options.mapping = "timestamp='2024-01-05',unlock_date=free,kind='a b',total_ratio=share(%),unlock_shares=share[万]";
    QVERIFY(run(m_profile->write("in.csv", "free,share\n2024-02-05,12.5\n"), options)->problems.empty());
    QCOMPARE(std::get<std::string>(cellOf("share_unlock", "kind", 1)), std::string("a b"));
    QCOMPARE(std::get<double>(cellOf("share_unlock", "total_ratio", 1)), 0.125);
    QCOMPARE(std::get<double>(cellOf("share_unlock", "unlock_shares", 1)), 125000.0);
    options.mapping = "timestamp='soon',unlock_date=free,kind=free";
    QCOMPARE(run(m_profile->write("in.csv", "free\n2024-02-05\n"), options)->problems.at(0).error.code,
        std::string("import.bad_day"));
    options.mapping = "timestamp=nowhere";
    const auto none = run(m_profile->write("in.csv", kUnlockHead + kUnlockRow), options);
    QVERIFY(none && none->refused());
    QCOMPARE(none->problems[0].error.code, std::string("import.no_such_column"));
    options.mapping = "nonsense=1";
    QCOMPARE(run(m_profile->write("in.csv", kUnlockHead + kUnlockRow), options).error().code,
        std::string("storage.unknown_column"));
    options.mapping = "timestamp";
    QCOMPARE(run(m_profile->write("in.csv", kUnlockHead + kUnlockRow), options).error().code,
        std::string("import.bad_mapping"));
  }

  void fillsProviderAndSecurity()
  {
    RecordImportOptions options = unlocks();
    QVERIFY(run(m_profile->write("in.csv", kUnlockHead + kUnlockRow), options));
    QCOMPARE(std::get<std::string>(cellOf("share_unlock", "provider")), std::string("csv"));
    QCOMPARE(std::get<std::string>(cellOf("share_unlock", "entity_id")), std::string("stock_sz_000001"));
    // The file's own columns; codes become ids.
    options.entity.clear();
    const auto own = run(m_profile->write("own.csv",
                             "代码,provider,timestamp,unlock_date,kind\n600000.SH,em,2024-01-02,2024-02-01,IPO\n"),
        options);
    QVERIFY2(own && !own->refused(), tests::reason(own).c_str());
    const auto all = rows("share_unlock");
    QCOMPARE(all.size(), std::size_t(2));
    QCOMPARE(std::get<std::string>(all[0][0]), std::string("stock_sh_600000"));
    QCOMPARE(std::get<std::string>(all[0][1]), std::string("em"));
    // Without any: refused, and the row is named.
    const auto none =
        run(m_profile->write("none.csv", "timestamp,unlock_date,kind\n2024-01-02,2024-02-01,IPO\n"), options);
    QVERIFY(none && none->refused());
    QCOMPARE(none->problems[0].error.code, std::string("import.missing_columns"));
    const auto odd =
        run(m_profile->write("odd.csv", "code,timestamp,unlock_date,kind\n???,2024-01-02,2024-02-01,IPO\n"), options);
    QVERIFY(odd && odd->refused());
    QCOMPARE(odd->problems[0].column, std::string("code"));
    QCOMPARE(odd->problems[0].line, std::uint64_t(2));
  }

  /// 09:30 in Shanghai is 01:30 UTC: 1704159000 s (date -u -d 2024-01-02T01:30 +%s).
  void readsTimesInTheirZone()
  {
    RecordImportOptions options;
    options.schema = "trade_tick";
    options.entity = "stock_sz_000001";
    const std::string head = "timestamp,trade_id,price\n";
    constexpr std::int64_t kMoment = 1'704'159'000 * 1'000'000LL;
    for (const char* cell : {"2024-01-02 09:30:00", "2024-01-02T01:30:00Z", "2024-01-02T02:30:00+01:00", "1704159000",
             "1704159000000", "1704159000000000"}) {
      const auto report = run(m_profile->write("in.csv", head + cell + ",1,10\n"), options);
      QVERIFY2(report && !report->refused(), cell);
      QCOMPARE(std::get<std::int64_t>(cellOf("trade_tick", "timestamp")), kMoment);
    }
    options.timeZone = "UTC";
    QVERIFY(run(m_profile->write("in.csv", head + "2024-01-02 01:30:00,2,10\n"), options));
    QCOMPARE(rows("trade_tick").size(), std::size_t(2));
    QCOMPARE(std::get<std::int64_t>(rows("trade_tick")[1][2]), kMoment);
    options.timeZone = "Mars/Olympus";
    QVERIFY(!run(m_profile->write("in.csv", head + "2024-01-02 01:30:00,2,10\n"), options));
  }
};

QTEST_APPLESS_MAIN(TstRecordCells)
#include "tst_record_cells.moc"
