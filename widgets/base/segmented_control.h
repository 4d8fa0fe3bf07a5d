// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QButtonGroup>
#include <QIcon>
#include <QWidget>

class QComboBox;

namespace zvt::widgets {

/// A few exclusive choices side by side; the chosen one has the accent bar below. Arrow keys move, Tab leaves.
class SegmentedControl : public QWidget {
  Q_OBJECT

public:
  explicit SegmentedControl(QWidget* parent = nullptr);

  /// @param value what value() gives when this segment is chosen; also the end of its object name
  void addSegment(const QString& value, const QString& text, const QIcon& icon = {}, const QString& toolTip = {});
  void setSegmentText(const QString& value, const QString& text);
  void clear();
  [[nodiscard]] QStringList values() const { return m_values; }
  [[nodiscard]] QString value() const;
  /// Chooses without a signal; an unknown value chooses none.
  void setValue(const QString& value);
  /// All segments as wide as the widest, or each as its text needs.
  void setUniform(bool uniform) { m_uniform = uniform; }
  /// Where there is no room for the segments, a drop-down list takes their place. Before the first segment.
  void setFolding();
  /// What the segments want, folded or not.
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
  /// Chosen by the user.
  void chosen(const QString& value);

protected:
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;

private:
  [[nodiscard]] int neededWidth() const;
  void fold();

  QButtonGroup m_group;
  QStringList m_values;
  bool m_uniform = true;
  QComboBox* m_list = nullptr; ///< in place of the segments; null: they never fold
};

}
