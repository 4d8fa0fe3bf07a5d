// SPDX-License-Identifier: Apache-2.0
// Cumulative Chinese reports into quarters, years and twelve months, as they were known on each day.
#include "core/factor/fundamental/figures.h"
#include "tests/core/factor/fundamental/statement_maker.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace zvt;
using namespace zvt::factor;
using tests::dayOf;
using tests::StatementMaker;

namespace {

constexpr Item kSales{StatementKind::Income, "operating_income"};

StatementMaker maker()
{
  return StatementMaker({{{"total_assets"}, {"operating_income"}, {}, {}}});
}

/// Revenue of a made-up company, cumulative, published as mainland companies do.
StatementMaker twoYears()
{
  StatementMaker made = maker();
  const auto report = [&made](const char* end, const char* published, double revenue) {
    made.add(StatementKind::Income, end, published, {{"operating_income", revenue}});
  };
  report("2022-03-31", "2022-04-28", 90);
  report("2022-06-30", "2022-08-30", 200);
  report("2022-09-30", "2022-10-28", 310);
  report("2022-12-31", "2023-04-20", 450);
  report("2023-03-31", "2023-04-20", 100);
  report("2023-06-30", "2023-08-29", 220);
  report("2023-09-30", "2023-10-27", 360);
  report("2023-12-31", "2024-03-30", 500);
  return made;
}

Books booksOf(const StatementMaker& made, const char* day)
{
  Books books(made.statements());
  books.advance(dayOf(day));
  return books;
}

double trailingOn(const StatementMaker& made, const char* day)
{
  const Books books = booksOf(made, day);
  const auto period = books.latest(StatementKind::Income);
  return period ? Figures(books, *period).trailing(kSales) : std::nan("");
}

}

