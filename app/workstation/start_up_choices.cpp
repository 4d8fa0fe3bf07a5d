// SPDX-License-Identifier: GPL-3.0-or-later
// What a person can choose when the program does not come up as usual.
#include "app/workstation/start_up.h"

#include "app/workstation/crash_handler.h"
#include "core/storage/restore_request.h"
#include "ui/bridge/run_async.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/tr.h"
#include "ui/shell/workspace_store.h"
#include "widgets/base/language.h"

#include <QTimer>

#include <fmt/format.h>

namespace zvt::app {

namespace {

constexpr int kLeaveMs = 5000; ///< nobody there: a program that cannot start ends

using ui::Tr;

}

ui::Dialogs& StartUp::dialogs() const
{
  return m_options.dialogs ? *m_options.dialogs : ui::nativeDialogs();
}

StartWindow::Step StartUp::safeModeStep()
{
  return {QStringLiteral("safeMode"), Tr::tr("Start in safe mode"), [this] {
            m_options.safe = true;
            open();
          }};
}

StartWindow::Step StartUp::logStep()
{
  return {QStringLiteral("log"), Tr::tr("Look at the log"), [this] {
            ui::runAsync(
                *m_thread, this, [this] { return lastLogLines(m_files, m_options.profile / "logs"); },
                [this](const std::string& lines) {
                  m_window->showDetail(lines.empty() ? Tr::tr("The log is empty.") : QString::fromStdString(lines));
                });
          }};
}

void StartUp::offerRescue()
{
  const QString title = Tr::tr("The program did not come up twice in a row");
  fmt::print(stderr, "zvt-workstation: {}\n", title.toStdString());
  const auto reset = [this] {
    if (!beginOpening())
      return;
    const auto setAside = [this] {
      return ui::WorkspaceStore(&m_files, m_options.profile / "workspaces").keepAllAside(QStringLiteral("reset"));
    };
    ui::runAsync(*m_thread, this, setAside, [this](const Result<void>& done) {
      if (done)
        openServices();
      else
        refuse(done.error());
    });
  };
  m_window->showChoice(title,
      Tr::tr(
          "Safe mode starts with the first layout and without plug-ins. Your own layout is kept, and comes back with "
          "the next usual start.\nResetting puts the first layout in place of your workspaces, which are kept in the "
          "profile under workspaces/reset."),
      {safeModeStep(), {QStringLiteral("reset"), Tr::tr("Reset the workspaces and start"), reset}, logStep(),
          {QStringLiteral("usual"), Tr::tr("Start as usual"), [this] { open(); }}});
}

void StartUp::refuse(const Error& error)
{
  const QString text = widgets::Language::current().describe(error);
  fmt::print(stderr, "zvt-workstation: {}\n", text.toStdString());
  m_failed = true;
  m_opening = false;
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

/// How its own last run ended decides what comes next.
void StartUp::chooseOtherProfile()
{
  const QString folder = dialogs().chooseFolder(
      m_window.get(), {Tr::tr("Choose a profile folder"), QString::fromStdString(m_options.profile.string()), {}, {}});
  if (folder.isEmpty() || m_opening)
    return;
  m_options.profile = folder.toStdString();
  m_window->setProfile(m_options.profile);
  m_instance.setProfile(m_options.profile);
  setCrashFolder(m_options.profile / "crash");
  if (!beginOpening())
    return;
  const auto readOn = [this] {
    ui::runAsync(
        *m_thread, this, [this, profile = m_options.profile] { return readSession(m_files, profile); },
        [this](const LastSession& last) {
          m_last = last;
          m_opening = false;
          openOrOffer();
        });
  };
  beTheOnly(readOn);
}

std::vector<StartWindow::Step> StartUp::nextSteps(const Error& error)
{
  std::vector<StartWindow::Step> steps;
  steps.push_back({QStringLiteral("retry"), Tr::tr("Try again"), [this] { open(); }});
  steps.push_back(
      {QStringLiteral("otherProfile"), Tr::tr("Choose another profile…"), [this] { chooseOtherProfile(); }});
  if (error.code != "storage.locked") {
    steps.push_back(
        {QStringLiteral("backup"), Tr::tr("Restore a backup…"), [this] {
           const QString backup = dialogs().chooseFolder(m_window.get(),
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
      steps.push_back(safeModeStep());
    steps.push_back(logStep());
  }
  steps.push_back({QStringLiteral("quit"), Tr::tr("Quit"), [this] { end(1); }});
  return steps;
}

}
