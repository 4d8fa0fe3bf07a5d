// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/watchlist/watchlist_editor.h"

#include "core/data/watchlist_text.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/notification_center.h"
#include "ui/shell/tr.h"
#include "ui/watchlist/watchlist_files.h"
#include "ui/watchlist/watchlists.h"
#include "widgets/base/language.h"

#include <QUndoStack>

#include <algorithm>

namespace zvt::ui {

namespace {

std::vector<std::string> idsOf(const QStringList& entityIds)
{
  std::vector<std::string> ids;
  for (const QString& id : entityIds)
    ids.push_back(id.toStdString());
  return ids;
}

/// A name that the user typed; empty: refused.
QString askName(
    const Context& context, QWidget* over, const QString& title, const QString& label, const QString& now = {})
{
  return dialogsOf(context).askText(over, title, label, now).trimmed();
}

}

WatchlistEditor::WatchlistEditor(const Context& context, Watchlists& lists, View view, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_lists(lists)
    , m_view(std::move(view))
{
}

bool WatchlistEditor::canEdit() const
{
  return m_lists.list(m_view.listId()) != nullptr;
}

QString WatchlistEditor::target()
{
  if (canEdit())
    return m_view.listId();
  if (m_lists.book().lists.empty()) {
    const QString id = m_lists.addList(Tr::tr("New watchlist"), {{}, Tr::tr("My list").toStdString()});
    Q_EMIT listMade(id);
    return id;
  }
  return QString::fromStdString(m_lists.book().lists.front()->id);
}

QString WatchlistEditor::nameOfList(const QString& listId) const
{
  const data::WatchlistPtr list = m_lists.list(listId);
  return list ? QString::fromStdString(list->name) : QString();
}

std::size_t WatchlistEditor::add(const QStringList& entityIds)
{
  std::vector<data::WatchItem> items;
  for (const std::string& id : idsOf(entityIds))
    items.push_back({id});
  std::size_t added = 0;
  const QString list = target();
  const data::WatchPlace place = canEdit() ? m_view.place() : data::WatchPlace{0, SIZE_MAX};
  m_lists.edit(list, Tr::tr("Add %n securities", nullptr, static_cast<int>(items.size())),
      [&](data::Watchlist& edited) { added = data::insertItems(edited, place, items); });
  Q_EMIT touched(entityIds);
  return added;
}

void WatchlistEditor::paste(const QString& text)
{
  const auto reading = data::readWatchText(text.toStdString(), *m_context.entities());
  if (!reading)
    return;
  QStringList ids;
  for (const std::string& id : reading->list.entityIds())
    ids << QString::fromStdString(id);
  if (!ids.isEmpty())
    add(ids);
  if (!reading->problems.empty())
    dialogsOf(m_context).tell(m_view.widget, widgets::NoteKind::Warning, Tr::tr("Paste securities"),
        Tr::tr("%n securities were read. These lines were left out:", nullptr, static_cast<int>(ids.size())) + u"\n\n"
            + problemsText(reading->problems));
}

void WatchlistEditor::remove()
{
  if (canEdit() && m_view.onHeading()) {
    removeGroup(m_view.group());
    return;
  }
  const QStringList chosen = m_view.selected();
  const int before = m_lists.undoStack()->index();
  m_lists.edit(m_view.listId(), Tr::tr("Remove %n securities", nullptr, static_cast<int>(chosen.size())),
      [ids = idsOf(chosen)](data::Watchlist& list) { data::removeItems(list, ids); });
  if (m_lists.undoStack()->index() > before)
    offerUndo(Tr::tr("%n securities removed from the list.", nullptr, static_cast<int>(chosen.size())));
}

void WatchlistEditor::offerUndo(const QString& done)
{
  if (!m_view.widget)
    return;
  // Only while it is the last edit: what came since is not taken back unasked.
  const auto back = [stack = QPointer(m_lists.undoStack()), at = m_lists.undoStack()->index()] {
    if (stack && stack->index() == at)
      stack->undo();
  };
  notify(m_context, m_view.widget, widgets::NoteKind::Info, done, undoAction(back));
}

void WatchlistEditor::moveTo(const QStringList& entityIds, data::WatchPlace place)
{
  m_lists.edit(m_view.listId(), Tr::tr("Move %n securities", nullptr, static_cast<int>(entityIds.size())),
      [&](data::Watchlist& list) {
        const std::vector<std::string> ids = idsOf(entityIds);
        std::vector<data::WatchItem> fresh; // came from elsewhere
        for (const std::string& id : ids)
          if (!list.find(id))
            fresh.push_back({id});
        data::insertItems(list, place, fresh);
        data::moveItems(list, ids, place);
      });
  Q_EMIT touched(entityIds);
}

void WatchlistEditor::shift(int step)
{
  const QString list = m_view.listId();
  if (m_view.onHeading()) {
    m_lists.edit(list, Tr::tr("Move a group"), [&, group = m_view.group()](data::Watchlist& edited) {
      data::shiftGroup(edited, static_cast<std::size_t>(group), step);
    });
    return;
  }
  const QStringList chosen = m_view.selected();
  m_lists.edit(list, Tr::tr("Move %n securities", nullptr, static_cast<int>(chosen.size())),
      [&, ids = idsOf(chosen)](data::Watchlist& edited) { data::shiftItems(edited, ids, step); });
  Q_EMIT touched(chosen);
}

void WatchlistEditor::editNote()
{
  const QStringList chosen = m_view.selected();
  const data::WatchlistPtr list = m_lists.list(m_view.listId());
  if (chosen.isEmpty() || !list)
    return;
  const std::string id = chosen.front().toStdString();
  const auto place = list->find(id);
  if (!place)
    return;
  const QString now = QString::fromStdString(list->groups[place->group].items[place->item].note);
  const QString note =
      dialogsOf(m_context).askText(m_view.widget, Tr::tr("Note"), Tr::tr("What you want to remember"), now);
  if (note.isNull())
    return;
  m_lists.edit(m_view.listId(), Tr::tr("Note"), [&](data::Watchlist& edited) {
    edited.groups[place->group].items[place->item].note = note.trimmed().toStdString();
  });
}

void WatchlistEditor::setFlag(data::WatchFlag flag)
{
  const QStringList chosen = m_view.selected();
  m_lists.edit(m_view.listId(), Tr::tr("Colour of %n rows", nullptr, static_cast<int>(chosen.size())),
      [&](data::Watchlist& list) {
        for (data::WatchGroup& group : list.groups)
          for (data::WatchItem& item : group.items)
            if (chosen.contains(QString::fromStdString(item.entityId)))
              item.flag = flag;
      });
}

void WatchlistEditor::newGroup()
{
  const QString name = askName(m_context, m_view.widget, Tr::tr("New group"), Tr::tr("Name of the group"));
  if (name.isEmpty())
    return;
  const QStringList chosen = m_view.onHeading() ? QStringList() : m_view.selected();
  m_lists.edit(target(), Tr::tr("New group"), [&](data::Watchlist& list) {
    const std::size_t after = std::min(static_cast<std::size_t>(m_view.group()) + 1, list.groups.size());
    list.groups.insert(list.groups.begin() + static_cast<std::ptrdiff_t>(after), {name.toStdString()});
    // Several chosen rows were chosen for the group; one is just where the cursor stood.
    if (chosen.size() > 1)
      data::moveItems(list, idsOf(chosen), {after, 0});
  });
}

void WatchlistEditor::renameGroup(int group)
{
  const data::WatchlistPtr list = m_lists.list(m_view.listId());
  const auto at = static_cast<std::size_t>(group);
  if (!list || group <= 0 || at >= list->groups.size())
    return;
  const QString name = askName(m_context, m_view.widget, Tr::tr("Rename the group"), Tr::tr("Name of the group"),
      QString::fromStdString(list->groups[at].name));
  if (!name.isEmpty())
    m_lists.edit(m_view.listId(), Tr::tr("Rename the group"),
        [&](data::Watchlist& edited) { edited.groups[at].name = name.toStdString(); });
}

void WatchlistEditor::removeGroup(int group)
{
  m_lists.edit(m_view.listId(), Tr::tr("Remove the group"),
      [&](data::Watchlist& list) { data::removeGroup(list, static_cast<std::size_t>(group)); });
}

void WatchlistEditor::toggleGroup(int group)
{
  m_lists.adjust(m_view.listId(), [&](data::Watchlist& list) {
    data::WatchGroup& one = list.groups[static_cast<std::size_t>(group)];
    one.collapsed = !one.collapsed;
  });
}

void WatchlistEditor::moveGroup(int group, int target)
{
  m_lists.edit(m_view.listId(), Tr::tr("Move a group"), [&](data::Watchlist& list) {
    data::moveGroup(list, static_cast<std::size_t>(group), static_cast<std::size_t>(std::max(1, target)));
  });
}

void WatchlistEditor::sendTo(const QString& listId, bool move)
{
  const QStringList chosen = m_view.selected();
  if (chosen.isEmpty())
    return;
  QString into = listId;
  if (into.isEmpty()) {
    const QString name = askName(m_context, m_view.widget, Tr::tr("New watchlist"), Tr::tr("Name of the list"));
    if (name.isEmpty())
      return;
    into = m_lists.addList(Tr::tr("New watchlist"), {{}, name.toStdString()});
  }
  const data::WatchlistPtr from = m_lists.list(m_view.listId());
  std::vector<data::WatchItem> items;
  for (const QString& id : chosen) {
    const auto place = from ? from->find(id.toStdString()) : std::nullopt;
    items.push_back(place ? from->groups[place->group].items[place->item] : data::WatchItem{id.toStdString()});
  }
  const QString text = move ? Tr::tr("Move to “%1”") : Tr::tr("Copy to “%1”");
  m_lists.editBook(text.arg(nameOfList(into)), [&](data::WatchlistBook& book) {
    for (data::WatchlistPtr& one : book.lists) {
      data::Watchlist list = *one;
      if (list.id == into.toStdString())
        data::insertItems(list, {0, SIZE_MAX}, items);
      else if (move && from && list.id == from->id)
        data::removeItems(list, idsOf(chosen));
      else
        continue;
      one = std::make_shared<const data::Watchlist>(std::move(list));
    }
  });
}

void WatchlistEditor::newList()
{
  const QString name = askName(m_context, m_view.widget, Tr::tr("New watchlist"), Tr::tr("Name of the list"));
  if (!name.isEmpty())
    Q_EMIT listMade(m_lists.addList(Tr::tr("New watchlist"), {{}, name.toStdString()}));
}

void WatchlistEditor::renameList(const QString& listId)
{
  const QString name =
      askName(m_context, m_view.widget, Tr::tr("Rename the watchlist"), Tr::tr("Name of the list"), nameOfList(listId));
  if (!name.isEmpty())
    m_lists.edit(
        listId, Tr::tr("Rename the watchlist"), [&](data::Watchlist& list) { list.name = name.toStdString(); });
}

void WatchlistEditor::duplicateList(const QString& listId)
{
  const data::WatchlistPtr list = m_lists.list(listId);
  if (!list)
    return;
  data::Watchlist copy = *list;
  copy.name = Tr::tr("%1 (copy)").arg(nameOfList(listId)).toStdString();
  Q_EMIT listMade(m_lists.addList(Tr::tr("Copy the watchlist"), std::move(copy)));
}

void WatchlistEditor::removeList(const QString& listId)
{
  const QString name = nameOfList(listId);
  const int before = m_lists.undoStack()->index();
  m_lists.editBook(Tr::tr("Delete the watchlist"), [&](data::WatchlistBook& book) {
    std::erase_if(book.lists, [&](const data::WatchlistPtr& list) { return list->id == listId.toStdString(); });
  });
  if (m_lists.undoStack()->index() > before)
    offerUndo(Tr::tr("Watchlist “%1” deleted.").arg(name));
}

void WatchlistEditor::moveList(int from, int to)
{
  m_lists.editBook(Tr::tr("Order of the watchlists"), [&](data::WatchlistBook& book) {
    const auto count = static_cast<int>(book.lists.size());
    if (from < 0 || to < 0 || from >= count || to >= count)
      return;
    const data::WatchlistPtr moved = book.lists[static_cast<std::size_t>(from)];
    book.lists.erase(book.lists.begin() + from);
    book.lists.insert(book.lists.begin() + to, moved);
  });
}

}
