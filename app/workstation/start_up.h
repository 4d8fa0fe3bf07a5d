// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/workstation/session_mark.h"
#include "app/workstation/single_instance.h"
#include "app/workstation/start_window.h"
#include "app/workstation/workstation.h"
#include "core/base/executor.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QRect>

#include <memory>

namespace zvt::app {

struct StartOptions {
  std::filesystem::path profile;
  std::filesystem::path programFolder;
  QStringList files; ///< to open, of the command line
  bool safe = false;
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
  [[nodiscard]] Workstation* workstation() const { return m_workstation.get(); }

Q_SIGNALS:
  void firstPainted(); ///< the first picture is on the screen; no service has been asked for yet
  void ready(); ///< the workstation's own windows are on the screen

private:
  /// What the first window needs to know, read before anything is opened.
  struct Look {
    QRect frame;
    bool maximized = false;
    QString theme;
    QString language;
    LastSession session;
  };
  static Look readLook(FileSystem& files, const std::filesystem::path& profile);
  void look();
  void showFirst(const Look& look);
  void offerSafeMode();
  void open();
  void build(std::unique_ptr<Services> services);
  void refuse(const Error& error);
  [[nodiscard]] std::vector<StartWindow::Step> nextSteps(const Error& error);
  void settle();
  void offerReports(const std::vector<std::filesystem::path>& reports);
  void openFiles(const QStringList& files);
  void end(int code);

  StartOptions m_options;
  SystemClock m_clock;
  OsFileSystem m_files;
  SingleInstance m_instance;
  LastSession m_last;
  bool m_marked = false;
  bool m_failed = false;
  std::unique_ptr<StartWindow> m_window;
  std::unique_ptr<Workstation> m_workstation;
  std::unique_ptr<ThreadExecutor> m_thread; ///< last: what it runs uses the others
};

}
