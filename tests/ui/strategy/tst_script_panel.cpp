// SPDX-License-Identifier: GPL-3.0-or-later
// A strategy script in the strategy panel: source, settings, problems at their line, run, files.
#include "tests/ui/scripted_dialogs.h"
#include "ui/strategy/problem_model.h"
#include "ui/strategy/script_edit.h"
#include "ui/strategy/strategy_panel.h"

#include "core/backtest/backtest.h"
#include "core/base/clock.h"
#include "core/base/testing/memory_file_system.h"
#include "core/market/rule_book.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/task_feed.h"
#include "ui/report/open_code.h"
#include "ui/strategy/result_strip.h"
#include "widgets/base/language.h"
#include "widgets/base/schema_field.h"
#include "widgets/base/schema_form.h"
#include "widgets/base/theme.h"
#include "widgets/nodegraph/node_canvas.h"

#include "translations_resources.h"

#include <QClipboard>
#include <QDropEvent>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QUrl>

#include <cmath>

using namespace zvt;
using namespace zvt::ui;

namespace {

constexpr int kPatience = 20'000; ///< ms, of a machine that does other things

/// Closes 10 9 11 12 8 8 with opens as given, a week and a Monday.
std::shared_ptr<backtest::MemorySource> sixDays()
{
  market::Entity entity;
  entity.id = *market::EntityId::parse("stockus_nasdaq_TEST");
  entity.name = "Test";
  entity.listed = TradingDay::fromDate({2000, 1, 3});
  market::BarSeries bars;
  bars.entityId = entity.id.toString();
  bars.level = market::BarLevel::Day1;
  const double opens[] = {10, 10, 10, 11, 12, 8}, closes[] = {10, 9, 11, 12, 8, 8};
  const TradingDay first = TradingDay::fromDate({2024, 1, 8}); // a Monday
  for (int i = 0; i < 6; ++i) {
    const double open = opens[i], close = closes[i];
    const int weekend = i >= 5 ? 2 : 0;
    bars.append(
        {(first + i + weekend).days, open, std::max(open, close), std::min(open, close), close, 1e6, std::nan("")});
  }
  auto source = std::make_shared<backtest::MemorySource>();
  source->add(entity, bars);
  return source;
}

/// Holds what closed above a level. Above 10: the third close, 11, bought at the fourth open, 11; the fifth close, 8,
/// is below, sold at the sixth open, 8. Above 11.5: the fourth close, 12, bought at the fifth open, 12; sold at 8.
const std::string kLevel = R"(-- Holds what closed above a level.
strategy = {
  name = "level",
  entities = { "stockus_nasdaq_TEST" },
  levels = { "1d" },
  params = { level = 10, weight = 0.5, eager = false },
  run = { adjust = "bfq" },
  account = { rules = "free" },
}

function on_bar(ctx, level, entities)
  for _, id in ipairs(entities) do
    ctx:target(id, ctx:bar(id).close > strategy.params.level and strategy.params.weight or 0)
  end
end
)";

/// A picture for people, where ZVT_PICTURES names a folder.
void picture(QWidget& widget, const QString& name)
{
  if (const QString folder = qEnvironmentVariable("ZVT_PICTURES"); !folder.isEmpty())
    widget.grab().save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
}

}

