// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/extreme_pyramid.h"

#include <QTest>

#include <rapidcheck.h>

#include <cmath>
#include <limits>

using zvt::widgets::ExtremePyramid;
using zvt::widgets::Extremes;

namespace {

/// The law by its definition: look at every value.
Extremes bySearch(const std::vector<double>& values, std::size_t begin, std::size_t end)
{
  Extremes total{std::nan(""), std::nan("")};
  for (std::size_t i = begin; i < std::min(end, values.size()); ++i) {
    total.minimum = std::fmin(total.minimum, values[i]);
    total.maximum = std::fmax(total.maximum, values[i]);
  }
  return total;
}

bool same(double a, double b)
{
  return a == b || (std::isnan(a) && std::isnan(b));
}

std::vector<double> withGaps(const std::vector<int>& numbers)
{
  std::vector<double> values;
  for (const int n : numbers)
    values.push_back(n % 7 == 0 ? std::numeric_limits<double>::quiet_NaN() : n);
  return values;
}

}

class TstExtremePyramid : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void everyRangeEqualsASearch()
  {
    QVERIFY(rc::check("range() equals a search", [](const std::vector<int>& numbers) {
      const std::vector<double> values = withGaps(numbers);
      const ExtremePyramid pyramid(values);
      const auto begin = *rc::gen::inRange<std::size_t>(0, values.size() + 1);
      const auto end = *rc::gen::inRange<std::size_t>(0, values.size() + 2);
      const Extremes found = pyramid.range(values, begin, end);
      const Extremes expected = bySearch(values, begin, end);
      RC_ASSERT(same(found.minimum, expected.minimum));
      RC_ASSERT(same(found.maximum, expected.maximum));
    }));
  }

  void appendingEqualsBuildingAnew()
  {
    QVERIFY(rc::check("update() after an append or a changed last value equals a new pyramid",
        [](const std::vector<int>& first, const std::vector<int>& more) {
          std::vector<double> values = withGaps(first);
          ExtremePyramid pyramid(values);
          const std::size_t changed = values.empty() ? 0 : values.size() - 1;
          if (!values.empty())
            values.back() = 123456;
          for (const double value : withGaps(more))
            values.push_back(value);
          pyramid.update(values, changed);
          for (std::size_t begin = 0; begin <= values.size(); begin += 5) {
            const Extremes found = pyramid.range(values, begin, values.size());
            const Extremes expected = bySearch(values, begin, values.size());
            RC_ASSERT(same(found.minimum, expected.minimum) && same(found.maximum, expected.maximum));
          }
        }));
  }

  void aSinglePeakAmongAMillionIsKept()
  {
    std::vector<double> values(1'000'000, 1.0);
    values[654'321] = 9;
    const ExtremePyramid pyramid(values);
    QCOMPARE(pyramid.range(values, 0, values.size()).maximum, 9.0);
    QCOMPARE(pyramid.range(values, 654'322, values.size()).maximum, 1.0);
    QCOMPARE(pyramid.range(values, 600'000, 654'322).maximum, 9.0);
  }
};

QTEST_APPLESS_MAIN(TstExtremePyramid)
#include "tst_extreme_pyramid.moc"
