// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/finder_model.h"

#include "core/market/entity.h"
#include "ui/settings/settings.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/panel_registry.h"
#include "ui/shell/symbol_catalogue.h"
#include "ui/shell/tr.h"
#include "widgets/base/language.h"

#include <QAction>

#include <algorithm>

namespace zvt::ui {

namespace {

constexpr std::size_t kShown = 200; ///< rows of one scope
constexpr std::array<std::size_t, kFinderScopes> kShownOfAll{0, 8, 6, 4, 4};
const QString kPanelAction = QStringLiteral("window.panel.");

QString sectionOf(FinderScope scope, bool used)
{
  switch (scope) {
  case FinderScope::Symbols:
    return used ? Tr::tr("Lately") : Tr::tr("Securities");
  case FinderScope::Commands:
    return Tr::tr("Commands");
  case FinderScope::Panels:
    return Tr::tr("Panels");
  default:
    return Tr::tr("Settings");
  }
}

FinderScope scopeOfPrefix(QChar first)
{
  switch (first.unicode()) {
  case u'>':
  case u'＞':
    return FinderScope::Commands;
  case u'@':
  case u'＠':
    return FinderScope::Panels;
  case u'#':
  case u'＃':
    return FinderScope::Settings;
  case u'$':
  case u'＄':
    return FinderScope::Symbols;
  default:
    return FinderScope::All;
  }
}

/// What a choice is remembered as. Securities have their plain id.
QString usedId(const FinderRow& row)
{
  switch (row.kind) {
  case FinderRow::Kind::Symbol:
    return row.id;
  case FinderRow::Kind::Setting:
    return QStringLiteral("setting:") + row.id;
  default:
    return QStringLiteral("action:") + row.id;
  }
}

SearchItem item(const QString& id, const QString& name, const QString& words)
{
  SearchItem made;
  made.id = id.toStdString();
  made.name = name.toStdString();
  made.words = QString(words).replace(u'.', u' ').replace(u'_', u' ').toStdString();
  return made;
}

/// The initials of a name as the typed text read them, with the places of its characters.
void readInitials(FinderRow& row, const std::string& name, const SearchQuery& query)
{
  std::size_t typed = 0;
  std::uint16_t at = 0;
  bool chinese = false;
  // The marks count blanks, the readings do not.
  std::vector<std::uint16_t> places;
  for (const QChar c : QString::fromStdString(name)) {
    if (c != u' ' && c != u'\u3000' && !c.isLowSurrogate())
      places.push_back(at);
    at = static_cast<std::uint16_t>(at + (c.isLowSurrogate() ? 0 : 1));
  }
  std::size_t index = 0;
  for (const market::CharacterReading& one : market::pinyinReadings(name)) {
    const bool marked = index < places.size() && typed < row.marks.size() && row.marks[typed] == places[index];
    ++index;
    QChar shown;
    if (!one.initials.empty()) {
      chinese = true;
      shown = QLatin1Char(one.initials[0]);
      if (marked && typed < query.text.size())
        if (const QChar wanted = QChar(static_cast<char16_t>(query.text[typed])).toUpper();
            one.initials.find(wanted.toLatin1()) != std::string::npos)
          shown = wanted;
    } else if (one.character < 0x80 && QChar(static_cast<char16_t>(one.character)).isLetterOrNumber()) {
      shown = QChar(static_cast<char16_t>(one.character)).toUpper();
    }
    if (marked)
      ++typed;
    if (shown.isNull())
      continue;
    if (marked)
      row.initialMarks.push_back(static_cast<std::uint16_t>(row.initials.size()));
    row.initials += shown;
  }
  if (!chinese) {
    row.initials.clear();
    row.initialMarks.clear();
  }
}

}

FinderModel::FinderModel(const Context& context, QObject* parent, SymbolCatalogue* catalogue)
    : QAbstractListModel(parent)
    , m_context(context)
    , m_catalogue(catalogue ? catalogue : new SymbolCatalogue(context, this))
{
  const auto stale = [this] { m_stale = true; };
  connect(m_context.actions, &ActionRegistry::changed, this, stale);
  connect(&widgets::Language::current(), &widgets::Language::changed, this, stale);
}

void FinderModel::refresh()
{
  m_catalogue->refresh();
  if (!std::exchange(m_stale, false))
    return;
  indexActions();
  indexSettings();
}

void FinderModel::indexActions()
{
  std::vector<SearchItem> commands;
  std::vector<SearchItem> panels;
  for (const ActionSpec* spec : m_context.actions->all()) {
    // A panel is in the window menu and perhaps in one more: once is enough here.
    const bool panel = spec->id.startsWith(kPanelAction);
    if (spec->id == u"edit.find" || (!panel && spec->id.contains(u".panel.")))
      continue;
    const QString words = spec->words.isEmpty() ? spec->id : QString(spec->words + u' ' + spec->id);
    (panel ? panels : commands)
        .push_back(item(QStringLiteral("action:") + spec->id, m_context.actions->plainText(spec->id), words));
  }
  searchOf(FinderScope::Commands).setIndex(std::make_shared<const SearchIndex>(std::move(commands)));
  searchOf(FinderScope::Panels).setIndex(std::make_shared<const SearchIndex>(std::move(panels)));
}

void FinderModel::indexSettings()
{
  std::vector<SearchItem> settings;
  const widgets::Language& language = widgets::Language::current();
  if (m_context.settings)
    for (const ParamSpec& spec : m_context.settings->schema().specs())
      if (!spec.group.empty())
        settings.push_back(item(QStringLiteral("setting:") + QString::fromStdString(spec.key),
            language.text(spec.label), QString::fromStdString(spec.key)));
  searchOf(FinderScope::Settings).setIndex(std::make_shared<const SearchIndex>(std::move(settings)));
}

void FinderModel::setScope(FinderScope scope)
{
  m_scope = scope;
  search(m_text);
}

void FinderModel::search(const QString& text)
{
  refresh();
  beginResetModel();
  m_rows.clear();
  m_counts.fill(0);
  m_text = text;
  QString wanted = text.trimmed();
  m_effective = wanted.isEmpty() ? FinderScope::All : scopeOfPrefix(wanted.front());
  if (m_effective != FinderScope::All)
    wanted.remove(0, 1);
  else
    m_effective = m_scope;
  for (const FinderScope scope :
      {FinderScope::Symbols, FinderScope::Commands, FinderScope::Panels, FinderScope::Settings})
    add(scope, wanted.trimmed());
  endResetModel();
}

void FinderModel::add(FinderScope scope, const QString& text)
{
  const std::size_t before = m_rows.size();
  // Counted everywhere, shown where one looks.
  const std::size_t limit = m_effective == FinderScope::All ? kShownOfAll[static_cast<std::size_t>(scope)]
      : m_effective == scope                                ? kShown
                                                            : 0;
  if (scope == FinderScope::Symbols)
    addSymbols(text, limit);
  else
    addOthers(scope, text, limit);
  m_counts[0] += count(scope);
  if (m_rows.size() > before)
    m_rows[before].section = sectionOf(scope, text.isEmpty());
}

void FinderModel::addSymbols(const QString& text, std::size_t limit)
{
  const Search::Found found = m_catalogue->find(text, limit);
  // A prefix alone: all that could be found.
  const bool all = text.isEmpty() && m_effective != FinderScope::All;
  m_counts[static_cast<std::size_t>(FinderScope::Symbols)] = all ? m_catalogue->size() : found.total;
  const SearchQuery query(text.toStdString());
  for (const Search::Hit& hit : found.best) {
    const SearchItem& symbol = m_catalogue->item(hit.item);
    SearchMarks marks = m_catalogue->marks(hit.item, text);
    FinderRow row;
    row.kind = FinderRow::Kind::Symbol;
    row.id = QString::fromStdString(symbol.id);
    row.code = QString::fromStdString(symbol.displayCode);
    row.title = symbol.name.empty() ? row.code : QString::fromStdString(symbol.name);
    row.icon = QStringLiteral("candles");
    row.marks = std::move(marks.name);
    row.codeFrom = marks.codeFrom;
    row.codeLength = marks.codeLength;
    readInitials(row, symbol.name, query);
    m_rows.push_back(std::move(row));
  }
}

void FinderModel::addOthers(FinderScope scope, const QString& text, std::size_t limit)
{
  Search& search = searchOf(scope);
  search.setUsed(m_catalogue->used());
  Search::Found found = search.find(text.toStdString(), limit);
  if (text.isEmpty() && m_effective == scope) {
    // All of them, as there are few: what was used first.
    std::vector<bool> shown(search.index()->size());
    for (const Search::Hit& hit : found.best)
      shown[hit.item] = true;
    for (std::uint32_t i = 0; i < shown.size() && found.best.size() < limit; ++i)
      if (!shown[i])
        found.best.push_back({i, MatchKind::None});
  }
  if (text.isEmpty() && m_effective != FinderScope::All)
    found.total = search.index()->size();
  m_counts[static_cast<std::size_t>(scope)] = found.total;
  const SearchQuery query(text.toStdString());
  for (const Search::Hit& hit : found.best) {
    const std::string& tagged = search.index()->item(hit.item).id;
    const std::string id = tagged.substr(tagged.find(':') + 1);
    FinderRow row = scope == FinderScope::Settings
        ? settingRow(id)
        : actionRow(QString::fromStdString(id),
              scope == FinderScope::Panels ? FinderRow::Kind::Panel : FinderRow::Kind::Action);
    row.marks = search.index()->marks(hit.item, query).name;
    m_rows.push_back(std::move(row));
  }
}

FinderRow FinderModel::actionRow(const QString& id, FinderRow::Kind kind) const
{
  const ActionSpec* spec = m_context.actions->find(id);
  FinderRow row;
  row.kind = kind;
  row.id = id;
  row.title = m_context.actions->plainText(id);
  row.keys = keysToShow(m_context.actions->keys(id));
  const bool panel = kind == FinderRow::Kind::Panel;
  row.icon = spec && !spec->icon.isEmpty() ? spec->icon : panel ? QStringLiteral("float") : QStringLiteral("command");
  row.problem = m_context.actions->whyDisabled(id);
  if (spec && spec->help)
    row.note = spec->help();
  if (row.note.isEmpty()) {
    const QString path = m_context.actions->path(id);
    row.note = path.left(path.indexOf(QStringLiteral(" › ")));
  }
  return row;
}

FinderRow FinderModel::settingRow(const std::string& key) const
{
  const widgets::Language& language = widgets::Language::current();
  const ParamSpec* spec = m_context.settings->schema().find(key);
  FinderRow row;
  row.kind = FinderRow::Kind::Setting;
  row.id = QString::fromStdString(key);
  row.icon = QStringLiteral("settings");
  if (spec) {
    row.title = language.text(spec->label);
    row.note = language.text(spec->group.substr(0, spec->group.rfind('.')));
  }
  return row;
}

void FinderModel::noteUsed(const FinderRow& row)
{
  m_catalogue->noteUsed(usedId(row));
}

int FinderModel::rowCount(const QModelIndex& parent) const
{
  return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant FinderModel::data(const QModelIndex& index, int role) const
{
  if (!index.isValid() || index.row() >= rowCount())
    return {};
  const FinderRow& own = row(index.row());
  switch (role) {
  case Qt::DisplayRole:
    return own.title;
  case Qt::ToolTipRole:
    return own.problem.isEmpty() ? own.note : own.problem;
  case Qt::AccessibleTextRole:
    return QStringList({own.title, own.code, own.keys, own.problem}).join(u' ').simplified();
  case IdRole:
    return own.id;
  case DetailRole:
    return own.kind == FinderRow::Kind::Symbol ? own.code : own.keys;
  case SectionRole:
    return own.section;
  default:
    return {};
  }
}

Qt::ItemFlags FinderModel::flags(const QModelIndex& index) const
{
  return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren : Qt::NoItemFlags;
}

}
