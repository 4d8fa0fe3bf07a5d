// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/context.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QTextBrowser;
class QToolButton;

namespace zvt::widgets {
class SearchField;
}

namespace zvt::ui {

/// All keys on one sheet, drawn from the registry: by context, the focused panel's first; searchable, in any size, as a
/// PDF for the wall. It stays open beside the work.
class CribSheet : public QDialog {
  Q_OBJECT

public:
  CribSheet(const Context& context, QWidget* parent = nullptr);
  /// The panel that the keyboard is in comes first; "": none.
  void setFocusedContext(const QString& context);
  /// The sheet, black on white, as a PDF of A4 pages.
  [[nodiscard]] QByteArray pdf() const;

Q_SIGNALS:
  /// The user wants other keys.
  void settingsRequested();

protected:
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

private:
  void fill();
  void zoom(int step);
  void savePdf();
  void retranslate();

  Context m_context;
  QString m_focused;
  int m_pixels;
  widgets::SearchField* m_search;
  QTextBrowser* m_sheet;
  QToolButton* m_smaller;
  QToolButton* m_larger;
  QPushButton* m_pdf;
  QPushButton* m_copy;
  QPushButton* m_settings;
  QPushButton* m_close;
};

}
