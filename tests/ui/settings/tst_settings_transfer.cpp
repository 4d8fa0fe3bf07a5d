// SPDX-License-Identifier: GPL-3.0-or-later
// Settings that go to a file and come back, and the window's ways to do so.
#include "core/base/clock.h"
#include "core/base/testing/memory_file_system.h"
#include "tests/ui/scripted_dialogs.h"
#include "ui/bridge/executor_pool.h"
#include "ui/settings/settings_text.h"
#include "ui/settings/settings_window.h"
#include "ui/shell/context.h"
#include "ui/shell/settings_transfer.h"
#include "widgets/base/theme.h"

#include <QtTest>
#include <QtWidgets>

using namespace zvt;
using namespace zvt::ui;

namespace {

SettingsBackend nowhere()
{
  return {[]() -> Result<SettingValues> { return SettingValues{}; },
      [](const SettingValues&) -> Result<void> { return {}; }};
}

}

class TstSettingsTransfer : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    widgets::Theme::current().install(*qApp);
    m_context.files = &m_files;
    m_context.workers = &m_workers;
    m_context.dialogs = &m_dialogs;
  }

  void whatIsWrittenIsReadAgain()
  {
    Settings first(*Settings::loadSchema(), nowhere());
    QVERIFY(first.set("appearance.theme", ParamValue(std::string("light"))));
    QVERIFY(first.set("trading.confirm", ParamValue(false)));
    const std::string text = settingsToText(first);
    QVERIFY(!QString::fromStdString(text).contains(QStringLiteral("density"))); // a default
    const auto read = settingsFromText(first.schema(), text);
    QVERIFY(bool(read));
    QVERIFY(read->skipped.empty());
    for (const auto& [key, value] : read->values)
      QVERIFY2(value == first.value(key), key.c_str());
    QVERIFY(read->values.contains("appearance.theme") && read->values.contains("trading.confirm"));
  }

  void whatDoesNotFitIsNamed()
  {
    const ParamSchema schema = *Settings::loadSchema();
    const auto read = settingsFromText(schema,
        R"({"format":"zvt-settings","version":1,"values":{"appearance.theme":"purple","no.such":"1",)"
        R"("trading.confirm":"false"}})");
    QVERIFY(bool(read));
    QCOMPARE(read->values.size(), std::size_t{1});
    QCOMPARE(read->skipped, (std::vector<std::string>{"appearance.theme", "no.such"}));
    for (const char* bad : {"", "[]", "{}", R"({"format":"other","version":1})", R"({"format":"zvt-settings"})"}) {
      const auto refused = settingsFromText(schema, bad);
      QVERIFY2(!refused && refused.error().code == "settings.bad_file", bad);
    }
  }

  void theWindowImportsAsChangesThatCanBeTakenBack()
  {
    Settings settings(*Settings::loadSchema(), nowhere());
    m_context.settings = &settings;
    SettingsWindow window(settings);
    connectTransfer(window, m_context);
    window.show();
    QVERIFY(m_files.writeAtomically("/theirs.json",
        R"({"format":"zvt-settings","version":1,"values":{"appearance.theme":"light","trading.confirm":"false"}})"));
    m_dialogs.paths = {QStringLiteral("/theirs.json")};
    Q_EMIT window.importRequested();
    QTRY_COMPARE(settings.text("appearance.theme"), QStringLiteral("light"));
    QVERIFY(!settings.flag("trading.confirm"));
    QVERIFY(window.findChild<QPushButton*>(QStringLiteral("applyButton"))->isEnabled());
    window.reject();
    QCOMPARE(settings.text("appearance.theme"), QStringLiteral("dark"));
    QVERIFY(settings.flag("trading.confirm"));
  }

  void theWindowExportsAndResets()
  {
    Settings settings(*Settings::loadSchema(), nowhere());
    m_context.settings = &settings;
    QVERIFY(settings.set("appearance.theme", ParamValue(std::string("light"))));
    SettingsWindow window(settings);
    connectTransfer(window, m_context);
    m_dialogs.paths = {QStringLiteral("/mine.json")};
    Q_EMIT window.exportRequested();
    QTRY_VERIFY(m_files.exists("/mine.json"));
    const auto text = m_files.read("/mine.json");
    QVERIFY(settingsFromText(settings.schema(), *text)->values.contains("appearance.theme"));
    const QList<QAction*> more = window.findChild<QPushButton*>(QStringLiteral("moreButton"))->menu()->actions();
    more.front()->trigger(); // reset all
    QCOMPARE(settings.text("appearance.theme"), QStringLiteral("dark"));
    m_workers.drain();
  }

private:
  testing::MemoryFileSystem m_files;
  SystemClock m_clock;
  ExecutorPool m_workers{1, m_clock};
  tests::ScriptedDialogs m_dialogs;
  Context m_context;
};

QTEST_MAIN(TstSettingsTransfer)
#include "tst_settings_transfer.moc"
