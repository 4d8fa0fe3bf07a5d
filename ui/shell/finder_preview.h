// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/context.h"

#include <QString>
#include <QWidget>

#include <vector>

namespace zvt::ui {

struct FinderRow;

/// Beside the search: what the chosen security is and does now, or what a command is for. Reads the quote hub when the
/// row changes; nothing in here can be clicked.
class FinderPreview : public QWidget {
  Q_OBJECT

public:
  FinderPreview(const Context& context, QWidget* parent);
  /// Null: nothing is chosen.
  void showRow(const FinderRow* row);

protected:
  void paintEvent(QPaintEvent* event) override;

private:
  struct Fact {
    QString label;
    QString value;
    double change = 0; ///< its colour; NaN: neutral
  };
  void showSymbol(const FinderRow& row);
  void addQuote();
  int paintLine(QPainter& painter, const QRect& rect) const;

  Context m_context;
  QString m_id; ///< entity; empty: none
  QString m_title;
  QString m_subtitle;
  QString m_text; ///< of commands and settings
  QString m_price;
  QString m_change;
  double m_sign = 0;
  double m_base = 0; ///< of the minute line
  std::vector<double> m_minutes;
  std::vector<Fact> m_facts;
};

}
