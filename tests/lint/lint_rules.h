// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/lint/source_tree.h"

namespace zvt::tests {

// Each rule returns its faults, one "path:line: what" a line; none means that the tree keeps it.

/// Every project #include goes to the file's own library or to one that it depends on.
/// @param graph what zvt_check_layers() wrote: target;level;folder;depends,… a line
[[nodiscard]] QStringList checkIncludes(const std::vector<SourceFile>& sources, const QString& graph);
/// What callers of core/storage include leads to no header of its database: another one can follow behind the stores.
[[nodiscard]] QStringList checkStorageFace(const std::vector<SourceFile>& sources);
/// Test doubles are linked by tests alone.
[[nodiscard]] QStringList checkTestingLibraries(const QString& graph);
/// No Qt header under core or plugins.
[[nodiscard]] QStringList checkNoQt(const std::vector<SourceFile>& sources);
/// No clock, chance, thread, sleep, file or socket under core or plugins but behind the seams.
[[nodiscard]] QStringList checkSeams(const std::vector<SourceFile>& sources);
/// No static or thread-local variable that can change in the libraries that plug-ins link: each module has its own
/// copy.
[[nodiscard]] QStringList checkNoSharedState(const std::vector<SourceFile>& sources);
/// The licence of its folder in the first line of every file (the second after #!).
[[nodiscard]] QStringList checkLicences(const std::vector<SourceFile>& sources);
/// A README.md in every folder that holds C++.
[[nodiscard]] QStringList checkReadmes(const std::vector<SourceFile>& sources, const QString& root);
[[nodiscard]] QStringList checkLength(const std::vector<SourceFile>& sources);
/// No connect(sender, signal, lambda): without a context object the call outlives its receiver and crosses threads.
[[nodiscard]] QStringList checkConnects(const std::vector<SourceFile>& sources);

}
