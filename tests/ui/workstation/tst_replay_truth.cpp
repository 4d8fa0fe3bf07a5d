// SPDX-License-Identifier: GPL-3.0-or-later
// The whole program in a replay, beside the whole program on a profile that ends at the replay's moment: every panel
// that follows the clock shows the same.
#include "app/workstation/workstation.h"
#include "core/market/bar_level.h"
#include "core/market/exchange.h"
#include "core/trading/market_replay.h"
#include "tests/app/cli_process.h"
#include "tests/support/fixtures.h"
#include "translations_resources.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/chip_feature.h"
#include "ui/chart/compare_feature.h"
#include "ui/chart/lane_feature.h"
#include "ui/replay/replay_feed.h"
#include "ui/settings/settings.h"
#include "ui/shell/link_bus.h"
#include "ui/shell/main_window.h"
#include "ui/shell/panel.h"
#include "ui/watchlist/columns_menu.h"
#include "ui/watchlist/watchlist_panel.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"
#include "widgets/chart/chart_picture.h"
#include "widgets/chart/chart_view.h"
#include "widgets/chart/chip_strip.h"

#include <QtTest>
#include <QtWidgets>

#include <fstream>

using namespace zvt;
using namespace Qt::StringLiterals;
using market::BarLevel;

namespace {

const QString kDays = QStringLiteral("stock_sz_000001");
const QString kOther = QStringLiteral("stock_sz_000002");
const QString kMinutes = QStringLiteral("stock_sh_688001");

/// A CSV file's header and its lines up to a time, which is the first column; empty: all of them.
/// @param more another column, the same in every line, with its name
void copyUpTo(const std::filesystem::path& from, const std::filesystem::path& to, const QByteArray& time,
    const std::pair<std::string, std::string>& more)
{
  const QList<QByteArray> lines = QByteArray::fromStdString(tests::readFile(from)).split('\n');
  std::ofstream file(to);
  file << lines.front().trimmed().toStdString() << more.first << '\n';
  for (qsizetype i = 1; i < lines.size(); ++i)
    if (!lines[i].isEmpty() && (time.isEmpty() || lines[i].left(time.size()) <= time))
      file << lines[i].trimmed().toStdString() << more.second << '\n';
}

/// The program on a profile of its own.
struct Desk {
  /// @param until the newest that its files hold; empty: everything
  Desk(const std::filesystem::path& folder, const QByteArray& until, bool withMinutes)
  {
    std::filesystem::create_directories(folder);
    const auto profile = folder / "profile";
    const auto import = [&](const char* what, const char* fixture, const QString& entity, const QStringList& more) {
      const bool turned = entity == kDays && QLatin1String(what) == QLatin1String("bars");
      copyUpTo(*tests::fixture(fixture), folder / "part.csv", until,
          turned ? std::pair(",turnover_rate", ",0.02") : std::pair("", ""));
      tests::expectCli(profile,
          QStringList{u"import"_s, QLatin1String(what), QString::fromStdString((folder / "part.csv").string()),
              u"--entity"_s, entity}
              + more);
    };
    import("bars", "market/hikyuu/sz000001_1d.csv", kDays,
        {u"--name"_s, u"平安银行"_s, u"--map"_s, u"turnover_rate=turnover_rate"_s});
    import("actions", "market/hikyuu/sz000001_corporate_actions.csv", kDays, {});
    import("bars", "market/hikyuu/sz000002_1d.csv", kOther, {u"--name"_s, u"万科A"_s});
    import("actions", "market/hikyuu/sz000002_corporate_actions.csv", kOther, {});
    if (withMinutes || until.isEmpty()) // of 2021: in 2007 nobody knew the security, and nothing may tell of it
      import("bars", "market/tdx/sh688001_1m.csv", kMinutes, {u"--level"_s, u"1m"_s, u"--name"_s, u"华兴源创"_s});
    const std::filesystem::path programs = qEnvironmentVariable("ZVT_BINARY_DIR").toStdString() + "/bin";
    auto opened = app::Workstation::open(profile, programs);
    if (!opened)
      qFatal("no program: %s", opened.error().code.c_str());
    workstation = std::move(*opened);
    (void)workstation->context().settings->set("start.welcome", ParamValue(false));
    window().resize(1600, 1000);
    window().show();
  }
  [[nodiscard]] ui::MainWindow& window() const { return workstation->window(); }
  [[nodiscard]] const ui::Context& context() const { return workstation->context(); }
  [[nodiscard]] ui::ChartPanel* chart() const
  {
    return qobject_cast<ui::ChartPanel*>(window().showPanel(QStringLiteral("chart")));
  }
  [[nodiscard]] std::size_t bars() const
  {
    const auto& model = chart()->view()->model();
    return model ? model->bars->size() : 0;
  }

