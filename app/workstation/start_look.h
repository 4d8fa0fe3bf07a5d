// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/workstation/session_mark.h"

#include <QRect>
#include <QString>

namespace zvt::app {

/// What the first window needs to know, from files that are read before any service opens: where the last one stood, in
/// which colours and words, and how the run before ended. What is missing or damaged stays as it is here.
struct StartLook {
  QRect frame;
  bool maximized = false;
  QString theme;
  QString language;
  LastSession session;
};

/// On any thread.
[[nodiscard]] StartLook readStartLook(const FileSystem& files, const std::filesystem::path& profile);

}
