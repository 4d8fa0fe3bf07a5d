// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/watchlist/columns_menu.h"

#include "ui/shell/dialogs.h"
#include "ui/shell/tr.h"
#include "ui/watchlist/formula_column_dialog.h"
#include "ui/watchlist/watchlist_model.h"
#include "ui/watchlist/watchlists.h"
#include "widgets/table/data_table.h"

#include <QHeaderView>
#include <QJsonObject>
#include <QMenu>

#include <algorithm>

namespace zvt::ui {

namespace {

constexpr const char* kOwnSet = "own:"; ///< before the name: the id of a set of the user's

/// A name that no set of the user's has: the wanted one, else with a number.
std::string freeName(const std::vector<data::WatchColumnSet>& sets, const QString& wanted)
{
  for (int number = 1;; ++number) {
    const std::string name = (number == 1 ? wanted : QStringLiteral("%1 %2").arg(wanted).arg(number)).toStdString();
    if (std::none_of(sets.begin(), sets.end(), [&](const auto& known) { return known.id == kOwnSet + name; }))
      return name;
  }
}

}

WatchColumnsMenu::WatchColumnsMenu(
    const Context& context, Watchlists& lists, WatchlistModel& model, widgets::DataTable* table)
    : QObject(table)
    , m_context(context)
    , m_lists(lists)
    , m_model(model)
    , m_table(table)
{
}

bool WatchColumnsMenu::takeFormulas()
{
  std::vector<data::WatchColumn> formulas;
  for (const data::WatchColumnSet& set : m_lists.book().columnSets)
    for (const data::WatchColumn& column : set.columns) {
      const auto same = [&](const data::WatchColumn& known) { return known.id == column.id; };
      if (!column.formula.empty() && std::none_of(formulas.begin(), formulas.end(), same)) {
        formulas.push_back(column);
        formulas.back().width = 0;
      }
    }
  if (formulas == m_model.formulas())
    return false;
  const QJsonObject before = m_table->saveColumns();
  m_model.setFormulas(std::move(formulas));
  for (int logical = kWatchFields; logical < m_model.columnCount(); ++logical)
    m_table->setColumnHidden(logical, true);
  m_table->restoreColumns(before);
  // A set of the user's own is known by now, and may be the one that is wanted.
  if (isOwn(m_current))
    choose(m_current);
  return true;
}

bool WatchColumnsMenu::isOwn(const QString& setId) const
{
  const auto& own = m_lists.book().columnSets;
  return std::any_of(own.begin(), own.end(), [&](const auto& set) { return set.id == setId.toStdString(); });
}

int WatchColumnsMenu::logicalOf(std::string_view id) const
{
  const auto& formulas = m_model.formulas();
  for (std::size_t i = 0; i < formulas.size(); ++i)
    if (formulas[i].id == id)
      return kWatchFields + static_cast<int>(i);
  return columnOf(id);
}

int WatchColumnsMenu::usualWidth(int logical) const
{
  return logical < kWatchFields ? infoOf(static_cast<WatchField>(logical)).width : kFormulaWidth;
}

data::WatchColumn WatchColumnsMenu::columnAt(int logical, int width) const
{
  if (logical < kWatchFields)
    return {infoOf(static_cast<WatchField>(logical)).id, width};
  data::WatchColumn column = m_model.formulas()[static_cast<std::size_t>(logical - kWatchFields)];
  column.width = width;
  return column;
}

std::vector<data::WatchColumnSet> WatchColumnsMenu::sets() const
{
  std::vector<data::WatchColumnSet> all = ownColumnSets();
  all.insert(all.end(), m_lists.book().columnSets.begin(), m_lists.book().columnSets.end());
  return all;
}

void WatchColumnsMenu::choose(const QString& setId)
{
  const auto all = sets();
  const auto set = std::find_if(
      all.begin(), all.end(), [&](const data::WatchColumnSet& one) { return one.id == setId.toStdString(); });
  if (set == all.end())
    return;
  m_current = setId;
  QHeaderView* header = m_table->horizontalHeader();
  std::vector<bool> wanted(static_cast<std::size_t>(header->count()), false);
  int visual = 0;
  for (const data::WatchColumn& column : set->columns) {
    const int logical = logicalOf(column.id);
    if (logical < 0 || wanted[static_cast<std::size_t>(logical)])
      continue;
    wanted[static_cast<std::size_t>(logical)] = true;
    header->moveSection(header->visualIndex(logical), visual++);
    m_table->setColumnHidden(logical, false);
    m_table->setColumnWidth(logical, column.width > 0 ? column.width : usualWidth(logical));
  }
  for (int logical = 0; logical < header->count(); ++logical)
    if (!wanted[static_cast<std::size_t>(logical)])
      m_table->setColumnHidden(logical, true);
}

data::WatchColumnSet WatchColumnsMenu::shown() const
{
  data::WatchColumnSet set;
  const QHeaderView* header = m_table->horizontalHeader();
  for (int visual = 0; visual < header->count(); ++visual)
    if (const int logical = header->logicalIndex(visual); !header->isSectionHidden(logical))
      set.columns.push_back(columnAt(logical, header->sectionSize(logical)));
  return set;
}

void WatchColumnsMenu::saveAs()
{
  const QString name = dialogsOf(m_context)
                           .askText(m_table, Tr::tr("Save these columns"), Tr::tr("Name of the set"), QString())
                           .trimmed();
  if (name.isEmpty())
    return;
  data::WatchColumnSet set = shown();
  set.name = name.toStdString();
  set.id = kOwnSet + set.name;
  m_lists.editBook(Tr::tr("Save columns"), [&](data::WatchlistBook& book) {
    std::erase_if(book.columnSets, [&](const data::WatchColumnSet& known) { return known.id == set.id; });
    book.columnSets.push_back(set);
  });
  m_current = QString::fromStdString(set.id);
}

QStringList WatchColumnsMenu::formulaNames(std::string_view except) const
{
  QStringList names;
  for (const data::WatchColumn& column : m_model.formulas())
    if (column.id != except)
      names.append(titleOfFormula(column));
  return names;
}

std::optional<data::WatchColumn> WatchColumnsMenu::ask(const data::WatchColumn& column)
{
  FormulaColumnDialog dialog(m_context, column, formulaNames(column.id), m_table);
  if (dialog.exec() != QDialog::Accepted)
    return {};
  return dialog.column();
}

void WatchColumnsMenu::addFormula()
{
  if (const auto column = ask({}))
    putFormula(*column, {});
}

void WatchColumnsMenu::editFormula(const data::WatchColumn& column)
{
  if (const auto edited = ask(column))
    putFormula(*edited, column.id);
}

void WatchColumnsMenu::putFormula(const data::WatchColumn& column, const std::string& replaced)
{
  if (!m_lists.isLoaded()) { // the sets that it may belong to are not known yet
    connect(
        &m_lists, &Watchlists::loaded, this, [this, column, replaced] { putFormula(column, replaced); },
        Qt::SingleShotConnection);
    return;
  }
  data::WatchColumnSet set = shown();
  if (replaced.empty()) {
    // Behind the figures that are there; the set in view takes it in, one of the program's becomes a new one.
    set.columns.push_back(column);
    const auto all = sets();
    const auto current = std::find_if(
        all.begin(), all.end(), [&](const data::WatchColumnSet& one) { return one.id == m_current.toStdString(); });
    set.name = isOwn(m_current) ? current->name : freeName(all, Tr::tr("With formulas", "set of columns"));
    set.id = isOwn(m_current) ? current->id : kOwnSet + set.name;
    m_current = QString::fromStdString(set.id);
  }
  m_lists.editBook(Tr::tr("Formula column"), [&](data::WatchlistBook& book) {
    for (data::WatchColumnSet& known : book.columnSets)
      for (data::WatchColumn& old : known.columns)
        if (!replaced.empty() && old.id == replaced) {
          const int width = old.width;
          old = column;
          old.width = width;
        }
    if (!replaced.empty())
      return;
    const auto same = std::find_if(
        book.columnSets.begin(), book.columnSets.end(), [&](const auto& known) { return known.id == set.id; });
    if (same == book.columnSets.end())
      book.columnSets.push_back(set);
    else
      *same = set;
  });
  choose(m_current);
}

void WatchColumnsMenu::removeFormula(const data::WatchColumn& column)
{
  m_lists.editBook(Tr::tr("Remove a formula column"), [&](data::WatchlistBook& book) {
    for (data::WatchColumnSet& set : book.columnSets)
      std::erase_if(set.columns, [&](const data::WatchColumn& known) { return known.id == column.id; });
  });
}

void WatchColumnsMenu::fillFormulas(QMenu* menu)
{
  menu->addAction(Tr::tr("Add a &formula column…"), this, &WatchColumnsMenu::addFormula)
      ->setObjectName(QStringLiteral("addFormulaColumnAction"));
  if (m_model.formulas().empty())
    return;
  QMenu* edit = menu->addMenu(Tr::tr("&Edit a formula column"));
  QMenu* remove = menu->addMenu(Tr::tr("Re&move a formula column"));
  for (const data::WatchColumn& column : m_model.formulas()) {
    edit->addAction(titleOfFormula(column), this, [this, column] { editFormula(column); });
    remove->addAction(titleOfFormula(column), this, [this, column] { removeFormula(column); });
  }
}

void WatchColumnsMenu::fill(QMenu* menu)
{
  for (const data::WatchColumnSet& set : sets()) {
    const QString id = QString::fromStdString(set.id);
    QAction* action = menu->addAction(titleOfSet(set), this, [this, id] { choose(id); });
    action->setCheckable(true);
    action->setChecked(id == m_current);
  }
  menu->addSeparator();
  QMenu* columns = menu->addMenu(Tr::tr("&Columns"));
  for (int logical = 1; logical < m_table->horizontalHeader()->count(); ++logical) {
    QAction* action = columns->addAction(m_model.headerData(logical, Qt::Horizontal, Qt::DisplayRole).toString());
    action->setCheckable(true);
    action->setChecked(!m_table->isColumnHidden(logical));
    connect(action, &QAction::toggled, m_table, [this, logical](bool shown) {
      m_table->setColumnHidden(logical, !shown);
      if (shown && m_table->columnWidth(logical) < 30)
        m_table->setColumnWidth(logical, usualWidth(logical));
    });
  }
  fillFormulas(menu);
  menu->addAction(Tr::tr("&Save these columns…"), this, &WatchColumnsMenu::saveAs);
  QAction* remove = menu->addAction(Tr::tr("&Delete this set"), this, [this] {
    m_lists.editBook(Tr::tr("Delete columns"), [&](data::WatchlistBook& book) {
      std::erase_if(book.columnSets, [&](const auto& set) { return set.id == m_current.toStdString(); });
    });
    choose(QStringLiteral("quotes"));
  });
  remove->setEnabled(isOwn(m_current));
  menu->addAction(Tr::tr("&Reset to the set"), this, [this] { choose(m_current); });
}

}
