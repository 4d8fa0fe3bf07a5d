// SPDX-License-Identifier: Apache-2.0
// Files of codes as other programs write them, and what this one writes.
#include "core/data/watchlist_text.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::data;

namespace {

market::Entity entity(const char* id, const char* name)
{
  market::Entity made;
  made.id = *market::EntityId::parse(id);
  made.name = name;
  return made;
}

const market::EntityTable& known()
{
  static const market::EntityTable table({entity("stock_sh_600030", "中信证券"), entity("stock_sz_000001", "平安银行"),
      entity("index_sh_000001", "上证指数"), entity("stock_sz_300750", "宁德时代"),
      entity("etf_sh_510300", "沪深300ETF"), entity("index_sh_000300", "沪深300"), entity("stockus_nyse_IBM", "IBM"),
      entity("stock_bj_430047", "诺思兰德"), entity("stockhk_hk_00700", "腾讯控股"),
      entity("stock_sz_000002", "万 科Ａ"), entity("stock_sh_600001", "同名"), entity("stock_sz_000003", "同名")});
  return table;
}

/// "id id | Group: id", as read.
std::string shape(const Watchlist& list)
{
  std::string text;
  for (const WatchGroup& group : list.groups) {
    text += text.empty() ? "" : " | ";
    text += group.name.empty() ? "" : group.name + ":";
    for (const WatchItem& item : group.items)
      text += (text.empty() || text.ends_with(' ') ? "" : " ") + item.entityId;
  }
  return text;
}

}

