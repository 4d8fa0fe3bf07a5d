// SPDX-License-Identifier: Apache-2.0
#include "core/market/currency.h"
#include "core/market/entity.h"
#include "core/market/exchange.h"
#include "tests/support/fixtures.h"

#include <QtTest>

#include <set>
#include <sstream>

using namespace zvt;
using namespace zvt::market;

namespace {

QString joined(const std::vector<EntityId>& ids)
{
  QStringList texts;
  for (const EntityId& id : ids)
    texts << QString::fromStdString(id.toString());
  return texts.join(QLatin1Char(' '));
}

}

class TstEntityId : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void idsRoundTrip_data();
  void idsRoundTrip();
  void rejectsBadIds_data();
  void rejectsBadIds();
  void readsCodes_data();
  void readsCodes();
  void writesDisplayCodes_data();
  void writesDisplayCodes();
  void unifiedSymbolsRoundTrip();
  void boards_data();
  void boards();
  void tableFindsAndSorts();
  void pinyin_data();
  void pinyin();
  void everyReadingOfACharacter();
  void pricesHaveACurrency();
};

void TstEntityId::idsRoundTrip_data()
{
  QTest::addColumn<QString>("type");
  QTest::addColumn<QString>("exchange");
  QTest::addColumn<QString>("code");
  QTest::newRow("stock_sz_000001") << "stock" << "sz" << "000001";
  QTest::newRow("index_sh_000001") << "index" << "sh" << "000001";
  QTest::newRow("stockus_nasdaq_AAPL") << "stockus" << "nasdaq" << "AAPL";
  QTest::newRow("stockus_nyse_BRK.B") << "stockus" << "nyse" << "BRK.B";
  QTest::newRow("stockhk_hk_00700") << "stockhk" << "hk" << "00700";
  QTest::newRow("coin_binance_BTC-USDT") << "coin" << "binance" << "BTC-USDT";
  QTest::newRow("coin_binance_BTC-USDT_USDT-241227") << "coin" << "binance" << "BTC-USDT_USDT-241227";
}

void TstEntityId::idsRoundTrip()
{
  QFETCH(QString, type);
  QFETCH(QString, exchange);
  QFETCH(QString, code);
  const std::string text = QTest::currentDataTag();
  const auto id = EntityId::parse(text);
  QVERIFY(id);
  QCOMPARE(*id, (EntityId{type.toStdString(), exchange.toStdString(), code.toStdString()}));
  QCOMPARE(id->toString(), text);
}

void TstEntityId::rejectsBadIds_data()
{
  QTest::addColumn<QString>("text");
  for (const char* text : {"", "stock", "stock_sz", "stock_sz_", "_sz_000001", "stock__000001", "Stock_sz_000001",
           "stock_SZ_000001", "stock_sz_00 001", "stock_sz_../x", "stock_sz_a/b", "coin_binance_BTC:USDT", "stock_sz_*",
           "stock_sz_a,b", "stock_sz_a\"b", "stock_sz_a\nb", "stock_sz_.."})
    QTest::newRow(text) << QString::fromLatin1(text);
}

void TstEntityId::rejectsBadIds()
{
  QFETCH(QString, text);
  const auto id = EntityId::parse(text.toStdString());
  QVERIFY(!id);
  QCOMPARE(id.error().code, std::string("entity.bad_id"));
}

