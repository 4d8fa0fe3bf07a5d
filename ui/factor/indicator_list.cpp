// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/factor/indicator_list.h"

#include "core/market/entity.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/language.h"

#include <QComboBox>
#include <QHeaderView>
#include <QSignalBlocker>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <set>

namespace zvt::ui {

namespace {

constexpr int kNameColumn = 0;
constexpr int kHelpColumn = 1;
constexpr int kEntryRole = Qt::UserRole; ///< index of the entry
constexpr int kAll = -1;
constexpr int kFormulas = -2;

QString textOf(const std::string& text)
{
  return QString::fromStdString(text);
}

QString capitalised(QString text)
{
  if (!text.isEmpty())
    text[0] = text[0].toUpper();
  return text;
}

}

IndicatorList::IndicatorList(QWidget* parent)
    : QWidget(parent)
    , m_search(new widgets::SearchField(this))
    , m_category(new QComboBox(this))
    , m_rows(new QTreeWidget(this))
{
  m_search->setObjectName(QStringLiteral("indicatorSearchField"));
  m_category->setObjectName(QStringLiteral("categoryCombo"));
  m_rows->setObjectName(QStringLiteral("indicatorTree"));
  m_rows->setRootIsDecorated(false);
  m_rows->setUniformRowHeights(true);
  m_rows->setColumnCount(2);
  m_rows->header()->setStretchLastSection(true);
  m_rows->header()->setHighlightSections(false);
  m_rows->header()->resizeSection(kNameColumn, 130);
  auto* head = new QHBoxLayout;
  head->setSpacing(8);
  head->addWidget(m_search, 1);
  head->addWidget(m_category);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(8);
  layout->addLayout(head);
  layout->addWidget(m_rows, 1);
  setFocusProxy(m_search);
  connect(m_search, &QLineEdit::textChanged, this, &IndicatorList::filter);
  connect(m_search, &QLineEdit::returnPressed, this, [this] {
    if (chosen())
      Q_EMIT activated();
  });
  connect(m_category, &QComboBox::currentIndexChanged, this, &IndicatorList::filter);
  connect(m_rows, &QTreeWidget::currentItemChanged, this, &IndicatorList::choiceChanged);
  connect(m_rows, &QTreeWidget::itemActivated, this, &IndicatorList::activated);
  retranslate();
}

void IndicatorList::setFormulas(const factor::FormulaLibrary& library)
{
  if (library == m_library)
    return;
  m_library = library;
  collect();
}

std::optional<Indicator> IndicatorList::chosen() const
{
  const QTreeWidgetItem* row = m_rows->currentItem();
  if (row == nullptr)
    return {};
  const Entry& entry = m_entries[row->data(kNameColumn, kEntryRole).toULongLong()];
  if (entry.category != kFormulas)
    return indicatorOf(factor::OperatorCatalogue::builtIn().operators()[entry.index]);
  const factor::SavedFormula& saved = m_library.all()[entry.index];
  Indicator indicator;
  indicator.name = saved.name;
  indicator.formula = saved.text;
  return indicator;
}

void IndicatorList::clearChoice()
{
  const QSignalBlocker silent(m_rows);
  m_rows->setCurrentItem(nullptr);
  m_rows->clearSelection();
}

int IndicatorList::shownCount() const
{
  return m_rows->topLevelItemCount();
}

void IndicatorList::retranslate()
{
  m_search->setPlaceholderText(Tr::tr("Name or what it does"));
  m_search->setAccessibleName(Tr::tr("Search indicators"));
  m_category->setAccessibleName(Tr::tr("Category"));
  m_rows->setAccessibleName(Tr::tr("Indicators to choose from"));
  m_rows->setHeaderLabels({Tr::tr("Name"), Tr::tr("What it is")});
  const QSignalBlocker silent(m_category);
  const int before = std::max(0, m_category->currentIndex());
  m_category->clear();
  m_category->addItem(Tr::tr("All"), kAll);
  m_category->addItem(Tr::tr("Saved formulas"), kFormulas);
  std::set<factor::OperatorCategory> categories;
  for (const factor::OperatorInfo& info : factor::OperatorCatalogue::builtIn().operators())
    if (isForCharts(info))
      categories.insert(info.category);
  for (const factor::OperatorCategory category : categories) {
    const std::string key = "factor.category." + std::string(toString(category));
    m_category->addItem(capitalised(widgets::Language::current().text(key)), static_cast<int>(category));
  }
  m_category->setCurrentIndex(before);
  collect();
}

void IndicatorList::collect()
{
  m_entries.clear();
  for (std::size_t i = 0; i < m_library.all().size(); ++i) {
    const factor::SavedFormula& formula = m_library.all()[i];
    m_entries.push_back(
        {textOf(formula.name), textOf(formula.text), {}, {textOf(market::pinyinInitials(formula.name))}, i, kFormulas});
  }
  const auto& operators = factor::OperatorCatalogue::builtIn().operators();
  for (std::size_t i = 0; i < operators.size(); ++i) {
    const factor::OperatorInfo& info = operators[i];
    if (!isForCharts(info))
      continue;
    Entry entry{
        textOf(info.name), widgets::Language::current().text(info.help), {}, {}, i, static_cast<int>(info.category)};
    for (const std::string& alias : info.aliases) {
      entry.aliases.append(textOf(alias));
      entry.initials.append(textOf(market::pinyinInitials(alias)));
    }
    m_entries.push_back(std::move(entry));
  }
  filter();
}

int IndicatorList::rankOf(const Entry& entry, const QString& word)
{
  const auto has = [&](const QString& text) { return text.contains(word, Qt::CaseInsensitive); };
  const auto begins = [&](const QString& text) { return text.startsWith(word, Qt::CaseInsensitive); };
  if (entry.name.compare(word, Qt::CaseInsensitive) == 0)
    return 0;
  if (begins(entry.name))
    return 1;
  if (entry.aliases.contains(word, Qt::CaseInsensitive))
    return 2;
  if (has(entry.name) || std::any_of(entry.aliases.begin(), entry.aliases.end(), has))
    return 3;
  if (std::any_of(entry.initials.begin(), entry.initials.end(), begins))
    return 4;
  return has(entry.help) ? 5 : -1;
}

int IndicatorList::rankOfAll(const Entry& entry, const QStringList& words)
{
  int worst = 0;
  for (const QString& word : words) {
    const int rank = rankOf(entry, word);
    if (rank < 0)
      return -1;
    worst = std::max(worst, rank);
  }
  return worst;
}

void IndicatorList::filter()
{
  const QStringList words = m_search->text().split(u' ', Qt::SkipEmptyParts);
  const int wanted = m_category->currentData().toInt();
  std::vector<std::pair<int, std::size_t>> found; // rank, entry
  for (std::size_t i = 0; i < m_entries.size(); ++i) {
    const int rank = rankOfAll(m_entries[i], words);
    if (rank >= 0 && (wanted == kAll || wanted == m_entries[i].category))
      found.emplace_back(rank, i);
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  const QString before = m_rows->currentItem() == nullptr ? QString() : m_rows->currentItem()->text(kNameColumn);
  {
    const QSignalBlocker silent(m_rows);
    m_rows->clear();
    QList<QTreeWidgetItem*> rows;
    for (const auto& [rank, at] : found) {
      const Entry& entry = m_entries[at];
      auto* row = new QTreeWidgetItem({entry.name, entry.help.simplified()});
      row->setToolTip(kHelpColumn, entry.help);
      row->setToolTip(kNameColumn, entry.aliases.join(QStringLiteral(", ")));
      row->setData(kNameColumn, kEntryRole, static_cast<qulonglong>(at));
      rows.append(row);
    }
    m_rows->addTopLevelItems(rows);
    if (words.isEmpty())
      for (QTreeWidgetItem* row : std::as_const(rows))
        if (!before.isEmpty() && row->text(kNameColumn) == before) {
          m_rows->setCurrentItem(row);
          return;
        }
  }
  if (words.isEmpty() || found.empty())
    return;
  m_rows->setCurrentItem(m_rows->topLevelItem(0));
  m_rows->scrollToItem(m_rows->topLevelItem(0));
}

}
