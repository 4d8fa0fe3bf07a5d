// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/settings_transfer.h"

#include "core/base/file_system.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/run_async.h"
#include "ui/settings/settings.h"
#include "ui/settings/settings_text.h"
#include "ui/settings/settings_window.h"
#include "ui/shell/context.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/tr.h"
#include "widgets/base/language.h"

namespace zvt::ui {

namespace {

FileQuestion question(const QString& title)
{
  return {title, QStringLiteral("settings.json"), Tr::tr("Settings (*.json)"), QStringLiteral("json")};
}

}

void connectTransfer(SettingsWindow& window, const Context& context)
{
  QObject::connect(&window, &SettingsWindow::exportRequested, &window, [&window, context] {
    const QString file = dialogsOf(context).saveFile(&window, question(Tr::tr("Export the settings")));
    if (file.isEmpty())
      return;
    runAsync(
        context.workers->next(), &window,
        [files = context.files, path = file.toStdString(), text = settingsToText(*context.settings)] {
          return files->writeAtomically(path, text);
        },
        [&window, file](const Result<void>& written) {
          if (written)
            window.tell(widgets::NoteKind::Ok, Tr::tr("Written to %1").arg(file));
          else
            window.tell(widgets::NoteKind::Error, widgets::Language::current().describe(written.error()));
        });
  });
  QObject::connect(&window, &SettingsWindow::importRequested, &window, [&window, context] {
    FileQuestion asked = question(Tr::tr("Import settings"));
    asked.start.clear();
    const QString file = dialogsOf(context).openFile(&window, asked);
    if (file.isEmpty())
      return;
    runAsync(
        context.workers->next(), &window,
        [files = context.files, path = file.toStdString()] { return files->read(path); },
        [&window](const Result<std::string>& text) {
          if (text)
            window.take(*text);
          else
            window.tell(widgets::NoteKind::Error, widgets::Language::current().describe(text.error()));
        });
  });
}

}
