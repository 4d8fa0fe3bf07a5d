// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/workstation/session_mark.h"
#include "app/workstation/single_instance.h"
#include "app/workstation/start_window.h"
#include "app/workstation/workstation.h"
#include "core/base/executor.h"

#include <QDeadlineTimer>
#include <QPointer>

#include <functional>
#include <memory>

namespace zvt::app {

struct StartLook;
inline constexpr int kPatienceMs = 2000; ///< with another start that does not answer

struct StartOptions {
  std::filesystem::path profile;
  std::filesystem::path programFolder;
  QStringList files; ///< to open, of the command line
  bool safe = false;
  ui::Dialogs* dialogs = nullptr; ///< in place of the real ones; outlive the start-up
  bool unattended = false; ///< nobody answers questions; another workstation is not called
};

/// From the first window to a workstation in use, in steps that never keep the GUI thread: is there another one; what
/// does the window look like; open the services; build the windows; say what the last run left behind. Ends the
/// program with QCoreApplication::exit() when it cannot go on. GUI thread.
class StartUp : public QObject {
  Q_OBJECT

public:
  explicit StartUp(StartOptions options);
  ~StartUp() override;

  void begin();
  /// Ends the program as its own Quit does: what has changed is kept, and the next start hears of no crash.
  void quit();
  /// The session may be about to end: keeps everything. The program goes on until it is told to quit.
  void sessionEnds();
  [[nodiscard]] Workstation* workstation() const { return m_workstation.get(); }

Q_SIGNALS:
  void firstPainted(); ///< the first picture is on the screen; no service has been asked for yet
  void ready(); ///< the workstation's own windows are on the screen

private:
  /// Goes on with @p next unless another workstation has the profile: then that one comes to the front and this ends.
  void beTheOnly(const std::function<void()>& next, QDeadlineTimer patience = QDeadlineTimer(kPatienceMs));
  void look();
  void showFirst(const StartLook& look);
  [[nodiscard]] ui::Dialogs& dialogs() const;
  void goOn();
  void offerRescue();
  [[nodiscard]] StartWindow::Step safeModeStep();
  [[nodiscard]] StartWindow::Step logStep();
  void openOrOffer();
  void open();
  [[nodiscard]] bool beginOpening();
  void openServices();
  [[nodiscard]] Result<std::unique_ptr<Services>> openOnThread();
  void chooseOtherProfile();
  void build(std::unique_ptr<Services> services);
  void refuse(const Error& error);
  [[nodiscard]] std::vector<StartWindow::Step> nextSteps(const Error& error);
  void settle();
  void markAlive();
  void keepAll();
  void openFiles(const QStringList& files);
  void end(int code);

  StartOptions m_options;
  SystemClock m_clock;
  OsFileSystem m_files;
  SingleInstance m_instance;
  LastSession m_last;
  bool m_goneOn = false; ///< beyond the first picture
  bool m_opening = false; ///< under way; only refuse() ends it
  bool m_marked = false; ///< the profile's mark is ours; set on m_thread, read when its work is done
  bool m_failed = false;
  std::unique_ptr<StartWindow> m_window;
  std::unique_ptr<Workstation> m_workstation;
  std::unique_ptr<ThreadExecutor> m_thread; ///< last: what it runs uses the others
};

}
