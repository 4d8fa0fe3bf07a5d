// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/symbol_search.h"

#include "core/base/random.h"
#include "core/base/testing/memory_file_system.h"
#include "core/base/testing/mock_clock.h"
#include "core/base/text.h"
#include "core/market/entity.h"
#include "tests/support/fixtures.h"
#include "tests/ui/shell/search_oracle.h"
#include "ui/bridge/executor_pool.h"
#include "ui/shell/symbol_catalogue.h"

#include <QtTest>

#include <algorithm>
#include <set>

using namespace zvt;
using namespace zvt::ui;

namespace {

SearchItem stock(const char* code, const char* exchange, const char* name)
{
  SearchItem item;
  item.id = std::string("stock_") + exchange + '_' + code;
  item.code = code;
  item.exchange = exchange;
  item.displayCode = std::string(code) + '.' + toUpper(exchange);
  item.name = name;
  return item;
}

SearchItem foreign(const char* code, const char* name)
{
  SearchItem item = stock(code, "nasdaq", name);
  item.displayCode = code;
  return item;
}

Search searchOver(std::vector<SearchItem> items)
{
  Search search;
  search.setIndex(std::make_shared<const SearchIndex>(std::move(items)));
  return search;
}

QStringList names(Search& search, const char* typed, std::size_t limit = 100)
{
  QStringList found;
  for (const Search::Hit& hit : search.find(typed, limit).best)
    found.append(QString::fromStdString(search.index()->item(hit.item).name));
  return found;
}

/// The securities of the two exchanges, as a vendor lists them.
std::vector<SearchItem> realStocks(const std::filesystem::path& file)
{
  std::vector<SearchItem> items;
  const std::string text = tests::readFile(file);
  for (const std::string_view line : split(text, '\n')) {
    const auto fields = split(line, ',');
    if (fields.size() < 2 || fields[0].size() != 6 || !parseInt(fields[0]))
      continue;
    const char* exchange = fields[0][0] == '6' ? "sh" : fields[0][0] == '0' || fields[0][0] == '3' ? "sz" : "bj";
    items.push_back(stock(std::string(fields[0]).c_str(), exchange, std::string(fields[1]).c_str()));
  }
  return items;
}

std::string firstOf(const std::u32string& text, std::size_t count)
{
  return QString::fromUcs4(text.data(), static_cast<qsizetype>(std::min(count, text.size()))).toStdString();
}

/// What somebody might type to find an item: its code, name, initials, and characters left out of them.
std::vector<std::u32string> typings(const SearchItem& item, SeededRandom& random)
{
  const auto wide = [](const std::string& text) { return QString::fromStdString(text).toStdU32String(); };
  std::vector<std::u32string> all{wide(item.code), wide(item.displayCode), wide(item.name),
      wide(toLower(market::pinyinInitials(item.name))), wide(item.exchange + item.code)};
  std::u32string gappy;
  for (const char32_t c : all[random.uniform() < 0.5 ? 3 : 0])
    if (random.uniform() < 0.7)
      gappy += c;
  all.push_back(gappy);
  return all;
}

}

