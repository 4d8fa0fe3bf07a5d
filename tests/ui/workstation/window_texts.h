// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtWidgets>

/// What the widgets of a window show and say. GUI thread.
namespace zvt::tests {

/// What a screen reader would say of a widget.
inline QString spokenName(QWidget* widget)
{
  const QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(widget);
  const QString name = accessible ? accessible->text(QAccessible::Name) : QString();
  return name.isEmpty() ? widget->accessibleName() : name;
}

inline QString describe(const QWidget* widget)
{
  QStringList path;
  for (const QWidget* at = widget; at; at = at->parentWidget())
    path.prepend(at->objectName().isEmpty() ? QString::fromLatin1(at->metaObject()->className()) : at->objectName());
  return path.join(u'/');
}

/// Every text that a widget shows or says.
inline QStringList textsOf(const QWidget* widget)
{
  QStringList texts{widget->toolTip(), widget->accessibleName(), widget->windowTitle()};
  if (const auto* label = qobject_cast<const QLabel*>(widget))
    texts << label->text();
  if (const auto* button = qobject_cast<const QAbstractButton*>(widget))
    texts << button->text();
  if (const auto* field = qobject_cast<const QLineEdit*>(widget))
    texts << field->placeholderText();
  if (const auto* combo = qobject_cast<const QComboBox*>(widget))
    for (int i = 0; i < combo->count(); ++i)
      texts << combo->itemText(i);
  if (const auto* tabs = qobject_cast<const QTabBar*>(widget))
    for (int i = 0; i < tabs->count(); ++i)
      texts << tabs->tabText(i);
  if (const auto* menu = qobject_cast<const QMenu*>(widget)) {
    const QList<QAction*> actions = menu->actions();
    for (const QAction* action : actions)
      texts << action->text();
  }
  if (const auto* table = qobject_cast<const QTableView*>(widget); table && table->model())
    for (int i = 0; i < table->model()->columnCount(); ++i)
      texts << table->model()->headerData(i, Qt::Horizontal).toString();
  texts.removeAll(QString());
  return texts;
}

/// An English sentence or word where Chinese is expected: a lower-case word of at least three letters and no Chinese
/// character, that the program's own names do not explain.
inline bool looksEnglish(const QString& text)
{
  static const QRegularExpression word(QStringLiteral("(^|[^A-Za-z0-9_./])[A-Z]?[a-z]{3,}"));
  static const QRegularExpression chinese(QStringLiteral("[\\x{4E00}-\\x{9FFF}]"));
  // Names of their own: the language's name for itself, the program, keys, ids of nodes, files, the example's name.
  static const QRegularExpression names(QStringLiteral(
      "^(English|ZVT "
      "Workstation.*|csv|zvt_.*|[a-z_]+\\.[1-9]|.*\\.(csv|json|zvtstrategy).*|(Ctrl|Shift|Alt|Esc|Enter|Page|"
      "Home|End|Up|Down|Tab|F[0-9]+)([+ ].*)?|paper|Paper|"
      "Moving-average cross, sample market|My list|universe|cross|weight|account)$"));
  return !chinese.match(text).hasMatch() && word.match(text).hasMatch() && !names.match(text).hasMatch();
}

}
