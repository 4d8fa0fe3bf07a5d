// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/alt_chords.h"

#include <QCoreApplication>
#include <QKeyEvent>

namespace zvt::ui {

void AltChords::watch()
{
  QCoreApplication* program = QCoreApplication::instance();
  if (program->findChild<AltChords*>(QString(), Qt::FindDirectChildrenOnly) == nullptr)
    program->installEventFilter(new AltChords(program));
}

bool AltChords::eventFilter(QObject* watched, QEvent* event)
{
  if (event->type() == QEvent::ShortcutOverride) {
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool alone = key->key() == Qt::Key_Alt || key->key() == Qt::Key_Meta;
    if ((key->modifiers() & Qt::AltModifier) && !alone) {
      // Menu bars wait for a shortcut to forget the Alt key (QMenuBar::eventFilter()): this one is nobody's.
      QObject nobody;
      QEvent shortcut(QEvent::Shortcut);
      QCoreApplication::sendEvent(&nobody, &shortcut);
    }
  }
  return QObject::eventFilter(watched, event);
}

}
