// SPDX-License-Identifier: Apache-2.0
#include "core/storage/coverage_spans.h"
#include "tests/core/storage/test_profile.h"

#include <QTest>

#include <rapidcheck.h>

using namespace zvt;
using namespace zvt::storage;
using namespace zvt::tests;

namespace {

constexpr int kDays = 40;
constexpr int kStart = 19'700; // 2023-12-09

TradingDay day(int n)
{
  return TradingDay{kStart + n};
}

CoverageSpan span(int first, int last, Asked asked = Asked::Answered, std::string detail = {})
{
  return {day(first), day(last), asked, std::move(detail)};
}

CoverageSpans anySpans()
{
  CoverageSpans spans;
  for (int i = *rc::gen::inRange(0, 6); i > 0; --i) {
    const int first = *rc::gen::inRange(0, kDays);
    const int last = *rc::gen::inRange(first - 2, kDays);
    const char* const details[] = {"", "net.timeout"};
    spans.push_back(span(first, std::max(last, first - 1), static_cast<Asked>(*rc::gen::inRange(0, 5)),
        details[*rc::gen::inRange(0, 2)]));
  }
  return spans;
}

/// What a list says, day by day: the model that the spans are compared with.
using Model = std::vector<std::optional<std::pair<Asked, std::string>>>;

Model modelOf(const CoverageSpans& spans)
{
  Model model(kDays);
  for (const CoverageSpan& one : spans) {
    for (TradingDay d = one.first; d <= one.last; d = d + 1) {
      auto& said = model[static_cast<std::size_t>(d.days - kStart)];
      const std::pair<Asked, std::string> answer{one.asked, one.detail};
      said = said ? std::max(*said, answer) : answer;
    }
  }
  return model;
}

/// Ascending, apart, and no two neighbours that could be one.
bool isCanonical(const CoverageSpans& spans)
{
  for (std::size_t i = 0; i < spans.size(); ++i) {
    if (spans[i].first > spans[i].last)
      return false;
    if (i == 0)
      continue;
    const CoverageSpan& before = spans[i - 1];
    const bool joins =
        before.last + 1 == spans[i].first && before.asked == spans[i].asked && before.detail == spans[i].detail;
    if (before.last >= spans[i].first || joins)
      return false;
  }
  return true;
}

}

