// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workstation/demo_tour.h"
#include "app/workstation/workstation.h"
#include "core/base/clock.h"
#include "core/base/file_system.h"
#include "core/base/task.h"
#include "core/storage/restore_request.h"
#include "ui/chart/chart_panel.h"
#include "ui/shell/main_window.h"
#include "ui/shell/tr.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"
#include "widgets/chart/chart_view.h"

#include "translations_resources.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QMessageBox>
#include <QTimer>

#include <fmt/format.h>

namespace {

using namespace zvt;

/// Says what kept the program from starting, in a window where there is one, and always on standard error.
int refuse(const Error& error, bool withWindow)
{
  const QString text = widgets::Language::current().describe(error);
  fmt::print(stderr, "zvt-workstation: {}\n", text.toStdString());
  if (withWindow)
    QMessageBox::critical(nullptr, ui::Tr::tr("ZVT Workstation"), text);
  return 1;
}

/// A backup that a former run was asked to restore.
Result<void> restoreIfAsked(const std::filesystem::path& profile)
{
  SystemClock clock;
  OsFileSystem files;
  SilentTaskControl control;
  return storage::runRequestedRestore(profile, "zvt-workstation " ZVT_VERSION, clock, files, control);
}

/// Prints how long the start took to the first painted window and to the first chart with bars, then quits.
void reportStartUp(ui::MainWindow& window, const QElapsedTimer& sinceStart)
{
  fmt::print("first_window_ms {}\n", sinceStart.elapsed());
  window.switchTo(window.workspaceIds().front());
  auto* chart = window.findChild<ui::ChartPanel*>();
  if (chart == nullptr) {
    QCoreApplication::exit(1);
    return;
  }
  const auto painted = [chart, &sinceStart] {
    chart->view()->repaint();
    fmt::print("first_chart_ms {}\n", sinceStart.elapsed());
    QCoreApplication::quit();
  };
  if (chart->view()->model())
    painted();
  else
    QObject::connect(chart, &ui::ChartPanel::loaded, &window, painted);
}

}

int main(int argc, char** argv)
{
  QElapsedTimer sinceStart;
  sinceStart.start();
  QApplication application(argc, argv);
  QApplication::setApplicationName(QStringLiteral("ZVT Workstation"));
  QApplication::setApplicationVersion(QStringLiteral(ZVT_VERSION));
  QApplication::setDesktopFileName(QStringLiteral("zvt-workstation"));

  QCommandLineParser arguments;
  arguments.setApplicationDescription(QStringLiteral("Desktop trading workstation"));
  arguments.addHelpOption();
  arguments.addVersionOption();
  const QCommandLineOption profileOption(QStringLiteral("profile"),
      QStringLiteral("Profile folder (else ZVT_HOME, else the platform's data folder)."), QStringLiteral("folder"));
  const QCommandLineOption tourOption(QStringLiteral("demo-tour"),
      QStringLiteral("Open every window in turn, write a picture of each to the folder, and quit."),
      QStringLiteral("folder"));
  const QCommandLineOption startOption(QStringLiteral("measure-start"),
      QStringLiteral("Print the milliseconds to the first window and the first chart, and quit."));
  arguments.addOptions({profileOption, tourOption, startOption});
  arguments.process(application);

  widgets::Language::current().setCatalogues(resources::translations());
  widgets::Language::current().setCode(widgets::Language::ofSystem());
  widgets::Theme::current().install(application);

  const bool unattended = arguments.isSet(tourOption) || arguments.isSet(startOption);
  std::optional<std::string> folder;
  if (arguments.isSet(profileOption))
    folder = arguments.value(profileOption).toStdString();
  if (const Result<void> restored = restoreIfAsked(app::profileFolder(folder)); !restored)
    refuse(restored.error(), !unattended); // the profile is as it was: go on with it
  auto workstation = app::Workstation::open(app::profileFolder(folder), app::programFolder(argv[0]));
  if (!workstation)
    return refuse(workstation.error(), !unattended);
  if (arguments.isSet(tourOption)) {
    const Result<void> done = app::runDemoTour(**workstation, arguments.value(tourOption).toStdString());
    return done ? 0 : refuse(done.error(), false);
  }
  ui::MainWindow& window = (*workstation)->window();
  window.show();
  if (arguments.isSet(startOption))
    QTimer::singleShot(0, &window, [&window, &sinceStart] { reportStartUp(window, sinceStart); });
  return QApplication::exec();
}
