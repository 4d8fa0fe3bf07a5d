// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace zvt::tests {

struct SourceFile {
  QString path; ///< relative to the root, with '/'
  QString text;
  QString code; ///< the text with comments and the content of literals blanked out; lines keep their numbers

  [[nodiscard]] QString folder() const { return path.section('/', 0, -2); }
  [[nodiscard]] bool isCpp() const { return path.endsWith(".cpp") || path.endsWith(".h"); }
  /// "path:line" of an offset in text or code.
  [[nodiscard]] QString place(qsizetype offset) const;
};

/// C++, CMake, shell and Python files under the program's code folders below @p root.
[[nodiscard]] std::vector<SourceFile> readSources(const QString& root);
/// Blanks out comments, and literals' content, keeping the length.
[[nodiscard]] QString codeOf(const QString& text);

}
