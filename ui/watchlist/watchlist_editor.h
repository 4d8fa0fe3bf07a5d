// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/watchlist.h"
#include "ui/shell/context.h"

#include <QObject>
#include <QStringList>

#include <functional>

namespace zvt::ui {

class Watchlists;

/// What can be done to the list that a panel shows: every one is an undo step of the lists. Asks and tells through the
/// context's dialogs.
class WatchlistEditor : public QObject {
  Q_OBJECT

public:
  /// What the panel shows and what is chosen in it.
  struct View {
    std::function<QString()> listId;
    std::function<QStringList()> selected; ///< entity ids in order
    std::function<int()> group; ///< of the current row
    std::function<bool()> onHeading; ///< the current row is a heading
    std::function<data::WatchPlace()> place; ///< where something new goes
    QWidget* widget = nullptr;
  };
  WatchlistEditor(const Context& context, Watchlists& lists, View view, QObject* parent);

  /// False: the list in view is not the user's (all that is stored).
  [[nodiscard]] bool canEdit() const;
  [[nodiscard]] Watchlists& lists() { return m_lists; }

  /// Into the list in view; into the first of the user's where that is not to be edited. @return how many were new
  std::size_t add(const QStringList& entityIds);
  /// Codes and names as people copy them; bad lines are told.
  void paste(const QString& text);
  void remove();
  void moveTo(const QStringList& entityIds, data::WatchPlace place);
  /// Rows, or the group of a heading, one up (−1) or down (+1).
  void shift(int step);
  void editNote();
  void setFlag(data::WatchFlag flag);
  void newGroup();
  void renameGroup(int group);
  void removeGroup(int group);
  void toggleGroup(int group);
  void moveGroup(int group, int target);
  /// Into another list; an empty id makes a new one.
  void sendTo(const QString& listId, bool move);

  void newList();
  void renameList(const QString& listId);
  void duplicateList(const QString& listId);
  void removeList(const QString& listId);
  void moveList(int from, int to);

Q_SIGNALS:
  /// A list was made: show it.
  void listMade(const QString& listId);
  /// Rows were added or moved: choose them.
  void touched(const QStringList& entityIds);

private:
  [[nodiscard]] QString target();
  void offerUndo(const QString& done);
  [[nodiscard]] QString nameOfList(const QString& listId) const;

  Context m_context;
  Watchlists& m_lists;
  View m_view;
};

}
