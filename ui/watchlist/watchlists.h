// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/watchlist.h"

#include <QObject>
#include <QString>
#include <QUndoStack>

#include <filesystem>
#include <functional>
#include <memory>

namespace zvt {
class FileSystem;
}

namespace zvt::ui {

class DocumentWriter;
class ExecutorPool;

/// The watchlists of a profile, shared by all panels: what they are, every edit as an undo step, and their file, which
/// is read and written off the GUI thread. An edit is on its way to the disk before the next event is handled.
class Watchlists : public QObject {
  Q_OBJECT

public:
  /// @param files, workers may be null: then nothing is kept. Both outlive the object.
  Watchlists(FileSystem* files, std::filesystem::path profileFolder, ExecutorPool* workers, QObject* parent = nullptr);

  /// Reads the file; until then there are no lists and edits do nothing. Emits changed() and loaded().
  void load();
  [[nodiscard]] bool isLoaded() const { return m_isLoaded; }
  [[nodiscard]] const data::WatchlistBook& book() const { return m_book; }
  /// Null: there is no such list.
  [[nodiscard]] data::WatchlistPtr list(const QString& id) const;
  [[nodiscard]] QUndoStack* undoStack() { return &m_undo; }

  using Edit = std::function<void(data::Watchlist& list)>;
  /// One undo step called @p text; none when @p edit changes nothing. @return whether something changed
  bool edit(const QString& listId, const QString& text, const Edit& edit);
  using BookEdit = std::function<void(data::WatchlistBook& book)>;
  bool editBook(const QString& text, const BookEdit& edit);
  /// Without an undo step: folding a group.
  void adjust(const QString& listId, const Edit& edit);
  /// @return its id
  QString addList(const QString& text, data::Watchlist list);

Q_SIGNALS:
  void loaded();
  /// Lists or column sets are not what they were.
  void changed();
  /// Reading or writing the file failed. What could not be written is tried again (DocumentWriter); then kept().
  void failed(const zvt::Error& error);
  void kept();

private:
  class Step;
  struct Saver;
  void replace(data::WatchlistBook book);
  void save();

  std::shared_ptr<Saver> m_saver; ///< null: nothing is kept
  DocumentWriter* m_writer = nullptr; ///< null: the same
  ExecutorPool* m_workers;
  data::WatchlistBook m_book;
  QUndoStack m_undo;
  bool m_isLoaded = false;
  bool m_isUnsaved = false; ///< the last write failed
};

}
