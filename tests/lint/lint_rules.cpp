// SPDX-License-Identifier: Apache-2.0
#include "tests/lint/lint_rules.h"

#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QRegularExpression>
#include <QSet>

namespace zvt::tests {
namespace {

constexpr int kMaxLines = 800;

struct Library {
  QString name;
  QString folder;
  QStringList depends;
};

std::vector<Library> readGraph(const QString& graph)
{
  std::vector<Library> libraries;
  for (const QString& line : graph.split('\n', Qt::SkipEmptyParts)) {
    const QStringList fields = line.split(';');
    if (fields.size() == 4)
      libraries.push_back({fields[0], fields[2], fields[3].split(',', Qt::SkipEmptyParts)});
  }
  return libraries;
}

/// The libraries of the deepest folder that holds @p path; several programs may share one.
QStringList ownersOf(const std::vector<Library>& libraries, const QString& path)
{
  QStringList owners;
  qsizetype deepest = -1;
  for (const Library& library : libraries) {
    if (!path.startsWith(library.folder + '/') || library.folder.size() < deepest)
      continue;
    if (library.folder.size() > deepest)
      owners.clear();
    deepest = library.folder.size();
    owners << library.name;
  }
  return owners;
}

QSet<QString> reachable(const std::vector<Library>& libraries, const QStringList& from)
{
  QSet<QString> seen(from.begin(), from.end());
  QStringList open = from;
  while (!open.isEmpty()) {
    const QString name = open.takeLast();
    for (const Library& library : libraries) {
      if (library.name != name)
        continue;
      for (const QString& depend : library.depends)
        if (!seen.contains(depend)) {
          seen.insert(depend);
          open << depend;
        }
    }
  }
  return seen;
}

bool isUnder(const SourceFile& source, std::initializer_list<const char*> folders)
{
  return std::any_of(folders.begin(), folders.end(),
      [&](const char* folder) { return source.path.startsWith(QString(folder) + '/'); });
}

/// The arguments of a call whose opening bracket is at @p open, split at its own commas.
QStringList argumentsAt(const QString& code, qsizetype open)
{
  QStringList arguments;
  int depth = 0;
  qsizetype start = open + 1;
  for (qsizetype i = open; i < code.size(); ++i) {
    const QChar c = code[i];
    if (c == '(' || c == '[' || c == '{') {
      ++depth;
    } else if (c == ')' || c == ']' || c == '}') {
      if (--depth == 0) {
        arguments << code.mid(start, i - start).trimmed();
        break;
      }
    } else if (c == ',' && depth == 1) {
      arguments << code.mid(start, i - start).trimmed();
      start = i + 1;
    }
  }
  return arguments;
}

/// A folder's own README.md; of the tests, which mirror the sources, that of tests/core, tests/ui … will do.
bool hasReadme(const QString& folder, const QDir& root)
{
  if (QFileInfo::exists(root.filePath(folder + "/README.md")))
    return true;
  return folder.startsWith("tests/") && folder.count('/') > 1 && hasReadme(folder.section('/', 0, -2), root);
}

QString licenceOf(const SourceFile& source)
{
  if (isUnder(source, {"widgets", "ui", "app", "tests/widgets", "tests/ui", "tests/app", "tests/e2e"}))
    return "GPL-3.0-or-later";
  return "Apache-2.0";
}

}

QStringList checkIncludes(const std::vector<SourceFile>& sources, const QString& graph)
{
  static const QRegularExpression kInclude(
      "^\\s*#\\s*include\\s*\"((?:core|plugins|widgets|ui|app|tests)/[^\"]+)\"", QRegularExpression::MultilineOption);
  const std::vector<Library> libraries = readGraph(graph);
  QHash<QString, QSet<QString>> allowedFrom;
  QStringList faults;
  for (const SourceFile& source : sources) {
    if (!source.isCpp() || isUnder(source, {"tests", "packaging"}))
      continue;
    const QStringList owners = ownersOf(libraries, source.path);
    if (owners.isEmpty()) {
      faults << source.path + ": belongs to no library";
      continue;
    }
    if (!allowedFrom.contains(source.folder()))
      allowedFrom[source.folder()] = reachable(libraries, owners);
    const QSet<QString>& allowed = allowedFrom[source.folder()];
    for (auto it = kInclude.globalMatch(source.text); it.hasNext();) {
      const auto match = it.next();
      const QStringList providers = ownersOf(libraries, match.captured(1));
      if (!std::any_of(providers.begin(), providers.end(), [&](const QString& name) { return allowed.contains(name); }))
        faults << QString("%1: includes %2 of %3, which %4 does not depend on")
                      .arg(source.place(match.capturedStart(1)), match.captured(1), providers.join('|'),
                          owners.join('|'));
    }
  }
  return faults;
}

QStringList checkStorageFace(const std::vector<SourceFile>& sources)
{
  static const QRegularExpression kInclude(
      "^\\s*#\\s*include\\s*[\"<](core/storage/[^\"]+|sqlite3\\.h)[\">]", QRegularExpression::MultilineOption);
  static const QSet<QString> kInner = {"core/storage/sqlite.h", "core/storage/database.h", "sqlite3.h"};
  const auto includesOf = [](const SourceFile& source) {
    QStringList names;
    for (auto it = kInclude.globalMatch(source.text); it.hasNext();)
      names << it.next().captured(1);
    return names;
  };
  QHash<QString, QStringList> headers; // of core/storage: what each includes
  for (const SourceFile& source : sources)
    if (source.path.startsWith("core/storage/") && source.path.endsWith(".h"))
      headers[source.path] = includesOf(source);
  QStringList faults;
  for (const SourceFile& source : sources) {
    if (!source.isCpp() || isUnder(source, {"tests", "packaging", "core/storage"}))
      continue;
    QSet<QString> seen;
    for (QStringList open = includesOf(source); !open.isEmpty();) {
      const QString header = open.takeLast();
      if (seen.contains(header))
        continue;
      seen.insert(header);
      if (kInner.contains(header))
        faults << source.path + ": comes to " + header;
      open << headers.value(header);
    }
  }
  return faults;
}

QStringList checkTestingLibraries(const QString& graph)
{
  QStringList faults;
  for (const Library& library : readGraph(graph))
    for (const QString& depend : library.depends)
      if (depend.endsWith("_testing") && !library.name.endsWith("_testing") && !library.folder.startsWith("tests"))
        faults << library.name + ": links the test doubles of " + depend;
  return faults;
}

QStringList checkNoQt(const std::vector<SourceFile>& sources)
{
  static const QRegularExpression kQt(
      "^\\s*#\\s*include\\s*[<\"](Q[A-Za-z/]*|q[a-z]+\\.h|ui_\\w+\\.h)[>\"]", QRegularExpression::MultilineOption);
  QStringList faults;
  for (const SourceFile& source : sources)
    if (isUnder(source, {"core", "plugins"}))
      for (auto it = kQt.globalMatch(source.text); it.hasNext();) {
        const auto match = it.next();
        faults << source.place(match.capturedStart(1)) + ": includes " + match.captured(1);
      }
  return faults;
}

QStringList checkSeams(const std::vector<SourceFile>& sources)
{
  static const QRegularExpression kTime(
      "\\b(system_clock|steady_clock|high_resolution_clock|random_device|sleep_for|sleep_until|"
      "gettimeofday|clock_gettime)\\b|(?<![\\w.>])(s?rand|usleep|nanosleep)\\s*\\(|"
      "(?<![\\w.>])time\\s*\\(\\s*(nullptr|NULL|0)\\s*\\)");
  static const QRegularExpression kWorld(
      "\\bstd::(jthread|async|thread\\b(?!::))|\\b(ifstream|ofstream|fstream)\\b|\\bfopen\\s*\\(|"
      "(?<![\\w.>])socket\\s*\\(");
  // The seams themselves; and SQLite, which brings its files and its writer's thread.
  static const QSet<QString> kSeams = {"core/base/clock.cpp", "core/base/random.cpp", "core/base/executor.cpp",
      "core/base/parallel_for.cpp", "core/base/file_system.cpp", "core/base/file_system_posix.cpp",
      "core/base/file_system_windows.cpp"};
  QStringList faults;
  for (const SourceFile& source : sources) {
    if (!source.isCpp() || !isUnder(source, {"core", "plugins"}) || isUnder(source, {"core/net"})
        || kSeams.contains(source.path))
      continue;
    const auto check = [&](const QRegularExpression& forbidden) {
      for (auto it = forbidden.globalMatch(source.code); it.hasNext();) {
        const auto match = it.next();
        faults << QString("%1: uses %2 past the seams")
                      .arg(source.place(match.capturedStart()), match.captured().trimmed());
      }
    };
    check(kTime);
    if (!isUnder(source, {"core/storage"}))
      check(kWorld);
  }
  return faults;
}

QStringList checkNoSharedState(const std::vector<SourceFile>& sources)
{
  // "static" with a type and a name, and then a value or the end: a function has its brackets first.
  static const QRegularExpression kState(
      "\\bthread_local\\b|\\bstatic\\s+(?!const\\b|constexpr\\b)(?:inline\\s+)?[\\w:<>,&* ]+[ >&*]\\w+\\s*(?:=|;|\\{)");
  QStringList faults;
  for (const SourceFile& source : sources)
    if (source.isCpp() && isUnder(source, {"core/base", "core/market", "core/plugin/api"}))
      for (auto it = kState.globalMatch(source.code); it.hasNext();) {
        const auto match = it.next();
        faults
            << QString("%1: shared state %2").arg(source.place(match.capturedStart()), match.captured().simplified());
      }
  return faults;
}

QStringList checkLicences(const std::vector<SourceFile>& sources)
{
  QStringList faults;
  for (const SourceFile& source : sources) {
    const QStringList lines = source.text.section('\n', 0, 1).split('\n');
    const QString& first = lines.size() > 1 && lines[0].startsWith("#!") ? lines[1] : lines[0];
    if (isUnder(source, {"tests/bench"}) && first.contains("SPDX-License-Identifier: GPL-3.0-or-later"))
      continue; // a suite that measures windows links them
    const QString mark = source.isCpp() || source.path.endsWith(".h.in") ? "//" : "#";
    if (first != mark + " SPDX-License-Identifier: " + licenceOf(source))
      faults << source.path + ": the first line does not name " + licenceOf(source);
  }
  return faults;
}

QStringList checkReadmes(const std::vector<SourceFile>& sources, const QString& root)
{
  QSet<QString> folders;
  for (const SourceFile& source : sources)
    if (source.isCpp() && !isUnder(source, {"packaging"}))
      folders.insert(source.folder());
  QStringList faults;
  for (const QString& folder : folders)
    if (!hasReadme(folder, QDir(root)))
      faults << folder + ": has no README.md";
  faults.sort();
  return faults;
}

QStringList checkLength(const std::vector<SourceFile>& sources)
{
  QStringList faults;
  for (const SourceFile& source : sources)
    if (const auto lines = source.text.count('\n'); lines > kMaxLines)
      faults << QString("%1: %2 lines, more than %3").arg(source.path).arg(lines).arg(kMaxLines);
  return faults;
}

QStringList checkConnects(const std::vector<SourceFile>& sources)
{
  static const QRegularExpression kConnect("\\bconnect\\s*(\\()");
  QStringList faults;
  for (const SourceFile& source : sources) {
    if (!source.isCpp() || !isUnder(source, {"widgets", "ui", "app"}))
      continue;
    for (auto it = kConnect.globalMatch(source.code); it.hasNext();) {
      const auto match = it.next();
      const QStringList arguments = argumentsAt(source.code, match.capturedStart(1));
      if (arguments.size() == 3 && arguments[2].startsWith('['))
        faults << source.place(match.capturedStart()) + ": connect() without a context object";
    }
  }
  return faults;
}

}
