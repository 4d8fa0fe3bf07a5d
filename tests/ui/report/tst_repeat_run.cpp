// SPDX-License-Identifier: GPL-3.0-or-later
// A run that is repeated from its manifest in the window, and runs that can be told apart.
#include "core/backtest/backtest.h"
#include "core/backtest/live/script_request.h"
#include "core/backtest/run_folder.h"
#include "core/base/messages.h"
#include "core/base/testing/mock_clock.h"
#include "tests/core/backtest/backtest_support.h"
#include "tests/ui/research_desk.h"
#include "ui/report/report_panel.h"
#include "ui/report/run_choice.h"
#include "widgets/base/components.h"

#include <QDateTime>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace zvt;
using namespace zvt::tests;
using namespace zvt::ui;

class TstRepeatRun : public QObject, protected zvt::tests::ResearchDesk {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { prepare(); }
  void init()
  {
    m_panel = std::make_unique<ReportPanel>(m_context);
    m_panel->setSource(randomSource());
    m_panel->resize(1500, 860);
    m_panel->show();
  }
  void cleanup() { m_panel.reset(); }

  void theSameComesOutTheSame()
  {
    m_hub.publish(document({"cross.fast=1"}));
    QVERIFY(!note()->isVisible());
    repeat();
    QCOMPARE(note()->kind(), widgets::NoteKind::Ok);
    QCOMPARE(note()->text(), QStringLiteral("Run again: all 9 files of the report are the same, byte for byte."));
    picture(*m_panel, QStringLiteral("repeat-same"));
    m_hub.publish(script({"days=3"}));
    QVERIFY(!note()->isVisible()); // that was another one
    repeat();
    QCOMPARE(note()->kind(), widgets::NoteKind::Ok);
  }

  /// Its folder's own hashes are what it is held against.
  void aFolderIsRepeated()
  {
    const auto run = script({});
    QVERIFY(backtest::writeRunFolder(run->report, run->manifest, "/run", m_files, *Messages::load("zh_CN"), "zh_CN"));
    // What the window would hold against it is what the folder says.
    QCOMPARE(backtest::wholeManifest(run->report, run->manifest, *Messages::load("zh_CN"), "zh_CN").value(),
        m_files.read("/run/manifest.json").value());
    QSignalSpy opened(m_panel.get(), &ReportPanel::opened);
    m_panel->openFolder(QStringLiteral("/run"));
    QTRY_COMPARE(opened.size(), 1);
    repeat();
    QVERIFY2(note()->kind() == widgets::NoteKind::Ok, qPrintable(note()->text()));
  }

  void otherBarsAreNamed()
  {
    m_hub.publish(document({}));
    const auto before = m_hub.run();
    m_panel->setSource(randomSource(120, 0.5));
    repeat();
    QCOMPARE(note()->kind(), widgets::NoteKind::Warning);
    QVERIFY2(note()->text().contains(QStringLiteral("equity.csv")), qPrintable(note()->text()));
    QVERIFY2(note()->text().contains(QStringLiteral("data.")), qPrintable(note()->text()));
    picture(*m_panel, QStringLiteral("repeat-other"));
    auto* show = m_panel->findChild<QPushButton*>(QStringLiteral("showRepeatedButton"));
    QVERIFY(show->isVisible());
    QTest::mouseClick(show, Qt::LeftButton);
    QVERIFY(m_hub.run() != before);
    QVERIFY(!note()->isVisible());
  }

  void aManifestThatWasAlteredIsRefused()
  {
    auto run = std::make_shared<backtest::BacktestRun>(*script({}));
    run->manifest.replace(run->manifest.find("0.1 or 0"), 3, "0.2");
    m_hub.publish(run);
    repeat();
    QCOMPARE(note()->kind(), widgets::NoteKind::Error);
    QVERIFY(!m_panel->findChild<QPushButton*>(QStringLiteral("showRepeatedButton"))->isVisible());
  }

  void nothingToRunOnSaysSo()
  {
    m_hub.publish(document({}));
    m_panel->setSource(nullptr);
    QVERIFY(!button()->isEnabled());
    m_panel->repeatRun(); // nothing happens
    QCOMPARE(button()->text(), QStringLiteral("Run again from this manifest"));
  }

