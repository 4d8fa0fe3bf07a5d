// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/market/quote_book.h"

#include <QWidget>

namespace zvt::widgets {

/// An order book as a ladder: asks from the worst to the best, the balance of the book, bids from the best to the
/// worst, each with a bar of its share of the largest volume. Volumes in @p lot shares. A click, or Enter on the row
/// that the arrows chose, gives its price away. Where it is too low for all levels it shows the best of both sides.
class DepthView : public QWidget {
  Q_OBJECT

public:
  /// Where a row stands.
  struct Place {
    bool isAsk = false;
    int level = -1; ///< 0 is the best; -1: none
    bool operator==(const Place&) const = default;
  };

  explicit DepthView(QWidget* parent = nullptr);

  /// @param decimals of prices; @param lot shares of one unit that is shown
  void setQuote(const market::Quote& quote, int decimals, double lot);
  void clear();
  /// What stands where there is no book.
  void setEmptyText(const QString& text);
  [[nodiscard]] int levels() const { return m_levels; }
  [[nodiscard]] int paintCount() const { return m_paints; }
  /// The row's own words: "Ask 1, 31.27, 688". Empty where the level is missing.
  [[nodiscard]] QString rowText(Place place) const;
  [[nodiscard]] QRect rowRect(Place place) const; ///< null: the level is not shown
  void retranslate();

  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
  void priceChosen(double price, bool isAsk);

protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

private:
  void paintRow(QPainter& painter, Place place) const;
  void paintBalance(QPainter& painter) const;
  void choose(Place place);
  void move(int rows);
  void describe();
  [[nodiscard]] Place placeAt(QPoint position) const;
  [[nodiscard]] Place placeOfRow(int row) const; ///< 0 is the worst ask
  [[nodiscard]] int rowOf(Place place) const;
  [[nodiscard]] int shownLevels() const; ///< of each side
  [[nodiscard]] const market::DepthLevel* levelAt(Place place) const;
  [[nodiscard]] QString label(Place place) const;
  [[nodiscard]] double largest() const;

  market::Quote m_quote;
  market::BookFigures m_figures;
  bool m_hasQuote = false;
  QString m_emptyText;
  int m_decimals = 2;
  double m_lot = 100;
  int m_levels = 5;
  Place m_hovered;
  Place m_current;
  int m_paints = 0;
};

}