void TstEntityId::readsCodes_data()
{
  QTest::addColumn<QString>("ids");
  QTest::newRow("600000.SH") << "stock_sh_600000";
  QTest::newRow("600000.sh") << "stock_sh_600000";
  QTest::newRow("sh600000") << "stock_sh_600000";
  QTest::newRow("SH600000") << "stock_sh_600000";
  QTest::newRow("sh.600000") << "stock_sh_600000";
  QTest::newRow("600000.XSHG") << "stock_sh_600000";
  QTest::newRow("600000.SS") << "stock_sh_600000";
  QTest::newRow("600000") << "stock_sh_600000";
  QTest::newRow(" 600000 ") << "stock_sh_600000";
  QTest::newRow("000001.XSHE") << "stock_sz_000001";
  QTest::newRow("000001.SZ") << "stock_sz_000001";
  QTest::newRow("sz000001") << "stock_sz_000001";
  QTest::newRow("sh000001") << "index_sh_000001";
  QTest::newRow("000001.SH") << "index_sh_000001";
  QTest::newRow("000001.XSHG") << "index_sh_000001";
  QTest::newRow("000001") << "stock_sz_000001 index_sh_000001";
  QTest::newRow("399001") << "index_sz_399001";
  QTest::newRow("399001.SZ") << "index_sz_399001";
  QTest::newRow("688001") << "stock_sh_688001";
  QTest::newRow("300750") << "stock_sz_300750";
  QTest::newRow("430047.BJ") << "stock_bj_430047";
  QTest::newRow("bj920019") << "stock_bj_920019";
  QTest::newRow("830799") << "stock_bj_830799";
  QTest::newRow("510300") << "etf_sh_510300";
  QTest::newRow("588000.SH") << "etf_sh_588000";
  QTest::newRow("159915") << "etf_sz_159915";
  QTest::newRow("sz159915") << "etf_sz_159915";
  QTest::newRow("113050.SH") << "cbond_sh_113050";
  QTest::newRow("123456.SZ") << "cbond_sz_123456";
  QTest::newRow("900901.SH") << "stock_sh_900901";
  QTest::newRow("00700.HK") << "stockhk_hk_00700";
  QTest::newRow("700.HK") << "stockhk_hk_00700";
  QTest::newRow("hk00700") << "stockhk_hk_00700";
  QTest::newRow("00700") << "stockhk_hk_00700";
  QTest::newRow("AAPL") << "stockus_nasdaq_AAPL stockus_nyse_AAPL";
  QTest::newRow("goog") << "stockus_nasdaq_GOOG stockus_nyse_GOOG";
  QTest::newRow("AAPL.NASDAQ") << "stockus_nasdaq_AAPL";
  QTest::newRow("BRK.B") << "stockus_nasdaq_BRK.B stockus_nyse_BRK.B";
  QTest::newRow("BTC/USDT") << "coin_binance_BTC-USDT coin_okx_BTC-USDT";
  QTest::newRow("BTC/USDT:USDT") << "coin_binance_BTC-USDT_USDT coin_okx_BTC-USDT_USDT";
  QTest::newRow("BTCUSDT") << "coin_binance_BTC-USDT coin_okx_BTC-USDT";
  QTest::newRow("btc_usdt") << "coin_binance_BTC-USDT coin_okx_BTC-USDT";
  QTest::newRow("stock_sz_000001") << "stock_sz_000001";
  QTest::newRow("coin_binance_BTC-USDT") << "coin_binance_BTC-USDT";
  for (const char* nothing : {"", "  ", "999999.XX", "1234567", "sh12", "660000.SZ", "<script>", "平安"})
    QTest::newRow(nothing) << "";
}

void TstEntityId::readsCodes()
{
  QFETCH(QString, ids);
  const auto readings = readCode(QTest::currentDataTag());
  QCOMPARE(joined(readings), ids);
  const auto parsed = parseCode(QTest::currentDataTag());
  QCOMPARE(parsed.has_value(), !readings.empty());
  if (!parsed)
    QCOMPARE(parsed.error().code, std::string("entity.unknown_code"));
}

void TstEntityId::writesDisplayCodes_data()
{
  QTest::addColumn<QString>("code");
  QTest::newRow("stock_sh_600000") << "600000.SH";
  QTest::newRow("stock_sz_000001") << "000001.SZ";
  QTest::newRow("stock_bj_430047") << "430047.BJ";
  QTest::newRow("stockhk_hk_00700") << "00700.HK";
  QTest::newRow("stockus_nasdaq_AAPL") << "AAPL";
  QTest::newRow("coin_binance_BTC-USDT") << "BTC/USDT";
  QTest::newRow("coin_binance_BTC-USDT_USDT-241227") << "BTC/USDT:USDT-241227";
}

