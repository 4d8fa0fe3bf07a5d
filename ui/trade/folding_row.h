// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayout>
#include <QList>

namespace zvt::ui {

/// A row of controls: some at its left, some at its right; where both do not fit beside each other, those of the right
/// go below, in as many lines as they need. The first of the left takes what is left over when it expands, and is
/// the first to get narrower.
class FoldingRow : public QLayout {
  Q_OBJECT

public:
  explicit FoldingRow(int gap);
  ~FoldingRow() override;

  void addLeft(QWidget* widget);
  void addRight(QWidget* widget);

  void addItem(QLayoutItem* item) override; ///< at the right
  [[nodiscard]] int count() const override { return static_cast<int>(m_items.size()); }
  [[nodiscard]] QLayoutItem* itemAt(int index) const override;
  QLayoutItem* takeAt(int index) override;
  [[nodiscard]] Qt::Orientations expandingDirections() const override { return Qt::Horizontal; }
  [[nodiscard]] bool hasHeightForWidth() const override { return true; }
  [[nodiscard]] int heightForWidth(int width) const override { return place({0, 0, width, 0}, false); }
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSize() const override;
  void setGeometry(const QRect& rect) override;

private:
  using Items = QList<QLayoutItem*>;
  [[nodiscard]] Items shown(bool left) const;
  [[nodiscard]] int widthOf(const Items& items) const;
  /// By how much the first of the left may be narrower than it likes.
  [[nodiscard]] int slack() const;
  /// Puts items side by side in the middle of a line. @param height at least. @return that of the line
  int placeLine(const Items& items, QPoint at, int stretch, bool moves, int height = 0) const;
  /// @return the height of it all
  int place(const QRect& rect, bool moves) const;

  Items m_items; ///< those of the left come first
  qsizetype m_left = 0; ///< how many they are
  int m_gap;
};

}
