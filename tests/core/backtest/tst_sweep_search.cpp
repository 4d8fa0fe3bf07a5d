// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/sweep_search.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace zvt;
using namespace zvt::backtest;

namespace {

std::vector<SweepAxis> plane()
{
  return {parseAxis("x=1:100:1").value(), parseAxis("y=1:50:1").value()};
}

/// A hill with its top at (71, 12), on which every other column is lower by chance of its number.
double height(const std::vector<std::string>& at)
{
  const double x = std::stod(at[0]) - 71;
  const double y = std::stod(at[1]) - 12;
  const double rough = std::fmod(std::stod(at[0]) * 7.31 + std::stod(at[1]) * 3.77, 1.0);
  return -x * x / 400 - y * y / 100 + rough;
}

/// The best of so many trials.
double bestOf(std::uint64_t seed, std::size_t trials, bool tells)
{
  const std::vector<SweepAxis> axes = plane();
  SweepSearch search(axes, seed);
  double best = -HUGE_VAL;
  for (std::size_t done = 0; done < trials;) {
    const auto points = search.next(std::min(SweepSearch::kBatch, trials - done));
    done += points.size();
    for (const auto& point : points) {
      best = std::max(best, height(point));
      search.tell(point, tells ? std::optional(height(point)) : std::nullopt);
    }
  }
  return best;
}

}

class TstSweepSearch : public QObject {
  Q_OBJECT

private Q_SLOTS:
  /// Of 5,000 points 60 are tried, for 30 seeds; without answers the search draws at random.
  void findsMoreThanChance()
  {
    int better = 0;
    double gained = 0;
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
      const double searched = bestOf(seed, 60, true);
      const double drawn = bestOf(seed, 60, false);
      better += searched > drawn ? 1 : 0;
      gained += searched - drawn;
    }
    QVERIFY2(better >= 20, qPrintable(QString::number(better)));
    QVERIFY(gained > 0);
  }

  void drawsNothingTwiceAndEverythingInTheEnd()
  {
    const std::vector<SweepAxis> axes{parseAxis("a=1:7:1").value(), parseAxis("b=x,y,z").value()};
    SweepSearch search(axes, 5);
    std::set<std::vector<std::string>> seen;
    for (;;) {
      const auto points = search.next(8);
      if (points.empty())
        break;
      for (const auto& point : points) {
        QVERIFY(seen.insert(point).second);
        search.tell(point, std::stod(point[0]));
      }
    }
    QCOMPARE(seen.size(), std::size_t{21});
  }

  void theSameAnswersGiveTheSamePoints()
  {
    const std::vector<SweepAxis> axes = plane();
    SweepSearch first(axes, 9), second(axes, 9), other(axes, 10);
    bool differs = false;
    for (int batch = 0; batch < 8; ++batch) {
      const auto points = first.next(SweepSearch::kBatch);
      QCOMPARE(second.next(SweepSearch::kBatch), points);
      differs = differs || other.next(SweepSearch::kBatch) != points;
      for (const auto& point : points) {
        first.tell(point, height(point));
        second.tell(point, height(point));
        other.tell(point, height(point));
      }
    }
    QVERIFY(differs);
  }

  /// Only "z" is any good: of the later trials most are with it.
  void wordsHaveNoNeighbours()
  {
    const std::vector<SweepAxis> axes{parseAxis("kind=v,w,x,y,z").value(), parseAxis("n=1:40:1").value()};
    SweepSearch search(axes, 1);
    int with = 0;
    for (int batch = 0; batch < 8; ++batch)
      for (const auto& point : search.next(SweepSearch::kBatch)) {
        search.tell(point, point[0] == "z" ? 1.0 : 0.0);
        with += batch >= 4 && point[0] == "z" ? 1 : 0;
      }
    QVERIFY2(with > 16, qPrintable(QString::number(with))); // of 32; by chance a fifth
  }

  void failuresAreNoGuide()
  {
    const std::vector<SweepAxis> axes = plane();
    SweepSearch search(axes, 2);
    int right = 0;
    for (int batch = 0; batch < 10; ++batch)
      for (const auto& point : search.next(SweepSearch::kBatch)) {
        const bool fails = std::stod(point[0]) <= 50;
        search.tell(point, fails ? std::nullopt : std::optional(batch % 2 == 0 ? std::nan("") : 1.0));
        right += batch >= 5 && !fails ? 1 : 0;
      }
    QVERIFY2(right > 25, qPrintable(QString::number(right))); // of 40
  }
};

QTEST_APPLESS_MAIN(TstSweepSearch)
#include "tst_sweep_search.moc"
