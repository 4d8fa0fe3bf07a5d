// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

namespace zvt::ui {

/// A row of key caps with what they do: "[Enter] send to A". Hints that do not fit are left out from the end.
class FinderHints : public QWidget {
  Q_OBJECT

public:
  struct Hint {
    QString keys;
    QString text;
  };
  explicit FinderHints(QWidget* parent = nullptr);
  void setHints(std::vector<Hint> hints);
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return {60, sizeHint().height()}; }

protected:
  void paintEvent(QPaintEvent* event) override;

private:
  [[nodiscard]] int widthOf(const Hint& hint) const;
  std::vector<Hint> m_hints;
};

}
