// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

namespace zvt::ui {

/// What a panel shows at the moment.
enum class PanelState { Content, Loading, Empty, Error };

/// What a panel shows when there is nothing to show: what it is for, and the next step as a button.
struct EmptyText {
  QString icon; ///< name of a token icon
  QString sentence;
  QString button; ///< empty: none
  std::function<void()> action;
};

/// How far something is that a panel waits for. All members may be empty.
struct LoadingProgress {
  struct Now {
    double fraction = -1; ///< 0…1; negative: unknown
    QString step;
  };
  std::function<Now()> ask; ///< called on the GUI thread, ten times a second
  std::function<void()> cancel;
};

/// Content that is old: where it came from and how old it is, in words.
struct StaleText {
  QString source; ///< "eastmoney", a file
  QString since; ///< "09:31:05", "Friday"
  QString remedy; ///< text of a button; empty: none
  std::function<void()> action;
};

}