void TstEntityId::writesDisplayCodes()
{
  QFETCH(QString, code);
  const EntityId id = *EntityId::parse(QTest::currentDataTag());
  QCOMPARE(QString::fromStdString(displayCode(id)), code);
  const auto readings = readCode(displayCode(id));
  QVERIFY(std::find(readings.begin(), readings.end(), id) != readings.end());
}

void TstEntityId::unifiedSymbolsRoundTrip()
{
  int count = 0;
  for (const char* file : {"oracle/ccxt/markets_binance_spot.csv", "oracle/ccxt/markets_binance_usdm.csv",
           "oracle/ccxt/markets_coinbase_exchange.csv", "oracle/ccxt/markets_okx.csv"}) {
    const auto path = tests::fixture(file);
    if (!path)
      QSKIP("fixtures of ccxt are not there");
    std::istringstream lines(tests::readFile(*path));
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line)) {
      const std::size_t comma = line.find(',');
      const std::string symbol = line.substr(comma + 1, line.find(',', comma + 1) - comma - 1);
      const std::string code = codeFromUnifiedSymbol(symbol);
      QCOMPARE(unifiedSymbolFromCode(code), symbol);
      const auto id = EntityId::parse("coin_binance_" + code);
      QVERIFY2(id, symbol.c_str());
      QCOMPARE(id->code, code);
      ++count;
    }
  }
  QCOMPARE(count, 1695 + 122 + 162 + 843);
}

void TstEntityId::boards_data()
{
  QTest::addColumn<int>("board");
  const auto row = [](const char* id, Board board) { QTest::newRow(id) << static_cast<int>(board); };
  row("stock_sh_600000", Board::Main);
  row("stock_sh_605499", Board::Main);
  row("stock_sz_000001", Board::Main);
  row("stock_sz_001979", Board::Main);
  row("stock_sz_002594", Board::Main);
  row("stock_sz_003816", Board::Main);
  row("stock_sz_300750", Board::ChiNext);
  row("stock_sz_301001", Board::ChiNext);
  row("stock_sz_302132", Board::ChiNext);
  row("stock_sh_688001", Board::Star);
  row("stock_sh_689009", Board::Star);
  row("stock_bj_430047", Board::Bse);
  row("stock_bj_920019", Board::Bse);
  row("stock_sh_900901", Board::BShare);
  row("stock_sz_200002", Board::BShare);
  row("etf_sh_510300", Board::Fund);
  row("cbond_sh_113050", Board::ConvertibleBond);
  row("index_sh_000001", Board::Index);
  row("stockhk_hk_00700", Board::HongKong);
  row("stockus_nasdaq_AAPL", Board::UsStock);
  row("coin_binance_BTC-USDT", Board::Crypto);
  row("future_shfe_cu2501", Board::Other);
}

void TstEntityId::boards()
{
  QFETCH(int, board);
  QCOMPARE(static_cast<int>(boardOf(*EntityId::parse(QTest::currentDataTag()))), board);
}

void TstEntityId::tableFindsAndSorts()
{
  const auto entity = [](const char* id, const char* name) {
    Entity result;
    result.id = *EntityId::parse(id);
    result.name = name;
    return result;
  };
  const EntityTable table({entity("stock_sz_000001", "平安银行"), entity("index_sh_000001", "上证指数"),
      entity("stock_sh_600000", "浦发银行")});
  QCOMPARE(table.size(), std::size_t(3));
  QCOMPARE(table.at(EntityIndex{0}).id.toString(), std::string("index_sh_000001"));
  for (const Entity& one : table.entities())
    QCOMPARE(table.at(*table.find(one.id.toString())), one);
  QVERIFY(!table.find("stock_sz_000002"));
}

