// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/shortcut_model.h"

#include "ui/shell/action_registry.h"
#include "ui/shell/tr.h"
#include "widgets/base/theme.h"

namespace zvt::ui {

ShortcutModel::ShortcutModel(ActionRegistry& actions, QObject* parent)
    : QAbstractTableModel(parent)
    , m_actions(actions)
{
  refresh();
  connect(&actions, &ActionRegistry::changed, this, &ShortcutModel::refresh);
  connect(&actions, &ActionRegistry::keysChanged, this, [this] {
    if (!m_ids.isEmpty())
      Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
  });
}

void ShortcutModel::refresh()
{
  beginResetModel();
  m_ids.clear();
  for (const ActionSpec* spec : m_actions.all())
    if (!spec->id.contains(u".panel.") || spec->id.startsWith(u"window."))
      m_ids.append(spec->id);
  endResetModel();
}

int ShortcutModel::rowCount(const QModelIndex& parent) const
{
  return parent.isValid() ? 0 : static_cast<int>(m_ids.size());
}

int ShortcutModel::columnCount(const QModelIndex& parent) const
{
  return parent.isValid() ? 0 : ColumnCount;
}

QVariant ShortcutModel::data(const QModelIndex& index, int role) const
{
  if (!index.isValid() || index.row() >= rowCount())
    return {};
  const QString& own = m_ids.at(index.row());
  if (role == kIdRole)
    return own;
  const bool changed = !m_actions.hasDefaultKeys(own);
  if (role == Qt::FontRole && changed)
    return widgets::Theme::current().font(widgets::FontRole::Body, true);
  if (role == Qt::ToolTipRole && changed) {
    const QString keys = keysToShow(m_actions.defaultKeys(own));
    return keys.isEmpty() ? Tr::tr("Changed; at first it has no keys") : Tr::tr("Changed; at first: %1").arg(keys);
  }
  if (role != Qt::DisplayRole)
    return {};
  const ActionSpec* spec = m_actions.find(own);
  switch (index.column()) {
  case Command:
    return m_actions.path(own);
  case Where:
    return spec ? m_actions.contextTitle(spec->context) : QString();
  default:
    return keysToShow(m_actions.keys(own));
  }
}

QVariant ShortcutModel::headerData(int section, Qt::Orientation orientation, int role) const
{
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
    return {};
  switch (section) {
  case Command:
    return Tr::tr("Command");
  case Where:
    return Tr::tr("Works in");
  case Keys:
    return Tr::tr("Keys");
  default:
    return {};
  }
}

}
