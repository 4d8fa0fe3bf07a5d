// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QLineEdit>

namespace zvt::ui {

/// A field that takes the keys that are pressed in it. Tab and Shift+Tab leave it, Escape and Backspace empty it.
class ShortcutField : public QLineEdit {
  Q_OBJECT

public:
  explicit ShortcutField(QWidget* parent = nullptr);
  [[nodiscard]] QKeySequence keys() const { return m_keys; }
  void setKeys(const QKeySequence& keys);

Q_SIGNALS:
  void keysChanged(const QKeySequence& keys);

protected:
  bool event(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

private:
  QKeySequence m_keys;
};

}