void TstEntityId::pinyin_data()
{
  QTest::addColumn<QString>("initials");
  // What the exchanges' and vendors' short codes are.
  QTest::newRow("平安银行") << "PAYH";
  QTest::newRow("浦发银行") << "PFYH";
  QTest::newRow("贵州茅台") << "GZMT";
  QTest::newRow("重庆啤酒") << "CQPJ";
  QTest::newRow("厦门钨业") << "XMWY";
  QTest::newRow("长江电力") << "CJDL";
  QTest::newRow("中国石油") << "ZGSY";
  QTest::newRow("西藏药业") << "XZYY";
  QTest::newRow("东阿阿胶") << "DEEJ";
  QTest::newRow("鑫科材料") << "XKCL";
  QTest::newRow("晟楠科技") << "SNKJ";
  QTest::newRow("万科Ａ") << "WKA";
  QTest::newRow("万 科A") << "WKA";
  QTest::newRow("*ST海航") << "STHH";
  QTest::newRow("上证50") << "SZ50";
  QTest::newRow("宁德时代") << "NDSD";
  QTest::newRow("比亚迪") << "BYD";
  QTest::newRow("隆基绿能") << "LJLN";
  QTest::newRow("Apple") << "APPLE";
}

void TstEntityId::pinyin()
{
  QFETCH(QString, initials);
  QCOMPARE(QString::fromStdString(pinyinInitials(QTest::currentDataTag())), initials);
}

void TstEntityId::everyReadingOfACharacter()
{
  const auto initials = [](const char* name) {
    QStringList texts;
    for (const CharacterReading& one : pinyinReadings(name))
      texts.append(QString::fromStdString(
          one.initials.empty() ? std::string(1, static_cast<char>(one.character)) : one.initials));
    return texts.join(u' ');
  };
  // 重 zhòng, chóng; 庆 qìng: people type both cq and zq for 重庆.
  QCOMPARE(initials("重庆啤酒"), QStringLiteral("CZ Q P J"));
  QCOMPARE(initials("平安银行"), QStringLiteral("P A Y HX"));
  QCOMPARE(initials("重机"), QStringLiteral("ZC J"));
  QCOMPARE(initials("西藏药业"), QStringLiteral("X ZC Y Y"));
  QCOMPARE(initials("长安汽车"), QStringLiteral("CZ A Q CJ"));
  QCOMPARE(initials("万  科Ａ"), QStringLiteral("W K a")); // as the Shenzhen exchange writes it
  QCOMPARE(initials("*ST海航"), QStringLiteral("* s t H H"));
  QCOMPARE(pinyinReadings("平").front().character, U'平');
  QVERIFY(pinyinReadings("").empty());
}

void TstEntityId::pricesHaveACurrency()
{
  const auto currency = [](const char* id) { return QString::fromStdString(currencyOf(EntityId::parse(id).value())); };
  QCOMPARE(currency("stock_sz_000001"), "CNY");
  QCOMPARE(currency("stockhk_hk_00700"), "HKD");
  QCOMPARE(currency("stockus_nasdaq_AAPL"), "USD");
  QCOMPARE(currency("coin_binance_BTC-USDT"), "USDT");
  QCOMPARE(currency("coin_binance_BTC-USDC_USDC"), "USDC");
  QCOMPARE(currency("coin_binance_BTCUSDT"), "USDT");
  QCOMPARE(currency("coin_binance_ETHBTC"), "BTC");
  QCOMPARE(currency("coin_binance_XYZ"), "");
  Entity entity;
  entity.id = EntityId::parse("stockhk_hk_80700").value();
  entity.currency = "CNY"; // its counter in renminbi
  QCOMPARE(QString::fromStdString(currencyOf(entity)), "CNY");
}

QTEST_APPLESS_MAIN(TstEntityId)
#include "tst_entity_id.moc"