class TstWatchlistFile : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void readsWhatOthersWrite_data()
  {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray three = "stock_sh_600030 stock_sz_000001 stock_sz_300750";
    QTest::newRow("bare codes") << QByteArray("600030\n000001\n300750\n") << three;
    QTest::newRow("with exchange") << QByteArray("600030.SH\r\n000001.SZ\r\nSZ300750\r\n") << three;
    QTest::newRow("joinquant") << QByteArray("600030.XSHG\n000001.XSHE\n300750.XSHE") << three;
    QTest::newRow("通达信 EBK") << QByteArray("\r\n1600030\r\n0000001\r\n0300750\r\n") << three;
    QTest::newRow("通达信 blk, Beijing") << QByteArray("2430047\r\n1000001\r\n")
                                         << QByteArray("stock_bj_430047 index_sh_000001");
    QTest::newRow("同花顺 table") << QByteArray(
        "代码\t    "
        "名称\t涨幅%\t现价\nSH600030\t中信证券\t+1.89\t31.26\nSZ000001\t平安银行\t0.17\t12.07\nSZ300750\t宁德时代\t"
        "-1.27\t388.50\n") << three;
    QTest::newRow("spreadsheet") << QByteArray(
        "序号,代码,名称\n1,=\"600030\",中信证券\n2,=\"000001\",平安银行\n3,\"300750\","
        "宁德时代\n") << three;
    QTest::newRow("TradingView") << QByteArray("SSE:600030,SZSE:000001,###新能源,SZSE:300750,NYSE:IBM")
                                 << QByteArray(
                                        "stock_sh_600030 stock_sz_000001 | 新能源: stock_sz_300750 stockus_nyse_IBM");
    QTest::newRow("groups") << QByteArray("600030\n###金融\n000001\n### 新能源\n300750\n")
                            << QByteArray("stock_sh_600030 | 金融: stock_sz_000001 | 新能源: stock_sz_300750");
    QTest::newRow("names") << QByteArray("中信证券\n平安银行\n宁德时代\n") << three;
    QTest::newRow("a name with a blank") << QByteArray("万 科Ａ\n") << QByteArray("stock_sz_000002");
    QTest::newRow("pasted line") << QByteArray("600030 000001 300750") << three;
    QTest::newRow("name and figures") << QByteArray("中信证券 600030 31.26 +1.89%\n") << QByteArray("stock_sh_600030");
    QTest::newRow("the profile's IBM") << QByteArray("IBM\n") << QByteArray("stockus_nyse_IBM");
    QTest::newRow("Hong Kong") << QByteArray("00700\n") << QByteArray("stockhk_hk_00700");
    QTest::newRow("BOM") << QByteArray("\xEF\xBB\xBF"
                                       "600030\n")
                         << QByteArray("stock_sh_600030");
    QTest::newRow("nothing") << QByteArray("\n\n") << QByteArray();
  }
  void readsWhatOthersWrite()
  {
    QFETCH(QByteArray, text);
    const auto reading = readWatchText(text.toStdString(), known());
    QVERIFY(reading);
    QTEST(QByteArray::fromStdString(shape(reading->list)), "expected");
    for (const WatchTextProblem& problem : reading->problems)
      QFAIL((problem.text + ' ' + problem.code).c_str());
  }

  void namesTheBadLinesAndKeepsTheGoodOnes()
  {
    const auto reading = readWatchText("600030\n没有这个\n\n123456789\n同名\n600030\n000001\n", known());
    QVERIFY(reading);
    QCOMPARE(shape(reading->list), std::string("stock_sh_600030 stock_sz_000001"));
    QCOMPARE(reading->twice, std::size_t{1});
    QCOMPARE(reading->problems.size(), std::size_t{3});
    QCOMPARE(reading->problems[0].line, std::size_t{2});
    QCOMPARE(reading->problems[0].code, std::string("watchlist.unknown_name"));
    QCOMPARE(reading->problems[0].text, std::string("没有这个"));
    QCOMPARE(reading->problems[1].line, std::size_t{4});
    QCOMPARE(reading->problems[1].code, std::string("watchlist.unknown_code"));
    QCOMPARE(reading->problems[2].line, std::size_t{5});
    QCOMPARE(reading->problems[2].code, std::string("watchlist.many_of_that_name"));
    const auto bad = readWatchText("600030\n\xD6\xD0\xD0\xC5\n", known()); // 中信 in GBK
    QVERIFY(!bad);
    QCOMPARE(bad.error().code, std::string("watchlist.not_utf8"));
    QCOMPARE(std::string(bad.error().field("offset")), std::string("7"));
  }

  void csvIsExactBothWays()
  {
    Watchlist list;
    list.groups[0].items = {{"stock_sh_600030", "a note, with \"quotes\"\nand two lines", WatchFlag::Red},
        {"stockus_nyse_IBM", "", WatchFlag::None}, {"coin_binance_BTC-USDT", "coin", WatchFlag::Blue}};
    list.groups.push_back({"新能源, 电池", false, {{"stock_sz_300750", " blanks ", WatchFlag::Violet}}});
    list.groups.push_back({"Indexes", false, {{"index_sh_000001"}, {"etf_sh_510300"}}});
    const WatchTextWriting writing = writeWatchText(list, WatchTextFormat::Csv, known());
    QCOMPARE(writing.leftOut, std::size_t{0});
    const auto reading = readWatchText(writing.text, known());
    QVERIFY(reading);
    for (const WatchTextProblem& problem : reading->problems)
      QFAIL((std::to_string(problem.line) + ' ' + problem.text + ' ' + problem.code).c_str());
    QVERIFY(reading->list == list);
    QCOMPARE(writeWatchText(reading->list, WatchTextFormat::Csv, known()).text, writing.text);
  }

  void codesKeepOrderAndGroupsAndTdxWhatItCan()
  {
    Watchlist list;
    list.groups[0].items = {{"stock_sh_600030"}, {"stock_sz_000001"}, {"stockus_nyse_IBM"}};
    list.groups.push_back({"指数", false, {{"index_sh_000001"}, {"index_sh_000300"}, {"stock_bj_430047"}}});
    const auto codes = readWatchText(writeWatchText(list, WatchTextFormat::Codes, known()).text, known());
    QVERIFY(codes && codes->problems.empty());
    QVERIFY(codes->list == list);
    const WatchTextWriting tdx = writeWatchText(list, WatchTextFormat::Tdx, known());
    QCOMPARE(tdx.text, std::string("1600030\r\n0000001\r\n1000001\r\n1000300\r\n2430047\r\n"));
    QCOMPARE(tdx.leftOut, std::size_t{1}); // it has no American stocks
    const auto back = readWatchText(tdx.text, known());
    QCOMPARE(shape(back->list),
        std::string("stock_sh_600030 stock_sz_000001 index_sh_000001 index_sh_000300 stock_bj_430047"));
  }

  void badFlagsAndCodesOfTheOwnFormatAreNamed()
  {
    const auto reading =
        readWatchText("code,name,group,flag,note\n600030,,,pink,\nxx-xx,,,,\n000001.SZ,,,red,ok\n", known());
    QVERIFY(reading);
    QCOMPARE(shape(reading->list), std::string("stock_sz_000001"));
    QCOMPARE(reading->problems.size(), std::size_t{2});
    QCOMPARE(reading->problems[0].code, std::string("watchlist.unknown_flag"));
    QCOMPARE(reading->problems[0].line, std::size_t{2});
    QCOMPARE(reading->problems[1].code, std::string("watchlist.unknown_code"));
  }
};

QTEST_APPLESS_MAIN(TstWatchlistFile)
#include "tst_watchlist_file.moc"
