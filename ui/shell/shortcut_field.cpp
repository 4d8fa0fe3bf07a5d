// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/shortcut_field.h"

#include <QKeyEvent>

#include <algorithm>
#include <array>

namespace zvt::ui {

namespace {

bool isModifier(int key)
{
  return key == Qt::Key_Control || key == Qt::Key_Shift || key == Qt::Key_Alt || key == Qt::Key_Meta
      || key == Qt::Key_AltGr || key == Qt::Key_CapsLock || key == Qt::Key_unknown || key == 0;
}

constexpr int kMostStrokes = 4; // of a QKeySequence

/// The first @p count strokes, and @p next after them.
QKeySequence firstOf(const QKeySequence& keys, int count, QKeyCombination next = QKeyCombination::fromCombined(0))
{
  std::array<QKeyCombination, kMostStrokes> strokes;
  strokes.fill(QKeyCombination::fromCombined(0));
  for (int i = 0; i < count; ++i)
    strokes[static_cast<std::size_t>(i)] = keys[static_cast<uint>(i)];
  if (next.toCombined() != 0)
    strokes[static_cast<std::size_t>(std::max(0, count))] = next;
  return {strokes[0], strokes[1], strokes[2], strokes[3]};
}

bool leaves(const QKeyEvent& key)
{
  return (key.key() == Qt::Key_Tab || key.key() == Qt::Key_Backtab)
      && !(key.modifiers() & (Qt::ControlModifier | Qt::AltModifier));
}

}

ShortcutField::ShortcutField(QWidget* parent)
    : QLineEdit(parent)
{
  m_pause.setSingleShot(true);
  m_pause.setInterval(kPauseMs);
  setReadOnly(true);
  setContextMenuPolicy(Qt::NoContextMenu);
}

void ShortcutField::setKeys(const QKeySequence& keys)
{
  m_pause.stop();
  showKeys(keys);
}

void ShortcutField::focusOutEvent(QFocusEvent* event)
{
  m_pause.stop();
  QLineEdit::focusOutEvent(event);
}

void ShortcutField::showKeys(const QKeySequence& keys)
{
  setText(keys.toString(QKeySequence::NativeText));
  if (std::exchange(m_keys, keys) != keys)
    Q_EMIT keysChanged(keys);
}

bool ShortcutField::event(QEvent* event)
{
  if (event->type() == QEvent::ShortcutOverride) {
    // Keys that mean something to the window are what one comes here to see.
    event->setAccepted(!leaves(*static_cast<QKeyEvent*>(event)));
    return true;
  }
  return QLineEdit::event(event);
}

void ShortcutField::keyPressEvent(QKeyEvent* event)
{
  if (leaves(*event)) {
    event->ignore();
    return;
  }
  event->accept();
  if (isModifier(event->key()))
    return;
  const bool bare = event->modifiers() == Qt::NoModifier;
  if (bare && event->key() == Qt::Key_Escape) {
    setKeys({});
    return;
  }
  if (bare && event->key() == Qt::Key_Backspace) {
    setKeys(firstOf(m_keys, m_keys.count() - 1));
    return;
  }
  // Shift is in the character already where it makes one: "?" and not "Shift+?".
  Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
  const QString typed = event->text();
  if (modifiers == Qt::ShiftModifier && typed.size() == 1 && typed.front().isPrint() && !typed.front().isLetter()
      && !typed.front().isSpace())
    modifiers = Qt::NoModifier;
  const int before = isRecording() && m_keys.count() < kMostStrokes ? m_keys.count() : 0;
  showKeys(firstOf(m_keys, before, QKeyCombination(modifiers, static_cast<Qt::Key>(event->key()))));
  m_pause.start();
}

}