class TstScriptPanel : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    widgets::Theme::current().install(*qApp);
    widgets::Language::current().setCatalogues(resources::translations());
    widgets::Language::current().setCode(QStringLiteral("en"));
    m_context.clock = &m_clock;
    m_context.files = &m_files;
    m_context.tasks = &m_tasks;
    m_context.workers = &m_workers;
    m_context.taskFeed = &m_feed;
    m_context.research = &m_hub;
    m_context.dialogs = &m_dialogs;
    m_context.rules = *market::RuleBook::load();
    QVERIFY(m_files.createDirectories("/s"));
  }

  void init()
  {
    m_panel = std::make_unique<StrategyPanel>(m_context);
    m_panel->runner().setSource(sixDays());
    m_panel->resize(1500, 860);
    m_panel->show();
    m_dialogs.asked.clear();
  }
  void cleanup() { m_panel.reset(); }

  void aScriptIsSeenAndRun()
  {
    open(kLevel);
    QVERIFY(m_panel->sourceEdit().isVisible());
    QCOMPARE(m_panel->sourceEdit().toPlainText().toStdString(), kLevel);
    QVERIFY(!m_panel->findChild<QLabel*>(QStringLiteral("dirtyMark"))->isVisible());
    QCOMPARE(m_panel->title(), QStringLiteral("Strategy: level"));
    QVERIFY(m_hub.code() && !m_hub.document());
    QSignalSpy published(&m_hub, &ResearchHub::published);
    QTest::mouseClick(button("runBacktestButton"), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(published.size(), 1, kPatience);
    QCOMPARE(m_panel->result().state(), ResultStrip::State::Done);
    const auto& trades = m_hub.run()->report.input.trades;
    QCOMPARE(trades.size(), std::size_t{1});
    QCOMPARE(trades[0].entryPrice.toString(), std::string("11"));
    QCOMPARE(trades[0].exitPrice.toString(), std::string("8"));
    QVERIFY(m_hub.run()->manifest.find("\"script\"") != std::string::npos); // it can be repeated
  }

  /// What the form says goes with the run; the file stays as it is.
  void settingsGoWithTheRun()
  {
    open(kLevel);
    QVERIFY(field("level") != nullptr && field("weight") != nullptr && field("eager") != nullptr);
    QVERIFY(field("account.initial_cash") != nullptr && field("run.start") != nullptr);
    QVERIFY(field("account.size_at") == nullptr); // only documents have it
    QVERIFY(field("account.rules")->value().value() == ParamValue(std::string("free"))); // as it declares
    field("level")->setValue(std::string("11.5"));
    QCOMPARE(m_panel->script().settings(), (std::vector<std::string>{"level=11.5"}));
    QVERIFY(!m_panel->script().isDirty());
    QSignalSpy published(&m_hub, &ResearchHub::published);
    m_panel->run();
    QTRY_COMPARE_WITH_TIMEOUT(published.size(), 1, kPatience);
    QCOMPARE(m_hub.run()->report.input.trades.at(0).entryPrice.toString(), std::string("12"));
    QVERIFY(m_hub.run()->manifest.find("level=11.5") != std::string::npos);
    // Undo takes it back, in the form too.
    m_panel->editor().undoStack().undo();
    QVERIFY(m_panel->script().settings().empty());
    QVERIFY(field("level")->value().value() == ParamValue(std::string("10")));
    QTRY_VERIFY(!m_panel->script().isChecking());
    QVERIFY(m_hub.code()->settings.empty());
    m_panel->editor().undoStack().redo();
    QTest::mouseClick(m_panel->findChild<QToolButton*>(QStringLiteral("resetSettingsButton")), Qt::LeftButton);
    QVERIFY(m_panel->script().settings().empty());
  }

  void aValueThatIsNoneIsNotRunAround()
  {
    open(kLevel);
    auto* typed = qobject_cast<QLineEdit*>(field("run.start")->editor());
    QVERIFY(typed != nullptr);
    typed->setText(QStringLiteral("abc"));
    m_panel->run();
    QVERIFY(!m_panel->runner().isRunning());
    QCOMPARE(problems()->rowCount(), 1);
  }

  void mistakesStandAtTheirLine()
  {
    open("strategy = {\n  name = \"x\",\n  entities = \"stock_*\",\n}\nfunction on_bar(ctx\nend\n");
    QCOMPARE(problems()->rowCount(), 1);
    QCOMPARE(problems()->index(0, ProblemModel::PlaceColumn).data().toString(), QStringLiteral("Line 6"));
    QCOMPARE(m_panel->sourceEdit().problemLine(), 6);
    QVERIFY(!button("runBacktestButton")->isEnabled());
    QVERIFY(!m_hub.code() && !m_hub.document()); // nothing that could be swept
    Q_EMIT table()->clicked(problems()->index(0, ProblemModel::GoColumn));
    QCOMPARE(m_panel->sourceEdit().currentLine(), 6);
    picture(*m_panel, QStringLiteral("script-problem"));
    m_panel->script().replaceText(kLevel);
    QTRY_VERIFY(!m_panel->script().isChecking());
    QCOMPARE(problems()->rowCount(), 0);
    QCOMPARE(m_panel->sourceEdit().problemLine(), 0);
    QVERIFY(button("runBacktestButton")->isEnabled());
  }

  /// A setting that the script declares wrongly is found before a run.
  void aDeclarationThatCannotBeIsSaid()
  {
    std::string text = kLevel;
    text.replace(text.find("bfq"), 3, "xyz");
    open(text);
    QCOMPARE(problems()->rowCount(), 1);
    QVERIFY(problems()->index(0, ProblemModel::TextColumn).data().toString().contains(QStringLiteral("xyz")));
    QVERIFY(!button("runBacktestButton")->isEnabled());
  }

  void aRunThatFailsLeadsToItsLine()
  {
    std::string text = kLevel;
    text.replace(text.find("ctx:bar(id).close"), 17, "ctx:bra(id).close");
    open(text);
    m_panel->run();
    QTRY_COMPARE_WITH_TIMEOUT(m_panel->result().state(), ResultStrip::State::Failed, kPatience);
    QCOMPARE(problems()->rowCount(), 1);
    QCOMPARE(problems()->index(0, ProblemModel::PlaceColumn).data().toString(), QStringLiteral("Line 13"));
    QCOMPARE(m_panel->sourceEdit().problemLine(), 13);
    m_panel->script().replaceText(kLevel); // mended, perhaps: the next run says
    QTRY_VERIFY(!m_panel->script().isChecking());
    QCOMPARE(problems()->rowCount(), 0);
  }

  /// What is typed and run at once is what is run.
  void theRunTakesWhatStandsThere()
  {
    open(kLevel);
    std::string text = kLevel;
    text.replace(text.find("level = 10"), 10, "level = 11.5");
    m_panel->script().replaceText(text);
    QVERIFY(m_panel->script().isChecking());
    QSignalSpy published(&m_hub, &ResearchHub::published);
    m_panel->run();
    QTRY_COMPARE_WITH_TIMEOUT(published.size(), 1, kPatience);
    QCOMPARE(m_hub.run()->report.input.trades.at(0).entryPrice.toString(), std::string("12"));
  }

  void editsAreUndoneAndSaved()
  {
    open(kLevel);
    ScriptEdit& edit = m_panel->sourceEdit();
    edit.goTo(1);
    QTest::keyClicks(&edit, QStringLiteral("-- mine "));
    QVERIFY(m_panel->script().isDirty());
    QVERIFY(m_panel->editor().undoStack().canUndo());
    while (m_panel->editor().undoStack().canUndo())
      m_panel->editor().undoStack().undo();
    QCOMPARE(m_panel->script().text(), kLevel);
    QVERIFY(!m_panel->script().isDirty());
    while (m_panel->editor().undoStack().canRedo())
      m_panel->editor().undoStack().redo();
    QVERIFY(edit.toPlainText().startsWith(QStringLiteral("-- mine ")));
    QSignalSpy saved(m_panel.get(), &StrategyPanel::saved);
    m_panel->save();
    QTRY_COMPARE(saved.size(), 1);
    QCOMPARE(*m_files.read("/s/level.lua"), "-- mine " + kLevel);
    QVERIFY(!m_panel->script().isDirty());
  }

  /// Undo is the panel's: the key in the editor does not go past it.
  void theEditorsOwnUndoKeyIsThePanels()
  {
    open(kLevel);
    m_panel->sourceEdit().goTo(1);
    QTest::keyClicks(&m_panel->sourceEdit(), QStringLiteral("x"));
    QTest::keyClick(&m_panel->sourceEdit(), Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(m_panel->script().isDirty()); // no shell here that has the key
    m_panel->editor().undoStack().undo();
    QVERIFY(!m_panel->script().isDirty());
  }

  void aFileIsWrittenAsItWas()
  {
    std::string text = "\xEF\xBB\xBF" + kLevel;
    for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 2))
      text.replace(at, 1, "\r\n");
    text.replace(text.find("Holds"), 5, "H\xC2\xA0lds"); // a blank that does not break
    open(text);
    QVERIFY2(m_panel->script().code() != nullptr, "it runs as it is");
    QVERIFY(!m_panel->script().isDirty());
    QSignalSpy saved(m_panel.get(), &StrategyPanel::saved);
    m_panel->save();
    QTRY_COMPARE(saved.size(), 1);
    QVERIFY(*m_files.read("/s/level.lua") == text);
  }

  void anotherProgramsChangesAreTaken()
  {
    open(kLevel);
    std::string other = kLevel;
    other.replace(other.find("level = 10"), 10, "level = 12");
    QVERIFY(m_files.writeAtomically("/s/level.lua", other));
    readAgain();
    QCOMPARE(m_panel->script().text(), other);
    QVERIFY(!m_panel->script().isDirty());
    QTRY_VERIFY(!m_panel->script().isChecking());
    QVERIFY(field("level")->value().value() == ParamValue(std::string("12")));
    // With changes here it asks.
    m_panel->script().replaceText("-- mine\n" + other);
    QVERIFY(m_files.writeAtomically("/s/level.lua", kLevel));
    readAgain();
    auto* take = button("takeOutsideButton");
    QVERIFY(take->isVisible());
    QVERIFY(m_panel->script().text().starts_with("-- mine"));
    QTest::mouseClick(button("keepMineButton"), Qt::LeftButton);
    QVERIFY(!take->isVisible());
    QVERIFY(m_files.writeAtomically("/s/level.lua", "-- later\n" + kLevel));
    readAgain();
    QVERIFY(take->isVisible());
    QTest::mouseClick(take, Qt::LeftButton);
    QCOMPARE(m_panel->script().text(), "-- later\n" + kLevel);
    QVERIFY(!m_panel->script().isDirty());
    // A file that is gone takes nothing away.
    QVERIFY(m_files.remove("/s/level.lua"));
    readAgain();
    QCOMPARE(m_panel->script().text(), "-- later\n" + kLevel);
  }

  /// The same with a file of the computer, which tells by itself.
  void aFileTellsByItself()
  {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("level.lua"));
    const auto write = [&](const std::string& text) {
      QFile file(path);
      QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
      QCOMPARE(file.write(QByteArray::fromStdString(text)), static_cast<qint64>(text.size()));
    };
    write(kLevel);
    OsFileSystem files;
    Context context = m_context;
    context.files = &files;
    StrategyPanel panel(context);
    panel.show();
    QSignalSpy opened(&panel, &StrategyPanel::opened);
    panel.openFile(path);
    QTRY_COMPARE(opened.size(), 1);
    write("-- theirs\n" + kLevel);
    QTRY_COMPARE_WITH_TIMEOUT(panel.script().text(), "-- theirs\n" + kLevel, kPatience);
  }

  void newAndDropped()
  {
    QSignalSpy opened(m_panel.get(), &StrategyPanel::opened);
    QTest::mouseClick(m_panel->findChild<QToolButton*>(QStringLiteral("newScriptButton")), Qt::LeftButton);
    QCOMPARE(opened.size(), 1);
    QVERIFY(m_panel->isScript());
    QTRY_VERIFY(m_panel->script().code() != nullptr);
    QVERIFY(!m_panel->script().problem());
    QVERIFY(m_panel->script().file().isEmpty());
    m_dialogs.paths = {QStringLiteral("/s/new.lua")};
    QSignalSpy saved(m_panel.get(), &StrategyPanel::saved);
    m_panel->save(); // asks where
    QTRY_COMPARE(saved.size(), 1);
    QVERIFY(m_files.exists("/s/new.lua"));
    QVERIFY(m_files.writeAtomically("/s/dropped.lua", kLevel));
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QStringLiteral("/s/dropped.lua"))});
    QDragEnterEvent enter(QPoint(40, 40), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_panel.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(40, 40), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_panel.get(), &drop);
    QTRY_COMPARE(opened.size(), 2);
    QCOMPARE(m_panel->script().file(), QStringLiteral("/s/dropped.lua"));
    m_panel->script().replaceText("-- changed\n" + kLevel);
    m_dialogs.answers = {2}; // thinks better of it
    m_panel->askAndStart(false);
    QVERIFY(m_panel->isScript());
    m_dialogs.answers = {1}; // throws it away
    m_panel->askAndStart(false);
    QVERIFY(!m_panel->isScript());
    QVERIFY(m_hub.document() && !m_hub.code());
  }

  void aSessionKeepsScriptAndSettings()
  {
    open(kLevel);
    field("level")->setValue(std::string("11.5"));
    StrategyPanel clean(m_context);
    clean.restoreState(m_panel->saveState());
    QTRY_VERIFY(clean.isScript() && !clean.script().isChecking());
    QCOMPARE(clean.script().settings(), (std::vector<std::string>{"level=11.5"}));
    QVERIFY(!clean.script().isDirty());
    m_panel->script().replaceText("-- mine\n" + kLevel);
    StrategyPanel dirty(m_context);
    dirty.restoreState(m_panel->saveState());
    QCOMPARE(dirty.script().text(), "-- mine\n" + kLevel);
    QVERIFY(dirty.script().isDirty());
    QCOMPARE(dirty.script().file(), QStringLiteral("/s/level.lua"));
  }

  /// Of two panels, the one that was used last has the open strategy, and it alone runs when a run is asked for. What
  /// happens to one in the background does not make it the open one.
  void twoPanelsAreToldApart()
  {
    open(kLevel);
    StrategyPanel other(m_context);
    other.runner().setSource(sixDays());
    QVERIFY(other.title() != m_panel->title());
    QCOMPARE(m_hub.editor(), static_cast<QObject*>(&other)); // it was opened last
    other.show();
    other.activateWindow();
    other.canvas().setFocus();
    QTRY_VERIFY(other.canvas().hasFocus());
    QVERIFY(m_files.writeAtomically("/s/level.lua", "-- theirs\n" + kLevel));
    readAgain();
    QTRY_VERIFY(!m_panel->script().isChecking());
    widgets::Language::current().setCode(QStringLiteral("zh_CN"));
    widgets::Language::current().setCode(QStringLiteral("en"));
    QCoreApplication::processEvents();
    QCOMPARE(m_hub.editor(), static_cast<QObject*>(&other));
    QVERIFY(m_hub.document() != nullptr);
    m_panel->activateWindow();
    m_panel->sourceEdit().setFocus();
    QTRY_COMPARE(m_hub.editor(), static_cast<QObject*>(m_panel.get()));
    QVERIFY(m_hub.code() != nullptr);
    QSignalSpy published(&m_hub, &ResearchHub::published);
    m_hub.requestRun();
    QVERIFY(!other.runner().isRunning());
    QTRY_COMPARE_WITH_TIMEOUT(published.size(), 1, kPatience);
    QCOMPARE(m_hub.run()->report.input.title, std::string("level"));
  }

  /// Lua knows the new line of Return alone: that of Shift+Return and of pasted text is the same.
  void everyNewLineIsOne()
  {
    open(kLevel);
    ScriptEdit& edit = m_panel->sourceEdit();
    edit.goTo(1);
    QTest::keyClicks(&edit, QStringLiteral("  x = 1"));
    QTest::keyClick(&edit, Qt::Key_Return, Qt::ShiftModifier);
    QTest::keyClicks(&edit, QStringLiteral("y = 2"));
    QGuiApplication::clipboard()->setText(QStringLiteral("--a") + QChar(QChar::LineSeparator) + QStringLiteral("b"));
    QTest::keyClick(&edit, Qt::Key_Return, Qt::ShiftModifier | Qt::KeypadModifier);
    edit.paste();
    QCOMPARE(m_panel->script().text().substr(0, 25), std::string("  x = 1\n  y = 2\n  --a\nb--"));
    QCOMPARE(edit.currentLine(), 4);
  }

  /// The form stays while a line is being written, and what is typed into it counts.
  void settingsWorkWhileTheScriptHasAMistake()
  {
    open(kLevel);
    m_panel->script().replaceText(kLevel + "\nfunction (\n");
    QTRY_VERIFY(!m_panel->script().isChecking());
    QVERIFY(!m_panel->script().code() && m_panel->script().problem());
    QCOMPARE(m_panel->title(), QStringLiteral("Strategy: level *")); // and the name does, too
    QVERIFY(field("level") != nullptr);
    type("level", QStringLiteral("11.5"));
    QCOMPARE(m_panel->script().settings(), (std::vector<std::string>{"level=11.5"}));
    m_panel->script().replaceText(kLevel);
    QTRY_VERIFY(!m_panel->script().isChecking());
    QCOMPARE(m_hub.code()->settings, (std::vector<std::string>{"level=11.5"}));
  }

  /// The form of one script is not that of another, even where both declare the same.
  void theFormIsThatOfTheScript()
  {
    open(kLevel);
    type("run.start", QStringLiteral("abc"));
    open("-- another\n" + kLevel);
    QVERIFY(field("run.start") != nullptr);
    QVERIFY(qobject_cast<QLineEdit*>(field("run.start")->editor())->text() != QStringLiteral("abc"));
    m_panel->run();
    QVERIFY(m_panel->runner().isRunning());
    QTRY_VERIFY_WITH_TIMEOUT(!m_panel->runner().isRunning(), kPatience);
    open("function (\n"); // of which nothing can be read
    QVERIFY(field("run.start") == nullptr);
  }

  /// Steps are taken back in the order in which they were made, text and settings.
  void undoGoesBackInOrder()
  {
    open(kLevel);
    ScriptEdit& edit = m_panel->sourceEdit();
    QUndoStack& undo = m_panel->editor().undoStack();
    edit.goTo(1);
    QTest::keyClicks(&edit, QStringLiteral("--abc"));
    field("level")->setValue(std::string("11.5"));
    QTest::keyClicks(&edit, QStringLiteral("def"));
    undo.undo();
    QVERIFY(m_panel->script().text().starts_with("--abc--"));
    QCOMPARE(m_panel->script().settings().size(), std::size_t{1});
    undo.undo();
    QVERIFY(m_panel->script().text().starts_with("--abc--"));
    QVERIFY(m_panel->script().settings().empty());
    undo.undo();
    QCOMPARE(m_panel->script().text(), kLevel);
    QVERIFY(!undo.canUndo());
    // What is typed where a step was taken back takes the place of what could be made again.
    undo.redo();
    undo.redo();
    undo.undo();
    QTextCursor end = edit.textCursor();
    end.setPosition(5);
    edit.setTextCursor(end);
    QTest::keyClicks(&edit, QStringLiteral("x"));
    QVERIFY(!undo.canRedo());
    undo.undo();
    QVERIFY(m_panel->script().text().starts_with("--abc--"));
    undo.undo();
    QCOMPARE(m_panel->script().text(), kLevel);
  }

  /// A run that failed is marked in the text that was run, and in no other.
  void aFailureIsNotMarkedInAnotherText()
  {
    std::string text = kLevel;
    text.replace(text.find("ctx:bar(id).close"), 17, "ctx:bra(id).close");
    open(text);
    m_panel->run();
    QVERIFY(m_panel->runner().isRunning());
    m_panel->script().replaceText("-- one\n-- two\n" + text);
    QTRY_COMPARE_WITH_TIMEOUT(m_panel->result().state(), ResultStrip::State::Failed, kPatience);
    QCOMPARE(m_panel->sourceEdit().problemLine(), 0);
    QCOMPARE(problems()->rowCount(), 0);
  }

  void everyLanguageAndThemeIsDrawn()
  {
    open(kLevel);
    m_panel->run();
    QTRY_COMPARE_WITH_TIMEOUT(m_panel->result().state(), ResultStrip::State::Done, kPatience);
    field("level")->setValue(std::string("11.5"));
    for (const QString& code : widgets::Language::codes())
      for (const widgets::ThemeId id : widgets::kThemeIds) {
        widgets::Language::current().setCode(code);
        widgets::Theme::current().setId(id);
        QCoreApplication::processEvents();
        picture(*m_panel, QStringLiteral("script-%1-%2").arg(code, widgets::toString(id)));
        QVERIFY(!m_panel->grab().isNull());
      }
    widgets::Language::current().setCode(QStringLiteral("en"));
    widgets::Theme::current().setId(widgets::ThemeId::Dark);
  }

