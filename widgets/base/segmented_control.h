// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QButtonGroup>
#include <QIcon>
#include <QWidget>

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

Q_SIGNALS:
  /// Chosen by the user.
  void chosen(const QString& value);

private:
  QButtonGroup m_group;
  QStringList m_values;
  bool m_uniform = true;
};

}
