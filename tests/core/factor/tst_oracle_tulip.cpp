// SPDX-License-Identifier: Apache-2.0
#include "tests/core/factor/oracle_tulip_rows.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::tests;

namespace {

struct Block {
  std::string name;
  std::vector<std::vector<std::string>> arrays;
};

std::vector<Block> readBlocks(const std::filesystem::path& file)
{
  std::vector<Block> blocks;
  for (const std::string& line : linesOf(file)) {
    if (line.front() == '{')
      blocks.back().arrays.push_back(bracedCells(line));
    else
      blocks.push_back({line, {}});
  }
  return blocks;
}

std::vector<TulipCase> cases()
{
  std::vector<TulipCase> all = kTulipTrend;
  for (const auto* list : {&kTulipMath, &kTulipRecursion, &kTulipVolume})
    all.insert(all.end(), list->begin(), list->end());
  return all;
}

market::BarSeries barsOfBlock(const Block& block, std::string_view fields)
{
  const std::size_t count = block.arrays.front().size();
  market::BarSeries bars;
  for (auto* column : {&bars.open, &bars.high, &bars.low, &bars.close, &bars.volume, &bars.turnover})
    column->assign(count, kNan);
  const std::map<char, std::vector<double>*> byLetter{
      {'O', &bars.open}, {'H', &bars.high}, {'L', &bars.low}, {'C', &bars.close}, {'V', &bars.volume}};
  for (std::size_t i = 0; i < fields.size(); ++i)
    *byLetter.at(fields[i]) = numbersOf(block.arrays[i]);
  for (std::size_t i = 0; i < count; ++i)
    bars.key.push_back(static_cast<std::int64_t>(i));
  return bars;
}

}

class TstOracleTulip : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void block_data();
  void block();
  void everyBlockIsCompared();
};

void TstOracleTulip::block_data()
{
  QTest::addColumn<int>("index");
  const auto all = cases();
  for (std::size_t i = 0; i < all.size(); ++i)
    QTest::addRow("%s", all[i].block) << static_cast<int>(i);
}

void TstOracleTulip::block()
{
  QFETCH(int, index);
  const TulipCase one = cases()[static_cast<std::size_t>(index)];
  ZVT_FIXTURE(folder, "oracle/tulip");
  int blocks = 0;
  for (const char* file : {"atoz.txt", "extra.txt"}) {
    for (const Block& block : readBlocks(folder / file)) {
      if (block.name != one.block)
        continue;
      ++blocks;
      const std::size_t inputs = std::string_view(one.inputs).size();
      QCOMPARE(block.arrays.size(), inputs + one.formulas.size());
      const auto bars = barsOfBlock(block, one.inputs);
      for (std::size_t k = 0; k < one.formulas.size(); ++k) {
        auto cells = block.arrays[inputs + k];
        cells.resize(cells.size() - one.surplus);
        const auto values = evaluate(one.formulas[k], bars);
        QVERIFY(cells.size() <= values.size());
        const std::vector<double> tail(values.end() - static_cast<std::ptrdiff_t>(cells.size()), values.end());
        const OracleCase how{file, one.block, one.formulas[k], one.slack, one.skip, false, one.relative};
        const QString apart = difference(tail, cells, how);
        QVERIFY2(apart.isEmpty(), qPrintable(QStringLiteral("%1: %2").arg(QLatin1String(one.formulas[k]), apart)));
      }
    }
  }
  QVERIFY(blocks > 0);
}

void TstOracleTulip::everyBlockIsCompared()
{
  ZVT_FIXTURE(folder, "oracle/tulip");
  std::set<std::string> settled;
  for (const TulipCase& one : cases())
    settled.insert(one.block);
  for (const OracleException& one : kTulipExceptions)
    settled.insert(one.column);
  QStringList missing;
  for (const char* file : {"atoz.txt", "extra.txt"})
    for (const Block& block : readBlocks(folder / file))
      if (!settled.contains(block.name))
        missing.push_back(QString::fromStdString(block.name));
  QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u"; ")));
}

QTEST_APPLESS_MAIN(TstOracleTulip)
#include "tst_oracle_tulip.moc"
