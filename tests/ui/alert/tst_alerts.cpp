// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alert/alert_store.h"
#include "core/base/testing/mock_clock.h"
#include "tests/ui/ui_profile.h"
#include "ui/alert/alert_actions.h"
#include "ui/alert/alert_dialog.h"
#include "ui/alert/alert_notices.h"
#include "ui/alert/alert_text.h"
#include "ui/alert/alerts.h"
#include "ui/alert/alerts_panel.h"
#include "ui/bridge/quote_feed.h"
#include "ui/factor/formula_edit.h"
#include "ui/settings/settings.h"
#include "ui/shell/notification_center.h"
#include "ui/shell/status_cells.h"
#include "widgets/base/theme.h"
#include "widgets/base/toast.h"
#include "widgets/table/data_table.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

#include <cmath>

using namespace zvt;
using namespace zvt::ui;

namespace {

constexpr const char* kStock = "stock_sh_600000";

/// A profile whose quotes are published by hand, on a clock that stands.
struct AlertDesk {
  AlertDesk()
      : settings(*Settings::loadSchema(),
            {[] { return SettingValues(); }, [](const SettingValues&) { return Result<void>(); }})
      , feed(hub, clock)
  {
    profile.context.clock = &clock;
    profile.context.files = &files;
    profile.context.profileFolder = folder.path() / "desk";
    profile.context.quotes = &hub;
    profile.context.quoteFeed = &feed;
    profile.context.settings = &settings;
    notices = std::make_unique<NotificationCenter>(profile.context);
    profile.context.notices = notices.get();
    open();
  }
  ~AlertDesk()
  {
    notices.reset();
    alerts.reset();
  }
  /// As a start of the program.
  void open()
  {
    alerts.reset();
    alerts = std::make_unique<Alerts>(profile.context);
    profile.context.alerts = alerts.get();
    QSignalSpy loaded(alerts.get(), &Alerts::loaded);
    alerts->load();
    QVERIFY(loaded.wait());
  }
  void see(double last)
  {
    seconds += 3;
    market::Quote quote;
    quote.entityId = kStock;
    quote.time =
        Timestamp{parseTime("2024-02-08T10:00:00")->local.micros} - Duration::hours(8) + Duration::seconds(seconds);
    quote.last = quote.open = last;
    quote.previousClose = 10;
    const quint64 before = feed.signalCount();
    hub.publish(quote);
    QTRY_VERIFY(feed.signalCount() > before);
  }

  tests::TemporaryFolder folder;
  OsFileSystem files;
  testing::MockClock clock{Timestamp{parseTime("2024-02-08T10:00:00")->local.micros} - Duration::hours(8)};
  tests::UiProfile profile;
  Settings settings;
  data::QuoteHub hub;
  QuoteFeed feed;
  std::unique_ptr<NotificationCenter> notices;
  std::unique_ptr<Alerts> alerts;
  int seconds = 0;
};

alert::Alert often(alert::Alert one)
{
  one.frequency = alert::Frequency::EveryTime;
  one.pause = {};
  return one;
}

}

