// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace zvt::app {

/// From now on a fatal signal or std::terminate() leaves a small text file in @p folder: version, build, time, signal,
/// reason, back-trace and the addresses that the program is loaded at. Then the process dies of the signal as it would
/// have. Nothing of a profile is in it, and nothing is sent anywhere. Once, at the start, from the main thread.
/// @param folder made if missing; it must stay
/// @return false: the folder cannot be made
bool installCrashHandler(const std::filesystem::path& folder, const char* version);
/// Reports go to another folder from now on, made if missing. Without a handler nothing happens. Main thread.
bool setCrashFolder(const std::filesystem::path& folder);

}
