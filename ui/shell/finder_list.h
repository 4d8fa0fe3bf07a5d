// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/context.h"

#include <QListView>

class QKeyEvent;

namespace zvt::ui {

class FinderModel;

/// What a search found, one line a thing, under a field that keeps the keyboard: the field's owner hands it the keys
/// that choose. Securities can be dragged out of it. GUI thread.
class FinderList : public QListView {
  Q_OBJECT

public:
  /// @param model outlives the list
  FinderList(const Context& context, FinderModel* model, QWidget* parent = nullptr);

  [[nodiscard]] int currentRow() const { return currentIndex().row(); } ///< −1: nothing is found
  /// Bounded by what there is.
  void choose(int row);
  /// Searches and chooses the best.
  void search(const QString& text);
  /// Up, Down, Page up and Page down. @return false: not a key that chooses
  bool stepByKey(const QKeyEvent& key);

private:
  FinderModel* m_model;
};

}
