// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/finder_model.h"

#include "core/market/entity.h"
#include "ui/shell/action_registry.h"

#include <QAction>

#include <algorithm>

namespace zvt::ui {

namespace {

constexpr std::size_t kMaxSymbols = 40;
constexpr int kNoMatch = 100;

/// 0 is best.
int rankOf(const market::Entity& entity, const QString& code, const QString& name, const QString& text)
{
  const QString own = QString::fromStdString(entity.id.code);
  const QString pinyin = QString::fromStdString(entity.pinyin);
  if (own.compare(text, Qt::CaseInsensitive) == 0 || code.compare(text, Qt::CaseInsensitive) == 0)
    return 0;
  if (own.startsWith(text, Qt::CaseInsensitive))
    return 1;
  if (pinyin.startsWith(text, Qt::CaseInsensitive))
    return pinyin.size() == text.size() ? 1 : 2;
  if (name.startsWith(text, Qt::CaseInsensitive))
    return 3;
  if (own.contains(text, Qt::CaseInsensitive) || name.contains(text, Qt::CaseInsensitive)
      || pinyin.contains(text, Qt::CaseInsensitive)
      || QString::fromStdString(entity.id.toString()).contains(text, Qt::CaseInsensitive))
    return 4;
  return kNoMatch;
}

}

FinderModel::FinderModel(const Context& context, QObject* parent)
    : QAbstractListModel(parent)
    , m_context(context)
{
}

void FinderModel::search(const QString& text)
{
  beginResetModel();
  m_entries.clear();
  addSymbols(text);
  addActions(text);
  endResetModel();
}

void FinderModel::addSymbols(const QString& text)
{
  if (!m_context.entities || text.isEmpty())
    return;
  const auto table = m_context.entities();
  if (!table)
    return;
  for (const market::Entity& entity : table->entities()) {
    const QString code = QString::fromStdString(market::displayCode(entity.id));
    const QString name = QString::fromStdString(entity.name);
    const int rank = rankOf(entity, code, name, text);
    if (rank < kNoMatch)
      m_entries.push_back({Kind::Symbol, QString::fromStdString(entity.id.toString()), name.isEmpty() ? code : name,
          code, QStringLiteral("candles"), rank});
  }
  std::stable_sort(m_entries.begin(), m_entries.end(), [](const Entry& a, const Entry& b) { return a.rank < b.rank; });
  if (m_entries.size() > kMaxSymbols)
    m_entries.resize(kMaxSymbols);
}

void FinderModel::addActions(const QString& text)
{
  for (const ActionSpec* spec : m_context.actions->all()) {
    const QAction* action = m_context.actions->action(spec->id);
    const QString title = action->text().remove(u'&');
    // A panel is in the window menu and perhaps in one more: once is enough here.
    const bool doubled =
        spec->id.contains(QStringLiteral(".panel.")) && !spec->id.startsWith(QStringLiteral("window."));
    if (doubled || !action->isEnabled() || spec->id == u"edit.find" || !title.contains(text, Qt::CaseInsensitive))
      continue;
    m_entries.push_back({Kind::Action, spec->id, title, action->shortcut().toString(QKeySequence::NativeText),
        spec->icon.isEmpty() ? QStringLiteral("command") : spec->icon, kNoMatch});
  }
}

int FinderModel::rowCount(const QModelIndex& parent) const
{
  return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QVariant FinderModel::data(const QModelIndex& index, int role) const
{
  if (!index.isValid() || index.row() >= rowCount())
    return {};
  const Entry& entry = m_entries[static_cast<std::size_t>(index.row())];
  switch (role) {
  case Qt::DisplayRole:
    return entry.title;
  case Qt::AccessibleTextRole:
    return QString(entry.title + u' ' + entry.detail);
  case KindRole:
    return static_cast<int>(entry.kind);
  case IdRole:
    return entry.id;
  case DetailRole:
    return entry.detail;
  case IconNameRole:
    return entry.icon;
  default:
    return {};
  }
}

}
