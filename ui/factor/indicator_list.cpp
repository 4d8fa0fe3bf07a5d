// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/factor/indicator_list.h"

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
constexpr int kIndexRole = Qt::UserRole; ///< among the operators or the formulas
constexpr int kCategoryRole = Qt::UserRole + 1; ///< of an operator; kFormulas for formulas
constexpr int kSearchRole = Qt::UserRole + 2; ///< all words that it is found by
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

QTreeWidgetItem* addRow(QTreeWidget* rows, const QString& name, const QString& help, int index, int category)
{
  auto* row = new QTreeWidgetItem(rows, {name, help.simplified()});
  row->setToolTip(kHelpColumn, help);
  row->setData(kNameColumn, kIndexRole, index);
  row->setData(kNameColumn, kCategoryRole, category);
  row->setData(kNameColumn, kSearchRole, QString(name + u'\n' + help));
  return row;
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
  fill();
}

std::optional<Indicator> IndicatorList::chosen() const
{
  const QTreeWidgetItem* row = m_rows->currentItem();
  if (row == nullptr || row->isHidden())
    return {};
  const auto index = static_cast<std::size_t>(row->data(kNameColumn, kIndexRole).toInt());
  if (row->data(kNameColumn, kCategoryRole).toInt() != kFormulas)
    return indicatorOf(factor::OperatorCatalogue::builtIn().operators()[index]);
  const factor::SavedFormula& saved = m_library.all()[index];
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
  int shown = 0;
  for (int i = 0; i < m_rows->topLevelItemCount(); ++i)
    shown += m_rows->topLevelItem(i)->isHidden() ? 0 : 1;
  return shown;
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
  fill();
}

void IndicatorList::fill()
{
  const QString before = m_rows->currentItem() == nullptr ? QString() : m_rows->currentItem()->text(kNameColumn);
  const QSignalBlocker silent(m_rows);
  m_rows->clear();
  int index = 0;
  for (const factor::SavedFormula& formula : m_library.all())
    addRow(m_rows, textOf(formula.name), textOf(formula.text), index++, kFormulas);
  const auto& operators = factor::OperatorCatalogue::builtIn().operators();
  for (std::size_t i = 0; i < operators.size(); ++i) {
    const factor::OperatorInfo& info = operators[i];
    if (!isForCharts(info))
      continue;
    auto* row = addRow(m_rows, textOf(info.name), widgets::Language::current().text(info.help), static_cast<int>(i),
        static_cast<int>(info.category));
    QString words = row->data(kNameColumn, kSearchRole).toString();
    for (const std::string& alias : info.aliases)
      words += u'\n' + textOf(alias);
    row->setData(kNameColumn, kSearchRole, words);
  }
  const auto rows = before.isEmpty() ? QList<QTreeWidgetItem*>() : m_rows->findItems(before, Qt::MatchExactly);
  if (!rows.isEmpty())
    m_rows->setCurrentItem(rows.front());
  filter();
}

bool IndicatorList::matches(const QTreeWidgetItem& row, const QString& words) const
{
  const int wanted = m_category->currentData().toInt();
  const int category = row.data(kNameColumn, kCategoryRole).toInt();
  if (wanted != kAll && wanted != category)
    return false;
  const QString text = row.data(kNameColumn, kSearchRole).toString();
  const QStringList parts = words.split(u' ', Qt::SkipEmptyParts);
  return std::all_of(
      parts.begin(), parts.end(), [&](const QString& part) { return text.contains(part, Qt::CaseInsensitive); });
}

void IndicatorList::filter()
{
  const QString words = m_search->text().trimmed();
  QTreeWidgetItem* best = nullptr;
  for (int i = 0; i < m_rows->topLevelItemCount(); ++i) {
    QTreeWidgetItem* row = m_rows->topLevelItem(i);
    row->setHidden(!matches(*row, words));
    if (row->isHidden())
      continue;
    // A name that begins with what was typed is meant rather than a definition that mentions it.
    const auto rank = [&](const QTreeWidgetItem* item) {
      const QString name = item->text(kNameColumn);
      return name.compare(words, Qt::CaseInsensitive) == 0 ? 0 : name.startsWith(words, Qt::CaseInsensitive) ? 1 : 2;
    };
    if (best == nullptr || rank(row) < rank(best))
      best = row;
  }
  if (!words.isEmpty() && best != nullptr) {
    m_rows->setCurrentItem(best);
    m_rows->scrollToItem(best);
  }
}

}
