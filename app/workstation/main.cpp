// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workstation/crash_handler.h"
#include "app/workstation/demo_tour.h"
#include "app/workstation/quit_signals.h"
#include "app/workstation/start_measures.h"
#include "app/workstation/start_up.h"
#include "app/workstation/workstation.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"

#include "translations_resources.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QTimer>

#include <fmt/format.h>

#include <algorithm>

namespace {

using namespace zvt;

int refuse(const Error& error)
{
  fmt::print(stderr, "zvt-workstation: {}\n", widgets::Language::current().describe(error).toStdString());
  return 1;
}

/// Every window in turn, as pictures; then the end.
int tour(const app::StartOptions& options, const QString& folder)
{
  auto workstation = app::Workstation::open(options.profile, options.programFolder);
  if (!workstation)
    return refuse(workstation.error());
  const Result<void> done = app::runDemoTour(**workstation, folder.toStdString());
  return done ? 0 : refuse(done.error());
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
  arguments.addPositionalArgument(
      QStringLiteral("files"), QStringLiteral("Workspaces to open."), QStringLiteral("[files…]"));
  const QCommandLineOption profileOption(QStringLiteral("profile"),
      QStringLiteral("Profile folder (else ZVT_HOME, else the platform's data folder)."), QStringLiteral("folder"));
  const QCommandLineOption safeOption(QStringLiteral("safe-mode"),
      QStringLiteral("Start with the first layout and without plug-ins; the saved layout is kept."));
  const QCommandLineOption tourOption(QStringLiteral("demo-tour"),
      QStringLiteral("Open every window in turn, write a picture of each to the folder, and quit."),
      QStringLiteral("folder"));
  const QCommandLineOption startOption(QStringLiteral("measure-start"),
      QStringLiteral("Print the milliseconds to the first window and the first chart, and quit."));
  const QCommandLineOption idleOption(QStringLiteral("measure-idle"),
      QStringLiteral("Print what the first workspace costs while nobody touches it for so long, and quit."),
      QStringLiteral("seconds"));
  const QCommandLineOption switchOption(QStringLiteral("measure-switch"),
      QStringLiteral("Print the milliseconds to show a workspace of twelve panels again, and quit."));
  arguments.addOptions({profileOption, safeOption, tourOption, startOption, idleOption, switchOption});
  arguments.process(application);

  widgets::Language::current().setCatalogues(resources::translations());
  widgets::Language::current().setCode(widgets::Language::ofSystem());
  widgets::Theme::current().install(application);

  app::StartOptions options;
  options.profile = app::profileFolder(
      arguments.isSet(profileOption) ? std::optional(arguments.value(profileOption).toStdString()) : std::nullopt);
  options.programFolder = app::programFolder(argv[0]);
  options.safe = arguments.isSet(safeOption);
  options.unattended = arguments.isSet(startOption) || arguments.isSet(idleOption) || arguments.isSet(switchOption);
  const QStringList files = arguments.positionalArguments();
  for (const QString& file : files)
    options.files.append(QFileInfo(file).absoluteFilePath()); // another process has another folder
  if (arguments.isSet(tourOption))
    return tour(options, arguments.value(tourOption));

  app::installCrashHandler(options.profile / "crash", ZVT_VERSION);
  app::StartUp startUp(options);
  if (arguments.isSet(startOption))
    app::measureStart(startUp, sinceStart);
  if (arguments.isSet(idleOption))
    app::measureIdle(startUp, std::max(1, arguments.value(idleOption).toInt()));
  if (arguments.isSet(switchOption))
    app::measureSwitch(startUp);
  const app::QuitSignals signalsOfTheSystem;
  QObject::connect(&signalsOfTheSystem, &app::QuitSignals::asked, &startUp, &app::StartUp::quit);
  QObject::connect(&application, &QGuiApplication::commitDataRequest, &startUp, &app::StartUp::sessionEnds);
  QTimer::singleShot(0, &startUp, &app::StartUp::begin);
  return QApplication::exec();
}
