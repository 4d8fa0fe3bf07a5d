// SPDX-License-Identifier: GPL-3.0-or-later
// Menus and keys of the watchlist panel.
#include "ui/factor/output_colors.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/tr.h"
#include "ui/watchlist/watchlist_editor.h"
#include "ui/watchlist/watchlist_panel.h"
#include "ui/watchlist/watchlists.h"
#include "widgets/table/live_table.h"

#include <QApplication>
#include <QClipboard>
#include <QMenu>

namespace zvt::ui {

namespace {

const QString kContext = QStringLiteral("watchlist");

QString flagText(data::WatchFlag flag)
{
  switch (flag) {
  case data::WatchFlag::None:
    return Tr::tr("&No colour");
  case data::WatchFlag::Red:
    return Tr::tr("&Red");
  case data::WatchFlag::Orange:
    return Tr::tr("&Orange");
  case data::WatchFlag::Yellow:
    return Tr::tr("&Yellow");
  case data::WatchFlag::Green:
    return Tr::tr("&Green");
  case data::WatchFlag::Blue:
    return Tr::tr("&Blue");
  case data::WatchFlag::Violet:
    return Tr::tr("&Violet");
  }
  return {};
}

/// Fills a menu with the lists that rows can go to.
void fillTargets(QMenu* menu, WatchlistEditor& editor, const QString& from, bool move)
{
  for (const data::WatchlistPtr& list : editor.lists().book().lists) {
    const QString id = QString::fromStdString(list->id);
    if (id != from)
      menu->addAction(QString::fromStdString(list->name), &editor, [&editor, id, move] { editor.sendTo(id, move); });
  }
  menu->addSeparator();
  menu->addAction(Tr::tr("&New watchlist…"), &editor, [&editor, move] { editor.sendTo({}, move); });
}

struct Command {
  const char* id;
  const char* icon;
  const char* keys;
  QString (*text)();
  void (*run)(WatchlistPanel& panel);
};

const Command kCommands[] = {
    {"watchlist.add", "plus", "Ins", [] { return Tr::tr("&Add a security…"); },
        [](WatchlistPanel& panel) { panel.openAdd(); }},
    {"watchlist.paste", "import", "Ctrl+V", [] { return Tr::tr("&Paste securities"); },
        [](WatchlistPanel& panel) { panel.editor().paste(QApplication::clipboard()->text()); }},
    {"watchlist.remove", "trash", "Del", [] { return Tr::tr("&Remove from the list"); },
        [](WatchlistPanel& panel) { panel.editor().remove(); }},
    {"watchlist.up", "chevron-up", "Alt+Up", [] { return Tr::tr("Move &up"); },
        [](WatchlistPanel& panel) {
          panel.clearSort();
          panel.editor().shift(-1);
        }},
    {"watchlist.down", "chevron-down", "Alt+Down", [] { return Tr::tr("Move &down"); },
        [](WatchlistPanel& panel) {
          panel.clearSort();
          panel.editor().shift(1);
        }},
    {"watchlist.note", "pencil", "F4", [] { return Tr::tr("&Note…"); },
        [](WatchlistPanel& panel) { panel.editor().editNote(); }},
    {"watchlist.group", "folder", "Ctrl+Shift+G", [] { return Tr::tr("New &group…"); },
        [](WatchlistPanel& panel) { panel.editor().newGroup(); }},
    {"watchlist.heatMap", "heat-map", "Ctrl+Shift+H", [] { return Tr::tr("&Heat map"); },
        [](WatchlistPanel& panel) { panel.setHeatMap(!panel.isHeatMap()); }},
};

}

void WatchlistPanel::fillRowMenu(QMenu* menu)
{
  const bool edit = m_editor->canEdit();
  const int row = m_table->currentIndex().row();
  const auto add = [&](const char* id, bool enabled) {
    for (const Command& command : kCommands)
      if (qstrcmp(command.id, id) == 0)
        menu->addAction(command.text(), this, [this, &command] { command.run(*this); })->setEnabled(enabled);
  };
  add("watchlist.add", true);
  add("watchlist.paste", true);
  menu->addSeparator();
  if (edit && m_model.isHeading(row)) {
    const int group = m_model.groupAt(row);
    menu->addAction(Tr::tr("&Rename the group…"), this, [this, group] { m_editor->renameGroup(group); });
    menu->addAction(Tr::tr("&Dissolve the group"), this, [this, group] { m_editor->removeGroup(group); });
    add("watchlist.up", true);
    add("watchlist.down", true);
  } else if (!selectedEntities().isEmpty()) {
    fillTargets(menu->addMenu(Tr::tr("&Copy to")), *m_editor, m_listId, false);
    QMenu* move = menu->addMenu(Tr::tr("&Move to"));
    fillTargets(move, *m_editor, m_listId, true);
    move->setEnabled(edit);
    QMenu* colours = menu->addMenu(Tr::tr("C&olour"));
    for (int flag = 0; flag < static_cast<int>(data::kWatchFlagCount); ++flag)
      colours->addAction(swatchOf(widgets::rowMarkColor(flag)), flagText(static_cast<data::WatchFlag>(flag)), this,
          [this, flag] { m_editor->setFlag(static_cast<data::WatchFlag>(flag)); });
    colours->setEnabled(edit);
    if (QAction* alert = m_context.actions ? m_context.actions->action(QStringLiteral("alert.add")) : nullptr)
      menu->addAction(alert);
    add("watchlist.note", edit);
    add("watchlist.up", edit);
    add("watchlist.down", edit);
    add("watchlist.remove", edit);
  }
  menu->addSeparator();
  add("watchlist.group", edit);
  fillMenu(menu);
}

void WatchlistPanel::fillListMenu(QMenu* menu, const QString& listId)
{
  const bool edit = m_lists.list(listId) != nullptr;
  if (m_offered && listId == QStringView(kOffered))
    menu->addAction(Tr::tr("&Keep as a watchlist"), this, &WatchlistPanel::keepOffered);
  menu->addAction(Tr::tr("&New watchlist…"), this, [this] { m_editor->newList(); });
  const auto add = [&](const QString& text, auto run) { menu->addAction(text, this, run)->setEnabled(edit); };
  add(Tr::tr("&Rename…"), [this, listId] { m_editor->renameList(listId); });
  add(Tr::tr("&Copy the list"), [this, listId] { m_editor->duplicateList(listId); });
  add(Tr::tr("&Delete the list"), [this, listId] { m_editor->removeList(listId); });
  add(Tr::tr("New &group…"), [this] { m_editor->newGroup(); });
  menu->addSeparator();
  menu->addAction(Tr::tr("&Import lists…"), this, &WatchlistPanel::importFile);
  add(Tr::tr("&Export the list…"), [this] { exportFile(); });
  menu->addSeparator();
  QAction* equal = menu->addAction(Tr::tr("Heat map with &equal tiles"), this, [this](bool on) {
    m_equalTiles = on;
    showFigures();
  });
  equal->setCheckable(true);
  equal->setChecked(m_equalTiles);
}

void registerWatchlistActions(const Context& context)
{
  ActionRegistry* actions = context.actions;
  for (const Command& command : kCommands) {
    ActionSpec spec;
    spec.id = QString::fromLatin1(command.id);
    spec.text = command.text;
    spec.icon = QString::fromLatin1(command.icon);
    spec.shortcut = QString::fromLatin1(command.keys);
    spec.context = kContext;
    spec.run = [actions, run = command.run](bool) {
      if (auto* panel = qobject_cast<WatchlistPanel*>(actions->host(kContext)))
        run(*panel);
    };
    actions->add(std::move(spec));
  }
}

}
