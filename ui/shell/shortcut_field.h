// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QLineEdit>
#include <QTimer>

namespace zvt::ui {

/// A field that takes the keys that are pressed in it: one stroke, or up to four that follow each other within a second
/// ("Alt+L, C"). Backspace takes the last stroke off, Escape empties it, Tab and Shift+Tab leave it.
class ShortcutField : public QLineEdit {
  Q_OBJECT

public:
  explicit ShortcutField(QWidget* parent = nullptr);
  [[nodiscard]] QKeySequence keys() const { return m_keys; }
  void setKeys(const QKeySequence& keys);
  /// The next stroke would be added to those that are there.
  [[nodiscard]] bool isRecording() const { return m_pause.isActive(); }
  static constexpr int kPauseMs = 1000;

Q_SIGNALS:
  void keysChanged(const QKeySequence& keys);

protected:
  bool event(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

private:
  void showKeys(const QKeySequence& keys);
  QKeySequence m_keys;
  QTimer m_pause; ///< runs after a stroke
};

}