private:
  void open(const std::string& text)
  {
    QVERIFY(m_files.writeAtomically("/s/level.lua", text));
    QSignalSpy opened(m_panel.get(), &StrategyPanel::opened);
    m_panel->openFile(QStringLiteral("/s/level.lua"));
    QTRY_COMPARE(opened.size(), 1);
    QTRY_VERIFY(!m_panel->script().isChecking());
  }
  void readAgain()
  {
    QSignalSpy read(m_panel.get(), &StrategyPanel::readFromFile);
    m_panel->readAgain();
    QTRY_COMPARE(read.size(), 1);
  }
  [[nodiscard]] widgets::SchemaField* field(const char* key) const
  {
    auto* form = m_panel->findChild<widgets::SchemaForm*>(QStringLiteral("scriptSettingsForm"));
    return form != nullptr ? form->field(key) : nullptr;
  }
  void type(const char* key, const QString& text)
  {
    auto* line = qobject_cast<QLineEdit*>(field(key)->editor());
    QVERIFY(line != nullptr);
    line->clear();
    QTest::keyClicks(line, text);
  }
  [[nodiscard]] QTableView* table() const { return m_panel->findChild<QTableView*>(QStringLiteral("problemsTable")); }
  [[nodiscard]] QAbstractItemModel* problems() const { return table()->model(); }
  QPushButton* button(const char* name) const { return m_panel->findChild<QPushButton*>(QLatin1String(name)); }

  SystemClock m_clock;
  testing::MemoryFileSystem m_files;
  TaskRegistry m_tasks{m_clock};
  ExecutorPool m_workers{2, m_clock};
  TaskFeed m_feed{m_tasks};
  ResearchHub m_hub;
  tests::ScriptedDialogs m_dialogs;
  Context m_context;
  std::unique_ptr<StrategyPanel> m_panel;
};

QTEST_MAIN(TstScriptPanel)
#include "tst_script_panel.moc"
