// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QString>

namespace zvt::ui {

/// Panels of one colour follow the same symbol. None: the panel keeps its own.
enum class LinkColor { None, A, B, C, D, E, F };
[[nodiscard]] QString toString(LinkColor color); ///< "" or "A" … "F"
[[nodiscard]] LinkColor linkColorFromString(const QString& text);

/// Carries the chosen symbol from panel to panel. GUI thread.
class LinkBus : public QObject {
  Q_OBJECT

public:
  using QObject::QObject;
  /// Chooses a symbol for every panel of @p color. @p source is left out by receivers that compare it with themselves;
  /// may be null. With LinkColor::None nothing happens.
  void select(LinkColor color, const QString& entityId, QObject* source = nullptr);
  /// The last choice of that colour; empty: none yet.
  [[nodiscard]] QString current(LinkColor color) const { return m_current.value(color); }

Q_SIGNALS:
  void selected(zvt::ui::LinkColor color, const QString& entityId, QObject* source);

private:
  QHash<LinkColor, QString> m_current;
};

}
