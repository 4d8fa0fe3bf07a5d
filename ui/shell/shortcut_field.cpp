// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/shortcut_field.h"

#include <QKeyEvent>

namespace zvt::ui {

namespace {

bool isModifier(int key)
{
  return key == Qt::Key_Control || key == Qt::Key_Shift || key == Qt::Key_Alt || key == Qt::Key_Meta
      || key == Qt::Key_AltGr || key == Qt::Key_CapsLock || key == Qt::Key_unknown || key == 0;
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
  setReadOnly(true);
  setContextMenuPolicy(Qt::NoContextMenu);
}

void ShortcutField::setKeys(const QKeySequence& keys)
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
  if (bare && (event->key() == Qt::Key_Escape || event->key() == Qt::Key_Backspace)) {
    setKeys({});
    return;
  }
  // Shift is in the character already where it makes one: "?" and not "Shift+?".
  Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
  const QString typed = event->text();
  if (modifiers == Qt::ShiftModifier && typed.size() == 1 && typed.front().isPrint() && !typed.front().isLetter()
      && !typed.front().isSpace())
    modifiers = Qt::NoModifier;
  setKeys(QKeySequence(QKeyCombination(modifiers, static_cast<Qt::Key>(event->key()))));
}

}