  /// Runs of one strategy differ in the list by what was set otherwise, their span and the time.
  void runsAreToldApart()
  {
    ResearchHub hub;
    testing::MockClock clock;
    hub.setClock(&clock);
    hub.publish(document({"cross.fast=1", "cross.slow=5"}));
    hub.publish(document({"cross.fast=2", "cross.slow=5", "run.end=2023-06-30"}));
    hub.publish(script({}));
    hub.publish(script({"days=3"}));
    const std::vector<RunChoice> choices = runChoices(hub);
    const auto caption = [&](std::size_t i) { return choices[i].caption; };
    QVERIFY2(caption(0).startsWith(QStringLiteral("#4 trend  ")), qPrintable(caption(0)));
    QVERIFY2(caption(0).contains(QStringLiteral("days=3")), qPrintable(caption(0)));
    QVERIFY2(caption(1).contains(QStringLiteral("as declared")), qPrintable(caption(1)));
    QVERIFY2(caption(2).contains(QStringLiteral("Fast period 2")), qPrintable(caption(2)));
    QVERIFY2(caption(3).contains(QStringLiteral("Fast period 1")), qPrintable(caption(3)));
    for (const std::size_t i : {2, 3}) // the same for both: it says nothing
      QVERIFY2(!caption(i).contains(QStringLiteral("Slow period")), qPrintable(caption(i)));
    QVERIFY2(caption(2).contains(QStringLiteral("→ 2023-06-30")), qPrintable(caption(2)));
    const QString time =
        QDateTime::fromMSecsSinceEpoch(clock.now().micros / 1000).time().toString(QStringLiteral("HH:mm:ss"));
    QVERIFY2(caption(3).endsWith(time), qPrintable(caption(3)));
  }

  /// What tells runs apart is read once, by the worker: the list does not go through their manifests again.
  void traitsAreReadOnce()
  {
    ResearchHub hub;
    for (const char* fast : {"1", "2"}) {
      auto run =
          std::make_shared<backtest::BacktestRun>(*document({"cross.slow=5", std::string("cross.fast=") + fast}));
      const RunTraitsPtr traits = traitsOf(run->manifest);
      QVERIFY(traits->document && traits->settings.contains("strategy.document.nodes.cross.params.fast"));
      run->manifest = "no manifest any more";
      hub.publish(run, traits);
    }
    QVERIFY(runChoices(hub)[0].caption.contains(QStringLiteral("Fast period 2")));
    QVERIFY(runChoices(hub)[1].caption.contains(QStringLiteral("Fast period 1")));
    QVERIFY(traitsOf("no manifest")->settings.empty());
  }

private:
  using RunPtr = ResearchHub::RunPtr;
  [[nodiscard]] RunPtr document(const std::vector<std::string>& settings) const
  {
    SilentTaskControl control;
    auto source = randomSource();
    auto run = backtest::backtest({tests::turnStrategy({"stock_*"}), settings, ""}, *source, m_context.rules, control);
    if (!run)
      qFatal("%s", run.error().code.c_str());
    return std::make_shared<const backtest::BacktestRun>(std::move(*run));
  }
  [[nodiscard]] RunPtr script(const std::vector<std::string>& settings) const
  {
    SilentTaskControl control;
    auto source = randomSource();
    auto run = backtest::scriptCode(kTrend, "trend.lua", nullptr)->run(settings, *source, m_context.rules, control);
    if (!run)
      qFatal("%s", run.error().code.c_str());
    return std::make_shared<const backtest::BacktestRun>(std::move(*run));
  }
  [[nodiscard]] widgets::Note* note() const { return m_panel->findChild<widgets::Note*>(QStringLiteral("repeatNote")); }
  [[nodiscard]] QPushButton* button() const
  {
    return m_panel->findChild<QPushButton*>(QStringLiteral("repeatRunButton"));
  }
  void repeat()
  {
    m_panel->setPage(ReportPanel::ManifestTab);
    QSignalSpy repeated(m_panel.get(), &ReportPanel::repeated);
    QTest::mouseClick(button(), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(repeated.size(), 1, kPatience);
  }

  std::unique_ptr<ReportPanel> m_panel;
};

QTEST_MAIN(TstRepeatRun)
#include "tst_repeat_run.moc"
