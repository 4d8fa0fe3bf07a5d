// SPDX-License-Identifier: Apache-2.0
#include "tests/lint/source_tree.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

#include <algorithm>

namespace zvt::tests {

QString SourceFile::place(qsizetype offset) const
{
  return QString("%1:%2").arg(path).arg(text.left(offset).count('\n') + 1);
}

QString codeOf(const QString& text)
{
  // In this order, so that what begins first wins: comments, raw strings, strings, characters (but not 1'000).
  static const QRegularExpression kNoCode(
      R"RX(//[^\n]*|/\*.*?\*/|R"([^(\s]*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<![0-9A-Fa-f])'(?:\\.|[^'\\\n])+')RX",
      QRegularExpression::DotMatchesEverythingOption);
  QString code = text;
  for (auto it = kNoCode.globalMatch(text); it.hasNext();) {
    const auto match = it.next();
    const bool isInclude =
        text.lastIndexOf('\n', match.capturedStart()) + 1 == text.lastIndexOf("#include", match.capturedStart());
    if (isInclude && match.captured().startsWith('"'))
      continue;
    for (qsizetype i = match.capturedStart(); i < match.capturedEnd(); ++i)
      if (code[i] != '\n')
        code[i] = ' ';
  }
  return code;
}

std::vector<SourceFile> readSources(const QString& root)
{
  std::vector<SourceFile> sources;
  const QDir base(root);
  for (const char* folder : {"core", "plugins", "widgets", "ui", "app", "tests", "packaging"}) {
    QDirIterator files(base.filePath(folder), {"*.cpp", "*.h", "*.h.in", "*.cmake", "CMakeLists.txt", "*.sh", "*.py"},
        QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
      QFile file(files.next());
      if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", qPrintable(file.fileName()));
      SourceFile source{base.relativeFilePath(file.fileName()), QString::fromUtf8(file.readAll()), {}};
      if (source.isCpp())
        source.code = codeOf(source.text);
      sources.push_back(std::move(source));
    }
  }
  std::sort(sources.begin(), sources.end(), [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
  return sources;
}

}