  std::unique_ptr<app::Workstation> workstation;
};

/// What the tables of a panel say, cell by cell; empty: it has none.
QStringList cellsOf(const QWidget& panel)
{
  QStringList cells;
  for (const auto* view : panel.findChildren<QAbstractItemView*>()) {
    const QAbstractItemModel* model = view->model();
    for (int row = 0; model != nullptr && view->isVisible() && row < model->rowCount(); ++row)
      for (int column = 0; column < model->columnCount(); ++column)
        cells << model->index(row, column).data().toString();
  }
  return cells;
}

/// What a user has put on the desk before the replay: each of these follows the clock too.
void arrange(const Desk& desk)
{
  desk.context().links->select(ui::LinkColor::A, kDays);
  QTRY_VERIFY(desk.chart()->request().entityId == kDays.toStdString() && desk.bars() > 0);
  desk.chart()->feature<ui::CompareFeature>()->add(kOther, ui::CompareMode::Percent);
  desk.chart()->feature<ui::CompareFeature>()->add(kOther, ui::CompareMode::Ratio);
  desk.chart()->chooseFactor({"", "CLOSE>MA(CLOSE,20)"});
  desk.chart()->feature<ui::LaneFeature>()->choose({QStringLiteral("turnover_rate")});
  desk.chart()->feature<ui::ChipFeature>()->choose(1.0);
  QTRY_VERIFY(desk.chart()->feature<ui::ChipFeature>()->strip()->figures());
  auto* watchlist = qobject_cast<ui::WatchlistPanel*>(desk.window().showPanel(QStringLiteral("watchlist")));
  watchlist->columns().putFormula({"formula:MA20", 0, "MA(CLOSE,20)", data::WatchUnit::Number, 3, false}, {});
  QTRY_VERIFY(!watchlist->model().formulas().empty());
}

/// The chart with what stands beside it and below: lanes, the cost of shares.
QImage pictureOf(const ui::ChartPanel& chart)
{
  return chart.view()->model() ? chart.picture(false).toImage(1) : QImage();
}

/// Replays the bars of a security up to a moment, from some bars before it: the ticket keeps the price of the start.
void replay(const Desk& desk, const QString& entity, BarLevel level, TradingDay day, Timestamp until)
{
  desk.context().links->select(ui::LinkColor::A, entity);
  QTRY_VERIFY(desk.chart()->request().entityId == entity.toStdString() && desk.bars() > 0);
  desk.chart()->setLevel(level);
  QTRY_VERIFY(desk.bars() > 0 && desk.chart()->view()->model()->bars->level == level);
  const market::BarSeries& bars = *desk.chart()->view()->model()->bars;
  trading::MarketReplay& steps = desk.context().replay->replay();
  const auto next = std::ranges::upper_bound(bars.key, market::isDayKeyed(level) ? day.days : until.micros);
  steps.start(entity.toStdString(), level, *(next - 50));
  steps.seek(until);
  QTRY_COMPARE(desk.context().replay->asOf(), std::optional(until));
}

}

