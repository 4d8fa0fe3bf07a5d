// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/shortcut_bindings.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace zvt::ui {

std::optional<QList<QKeySequence>> ShortcutBindings::find(const QString& id) const
{
  const auto found = m_keys.find(id);
  return found == m_keys.end() ? std::nullopt : std::optional(*found);
}

QString ShortcutBindings::toText() const
{
  if (m_keys.isEmpty())
    return {};
  QJsonObject object;
  for (auto it = m_keys.begin(); it != m_keys.end(); ++it) {
    QJsonArray keys;
    for (const QKeySequence& one : it.value())
      keys.append(one.toString(QKeySequence::PortableText));
    object.insert(it.key(), keys);
  }
  return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

ShortcutBindings ShortcutBindings::fromText(const QString& text)
{
  ShortcutBindings bindings;
  const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
  for (auto it = object.begin(); it != object.end(); ++it) {
    if (!it.value().isArray())
      continue;
    QList<QKeySequence> keys;
    const QJsonArray texts = it.value().toArray();
    for (const QJsonValue& one : texts)
      if (const auto key = QKeySequence::fromString(one.toString(), QKeySequence::PortableText);
          !key.isEmpty() && key[0].key() != Qt::Key_unknown)
        keys.append(key);
    // Keys that cannot be read are no wish to have none.
    if (!keys.isEmpty() || texts.isEmpty())
      bindings.set(it.key(), keys);
  }
  return bindings;
}

QList<QKeySequence> keysFromText(const QString& portable)
{
  return portable.isEmpty() ? QList<QKeySequence>()
                            : QKeySequence::listFromString(portable, QKeySequence::PortableText);
}

QString keysToShow(const QList<QKeySequence>& keys)
{
  QStringList texts;
  for (const QKeySequence& one : keys)
    texts.append(one.toString(QKeySequence::NativeText));
  return texts.join(QStringLiteral("  "));
}

}