class TstCoverageSpans : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void neighboursBecomeOne()
  {
    QCOMPARE(merged({span(0, 3)}, {span(4, 9)}), (CoverageSpans{span(0, 9)}));
    QCOMPARE(merged({span(0, 3)}, {span(5, 9)}), (CoverageSpans{span(0, 3), span(5, 9)}));
    QCOMPARE(merged({}, {}), CoverageSpans());
    QCOMPARE(merged({span(5, 4)}, {}), CoverageSpans());
  }

  /// A failure says less than an answer, whichever came first; a suspension says more than an empty answer.
  void theAnswerThatSaysMoreHolds()
  {
    QCOMPARE(merged({span(0, 9)}, {span(4, 5, Asked::Failed, "net.timeout")}), (CoverageSpans{span(0, 9)}));
    QCOMPARE(merged({span(0, 9, Asked::Failed, "net.timeout")}, {span(4, 5)}),
        (CoverageSpans{
            span(0, 3, Asked::Failed, "net.timeout"), span(4, 5), span(6, 9, Asked::Failed, "net.timeout")}));
    QCOMPARE(merged({span(0, 9)}, {span(4, 5, Asked::Suspended)}),
        (CoverageSpans{span(0, 3), span(4, 5, Asked::Suspended), span(6, 9)}));
  }

  void forgettingCutsSpans()
  {
    QCOMPARE(without({span(0, 9)}, day(4), day(5)), (CoverageSpans{span(0, 3), span(6, 9)}));
    QCOMPARE(without({span(0, 9)}, day(0), day(9)), CoverageSpans());
    QCOMPARE(without({span(0, 9)}, day(7), day(20)), (CoverageSpans{span(0, 6)}));
    QCOMPARE(without({span(0, 9)}, day(5), day(4)), (CoverageSpans{span(0, 9)}));
  }

  void ofOneDay()
  {
    const CoverageSpans spans = merged({span(2, 4)}, {span(5, 5, Asked::NoData), span(9, 9)});
    QVERIFY(!spanOn(spans, day(1)));
    QVERIFY(spanOn(spans, day(2))->asked == Asked::Answered);
    QVERIFY(spanOn(spans, day(4))->asked == Asked::Answered);
    QVERIFY(spanOn(spans, day(5))->asked == Asked::NoData);
    QVERIFY(!spanOn(spans, day(6)));
    QVERIFY(spanOn(spans, day(9))->asked == Asked::Answered);
    QVERIFY(!spanOn(spans, day(10)));
    QVERIFY(!spanOn({}, day(10)));
  }

  void mergingIsTheModelDayByDay()
  {
    QVERIFY(rc::check([] {
      const CoverageSpans a = anySpans();
      const CoverageSpans b = anySpans();
      CoverageSpans all = a;
      all.insert(all.end(), b.begin(), b.end());
      const CoverageSpans both = merged(a, b);
      const Model model = modelOf(all);
      RC_ASSERT(modelOf(both) == model);
      RC_ASSERT(isCanonical(both));
      for (int i = 0; i < kDays; ++i) {
        const CoverageSpan* found = spanOn(both, day(i));
        const auto& said = model[static_cast<std::size_t>(i)];
        RC_ASSERT((found != nullptr) == said.has_value());
        if (found != nullptr)
          RC_ASSERT((std::pair(found->asked, found->detail) == *said));
      }
    }));
  }

  /// Any order, any repetition and any grouping of the same answers give the same ledger.
  void orderDoesNotMatter()
  {
    QVERIFY(rc::check([] {
      std::vector<CoverageSpans> answers;
      for (int i = *rc::gen::inRange(0, 6); i > 0; --i)
        answers.push_back(anySpans());
      CoverageSpans inOrder;
      for (const CoverageSpans& answer : answers)
        inOrder = merged(inOrder, answer);
      std::vector<CoverageSpans> shuffled;
      for (const std::size_t i : *rc::gen::container<std::vector<std::size_t>>(
               rc::gen::inRange<std::size_t>(0, answers.size() + (answers.empty() ? 1 : 0)))) {
        if (i < answers.size())
          shuffled.push_back(answers[i]);
      }
      shuffled.insert(shuffled.end(), answers.rbegin(), answers.rend());
      CoverageSpans other;
      for (const CoverageSpans& answer : shuffled)
        other = merged(answer, other);
      RC_ASSERT(other == inOrder);
      RC_ASSERT(merged(inOrder, inOrder) == inOrder);
    }));
  }

  void forgettingIsTheModelDayByDay()
  {
    QVERIFY(rc::check([] {
      const CoverageSpans spans = merged(anySpans(), {});
      const int first = *rc::gen::inRange(0, kDays);
      const int last = *rc::gen::inRange(0, kDays);
      const CoverageSpans rest = without(spans, day(first), day(last));
      Model expected = modelOf(spans);
      for (int i = first; i <= last; ++i)
        expected[static_cast<std::size_t>(i)].reset();
      RC_ASSERT(modelOf(rest) == expected);
      RC_ASSERT(isCanonical(rest));
    }));
  }

  void textKeepsEverything()
  {
    QVERIFY(rc::check([] {
      const CoverageSpans spans = merged(anySpans(), {});
      const auto read = parseCoverage(coverageText(spans));
      RC_ASSERT(read.has_value());
      RC_ASSERT(*read == spans);
    }));
    QCOMPARE(coverageText({{TradingDay::parse("2024-01-02").value(), TradingDay::parse("2024-03-29").value(),
                 Asked::Failed, "net.timeout"}}),
        std::string(R"([["2024-01-02","2024-03-29","failed","net.timeout"]])"));
  }

  void badTextIsRefused()
  {
    for (const char* text :
        {"{}", "[1]", "[[]]", R"([["2024-01-02","2024-01-03"]])", R"([["2024-01-02",5,"answered"]])",
            R"([["2024-01-02","2024-01-03","maybe"]])", R"([["2024-01-02","2024-01-03","failed",5]])"})
      QCOMPARE(codeOf(parseCoverage(text)), std::string("storage.bad_coverage"));
    QVERIFY(!parseCoverage("["));
    QVERIFY(!parseCoverage(R"([["2024-02-30","2024-03-03","answered"]])"));
  }
};

QTEST_APPLESS_MAIN(TstCoverageSpans)
#include "tst_coverage_spans.moc"
