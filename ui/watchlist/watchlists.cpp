// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/watchlist/watchlists.h"

#include "core/data/watchlist_store.h"
#include "ui/bridge/document_writer.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/run_async.h"
#include "ui/shell/tr.h"

namespace zvt::ui {

/// Shared with the workers.
struct Watchlists::Saver {
  FileSystem& files;
  std::filesystem::path file;
};

/// A step holds both books; lists that it did not touch are shared.
class Watchlists::Step final : public QUndoCommand {
public:
  Step(Watchlists& lists, const QString& text, data::WatchlistBook after)
      : QUndoCommand(text)
      , m_lists(lists)
      , m_before(lists.m_book)
      , m_after(std::move(after))
  {
  }
  void undo() override { m_lists.replace(m_before); }
  void redo() override { m_lists.replace(m_after); }

private:
  Watchlists& m_lists;
  data::WatchlistBook m_before, m_after;
};

Watchlists::Watchlists(FileSystem* files, std::filesystem::path profileFolder, ExecutorPool* workers, QObject* parent)
    : QObject(parent)
    , m_workers(workers)
{
  m_undo.setUndoLimit(100);
  if (!files || !workers || profileFolder.empty())
    return;
  m_saver.reset(new Saver{*files, std::move(profileFolder) / "watchlists.json"});
  m_writer = new DocumentWriter(*workers, this);
  connect(m_writer, &DocumentWriter::failed, this, [this](const Error& error) {
    m_isUnsaved = true;
    Q_EMIT failed(error);
  });
  connect(m_writer, &DocumentWriter::kept, this, [this] {
    if (std::exchange(m_isUnsaved, false))
      Q_EMIT kept();
  });
}

void Watchlists::load()
{
  const auto take = [this](data::WatchlistBook book) {
    m_book = std::move(book);
    if (m_book.lists.empty())
      m_book.lists.push_back(
          std::make_shared<const data::Watchlist>(data::Watchlist{"mine", Tr::tr("My list").toStdString()}));
    m_isLoaded = true;
    Q_EMIT changed();
    Q_EMIT loaded();
  };
  if (!m_saver) {
    take({});
    return;
  }
  runAsync(
      m_workers->next(), this, [saver = m_saver] { return data::WatchlistStore(saver->files, saver->file).load(); },
      [this, take](Result<data::WatchlistStore::Loaded> loaded) {
        if (!loaded) {
          // Not to be overwritten: the file may well be sound.
          m_saver.reset();
          Q_EMIT failed(loaded.error());
          take({});
          return;
        }
        if (loaded->problem)
          Q_EMIT failed(*loaded->problem);
        take(std::move(loaded->book));
      });
}

data::WatchlistPtr Watchlists::list(const QString& id) const
{
  const std::ptrdiff_t at = m_book.indexOf(id.toStdString());
  return at < 0 ? nullptr : m_book.lists[static_cast<std::size_t>(at)];
}

bool Watchlists::edit(const QString& listId, const QString& text, const Edit& edit)
{
  return editBook(text, [&](data::WatchlistBook& book) {
    const std::ptrdiff_t at = book.indexOf(listId.toStdString());
    if (at < 0)
      return;
    data::Watchlist list = *book.lists[static_cast<std::size_t>(at)];
    edit(list);
    if (list != *book.lists[static_cast<std::size_t>(at)])
      book.lists[static_cast<std::size_t>(at)] = std::make_shared<const data::Watchlist>(std::move(list));
  });
}

bool Watchlists::editBook(const QString& text, const BookEdit& edit)
{
  if (!m_isLoaded)
    return false;
  data::WatchlistBook after = m_book;
  edit(after);
  if (after == m_book)
    return false;
  m_undo.push(new Step(*this, text, std::move(after)));
  return true;
}

void Watchlists::adjust(const QString& listId, const Edit& edit)
{
  const data::WatchlistPtr before = list(listId);
  if (!before)
    return;
  data::Watchlist after = *before;
  edit(after);
  data::WatchlistBook book = m_book;
  book.lists[static_cast<std::size_t>(book.indexOf(before->id))] =
      std::make_shared<const data::Watchlist>(std::move(after));
  replace(std::move(book));
}

QString Watchlists::addList(const QString& text, data::Watchlist list)
{
  list.id = m_book.freshId();
  const QString id = QString::fromStdString(list.id);
  editBook(text, [&](data::WatchlistBook& book) {
    book.lists.push_back(std::make_shared<const data::Watchlist>(std::move(list)));
  });
  return id;
}

void Watchlists::replace(data::WatchlistBook book)
{
  m_book = std::move(book);
  save();
  Q_EMIT changed();
}

void Watchlists::save()
{
  if (!m_saver)
    return;
  m_writer->put(
      [saver = m_saver, book = m_book] { return data::WatchlistStore(saver->files, saver->file).save(book); });
}

}
