// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QSpinBox;
class QToolButton;

namespace zvt::ui {

/// Which page of a long list is shown, and the way to the others.
class PageBar : public QWidget {
  Q_OBJECT

public:
  explicit PageBar(QWidget* parent = nullptr);

  /// @param page from 0; @param rows of this page; @param total of all pages
  void setPage(qint64 page, qint64 firstRow, qint64 rows, qint64 total, qint64 pageRows);
  /// Said at the right end: how long the page took.
  void setNote(const QString& text);
  void retranslate();

Q_SIGNALS:
  /// From 0.
  void pageWanted(qint64 page);

private:
  void showText();

  QToolButton* m_first;
  QToolButton* m_previous;
  QSpinBox* m_number;
  QLabel* m_pages;
  QToolButton* m_next;
  QToolButton* m_last;
  QLabel* m_rows;
  QLabel* m_note;
  qint64 m_page = 0, m_firstRow = 0, m_shown = 0, m_total = 0, m_pageCount = 1;
};

}
