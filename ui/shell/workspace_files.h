// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>

namespace zvt::ui {

class MainWindow;
class WindowSet;
struct Context;

/// Asks for a file and writes the workspace in front to it, off this thread; says in @p over how it went.
void exportWorkspace(const Context& context, WindowSet& windows, MainWindow& over);
/// Asks for a file and adds its workspace, in front. A file that is none is named with the line and the reason.
void importWorkspace(const Context& context, WindowSet& windows, MainWindow& over);
/// As importWorkspace(), from a file that is known, e.g. of the command line.
void openWorkspaceFile(const Context& context, WindowSet& windows, MainWindow& over, const std::filesystem::path& file);

}
