// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QList>
#include <QMap>
#include <QString>

#include <optional>

namespace zvt::ui {

/// The keys that a user gave to actions, by action id; an action that is not in it has its own keys. An empty list is a
/// choice too: no keys. Ids that no window knows now (a plug-in's) are kept.
class ShortcutBindings {
public:
  [[nodiscard]] std::optional<QList<QKeySequence>> find(const QString& id) const;
  void set(const QString& id, const QList<QKeySequence>& keys) { m_keys.insert(id, keys); }
  void remove(const QString& id) { m_keys.remove(id); }
  void clear() { m_keys.clear(); }
  [[nodiscard]] bool isEmpty() const { return m_keys.isEmpty(); }

  /// One line of JSON: {"edit.find":["Ctrl+P"],"file.quit":[]}, keys as portable text; "" when empty.
  [[nodiscard]] QString toText() const;
  /// What can be read of @p text; members that cannot are left out.
  [[nodiscard]] static ShortcutBindings fromText(const QString& text);

  bool operator==(const ShortcutBindings& other) const { return m_keys == other.m_keys; }

private:
  QMap<QString, QList<QKeySequence>> m_keys;
};

/// "Ctrl+K; F3" → two sequences; the way ActionSpec writes them.
[[nodiscard]] QList<QKeySequence> keysFromText(const QString& portable);
/// As the platform writes them, separated by two spaces.
[[nodiscard]] QString keysToShow(const QList<QKeySequence>& keys);

}
