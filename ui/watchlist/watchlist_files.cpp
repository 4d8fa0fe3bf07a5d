// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/watchlist/watchlist_files.h"

#include "core/base/file_system.h"
#include "ui/bridge/decode_text.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/run_async.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/tr.h"
#include "ui/watchlist/watchlists.h"
#include "widgets/base/language.h"

#include <QFileInfo>
#include <QPointer>

namespace zvt::ui {

namespace {

/// What a file holds: one list, or a book.
struct Imported {
  data::WatchlistBook book;
  std::vector<data::WatchTextProblem> problems;
  std::size_t twice = 0;
};

Result<Imported> readImport(
    const FileSystem& files, const std::filesystem::path& file, const std::shared_ptr<const market::EntityTable>& known)
{
  ZVT_TRY(const std::string bytes, files.read(file));
  ZVT_TRY(const std::string text, decodeText(QByteArray::fromStdString(bytes)));
  Imported imported;
  if (QString::fromStdString(file.extension().string()).compare(u".json", Qt::CaseInsensitive) == 0) {
    ZVT_TRY(imported.book, data::watchlistBookFromJson(text));
    return imported;
  }
  ZVT_TRY(data::WatchTextReading reading, data::readWatchText(text, *known));
  reading.list.name = file.stem().string();
  imported.problems = std::move(reading.problems);
  imported.twice = reading.twice;
  if (reading.list.size() > 0)
    imported.book.lists.push_back(std::make_shared<const data::Watchlist>(std::move(reading.list)));
  return imported;
}

QString takeImport(Watchlists& lists, Imported imported)
{
  QString first;
  lists.editBook(Tr::tr("Import watchlists"), [&](data::WatchlistBook& book) {
    for (const data::WatchlistPtr& one : imported.book.lists) {
      data::Watchlist list = *one;
      list.id = book.freshId();
      if (first.isEmpty())
        first = QString::fromStdString(list.id);
      book.lists.push_back(std::make_shared<const data::Watchlist>(std::move(list)));
    }
    for (data::WatchColumnSet& set : imported.book.columnSets) {
      std::erase_if(book.columnSets, [&](const data::WatchColumnSet& known) { return known.id == set.id; });
      book.columnSets.push_back(std::move(set));
    }
  });
  return first;
}

void tellProblems(const Context& context, QWidget* over, const Imported& imported)
{
  if (imported.problems.empty())
    return;
  std::size_t good = 0;
  for (const data::WatchlistPtr& list : imported.book.lists)
    good += list->size();
  const QString head = Tr::tr("%n securities were read. These lines were left out:", nullptr, static_cast<int>(good));
  dialogsOf(context).tell(
      over, widgets::NoteKind::Warning, Tr::tr("Import watchlists"), head + u"\n\n" + problemsText(imported.problems));
}

}

QString problemsText(const std::vector<data::WatchTextProblem>& problems, std::size_t most)
{
  QStringList lines;
  for (std::size_t i = 0; i < std::min(most, problems.size()); ++i) {
    const data::WatchTextProblem& problem = problems[i];
    const QString sentence =
        QString::fromStdString(widgets::Language::current().messages().text(problem.code, {{"text", problem.text}}));
    lines << Tr::tr("Line %1: %2").arg(problem.line).arg(sentence);
  }
  if (problems.size() > most)
    lines << Tr::tr("… and %n more", nullptr, static_cast<int>(problems.size() - most));
  return lines.join(u'\n');
}

void importWatchlist(
    const Context& context, Watchlists& lists, QWidget* over, std::function<void(const QString& listId)> done)
{
  const QString file = dialogsOf(context).openFile(over,
      {Tr::tr("Import watchlists"), {}, Tr::tr("Lists of codes (*.txt *.csv *.EBK *.blk *.json *.xls);;All files (*)"),
          {}});
  if (file.isEmpty() || !context.files || !context.workers)
    return;
  const auto known = context.entities();
  runAsync(
      context.workers->next(), &lists,
      [files = context.files, path = std::filesystem::path(file.toStdString()), known] {
        return readImport(*files, path, known);
      },
      [context, &lists, guard = QPointer<QWidget>(over), done = std::move(done)](Result<Imported> imported) {
        if (!imported) {
          dialogsOf(context).tell(guard, widgets::NoteKind::Error, Tr::tr("Import watchlists"),
              widgets::Language::current().describe(imported.error()));
          return;
        }
        tellProblems(context, guard, *imported);
        if (const QString first = takeImport(lists, std::move(*imported)); !first.isEmpty() && guard)
          done(first);
      });
}

void exportWatchlist(const Context& context, Watchlists& lists, const QString& listId, QWidget* over)
{
  const data::WatchlistPtr list = lists.list(listId);
  if (!list || !context.files || !context.workers)
    return;
  const QString file = dialogsOf(context).saveFile(over,
      {Tr::tr("Export the watchlist"), QString::fromStdString(list->name) + QStringLiteral(".csv"),
          Tr::tr(
              "Everything of this list (*.csv);;Codes (*.txt);;Tongdaxin (*.EBK);;All lists and column sets (*.json)"),
          QStringLiteral("csv")});
  if (file.isEmpty())
    return;
  const QString ending = QFileInfo(file).suffix().toLower();
  data::WatchTextWriting writing;
  if (ending == u"json")
    writing.text = data::toJson(lists.book());
  else
    writing = data::writeWatchText(*list,
        ending == u"txt"                           ? data::WatchTextFormat::Codes
            : ending == u"ebk" || ending == u"blk" ? data::WatchTextFormat::Tdx
                                                   : data::WatchTextFormat::Csv,
        *context.entities());
  if (writing.leftOut > 0)
    dialogsOf(context).tell(over, widgets::NoteKind::Warning, Tr::tr("Export the watchlist"),
        Tr::tr("%n securities are left out: the format knows only the exchanges of Shanghai, Shenzhen and Beijing.",
            nullptr, static_cast<int>(writing.leftOut)));
  runAsync(
      context.workers->next(), &lists,
      [files = context.files, path = std::filesystem::path(file.toStdString()), text = std::move(writing.text)] {
        return files->writeAtomically(path, text);
      },
      [context, guard = QPointer<QWidget>(over)](const Result<void>& written) {
        if (!written)
          dialogsOf(context).tell(guard, widgets::NoteKind::Error, Tr::tr("Export the watchlist"),
              widgets::Language::current().describe(written.error()));
      });
}

}
