// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workstation/crash_offer.h"

#include "app/workstation/session_mark.h"
#include "app/workstation/workstation.h"
#include "core/base/file_system.h"
#include "ui/bridge/run_async.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/main_window.h"
#include "ui/shell/tr.h"

#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QUrl>

namespace zvt::app {

namespace {

using ui::Tr;

enum Answer { Keep, OpenFolder, Copy, Delete };

int askAbout(Workstation& workstation, const std::filesystem::path& newest)
{
  return ui::dialogsOf(workstation.context())
      .ask(&workstation.window(),
          {Tr::tr("Crash report"),
              Tr::tr("The program crashed the last time. A report lies on this computer; nothing has been "
                     "sent anywhere. It holds the version, the back-trace and the last lines of the log."),
              QString::fromStdString(newest.string()),
              {Tr::tr("Keep it"), Tr::tr("Open the folder"), Tr::tr("Copy"), Tr::tr("Delete")}, Keep});
}

/// The text that was asked for, else nothing.
Result<std::string> deal(FileSystem& files, const std::vector<std::filesystem::path>& reports, int answer)
{
  const auto text = answer == Copy ? files.read(reports.back()) : Result<std::string>(std::string());
  for (const std::filesystem::path& report : reports)
    ZVT_TRY_VOID(answer == Delete ? files.remove(report) : setAside(files, report));
  return text;
}

}

void offerCrashReports(Workstation& workstation, FileSystem& files, Executor& thread, QObject* owner)
{
  const std::filesystem::path profile = workstation.context().profileFolder;
  const auto told = [&workstation](const Result<std::string>& text) {
    if (!text)
      workstation.window().notify(text.error());
    else if (!text->empty())
      QApplication::clipboard()->setText(QString::fromStdString(*text));
  };
  const auto offer = [&workstation, &files, &thread, owner, told](const std::vector<std::filesystem::path>& reports) {
    if (reports.empty())
      return;
    const int answer = askAbout(workstation, reports.back());
    if (!workstation.window().isVisible())
      return; // the program was told to end meanwhile: nobody has answered
    if (answer == OpenFolder)
      QDesktopServices::openUrl(QUrl::fromLocalFile(QString::fromStdString(reports.back().parent_path().string())));
    ui::runAsync(thread, owner, [&files, reports, answer] { return deal(files, reports, answer); }, told);
  };
  ui::runAsync(
      thread, owner, [&files, profile] { return crashReports(files, profile / "crash", profile / "logs"); }, offer);
}

}
