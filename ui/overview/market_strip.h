// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/market_overview.h"

#include <QColor>
#include <QPoint>
#include <QWidget>

#include <vector>

namespace zvt::ui {

/// An index with its small line.
struct IndexCard {
  QString id, name;
  double last = 0, change = 0;
  int decimals = 2;
  std::vector<float> line;
};

/// Indexes side by side: name, level, change, last thirty closes. Click or Enter chooses; arrows move.
class IndexCards : public QWidget {
  Q_OBJECT

public:
  explicit IndexCards(QWidget* parent = nullptr);
  void setCards(std::vector<IndexCard> cards);
  [[nodiscard]] const std::vector<IndexCard>& cards() const { return m_cards; }
  [[nodiscard]] QSize sizeHint() const override { return {480, 62}; }

Q_SIGNALS:
  void chosen(const QString& id);

protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

private:
  [[nodiscard]] int shown() const; ///< cards that the width has room for
  [[nodiscard]] QRect cardRect(int card) const;
  std::vector<IndexCard> m_cards;
  int m_current = 0;
};

/// Breadth in words over a histogram of the day's changes.
class ChangeHistogram : public QWidget {
  Q_OBJECT

public:
  explicit ChangeHistogram(QWidget* parent = nullptr);
  void setOverview(const data::MarketOverview& overview);
  [[nodiscard]] QSize sizeHint() const override;

protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;

private:
  struct Word {
    QString text;
    QColor color;
  };
  void retranslate();
  [[nodiscard]] std::vector<Word> words() const;
  [[nodiscard]] std::vector<QPoint> placeWords(const std::vector<Word>& words) const;
  void countLines();
  data::MarketOverview m_overview;
  int m_lines = 1;
};

}
