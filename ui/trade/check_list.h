// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trading/checks.h"

#include <QWidget>

class QPushButton;

namespace zvt::ui {

/// One explained check: its sign, title and sentence, since when its rule holds, and a button that mends it. The
/// tooltip names the rule and its source.
/// How a text wraps in so much room: between words, and never within a number; a word that is wider than all the room
/// goes on in the next line. @return flags of QPainter::drawText()
[[nodiscard]] int wrapOf(const QFontMetrics& metrics, int room, const QString& text);

class CheckRow : public QWidget {
  Q_OBJECT

public:
  explicit CheckRow(QWidget* parent = nullptr);
  void setCheck(const trading::CheckResult& check);
  [[nodiscard]] const trading::CheckResult& check() const { return m_check; }
  [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
  void fixChosen(const zvt::trading::CheckFix& fix);

protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

private:
  [[nodiscard]] QString sinceText() const;
  [[nodiscard]] QString ruleText() const;
  [[nodiscard]] int right() const; ///< width of what stands right of the sentence
  [[nodiscard]] int textHeight() const;
  void placeButton();

  trading::CheckResult m_check;
  QString m_sentence;
  QPushButton* m_fix;
};

/// All checks of a ticket in the given order.
class CheckList : public QWidget {
  Q_OBJECT

public:
  explicit CheckList(QWidget* parent = nullptr);
  void setChecks(const std::vector<trading::CheckResult>& checks);
  [[nodiscard]] std::vector<const CheckRow*> rows() const;

Q_SIGNALS:
  void fixChosen(const zvt::trading::CheckFix& fix);

private:
  std::vector<CheckRow*> m_rows; ///< as many as were ever needed; the rest is hidden
  int m_used = 0;
};

}
