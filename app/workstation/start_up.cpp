// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workstation/start_up.h"

#include "app/workstation/crash_offer.h"
#include "app/workstation/start_look.h"
#include "core/storage/restore_request.h"
#include "ui/bridge/run_async.h"
#include "ui/shell/main_window.h"
#include "ui/shell/tr.h"
#include "ui/shell/window_placement.h"
#include "ui/shell/window_set.h"
#include "ui/shell/workspace_files.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"

#include <QApplication>
#include <QTimer>

#include <fmt/format.h>

namespace zvt::app {

namespace {

constexpr int kSettledMs = 3000; ///< a start that lives that long has not failed
constexpr int kUnseenMs = 1000; ///< the first picture takes a tenth of that
constexpr int kLogoutMs = 15'000; ///< still here after that: the logout was called off
constexpr int kCallAgainMs = 50;
constexpr int kFailedStarts = 2; ///< in a row, before help is offered

using ui::Tr;

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
  if (m_marked) // while the profile is still ours: the next program's mark is its own
    (void)markEnded(m_files, m_options.profile);
  m_workstation.reset();
}

void StartUp::begin()
{
  if (m_options.unattended) {
    look();
    return;
  }
  beTheOnly([this] { look(); });
}

void StartUp::beTheOnly(const std::function<void()>& next, QDeadlineTimer patience)
{
  m_instance.call(m_options.files, [this, next, patience](bool taken) {
    if (taken) {
      QCoreApplication::exit(0);
      return;
    }
    const Result<void> listening = m_instance.listen();
    // One that does not answer has the profile open, or nothing works here: the profile's own lock decides.
    if (listening || listening.error().code != "file.locked" || patience.hasExpired())
      next();
    else // another start has got the name and is about to answer
      QTimer::singleShot(kCallAgainMs, this, [this, next, patience] { beTheOnly(next, patience); });
  });
}

void StartUp::look()
{
  ui::runAsync(
      *m_thread, this, [this] { return readStartLook(m_files, m_options.profile); },
      [this](const StartLook& look) { showFirst(look); });
}

void StartUp::showFirst(const StartLook& look)
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
    goOn();
  });
  // A window manager that is itself starting, as at a login, may lose what it is asked to show: ask once more. And a
  // window that nobody sees, on a locked screen, must not keep the program from coming up.
  QTimer::singleShot(kUnseenMs, m_window.get(), [this] {
    if (m_goneOn)
      return;
    m_window->hide();
    m_window->show();
    goOn();
  });
  QApplication::setQuitOnLastWindowClosed(false); // between two windows
  m_window->show();
}

void StartUp::goOn()
{
  if (std::exchange(m_goneOn, true))
    return;
  openOrOffer();
}

void StartUp::openOrOffer()
{
  if (m_last.failedStarts >= kFailedStarts && !m_options.safe && !m_options.unattended)
    offerRescue();
  else
    open();
}

void StartUp::open()
{
  if (beginOpening())
    openServices();
}

/// Takes the choices away at once, and what a second click on them would begin again.
bool StartUp::beginOpening()
{
  if (std::exchange(m_opening, true))
    return false;
  m_window->showOpening();
  m_failed = false;
  return true;
}

void StartUp::openServices()
{
  ui::runAsync(
      *m_thread, this, [this] { return openOnThread(); },
      [this](Result<std::unique_ptr<Services>> services) {
        if (services)
          build(std::move(*services));
        else
          refuse(services.error());
      });
}

Result<std::unique_ptr<Services>> StartUp::openOnThread()
{
  // What opens may bring the program down, so the mark comes first; but another program's profile is not ours to mark.
  if (m_files.createDirectories(m_options.profile))
    if (const auto lock = m_files.lock(m_options.profile / "profile.lock", "zvt-workstation"))
      m_marked = markStarting(m_files, m_options.profile, m_last).has_value();
  SilentTaskControl control;
  const Result<void> restored =
      storage::runRequestedRestore(m_options.profile, "zvt-workstation " ZVT_VERSION, m_clock, m_files, control);
  if (!restored) // the profile is as it was: go on with it
    fmt::print(stderr, "zvt-workstation: {}\n", restored.error().code);
  auto services = Workstation::openServices(m_options.profile, m_options.programFolder, m_options.safe);
  if (!services)
    m_marked = false; // it stays, and tells of a start that failed
  return services;
}

void StartUp::build(std::unique_ptr<Services> services)
{
  auto built = Workstation::build(std::move(services), m_options.profile, m_options.safe, m_options.dialogs);
  if (!built) {
    m_marked = false;
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
  QTimer::singleShot(kSettledMs, this, &StartUp::markAlive);
  if (m_options.safe)
    m_workstation->window().notify(widgets::NoteKind::Info,
        Tr::tr("Safe mode: the first layout, no plug-ins. Nothing of this layout is kept; your own comes back with the "
               "next "
               "usual start."));
  else if (m_last.crashed)
    m_workstation->window().notify(widgets::NoteKind::Warning,
        Tr::tr("The program did not end properly. Windows and drafts are restored as they were kept last."));
  if (!m_options.unattended)
    offerCrashReports(*m_workstation, m_files, *m_thread, this);
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

void StartUp::quit()
{
  if (m_workstation) {
    keepAll();
    m_workstation->windows().quit();
  }
  end(0);
}

void StartUp::sessionEnds()
{
  if (!m_workstation)
    return;
  keepAll();
  QTimer::singleShot(kLogoutMs, this, &StartUp::markAlive);
}

/// At the end of a session the screen may go next, and the program with it: what there is to keep is kept first.
void StartUp::keepAll()
{
  if (const Result<void> kept = m_workstation->windows().save(); !kept)
    qWarning("%s", qUtf8Printable(widgets::Language::current().describe(kept.error())));
  (void)markEnded(m_files, m_options.profile);
}

void StartUp::markAlive()
{
  ui::runAsync(*m_thread, this, [this] { return markRunning(m_files, m_options.profile); }, [](const Result<void>&) {});
}

void StartUp::end(int code)
{
  QCoreApplication::exit(code);
}

}
