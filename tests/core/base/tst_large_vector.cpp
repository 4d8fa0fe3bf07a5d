// SPDX-License-Identifier: Apache-2.0
#include "core/base/large_vector.h"

#include <QtTest>

#include <cstdint>

using namespace zvt;

class TstLargeVector : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void keepsItsValuesAsItGrows();
  void largeMemoryIsAligned();
  void tooMuchIsRefused();
};

/// From ordinary memory to large memory and on, as a vector that doubles does.
void TstLargeVector::keepsItsValuesAsItGrows()
{
  LargeVector<std::uint32_t> values;
  constexpr std::uint32_t kCount = 3 * kHugePage / sizeof(std::uint32_t);
  for (std::uint32_t i = 0; i < kCount; ++i)
    values.push_back(i * 7);
  LargeVector<std::uint32_t> copy = values;
  values.resize(10);
  values.shrink_to_fit(); // and back
  QCOMPARE(values.back(), 63U);
  const LargeVector<std::uint32_t> moved = std::move(copy);
  for (std::uint32_t i = 0; i < kCount; ++i)
    if (moved[i] != i * 7)
      QFAIL(qPrintable(QString::number(i)));
}

void TstLargeVector::largeMemoryIsAligned()
{
  const LargeVector<double> large(kHugePage / sizeof(double));
  QCOMPARE(reinterpret_cast<std::uintptr_t>(large.data()) % kHugePage, std::uintptr_t{0});
}

void TstLargeVector::tooMuchIsRefused()
{
  LargeAllocator<double> allocator;
  QVERIFY_THROWS_EXCEPTION(std::bad_alloc, static_cast<void>(allocator.allocate(static_cast<std::size_t>(-1) / 4)));
}

QTEST_APPLESS_MAIN(TstLargeVector)
#include "tst_large_vector.moc"
