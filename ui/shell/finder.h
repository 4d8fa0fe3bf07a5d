// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/context.h"

#include <QFrame>

class QLabel;
class QListView;

namespace zvt::widgets {
class SearchField;
}

namespace zvt::ui {

class FinderModel;

/// One search for all: symbols, commands, panels. Opens over its window at the top right; arrows choose, Enter takes,
/// Esc closes.
class Finder : public QFrame {
  Q_OBJECT

public:
  Finder(const Context& context, QWidget* window);
  /// @param text typed already; @p below the field that it opens at
  void open(const QString& text, QWidget* below);
  [[nodiscard]] FinderModel* model() const { return m_model; }

Q_SIGNALS:
  void symbolChosen(const QString& entityId);

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void changeEvent(QEvent* event) override;

private:
  void retranslate();
  void take(int row);

  Context m_context;
  FinderModel* m_model;
  widgets::SearchField* m_field;
  QListView* m_list;
  QLabel* m_nothing;
};

}
