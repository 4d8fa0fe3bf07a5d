// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workstation/start_up.h"

#include "core/storage/restore_request.h"
#include "ui/bridge/run_async.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/main_window.h"
#include "ui/shell/tr.h"
#include "ui/shell/window_placement.h"
#include "ui/shell/window_set.h"
#include "ui/shell/workspace_document.h"
#include "ui/shell/workspace_files.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QJsonDocument>
#include <QTimer>
#include <QUrl>

#include <fmt/format.h>

namespace zvt::app {

namespace {

constexpr int kSettledMs = 3000; ///< a start that lives that long has not failed
constexpr int kLeaveMs = 5000; ///< nobody there: a program that cannot start ends
constexpr int kFailedStarts = 2; ///< in a row, before safe mode is offered

using ui::Tr;

QJsonObject readObject(const FileSystem& files, const std::filesystem::path& file)
{
  if (!files.exists(file))
    return {};
  const auto text = files.read(file);
  return text ? QJsonDocument::fromJson(QByteArray::fromStdString(*text)).object() : QJsonObject();
}

}

StartUp::StartUp(StartOptions options)
    : m_options(std::move(options))
    , m_instance(m_options.profile)
    , m_thread(std::make_unique<ThreadExecutor>("start", m_clock))
{
  connect(&m_instance, &SingleInstance::called, this, [this](const QStringList& files) {
    QWidget* front = m_workstation ? static_cast<QWidget*>(&m_workstation->windows().active()) : m_window.get();
    if (front) {
      front->setWindowState(front->windowState() & ~Qt::WindowMinimized);
      front->show();
      front->raise();
      front->activateWindow();
    }
    openFiles(files);
  });
}

StartUp::~StartUp()
{
  m_thread.reset();
  m_workstation.reset();
  if (m_marked)
    (void)markEnded(m_files, m_options.profile);
}

void StartUp::begin()
{
  if (m_options.unattended) {
    look();
    return;
  }
  m_instance.call(m_options.files, [this](bool taken) {
    if (taken)
      QCoreApplication::exit(0);
    else
      look();
  });
}

StartUp::Look StartUp::readLook(FileSystem& files, const std::filesystem::path& profile)
{
  Look look;
  const QJsonObject windows = readObject(files, profile / "workspaces" / "windows.json");
  look.frame = ui::rectFromJson(windows.value(u"frame"));
  look.maximized = windows.value(u"maximized").toBool();
  const QJsonObject config = readObject(files, profile / "config.json");
  look.theme = config.value(u"appearance.theme").toString();
  look.language = config.value(u"language.language").toString();
  look.session = readSession(files, profile);
  return look;
}

void StartUp::look()
{
  ui::runAsync(
      *m_thread, this, [this] { return readLook(m_files, m_options.profile); },
      [this](const Look& look) { showFirst(look); });
}

void StartUp::showFirst(const Look& look)
{
  m_last = look.session;
  if (widgets::Language::codes().contains(look.language))
    widgets::Language::current().setCode(look.language);
  widgets::Theme::current().setId(widgets::themeFromString(look.theme));
  m_window = std::make_unique<StartWindow>(m_options.profile);
  ui::placeWindow(*m_window, look.frame, look.maximized);
  connect(m_window.get(), &StartWindow::closed, this, [this] { end(m_failed ? 1 : 0); });
  connect(m_window.get(), &StartWindow::painted, this, [this] {
    Q_EMIT firstPainted();
    if (!m_options.unattended)
      m_instance.listen();
    if (m_last.failedStarts >= kFailedStarts && !m_options.safe && !m_options.unattended)
      offerSafeMode();
    else
      open();
  });
  QApplication::setQuitOnLastWindowClosed(false); // between two windows
  m_window->show();
}

void StartUp::offerSafeMode()
{
  m_window->showChoice(Tr::tr("The program did not come up twice in a row"),
      Tr::tr(
          "Safe mode starts with the first layout and without plug-ins. Your own layout is kept, and comes back with "
          "the next usual start."),
      {{QStringLiteral("safeMode"), Tr::tr("Start in safe mode"),
           [this] {
             m_options.safe = true;
             open();
           }},
          {QStringLiteral("usual"), Tr::tr("Start as usual"), [this] { open(); }}});
}

void StartUp::open()
{
  m_window->showOpening();
  m_failed = false;
  const auto work = [this]() -> Result<std::unique_ptr<Services>> {
    (void)markStarting(m_files, m_options.profile, m_last);
    SilentTaskControl control;
    const Result<void> restored =
        storage::runRequestedRestore(m_options.profile, "zvt-workstation " ZVT_VERSION, m_clock, m_files, control);
    if (!restored) // the profile is as it was: go on with it
      fmt::print(stderr, "zvt-workstation: {}\n", restored.error().code);
    auto services = Workstation::openServices(m_options.profile, m_options.programFolder, m_options.safe);
    // Another program's profile is not ours to mark.
    if (!services && services.error().code == "storage.locked" && !m_last.crashed)
      (void)markEnded(m_files, m_options.profile);
    return services;
  };
  ui::runAsync(*m_thread, this, work, [this](Result<std::unique_ptr<Services>> services) {
    if (!services) {
      refuse(services.error());
      return;
    }
    m_marked = true;
    build(std::move(*services));
  });
}

void StartUp::build(std::unique_ptr<Services> services)
{
  auto built = Workstation::build(std::move(services), m_options.profile, m_options.safe);
  if (!built) {
    refuse(built.error());
    return;
  }
  m_workstation = std::move(*built);
  ui::MainWindow& first = m_workstation->window();
  m_workstation->windows().show();
  first.repaint();
  QApplication::setQuitOnLastWindowClosed(true);
  disconnect(m_window.get(), nullptr, this, nullptr);
  m_window->hide();
  m_window.release()->deleteLater();
  Q_EMIT ready();
  openFiles(m_options.files);
  settle();
}

void StartUp::settle()
{
  m_workstation->startCheck();
  QTimer::singleShot(kSettledMs, this, [this] {
    ui::runAsync(
        *m_thread, this, [this] { return markRunning(m_files, m_options.profile); }, [](const Result<void>&) {});
  });
  if (m_options.safe)
    m_workstation->window().notify(widgets::NoteKind::Info,
        Tr::tr("Safe mode: the first layout, no plug-ins. Nothing of this layout is kept; your own comes back with the "
               "next "
               "usual start."));
  else if (m_last.crashed)
    m_workstation->window().notify(widgets::NoteKind::Warning,
        Tr::tr("The program did not end properly. Windows and drafts are restored as they were kept last."));
  if (m_options.unattended)
    return;
  ui::runAsync(
      *m_thread, this,
      [this] { return crashReports(m_files, m_options.profile / "crash", m_options.profile / "logs"); },
      [this](const std::vector<std::filesystem::path>& reports) {
        if (!reports.empty())
          offerReports(reports);
      });
}

void StartUp::openFiles(const QStringList& files)
{
  if (!m_workstation) {
    m_options.files += files;
    return;
  }
  for (const QString& file : files)
    ui::openWorkspaceFile(
        m_workstation->context(), m_workstation->windows(), m_workstation->windows().active(), file.toStdString());
}

void StartUp::refuse(const Error& error)
{
  const QString text = widgets::Language::current().describe(error);
  fmt::print(stderr, "zvt-workstation: {}\n", text.toStdString());
  m_failed = true;
  if (m_options.unattended) {
    end(1);
    return;
  }
  m_window->showChoice(Tr::tr("The profile could not be opened"), text, nextSteps(error));
  if (error.code != "storage.locked")
    return;
  // Started by a script, or by a person who sees the message: only the person stays.
  auto* leave = new QTimer(m_window.get());
  leave->setSingleShot(true);
  connect(leave, &QTimer::timeout, this, [this] { end(1); });
  connect(m_window.get(), &StartWindow::touched, leave, &QTimer::stop);
  leave->start(kLeaveMs);
}

std::vector<StartWindow::Step> StartUp::nextSteps(const Error& error)
{
  std::vector<StartWindow::Step> steps;
  steps.push_back({QStringLiteral("retry"), Tr::tr("Try again"), [this] { open(); }});
  steps.push_back(
      {QStringLiteral("otherProfile"), Tr::tr("Choose another profile…"), [this] {
         const QString folder = ui::nativeDialogs().chooseFolder(m_window.get(),
             {Tr::tr("Choose a profile folder"), QString::fromStdString(m_options.profile.string()), {}, {}});
         if (folder.isEmpty())
           return;
         m_options.profile = folder.toStdString();
         open();
       }});
  if (error.code != "storage.locked") {
    steps.push_back(
        {QStringLiteral("backup"), Tr::tr("Restore a backup…"), [this] {
           const QString backup = ui::nativeDialogs().chooseFolder(m_window.get(),
               {Tr::tr("Choose a backup"), QString::fromStdString((m_options.profile / "backups").string()), {}, {}});
           if (backup.isEmpty())
             return;
           if (const Result<void> asked = storage::requestRestore(m_options.profile, backup.toStdString(), m_files);
               !asked)
             refuse(asked.error());
           else
             open();
         }});
    if (!m_options.safe)
      steps.push_back({QStringLiteral("safeMode"), Tr::tr("Start in safe mode"), [this] {
                         m_options.safe = true;
                         open();
                       }});
  }
  steps.push_back({QStringLiteral("quit"), Tr::tr("Quit"), [this] { end(1); }});
  return steps;
}

void StartUp::offerReports(const std::vector<std::filesystem::path>& reports)
{
  const std::filesystem::path newest = reports.back();
  const int answer =
      ui::dialogsOf(m_workstation->context())
          .ask(&m_workstation->window(),
              {Tr::tr("Crash report"),
                  Tr::tr("The program crashed the last time. A report lies on this computer; nothing has been "
                         "sent anywhere. It holds the version, the back-trace and the last lines of the log."),
                  QString::fromStdString(newest.string()),
                  {Tr::tr("Keep it"), Tr::tr("Open the folder"), Tr::tr("Copy"), Tr::tr("Delete")}, 0});
  if (answer == 1)
    QDesktopServices::openUrl(QUrl::fromLocalFile(QString::fromStdString(newest.parent_path().string())));
  const auto work = [this, reports, newest, answer]() -> Result<std::string> {
    const auto text = answer == 2 ? m_files.read(newest) : Result<std::string>(std::string());
    for (const std::filesystem::path& report : reports)
      ZVT_TRY_VOID(answer == 3 ? m_files.remove(report) : setAside(m_files, report));
    return text;
  };
  ui::runAsync(*m_thread, this, work, [this, answer](const Result<std::string>& text) {
    if (!text)
      m_workstation->window().notify(text.error());
    else if (answer == 2)
      QApplication::clipboard()->setText(QString::fromStdString(*text));
  });
}

void StartUp::end(int code)
{
  QCoreApplication::exit(code);
}

}
