// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/context.h"

#include <QFrame>

namespace zvt::widgets {
class SearchField;
}

namespace zvt::ui {

class FinderList;
class FinderModel;

/// A small search over its list: type a code, a name or initials, Enter adds and stays open for the next, Esc closes.
/// A pasted text of several codes is handed on as it is.
class AddSymbol : public QFrame {
  Q_OBJECT

public:
  AddSymbol(const Context& context, QWidget* parent);
  /// Opens under @p below, inside the parent.
  void open(QWidget* below, const QString& text = {});

Q_SIGNALS:
  void chosen(const QString& entityId);
  void pasted(const QString& text);
  void closed();

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void changeEvent(QEvent* event) override;

private:
  void retranslate();
  void take();

  FinderModel* m_model;
  widgets::SearchField* m_field;
  FinderList* m_list;
};

}
