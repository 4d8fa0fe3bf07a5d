// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <filesystem>

namespace zvt {
class Executor;
class FileSystem;
}

namespace zvt::app {

class Workstation;

/// Says that the last run crashed, if it left a report, and asks what to do with it: keep, open its folder, copy,
/// delete. Each is offered once. Looks and writes on @p thread, which outlives @p owner. GUI thread.
void offerCrashReports(Workstation& workstation, FileSystem& files, Executor& thread, QObject* owner);

}