class TstReplayTruth : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    widgets::Language::current().setCatalogues(resources::translations());
    widgets::Theme::current().install(*qApp);
    widgets::Language::current().setCode(QStringLiteral("en"));
  }

  void nothingLaterIsShown_data()
  {
    QTest::addColumn<QString>("entity");
    QTest::addColumn<int>("level");
    QTest::addColumn<QString>("until");
    // The last day before an ex-date; that one; in the middle of a day, with its bar on its way.
    QTest::newRow("days") << kDays << int(BarLevel::Day1) << "2007-05-31";
    QTest::newRow("ex-date") << kDays << int(BarLevel::Day1) << "2007-06-20";
    QTest::newRow("minutes") << kMinutes << int(BarLevel::Min1) << "2021-05-07 10:30";
    QTest::newRow("a day from minutes") << kMinutes << int(BarLevel::Min5) << "2021-05-07 14:15";
  }
  void nothingLaterIsShown()
  {
    QFETCH(QString, entity);
    QFETCH(int, level);
    QFETCH(QString, until);
    ZVT_FIXTURE(days, "market/hikyuu/sz000001_1d.csv");
    ZVT_FIXTURE(actions, "market/hikyuu/sz000001_corporate_actions.csv");
    ZVT_FIXTURE(minutes, "market/tdx/sh688001_1m.csv");
    tests::TemporaryFolder folder;
    const bool withMinutes = entity == kMinutes; // of 2021: in 2007 nobody knew the security
    const Desk now(folder.path() / "now", {}, withMinutes), then(folder.path() / "then", until.toLatin1(), withMinutes);
    const auto calendar = *market::Calendar::load("cn");
    const std::string text = until.toStdString();
    const TradingDay day = *TradingDay::parse(text.substr(0, 10));
    Timestamp moment = calendar->closeOf(day);
    if (text.size() > 10)
      moment = calendar->zone().toUtc(parseTime(text)->local);
    for (const Desk* desk : {&now, &then}) {
      if (!withMinutes)
        arrange(*desk);
      replay(*desk, entity, static_cast<BarLevel>(level), day, moment);
    }
    QTRY_COMPARE(now.bars(), then.bars());
    QVERIFY(now.bars() > 100);
    QWidget elsewhere; // neither of the two has the keyboard: choices look the same
    elsewhere.show();
    for (const char* id : {"chart", "watchlist", "overview", "quote", "tape", "intraday", "alerts", "ticket",
             "positions", "orders", "fills", "portfolio"}) {
      ui::Panel* one = now.window().showPanel(QLatin1String(id));
      ui::Panel* other = then.window().showPanel(QLatin1String(id));
      QCOMPARE(one->state(), other->state());
      elsewhere.activateWindow();
      QVERIFY(QTest::qWaitForWindowActive(&elsewhere));
      const auto same = [&] {
        // The ticket keeps the price that it began with until another is chosen.
        for (ui::Panel* panel : {one, other})
          if (auto* last = panel->findChild<QAbstractButton*>(QStringLiteral("ticketLastButton")))
            last->click();
        // The strip over a chart tells how many bars there are; what it shows of them is below.
        if (const auto* chart = qobject_cast<ui::ChartPanel*>(one))
          return pictureOf(*chart) == pictureOf(*qobject_cast<ui::ChartPanel*>(other))
              && chart->exportTable().rows == qobject_cast<ui::ChartPanel*>(other)->exportTable().rows;
        const QStringList cells = cellsOf(*one);
        if (!cells.isEmpty()) // a table's bars for scrolling come and go with its layout
          return cells == cellsOf(*other);
        return one->grab().toImage() == other->grab().toImage();
      };
      const bool isSame = QTest::qWaitFor(same, 10'000);
      if (const QString pictures = qEnvironmentVariable("ZVT_TEST_PICTURES"); !isSame && !pictures.isEmpty()) {
        one->grab().save(QStringLiteral("%1/%2-now.png").arg(pictures, QLatin1String(id)));
        other->grab().save(QStringLiteral("%1/%2-then.png").arg(pictures, QLatin1String(id)));
      }
      QVERIFY2(isSame, id);
    }
  }
};

QTEST_MAIN(TstReplayTruth)
#include "tst_replay_truth.moc"