class TstFundamentalFigures : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void periods()
  {
    QCOMPARE(Period::of(dayOf("2023-12-31")).text(), std::string("2023-12"));
    QCOMPARE(Period::of(dayOf("2023-12-31")).before(9).text(), std::string("2023-03"));
    QCOMPARE(Period::of(dayOf("2024-02-29")).lastDay().iso(), std::string("2024-02-29"));
    QCOMPARE(Period::of(dayOf("2021-01-02")).text(), std::string("2020-12")); // a year of 53 weeks
    QCOMPARE(monthsCovered("season3", Period::of(dayOf("2023-06-30"))), std::optional(9)); // a fiscal year from October
    QCOMPARE(monthsCovered("", Period::of(dayOf("2023-06-30"))), std::optional(6));
    QVERIFY(!monthsCovered("", Period::of(dayOf("2023-05-31"))));
    QCOMPARE(monthsCovered("FY", Period::of(dayOf("2024-09-28"))), std::optional(12));
    QCOMPARE(monthsCovered("Q1", Period::of(dayOf("2023-12-30"))), std::optional(3));
    QVERIFY(!monthsCovered("interim", Period::of(dayOf("2023-06-30"))));
  }

  /// Securities law of the PRC, article 79: annual reports within four months, half-yearly ones within two; the
  /// exchanges want quarterly ones within one.
  void deadlines()
  {
    const auto deadline = [](const char* end, int months) {
      return publicationDeadline(Period::of(dayOf(end)), months).iso();
    };
    QCOMPARE(deadline("2023-12-31", 12), std::string("2024-04-30"));
    QCOMPARE(deadline("2023-03-31", 3), std::string("2023-04-30"));
    QCOMPARE(deadline("2023-06-30", 6), std::string("2023-08-31"));
    QCOMPARE(deadline("2023-09-30", 9), std::string("2023-10-31"));
  }

  /// A source that does not know the day of publication has the period's end in its place.
  void unknownPublicationWaitsForTheDeadline()
  {
    StatementMaker made = maker();
    made.add(StatementKind::Income, "2023-12-31", "2023-12-31", {{"operating_income", 500}});
    QVERIFY(!booksOf(made, "2024-04-29").latest(StatementKind::Income));
    QVERIFY(booksOf(made, "2024-04-30").latest(StatementKind::Income).has_value());
  }

  void twelveMonths()
  {
    const StatementMaker made = twoYears();
    QVERIFY(std::isnan(trailingOn(made, "2022-08-30"))); // nothing of 2021
    QCOMPARE(trailingOn(made, "2023-04-20"), 460.0); // both on one day: 100 + 450 − 90
    QCOMPARE(trailingOn(made, "2023-08-28"), 460.0); // not yet
    QCOMPARE(trailingOn(made, "2023-08-29"), 470.0); // 220 + 450 − 200
    QCOMPARE(trailingOn(made, "2023-12-31"), 500.0); // 360 + 450 − 310
    QCOMPARE(trailingOn(made, "2024-03-30"), 500.0); // the year itself
  }

  void quartersAndYears()
  {
    const StatementMaker made = twoYears();
    const Books books = booksOf(made, "2023-10-27");
    Figures figures(books, *books.latest(StatementKind::Income));
    QCOMPARE(figures.months(), 9);
    QCOMPARE(figures.sinceYearBegan(kSales), 360.0);
    QCOMPARE(figures.quarter(kSales), 140.0); // 360 − 220
    QCOMPARE(figures.quarter(kSales, 1), 110.0); // 310 − 200
    QCOMPARE(figures.annual(kSales), 450.0);
    QCOMPARE(growthOf(figures.sinceYearBegan(kSales), figures.sinceYearBegan(kSales, 1)), 50.0 / 310);
    QVERIFY(figures.missing().empty());
    QVERIFY(std::isnan(figures.trailing(kSales, 1)));
    const std::vector<MissingFigure> wanted{
        {StatementKind::Income, "operating_income", Period::of(dayOf("2021-12-31"))},
        {StatementKind::Income, "operating_income", Period::of(dayOf("2021-09-30"))}};
    QVERIFY(figures.missing() == wanted);
    QCOMPARE(wanted[0].text(), std::string("income_statement.operating_income 2021-12"));
  }

  /// A line that a report leaves blank is missing, whatever the reports around it say.
  void blankLine()
  {
    StatementMaker made = twoYears();
    made.add(StatementKind::Income, "2023-12-31", "2024-05-10", {}); // restated, without the line
    QCOMPARE(trailingOn(made, "2024-05-09"), 500.0);
    QVERIFY(std::isnan(trailingOn(made, "2024-05-10")));
    const Books books = booksOf(made, "2024-05-10");
    Figures figures(books, *books.latest(StatementKind::Income));
    (void)figures.trailing(kSales);
    QVERIFY(figures.missing().size() == 1 && figures.missing()[0].hasReport);
  }

  void restatedReportsCountFromTheirOwnDay()
  {
    StatementMaker made = twoYears();
    made.add(StatementKind::Income, "2022-06-30", "2023-09-15", {{"operating_income", 180}});
    QCOMPARE(trailingOn(made, "2023-09-14"), 470.0);
    QCOMPARE(trailingOn(made, "2023-09-15"), 490.0); // 220 + 450 − 180
  }

  /// Of two providers the first by rank counts as soon as it has the report, in whatever version.
  void providers()
  {
    StatementMaker made = maker();
    made.add(StatementKind::Income, "2022-12-31", "2023-03-01", {{"operating_income", 451}}, 1);
    made.add(StatementKind::Income, "2022-12-31", "2023-03-02", {{"operating_income", 450}}, 0);
    made.add(StatementKind::Income, "2022-12-31", "2023-06-01", {{"operating_income", 440}}, 1);
    QCOMPARE(trailingOn(made, "2023-03-01"), 451.0);
    QCOMPARE(trailingOn(made, "2023-03-02"), 450.0);
    QCOMPARE(trailingOn(made, "2023-06-01"), 450.0);
  }

  /// What needs two tables is seen from the newest period that both have.
  void latestOfSeveralTables()
  {
    StatementMaker made = twoYears();
    made.add(StatementKind::Balance, "2023-06-30", "2023-08-29", {{"total_assets", 1000}});
    const Books books = booksOf(made, "2023-12-31");
    QCOMPARE(books.latest(StatementKind::Income)->text(), std::string("2023-09"));
    QCOMPARE(books.latest(StatementKind::Income | StatementKind::Balance)->text(), std::string("2023-06"));
    QCOMPARE(books.latest(StatementKind::Income, 12)->text(), std::string("2022-12"));
    QVERIFY(!books.latest(StatementKind::CashFlow));
  }

  /// Any versions in any order: the books say what picking by hand says, and what becomes known later changes no
  /// earlier day.
  void randomVersions()
  {
    std::mt19937 random(20231123);
    const auto below = [&random](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    const TradingDay first = dayOf("2020-01-01");
    for (int round = 0; round < 40; ++round) {
      struct Version {
        int quarter;
        int rank;
        TradingDay published;
        double value;
      };
      std::vector<Version> versions;
      Statements all({{{}, {"operating_income"}, {}, {}}}), early(all);
      const TradingDay cut = first + 400 + below(700);
      for (int i = 0; i < 40; ++i) {
        Version version{below(12), below(2), {}, static_cast<double>(below(1000))};
        const Period period = Period::of(first).before(-(version.quarter * 3 + 3));
        version.published = period.lastDay() + 1 + below(500);
        // Two versions of one day would be one row of the table.
        if (std::ranges::any_of(versions, [&](const Version& other) {
              return other.quarter == version.quarter && other.rank == version.rank
                  && other.published == version.published;
            }))
          continue;
        const Report report{StatementKind::Income, period.lastDay(), period, period.month % 12 + 1, version.published,
            version.rank, {version.value}};
        all.add(report);
        if (version.published <= cut)
          early.add(report);
        versions.push_back(version);
      }
      Books books(all), earlyBooks(early);
      for (TradingDay day = first; day <= first + 1600; day = day + 1 + below(40)) {
        books.advance(day);
        earlyBooks.advance(day);
        for (int quarter = 0; quarter < 12; ++quarter) {
          const Version* best = nullptr;
          for (const Version& version : versions) {
            if (version.quarter != quarter || version.published > day)
              continue;
            if (!best || version.rank < best->rank
                || (version.rank == best->rank && version.published > best->published))
              best = &version;
          }
          const Period period = Period::of(first).before(-(quarter * 3 + 3));
          const Report* known = books.find(StatementKind::Income, period);
          QCOMPARE(known != nullptr, best != nullptr);
          if (known)
            QCOMPARE(known->values[0], best->value);
          const Report* knownEarly = earlyBooks.find(StatementKind::Income, period);
          if (day <= cut)
            QCOMPARE(knownEarly ? knownEarly->values[0] : -1, known ? known->values[0] : -1);
        }
      }
    }
  }
};

QTEST_APPLESS_MAIN(TstFundamentalFigures)
#include "tst_fundamental_figures.moc"