class TstSymbolSearch : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void theBetterFitGoesFirst()
  {
    Search search = searchOver({stock("601872", "sh", "招商轮船"), foreign("AAA", "Zs Foods"),
        stock("000009", "sh", "中国石化"), foreign("BBB", "New Zs Mines"), stock("000001", "sh", "上证指数"),
        foreign("ZSAN", "Zosano"), foreign("ZS", "Zscaler"), stock("600280", "sh", "中央商场")});
    // The code, its start, initials, start of the name, a later word, inside, with gaps; by hand.
    QCOMPARE(names(search, "zs"),
        QStringList({QStringLiteral("Zscaler"), QStringLiteral("Zosano"), QStringLiteral("招商轮船"),
            QStringLiteral("Zs Foods"), QStringLiteral("New Zs Mines"), QStringLiteral("上证指数"),
            QStringLiteral("中国石化"), QStringLiteral("中央商场")}));
  }

  void smallerGapsGoFirst()
  {
    Search search = searchOver({stock("600001", "sh", "平顶山天安银行"), stock("600002", "sh", "平安大银行"),
        stock("600003", "sh", "平安银行")});
    QCOMPARE(names(search, "payh"),
        QStringList({QStringLiteral("平安银行"), QStringLiteral("平安大银行"), QStringLiteral("平顶山天安银行")}));
  }

  void bothReadingsFind_data()
  {
    QTest::addColumn<QString>("name");
    for (const char* typed : {"cqpj", "zqpj", "CQ", "zq", "重庆", "重q", "c庆"})
      QTest::newRow(typed) << QStringLiteral("重庆啤酒");
    for (const char* typed : {"payh", "payx", "平安", "银行", "yh", "paYH", "ｐａｙｈ", "p a y h"})
      QTest::newRow(typed) << QStringLiteral("平安银行");
    for (const char* typed : {"ca", "za", "长安", "caqc", "caqj"})
      QTest::newRow(typed) << QStringLiteral("长安汽车");
    for (const char* typed : {"wk", "wka", "万科", "万科A", "万科Ａ"})
      QTest::newRow(typed) << QStringLiteral("万  科Ａ");
    for (const char* typed : {"sthh", "hh", "*st", "ST海", "海航"})
      QTest::newRow(typed) << QStringLiteral("*ST海航");
    for (const char* typed : {"600030", "600030.sh", "SH600030", "stock_sh_600030", "6030", "030", "zxzq"})
      QTest::newRow(typed) << QStringLiteral("中信证券");
  }

  void bothReadingsFind()
  {
    QFETCH(QString, name);
    Search search = searchOver(
        {stock("600132", "sh", "重庆啤酒"), stock("000001", "sz", "平安银行"), stock("000625", "sz", "长安汽车"),
            stock("000002", "sz", "万  科Ａ"), stock("600221", "sh", "*ST海航"), stock("600030", "sh", "中信证券")});
    const QStringList found = names(search, QTest::currentDataTag());
    QVERIFY2(found.contains(name), qPrintable(found.join(u' ')));
  }

  void usedGoFirstAmongEqualsOnly()
  {
    const std::vector<SearchItem> items{stock("600999", "sh", "招商证券"), stock("600036", "sh", "招商银行"),
        stock("601916", "sh", "浙商银行"), stock("000001", "sh", "上证指数")};
    Search search = searchOver(items);
    search.setUsed({"stock_sh_000001", "stock_sh_601916"});
    // 浙商 was used and begins with zs as the others do; 上证指数 was used more but has zs only inside.
    QCOMPARE(names(search, "zs"),
        QStringList({QStringLiteral("浙商银行"), QStringLiteral("招商证券"), QStringLiteral("招商银行"),
            QStringLiteral("上证指数")}));
    // Nothing typed: what was used, best first.
    QCOMPARE(names(search, " "), QStringList({QStringLiteral("上证指数"), QStringLiteral("浙商银行")}));
    QCOMPARE(search.find("zs", 1).best.size(), std::size_t(1));
    QCOMPARE(search.find("zs", 1).total, std::size_t(4));
  }

  void stocksBeforeIndexesDelistedLast()
  {
    const auto entity = [](const char* id, const char* name, bool delisted = false) {
      market::Entity made;
      made.id = *market::EntityId::parse(id);
      made.name = name;
      made.pinyin = market::pinyinInitials(name);
      if (delisted)
        made.delisted = *TradingDay::parse("2020-01-02");
      return made;
    };
    const market::EntityTable table({entity("index_sh_000001", "上证指数"), entity("stock_sz_000001", "平安银行"),
        entity("bond_sh_000001", "国债"), entity("stock_bj_000001", "旧公司", true)});
    Search search = searchOver(searchItems(table));
    QCOMPARE(names(search, "000001"),
        QStringList({QStringLiteral("平安银行"), QStringLiteral("上证指数"), QStringLiteral("国债"),
            QStringLiteral("旧公司")}));
  }

  void marksShowWhatWasTyped()
  {
    const SearchIndex index({stock("600036", "sh", "招商银行"), stock("000002", "sz", "万  科Ａ")});
    const auto at = [&](std::uint32_t item, const char* typed) { return index.marks(item, SearchQuery(typed)); };
    QCOMPARE(at(0, "zs").name, (std::vector<std::uint16_t>{0, 1}));
    QCOMPARE(at(0, "yh").name, (std::vector<std::uint16_t>{2, 3}));
    QCOMPARE(at(0, "zyh").name, (std::vector<std::uint16_t>{0, 2, 3}));
    QCOMPARE(at(1, "wka").name, (std::vector<std::uint16_t>{0, 3, 4})); // the blanks count
    QCOMPARE(at(0, "6000").codeFrom, std::uint16_t(0));
    QCOMPARE(at(0, "6000").codeLength, std::uint16_t(4));
    QCOMPARE(at(0, "sh6000").codeLength, std::uint16_t(4));
    QCOMPARE(at(0, "36.sh").codeFrom, std::uint16_t(4));
    QVERIFY(at(0, "6000").name.empty());
    QVERIFY(at(0, "").name.empty());
  }

  void equalsThePlainRules()
  {
    ZVT_FIXTURE(file, "providers/eastmoney/derived/code.csv");
    const std::vector<SearchItem> items = realStocks(file);
    QVERIFY(items.size() > 1000);
    Search search = searchOver(items);
    SeededRandom random(11);
    std::size_t compared = 0;
    for (int round = 0; round < 12; ++round) {
      const SearchItem& item = items[static_cast<std::size_t>(random.uniform() * static_cast<double>(items.size()))];
      for (const std::u32string& whole : typings(item, random)) {
        const std::string typed = firstOf(whole, 1 + static_cast<std::size_t>(random.uniform() * 4));
        std::map<std::uint32_t, MatchKind> expected;
        for (std::uint32_t i = 0; i < items.size(); ++i)
          if (const MatchKind kind = typed.empty() ? MatchKind::None : tests::oracleKind(items[i], typed);
              kind != MatchKind::None)
            expected.emplace(i, kind);
        const Search::Found found = search.find(typed, items.size());
        QCOMPARE(found.best.size(), expected.size());
        MatchKind last = MatchKind::Code;
        for (const Search::Hit& hit : found.best) {
          QVERIFY2(expected.contains(hit.item) && expected.at(hit.item) == hit.kind,
              (typed + " in " + items[hit.item].name + ' ' + items[hit.item].displayCode).c_str());
          QVERIFY2(hit.kind >= last, typed.c_str());
          last = hit.kind;
          ++compared;
        }
      }
    }
    QVERIFY(compared > 1000);
  }

  void everyCharacterNarrows()
  {
    ZVT_FIXTURE(file, "providers/eastmoney/derived/code.csv");
    const std::vector<SearchItem> items = realStocks(file);
    Search typing = searchOver(items);
    Search fresh = searchOver(items);
    const auto ids = [](const Search::Found& found) {
      std::vector<std::uint32_t> list;
      for (const Search::Hit& hit : found.best)
        list.push_back(hit.item);
      return list;
    };
    SeededRandom random(5);
    for (int round = 0; round < 25; ++round) {
      const SearchItem& item = items[static_cast<std::size_t>(random.uniform() * static_cast<double>(items.size()))];
      for (const std::u32string& whole : typings(item, random)) {
        std::set<std::uint32_t> before;
        for (std::size_t length = 1; length <= whole.size(); ++length) {
          const std::string typed = firstOf(whole, length);
          const std::vector<std::uint32_t> found = ids(typing.find(typed, items.size()));
          QVERIFY2(length == 1 || std::all_of(found.begin(), found.end(), [&](auto id) { return before.contains(id); }),
              typed.c_str());
          // Typing on gives what typing at once gives, in the same order.
          fresh.setIndex(fresh.index());
          QCOMPARE(found, ids(fresh.find(typed, items.size())));
          before = {found.begin(), found.end()};
        }
      }
    }
  }

  void aWholeCodeIsAlwaysFirst()
  {
    ZVT_FIXTURE(file, "providers/eastmoney/derived/code.csv");
    const std::vector<SearchItem> items = realStocks(file);
    Search search = searchOver(items);
    search.setUsed({items[0].id, items[1].id, items[2].id}); // use does not matter
    for (std::size_t i = 0; i < items.size(); i += 7)
      for (const std::string& typed : {items[i].code, items[i].displayCode, items[i].exchange + items[i].code}) {
        const Search::Found found = search.find(typed, 1);
        QVERIFY(!found.best.empty());
        QCOMPARE(search.index()->item(found.best[0].item).code, items[i].code);
      }
  }

  void useIsRecentAndFrequent()
  {
    constexpr std::int64_t kDay = 24 * 3600;
    SymbolUsage usage;
    usage.note("often", Timestamp::fromSeconds(0));
    usage.note("often", Timestamp::fromSeconds(60));
    usage.note("often", Timestamp::fromSeconds(120));
    usage.note("once", Timestamp::fromSeconds(kDay));
    QCOMPARE(usage.best(), (std::vector<std::string>{"often", "once"}));
    // Three weeks on, 3 × 2⁻³ counts less than a use of today.
    usage.note("today", Timestamp::fromSeconds(21 * kDay));
    QCOMPARE(usage.best(), (std::vector<std::string>{"today", "often", "once"}));
    QCOMPARE(SymbolUsage::fromJson(usage.toJson()).best(), usage.best());
    QVERIFY(SymbolUsage::fromJson("{\"uses\": [{\"id\":").best().empty());
    for (int i = 0; i < 1000; ++i)
      usage.note("id" + std::to_string(i), Timestamp::fromSeconds(30 * kDay + i));
    QCOMPARE(usage.best().size(), std::size_t(300));
  }

  void catalogueFollowsTheTableAndRemembers()
  {
    testing::MockClock clock;
    testing::MemoryFileSystem files;
    const auto entity = [](const char* id, const char* name) {
      market::Entity made;
      made.id = *market::EntityId::parse(id);
      made.name = name;
      return made;
    };
    auto table = std::make_shared<const market::EntityTable>(std::vector{entity("stock_sh_600036", "招商银行")});
    SystemClock system;
    ExecutorPool workers(2, system);
    Context context;
    context.clock = &clock;
    context.files = &files;
    context.workers = &workers;
    context.profileFolder = "/profile";
    context.entities = [&table] { return table; };
    {
      SymbolCatalogue catalogue(context);
      QTRY_VERIFY(catalogue.isReady());
      QCOMPARE(catalogue.find(QStringLiteral("zs"), 5).total, std::size_t(1));
      QCOMPARE(catalogue.find(QStringLiteral("pa"), 5).total, std::size_t(0));
      table = std::make_shared<const market::EntityTable>(
          std::vector{entity("stock_sh_600036", "招商银行"), entity("stock_sz_000001", "平安银行")});
      QSignalSpy changed(&catalogue, &SymbolCatalogue::changed);
      catalogue.refresh();
      QTRY_COMPARE(changed.size(), 1);
      QCOMPARE(catalogue.find(QStringLiteral("pa"), 5).total, std::size_t(1));
      catalogue.refresh();
      catalogue.noteUsed(QStringLiteral("stock_sz_000001"));
      QCOMPARE(catalogue.used(), std::vector<std::string>{"stock_sz_000001"});
      workers.drain();
    }
    SymbolCatalogue again(context);
    QTRY_COMPARE(again.used(), std::vector<std::string>{"stock_sz_000001"});
  }
};

QTEST_GUILESS_MAIN(TstSymbolSearch)
#include "tst_symbol_search.moc"