class TstAlerts : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { widgets::Theme::current().install(*qApp); }

  /// Told once, kept, and not told again by the next start.
  void toldAndKept()
  {
    AlertDesk desk;
    QSignalSpy told(desk.alerts.get(), &Alerts::told);
    const QString id = desk.alerts->add(often(alert::alertAtPrice(kStock, 10.5)));
    QCOMPARE(id, QString("alert-1"));
    desk.see(10.4);
    QVERIFY(told.isEmpty());
    QVERIFY(std::abs(desk.alerts->distanceOf(*desk.alerts->find(id)) - (10.5 / 10.4 - 1)) < 1e-12);
    desk.see(10.6);
    QCOMPARE(told.size(), 1);
    QCOMPARE(desk.alerts->history().events().size(), std::size_t{1});
    desk.alerts->flush();
    const auto file = desk.folder.path() / "desk" / "alerts.json";
    QTRY_VERIFY(desk.files.exists(file) && desk.files.read(file)->find("\"count\": 1") != std::string::npos);
    desk.open();
    QSignalSpy again(desk.alerts.get(), &Alerts::told);
    QCOMPARE(desk.alerts->history().events().size(), std::size_t{1});
    desk.see(10.7);
    QVERIFY(again.isEmpty());
    desk.see(10.4);
    QCOMPARE(again.size(), 1);
  }

  /// What others have seen meanwhile is not undone.
  void editsAreUndone()
  {
    AlertDesk desk;
    const QString first = desk.alerts->add(often(alert::alertAtPrice(kStock, 10.5)));
    const QString second = desk.alerts->add(often(alert::alertAtPrice(kStock, 11)));
    desk.see(10.4);
    desk.alerts->remove({first});
    QVERIFY(desk.alerts->find(first) == nullptr);
    desk.see(11.2);
    QCOMPARE(desk.alerts->find(second)->memory.count, std::int64_t{1});
    desk.alerts->undoStack()->undo();
    QCOMPARE(QString::fromStdString(desk.alerts->all().front().id), first);
    QCOMPARE(desk.alerts->find(second)->memory.count, std::int64_t{1});
    alert::Alert edited = *desk.alerts->find(second);
    edited.condition = alert::PriceCondition{alert::Test::CrossesDown, 10.8};
    desk.alerts->replace(edited);
    QVERIFY(desk.alerts->find(second)->memory.side == alert::Side::Unknown);
    desk.alerts->setEnabled({first, second}, false);
    QVERIFY(desk.alerts->find(first)->state(desk.alerts->now()) == alert::State::Disabled);
    desk.alerts->undoStack()->undo();
    QVERIFY(desk.alerts->find(first)->state(desk.alerts->now()) == alert::State::Armed);
    desk.alerts->snooze({first}, desk.alerts->now() + Duration::minutes(5));
    QVERIFY(desk.alerts->find(first)->state(desk.alerts->now()) == alert::State::Snoozed);
    desk.clock.advance(Duration::minutes(5));
    QVERIFY(desk.alerts->find(first)->state(desk.alerts->now()) == alert::State::Armed);
  }

  /// MA(CLOSE,2) of 10.1 and the live price: 10.1 + 10.3 over 2 is 10.2, 10.1 + 10.7 over 2 is 10.4.
  void formulasOnTheLiveBar()
  {
    AlertDesk desk;
    desk.profile.import(desk.profile.data.write("days.csv",
                            "timestamp,open,high,low,close,volume\n2024-02-06,10,10,10,10,1000\n"
                            "2024-02-07,10,10.1,10,10.1,1000\n"),
        kStock, "浦发银行");
    alert::Alert one;
    one.entityId = kStock;
    one.condition = alert::FormulaCondition{"MA(CLOSE,2)", {}, {}, market::BarLevel::Day1, market::AdjustMode::Bfq,
        alert::FormulaTest::CrossesUp, 10.3, true};
    const QString id = desk.alerts->add(often(one));
    QSignalSpy told(desk.alerts.get(), &Alerts::told);
    // Its first look is at the stored day.
    QTRY_VERIFY(desk.alerts->find(id)->memory.side == alert::Side::Below);
    desk.see(10.3);
    desk.see(10.7);
    QTRY_COMPARE(told.size(), 1);
    QCOMPARE(told[0][0].value<alert::AlertEvent>().value, 10.4);
    QVERIFY(desk.alerts->faultOf("alert-1") == nullptr);
  }

  void aDamagedFileIsTold()
  {
    AlertDesk desk;
    QVERIFY(desk.files.createDirectories(desk.folder.path() / "desk"));
    QVERIFY(desk.files.writeAtomically(desk.folder.path() / "desk" / "alerts.json", "{\"kind\":1}"));
    Alerts again(desk.profile.context);
    QSignalSpy failed(&again, &Alerts::failed), loaded(&again, &Alerts::loaded);
    again.load();
    QVERIFY(loaded.wait());
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed[0][0].value<Error>().code, std::string("alert.not_a_book"));
    QVERIFY(desk.files.exists(desk.folder.path() / "desk" / "alerts.json.unreadable-1"));
  }

  void toastSoundAndStatus()
  {
    AlertDesk desk;
    QWidget window;
    window.resize(800, 600);
    window.show();
    StatusCells cells(desk.profile.context, &window);
    int sounds = 0;
    AlertNotices notices(desk.profile.context, &window, &cells, [&](const std::string&) { ++sounds; });
    const QString id = desk.alerts->add(often(alert::alertAtPrice(kStock, 10.5)));
    QVERIFY(cells.cellText(QStringLiteral("alerts")).contains(u'1'));
    desk.see(10.4);
    desk.see(10.6);
    QCOMPARE(sounds, 1);
    QCOMPARE(desk.notices->unreadCount(), 1);
    auto* toast = window.findChild<widgets::Toast*>();
    QVERIFY(toast != nullptr);
    QVERIFY2(toast->text().contains(QLatin1String("10.50")), qPrintable(toast->text()));
    const auto buttons = toast->findChildren<QPushButton*>(QStringLiteral("toastActionButton"));
    QCOMPARE(buttons.size(), 2);
    buttons[1]->click(); // snooze
    QVERIFY(desk.alerts->find(id)->state(desk.alerts->now()) == alert::State::Snoozed);
    desk.see(10.4);
    QCOMPARE(sounds, 1);
    // The setting and "do not disturb" keep it quiet; both leave a notice.
    desk.clock.advance(Duration::minutes(6));
    QVERIFY(desk.settings.set("alerts.sound", ParamValue(false)));
    desk.see(10.6);
    QVERIFY(desk.settings.set("alerts.sound", ParamValue(true)));
    desk.notices->setDoNotDisturb(true);
    desk.clock.advance(Duration::minutes(1));
    desk.see(10.4);
    QCOMPARE(sounds, 1);
    QCOMPARE(desk.notices->unreadCount(), 3);
  }

  void conditionsInWords()
  {
    const Timestamp time = AlertDesk().clock.now();
    const alert::Condition line = alert::LineCondition{{time, 10}, {time + Duration::hours(24), 10.125},
        alert::Extent::Ray, market::BarLevel::Min5, false, alert::Test::CrossesUp};
    QCOMPARE(conditionText(line, kStock), QString("crosses up the line 10.00 @ 02-08 10:00 – 10.125 @ 02-09 10:00"));
    QCOMPARE(conditionText(alert::ChangeCondition{3, true, alert::kNoValue}, kStock), QString("±3.00% on the day"));
    QCOMPARE(conditionText(alert::ChangeCondition{-3, false, 20}, kStock), QString("−3.00% from 20.00"));
    alert::FormulaCondition formula;
    formula.formula = "A: MA(C,5);\nCROSS(C,A)";
    QVERIFY(conditionText(formula, kStock).startsWith(QLatin1String("A: MA(C,5); CROSS(C,A) holds (")));
  }

  void panelListsAndEdits()
  {
    AlertDesk desk;
    AlertsPanel panel(desk.profile.context);
    panel.resize(900, 300);
    panel.show();
    QVERIFY(panel.state() == PanelState::Empty);
    const QString id = desk.alerts->add(often(alert::alertAtPrice(kStock, 10.5)));
    QVERIFY(panel.state() == PanelState::Content);
    auto* table = panel.findChild<widgets::DataTable*>(QStringLiteral("alertTable"));
    QAbstractItemModelTester tester(table->model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    const auto cell = [&](int column) { return table->model()->index(0, column).data().toString(); };
    QCOMPARE(cell(1), QString("crosses 10.50"));
    QCOMPARE(cell(2), QString("Armed"));
    QCOMPARE(table->model()->index(0, 2).data(Qt::ToolTipRole).toString(), QString("Every time"));
    // The panel of a window of 1,600 pixels: nothing is out of sight at the side.
    panel.resize(592, 300);
    QTRY_COMPARE(table->viewport()->width(), table->horizontalHeader()->length());
    panel.resize(900, 300);
    desk.see(10);
    QTRY_COMPARE(cell(3), QString("+5.00%"));
    table->selectRow(0);
    QCOMPARE(panel.chosen(), QStringList{id});
    panel.toggle();
    QCOMPARE(cell(2), QString("Off"));
    QCOMPARE(panel.chosen(), QStringList{id}); // the choice stays
    panel.toggle();
    panel.snooze(Duration::hours(1));
    QCOMPARE(cell(2), QString("Snoozed"));
    panel.snoozeUntilTomorrow();
    QCOMPARE(LocalTime{(*desk.alerts->find(id)->snoozedUntil + Duration::hours(8)).micros}.iso(),
        std::string("2024-02-09T00:00:00"));
    panel.remove();
    QVERIFY(panel.state() == PanelState::Empty);
    auto* toast = panel.findChild<widgets::Toast*>();
    QVERIFY(toast != nullptr);
    toast->findChild<QPushButton*>(QStringLiteral("toastActionButton"))->click();
    QCOMPARE(table->model()->rowCount(), 1);
    panel.showPage(QStringLiteral("history"));
    QVERIFY(panel.state() == PanelState::Empty);
  }

  void dialogMakesAnAlert()
  {
    AlertDesk desk;
    AlertDialog dialog(desk.profile.context, alert::alertAtPrice({}, 10.5));
    dialog.show();
    auto* accept = dialog.findChild<QPushButton*>(QStringLiteral("acceptAlertButton"));
    QVERIFY(!accept->isEnabled());
    dialog.findChild<QLineEdit*>(QStringLiteral("alertSymbolEdit"))->setText(QStringLiteral("600000"));
    QVERIFY2(accept->isEnabled(), qPrintable(dialog.problem()));
    QCOMPARE(dialog.alert().entityId, std::string(kStock));
    QCOMPARE(std::get<alert::PriceCondition>(dialog.alert().condition).price, 10.5);
    auto* kind = dialog.findChild<QComboBox*>(QStringLiteral("alertKindCombo"));
    kind->setCurrentIndex(1);
    dialog.findChild<QDoubleSpinBox*>(QStringLiteral("alertPercentSpin"))->setValue(0);
    QVERIFY(!accept->isEnabled());
    kind->setCurrentIndex(3);
    dialog.formulaEdit()->setFormula("CLOSE>");
    QVERIFY(!accept->isEnabled());
    QVERIFY(!dialog.problem().isEmpty());
    dialog.formulaEdit()->setFormula("CROSS(MA(CLOSE,5),MA(CLOSE,20))");
    QVERIFY2(accept->isEnabled(), qPrintable(dialog.problem()));
    QCOMPARE(std::get<alert::FormulaCondition>(dialog.alert().condition).formula,
        std::string("CROSS(MA(CLOSE,5),MA(CLOSE,20))"));
  }

  /// A kind of two fields leaves no gap where the one of five had them.
  void dialogIsAsHighAsItsKind()
  {
    AlertDesk desk;
    AlertDialog dialog(desk.profile.context, alert::alertAtPrice(kStock, 10.5));
    dialog.show();
    auto* kind = dialog.findChild<QComboBox*>(QStringLiteral("alertKindCombo"));
    const int price = dialog.height();
    kind->setCurrentIndex(2);
    QVERIFY(dialog.height() >= price + 3 * kind->height()); // three rows more
    kind->setCurrentIndex(0);
    QCOMPARE(dialog.height(), price);
    // Between the last field and the buttons there is nothing but the gap of the layout.
    const auto bottom = [&](const char* name) {
      auto* widget = dialog.findChild<QWidget*>(QLatin1String(name));
      return widget->mapTo(&dialog, QPoint(0, widget->height())).y();
    };
    auto* accept = dialog.findChild<QPushButton*>(QStringLiteral("acceptAlertButton"));
    QVERIFY(accept->mapTo(&dialog, QPoint()).y() - bottom("alertSoundCheck") <= 40);
  }

  /// What the fields cannot show stays as it was: seconds of an anchor, decimals of a price, parameters of a formula.
  void dialogKeepsWhatItDoesNotShow()
  {
    AlertDesk desk;
    const Timestamp time = desk.clock.now() + Duration::seconds(17);
    alert::Alert line = alert::alertOnLine(
        kStock, {time, 10.123456}, {time + Duration::hours(24), 11.000001}, alert::Extent::Ray, market::BarLevel::Min5);
    line.id = "alert-1";
    std::get<alert::LineCondition>(line.condition).logarithmic = true;
    QVERIFY(AlertDialog(desk.profile.context, line).alert() == line);
    alert::Alert formula = line;
    formula.condition = alert::FormulaCondition{"INPUT: N(5); MA(CLOSE,N)", {{"N", 9}}, {}, market::BarLevel::Hour1,
        market::AdjustMode::Hfq, alert::FormulaTest::Above, 3, true};
    QVERIFY(AlertDialog(desk.profile.context, formula).alert() == formula);
  }
};

QTEST_MAIN(TstAlerts)
#include "tst_alerts.moc"
